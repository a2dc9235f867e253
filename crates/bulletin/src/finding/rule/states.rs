//! Parts that are told apart by their states: 697个问题，完成整改688个，基本完成4个，未完成5个.

use super::total::{short_tail, tell};
use crate::contract::Quantity;
use crate::finding::figure::Figure;
use crate::finding::sheet::{Sentence, Sheet, comparable, has};
use crate::finding::{Code, Finding};

/// A sentence with more figures tells of more than one whole.
const REACH: usize = 12;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for sentence in &sheet.sentences {
        hold(sheet, sentence, findings);
    }
}

/// Words of the state that a part is in; those of the second list are not done.
pub(super) const DONE: &[&str] =
    &["已整改", "已完成", "完成整改", "完成", "已办结", "办结", "销号", "已化解", "已解决", "整改到位"];
const OPEN: &[&str] = &[
    "未完成",
    "正在",
    "尚未",
    "未整改",
    "未办结",
    "基本完成",
    "部分整改",
    "序时进度",
    "时序进度",
    "阶段性",
    "推进",
    "未销号",
    "未化解",
    "持续整改",
];
/// What is counted by its state.
const COUNTED: &[&str] =
    &["问题", "任务", "事项", "措施", "隐患", "线索", "信访", "项目", "问题资金", "问题金额"];

/// 697个问题，完成整改688个，基本完成4个，未完成5个: parts that are told apart by their states are the whole. Things and
/// money are held apart: 50项、1.2亿元，已整改40项、1亿元，未整改10项、0.2亿元.
fn hold(sheet: &Sheet<'_>, sentence: &Sentence, findings: &mut Vec<Finding>) {
    if sentence.quantities.len() > REACH || sentence.quantities.len() < 3 {
        return;
    }
    let mut units: Vec<&Quantity> = Vec::new();
    for at in sentence.quantities.clone() {
        let Some((quantity, _)) = sheet.amount(at) else { continue };
        if !units.iter().any(|known| comparable(known, quantity)) {
            units.push(quantity);
        }
    }
    for unit in units {
        of_unit(sheet, sentence, unit, findings);
    }
}

fn of_unit(sheet: &Sheet<'_>, sentence: &Sentence, unit: &Quantity, findings: &mut Vec<Finding>) {
    let amounts: Vec<(usize, &Quantity, Figure)> = sentence
        .quantities
        .clone()
        .filter_map(|at| sheet.amount(at).map(|(quantity, figure)| (at, quantity, figure)))
        .filter(|(_, quantity, _)| comparable(quantity, unit))
        .collect();
    let state = |at: usize| {
        let lead = sheet.lead(sentence, at);
        let own = lead.rsplit(super::pauses).next().unwrap_or(lead).rsplit('、').next().unwrap_or(lead);
        // 6项达到序时进度，3项已完成: the state may follow its figure.
        if own.trim().is_empty() { short_tail(sheet, sentence, at) } else { own }
    };
    let told = |at: usize| has(state(at), DONE) || has(state(at), OPEN);
    // The whole stands right before the first figure that tells a state: 4个方面48个问题，已完成44个.
    let place = amounts.iter().skip(1).position(|(at, ..)| told(*at)).unwrap_or(0);
    let Some((whole_at, whole, size)) = amounts.get(place).copied() else { return };
    let before = sheet.clause_before(sentence.span.start, whole.span.start);
    let around = format!("{before}{}", short_tail(sheet, sentence, whole_at));
    let parts: Vec<(usize, &Quantity, Figure)> =
        amounts.iter().skip(place + 1).copied().take_while(|(at, ..)| told(*at)).collect();
    let open = parts.iter().filter(|(at, ..)| has(state(*at), OPEN)).count();
    let told_whole = has(&around, COUNTED) && !has(&around, DONE) && !has(&around, OPEN);
    let nested = parts.iter().any(|(at, ..)| has(sheet.lead(sentence, *at), &["其中", "涉及", "另"]));
    let smaller = parts.iter().all(|(.., part)| !part.exceeds(size));
    if parts.len() < 2 || open == 0 || open == parts.len() || !told_whole || nested || !smaller {
        return;
    }
    let Some(sum) = parts.iter().map(|(.., figure)| *figure).reduce(Figure::plus) else { return };
    let members: Vec<&Quantity> = parts.iter().map(|(_, part, _)| *part).collect();
    if sum.exceeds(size) {
        tell(Code::TotalDiffers, whole, &members, Some(sum), findings);
    } else if size.exceeds(sum) && sum.value >= 0.8 * size.value {
        tell(Code::PartsFallShort, whole, &members, Some(sum), findings);
    }
}
