//! Drawing a sample of re-checks: the seed is the root hash of the log in the moment of drawing, which nobody can choose
//! and everybody can read afterwards.

use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
    query::{
        nodes::end_of_month,
        staying::{order, planned_in},
    },
};
use ledger::{
    Command, CommandId, FieldValue, MatterId, Refusal, StateClass,
    command::{Open, TakeMove},
    limit,
};
use std::collections::BTreeMap;
use store::{Outcome, Stop};

/// The note on the link to a re-check that is in the sample.
pub(crate) const DRAWN: &str = "drawn";
/// The note on the link to one that is not.
const LEFT_OUT: &str = "left_out";

impl App {
    /// Draws which of the re-checks of `campaign` that are due in `month` (`2026-11`) are made: `percent` of them, or all.
    /// The others are cancelled, each with a reason that names the sample. The outcome's matter is the sample.
    ///
    /// # Errors
    /// The month cannot be read or has no planned re-checks, it has a sample already, the share lies outside 1 to 100, a
    /// right is missing, or the store failed; nothing has changed then.
    pub fn draw_sample(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        campaign: MatterId,
        month: &str,
        percent: u8,
    ) -> Result<Outcome, AppError> {
        let end = end_of_month(month).ok_or(AppError::BadParameter("month"))?;
        if !(1..=100).contains(&percent) {
            return Err(AppError::BadParameter("share"));
        }
        if let Some(outcome) = self.earlier(id)? {
            return Ok(outcome);
        }
        if let Some(sample) = self.samples(campaign, None)?.iter().find(|sample| sample.period == month) {
            return Err(Refusal::AlreadyThere(sample.row.id).into());
        }
        let days = (end.first_of_month(), end);
        let found = planned_in(self.view()?.as_ref(), campaign, days, limit::LINKS + 1)?;
        if found.len() > limit::LINKS {
            return Err(Refusal::TooMany { field: "links", limit: limit::LINKS }.into());
        }
        let month = month.to_owned();
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let sample = draw(desk, &mut act, campaign, &month, percent, &found)?;
            desk.finish(&mut act, sample)
        })
    }
}

fn draw(
    desk: &mut Desk<'_>,
    act: &mut Act,
    campaign: MatterId,
    month: &str,
    percent: u8,
    found: &[MatterId],
) -> Result<MatterId, Stop> {
    let mut candidates = vec![];
    for id in found {
        // What has moved since it was found is no candidate any more.
        let there = desk.write.matter(*id)?.is_some_and(|one| one.class == StateClass::Open);
        candidates.extend(Some(*id).filter(|_| there));
    }
    if candidates.is_empty() {
        return Err(Refusal::NothingToDo.into());
    }
    let head = desk.write.head();
    let seed = head.root.to_string();
    let (drawn, taken) = order(&seed, &candidates, percent);
    let text = |value: String| FieldValue::Text(value);
    let fields = BTreeMap::from([
        ("period".to_owned(), text(month.to_owned())),
        ("share".to_owned(), text(percent.to_string())),
        ("seed".to_owned(), text(seed)),
        ("size".to_owned(), text(head.next.to_string())),
    ]);
    let title = format!("{month} {taken}/{} ({percent}%)", candidates.len());
    let open = Open { kind: "sample".into(), title, parent: Some(campaign), fields, ..Open::default() };
    let sample = step(desk, act, None, Command::Open(open))?;
    for (i, id) in drawn.iter().enumerate() {
        let note = if i < taken { DRAWN } else { LEFT_OUT };
        let link = Command::Link { to: *id, relation: "about".into(), note: note.into() };
        step(desk, act, Some(sample), link)?;
        if i >= taken {
            let reason = format!("#{sample} {}/{}", i + 1, drawn.len());
            step(desk, act, Some(*id), Command::Move(TakeMove { reason, ..TakeMove::named("cancel") }))?;
        }
    }
    Ok(sample)
}

fn step(
    desk: &mut Desk<'_>,
    act: &mut Act,
    matter: Option<MatterId>,
    command: Command,
) -> Result<MatterId, Stop> {
    desk.step(act, &Step { matter, seen: None, command })
}
