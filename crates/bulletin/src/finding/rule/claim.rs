//! Claims about the bulletin itself: how many measures it holds, how many rules were made, how many problems it answers.

use crate::contract::{Quantity, QuantityKind};
use crate::finding::sheet::{Sheet, has};
use crate::finding::{Code, Finding};
use std::collections::HashSet;

/// Compares claims with what is written out. A text that is cut off is not held to its claims.
pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    if sheet.cut_off.is_some() {
        return;
    }
    let bulletin = sheet.bulletin;
    let written = bulletin.measures.len() as u64;
    if written > 0
        && let Some((claimed, quantity)) = claim(sheet, &["整改措施", "整改舉措", "整改举措"])
        && claimed != written
    {
        findings.push(
            Finding::new(Code::MeasureCountDiffers, vec![quantity.span])
                .with("claimed", claimed)
                .with("written", written)
                .with("gap", claimed.abs_diff(written)),
        );
    }
    let titles: HashSet<&str> = bulletin.documents.iter().map(|document| document.title.as_str()).collect();
    let named = titles.len() as u64;
    // Fewer titles than rules: the text does not mean to name them all.
    if named > 0
        && let Some((claimed, quantity)) = claim(sheet, &["制度", "规章制度", "各类制度"])
        && claimed < named
    {
        findings.push(
            Finding::new(Code::DocumentCountDiffers, vec![quantity.span])
                .with("claimed", claimed)
                .with("named", named),
        );
    }
    items(sheet, findings);
}

/// The first count of the things named, said of the whole: outside measures, with the name before or after it.
fn claim<'a>(sheet: &Sheet<'a>, names: &[&str]) -> Option<(u64, &'a Quantity)> {
    sheet
        .bulletin
        .quantities
        .iter()
        .filter(|quantity| quantity.kind == QuantityKind::Count && quantity.measure.is_none())
        .filter(|quantity| {
            matches!(quantity.base_unit.as_str(), "条" | "项" | "个") && quantity.qualifier.is_none()
        })
        // 《甲》《乙》等3项制度 counts its own list.
        .filter(|quantity| !sheet.window_before(0, quantity.span.start).ends_with(['》', '等', '）', ')']))
        .filter(|quantity| {
            !sheet.window_after(quantity.span.end, quantity.span.end + 30).starts_with(['：', ':', '（', '('])
        })
        .find(|quantity| counts(sheet.text, quantity, names))
        .and_then(|quantity| Some((quantity.value.parse().ok()?, quantity)))
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

/// A gap between problems claimed and answered is told up to this many; a larger one is a choice of what to publish.
const LARGEST_GAP: u64 = 3;

/// The problems that were fed back against the items that run through the text with one numbering.
fn items(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut parents = vec![false; sheet.headings.len()];
    for heading in sheet.headings {
        if let Some(parent) = heading.node.parent.and_then(|parent| parents.get_mut(parent)) {
            *parent = true;
        }
    }
    let mut with_measures: Vec<usize> =
        sheet.bulletin.measures.iter().filter_map(|measure| measure.node).collect();
    with_measures.dedup();
    let mut items = with_measures.iter().filter_map(|node| sheet.headings.get(*node));
    let Some(first) = items.next() else { return };
    // Items that number on through the whole text are meant to be counted; those that start anew are not.
    let deepest = first.node.depth;
    let all: Vec<_> = sheet
        .headings
        .iter()
        .filter(|heading| heading.node.depth == deepest && heading.node.id >= first.node.id)
        .collect();
    let written = all.len() as u64;
    let last = all.last().map_or("", |heading| heading.node.mark.as_str());
    let numbered: String = last.chars().filter(char::is_ascii_digit).collect();
    if written < 4 || numbered.parse() != Ok(written) {
        return;
    }
    let claimed = sheet
        .sentences
        .iter()
        .filter(|sentence| sentence.span.end < first.node.span.start)
        .find_map(|sentence| {
            sentence.quantities.clone().filter_map(|at| sheet.amount(at)).map(|(quantity, _)| quantity).find(
                |quantity| {
                    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
                    let before = sheet.clause_before(sentence.span.start, quantity.span.start);
                    let problem = after.starts_with("问题")
                        || after.starts_with("具体问题")
                        || after.starts_with("方面问题")
                        || after.starts_with("反馈问题");
                    quantity.base_unit == "个"
                        && problem
                        && has(before, &["反馈", "指出", "共", "提出", "查出", "方面"])
                },
            )
        });
    if let Some(quantity) = claimed
        && let Ok(count) = quantity.value.parse::<u64>()
        && count != written
        && count.abs_diff(written) <= LARGEST_GAP
        && let Some(heading) = all.last()
    {
        findings.push(
            Finding::new(Code::ItemCountDiffers, vec![heading.mark, quantity.span])
                .with("claimed", count)
                .with("written", written),
        );
    }
}
