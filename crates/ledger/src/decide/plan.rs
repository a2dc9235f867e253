//! The plan (整改方案): whether it is complete, and freezing it when it is adopted.

use super::{Scene, given, within};
use crate::{
    event::Event,
    kind::{Kind, Nature},
    limit,
    matter::Matter,
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

/// Something a plan cannot be adopted without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Completion standard.
    Standard,
    /// Responsible unit.
    Unit,
    /// Responsible person.
    Person,
    /// Responsible leader.
    Leader,
    /// Due date.
    Due,
    /// Class: at once, dated or long-term.
    Class,
    /// Risk: how heavy the acceptance is.
    Risk,
}

impl Lack {
    /// All, in the order they are asked for.
    pub const ALL: [Lack; 7] =
        [Lack::Standard, Lack::Unit, Lack::Person, Lack::Leader, Lack::Due, Lack::Class, Lack::Risk];

    /// Stable name in refusals, the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Lack::Standard => "standard",
            Lack::Unit => "unit",
            Lack::Person => "person",
            Lack::Leader => "leader",
            Lack::Due => "due",
            Lack::Class => "class",
            Lack::Risk => "risk",
        }
    }
}

/// What `matter` lacks to stand in an adopted plan. Fields are asked for where its kind has them; a person where the
/// kind promises something of its own, a leader where other things stand below it.
pub fn lacks(matter: &Matter, kind: &Kind) -> Vec<Lack> {
    let has = |field: &str| {
        matter.fields.get(field).is_some_and(|value| value.as_text().is_none_or(|t| !t.trim().is_empty()))
    };
    let promises = kind.field("standard").is_some();
    let missing = |lack: &Lack| match lack {
        Lack::Unit => matter.unit.is_none(),
        Lack::Due => matter.due.is_none(),
        Lack::Person => promises && matter.person.is_none(),
        Lack::Leader => !promises && matter.leader.is_none(),
        field => kind.field(field.name()).is_some() && !has(field.name()),
    };
    Lack::ALL.into_iter().filter(missing).collect()
}

/// Freezes what `matter` promises.
///
/// # Errors
/// [`Refusal::Incomplete`] names the matter and what it lacks.
pub fn freeze(matter: &Matter, kind: &Kind, round: u32) -> Result<Event, Refusal> {
    match lacks(matter, kind).as_slice() {
        [] => Ok(Event::BaselineFrozen { round }),
        [first, ..] => Err(Refusal::Incomplete { matter: matter.id, lack: *first }),
    }
}

/// Adopts the plan of a campaign; the caller freezes everything below it in the same write.
pub(super) fn adopt(scene: &Scene<'_>, campaign: &Matter, reason: &str) -> Result<Event, Refusal> {
    if scene.kind.nature != Nature::Group || campaign.parent.is_some() {
        return Err(Refusal::NotForKind { kind: campaign.kind.clone(), what: "plan" });
    }
    given("reason", reason)?;
    within("reason", reason, limit::SHORT)?;
    if scene.around.to_freeze == 0 {
        return Err(Refusal::NothingToDo);
    }
    if scene.around.reviews_open > 0 {
        return Err(Refusal::Unreviewed { comments: scene.around.reviews_open });
    }
    let round = campaign.course.baseline.as_ref().map_or(0, |baseline| baseline.round) + 1;
    Ok(Event::PlanAdopted { round, matters: scene.around.to_freeze, reason: reason.trim().to_owned() })
}
