//! Own fields of a kind in the cells of a sheet: typed on the way out, read back by what the field holds.

use super::{
    Wrong,
    cell::{date, shown},
};
use crate::{language::Language, query::directory::Directory};
use documents::model::{Column, Entry};
use ledger::{
    FieldValue, MatterId,
    field::FieldType,
    kind::{Field, Kind, Privacy},
};

/// Digits of a number that Excel keeps exactly.
const EXACT_DIGITS: usize = 15;

/// Fields of a kind that a sheet shows: files go about, so what is personal stays behind, and documents are no cells.
pub(super) fn shown_in_sheets(kind: &Kind) -> impl Iterator<Item = &Field> {
    let fits = |field: &&Field| field.privacy != Privacy::Personal && field.r#type != FieldType::Document;
    kind.fields.iter().filter(fits)
}

/// The column of a field.
pub(super) fn column(field: &Field, language: Language, units: &[String], people: &[String]) -> Column {
    let texts = language.texts();
    let choices = match field.r#type {
        FieldType::Choice => {
            field.choices.iter().map(|choice| language.of(&choice.label).to_owned()).collect()
        }
        FieldType::Flag => vec![texts.get("yes").into_owned(), texts.get("no").into_owned()],
        FieldType::Unit => units.to_vec(),
        FieldType::Person => people.to_vec(),
        _ => vec![],
    };
    let width = match field.r#type {
        FieldType::LongText | FieldType::Many => 40,
        FieldType::Text => 20,
        _ => 14,
    };
    let dates = field.r#type == FieldType::Date;
    Column { name: language.of(&field.label).to_owned(), width, choices, dates, ..Column::default() }
}

/// A value as a cell.
pub(super) fn entry(
    field: &Field,
    value: Option<&FieldValue>,
    directory: &Directory,
    language: Language,
) -> Entry {
    match value {
        None => Entry::Empty,
        Some(FieldValue::Flag(flag)) => Entry::text(language.texts().get(if *flag { "yes" } else { "no" })),
        Some(FieldValue::Many(items)) => Entry::text(items.join("\n")),
        Some(FieldValue::Matter(id)) => match directory.named(*id) {
            Some(named) => Entry::text(named.title.clone()),
            None => Entry::Number(id.0 as f64),
        },
        Some(FieldValue::Text(text)) => match field.r#type {
            FieldType::Date => text.parse().map_or_else(|_| Entry::text(text.clone()), Entry::Date),
            FieldType::Decimal if text.bytes().filter(u8::is_ascii_digit).count() <= EXACT_DIGITS => {
                text.parse().map_or_else(|_| Entry::text(text.clone()), Entry::Number)
            }
            FieldType::Choice => {
                let choice = field.choices.iter().find(|choice| choice.name == *text);
                Entry::text(choice.map_or(text.as_str(), |choice| language.of(&choice.label)))
            }
            _ => Entry::text(text.clone()),
        },
    }
}

/// What a cell says of a field; `None` = nothing.
///
/// # Errors
/// It is nothing that the field can hold.
pub(crate) fn read(field: &Field, cell: &Entry, directory: &Directory) -> Result<Option<FieldValue>, Wrong> {
    let text = shown(cell, field.r#type == FieldType::Date);
    if text.is_empty() {
        return if field.required { Err(Wrong::Empty) } else { Ok(None) };
    }
    let value = match field.r#type {
        FieldType::Text | FieldType::LongText | FieldType::Document => FieldValue::Text(text),
        FieldType::Date => FieldValue::Text(date(cell)?.ok_or(Wrong::NoDate)?.to_string()),
        FieldType::Decimal => FieldValue::Text(decimal(&text).ok_or(Wrong::NoNumber)?),
        FieldType::Flag => FieldValue::Flag(flag(&text).ok_or(Wrong::NoFlag)?),
        FieldType::Choice => {
            let called = |name: &str, label: &ledger::kind::Label| {
                name == text || Language::ALL.iter().any(|language| language.of(label) == text)
            };
            let choice = field.choices.iter().find(|choice| called(&choice.name, &choice.label));
            FieldValue::Text(choice.ok_or(Wrong::NoChoice)?.name.clone())
        }
        FieldType::Unit => FieldValue::Matter(unit(directory, &text)?),
        FieldType::Person => FieldValue::Matter(person(directory, &text)?),
        FieldType::Matter => FieldValue::Matter(MatterId(text.parse().map_err(|_| Wrong::NoMatter)?)),
        FieldType::Many => {
            let items = text.split(['\n', ';', '；']).map(str::trim).filter(|item| !item.is_empty());
            FieldValue::Many(items.map(str::to_owned).collect())
        }
    };
    let choices: Vec<String> = field.choices.iter().map(|choice| choice.name.clone()).collect();
    if field.r#type.admits(&value, &choices) { Ok(Some(value)) } else { Err(Wrong::TooLong) }
}

/// Whether two values say the same: a number is not another one for the naughts behind its point.
pub(super) fn same(field: &Field, a: Option<&FieldValue>, b: Option<&FieldValue>) -> bool {
    match (a, b) {
        (Some(FieldValue::Text(a)), Some(FieldValue::Text(b))) if field.r#type == FieldType::Decimal => {
            plain(a) == plain(b)
        }
        (Some(FieldValue::Text(a)), b) if a.trim().is_empty() => b.is_none(),
        (Some(FieldValue::Text(a)), Some(FieldValue::Text(b))) => a.trim() == b.trim(),
        (Some(FieldValue::Many(a)), None) => a.is_empty(),
        _ => a == b,
    }
}

/// The unit that has the name; one that has been dissolved is not looked for.
pub(crate) fn unit(directory: &Directory, name: &str) -> Result<MatterId, Wrong> {
    let called =
        directory.units.iter().filter(|unit| unit.active && (unit.named.title == name || unit.full == name));
    one(called.map(|unit| unit.named.id), Wrong::NoUnit)
}

/// The person who has the name; who has left is not looked for.
pub(crate) fn person(directory: &Directory, name: &str) -> Result<MatterId, Wrong> {
    let called = directory.people.iter().filter(|person| person.active && person.named.title == name);
    one(called.map(|person| person.named.id), Wrong::NoPerson)
}

fn one(mut found: impl Iterator<Item = MatterId>, none: Wrong) -> Result<MatterId, Wrong> {
    match (found.next(), found.next()) {
        (None, _) => Err(none),
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => Err(Wrong::SeveralOfName),
    }
}

/// A decimal as the ledger writes it; offices part thousands by commas.
fn decimal(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，') && !c.is_whitespace()).collect();
    Some(digits).filter(|digits| ledger::figure::is_decimal(digits))
}

fn plain(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}

fn flag(text: &str) -> Option<bool> {
    let says = |id: &str| Language::ALL.iter().any(|language| language.texts().get(id) == text);
    match text {
        _ if says("yes") => Some(true),
        _ if says("no") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::kind::Label;

    fn field(of: FieldType) -> Field {
        let label = Label { zh: "金额".into(), en: "Amount".into() };
        let (name, choices, privacy) = ("amount".into(), vec![], Privacy::Open);
        Field { name, r#type: of, label, choices, privacy, required: false }
    }

    #[test]
    fn numbers_keep_their_digits_and_others_are_told() {
        let of = field(FieldType::Decimal);
        let read = |cell: Entry| read(&of, &cell, &Directory::default());
        let text = |text: &str| Ok(Some(FieldValue::Text(text.into())));
        assert_eq!(read(Entry::Number(1250.5)), text("1250.5"));
        assert_eq!(read(Entry::text("1,250.50")), text("1250.50"));
        assert_eq!(read(Entry::text("12万元")), Err(Wrong::NoNumber));
        assert_eq!(read(Entry::Empty), Ok(None));
        let value = |text: &str| Some(FieldValue::Text(text.into()));
        assert!(same(&of, value("1250.50").as_ref(), value("1250.5").as_ref()));
        assert!(!same(&of, value("1250").as_ref(), value("125").as_ref()));
        // More digits than Excel keeps stay text.
        let long = value("12345678901234567.25");
        let out = entry(&of, long.as_ref(), &Directory::default(), Language::Zh);
        assert_eq!(out, Entry::text("12345678901234567.25"));
    }

    #[test]
    fn flags_are_read_in_either_language() {
        let of = field(FieldType::Flag);
        let read = |text: &str| read(&of, &Entry::text(text), &Directory::default());
        assert_eq!(
            (read("是"), read("No")),
            (Ok(Some(FieldValue::Flag(true))), Ok(Some(FieldValue::Flag(false))))
        );
        assert_eq!(read("也许"), Err(Wrong::NoFlag));
    }
}
