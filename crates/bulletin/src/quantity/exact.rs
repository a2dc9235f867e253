//! Exact decimals as text: scaling by powers of ten without any rounding.

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

#[cfg(test)]
mod tests {
    use super::scaled;

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
}
