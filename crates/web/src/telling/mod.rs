//! History in plain words: who did what when. The actor stands before the sentence, the time beside it.

mod course;
mod lamp;

pub use lamp::{ToldLamp, ToldReading, tell_lamp};

use crate::shell::{Shell, words::Words};
use app::{
    language::{Language, Say, Texts},
    query::answer::{Entry, Named},
};
use ledger::{
    Change, Event, FieldValue, Figure, MatterId,
    command::{Assign, Open, ReportProgress},
};

/// An event, told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What was done, without the actor: `把办结时限定为2026年11月20日`.
    pub line: String,
    /// What was said with it: label (may be empty) and words.
    pub said: Vec<(String, String)>,
}

/// Tells `entry` in the shell's language.
pub fn tell(shell: &Shell, entry: &Entry) -> Told {
    let teller = Teller { t: shell.t, language: shell.language(), words: &shell.words, entry };
    teller.tell()
}

struct Teller<'a> {
    t: Texts,
    language: Language,
    words: &'a Words,
    entry: &'a Entry,
}

impl Teller<'_> {
    fn tell(&self) -> Told {
        match &self.entry.event {
            Event::KindDefined { name, .. } => {
                self.plain("event-kind-defined", &[("kind", &self.words.kind(self.language, name))])
            }
            Event::RateDefined { name, version, .. } => {
                self.plain("event-rate-defined", &[("rate", name), ("version", version)])
            }
            Event::Opened { open, .. } => self.opened(open),
            Event::FieldsEdited { set } => {
                let names: Vec<String> = set.keys().map(|name| self.field(name)).collect();
                let fields = names.join(&self.t.get("list-comma"));
                let said =
                    set.iter().map(|(name, value)| (self.field(name), self.value(name, value.as_ref())));
                Told {
                    line: self.t.with("event-fields-edited", &[("fields", &fields)]),
                    said: said.collect(),
                }
            }
            Event::Assigned(assign) => self.assigned(assign),
            Event::DueDateSet { due, was, reason } => self.due(*due, *was, reason),
            Event::ProgressReported(report) => self.reported(report),
            Event::Commented { text } => Told { line: self.get("event-commented"), said: said("", text) },
            Event::Linked { to, relation, note } => {
                let line = self.linked("event-linked", *to, relation);
                Told { line, said: said("", note) }
            }
            Event::Unlinked { to, relation } => {
                Told { line: self.linked("event-unlinked", *to, relation), said: vec![] }
            }
            Event::EvidenceAttached { kind, name, title, size, .. } => {
                let shown = if title.is_empty() { name } else { title };
                let (kind, size) = (self.t.known("evidence", kind), self.t.size(*size));
                self.plain("event-evidence-attached", &[("title", shown), ("kind", &kind), ("size", &size)])
            }
            Event::Moved(moved) => self.moved(moved),
            Event::Corrected { number, title, reason } => {
                let mut said_with = vec![];
                for (part, text) in [("part-number", number), ("part-title", title)] {
                    if let Some(text) = text {
                        said_with.push((self.get(part), text.clone()));
                    }
                }
                said_with.extend(self.because(reason));
                Told { line: self.get("event-corrected"), said: said_with }
            }
            Event::RoleGranted { role, unit, until } => {
                let until = until.map(|date| self.t.with("event-until", &[("date", &self.t.date(date))]));
                let line = self.t.with(
                    "event-role-granted",
                    &[
                        ("role", &self.words.role(self.language, role)),
                        ("unit", &self.over(*unit)),
                        ("until", &until.unwrap_or_default()),
                    ],
                );
                Told { line, said: vec![] }
            }
            Event::RoleRevoked { role, unit } => self.plain(
                "event-role-revoked",
                &[("role", &self.words.role(self.language, role)), ("unit", &self.over(*unit))],
            ),
            Event::DeputyNamed { deputy, from, until } => self.plain(
                "event-deputy-named",
                &[
                    ("person", &self.name(*deputy)),
                    ("from", &self.t.date(*from)),
                    ("until", &self.t.date(*until)),
                ],
            ),
            Event::DeputyWithdrawn { deputy } => {
                self.plain("event-deputy-withdrawn", &[("person", &self.name(*deputy))])
            }
            Event::ExtensionRequested { .. }
            | Event::ExtensionDecided { .. }
            | Event::CheckRecorded(_)
            | Event::PlanAdopted { .. }
            | Event::BaselineFrozen { .. }
            | Event::RungTaken { .. }
            | Event::RungAnswered { .. }
            | Event::RungWithdrawn { .. } => self.course(),
            Event::Erased { seq, ground, .. } => {
                Told { line: self.t.with("event-erased", &[("seq", &seq.0)]), said: said("", ground) }
            }
        }
    }

    fn opened(&self, open: &Open) -> Told {
        let kind = self.words.kind(self.language, &open.kind);
        let id = if open.origin.is_some() { "event-imported" } else { "event-opened" };
        self.plain(id, &[("kind", &kind), ("title", &open.title)])
    }

    fn assigned(&self, assign: &Assign) -> Told {
        let mut parts = vec![];
        for (part, change) in
            [("part-unit", &assign.unit), ("part-person", &assign.person), ("part-leader", &assign.leader)]
        {
            let name = match change {
                Change::Keep => continue,
                Change::Clear => self.get("cleared"),
                Change::Set(id) => self.name(*id),
            };
            parts.push(self.t.with("event-set-part", &[("part", &self.get(part)), ("name", &name)]));
        }
        if let Some(helpers) = &assign.helpers {
            let names: Vec<String> = helpers.iter().map(|id| self.name(*id)).collect();
            let name =
                if names.is_empty() { self.get("cleared") } else { names.join(&self.t.get("list-comma")) };
            parts
                .push(self.t.with("event-set-part", &[("part", &self.get("part-helpers")), ("name", &name)]));
        }
        self.plain("event-assigned", &[("parts", &parts.join(&self.t.get("list-semicolon")))])
    }

    fn due(&self, due: Option<jiff::civil::Date>, was: Option<jiff::civil::Date>, reason: &str) -> Told {
        let date = |date: jiff::civil::Date| self.t.date(date);
        let line = match (due, was) {
            (Some(due), None) => self.t.with("event-due-set", &[("due", &date(due))]),
            (Some(due), Some(was)) => {
                self.t.with("event-due-moved", &[("due", &date(due)), ("was", &date(was))])
            }
            (None, Some(was)) => self.t.with("event-due-cleared", &[("was", &date(was))]),
            (None, None) => self.get("event-due-none"),
        };
        Told { line, said: self.because(reason) }
    }

    fn reported(&self, report: &ReportProgress) -> Told {
        if report.no_change {
            return Told { line: self.get("event-no-change"), said: vec![] };
        }
        let line = match report.percent {
            Some(percent) => self.t.with("event-reported-percent", &[("percent", &percent)]),
            None => self.get("event-reported"),
        };
        let mut with = said("", &report.text);
        with.extend(said(&self.get("part-problems"), &report.problems));
        with.extend(said(&self.get("part-help"), &report.help));
        if !report.figures.is_empty() {
            let figures: Vec<String> = report.figures.iter().map(|one| figure(self.t, one)).collect();
            with.push((self.get("part-figures"), figures.join(&self.t.get("list-semicolon"))));
        }
        Told { line, said: with }
    }

    fn linked(&self, id: &str, to: MatterId, relation: &str) -> String {
        self.t.with(id, &[("matter", &self.name(to)), ("relation", &self.t.known("relation", relation))])
    }

    fn plain(&self, id: &str, values: &[(&str, &dyn Say)]) -> Told {
        Told { line: self.t.with(id, values), said: vec![] }
    }

    fn because(&self, reason: &str) -> Vec<(String, String)> {
        said(&self.get("part-reason"), reason)
    }

    fn get(&self, id: &str) -> String {
        self.t.get(id).into_owned()
    }

    fn over(&self, unit: Option<MatterId>) -> String {
        unit.map_or_else(|| self.get("whole-space"), |unit| self.name(unit))
    }

    fn name(&self, id: MatterId) -> String {
        name_of(&self.entry.names, id)
    }

    fn field(&self, name: &str) -> String {
        self.words.field_label(self.language, &self.entry.kind, name)
    }

    fn value(&self, name: &str, value: Option<&FieldValue>) -> String {
        match value {
            None => self.get("cleared"),
            Some(value) => field_value(self.t, self.words, &self.entry.kind, name, value, &self.entry.names),
        }
    }
}

/// The name of `id` among `names`, or its number.
pub fn name_of(names: &[Named], id: MatterId) -> String {
    names.iter().find(|named| named.id == id).map_or_else(|| format!("#{id}"), |named| named.title.clone())
}

/// An own field's value in words.
pub fn field_value(
    t: Texts,
    words: &Words,
    kind: &str,
    name: &str,
    value: &FieldValue,
    names: &[Named],
) -> String {
    let field = words.field(kind, name);
    match value {
        FieldValue::Flag(true) => t.get("yes").into_owned(),
        FieldValue::Flag(false) => t.get("no").into_owned(),
        FieldValue::Matter(id) => name_of(names, *id),
        FieldValue::Many(items) => items.join(&t.get("list-semicolon")),
        FieldValue::Text(text) => {
            let choice = field.and_then(|field| field.choices.iter().find(|choice| choice.name == *text));
            let is_date = field.is_some_and(|field| field.r#type == ledger::field::FieldType::Date);
            match (choice, text.parse()) {
                (Some(choice), _) => t.language.of(&choice.label).to_owned(),
                (None, Ok(date)) if is_date => t.date(date),
                _ => text.clone(),
            }
        }
    }
}

/// A figure in words: `收回租金 约1250.5万元`.
pub fn figure(t: Texts, figure: &Figure) -> String {
    let hedge = figure.qualifier.as_deref().map(|q| t.known("qualifier", q)).unwrap_or_default();
    format!("{} {hedge}{}{}", figure.name, figure.value, figure.unit)
}

fn said(label: &str, text: &str) -> Vec<(String, String)> {
    if text.trim().is_empty() { vec![] } else { vec![(label.to_owned(), text.trim().to_owned())] }
}
