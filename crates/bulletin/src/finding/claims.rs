//! Claims about the bulletin itself: how many measures it holds, how many rules were made.

use super::diagnostic::Diagnostic;
use crate::contract::{Bulletin, Quantity, QuantityKind, Span};
use std::collections::HashSet;

/// Compares claims with what is written out. A text that is cut off is not held to its claims.
pub(crate) fn check(text: &str, bulletin: &Bulletin, cut_off: bool, diagnostics: &mut Vec<Diagnostic>) {
    if cut_off {
        return;
    }
    let written = bulletin.measures.len() as u64;
    if written > 0
        && let Some((claimed, span)) = claim(text, bulletin, &["整改措施", "整改舉措", "整改举措"])
        && claimed != written
    {
        diagnostics.push(Diagnostic::MeasureCountDiffers { claimed, written, spans: vec![span] });
    }
    let titles: HashSet<&str> = bulletin.documents.iter().map(|document| document.title.as_str()).collect();
    let named = titles.len() as u64;
    if named > 0
        && let Some((claimed, span)) = claim(text, bulletin, &["制度", "规章制度", "各类制度"])
        && claimed != named
    {
        diagnostics.push(Diagnostic::DocumentCountDiffers { claimed, named, spans: vec![span] });
    }
}

/// The first count of the things named, said of the whole: outside measures, with the name before or after it.
fn claim(text: &str, bulletin: &Bulletin, names: &[&str]) -> Option<(u64, Span)> {
    bulletin
        .quantities
        .iter()
        .filter(|quantity| quantity.kind == QuantityKind::Count && quantity.measure.is_none())
        .filter(|quantity| {
            matches!(quantity.base_unit.as_str(), "条" | "项" | "个") && quantity.qualifier.is_none()
        })
        .find(|quantity| counts(text, quantity, names))
        .and_then(|quantity| Some((quantity.value.parse().ok()?, quantity.span)))
}

/// Whether one of the names is what the quantity counts.
fn counts(text: &str, quantity: &Quantity, names: &[&str]) -> bool {
    let after = text.get(quantity.span.end..).unwrap_or("");
    let before = text.get(..quantity.span.start).unwrap_or("");
    names.iter().any(|name| {
        let after = after.strip_prefix("具体").unwrap_or(after);
        after.starts_with(name) && !after.get(name.len()..).is_some_and(|rest| rest.starts_with(['文', '方']))
            || before.ends_with(name)
    })
}
