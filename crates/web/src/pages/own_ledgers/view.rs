//! What the pages of own ledgers show.

use super::form::{CLASSES, TYPES};
use crate::shell::Shell;
use app::own_ledgers::{
    FieldRow, LedgerForm, MistakeTold, MoveRow, OwnLedger, OwnLedgerLine, TAKERS, TriedRow, Typed,
};
use askama::Template;
use ledger::{
    Kind,
    field::FieldType,
    guard::Guard,
    kind::{Label, Reason, StateClass},
};
use serde::Serialize;

/// All definitions.
#[derive(Template)]
#[template(path = "pages/own_ledgers/own_ledgers.html")]
pub struct OwnLedgersPage {
    /// The frame.
    pub s: Shell,
    /// Definitions, the last changed first.
    pub lines: Vec<OwnLedgerLine>,
    /// Why the form was refused.
    pub why: Option<String>,
}

/// One definition.
#[derive(Template)]
#[template(path = "pages/own_ledgers/own_ledger.html")]
pub struct OwnLedgerView {
    /// The frame.
    pub s: Shell,
    /// The definition.
    pub l: OwnLedger,
    /// The definition as a form, where it can be read; with room for what is added.
    pub form: Option<LedgerForm>,
    /// Sample rows as they were typed.
    pub sample: String,
    /// What became of them.
    pub tried: Vec<TriedRow>,
    /// Makes a second press of a button harmless.
    pub seed: String,
}

impl OwnLedgersPage {
    /// A label in the reader's language.
    pub fn told<'a>(&'a self, label: &'a Label) -> &'a str {
        self.s.language().of(label)
    }
}

impl OwnLedgerView {
    /// A label in the reader's language.
    pub fn told<'a>(&'a self, label: &'a Label) -> &'a str {
        self.s.language().of(label)
    }

    /// Name of the ledger, or of the page where it cannot be read.
    pub fn title(&self) -> String {
        let kind = self.l.kind.as_ref().map(|kind| self.told(&kind.label).to_owned());
        kind.unwrap_or_else(|| self.s.t.get("own-ledgers").into_owned())
    }

    /// Whether what is written here is live.
    pub fn is_live(&self) -> bool {
        self.l.mistake.is_none() && self.l.kind.as_ref().is_some_and(|kind| self.l.live == Some(kind.version))
    }

    /// Name of a state.
    pub fn state(&self, kind: &Kind, name: &str) -> String {
        kind.state(name).map_or_else(|| name.to_owned(), |state| self.told(&state.label).to_owned())
    }

    /// A mistake with its place: the part by its name for people, or the line.
    pub fn told_mistake(&self, mistake: &MistakeTold) -> String {
        let t = &self.s.t;
        let what = if mistake.rule.is_empty() {
            t.with("own-mistake-other", &[("problem", &mistake.problem), ("allowed", &mistake.allowed)])
        } else {
            let subject = self.named(&mistake.subject);
            t.with(
                &format!("own-mistake-{}", mistake.rule.replace('_', "-")),
                &[("subject", &subject), ("allowed", &mistake.allowed)],
            )
        };
        let line = mistake.line;
        match &mistake.part {
            Some((part, name)) => {
                let part = t.of("own-part", part);
                t.with(
                    "own-mistake-in-part",
                    &[("part", &part), ("name", &self.named(name)), ("line", &line), ("what", &what)],
                )
            }
            None => t.with("own-mistake-in-line", &[("line", &line), ("what", &what)]),
        }
    }

    /// What a name of the definition is called; the name itself where it is none.
    fn named(&self, name: &str) -> String {
        let Some(kind) = &self.l.kind else { return name.to_owned() };
        let label = kind
            .state(name)
            .map(|state| &state.label)
            .or_else(|| kind.field(name).map(|field| &field.label))
            .or_else(|| kind.find_move(name).map(|way| &way.label));
        match label {
            Some(label) => self.told(label).to_owned(),
            None if Guard::from_name(name).is_some() => self.s.t.of("guard", name).into_owned(),
            None => name.to_owned(),
        }
    }

    /// A typed text in the reader's language.
    pub fn typed<'a>(&'a self, typed: &'a Typed) -> &'a str {
        let own = if self.s.language() == app::language::Language::En { &typed.en } else { &typed.zh };
        if own.is_empty() { &typed.zh } else { own }
    }

    /// What a field may hold.
    pub fn types(&self) -> [FieldType; 9] {
        TYPES
    }

    /// How far a state may be from the end.
    pub fn classes(&self) -> [StateClass; 5] {
        CLASSES
    }

    /// Who may take a step.
    pub fn takers(&self) -> [&'static str; 4] {
        TAKERS
    }

    /// A word of a closed list as the definition writes it.
    pub fn word<T: Serialize>(&self, word: &T) -> String {
        let value = serde_json::to_value(word).unwrap_or_default();
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The guards that a step can have: those that read no field, or fields that are there.
    pub fn guards_for(&self, row: &MoveRow) -> Vec<Guard> {
        let has = |name: &str| self.l.kind.as_ref().is_some_and(|kind| kind.field(name).is_some());
        let can =
            |guard: &Guard| guard.reads().iter().all(|(name, _)| has(name)) || row.guards.contains(guard);
        Guard::ALL.into_iter().filter(can).collect()
    }

    /// Whether a step asks for a reason; a coded one only where it does already.
    pub fn reasons(&self, row: &MoveRow) -> Vec<&'static str> {
        let coded = (row.reason == Reason::Coded).then_some("coded");
        ["optional", "required"].into_iter().chain(coded).collect()
    }

    /// Date fields, from which a limit may be counted.
    pub fn dates(&self) -> Vec<&FieldRow> {
        let fields = self.form.iter().flat_map(|form| &form.fields);
        fields.filter(|field| field.r#type == FieldType::Date && !field.name.is_empty()).collect()
    }

    /// The number of a time such as `10wd`.
    pub fn number<'a>(&self, after: &'a str) -> &'a str {
        after.trim_end_matches(|sign: char| !sign.is_ascii_digit())
    }

    /// The unit of a time such as `10wd`; working days where there is none yet.
    pub fn unit<'a>(&self, after: &'a str) -> &'a str {
        let unit = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
        if unit.is_empty() { "wd" } else { unit }
    }

    /// All guards.
    pub fn all_guards(&self) -> String {
        Guard::ALL.map(Guard::name).join(", ")
    }

    /// All shelves.
    pub fn shelves(&self) -> String {
        let shelves =
            self.s.words.shelves.iter().map(|shelf| format!("{} ({})", shelf.name, self.told(&shelf.label)));
        shelves.collect::<Vec<_>>().join(", ")
    }

    /// Headings of sample rows.
    pub fn headings(&self) -> String {
        let fields =
            self.l.kind.iter().flat_map(|kind| &kind.fields).map(|field| self.told(&field.label).to_owned());
        let title = self.s.t.get("part-title").into_owned();
        [title].into_iter().chain(fields).collect::<Vec<_>>().join(",")
    }
}
