//! The plan in the demonstration: comments of those who review it, its adoption, and what changed afterwards.

use super::{
    files::Files,
    write::{Writer, known, known_matter, text},
};
use crate::failure::Failure;
use jiff::civil::{Date, DateTime, Time};
use ledger::{
    Change, Command, MatterId,
    command::{Assign, Open, TakeMove},
};
use serde::Deserialize;

/// `data/demo/plan.toml`.
#[derive(Deserialize)]
pub(super) struct PlanFile {
    adoption: Adoption,
    review: Vec<Review>,
    change: Vec<Altered>,
}

/// The adoption.
#[derive(Clone, Deserialize)]
pub(super) struct Adoption {
    day: Date,
    time: Time,
    person: String,
    reason: String,
}

/// A review comment, and what became of it.
#[derive(Clone, Deserialize)]
pub(super) struct Review {
    day: Date,
    time: Time,
    from: String,
    /// Number of an item or measure; the whole plan when empty.
    #[serde(default)]
    about: String,
    title: String,
    text: String,
    /// `adopt_comment`, `decline`, or nothing yet.
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
}

/// A change after the adoption.
#[derive(Clone, Deserialize)]
pub(super) struct Altered {
    day: Date,
    time: Time,
    measure: String,
    /// Who is responsible from now on.
    #[serde(default)]
    person: String,
    /// Which unit is, from now on.
    #[serde(default)]
    unit: String,
    /// Why it is cancelled.
    #[serde(default)]
    cancelled: String,
}

/// A step of the plan's way.
pub(super) enum PlanStep {
    Review(Review),
    Adopt(Adoption),
    Alter(Altered),
}

impl PlanFile {
    /// Every step with its time.
    pub(super) fn steps(self) -> impl Iterator<Item = (DateTime, PlanStep)> {
        let adoption = (self.adoption.day.to_datetime(self.adoption.time), PlanStep::Adopt(self.adoption));
        let reviews = self.review.into_iter().map(|r| (r.day.to_datetime(r.time), PlanStep::Review(r)));
        let changes = self.change.into_iter().map(|c| (c.day.to_datetime(c.time), PlanStep::Alter(c)));
        reviews.chain([adoption]).chain(changes)
    }
}

impl Writer<'_> {
    pub(super) fn plan_step(&mut self, files: &Files, step: &PlanStep) -> Result<(), Failure> {
        match step {
            PlanStep::Review(review) => self.review(review),
            PlanStep::Adopt(adoption) => self.adopt(files, adoption),
            PlanStep::Alter(altered) => self.alter(altered),
        }
    }

    fn root(&self) -> Result<MatterId, Failure> {
        known_matter(&self.matters, "campaign")
    }

    fn review(&self, review: &Review) -> Result<(), Failure> {
        let parent = match review.about.as_str() {
            "" => self.root()?,
            number => known_matter(&self.matters, number)?,
        };
        let fields = [("from", text(&review.from)), ("text", text(&review.text))];
        let open = Open {
            kind: "review".into(),
            title: review.title.clone(),
            parent: Some(parent),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ..Open::default()
        };
        let id = self.open(self.coordinator, open)?;
        if !review.decision.is_empty() {
            let reason = review.reason.clone();
            let taken = TakeMove { reason, ..TakeMove::named(review.decision.as_str()) };
            self.on(self.coordinator, id, Command::Move(taken))?;
        }
        Ok(())
    }

    /// Adopts the plan; measures without a date come after it.
    fn adopt(&mut self, files: &Files, adoption: &Adoption) -> Result<(), Failure> {
        let by = Some(known(&self.people, &adoption.person)?);
        self.on(by, self.root()?, Command::AdoptPlan { reason: adoption.reason.clone() })?;
        for measure in files.campaign.measure.iter().filter(|measure| measure.due.is_none()) {
            let item = files.campaign.item.iter().find(|item| item.no == measure.item);
            self.measure(measure, item.and_then(|item| item.leader.as_deref()))?;
        }
        Ok(())
    }

    fn alter(&self, altered: &Altered) -> Result<(), Failure> {
        let id = known_matter(&self.matters, &altered.measure)?;
        let command = if altered.cancelled.is_empty() {
            let mut assign = Assign::default();
            if !altered.person.is_empty() {
                assign.person = Change::Set(known(&self.people, &altered.person)?);
            }
            if !altered.unit.is_empty() {
                assign.unit = Change::Set(known(&self.units, &altered.unit)?);
            }
            Command::Assign(assign)
        } else {
            let reason = altered.cancelled.clone();
            Command::Move(TakeMove { reason, ..TakeMove::named("cancel") })
        };
        self.on(self.coordinator, id, command).map(|_| ())
    }
}
