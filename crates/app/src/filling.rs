//! Gaps of a plan filled in beside the rows that have them: standard, owner, leader, date, class, risk, several at once.
//! Each row is a command set of its own, so that one refusal does not hold up the others.

use crate::{App, AppError, Step, bulk::id_on};
use jiff::civil::Date;
use ledger::{
    Command, CommandId, FieldValue, MatterId, Refusal,
    command::{Assign, Change},
};
use serde::Deserialize;

/// Rows that are filled in at once at most.
pub const ROWS: usize = 30;

/// What is filled in on one row; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filling {
    /// The item, measure or node.
    pub matter: MatterId,
    /// Its version as it was seen.
    pub seen: Option<u64>,
    /// Completion standard.
    pub standard: Option<String>,
    /// Responsible unit.
    pub unit: Option<MatterId>,
    /// Responsible person.
    pub person: Option<MatterId>,
    /// Responsible leader.
    pub leader: Option<MatterId>,
    /// Due date.
    pub due: Option<Date>,
    /// Class by name.
    pub class: Option<String>,
    /// Risk by name.
    pub risk: Option<String>,
}

impl Filling {
    /// The steps that fill the gaps; none where nothing is said.
    fn steps(&self) -> Vec<Step> {
        let fields = [("standard", &self.standard), ("class", &self.class), ("risk", &self.risk)];
        let set = fields.into_iter().filter_map(|(name, value)| {
            value.clone().map(|value| (name.to_owned(), Some(FieldValue::Text(value))))
        });
        let set: std::collections::BTreeMap<_, _> = set.collect();
        let change = |value: Option<MatterId>| value.map_or(Change::Keep, Change::Set);
        let assign = Assign {
            unit: change(self.unit),
            person: change(self.person),
            leader: change(self.leader),
            ..Assign::default()
        };
        let mut commands = vec![];
        if !set.is_empty() {
            commands.push(Command::EditFields { set });
        }
        if assign != Assign::default() {
            commands.push(Command::Assign(assign));
        }
        if self.due.is_some() {
            commands.push(Command::SetDueDate { due: self.due, reason: String::new() });
        }
        // Only the first step can compare with what was seen: it raises the version itself.
        let step =
            |(at, command)| Step { matter: Some(self.matter), seen: self.seen.filter(|_| at == 0), command };
        commands.into_iter().enumerate().map(step).collect()
    }
}

impl App {
    /// Fills gaps of the plan of `campaign`. Gives the rows that were refused, and why; the others are filled.
    ///
    /// # Errors
    /// More than [`ROWS`], a row of another plan, or the store failed: then the rows before it are filled, and a retry with
    /// the same `id` goes on behind them.
    pub fn fill_gaps(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        campaign: MatterId,
        fillings: &[Filling],
    ) -> Result<Vec<(MatterId, Refusal)>, AppError> {
        if fillings.len() > ROWS {
            return Err(Refusal::TooMany { field: "matters", limit: ROWS }.into());
        }
        let view = self.view()?;
        for filling in fillings {
            let is_ours = |found: &ledger::Matter| found.above.contains(&campaign);
            view.matter(filling.matter)?.filter(is_ours).ok_or(Refusal::NoSuchMatter(filling.matter))?;
        }
        drop(view);
        let mut refused = vec![];
        for filling in fillings {
            let steps = filling.steps();
            if steps.is_empty() {
                continue;
            }
            match self.execute_all(actor, id_on(id, filling.matter), steps) {
                Ok(_) => {}
                Err(AppError::Refused(refusal)) => refused.push((filling.matter, refusal)),
                Err(error) => return Err(error),
            }
        }
        Ok(refused)
    }
}
