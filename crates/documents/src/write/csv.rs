//! CSV (RFC 4180) with a byte order mark, without which Excel takes UTF-8 for another charset.

use crate::model::{Entry, Sheet};

/// The sheet as CSV: a line of names, then the rows, lines ended by CR LF.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front: opened in Excel, a cell that begins
/// with `=`, `+`, `-` or `@` is otherwise run.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let names: Vec<String> = sheet.columns.iter().map(|column| cell(&column.name)).collect();
    out.push_str(&names.join(","));
    out.push_str("\r\n");
    for row in &sheet.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|entry| match entry {
                Entry::Text(text) => cell(text),
                entry => entry.shown(),
            })
            .collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn cell(text: &str) -> String {
    let harmless = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if harmless.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

/// Whether a spreadsheet would take the text for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
