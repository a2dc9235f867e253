//! Re-checks (回头看): which are due, which are past, what was found.

use crate::{
    App, AppError,
    query::{
        answer::{Recheck, RecheckCounts, Rechecks},
        entries::last_reason,
        list::tell,
        past::Look,
        plan::{root_of, text_of},
    },
};
use jiff::{Span, Unit, civil::Date};
use ledger::{Matter, MatterId, StateClass};
use store::{Filter, Sort, Summary, View};

/// Re-checks of a campaign that are looked at: three for each of many items.
const LISTED: usize = 5_000;
/// Re-checks of a page.
const PAGE: usize = 100;

/// What has become of a re-check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecheckState {
    /// Planned and past its date.
    Overdue,
    /// Planned within a month.
    #[default]
    Due,
    /// Planned later.
    Later,
    /// It stays fixed.
    Passed,
    /// It came back.
    Failed,
    /// Left out of a sample.
    LeftOut,
}

impl RecheckState {
    /// All, what presses first.
    pub const ALL: [RecheckState; 6] = [
        RecheckState::Overdue,
        RecheckState::Due,
        RecheckState::Later,
        RecheckState::Failed,
        RecheckState::Passed,
        RecheckState::LeftOut,
    ];

    /// Stable name in addresses and the locales.
    pub fn name(self) -> &'static str {
        match self {
            RecheckState::Overdue => "overdue",
            RecheckState::Due => "due",
            RecheckState::Later => "later",
            RecheckState::Passed => "passed",
            RecheckState::Failed => "failed",
            RecheckState::LeftOut => "left-out",
        }
    }

    /// Reads [`RecheckState::name`] back.
    pub fn from_name(name: &str) -> Option<RecheckState> {
        RecheckState::ALL.into_iter().find(|state| state.name() == name)
    }

    fn of(row: &Summary, day: Date) -> RecheckState {
        let soon = day.saturating_add(Span::new().months(1));
        match (row.class, row.state.as_str(), row.due) {
            (StateClass::Cancelled, ..) => RecheckState::LeftOut,
            (StateClass::Closed, "failed", _) => RecheckState::Failed,
            (StateClass::Closed, ..) => RecheckState::Passed,
            (_, _, Some(due)) if due < day => RecheckState::Overdue,
            (_, _, Some(due)) if due > soon => RecheckState::Later,
            _ => RecheckState::Due,
        }
    }
}

/// The re-checks of a campaign by what has become of them; and whether there are more than are looked at.
pub(super) fn counted(
    view: &dyn View,
    campaign: MatterId,
    day: Date,
) -> Result<(RecheckCounts, bool), AppError> {
    let mut counts = RecheckCounts::default();
    let (rows, more) = below(view, campaign)?;
    for row in rows {
        let count = match RecheckState::of(&row, day) {
            RecheckState::Overdue => &mut counts.overdue,
            RecheckState::Due => &mut counts.due,
            RecheckState::Later => &mut counts.later,
            RecheckState::Passed => &mut counts.passed,
            RecheckState::Failed => &mut counts.failed,
            RecheckState::LeftOut => &mut counts.left_out,
        };
        *count += 1;
    }
    Ok((counts, more))
}

fn below(view: &dyn View, campaign: MatterId) -> Result<(Vec<Summary>, bool), AppError> {
    let filter = Filter { kind: Some("recheck".into()), under: Some(campaign), ..Filter::default() };
    let mut rows = view.rows(&filter, Sort::Due, None, LISTED + 1)?;
    let more = rows.len() > LISTED;
    rows.truncate(LISTED);
    Ok((rows, more))
}

/// Planned re-checks of a campaign that are due in the days given, at most `limit`.
pub(crate) fn planned_in(
    view: &dyn View,
    campaign: MatterId,
    (from, to): (Date, Date),
    limit: usize,
) -> Result<Vec<MatterId>, AppError> {
    let filter = Filter {
        kind: Some("recheck".into()),
        under: Some(campaign),
        class: Some(StateClass::Open),
        due_from: Some(from),
        due_to: Some(to),
        ..Filter::default()
    };
    Ok(view.rows(&filter, Sort::Due, None, limit)?.into_iter().map(|row| row.id).collect())
}

impl App {
    /// A page of the re-checks of `campaign` of which `state` has become.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn rechecks(
        &self,
        campaign: MatterId,
        state: RecheckState,
        after: Option<MatterId>,
        as_of: Option<Date>,
    ) -> Result<Rechecks, AppError> {
        let look = self.look(as_of)?;
        let view = look.view.as_ref();
        root_of(view, campaign)?;
        let (mut rows, _) = below(view, campaign)?;
        rows.retain(|row| RecheckState::of(row, look.day) == state);
        let matching = rows.len() as u64;
        let start = after.and_then(|after| rows.iter().position(|row| row.id == after));
        let mut rows = rows.split_off(start.map_or(0, |at| at + 1));
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().map(|row| row.id).filter(|_| more);
        let rechecks = rows.into_iter().map(|row| self.recheck(&look, row)).collect::<Result<_, _>>()?;
        Ok(Rechecks { matching, rechecks, next })
    }

    fn recheck(&self, look: &Look<'_>, row: Summary) -> Result<Recheck, AppError> {
        let view = look.view.as_ref();
        let bands = self.bands(look.day);
        let matter = view.matter(row.id)?;
        let of = match matter.as_ref().and_then(looked_at) {
            Some(id) => view.matter(id)?,
            None => None,
        };
        let filed = of.as_ref().and_then(|of| of.course.filings.last()).map(|filing| filing.on);
        let months = filed.zip(row.due).and_then(|(on, due)| months_between(on, due));
        let found = matter.as_ref().map(|matter| text_of(matter, "found").to_owned()).unwrap_or_default();
        let reason = if row.class.has_ended() { last_reason(view, row.id)? } else { String::new() };
        let of = of.map(|of| tell(Summary::of(&of), &look.directory, bands.as_ref()));
        Ok(Recheck { row: tell(row, &look.directory, bands.as_ref()), of, months, found, reason })
    }
}

/// What a re-check looks at again.
pub(super) fn looked_at(recheck: &Matter) -> Option<MatterId> {
    recheck.links.iter().find(|link| link.relation == "rechecks").map(|link| link.to)
}

/// Whole months from a write-off to a re-check.
fn months_between(on: Date, due: Date) -> Option<i32> {
    let span = on.until((Unit::Month, due)).ok()?;
    (span.get_months() > 0).then_some(span.get_months())
}
