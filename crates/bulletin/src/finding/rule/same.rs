//! One thing told twice: with two figures, in two scales, or one figure with two names.

use crate::contract::{Quantity, QuantityKind};
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use std::collections::HashMap;

/// A fact is named by at least this many characters.
const NAME: usize = 7;

/// Words before the thing counted that say only that it was done.
const VERBS: &[&str] = &[
    "召开",
    "制定",
    "完善",
    "出台",
    "印发",
    "修订",
    "建立",
    "健全",
    "开展",
    "组织",
    "举办",
    "提出",
    "形成",
    "明确",
    "细化",
    "梳理",
    "反馈",
    "共",
    "先后",
    "主持",
    "累计",
    "已",
    "精准",
    "研究",
    "各类",
    "具体",
    "分别",
    "主动",
    "认领",
    "了",
    "的",
    "巡察整改",
    "巡视整改",
    "党工委",
    "党组",
    "党委",
];

/// Things that a bulletin counts as a whole, with their one count.
const WHOLES: &[&str] =
    &["整改措施", "整改任务", "整改事项", "整改问题", "领导小组会议", "反馈问题", "整改举措"];

struct Fact {
    quantity: usize,
    line: usize,
    year: Option<u32>,
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut facts: HashMap<(String, String), Fact> = HashMap::new();
    let mut money: HashMap<(String, String), usize> = HashMap::new();
    let mut wholes: HashMap<String, (usize, &'static str)> = HashMap::new();
    for sentence in &sheet.sentences {
        for at in sentence.quantities.clone() {
            let Some((quantity, figure)) = sheet.amount(at) else { continue };
            if quantity.kind == QuantityKind::Money {
                scale(sheet, sentence, at, quantity, &mut money, findings);
            }
            if quantity.kind != QuantityKind::Count || !figure.is_whole() || is_part(sheet, sentence, at) {
                continue;
            }
            let (name, whole) = name(sheet, sentence, quantity);
            if let Some(whole) = whole {
                one_count(sheet, at, quantity, whole, &mut wholes, findings);
            }
            if whole.is_none() && name.chars().count() < NAME {
                continue;
            }
            let year = sheet.year_before(sentence, quantity.span.start);
            let key = (name, class(quantity).to_owned());
            if let Some(first) = facts.get(&key) {
                let Some(other) = sheet.quantity(first.quantity) else { continue };
                let one_time = first.year == year || first.year.is_none() || year.is_none();
                if other.value != quantity.value && one_time && first.line != sentence.line {
                    findings.push(
                        Finding::new(Code::FiguresContradict, vec![other.span, quantity.span])
                            .with("one", &other.raw)
                            .with("other", &quantity.raw),
                    );
                }
            } else {
                facts.insert(key, Fact { quantity: at, line: sentence.line, year });
            }
        }
    }
}

/// Measure words that count the same things.
fn class(quantity: &Quantity) -> &str {
    match quantity.base_unit.as_str() {
        "项" | "条" | "件" => "个",
        "名" | "位" => "人",
        unit => unit,
    }
}

/// Whether the figure is told of a part, or of an addition, and so need not agree with another.
fn is_part(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> bool {
    let Some(quantity) = sheet.quantity(at) else { return true };
    let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
    has(
        clause,
        &[
            "其中",
            "完成",
            "尚",
            "剩余",
            "其余",
            "另",
            "新",
            "每",
            "各",
            "余下",
            "等",
            "第",
            "再",
            "还",
            "有的",
            "约谈",
            "部分",
            "同比",
            "比上年",
            "较上年",
        ],
    ) || has(after, &["已完成", "完成", "尚未", "未", "正在", "基本"])
}

/// What is counted, without the verbs around it; and the thing of the whole bulletin that it is, if it is one.
fn name(sheet: &Sheet<'_>, sentence: &Sentence, quantity: &Quantity) -> (String, Option<&'static str>) {
    let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
    let clause = clause.rsplit(['、', '）', ')', '”', '》']).next().unwrap_or(clause);
    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
    let after = after.split(['、', '（', '(', '，', '“', '《']).next().unwrap_or(after);
    // 聘请体验官3名开展活动: what follows is done by those counted.
    let is_deed = after.is_empty() || VERBS.iter().any(|verb| after.starts_with(verb));
    let words = if is_deed { clause } else { after };
    let mut words = words.trim();
    while let Some(shorter) = VERBS.iter().find_map(|verb| words.strip_prefix(verb)) {
        words = shorter;
    }
    let outside = quantity.measure.is_none();
    let whole = WHOLES.iter().copied().find(|whole| outside && words == *whole);
    (words.to_owned(), whole)
}

/// 整改措施46条 here and 整改任务46项 there: one count under two names.
fn one_count(
    sheet: &Sheet<'_>,
    at: usize,
    quantity: &Quantity,
    whole: &'static str,
    wholes: &mut HashMap<String, (usize, &'static str)>,
    findings: &mut Vec<Finding>,
) {
    const TELLING: usize = 2;
    if quantity.number.len() < TELLING || !whole.starts_with("整改") {
        return;
    }
    let (first, name) = *wholes.entry(quantity.value.clone()).or_insert((at, whole));
    if name != whole
        && let Some(other) = sheet.quantity(first)
    {
        findings.push(
            Finding::new(Code::NounsContradict, vec![other.span, quantity.span])
                .with("count", &quantity.number)
                .with("one", name)
                .with("other", whole),
        );
    }
}

/// 总投资32亿元 here and 总投资32万元 there.
fn scale(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    at: usize,
    quantity: &Quantity,
    money: &mut HashMap<(String, String), usize>,
    findings: &mut Vec<Finding>,
) {
    let digits = quantity.number.chars().filter(char::is_ascii_digit).count();
    let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
    let end = clause.char_indices().rev().nth(2).map_or("", |(at, _)| clause.get(at..).unwrap_or(""));
    if digits < 2 || end.is_empty() {
        return;
    }
    let first = *money.entry((end.to_owned(), quantity.number.clone())).or_insert(at);
    let Some(other) = sheet.quantity(first) else { return };
    if other.unit != quantity.unit && other.value != quantity.value {
        findings.push(
            Finding::new(Code::ScaleChanges, vec![other.span, quantity.span])
                .with("one", &other.raw)
                .with("other", &quantity.raw),
        );
    }
}
