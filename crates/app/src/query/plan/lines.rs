//! What a plan is filtered and counted by: a line for each promise, kept until the promise changes.
//!
//! Whether a promise is complete, of which class it is and what has become of it stand in the whole matter, which is
//! dear to read for all of a campaign with each page. So the lines are kept, and a look reads anew what has an event
//! since: it costs what has changed.

use crate::AppError;
use ledger::{
    FieldValue, Kinds, Matter, MatterId, Position, Refusal, Seq, Standing, course::Baseline, decide::Lack,
    decide::lacks, limit,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use store::{Filter, Sort, Summary, View};

/// Plans whose lines are kept at once.
const KEPT: usize = 8;
/// So many changes are read one by one; with more, everything is read anew.
const ONE_BY_ONE: usize = 1_000;

/// A promise.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) row: Summary,
    /// The item it stands below.
    pub(crate) item: Option<MatterId>,
    /// Nothing for what has ended.
    pub(crate) lacks: Vec<Lack>,
    pub(crate) standing: Standing,
    /// How often it came back.
    pub(crate) rebounds: u32,
    pub(crate) class: String,
    pub(crate) key: bool,
    pub(crate) sponsorship: String,
    pub(crate) special: String,
    pub(crate) baseline: Option<Baseline>,
    /// Whether the completion standard is another than the one adopted.
    pub(crate) standard_moved: bool,
}

impl Line {
    fn of(matter: &Matter, kinds: &Kinds) -> Option<Line> {
        let kind = kinds.get(&matter.kind, matter.kind_version).filter(|kind| kind.in_plan)?;
        let text = |name: &str| text_of(matter, name).to_owned();
        let baseline = matter.course.baseline.clone();
        let promised = baseline.as_ref().and_then(|baseline| baseline.standard.as_ref());
        Some(Line {
            item: matter.parent.filter(|_| matter.kind != "item"),
            lacks: if matter.class.has_ended() { vec![] } else { lacks(matter, kind) },
            standing: Standing::of(matter),
            rebounds: matter.course.rebounds,
            class: text("class"),
            key: matter.fields.get("key") == Some(&FieldValue::Flag(true)),
            sponsorship: text("sponsorship"),
            special: text("special_campaign"),
            standard_moved: baseline.is_some() && promised != matter.fields.get("standard"),
            baseline,
            row: Summary::of(matter),
        })
    }

    /// Whether it is an item; measures and nodes are what is to be done about one.
    pub(crate) fn is_item(&self) -> bool {
        self.row.kind == "item"
    }

    /// Whether it was adopted and is cancelled now.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.baseline.is_some() && self.row.class == ledger::StateClass::Cancelled
    }

    /// Whether it stands otherwise than it was adopted.
    pub(crate) fn has_moved(&self) -> bool {
        let row = &self.row;
        self.baseline.as_ref().is_some_and(|promised| {
            (promised.unit, promised.person, promised.leader, promised.due)
                != (row.unit, row.person, row.leader, row.due)
                || promised.title != row.title
                || self.standard_moved
        })
    }
}

/// The text of an own field; empty without one.
pub(crate) fn text_of<'m>(matter: &'m Matter, name: &str) -> &'m str {
    matter.fields.get(name).and_then(FieldValue::as_text).unwrap_or_default()
}

/// The lines of a plan in the order of the outline, as they stand at a place of the log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    at: Seq,
    by_place: BTreeMap<Position, Line>,
    items: BTreeMap<MatterId, Position>,
}

impl Lines {
    /// Every line.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Line> {
        self.by_place.values()
    }

    /// The item that `line` is, or stands below: class, sponsorship and special campaign are the item's.
    pub(crate) fn item_of<'l>(&'l self, line: &'l Line) -> Option<&'l Line> {
        if line.is_item() {
            return Some(line);
        }
        self.by_place.get(self.items.get(&line.item?)?)
    }

    fn put(&mut self, matter: &Matter, kinds: &Kinds) -> Result<(), AppError> {
        let Some(line) = Line::of(matter, kinds) else { return Ok(()) };
        let place = matter.position.clone();
        if line.is_item() {
            self.items.insert(matter.id, place.clone());
        }
        self.by_place.insert(place, line);
        if self.by_place.len() > limit::STEPS {
            return Err(Refusal::TooMany { field: "steps", limit: limit::STEPS }.into());
        }
        Ok(())
    }

    /// Reads every promise below `campaign`.
    pub(crate) fn read(view: &dyn View, campaign: MatterId) -> Result<Lines, AppError> {
        let kinds = view.kinds();
        let mut lines = Lines { at: view.head().next, ..Lines::default() };
        for kind in promising(&kinds) {
            let filter = Filter { kind: Some(kind), under: Some(campaign), ..Filter::default() };
            for row in view.rows(&filter, Sort::Outline, None, limit::STEPS + 1)? {
                if let Some(matter) = view.matter(row.id)? {
                    lines.put(&matter, &kinds)?;
                }
            }
        }
        Ok(lines)
    }

    /// Reads what has changed since; `false` when that is too much to be read one by one.
    fn catch_up(&mut self, view: &dyn View, campaign: MatterId) -> Result<bool, AppError> {
        let filter = Filter { under: Some(campaign), changed_from: Some(self.at), ..Filter::default() };
        let changed = view.rows(&filter, Sort::Changed, None, ONE_BY_ONE + 1)?;
        if changed.len() > ONE_BY_ONE {
            return Ok(false);
        }
        let kinds = view.kinds();
        for row in changed {
            if let Some(matter) = view.matter(row.id)? {
                self.put(&matter, &kinds)?;
            }
        }
        self.at = view.head().next;
        Ok(true)
    }
}

/// Kinds whose matters a plan promises, each once.
fn promising(kinds: &Kinds) -> Vec<String> {
    let mut names: Vec<String> =
        kinds.all().filter(|kind| kind.in_plan).map(|kind| kind.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Lines of the plans last looked at, for each sort of reader by the kinds that are not shown to them.
#[derive(Default)]
pub(crate) struct Plans(Mutex<BTreeMap<For, Arc<Lines>>>);

/// The campaign, and what is not shown.
type For = (MatterId, Arc<BTreeSet<String>>);

impl Plans {
    /// The lines of `campaign` as `view`, a look at the present without the kinds in `hidden`, has them.
    pub(crate) fn now(
        &self,
        view: &dyn View,
        campaign: MatterId,
        hidden: &Arc<BTreeSet<String>>,
    ) -> Result<Arc<Lines>, AppError> {
        let of = (campaign, hidden.clone());
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        let next = view.head().next;
        if let Some(kept) = kept {
            if kept.at == next {
                return Ok(kept);
            }
            // An older look than the kept one is answered by itself.
            if kept.at > next {
                return Ok(Arc::new(Lines::read(view, campaign)?));
            }
            let mut lines = kept.as_ref().clone();
            if lines.catch_up(view, campaign)? {
                return Ok(self.keep(of, lines));
            }
        }
        let lines = Lines::read(view, campaign)?;
        Ok(self.keep(of, lines))
    }

    fn keep(&self, of: For, lines: Lines) -> Arc<Lines> {
        let lines = Arc::new(lines);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT && !kept.contains_key(&of) {
            kept.pop_first();
        }
        kept.insert(of, lines.clone());
        lines
    }
}
