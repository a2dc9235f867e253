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
    "通报", "通報", "报告", "報告", "方案", "公告", "公示", "通知", "意见", "意見", "决定", "決定", "情况",
    "情況", "进展", "進展", "清单", "台账", "说明", "汇报", "总结", "函", "要点", "批复", "纪要", "通告",
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
    // Where a title stands more than once, the last is the bulletin's own and those before it the site's copies.
    let mut from = 0;
    while from < candidates.len() {
        let rest = candidates.get(from..).unwrap_or(&[]);
        let count = title_lines(text, rest).unwrap_or(0);
        if count > 0 {
            head.title_lines = rest.iter().take(count).map(|(_, span)| *span).collect();
            head.title =
                Some(head.title_lines.iter().map(|span| without_decoration(span.of(text))).collect());
        }
        from += count.max(1);
    }
    head
}

/// Words of the sentences that open a bulletin; a sentence of the page around it has none of them.
const OPENINGS: &[&str] = &[
    "根据", "按照", "现将", "巡视", "巡察", "整改", "审计", "督察", "根據", "現將", "巡視", "審計", "受",
    "报告", "为", "反馈",
];

/// The first line of the body: a heading, an address (各位委员：) or a sentence.
fn body_line(text: &str, lines: &[Line], noisy: &[bool], first_mark: Option<usize>) -> usize {
    let sentence = lines.iter().zip(noisy).position(|(line, noisy)| {
        let body = line.body.of(text);
        let is_sentence = body.contains('。') && OPENINGS.iter().any(|word| body.contains(word));
        !noisy && (is_sentence || body.chars().nth(LONGEST).is_some() || is_address(body))
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
    if !can_be_title_part(first) {
        return None;
    }
    let mut joined = String::new();
    let mut whole = None;
    for (count, (number, span)) in lines.iter().take(TITLE_LINES).enumerate() {
        let words = without_decoration(span.of(text));
        if count > 0 && !continues_title(text, lines, count, whole.is_some()) {
            break;
        }
        joined.push_str(words);
        if joined.chars().count() > LONGEST {
            break;
        }
        if is_title(&joined) {
            whole = Some(count + 1);
        } else if whole.is_some() {
            break;
        }
        let about = joined.contains("关于") || joined.contains("關於");
        // The name of a site stands apart; a body that opens its own title stands right above 关于.
        let opens_about = is_organ(words)
            && lines.get(count + 1).is_some_and(|(next, span)| {
                *next == number + 1
                    && (span.of(text).starts_with("关于") || span.of(text).starts_with("關於"))
            });
        if count == 0 && whole.is_none() && !about && !opens_about && !opens_plain_title(words) {
            break;
        }
    }
    whole
}

/// Whether the line at `count` can go on with the title that the lines before it began. Behind a whole title only
/// what cannot stand alone goes on with it.
fn continues_title(text: &str, lines: &[(usize, Span)], count: usize, whole: bool) -> bool {
    let Some((number, span)) = lines.get(count) else { return false };
    let words = span.of(text);
    let near = lines.get(count - 1).is_some_and(|(before, _)| number - before <= 2);
    let about = words.starts_with("关于") && count > 1;
    if !near || !can_be_title_part(words) || about {
        return false;
    }
    !whole
        || is_tail(words)
        || words.starts_with(['的', '和', '及', '与'])
        || !is_title(words) && !is_organ(words) && ends_in_kind(words)
}

/// Whether the line only finishes a title: (公开版), (摘要). A date in brackets is no part of it.
fn is_tail(words: &str) -> bool {
    words.starts_with(['(', '（'])
        && words.ends_with([')', '）'])
        && words.chars().count() <= 12
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// Whether the words end as titles do.
fn ends_in_kind(words: &str) -> bool {
    KINDS.iter().any(|kind| words.ends_with(kind))
}

/// A title without 关于 that is wrapped: it names what is carried out.
fn opens_plain_title(words: &str) -> bool {
    ["贯彻落实", "落实", "整改", "巡视", "巡察", "督察", "审计"].iter().any(|word| words.contains(word))
        && words.chars().count() > 8
}

fn can_be_title_part(words: &str) -> bool {
    !words.is_empty()
        && !words.contains(['。', '！', '!', '；', ';', '？', '|', '>', '@'])
        && !words.ends_with(['，', ',', '：', ':'])
        && !is_meeting_line(words)
        && speaker(words).is_none()
        && (is_tail(words) || !is_date(words))
}

/// A line of digits, 年月日 and brackets.
fn is_date(words: &str) -> bool {
    words.chars().all(|c| c.is_ascii_digit() || is_blank(c) || "年月日()（）-:：/.时分".contains(c))
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
    let vague = matches!(
        *kind,
        "情况" | "情況" | "进展" | "進展" | "函" | "总结" | "清单" | "台账" | "说明" | "意见" | "意見"
    );
    let topic = ["整改", "巡视", "巡察", "督察", "审计", "巡視", "督查", "反馈"]
        .iter()
        .any(|word| words.contains(word));
    let length = words.chars().count();
    // A headline of a site tells news: somebody makes something public.
    let news =
        ["通报", "通報", "公布", "公开", "公開", "发布", "發布"].iter().any(|verb| plain.contains(verb));
    length >= 8 && (about || topic && (!vague || length >= 14 && !news))
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
