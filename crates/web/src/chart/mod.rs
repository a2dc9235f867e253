//! Charts, drawn on the server as SVG. Each stands beside a table with the same numbers.

pub mod gantt;
pub mod series;

use crate::shell::markup::{Markup, escape, escape_into};
use app::{
    language::Texts,
    query::answer::{ClassShift, Counts},
};
use ledger::StateClass;
use std::fmt::Write;

/// Classes in the order in which a bar is filled: what is finished first.
pub const ORDER: [StateClass; 6] = [
    StateClass::Closed,
    StateClass::Accepted,
    StateClass::Awaiting,
    StateClass::Open,
    StateClass::Claimed,
    StateClass::Cancelled,
];

/// How many of `counts` have `class`.
pub fn of_class(counts: &Counts, class: StateClass) -> u64 {
    let place = StateClass::ALL.iter().position(|one| *one == class);
    place.and_then(|i| counts.classes.get(i)).copied().unwrap_or(0)
}

/// One stacked bar; its full width stands for `scale` matters. `label` names what it shows, for screen readers.
pub fn bar(t: Texts, label: &str, counts: &Counts, scale: u64) -> Markup {
    const WIDTH: u64 = 1_000;
    let scale = scale.max(1);
    // A page holds dozens of bars: each is written in one go.
    let mut svg = String::with_capacity(900);
    svg.push_str("<svg class=\"bar\" role=\"img\" aria-label=\"");
    for part in [label, &t.get("colon"), &in_words(t, counts)] {
        escape_into(&mut svg, part);
    }
    // Writing to a string does not fail.
    let _ = write!(svg, "\" viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\">");
    let mut start = 0;
    let mut before = 0;
    for class in ORDER {
        let number = of_class(counts, class);
        before += number;
        let end = before.min(scale) * WIDTH / scale;
        if number > 0 {
            let _ = write!(
                svg,
                "<rect class=\"{}\" x=\"{start}\" y=\"0\" width=\"{}\" height=\"10\"><title>",
                class.name(),
                end.saturating_sub(start),
            );
            escape_into(&mut svg, &t.of("class", class.name()));
            let _ = write!(svg, " {number}</title></rect>");
        }
        start = end;
    }
    svg.push_str("</svg>");
    Markup::new(svg)
}

/// Two thin bars, one below the other: how many there were and how many there are; the full width stands for `scale`.
pub fn shift(t: Texts, line: &ClassShift, scale: u64) -> Markup {
    const WIDTH: u64 = 1_000;
    let width = |number: u64| number.min(scale) * WIDTH / scale.max(1);
    let label = t.with("chart-shift", &[("from", &line.from), ("to", &line.to)]);
    Markup::new(format!(
        "<svg class=\"shift\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} 20\" preserveAspectRatio=\"none\">\
         <rect class=\"was\" y=\"1\" width=\"{}\" height=\"7\"/><rect class=\"is\" y=\"11\" width=\"{}\" height=\"8\"/></svg>",
        escape(&label),
        width(line.from),
        width(line.to)
    ))
}

/// The numbers of a bar in words: `已销号 3、待验收 2`.
pub fn in_words(t: Texts, counts: &Counts) -> String {
    let mut words = String::new();
    for class in ORDER.into_iter().filter(|class| of_class(counts, *class) > 0) {
        if !words.is_empty() {
            words.push_str(&t.get("list-comma"));
        }
        // Writing to a string does not fail.
        let _ = write!(words, "{} {}", t.of("class", class.name()), t.number(of_class(counts, class)));
    }
    if words.is_empty() { t.get("none").into_owned() } else { words }
}

/// A ring that shows how much of the whole has ended, with the percentage written in the middle.
pub fn ring(t: Texts, done: u64, total: u64) -> Markup {
    let percent = (done * 100).checked_div(total).unwrap_or(0).min(100);
    // The circle's path length is set to 100, so a dash is a percentage.
    Markup::new(format!(
        "<svg class=\"ring\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 36 36\">\
         <circle class=\"track\" cx=\"18\" cy=\"18\" r=\"15\"/>\
         <circle class=\"done\" cx=\"18\" cy=\"18\" r=\"15\" pathLength=\"100\" stroke-dasharray=\"{percent} 100\" transform=\"rotate(-90 18 18)\"/>\
         <text x=\"18\" y=\"18\">{done}/{total}</text></svg>",
        escape(&t.with("chart-ring", &[("done", &done), ("total", &total), ("percent", &percent)]))
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::language::Language;

    #[test]
    fn a_bar_fills_its_width_without_gaps() {
        let counts = Counts { total: 7, classes: [1, 2, 0, 0, 4, 0], ..Counts::default() };
        let bar = bar(Language::En.texts(), "Land & roads", &counts, 7).to_string();
        assert!(bar.contains("x=\"0\" y=\"0\" width=\"571\""), "{bar}");
        assert!(bar.contains("x=\"571\" y=\"0\" width=\"286\""), "{bar}");
        assert!(bar.contains("x=\"857\" y=\"0\" width=\"143\""), "{bar}");
        assert!(bar.contains("Land &amp; roads"));
    }

    #[test]
    fn two_bars_have_one_scale() {
        let line = ClassShift { class: StateClass::Open, from: 8, to: 2 };
        let shift = shift(Language::En.texts(), &line, 8).to_string();
        assert!(shift.contains("class=\"was\" y=\"1\" width=\"1000\""), "{shift}");
        assert!(shift.contains("class=\"is\" y=\"11\" width=\"250\""), "{shift}");
    }

    #[test]
    fn nothing_to_show_is_still_a_picture() {
        let empty = bar(Language::Zh.texts(), "空", &Counts::default(), 0).to_string();
        assert!(!empty.contains("<rect"));
        assert!(ring(Language::Zh.texts(), 0, 0).to_string().contains(">0/0<"));
    }
}
