//! The register of accountability in the demonstration, written when its history has come that far.

use super::{
    files::read,
    write::{Writer, known, known_matter},
};
use crate::failure::Failure;
use app::chance;
use jiff::civil::{Date, DateTime, Time};
use ledger::{Command, FieldValue, Kind, command::Open, field::FieldType};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct File {
    record: Vec<Record>,
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

/// Every record, with its time.
pub(super) fn load() -> Result<Vec<(DateTime, Record)>, Failure> {
    let file: File = read("register.toml")?;
    Ok(file.record.into_iter().map(|record| (record.day.to_datetime(record.time), record)).collect())
}

impl Writer<'_> {
    /// Enters a record in the name of the office.
    pub(super) fn enter(&self, record: &Record) -> Result<(), Failure> {
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
