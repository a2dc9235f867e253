//! One fact told in two places in other words: the same things counted, and a figure that is a slip of the other.

use super::same::class;
use crate::contract::{Quantity, QuantityKind};
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use crate::text::glyph::is_letter;
use std::collections::{BTreeMap, HashMap};

/// How many characters around a figure tell what it is of, on either side.
const AROUND: usize = 14;

/// How many facts are kept of one pair of characters: words that stand in more of them tell nothing.
const NAMESAKES: usize = 12;

/// A fact as its words tell it.
struct Fact {
    quantity: usize,
    line: usize,
    sentence: usize,
    year: Option<u32>,
    /// The letters of the clause before it.
    lead: String,
    /// Pairs of neighbouring characters, in order and each once.
    pairs: Vec<(char, char)>,
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut facts: Vec<Fact> = Vec::new();
    let mut index: HashMap<(char, char), Vec<usize>> = HashMap::new();
    for sentence in &sheet.sentences {
        for at in sentence.quantities.clone() {
            let Some((quantity, _)) = sheet.amount(at) else { continue };
            let pairs = pairs(sheet, sentence, at, quantity);
            if pairs.len() < FEWEST {
                continue;
            }
            let fact = Fact {
                quantity: at,
                line: sentence.line,
                sentence: sentence.span.start,
                year: sheet.year_before(sentence, quantity.span.start),
                lead: sheet
                    .clause_before(sentence.span.start, quantity.span.start)
                    .chars()
                    .filter(|c| is_letter(*c))
                    .collect(),
                pairs,
            };
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for pair in &fact.pairs {
                for other in index.get(pair).into_iter().flatten() {
                    *shared.entry(*other).or_default() += 1;
                }
            }
            let told = shared.into_iter().find_map(|(other, shared)| {
                let first = facts.get(other)?;
                Some((sheet.quantity(first.quantity)?, contradiction(sheet, first, &fact, shared)?))
            });
            if let Some((other, code)) = told {
                findings.push(
                    Finding::new(code, vec![other.span, quantity.span])
                        .with("one", &other.raw)
                        .with("other", &quantity.raw),
                );
            }
            for pair in &fact.pairs {
                let known = index.entry(*pair).or_default();
                if known.len() < NAMESAKES {
                    known.push(facts.len());
                }
            }
            facts.push(fact);
        }
    }
}

/// Fewer pairs tell nothing.
const FEWEST: usize = 3;

/// Words that may stand in one mention and not in the other.
const LOOSE: &[&str] = &[
    "累计",
    "先后",
    "共计",
    "目前",
    "全年",
    "其中",
    "已经",
    "一年来",
    "今年以来",
    "通过",
    "截至",
    "并",
    "的",
    "了",
    "共",
    "已",
];

/// The pairs of characters of the words around a figure, its own clause only.
fn pairs(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, quantity: &Quantity) -> Vec<(char, char)> {
    let before = sheet.clause_before(sentence.span.start, quantity.span.start);
    let lead = sheet.lead(sentence, at);
    let before = if lead.len() < before.len() { lead } else { before };
    let own = before.rsplit(['、', '（', '(', '）', ')']).next().unwrap_or(before);
    // 退回补贴34人、61.2万元: a bare figure has the words of the clause.
    let before = if own.trim().is_empty() {
        sheet.clause_before(sentence.span.start, quantity.span.start)
    } else {
        own
    };
    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
    let tail = sheet.tail(sentence, at);
    let after = if tail.len() < after.len() { tail } else { after };
    let after = after.split(['、', '（', '(', '）', ')']).next().unwrap_or(after);
    let mut words = before.to_owned();
    words.push_str(after);
    let from = before.chars().filter(|c| is_letter(*c)).count().saturating_sub(AROUND);
    for word in LOOSE {
        words = words.replace(word, "");
    }
    let letters: Vec<char> = words.chars().filter(|c| is_letter(*c)).skip(from).take(2 * AROUND).collect();
    let mut pairs: Vec<(char, char)> =
        letters.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How the figures of two facts of one name can have come apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// 86 and 68, 1250 and 1520.
    Swapped,
    /// 86 and 89.
    OneDigit,
    /// 218万元 and 218亿元.
    Scale,
}

/// The contradiction of two facts, if they are one and their figures are a slip of one another.
fn contradiction(sheet: &Sheet<'_>, one: &Fact, other: &Fact, shared: usize) -> Option<Code> {
    let (first, second) = (sheet.quantity(one.quantity)?, sheet.quantity(other.quantity)?);
    let one_time = one.year == other.year || one.year.is_none() || other.year.is_none();
    // One paragraph may tell of several things alike, but not with figures that are swapped.
    if one.sentence == other.sentence || first.kind != second.kind || !one_time {
        return None;
    }
    let apart = one.line != other.line;
    let slip = slip(first, second)
        .filter(|slip| apart || *slip == Slip::Swapped)
        .filter(|slip| *slip == Slip::Scale || first.value != second.value)?;
    let digits = second.number.chars().filter(char::is_ascii_digit).count();
    let (less, more) = (one.pairs.len().min(other.pairs.len()), one.pairs.len().max(other.pairs.len()));
    let alike = match slip {
        Slip::Swapped if digits >= 3 => shared >= 2 && shared * 10 >= less * 5,
        Slip::Swapped => shared >= 3 && shared * 10 >= less * 5 && shared * 4 >= more,
        // Few lengths are told in three digits.
        Slip::Scale if digits >= 3 && first.kind == QuantityKind::Measure => shared >= 1,
        Slip::Scale if digits >= 4 => shared >= 2,
        Slip::Scale if digits >= 3 => shared >= 3 && shared * 10 >= less * 4,
        Slip::Scale => shared >= 2 && shared * 10 >= less * 6,
        Slip::OneDigit if digits >= 3 => shared >= 4 && shared * 10 >= less * 8,
        Slip::OneDigit => {
            shared >= 6 && shared * 10 >= less * 9 && shared * 10 >= more * 5
                || digits >= 2 && shared >= 7 && shared * 10 >= less * 8 && shared * 10 >= more * 5
                || leads_alike(one, other)
        }
    };
    let parted = |at: usize| sheet.quantity(at).is_some_and(|quantity| is_parted(sheet, quantity));
    let differs = slip == Slip::OneDigit && parted(one.quantity) != parted(other.quantity);
    (alike && !differs).then_some(if slip == Slip::Scale {
        Code::ScaleChanges
    } else {
        Code::FiguresContradict
    })
}

/// Whether the same words lead to both figures: 党委班子成员讲授廉政党课8次, 把班子成员讲授廉政党课6次.
fn leads_alike(one: &Fact, other: &Fact) -> bool {
    let (one, other) = (one.lead.chars().rev(), other.lead.chars().rev());
    one.zip(other).take_while(|(a, b)| a == b).count() >= SAME_LEAD
}

/// As many characters before two figures are no accident.
const SAME_LEAD: usize = 7;

/// Whether the figure is told of a part or an addition.
fn is_parted(sheet: &Sheet<'_>, quantity: &Quantity) -> bool {
    let clause = sheet.clause_before(quantity.span.start.saturating_sub(90), quantity.span.start);
    has(clause, &["其中", "剩余", "其余", "尚", "另", "未", "完成", "同比", "每"])
}

fn slip(one: &Quantity, other: &Quantity) -> Option<Slip> {
    if one.number == other.number {
        let base = one.kind != QuantityKind::Count || one.base_unit == other.base_unit;
        let scaled = base
            && matches!(one.kind, QuantityKind::Money | QuantityKind::Measure | QuantityKind::Count)
            && one.unit != other.unit
            && !(one.value == other.value && one.base_unit == other.base_unit);
        let telling = one.number.chars().filter(char::is_ascii_digit).count() >= 2;
        return (scaled && telling).then_some(Slip::Scale);
    }
    if class(one) != class(other) || one.unit != other.unit && one.kind != QuantityKind::Count {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.number.chars().collect(), other.number.chars().collect());
    if a.len() != b.len() {
        return None;
    }
    let apart = a.iter().zip(&b).filter(|(x, y)| x != y).count();
    let sorted = |digits: &[char]| {
        let mut digits = digits.to_vec();
        digits.sort_unstable();
        digits
    };
    if apart == 1 {
        Some(Slip::OneDigit)
    } else {
        (apart == 2 && sorted(&a) == sorted(&b)).then_some(Slip::Swapped)
    }
}
