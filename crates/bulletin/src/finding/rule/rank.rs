//! Ranks: beyond the number of those ranked, or one order with two places.

use crate::contract::{Quantity, QuantityKind, Span};
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use crate::text::numeral::numeral;
use std::collections::HashMap;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut orders: HashMap<String, (Rank, String, Option<u32>)> = HashMap::new();
    for sentence in &sheet.sentences {
        for at in sentence.quantities.clone() {
            let Some((rank, _)) = sheet.exact(at).filter(|(rank, _)| rank.kind == QuantityKind::Rank) else {
                continue;
            };
            field(sheet, sentence, at, rank, findings);
        }
        for rank in ranks(sheet, sentence) {
            let Some((key, name, year)) = order(sheet, sentence, rank.span) else { continue };
            if let Some((other, other_name, other_year)) = orders.get(&key) {
                let one_name = other_name.ends_with(&name) || name.ends_with(other_name.as_str());
                let one_time = year == *other_year || year.is_none() || other_year.is_none();
                if other.place != rank.place && one_name && one_time {
                    findings.push(
                        Finding::new(Code::RanksContradict, vec![other.span, rank.span])
                            .with("one", other.span.of(sheet.text))
                            .with("other", rank.span.of(sheet.text)),
                    );
                }
            } else {
                orders.insert(key, (rank, name, year));
            }
        }
    }
}

/// A place in an order, and where it is told.
#[derive(Clone, Copy)]
struct Rank {
    place: u32,
    span: Span,
}

/// Ranks of a sentence in either numerals: 排名第1, 位列第二.
fn ranks(sheet: &Sheet<'_>, sentence: &Sentence) -> Vec<Rank> {
    let words = sentence.span.of(sheet.text);
    words
        .match_indices('第')
        .filter_map(|(at, _)| {
            let rest = words.get(at + '第'.len_utf8()..)?;
            let digits: String = rest.chars().take(5).take_while(char::is_ascii_digit).collect();
            let (place, length) = match digits.parse() {
                Ok(place) => (place, digits.len()),
                Err(_) => numeral(rest)?,
            };
            let after = rest.get(length..)?.chars().next();
            let ends = after.is_none_or(|c| !c.is_alphanumeric() || matches!(c, '位' | '名'));
            let start = sentence.span.start + at;
            ends.then(|| Rank { place, span: Span::new(start, start + '第'.len_utf8() + length) })
        })
        .collect()
}

/// Words that lead to a rank.
const LEADS: &[&str] = &[
    "排名", "位列", "位居", "名列", "排在", "列", "居", "排", "获", "均", "位", "列在", "保持", "为", "始终",
    "继续", "在",
];

/// Among whom the place is.
const SCOPES: &[&str] = &["全国", "全省", "全市", "全区", "全县", "省内", "市内"];

/// What is ranked where: a key for those that can be one, the name, and the year if the clause tells one. Too little
/// tells no order, nor does a place of an earlier time.
fn order(sheet: &Sheet<'_>, sentence: &Sentence, rank: Span) -> Option<(String, String, Option<u32>)> {
    let clause = sheet.clause_before(sentence.span.start, rank.start);
    if !has(clause, &["排", "列", "居", "位"]) || has(clause, &["上年", "去年", "原", "由", "从"])
    {
        return None;
    }
    let scope = SCOPES.iter().find(|scope| clause.contains(**scope)).copied().unwrap_or("");
    let mut words = clause.trim();
    let mut year = None;
    if let Some((told, rest)) = words.split_once('年').filter(|(told, _)| told.len() == 4) {
        (year, words) = (told.parse().ok(), rest);
    }
    let mut name = words.to_owned();
    for word in ["排名", "位列", "位居", "名列"] {
        name = name.replace(word, "");
    }
    name = name.replace(scope, "");
    let mut words = name.as_str();
    while let Some(shorter) = LEADS.iter().find_map(|lead| words.strip_suffix(lead)) {
        words = shorter.trim_end();
    }
    let count = words.chars().count();
    let end: String = words.chars().skip(count.saturating_sub(SHORTEST)).collect();
    (count >= SHORTEST).then(|| (format!("{scope}{end}"), words.to_owned(), year))
}

/// A shorter name of an order may name several.
const SHORTEST: usize = 6;

/// 在229家…中位列第235位
fn field(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, rank: &Quantity, findings: &mut Vec<Finding>) {
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.quantities.start) else {
        return;
    };
    let (Some((field, size)), Some((_, place))) = (sheet.amount(before), sheet.exact(at)) else { return };
    let between = sheet.lead(sentence, at);
    // 在42所高校考核中排名第6, 列全市32个单位第5名
    let among = between.contains('中')
        || has(
            between,
            &["单位", "区县", "县区", "高校", "医院", "企业", "部门", "街道", "乡镇", "园区", "地市", "市州"],
        );
    if among && !between.contains(['，', ',', '；', ';', '、']) && place.exceeds(size) {
        findings.push(
            Finding::new(Code::RankExceedsField, vec![field.span, rank.span])
                .with("field", &field.raw)
                .with("rank", &rank.raw),
        );
    }
}
