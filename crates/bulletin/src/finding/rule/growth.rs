//! Growth and change: what the old and the new figure give.

use super::years::{Years, two_years, year_before, years};
use crate::contract::{Quantity, QuantityKind};
use crate::finding::figure::{Figure, percent};
use crate::finding::sheet::{Sentence, Sheet, comparable, has};
use crate::finding::{Code, Finding};

const RISES: &[&str] =
    &["增长", "上升", "提高", "提升", "增加", "增至", "增幅", "扩大", "上涨", "升至", "增到", "升到"];
const FALLS: &[&str] = &[
    "下降", "减少", "降低", "压减", "下滑", "降幅", "减幅", "缩减", "压降", "降至", "减至", "降到", "缩短",
    "压缩", "精简", "下调", "核减", "削减", "缩小",
];

/// Words that lead from an old figure to a new one.
const TO: &[&str] = &[
    "增加到",
    "增长到",
    "提高到",
    "提升到",
    "上升到",
    "增加至",
    "增长至",
    "提高至",
    "提升至",
    "上升至",
    "增至",
    "升至",
    "增到",
    "升到",
    "下降到",
    "减少到",
    "降低到",
    "压减到",
    "下降至",
    "减少至",
    "降低至",
    "压减至",
    "降至",
    "减至",
    "降到",
    "减到",
    "压缩到",
    "压缩至",
    "缩短到",
    "缩短至",
    "扩大到",
    "扩大至",
];

/// Words that set a figure against an earlier time.
const AGAINST: &[&str] =
    &["同比", "比上年", "较上年", "比去年", "较去年", "上年同期", "去年同期", "比20", "较20", "环比"];

/// The way that words point: 1 up, −1 down.
pub(super) fn direction(words: &str) -> Option<f64> {
    match (has(words, RISES), has(words, FALLS)) {
        (true, false) => Some(1.0),
        (false, true) => Some(-1.0),
        _ => None,
    }
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let years = years(sheet);
    for sentence in &sheet.sentences {
        for at in sentence.quantities.clone() {
            let Some((quantity, figure)) = sheet.exact(at) else { continue };
            match quantity.kind {
                QuantityKind::Percent => growth(sheet, sentence, at, figure, &years, findings),
                QuantityKind::Points
                | QuantityKind::Count
                | QuantityKind::Money
                | QuantityKind::Measure
                | QuantityKind::Duration => {
                    change(sheet, sentence, at, figure, findings);
                }
                QuantityKind::Rank => climb(sheet, sentence, at, findings),
                QuantityKind::Multiple => {}
            }
        }
    }
}

/// Old and new figure of a step such as 由120家增加到150家, where the new one stands at `new`.
fn step(sheet: &Sheet<'_>, sentence: &Sentence, new: usize) -> Option<(usize, usize)> {
    let old = new.checked_sub(1).filter(|old| *old >= sentence.quantities.start)?;
    let lead = sheet.lead(sentence, new);
    let from = sheet.lead(sentence, old);
    let from = from.rfind(super::pauses).map_or(from, |at| from.get(at..).unwrap_or(from));
    let (one, other) = (sheet.exact(old)?, sheet.exact(new)?);
    let lead = without_year(lead);
    // 由13项精简至4项, 由58天压缩为46天: any deed that ends in 至, 到 or 为.
    let leads = lead.chars().count() <= LONGEST_DEED
        && lead.ends_with(['至', '到', '为'])
        && !lead.contains(super::pauses);
    let is_step = (leads || TO.iter().any(|word| lead.ends_with(word)))
        && !lead.contains(['。', '；', ';'])
        && (from.contains('由') || from.contains('从'))
        && comparable(one.0, other.0);
    is_step.then_some((old, new))
}

/// A deed that leads from an old figure to a new one is no longer than this many characters.
const LONGEST_DEED: usize = 6;

/// The words without the year that ends them: 增长到2024年的.
fn without_year(words: &str) -> &str {
    let head = words.strip_suffix('的').unwrap_or(words);
    let Some(digits) = head.strip_suffix('年') else { return words };
    digits.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// A percentage of growth.
fn growth(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    rate: Figure,
    years: &Years,
    findings: &mut Vec<Finding>,
) {
    let lead = sheet.lead(sentence, at);
    let clause = sheet.clause_before(sentence.span.start, rate.span.start);
    let Some(sign) = direction(clause) else { return };
    if clause.contains('占') || has(lead, TO) || has(clause, &["增速", "目标", "任务"]) {
        return;
    }
    if let Some(steps) = steps(sheet, sentence, at) {
        of_step(sheet, at, rate, steps, findings);
        return;
    }
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.quantities.start) else {
        return;
    };
    let against = has(clause, AGAINST);
    let base = sheet.amount(before).and_then(|last| base(sheet, sentence, at, last, sign, years));
    if let Some((old, new)) = base {
        if old.1.value > 0.0 && !rate.is_growth(old.1, new.1) {
            tell_growth(sheet, at, old, new, findings);
        }
    } else if against {
        // 391家，比2022年增长210%，比2023年增长12.03%
        whole_base(sheet, sentence, at, rate, sign, findings);
    }
}

/// The step that the percentage at `at` is told of, behind it or before it.
fn steps(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> Option<(usize, usize)> {
    // 同比下降22%，从150件降到117件
    let behind = step(sheet, sentence, at + 2).filter(|_| {
        let lead = sheet.lead(sentence, at + 1);
        at + 2 < sentence.quantities.end
            && lead.starts_with(['，', ',', '（', '('])
            && lead.chars().count() <= 4
    });
    let before = at.checked_sub(1).filter(|before| *before >= sentence.quantities.start);
    let close = || stays(sheet.lead(sentence, at));
    behind.or_else(|| {
        let before = before?;
        step(sheet, sentence, before).or_else(|| base_behind(sheet, sentence, at)).filter(|_| close())
    })
}

/// Whether words are short enough to lead on from one figure to what is told of it.
fn stays(lead: &str) -> bool {
    lead.chars().count() <= 14 && lead.matches(super::pauses).count() <= 1
}

/// An amount as it is told.
type Told<'a> = (&'a Quantity, Figure);

/// The old and the new amount that a growth at `at` is told of, where no step leads from one to the other; `last` is
/// the amount right before it.
fn base<'a>(
    sheet: &Sheet<'a>,
    sentence: &Sentence,
    at: usize,
    last: Told<'a>,
    sign: f64,
    years: &Years,
) -> Option<(Told<'a>, Told<'a>)> {
    let before = at.checked_sub(1)?;
    let lead = sheet.lead(sentence, at);
    if !stays(lead) {
        return None;
    }
    let earlier = before.checked_sub(1).filter(|earlier| *earlier >= sentence.quantities.start);
    let pair = earlier.and_then(|earlier| sheet.amount(earlier)).filter(|(one, _)| comparable(one, last.0));
    if let Some(first) = pair {
        let own = sheet.lead(sentence, before);
        if is_base(own, lead) {
            // 达到150家，比上年的120家增长25%
            return Some((last, first));
        }
        if TO.iter().any(|word| own.ends_with(word)) && has(sheet.lead(sentence, before - 1), AGAINST) {
            // 同比减少30件，降至120件，下降20%
            let old = last.1.value - sign * first.1.value;
            return Some(((first.0, Figure { low: old, value: old, high: old, ..last.1 }), last));
        }
        if direction(&clause_of(own)) == Some(sign) && has(own, AGAINST) {
            // 达到150家，同比增加30家、增长25%
            let old = Figure {
                low: first.1.low - sign * last.1.value,
                value: first.1.value - sign * last.1.value,
                high: first.1.high - sign * last.1.value,
                ..last.1
            };
            return Some(((last.0, old), first));
        }
        if let Some(rises) = two_years(sheet, sentence, before) {
            return Some(if rises { (first, last) } else { (last, first) });
        }
    }
    let clause = sheet.clause_before(sentence.span.start, sheet.quantity(at)?.span.start);
    let old = year_before(sheet, sentence, before, years).filter(|_| has(clause, AGAINST))?;
    Some((old, last))
}

/// A percentage told of a step. Of two percentages it may tell the points between them as well.
fn of_step(
    sheet: &Sheet<'_>,
    at: usize,
    rate: Figure,
    (old, new): (usize, usize),
    findings: &mut Vec<Finding>,
) {
    let (Some((old, old_figure)), Some((new, new_figure))) = (sheet.exact(old), sheet.exact(new)) else {
        return;
    };
    let points = old.kind == QuantityKind::Percent && rate.is_change(old_figure, new_figure);
    if old.kind != QuantityKind::Rank && !points && !rate.is_growth(old_figure, new_figure) {
        tell_growth(sheet, at, (old, old_figure), (new, new_figure), findings);
    }
}

/// 达到88.2%，同比上升2.4个百分点（上年为85.8%）: the base behind the change at `at`, in a bracket, and the new figure
/// before it.
fn base_behind(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> Option<(usize, usize)> {
    let new = at.checked_sub(1).filter(|new| *new >= sentence.quantities.start)?;
    let old = Some(at + 1).filter(|old| *old < sentence.quantities.end)?;
    let words = sheet.lead(sentence, old);
    let told = words.starts_with(['（', '(']) && has(words, &["上年", "去年", "同期", "原", "此前", "年初"])
        || words.starts_with(['，', ','])
            && has(words, &["上年", "去年"])
            && words.ends_with(['为', '期', '年', '是']);
    let (one, other) = (sheet.exact(old)?, sheet.exact(new)?);
    (told && words.chars().count() <= 12 && comparable(one.0, other.0)).then_some((old, new))
}

/// The last clause of the words.
fn clause_of(words: &str) -> String {
    words.rsplit(super::pauses).next().unwrap_or(words).to_owned()
}

/// Whether the figure between the words is the base of the growth: 比上年的120家增长25%.
fn is_base(lead: &str, after: &str) -> bool {
    let lead = clause_of(lead);
    has(&lead, &["比", "较", "上年", "去年", "年初", "同期", "原来的", "原有的"])
        && direction(&lead).is_none()
        && (!after.contains(super::pauses) || has(&lead, &["同期", "上年为", "去年为"]))
}

/// 391家，比2023年增长12.03%: some number of firms must have grown to this one.
fn whole_base(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    rate: Figure,
    sign: f64,
    findings: &mut Vec<Finding>,
) {
    // The growth may follow another growth of the same figure.
    let first = sentence.quantities.start;
    let Some(new) = (first..at)
        .rev()
        .take(3)
        .find(|other| sheet.quantity(*other).is_some_and(|quantity| quantity.kind != QuantityKind::Percent))
    else {
        return;
    };
    let Some((quantity, figure)) = sheet.amount(new) else { return };
    let between = sheet.text.get(quantity.span.end..rate.span.start).unwrap_or("");
    let close = between.chars().count() <= 40 && between.matches(super::pauses).count() <= at - new;
    if quantity.kind != QuantityKind::Count || !figure.is_whole() || !close || rate.step >= 1.0 {
        return;
    }
    if !rate.has_whole_base(figure, sign)
        && let Some(told) = sheet.quantity(at)
    {
        findings.push(
            Finding::new(Code::GrowthHasNoBase, vec![quantity.span, told.span])
                .with("raw", &told.raw)
                .with("new", &quantity.raw),
        );
    }
}

fn tell_growth(
    sheet: &Sheet<'_>,
    at: usize,
    (old, old_figure): (&Quantity, Figure),
    (new, new_figure): (&Quantity, Figure),
    findings: &mut Vec<Finding>,
) {
    let Some(rate) = sheet.quantity(at) else { return };
    let change = (new_figure.value - old_figure.value).abs();
    findings.push(
        Finding::new(Code::GrowthDoesNotCompute, vec![old.span, new.span, rate.span])
            .with("raw", &rate.raw)
            .with("old", &old.raw)
            .with("new", &new.raw)
            .with("computed", percent(change, old_figure.value)),
    );
}

/// No step leads to so many times less or more.
const LEAP: f64 = 500.0;

/// A step and the difference told after it; and a step that goes the other way than its word.
fn change(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, figure: Figure, findings: &mut Vec<Finding>) {
    let Some(quantity) = sheet.quantity(at) else { return };
    if let Some((old, new)) = step(sheet, sentence, at)
        && let (Some((old, old_figure)), Some((new, new_figure))) = (sheet.exact(old), sheet.exact(new))
        && let Some(sign) = direction(sheet.lead(sentence, at))
        && (sign > 0.0 && old_figure.exceeds(new_figure) || sign < 0.0 && new_figure.exceeds(old_figure))
    {
        findings.push(
            Finding::new(Code::DirectionContradicts, vec![old.span, new.span])
                .with("old", &old.raw)
                .with("new", &new.raw),
        );
    }
    if let Some((old, new)) = step(sheet, sentence, at)
        && let (Some((old, old_figure)), Some((new, new_figure))) = (sheet.amount(old), sheet.amount(new))
        && old.unit != new.unit
        && (old_figure.value > LEAP * new_figure.value || new_figure.value > LEAP * old_figure.value)
    {
        // 由9.2亿元降至6.9万元
        let finding = Finding::new(Code::ScaleChanges, vec![old.span, new.span]);
        findings.push(finding.with("one", &old.raw).with("other", &new.raw));
    }
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.quantities.start) else {
        return;
    };
    let lead = sheet.lead(sentence, at);
    let behind = base_behind(sheet, sentence, at);
    let against = has(lead, AGAINST) && behind.is_none();
    if lead.chars().count() > 12 || direction(lead).is_none() || has(lead, TO) || against {
        return;
    }
    // 由86家增加到103家，增加17家; 达到135家，比上年的110家增加25家
    let beside = (before > sentence.quantities.start && is_base(sheet.lead(sentence, before), lead))
        .then(|| (before, before - 1));
    let Some((old, new)) = step(sheet, sentence, before).or(beside).or(behind) else { return };
    let (Some((old, old_figure)), Some((new, new_figure))) = (sheet.exact(old), sheet.exact(new)) else {
        return;
    };
    if !comparable(old, new) {
        return;
    }
    // 由302克降至296克，上升6克
    let way = direction(lead).filter(|_| step(sheet, sentence, before).is_some());
    if way.is_some_and(|sign| {
        sign > 0.0 && old_figure.exceeds(new_figure) || sign < 0.0 && new_figure.exceeds(old_figure)
    }) {
        findings.push(
            Finding::new(Code::DirectionContradicts, vec![old.span, new.span, quantity.span])
                .with("old", &old.raw)
                .with("new", &new.raw),
        );
        return;
    }
    let fits = if quantity.kind == QuantityKind::Points {
        old.kind == QuantityKind::Percent
    } else {
        comparable(old, quantity)
    };
    if fits && !figure.is_change(old_figure, new_figure) {
        tell_change(quantity, old, new, super::plain((new_figure.value - old_figure.value).abs()), findings);
    }
}

fn tell_change(
    change: &Quantity,
    old: &Quantity,
    new: &Quantity,
    computed: String,
    findings: &mut Vec<Finding>,
) {
    findings.push(
        Finding::new(Code::ChangeDoesNotCompute, vec![old.span, new.span, change.span])
            .with("raw", &change.raw)
            .with("old", &old.raw)
            .with("new", &new.raw)
            .with("computed", computed),
    );
}

/// 由第20位升至第18位，前进2位
fn climb(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, findings: &mut Vec<Finding>) {
    let Some(next) = Some(at + 1).filter(|next| *next < sentence.quantities.end) else { return };
    let (Some((old, from)), Some((new, to))) = (sheet.exact(at), sheet.exact(next)) else { return };
    let lead = sheet.lead(sentence, next);
    if new.kind != QuantityKind::Rank || lead.chars().count() > 12 || !lead.ends_with(['至', '到']) {
        return;
    }
    let Some((change, places)) = sheet.exact(next + 1).filter(|_| next + 1 < sentence.quantities.end) else {
        return;
    };
    let words = sheet.lead(sentence, next + 1);
    let moves =
        ["前进", "上升", "提升", "进位", "后退", "下降", "上移"].iter().any(|word| words.ends_with(word));
    if moves && matches!(change.base_unit.as_str(), "位" | "名" | "个") && !places.is_change(from, to) {
        tell_change(change, old, new, super::plain((to.value - from.value).abs()), findings);
    }
}
