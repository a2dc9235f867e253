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
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
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
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
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
