//! Score sheets (考核评分): units ranked by results of a period. Computed from the log as long as a sheet is open, announced
//! so that units can object, frozen by the head into a file whose hash is logged. Persons are never scored.

mod count;
mod freeze;
mod shown;

pub use count::Point;
pub(crate) use count::ScoreLooks;
pub use shown::{Objection, RulePoints, ScoreLine, ScorePage, UnitScore};

use crate::{App, AppError, Step, execute::Act};
use ledger::{
    Actor, Command, CommandId, FieldValue, Matter, MatterId, Refusal,
    authority::{self, Reached},
    command::Open,
    score::{ScoreRules, Span},
};

const KIND: &str = "score_sheet";
/// What the kind leaves to this use case alone.
pub(crate) const THROUGH: &str = "scores";
const OBJECTION: &str = "score_objection";
/// The right to object for a unit.
const OBJECT: &str = "object_to_score";

impl App {
    /// Rules of the house, by file name.
    pub fn score_rules(&self) -> &[ScoreRules] {
        &self.scores
    }

    /// Opens a score sheet; a retry with the same `id` gives the first one.
    ///
    /// # Errors
    /// No right, there are no such rules, a period that has not begun, or the store failed.
    pub fn open_score(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        rules: &str,
        span: Span,
    ) -> Result<MatterId, AppError> {
        let today = self.clock.today();
        let rules = self.scores.iter().find(|one| one.name == rules).ok_or(AppError::NotFound("score"))?;
        if span.first() > today {
            return Err(AppError::FutureDay { day: span.first(), today });
        }
        let text = |text: String| FieldValue::Text(text);
        let fields = [
            ("rules", text(format!("{}@{}", rules.name, rules.version))),
            ("period", text(span.to_string())),
        ];
        let open = Open {
            kind: KIND.into(),
            number: span.to_string(),
            title: format!("{} {span}", crate::language::Language::Zh.of(&rules.label)),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ..Open::default()
        };
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        Ok(self.execute(actor, id, step)?.matter)
    }

    /// Enters an objection of `unit` to a sheet.
    ///
    /// # Errors
    /// Who objects is neither of the unit nor of the office, no such sheet, it is not announced, no unit or no text.
    pub fn object_to_score(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        sheet: MatterId,
        unit: MatterId,
        text: &str,
    ) -> Result<MatterId, AppError> {
        let matter = self.sheet(sheet)?;
        if matter.state != "announced" {
            return Err(Refusal::WrongState { name: "object".into(), state: matter.state }.into());
        }
        let text = text.trim();
        let title = text.lines().next().unwrap_or_default().chars().take(ledger::limit::TITLE).collect();
        let open = Open {
            kind: OBJECTION.into(),
            title,
            parent: Some(sheet),
            fields: [("text".to_owned(), FieldValue::Text(text.to_owned()))].into(),
            ..Open::default()
        };
        let assign = ledger::command::Assign {
            unit: ledger::command::Change::Set(unit),
            ..ledger::command::Assign::default()
        };
        let outcome = self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require_for(&mut act, OBJECT, unit)?;
            // Opening and naming the unit is the office's otherwise; who may object does no more than that by it.
            act.lend(Actor::system());
            let opened = desk.open_assigned(&mut act, open, assign)?;
            desk.finish(&mut act, opened)
        })?;
        Ok(outcome.matter)
    }

    /// Whether `actor` may object to a sheet for `unit`: those of the unit itself, and the office.
    ///
    /// # Errors
    /// There is no such person, or the store failed.
    pub fn may_object_for(&self, actor: Option<MatterId>, unit: MatterId) -> Result<bool, AppError> {
        let Some(person) = actor else { return Ok(true) };
        let actor = self.acting(person)?;
        let reached = Reached { units: self.directory()?.with_above(unit), people: vec![] };
        Ok(authority::check(&self.roles, &actor, OBJECT, &reached, self.clock.today()).is_ok())
    }

    fn sheet(&self, id: MatterId) -> Result<Matter, AppError> {
        let found = self.view()?.matter(id)?.filter(|matter| matter.kind == KIND);
        found.ok_or(AppError::NotFound("score"))
    }
}

fn text_of<'m>(matter: &'m Matter, name: &str) -> &'m str {
    matter.fields.get(name).and_then(FieldValue::as_text).unwrap_or_default()
}
