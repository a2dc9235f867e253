//! The outline as a tree of text for a person.

use crate::contract::{Bulletin, Measure};
use std::fmt::Write;

/// No line of the view shows more than this many characters of a title or measure.
const WIDEST: usize = 48;

/// Draws the outline: title and issuer, headings by depth, measures under their headings, and what is odd.
#[must_use]
pub fn outline_text(bulletin: &Bulletin) -> String {
    let mut view = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(view, "{}", bulletin.title.as_deref().unwrap_or("—"));
    if let Some(issuer) = &bulletin.issuer {
        let _ = writeln!(view, "  {issuer}");
    }
    let mut measures = bulletin.measures.iter().peekable();
    while let Some(measure) = measures.next_if(|measure| measure.node.is_none()) {
        draw_measure(&mut view, 1, measure);
    }
    let depths = tree_depths(bulletin);
    for node in &bulletin.nodes {
        let depth = depths.get(node.id).copied().unwrap_or(1);
        let _ = writeln!(view, "{}{} {}", "  ".repeat(depth), node.mark, shortened(&node.title));
        while let Some(measure) = measures.next_if(|measure| measure.node == Some(node.id)) {
            draw_measure(&mut view, depth + 1, measure);
        }
    }
    let _ = writeln!(
        view,
        "\n{} headings, {} measures, {} titles, {} quantities, {} dates",
        bulletin.nodes.len(),
        bulletin.measures.len(),
        bulletin.documents.len(),
        bulletin.quantities.len(),
        bulletin.dates.len()
    );
    for remark in &bulletin.diagnostics {
        let at = remark.spans.last().map_or(0, |span| span.start);
        let _ = writeln!(view, "! {} @{at}: {}", remark.code, remark.message);
    }
    view
}

/// How many headings stand above each heading, itself included.
fn tree_depths(bulletin: &Bulletin) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(bulletin.nodes.len());
    for node in &bulletin.nodes {
        let above = node.parent.and_then(|parent| depths.get(parent)).copied().unwrap_or(0);
        depths.push(above + 1);
    }
    depths
}

fn draw_measure(view: &mut String, depth: usize, measure: &Measure) {
    let words = measure.text.split(['。', '\n']).next().unwrap_or("");
    let cut = if measure.truncated { " …" } else { "" };
    let _ = writeln!(view, "{}· {}{cut}", "  ".repeat(depth), shortened(words));
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(WIDEST) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or(words)),
        None => words.to_owned(),
    }
}
