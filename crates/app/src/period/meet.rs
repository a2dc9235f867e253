//! A meeting on a period: its minutes, and decisions that become tasks, all in one write.

use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
};
use jiff::civil::Date;
use ledger::{
    Command, CommandId, FieldValue, MatterId, Refusal,
    cadence::Period,
    command::{Assign, Change, Open},
    limit,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Stop;

/// Most decisions of one meeting that are entered at once.
const DECISIONS: usize = 50;

/// A meeting as it is entered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Meeting {
    /// Title.
    pub title: String,
    /// Its type, one of those in `kinds/meeting.toml`.
    pub r#type: String,
    /// The day.
    pub on: Option<Date>,
    /// Who chaired it.
    pub chair: Option<MatterId>,
    /// Who was there, one a line.
    pub attendees: Vec<String>,
    /// The minutes.
    pub minutes: String,
    /// What was decided.
    pub decisions: Vec<Decision>,
}

/// A decision as it is entered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// What is to be done.
    pub title: String,
    /// By which unit; that of the person when left out.
    pub unit: Option<MatterId>,
    /// By whom.
    pub person: Option<MatterId>,
    /// Until when.
    pub due: Option<Date>,
}

impl App {
    /// Enters a meeting held on a period, with its decisions; gives the meeting.
    ///
    /// # Errors
    /// A right is missing, a part is missing or too long, more than 50 decisions, or the store failed; nothing has
    /// changed then.
    pub fn hold_meeting(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        campaign: MatterId,
        period: Period,
        meeting: Meeting,
    ) -> Result<MatterId, AppError> {
        if meeting.decisions.len() > DECISIONS {
            return Err(Refusal::TooMany { field: "decisions", limit: DECISIONS }.into());
        }
        let directory = self.directory()?;
        let unit_of = move |person| directory.person(person).and_then(|person| person.unit);
        let outcome = self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let held = open(desk, &mut act, campaign, period, &meeting)?;
            for decision in &meeting.decisions {
                let unit = decision.unit.or_else(|| decision.person.and_then(&unit_of));
                decide(desk, &mut act, held, decision, unit)?;
            }
            desk.finish(&mut act, held)
        })?;
        Ok(outcome.matter)
    }
}

fn open(
    desk: &mut Desk<'_>,
    act: &mut Act,
    campaign: MatterId,
    period: Period,
    meeting: &Meeting,
) -> Result<MatterId, Stop> {
    let text = |text: &str| FieldValue::Text(text.trim().to_owned());
    let mut fields = BTreeMap::from([
        ("type".to_owned(), text(&meeting.r#type)),
        ("period".to_owned(), text(&period.to_string())),
    ]);
    if let Some(on) = meeting.on {
        fields.insert("on".into(), text(&on.to_string()));
    }
    if let Some(chair) = meeting.chair {
        fields.insert("chair".into(), FieldValue::Matter(chair));
    }
    if !meeting.attendees.is_empty() {
        fields.insert("attendees".into(), FieldValue::Many(meeting.attendees.clone()));
    }
    if !meeting.minutes.trim().is_empty() {
        fields.insert("minutes".into(), text(&meeting.minutes));
    }
    let title = meeting.title.trim().to_owned();
    let open = Open { kind: "meeting".into(), title, parent: Some(campaign), fields, ..Open::default() };
    desk.step(act, &Step { matter: None, seen: None, command: Command::Open(open) })
}

/// A decision is opened, given to its unit and person, and dated.
fn decide(
    desk: &mut Desk<'_>,
    act: &mut Act,
    meeting: MatterId,
    decision: &Decision,
    unit: Option<MatterId>,
) -> Result<(), Stop> {
    let title: String = decision.title.trim().chars().take(limit::TITLE + 1).collect();
    let open = Open { kind: "decision".into(), title, parent: Some(meeting), ..Open::default() };
    let id = desk.step(act, &Step { matter: None, seen: None, command: Command::Open(open) })?;
    let mut on = |command| desk.step(act, &Step { matter: Some(id), seen: None, command }).map(|_| ());
    let set = |id: Option<MatterId>| id.map_or(Change::Keep, Change::Set);
    if unit.is_some() || decision.person.is_some() {
        on(Command::Assign(Assign { unit: set(unit), person: set(decision.person), ..Assign::default() }))?;
    }
    if decision.due.is_some() {
        on(Command::SetDueDate { due: decision.due, reason: String::new() })?;
    }
    Ok(())
}
