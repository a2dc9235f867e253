//! One thing told twice: with two figures, in two scales, or one figure with two names.

use crate::contract::{Quantity, QuantityKind};
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use std::collections::HashMap;

/// A fact is named by at least this many characters; measures and money go by more general names.
const fn least_name(kind: QuantityKind) -> usize {
    match kind {
        QuantityKind::Money => 9,
        QuantityKind::Measure => 8,
        _ => 7,
    }
}

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
    "工委",
    "区委",
    "县委",
    "党组",
    "党委",
];

/// Things that a bulletin counts as a whole, with their one count.
const WHOLES: &[&str] =
    &["整改措施", "整改任务", "整改事项", "整改问题", "领导小组会议", "反馈问题", "整改举措"];

#[derive(Clone, Copy)]
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
            let counted = quantity.kind == QuantityKind::Count && figure.is_whole();
            let measured = matches!(quantity.kind, QuantityKind::Money | QuantityKind::Measure);
            if !counted && !measured || is_part(sheet, sentence, at) {
                continue;
            }
            let (name, deed) = name(sheet, sentence, at, quantity);
            let whole = whole(sheet, sentence, quantity);
            if let Some(whole) = whole {
                one_count(sheet, at, quantity, whole, &mut wholes, findings);
            }
            let least = least_name(quantity.kind);
            let names = match whole {
                Some(whole) => vec![whole.to_owned()],
                None => vec![format!("{name}{deed}"), name],
            };
            let fact = Fact {
                quantity: at,
                line: sentence.line,
                year: sheet.year_before(sentence, quantity.span.start),
            };
            for name in names {
                if whole.is_some() || name.chars().count() >= least {
                    one_figure(sheet, quantity, (name, fact), whole.is_some(), &mut facts, findings);
                }
            }
        }
    }
}

/// Holds a fact against the first of its name.
fn one_figure(
    sheet: &Sheet<'_>,
    quantity: &Quantity,
    (name, fact): (String, Fact),
    whole: bool,
    facts: &mut HashMap<(String, String), Fact>,
    findings: &mut Vec<Finding>,
) {
    let first = *facts.entry((name, class(quantity).to_owned())).or_insert(fact);
    let Some(other) = sheet.quantity(first.quantity) else { return };
    let one_time = first.year == fact.year || first.year.is_none() || fact.year.is_none();
    let near = !whole || is_near(other, quantity);
    // The same number in another scale is told as that.
    let scale = other.number == quantity.number;
    if other.value != quantity.value && !scale && one_time && near && first.line != fact.line {
        findings.push(
            Finding::new(Code::FiguresContradict, vec![other.span, quantity.span])
                .with("one", &other.raw)
                .with("other", &quantity.raw),
        );
    }
}

/// Whether one count can be a slip for the other: two counts far apart count different things.
fn is_near(one: &Quantity, other: &Quantity) -> bool {
    let value = |quantity: &Quantity| quantity.value.parse::<f64>().unwrap_or(0.0);
    let (one, other) = (value(one), value(other));
    one.min(other) >= 0.7 * one.max(other)
}

/// Measure words that count the same things.
pub(super) fn class(quantity: &Quantity) -> &str {
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
    ) || !has(after, &["全部", "均"]) && has(after, &["已完成", "完成", "尚未", "未", "正在", "基本"])
}

/// What is counted, without the verbs around it, and what those counted did.
fn name<'a>(sheet: &Sheet<'a>, sentence: &Sentence, at: usize, quantity: &Quantity) -> (String, &'a str) {
    let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
    // Behind another figure of the clause only what stands between the two names this one.
    let lead = sheet.lead(sentence, at);
    let clause =
        if lead.len() < clause.len() { lead.trim_start_matches(['、', '和', '及']) } else { clause };
    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
    let after = after.split(['、', '（', '(', '，', '“', '《']).next().unwrap_or(after);
    // 聘请体验官3名开展活动: what follows is done by those counted.
    let is_deed = after.is_empty() || VERBS.iter().any(|verb| after.starts_with(verb));
    let (words, deed) = if is_deed { (clause, after) } else { (after, "") };
    let mut words = words.trim();
    while let Some(shorter) = VERBS.iter().find_map(|verb| words.strip_prefix(verb)) {
        words = shorter;
    }
    (words.to_owned(), deed)
}

/// The thing of the whole bulletin that is counted, outside its measures.
fn whole(sheet: &Sheet<'_>, sentence: &Sentence, quantity: &Quantity) -> Option<&'static str> {
    if quantity.measure.is_some() || quantity.number.len() < TELLING || quantity.kind != QuantityKind::Count {
        return None;
    }
    let clause = sheet.clause_before(sentence.span.start, quantity.span.start);
    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
    let problems = ["问题", "具体问题", "方面问题"].iter().any(|name| after.starts_with(name));
    let told = sheet.window_before(sentence.span.start, quantity.span.start);
    if problems && has(told, &["反馈", "指出"]) {
        return Some("反馈问题");
    }
    WHOLES
        .iter()
        .copied()
        .find(|whole| after.starts_with(whole) || clause.ends_with(whole) && after.is_empty())
}

/// A smaller count is told of many things.
const TELLING: usize = 2;

/// 整改措施46条 here and 整改任务46项 there: one count under two names.
fn one_count(
    sheet: &Sheet<'_>,
    at: usize,
    quantity: &Quantity,
    whole: &'static str,
    wholes: &mut HashMap<String, (usize, &'static str)>,
    findings: &mut Vec<Finding>,
) {
    if !whole.starts_with("整改") {
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
    let same =
        sheet.quantity(first).filter(|other| other.unit != quantity.unit && other.value != quantity.value);
    let beside = small_beside(sheet, sentence, at, quantity, end);
    if let Some(other) = same.or(beside) {
        findings.push(
            Finding::new(Code::ScaleChanges, vec![other.span, quantity.span])
                .with("one", &other.raw)
                .with("other", &quantity.raw),
        );
    }
}

/// Amounts of one name side by side do not differ by more than this; nor do projects of 亿元 and more come to less.
const WIDEST: f64 = 2_000.0;
const SMALLEST_PROJECT: f64 = 1e8;

/// 总投资22.1亿元，…总投资13.6万元; 亿元以上项目10个，总投资22.1万元: an amount far out of the scale of those beside it.
fn small_beside<'a>(
    sheet: &Sheet<'a>,
    sentence: &Sentence,
    at: usize,
    quantity: &Quantity,
    name: &str,
) -> Option<&'a Quantity> {
    let value = |quantity: &Quantity| quantity.value.parse::<f64>().unwrap_or(0.0);
    let before = at.checked_sub(1).filter(|before| *before >= sentence.quantities.start)?;
    let projects = sheet.quantity(before)?;
    let large = has(sheet.lead(sentence, before), &["亿元以上", "亿元项目"]);
    if large && name.ends_with("投资") && value(quantity) < SMALLEST_PROJECT {
        return Some(projects);
    }
    let from = sentence.quantities.start.max(at.saturating_sub(BESIDE));
    (from..at).filter_map(|other| sheet.amount(other)).map(|(other, _)| other).find(|other| {
        let (one, other_value) = (value(quantity), value(other));
        other.kind == quantity.kind
            && other.unit != quantity.unit
            && sheet.clause_before(sentence.span.start, other.span.start).ends_with(name)
            && (other_value > WIDEST * one || one > WIDEST * other_value)
    })
}

/// How many figures before are looked at.
const BESIDE: usize = 8;
