//! `check`: what is odd in bulletins by themselves, and against a ledger where one is named. 0 = no errors, 1 = errors,
//! 2 = a file could not be read.

mod people;
mod places;
mod sarif;

use super::{open, read_file};
use crate::{
    cli::{Check, Cli, DATA},
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{
    App, AppError, House,
    finding::{self, Found},
};
use bulletin::Severity;
use ledger::MatterId;
use places::Places;
use serde::Serialize;
use std::{path::Path, process::ExitCode};

/// A file that was read, with what is odd in it.
struct Checked {
    name: String,
    text: String,
    findings: Vec<Found>,
}

/// What `--json` prints, one line a file in the order of the arguments.
#[derive(Serialize)]
struct Findings<'a> {
    findings: &'a [Found],
}

pub(crate) fn run(cli: &Cli, check: &Check, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let ledger = ledger(cli, check, terminal)?;
    let calendar = House::load(cli.house.as_deref()).map_err(Failure::House)?.calendar;
    let mut checked = vec![];
    let mut unread = false;
    for file in &check.files {
        let found = read(file).and_then(|(name, text)| {
            let findings = match &ledger {
                Some((app, campaign)) => app.check_text(&text, *campaign, &[], terminal.language)?,
                None => finding::alone(&text, &calendar, terminal.language),
            };
            Ok(Checked { name, text, findings })
        });
        match found {
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
    let faulty =
        checked.iter().flat_map(|one| &one.findings).any(|found| found.remark.severity == Severity::Error);
    Ok(match (unread, faulty) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
}

/// The ledger that was named and its campaign. A data folder that another process uses, such as a service beside which
/// somebody checks a text, is done without and said so, unless the campaign was named.
fn ledger(cli: &Cli, check: &Check, terminal: &Terminal) -> Result<Option<(App, MatterId)>, Failure> {
    let is_named = cli.data.as_os_str() != DATA && cli.data.is_dir();
    if check.of.is_none() && !is_named {
        return Ok(None);
    }
    let app = match open(cli) {
        Ok(app) => app,
        Err(failure) if check.of.is_none() => {
            let why = failure.told(terminal.language);
            terminal.say(&terminal.language.texts().with("check-no-ledger", &[("why", &why)]));
            return Ok(None);
        }
        Err(failure) => return Err(failure),
    };
    let newest = || Ok::<_, AppError>(app.places()?.first().map(|place| place.id));
    let campaign = match check.of {
        Some(id) => Some(MatterId(id)),
        None => newest()?,
    };
    Ok(campaign.map(|campaign| (app, campaign)))
}

fn read(file: &Path) -> Result<(String, String), Failure> {
    let limits = documents::Limits::default();
    let bytes = read_file(file, limits.input_bytes)?;
    let name = file.file_name().and_then(|name| name.to_str());
    let text = documents::read(&bytes, name, &limits)?.text;
    Ok((file.display().to_string(), text))
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))?;
    print(|out| writeln!(out, "{json}"))
}
