//! `list`: matters as a table for people or as JSON Lines.

use crate::{
    cli::List,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{
    App, Filter, Sort,
    query::{
        answer::Row,
        list::{ListQuery, PAGE_MAX},
    },
};
use ledger::{Lamp, MatterId};
use std::process::ExitCode;

pub(crate) fn run(app: &App, list: &List, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let mut query = ListQuery {
        filter: Filter {
            kind: list.kind.clone(),
            under: list.under.map(MatterId),
            unit: list.unit.map(MatterId),
            state: list.state.clone(),
            words: list.text.as_deref().map(store::search::words).unwrap_or_default(),
            ..Filter::default()
        },
        lamp: list.lamp.as_deref().map(lamp).transpose()?,
        sort: sort(&list.sort)?,
        limit: PAGE_MAX.min(list.limit),
        as_of: list.as_of,
        ..ListQuery::default()
    };
    let mut left = list.limit;
    let mut rows = vec![];
    while left > 0 {
        query.limit = PAGE_MAX.min(left);
        let page = app.list(&query)?;
        left -= page.rows.len().min(left);
        rows.extend(page.rows);
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    print(|out| {
        for row in &rows {
            match list.json {
                true => writeln!(out, "{}", serde_json::to_string(row)?)?,
                false => writeln!(out, "{}", line(row, terminal))?,
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// One row for people: id, lamp, state, due, unit, number and title.
fn line(row: &Row, terminal: &Terminal) -> String {
    let texts = terminal.language.texts();
    let lamp = row.lamp.map_or_else(String::new, |lamp| texts.of("lamp", lamp.name()).into_owned());
    let due = row.due.map_or_else(|| "—".to_owned(), |due| due.to_string());
    let unit = row.unit.as_ref().map_or("—", |unit| unit.title.as_str());
    let percent = row.percent.map_or_else(String::new, |percent| format!("{percent}%"));
    let indent = "  ".repeat(row.depth.saturating_sub(1));
    let state = texts.of("class", row.class.name());
    format!("{:>6}\t{lamp}\t{state}\t{percent}\t{due}\t{unit}\t{indent}{}{}", row.id.0, row.number, row.title)
}

fn lamp(name: &str) -> Result<Lamp, Failure> {
    let allowed = || ["red", "yellow", "blue", "green", "undated"].join(", ");
    Lamp::from_name(name)
        .filter(|lamp| *lamp != Lamp::Off)
        .ok_or_else(|| Failure::Parameter { name: "lamp", allowed: allowed() })
}

fn sort(name: &str) -> Result<Sort, Failure> {
    match name {
        "outline" => Ok(Sort::Outline),
        "due" => Ok(Sort::Due),
        "changed" => Ok(Sort::Changed),
        _ => Err(Failure::Parameter { name: "sort", allowed: "outline, due, changed".into() }),
    }
}
