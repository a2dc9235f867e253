//! What the text tells of one thing in two years that follow each other.

use super::share::simple_name;
use crate::contract::Quantity;
use crate::finding::figure::Figure;
use crate::finding::sheet::{Sentence, Sheet};
use std::collections::HashMap;

/// Whether the two figures at `at` − 1 and `at` are told of two years that follow each other, the earlier first
/// (`true`) or last (`false`).
pub(super) fn two_years(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> Option<bool> {
    let year = |words: &str| -> Option<u32> {
        let at = words.rfind('年')?;
        words.get(at.checked_sub(4)?..at)?.parse().ok()
    };
    let (old, new) = (sheet.lead(sentence, at.saturating_sub(1)), sheet.lead(sentence, at));
    let told = new.rsplit('年').next().map_or(0, |words| words.chars().count());
    let (one, other) = (year(old)?, year(new)?);
    let follows = one + 1 == other || other + 1 == one;
    (follows && told <= 6 && old.matches('年').count() == 1).then_some(one < other)
}

/// Amounts by name and unit, with the year each is told of.
pub(super) type Years = HashMap<(String, String), Vec<(u32, usize)>>;

/// How many years are kept of one name.
const MOST_YEARS: usize = 6;

pub(super) fn years(sheet: &Sheet<'_>) -> Years {
    let mut years = Years::new();
    for sentence in &sheet.sentences {
        for at in sentence.quantities.clone() {
            let Some((quantity, _)) = sheet.amount(at) else { continue };
            let Some(year) = sheet.year_before(sentence, quantity.span.start) else { continue };
            let told = years.entry(named(quantity)).or_default();
            if told.len() < MOST_YEARS {
                told.push((year, at));
            }
        }
    }
    years
}

fn named(quantity: &Quantity) -> (String, String) {
    (simple_name(&quantity.subject), quantity.base_unit.clone())
}

/// The one figure that the text gives of the same thing a year before.
pub(super) fn year_before<'a>(
    sheet: &Sheet<'a>,
    sentence: &Sentence,
    at: usize,
    years: &Years,
) -> Option<(&'a Quantity, Figure)> {
    let quantity = sheet.quantity(at)?;
    let year = sheet.year_before(sentence, quantity.span.start)?;
    let key = named(quantity);
    if key.0.chars().count() < SHORTEST_NAME {
        return None;
    }
    let mut earlier = years.get(&key)?.iter().filter(|(told, _)| told + 1 == year);
    let (_, one) = earlier.next()?;
    if earlier.next().is_some() { None } else { sheet.amount(*one) }
}

/// A shorter name may be that of several things.
const SHORTEST_NAME: usize = 4;
