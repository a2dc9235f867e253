//! Numbers of items as they are compared: `（一）`, `1.` and `１` are one number.

use crate::text::glyph::digit;
use crate::text::numeral::{enclosed, numeral};

/// A number without blanks, brackets and points around it, in digits where it is one; empty where nothing is left.
pub(super) fn key(number: &str) -> String {
    let inner = number.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')'
                    | '（'
                    | '）'
                    | '['
                    | ']'
                    | '【'
                    | '】'
                    | '〔'
                    | '〕'
                    | '.'
                    | '．'
                    | '、'
                    | '，'
                    | ','
                    | '。'
                    | ':'
                    | '：'
            )
    });
    if let Some((value, _)) = numeral(inner).filter(|(_, length)| *length == inner.len()) {
        return value.to_string();
    }
    let sign = |c: char| match (digit(c), enclosed(c)) {
        (Some(digit), _) => Some(char::from(b'0' + digit)),
        (None, Some(value)) if value < 10 => char::from_digit(value, 10),
        _ if c.is_whitespace() => None,
        _ => Some(c),
    };
    inner.chars().filter_map(sign).collect()
}

/// The last number of a number such as `3-2` or `（二）`.
pub(super) fn last(number: &str) -> Option<u32> {
    if let Some(value) = number.trim().chars().next_back().and_then(enclosed) {
        return Some(value);
    }
    let key = key(number);
    let start = key
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + key.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    key.get(start..)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_however_they_are_written() {
        for number in ["1", " 1. ", "（1）", "(１)", "一、", "（一）", "①", "1、"] {
            assert_eq!(key(number), "1", "{number}");
        }
        assert_eq!((key("3-2"), key("十二"), key("——")), ("3-2".into(), "12".into(), "——".into()));
        assert_eq!(
            [last("3-2"), last("（二）"), last("⑫"), last("3.(11)②"), last("甲"), last("")],
            [Some(2), Some(2), Some(12), Some(2), None, None]
        );
    }
}
