//! Shares whose figures stand inside their own words or behind them: 完成计划1200辆的112.5%, 占82%，即500辆中有410辆.

use super::share::{hold, inside};
use crate::finding::Finding;
use crate::finding::figure::Figure;
use crate::finding::sheet::{Sentence, Sheet, comparable, has};

/// 完成年度计划1200辆的112.5%: the words between the verb and the share.
pub(super) fn fulfilled(clause: &str) -> Option<&str> {
    let words = clause.trim_end().strip_suffix('的')?;
    let verb = ["完成", "达到", "相当于", "为"]
        .iter()
        .filter_map(|verb| Some(words.rfind(verb)? + verb.len()))
        .max()?;
    clause.get(verb..)
}

/// A share of the amount that its own words hold.
pub(super) fn of_inside(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    share: Figure,
    words: &str,
    findings: &mut Vec<Finding>,
) {
    let Some(whole) = inside(sheet, at, words) else { return };
    let part = whole.checked_sub(1).filter(|part| *part >= sentence.quantities.start);
    if let Some(part) = part.filter(|part| sheet.amount(*part).is_some()) {
        hold(sheet, &[whole], &[part], at, share, false, findings);
    }
}

/// 占比82%，即500辆中有410辆; 40个问题中，85%（34个）已整改: a share whose figures stand behind it. Tells whether it is
/// one.
pub(super) fn spelled_out(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    share: Figure,
    findings: &mut Vec<Finding>,
) -> bool {
    let (one, other) = (at + 1, at + 2);
    if one >= sentence.quantities.end || sheet.amount(one).is_none() {
        return false;
    }
    let lead = sheet.lead(sentence, one);
    let opens = lead.trim_start_matches(super::pauses);
    let comes = opens.starts_with(['即', '（', '(']) && opens.chars().count() <= 12;
    if comes && other < sentence.quantities.end && sheet.amount(other).is_some() {
        let between = sheet.lead(sentence, other);
        if between.contains('中') && between.chars().count() <= 16 {
            hold(sheet, &[one], &[other], at, share, false, findings);
            return true;
        }
    }
    if rates(sheet, sentence, at) && behind(sheet, sentence, at, share, findings) {
        return true;
    }
    if lead.chars().count() == 1 && lead.starts_with(['（', '(']) {
        let wholes: Vec<usize> = (sentence.quantities.start.max(at.saturating_sub(2))..at)
            .filter(|whole| sheet.amount(*whole).is_some())
            .collect();
        if !wholes.is_empty()
            && sheet.clause_before(sentence.span.start, share.span.start).ends_with(['中', '，', ','])
        {
            hold(sheet, &wholes, &[one], at, share, false, findings);
            return true;
        }
    }
    false
}

/// Whether the percentage is that of a rate: 网办率达96.5%.
fn rates(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> bool {
    let Some(quantity) = sheet.quantity(at) else { return false };
    let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
    clause.contains('率') && !has(clause, &["由", "从", "升", "降", "增", "较", "同比", "比上", "比去"])
}

/// 网办率达96.5%，全年办件8000件，网上办理7720件; 节约率7.1%，预算总额20亿元: figures behind a rate that give nearly it
/// and not it. Tells whether they do.
fn behind(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    share: Figure,
    findings: &mut Vec<Finding>,
) -> bool {
    let before = at.checked_sub(1).filter(|before| *before >= sentence.quantities.start);
    let after = Some(at + 2).filter(|after| *after < sentence.quantities.end);
    let pairs = [before.map(|before| (before, at + 1)), after.map(|after| (at + 1, after))];
    let mut told = None;
    for (one, other) in pairs.into_iter().flatten() {
        let (Some((first, size)), Some((second, other_size))) = (sheet.amount(one), sheet.amount(other))
        else {
            continue;
        };
        if !comparable(first, second) || sheet.lead(sentence, at + 1).contains(['；', ';']) {
            continue;
        }
        let (part, whole) = if size.value < other_size.value { (one, other) } else { (other, one) };
        let (small, large) =
            if size.value < other_size.value { (size, other_size) } else { (other_size, size) };
        if share.is_share(small, large) {
            return true;
        }
        let computed = 100.0 * small.value / large.value;
        if is_slip(computed, share) {
            told = Some((part, whole));
        }
    }
    let Some((part, whole)) = told else { return false };
    hold(sheet, &[whole], &[part], at, share, false, findings);
    true
}

/// Whether a percentage is the computed one with two of its digits swapped, or is near it.
fn is_slip(computed: f64, share: Figure) -> bool {
    let places = if share.step >= 1.0 {
        0
    } else if share.step >= 0.1 {
        1
    } else {
        2
    };
    let digits = |value: f64| {
        let mut digits: Vec<char> = format!("{value:.places$}").chars().collect();
        digits.sort_unstable();
        digits
    };
    digits(computed) == digits(share.value) || (computed - share.value).abs() <= NEAR
}

/// A rate within so many points of what the figures give is told of them.
const NEAR: f64 = 5.0;
