//! What the list of one ledger shows.

use crate::{
    pages::{
        matter::{form::Typed, inputs::Edited},
        matters::filter::Filter,
    },
    shell::Shell,
    telling::field_value,
};
use app::query::{
    answer::Named,
    ledgers::{LedgerPage, LedgerRow},
};
use askama::Template;
use ledger::{Kind, Lamp, MatterId, StateClass, kind::Label};
use std::borrow::Cow;

/// The page.
#[derive(Template)]
#[template(path = "pages/ledgers/ledger.html")]
pub struct LedgerView {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub filter: Filter,
    /// Parameters of the address that could not be read.
    pub unread: Vec<String>,
    /// The ledger.
    pub l: LedgerPage,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// People to choose from.
    pub people: Vec<Named>,
    /// Whether this person may open a row.
    pub may_open: bool,
    /// Random seed of the form's command ids.
    pub seed: String,
    /// What was typed into the form when it was refused.
    pub typed: Option<Typed>,
}

impl LedgerView {
    fn kind(&self) -> Option<&Kind> {
        self.s.words.kinds.get(&self.l.kind)
    }

    fn path(&self) -> String {
        format!("/ledgers/{}", self.l.kind)
    }

    /// Name of the ledger.
    pub fn title(&self) -> String {
        self.s.kind(&self.l.kind)
    }

    /// Own columns: name and label.
    pub fn columns(&self) -> Vec<(String, String)> {
        let columns = self.kind().map_or(&[][..], |kind| &kind.columns);
        let label = |name: &String| self.s.words.field_label(self.s.language(), &self.l.kind, name);
        columns.iter().map(|name| (name.clone(), label(name))).collect()
    }

    /// What stands in a column.
    pub fn cell(&self, row: &LedgerRow, name: &str) -> String {
        let told = |value| field_value(self.s.t, &self.s.words, &self.l.kind, name, value, &self.l.names);
        row.fields.get(name).map(told).unwrap_or_default()
    }

    /// Whether a column holds amounts.
    pub fn is_number(&self, name: &str) -> bool {
        let field = self.s.words.field(&self.l.kind, name);
        field.is_some_and(|field| field.r#type == ledger::field::FieldType::Decimal)
    }

    /// Classes that something is in: name, how many, address, whether it is chosen.
    pub fn classes(&self) -> Vec<(&'static str, u64, String, bool)> {
        let one = |class: StateClass| {
            let on = self.filter.class == Some(class);
            let next = self.filter.with("class", if on { "" } else { class.name() });
            (class.name(), self.l.counts.class(class), next.address(&self.path()), on)
        };
        StateClass::ALL.into_iter().map(one).filter(|(_, n, _, on)| *n > 0 || *on).collect()
    }

    /// Lamps that something has: name, how many, address, whether it is chosen.
    pub fn lamps(&self) -> Vec<(&'static str, u64, String, bool)> {
        let one = |lamp: Lamp| {
            let on = self.filter.lamp == Some(lamp);
            let next = self.filter.with("lamp", if on { "" } else { lamp.name() });
            (lamp.name(), self.l.counts.lamp(lamp), next.address(&self.path()), on)
        };
        let shown = Lamp::ALL.into_iter().filter(|lamp| *lamp != Lamp::Off);
        shown.map(one).filter(|(_, n, _, on)| *n > 0 || *on).collect()
    }

    /// Whether the unit is the one chosen.
    pub fn is_unit(&self, id: &MatterId) -> bool {
        self.filter.unit == Some(*id)
    }

    /// Names and values that the filter's form keeps.
    pub fn kept(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let kept = |(name, _): &(&'static str, Cow<'_, str>)| !matches!(*name, "unit" | "text" | "after");
        self.filter.pairs().into_iter().filter(kept).collect()
    }

    /// The list without anything that narrows it.
    pub fn cleared(&self) -> String {
        Filter { as_of: self.filter.as_of, ..Filter::default() }.address(&self.path())
    }

    /// The list in the order of due dates.
    pub fn by_due(&self) -> String {
        self.filter.with("sort", "due").address(&self.path())
    }

    /// The first page.
    pub fn first(&self) -> String {
        Filter { after: String::new(), ..self.filter.clone() }.address(&self.path())
    }

    /// What is listed as a sheet, all its pages in one.
    pub fn sheet(&self) -> String {
        let kind = self.l.kind.clone();
        Filter { kind, after: String::new(), ..self.filter.clone() }.address("/matters/sheet")
    }

    /// The next page.
    pub fn next(&self) -> Option<String> {
        let after = self.l.next.clone()?;
        Some(Filter { after, ..self.filter.clone() }.address(&self.path()))
    }

    /// Fields that are known when a row opens: those that no move asks for.
    pub fn inputs(&self) -> Vec<Edited<'_>> {
        let Some(kind) = self.kind() else { return vec![] };
        let asked: Vec<&str> = kind.moves.iter().flat_map(|way| way.asks()).collect();
        let known =
            kind.fields.iter().filter(|field| field.required || !asked.contains(&field.name.as_str()));
        known
            .map(|field| {
                let typed =
                    self.typed.as_ref().and_then(|typed| typed.get("open", &format!("f.{}", field.name)));
                Edited::new(field, self.s.language(), typed.unwrap_or_default().to_owned())
            })
            .collect()
    }

    /// What was typed before.
    pub fn value(&self, name: &str) -> String {
        self.typed.as_ref().and_then(|typed| typed.get("open", name)).unwrap_or_default().to_owned()
    }

    /// Why the form was refused.
    pub fn why(&self) -> Option<&str> {
        self.typed.as_ref().map(|typed| typed.why.as_str())
    }

    /// Label of a choice.
    pub fn label<'a>(&'a self, label: &'a Label) -> &'a str {
        self.s.language().of(label)
    }
}
