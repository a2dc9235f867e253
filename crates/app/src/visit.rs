//! Recording a visit of a supervision group. A right of its own: whoever visits opens nothing else.

use crate::{App, AppError, Step, execute::Act, language::Language};
use jiff::civil::Date;
use ledger::{Actor, Command, CommandId, FieldValue, MatterId, Refusal, command::Open};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A visit as it is entered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Visit {
    /// The day; not after today.
    pub on: Option<Date>,
    /// The unit.
    pub unit: Option<MatterId>,
    /// Which group.
    pub group: String,
    /// In which manner, one of those in `kinds/visit.toml`; may be empty.
    pub manner: String,
    /// What was found.
    pub found: String,
}

impl App {
    /// Records a visit, under a campaign; gives it.
    ///
    /// # Errors
    /// The right `record_visit` is missing, a part is missing or wrong, the day has not come, or the store failed.
    pub fn record_visit(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        language: Language,
        campaign: MatterId,
        visit: Visit,
    ) -> Result<MatterId, AppError> {
        let missing = |field: &str| Refusal::Missing { field: field.to_owned() };
        let on = visit.on.ok_or_else(|| missing("on"))?;
        let unit = visit.unit.ok_or_else(|| missing("unit"))?;
        if on > self.clock.today() {
            return Err(AppError::FutureDay { day: on, today: self.clock.today() });
        }
        let directory = self.directory()?;
        let name = directory.unit(unit).map(|unit| unit.named.title.clone()).unwrap_or_default();
        let t = language.texts();
        let mut fields = BTreeMap::from([
            ("on".to_owned(), FieldValue::Text(on.to_string())),
            ("unit".to_owned(), FieldValue::Matter(unit)),
        ]);
        for (field, text) in [("group", visit.group), ("manner", visit.manner), ("found", visit.found)] {
            if !text.trim().is_empty() {
                fields.insert(field.to_owned(), FieldValue::Text(text.trim().to_owned()));
            }
        }
        let open = Open {
            kind: "visit".into(),
            title: t.with("visit-title", &[("unit", &name), ("on", &t.date(on))]),
            parent: Some(campaign),
            fields,
            ..Open::default()
        };
        let outcome = self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require(&mut act, "record_visit")?;
            let asked = act.lend(Actor::system());
            let made = desk.step(&mut act, &Step { matter: None, seen: None, command: Command::Open(open) });
            act.lend(asked);
            desk.finish(&mut act, made?)
        })?;
        Ok(outcome.matter)
    }
}
