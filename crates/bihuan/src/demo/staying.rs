//! Matters of the demonstration that were soon written off, and what was found when somebody looked again.

use super::write::{Writer, known, known_matter, text};
use crate::failure::Failure;
use app::chance;
use jiff::civil::{Date, DateTime, time};
use ledger::{
    Change, Command, MatterId,
    command::{Assign, Open, TakeMove},
};
use serde::Deserialize;

/// `data/demo/staying.toml`.
#[derive(Deserialize)]
pub(super) struct StayingFile {
    item: Vec<Item>,
    sample: Sample,
}

#[derive(Clone, Deserialize)]
pub(super) struct Item {
    no: u32,
    title: String,
    statement: String,
    unit: String,
    leader: String,
    class: String,
    /// What its acceptor says of it.
    rating: String,
    due: Date,
    written_off: Date,
    acceptor: String,
    #[serde(default)]
    recheck: Vec<Recheck>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Recheck {
    day: Date,
    person: String,
    passed: bool,
    found: String,
    #[serde(default)]
    reason: String,
}

#[derive(Clone, Deserialize)]
pub(super) struct Sample {
    day: Date,
    person: String,
    month: String,
    share: u8,
}

/// A step on the way.
pub(super) enum StayingStep {
    Open(Item),
    WriteOff(Item),
    LookAgain(u32, Recheck),
    Draw(Sample),
}

impl StayingFile {
    /// Every step with its time; the items are opened on `first`.
    pub(super) fn steps(self, first: Date) -> Vec<(DateTime, StayingStep)> {
        let mut steps = vec![];
        let at = |day: Date, hour: i8| day.to_datetime(time(hour, 40, 0, 0));
        for item in self.item {
            for recheck in &item.recheck {
                steps.push((at(recheck.day, 14), StayingStep::LookAgain(item.no, recheck.clone())));
            }
            steps.push((at(item.written_off, 16), StayingStep::WriteOff(item.clone())));
            steps.push((at(first, 8), StayingStep::Open(item)));
        }
        steps.push((at(self.sample.day, 15), StayingStep::Draw(self.sample)));
        steps
    }
}

impl Writer<'_> {
    pub(super) fn staying_step(&mut self, step: &StayingStep) -> Result<(), Failure> {
        match step {
            StayingStep::Open(item) => self.open_left_over(item),
            StayingStep::WriteOff(item) => self.write_off(item),
            StayingStep::LookAgain(no, recheck) => self.look_again(*no, recheck),
            StayingStep::Draw(sample) => {
                let by = Some(known(&self.people, &sample.person)?);
                let campaign = known_matter(&self.matters, "campaign")?;
                let id = chance::command_id(self.app.clock().now());
                self.app.draw_sample(by, id, campaign, &sample.month, sample.share)?;
                Ok(())
            }
        }
    }

    fn open_left_over(&mut self, item: &Item) -> Result<(), Failure> {
        let fields = [
            ("statement", text(&item.statement)),
            ("class", text(&item.class)),
            ("risk", text("low")),
            ("sponsorship", text("unit")),
        ];
        let open = Open {
            kind: "item".into(),
            number: format!("({})", item.no),
            title: item.title.clone(),
            parent: Some(known_matter(&self.matters, "last heading")?),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ..Open::default()
        };
        let id = self.open(self.coordinator, open)?;
        let assign = Assign {
            unit: Change::Set(known(&self.units, &item.unit)?),
            leader: Change::Set(known(&self.people, &item.leader)?),
            ..Assign::default()
        };
        self.on(self.coordinator, id, Command::Assign(assign))?;
        self.on(self.coordinator, id, Command::SetDueDate { due: Some(item.due), reason: String::new() })?;
        self.matters.insert(item.no.to_string(), id);
        Ok(())
    }

    fn write_off(&self, item: &Item) -> Result<(), Failure> {
        let id = known_matter(&self.matters, &item.no.to_string())?;
        let leader = Some(known(&self.people, &item.leader)?);
        let acceptor = Some(known(&self.people, &item.acceptor)?);
        let rated = Some(item.rating.as_str());
        let way = [
            (leader, "start", None),
            (leader, "report_done", rated),
            (acceptor, "accept", rated),
            (self.coordinator, "write_off", None),
        ];
        for (by, name, rating) in way {
            let taken = TakeMove { rating: rating.map(str::to_owned), ..TakeMove::named(name) };
            self.on(by, id, Command::Move(taken))?;
        }
        Ok(())
    }

    /// The first re-check of the item that is still planned.
    fn look_again(&self, no: u32, recheck: &Recheck) -> Result<(), Failure> {
        let item = known_matter(&self.matters, &no.to_string())?;
        let id =
            self.planned(item)?.ok_or_else(|| Failure::Other(format!("data/demo: nothing looks at {no}")))?;
        let set = [("found".to_owned(), Some(text(&recheck.found)))].into();
        self.on(self.coordinator, id, Command::EditFields { set })?;
        let name = if recheck.passed { "pass" } else { "fail" };
        let taken = TakeMove { reason: recheck.reason.clone(), ..TakeMove::named(name) };
        self.on(Some(known(&self.people, &recheck.person)?), id, Command::Move(taken)).map(|_| ())
    }

    fn planned(&self, item: MatterId) -> Result<Option<MatterId>, Failure> {
        let mut planned = vec![];
        for (from, ..) in self.app.matter(None, item, None)?.linked_from {
            let recheck = self.app.row(from.id)?;
            if recheck.kind == "recheck" && recheck.class.is_running() {
                planned.push((recheck.due, recheck.id));
            }
        }
        planned.sort();
        Ok(planned.first().map(|(_, id)| *id))
    }
}
