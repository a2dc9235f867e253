//! What a text claims of how far something has come, and whom it names: read here, held against a ledger elsewhere.

use crate::contract::Span;

/// What a sentence says of the work it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is put right.
    Done,
    /// It is not, or not yet.
    Undone,
}

/// Words of work that is wholly put right; that one step of it was done is said in other words.
const DONE: &[&str] = &[
    "已完成整改",
    "整改已完成",
    "已整改完成",
    "已全部完成",
    "已全部整改",
    "已整改到位",
    "整改到位",
    "整改完毕",
    "已销号",
    "已办结",
    "已完成销号",
    "已经完成整改",
    "已全面完成整改",
    "已如期完成整改",
    "已按期完成整改",
    "已全面整改",
    "已整改",
    "整改已全部完成",
    "整改已经完成",
    "整改任务已完成",
    "整改任务已全部完成",
    "已对账销号",
    "已经销号",
];

/// Behind a word of being done these make it the name of something: 已整改的点位.
const NAMING: &[char] = &['的', '率', '时', '后', '前'];

/// Words of work that goes on.
const UNDONE: &[&str] = &[
    "尚未完成",
    "未完成整改",
    "未整改到位",
    "尚未整改",
    "正在整改",
    "正在推进整改",
    "仍在整改",
    "仍未整改",
    "还未整改",
    "尚在整改",
    "还在整改",
    "未能完成整改",
    "整改尚未完成",
    "整改仍在",
    "尚未销号",
    "尚未办结",
    "未销号",
    "未办结",
];

/// Words before a claim that make it a plan, a demand or a doubt.
const NOT_YET: &[&str] =
    &["未", "将", "力争", "确保", "计划", "拟", "预计", "争取", "要求", "应", "不", "待", "如", "若", "前"];

/// How far before a claim such words are looked for, in bytes.
const BEFORE: usize = 18;

/// Claims within `span`, at most one a sentence.
#[must_use]
pub fn claims(text: &str, span: Span) -> Vec<(Claim, Span)> {
    let mut found = vec![];
    let mut start = span.start;
    for sentence in span.of(text).split_inclusive(['。', '；', ';', '\n']) {
        let place = |words: &[&str]| {
            let first =
                words.iter().filter_map(|word| sentence.find(word).map(|at| (at, word.len()))).min()?;
            Some(Span::new(start + first.0, start + first.0 + first.1))
        };
        let is_name = |place: &Span| {
            let rest = text.get(place.end..).unwrap_or("");
            // 已整改12处 tells of some.
            rest.starts_with(NAMING) || rest.starts_with(|c: char| c.is_ascii_digit())
        };
        let done = place(DONE).filter(|place| !is_doubtful(text, start, place.start) && !is_name(place));
        if let Some(place) = place(UNDONE) {
            found.push((Claim::Undone, place));
        } else if let Some(place) = done {
            found.push((Claim::Done, place));
        }
        start += sentence.len();
    }
    found
}

fn is_doubtful(text: &str, sentence: usize, claim: usize) -> bool {
    let mut from = claim.saturating_sub(BEFORE).max(sentence);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..claim).unwrap_or_default();
    let clause = before.rsplit(['，', ',', '：', '、']).next().unwrap_or(before);
    // 目前已整改 is no 前.
    let clause = clause.replace("目前", "").replace("此前", "");
    NOT_YET.iter().any(|word| clause.contains(word))
}

/// Words that stand behind a person's name.
const BEHIND: &[&str] = &["同志", "负责", "牵头", "办理", "具体", "承办"];
/// Words that stand before one.
const AHEAD: &[&str] = &["责任人", "经办人", "联系人", "承办人", "由", "人为", "姓名"];
/// A name of fewer characters may be part of other words.
const SURE: usize = 3;

/// Where the text names this person. A short name counts only where signs or words around it say that it is one.
#[must_use]
pub fn named(text: &str, name: &str) -> Option<Span> {
    if name.chars().count() < 2 {
        return None;
    }
    let is_sure = name.chars().count() >= SURE;
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let stands = |at: &usize| {
        let (before, after) = (text.get(..*at).unwrap_or(""), text.get(at + name.len()..).unwrap_or(""));
        let (opens, closes) = (edge(before.chars().next_back()), edge(after.chars().next()));
        let ahead = AHEAD.iter().any(|word| before.ends_with(word));
        let behind = BEHIND.iter().any(|word| after.starts_with(word));
        is_sure || (opens || ahead) && (closes || behind)
    };
    let at = text.match_indices(name).map(|(at, _)| at).find(stands)?;
    Some(Span::new(at, at + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_of_the_whole_work_and_no_plans() {
        let told = |text: &str| {
            claims(text, Span::new(0, text.len())).iter().map(|(claim, _)| *claim).collect::<Vec<_>>()
        };
        assert_eq!(told("该问题已完成整改。"), [Claim::Done]);
        assert_eq!(told("目前已整改。"), [Claim::Done]);
        assert_eq!(told("目前尚未完成整改；另一处已销号。"), [Claim::Undone, Claim::Done]);
        for text in ["确保年底前整改到位。", "力争已全部完成。", "已完成场地平整。", "要求整改到位。"]
        {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn names_are_found_and_words_that_look_like_them_are_not() {
        let found = |text: &str, name: &str| named(text, name).map(|span| span.of(text).to_owned());
        assert_eq!(found("由乔望山上门核实。", "乔望山").as_deref(), Some("乔望山"));
        assert_eq!(found("责任人：高山，已核实。", "高山").as_deref(), Some("高山"));
        assert_eq!(found("经办人高山负责。", "高山").as_deref(), Some("高山"));
        assert_eq!(found("绿化高山公路两侧。", "高山"), None);
    }
}
