//! Deciding a command against the scene: events or a refusal, nothing else.

mod acceptance;
mod extension;
mod open;
mod plan;
mod progress;
mod responsibility;
mod rung;
mod way;
mod words;

pub use plan::{Lack, freeze, lacks};

use crate::{
    authority::{self, Actor, Reached, Roles},
    calendar::Calendar,
    command::Command,
    event::Event,
    id::MatterId,
    kind::{Kind, Nature},
    ladder::Ladder,
    matter::Matter,
    refusal::Refusal,
};
use jiff::civil::Date;
use std::{collections::BTreeMap, sync::Arc};

/// What a command is decided against, loaded by the caller.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// All roles.
    pub roles: &'a Roles,
    /// Kind of the matter, or of the one to be opened.
    pub kind: &'a Kind,
    /// The matter; `None` for [`Command::Open`].
    pub matter: Option<&'a Matter>,
    /// The matter above, for [`Command::Open`].
    pub parent: Option<&'a Matter>,
    /// Id a new matter would get.
    pub new_id: MatterId,
    /// Rank a new matter would get among its siblings.
    pub next_rank: u32,
    /// Responsible people and units the right is checked against.
    pub reached: &'a Reached,
    /// Matters that [`Command::refers_to`] names, as far as they exist.
    pub referenced: &'a BTreeMap<MatterId, Matter>,
    /// What stands around the matter.
    pub around: &'a Around,
    /// The escalation ladder, where the house has one.
    pub ladder: Option<&'a Ladder>,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Today in Asia/Shanghai.
    pub today: Date,
}

/// What a decision looks at beside the matter itself; what a command does not ask for is left at its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The matter above.
    pub above: Option<Arc<Matter>>,
    /// Matters below that have not ended.
    pub running_below: u64,
    /// Matters that it depends on and that have not ended.
    pub waiting_for: u64,
    /// Matters not ended that name this unit or person as responsible.
    pub in_hand: u64,
    /// Whether the matter that a link leads to depends, over others, on this one.
    pub leads_back: bool,
    /// Numbers already taken this year from the series that the move takes one from.
    pub numbers_taken: u64,
    /// First day of the campaign it stands under: the day of the feedback, if that is known.
    pub since: Option<Date>,
    /// Matters that the adopted plan freezes.
    pub to_freeze: u64,
    /// Review comments on the plan that nobody has decided on yet.
    pub reviews_open: u64,
    /// The use case that carries the command out, where it is one that kinds name (`through`).
    pub through: Option<&'static str>,
}

/// Decides `command` by `actor`; `seen` is the version the form was filled in on, if it says.
///
/// # Errors
/// A [`Refusal`] that says why; nothing has changed.
pub fn decide(
    scene: &Scene<'_>,
    actor: &Actor,
    command: &Command,
    seen: Option<u64>,
) -> Result<Vec<Event>, Refusal> {
    if !responsibility::is_own_deputy(scene, actor, command) {
        let right = command.right_on(scene.kind.nature);
        authority::check(scene.roles, actor, &right, scene.reached, scene.today)?;
    }
    if scene.kind.only_through(command).is_some_and(|through| scene.around.through != Some(through)) {
        return Err(Refusal::OnlyThrough);
    }
    let matter = match command {
        Command::Open(open) => return open::open(scene, open).map(|event| vec![event]),
        _ => scene.matter.ok_or(Refusal::NoSuchMatter(MatterId::SPACE))?,
    };
    if let Some(seen) = seen.filter(|seen| *seen != matter.version) {
        return Err(Refusal::Stale { seen, now: matter.version });
    }
    let event = match command {
        Command::Open(_) => return Err(Refusal::NothingToDo),
        Command::Move(taken) => return way::take(scene, actor, matter, taken),
        Command::EditFields { set } => open::edit_fields(scene, running(matter)?, set)?,
        Command::Assign(assign) => responsibility::assign(scene, running(matter)?, assign)?,
        Command::SetDueDate { due, reason } => {
            responsibility::set_due_date(scene, running(matter)?, *due, reason)?
        }
        Command::ReportProgress(report) => progress::report(scene, running(matter)?, report)?,
        Command::AttachEvidence { evidence } => progress::attach(running(matter)?, evidence)?,
        Command::Comment { text } => words::comment(text)?,
        Command::Link { to, relation, note } => words::link(scene, matter, *to, relation, note)?,
        Command::Unlink { to, relation } => words::unlink(matter, *to, relation)?,
        Command::RequestExtension { to, reason, progress } => {
            extension::request(scene, running(matter)?, *to, reason, progress)?
        }
        Command::DecideExtension { approve, reason } => {
            extension::decide(scene, actor, running(matter)?, *approve, reason)?
        }
        Command::RecordCheck(check) => acceptance::record_check(scene, running(matter)?, check)?,
        Command::AdoptPlan { reason } => plan::adopt(scene, running(matter)?, reason)?,
        Command::TakeRung { rung, slip, reason } => rung::take(scene, running(matter)?, rung, *slip, reason)?,
        Command::AnswerRung { rung, text } => rung::answer(matter, rung, text)?,
        Command::WithdrawRung { rung, reason } => rung::withdraw(matter, rung, reason)?,
        Command::Correct { number, title, reason } => words::correct(matter, number, title, reason)?,
        Command::GrantRole { role, unit, until } => {
            responsibility::grant(scene, running(matter)?, role, *unit, *until)?
        }
        Command::RevokeRole { role, unit } => responsibility::revoke(matter, role, *unit)?,
        Command::NameDeputy(named) => responsibility::name_deputy(scene, running(matter)?, named)?,
        Command::WithdrawDeputy { deputy } => responsibility::withdraw_deputy(matter, *deputy)?,
    };
    Ok(vec![event])
}

/// The matter, unless it has ended.
fn running(matter: &Matter) -> Result<&Matter, Refusal> {
    if matter.class.has_ended() { Err(Refusal::Ended) } else { Ok(matter) }
}

/// Only what is owed has progress, a due date and somebody responsible.
fn owed(scene: &Scene<'_>, what: &'static str) -> Result<(), Refusal> {
    match scene.kind.nature {
        Nature::Matter => Ok(()),
        Nature::Group | Nature::Register => Err(Refusal::NotForKind { kind: scene.kind.name.clone(), what }),
    }
}

fn given(field: &str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::Missing { field: field.to_owned() }) } else { Ok(()) }
}

fn within(field: &str, text: &str, limit: usize) -> Result<(), Refusal> {
    // Bytes bound code points from above, so the usual short text is never counted.
    if text.len() <= limit {
        return Ok(());
    }
    let found = text.chars().count();
    if found <= limit { Ok(()) } else { Err(Refusal::TooLong { field: field.to_owned(), limit, found }) }
}

/// The named matter is there; a unit or person must also still serve.
fn refers(
    scene: &Scene<'_>,
    field: &'static str,
    id: MatterId,
    expected: &'static str,
) -> Result<(), Refusal> {
    match scene.referenced.get(&id) {
        Some(_) if expected.is_empty() => Ok(()),
        Some(matter) if matter.kind == expected && !matter.class.has_ended() => Ok(()),
        _ => Err(Refusal::NoSuchReference { field, id, expected }),
    }
}
