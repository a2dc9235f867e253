//! Totals and parts: parts larger than their whole, lists that do not come to their total, remainders.

use super::states::DONE;
use crate::contract::Quantity;
use crate::finding::figure::{Figure, plain};
use crate::finding::sheet::{Sentence, Sheet, comparable, has};
use crate::finding::{Code, Finding};
use std::ops::Range;

/// How many figures before a list are looked at for its total, and how many members a list can have.
const REACH: usize = 8;
const MEMBERS: usize = 24;

/// Words that open the list of a total's parts.
const OPENERS: &[&str] = &["其中", "包括", "分别为", "分别是"];

/// Words that show a clause to tell something else than the next part.
const ELSEWHERE: &[&str] = &[
    "涉及",
    "挽回",
    "追回",
    "追缴",
    "收回",
    "制定",
    "印发",
    "出台",
    "召开",
    "开展",
    "目前",
    "截至",
    "同比",
    "比上年",
    "较上年",
    "共",
    "累计",
    "合计",
    "总计",
    "组织",
    "举办",
    "发现",
    "提出",
    "新增",
    "已",
    "完成",
    "占",
    "率",
    "推动",
    "建立",
    "实现",
    "成功",
    "选派",
    "选出",
];

/// Words that leave a list open.
const OPEN_ENDS: &[&str] = &["等", "主要", "以及其他"];

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for (place, sentence) in sheet.sentences.iter().enumerate() {
        let mut next = sentence.quantities.start;
        for at in sentence.quantities.clone() {
            if at >= next && opens_list(sheet, sentence, at) {
                let list = list_from(sheet, sentence, at);
                next = list.end;
                hold_list(sheet, sentence, &list, findings);
            }
            closing_total(sheet, sentence, at, findings);
            remainder(sheet, place, sentence, at, findings);
            done_of(sheet, sentence, at, findings);
        }
    }
}

/// Whether the first part of a total stands at `at`.
fn opens_list(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> bool {
    let lead = sheet.lead(sentence, at);
    let opens_next = at == sentence.quantities.start && lead.trim_start().starts_with("其中");
    (at > sentence.quantities.start || opens_next)
        && sheet.amount(at).is_some()
        && (has(lead, OPENERS)
            || goes_through(sheet, sentence, at)
            || lead.rfind(['(', '（', '：', ':', '—']).is_some_and(|from| {
                let own = lead.get(from..).unwrap_or("");
                own.chars().count() <= 14 && !own.contains(['）', ')', ',', '，', '。'])
            }))
}

/// 优化线路24条，新开线路5条、延长线路8条、调整线路11条: kinds of what was counted right before, one behind the other.
fn goes_through(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> bool {
    let noun = |at: usize| {
        let words = sheet.lead(sentence, at).trim_end();
        words.char_indices().rev().nth(1).and_then(|(from, _)| words.get(from..)).unwrap_or("")
    };
    let kind = noun(at);
    let next = |after: usize| {
        at + after < sentence.quantities.end
            && noun(at + after) == kind
            && sheet.lead(sentence, at + after).starts_with('、')
    };
    let lead = sheet.lead(sentence, at);
    let listed = lead.starts_with(['，', ',', '；', ';'])
        && lead.chars().count() <= LONGEST_MEMBER
        && kind.chars().count() == 2
        && kind.chars().all(char::is_alphabetic)
        && next(1)
        && next(2);
    let Some(whole) = at.checked_sub(1).filter(|_| listed) else { return false };
    let size = sheet.amount(whole).map_or(0.0, |(_, figure)| figure.value);
    let sum: f64 =
        list_from(sheet, sentence, at).filter_map(|at| sheet.amount(at)).map(|(_, part)| part.value).sum();
    // Other words name the whole: only a sum that is nearly it tells a slip.
    noun(whole) == kind || sum >= 0.8 * size && sum <= 1.25 * size
}

/// The members of the list that starts at `first`.
fn list_from(sheet: &Sheet<'_>, sentence: &Sentence, first: usize) -> Range<usize> {
    let Some((one, _)) = sheet.amount(first) else { return first..first };
    let mut end = first + 1;
    // A list that began with 、 does not go on behind a comma.
    let mut commas = false;
    while end < sentence.quantities.end && end - first < MEMBERS {
        let Some((next, _)) = sheet.amount(end) else { break };
        let gap = sheet.lead(sentence, end);
        let own = gap.rsplit(['、', '，', ',', '；', ';', '和', '及']).next().unwrap_or(gap);
        let by_comma = !gap.contains('、') && gap.contains(['，', ',', '；', ';']);
        let goes_on = comparable(one, next)
            && gap.contains(['、', '，', ',', '；', ';', '和', '及'])
            && !gap.contains(['）', ')', '(', '（'])
            && !has(gap, OPENERS)
            && gap.chars().count() <= 30
            && !has(gap, &["合计", "总计", "共计", "其余", "剩余", "另有", "还有", "尚有", "仍有"])
            && !(by_comma && (has(own, ELSEWHERE) || end > first + 1 && !commas));
        commas = by_comma;
        if !goes_on {
            break;
        }
        end += 1;
    }
    first..end
}

/// Holds a list against the totals that may stand before it.
fn hold_list(sheet: &Sheet<'_>, sentence: &Sentence, list: &Range<usize>, findings: &mut Vec<Finding>) {
    let Some((one, _)) = sheet.amount(list.start) else { return };
    let mut before = sentence.quantities.start.max(list.start.saturating_sub(REACH))..list.start;
    if before.is_empty()
        && let Some(earlier) = sheet.sentence_before(sentence)
    {
        // 自查问题93个。其中，民生类31个、…
        before =
            earlier.quantities.end.saturating_sub(1).max(earlier.quantities.start)..earlier.quantities.end;
    }
    let totals: Vec<(&Quantity, Figure)> = before
        .clone()
        .filter_map(|at| sheet.amount(at))
        .filter(|(total, _)| comparable(total, one))
        .collect();
    let Some((total, size)) = totals.last().copied() else { return };
    let parts: Vec<(&Quantity, Figure)> = list.clone().filter_map(|at| sheet.amount(at)).collect();
    let Some(sum) = parts.iter().map(|(_, figure)| *figure).reduce(Figure::plus) else { return };
    if totals.iter().any(|(_, total)| total.meets(sum)) {
        return;
    }
    if let Some((part, _)) =
        parts.iter().find(|(_, part)| totals.iter().all(|(_, total)| part.exceeds(*total)))
    {
        tell(Code::PartExceedsWhole, total, &[part], None, findings);
        return;
    }
    // Only a total that stands right before its list is sure to be its own.
    if parts.len() < 2
        || before.end != list.start
        || list.start.checked_sub(1).and_then(|whole| sheet.quantity(whole)) != Some(total)
    {
        return;
    }
    let members: Vec<&Quantity> = parts.iter().map(|(part, _)| *part).collect();
    let opening = sheet.lead(sentence, list.start);
    if totals.iter().all(|(_, total)| sum.exceeds(*total)) {
        // 其中 may name kinds that overlap only where each is told by a clause of its own.
        tell(Code::TotalDiffers, total, &members, Some(sum), findings);
    } else if totals.iter().filter(|(_, total)| total.high >= sum.low).count() == 1
        && is_closed(sheet, sentence, list, opening)
    {
        let complete = has(opening, &["分别为", "分别是"]) || opening.contains(['(', '（', '：', ':']);
        let near = sum.value >= 0.8 * size.value || parts.len() >= 3 && sum.value >= 0.5 * size.value;
        if complete || near {
            tell(Code::PartsFallShort, total, &members, Some(sum), findings);
        }
    }
}

/// Whether nothing leaves the list open.
fn is_closed(sheet: &Sheet<'_>, sentence: &Sentence, list: &Range<usize>, opening: &str) -> bool {
    let tail = sheet.tail(sentence, list.end.saturating_sub(1));
    let end = tail.find([',', '，', '；', ';', ')', '）']).unwrap_or(tail.len());
    let own = tail.get(..end).unwrap_or("");
    let open = has(opening, OPEN_ENDS)
        || has(own, OPEN_ENDS)
        || has(tail, &["其余", "其他", "另有", "剩余", "还有"])
        || list.clone().any(|at| sheet.lead(sentence, at).contains('等'));
    // What follows a closed list is no further amount of the same kind.
    let next = sheet.quantity(list.end).filter(|_| list.end < sentence.quantities.end);
    let goes_on = next.zip(sheet.quantity(list.start)).is_some_and(|(next, one)| {
        next.base_unit == one.base_unit && !has(sheet.lead(sentence, list.end), ELSEWHERE)
    });
    !open && !goes_on
}

/// The words of a total are no longer than this: 两者共计, 各级各类合计.
const LONGEST_TOTAL: usize = 8;

/// The name of a member between commas is no longer than this many characters.
const LONGEST_MEMBER: usize = 20;

/// 甲3人、乙4人、丙4人，共计11人
fn closing_total(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, findings: &mut Vec<Finding>) {
    let Some((total, size)) = sheet.amount(at) else { return };
    let lead = sheet.lead(sentence, at);
    let own = lead.rsplit([',', '，', '、', '；', ';']).next().unwrap_or(lead).trim();
    let spans = ["全年", "以上", "上述", "三项", "各项", "全区"];
    let own = spans.iter().find_map(|word| own.strip_prefix(word)).unwrap_or(own);
    let told = ["共计", "合计", "总计", "总共", "一共"].iter().any(|word| own.ends_with(word));
    // 共处置64台: a total of what was done, of three parts at the least.
    let done = own.starts_with('共') && own.chars().count() == 3;
    let sure = told && own.chars().count() <= LONGEST_TOTAL || done;
    if !sure && !matches!(own, "共" | "计" | "共有") {
        return;
    }
    let mut first = at;
    while first > sentence.quantities.start && at - first < MEMBERS {
        let before = first - 1;
        let gap = sheet.lead(sentence, first);
        let clause = gap.rsplit(super::pauses).next().unwrap_or(gap);
        let joined = first == at
            || gap.contains(['、', '和', '及'])
            || sure && clause.chars().count() <= LONGEST_MEMBER && !gap.contains(['；', ';']);
        if !joined || !sheet.amount(before).is_some_and(|(part, _)| comparable(part, total)) {
            break;
        }
        first = before;
    }
    let parts: Vec<(&Quantity, Figure)> = (first..at).filter_map(|at| sheet.amount(at)).collect();
    let Some(sum) = parts.iter().map(|(_, figure)| *figure).reduce(Figure::plus) else { return };
    // A whole may stand before its parts and again behind them: 39项措施，甲21项，乙18项，合计39项.
    let again = parts.len() > 2
        && parts
            .iter()
            .skip(1)
            .map(|(_, figure)| *figure)
            .reduce(Figure::plus)
            .is_some_and(|sum| sum.meets(size));
    if parts.len() >= if done { 3 } else { 2 } && !again && !sum.meets(size) {
        let members: Vec<&Quantity> = parts.iter().map(|(part, _)| *part).collect();
        tell(Code::TotalDiffers, total, &members, Some(sum), findings);
    }
}

/// 38个问题中33个已完成，其余5个正在推进: the parts and the rest are the whole.
fn remainder(sheet: &Sheet<'_>, place: usize, sentence: &Sentence, at: usize, findings: &mut Vec<Finding>) {
    let Some((rest, rest_figure)) = sheet.amount(at) else { return };
    let lead = sheet.lead(sentence, at);
    let own = lead.rsplit([',', '，', '、', '；', ';', '。']).next().unwrap_or(lead);
    let sure = ["其余", "剩余", "余下", "剩下", "其余的", "剩余的"].iter().any(|word| own.ends_with(word));
    let likely = ["另有", "另外", "还有", "尚有", "仍有"].iter().any(|word| own.ends_with(word));
    if !sure && !likely {
        return;
    }
    // The rest may open a sentence of its own behind the one with the parts.
    let mut from = sentence.quantities.start;
    if from == at
        && let Some(before) = place.checked_sub(1).and_then(|before| sheet.sentences.get(before))
        && before.line == sentence.line
    {
        from = before.quantities.start;
    }
    let earlier: Vec<(&Quantity, Figure)> = (from.max(at.saturating_sub(REACH))..at)
        .filter_map(|at| sheet.amount(at))
        .filter(|(quantity, _)| comparable(quantity, rest))
        .collect();
    let fits = |whole: usize| {
        let Some((_, size)) = earlier.get(whole) else { return false };
        (whole + 1..earlier.len()).any(|from| {
            let mut sum = rest_figure;
            earlier.get(from..).unwrap_or(&[]).iter().any(|(_, part)| {
                sum = sum.plus(*part);
                sum.meets(*size)
            })
        })
    };
    if earlier.len() < 2 || (0..earlier.len()).any(fits) {
        return;
    }
    let Some((total, size)) = earlier.first().copied() else { return };
    let parts = earlier.get(1..).unwrap_or(&[]);
    let is_of = has(sheet.window_after(total.span.end, total.span.end + 60), &["中", "有", "已", "完成"]);
    let smaller = parts.iter().all(|(_, part)| part.value <= size.value) && rest_figure.value <= size.value;
    // 已完成整改29个，尚有3个未完成
    let told = own.ends_with("尚有") || own.ends_with("仍有");
    let beside = told && has(sheet.lead(sentence, at - 1), DONE) && at > sentence.quantities.start;
    if !smaller || !is_of || parts.len() > 3 || !sure && !beside && !told_of_all(sheet, total) {
        return;
    }
    let sum = parts.iter().fold(rest_figure, |sum, (_, part)| sum.plus(*part));
    let members: Vec<&Quantity> = parts.iter().map(|(part, _)| *part).chain([rest]).collect();
    tell(Code::TotalDiffers, total, &members, Some(sum), findings);
}

/// Whether the total is named as what its parts are of: 在86项任务中, 38个问题有33个, 反馈的38个问题.
fn told_of_all(sheet: &Sheet<'_>, total: &Quantity) -> bool {
    let clause = sheet.clause_after(total.span.end, total.span.end + 60);
    clause.ends_with('中') || clause.contains('有') || has(sheet.clause_before(0, total.span.start), FOUND)
}

/// Words of finding and listing, and words of settling.
const FOUND: &[&str] = &[
    "发现",
    "排查",
    "梳理",
    "反馈",
    "交办",
    "受理",
    "收到",
    "查出",
    "移交",
    "转办",
    "涉及",
    "列出",
    "认领",
    "摸排",
    "共有",
    "接到",
    "征集",
    "收集",
    "查摆",
    "指出",
    "办理",
    "制定",
    "提出",
    "明确",
    "细化",
    "分解",
    "列入",
    "实施",
    "承担",
    "措施共",
    "任务共",
    "问题共",
];
const SETTLED: &[&str] = &[
    "整改", "办结", "化解", "销号", "解决", "处置", "落实", "完成", "开工", "投产", "答复", "回复", "竣工",
    "完工",
];

/// How many figures before a part are looked at for what it is of.
const NEAR: usize = 3;

/// 发现问题50个，已整改56个; 在12家中，15家: a part larger than what it is of.
fn done_of(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, findings: &mut Vec<Finding>) {
    let Some((part, figure)) = sheet.amount(at) else { return };
    // Amounts of another kind may stand between: 查出问题50项，涉及资金2亿元，已整改40项，整改到位资金1.5亿元.
    let near = sentence.quantities.start.max(at.saturating_sub(NEAR))..at;
    let found = near.rev().filter_map(|other| sheet.amount(other)).find(|(other, _)| {
        comparable(other, part)
            // （甲6个、乙4个），已整改16个: what a closed bracket holds is no whole.
            && !super::within::closes(sheet.text.get(other.span.end..part.span.start).unwrap_or(""))
    });
    let Some((whole, size)) = found else { return };
    if whole.base_unit != part.base_unit || !figure.exceeds(size) {
        return;
    }
    let lead = sheet.lead(sentence, at);
    let clause = sheet.clause_after(whole.span.end, part.span.start);
    let within = lead.chars().count() <= 20
        && (clause.ends_with('中') || clause.ends_with("中有") || clause.ends_with("中已有"));
    let own = lead.rsplit([',', '，', '、']).next().unwrap_or(lead);
    let chosen = lead.chars().count() <= 10 && has(own, &["选出", "评出", "筛选", "从中"]);
    let beside = format!("{own}{}", short_tail(sheet, sentence, at));
    let settled = lead.chars().count() <= 16
        && !lead.contains('、')
        && has(sheet.clause_before(sentence.span.start, whole.span.start), FOUND)
        && !has(sheet.clause_before(sentence.span.start, whole.span.start), &["计划", "目标", "任务为"])
        && has(&beside, SETTLED)
        && !has(lead, &["累计", "另", "新", "措施", "制度"])
        && !has(short_tail(sheet, sentence, at), &["措施", "制度", "办法", "清单"]);
    if within || settled || chosen {
        tell(Code::PartExceedsWhole, whole, &[part], None, findings);
    }
}

/// The words behind the figure up to the next pause.
pub(super) fn short_tail<'a>(sheet: &Sheet<'a>, sentence: &Sentence, at: usize) -> &'a str {
    let tail = sheet.tail(sentence, at);
    let end = tail.find(super::pauses).unwrap_or(tail.len());
    tail.get(..end).unwrap_or("")
}

pub(super) fn tell(
    code: Code,
    total: &Quantity,
    parts: &[&Quantity],
    sum: Option<Figure>,
    findings: &mut Vec<Finding>,
) {
    let spans = [total.span].into_iter().chain(parts.iter().map(|part| part.span)).collect();
    let joint = if code == Code::PartExceedsWhole { " " } else { " + " };
    let listed: Vec<&str> = parts.iter().map(|part| part.raw.as_str()).collect();
    let mut finding = Finding::new(code, spans).with("whole", &total.raw).with("parts", listed.join(joint));
    if let Some(sum) = sum {
        let scale = total.value.parse::<f64>().ok().zip(total.number.parse::<f64>().ok());
        let scale = scale.map_or(1.0, |(value, number)| if number == 0.0 { 1.0 } else { value / number });
        finding = finding.with("sum", format!("{}{}", plain(sum.value / scale), total.unit));
    }
    findings.push(finding);
}
