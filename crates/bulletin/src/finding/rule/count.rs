//! A count and the list beside it, whichever comes first: 下设甲、乙、丙三个工作组, 修订制度3项：《甲》《乙》《丙》,
//! 4次召开会议（3月5日、4月6日）, 印发制度2项：票务管理、合同管理各1项.

use crate::contract::Span;
use crate::finding::sheet::{Sheet, has};
use crate::finding::{Code, Finding};
use crate::text::char_before;
use crate::text::glyph::digits_at;
use crate::text::numeral::{numeral, starts_numeral};
use std::collections::HashSet;

/// What lists are counted in.
const UNITS: &[char] =
    &['个', '项', '类', '次', '条', '轮', '份', '件', '方', '家', '部', '支', '名', '场', '期', '批'];

/// What is counted by its dates.
const TIMES: &[char] = &['次', '轮', '场', '期', '批'];

/// No list has more members than this.
const MOST: u32 = 20;

/// A name in a list is no longer than this many characters.
const LONGEST: usize = 16;

/// No list is longer than this many bytes.
const LOOK_AHEAD: usize = 900;

/// At most `bytes` of the words.
fn head(words: &str, bytes: usize) -> &str {
    words
        .get(..bytes)
        .or_else(|| words.char_indices().nth(bytes / 4).and_then(|(at, _)| words.get(..at)))
        .unwrap_or(words)
}

/// The words before `at`, no further back than a list can reach.
fn window(words: &str, at: usize) -> &str {
    let before = words.get(..at).unwrap_or("");
    let from = before.char_indices().rev().take(LOOK_AHEAD / 4).last().map_or(0, |(from, _)| from);
    before.get(from..).unwrap_or("")
}

/// A count as printed, the place of it and what follows its unit.
#[derive(Clone, Copy)]
struct Count<'a> {
    value: u32,
    span: Span,
    unit: char,
    rest: &'a str,
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    // What the lists of titles, dates and names have told.
    let known: HashSet<usize> = findings
        .iter()
        .filter(|finding| finding.code == Code::ListCountDiffers)
        .flat_map(|finding| finding.spans.iter().map(|span| span.start))
        .collect();
    for sentence in &sheet.sentences {
        let words = sentence.span.of(sheet.text);
        if !words.contains(['、', '《', '（', '(', '：', ':']) && !has(words, BACK) {
            continue;
        }
        let mut from = 0;
        while let Some((at, count)) = next_count(words, sentence.span.start, from) {
            from = count.span.end - sentence.span.start;
            let told = behind(sheet, sentence.span, sentence.line, count)
                .or_else(|| before(words, at, count))
                .or_else(|| looking_back(sheet, sentence.line, count));
            let told = told.filter(|(_, listed)| *listed != count.value);
            if let Some((list, listed)) = told.filter(|_| !known.contains(&count.span.start)) {
                findings.push(
                    Finding::new(Code::ListCountDiffers, vec![list, count.span])
                        .with("claimed", count.value)
                        .with("listed", listed),
                );
            }
        }
    }
}

/// 一是…；二是…；三是…。上述三个问题: the last mark of the series that the count looks back at.
fn looking_back(sheet: &Sheet<'_>, line: usize, count: Count<'_>) -> Option<(Span, u32)> {
    let body = sheet.lines.get(line)?.body;
    let head = window(sheet.text.get(body.start..count.span.start)?, count.span.start - body.start);
    if !BACK.iter().any(|word| head.ends_with(word)) {
        return None;
    }
    let start = count.span.start - head.len();
    let marks = head.match_indices('是').filter_map(|(at, _)| {
        let number = head.get(..at)?.chars().next_back().filter(|c| starts_numeral(*c))?;
        let (value, length) = numeral(number.encode_utf8(&mut [0; 4]))?;
        Some((Span::new(start + at - length, start + at), value))
    });
    let marks: Vec<(Span, u32)> = marks.collect();
    let runs = marks.iter().zip(1..).all(|((_, value), expected)| *value == expected);
    marks.last().copied().filter(|_| runs && marks.len() >= 2)
}

/// Words that look back at what was told before.
const BACK: &[&str] = &["上述", "以上"];

/// The next numeral with a unit of lists, from the byte `from` of the sentence on.
fn next_count(words: &str, offset: usize, from: usize) -> Option<(usize, Count<'_>)> {
    let mut last = char_before(words, from).unwrap_or(' ');
    for (at, c) in words.get(from..)?.char_indices().map(|(at, c)| (from + at, c)) {
        let inside = last.is_ascii_digit() || matches!(last, '.' | '第' | '十' | '百' | '〔');
        last = c;
        if inside || !(c.is_ascii_digit() || starts_numeral(c) || c == '两') {
            continue;
        }
        let rest = words.get(at..)?;
        let read = if c == '两' {
            Some((2, '两'.len_utf8()))
        } else if c.is_ascii_digit() {
            digits_at(rest, 0).map(|run| (run.value, run.end))
        } else {
            numeral(rest)
        };
        let Some((value, length)) = read.filter(|(value, _)| (2..=MOST).contains(value)) else { continue };
        let after = rest.get(length..)?;
        let Some(unit) = after.chars().next().filter(|unit| UNITS.contains(unit)) else { continue };
        let span = Span::new(offset + at, offset + at + length + unit.len_utf8());
        return Some((at, Count { value, span, unit, rest: after.get(unit.len_utf8()..)? }));
    }
    None
}

/// A list behind the count: in a bracket, or behind a colon up to the end of the sentence.
fn behind(sheet: &Sheet<'_>, sentence: Span, line: usize, count: Count<'_>) -> Option<(Span, u32)> {
    let near = head(count.rest, LOOK_AHEAD);
    let opening = near.find(['（', '(', '：', ':', '，', ',', '；', '。', '《', '、'])?;
    let opens = count.rest.get(opening..)?.chars().next()?;
    let noun = count.rest.get(..opening)?;
    if noun.chars().count() > 10
        || has(noun, &["等", "以上", "余"])
        || noun.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let start = count.span.end + opening + opens.len_utf8();
    let tail = near.get(opening + opens.len_utf8()..)?;
    let bracket = matches!(opens, '（' | '(');
    if tail.starts_with("一是") && matches!(opens, '：' | ':') {
        return spoken(sheet, line, start);
    }
    let end = match opens {
        '（' | '(' => tail.find(['）', ')'])?,
        '：' | ':' => tail.find(['。', '；', ';']).unwrap_or(tail.len()),
        // 开展督查四轮，分别在8月、9月、10月、12月进行
        '，' | ',' if tail.starts_with("分别") && TIMES.contains(&count.unit) => {
            tail.find(super::pauses).unwrap_or(tail.len())
        }
        _ => return None,
    };
    let list = tail.get(..end)?;
    let list = if matches!(opens, '，' | ',') { apart(list) } else { list };
    let listed = members(list, count.unit, noun, bracket)?;
    (start + end <= sentence.end).then_some((Span::new(start, start + end), listed))
}

/// 三个重点：一是…，二是…，三是…: the last mark of the series that starts at `start`.
fn spoken(sheet: &Sheet<'_>, line: usize, start: usize) -> Option<(Span, u32)> {
    let end = sheet.lines.get(line)?.body.end;
    let words = sheet.text.get(start..end)?;
    let mut last = (Span::new(start, start), 0);
    for (at, _) in words.match_indices(['是', '要']) {
        let Some(number) = words.get(..at).and_then(|head| head.chars().next_back()) else { continue };
        let from = at - number.len_utf8();
        let opens = from == 0 || char_before(words, from).is_some_and(super::pauses);
        let value = numeral(number.encode_utf8(&mut [0; 4])).map_or(0, |(value, _)| value);
        if opens && value == last.1 + 1 {
            last = (Span::new(start + from, start + at + '是'.len_utf8()), value);
        } else if opens && value == 1 {
            break;
        }
    }
    (last.1 >= 2 && sheet.cut_off.is_none()).then_some(last)
}

/// The list inside 分别在8月、9月进行.
fn apart(words: &str) -> &str {
    let words = words.strip_prefix("分别").unwrap_or(words).trim_start_matches(['在', '于', '为', '是']);
    let end = words.rfind(['日', '月']).map_or(words.len(), |at| at + '日'.len_utf8());
    words.get(..end).unwrap_or(words)
}

/// How many members a list names; `None` where it is open or no plain list.
fn members(list: &str, unit: char, noun: &str, bracket: bool) -> Option<u32> {
    if has(list, &["等", "其中", "包括", "另", "其余", "以及", "例如", "详见"]) {
        return None;
    }
    let titles = list.matches('《').count();
    if titles >= 2 {
        let plain = list.trim_start().starts_with('《')
            && list.trim_end().ends_with('》')
            && !list.contains(['，', ',']);
        return plain.then(|| u32::try_from(titles).ok()).flatten();
    }
    let parts: Vec<&str> = list.split('、').map(str::trim).collect();
    let last = parts.last()?;
    // 票务管理、合同管理各1项: each name is one.
    let each = ["各1", "各一", "每"].iter().find_map(|word| last.find(word));
    let plain = |part: &str| {
        !part.is_empty()
            && part.chars().count() <= LONGEST
            && !part.contains(['，', ',', '：', ':', '。', '《', '“'])
    };
    let digits = |part: &str| part.contains(|c: char| c.is_ascii_digit());
    let date = |part: &str| part.ends_with('日') || part.ends_with('月') || each.is_some();
    if parts.len() < 2 || !parts.iter().all(|part| plain(part)) {
        return None;
    }
    let dates = parts.iter().all(|part| digits(part) && date(part.split("各").next().unwrap_or(part)));
    let times = TIMES.contains(&unit) && dates;
    let names = !parts.iter().any(|part| digits(part.split("各").next().unwrap_or(part)))
        && parts.iter().all(|part| part.chars().count() >= 2)
        && (each.is_some() || !bracket || has(noun, NOUNS));
    // 与 and 和 may join two members, or stand in one.
    let joined = parts.iter().any(|part| part.contains(['和', '与', '及']));
    (times || names && !joined).then(|| u32::try_from(parts.len()).ok()).flatten()
}

/// Nouns that a list in brackets spells out.
const NOUNS: &[&str] = &[
    "组", "专班", "方面", "领域", "环节", "类", "制度", "问题", "单位", "部门", "县", "区", "镇", "街道",
    "村", "社区", "支部", "项目", "企业", "学校", "医院", "岗位",
];

/// 下设综合协调、业务整改、监督检查三个工作组: names before the count, and the noun that they are.
fn before(words: &str, at: usize, count: Count<'_>) -> Option<(Span, u32)> {
    const HEADS: &[&str] = &[
        "工作组",
        "小组",
        "专班",
        "专项组",
        "方面",
        "环节",
        "领域",
        "维度",
        "层面",
        "阶段",
        "清单",
        "专责组",
        "机制",
        "党支部",
        "支部",
        "片区",
        "步骤",
        "类别",
    ];
    let heads = HEADS.iter().any(|noun| count.rest.starts_with(noun));
    let names = BODIES.iter().any(|noun| count.rest.starts_with(noun));
    let sorts = count.unit == '类' && count.rest.starts_with("问题");
    if !matches!(count.unit, '个' | '项' | '类' | '张' | '家') || !(heads || names || sorts) {
        return dates_behind(count);
    }
    let head = window(words, at);
    let from = head
        .rfind(['，', ',', '；', ';', '：', ':', '。', '（', '('])
        .map_or(0, |at| at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let list = head.get(from..)?;
    let list = list.strip_suffix("这").unwrap_or(list);
    if has(list, &["等", "《", "“"]) || list.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = list.split(['、']).collect();
    // Bodies and works are listed by their names, which end alike, or behind 即.
    let end = |part: &&str| part.chars().next_back();
    let alike = parts.iter().all(|part| end(part) == end(&list))
        || parts.iter().all(|part| end(part).is_some_and(|c| ORGANS.contains(c)));
    if names && !heads && !alike && !list.starts_with('即') {
        return None;
    }
    let last_and = parts.last().filter(|last| last.contains(['和', '与', '及'])).is_some();
    let short = parts.get(1..)?.iter().all(|part| (2..=8).contains(&part.chars().count()));
    let first = parts.first().is_some_and(|first| first.chars().count() <= LONGEST);
    let start = count.span.start - list.len();
    (parts.len() >= 2 && short && first && !last_and)
        .then(|| Some((Span::new(start, count.span.start), u32::try_from(parts.len()).ok()?)))
        .flatten()
}

/// How names of bodies end.
const ORGANS: &str = "局委办司镇乡街村院校站厅所团会处区县市部";

/// What is listed by name.
const BODIES: &[&str] =
    &["处室", "部门", "单位", "科室", "乡镇", "街道", "社区", "县区", "项目", "村", "学校", "企业"];

/// 先后4次召开会议（3月5日、4月6日、5月7日）: the bracket behind the deed.
fn dates_behind(count: Count<'_>) -> Option<(Span, u32)> {
    if count.unit != '次' {
        return None;
    }
    let near = head(count.rest, LOOK_AHEAD);
    let opening = near.find(['（', '(']).filter(|at| *at <= 60)?;
    let noun = near.get(..opening)?;
    if has(noun, &["，", ",", "、", "；", "。"]) || noun.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let tail = near.get(opening..)?.trim_start_matches(['（', '(']);
    let list = tail.get(..tail.find(['）', ')'])?)?;
    let listed = members(list, '次', noun, true)?;
    let start = count.span.end + (near.len() - tail.len());
    Some((Span::new(start, start + list.len()), listed))
}
