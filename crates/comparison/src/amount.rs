//! Money as it stands in lists: with units, separators, full width, and the slips that people make with it.

use crate::{fold::fold, words::Words};

/// Hundredths of a yuan in a yuan.
const FEN: i64 = 100;
/// Largest amount read, in yuan: more than any list holds, and far from overflow.
const LARGEST: i64 = 10_000_000_000_000;

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Hundredths of a yuan.
    pub(crate) fen: i64,
    /// What its last written place is worth, in hundredths of a yuan.
    grain: i64,
}

/// How two amounts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Between {
    Same,
    /// Equal up to the place to which one of them was rounded.
    Rounded,
    /// One is the other times a power of ten: a unit or a point was mistaken.
    Shifted,
    /// Two digits changed places, or one was mistyped.
    Moved,
    /// Within five in a hundred.
    Near,
    Different,
}

impl Amount {
    /// Reads a cell; `unit` is the power of ten of the column, which a unit in the cell overrules.
    pub(crate) fn read(text: &str, unit: u32, words: &Words) -> Option<Amount> {
        let mut rest = fold(text);
        for word in &words.ignored {
            rest = rest.replace(word.as_str(), "");
        }
        let (rest, negative) = rest.strip_prefix('-').map_or((rest.as_str(), false), |rest| (rest, true));
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let (figure, named) = rest.split_at(end);
        let power = match named {
            "" => unit,
            _ => words.units.iter().find(|(name, _)| name == named)?.1,
        };
        let figure = figure.replace(',', "");
        let (whole, part) = figure.split_once('.').unwrap_or((&figure, ""));
        if whole.is_empty() || part.contains('.') || whole.len() > 14 {
            return None;
        }
        // Hundredths: two places more than yuan; further digits of the part are below a fen and dropped.
        let places = power + 2;
        let kept: String = part.chars().take(places as usize).collect();
        let scale = 10_i64.checked_pow(places - kept.len() as u32)?;
        let digits: i64 = format!("{whole}{kept}").parse().ok()?;
        let fen = digits.checked_mul(scale)?;
        if fen / FEN > LARGEST {
            return None;
        }
        Some(Amount { fen: if negative { -fen } else { fen }, grain: scale })
    }

    /// The power of ten of the unit that a heading names, 0 without one.
    pub(crate) fn unit_of(heading: &str, words: &Words) -> u32 {
        words.unit_of(heading).unwrap_or(0)
    }

    /// Digits that count, without zeros at the end: what stays when a unit is mistaken.
    fn digits(self) -> Vec<u8> {
        let text = self.fen.unsigned_abs().to_string();
        text.trim_end_matches('0').bytes().collect()
    }

    /// The same number for amounts that differ by a unit or by moved digits.
    pub(crate) fn term(self) -> Vec<u8> {
        let mut digits = self.digits();
        digits.sort_unstable();
        digits
    }

    pub(crate) fn between(self, other: Amount) -> Between {
        let (a, b) = (self.fen, other.fen);
        if a == b {
            return Between::Same;
        }
        let apart = a.abs_diff(b);
        let largest = a.unsigned_abs().max(b.unsigned_abs());
        let near = apart.saturating_mul(20) <= largest;
        if near && apart.saturating_mul(2) <= self.grain.max(other.grain).unsigned_abs() {
            return Between::Rounded;
        }
        if a.signum() != b.signum() || a == 0 || b == 0 {
            return Between::Different;
        }
        let (left, right) = (self.digits(), other.digits());
        if left == right {
            return Between::Shifted;
        }
        if one_slip(&left, &right) {
            return Between::Moved;
        }
        if near { Between::Near } else { Between::Different }
    }
}

/// Whether one neighbouring pair changed places, or one of at least four signs is another.
pub(crate) fn one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() || a.len() < 3 {
        return false;
    }
    let wrong: Vec<usize> = (0..a.len()).filter(|at| a[*at] != b[*at]).collect();
    match wrong[..] {
        [_] => a.len() >= 4,
        [first, second] => second == first + 1 && a[first] == b[second] && a[second] == b[first],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::parse(include_str!("../../../data/comparison.toml")).unwrap()
    }

    #[test]
    fn amounts_are_read_with_their_units() {
        let words = words();
        for (text, unit, yuan) in [
            ("1,234.5", 4, Some(12_345_000)),
            ("１２３４．５万元", 0, Some(12_345_000)),
            ("3.2亿", 4, Some(320_000_000)),
            ("¥ 500元", 4, Some(500)),
            ("约0.5亿元", 0, Some(50_000_000)),
            ("-12", 0, Some(-12)),
            ("", 0, None),
            ("待定", 0, None),
            ("1.2.3", 0, None),
            ("99999999999999999999", 0, None),
            ("12美元", 0, None),
        ] {
            let read = Amount::read(text, unit, &words).map(|amount| amount.fen / FEN);
            assert_eq!(read, yuan, "{text}");
        }
        assert_eq!(Amount::unit_of("合同金额（万元）", &words), 4);
        assert_eq!(Amount::unit_of("金额", &words), 0);
    }

    #[test]
    fn slips_are_told_apart() {
        let words = words();
        let read = |text| Amount::read(text, 0, &words).unwrap();
        for (a, b, between) in [
            ("12345600", "1234.56万元", Between::Same),
            ("3.2亿", "319870000", Between::Rounded),
            ("1亿", "1.4亿", Between::Different),
            ("1234.56", "1234.56万", Between::Shifted),
            ("123456", "132456", Between::Moved),
            ("123456", "123956", Between::Moved),
            ("10300", "10200", Between::Near),
            ("500", "900", Between::Different),
            ("0", "5", Between::Different),
        ] {
            assert_eq!(read(a).between(read(b)), between, "{a} and {b}");
            assert_eq!(read(b).between(read(a)), between, "{b} and {a}");
        }
    }
}
