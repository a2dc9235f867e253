//! `check`: what is odd in bulletins, without a ledger. 0 = no errors, 1 = errors, 2 = a file could not be read.

mod people;
mod places;
mod sarif;

use super::read_file;
use crate::{
    cli::Check,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{House, finding};
use bulletin::{Remark, Severity};
use places::Places;
use serde::Serialize;
use std::{path::Path, process::ExitCode};

/// A file that was read, with what is odd in it.
struct Checked {
    name: String,
    text: String,
    findings: Vec<Remark>,
}

/// What `--json` prints, one line a file in the order of the arguments.
#[derive(Serialize)]
struct Findings<'a> {
    findings: &'a [Remark],
}

pub(crate) fn run(house: Option<&Path>, check: &Check, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let calendar = House::load(house).map_err(Failure::House)?.calendar;
    let working_days = |date| calendar.is_working_day(date).ok();
    let wording = |found: &bulletin::Finding| finding::told(terminal.language.texts(), found);
    let options = bulletin::Options {
        working_days: Some(&working_days),
        wording: Some(&wording),
        ..Default::default()
    };
    let mut checked = vec![];
    let mut unread = false;
    for file in &check.files {
        match read(file, options) {
            Ok(one) => checked.push(one),
            Err(failure) => {
                terminal.say(&format!("{}: {}", file.display(), failure.told(terminal.language)));
                unread = true;
            }
        }
    }
    if check.sarif {
        print_json(&sarif::log(&checked))?;
    } else {
        for one in &checked {
            if check.json {
                print_json(&Findings { findings: &one.findings })?;
            } else {
                let told = people::told(one, terminal.language.texts());
                print(|out| out.write_all(told.as_bytes()))?;
            }
        }
    }
    let faulty = checked.iter().flat_map(|one| &one.findings).any(|found| found.severity == Severity::Error);
    Ok(match (unread, faulty) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
}

fn read(file: &Path, options: bulletin::Options<'_>) -> Result<Checked, Failure> {
    let limits = documents::Limits::default();
    let bytes = read_file(file, limits.input_bytes)?;
    let name = file.file_name().and_then(|name| name.to_str());
    let text = documents::read(&bytes, name, &limits)?.text;
    let findings = bulletin::read(&text, options).bulletin.diagnostics;
    Ok(Checked { name: file.display().to_string(), text, findings })
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))?;
    print(|out| writeln!(out, "{json}"))
}
