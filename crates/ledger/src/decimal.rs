//! Exact decimals that are compared and added: money, votes, areas.

use crate::{field::FieldValue, figure::is_decimal, matter::Matter};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

/// Places behind the point that count.
const PLACES: usize = 6;

/// A decimal in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i128);

impl Decimal {
    /// Reads what [`is_decimal`] admits; places behind the sixth are left out.
    pub fn parse(text: &str) -> Option<Decimal> {
        if !is_decimal(text) {
            return None;
        }
        let (digits, sign) = text.strip_prefix('-').map_or((text, 1), |digits| (digits, -1));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let part: String = part.chars().chain(std::iter::repeat('0')).take(PLACES).collect();
        // At most 30 digits and six zeros stay within 128 bits.
        let value: i128 = format!("{whole}{part}").parse().ok()?;
        Some(Decimal(sign * value))
    }

    /// What `matter` holds in a field.
    pub fn of(matter: &Matter, field: &str) -> Option<Decimal> {
        matter.fields.get(field).and_then(FieldValue::as_text).and_then(Decimal::parse)
    }

    /// A whole number.
    pub fn whole(number: u32) -> Decimal {
        Decimal(i128::from(number) * 1_000_000)
    }

    /// In millionths; 0 where it is negative, the largest where it is larger.
    pub fn millionths(self) -> u64 {
        u64::try_from(self.0.max(0)).unwrap_or(u64::MAX)
    }

    /// The sum; the largest there is, should it be larger.
    pub fn plus(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0))
    }

    /// The part of it that `n` is of `d`, rounded down at the sixth place; nothing where `d` is 0 or it is too large.
    pub fn part(self, n: Decimal, d: Decimal) -> Decimal {
        let whole = self.0.checked_mul(n.0).and_then(|product| product.checked_div_euclid(d.0));
        Decimal(whole.unwrap_or(0))
    }

    /// The `n`th of `d` parts of it, to a hundredth, half up; nothing where there are no parts.
    pub fn share(self, n: Decimal, d: Decimal) -> Decimal {
        const HUNDREDTH: i128 = 10_000;
        if d.0 <= 0 {
            return Decimal::default();
        }
        let hundredths = self.0.saturating_mul(n.0).saturating_mul(2).div_euclid(HUNDREDTH).div_euclid(d.0);
        Decimal((hundredths + 1).div_euclid(2) * HUNDREDTH)
    }

    /// So many times as much.
    pub fn times(self, factor: i128) -> Decimal {
        Decimal(self.0.saturating_mul(factor))
    }
}

impl fmt::Display for Decimal {
    /// Without zeros at the end: `12`, `0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, value) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, part) = (value / 1_000_000, format!("{:06}", value % 1_000_000));
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(from)?;
        Decimal::parse(&text).ok_or_else(|| D::Error::custom("no decimal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_by_value() {
        let read = |text| Decimal::parse(text).unwrap();
        assert_eq!(read("1.50"), read("1.5"));
        assert!(read("-2") < read("-1.999999") && read("10") > read("9.9"));
        assert_eq!(read("0.1").plus(read("0.2")), read("0.3"));
        assert_eq!(read("2.5").times(2), read("5"));
        assert_eq!(read("10").part(read("1"), read("3")), read("3.333333"), "never rounded up");
        assert_eq!(
            (read("10").part(read("3"), read("3")), read("10").part(read("1"), read("0"))),
            (read("10"), read("0"))
        );
        assert_eq!(
            [read("-0.50"), read("12.000"), Decimal::whole(7)].map(|one| one.to_string()),
            ["-0.5", "12", "7"]
        );
        assert_eq!(Decimal::parse("1,000"), None);
        assert!(Decimal::parse(&"9".repeat(30)).is_some());
    }
}
