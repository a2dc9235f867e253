//! What a move brings with it: conditions, series, limits, what follows on others.

use super::{KindError, RawAlso, RawFollowUp, RawKind, RawMove, RawOnly, RawSeries, Reader};
use crate::{
    calendar::Limit,
    course::RATINGS,
    field::FieldType,
    kind::{Also, Field, FollowUp, Only, Series},
    matter::Link,
};
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn series(&self, raw: &RawSeries) -> Result<Series, KindError> {
        let pattern = raw.pattern.get_ref();
        if !pattern.contains("{n}") || !pattern.contains("{year}") || pattern.chars().count() > 60 {
            let problem = format!("pattern `{pattern}`");
            return Err(self.error(&raw.pattern, problem, "up to 60 characters with {year} and {n}"));
        }
        Ok(Series { name: raw.name.get_ref().clone(), pattern: pattern.clone() })
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
        let field = kind.field.iter().find(|field| field.name.get_ref() == named.get_ref());
        let field = field.filter(|field| field.r#type == FieldType::Choice);
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
    pub(super) fn only(&self, raw: &RawOnly, fields: &[Field]) -> Result<Only, KindError> {
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
        if let Some(field) = fields.iter().find(|field| field.name == *raw.field.get_ref()) {
            let choices: Vec<&str> = field.choices.iter().map(|choice| choice.name.as_str()).collect();
            let unknown = |value: &&Spanned<String>| {
                let value = value.get_ref().as_str();
                !value.is_empty() && !choices.contains(&value)
            };
            if let Some(value) = raw.is.iter().find(unknown) {
                let problem = format!("`{}` holds no `{}`", field.name, value.get_ref());
                return Err(self.error(value, problem, choices.join(", ")));
            }
        }
        Ok(Only {
            field: raw.field.get_ref().clone(),
            is: raw.is.iter().map(|value| value.get_ref().clone()).collect(),
            from: raw.from.as_ref().map(|bound| bound.get_ref().clone()),
            below: raw.below.as_ref().map(|bound| bound.get_ref().clone()),
        })
    }

    pub(super) fn rated(&self, raw: &Spanned<String>) -> Result<String, KindError> {
        if RATINGS.contains(&raw.get_ref().as_str()) {
            return Ok(raw.get_ref().clone());
        }
        Err(self.error(raw, format!("no rating `{}`", raw.get_ref()), RATINGS.join(", ")))
    }

    pub(super) fn also(&self, raw: &RawAlso) -> Result<Also, KindError> {
        self.name(&raw.r#move)?;
        Ok(Also { relation: self.relation(&raw.relation)?, r#move: raw.r#move.get_ref().clone() })
    }

    pub(super) fn follow_up(
        &self,
        raw: &RawFollowUp,
        moves: &[&str],
        fields: &[Field],
    ) -> Result<FollowUp, KindError> {
        self.name(&raw.kind)?;
        if !moves.contains(&raw.on.get_ref().as_str()) {
            let problem = format!("no move `{}`", raw.on.get_ref());
            return Err(self.error(&raw.on, problem, moves.join(", ")));
        }
        self.limit(&raw.after)?;
        Ok(FollowUp {
            on: raw.on.get_ref().clone(),
            kind: raw.kind.get_ref().clone(),
            relation: self.relation(&raw.relation)?,
            after: raw.after.get_ref().clone(),
            only: raw.only.as_ref().map(|only| self.only(only, fields)).transpose()?,
        })
    }

    pub(super) fn limit(&self, text: &Spanned<String>) -> Result<Limit, KindError> {
        let wrong = |_| {
            let problem = format!("limit `{}`", text.get_ref());
            self.error(text, problem, "a number up to 3660 with wd, d or mo, such as 5wd")
        };
        text.get_ref().parse().map_err(wrong)
    }

    fn relation(&self, name: &Spanned<String>) -> Result<String, KindError> {
        if Link::RELATIONS.contains(&name.get_ref().as_str()) {
            return Ok(name.get_ref().clone());
        }
        let problem = format!("no relation `{}`", name.get_ref());
        Err(self.error(name, problem, Link::RELATIONS.join(", ")))
    }
}
