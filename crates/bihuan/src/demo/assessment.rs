//! What units were scored by in the demonstration, and the ledger that the office defined itself.
//! `data/demo/assessment.toml` tells it; each line of it is written at its day.

use super::write::{Writer, known, known_matter, text};
use crate::failure::Failure;
use app::chance;
use jiff::civil::DateTime;
use ledger::{
    Command, CommandId, FieldValue,
    command::{Assign, Change, Open, TakeMove},
    score::Span,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AssessmentFile {
    sheet: Vec<Sheet>,
    ledger: Vec<Ledger>,
}

/// A score sheet on its way to the frozen ranking.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    at: DateTime,
    rules: String,
    period: String,
    announced: DateTime,
    frozen: Option<DateTime>,
    #[serde(default)]
    objection: Vec<Objection>,
}

/// What a unit held against its points.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objection {
    at: DateTime,
    /// Who objects for the unit.
    person: String,
    unit: String,
    text: String,
    decided: DateTime,
    reason: String,
    /// Points given back, where it was upheld.
    correction: Option<String>,
}

/// A ledger of the office's own with its rows.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ledger {
    at: DateTime,
    kind: String,
    definition: String,
    row: Vec<Row>,
}

/// A row of it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    at: DateTime,
    title: String,
    unit: String,
    #[serde(default)]
    fields: BTreeMap<String, FieldValue>,
    /// Steps it took.
    #[serde(default)]
    step: Vec<Taken>,
}

/// A step of a row.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Taken {
    at: DateTime,
    by: String,
    r#move: String,
}

/// Something that happened.
pub(super) enum Act {
    Open(Sheet),
    Announce(Sheet),
    Object(Sheet, Objection),
    Decide(Objection),
    Freeze(Sheet),
    Define(Ledger),
    Enter(String, Row),
    Step(Row, Taken),
}

impl AssessmentFile {
    /// Everything with its time.
    pub(super) fn acts(self) -> Vec<(DateTime, Act)> {
        let mut acts = vec![];
        for sheet in self.sheet {
            for one in &sheet.objection {
                acts.push((one.at, Act::Object(sheet.clone(), one.clone())));
                acts.push((one.decided, Act::Decide(one.clone())));
            }
            acts.push((sheet.at, Act::Open(sheet.clone())));
            acts.push((sheet.announced, Act::Announce(sheet.clone())));
            acts.extend(sheet.frozen.map(|at| (at, Act::Freeze(sheet.clone()))));
        }
        for ledger in self.ledger {
            for row in &ledger.row {
                acts.push((row.at, Act::Enter(ledger.kind.clone(), row.clone())));
                acts.extend(row.step.iter().map(|one| (one.at, Act::Step(row.clone(), one.clone()))));
            }
            acts.push((ledger.at, Act::Define(ledger)));
        }
        acts
    }
}

impl Writer<'_> {
    /// Writes one of them.
    pub(super) fn assessed(&mut self, act: &Act) -> Result<(), Failure> {
        let id = self.next_command();
        match act {
            Act::Open(sheet) => {
                let span: Span = sheet.period.parse().map_err(|error| {
                    Failure::Other(format!("data/demo/assessment.toml, {}: {error}", sheet.period))
                })?;
                let opened = self.app.open_score(self.coordinator, id, &sheet.rules, span)?;
                self.matters.insert(format!("sheet/{}", sheet.period), opened);
            }
            Act::Announce(sheet) => {
                let opened = known_matter(&self.matters, &format!("sheet/{}", sheet.period))?;
                self.on(self.coordinator, opened, Command::Move(TakeMove::named("office_announce")))?;
            }
            Act::Object(sheet, objection) => {
                let opened = known_matter(&self.matters, &format!("sheet/{}", sheet.period))?;
                let by = Some(known(&self.people, &objection.person)?);
                let unit = known(&self.units, &objection.unit)?;
                let filed = self.app.object_to_score(by, id, opened, unit, &objection.text)?;
                self.matters.insert(format!("objection/{}", objection.text), filed);
            }
            Act::Decide(objection) => {
                let filed = known_matter(&self.matters, &format!("objection/{}", objection.text))?;
                let fields =
                    objection.correction.iter().map(|points| ("correction".to_owned(), text(points)));
                let fields: BTreeMap<_, _> = fields.collect();
                let name = if fields.is_empty() { "decide_decline" } else { "decide_uphold" };
                let reason = objection.reason.clone();
                let decided = TakeMove { reason, fields, ..TakeMove::named(name) };
                self.on(Some(self.head()?), filed, Command::Move(decided))?;
            }
            Act::Freeze(sheet) => {
                let opened = known_matter(&self.matters, &format!("sheet/{}", sheet.period))?;
                self.app.freeze_score(Some(self.head()?), id, opened, None)?;
            }
            Act::Define(ledger) => {
                let key = self.app.keep_own_ledger(self.coordinator, None, "", &ledger.definition)?;
                self.app.define_own_ledger(self.coordinator, id, &key)?;
            }
            Act::Enter(kind, row) => {
                let open = Open {
                    kind: kind.clone(),
                    title: row.title.clone(),
                    fields: row.fields.clone(),
                    ..Open::default()
                };
                let unit = Change::Set(known(&self.units, &row.unit)?);
                let assign = Assign { unit, ..Assign::default() };
                let opened = self.app.open_assigned(self.coordinator, id, open, assign)?;
                self.matters.insert(format!("own/{}", row.title), opened);
            }
            Act::Step(row, taken) => {
                let opened = known_matter(&self.matters, &format!("own/{}", row.title))?;
                let by = Some(known(&self.people, &taken.by)?);
                self.on(by, opened, Command::Move(TakeMove::named(&taken.r#move)))?;
            }
        }
        Ok(())
    }

    fn next_command(&self) -> CommandId {
        chance::command_id(self.app.clock().now())
    }

    /// The head of the leading group.
    fn head(&self) -> Result<ledger::MatterId, Failure> {
        known(&self.people, "jiwenchuan")
    }
}
