//! What the register of accountability shows.

use super::handler::Asked;
use crate::{
    pages::matter::{
        form::Typed,
        inputs::{Edited, edited},
    },
    shell::Shell,
};
use app::{
    accountability::{Register, Registered},
    openings::Opening,
    query::answer::{Named, Row},
};
use askama::Template;
use ledger::{Kind, MatterId};

/// The register.
#[derive(Template)]
#[template(path = "pages/accountability/register.html")]
pub struct RegisterPage {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub asked: Asked,
    /// The entries.
    pub register: Register,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// People to choose from.
    pub people: Vec<Named>,
    /// The matter that a new record is about.
    pub about: Option<Row>,
    /// Whether the reader may enter records.
    pub may_enter: bool,
    /// Makes the form's command its own.
    pub seed: String,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
}

impl RegisterPage {
    /// The kind of the record to be entered.
    pub fn new_kind(&self) -> Option<&Kind> {
        let name = self.asked.new.as_ref().filter(|_| self.may_enter)?;
        self.s.words.kinds.get(name).filter(|_| self.register.kinds.contains(name))
    }

    /// Inputs for its own fields.
    pub fn inputs<'a>(&'a self, kind: &'a Kind) -> Vec<Edited<'a>> {
        edited(kind, self.s.language(), |_| None, |name, _| self.value(name))
    }

    /// What stands in an input.
    pub fn value(&self, name: &str) -> String {
        self.typed.as_ref().and_then(|typed| typed.get("record", name)).unwrap_or_default().to_owned()
    }

    /// Why the form was refused.
    pub fn why(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.why.as_str())
    }

    /// Label of a choice.
    pub fn label<'a>(&'a self, label: &'a ledger::kind::Label) -> &'a str {
        self.s.language().of(label)
    }

    /// Whether `id` is the one filtered by.
    pub fn is_id(&self, name: &str, id: &MatterId) -> bool {
        let chosen = if name == "unit" { self.asked.query.unit } else { self.asked.query.person };
        chosen == Some(*id)
    }

    /// Whether `kind` is the one filtered by.
    pub fn is_kind(&self, kind: &str) -> bool {
        self.asked.query.kind.as_deref() == Some(kind)
    }

    /// A day of the filter as the input wants it.
    pub fn day(&self, name: &str) -> String {
        let day = if name == "from" { self.asked.query.from } else { self.asked.query.to };
        day.map(|day| day.to_string()).unwrap_or_default()
    }

    /// The sort of an entry in words: of which kind, and which sort of it.
    pub fn sort(&self, entry: &Registered) -> String {
        let kind = self.s.kind(&entry.row.kind);
        let fields = self.s.words.kinds.get(&entry.row.kind).map_or(&[][..], |kind| &kind.fields);
        let choice = entry.sort.as_ref().and_then(|sort| {
            let mut choices = fields.iter().flat_map(|field| &field.choices);
            choices.find(|choice| choice.name == *sort)
        });
        match choice {
            Some(choice) => format!("{kind} · {}", self.s.language().of(&choice.label)),
            None => kind,
        }
    }
}

/// Who opened what.
#[derive(Template)]
#[template(path = "pages/accountability/openings.html")]
pub struct OpeningsPage {
    /// The frame.
    pub s: Shell,
    /// The last day first.
    pub openings: Vec<Opening>,
}
