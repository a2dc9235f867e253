//! Findings for people: where, how grave, why, the words with the place marked, and what they were held against.

use super::{Checked, Places};
use app::{
    finding::Found,
    language::{Say, Texts},
};
use bulletin::{Severity, Span};
use std::fmt::Write as _;

/// How many characters are shown on each side of the place.
const AROUND: usize = 18;

/// At most this many other places of a finding are told.
const OTHERS: usize = 4;

pub(super) fn told(checked: &Checked, t: Texts) -> String {
    let mut out = String::new();
    let places = Places::new(&checked.text);
    for found in &checked.findings {
        // Writing to a string cannot fail.
        let _ = tell(&mut out, checked, &places, found, t);
    }
    let count = |severity| checked.findings.iter().filter(|found| found.remark.severity == severity).count();
    let line = if checked.findings.is_empty() {
        t.with("check-nothing", &[("file", &checked.name)])
    } else {
        t.with(
            "check-counts",
            &[
                ("file", &checked.name),
                ("errors", &count(Severity::Error)),
                ("warnings", &count(Severity::Warning)),
                ("notes", &count(Severity::Note)),
            ],
        )
    };
    out.push_str(&line);
    out.push('\n');
    out
}

fn tell(
    out: &mut String,
    checked: &Checked,
    places: &Places<'_>,
    Found { remark: found, rows }: &Found,
    t: Texts,
) -> std::fmt::Result {
    let Some((last, others)) = found.spans.split_last() else { return Ok(()) };
    let place = places.of(last.start);
    let severity = t.of(
        "severity",
        match found.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
    );
    writeln!(
        out,
        "{}:{}:{}: {severity} [{}] {}",
        checked.name, place.line, place.column, found.code, found.message
    )?;
    let (words, marks) = excerpt(&checked.text, places.line(last.start), *last);
    writeln!(out, "    {words}\n    {marks}")?;
    for other in others.iter().take(OTHERS) {
        let place = places.of(other.start);
        let (words, _) = excerpt(&checked.text, places.line(other.start), *other);
        let told =
            t.with("check-against", &[("line", &place.line), ("column", &place.column), ("words", &words)]);
        writeln!(out, "    {told}")?;
    }
    for row in rows {
        let values: [(&str, &dyn Say); 3] =
            [("id", &row.matter.0), ("title", &row.title), ("says", &row.says)];
        writeln!(out, "    {}", t.with("check-row", &values))?;
    }
    Ok(())
}

/// The words around the place on its line, and a line with marks under the place.
fn excerpt(text: &str, line: Span, place: Span) -> (String, String) {
    let end = place.end.min(line.end).max(place.start);
    let before = text.get(line.start..place.start).unwrap_or("");
    let after = text.get(end..line.end).unwrap_or("");
    let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let shown = text.get(place.start..end).unwrap_or("");
    let lead = before.get(from..).unwrap_or("");
    let (open, close) = (if from > 0 { "…" } else { "" }, if to < after.len() { "…" } else { "" });
    let words = format!("{open}{lead}{shown}{}{close}", after.get(..to).unwrap_or(""));
    let marks = format!("{}{}", " ".repeat(width(open) + width(lead)), "^".repeat(width(shown).max(1)));
    (words.replace('\t', " "), marks)
}

/// Columns of a terminal: Chinese characters and full-width signs take two.
fn width(words: &str) -> usize {
    words.chars().map(|c| if matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xffe6) { 2 } else { 1 }).sum()
}
