//! What holds after every event, whoever did what.

use crate::town::Town;
use jiff::civil::Date;
use ledger::{Actor, Event, Matter, StateClass, event::Moved};
use std::collections::BTreeSet;

/// An event and what stood around it.
pub(crate) struct Happening<'a> {
    pub(crate) town: &'a Town,
    pub(crate) actor: &'a Actor,
    pub(crate) today: Date,
    pub(crate) before: Option<&'a Matter>,
    pub(crate) event: &'a Event,
    pub(crate) after: &'a Matter,
}

/// Holds all principles; says which one is broken. `numbers` are those given out so far.
pub(crate) fn hold(it: &Happening<'_>, numbers: &mut BTreeSet<String>) -> Result<(), &'static str> {
    state_is_known(it)?;
    let Some(before) = it.before else { return Ok(()) };
    ended_is_ended(it, before)?;
    dates_move_lawfully(it, before)?;
    match it.event {
        Event::Moved(moved) => {
            nobody_accepts_their_own_work(it, before)?;
            nothing_ends_over_running_work(it, before)?;
            heavy_things_end_heavily(it, before)?;
            returns_are_counted(it, before, moved)?;
            numbers_are_given_once(moved, numbers)
        }
        Event::ExtensionDecided { .. } => nobody_grants_themselves(it, before),
        Event::RungTaken { rung, skipped, reason, .. } => {
            rungs_are_climbed(it, before, rung, skipped, reason)
        }
        _ => Ok(()),
    }
}

fn broken(is_broken: bool, what: &'static str) -> Result<(), &'static str> {
    if is_broken { Err(what) } else { Ok(()) }
}

fn state_is_known(it: &Happening<'_>) -> Result<(), &'static str> {
    let kind = &it.town.kinds[&it.after.kind];
    let state = kind.state(&it.after.state).ok_or("a state that its kind does not have")?;
    broken(state.class != it.after.class, "a class that is not the state's")?;
    broken(it.after.version != it.before.map_or(1, |before| before.version + 1), "a version was passed over")
}

fn ended_is_ended(it: &Happening<'_>, before: &Matter) -> Result<(), &'static str> {
    let may_follow = matches!(
        it.event,
        Event::Moved(_)
            | Event::Commented { .. }
            | Event::Linked { .. }
            | Event::Unlinked { .. }
            | Event::RungAnswered { .. }
            | Event::RungWithdrawn { .. }
            | Event::Corrected { .. }
            | Event::RoleRevoked { .. }
    );
    broken(before.class.has_ended() && !may_follow, "what has ended was changed")
}

/// A date moves before it has passed, by its own command while no plan promises it, by an extension that was granted in
/// time, or by a return that gives a new one; in no other way.
fn dates_move_lawfully(it: &Happening<'_>, before: &Matter) -> Result<(), &'static str> {
    let (Some(was), now) = (before.due, it.after.due) else { return Ok(()) };
    if now == Some(was) {
        return Ok(());
    }
    match it.event {
        Event::DueDateSet { .. } => {
            broken(was < it.today, "a date was moved after it had passed")?;
            broken(before.course.baseline.is_some(), "a promised date was moved without an extension")
        }
        Event::ExtensionDecided { approved, .. } => {
            broken(!approved, "a refused extension moved a date")?;
            broken(was < it.today, "an extension was granted after the date had passed")?;
            broken(now <= Some(was), "an extension to an earlier day")
        }
        Event::Moved(moved) => {
            broken(moved.due.is_none(), "a move without a date moved one")?;
            broken(now < Some(it.today), "a return to a day that is over")
        }
        _ => Err("a date moved by what moves no dates"),
    }
}

fn owns(actor: &Actor, matter: &Matter) -> bool {
    let is_named = actor.person.is_some() && (actor.person == matter.person || actor.person == matter.leader);
    is_named || matter.unit.is_some_and(|unit| actor.units.contains(&unit))
}

fn nobody_accepts_their_own_work(it: &Happening<'_>, before: &Matter) -> Result<(), &'static str> {
    let kind = before.kind.as_str();
    let accepts = it.after.class == StateClass::Accepted && before.class == StateClass::Awaiting;
    if !accepts || !matches!(kind, "item" | "measure" | "node") || it.actor.person.is_none() {
        return Ok(());
    }
    broken(owns(it.actor, before), "own work was accepted")?;
    broken(before.unit.is_none(), "work that nobody answers for was accepted")?;
    let shown = !before.evidence.is_empty() && before.percent == Some(100);
    broken(kind == "measure" && !shown, "a measure was accepted without evidence or unfinished")
}

fn nothing_ends_over_running_work(it: &Happening<'_>, before: &Matter) -> Result<(), &'static str> {
    let ends =
        it.after.class.has_ended() || matches!(it.after.class, StateClass::Awaiting | StateClass::Accepted);
    let rises = before.kind == "item" && before.class == StateClass::Open && ends;
    broken(rises && it.town.running_below(before.id) > 0, "an item went on while something below it runs")
}

/// An item of high risk is written off only after a check by two, a review and the days of notice.
fn heavy_things_end_heavily(it: &Happening<'_>, before: &Matter) -> Result<(), &'static str> {
    let risk = before.fields.get("risk").and_then(|value| value.as_text()).unwrap_or_default();
    let met = before.course.checks_now().filter(|check| check.met);
    let lookers: BTreeSet<_> = met.flat_map(|check| check.by.iter().copied()).collect();
    match (before.kind.as_str(), it.after.state.as_str(), risk) {
        ("item", "accepted", "high") => {
            broken(lookers.len() < 2, "high risk accepted without a check by two")
        }
        ("item", "accepted", "medium") => broken(lookers.is_empty(), "medium risk accepted without a check"),
        ("item", "written_off", _) if before.state == "in_notice" => {
            let waits = before.course.wait_until.is_none_or(|until| until >= it.today);
            broken(waits, "written off while notice was given")
        }
        ("item", "written_off", "high") => Err("high risk written off without notice"),
        _ => Ok(()),
    }
}

fn returns_are_counted(it: &Happening<'_>, before: &Matter, moved: &Moved) -> Result<(), &'static str> {
    let came_back = it.after.course.rebounds - before.course.rebounds;
    broken(came_back > 0 && !before.class.has_ended(), "what had not ended came back")?;
    let returned = it.after.returns - before.returns;
    broken(moved.due.is_some() && returned != 1, "a return was not counted")
}

fn numbers_are_given_once(moved: &Moved, numbers: &mut BTreeSet<String>) -> Result<(), &'static str> {
    let fresh = moved.filing.as_ref().is_none_or(|filing| numbers.insert(filing.number.clone()));
    broken(!fresh, "a number was given twice")
}

fn nobody_grants_themselves(it: &Happening<'_>, before: &Matter) -> Result<(), &'static str> {
    let Some(asked) = before.course.pending() else {
        return Err("an extension that nobody asked for was decided");
    };
    let person = it.actor.person;
    broken(
        person.is_some() && (person == asked.by || person == before.person),
        "somebody granted their own request",
    )
}

fn rungs_are_climbed(
    it: &Happening<'_>,
    before: &Matter,
    rung: &str,
    skipped: &[String],
    reason: &str,
) -> Result<(), &'static str> {
    let place = |name: &str| it.town.ladder.rungs.iter().position(|one| one.name == name);
    let standing = before.course.rungs_now().iter().filter(|taken| !taken.withdrawn);
    let climbed = standing.filter_map(|taken| place(&taken.rung)).max().map_or(0, |highest| highest + 1);
    // One that was climbed already may be taken again.
    let over = place(rung).unwrap_or_default().saturating_sub(climbed);
    broken(over != skipped.len(), "rungs were passed over unseen")?;
    broken(!skipped.is_empty() && reason.trim().is_empty(), "a rung was passed over without a reason")
}
