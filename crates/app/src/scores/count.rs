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
                let units = self.rate_by_unit(rate, today, |month| span.holds_month(month))?;
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
    /// Matters that were due in the period: those on which the move was taken by their date, or the others. A date counts
    /// once its day is over.
    fn due(&self, kind: &str, until: &str, in_time: bool, into: &mut Vec<Point>) -> Result<(), AppError> {
        let over = self.today.yesterday().unwrap_or(self.today);
        let (from, to) = (self.span.first(), self.span.last().min(over));
        if to < from {
            return Ok(());
        }
        let filter =
            Filter { kind: Some(kind.into()), due_from: Some(from), due_to: Some(to), ..Filter::default() };
        self.each(&filter, |view, row| {
            let (Some(unit), Some(due)) = (row.unit, row.due) else { return Ok(()) };
            if row.class == StateClass::Cancelled {
                return Ok(());
            }
            let history = view.history(row.id, None, STEPS)?;
            let (mut taken, mut set) = (None, Seq(0));
            for entry in &history {
                match entry.event()? {
                    Event::Moved(moved) if moved.name == until && day_of(entry.header.at) <= due => {
                        taken = Some(entry.header.seq);
                    }
                    // The newest first: what set the date that stands.
                    event if set == Seq(0) && sets_date(&event, due) => set = entry.header.seq,
                    _ => {}
                }
            }
            if set == Seq(0) {
                set = history.last().map_or(Seq(0), |entry| entry.header.seq);
            }
            if taken.is_some() == in_time {
                into.push(self.point(unit, row, due, taken.unwrap_or(set)));
            }
            Ok(())
        })
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

/// Whether an event set this due date.
fn sets_date(event: &Event, due: Date) -> bool {
    match event {
        Event::DueDateSet { due: set, .. } => *set == Some(due),
        Event::ExtensionDecided { approved, to, .. } => *approved && *to == due,
        Event::Moved(moved) => moved.due == Some(due),
        _ => false,
    }
}
