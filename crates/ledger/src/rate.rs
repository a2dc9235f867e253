//! Rates that cannot be bent: numerator and denominator together, and never a full hundred that is not one.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A share of what counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// How many.
    pub n: u64,
    /// Of how many.
    pub d: u64,
}

impl Rate {
    /// `n` of `d`.
    pub fn of(n: u64, d: u64) -> Rate {
        Rate { n, d }
    }

    /// Hundredths of a percent, rounded half up, except that only all of all gives 10,000 and only none gives 0;
    /// `None` where there is nothing to count.
    pub fn hundredths(self) -> Option<u64> {
        let Rate { n, d } = self;
        if d == 0 {
            return None;
        }
        let (n, d) = (u128::from(n), u128::from(d));
        let rounded = u64::try_from((n * 20_000 + d) / (2 * d)).unwrap_or(u64::MAX);
        Some(match rounded {
            10_000.. if n < d => 9_999,
            0 if n > 0 => 1,
            other => other,
        })
    }
}

impl fmt::Display for Rate {
    /// `98.71% (688/697)`, or `— (0/0)` where there is nothing to count.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hundredths() {
            Some(hundredths) => {
                write!(f, "{}.{:02}% ({}/{})", hundredths / 100, hundredths % 100, self.n, self.d)
            }
            None => write!(f, "— ({}/{})", self.n, self.d),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_never_rounded_to_all_or_to_none() {
        let shown = |n, d| Rate::of(n, d).to_string();
        assert_eq!(shown(688, 697), "98.71% (688/697)", "a published example");
        assert_eq!(shown(0, 0), "— (0/0)");
        assert_eq!(shown(3, 3), "100.00% (3/3)");
        assert_eq!(shown(0, 3), "0.00% (0/3)");
        assert_eq!(shown(1, 3), "33.33% (1/3)");
        assert_eq!(shown(2, 3), "66.67% (2/3)");
        assert_eq!(shown(99_999, 100_000), "99.99% (99999/100000)");
        assert_eq!(shown(1, 100_000), "0.01% (1/100000)");
        assert_eq!(shown(u64::MAX, u64::MAX), format!("100.00% ({0}/{0})", u64::MAX));
    }
}
