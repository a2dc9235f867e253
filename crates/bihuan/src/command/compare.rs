//! `compare`: two or three lists held against each other, without a ledger.

use super::read_file;
use crate::{
    cli::Compare,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{
    House,
    comparison::{Field, List, Outcome, Pair, Place, compare},
    language::Texts,
};
use serde::Serialize;
use std::{path::Path, process::ExitCode};

/// What is printed as JSON.
#[derive(Serialize)]
struct Told<'a> {
    /// What was compared with what.
    fields: &'a [Field],
    /// Rows count from 0, below the headings.
    outcome: &'a Outcome,
}

pub(crate) fn run(house: Option<&Path>, asked: &Compare, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let words = House::load(house).map_err(Failure::House)?.comparison.words;
    let lists = asked.files.iter().map(|file| read(file)).collect::<Result<Vec<List>, Failure>>()?;
    let fields = Field::propose(&lists, &words);
    let texts = terminal.language.texts();
    let outcome = compare(&lists, &fields, &words)
        .map_err(|error| Failure::Other(texts.with("compare-cannot", &[("problem", &error.to_string())])))?;
    if asked.json {
        let json = serde_json::to_string(&Told { fields: &fields, outcome: &outcome })
            .map_err(|error| Failure::Other(error.to_string()))?;
        print(|out| writeln!(out, "{json}"))?;
    } else {
        print(|out| tell(out, &lists, &fields, &outcome, texts))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> Result<List, Failure> {
    let limits = documents::Limits::default();
    let mut rows = documents::read_csv(&read_file(file, limits.input_bytes)?, &limits)?.into_iter();
    let name = file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(List { name, columns: rows.next().unwrap_or_default(), rows: rows.collect() })
}

/// Lines for people: what differs, what is to be looked at, what stands alone.
fn tell(
    out: &mut dyn std::io::Write,
    lists: &[List],
    fields: &[Field],
    outcome: &Outcome,
    texts: Texts,
) -> std::io::Result<()> {
    let named = |place: Place| {
        let column = fields.iter().filter(|field| field.role == app::comparison::Role::Name);
        let column = column.filter_map(|field| field.columns.get(place.list).copied().flatten()).next();
        let cell = lists.get(place.list).map_or("", |list| list.cell(place.row, column.unwrap_or(0)));
        format!("{} {}: {cell}", lists.get(place.list).map_or("", |list| &list.name), place.row + 2)
    };
    let pair = |pair: &Pair| format!("{}\t{}", named(pair.left), named(pair.right));
    let alone: usize = outcome.alone.iter().map(Vec::len).sum();
    let counts: [(&str, &dyn app::language::Say); 3] =
        [("matched", &outcome.matched.len()), ("review", &outcome.review.len()), ("alone", &alone)];
    writeln!(out, "{}", texts.with("compare-counts", &counts))?;
    for found in outcome.matched.iter().flat_map(|group| &group.pairs) {
        for reason in found.differences() {
            let field = reason.field.and_then(|field| fields.get(field)).map_or("", |field| &field.label);
            writeln!(out, "{}\t{field}\t{}", texts.of("compare-reason", reason.code.name()), pair(found))?;
        }
    }
    for found in &outcome.review {
        writeln!(out, "{}\t\t{}", texts.get("compare-to-review"), pair(found))?;
    }
    for (list, rows) in outcome.alone.iter().enumerate() {
        for row in rows {
            writeln!(out, "{}\t\t{}", texts.get("compare-alone"), named(Place { list, row: *row }))?;
        }
    }
    Ok(())
}
