//! Chinese numerals as they number things: 一 to 九百九十九.

/// The value of a single numeral digit (一 to 九, with the zeros 〇 ○ 零).
pub(crate) fn unit_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether `c` can start a counting numeral.
#[inline]
pub(crate) fn starts_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The numeral at the start of `text`: its value (1 to 999) and its length in bytes.
///
/// Only well-formed counting numerals are read: 十二, 二十, 一百零一; not 一二.
pub(crate) fn numeral(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut length) = (0u32, None, 0usize);
    let mut floor = 1000;
    for c in text.chars().take(7) {
        match c {
            '百' | '十' => {
                let weight = if c == '百' { 100 } else { 10 };
                if weight >= floor || (digit.is_none() && (c == '百' || total > 0)) {
                    break;
                }
                total += digit.take().unwrap_or(1) * weight;
                floor = weight;
            }
            '零' if total >= 100 && digit.is_none() => {}
            _ => match unit_digit(c) {
                Some(value) if value > 0 && digit.is_none() && floor > 1 => digit = Some(value),
                _ => break,
            },
        }
        length += c.len_utf8();
    }
    let value = total + digit.unwrap_or(0);
    (value > 0).then_some((value, length))
}

/// The value of ① to ㊿, ⑴ to ⒇ or ⒈ to ⒛.
pub(crate) fn enclosed(c: char) -> Option<u32> {
    let code = c as u32;
    Some(match c {
        '①'..='⑳' => code - '①' as u32 + 1,
        '㉑'..='㉟' => code - '㉑' as u32 + 21,
        '㊱'..='㊿' => code - '㊱' as u32 + 36,
        '⑴'..='⒇' => code - '⑴' as u32 + 1,
        '⒈'..='⒛' => code - '⒈' as u32 + 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numerals_are_read_whole() {
        for (text, expected) in [
            ("一是", Some(1)),
            ("十", Some(10)),
            ("十二、", Some(12)),
            ("二十）", Some(20)),
            ("三十九", Some(39)),
            ("一百零一", Some(101)),
            ("二百三十四", Some(234)),
            ("百", None),
            ("零", None),
            ("甲", None),
        ] {
            assert_eq!(numeral(text).map(|(value, _)| value), expected, "{text}");
        }
    }

    #[test]
    fn a_row_of_digits_is_no_counting_numeral() {
        assert_eq!(numeral("一二"), Some((1, 3)));
    }
}
