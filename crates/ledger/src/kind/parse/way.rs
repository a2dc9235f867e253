//! What a move brings with it: conditions, series, limits, what follows on others.

use super::{KindError, RawAlso, RawFollowUp, RawKind, RawMove, RawOnly, RawSeries, Reader};
use crate::{calendar::Limit, course::RATINGS, field::FieldType, matter::Link};
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn series(&self, raw: &RawSeries) -> Result<(), KindError> {
        let pattern = raw.pattern.get_ref();
        if !pattern.contains("{n}") || !pattern.contains("{year}") || pattern.chars().count() > 60 {
            let problem = format!("pattern `{pattern}`");
            return Err(self.error(&raw.pattern, problem, "up to 60 characters with {year} and {n}"));
        }
        Ok(())
    }

    /// The series of a move exist: the one it names, or one for every choice of the field it names.
    pub(super) fn numbers(&self, raw: &RawMove, kind: &RawKind) -> Result<(), KindError> {
        let known: Vec<&str> = kind.series.iter().map(|series| series.name.get_ref().as_str()).collect();
        if let Some(series) = raw.series.as_ref().filter(|series| !known.contains(&series.get_ref().as_str()))
        {
            let problem = format!("no series `{}`", series.get_ref());
            return Err(self.error(series, problem, known.join(", ")));
        }
        let Some(named) = &raw.series_of else { return Ok(()) };
        let field = kind.own_field(named.get_ref()).filter(|field| field.r#type == FieldType::Choice);
        let Some(field) = field else {
            let problem = format!("no choice field `{}`", named.get_ref());
            return Err(self.error(named, problem, "a [[field]] with type = \"choice\""));
        };
        match field.choice.iter().find(|choice| !known.contains(&choice.name.get_ref().as_str())) {
            None => Ok(()),
            Some(choice) => {
                let problem = format!("choice `{}` has no series", choice.name.get_ref());
                Err(self.error(&choice.name, problem, "a [[series]] of the same name"))
            }
        }
    }

    /// A field of the matter above is not known here; one of this kind is a choice with these values.
    pub(super) fn only(&self, raw: &RawOnly, kind: &RawKind) -> Result<(), KindError> {
        self.name(&raw.field)?;
        if raw.is.is_empty() && raw.from.is_none() && raw.below.is_none() {
            let allowed = "is = [values], or from and below with decimals";
            return Err(self.error(&raw.field, "a condition that says nothing".into(), allowed));
        }
        for bound in raw.from.iter().chain(&raw.below) {
            if !crate::figure::is_decimal(bound.get_ref()) {
                return Err(self.error(bound, format!("`{}`", bound.get_ref()), "a decimal, such as 500.5"));
            }
        }
        if let Some(field) = kind.own_field(raw.field.get_ref()) {
            let choices: Vec<&str> =
                field.choice.iter().map(|choice| choice.name.get_ref().as_str()).collect();
            let unknown = |value: &&Spanned<String>| {
                let value = value.get_ref().as_str();
                !value.is_empty() && !choices.contains(&value)
            };
            if let Some(value) = raw.is.iter().find(unknown) {
                let problem = format!("`{}` holds no `{}`", field.name.get_ref(), value.get_ref());
                return Err(self.error(value, problem, choices.join(", ")));
            }
        }
        Ok(())
    }

    pub(super) fn rated(&self, raw: &Spanned<String>) -> Result<(), KindError> {
        if RATINGS.contains(&raw.get_ref().as_str()) {
            return Ok(());
        }
        Err(self.error(raw, format!("no rating `{}`", raw.get_ref()), RATINGS.join(", ")))
    }

    pub(super) fn also(&self, raw: &RawAlso) -> Result<(), KindError> {
        self.name(&raw.r#move)?;
        self.relation(&raw.relation)
    }

    pub(super) fn follow_up(&self, raw: &RawFollowUp, kind: &RawKind) -> Result<(), KindError> {
        self.name(&raw.kind)?;
        let moves = kind.move_names();
        if !moves.contains(&raw.on.get_ref().as_str()) {
            let problem = format!("no move `{}`", raw.on.get_ref());
            return Err(self.error(&raw.on, problem, moves.join(", ")).of("no_move", raw.on.get_ref()));
        }
        self.limit(&raw.after)?;
        self.relation(&raw.relation)?;
        raw.only.iter().try_for_each(|only| self.only(only, kind))
    }

    pub(super) fn limit(&self, text: &Spanned<String>) -> Result<(), KindError> {
        if text.get_ref().parse::<Limit>().is_ok() {
            return Ok(());
        }
        let problem = format!("limit `{}`", text.get_ref());
        Err(self
            .error(text, problem, "a number up to 3660 with wd, d or mo, such as 5wd")
            .of("limit", text.get_ref()))
    }

    fn relation(&self, name: &Spanned<String>) -> Result<(), KindError> {
        if Link::RELATIONS.contains(&name.get_ref().as_str()) {
            return Ok(());
        }
        let problem = format!("no relation `{}`", name.get_ref());
        Err(self.error(name, problem, Link::RELATIONS.join(", ")))
    }
}
