//! Labels of kinds, states, fields, moves and roles, as the customer's data files name them.

use app::{house::Shelf, language::Language};
use ledger::{Kind, Ladder, Roles, kind::Field};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds and roles by name.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Kinds in force, by name.
    pub kinds: BTreeMap<String, Kind>,
    /// All roles.
    pub roles: Roles,
    /// The escalation ladder, where there is one.
    pub ladder: Option<Ladder>,
    /// Shelves on which ledgers stand.
    pub shelves: Vec<Shelf>,
}

impl Words {
    /// The same without these kinds.
    pub fn without(&self, hidden: &BTreeSet<String>) -> Words {
        let mut words = self.clone();
        words.kinds.retain(|name, _| !hidden.contains(name));
        words
    }

    /// Label of a kind; the name itself when it is not known.
    pub fn kind(&self, language: Language, kind: &str) -> String {
        self.kinds.get(kind).map_or_else(|| kind.to_owned(), |kind| language.of(&kind.label).to_owned())
    }

    /// Label of a state.
    pub fn state(&self, language: Language, kind: &str, state: &str) -> String {
        let found = self.kinds.get(kind).and_then(|kind| kind.state(state));
        found.map_or_else(|| state.to_owned(), |state| language.of(&state.label).to_owned())
    }

    /// Label of a move.
    pub fn way(&self, language: Language, kind: &str, name: &str) -> String {
        let found = self.kinds.get(kind).and_then(|kind| kind.find_move(name));
        found.map_or_else(|| name.to_owned(), |way| language.of(&way.label).to_owned())
    }

    /// Label of a return code.
    pub fn code(&self, language: Language, kind: &str, code: &str) -> String {
        let codes = self.kinds.get(kind).map_or(&[][..], |kind| &kind.return_codes);
        let found = codes.iter().find(|choice| choice.name == code);
        found.map_or_else(|| code.to_owned(), |choice| language.of(&choice.label).to_owned())
    }

    /// Label of a role.
    pub fn role(&self, language: Language, role: &str) -> String {
        self.roles.get(role).map_or_else(|| role.to_owned(), |role| language.of(&role.label).to_owned())
    }

    /// Label of a shelf.
    pub fn shelf(&self, language: Language, name: &str) -> String {
        let found = self.shelves.iter().find(|shelf| shelf.name == name);
        found.map_or_else(|| name.to_owned(), |shelf| language.of(&shelf.label).to_owned())
    }

    /// Label of a rung of the ladder.
    pub fn rung(&self, language: Language, rung: &str) -> String {
        let found = self.ladder.as_ref().and_then(|ladder| ladder.rung(rung));
        found.map_or_else(|| rung.to_owned(), |rung| language.of(&rung.label).to_owned())
    }

    /// Label of a choice of an own field.
    pub fn choice(&self, language: Language, kind: &str, field: &str, name: &str) -> String {
        let choices = self.field(kind, field).map_or(&[][..], |field| &field.choices);
        let found = choices.iter().find(|choice| choice.name == name);
        found.map_or_else(|| name.to_owned(), |choice| language.of(&choice.label).to_owned())
    }

    /// Choices of an own field in their order: name and label.
    pub fn choices(&self, language: Language, kind: &str, field: &str) -> Vec<(String, String)> {
        let choices = self.field(kind, field).map_or(&[][..], |field| &field.choices);
        choices.iter().map(|one| (one.name.clone(), language.of(&one.label).to_owned())).collect()
    }

    /// An own field of a kind.
    pub fn field(&self, kind: &str, name: &str) -> Option<&Field> {
        self.kinds.get(kind)?.field(name)
    }

    /// Label of an own field.
    pub fn field_label(&self, language: Language, kind: &str, name: &str) -> String {
        self.field(kind, name).map_or_else(|| name.to_owned(), |field| language.of(&field.label).to_owned())
    }
}
