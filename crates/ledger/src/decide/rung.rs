//! Rungs of the escalation ladder: a named person takes one, it can be answered and taken back.

use super::{Scene, given, owed, refers, within};
use crate::{
    course::TakenRung, event::Event, id::MatterId, ladder::check_rung, limit, matter::Matter,
    refusal::Refusal,
};

pub(super) fn take(
    scene: &Scene<'_>,
    matter: &Matter,
    rung: &str,
    slip: Option<MatterId>,
    reason: &str,
) -> Result<Event, Refusal> {
    owed(scene, "rung")?;
    within("reason", reason, limit::SHORT)?;
    let unknown = || Refusal::WrongValue { field: "rung".into() };
    let ladder = scene.ladder.ok_or_else(unknown)?;
    let skipped = check_rung(ladder, matter.course.rungs_now(), rung, reason)?;
    let reply = ladder.rung(rung).ok_or_else(unknown)?.reply;
    if let Some(slip) = slip {
        refers(scene, "slip", slip, "slip")?;
    }
    if matter.course.rungs.len() >= limit::RUNGS {
        return Err(Refusal::TooMany { field: "rungs", limit: limit::RUNGS });
    }
    Ok(Event::RungTaken {
        rung: rung.to_owned(),
        slip,
        reply_by: reply.map(|limit| scene.calendar.due(scene.today, limit)).transpose()?,
        skipped,
        reason: reason.trim().to_owned(),
    })
}

pub(super) fn answer(matter: &Matter, rung: &str, text: &str) -> Result<Event, Refusal> {
    given("text", text)?;
    within("text", text, limit::TEXT)?;
    if standing(matter, rung)?.answered.is_some() {
        return Err(Refusal::NothingToDo);
    }
    Ok(Event::RungAnswered { rung: rung.to_owned(), text: text.trim().to_owned() })
}

pub(super) fn withdraw(matter: &Matter, rung: &str, reason: &str) -> Result<Event, Refusal> {
    given("reason", reason)?;
    within("reason", reason, limit::SHORT)?;
    standing(matter, rung)?;
    Ok(Event::RungWithdrawn { rung: rung.to_owned(), reason: reason.trim().to_owned() })
}

/// The last such rung that was taken and not withdrawn.
fn standing<'m>(matter: &'m Matter, name: &str) -> Result<&'m TakenRung, Refusal> {
    let taken = matter.course.rungs.iter().rev().find(|taken| taken.rung == name && !taken.withdrawn);
    taken.ok_or_else(|| Refusal::WrongValue { field: "rung".into() })
}
