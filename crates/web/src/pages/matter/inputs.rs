//! Own fields of a kind as a form asks for them.

use app::language::Language;
use ledger::{FieldValue, Kind, field::FieldType, kind::Field};

/// An own field as edited.
pub struct Edited<'a> {
    /// Its definition.
    pub field: &'a Field,
    /// Its label.
    pub label: &'a str,
    /// What stands in the form.
    pub value: String,
    /// How it is typed in.
    pub input: &'static str,
    /// Whether the form cannot be sent without it.
    pub required: bool,
}

impl<'a> Edited<'a> {
    /// A field with what stands in it.
    pub fn new(field: &'a Field, language: Language, value: String) -> Edited<'a> {
        let (label, input) = (language.of(&field.label), input(field.r#type));
        Edited { field, label, value, input, required: field.required }
    }
}

/// A value as it is typed in.
pub fn typed_in(value: Option<&FieldValue>) -> String {
    match value {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::Many(items)) => items.join("\n"),
        Some(FieldValue::Flag(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        Some(FieldValue::Matter(id)) => id.to_string(),
        None => String::new(),
    }
}

/// The fields of `kind`: `stands` is what a field holds, `typed` what was typed instead, by the input's name.
pub fn edited<'a>(
    kind: &'a Kind,
    language: Language,
    stands: impl Fn(&str) -> Option<&'a FieldValue>,
    typed: impl Fn(&str, &str) -> String,
) -> Vec<Edited<'a>> {
    let one = |field: &'a Field| {
        let value = typed(&format!("f.{}", field.name), &typed_in(stands(&field.name)));
        Edited::new(field, language, value)
    };
    kind.fields.iter().map(one).collect()
}

fn input(of: FieldType) -> &'static str {
    match of {
        FieldType::Text => "text",
        FieldType::LongText | FieldType::Document | FieldType::Many => "textarea",
        FieldType::Date => "date",
        FieldType::Decimal => "decimal",
        FieldType::Flag => "flag",
        FieldType::Choice => "choice",
        FieldType::Unit => "unit",
        FieldType::Person => "person",
        FieldType::Matter => "number",
    }
}
