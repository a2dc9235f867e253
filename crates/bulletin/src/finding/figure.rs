//! Printed figures as intervals: a printed number stands for every number that rounds to it.

use crate::contract::{Quantity, QuantityKind, Span};

/// A figure with the bounds that its printed places leave open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    pub(crate) low: f64,
    pub(crate) value: f64,
    pub(crate) high: f64,
    /// The last printed place, in base units; 0 for things counted one by one.
    pub(crate) step: f64,
    pub(crate) span: Span,
}

/// More digits than this are no figure to compute with.
const MOST_DIGITS: usize = 15;

/// The share of its unit that a number such as 10亿 is taken to be rounded to.
const ROUND: f64 = 100.0;

/// What is lost in computing, as a share of the value.
const SLACK: f64 = 1e-9;

impl Figure {
    /// The exact figure of a quantity; `None` for ranges and hedged ones.
    pub(crate) fn of(quantity: &Quantity) -> Option<Self> {
        if quantity.qualifier.is_some() || quantity.number_to.is_some() || quantity.number.len() > MOST_DIGITS
        {
            return None;
        }
        let value: f64 = quantity.value.parse().ok()?;
        let number: f64 = quantity.number.parse().ok()?;
        let scale = if number == 0.0 { 1.0 } else { value / number };
        let places = quantity.number.split_once('.').map_or(0, |(_, part)| part.len());
        let rounded = matches!(quantity.kind, QuantityKind::Percent | QuantityKind::Points);
        let step = match places {
            0 if rounded => 1.0,
            0 if scale == 1.0 => 0.0,
            // 10亿元 beside 12.5亿元 is no rounder than its neighbour.
            0 => scale / ROUND,
            _ => scale / 10f64.powi(i32::try_from(places).ok()?),
        };
        Some(Self { low: value - step / 2.0, value, high: value + step / 2.0, step, span: quantity.span })
    }

    /// Whether the figure counts things one by one.
    pub(crate) fn is_whole(self) -> bool {
        self.step == 0.0
    }

    /// The sum of two figures.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            value: self.value + other.value,
            high: self.high + other.high,
            step: self.step.max(other.step),
            span: Span::new(self.span.start.min(other.span.start), self.span.end.max(other.span.end)),
        }
    }

    /// Whether the two can be the same number.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.touches(other.low, other.high)
    }

    /// Whether the figure is surely above `other`.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.low > other.high + SLACK * other.high.abs()
    }

    /// Whether the figure can be a number between the bounds.
    fn touches(self, low: f64, high: f64) -> bool {
        let slack = SLACK * (self.value.abs() + high.abs() + 1.0);
        self.low <= high + slack && low <= self.high + slack
    }

    /// Whether `part` of `whole` comes to this percentage.
    pub(crate) fn is_share(self, part: Self, whole: Self) -> bool {
        whole.low > 0.0 && self.touches(100.0 * part.low / whole.high, 100.0 * part.high / whole.low)
    }

    /// Whether the way from `old` to `new` comes to this percentage, up or down.
    pub(crate) fn is_growth(self, old: Self, new: Self) -> bool {
        if old.low <= 0.0 {
            return false;
        }
        let (low, high) = (100.0 * (new.low / old.high - 1.0), 100.0 * (new.high / old.low - 1.0));
        if new.value < old.value { self.touches(-high, -low) } else { self.touches(low, high) }
    }

    /// Whether the difference of the two comes to this figure.
    pub(crate) fn is_change(self, old: Self, new: Self) -> bool {
        let (low, high) = if new.value < old.value {
            (old.low - new.high, old.high - new.low)
        } else {
            (new.low - old.high, new.high - old.low)
        };
        self.touches(low, high)
    }

    /// Whether some whole number that has grown by this percentage (`sign` 1, or fallen, −1) comes to `new`. Rounded
    /// and cut-off percentages both count.
    pub(crate) fn has_whole_base(self, new: Self, sign: f64) -> bool {
        let base = |percent: f64| new.value / (1.0 + sign * percent / 100.0);
        let (one, other) = (base(self.low), base(self.value + self.step));
        let (low, high) = (one.min(other), one.max(other));
        !low.is_finite() || !high.is_finite() || (high + SLACK).floor() >= (low - SLACK).ceil()
    }
}

/// The percentage that `part` is of `whole`, as it would be printed.
pub(crate) fn percent(part: f64, whole: f64) -> String {
    format!("{:.2}%", 100.0 * part / whole)
}

/// A number without superfluous places.
pub(crate) fn plain(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::Figure;
    use crate::contract::{Quantity, QuantityKind, Span};

    fn figure(number: &str, kind: QuantityKind, value: &str) -> Figure {
        let quantity = Quantity {
            raw: number.to_owned(),
            number: number.to_owned(),
            number_to: None,
            unit: String::new(),
            qualifier: None,
            kind,
            value: value.to_owned(),
            base_unit: String::new(),
            subject: String::new(),
            node: None,
            measure: None,
            span: Span::default(),
        };
        Figure::of(&quantity).unwrap()
    }

    fn count(number: &str) -> Figure {
        figure(number, QuantityKind::Count, number)
    }

    fn rate(number: &str) -> Figure {
        figure(number, QuantityKind::Percent, number)
    }

    #[test]
    fn shares_hold_within_the_printed_places() {
        for (part, whole, share, fits) in [
            ("78", "86", "91", true),
            ("688", "697", "98.71", true),
            ("688", "697", "98.17", false),
            ("1", "3", "33", true),
            ("1", "3", "34", false),
            ("41.2", "343.3", "12.0", true),
            ("61", "86", "91", false),
        ] {
            assert_eq!(rate(share).is_share(count(part), count(whole)), fits, "{part} of {whole}: {share}");
        }
        let yi = |number: &str| {
            figure(number, QuantityKind::Money, &format!("{}0000000", number.replace('.', "")))
        };
        assert!(rate("12.02").is_share(yi("402.3"), yi("3346.8")));
        for (part, whole, share) in
            [("402.3", "3346.8", "12.03"), ("402.3", "3346.8", "12.01"), ("412.3", "3346.8", "12.02")]
        {
            assert!(!rate(share).is_share(yi(part), yi(whole)), "{part} of {whole}: {share}");
        }
    }

    #[test]
    fn growth_holds_within_the_printed_places() {
        assert!(rate("25").is_growth(count("120"), count("150")));
        assert!(!rate("20").is_growth(count("120"), count("150")));
        assert!(rate("20").is_growth(count("150"), count("120")), "a fall is told by its amount");
        for (new, growth, sign, fits) in [
            ("391", "12.03", 1.0, true),
            ("391", "210", 1.0, true),
            ("43", "38.7", 1.0, true),
            ("391", "12.30", 1.0, false),
            ("43", "37.8", 1.0, false),
            ("24", "33.3", -1.0, true),
        ] {
            assert_eq!(rate(growth).has_whole_base(count(new), sign), fits, "{new} by {growth}");
        }
    }
}
