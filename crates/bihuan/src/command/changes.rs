//! `changes`: what moved between two days, as a table for people or as JSON.

use crate::{
    cli::Changes,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{
    App,
    language::Texts,
    query::{
        answer::{Change, Shift},
        changes::ChangesQuery,
    },
};
use ledger::MatterId;
use std::process::ExitCode;

pub(crate) fn run(app: &App, asked: &Changes, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let changes = app.changes(&ChangesQuery {
        from: asked.from,
        to: asked.to,
        under: asked.under.map(MatterId),
        unit: asked.unit.map(MatterId),
    })?;
    let texts = terminal.language.texts();
    print(|out| {
        if asked.json {
            return writeln!(out, "{}", serde_json::to_string(&changes)?);
        }
        for line in changes.classes.iter().filter(|line| line.from + line.to > 0) {
            writeln!(out, "{}\t{} → {}", texts.of("class", line.class.name()), line.from, line.to)?;
        }
        for change in &changes.rows {
            writeln!(out, "{}", line(change, texts))?;
        }
        Ok(())
    })?;
    if changes.more {
        let (count, moved) = (changes.rows.len(), changes.moved);
        terminal.tell("changes-more", &[("count", &count), ("moved", &moved)]);
    }
    Ok(ExitCode::SUCCESS)
}

/// One row for people: id, state, due, progress, unit, number and title; what did not move is left empty.
fn line(change: &Change, texts: Texts) -> String {
    let state = moved(&change.state, |one| texts.of("class", one.class.name()).into_owned());
    let due = moved(&change.due, ToString::to_string);
    let percent = moved(&change.percent, |percent| format!("{percent}%"));
    let unit = moved(&change.unit, |unit| unit.title.clone());
    let row = &change.row;
    format!("{:>6}\t{state}\t{due}\t{percent}\t{unit}\t{}{}", row.id.0, row.number, row.title)
}

fn moved<T>(shift: &Option<Shift<Option<T>>>, told: impl Fn(&T) -> String) -> String {
    let told = |one: &Option<T>| one.as_ref().map_or_else(|| "—".to_owned(), &told);
    shift.as_ref().map_or_else(String::new, |shift| format!("{} → {}", told(&shift.from), told(&shift.to)))
}
