//! What makes a kind a ledger: its limits, its columns, and that the fields its guards and gates read are there.

use super::{KindError, RawLimit, RawMove, Reader};
use crate::{
    field::FieldType,
    guard::Guard,
    kind::{Field, OPENING, StateLimit},
};
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn state_limit(
        &self,
        raw: &RawLimit,
        moves: &[&str],
        fields: &[Field],
    ) -> Result<StateLimit, KindError> {
        let on = raw.on.get_ref().as_str();
        if on != OPENING && !moves.contains(&on) {
            let problem = format!("no move `{on}`");
            return Err(self.error(&raw.on, problem, format!("{OPENING}, {}", moves.join(", "))));
        }
        self.limit(&raw.after)?;
        if let Some(from) = &raw.from {
            self.typed(from, FieldType::Date, fields)?;
        }
        Ok(StateLimit {
            on: on.to_owned(),
            after: raw.after.get_ref().clone(),
            from: raw.from.as_ref().map(|from| from.get_ref().clone()),
            only: raw.only.as_ref().map(|only| self.only(only, fields)).transpose()?,
        })
    }

    /// Names of own fields, each of which is there.
    pub(super) fn own_fields(
        &self,
        raw: &[Spanned<String>],
        fields: &[Field],
    ) -> Result<Vec<String>, KindError> {
        self.distinct(raw.iter())?;
        for name in raw {
            if !fields.iter().any(|field| field.name == *name.get_ref()) {
                let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                return Err(self.error(name, format!("no field `{}`", name.get_ref()), known.join(", ")));
            }
        }
        Ok(raw.iter().map(|name| name.get_ref().clone()).collect())
    }

    /// The fields that guards of a move read are there, with the types they are read with.
    pub(super) fn reads(&self, raw: &RawMove, guards: &[Guard], fields: &[Field]) -> Result<(), KindError> {
        for (guard, written) in guards.iter().zip(&raw.guards) {
            for (name, kind) in guard.reads() {
                if !fields.iter().any(|field| field.name == *name && field.r#type == *kind) {
                    let problem = format!("guard `{}` without a field `{name}`", guard.name());
                    return Err(self.error(
                        written,
                        problem,
                        format!("a [[field]] `{name}` of type {kind:?}"),
                    ));
                }
            }
        }
        Ok(())
    }

    fn typed(&self, name: &Spanned<String>, kind: FieldType, fields: &[Field]) -> Result<(), KindError> {
        if fields.iter().any(|field| field.name == *name.get_ref() && field.r#type == kind) {
            return Ok(());
        }
        Err(self.error(
            name,
            format!("no field `{}`", name.get_ref()),
            format!("a [[field]] of type {kind:?}"),
        ))
    }
}
