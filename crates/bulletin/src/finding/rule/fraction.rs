//! Shares and changes told in words: 占三分之二, 压减三分之一, 百分之八十.

use crate::contract::Span;
use crate::finding::figure::{Figure, percent};
use crate::finding::sheet::{Sentence, Sheet, comparable, has};
use crate::finding::{Code, Finding};
use crate::text::numeral::{numeral, starts_numeral};

/// The words between the two numerals.
const PARTS_OF: &str = "分之";

/// A fraction in words is held to this many points of a hundred.
const TOLERANCE: f64 = 2.0;

/// How many figures before the fraction are looked at.
const REACH: usize = 4;

/// Words that leave the fraction open.
const HEDGES: &[&str] =
    &["近", "约", "超", "逾", "不足", "以上", "左右", "多", "不到", "接近", "低于", "高于"];

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for sentence in &sheet.sentences {
        let words = sentence.span.of(sheet.text);
        for (at, _) in words.match_indices(PARTS_OF) {
            let Some((span, hundred)) = fraction(words, sentence.span.start, at) else { continue };
            let clause = sheet.clause_before(sentence.span.start, span.start);
            let after = sheet.clause_after(span.end, sentence.span.end);
            if has(clause, HEDGES) || has(after, &["以上", "左右", "多"]) || clause.contains('的') {
                continue;
            }
            let near = sentence
                .quantities
                .clone()
                .filter(|at| sheet.quantity(*at).is_some_and(|q| q.span.end <= span.start));
            let near: Vec<usize> = near.collect();
            let near = near.get(near.len().saturating_sub(REACH)..).unwrap_or(&[]);
            hold(sheet, sentence, near, (span, hundred), clause, findings);
        }
    }
}

/// The fraction around 分之 at `at`: its place and what it is in a hundred.
fn fraction(words: &str, offset: usize, at: usize) -> Option<(Span, f64)> {
    let before = words.get(..at)?;
    let from = before
        .char_indices()
        .rev()
        .take(3)
        .take_while(|(_, c)| starts_numeral(*c) || *c == '百')
        .last()
        .map(|(from, _)| from)?;
    let below = before.get(from..)?;
    let whole =
        if below == "百" { 100 } else { numeral(below).filter(|(_, length)| *length == below.len())?.0 };
    let (part, length) = words.get(at + PARTS_OF.len()..).and_then(numeral)?;
    let end = at + PARTS_OF.len() + length;
    // 百分之八十点五, 三分之二十: no plain fraction.
    (part <= whole && !words.get(end..)?.starts_with('点'))
        .then(|| (Span::new(offset + from, offset + end), 100.0 * f64::from(part) / f64::from(whole)))
}

fn hold(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    near: &[usize],
    (span, hundred): (Span, f64),
    clause: &str,
    findings: &mut Vec<Finding>,
) {
    let Some(&last) = near.last() else { return };
    let Some((part, figure)) = sheet.amount(last) else { return };
    let gap = sheet.text.get(part.span.end..span.start).unwrap_or("");
    if gap.chars().count() > 14 || gap.contains(['；', ';', '。']) {
        return;
    }
    let share =
        Figure { low: hundred - TOLERANCE, value: hundred, high: hundred + TOLERANCE, step: TOLERANCE, span };
    let earlier = near.iter().rev().skip(1).filter_map(|at| sheet.amount(*at));
    let earlier: Vec<_> = earlier.filter(|(other, _)| comparable(other, part)).collect();
    let Some((whole, size)) = earlier.first().copied() else { return };
    let lead = sheet.lead(sentence, last);
    let (code, fits) = if super::growth::direction(clause).is_some() && lead.ends_with(['到', '至', '为'])
    {
        (Code::GrowthDoesNotCompute, share.is_growth(size, figure))
    } else if clause.ends_with('占')
        || clause.contains("占总数")
        || clause.contains("占全部")
        || clause.ends_with('率')
    {
        (Code::ShareDoesNotCompute, earlier.iter().any(|(_, size)| share.is_share(figure, *size)))
    } else {
        return;
    };
    if fits {
        return;
    }
    let raw = span.of(sheet.text);
    let finding = if code == Code::GrowthDoesNotCompute {
        let change = (figure.value - size.value).abs();
        Finding::new(code, vec![whole.span, part.span, span])
            .with("raw", raw)
            .with("old", &whole.raw)
            .with("new", &part.raw)
            .with("computed", percent(change, size.value))
    } else {
        Finding::new(code, vec![whole.span, part.span, span])
            .with("raw", raw)
            .with("part", &part.raw)
            .with("whole", &whole.raw)
            .with("computed", percent(figure.value, size.value))
    };
    findings.push(finding);
}
