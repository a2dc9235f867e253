//! A kind file as it is written, each name with its place.

use crate::{
    field::FieldType,
    guard::Guard,
    kind::{
        Also, Choice, Field, FollowUp, Kind, Label, Move, Nature, Only, Privacy, Rater, Reason, Series,
        State, StateClass, StateLimit,
    },
};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKind {
    pub(super) kind: Spanned<String>,
    pub(super) version: Spanned<u32>,
    pub(super) nature: Nature,
    pub(super) label: Label,
    #[serde(default)]
    pub(super) under: Vec<Spanned<String>>,
    pub(super) opens_as: Spanned<String>,
    pub(super) imports_as: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) field: Vec<RawField>,
    pub(super) state: Vec<RawState>,
    #[serde(default, rename = "move")]
    pub(super) moves: Vec<RawMove>,
    #[serde(default)]
    pub(super) return_code: Vec<RawChoice>,
    pub(super) readers: Option<Spanned<Readers>>,
    #[serde(default)]
    pub(super) in_plan: bool,
    #[serde(default)]
    pub(super) series: Vec<RawSeries>,
    #[serde(default)]
    pub(super) follow_up: Vec<RawFollowUp>,
    pub(super) shelf: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) columns: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) limit: Vec<RawLimit>,
    pub(super) longest_extension: Option<Spanned<String>>,
    pub(super) through: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLimit {
    pub(super) on: Spanned<String>,
    pub(super) after: Spanned<String>,
    pub(super) from: Option<Spanned<String>>,
    pub(super) only: Option<RawOnly>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Readers {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSeries {
    pub(super) name: Spanned<String>,
    pub(super) pattern: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOnly {
    pub(super) field: Spanned<String>,
    #[serde(default)]
    pub(super) is: Vec<Spanned<String>>,
    pub(super) from: Option<Spanned<String>>,
    pub(super) below: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAlso {
    pub(super) relation: Spanned<String>,
    pub(super) r#move: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFollowUp {
    pub(super) on: Spanned<String>,
    pub(super) kind: Spanned<String>,
    pub(super) relation: Spanned<String>,
    pub(super) after: Spanned<String>,
    pub(super) only: Option<RawOnly>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    pub(super) name: Spanned<String>,
    pub(super) r#type: FieldType,
    pub(super) label: Label,
    #[serde(default)]
    pub(super) choice: Vec<RawChoice>,
    #[serde(default)]
    pub(super) privacy: Privacy,
    #[serde(default)]
    pub(super) required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub(super) name: Spanned<String>,
    pub(super) label: Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawState {
    pub(super) name: Spanned<String>,
    pub(super) class: StateClass,
    pub(super) label: Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMove {
    pub(super) name: Spanned<String>,
    pub(super) from: Vec<Spanned<String>>,
    pub(super) to: Spanned<String>,
    pub(super) label: Label,
    #[serde(default)]
    pub(super) reason: Reason,
    #[serde(default)]
    pub(super) guards: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) needs: Vec<Spanned<String>>,
    pub(super) only: Option<RawOnly>,
    pub(super) rating: Option<Rater>,
    pub(super) rated: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) due: bool,
    pub(super) wait: Option<Spanned<String>>,
    pub(super) series: Option<Spanned<String>>,
    pub(super) series_of: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) rebound: bool,
    #[serde(default)]
    pub(super) also: Vec<RawAlso>,
    pub(super) through: Option<Spanned<String>>,
}

impl RawKind {
    pub(super) fn own_field(&self, name: &str) -> Option<&RawField> {
        self.field.iter().find(|field| field.name.get_ref() == name)
    }

    pub(super) fn move_names(&self) -> Vec<&str> {
        self.moves.iter().map(|one| one.name.get_ref().as_str()).collect()
    }

    pub(super) fn into_kind(self) -> Kind {
        let opens_as = self.opens_as.into_inner();
        Kind {
            name: self.kind.into_inner(),
            version: self.version.into_inner(),
            nature: self.nature,
            label: self.label,
            under: texts(self.under),
            imports_as: text(self.imports_as).unwrap_or_else(|| opens_as.clone()),
            opens_as,
            fields: self.field.into_iter().map(RawField::into_field).collect(),
            states: self.state.into_iter().map(RawState::into_state).collect(),
            moves: self.moves.into_iter().map(RawMove::into_move).collect(),
            return_codes: self.return_code.into_iter().map(RawChoice::into_choice).collect(),
            readers: self.readers.map(|readers| readers.get_ref().rights()).unwrap_or_default(),
            in_plan: self.in_plan,
            series: self.series.into_iter().map(RawSeries::into_series).collect(),
            follow_ups: self.follow_up.into_iter().map(RawFollowUp::into_follow_up).collect(),
            shelf: text(self.shelf),
            columns: texts(self.columns),
            limits: self.limit.into_iter().map(RawLimit::into_limit).collect(),
            longest_extension: text(self.longest_extension),
            through: text(self.through),
        }
    }
}

impl Readers {
    pub(super) fn rights(&self) -> Vec<String> {
        match self {
            Readers::One(right) => vec![right.clone()],
            Readers::Many(rights) => rights.clone(),
        }
    }
}

impl RawLimit {
    fn into_limit(self) -> StateLimit {
        StateLimit {
            on: self.on.into_inner(),
            after: self.after.into_inner(),
            from: text(self.from),
            only: self.only.map(RawOnly::into_only),
        }
    }
}

impl RawSeries {
    fn into_series(self) -> Series {
        Series { name: self.name.into_inner(), pattern: self.pattern.into_inner() }
    }
}

impl RawOnly {
    fn into_only(self) -> Only {
        Only {
            field: self.field.into_inner(),
            is: texts(self.is),
            from: text(self.from),
            below: text(self.below),
        }
    }
}

impl RawFollowUp {
    fn into_follow_up(self) -> FollowUp {
        FollowUp {
            on: self.on.into_inner(),
            kind: self.kind.into_inner(),
            relation: self.relation.into_inner(),
            after: self.after.into_inner(),
            only: self.only.map(RawOnly::into_only),
        }
    }
}

impl RawField {
    fn into_field(self) -> Field {
        Field {
            name: self.name.into_inner(),
            r#type: self.r#type,
            label: self.label,
            choices: self.choice.into_iter().map(RawChoice::into_choice).collect(),
            privacy: self.privacy,
            required: self.required,
        }
    }
}

impl RawChoice {
    fn into_choice(self) -> Choice {
        Choice { name: self.name.into_inner(), label: self.label }
    }
}

impl RawState {
    fn into_state(self) -> State {
        State { name: self.name.into_inner(), class: self.class, label: self.label }
    }
}

impl RawMove {
    fn into_move(self) -> Move {
        let also =
            |also: RawAlso| Also { relation: also.relation.into_inner(), r#move: also.r#move.into_inner() };
        Move {
            name: self.name.into_inner(),
            from: texts(self.from),
            to: self.to.into_inner(),
            label: self.label,
            reason: self.reason,
            // The check has refused a guard that is not known; a sketch leaves it out.
            guards: self.guards.iter().filter_map(|name| Guard::from_name(name.get_ref())).collect(),
            needs: texts(self.needs),
            only: self.only.map(RawOnly::into_only),
            rating: self.rating,
            rated: text(self.rated),
            due: self.due,
            wait: text(self.wait),
            series: text(self.series),
            series_of: text(self.series_of),
            rebound: self.rebound,
            also: self.also.into_iter().map(also).collect(),
            through: text(self.through),
        }
    }
}

fn text(text: Option<Spanned<String>>) -> Option<String> {
    text.map(Spanned::into_inner)
}

fn texts(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(Spanned::into_inner).collect()
}
