//! Figures: exact decimals with a unit, as reported.

use serde::{Deserialize, Serialize};

/// A figure reported on a matter, such as 已收回租金 1250.5 万元.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted, up to 100 code points.
    pub name: String,
    /// Exact decimal, as typed: optional sign, digits, optional fraction.
    pub value: String,
    /// Unit as printed, such as 万元 or 项; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// `about`, `over`, `under` or `nearly` when the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
}

impl Figure {
    /// Whether name, value and unit keep to their bounds and the value is a decimal.
    pub fn is_well_formed(&self) -> bool {
        (1..=100).contains(&self.name.trim().chars().count())
            && self.unit.chars().count() <= 20
            && is_decimal(&self.value)
            && self.qualifier.as_deref().is_none_or(|q| matches!(q, "about" | "over" | "under" | "nearly"))
    }
}

/// Whether `text` is a decimal of at most 30 digits: `-12`, `0.5`, `171`.
pub fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits.len() <= 31 && all_digits(whole) && fraction.is_none_or(all_digits)
}

#[cfg(test)]
mod tests {
    use super::is_decimal;

    #[test]
    fn decimals() {
        for good in ["0", "171", "-3", "402.3", "12.020"] {
            assert!(is_decimal(good), "{good}");
        }
        for bad in ["", "-", ".5", "5.", "1,000", "1e3", "１", "1 ", &"9".repeat(40)] {
            assert!(!is_decimal(bad), "{bad}");
        }
    }
}
