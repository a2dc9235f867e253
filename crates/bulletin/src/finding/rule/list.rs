//! A count beside its own list: 《甲》《乙》2项制度, 采取三项措施：一是…, 3月5日、4月6日召开2次会议.

use crate::contract::{Measure, Span};
use crate::finding::sheet::{Sheet, has};
use crate::finding::{Code, Finding};
use crate::text::glyph::{char_at, digits_at};
use crate::text::numeral::numeral;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    titles(sheet, findings);
    series(sheet, findings);
    dates(sheet, findings);
    names(sheet, findings);
}

/// A count at the start of `text`: 3项, 三项, with the bytes it takes.
fn count_at(text: &str) -> Option<(u32, usize)> {
    if let Some(run) = digits_at(text, 0).filter(|run| run.count <= 3) {
        return Some((run.value, run.end));
    }
    if text.starts_with('两') {
        return Some((2, '两'.len_utf8()));
    }
    numeral(text)
}

/// What titles are counted in.
const TITLE_UNITS: &[&str] = &["项", "个", "份", "件", "部", "篇"];
const TITLE_NOUNS: &[&str] = &[
    "制度",
    "文件",
    "办法",
    "方案",
    "规定",
    "细则",
    "规章",
    "规范",
    "意见",
    "通知",
    "内控",
    "机制",
    "政策",
    "规则",
    "党内法规",
];

/// 《甲》《乙》和《丙》等3项制度: no fewer are counted than are named, and just as many where 等 is missing.
fn titles(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let documents = &sheet.bulletin.documents;
    let mut run = 0_u32;
    let mut first = 0;
    for (at, document) in documents.iter().enumerate() {
        let joined = at.checked_sub(1).and_then(|before| documents.get(before)).is_some_and(|before| {
            let gap = sheet.text.get(before.span.end..document.span.start).unwrap_or("\n");
            // A number or short name in brackets may stand between.
            gap.len() <= 90
                && without_brackets(gap)
                    .is_some_and(|gap| matches!(gap, "" | "、" | "和" | "及" | "以及" | "与"))
        });
        if joined {
            run += 1;
        } else {
            (run, first) = (1, document.span.start);
        }
        let rest = sheet.window_after(document.span.end, sheet.text.len());
        let rest = after_bracket(rest);
        let (open, counted) = match rest.strip_prefix('等') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let Some((claimed, length)) = count_at(counted) else { continue };
        let unit = counted.get(length..).unwrap_or("");
        let noun = unit.chars().skip(1).take(8).collect::<String>();
        if !TITLE_UNITS.iter().any(|known| unit.starts_with(known)) || !has(&noun, TITLE_NOUNS) {
            continue;
        }
        if claimed < run || !open && claimed > run && run >= 2 {
            let start = document.span.end
                + (sheet.window_after(document.span.end, sheet.text.len()).len() - counted.len());
            let end = start + length + unit.chars().next().map_or(0, char::len_utf8);
            tell(Span::new(first, document.span.end), Span::new(start, end), claimed, run, findings);
        }
    }
}

/// The words with a bracket in front taken off.
fn after_bracket(words: &str) -> &str {
    let Some(inside) = words.strip_prefix(['(', '（']) else { return words };
    inside
        .find([')', '）'])
        .and_then(|end| inside.get(end..))
        .map_or(words, |rest| rest.trim_start_matches([')', '）']))
}

fn without_brackets(gap: &str) -> Option<&str> {
    let rest = after_bracket(gap);
    (!rest.contains('\n')).then_some(rest)
}

/// 采取三项措施：一是…二是…: the series that follows in the paragraph.
fn series(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let measures = &sheet.bulletin.measures;
    let mut at = 0;
    while let Some(first) = measures.get(at) {
        let from = at;
        at += 1;
        while let Some(next) = measures.get(at).filter(|next| next.no > 1 && next.node == first.node) {
            // A series inside a measure ends where its paragraph does.
            if next.no != measures.get(at - 1).map_or(0, |before| before.no) + 1 {
                break;
            }
            at += 1;
        }
        let Some(last) = measures.get(at - 1) else { continue };
        if first.no == 1 && sheet.cut_off.is_none() {
            claim_before(sheet, first, last, findings);
        }
        debug_assert!(at > from);
    }
}

fn claim_before(sheet: &Sheet<'_>, first: &Measure, last: &Measure, findings: &mut Vec<Finding>) {
    const NOUNS: &[&str] = &["措施", "举措", "方面", "问题", "环节", "办法", "做法", "工作", "任务"];
    let line_start = sheet.lines.partition_point(|line| line.start <= first.span.start);
    let floor =
        line_start.checked_sub(1).and_then(|at| sheet.lines.get(at)).map_or(0, |line| line.body.start);
    let lead = sheet.window_before(floor, first.span.start).trim_end();
    let Some(lead) = lead.strip_suffix([':', '：']) else { return };
    let clause = lead.rsplit(super::pauses).next().unwrap_or(lead);
    // 采取四项措施：, 从四个方面抓落实：: the noun ends the clause or nearly so.
    let noun = NOUNS
        .iter()
        .filter_map(|noun| clause.rfind(noun).map(|at| (at, clause.get(at + noun.len()..).unwrap_or(""))))
        .filter(|(_, rest)| rest.chars().count() <= 6)
        .map(|(at, _)| clause.get(..at).unwrap_or(""))
        .max_by_key(|head| head.len());
    let Some(noun) = noun else { return };
    // 抓好三个方面工作: the noun before the noun is counted.
    let noun = noun
        .trim_end_matches("方面")
        .trim_end_matches("重点")
        .trim_end_matches("整改")
        .trim_end_matches("具体")
        .trim_end_matches("重点");
    let Some(counted) = noun.strip_suffix(['项', '条', '个', '类']) else { return };
    // The count is the numeral right before the unit.
    let start = counted
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十两".contains(*c))
        .last()
        .map(|(at, _)| at);
    let Some((start, claimed)) = start.and_then(|start| Some((start, count_at(counted.get(start..)?)?.0)))
    else {
        return;
    };
    if claimed == last.no {
        return;
    }
    let offset = first.span.start - (sheet.window_before(floor, first.span.start).len());
    let base =
        offset + (clause.as_ptr() as usize - sheet.window_before(floor, first.span.start).as_ptr() as usize);
    let place = Span::new(base + start, base + counted.len());
    let marker = Span::new(last.span.start, last.span.start + last.marker.len());
    tell(marker, place, claimed, last.no, findings);
}

/// 先后于3月5日、4月6日召开2次会议
fn dates(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for sentence in &sheet.sentences {
        let mut at = sentence.dates.start;
        while at < sentence.dates.end {
            let first = at;
            at += 1;
            let dates = &sheet.bulletin.dates;
            while at < sentence.dates.end
                && let (Some(before), Some(next)) = (dates.get(at - 1), dates.get(at))
                && matches!(
                    Span::new(before.span.end, next.span.start).of(sheet.text).trim(),
                    "、" | "和" | "及" | "以及"
                )
            {
                at += 1;
            }
            let listed = u32::try_from(at - first).unwrap_or(0);
            let (Some(one), Some(last)) = (dates.get(first), dates.get(at - 1)) else { continue };
            if listed < 2 {
                continue;
            }
            let words = sheet.window_after(last.span.end, sentence.span.end);
            // 12日两次, 先后三次召开, 召开3次党组会: the first count of times in the next two clauses.
            let reach = words.char_indices().nth(24).map_or(words.len(), |(at, _)| at);
            let near = words.get(..reach).unwrap_or("");
            let Some(times) = near.find('次') else { continue };
            let start = near
                .get(..times)
                .unwrap_or("")
                .char_indices()
                .rev()
                .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十两".contains(*c))
                .last()
                .map(|(at, _)| at);
            let Some(start) = start else { continue };
            let open = has(near.get(..start).unwrap_or(""), &["等", "第", "每", "各", "分别召开"]);
            let Some((claimed, _)) = count_at(near.get(start..times).unwrap_or("")) else { continue };
            if claimed != listed && !open && char_at(near, times + '次'.len_utf8()) != Some('全') {
                let base = last.span.end;
                tell(
                    Span::new(one.span.start, last.span.end),
                    Span::new(base + start, base + times + '次'.len_utf8()),
                    claimed,
                    listed,
                    findings,
                );
            }
        }
    }
}

/// A name in a list is at least and at most this long; shorter and longer ones may be no list at all.
const NAME: std::ops::RangeInclusive<usize> = 3..=14;

/// 千岛湖邻里中心、梦溪小学、文化宫等2个项目: more are named than counted.
fn names(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for at in 0..sheet.bulletin.quantities.len() {
        let Some((quantity, figure)) = sheet.amount(at) else { continue };
        if !figure.is_whole() || figure.value > 20.0 {
            continue;
        }
        let Some(sentence) = sheet.sentence_at(quantity.span.start) else { continue };
        let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
        let Some(names) = clause.strip_suffix('等') else {
            if let Some(listed) = of_a_kind(clause).filter(|listed| f64::from(*listed) != figure.value)
                && NAME_UNITS.contains(&quantity.base_unit.as_str())
            {
                let start = quantity.span.start - clause.len();
                let list = Span::new(start, quantity.span.start);
                tell(list, quantity.span, figure.value as u32, listed, findings);
            }
            continue;
        };
        if names.contains(['》', '”', '(', '（']) || !names.contains('、') {
            continue;
        }
        let parts: Vec<&str> = names.split('、').collect();
        // The first name carries the verb before it; only the others are sure to be names.
        let sure = parts.get(1..).unwrap_or(&[]).iter().all(|part| NAME.contains(&part.chars().count()));
        let first = parts.first().map_or(0, |part| part.chars().count());
        let listed = parts.len();
        if sure
            && first >= *NAME.start()
            && listed as f64 > figure.value
            && NAME_UNITS.contains(&quantity.base_unit.as_str())
        {
            let start = quantity.span.start - '等'.len_utf8() - names.len();
            let listed = u32::try_from(listed).unwrap_or(u32::MAX);
            tell(
                Span::new(start, quantity.span.start - '等'.len_utf8()),
                quantity.span,
                figure.value as u32,
                listed,
                findings,
            );
        }
    }
}

/// What names are counted in.
const NAME_UNITS: &[&str] = &["个", "家", "所", "处", "座", "条"];

/// How many names of one kind the clause ends with: 天门花园、龙山花园. Names that end alike are a list of what is
/// counted; other words before a count need not be.
fn of_a_kind(clause: &str) -> Option<u32> {
    let mut parts = clause.split(['、', '和']);
    let end = |part: &str| -> String {
        let mut letters: Vec<char> = part.chars().rev().take(2).collect();
        letters.reverse();
        letters.into_iter().collect()
    };
    let kind = end(parts.next()?);
    let mut listed = 1;
    for part in parts {
        if end(part) != kind || !KIND.contains(&part.chars().count()) {
            return None;
        }
        listed += 1;
    }
    (listed > 1 && kind.chars().all(char::is_alphabetic)).then_some(listed)
}

/// A name that counts as one of its kind has this many characters.
const KIND: std::ops::RangeInclusive<usize> = 4..=12;

fn tell(list: Span, count: Span, claimed: u32, listed: u32, findings: &mut Vec<Finding>) {
    findings.push(
        Finding::new(Code::ListCountDiffers, vec![list, count])
            .with("claimed", claimed)
            .with("listed", listed),
    );
}
