//! The periods of a campaign: which there are, who has reported, what was made of them.

use super::{
    answer::{
        CadenceLines, CameAfter, Collation, CollationRef, MeetingLine, Named, PeriodLine, PeriodPage,
        Periods, Reminded, ReportDue, Row, WeekLine,
    },
    campaigns::{Choice, choose},
    entries::Names,
    gathered::gathered,
    list::tell,
    past::Look,
    roll::{REPORTS, hear},
};
use crate::{App, AppError, clock::day_of, period};
use jiff::civil::Date;
use ledger::{
    Event, FieldValue, Matter, MatterId, Rate, Refusal, Seq, StateClass,
    cadence::{Cadence, Period},
    calendar::Day,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use store::{Filter, Sort, View};

/// Periods of each cadence shown at first.
const FEW: usize = 5;
/// Periods of one cadence on a page of its own.
const MANY: usize = 12;
/// Most collations and meetings of a campaign that are looked through.
const LOOKED_THROUGH: usize = 500;
/// Most later reports that are told.
const LATER: usize = 200;
/// Most decisions that are shown.
const DECISIONS: usize = 100;

/// Which periods.
#[derive(Clone, Copy, Debug, Default)]
pub struct PeriodsQuery {
    /// The campaign; the newest with something owed when left out.
    pub campaign: Option<MatterId>,
    /// Only this cadence, more of it.
    pub cadence: Option<Cadence>,
    /// Only periods before this one.
    pub before: Option<Period>,
}

/// Counts of periods that are over: they never change any more.
#[derive(Default)]
pub(crate) struct Counted(Mutex<BTreeMap<Count, Arc<WeekLine>>>);

/// Person and unit of a matter.
pub(crate) type Responsible = (Option<MatterId>, Option<MatterId>);

/// What is not shown, the campaign, the period.
type Count = (Arc<BTreeSet<String>>, MatterId, Period);

/// Most counts kept.
const KEPT: usize = 2_000;

impl App {
    /// The periods of a campaign, with how many have reported.
    ///
    /// # Errors
    /// There is no such campaign, or the store failed.
    pub fn periods(&self, query: &PeriodsQuery) -> Result<Periods, AppError> {
        let today = self.clock.today();
        let view = self.view()?;
        let Choice { campaigns, campaign } = choose(view.as_ref(), query.campaign)?;
        let shown = campaign.as_ref().map(|campaign| view.matter(campaign.id)).transpose()?.flatten();
        let mut periods = Periods { today, campaigns, campaign, cadences: vec![] };
        let Some(campaign) = shown else { return Ok(periods) };
        let made = collations(view.as_ref(), campaign.id)?;
        // One look at a time: there are few, and who holds one must not wait for another.
        drop(view);
        let first = day_of(campaign.opened_at);
        let cadence = query.before.map(Period::cadence).or(query.cadence);
        for one in Cadence::ALL.into_iter().filter(|one| cadence.is_none_or(|cadence| cadence == *one)) {
            let most = if cadence.is_some() { MANY } else { FEW };
            let mut lines = vec![];
            let newest = query.before.map_or_else(|| Period::of(one, today), Period::previous);
            let mut at = Some(newest).filter(|period| first <= period.end());
            while let Some(period) = at.filter(|_| lines.len() < most) {
                let counted = self.counted(campaign.id, period)?;
                lines.push(PeriodLine {
                    period,
                    from: period.start(),
                    to: period.end(),
                    due: self.report_due(period),
                    reported: counted.reported,
                    more: counted.more,
                    collations: made.get(&period).cloned().unwrap_or_default(),
                });
                at = Some(period.previous()).filter(|earlier| first <= earlier.end() && *earlier != period);
            }
            let older = at.and_then(|_| lines.last().map(|line| line.period));
            periods.cadences.push(CadenceLines { cadence: one, lines, older });
        }
        Ok(periods)
    }

    /// A period of a campaign: who has reported, who has not, what was made of it.
    ///
    /// # Errors
    /// There is no such campaign, the period has not begun, or the store failed.
    pub fn period(&self, campaign: Option<MatterId>, period: Period) -> Result<PeriodPage, AppError> {
        let today = self.clock.today();
        if today < period.start() {
            return Err(AppError::FutureDay { day: period.start(), today });
        }
        let shown =
            choose(self.view()?.as_ref(), campaign)?.campaign.ok_or(AppError::NotFound("campaign"))?;
        let roll = self.roll(&self.look_at_period(period, None)?, shown.id)?;
        let (meetings, decisions) = self.meetings(shown.id, period)?;
        let directory = self.directory()?;
        let view = self.view()?;
        let reminded = period::reminded(view.as_ref(), shown.id, period)?;
        Ok(PeriodPage {
            today,
            period,
            from: period.start(),
            to: period.end(),
            due: self.report_due(period),
            runs: period.contains(today),
            roll,
            reminded: reminded.map(|record| Reminded {
                at: record.at,
                by: record.by.and_then(|by| directory.named(by).cloned()),
                people: record.people,
            }),
            collations: collations(view.as_ref(), shown.id)?.remove(&period).unwrap_or_default(),
            meetings,
            decisions,
            campaign: shown,
        })
    }

    /// A collation with everything it stands on, and what came afterwards.
    ///
    /// # Errors
    /// There is no such collation, or the store failed.
    pub fn collation(&self, id: MatterId) -> Result<Collation, AppError> {
        let view = self.view()?;
        let directory = self.directory()?;
        let matter = view.matter(id)?.filter(|matter| matter.kind == "collation");
        let matter = matter.ok_or(Refusal::NoSuchMatter(id))?;
        let text = |name: &str| matter.fields.get(name).and_then(FieldValue::as_text).unwrap_or_default();
        let by_nodes = text("type") == "late_nodes";
        let period: Option<Period> = text("period").parse().ok().filter(|_| !by_nodes);
        let place = Seq(text("place").parse().unwrap_or(0));
        let mut names = Names { view: view.as_ref(), directory: &directory, found: BTreeMap::new() };
        let campaign = matter.parent.map(|above| names.get(above)).transpose()?;
        let (frozen_at, frozen_by) = frozen(view.as_ref(), &matter)?;
        let mut collation = Collation {
            id,
            version: matter.version,
            title: matter.title.clone(),
            state: matter.state.clone(),
            class: matter.class,
            period,
            due: period.map(|period| self.report_due(period)),
            place,
            body: text("body").to_owned(),
            frozen_at,
            frozen_by: frozen_by.map(|by| names.get(by)).transpose()?,
            roll: super::answer::Roll::default(),
            later: vec![],
            later_more: false,
            campaign,
        };
        if let (Some(period), Some(under)) = (period, matter.parent) {
            drop(view);
            (collation.later, collation.later_more) = self.came_after(under, period, place)?;
            collation.roll = self.roll(&self.look_at_period(period, Some(place))?, under)?;
        }
        Ok(collation)
    }

    /// The day on which the report on a period is due, and why it is another one than the rule names.
    pub fn report_due(&self, period: Period) -> ReportDue {
        let due = match self.cadences.due(period, &self.calendar) {
            Ok(Some(due)) => due,
            Ok(None) => return ReportDue::Never,
            Err(missing) => return ReportDue::NoCalendar { year: missing.year },
        };
        let holiday = due.named != due.due && matches!(self.calendar.day(due.named), Ok(Day::Holiday));
        ReportDue::On { on: due.due, named: due.named, holiday }
    }

    /// How many of how many have reported, and whose are missing; for a period that is over this is found once.
    pub(crate) fn counted(&self, campaign: MatterId, period: Period) -> Result<Arc<WeekLine>, AppError> {
        let is_over = period.end() < self.clock.today();
        let key = (self.reader.hidden.clone(), campaign, period);
        let kept = || self.counted.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = kept().get(&key).filter(|_| is_over) {
            return Ok(line.clone());
        }
        let line = Arc::new(self.count_period(campaign, period)?);
        if is_over {
            let mut kept = kept();
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(key, line.clone());
        }
        Ok(line)
    }

    fn count_period(&self, campaign: MatterId, period: Period) -> Result<WeekLine, AppError> {
        let mut reported = Rate::default();
        let mut missing: BTreeMap<Option<MatterId>, (Option<Named>, u64)> = BTreeMap::new();
        let directory = self.directory()?;
        let owing = self.owing_rows(&self.look_at_period(period, None)?, campaign, period)?;
        for (row, said) in owing.rows {
            reported.n += u64::from(said);
            reported.d += 1;
            if !said {
                let unit = row.unit.and_then(|unit| directory.named(unit).cloned());
                missing.entry(row.unit).or_insert((unit, 0)).1 += 1;
            }
        }
        let mut missing: Vec<(Option<Named>, u64)> = missing.into_values().collect();
        missing.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        Ok(WeekLine { period, due: self.report_due(period), reported, missing, more: owing.more })
    }

    /// Measures of which nothing was said: who is responsible for each, by person and unit.
    pub(crate) fn missing(&self, campaign: MatterId, period: Period) -> Result<Vec<Responsible>, AppError> {
        let owing = self.owing_rows(&self.look_at_period(period, None)?, campaign, period)?;
        Ok(owing.rows.into_iter().filter(|(_, said)| !said).map(|(row, _)| (row.person, row.unit)).collect())
    }

    /// Reports on the measures of a campaign that fell into the period and came at `place` or after it; and whether there
    /// are more.
    fn came_after(
        &self,
        campaign: MatterId,
        period: Period,
        place: Seq,
    ) -> Result<(Vec<CameAfter>, bool), AppError> {
        let (from, to) = self.span_of(period)?;
        let directory = self.directory()?;
        let view = self.view()?;
        let mut names = Names { view: view.as_ref(), directory: &directory, found: BTreeMap::new() };
        let mut later = vec![];
        let entries = view.reports(from.max(place), to, REPORTS + 1)?;
        let more = entries.len() > REPORTS;
        for entry in entries.into_iter().take(REPORTS) {
            let of = view.matter(entry.header.matter)?;
            let is_ours = of.is_some_and(|of| of.kind == "measure" && of.above.contains(&campaign));
            let Some(heard) = hear(&entry, &directory)?.filter(|_| is_ours) else { continue };
            if later.len() == LATER {
                return Ok((later, true));
            }
            later.push(CameAfter { measure: names.get(entry.header.matter)?, heard });
        }
        Ok((later, more))
    }

    /// Meetings held on a period, the newest first, and what earlier ones decided and is not done.
    fn meetings(&self, campaign: MatterId, period: Period) -> Result<(Vec<MeetingLine>, Vec<Row>), AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let bands = self.bands(day);
        let of = |kind: &str| Filter { kind: Some(kind.into()), ..Filter::default() };
        let held = Filter { parent: Some(campaign), ..of("meeting") };
        let mut meetings = vec![];
        for row in view.rows(&held, Sort::Changed, None, LOOKED_THROUGH)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            let text = |name: &str| matter.fields.get(name).and_then(FieldValue::as_text).unwrap_or_default();
            if text("period") != period.to_string() {
                continue;
            }
            let decided = Filter { parent: Some(row.id), ..of("decision") };
            let decided = view.rows(&decided, Sort::Outline, None, DECISIONS)?;
            meetings.push(MeetingLine {
                id: row.id,
                title: row.title.clone(),
                r#type: text("type").to_owned(),
                on: text("on").parse::<Date>().ok(),
                decisions: decided.into_iter().map(|row| tell(row, &directory, bands.as_ref())).collect(),
                gathered: gathered(view.as_ref(), &view.links_to(row.id)?)?,
            });
        }
        meetings.sort_by_key(|meeting| std::cmp::Reverse((meeting.on, meeting.id)));
        let open = Filter { under: Some(campaign), class: Some(StateClass::Open), ..of("decision") };
        let here: Vec<MatterId> = meetings.iter().map(|meeting| meeting.id).collect();
        let mut open = view.rows(&open, Sort::Due, None, DECISIONS)?;
        open.retain(|row| row.parent.is_none_or(|meeting| !here.contains(&meeting)));
        Ok((meetings, open.into_iter().map(|row| tell(row, &directory, bands.as_ref())).collect()))
    }
}

/// What was made of each period of a campaign; a collation carries the period as its number.
pub(crate) fn collations(
    view: &dyn View,
    campaign: MatterId,
) -> Result<BTreeMap<Period, Vec<CollationRef>>, AppError> {
    let filter = Filter { kind: Some("collation".into()), parent: Some(campaign), ..Filter::default() };
    let mut made: BTreeMap<Period, Vec<CollationRef>> = BTreeMap::new();
    for row in view.rows(&filter, Sort::Changed, None, LOOKED_THROUGH)? {
        if let Some(period) = row.number.parse().ok().filter(|_| row.class != StateClass::Cancelled) {
            let one = CollationRef { id: row.id, state: row.state, class: row.class };
            made.entry(period).or_default().push(one);
        }
    }
    Ok(made)
}

/// When a collation was frozen, and by whom.
fn frozen(view: &dyn View, matter: &Matter) -> Result<(Option<jiff::Timestamp>, Option<MatterId>), AppError> {
    if matter.class != StateClass::Closed {
        return Ok((None, None));
    }
    for entry in view.history(matter.id, None, LATER)? {
        if matches!(entry.event()?, Event::Moved(moved) if moved.name == "freeze") {
            return Ok((Some(entry.header.at), entry.header.actor));
        }
    }
    Ok((None, None))
}
