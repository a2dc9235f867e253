//! What an amount is of, as far as its own clause tells. A best effort for people who read a list of amounts.

use crate::contract::{QuantityKind, Span};
use crate::text::glyph::{char_at, is_blank};

/// No subject is longer than this many characters.
const LONGEST: usize = 16;

/// The subject of the amount at `span`.
///
/// Shares, money and measures have it before them (总投资约32亿元); counted things mostly after them (27个问题),
/// unless the clause ends at the unit (召开党组会6次).
pub(crate) fn of(text: &str, block_start: usize, span: Span, kind: QuantityKind) -> &str {
    if matches!(kind, QuantityKind::Count) {
        let after = after(text, span.end);
        if !after.is_empty() {
            return after;
        }
    }
    before(text, block_start, span.start)
}

/// The words before `end` back to the last pause, without the verb that leads to the number.
pub(crate) fn before(text: &str, block_start: usize, end: usize) -> &str {
    let head = text.get(block_start.min(end)..end).unwrap_or("");
    let from = head
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, c)| !pauses(*c) && !c.is_ascii_digit())
        .last()
        .map_or(head.len(), |(at, _)| at);
    let mut words = head.get(from..).unwrap_or("");
    // Behind other figures their unit is not part of the words: 2024年新开工项目43个, 42个问题完成整改39个.
    if head.get(..from).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())) {
        words = words.trim_start_matches(|c: char| !c.is_ascii() && UNITS.contains(c));
    }
    words = words.trim_matches(is_blank);
    while let Some(shorter) = LEADS.iter().find_map(|lead| words.strip_suffix(lead)) {
        words = shorter.trim_end_matches(is_blank);
    }
    let words = words.trim_end_matches(['的', '中']);
    OPENINGS.iter().find_map(|opening| words.strip_prefix(opening)).unwrap_or(words)
}

/// The words after `start` up to the next pause or verb.
fn after(text: &str, start: usize) -> &str {
    let tail = text.get(start..).unwrap_or("");
    let end = tail
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| pauses(*c) || c.is_ascii_digit())
        .map_or_else(|| tail.char_indices().nth(LONGEST).map_or(tail.len(), |(at, _)| at), |(at, _)| at);
    let words = tail.get(..end).unwrap_or("").trim_matches(is_blank);
    let stop = VERBS.iter().filter_map(|verb| words.find(verb)).min().unwrap_or(words.len());
    let words = words.get(..stop).unwrap_or(words);
    let words = words.strip_prefix('的').unwrap_or(words).trim_end_matches(['中', '里']);
    if char_at(words, 0).is_some_and(|c| matches!(c, '以' | '左' | '之' | '内')) { "" } else { words }
}

fn pauses(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '。'
            | '、'
            | '；'
            | ';'
            | '：'
            | ':'
            | '（'
            | '('
            | '）'
            | ')'
            | '《'
            | '》'
            | '“'
            | '”'
            | '\n'
            | '\r'
    )
}

/// Characters of units that figures before the words leave behind.
const UNITS: &str = "年月日度个个項项名人家户件条篇场次位％万亿元";

/// Words between a subject and its number.
const LEADS: &[&str] = &[
    "分别为",
    "累计达到",
    "累计达",
    "达到",
    "增长了",
    "增长超",
    "增长",
    "下降",
    "同比",
    "总计",
    "共计",
    "累计",
    "约",
    "近",
    "超过",
    "超",
    "达",
    "为",
    "是",
    "共",
    "有",
    "均",
    "了",
    "第",
    "至",
    "到",
    "突破",
    "不足",
    "低于",
    "排名",
    "位列",
    "列",
];

/// Words that open a clause and say nothing about the subject.
const OPENINGS: &[&str] = &["其中", "同时", "目前", "已", "共", "先后", "累计"];

/// Words that end the thing counted.
const VERBS: &[&str] = &[
    "已", "全部", "有", "得到", "取得", "完成", "进行", "作出", "被", "均", "未", "将", "纳入", "参加",
    "投入", "参与",
];
