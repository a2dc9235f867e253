//! One way to write what can be written in several: full width, case, spaces, circled and Roman figures.

/// Signs of a cell that are read; what is longer is compared by its beginning.
pub(crate) const READ: usize = 200;

/// A sign as it is compared, `None` for what says nothing: spaces, and signs that cannot be seen.
fn sign(sign: char) -> Option<char> {
    let folded = match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0)?,
        '—' | '–' | '―' | '~' => '-',
        '【' | '〔' | '[' | '{' => '(',
        '】' | '〕' | ']' | '}' => ')',
        '“' | '”' | '"' | '\'' | '‘' | '’' | '《' | '》' | '\u{feff}' | '\u{200b}'..='\u{200f}' => {
            return None;
        }
        _ => sign,
    };
    (!folded.is_whitespace() && !folded.is_control()).then(|| folded.to_ascii_lowercase())
}

/// `text` in one way of writing, at most [`READ`] signs; circled and Roman figures become digits.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * READ));
    for found in text.chars().filter_map(sign).take(READ) {
        let figure = match found {
            '\u{2460}'..='\u{2473}' => Some(u32::from(found) - 0x245f),
            '\u{2160}'..='\u{216b}' => Some(u32::from(found) - 0x215f),
            _ => None,
        };
        match figure {
            Some(figure) => out.push_str(&figure.to_string()),
            None => out.push(found),
        }
    }
    out
}

/// A code: letters and digits alone.
pub(crate) fn code(text: &str) -> String {
    fold(text).chars().filter(|sign| sign.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_are_one() {
        for (text, folded) in [
            ("ＡＢＣ　（１２３）", "abc(123)"),
            (" 芜湖 \t凤鸣\u{200b}公司 ", "芜湖凤鸣公司"),
            ("Ⅲ期②标", "3期2标"),
            ("【2024】—15", "(2024)-15"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(code("９１34-02 00（ｘ）"), "91340200x");
        assert_eq!(fold(&"长".repeat(5000)).chars().count(), READ);
    }
}
