//! What the foot of a published bulletin has to hold: contact, signature, date; and paragraphs that break off.

use crate::contract::Span;
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use crate::text::char_before;
use crate::text::glyph::ends_sentence;

const CONTACTS: &[&str] =
    &["电话", "联系方式", "邮箱", "信箱", "来信", "联系人", "邮编", "热线", "传真", "@"];
/// Words with which a bulletin is given to the public.
const PUBLIC: &[&str] = &[
    "予以公布",
    "公布如下",
    "予以通报",
    "向社会公开",
    "予以公开",
    "公告如下",
    "通报如下",
    "公示如下",
    "公开如下",
];

/// How many lines at the foot are looked at.
const FOOT: usize = 14;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    paragraphs(sheet, findings);
    // Only a whole bulletin has a foot: it has a title, headings, and does not break off.
    if sheet.bulletin.title.is_none() || sheet.headings.len() < 2 || sheet.cut_off.is_some() {
        return;
    }
    let mut foot: Vec<Span> = sheet
        .lines
        .iter()
        .zip(sheet.noisy)
        .rev()
        .filter(|(line, noisy)| !**noisy && !line.is_empty())
        .map(|(line, _)| line.body)
        .take(FOOT)
        .collect();
    foot.reverse();
    let Some(end) = foot.last().copied() else { return };
    let is_public =
        |sentence: &Sentence| has(sheet.window_before(sentence.span.start, sentence.span.end), PUBLIC);
    let asks = |line: &Span| line.of(sheet.text).contains("欢迎");
    let is_bulletin = sheet
        .bulletin
        .title
        .as_deref()
        .is_some_and(|title| ["通报", "公示", "公告"].iter().any(|kind| title.ends_with(kind)));
    if !is_bulletin && !foot.iter().any(asks) && !sheet.sentences.iter().any(is_public) {
        return;
    }
    let is_audit = sheet.bulletin.title.as_deref().is_some_and(|title| title.contains("审计"));
    let missing = [
        (Code::MissingSignature, sheet.signature.issuer.is_none() && !is_signed_above(sheet)),
        (Code::MissingDate, sheet.signature.date.is_none() && !is_dated_above(sheet)),
        // What an audit found is announced without asking for answers.
        (Code::MissingContact, !is_audit && !foot.iter().any(|line| has(line.of(sheet.text), CONTACTS))),
    ];
    let missing = missing.iter().filter(|(_, missing)| *missing).map(|(code, _)| *code);
    // Where there is no foot at all, one finding says so.
    let told = if missing.clone().count() == FOOTING { 1 } else { FOOTING };
    findings.extend(missing.take(told).map(|code| Finding::new(code, vec![end])));
}

/// What a foot holds: signature, date, contact.
const FOOTING: usize = 3;

/// A report to an assembly is signed under its title: the speaker and the day of the session.
fn is_signed_above(sheet: &Sheet<'_>) -> bool {
    let head = sheet.headings.first().map_or(0, |heading| heading.node.span.start);
    let head = sheet.window_head(head);
    has(head, &["——", "局长", "厅长", "审计长", "主任", "发布机构", "发文机关"])
}

fn is_dated_above(sheet: &Sheet<'_>) -> bool {
    let head = sheet.headings.first().map_or(0, |heading| heading.node.span.start);
    let head = sheet.window_head(head);
    has(head, &["——20", "成文日期", "发文日期"]) || is_signed_above(sheet) && has(head, &["会议上"])
}

/// A text whose lines are wrapped ends many of them inside a sentence; then none of them tells anything.
const MOST_OPEN: usize = 2;

/// Paragraphs inside the text that stop without a full stop, with another paragraph or heading behind them.
fn paragraphs(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut open: Vec<Span> = Vec::new();
    let mut last_line = usize::MAX;
    let last = sheet.sentences.last().map_or(0, |sentence| sentence.line);
    for (place, sentence) in sheet.sentences.iter().enumerate() {
        let ends_line = sheet.sentences.get(place + 1).is_none_or(|next| next.line != sentence.line);
        if !ends_line || sentence.line == last || sentence.line == last_line {
            continue;
        }
        last_line = sentence.line;
        let line = sheet.lines.get(sentence.line).map_or(sentence.span, |line| line.body);
        let words = line.of(sheet.text);
        let stops = char_before(sheet.text, line.end)
            .is_some_and(|c| ends_sentence(c) || matches!(c, '：' | ':' | '—' | '.'));
        if sentence.prose && !stops && words.contains('。') && !crate::head::is_closing_line(words) {
            let start = words.char_indices().rev().take(TAIL).last().map_or(0, |(at, _)| at);
            open.push(Span::new(line.start + start, line.end));
        }
    }
    if open.len() <= MOST_OPEN {
        for span in open {
            findings.push(Finding::new(Code::TruncatedText, vec![span]).with("tail", span.of(sheet.text)));
        }
    }
}

/// How many characters of the end are shown.
const TAIL: usize = 12;
