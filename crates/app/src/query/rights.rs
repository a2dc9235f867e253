//! Who may do what on a matter: for each step from its present state, and each plain command, those who hold the right.

use super::answer::Named;
use crate::{App, AppError, messages::Audience};
use ledger::{MatterId, Refusal, guard::Guard, kind::Nature};
use serde::Serialize;

/// People named for one right at most; the rest is counted.
const NAMED: usize = 40;

/// Who holds a right on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holders {
    /// Name of a command or `move:<name>`.
    pub right: String,
    /// They, in the order of the register, at most 40.
    pub people: Vec<Named>,
    /// How many there are.
    pub count: usize,
}

/// Plain commands on what is owed.
const COMMANDS: [&str; 10] = [
    "report_progress",
    "comment",
    "attach_evidence",
    "assign",
    "set_due_date",
    "edit_fields",
    "link",
    "correct",
    "request_extension",
    "decide_extension",
];

impl App {
    /// Who may do what on the matter; who owes it is left out where nobody accepts their own work. Conditions beside the
    /// right are told on the matter's page.
    ///
    /// # Errors
    /// There is no such matter for the reader, or the store failed.
    pub fn who_may(&self, id: MatterId) -> Result<Vec<Holders>, AppError> {
        let directory = self.directory()?;
        let view = self.view()?;
        let matter = view.matter(id)?.filter(|_| id != MatterId::SPACE).ok_or(Refusal::NoSuchMatter(id))?;
        let kinds = view.kinds();
        let kind = kinds.get(&matter.kind, matter.kind_version);
        let kind = kind.ok_or_else(|| Refusal::NoSuchKind(matter.kind.clone()))?;
        let audience = Audience { directory: &directory, roles: &self.roles, today: self.clock.today() };
        let reached = audience.reached(&matter);
        let holders = |right: String, asked: &str, own_work: bool| {
            let mut ids = audience.holding(asked, &reached);
            ids.retain(|id| audience.may_read(*id, kind) && (own_work || !audience.owes(*id, &matter)));
            let people = ids.iter().take(NAMED).filter_map(|id| directory.named(*id).cloned()).collect();
            Holders { right, people, count: ids.len() }
        };
        let from_here = kind.moves.iter().filter(|way| way.from.contains(&matter.state));
        let mut found: Vec<Holders> = from_here
            .map(|way| {
                let right = format!("move:{}", way.name);
                let asked = if kind.nature == Nature::Register { "manage_people" } else { right.as_str() };
                holders(right.clone(), asked, !way.guards.contains(&Guard::ActorIsNotOwner))
            })
            .collect();
        let fits = |right: &&&str| {
            kind.nature == Nature::Matter || matches!(**right, "comment" | "edit_fields" | "link")
        };
        found.extend(COMMANDS.iter().filter(fits).map(|right| {
            let asked = if kind.nature == Nature::Register { "manage_people" } else { right };
            holders((*right).to_owned(), asked, true)
        }));
        Ok(found)
    }
}
