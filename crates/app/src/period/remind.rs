//! Reminding those who have not reported on a period: once, by whoever presses first.

use crate::{
    App, AppError,
    execute::Act,
    messages::{self, Audience, Cause, Message, Why, recipients::answering},
    query::periods::Responsible,
};
use jiff::Timestamp;
use ledger::{CommandId, MatterId, Refusal, cadence::Period};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Record, StoreError, View};

/// That a period's reminder went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) at: Timestamp,
    pub(crate) by: Option<MatterId>,
    pub(crate) people: u64,
}

/// Where the reminders of a campaign are kept, by period.
fn drawer(campaign: MatterId) -> String {
    format!("reminded/{campaign}")
}

/// When those who had not reported were reminded, if they were.
pub(crate) fn reminded(
    view: &dyn View,
    campaign: MatterId,
    period: Period,
) -> Result<Option<Sent>, AppError> {
    let record = view.record(&drawer(campaign), &period.to_string())?;
    record.as_ref().map(read).transpose().map_err(AppError::from)
}

fn read(record: &Record) -> Result<Sent, StoreError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()))
}

impl App {
    /// Reminds everybody who has not reported on a period that still runs; a second time for the same period changes
    /// nothing. Gives how many people were told.
    ///
    /// # Errors
    /// The right `remind` is missing, the period does not run, it was reminded of already, nobody is missing, or the
    /// store failed.
    pub fn remind(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        campaign: MatterId,
        period: Period,
    ) -> Result<u64, AppError> {
        let page = self.period(Some(campaign), period)?;
        if !page.runs {
            return Err(AppError::BadParameter("period"));
        }
        let directory = self.directory()?;
        let audience = Audience { directory: &directory, roles: &self.roles, today: self.clock.today() };
        let owing = owing(self.missing(campaign, period)?, &audience);
        if owing.is_empty() {
            return Err(Refusal::NothingToDo.into());
        }
        let people = owing.len() as u64;
        let due = page.due.on();
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require(&mut act, "remind")?;
            let (drawer, key) = (drawer(campaign), period.to_string());
            if desk.write.record(&drawer, &key)?.is_some() {
                return Err(Refusal::AlreadyThere(campaign).into());
            }
            let sent = Sent { at: desk.at, by: actor, people };
            let value = serde_json::to_string(&sent).map_err(|e| StoreError::Backend(e.to_string()))?;
            desk.write.put_record(&drawer, &key, Some(Record { value, expires: None }))?;
            let messages: Vec<Message> = owing
                .into_iter()
                .map(|(to, (why, count))| Message {
                    to,
                    at: desk.at,
                    matter: campaign,
                    seq: None,
                    by: actor,
                    cause: Cause::ReportAsked { period, due, count },
                    why,
                })
                .collect();
            messages::put(desk, &messages)?;
            desk.finish(&mut act, campaign)
        })?;
        Ok(people)
    }
}

/// Who answers for measures of which nothing was said, given by person and unit: why, and for how many.
pub(crate) fn owing(
    missing: impl IntoIterator<Item = Responsible>,
    audience: &Audience<'_>,
) -> BTreeMap<MatterId, (Why, u64)> {
    let mut of_unit: BTreeMap<MatterId, Vec<(MatterId, Why)>> = BTreeMap::new();
    let mut owing: BTreeMap<MatterId, (Why, u64)> = BTreeMap::new();
    for (person, unit) in missing {
        let told = match (person.filter(|person| audience.serves(*person)), unit) {
            (None, Some(unit)) => {
                of_unit.entry(unit).or_insert_with(|| answering(None, Some(unit), audience)).clone()
            }
            (person, unit) => answering(person, unit, audience),
        };
        for (to, why) in told {
            let known = owing.entry(to).or_insert((why.clone(), 0));
            known.1 += 1;
            // One's own name weighs more than the unit's.
            if why == Why::Person {
                known.0 = why;
            }
        }
    }
    // Whoever acts for somebody today is asked for as much as they are.
    let asked: Vec<_> = owing.iter().map(|(person, (_, count))| (*person, *count)).collect();
    for (person, count) in asked {
        for (deputy, why) in audience.deputies(person) {
            owing.entry(deputy).or_insert((why, 0)).1 += count;
        }
    }
    owing
}
