//! `draw --replay`: does a published draw again. The outcome goes to standard output as JSON, what differs to standard
//! error; the exit code is 1 where something does.

use super::read_file;
use crate::{
    cli::Draw,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::draw::{Difference, Record};
use std::process::ExitCode;

/// Largest record read, in bytes: a million objects with everything that is said of them.
const MAX_BYTES: u64 = 1 << 30;

pub(crate) fn run(asked: &Draw, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let bytes = read_file(&asked.replay, MAX_BYTES)?;
    let texts = terminal.language.texts();
    let record: Record = serde_json::from_slice(&bytes)
        .map_err(|error| Failure::Other(texts.with("draw-no-record", &[("problem", &error.to_string())])))?;
    let (outcome, differences) = record
        .replay()
        .map_err(|error| Failure::Other(texts.with("draw-cannot", &[("problem", &error.to_string())])))?;
    let json = serde_json::to_string(&outcome).map_err(|error| Failure::Other(error.to_string()))?;
    print(|out| writeln!(out, "{json}"))?;
    if differences.is_empty() {
        let drawn = outcome.drawn.len();
        terminal.tell("draw-same", &[("drawn", &drawn), ("hash", &outcome.hash())]);
        return Ok(ExitCode::SUCCESS);
    }
    for difference in &differences {
        let id = match difference {
            Difference::Algorithm(_) => "draw-differs-algorithm",
            Difference::Reveal => "draw-differs-reveal",
            Difference::Frozen(_) => "draw-differs-frozen",
            Difference::Seed => "draw-differs-seed",
            Difference::Stratum(_) => "draw-differs-stratum",
            Difference::Drawn(_) => "draw-differs-drawn",
            Difference::NoReason(_) => "draw-differs-no-reason",
        };
        terminal.tell(id, &[("place", &difference.place())]);
    }
    Ok(ExitCode::FAILURE)
}
