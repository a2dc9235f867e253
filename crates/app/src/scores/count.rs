//! Facts behind the points: each is an event of the log, or the day on which one was missing.

use crate::{
    App, AppError,
    clock::{day_of, end_of},
    query::{answer::Named, overview::Looks, past::Look},
};
use jiff::civil::Date;
use ledger::{
    Decimal, Event, MatterId, Refusal, Seq, StateClass,
    score::{Fact, ScoreRules, Span},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Entry, Filter, Sort, Summary, View, place_of};

/// Matters read at once.
const PAGE: usize = 500;
/// Most matters that are looked at for one rule.
const MOST: usize = 100_000;
/// Most events of a matter that are looked at.
const STEPS: usize = 500;

/// Sheets as counted at one place of the log.
pub(crate) type ScoreLooks = Looks<Facts>;

/// One thing that gives or takes points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Place of the rule in the sheet.
    pub rule: usize,
    /// The unit that was responsible.
    pub unit: MatterId,
    /// The matter.
    pub matter: Named,
    /// The day: of the move, or on which it was due.
    pub on: Date,
    /// The event in the log: the move, or, where it was missing, what had set the date.
    pub seq: Seq,
}

/// What a sheet counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// By rule, then by day.
    pub(super) points: Vec<Point>,
    /// Numerator and denominator of rates, by place of the rule and unit.
    pub(super) rates: BTreeMap<usize, BTreeMap<MatterId, (Decimal, Decimal)>>,
}

impl App {
    /// What `rules` count in `span`, as of its end or of today.
    pub(super) fn score_facts(&self, rules: &ScoreRules, span: Span) -> Result<Facts, AppError> {
        let today = self.clock.today();
        let mut facts = Facts::default();
        for (at, rule) in rules.rules.iter().enumerate() {
            if let Fact::Rate { rate } = &rule.fact {
                let units =
                    self.rate_by_unit(rate, span.last().min(today), |month| span.holds_month(month))?;
                let units = units.into_iter().map(|(unit, share)| (unit, (share.n, share.d)));
                facts.rates.insert(at, units.collect());
            }
        }
        let look = self.look(Some(span.last().min(today)))?;
        for (at, rule) in rules.rules.iter().enumerate() {
            let counting = Counting { look: &look, span, today, rule: at };
            match &rule.fact {
                Fact::Late { kind, until } => counting.due(kind, until, false, &mut facts.points)?,
                Fact::InTime { kind, until } => counting.due(kind, until, true, &mut facts.points)?,
                Fact::Moved { kind, way } => counting.moved(kind, way, &mut facts.points)?,
                Fact::Rate { .. } => {}
            }
        }
        facts.points.sort_by_key(|point| (point.rule, point.on, point.seq));
        Ok(facts)
    }
}

struct Counting<'l> {
    look: &'l Look<'l>,
    span: Span,
    today: Date,
    rule: usize,
}

impl Counting<'_> {
    /// Dates of matters in the period: those by which the move was taken, or the others. A date counts once its day is over,
    /// and for good: whoever gets another one afterwards was late all the same.
    fn due(&self, kind: &str, until: &str, in_time: bool, into: &mut Vec<Point>) -> Result<(), AppError> {
        let over = self.today.yesterday().unwrap_or(self.today);
        let (from, to) = (self.span.first(), self.span.last().min(over));
        if to < from {
            return Ok(());
        }
        let stands = |due: Option<Date>| due.is_some_and(|due| from <= due && due <= to);
        let filter =
            Filter { kind: Some(kind.into()), due_from: Some(from), due_to: Some(to), ..Filter::default() };
        self.each(&filter, |view, row| self.dates(view, row, until, in_time, into))?;
        // Those whose date in the period does not stand any more at its end.
        let place = place_of(self.look.view.as_ref(), end_of(from.yesterday().unwrap_or(from)))?;
        let filter = Filter { kind: Some(kind.into()), changed_from: Some(place), ..Filter::default() };
        self.each(
            &filter,
            |view, row| {
                if stands(row.due) { Ok(()) } else { self.dates(view, row, until, in_time, into) }
            },
        )
    }

    /// The dates of one matter.
    fn dates(
        &self,
        view: &dyn View,
        row: &Summary,
        until: &str,
        in_time: bool,
        into: &mut Vec<Point>,
    ) -> Result<(), AppError> {
        let Some(unit) = row.unit.filter(|_| row.class != StateClass::Cancelled) else { return Ok(()) };
        let over = self.today.yesterday().unwrap_or(self.today);
        let mut count = |promise: &Promise| {
            if self.span.holds(promise.due) && promise.due <= over && promise.met.is_some() == in_time {
                into.push(self.point(unit, row, promise.due, promise.met.unwrap_or(promise.set)));
            }
        };
        let (mut promise, mut taken): (Option<Promise>, Option<Seq>) = (None, None);
        // The newest comes first.
        for entry in view.history(row.id, None, STEPS)?.iter().rev() {
            let (on, seq, event) = (day_of(entry.header.at), entry.header.seq, entry.event()?);
            if let Event::Moved(moved) = &event {
                if moved.name == until {
                    taken = Some(seq);
                    if let Some(promise) = promise.as_mut().filter(|promise| on <= promise.due) {
                        promise.met = Some(seq);
                    }
                } else if moved.due.is_some() {
                    // Sent back with a new date: it has to be done again.
                    taken = None;
                }
            }
            if let Some(due) = date_set(&event) {
                // One that has passed, or was kept before it was replaced, counts; one that was moved in time does not.
                if let Some(before) = promise.filter(|before| before.met.is_some() || before.due < on) {
                    count(&before);
                }
                promise = due.map(|due| Promise { due, set: seq, met: taken });
            }
        }
        promise.iter().for_each(count);
        Ok(())
    }

    /// Times the move was taken in the period.
    fn moved(&self, kind: &str, way: &str, into: &mut Vec<Point>) -> Result<(), AppError> {
        let before = self.span.first().yesterday().unwrap_or(self.span.first());
        let place = place_of(self.look.view.as_ref(), end_of(before))?;
        let filter = Filter { kind: Some(kind.into()), changed_from: Some(place), ..Filter::default() };
        self.each(&filter, |view, row| {
            let Some(unit) = row.unit else { return Ok(()) };
            let is_here = |entry: &Entry| entry.header.seq >= place;
            for entry in view.history(row.id, None, STEPS)?.iter().take_while(|entry| is_here(entry)) {
                let on = day_of(entry.header.at);
                match entry.event()? {
                    Event::Moved(moved) if moved.name == way && self.span.holds(on) => {
                        into.push(self.point(unit, row, on, entry.header.seq));
                    }
                    _ => {}
                }
            }
            Ok(())
        })
    }

    fn each(
        &self,
        filter: &Filter,
        mut take: impl FnMut(&dyn View, &Summary) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let view = self.look.view.as_ref();
        let (mut after, mut looked) = (None, 0);
        loop {
            let rows = view.rows(filter, Sort::Outline, after.as_ref(), PAGE)?;
            for row in &rows {
                take(view, row)?;
            }
            looked += rows.len();
            match rows.last() {
                Some(_) if looked > MOST => {
                    return Err(Refusal::TooMany { field: "rows", limit: MOST }.into());
                }
                Some(last) if rows.len() == PAGE => after = Some(last.cursor()),
                _ => return Ok(()),
            }
        }
    }

    fn point(&self, unit: MatterId, row: &Summary, on: Date, seq: Seq) -> Point {
        Point { rule: self.rule, unit, matter: Named::from(row), on, seq }
    }
}

/// A date by which a move was due.
#[derive(Clone, Copy)]
struct Promise {
    due: Date,
    /// The event that set it.
    set: Seq,
    /// The move, where it came in time.
    met: Option<Seq>,
}

/// The date that an event sets, or that it takes away.
fn date_set(event: &Event) -> Option<Option<Date>> {
    match event {
        Event::Opened { open, .. } => Some(open.due),
        Event::DueDateSet { due, .. } => Some(*due),
        Event::ExtensionDecided { approved: true, to, .. } => Some(Some(*to)),
        Event::Moved(moved) => moved.due.map(Some),
        _ => None,
    }
}
