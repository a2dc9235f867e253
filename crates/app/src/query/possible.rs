//! What a person may do on a matter, and why not.

use super::answer::Possible;
use crate::{
    App, AppError,
    around::{Nearby, around, of_moves, reached, referenced},
};
use jiff::civil::Date;
use ledger::{
    Actor, Around, Command, Event, Kind, Ladder, Matter, MatterId, Refusal, Scene, StateClass, authority,
    command::{Open, RecordCheck, ReportProgress, TakeMove},
    course::TakenRung,
    decide,
    kind::{Move, Nature},
};
use std::collections::BTreeMap;
use store::View;

impl App {
    /// What `command` would do, decided against what stands now; nothing is written.
    pub(crate) fn trial(
        &self,
        view: &dyn View,
        actor: &Actor,
        matter: &Matter,
        command: &Command,
    ) -> Result<Result<Event, Refusal>, AppError> {
        let kinds = view.kinds();
        let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else {
            return Ok(Err(Refusal::NoSuchKind(matter.kind.clone())));
        };
        let (mut near, today) = (view, self.clock.today());
        let reached = reached(&mut near, Some(matter))?;
        let around = around(&mut near, kind, matter, command, today)?;
        let scene = Scene {
            roles: &self.roles,
            kind,
            matter: Some(matter),
            parent: None,
            new_id: view.head().next_matter,
            next_rank: 1,
            reached: &reached,
            referenced: &referenced(&mut near, command)?,
            around: &around,
            ladder: self.ladder.as_deref(),
            calendar: &self.calendar,
            today,
        };
        let decided = decide(&scene, actor, command, None);
        Ok(decided.and_then(|events| events.into_iter().next().ok_or(Refusal::NothingToDo)))
    }

    /// Why `open` would be refused, decided against what stands now; nothing is written.
    pub(crate) fn trial_open(
        &self,
        view: &dyn View,
        actor: &Actor,
        open: &Open,
    ) -> Result<Option<Refusal>, AppError> {
        let kinds = view.kinds();
        let Some(kind) = kinds.latest(&open.kind) else {
            return Ok(Some(Refusal::NoSuchKind(open.kind.clone())));
        };
        let parent = open.parent.map(|id| view.matter(id)).transpose()?.flatten();
        let command = Command::Open(open.clone());
        let mut near = view;
        let scene = Scene {
            roles: &self.roles,
            kind,
            matter: None,
            parent: parent.as_ref(),
            new_id: view.head().next_matter,
            next_rank: 1,
            reached: &reached(&mut near, parent.as_ref())?,
            referenced: &referenced(&mut near, &command)?,
            around: &Around::default(),
            ladder: self.ladder.as_deref(),
            calendar: &self.calendar,
            today: self.clock.today(),
        };
        Ok(decide(&scene, actor, &command, None).err())
    }

    /// What this person may do, and why not: every move from the present state and every plain command, or, for a row
    /// of a list of work, only what may be the next step there.
    pub(super) fn possible(
        &self,
        near: &mut impl Nearby,
        actor: &Actor,
        matter: &Matter,
        sought: Sought,
    ) -> Result<Vec<Possible>, AppError> {
        let kinds = near.kinds();
        let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { return Ok(vec![]) };
        let reached = reached(near, Some(matter))?;
        let around = of_moves(near, kind, matter)?;
        let scene = Scene {
            roles: &self.roles,
            kind,
            matter: Some(matter),
            parent: None,
            // No command that is tried here opens a matter.
            new_id: MatterId::SPACE,
            next_rank: 1,
            reached: &reached,
            referenced: &BTreeMap::new(),
            around: &around,
            ladder: self.ladder.as_deref(),
            calendar: &self.calendar,
            today: self.clock.today(),
        };
        let mut possible = vec![];
        let extension = extension_command(kind, matter, scene.today)
            .filter(|command| sought == Sought::All || matches!(command, Command::DecideExtension { .. }));
        if let Some(command) = extension {
            let refusal = decide(&scene, actor, &command, None).err();
            possible.push(Possible { right: command.right(), refusal });
        }
        let plain = match sought {
            Sought::All => plain_commands(kind, matter, scene.ladder),
            Sought::NextStep => vec![Command::ReportProgress(ReportProgress::default())],
        };
        for command in plain {
            let right = command.right_on(kind.nature);
            let refusal = authority::check(&self.roles, actor, &right, &reached, scene.today).err();
            let ended = matter.class.has_ended()
                && !matches!(command, Command::Comment { .. } | Command::Correct { .. });
            let refusal = refusal.or(if ended { Some(Refusal::Ended) } else { None });
            possible.push(Possible { right: command.right(), refusal });
        }
        let fits = |way: &&Move| {
            (sought == Sought::All || leads_on(kind, &matter.state, way))
                && way.from.contains(&matter.state)
                && way.only.as_ref().is_none_or(|only| only.fits(matter, around.above.as_deref()))
        };
        for way in kind.moves.iter().filter(fits) {
            let code = kind.return_codes.first().map(|code| code.name.clone());
            // The reason is asked for in the form; here only what stands in the way before it.
            let (rating, due) = (Some("done".into()), Some(matter.due.unwrap_or(scene.today)));
            let fields = BTreeMap::new();
            let taken = TakeMove { name: way.name.clone(), code, reason: "…".into(), rating, due, fields };
            let trial = Command::Move(taken);
            let refusal = decide(&scene, actor, &trial, None).err().filter(|refusal| !is_asked(way, refusal));
            possible.push(Possible { right: format!("move:{}", way.name), refusal });
        }
        Ok(possible)
    }
}

/// What is asked about a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// Everything.
    All,
    /// What may be the next step: a decision that waits, a report, the moves that lead on.
    NextStep,
}

/// Whether a move brings a matter in `state` nearer to its end, and not out of the way.
pub(super) fn leads_on(kind: &Kind, state: &str, way: &Move) -> bool {
    let place = |name: &str| (kind.class_of(name), kind.states.iter().position(|state| state.name == name));
    kind.class_of(&way.to) != StateClass::Cancelled && way.rated.is_none() && place(state) < place(&way.to)
}

/// Whether the form of the move asks for what is missing: then nothing stands in the way before it.
fn is_asked(way: &Move, refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Missing { field } => way.asks().contains(&field.as_str()),
        Refusal::GuardFails { guard } => !guard.reads().is_empty(),
        _ => false,
    }
}

/// One of each plain command that fits the kind.
fn plain_commands(kind: &Kind, matter: &Matter, ladder: Option<&Ladder>) -> Vec<Command> {
    let mut commands = vec![
        Command::Comment { text: String::new() },
        Command::EditFields { set: BTreeMap::new() },
        Command::AttachEvidence { evidence: empty_evidence() },
        Command::Link { to: MatterId(0), relation: String::new(), note: String::new() },
        Command::Correct { number: None, title: None, reason: String::new() },
    ];
    if kind.nature == Nature::Matter {
        commands.push(Command::ReportProgress(ReportProgress::default()));
        commands.push(Command::Assign(ledger::command::Assign::default()));
        commands.push(Command::SetDueDate { due: None, reason: String::new() });
    }
    if kind.nature == Nature::Matter && matter.class == StateClass::Awaiting {
        let (on, by, text, evidence) = (Date::MIN, vec![], String::new(), vec![]);
        commands.push(Command::RecordCheck(RecordCheck { on, by, met: true, text, evidence }));
    }
    if kind.nature == Nature::Matter && matter.class.is_running() {
        let rungs = ladder.map_or(&[][..], |ladder| &ladder.rungs);
        commands.extend(rungs.iter().map(|rung| {
            let (rung, reason) = (rung.name.clone(), String::new());
            Command::TakeRung { rung, slip: None, reason }
        }));
    }
    if matter.course.rungs.iter().any(TakenRung::waits) {
        commands.push(Command::AnswerRung { rung: String::new(), text: String::new() });
    }
    if kind.nature == Nature::Group && kind.readers.is_empty() && matter.parent.is_none() {
        commands.push(Command::AdoptPlan { reason: String::new() });
    }
    if kind.name == "person" {
        commands.push(Command::Assign(ledger::command::Assign::default()));
        commands.push(Command::GrantRole { role: String::new(), unit: None, until: None });
    }
    commands
}

/// The request for an extension, or the decision on the one that waits; filled in, so that deciding it tells what stands
/// in the way.
fn extension_command(kind: &Kind, matter: &Matter, today: Date) -> Option<Command> {
    let due = matter.due.filter(|_| kind.nature == Nature::Matter && matter.class.is_running())?;
    let words = || "…".to_owned();
    Some(match matter.course.pending() {
        Some(_) => Command::DecideExtension { approve: false, reason: words() },
        None => {
            let to = due.max(today).tomorrow().unwrap_or(due);
            Command::RequestExtension { to, reason: words(), progress: words() }
        }
    })
}

fn empty_evidence() -> ledger::Evidence {
    ledger::Evidence {
        hash: String::new(),
        size: 0,
        media: String::new(),
        name: String::new(),
        title: String::new(),
        kind: String::new(),
        produced: None,
        seq: ledger::Seq(0),
    }
}
