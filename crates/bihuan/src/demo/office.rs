//! What the office does in the demonstration beside the measures: meetings with their decisions, slips, visits,
//! collations. `data/demo/office.toml` tells it; each line of it is written at its day.

use super::{
    assessment,
    bulletin::Compiled,
    write::{Writer, known, known_matter},
};
use crate::failure::Failure;
use app::{
    chance,
    language::Language,
    period::{Decision, Meeting},
    visit::Visit,
};
use jiff::civil::{Date, DateTime};
use ledger::{
    Command, FieldValue,
    cadence::Period,
    command::{Assign, Change, Open, TakeMove},
};
use serde::Deserialize;

/// The file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OfficeFile {
    meeting: Vec<Held>,
    slip: Vec<Slip>,
    visit: Vec<Visited>,
    collation: Vec<Collated>,
    bulletin: Vec<Compiled>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Held {
    at: DateTime,
    title: String,
    r#type: String,
    period: Period,
    chair: String,
    attendees: Vec<String>,
    minutes: String,
    #[serde(default)]
    decision: Vec<Decided>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decided {
    title: String,
    person: String,
    due: Date,
    /// When it was reported done and confirmed, if it was.
    done: Option<DateTime>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slip {
    at: DateTime,
    r#type: String,
    unit: String,
    /// Who signs for it and answers.
    person: String,
    about: String,
    title: String,
    facts: String,
    requirement: String,
    reply_by: Date,
    signed: Option<DateTime>,
    replied: Option<DateTime>,
    #[serde(default)]
    reply: String,
    closed: Option<DateTime>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Visited {
    at: DateTime,
    person: String,
    unit: String,
    group: String,
    manner: String,
    found: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Collated {
    at: DateTime,
    period: Period,
}

/// Something the office or those it writes to did.
pub(super) enum Act {
    Hold(Held),
    Done(Decided),
    Send(Slip),
    /// A step on the slip about this matter: who, which move, in which words.
    Step(Slip, &'static str),
    Visit(Visited),
    Collate(Collated),
    Compile(Compiled),
    Assess(assessment::Act),
}

impl OfficeFile {
    /// Everything in the order in which it happened.
    pub(super) fn acts(self) -> Vec<(DateTime, Act)> {
        let mut acts = vec![];
        for held in self.meeting {
            let done = held.decision.iter().filter_map(|one| Some((one.done?, Act::Done(one.clone()))));
            acts.extend(done);
            acts.push((held.at, Act::Hold(held)));
        }
        for slip in self.slip {
            let steps = [("sign_for", slip.signed), ("reply", slip.replied), ("close", slip.closed)];
            for (name, at) in steps {
                acts.extend(at.map(|at| (at, Act::Step(slip.clone(), name))));
            }
            acts.push((slip.at, Act::Send(slip)));
        }
        acts.extend(self.visit.into_iter().map(|visit| (visit.at, Act::Visit(visit))));
        acts.extend(self.collation.into_iter().map(|made| (made.at, Act::Collate(made))));
        acts.extend(self.bulletin.into_iter().map(|made| (made.at, Act::Compile(made))));
        acts.sort_by_key(|(at, _)| *at);
        acts
    }
}

impl Writer<'_> {
    /// Writes one of them.
    pub(super) fn office(&mut self, act: &Act) -> Result<(), Failure> {
        match act {
            Act::Hold(held) => self.hold(held),
            Act::Done(decided) => {
                let id = known_matter(&self.matters, &format!("decision/{}", decided.title))?;
                let person = Some(known(&self.people, &decided.person)?);
                let take = |name: &str| Command::Move(TakeMove::named(name));
                self.on(person, id, take("report_done"))?;
                self.on(self.coordinator, id, take("confirm")).map(|_| ())
            }
            Act::Compile(made) => self.bulletin(made),
            Act::Send(slip) => self.send(slip),
            Act::Assess(act) => self.assessed(act),
            Act::Step(slip, name) => {
                let id = known_matter(&self.matters, &format!("slip/{}", slip.title))?;
                let actor = if *name == "close" {
                    self.coordinator
                } else {
                    Some(known(&self.people, &slip.person)?)
                };
                let reason = if *name == "reply" { slip.reply.clone() } else { String::new() };
                let way = TakeMove { reason, ..TakeMove::named(*name) };
                self.on(actor, id, Command::Move(way)).map(|_| ())
            }
            Act::Visit(visited) => {
                let visit = Visit {
                    on: Some(visited.at.date()),
                    unit: Some(known(&self.units, &visited.unit)?),
                    group: visited.group.clone(),
                    manner: visited.manner.clone(),
                    found: visited.found.clone(),
                };
                let (who, id) =
                    (known(&self.people, &visited.person)?, chance::command_id(self.app.clock().now()));
                let campaign = known_matter(&self.matters, "campaign")?;
                self.app.record_visit(Some(who), id, Language::Zh, campaign, visit)?;
                Ok(())
            }
            Act::Collate(made) => {
                let campaign = known_matter(&self.matters, "campaign")?;
                let id = self.app.draft_collation(self.coordinator, Language::Zh, campaign, made.period)?;
                self.on(self.coordinator, id, Command::Move(TakeMove::named("freeze"))).map(|_| ())
            }
        }
    }

    fn hold(&mut self, held: &Held) -> Result<(), Failure> {
        let campaign = known_matter(&self.matters, "campaign")?;
        let decisions = held.decision.iter().map(|one| {
            let person = Some(known(&self.people, &one.person)?);
            Ok(Decision { title: one.title.clone(), unit: None, person, due: Some(one.due) })
        });
        let meeting = Meeting {
            title: held.title.clone(),
            r#type: held.r#type.clone(),
            on: Some(held.at.date()),
            chair: Some(known(&self.people, &held.chair)?),
            attendees: held.attendees.clone(),
            minutes: held.minutes.clone(),
            decisions: decisions.collect::<Result<_, Failure>>()?,
        };
        let id = chance::command_id(self.app.clock().now());
        let id = self.app.hold_meeting(self.coordinator, id, campaign, held.period, meeting)?;
        self.matters.insert(format!("titled/{}", held.title), id);
        for decided in self.app.matter(None, id, None)?.children {
            self.matters.insert(format!("decision/{}", decided.title), decided.id);
        }
        Ok(())
    }

    fn send(&mut self, slip: &Slip) -> Result<(), Failure> {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        let fields = [
            ("type", text(&slip.r#type)),
            ("facts", text(&slip.facts)),
            ("requirement", text(&slip.requirement)),
        ];
        let id = self.open(
            self.coordinator,
            Open {
                kind: "slip".into(),
                title: slip.title.clone(),
                parent: Some(known_matter(&self.matters, "campaign")?),
                fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
                ..Open::default()
            },
        )?;
        let unit = Change::Set(known(&self.units, &slip.unit)?);
        let (to, relation) = (known_matter(&self.matters, &slip.about)?, "about".to_owned());
        for command in [
            Command::Assign(Assign { unit, ..Assign::default() }),
            Command::SetDueDate { due: Some(slip.reply_by), reason: String::new() },
            Command::Link { to, relation, note: String::new() },
            Command::Move(TakeMove::named("issue")),
        ] {
            self.on(self.coordinator, id, command)?;
        }
        self.matters.insert(format!("slip/{}", slip.title), id);
        Ok(())
    }
}
