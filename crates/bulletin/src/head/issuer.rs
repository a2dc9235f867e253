//! The body that speaks: in the signature, among the particulars of the page, in the title, in the line of the
//! speaker, or alone at the top.

use super::organ::{is_organ, speaker};
use super::title::Head;
use crate::contract::Span;
use crate::text::Line;
use crate::text::glyph::is_blank;

/// The signature at the foot: the body's name and the line of its date.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signature {
    pub(crate) issuer: Option<Span>,
    pub(crate) date: Option<Span>,
}

/// The signature is looked for in this many lines before the end.
const FOOT_LINES: usize = 14;

/// Reads the signature in the last lines of the text.
pub(crate) fn signature(text: &str, lines: &[Line], noisy: &[bool], body_line: usize) -> Signature {
    let mut found = Signature::default();
    let foot = lines.iter().enumerate().skip(body_line).rev();
    let foot = foot.filter(|(at, line)| !line.is_empty() && !noisy.get(*at).copied().unwrap_or(false));
    for (_, line) in foot.take(FOOT_LINES) {
        let words = line.body.of(text);
        if found.date.is_none() && is_date_line(words) {
            found.date = Some(line.body);
        } else if is_organ(words) {
            found.issuer = Some(line.body);
            break;
        } else if let Some((organ, date)) = organ_and_date(line.body, text) {
            return Signature { issuer: Some(organ), date: Some(date) };
        } else if words.contains('。') || found.date.is_some() {
            break;
        }
    }
    found
}

/// Whether a last line without punctuation is a signature, a date, a contact or an attachment, and not a paragraph
/// that breaks off.
pub(crate) fn is_closing_line(words: &str) -> bool {
    const CONTACTS: &[&str] =
        &["电话", "邮箱", "地址", "邮编", "联系", "附件", "传真", "信箱", "网址", "@", "http"];
    is_organ(words)
        || is_date_line(words)
        || speaker(words).is_some()
        || words.chars().count() < 8
        || CONTACTS.iter().any(|word| words.contains(word))
}

/// Whether the line holds a date and nothing else.
fn is_date_line(words: &str) -> bool {
    let words = words.trim_matches(|c: char| is_blank(c) || matches!(c, '(' | ')' | '（' | '）'));
    words.chars().count() <= 20
        && words.contains('年')
        && words.contains('月')
        && words.chars().all(|c| {
            c.is_ascii_digit()
                || "年月日号 〇○零一二三四五六七八九十０１２３４５６７８９\u{a0}\u{3000}".contains(c)
        })
}

/// 某某委员会 2025年4月 on one line.
fn organ_and_date(body: Span, text: &str) -> Option<(Span, Span)> {
    let words = body.of(text);
    let at = words.find("20").or_else(|| words.find("二〇")).or_else(|| words.find("二○"))?;
    let (organ, date) = words.split_at_checked(at)?;
    let organ = organ.trim_end_matches(is_blank);
    (is_organ(organ) && is_date_line(date))
        .then(|| (Span::new(body.start, body.start + organ.len()), Span::new(body.start + at, body.end)))
}

/// The issuer as printed, from the surest place to the least sure.
pub(crate) fn find(
    text: &str,
    lines: &[Line],
    noisy: &[bool],
    head: &Head,
    signature: Signature,
) -> Option<String> {
    let top = || lines.iter().zip(noisy).take(head.body_line).filter(|(line, _)| !line.is_empty());
    let from_signature = || signature.issuer.map(|span| span.of(text));
    let from_label = || top().find_map(|(line, _)| labelled(line.body.of(text)));
    let from_title = || head.title.as_deref().and_then(before_about);
    let from_speaker = || {
        let below = lines.iter().skip(head.body_line).filter(|line| !line.is_empty()).take(2);
        top().map(|(line, _)| line).chain(below).find_map(|line| speaker(line.body.of(text)))
    };
    let from_top = || {
        let apart = |line: &&Line| !head.title_lines.contains(&line.body);
        top()
            .filter(|(_, noisy)| !**noisy)
            .map(|(line, _)| line)
            .filter(apart)
            .map(|line| line.body.of(text))
            .find(|words| is_organ(words))
    };
    from_signature()
        .or_else(from_title)
        .or_else(from_label)
        .or_else(from_speaker)
        .or_else(from_top)
        .map(|name| name.trim_matches(is_blank).to_owned())
}

/// 发文机关：某局, with or without a colon, or as a cell of an index table.
fn labelled(line: &str) -> Option<&str> {
    const LABELS: &[&str] = &[
        "发文机关",
        "發文機關",
        "发布机构",
        "發布機構",
        "發佈機構",
        "发文单位",
        "发布机关",
        "制发机关",
        "制发单位",
        "发布单位",
        "公开机构",
        "发文机构",
    ];
    let (at, label) = LABELS.iter().find_map(|label| line.find(label).map(|at| (at, label)))?;
    let rest = line.get(at + label.len()..)?;
    let rest = rest.trim_start_matches(|c: char| is_blank(c) || matches!(c, ':' | '：' | '|'));
    let end =
        rest.find(|c: char| is_blank(c) || matches!(c, '|' | '；' | ';' | ',' | '，')).unwrap_or(rest.len());
    rest.get(..end).filter(|name| is_organ(name))
}

/// The body before 关于 in a title, or before what the title tells of it.
fn before_about(title: &str) -> Option<&str> {
    const TOPICS: &[&str] = &["关于", "關於", "贯彻落实", "落实", "巡视", "巡察", "2"];
    let name_before = |topic: &&str| {
        title.find(topic).and_then(|at| title.get(..at)).map(|name| name.trim_matches(is_blank))
    };
    TOPICS.iter().filter_map(name_before).find(|name| is_organ(name))
}
