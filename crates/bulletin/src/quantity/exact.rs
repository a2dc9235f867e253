//! Exact decimals as text: scaling by powers of ten without any rounding, and small comparisons.

/// `number` × 10^`power` as a plain decimal without superfluous zeros. `number` holds ASCII digits, at most one dot
/// and at most one leading minus; `power` may be negative.
pub(crate) fn scaled(number: &str, power: i32) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = String::with_capacity(number.len() + power.unsigned_abs() as usize);
    digits.push_str(whole);
    digits.push_str(part);
    let mut point = i64::try_from(whole.len()).unwrap_or(i64::MAX).saturating_add(i64::from(power));
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).unwrap_or(0);
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, part) = digits.split_at(point);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part.trim_end_matches('0');
    let sign = if whole == "0" && part.is_empty() { "" } else { sign };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A decimal held as an integer of `scale` places after the point, for checks of printed shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) units: i128,
    pub(crate) scale: u32,
}

/// Reads a printed decimal of at most 24 digits.
pub(crate) fn decimal(number: &str) -> Option<Decimal> {
    if number.len() > 24 {
        return None;
    }
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let units = format!("{whole}{part}").parse().ok()?;
    Some(Decimal { units, scale: u32::try_from(part.len()).ok()? })
}

impl Decimal {
    /// Whether `self` out of `whole` is `percent` per cent, as far as the printed places of `percent` tell. The
    /// printed figures are rounded themselves, so half a unit of the last place of each is granted on both sides.
    /// `None` where the numbers are too large to compare or the whole is zero.
    pub(crate) fn is_share(self, whole: Self, percent: Self) -> Option<bool> {
        if whole.units <= 0 || self.units < 0 {
            return None;
        }
        // Twice the figures, so that half a unit is a whole number: bounds (2u ± 1) / 2·10^scale, exact for integers.
        let bounds = |d: Self, sign: i128| -> i128 { d.units * 2 + if d.scale == 0 { 0 } else { sign } };
        let ten = |power: u32| 10i128.checked_pow(power);
        // low: part_low / whole_high ≤ percent_high / 100, and the other way round.
        let low = bounds(self, -1)
            .checked_mul(ten(whole.scale)?)?
            .checked_mul(ten(percent.scale)?)?
            .checked_mul(200)?;
        let low_limit =
            (percent.units * 2 + 1).checked_mul(bounds(whole, 1))?.checked_mul(ten(self.scale)?)?;
        let high = bounds(self, 1)
            .checked_mul(ten(whole.scale)?)?
            .checked_mul(ten(percent.scale)?)?
            .checked_mul(200)?;
        let high_limit =
            (percent.units * 2 - 1).checked_mul(bounds(whole, -1))?.checked_mul(ten(self.scale)?)?;
        Some(low <= low_limit && high >= high_limit)
    }

    /// Whether the decimal is above `limit`.
    pub(crate) fn exceeds(self, limit: i128) -> bool {
        10i128
            .checked_pow(self.scale)
            .and_then(|ten| ten.checked_mul(limit))
            .is_some_and(|limit| self.units > limit)
    }

    /// The sum, at the finer of the two scales.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Self| 10i128.checked_pow(scale - d.scale).and_then(|ten| d.units.checked_mul(ten));
        Some(Self { units: lift(self)?.checked_add(lift(other)?)?, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, scaled};

    #[test]
    fn scaling_is_exact() {
        for (number, power, expected) in [
            ("32", 8, "3200000000"),
            ("7412", 4, "74120000"),
            ("0.5", 4, "5000"),
            ("237054.47", 4, "2370544700"),
            ("1.50", 0, "1.5"),
            ("007", 0, "7"),
            ("0", 8, "0"),
            ("12.345", -1, "1.2345"),
            ("5", -3, "0.005"),
            ("-0.0", 2, "0"),
            ("-3.2", 1, "-32"),
        ] {
            assert_eq!(scaled(number, power), expected, "{number} × 10^{power}");
        }
    }

    #[test]
    fn shares_hold_within_the_printed_places() {
        let share = |part, whole, percent| {
            decimal(part).unwrap().is_share(decimal(whole).unwrap(), decimal(percent).unwrap()).unwrap()
        };
        assert!(share("78", "86", "91"));
        assert!(share("688", "697", "98.71"));
        assert!(!share("688", "697", "98.17"));
        assert!(share("1", "3", "33"));
        assert!(!share("1", "3", "34"));
        assert!(share("41.2", "343.3", "12.0"));
        assert!(!share("61", "86", "91"));
    }
}
