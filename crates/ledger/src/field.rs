//! Values of a kind's own fields.

use crate::{id::MatterId, limit};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

/// What a field holds. Numbers and money are exact decimals and dates are ISO, both kept as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Yes or no.
    Flag(bool),
    /// A unit, person or other matter.
    Matter(MatterId),
    /// Text, choice, decimal, money or date.
    Text(String),
    /// Several texts.
    Many(Vec<String>),
}

impl FieldValue {
    /// The text, when it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            FieldValue::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// By the shape of the JSON alone. Derived, it would try one variant after the other, and each that does not fit prints
/// the whole text into an error that nobody reads.
impl<'de> Deserialize<'de> for FieldValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Shape)
    }
}

struct Shape;

impl<'de> de::Visitor<'de> for Shape {
    type Value = FieldValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false, the id of a matter, a text, or a list of texts")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<FieldValue, E> {
        Ok(FieldValue::Flag(flag))
    }

    fn visit_u64<E: de::Error>(self, id: u64) -> Result<FieldValue, E> {
        Ok(FieldValue::Matter(MatterId(id)))
    }

    fn visit_i64<E: de::Error>(self, id: i64) -> Result<FieldValue, E> {
        let known = u64::try_from(id).map_err(|_| E::invalid_value(de::Unexpected::Signed(id), &self))?;
        self.visit_u64(known)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<FieldValue, E> {
        Ok(FieldValue::Text(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<FieldValue, E> {
        Ok(FieldValue::Text(text))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, items: A) -> Result<FieldValue, A::Error> {
        Vec::deserialize(de::value::SeqAccessDeserializer::new(items)).map(FieldValue::Many)
    }
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line, up to 2,000 code points.
    Text,
    /// Several paragraphs, up to 20,000 code points.
    LongText,
    /// A document drafted here, up to 200,000 code points.
    Document,
    /// A civil date, `YYYY-MM-DD`.
    Date,
    /// An exact decimal.
    Decimal,
    /// Yes or no.
    Flag,
    /// One of the field's choices.
    Choice,
    /// A matter of kind unit.
    Unit,
    /// A matter of kind person.
    Person,
    /// Any matter.
    Matter,
    /// Several short texts, at most 100.
    Many,
}

impl FieldType {
    /// Most code points of a text of this type.
    pub fn bound(self) -> Option<usize> {
        match self {
            FieldType::Text => Some(limit::SHORT),
            FieldType::LongText => Some(limit::TEXT),
            FieldType::Document => Some(limit::DOCUMENT),
            _ => None,
        }
    }

    /// Whether `value` has this type and keeps to its bound; `choices` are those of the field's definition.
    pub fn admits(self, value: &FieldValue, choices: &[String]) -> bool {
        match (self, value) {
            (FieldType::Text | FieldType::LongText | FieldType::Document, FieldValue::Text(text)) => {
                self.bound().is_none_or(|bound| text.chars().count() <= bound)
            }
            // Reading alone would admit a date with a time behind it.
            (FieldType::Date, FieldValue::Text(text)) => {
                text.parse::<Date>().is_ok_and(|date| date.to_string() == *text)
            }
            (FieldType::Decimal, FieldValue::Text(text)) => crate::figure::is_decimal(text),
            (FieldType::Choice, FieldValue::Text(text)) => choices.contains(text),
            (FieldType::Flag, FieldValue::Flag(_)) => true,
            (FieldType::Unit | FieldType::Person | FieldType::Matter, FieldValue::Matter(_)) => true,
            (FieldType::Many, FieldValue::Many(items)) => {
                items.len() <= 100 && items.iter().all(|item| item.chars().count() <= limit::SHORT)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_shape_in_json() {
        for (value, json) in [
            (FieldValue::Flag(true), "true"),
            (FieldValue::Matter(MatterId(7)), "7"),
            (FieldValue::Text("2026-11-20".into()), "\"2026-11-20\""),
            (FieldValue::Many(vec!["甲".into()]), "[\"甲\"]"),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<FieldValue>(json).unwrap(), value);
            let read: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::from_value::<FieldValue>(read).unwrap(), value);
        }
        // Kind files give whole numbers with a sign.
        assert_eq!(
            FieldValue::deserialize(toml::Value::Integer(7)).unwrap(),
            FieldValue::Matter(MatterId(7))
        );
        for json in ["null", "-1", "1.5", "{}", "[1]", "[[]]"] {
            assert!(serde_json::from_str::<FieldValue>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn types_admit_only_their_own() {
        let date = FieldValue::Text("2026-02-30".into());
        assert!(!FieldType::Date.admits(&date, &[]));
        assert!(FieldType::Choice.admits(&FieldValue::Text("a".into()), &["a".into()]));
        assert!(!FieldType::Choice.admits(&FieldValue::Text("b".into()), &["a".into()]));
        assert!(!FieldType::Text.admits(&FieldValue::Text("长".repeat(2001)), &[]));
        assert!(!FieldType::Flag.admits(&FieldValue::Text("true".into()), &[]));
    }
}
