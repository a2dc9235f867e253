//! Texts with fields in braces: `{title}`, `{item.number}`, `{due:short}`, `{unit|not yet named}`.

use std::ops::Range;

/// Characters of a text at most.
const MOST: usize = 10_000;

/// A text with fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Words(String),
    /// The value of a field.
    Field(Field),
    /// The value of a figure, by name.
    Figure(String),
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Of the nearest matter of this kind, going upwards from the one at hand; empty for the one at hand.
    pub of: String,
    /// Its name.
    pub name: String,
    /// How a date is written.
    pub form: Form,
    /// What stands there where it is empty.
    pub otherwise: String,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As the language has it.
    #[default]
    Full,
    /// Digits with points.
    Short,
    /// Without the day.
    Month,
}

impl Text {
    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads a text. `{{` and `}}` are braces.
    ///
    /// # Errors
    /// Bytes of the source where it is wrong, and what is.
    pub fn read(source: &str) -> Result<Text, (Range<usize>, String)> {
        if source.chars().count() > MOST {
            return Err((0..source.len(), format!("more than {MOST} characters")));
        }
        let mut pieces = vec![];
        let mut words = String::new();
        let mut rest = source;
        while let Some(at) = rest.find(['{', '}']) {
            let begin = source.len() - rest.len() + at;
            let (before, from) = rest.split_at(at);
            words.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
                words.push_str(from.get(..1).unwrap_or_default());
                rest = after;
                continue;
            }
            let wrong = |what: &str| (begin..begin + 1, what.to_owned());
            let inner = from.strip_prefix('{').ok_or_else(|| wrong("a brace closes that was not opened"))?;
            let (inner, after) =
                inner.split_once('}').ok_or_else(|| wrong("a brace opens that is not closed"))?;
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            let field = field(inner).ok_or_else(|| wrong(&format!("`{{{inner}}}` is no field")))?;
            pieces.push(Piece::Field(field));
            rest = after;
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Ok(Text(pieces))
    }

    /// Its fields.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.0.iter().filter_map(|piece| if let Piece::Field(field) = piece { Some(field) } else { None })
    }
}

fn field(inner: &str) -> Option<Field> {
    let (inner, otherwise) = inner.split_once('|').unwrap_or((inner, ""));
    let (path, form) = inner.split_once(':').unwrap_or((inner, ""));
    let form = match form {
        "" => Form::Full,
        "short" => Form::Short,
        "month" => Form::Month,
        _ => return None,
    };
    let (of, name) = path.split_once('.').unwrap_or(("", path));
    let is_name =
        |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let good = !name.is_empty() && is_name(name) && is_name(of);
    good.then(|| Field { of: of.to_owned(), name: name.to_owned(), form, otherwise: otherwise.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_into_words_and_fields() {
        let text = Text::read("截至{today:short}，{item.number|无}{{x}}").unwrap();
        let field = |of: &str, name: &str, form, otherwise: &str| {
            let (of, name, otherwise) = (of.to_owned(), name.to_owned(), otherwise.to_owned());
            Piece::Field(Field { of, name, form, otherwise })
        };
        assert_eq!(
            text.0,
            [
                Piece::Words("截至".into()),
                field("", "today", Form::Short, ""),
                Piece::Words("，".into()),
                field("item", "number", Form::Full, "无"),
                Piece::Words("{x}".into()),
            ]
        );
    }

    #[test]
    fn braces_that_do_not_match_are_told_with_their_place() {
        assert_eq!(Text::read("ab{c").unwrap_err().0, 2..3);
        assert_eq!(Text::read("ab}c").unwrap_err().0, 2..3);
        assert!(
            Text::read("{A b}").is_err() && Text::read("{}").is_err() && Text::read("{due:long}").is_err()
        );
    }
}
