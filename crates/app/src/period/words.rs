//! A collation's text, as it is drafted: by unit, item and measure, a line each. Lines that begin with `#` are headings,
//! with `##` those below them, so that whoever edits it sees nothing but words.

use crate::language::{Say, Texts};
use crate::query::answer::{Heard, ItemPart, Roll, RollLine, Said, UnitPart};
use ledger::{
    Figure,
    cadence::{Cadence, Period},
    limit,
};

/// Room that is left for saying what was left out.
const REST: usize = 500;

/// The title of a period's collation.
pub(super) fn title(t: Texts, period: Period) -> String {
    let kind = match period.cadence() {
        Cadence::Week => "collation-week",
        Cadence::TenDays => "collation-ten-days",
        Cadence::Month => "collation-month",
    };
    t.with(kind, &[("period", &period_name(t, period))])
}

/// A period in words, with its days.
pub fn period_name(t: Texts, period: Period) -> String {
    let (from, to) = (period.start(), period.end());
    let days = t.with("period-days", &[("from", &t.date(from)), ("to", &t.date_near(to, from))]);
    match period.cadence() {
        Cadence::Week => {
            let week = from.iso_week_date();
            let values: [(&str, &dyn Say); 3] =
                [("year", &week.year().to_string()), ("week", &i64::from(week.week())), ("days", &days)];
            t.with("period-week", &values)
        }
        Cadence::TenDays => {
            let name = match from.day() {
                1 => "period-first-ten",
                11 => "period-second-ten",
                _ => "period-last-ten",
            };
            let month = i64::from(from.month());
            t.with(name, &[("year", &from.year().to_string()), ("month", &month), ("days", &days)])
        }
        Cadence::Month => {
            let month = i64::from(from.month());
            t.with("period-month", &[("year", &from.year().to_string()), ("month", &month), ("days", &days)])
        }
    }
}

/// The text.
pub(super) fn body(t: Texts, roll: &Roll) -> String {
    let mut out = t.with(
        "collation-lead",
        &[
            ("owed", &roll.reported.d),
            ("reported", &roll.reported.n),
            ("unchanged", &roll.no_change),
            ("missing", &roll.missing()),
        ],
    );
    out.push('\n');
    let mut length = out.chars().count();
    let mut left_out = 0;
    for unit in &roll.units {
        let part = unit_part(t, unit);
        let part_length = part.chars().count();
        // A unit stands whole or not at all; the table behind the text has everything.
        if length + part_length + REST > limit::DOCUMENT {
            left_out += unit.reported.d;
            continue;
        }
        length += part_length;
        out.push_str(&part);
    }
    if left_out > 0 {
        out.push_str(&format!("\n{}\n", t.with("collation-cut", &[("count", &left_out)])));
    }
    out
}

fn unit_part(t: Texts, unit: &UnitPart) -> String {
    let name =
        unit.unit.as_ref().map_or_else(|| t.get("collation-no-unit").into_owned(), |u| u.title.clone());
    let counts = t.with("collation-of", &[("reported", &unit.reported.n), ("owed", &unit.reported.d)]);
    let mut out = format!("\n# {name}{counts}\n");
    for item in &unit.items {
        out.push_str(&item_part(t, item));
    }
    let missing: Vec<String> = unit.missing().map(|line| name_of(t, line)).collect();
    if !missing.is_empty() {
        let names = missing.join(&t.get("list-semicolon"));
        out.push_str(&format!("{}\n", t.with("collation-missing", &[("names", &names)])));
    }
    out
}

fn item_part(t: Texts, item: &ItemPart) -> String {
    let told: Vec<&RollLine> = item.lines.iter().filter(|line| line.said != Said::Nothing).collect();
    let mut out = String::new();
    if told.is_empty() {
        return out;
    }
    if let Some(above) = &item.item {
        out.push_str(&format!("## {}{}\n", above.number, above.title));
    }
    for (n, line) in told.iter().enumerate() {
        out.push_str(&format!("{}. {}\n", n + 1, measure(t, line)));
    }
    out
}

/// A measure with what was said of it, the newest word on each part.
fn measure(t: Texts, line: &RollLine) -> String {
    let row = &line.row;
    let percent = row.percent.map(|percent| format!("{percent}%")).unwrap_or_default();
    let mut out = format!("{}{}{}{percent}", row.number, row.title, t.get("colon"));
    if line.said == Said::NoChange {
        out.push_str(&t.get("collation-unchanged"));
        return out;
    }
    let spoken = line.reports.iter().filter(|heard| !heard.report.no_change);
    let texts: Vec<&str> = spoken.clone().map(|heard| heard.report.text.trim()).collect();
    if !percent.is_empty() && !texts.is_empty() {
        out.push_str(&t.get("list-comma"));
    }
    out.push_str(&flat(&texts.join(" ")));
    let last = |of: fn(&Heard) -> &str| spoken.clone().map(of).map(str::trim).rfind(|text| !text.is_empty());
    for (id, text) in [
        ("collation-problems", last(|heard| &heard.report.problems)),
        ("collation-help", last(|heard| &heard.report.help)),
    ] {
        if let Some(text) = text {
            out.push(' ');
            out.push_str(&t.with(id, &[("text", &flat(text))]));
        }
    }
    let figures: Vec<String> = spoken.flat_map(|heard| &heard.report.figures).map(figure).collect();
    if !figures.is_empty() {
        let figures = figures.join(&t.get("list-semicolon"));
        out.push(' ');
        out.push_str(&t.with("collation-figures", &[("figures", &figures)]));
    }
    out
}

fn figure(figure: &Figure) -> String {
    format!("{}{}{}", figure.name, figure.value, figure.unit)
}

fn name_of(t: Texts, line: &RollLine) -> String {
    let title = format!("{}{}", line.row.number, line.row.title);
    match &line.row.person {
        Some(person) => t.with("collation-of-person", &[("title", &title), ("person", &person.title)]),
        None => title,
    }
}

/// On one line, and never read as a heading.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
