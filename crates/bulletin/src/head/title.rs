//! The bulletin's own title, which may be wrapped over several lines. Headlines of the carrying site are not titles.

use crate::contract::Span;
use crate::head::organ::{is_organ, speaker};
use crate::text::Line;
use crate::text::glyph::is_blank;

/// What was found at the head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) title: Option<String>,
    /// The lines of the title, as spans of their words.
    pub(crate) title_lines: Vec<Span>,
    /// The first line that belongs to the body.
    pub(crate) body_line: usize,
}

/// The head is looked for in this many lines that hold something.
const HEAD_LINES: usize = 60;

/// A title is wrapped over at most this many lines.
const TITLE_LINES: usize = 6;

/// No title is longer than this many characters.
const LONGEST: usize = 160;

/// What official documents call themselves at the end of their titles.
const KINDS: &[&str] = &[
    "通报", "通報", "报告", "報告", "方案", "公告", "公示", "通知", "意见", "意見", "决定", "決定", "情况", "情況", "进展", "進展", "清单", "台账", "说明", "汇报",
    "总结", "函", "要点", "批复", "纪要", "通告",
];

/// Looks for the title in the lines before `first_mark`, the line of the first heading.
pub(crate) fn find(text: &str, lines: &[Line], noisy: &[bool], first_mark: Option<usize>) -> Head {
    let body_line = body_line(text, lines, noisy, first_mark);
    let candidates: Vec<(usize, Span)> = lines
        .iter()
        .enumerate()
        .take(body_line)
        .filter(|(at, line)| !line.is_empty() && !noisy.get(*at).copied().unwrap_or(false))
        .map(|(at, line)| (at, line.body))
        .take(HEAD_LINES)
        .collect();
    let mut head = Head { body_line, ..Head::default() };
    for from in 0..candidates.len() {
        let rest = candidates.get(from..).unwrap_or(&[]);
        if let Some(count) = title_lines(text, rest) {
            head.title_lines = rest.iter().take(count).map(|(_, span)| *span).collect();
            head.title = Some(head.title_lines.iter().map(|span| without_decoration(span.of(text))).collect());
            return head;
        }
    }
    head
}

/// The first line of the body: a heading, an address (各位委员：) or a sentence.
fn body_line(text: &str, lines: &[Line], noisy: &[bool], first_mark: Option<usize>) -> usize {
    let sentence = lines.iter().zip(noisy).position(|(line, noisy)| {
        let body = line.body.of(text);
        !noisy && (body.contains('。') || body.chars().count() > LONGEST || is_address(body))
    });
    let first = sentence.into_iter().chain(first_mark).min();
    first.unwrap_or(lines.len())
}

/// 主任、各位副主任：
fn is_address(line: &str) -> bool {
    line.ends_with(['：', ':']) && line.chars().count() <= 60 && !line.contains("关于")
}

/// How many of the lines make up a title that starts at the first of them.
fn title_lines(text: &str, lines: &[(usize, Span)]) -> Option<usize> {
    let first = lines.first()?.1.of(text);
    if !can_be_title_part(first) || speaker(first).is_some() {
        return None;
    }
    let mut joined = String::new();
    let mut asks_for_more = false;
    for (count, (number, span)) in lines.iter().take(TITLE_LINES).enumerate() {
        let words = without_decoration(span.of(text));
        if !can_be_title_part(words) || count > 0 && (speaker(words).is_some() || is_meeting_line(words)) {
            break;
        }
        // The name of a site stands apart by a blank line; a body that opens a wrapped title does not.
        let apart = lines.get(count + 1).is_none_or(|(next, _)| *next > number + 1);
        joined.push_str(words);
        if joined.chars().count() > LONGEST {
            break;
        }
        if is_title(&joined) && !next_is_tail(text, lines, count) {
            return Some(count + 1);
        }
        asks_for_more = asks_for_more || joined.contains("关于") || joined.contains("關於");
        if count == 0 && !asks_for_more && (apart || !is_organ(words)) && !opens_plain_title(words) {
            break;
        }
    }
    None
}

/// Whether the next line only finishes the title: (公开版), (摘要).
fn next_is_tail(text: &str, lines: &[(usize, Span)], count: usize) -> bool {
    lines.get(count + 1).is_some_and(|(_, span)| {
        let words = span.of(text);
        words.starts_with(['(', '（']) && words.ends_with([')', '）']) && words.chars().count() <= 12
    })
}

/// A title without 关于 that is wrapped: it names what is carried out.
fn opens_plain_title(words: &str) -> bool {
    ["贯彻落实", "落实", "整改", "巡视", "巡察", "督察", "审计"].iter().any(|word| words.contains(word)) && words.chars().count() > 8
}

fn can_be_title_part(words: &str) -> bool {
    !words.is_empty()
        && !words.contains(['。', '！', '!', '；', ';', '？', '|', '>', '@'])
        && !words.ends_with(['，', ',', '：', ':'])
        && !is_meeting_line(words)
}

/// ——2024年6月在某区人大常委会第三十次会议上
fn is_meeting_line(words: &str) -> bool {
    words.starts_with('—')
        || words.starts_with("--")
        || words.ends_with("会议上") && words.chars().any(|c| c.is_ascii_digit())
        || words.ends_with("會議上")
}

/// Whether the words are a whole title: what they are about, and what they call themselves.
fn is_title(words: &str) -> bool {
    let plain = without_tail(words);
    let kind = KINDS.iter().find(|kind| plain.ends_with(**kind));
    let Some(kind) = kind else { return false };
    let about = words.contains("关于") || words.contains("關於");
    let vague = matches!(*kind, "情况" | "情況" | "进展" | "進展" | "函" | "总结" | "清单" | "台账" | "说明" | "意见" | "意見");
    let topic = ["整改", "巡视", "巡察", "督察", "审计", "巡視", "督查", "反馈"].iter().any(|word| words.contains(word));
    let long = words.chars().count() >= 8;
    // A headline of a site tells news: it has a verb for the telling and no 的 before the kind.
    about && long || topic && long && !vague
}

/// The title without what is set in brackets behind it: (公开版), （摘要）.
fn without_tail(words: &str) -> &str {
    let words = words.trim_end_matches(is_blank);
    if !words.ends_with([')', '）']) {
        return words;
    }
    words.rfind(['(', '（']).and_then(|at| words.get(..at)).unwrap_or(words)
}

/// The words without the signs of plain-text exports.
fn without_decoration(words: &str) -> &str {
    words.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' '])
}
