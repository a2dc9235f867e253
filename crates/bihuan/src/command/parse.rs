//! `parse`: what a bulletin says, without writing anything.

use super::read_file;
use crate::{
    cli::Parse,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{House, finding};
use std::process::ExitCode;

pub(crate) fn run(parse: &Parse, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let limits = documents::Limits::default();
    let bytes = read_file(&parse.file, limits.input_bytes)?;
    let name = parse.file.file_name().and_then(|name| name.to_str());
    let text = documents::read(&bytes, name, &limits)?.text;
    if parse.text {
        print(|out| out.write_all(text.as_bytes()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let calendar = House::load(None).map_err(Failure::House)?.calendar;
    let working_days = |date| calendar.is_working_day(date).ok();
    let wording = |found: &bulletin::Finding| finding::told(terminal.language.texts(), found);
    let options =
        bulletin::Options { working_days: Some(&working_days), wording: Some(&wording), only_reading: true };
    let read = bulletin::read(&text, options).bulletin;
    if parse.json {
        let json = serde_json::to_string(&read).map_err(|error| Failure::Other(error.to_string()))?;
        print(|out| writeln!(out, "{json}"))?;
    } else {
        print(|out| write!(out, "{}", bulletin::outline_text(&read)))?;
    }
    Ok(ExitCode::SUCCESS)
}
