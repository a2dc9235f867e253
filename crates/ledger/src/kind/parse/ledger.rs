//! What makes a kind a ledger: its limits, its columns, and that the fields its guards and gates read are there.

use super::{KindError, RawKind, RawLimit, Reader};
use crate::{field::FieldType, guard::Guard, kind::OPENING};
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn state_limit(&self, raw: &RawLimit, kind: &RawKind) -> Result<(), KindError> {
        let on = raw.on.get_ref().as_str();
        let moves = kind.move_names();
        if on != OPENING && !moves.contains(&on) {
            let problem = format!("no move `{on}`");
            return Err(self
                .error(&raw.on, problem, format!("{OPENING}, {}", moves.join(", ")))
                .of("no_move", on));
        }
        self.limit(&raw.after)?;
        raw.from.iter().try_for_each(|from| self.typed(from, FieldType::Date, kind))?;
        raw.only.iter().try_for_each(|only| self.only(only, kind))
    }

    /// Names of own fields, each of which is there.
    pub(super) fn own_fields(&self, names: &[Spanned<String>], kind: &RawKind) -> Result<(), KindError> {
        self.distinct(names.iter())?;
        match names.iter().find(|name| kind.own_field(name.get_ref()).is_none()) {
            None => Ok(()),
            Some(name) => {
                let known: Vec<&str> = kind.field.iter().map(|field| field.name.get_ref().as_str()).collect();
                let problem = format!("no field `{}`", name.get_ref());
                Err(self.error(name, problem, known.join(", ")).of("no_field", name.get_ref()))
            }
        }
    }

    /// The fields that a guard reads are there, with the types they are read with.
    pub(super) fn reads(
        &self,
        written: &Spanned<String>,
        guard: Guard,
        kind: &RawKind,
    ) -> Result<(), KindError> {
        for (name, r#type) in guard.reads() {
            if kind.own_field(name).is_none_or(|field| field.r#type != *r#type) {
                let problem = format!("guard `{}` without a field `{name}`", guard.name());
                let allowed = format!("a [[field]] `{name}` of type {type:?}");
                return Err(self.error(written, problem, allowed).of("guard_field", guard.name()));
            }
        }
        Ok(())
    }

    fn typed(&self, name: &Spanned<String>, r#type: FieldType, kind: &RawKind) -> Result<(), KindError> {
        if kind.own_field(name.get_ref()).is_some_and(|field| field.r#type == r#type) {
            return Ok(());
        }
        let problem = format!("no field `{}`", name.get_ref());
        Err(self.error(name, problem, format!("a [[field]] of type {type:?}")).of("no_field", name.get_ref()))
    }
}
