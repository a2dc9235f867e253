//! Shares that cannot be: more than the whole, or not what the figures of the text give.

use super::diagnostic::{Diagnostic, ShareFault};
use crate::contract::{Quantity, QuantityKind, Span};
use crate::quantity::{Decimal, decimal};

/// Rates that count parts of a whole and so cannot pass 100%. Rates of growth, use or fulfilment can.
const PART_RATES: &[&str] = &[
    "覆盖率",
    "办结率",
    "满意率",
    "化解率",
    "受理率",
    "整改率",
    "合格率",
    "达标率",
    "回复率",
    "知晓率",
    "销号率",
    "参与率",
];

/// How many figures before a share are looked at for its part and its whole.
const REACH: usize = 12;

/// Looks at every percentage of the text.
pub(crate) fn check(text: &str, quantities: &[Quantity], diagnostics: &mut Vec<Diagnostic>) {
    for (place, share) in quantities.iter().enumerate() {
        if share.kind != QuantityKind::Percent {
            continue;
        }
        let Some(percent) = decimal(&share.number) else { continue };
        let clause = clause_before(text, share.span.start);
        let of_what = clause.rfind('占').and_then(|at| clause.get(at + '占'.len_utf8()..));
        let is_part = of_what.is_some() || PART_RATES.iter().any(|rate| clause.contains(rate));
        if is_part && percent.exceeds(100) {
            let fault = ShareFault::OverWhole;
            diagnostics.push(Diagnostic::ImpossibleShare {
                raw: share.raw.clone(),
                fault,
                spans: vec![share.span],
            });
            continue;
        }
        let earlier = quantities.get(place.saturating_sub(REACH)..place).unwrap_or(&[]);
        if let Some(name) = of_what.and_then(whole_name)
            && share.qualifier.is_none()
            && let Some((part, whole)) = contradiction(text, name, percent, share, earlier)
        {
            let fault = ShareFault::DoesNotCompute { part: part.raw.clone(), whole: whole.raw.clone() };
            let spans = vec![whole.span, part.span, share.span];
            diagnostics.push(Diagnostic::ImpossibleShare { raw: share.raw.clone(), fault, spans });
        }
    }
}

/// No clause is looked at further back than this many characters.
const CLAUSE: usize = 40;

/// The clause that leads to the share.
fn clause_before(text: &str, end: usize) -> &str {
    let head = text.get(..end).unwrap_or("");
    let from = head
        .char_indices()
        .rev()
        .take(CLAUSE)
        .take_while(|(_, c)| !matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '\n'))
        .last()
        .map_or(end, |(at, _)| at);
    head.get(from..).unwrap_or("")
}

/// The name of the whole in 占全部整改任务的91%: 整改任务. A name of less than three characters tells too little.
fn whole_name(words: &str) -> Option<&str> {
    let mut name = words;
    for lead in ["全部", "全市", "全区", "全县", "总", "区", "市", "县"] {
        name = name.strip_prefix(lead).unwrap_or(name);
    }
    for tail in ["的", "比例为", "比重为", "比例", "比重", "约", "比"] {
        name = name.strip_suffix(tail).unwrap_or(name);
    }
    (name.chars().count() >= 3).then_some(name)
}

/// The part and the whole where no part before the share gives it. Silent unless exactly one earlier figure of the
/// same sentence group bears the name of the whole, all its parts carry the same unit, and none of them, nor any sum
/// of neighbouring ones, fits.
fn contradiction<'a>(
    text: &str,
    name: &str,
    percent: Decimal,
    share: &Quantity,
    earlier: &'a [Quantity],
) -> Option<(&'a Quantity, &'a Quantity)> {
    let same_paragraph = |q: &&Quantity| {
        q.node == share.node && !Span::new(q.span.end, share.span.start).of(text).contains(['\n', '\r'])
    };
    let near: Vec<&Quantity> = earlier.iter().filter(same_paragraph).collect();
    let mut wholes = near.iter().enumerate().filter(|(_, q)| q.subject.contains(name) && is_figure(q));
    let (at, whole) = wholes.next()?;
    if wholes.next().is_some() {
        return None;
    }
    let parts: Vec<&Quantity> = near
        .iter()
        .skip(at + 1)
        .copied()
        .filter(|q| q.base_unit == whole.base_unit && is_figure(q))
        .collect();
    let whole_value = decimal(&whole.value)?;
    for from in 0..parts.len() {
        let mut sum = Decimal { units: 0, scale: 0 };
        for part in parts.iter().skip(from) {
            sum = sum.plus(decimal(&part.value)?)?;
            // A part larger than the whole shows that the two do not belong together.
            if sum.is_share(whole_value, percent)? || decimal(&part.value)?.is_share(whole_value, percent)? {
                return None;
            }
        }
    }
    Some((parts.last().copied()?, whole))
}

fn is_figure(quantity: &Quantity) -> bool {
    matches!(quantity.kind, QuantityKind::Count | QuantityKind::Money) && quantity.qualifier.is_none()
}
