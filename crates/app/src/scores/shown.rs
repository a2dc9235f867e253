//! Score sheets as they are shown: the ranking, and for a unit every point with its event.

use super::{KIND, OBJECTION, count::Facts, count::Point, freeze::Frozen, text_of};
use crate::{App, AppError, query::answer::Named};
use jiff::{Timestamp, civil::Date};
use ledger::{
    Decimal, MatterId,
    score::{Fact, ScoreRules, Span, ranks},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use store::{Filter, Sort};

/// Sheets of the list, the newest.
const LISTED: usize = 200;
/// Objections of a sheet at most.
pub(super) const OBJECTIONS: usize = 1_000;

/// A sheet in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreLine {
    /// Its matter.
    pub matter: Named,
    /// Name of its state.
    pub state: String,
    /// When it was opened.
    pub at: Timestamp,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScorePage {
    /// Its matter.
    pub matter: Named,
    /// Version of the matter, for forms.
    pub version: u64,
    /// Name of its state.
    pub state: String,
    /// The rules.
    pub rules: ScoreRules,
    /// The period.
    pub span: Span,
    /// As of which day it was counted.
    pub day: Date,
    /// Units by rank; those without anything to count stand last and have none.
    pub units: Vec<UnitScore>,
    /// The points of the unit that was asked for.
    pub points: Vec<Point>,
    /// Objections, oldest first.
    pub objections: Vec<Objection>,
    /// Hash of the frozen ranking.
    pub outcome: Option<String>,
}

/// What a unit has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitScore {
    /// The unit.
    pub unit: Named,
    /// Its rank; equal totals share one.
    pub rank: Option<usize>,
    /// By rule, in the order of the sheet.
    pub rules: Vec<RulePoints>,
    /// Points given or taken by objections that were upheld.
    pub corrected: Decimal,
    /// All of it.
    pub total: Decimal,
}

/// What one rule gives a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePoints {
    /// How often; the numerator of a rate.
    pub n: Decimal,
    /// The denominator of a rate.
    pub d: Option<Decimal>,
    /// Points.
    pub points: Decimal,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Its matter.
    pub matter: MatterId,
    /// Version of the matter, for forms.
    pub version: u64,
    /// The unit.
    pub unit: Named,
    /// What it says.
    pub text: String,
    /// Name of its state.
    pub state: String,
    /// Points corrected, where it was upheld.
    pub correction: Option<Decimal>,
}

impl App {
    /// The newest score sheets.
    ///
    /// # Errors
    /// The store failed.
    pub fn score_sheets(&self) -> Result<Vec<ScoreLine>, AppError> {
        let view = self.view()?;
        let filter = Filter { kind: Some(KIND.into()), ..Filter::default() };
        let mut lines = vec![];
        for row in view.rows(&filter, Sort::Changed, None, LISTED)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            lines.push(ScoreLine { matter: Named::from(&row), state: row.state, at: matter.opened_at });
        }
        Ok(lines)
    }

    /// One sheet, with the points of a unit where one is asked for.
    ///
    /// # Errors
    /// There is none, its rules are not those of the house any more, or the store failed.
    pub fn score_sheet(&self, id: MatterId, unit: Option<MatterId>) -> Result<ScorePage, AppError> {
        let matter = self.sheet(id)?;
        let outcome = Some(text_of(&matter, "outcome").to_owned()).filter(|hash| !hash.is_empty());
        let frozen = match &outcome {
            Some(hash) => self.frozen(hash)?,
            None => self.ranking(id)?,
        };
        let Frozen { rules, span, day, units, mut points, objections } = frozen;
        points.retain(|point| Some(point.unit) == unit);
        Ok(ScorePage {
            matter: Named::from(&matter),
            version: matter.version,
            state: matter.state,
            rules,
            span,
            day,
            units,
            points,
            objections,
            outcome,
        })
    }

    /// The ranking as the log has it now.
    pub(super) fn ranking(&self, id: MatterId) -> Result<Frozen, AppError> {
        let matter = self.sheet(id)?;
        let span: Span = text_of(&matter, "period").parse().map_err(|_| AppError::BadParameter("period"))?;
        let named = text_of(&matter, "rules");
        let rules = self.scores.iter().find(|one| format!("{}@{}", one.name, one.version) == named);
        let rules = rules.ok_or(AppError::NotFound("score rules"))?;
        let at = (self.view()?.head().next, self.clock.today(), self.reader.hidden.clone());
        let facts = match self.score_looks.get(&at, Some(id)) {
            Some(kept) => kept,
            None => {
                let facts = Arc::new(self.score_facts(rules, span)?);
                self.score_looks.keep(&at, Some(id), facts.clone());
                facts
            }
        };
        let objections = self.objections(id)?;
        Ok(Frozen {
            rules: rules.clone(),
            span,
            day: span.last().min(self.clock.today()),
            units: self.ranked(rules, &facts, &objections)?,
            points: facts.points.clone(),
            objections,
        })
    }

    fn ranked(
        &self,
        rules: &ScoreRules,
        facts: &Facts,
        objections: &[Objection],
    ) -> Result<Vec<UnitScore>, AppError> {
        let mut counts: BTreeMap<(MatterId, usize), u32> = BTreeMap::new();
        for point in &facts.points {
            *counts.entry((point.unit, point.rule)).or_default() += 1;
        }
        let directory = self.directory()?;
        let (mut ranked, mut others) = (vec![], vec![]);
        for unit in &directory.units {
            let id = unit.named.id;
            let mut has_any = false;
            let of_rule = |(at, rule): (usize, &ledger::score::Rule)| match &rule.fact {
                Fact::Rate { .. } => {
                    let share = facts.rates.get(&at).and_then(|units| units.get(&id)).copied();
                    let (n, d) = share.unwrap_or_default();
                    has_any |= d > Decimal::default();
                    RulePoints { n, d: Some(d), points: rule.points_of(n, d) }
                }
                _ => {
                    let count = counts.get(&(id, at)).copied().unwrap_or(0);
                    has_any |= count > 0;
                    RulePoints { n: Decimal::whole(count), d: None, points: rule.points(count) }
                }
            };
            let of_rules: Vec<RulePoints> = rules.rules.iter().enumerate().map(of_rule).collect();
            let own = objections.iter().filter(|one| one.unit.id == id);
            let corrected =
                own.filter_map(|one| one.correction).fold(Decimal::default(), |sum, one| sum.plus(one));
            let total = of_rules.iter().fold(rules.base.plus(corrected), |sum, one| sum.plus(one.points));
            let score = UnitScore { unit: unit.named.clone(), rank: None, rules: of_rules, corrected, total };
            // A unit that has been dissolved since keeps what it had in the period.
            if has_any || corrected != Decimal::default() {
                ranked.push(score);
            } else if unit.active {
                others.push(score);
            }
        }
        let totals: Vec<Decimal> = ranked.iter().map(|unit| unit.total).collect();
        for (unit, rank) in ranked.iter_mut().zip(ranks(&totals)) {
            unit.rank = Some(rank);
        }
        ranked.sort_by_key(|unit| unit.rank);
        ranked.extend(others);
        Ok(ranked)
    }

    fn objections(&self, sheet: MatterId) -> Result<Vec<Objection>, AppError> {
        let (view, directory) = (self.view()?, self.directory()?);
        let filter = Filter { kind: Some(OBJECTION.into()), parent: Some(sheet), ..Filter::default() };
        let mut objections = vec![];
        for row in view.rows(&filter, Sort::Outline, None, OBJECTIONS)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            let Some(unit) = row.unit.and_then(|unit| directory.named(unit).cloned()) else { continue };
            let correction = Decimal::of(&matter, "correction").filter(|_| matter.state == "upheld");
            let text = text_of(&matter, "text").to_owned();
            let (version, state) = (matter.version, matter.state);
            objections.push(Objection { matter: row.id, version, unit, text, state, correction });
        }
        Ok(objections)
    }
}
