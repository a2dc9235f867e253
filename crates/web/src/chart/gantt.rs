//! A chart of nodes over a year, drawn beside the table whose rows it continues.

use crate::shell::markup::{Markup, escape};
use app::{
    language::Texts,
    query::answer::{Elsewhere, NodeBar},
};
use jiff::civil::{Date, date};
use ledger::StateClass;
use std::fmt::Write;

/// Height of a row and of the head, in CSS pixels; the table beside has the same.
const ROW: i64 = 32;
/// Width of the year.
const WIDTH: i64 = 720;
/// Half the height of a bar.
const HALF: i64 = 6;

/// Where a day lies in its year, from the left; a day of another year lies at the edge. `end` takes the day's end.
fn place(year: i16, day: Date, end: bool) -> i64 {
    let first = date(year, 1, 1);
    let days = i64::from(first.days_in_year());
    let at = i64::from((day - first).get_days()) + i64::from(end);
    at.clamp(0, days) * WIDTH / days
}

/// The chart. Bars run from the start to the due date; a node without a start is a mark on its date. Lines lead from what
/// a node depends on; where that stands on another page they come from that edge, and say what it is.
pub fn gantt(t: Texts, bars: &[NodeBar], year: i16, today: Date) -> Markup {
    let height = ROW * (i64::try_from(bars.len()).unwrap_or(0) + 1);
    let mut shapes = String::new();
    // Writing to a string does not fail.
    for month in 1..=12 {
        let x = place(year, date(year, month, 1), false);
        let _ = write!(
            shapes,
            "<path class=\"grid\" d=\"M{x} 0V{height}\"/><text x=\"{}\" y=\"21\">{}</text>",
            x + 4,
            escape(&t.month_short(month))
        );
    }
    for (i, bar) in (1..).zip(bars) {
        let _ = write!(shapes, "<path class=\"grid\" d=\"M0 {0}H{WIDTH}\"/>", ROW * i);
        for before in &bar.after {
            lead(&mut shapes, bars, year, (i, bar), *before);
        }
        for before in &bar.elsewhere {
            lead_from_edge(&mut shapes, t, (year, height), (i, bar), before);
        }
        draw(&mut shapes, t, year, (i, bar));
    }
    if today.year() == year {
        let x = place(year, today, false);
        let _ = write!(shapes, "<path class=\"today\" d=\"M{x} 0V{height}\"/>");
    }
    let late = bars.iter().filter(|bar| bar.late).count();
    let label = t.with("gantt-label", &[("count", &bars.len()), ("late", &late)]);
    Markup::new(format!(
        "<svg class=\"gantt-chart\" role=\"img\" aria-label=\"{}\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\">{shapes}</svg>",
        escape(&label)
    ))
}

fn middle(i: i64) -> i64 {
    ROW * i + ROW / 2
}

/// The bar of a node, or the mark on its date.
fn draw(shapes: &mut String, t: Texts, year: i16, (i, bar): (i64, &NodeBar)) {
    let Some(due) = bar.row.due else { return };
    let class = match bar.row.class {
        _ if bar.late => "late",
        StateClass::Closed => "closed",
        StateClass::Awaiting | StateClass::Accepted => "awaiting",
        StateClass::Cancelled => "cancelled",
        StateClass::Open | StateClass::Claimed => "open",
    };
    let days = match bar.starts {
        Some(starts) => format!("{} – {}", t.date(starts), t.date(due)),
        None => t.date(due),
    };
    let told = format!("{} {} {days}", bar.row.number, bar.row.title);
    let (x, y) = (place(year, due, true), middle(i));
    let shape = match bar.starts.filter(|starts| *starts <= due) {
        Some(starts) => {
            let from = place(year, starts, false);
            let width = (x - from).max(2);
            format!(
                "<rect class=\"{class}\" x=\"{from}\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"2\">",
                y - HALF,
                2 * HALF
            )
        }
        None => format!(
            "<path class=\"{class}\" d=\"M{x} {}l{HALF} {HALF}l-{HALF} {HALF}l-{HALF} -{HALF}z\">",
            y - HALF
        ),
    };
    let end = if shape.starts_with("<rect") { "rect" } else { "path" };
    let _ = write!(shapes, "{shape}<title>{}</title></{end}>", escape(told.trim()));
}

/// The line from what a node depends on to the node.
fn lead(
    shapes: &mut String,
    bars: &[NodeBar],
    year: i16,
    (i, bar): (i64, &NodeBar),
    before: ledger::MatterId,
) {
    let Some((j, first)) = (1..).zip(bars).find(|(_, one)| one.row.id == before) else { return };
    let (Some(from), Some(to)) = (first.row.due, bar.starts.or(bar.row.due)) else { return };
    let (x1, x2) = (place(year, from, true), place(year, to, bar.starts.is_none()));
    let class = if first.row.class.has_ended() { "lead" } else { "lead holds" };
    let turn = x1 + HALF + 2;
    let _ = write!(shapes, "<path class=\"{class}\" d=\"M{x1} {}H{turn}V{}H{x2}\"/>", middle(j), middle(i));
}

/// The line from the edge beyond which a node stands that this one depends on.
fn lead_from_edge(
    shapes: &mut String,
    t: Texts,
    (year, height): (i16, i64),
    (i, bar): (i64, &NodeBar),
    before: &Elsewhere,
) {
    let (Some(from), Some(to)) = (before.row.due, bar.starts.or(bar.row.due)) else { return };
    let (x1, x2) = (place(year, from, true), place(year, to, bar.starts.is_none()));
    let class = if before.row.class.has_ended() { "lead" } else { "lead holds" };
    let told = format!("{} {} {}", before.row.number, before.row.title, t.date(from));
    let edge = if before.earlier { ROW } else { height };
    let _ = write!(
        shapes,
        "<path class=\"{class} edge\" d=\"M{x1} {edge}V{}H{x2}\"><title>{}</title></path>",
        middle(i),
        escape(told.trim())
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_fills_the_width_and_other_years_lie_at_its_edges() {
        assert_eq!(place(2026, date(2026, 1, 1), false), 0);
        assert_eq!(place(2026, date(2026, 12, 31), true), WIDTH);
        assert_eq!(place(2026, date(2026, 7, 2), false), 182 * WIDTH / 365);
        assert_eq!((place(2026, date(2025, 3, 1), false), place(2026, date(2027, 3, 1), true)), (0, WIDTH));
    }
}
