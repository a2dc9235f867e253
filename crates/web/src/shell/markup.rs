//! Small pieces of HTML that are put together in Rust because they stand in many places.

use app::language::Texts;
use ledger::Lamp;
use std::fmt;

/// HTML that is already escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Marks `html` as safe to write; everything from outside in it went through [`escape`].
    pub fn new(html: String) -> Markup {
        Markup(html)
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

impl askama::FastWritable for Markup {
    fn write_into(&self, to: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(to.write_str(&self.0)?)
    }
}

/// `text` with the five characters that mean something in HTML written out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// Adds `text` to `out` as [`escape`] writes it.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        });
        rest = from.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// A symbol of the sprite.
pub fn icon(name: &str) -> Markup {
    let sprite = super::assets::address("symbols.svg");
    Markup(format!(
        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sprite}#{}\"/></svg>",
        escape(name)
    ))
}

/// A lamp: shape, colour and word; "calendar missing" where it cannot be told.
pub fn lamp(t: Texts, lamp: Option<Lamp>) -> Markup {
    let Some(lamp) = lamp else {
        return Markup(format!("<span class=\"lamp\">{}</span>", escape(&t.get("lamp-unknown"))));
    };
    let sprite = super::assets::address("symbols.svg");
    let name = lamp.name();
    let word = escape(&t.of("lamp", name));
    Markup(format!(
        "<span class=\"lamp lamp-{name}\"><svg aria-hidden=\"true\"><use href=\"{sprite}#lamp-{name}\"/></svg>{word}</span>"
    ))
}

/// A lamp's shape alone.
pub fn icon_lamp(name: &str) -> Markup {
    let sprite = super::assets::address("symbols.svg");
    Markup(format!(
        "<svg class=\"shape\" aria-hidden=\"true\"><use href=\"{sprite}#lamp-{}\"/></svg>",
        escape(name)
    ))
}

/// A percentage with a small bar.
pub fn meter(percent: Option<u8>) -> Markup {
    let Some(percent) = percent.map(|p| p.min(100)) else {
        return Markup("<span class=\"faint\">—</span>".to_owned());
    };
    Markup(format!(
        "<span class=\"meter\"><svg aria-hidden=\"true\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">\
         <rect width=\"{percent}\" height=\"10\"/></svg>{percent}%</span>"
    ))
}

/// `text` for a query string, percent-encoded.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text);
    out
}

/// Adds `text` to `out` as [`encode`] writes it.
pub fn encode_into(out: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.extend([byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)])));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_is_read_as_html_or_as_another_parameter() {
        assert_eq!(escape("<a href=\"x\" & 'y'>"), "&lt;a href=&quot;x&quot; &amp; &#39;y&#39;&gt;");
        assert_eq!(encode("a b&c=汉"), "a%20b%26c%3D%E6%B1%89");
    }

    #[test]
    fn a_percentage_never_leaves_its_bar() {
        assert!(meter(Some(250)).to_string().contains("width=\"100\""));
        assert!(!meter(None).to_string().contains("<rect"));
    }
}
