//! Numbers as lists write them: the formats of WordprocessingML (ISO/IEC 29500-1, 17.18.59) that Chinese documents use.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// `n` in the named format; `None` where the format is not known or does not reach so far.
pub(crate) fn format(name: &str, n: u32) -> Option<String> {
    Some(match name {
        "decimal" | "decimalHalfWidth" => n.to_string(),
        "decimalZero" => format!("{n:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits_from(n, '０')?,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(n)?,
        "decimalEnclosedParen" => offset('⑴', n, 20)?,
        "decimalEnclosedFullstop" => offset('⒈', n, 20)?,
        "ideographEnclosedCircle" => offset('㊀', n, 10)?,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counting(n)?,
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => positional(n),
        "chineseLegalSimplified" => legal(n)?,
        "ideographTraditional" => cycled(&STEMS, n)?.to_string(),
        "ideographZodiac" => cycled(&BRANCHES, n)?.to_string(),
        "lowerLetter" => letters(n, 'a')?,
        "upperLetter" => letters(n, 'A')?,
        "lowerRoman" => roman(n)?.to_ascii_lowercase(),
        "upperRoman" => roman(n)?,
        _ => return None,
    })
}

/// 一, 十, 十一, 二十, 一百零一, 一千零二十; up to 9,999.
fn counting(n: u32) -> Option<String> {
    if n > 9_999 {
        return None;
    }
    if n == 0 {
        return Some("零".to_owned());
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / place % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        // 十一, not 一十一, where nothing stands before it.
        if !(place == 10 && digit == 1 && out.is_empty()) {
            out.push(*DIGITS.get(digit as usize)?);
        }
        out.push_str(unit);
    }
    Some(out)
}

/// 一〇一: digit by digit.
fn positional(n: u32) -> String {
    n.to_string()
        .bytes()
        .filter_map(|b| DIGITS.get(usize::from(b - b'0')))
        .map(|c| if *c == '零' { '〇' } else { *c })
        .collect()
}

/// 壹, 壹拾贰: the forms that cannot be altered.
fn legal(n: u32) -> Option<String> {
    let plain = counting(n)?;
    let mut out = String::new();
    if plain.starts_with('十') {
        out.push('壹');
    }
    for c in plain.chars() {
        out.push(match c {
            '一' => '壹',
            '二' => '贰',
            '三' => '叁',
            '四' => '肆',
            '五' => '伍',
            '六' => '陆',
            '七' => '柒',
            '八' => '捌',
            '九' => '玖',
            '十' => '拾',
            '百' => '佰',
            '千' => '仟',
            other => other,
        });
    }
    Some(out)
}

/// ① to ⑳, ㉑ to ㉟, ㊱ to ㊿.
fn circled(n: u32) -> Option<String> {
    match n {
        1..=20 => offset('①', n, 20),
        21..=35 => offset('㉑', n - 20, 15),
        36..=50 => offset('㊱', n - 35, 15),
        _ => None,
    }
}

/// The `n`th of `last` characters in a row that begins with `first`.
fn offset(first: char, n: u32, last: u32) -> Option<String> {
    if n == 0 || n > last {
        return None;
    }
    char::from_u32(first as u32 + n - 1).map(String::from)
}

fn digits_from(n: u32, zero: char) -> Option<String> {
    n.to_string().bytes().map(|b| char::from_u32(zero as u32 + u32::from(b - b'0'))).collect()
}

fn cycled(row: &[char], n: u32) -> Option<char> {
    row.get(n.checked_sub(1)? as usize).copied()
}

/// a to z, then aa, bb: the letter is repeated, as word processors do. Up to 26 repeats.
fn letters(n: u32, first: char) -> Option<String> {
    let index = n.checked_sub(1)?;
    let letter = char::from_u32(first as u32 + index % 26)?;
    let times = index as usize / 26 + 1;
    (times <= 26).then(|| letter.to_string().repeat(times))
}

fn roman(n: u32) -> Option<String> {
    const PLACES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3_999 {
        return None;
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, sign) in PLACES {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn formats() {
        for (name, n, expected) in [
            ("chineseCounting", 1, Some("一")),
            ("chineseCounting", 10, Some("十")),
            ("chineseCounting", 11, Some("十一")),
            ("chineseCounting", 20, Some("二十")),
            ("chineseCounting", 101, Some("一百零一")),
            ("chineseCounting", 110, Some("一百一十")),
            ("chineseCountingThousand", 1020, Some("一千零二十")),
            ("japaneseCounting", 9_999, Some("九千九百九十九")),
            ("chineseCounting", 10_000, None),
            ("ideographDigital", 101, Some("一〇一")),
            ("chineseLegalSimplified", 12, Some("壹拾贰")),
            ("decimal", 0, Some("0")),
            ("decimalZero", 7, Some("07")),
            ("decimalFullWidth", 12, Some("１２")),
            ("decimalEnclosedCircle", 20, Some("⑳")),
            ("decimalEnclosedCircleChinese", 21, Some("㉑")),
            ("decimalEnclosedCircle", 50, Some("㊿")),
            ("decimalEnclosedCircle", 51, None),
            ("decimalEnclosedParen", 2, Some("⑵")),
            ("ideographTraditional", 3, Some("丙")),
            ("ideographTraditional", 0, None),
            ("lowerLetter", 28, Some("bb")),
            ("upperRoman", 1949, Some("MCMXLIX")),
            ("lowerRoman", 4_000, None),
            ("bahtText", 1, None),
        ] {
            assert_eq!(format(name, n).as_deref(), expected, "{name} {n}");
        }
    }
}
