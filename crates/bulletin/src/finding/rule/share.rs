//! Shares: more than the whole, or not what the figures of the text give. The whole may stand anywhere in the text,
//! found by its name.

use crate::contract::{QuantityKind, Span};
use crate::finding::figure::{Figure, percent};
use crate::finding::sheet::{Sentence, Sheet, comparable, has};
use crate::finding::{Code, Finding};
use std::collections::HashMap;

/// Rates that count parts of a whole and so cannot pass 100%. Rates of growth, use or fulfilment can.
const PART_RATES: &[&str] = &[
    "覆盖率",
    "办结率",
    "满意率",
    "化解率",
    "受理率",
    "整改率",
    "合格率",
    "达标率",
    "回复率",
    "知晓率",
    "销号率",
    "参与率",
    "到位率",
    "出席率",
    "参会率",
    "解决率",
];

/// How many figures before a share are looked at for its part and its whole.
const REACH: usize = 12;

/// How many figures of one name are kept as possible wholes.
const NAMESAKES: usize = 6;

/// No name of a whole is told apart by more than its last characters.
const NAME_END: usize = 4;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let wholes = wholes_by_name(sheet);
    for sentence in &sheet.sentences {
        let mut together: Vec<Figure> = Vec::new();
        for at in sentence.quantities.clone() {
            let Some((share, figure)) = sheet.exact(at) else { continue };
            if share.kind != QuantityKind::Percent {
                continue;
            }
            let clause = sheet.clause_before(sentence.span.start, share.span.start);
            let of_what = clause.rfind('占').and_then(|from| clause.get(from + '占'.len_utf8()..));
            if super::spelled::spelled_out(sheet, sentence, at, figure, findings) {
                continue;
            }
            // A plan, a budget or a quota can be passed.
            let is_part = of_what.is_some_and(|words| !has(words, &["计划", "任务", "目标", "预算", "指标"]))
                || has(clause, PART_RATES);
            if is_part && figure.low > 100.0 {
                findings.push(Finding::new(Code::ImpossibleShare, vec![share.span]).with("raw", &share.raw));
                continue;
            }
            if let Some(words) = of_what {
                together.push(figure);
                of_whole(sheet, sentence, at, figure, words, &wholes, findings);
            } else if let Some(words) = super::spelled::fulfilled(clause) {
                super::spelled::of_inside(sheet, sentence, at, figure, words, findings);
            } else if let Some(stem) = stem(clause) {
                rate(sheet, sentence, at, figure, stem, findings);
            }
        }
        add_up(sheet, sentence, &together, findings);
    }
}

/// Shares that one sentence lists (其中甲占60%、乙占50%) cannot be more than the whole together.
fn add_up(sheet: &Sheet<'_>, sentence: &Sentence, shares: &[Figure], findings: &mut Vec<Finding>) {
    let (Some(first), Some(last)) = (shares.first(), shares.last()) else { return };
    let between = Span::new(first.span.end, last.span.start).of(sheet.text);
    let listed = shares.len() >= 2
        && between.matches('、').count() + 1 == shares.len()
        && !between.contains([',', '，', '；', ';'])
        && has(sheet.window_before(sentence.span.start, first.span.start), &["其中", "分别"]);
    let Some(sum) = shares.iter().copied().reduce(Figure::plus) else { return };
    if listed && sum.low > 100.0 {
        let spans = shares.iter().map(|share| share.span).collect();
        let raw = format!("{}%", super::plain(sum.value));
        findings.push(Finding::new(Code::ImpossibleShare, spans).with("raw", raw));
    }
}

/// Amounts by the end of their simplified name.
fn wholes_by_name(sheet: &Sheet<'_>) -> HashMap<String, Vec<(usize, String)>> {
    let mut wholes: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    for at in 0..sheet.bulletin.quantities.len() {
        let Some((quantity, _)) = sheet.amount(at) else { continue };
        let name = simple_name(&quantity.subject);
        let Some(end) = name_end(&name) else { continue };
        let namesakes = wholes.entry(end).or_default();
        if namesakes.len() < NAMESAKES {
            namesakes.push((at, name));
        }
    }
    wholes
}

/// A shorter name tells too little.
const SHORTEST_NAME: usize = 3;

fn name_end(name: &str) -> Option<String> {
    let count = name.chars().count();
    (count >= NAME_END).then(|| name.chars().skip(count - NAME_END).collect())
}

/// A name without what two mentions of one thing may differ in.
pub(super) fn simple_name(words: &str) -> String {
    let mut name = words;
    for tail in ["的比例为", "比例为", "的比重", "的比例", "比重", "比例", "的约", "约", "比为", "比", "的"]
    {
        name = name.strip_suffix(tail).unwrap_or(name);
    }
    for lead in ["全部", "全省", "全市", "全区", "全县", "省", "市", "区", "县", "其中"] {
        name = name.strip_prefix(lead).unwrap_or(name);
    }
    let mut simple = name.replace("实现", "").replace("完成", "").replace("具体", "");
    simple.retain(|c| !matches!(c, '总' | '的' | '共'));
    simple
}

/// A share of something: 占区规上工业总产值12.02%.
fn of_whole(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    share: Figure,
    words: &str,
    wholes: &HashMap<String, Vec<(usize, String)>>,
    findings: &mut Vec<Finding>,
) {
    let line = sheet.lines.get(sentence.line).map_or(sentence.span, |line| line.body);
    let near: Vec<usize> = (at.saturating_sub(REACH)..at)
        .filter(|&other| sheet.amount(other).is_some_and(|(quantity, _)| line.holds(quantity.span)))
        .collect();
    if let Some(whole) = inside(sheet, at, words) {
        let parts: Vec<usize> = near.into_iter().filter(|part| *part < whole).collect();
        if parts.last().is_some_and(|part| part + 1 == whole) {
            hold(sheet, &[whole], &parts, at, share, false, findings);
        }
        return;
    }
    let Some((candidates, parts_from)) = candidates(sheet, sentence, at, words, &near, wholes) else {
        return;
    };
    let mut parts: Vec<usize> = near.iter().copied().filter(|other| *other >= parts_from).collect();
    // The part stands right before its share, or is named before 占.
    if parts.last().is_none_or(|part| part + 1 != at) {
        let clause = sheet.clause_before(sentence.span.start, share.span.start);
        let part = simple_name(clause.get(..clause.rfind('占').unwrap_or(0)).unwrap_or(""));
        let is_part = |other: &usize| {
            sheet.quantity(*other).is_some_and(|quantity| simple_name(&quantity.subject) == part)
        };
        parts = near.iter().copied().filter(is_part).collect();
        if part.chars().count() < SHORTEST_NAME || parts.len() != 1 {
            return;
        }
    }
    if candidates.is_empty() {
        return;
    }
    hold(sheet, &candidates, &parts, at, share, !is_generic(words), findings);
}

/// Whether the words name no whole of their own: 占总数的80%.
fn is_generic(words: &str) -> bool {
    matches!(simple_name(words).as_str(), "" | "数" | "量" | "体" | "额" | "人数" | "个数" | "数量")
        || has(words, &["总数", "总量", "总额", "总人数", "总户数", "全部"])
}

/// What a share of these words can be a share of, and the first figure that can be its part; `near` are the amounts
/// before it in the paragraph.
fn candidates(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    words: &str,
    near: &[usize],
    wholes: &HashMap<String, Vec<(usize, String)>>,
) -> Option<(Vec<usize>, usize)> {
    let name = simple_name(words);
    let named = |other: usize| {
        let subject = sheet.quantity(other).map_or("", |quantity| quantity.subject.as_str());
        name.chars().count() >= SHORTEST_NAME && simple_name(subject).contains(name.as_str())
    };
    let local: Vec<usize> = near.iter().copied().filter(|other| named(*other)).collect();
    Some(if !local.is_empty() {
        // What stands between the whole and the share is its part.
        (local.clone(), local.last().map_or(at, |whole| whole + 1))
    } else if is_generic(words) {
        let own: Vec<usize> =
            near.iter().copied().filter(|&other| other >= sentence.quantities.start).collect();
        let whole = own.first().copied()?;
        if own.len() == 1
            && let Some(before) = sheet.sentence_before(sentence)
        {
            // 反馈问题27个。已完成整改24个，占88.9%
            (before.quantities.clone().collect(), whole)
        } else {
            (own, whole + 1)
        }
    } else {
        let found = name_end(&name).and_then(|end| wholes.get(&end));
        let same = found
            .into_iter()
            .flatten()
            .filter(|(_, other)| other.ends_with(name.as_str()) || name.ends_with(other.as_str()));
        let mut same: Vec<usize> = same.map(|(other, _)| *other).filter(|other| *other != at).collect();
        if same.is_empty() {
            // 符合交流条件教师640人，实际交流96人，占应交流人数的15%
            let own =
                near.iter().copied().filter(|&other| other >= sentence.quantities.start && other + 1 < at);
            same = own.filter(|&other| is_named(sheet, sentence, other, &name)).collect();
        }
        (same, sentence.quantities.start)
    })
}

/// Whether the words around a figure hold two characters of the name in a row.
fn is_named(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, name: &str) -> bool {
    let Some(quantity) = sheet.quantity(at) else { return false };
    let words = [
        sheet.clause_before(sentence.span.start, quantity.span.start),
        sheet.clause_after(quantity.span.end, sentence.span.end),
    ];
    let letters: Vec<char> = name.chars().collect();
    letters.windows(2).any(|pair| {
        let pair: String = pair.iter().collect();
        words.iter().any(|words| words.contains(&pair))
    })
}

/// The whole that stands inside the words between 占 and the share: 占积案总数60件的70%.
pub(super) fn inside(sheet: &Sheet<'_>, at: usize, words: &str) -> Option<usize> {
    let share = sheet.quantity(at)?;
    let whole = at.checked_sub(1)?;
    let start = share.span.start.checked_sub(words.len())?;
    sheet.amount(whole).filter(|(quantity, _)| quantity.span.start >= start).map(|_| whole)
}

/// The work that a rate measures: 整改 in 整改率.
fn stem(clause: &str) -> Option<&str> {
    let rate = clause.rfind('率').or_else(|| clause.rfind("比例")).or_else(|| clause.rfind("进度"))?;
    let head = clause.get(..rate)?;
    let from = head.char_indices().rev().nth(1)?.0;
    let stem = head.get(from..)?;
    let after = clause.get(rate..)?.chars().count();
    // 返修率由3.6%降到1.9% tells two rates and no part of anything.
    (after <= 6
        && !has(clause.get(rate..)?, &["由", "从", "提高", "降", "升", "比上", "比去", "比20", "较"])
        && !has(stem, &["增长", "利用", "收益", "利润", "覆盖", "满意", "效"]))
    .then_some(stem)
}

/// Words of the clause that tells the part of a rate.
const DONE: &[&str] = &["完成", "已", "办结", "解决", "到位", "落实", "化解", "销号", "整改", "完工", "竣工"];

/// Words of what was got of what was due.
const GOT: &[&str] = &["已", "收回", "实到", "实收", "完成", "参加", "追回", "参会", "签到", "到位"];

/// A rate after its part and whole: 发现问题120个，已整改96个，整改率80%.
fn rate(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    share: Figure,
    stem: &str,
    findings: &mut Vec<Finding>,
) {
    let from = sentence.quantities.start.max(at.saturating_sub(REACH));
    let told = |other: usize| {
        let tail = sheet.tail(sentence, other);
        let after = tail.find(super::pauses).map_or(tail, |end| tail.get(..end).unwrap_or(""));
        let words = [sheet.lead(sentence, other), after].concat();
        words.contains(stem)
            || DONE.contains(&stem) && has(&words, DONE)
            || has(&words, GOT) && stem.chars().any(|c| words.contains(c) || "参到签收缴".contains(c))
    };
    let Some(part) = (from..at).rev().find(|&other| sheet.amount(other).is_some() && told(other)) else {
        return;
    };
    let Some((quantity, figure)) = sheet.amount(part) else { return };
    let fits = |other: &usize| {
        *other != part
            && sheet
                .amount(*other)
                .is_some_and(|(whole, size)| comparable(whole, quantity) && !figure.exceeds(size))
    };
    let mut candidates: Vec<usize> = (from..at).filter(fits).collect();
    if candidates.is_empty()
        && let Some(before) = sheet.sentence_before(sentence)
    {
        // 反映的问题共84项。已整改79项，整改率94.05%
        candidates = before.quantities.clone().filter(fits).collect();
    }
    // A rate far from its part belongs to something else.
    if candidates.is_empty() || at - part > 2 {
        return;
    }
    let parts: Vec<usize> = (from..at).filter(|other| sheet.amount(*other).is_some()).collect();
    hold(sheet, &candidates, &parts, at, share, false, findings);
}

/// Tells a share that no part, nor any run of neighbouring parts, gives of any candidate for the whole.
pub(super) fn hold(
    sheet: &Sheet<'_>,
    candidates: &[usize],
    parts: &[usize],
    at: usize,
    share: Figure,
    told_of_last: bool,
    findings: &mut Vec<Finding>,
) {
    let mut told: Option<(usize, usize)> = None;
    for &whole in candidates {
        let Some((whole_quantity, whole_figure)) = sheet.amount(whole) else { continue };
        for from in 0..parts.len() {
            let mut sum: Option<Figure> = None;
            for &part in parts.get(from..).unwrap_or(&[]) {
                let Some((quantity, figure)) = sheet.amount(part) else { break };
                if part == whole || !comparable(quantity, whole_quantity) {
                    break;
                }
                let total = sum.map_or(figure, |sum| sum.plus(figure));
                // What stands right before the share ends the run that it is told of.
                let ends = !told_of_last || part + 1 == at || parts.last().is_none_or(|last| last + 1 != at);
                if ends && (share.is_share(figure, whole_figure) || share.is_share(total, whole_figure)) {
                    return;
                }
                sum = Some(total);
                told = Some((part, whole));
            }
        }
    }
    let Some((part, whole)) = told else { return };
    let (Some((part, part_figure)), Some((whole, whole_figure)), Some(quantity)) =
        (sheet.amount(part), sheet.amount(whole), sheet.quantity(at))
    else {
        return;
    };
    findings.push(
        Finding::new(Code::ShareDoesNotCompute, vec![whole.span, part.span, quantity.span])
            .with("raw", &quantity.raw)
            .with("part", &part.raw)
            .with("whole", &whole.raw)
            .with("computed", percent(part_figure.value, whole_figure.value)),
    );
}
