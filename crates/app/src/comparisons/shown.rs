//! Comparisons as they are shown.

use super::{DRAWER, Input, KIND, Kept, Settled, read, settle::Told, standing::Standing};
use crate::{App, AppError, query::answer::Named};
use comparison::{List, Pair, Place};
use jiff::Timestamp;
use ledger::MatterId;
use serde::Serialize;
use store::{Filter, Sort};

/// Comparisons of the list, the newest.
const LISTED: usize = 200;
/// Pairs, rows and repeated keys that are shown of each sort; all of them count.
const SHOWN: usize = 50;

/// A comparison in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonLine {
    /// Its matter.
    pub matter: Named,
    /// When it was made.
    pub at: Timestamp,
    /// The lists.
    pub inputs: Vec<Input>,
    /// Matters that were opened, where it is settled.
    pub mismatches: Option<usize>,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonPage {
    /// Its matter.
    pub matter: Named,
    /// When it was made.
    pub at: Timestamp,
    /// The lists.
    pub inputs: Vec<Input>,
    /// What was compared.
    pub fields: Vec<FieldShown>,
    /// Hash of the outcome.
    pub outcome: String,
    /// Pairs that are the same.
    pub same: usize,
    /// Pairs that somebody has to decide about.
    pub waiting: usize,
    /// The first of them, the best first.
    pub review: Vec<PairShown>,
    /// Pairs that are the same and differ.
    pub differing: usize,
    /// The first of them.
    pub differences: Vec<PairShown>,
    /// Things that not every list has.
    pub incomplete: usize,
    /// The first of them: their rows.
    pub alone: Vec<Vec<RowShown>>,
    /// The first keys that stand in one list more than once.
    pub repeats: Vec<RepeatShown>,
    /// The first cells that could not be read as what their column is.
    pub unreadable: Vec<UnreadShown>,
    /// What was decided by people.
    pub decided: usize,
    /// What became of it.
    pub settled: Option<Settled>,
}

/// What was compared with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldShown {
    /// The heading in the first list that has it.
    pub label: String,
    /// What it is.
    pub role: &'static str,
}

/// A key that stands in one list more than once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepeatShown {
    /// Name of the list.
    pub list: String,
    /// The key.
    pub key: String,
    /// Its rows as people count.
    pub rows: Vec<usize>,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnreadShown {
    /// Name of the list.
    pub list: String,
    /// Its row as people count.
    pub row: usize,
    /// The heading.
    pub field: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowShown {
    /// Where it stands.
    pub place: Place,
    /// Name of the list.
    pub list: String,
    /// Its row as people count, the headings being the first.
    pub number: usize,
    /// What it speaks of.
    pub title: String,
}

/// Two rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairShown {
    /// The row of the earlier list.
    pub left: RowShown,
    /// The row of the later list.
    pub right: RowShown,
    /// Hundredths of a point: the sum of the reasons.
    pub score: i32,
    /// Why they are thought the same.
    pub reasons: Vec<ReasonShown>,
    /// What each says where they differ.
    pub differs: Vec<Differing>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonShown {
    /// Its code.
    pub code: &'static str,
    /// The heading it is about; empty where it is about the rows as wholes.
    pub field: String,
    /// Hundredths of a point.
    pub points: i32,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Differing {
    /// The heading.
    pub field: String,
    /// What the earlier list says.
    pub left: String,
    /// What the later one says.
    pub right: String,
}

impl App {
    /// The newest comparisons.
    ///
    /// # Errors
    /// No right, or the store failed.
    pub fn comparisons(&self, actor: Option<MatterId>) -> Result<Vec<ComparisonLine>, AppError> {
        self.may_compare(actor)?;
        let view = self.view()?;
        let filter = Filter { kind: Some(KIND.into()), ..Filter::default() };
        let mut lines = vec![];
        for row in view.rows(&filter, Sort::Changed, None, LISTED)? {
            let Some(record) = view.record(DRAWER, &row.id.to_string())? else { continue };
            let kept: Kept = read(record.value.as_bytes())?;
            let Some(matter) = view.matter(row.id)? else { continue };
            lines.push(ComparisonLine {
                matter: Named::from(&row),
                at: matter.opened_at,
                inputs: kept.inputs,
                mismatches: kept.settled.map(|settled| settled.mismatches.len()),
            });
        }
        Ok(lines)
    }

    /// One comparison as it stands.
    ///
    /// # Errors
    /// No right, there is none, or the store failed.
    pub fn comparison(&self, actor: Option<MatterId>, id: MatterId) -> Result<ComparisonPage, AppError> {
        self.may_compare(actor)?;
        let (_, kept) = self.kept_comparison(id)?;
        let matter = self.view()?.matter(id)?.ok_or(AppError::NotFound("comparison"))?;
        let (outcome, lists) = (self.outcome_of(&kept)?, self.lists_of(&kept)?);
        let sizes: Vec<usize> = lists.iter().map(|list| list.rows.len()).collect();
        let standing = Standing::of(&outcome, &kept.judged, &sizes);
        let told = Told { lists: &lists, kept: &kept, number: id };
        let differing: Vec<&&Pair> =
            standing.same.iter().filter(|pair| pair.differences().next().is_some()).collect();
        let incomplete: Vec<&Vec<Place>> = standing.incomplete(lists.len()).collect();
        let name = |list: usize| lists.get(list).map_or("", |list: &List| list.name.as_str()).to_owned();
        let heading = |at: usize| kept.fields.get(at).map_or("", |field| field.label.as_str()).to_owned();
        Ok(ComparisonPage {
            matter: Named::from(&matter),
            at: matter.opened_at,
            fields: kept
                .fields
                .iter()
                .map(|field| FieldShown { label: field.label.clone(), role: field.role.name() })
                .collect(),
            outcome: kept.outcome.clone(),
            same: standing.same.len(),
            waiting: standing.waiting.len(),
            review: standing.waiting.iter().take(SHOWN).map(|pair| told.pair(pair)).collect(),
            differing: differing.len(),
            differences: differing.iter().take(SHOWN).map(|pair| told.pair(pair)).collect(),
            incomplete: incomplete.len(),
            alone: incomplete
                .iter()
                .take(SHOWN)
                .map(|rows| rows.iter().map(|row| told.row(*row)).collect())
                .collect(),
            repeats: outcome
                .repeats
                .iter()
                .take(SHOWN)
                .map(|one| RepeatShown {
                    list: name(one.list),
                    key: one.key.clone(),
                    rows: one.rows.iter().map(|row| row + 2).collect(),
                })
                .collect(),
            unreadable: outcome
                .unreadable
                .iter()
                .take(SHOWN)
                .map(|(place, field)| UnreadShown {
                    list: name(place.list),
                    row: place.row + 2,
                    field: heading(*field),
                })
                .collect(),
            decided: kept.judged.len(),
            settled: kept.settled.clone(),
            inputs: kept.inputs.clone(),
        })
    }
}

impl Told<'_> {
    fn row(&self, place: Place) -> RowShown {
        let list = self.lists.get(place.list).map_or("", |list| list.name.as_str()).to_owned();
        RowShown { place, list, number: place.row + 2, title: self.title(place) }
    }

    fn pair(&self, pair: &Pair) -> PairShown {
        let heading = |at: usize| self.kept.fields.get(at).map(|field| field.label.clone());
        PairShown {
            left: self.row(pair.left),
            right: self.row(pair.right),
            score: pair.score,
            reasons: pair
                .reasons
                .iter()
                .map(|reason| ReasonShown {
                    code: reason.code.name(),
                    field: reason.field.and_then(heading).unwrap_or_default(),
                    points: reason.points,
                })
                .collect(),
            differs: self
                .differing(pair)
                .map(|(field, left, right)| Differing {
                    field: field.to_owned(),
                    left: left.to_owned(),
                    right: right.to_owned(),
                })
                .collect(),
        }
    }
}
