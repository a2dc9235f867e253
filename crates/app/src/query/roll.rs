//! The roll of a period: which measures owe a report on it, and what was said of each, from the one stream of reports.
//!
//! A report given once counts for its week, its ten days and its month alike; nobody is asked a second time.

use super::{
    answer::{Heard, ItemPart, Named, Roll, RollLine, Said, UnitPart},
    directory::Directory,
    list::tell,
    past::Look,
};
use crate::{App, AppError, clock::end_of};
use ledger::{Event, MatterId, Rate, Seq, StateClass, cadence::Period};
use std::collections::BTreeMap;
use store::{Entry, Filter, Past, Sort, Summary, place_of};

/// Most measures of a campaign on one roll.
const LINES: usize = 5_000;
/// Most reports of a period that are read.
pub(super) const REPORTS: usize = 20_000;

/// A look at a period, and the place of its first event.
pub(crate) struct PeriodLook<'a> {
    look: Look<'a>,
    from: Seq,
}

/// Measures that owe a report, each with whether it was reported on.
pub(super) struct Owing {
    pub(super) rows: Vec<(Summary, bool)>,
    /// Whether the campaign holds more measures than are looked at.
    pub(super) more: bool,
}

impl App {
    /// A look at a period: at its end when it is over, at now while it runs; before `place` of the log where that
    /// comes first.
    pub(crate) fn look_at_period(
        &self,
        period: Period,
        place: Option<Seq>,
    ) -> Result<PeriodLook<'_>, AppError> {
        let from = self.span_of(period)?.0;
        let over = Some(period.end()).filter(|end| *end < self.clock.today());
        let Look { view, directory, day, is_past } = self.look(over)?;
        let Some(place) = place.filter(|place| *place < view.head().next) else {
            return Ok(PeriodLook { look: Look { view, directory, day, is_past }, from });
        };
        // One look at a time: there are few, and who holds one must not wait for another.
        drop(view);
        let view = store::scoped(Box::new(Past::before(self.whole()?, place)?), &self.reader.hidden);
        Ok(PeriodLook { look: Look { view, directory, day, is_past: true }, from })
    }

    /// The places of the log where a period begins and ends.
    pub(super) fn span_of(&self, period: Period) -> Result<(Seq, Seq), AppError> {
        // By all of it: an event that is not shown has its time all the same.
        let whole = self.whole()?;
        let from = period.start().yesterday().map(|before| place_of(whole.as_ref(), end_of(before)));
        Ok((from.unwrap_or(Ok(Seq(0)))?, place_of(whole.as_ref(), end_of(period.end()))?))
    }

    /// Who has reported on the period looked at. Costs the measures of the campaign and the reports of the period.
    pub(crate) fn roll(&self, at: &PeriodLook<'_>, campaign: MatterId) -> Result<Roll, AppError> {
        let PeriodLook { look, from } = at;
        let view = look.view.as_ref();
        let mut heard: BTreeMap<MatterId, Vec<Heard>> = BTreeMap::new();
        let entries = view.reports(*from, view.head().next, REPORTS + 1)?;
        let mut more = entries.len() > REPORTS;
        for entry in entries.into_iter().take(REPORTS) {
            let of = entry.header.matter;
            heard.entry(of).or_default().extend(hear(&entry, &look.directory)?);
        }
        let measures = Filter { kind: Some("measure".into()), under: Some(campaign), ..Filter::default() };
        let mut rows = view.rows(&measures, Sort::Outline, None, LINES + 1)?;
        more |= rows.len() > LINES;
        rows.truncate(LINES);
        rows.retain(|row| row.class == StateClass::Open || heard.contains_key(&row.id));
        let mut above: Vec<MatterId> = rows.iter().filter_map(|row| row.parent).collect();
        above.dedup();
        let named = |row: Summary| (row.id, Named::from(&row));
        let items: BTreeMap<MatterId, Named> = view.summaries(&above)?.into_iter().map(named).collect();
        let bands = self.bands(look.day);
        let lines = rows.into_iter().map(|row| {
            let reports = heard.remove(&row.id).unwrap_or_default();
            RollLine { said: said(&reports), row: tell(row, &look.directory, bands.as_ref()), reports }
        });
        Ok(by_unit(lines, &items, &look.directory, more))
    }

    /// The measures of `campaign` that owe a report on a period, and whether each was reported on: from their rows, without
    /// reading a report.
    pub(super) fn owing_rows(
        &self,
        at: &PeriodLook<'_>,
        campaign: MatterId,
        period: Period,
    ) -> Result<Owing, AppError> {
        let start = period.start().yesterday().map_or(jiff::Timestamp::MIN, end_of);
        let measures = Filter { kind: Some("measure".into()), under: Some(campaign), ..Filter::default() };
        let mut rows = at.look.view.rows(&measures, Sort::Outline, None, LINES + 1)?;
        let more = rows.len() > LINES;
        rows.truncate(LINES);
        let rows = rows.into_iter().map(|row| {
            let reported = row.reported_at.is_some_and(|at| start <= at);
            (row, reported)
        });
        let rows = rows.filter(|(row, reported)| *reported || row.class == StateClass::Open).collect();
        Ok(Owing { rows, more })
    }
}

/// A report out of the log.
pub(super) fn hear(entry: &Entry, directory: &Directory) -> Result<Option<Heard>, AppError> {
    let Event::ProgressReported(report) = entry.event()? else { return Ok(None) };
    let by = entry.header.actor.and_then(|id| directory.named(id).cloned());
    Ok(Some(Heard { seq: entry.header.seq, at: entry.header.at, by, report }))
}

/// Who wrote something once has reported, however often they had nothing new.
fn said(reports: &[Heard]) -> Said {
    match reports {
        [] => Said::Nothing,
        all if all.iter().all(|heard| heard.report.no_change) => Said::NoChange,
        _ => Said::Reported,
    }
}

fn by_unit(
    lines: impl Iterator<Item = RollLine>,
    items: &BTreeMap<MatterId, Named>,
    directory: &Directory,
    more: bool,
) -> Roll {
    let mut roll = Roll { more, ..Roll::default() };
    let places: BTreeMap<MatterId, usize> =
        directory.units.iter().enumerate().map(|(at, unit)| (unit.named.id, at)).collect();
    let mut parts: BTreeMap<(bool, usize), UnitPart> = BTreeMap::new();
    for line in lines {
        let place = line.row.unit.as_ref().and_then(|unit| places.get(&unit.id)).copied();
        let part = parts.entry((place.is_none(), place.unwrap_or_default())).or_insert_with(|| UnitPart {
            unit: line.row.unit.clone(),
            reported: Rate::default(),
            no_change: 0,
            items: vec![],
        });
        for rate in [&mut part.reported, &mut roll.reported] {
            rate.n += u64::from(line.said != Said::Nothing);
            rate.d += 1;
        }
        for count in [&mut part.no_change, &mut roll.no_change] {
            *count += u64::from(line.said == Said::NoChange);
        }
        let item = line.row.parent.and_then(|above| items.get(&above));
        match part.items.last_mut().filter(|last| last.item.as_ref() == item) {
            Some(last) => last.lines.push(line),
            None => part.items.push(ItemPart { item: item.cloned(), lines: vec![line] }),
        }
    }
    roll.units = parts.into_values().collect();
    roll
}
