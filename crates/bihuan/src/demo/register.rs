//! People and power in the demonstration: the register of accountability and who acts for whom, written when its history
//! has come that far, and saved views at its end.

use super::{
    files::read,
    write::{Writer, known, known_matter},
};
use crate::failure::Failure;
use app::chance;
use jiff::civil::{Date, DateTime, Time};
use ledger::{
    Command, FieldValue, Kind,
    command::{NameDeputy, Open},
    field::FieldType,
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct File {
    record: Vec<Record>,
    deputy: Vec<Deputy>,
    view: Vec<View>,
}

/// Somebody who acts for another for some days.
#[derive(Deserialize)]
pub(super) struct Deputy {
    day: Date,
    time: Time,
    person: String,
    deputy: String,
    from: Date,
    until: Date,
}

/// A saved view of the list.
#[derive(Deserialize)]
struct View {
    person: String,
    name: String,
    query: String,
    #[serde(default)]
    shared: bool,
}

/// A record as its file has it; people and units by their codes.
#[derive(Deserialize)]
pub(super) struct Record {
    day: Date,
    time: Time,
    kind: String,
    title: String,
    about: String,
    #[serde(default)]
    comment: String,
    fields: BTreeMap<String, String>,
}

/// What happens at its time.
pub(super) enum Entry {
    Record(Record),
    Deputy(Deputy),
}

/// Every record and deputy, with its time.
pub(super) fn load() -> Result<Vec<(DateTime, Entry)>, Failure> {
    let file: File = read("register.toml")?;
    let records = file.record.into_iter().map(|one| (one.day.to_datetime(one.time), Entry::Record(one)));
    let deputies = file.deputy.into_iter().map(|one| (one.day.to_datetime(one.time), Entry::Deputy(one)));
    Ok(records.chain(deputies).collect())
}

impl Writer<'_> {
    /// Enters a record, or names a deputy.
    pub(super) fn people_and_power(&self, entry: &Entry) -> Result<(), Failure> {
        match entry {
            Entry::Record(record) => self.enter(record),
            Entry::Deputy(one) => {
                let person = known(&self.people, &one.person)?;
                let deputy = known(&self.people, &one.deputy)?;
                let named = NameDeputy { deputy, from: one.from, until: one.until };
                self.on(Some(person), person, Command::NameDeputy(named)).map(|_| ())
            }
        }
    }

    /// Saves the views; they have no time.
    pub(super) fn views(&self) -> Result<(), Failure> {
        let file: File = read("register.toml")?;
        for view in &file.view {
            let person = known(&self.people, &view.person)?;
            self.app.save_view(person, &view.name, &view.query, view.shared)?;
        }
        Ok(())
    }

    /// Enters a record in the name of the office.
    fn enter(&self, record: &Record) -> Result<(), Failure> {
        let kinds = self.app.kinds()?;
        let unknown = || Failure::Other(format!("data/demo: there is no kind `{}`", record.kind));
        let kind = kinds.latest(&record.kind).ok_or_else(unknown)?;
        let fields =
            record.fields.iter().map(|(name, value)| Ok((name.clone(), self.value(kind, name, value)?)));
        let open = Open {
            kind: record.kind.clone(),
            title: record.title.clone(),
            fields: fields.collect::<Result<_, Failure>>()?,
            ..Open::default()
        };
        let id = chance::command_id(self.app.clock().now());
        let about = known_matter(&self.matters, &record.about)?;
        let entered = self.app.enter_record(self.coordinator, id, open, Some(about))?.matter;
        if !record.comment.is_empty() {
            self.on(self.coordinator, entered, Command::Comment { text: record.comment.clone() })?;
        }
        Ok(())
    }

    fn value(&self, kind: &Kind, name: &str, value: &str) -> Result<FieldValue, Failure> {
        Ok(match kind.field(name).map(|field| field.r#type) {
            Some(FieldType::Person) => FieldValue::Matter(known(&self.people, value)?),
            Some(FieldType::Unit) => FieldValue::Matter(known(&self.units, value)?),
            _ => FieldValue::Text(value.to_owned()),
        })
    }
}
