//! A line through the values of a figure over time.

use crate::shell::markup::{Markup, escape};
use jiff::civil::Date;
use std::fmt::Write;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 90.0;
/// Room around the line, so that its dots are whole.
const EDGE: f64 = 6.0;

/// The line; `label` says what it shows, for screen readers. A point stands where its day and value lie between the first
/// and the last, the smallest and the largest; one value alone stands in the middle.
pub fn line(label: &str, points: &[(Date, f64)]) -> Markup {
    let days = |day: Date| {
        points
            .first()
            .map_or(0.0, |(first, _)| f64::from(day.since(*first).map_or(0, |span| span.get_days())))
    };
    let last = points.last().map_or(0.0, |(day, _)| days(*day));
    let low = points.iter().map(|(_, value)| *value).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max);
    let between = |value: f64, low: f64, high: f64, room: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        EDGE + share * (room - 2.0 * EDGE)
    };
    let mut path = String::new();
    let mut dots = String::new();
    for (day, value) in points {
        let x = between(days(*day), 0.0, last, WIDTH);
        let y = HEIGHT - between(*value, low, high, HEIGHT);
        // Writing to a string does not fail.
        let _ = write!(path, "{}{x:.1} {y:.1}", if path.is_empty() { "M" } else { "L" });
        let _ = write!(dots, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>");
    }
    Markup::new(format!(
        "<svg class=\"series\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\"><path d=\"{path}\"/>{dots}</svg>",
        escape(label)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn points_lie_by_day_and_value() {
        let points = [(date(2026, 6, 1), 10.0), (date(2026, 6, 11), 30.0), (date(2026, 6, 21), 20.0)];
        let line = line("收回 <租金>", &points).to_string();
        assert!(line.contains("d=\"M6.0 84.0L300.0 6.0L594.0 45.0\""), "{line}");
        assert!(line.contains("&lt;租金&gt;") && line.matches("<circle").count() == 3);
    }

    #[test]
    fn one_value_and_none_are_pictures_too() {
        assert!(line("一", &[(date(2026, 6, 1), 5.0)]).to_string().contains("cx=\"300.0\" cy=\"45.0\""));
        assert!(line("无", &[]).to_string().contains("d=\"\""));
    }
}
