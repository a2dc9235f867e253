//! The register of slips, what the ladder proposes, and what of both the office sees in the morning.

use super::{
    answer::{Named, Office, Proposals, Proposed, Row, SlipCount, SlipRow, SlipStanding, Slips, WeekLine},
    entries::Names,
    list::tell,
    overview::Looks,
    past::Look,
};
use crate::{App, AppError, clock::day_of};
use jiff::civil::Date;
use ledger::{
    Actor, Event, FieldValue, Ladder, Matter, MatterId, Rate, StateClass,
    authority::{self, Reached},
    cadence::{Cadence, Period},
};
use std::{collections::BTreeMap, sync::Arc};
use store::{Entry, Filter, Sort};

/// Most slips that are looked at, the newest.
const SLIPS: usize = 2_000;
/// Most events of a slip that are looked at.
const STEPS: usize = 100;
/// Most matters of a kind that are held against the ladder, the earliest due.
const PUSHED: usize = 1_000;
/// Kinds whose matters the ladder is asked about: those that somebody works on. Of an item its measures are pushed.
const WORK: [&str; 3] = ["measure", "node", "decision"];
/// A few rows of each on the overview.
const FEW: usize = 5;

/// All slips as read at one place of the log.
pub(crate) type SlipLooks = Looks<(Vec<SlipRow>, bool)>;
/// What the ladder proposed at one place of the log.
pub(crate) type ProposalLooks = Looks<Proposals>;
/// The line of the week that runs.
pub(crate) type WeekLooks = Looks<WeekLine>;

/// Which slips.
#[derive(Clone, Debug, Default)]
pub struct SlipsQuery {
    /// Only below this campaign.
    pub campaign: Option<MatterId>,
    /// Only this type.
    pub r#type: Option<String>,
    /// Only to this unit.
    pub unit: Option<MatterId>,
    /// Only those that stand so.
    pub standing: Option<SlipStanding>,
    /// Only those not answered within their limit.
    pub late: bool,
}

impl App {
    /// The register of slips; the counts are of all, whatever is asked for.
    ///
    /// # Errors
    /// The store failed.
    pub fn slips(&self, query: &SlipsQuery) -> Result<Slips, AppError> {
        let today = self.clock.today();
        let read = self.all_slips(query.campaign)?;
        let (all, more) = read.as_ref();
        let waits = |slip: &&SlipRow| slip.standing.waits();
        let asked = |slip: &&SlipRow| {
            query.r#type.as_ref().is_none_or(|one| *one == slip.r#type)
                && query.unit.is_none_or(|unit| slip.row.unit.as_ref().is_some_and(|one| one.id == unit))
                && query.standing.is_none_or(|standing| standing == slip.standing)
                && (!query.late || is_late(slip, today))
        };
        Ok(Slips {
            rows: all.iter().filter(asked).cloned().collect(),
            counts: counts(all),
            waiting: all.iter().filter(waits).count() as u64,
            late: all.iter().filter(|slip| is_late(slip, today)).count() as u64,
            more: *more,
        })
    }

    /// What the ladder proposes on the running matters of `campaign`, or of all, as `person` may sign it.
    ///
    /// # Errors
    /// The store failed.
    pub fn proposals(
        &self,
        person: Option<MatterId>,
        campaign: Option<MatterId>,
    ) -> Result<Proposals, AppError> {
        let mut proposals = self.all_proposals(campaign)?.as_ref().clone();
        let may_sign = self.may_sign(person)?;
        for one in &mut proposals.rows {
            one.may = may_sign(one);
        }
        Ok(proposals)
    }

    /// What the office has to push: who has not reported this week and the last, slips without an answer, what the
    /// ladder proposes.
    ///
    /// # Errors
    /// The store failed.
    pub fn office(&self, person: Option<MatterId>, campaign: MatterId) -> Result<Office, AppError> {
        let today = self.clock.today();
        let week = Period::of(Cadence::Week, today);
        let mut office = Office::default();
        office.weeks.push(self.this_week(campaign, week)?.as_ref().clone());
        office.weeks.push(self.counted(campaign, week.previous())?.as_ref().clone());
        let slips =
            self.slips(&SlipsQuery { campaign: Some(campaign), late: true, ..SlipsQuery::default() })?;
        (office.waiting, office.late) = (slips.waiting, slips.late);
        office.slips = slips.rows;
        office.slips.sort_by_key(|slip| (slip.row.due, slip.row.id));
        office.slips.truncate(FEW);
        let proposals = self.all_proposals(Some(campaign))?;
        (office.proposed, office.more) = (proposals.rows.len() as u64, proposals.more);
        office.proposals = self.few(person, &proposals)?;
        Ok(office)
    }

    /// A few of the proposals; what the reader can do stands first.
    fn few(&self, person: Option<MatterId>, proposals: &Proposals) -> Result<Vec<Proposed>, AppError> {
        let may_sign = self.may_sign(person)?;
        let (mut own, mut others) = (vec![], vec![]);
        for one in &proposals.rows {
            let may = may_sign(one);
            let few = if may { &mut own } else { &mut others };
            if few.len() < FEW {
                few.push(Proposed { may, ..one.clone() });
            }
            if own.len() == FEW {
                break;
            }
        }
        own.extend(others);
        own.truncate(FEW);
        Ok(own)
    }

    /// Whether `person` may sign what is proposed.
    fn may_sign(&self, person: Option<MatterId>) -> Result<impl Fn(&Proposed) -> bool, AppError> {
        let directory = self.directory()?;
        let actor = person.map_or_else(|| Ok(Actor::system()), |person| self.acting(person))?;
        let today = self.clock.today();
        Ok(move |one: &Proposed| {
            let ids = |named: &Option<Named>| named.as_ref().map(|named| named.id);
            let units = ids(&one.row.unit).map(|unit| directory.with_above(unit)).unwrap_or_default();
            let people = [ids(&one.row.person), ids(&one.row.leader)].into_iter().flatten().collect();
            let right = format!("rung:{}", one.proposal.rung);
            let on = Reached { units, people };
            person.is_some() && authority::check(&self.roles, &actor, &right, &on, today).is_ok()
        })
    }

    /// The line of the week that runs, as it is at this place of the log.
    fn this_week(&self, campaign: MatterId, week: Period) -> Result<Arc<WeekLine>, AppError> {
        let at = (self.view()?.head().next, self.clock.today(), self.reader.hidden.clone());
        if let Some(kept) = self.week_looks.get(&at, Some(campaign)) {
            return Ok(kept);
        }
        let line = self.counted(campaign, week)?;
        self.week_looks.keep(&at, Some(campaign), line.clone());
        Ok(line)
    }

    fn all_slips(&self, campaign: Option<MatterId>) -> Result<Arc<(Vec<SlipRow>, bool)>, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let view = view.as_ref();
        let at = (view.head().next, day, self.reader.hidden.clone());
        if let Some(kept) = self.slip_looks.get(&at, campaign) {
            return Ok(kept);
        }
        let filter = Filter { kind: Some("slip".into()), under: campaign, ..Filter::default() };
        let mut rows = view.rows(&filter, Sort::Changed, None, SLIPS + 1)?;
        let more = rows.len() > SLIPS;
        rows.truncate(SLIPS);
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        let bands = self.bands(day);
        let mut names = Names { view, directory: &directory, found: BTreeMap::new() };
        let mut slips = vec![];
        for row in rows {
            let Some(matter) = view.matter(row.id)? else { continue };
            let about = matter.links.iter().filter(|link| link.relation == "about");
            let about = about.map(|link| names.get(link.to)).collect::<Result<_, _>>()?;
            let history = view.history(row.id, None, STEPS)?;
            slips.push(slip(&matter, tell(row, &directory, bands.as_ref()), about, &history, day)?);
        }
        let kept = Arc::new((slips, more));
        self.slip_looks.keep(&at, campaign, kept.clone());
        Ok(kept)
    }

    fn all_proposals(&self, campaign: Option<MatterId>) -> Result<Arc<Proposals>, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let view = view.as_ref();
        let at = (view.head().next, day, self.reader.hidden.clone());
        if let Some(kept) = self.proposal_looks.get(&at, campaign) {
            return Ok(kept);
        }
        let bands = self.bands(day);
        let mut proposals = Proposals::default();
        for kind in WORK {
            let filter = Filter {
                kind: Some(kind.into()),
                under: campaign,
                class: Some(StateClass::Open),
                ..Filter::default()
            };
            let rows = view.rows(&filter, Sort::Due, None, PUSHED + 1)?;
            proposals.more |= rows.len() > PUSHED;
            for row in rows.into_iter().take(PUSHED) {
                let Some(matter) = view.matter(row.id)? else { continue };
                if let Some(proposal) = self.proposed_rung(&matter, day) {
                    let row: Row = tell(row, &directory, bands.as_ref());
                    proposals.rows.push(Proposed { row, proposal, may: false });
                }
            }
        }
        let ladder = self.ladder.as_deref();
        proposals.rows.sort_by_key(|one| {
            (
                std::cmp::Reverse(height(ladder, &one.proposal.rung)),
                one.row.due.is_none(),
                one.row.due,
                one.row.id,
            )
        });
        let kept = Arc::new(proposals);
        self.proposal_looks.keep(&at, campaign, kept.clone());
        Ok(kept)
    }
}

/// How high a rung stands.
fn height(ladder: Option<&Ladder>, rung: &str) -> usize {
    ladder.and_then(|ladder| ladder.rungs.iter().position(|one| one.name == rung)).unwrap_or(0)
}

/// Whether its answer is missing past the limit.
fn is_late(slip: &SlipRow, today: Date) -> bool {
    slip.standing.waits() && slip.row.due.is_some_and(|due| due < today)
}

/// A slip with the days of its way.
fn slip(
    matter: &Matter,
    row: Row,
    about: Vec<Named>,
    history: &[Entry],
    today: Date,
) -> Result<SlipRow, AppError> {
    let kind = matter.fields.get("type").and_then(FieldValue::as_text).unwrap_or_default();
    let mut slip = SlipRow {
        standing: standing(&row),
        r#type: kind.to_owned(),
        about,
        issued: matter.course.filings.first().map(|filing| filing.on),
        signed: None,
        replied: None,
        closed: None,
        in_time: None,
        row,
    };
    // The limit as it stood when the answer came.
    let mut limit = None;
    for entry in history.iter().rev() {
        let on = day_of(entry.header.at);
        match entry.event()? {
            Event::DueDateSet { due, .. } => limit = due,
            Event::ExtensionDecided { approved: true, to, .. } => limit = Some(to),
            Event::Moved(moved) => match moved.name.as_str() {
                "sign_for" => slip.signed = Some(on),
                "reply" if slip.replied.is_none() => {
                    slip.replied = Some(on);
                    slip.in_time = limit.map(|limit| on <= limit);
                }
                "close" => slip.closed = Some(on),
                _ => {}
            },
            _ => {}
        }
    }
    if slip.replied.is_none() && is_late(&slip, today) {
        slip.in_time = Some(false);
    }
    if slip.standing == SlipStanding::Withdrawn {
        slip.in_time = None;
    }
    Ok(slip)
}

fn standing(row: &Row) -> SlipStanding {
    match (row.class, row.state.as_str()) {
        (StateClass::Cancelled, _) => SlipStanding::Withdrawn,
        (StateClass::Closed, _) => SlipStanding::Closed,
        (StateClass::Awaiting | StateClass::Accepted, _) => SlipStanding::Answered,
        (_, "received") => SlipStanding::Unanswered,
        (_, "issued") => SlipStanding::Unsigned,
        _ => SlipStanding::Drafted,
    }
}

fn counts(slips: &[SlipRow]) -> Vec<SlipCount> {
    let mut counts: BTreeMap<(std::cmp::Reverse<i16>, &str), (u64, Rate)> = BTreeMap::new();
    let sent = slips.iter().filter(|slip| slip.standing != SlipStanding::Withdrawn);
    for (slip, issued) in sent.filter_map(|slip| Some((slip, slip.issued?))) {
        let of = counts.entry((std::cmp::Reverse(issued.year()), slip.r#type.as_str())).or_default();
        of.0 += 1;
        of.1.n += u64::from(slip.in_time == Some(true));
        of.1.d += u64::from(slip.in_time.is_some());
    }
    let count = |((year, kind), (issued, in_time)): ((std::cmp::Reverse<i16>, &str), (u64, Rate))| {
        SlipCount { year: year.0, r#type: kind.to_owned(), issued, in_time }
    };
    counts.into_iter().map(count).collect()
}
