//! Handing over what somebody, or a unit, has in hand: everything of it on one page, who may take it over, and then one
//! command set that is carried out whole or not at all.

use crate::{
    App, AppError, Step,
    hash::sha256,
    messages::Audience,
    query::{
        answer::{Named, Row},
        directory::Directory,
        list::tell,
    },
};
use ledger::{
    Command, CommandId, Grant, Matter, MatterId, Refusal, StateClass,
    authority::Deputy,
    command::{Assign, Change, TakeMove},
    kind::Nature,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Filter, Outcome, Sort, Summary, View};

/// Most matters handed over at once; the rest is handed over after them.
pub const HANDED: usize = 2_000;

/// As what somebody has a matter in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Responsible person.
    Person,
    /// Responsible leader.
    Leader,
    /// Responsible unit.
    Unit,
    /// People who belong to a unit.
    Members,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 4] = [Part::Person, Part::Leader, Part::Unit, Part::Members];

    /// Name in the API and the locales.
    pub fn name(self) -> &'static str {
        match self {
            Part::Person => "person",
            Part::Leader => "leader",
            Part::Unit => "unit",
            Part::Members => "members",
        }
    }
}

/// What is in hand in one part and unit, and who may take it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// As what.
    pub part: Part,
    /// Responsible unit of the matters.
    pub unit: Option<Named>,
    /// They, the nearest date first.
    pub rows: Vec<Row>,
    /// Who is proposed, the best first.
    pub proposals: Vec<Named>,
}

/// Everything in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InHand {
    /// The person or unit.
    pub subject: Named,
    /// Its kind.
    pub kind: String,
    /// Version, for the form.
    pub version: u64,
    /// What is to be handed over.
    pub shares: Vec<Share>,
    /// Whether there is more than can be handed over at once.
    pub more: bool,
    /// Roles held.
    pub grants: Vec<Grant>,
    /// Who acts for the person.
    pub deputies: Vec<Deputy>,
    /// Whom the person acts for.
    pub acts_for: Vec<Named>,
    /// Drafts of imports that wait for somebody; they belong to nobody and stay.
    pub drafts: usize,
}

/// Who takes over a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// Which part.
    pub part: Part,
    /// Which unit's matters.
    pub unit: Option<MatterId>,
    /// The person, or for [`Part::Unit`] and [`Part::Members`] the unit.
    pub to: MatterId,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Who takes over what; a share that nobody takes over stays.
    #[serde(default)]
    pub successors: Vec<Successor>,
    /// Whether roles are taken back and deputies withdrawn.
    #[serde(default)]
    pub with_roles: bool,
    /// The move that ends it, `leave` or `dissolve`.
    #[serde(default)]
    pub then: Option<String>,
    /// Its reason.
    #[serde(default)]
    pub reason: String,
    /// What was looked at before, by [`mark`]; `None` = whatever is in hand.
    #[serde(default)]
    pub mark: Option<String>,
}

/// Names what goes over, and to whom, as it was looked at: a matter that came or changed meanwhile gives another name.
pub fn mark(going: &[Going]) -> String {
    named(going.iter().map(|one| (one.part, one.row.id, one.row.version, one.to.id)))
}

fn named(going: impl Iterator<Item = (Part, MatterId, u64, MatterId)>) -> String {
    let told: Vec<String> =
        going.map(|(part, id, version, to)| format!("{} {id} {version} {to}", part.name())).collect();
    sha256(told.join("\n").as_bytes())
}

/// A matter that would go over, and why it cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    /// The matter.
    pub row: Row,
    /// As what.
    pub part: Part,
    /// To whom.
    pub to: Named,
    /// Why not.
    pub refusal: Option<Refusal>,
}

impl App {
    /// Everything that the person or unit has in hand.
    ///
    /// # Errors
    /// It is neither, or the store failed.
    pub fn in_hand(&self, id: MatterId) -> Result<InHand, AppError> {
        let drafts = self.drafts_waiting()?;
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let matter = subject(view, id)?;
        let (rows, more) = rows(view, &directory, &matter)?;
        let bands = self.bands(self.clock.today());
        let audience = Audience { directory: &directory, roles: &self.roles, today: self.clock.today() };
        let mut shares: BTreeMap<(Part, Option<MatterId>), Vec<Row>> = BTreeMap::new();
        for (part, row) in rows {
            shares.entry((part, row.unit)).or_default().push(tell(row, &directory, bands.as_ref()));
        }
        let shares = shares.into_iter().map(|((part, unit), rows)| Share {
            part,
            unit: unit.and_then(|unit| directory.named(unit).cloned()),
            rows,
            proposals: proposals(part, unit, id, &audience),
        });
        let named = |other: MatterId| directory.named(other).cloned();
        let acts_for = directory.acted_for(id, self.clock.today()).into_iter().filter_map(named).collect();
        Ok(InHand {
            subject: Named { id, number: String::new(), title: matter.title.clone() },
            kind: matter.kind.clone(),
            version: matter.version,
            shares: shares.collect(),
            more,
            grants: matter.grants,
            deputies: matter.deputies,
            acts_for,
            drafts,
        })
    }

    /// What would go to whom, and what cannot; nothing changes.
    ///
    /// # Errors
    /// It is neither person nor unit, or the store failed.
    pub fn foretell_hand_over(
        &self,
        actor: MatterId,
        id: MatterId,
        asked: &HandOver,
    ) -> Result<Vec<Going>, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let subject = subject(view, id)?;
        let actor = self.actor(view, Some(actor))?;
        let bands = self.bands(self.clock.today());
        let mut going = vec![];
        for (part, row, to) in going_over(view, &directory, &subject, asked)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            let refusal = self.trial(view, &actor, &matter, &assign(part, to))?.err();
            let to = directory.named(to).cloned().ok_or(Refusal::NoSuchMatter(to))?;
            going.push(Going { row: tell(row, &directory, bands.as_ref()), part, to, refusal });
        }
        Ok(going)
    }

    /// Hands over, takes roles back and ends, as far as it is asked for: all of it or nothing.
    ///
    /// # Errors
    /// Something else would go over than what was looked at, the first refusal, or the store failed; nothing has changed then.
    pub fn hand_over(
        &self,
        actor: Option<MatterId>,
        command: CommandId,
        id: MatterId,
        asked: &HandOver,
    ) -> Result<Outcome, AppError> {
        if let Some(outcome) = self.earlier(command)? {
            return Ok(outcome);
        }
        let steps = self.steps(id, asked)?;
        if steps.is_empty() {
            return Err(Refusal::NothingToDo.into());
        }
        self.execute_all(actor, command, steps)
    }

    fn steps(&self, id: MatterId, asked: &HandOver) -> Result<Vec<Step>, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let subject = subject(view, id)?;
        let step = |matter: MatterId, command: Command| Step { matter: Some(matter), seen: None, command };
        let going = going_over(view, &directory, &subject, asked)?;
        let now = named(going.iter().map(|(part, row, to)| (*part, row.id, row.version, *to)));
        if asked.mark.as_ref().is_some_and(|seen| *seen != now) {
            return Err(AppError::ChangedSince);
        }
        let mut steps: Vec<Step> = vec![];
        let mut first = BTreeSet::new();
        for (part, row, to) in going {
            // Who is both responsible and leading has one matter twice: only the first step sees the version looked at.
            let seen = Some(row.version).filter(|_| first.insert(row.id));
            steps.push(Step { seen, ..step(row.id, assign(part, to)) });
        }
        if asked.with_roles {
            let roles = subject.grants.iter();
            steps.extend(
                roles.map(|grant| {
                    step(id, Command::RevokeRole { role: grant.role.clone(), unit: grant.unit })
                }),
            );
            let own = subject.deputies.iter().map(|one| (id, one.person));
            let others =
                directory.people.iter().filter(|other| other.deputies.iter().any(|one| one.person == id));
            let others: Vec<_> = others.map(|other| (other.named.id, id)).collect();
            let withdrawn = own.chain(others);
            steps.extend(withdrawn.map(|(of, deputy)| step(of, Command::WithdrawDeputy { deputy })));
        }
        if let Some(name) = &asked.then {
            let taken = TakeMove { reason: asked.reason.clone(), ..TakeMove::named(name) };
            steps.push(step(id, Command::Move(taken)));
        }
        Ok(steps)
    }
}

fn subject(view: &dyn View, id: MatterId) -> Result<Matter, AppError> {
    let matter = view.matter(id)?.filter(|matter| matches!(matter.kind.as_str(), "person" | "unit"));
    Ok(matter.ok_or(Refusal::NoSuchMatter(id))?)
}

/// What is in hand, in order of due dates, and whether there is more.
fn rows(
    view: &dyn View,
    directory: &Directory,
    subject: &Matter,
) -> Result<(Vec<(Part, Summary)>, bool), AppError> {
    let kinds = view.kinds();
    let is_owed = |row: &Summary| kinds.latest(&row.kind).is_some_and(|kind| kind.nature == Nature::Matter);
    let id = Some(subject.id);
    let parts = match subject.kind.as_str() {
        "person" => vec![
            (Part::Person, Filter { person: id, ..Filter::default() }),
            (Part::Leader, Filter { leader: id, ..Filter::default() }),
        ],
        _ => vec![(Part::Unit, Filter { unit: id, ..Filter::default() })],
    };
    let (mut found, mut more) = (vec![], false);
    for (part, filter) in parts {
        for class in StateClass::ALL.into_iter().filter(|class| !class.has_ended()) {
            let filter = Filter { class: Some(class), ..filter.clone() };
            let page = view.rows(&filter, Sort::Due, None, HANDED + 1)?;
            more |= page.len() > HANDED;
            found.extend(page.into_iter().filter(is_owed).map(|row| (part, row)));
        }
    }
    if subject.kind == "unit" {
        let members = directory.people.iter().filter(|one| one.active && one.unit == Some(subject.id));
        let ids: Vec<MatterId> = members.map(|one| one.named.id).collect();
        found.extend(view.summaries(&ids)?.into_iter().map(|row| (Part::Members, row)));
    }
    more |= found.len() > HANDED;
    found.truncate(HANDED);
    Ok((found, more))
}

/// Each matter that somebody takes over, and who.
fn going_over(
    view: &dyn View,
    directory: &Directory,
    subject: &Matter,
    asked: &HandOver,
) -> Result<Vec<(Part, Summary, MatterId)>, AppError> {
    let (rows, _) = rows(view, directory, subject)?;
    let to = |part: Part, unit: Option<MatterId>| {
        let fits = |one: &&Successor| one.part == part && one.unit == unit;
        asked.successors.iter().find(fits).map(|one| one.to)
    };
    Ok(rows.into_iter().filter_map(|(part, row)| to(part, row.unit).map(|to| (part, row, to))).collect())
}

fn assign(part: Part, to: MatterId) -> Command {
    let set = Change::Set(to);
    Command::Assign(match part {
        Part::Person => Assign { person: set, ..Assign::default() },
        Part::Leader => Assign { leader: set, ..Assign::default() },
        Part::Unit | Part::Members => Assign { unit: set, ..Assign::default() },
    })
}

/// For a person those who report for the matters' unit, then those who belong to it; for a leader the other leaders; for a
/// unit the one above it, then those beside it.
fn proposals(part: Part, unit: Option<MatterId>, not: MatterId, audience: &Audience<'_>) -> Vec<Named> {
    let directory = audience.directory;
    let mut ids: Vec<MatterId> = match part {
        Part::Person => {
            let mut ids = unit.map(|unit| audience.reporters(unit)).unwrap_or_default();
            let members =
                directory.people.iter().filter(|one| one.active && one.unit == unit && unit.is_some());
            ids.extend(members.map(|one| one.named.id));
            ids
        }
        Part::Leader => {
            let leads = |grants: &[Grant]| grants.iter().any(|grant| grant.role == "leader");
            let leaders = directory.people.iter().filter(|one| one.active && leads(&one.grants));
            leaders.map(|one| one.named.id).collect()
        }
        Part::Unit | Part::Members => {
            let above = directory.unit(not).and_then(|unit| unit.parent);
            let beside = directory.units.iter().filter(|one| one.active && one.parent == above);
            above.into_iter().chain(beside.map(|one| one.named.id)).collect()
        }
    };
    let mut seen = BTreeSet::new();
    ids.retain(|id| *id != not && seen.insert(*id));
    ids.into_iter().filter_map(|id| directory.named(id).cloned()).collect()
}
