//! What moved between two days: of each matter the net effect of its events between two places of the log.

use super::{
    answer::{Change, Changes, ClassShift, Named, Shift, StateAndClass},
    directory::Directory,
    entries::Names,
    list::tell,
    past::Look,
};
use crate::{App, AppError, clock::end_of};
use jiff::civil::Date;
use ledger::{
    Matter, MatterId, Position, Seq, StateClass,
    cadence::{Cadence, Period},
    kind::Nature,
};
use std::collections::BTreeMap;
use store::{Summary, View, place_of};

/// Most matters that are compared; a longer time asks for a campaign.
const COMPARED: usize = 20_000;
/// Rows of an answer at most; the counts are of all.
const ROWS: usize = 500;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct ChangesQuery {
    /// First day; everything is compared with the end of the day before.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Only what lies below this matter.
    pub under: Option<MatterId>,
    /// Only what this unit was or became responsible for.
    pub unit: Option<MatterId>,
}

/// Times that can be chosen by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Monday to now.
    ThisWeek,
    /// The ten days that run.
    ThisTenDays,
    /// The month that runs.
    ThisMonth,
    /// The ten days before.
    LastTenDays,
}

impl Preset {
    /// All, in the order in which they are offered.
    pub const ALL: [Preset; 4] =
        [Preset::ThisWeek, Preset::ThisTenDays, Preset::ThisMonth, Preset::LastTenDays];

    /// Stable name in addresses and texts.
    pub fn name(self) -> &'static str {
        match self {
            Preset::ThisWeek => "this-week",
            Preset::ThisTenDays => "this-ten-days",
            Preset::ThisMonth => "this-month",
            Preset::LastTenDays => "last-ten-days",
        }
    }

    /// First and last day as seen on `today`; a time that still runs ends with it.
    pub fn days(self, today: Date) -> (Date, Date) {
        let of = |cadence| Period::of(cadence, today);
        let period = match self {
            Preset::ThisWeek => of(Cadence::Week),
            Preset::ThisTenDays => of(Cadence::TenDays),
            Preset::ThisMonth => of(Cadence::Month),
            Preset::LastTenDays => of(Cadence::TenDays).previous(),
        };
        (period.start(), period.end().min(today))
    }
}

impl App {
    /// What moved from the beginning of the first day to the end of the last.
    ///
    /// # Errors
    /// The days stand the wrong way round, the last has not come, there is no such matter to look below, more moved
    /// than can be compared, or the store failed.
    pub fn changes(&self, query: &ChangesQuery) -> Result<Changes, AppError> {
        if query.from > query.to {
            return Err(AppError::DaysReversed { from: query.from, to: query.to });
        }
        let Look { view, directory, day, .. } = self.look(Some(query.to))?;
        let view = view.as_ref();
        let (start, end) = (start_of(self.whole()?.as_ref(), query.from)?, view.head().next);
        let place = match query.under {
            Some(id) => Some(view.matter(id)?.ok_or(AppError::NotFound("matter"))?.position),
            None => None,
        };
        let touched = owed(view, view.touched(start, end)?, place.as_ref())?;
        if touched.len() > COMPARED {
            return Err(AppError::TooMuchMoved { found: touched.len(), limit: COMPARED });
        }
        let bands = self.bands(day);
        let mut names = Names { view, directory: &directory, found: BTreeMap::new() };
        let mut changes = Changes::between(query.from, query.to);
        let mut moved = vec![];
        for id in touched {
            let Some(after) = view.matter(id)? else { continue };
            let before = view.matter_before(id, start)?;
            let of_unit = query.unit.is_none_or(|unit| {
                [before.as_ref(), Some(&after)].into_iter().flatten().any(|m| m.unit == Some(unit))
            });
            if !of_unit {
                continue;
            }
            if let Some(what) = Difference::of(before.as_ref(), &after) {
                changes.count(before.as_ref(), &after, &what);
                moved.push((before, after, what));
            }
        }
        moved.sort_by(|(_, a, _), (_, b, _)| a.position.cmp(&b.position));
        changes.more = moved.len() > ROWS;
        for (_, after, what) in moved.into_iter().take(ROWS) {
            let campaign = after.above.first().map(|id| names.get(*id)).transpose()?;
            let row = tell(Summary::of(&after), &directory, bands.as_ref());
            changes.rows.push(what.told(row, campaign, &directory));
        }
        Ok(changes)
    }
}

/// The place of the first event of `day`.
fn start_of(view: &dyn View, day: Date) -> Result<Seq, AppError> {
    Ok(match day.yesterday() {
        Ok(before) => place_of(view, end_of(before))?,
        Err(_) => Seq(0),
    })
}

/// Those of `ids` that are owed and lie below `place`: both never change, so that the row of any time tells.
fn owed(view: &dyn View, ids: Vec<MatterId>, place: Option<&Position>) -> Result<Vec<MatterId>, AppError> {
    let kinds = view.kinds();
    let is_owed = |kind: &str| kinds.latest(kind).is_some_and(|kind| kind.nature == Nature::Matter);
    let mut owed = vec![];
    for row in view.summaries(&ids)? {
        let below = place.is_none_or(|place| *place != row.position && place.contains(&row.position));
        if below && is_owed(&row.kind) {
            owed.push(row.id);
        }
    }
    Ok(owed)
}

/// What differs between two looks at a matter; nothing that went there and back.
struct Difference {
    state: Option<Shift<Option<StateAndClass>>>,
    due: Option<Shift<Option<Date>>>,
    unit: Option<Shift<Option<MatterId>>>,
    person: Option<Shift<Option<MatterId>>>,
    leader: Option<Shift<Option<MatterId>>>,
    percent: Option<Shift<Option<u8>>>,
    reports: u64,
    returns: u64,
    opened: bool,
    ended: bool,
}

fn shift<T: PartialEq>(from: T, to: T) -> Option<Shift<T>> {
    (from != to).then_some(Shift { from, to })
}

impl Difference {
    /// `None` when nothing of this is different.
    fn of(before: Option<&Matter>, after: &Matter) -> Option<Difference> {
        let was = |of: fn(&Matter) -> Option<MatterId>| shift(before.and_then(of), of(after));
        let standing = |m: &Matter| StateAndClass { state: m.state.clone(), class: m.class };
        let ended = |m: &Matter| m.class.has_ended();
        let what = Difference {
            state: shift(before.map(standing), Some(standing(after))),
            due: shift(before.and_then(|m| m.due), after.due),
            unit: was(|m| m.unit),
            person: was(|m| m.person),
            leader: was(|m| m.leader),
            percent: shift(before.and_then(|m| m.percent), after.percent),
            reports: after.reports - before.map_or(0, |m| m.reports).min(after.reports),
            returns: after.returns - before.map_or(0, |m| m.returns).min(after.returns),
            opened: before.is_none(),
            ended: ended(after) && !before.is_some_and(ended),
        };
        let any = what.state.is_some()
            || what.due.is_some()
            || what.unit.is_some()
            || what.person.is_some()
            || what.leader.is_some()
            || what.percent.is_some()
            || what.reports + what.returns > 0;
        any.then_some(what)
    }

    fn told(self, row: super::answer::Row, campaign: Option<Named>, directory: &Directory) -> Change {
        let name = |id: MatterId| {
            let unknown = || Named { id, number: String::new(), title: format!("#{id}") };
            directory.named(id).cloned().unwrap_or_else(unknown)
        };
        let named = |shift: Option<Shift<Option<MatterId>>>| {
            shift.map(|Shift { from, to }| Shift { from: from.map(name), to: to.map(name) })
        };
        Change {
            row,
            campaign,
            state: self.state,
            due: self.due,
            unit: named(self.unit),
            person: named(self.person),
            leader: named(self.leader),
            percent: self.percent,
            reports: self.reports,
            returns: self.returns,
            opened: self.opened,
            ended: self.ended,
        }
    }
}

impl Changes {
    fn between(from: Date, to: Date) -> Changes {
        Changes {
            from,
            to,
            moved: 0,
            opened: 0,
            ended: 0,
            reported: 0,
            returned: 0,
            put_off: 0,
            classes: StateClass::ALL.map(|class| ClassShift { class, from: 0, to: 0 }).to_vec(),
            rows: vec![],
            more: false,
        }
    }

    fn count(&mut self, before: Option<&Matter>, after: &Matter, what: &Difference) {
        self.moved += 1;
        self.opened += u64::from(what.opened);
        self.ended += u64::from(what.ended);
        self.reported += u64::from(what.reports > 0);
        self.returned += u64::from(what.returns > 0);
        let later = matches!(&what.due, Some(Shift { from: Some(from), to: Some(to) }) if to > from);
        self.put_off += u64::from(later);
        for line in &mut self.classes {
            line.from += u64::from(before.is_some_and(|m| m.class == line.class));
            line.to += u64::from(after.class == line.class);
        }
    }
}
