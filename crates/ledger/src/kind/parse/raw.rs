//! A kind file as it is written, each name with its place.

use crate::{
    field::FieldType,
    kind::{Label, Nature, Privacy, Rater, Reason, StateClass},
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
}
