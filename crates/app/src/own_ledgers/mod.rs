//! A ledger of one's own: a kind that an office defines in the browser. Its definition is a draft beside the log until it
//! goes live; then it is an event, as the kinds of the house are, and a change is a higher version under which only what is
//! opened afterwards lives.

mod check;
mod form;
mod propose;
mod takeover;
mod trial;

pub use form::{FORM_TEXT, FieldRow, LedgerForm, LimitRow, MOST_FORM_ROWS, MoveRow, StateRow, TAKERS, Typed};
pub(crate) use propose::TableWords;
pub use takeover::{MOST_ROWS, NotTaken};
pub use trial::TriedRow;

use crate::{
    App, AppError, chance,
    execute::{Act, Desk},
    hash::sha256,
    open::definition_hash,
};
use jiff::Timestamp;
use ledger::{CommandId, Event, Kind, Kinds, MatterId, Mistake, Refusal, authority::Reached};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Record, Stop, StoreError, View};

/// Where drafts lie beside the log.
const DRAWER: &str = "own_ledger";
/// The right it takes.
const RIGHT: &str = "define_ledger";
/// Bytes of a definition at most.
pub const MOST_BYTES: usize = 64 << 10;
/// Drafts at most; those that are live can be changed and need no new one.
const MOST_DRAFTS: usize = 500;

/// A definition as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    source: String,
    at: Timestamp,
    by: Option<MatterId>,
    /// The version that went live last.
    live: Option<u32>,
    /// Its name then: what is written meanwhile may have another.
    #[serde(default)]
    live_name: Option<String>,
    /// Hashes of the files whose rows were taken over.
    #[serde(default)]
    taken: Vec<String>,
}

/// A definition in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnLedgerLine {
    /// Names the draft.
    pub key: String,
    /// Name of the kind, as far as it can be read.
    pub kind: Option<String>,
    /// Its name for people, as far as it can be read.
    pub label: Option<ledger::kind::Label>,
    /// When it was changed last.
    pub at: Timestamp,
    /// The version that is live.
    pub live: Option<u32>,
}

/// A definition with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnLedger {
    /// Names the draft.
    pub key: String,
    /// The definition as it is written.
    pub source: String,
    /// Hash of it, for forms.
    pub seen: String,
    /// What it says, whether or not its parts fit; nothing where it cannot be read.
    pub kind: Option<Kind>,
    /// The first mistake: line, what is wrong, what would be right.
    pub mistake: Option<MistakeTold>,
    /// The version that is live.
    pub live: Option<u32>,
}

/// A mistake in a definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MistakeTold {
    /// Line, from 1.
    pub line: usize,
    /// The part it stands in, such as `move`, and that one's name; nothing at the head.
    pub part: Option<(String, String)>,
    /// Names the sentence for people; empty where there is none.
    pub rule: &'static str,
    /// What the sentence is about.
    pub subject: String,
    /// What is wrong there.
    pub problem: String,
    /// What would be right.
    pub allowed: String,
}

impl MistakeTold {
    fn of(mistake: Mistake, source: &str) -> MistakeTold {
        MistakeTold {
            part: part_at(source, mistake.line),
            line: mistake.line,
            rule: mistake.rule,
            subject: mistake.subject,
            problem: mistake.problem,
            allowed: mistake.allowed,
        }
    }
}

/// The part that a line stands in and its name: that of `[[field]]` for a line of one of its choices.
fn part_at(source: &str, line: usize) -> Option<(String, String)> {
    let lines: Vec<&str> = source.lines().collect();
    let head = |line: &&str| line.trim().strip_prefix("[[")?.strip_suffix("]]").map(str::to_owned);
    let of = |at: &usize| lines.get(*at).and_then(head).filter(|part| !part.contains('.'));
    let at = (0..line.min(lines.len())).rev().find(|at| of(at).is_some())?;
    let name = lines[at + 1..].iter().take_while(|line| head(line).is_none());
    let name = name
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "name" || key.trim() == "on");
    Some((of(&at)?, name.map_or(String::new(), |(_, name)| name.trim().trim_matches('"').to_owned())))
}

impl App {
    fn may_define(&self, actor: Option<MatterId>) -> Result<(), AppError> {
        let Some(person) = actor else { return Ok(()) };
        let actor = self.acting(person)?;
        ledger::authority::check(&self.roles, &actor, RIGHT, &Reached::default(), self.clock.today())?;
        Ok(())
    }

    /// All definitions, the last changed first.
    ///
    /// # Errors
    /// No right, or the store failed.
    pub fn own_ledgers(&self, actor: Option<MatterId>) -> Result<Vec<OwnLedgerLine>, AppError> {
        self.may_define(actor)?;
        let mut lines = vec![];
        for (key, record) in self.view()?.records(DRAWER)? {
            let kept = read(&record.value)?;
            let kind = Kind::parse(&kept.source).ok();
            lines.push(OwnLedgerLine {
                key,
                label: kind.as_ref().map(|kind| kind.label.clone()),
                kind: kind.map(|kind| kind.name),
                at: kept.at,
                live: kept.live,
            });
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.at));
        Ok(lines)
    }

    /// One definition with the first mistake in it.
    ///
    /// # Errors
    /// No right, there is none, or the store failed.
    pub fn own_ledger(&self, actor: Option<MatterId>, key: &str) -> Result<OwnLedger, AppError> {
        self.may_define(actor)?;
        let kept = self.kept_definition(key)?;
        let kinds = self.view()?.kinds();
        let (kind, mistake) = match self.checked(&kept.source, &kinds) {
            Ok(kind) => (Some(kind), None),
            // What is live is not wrong because it is there.
            Err(_) if self.is_live(&kept, &kinds) => (Kind::sketch(&kept.source).ok(), None),
            Err(mistake) => (Kind::sketch(&kept.source).ok(), Some(MistakeTold::of(mistake, &kept.source))),
        };
        let seen = sha256(kept.source.as_bytes());
        Ok(OwnLedger { key: key.to_owned(), source: kept.source, seen, kind, mistake, live: kept.live })
    }

    /// Begins a definition from the example of the house. Gives its key.
    ///
    /// # Errors
    /// No right, too many drafts, or the store failed.
    pub fn begin_own_ledger(&self, actor: Option<MatterId>) -> Result<String, AppError> {
        self.keep_own_ledger(actor, None, "", &self.table_words.example)
    }

    /// Keeps a definition, right or wrong, so that nothing typed is lost; `key` is that of an earlier one, and `seen` the hash
    /// of what it said. Gives its key.
    ///
    /// # Errors
    /// No right, too long, too many, somebody has changed it meanwhile, or the store failed.
    pub fn keep_own_ledger(
        &self,
        actor: Option<MatterId>,
        key: Option<&str>,
        seen: &str,
        source: &str,
    ) -> Result<String, AppError> {
        self.may_define(actor)?;
        if source.len() > MOST_BYTES {
            return Err(AppError::TooLarge { limit: MOST_BYTES as u64, found: source.len() as u64 });
        }
        let (at, source) = (self.clock.now(), source.to_owned());
        let Some(key) = key else {
            if self.view()?.records(DRAWER)?.len() >= MOST_DRAFTS {
                return Err(Refusal::TooMany { field: "drafts", limit: MOST_DRAFTS }.into());
            }
            let key: String = chance::secret().chars().take(20).collect();
            let kept = Kept { source, at, by: actor, live: None, live_name: None, taken: vec![] };
            let (name, value) = (key.clone(), text(&kept)?);
            self.write(move |desk| {
                // Somebody who has left defines nothing.
                desk.actor(actor)?;
                desk.write.put_record(DRAWER, &name, Some(Record { value, expires: None }))?;
                Ok(desk.nothing_logged())
            })?;
            return Ok(key);
        };
        self.kept_definition(key)?;
        let (name, seen) = (key.to_owned(), seen.to_owned());
        self.write(move |desk| {
            desk.actor(actor)?;
            // Looked at where nobody else writes: what somebody has changed or made live meanwhile stays.
            let now = kept_on(desk, &name)?;
            if sha256(now.source.as_bytes()) != seen {
                return Err(Refusal::NothingToDo.into());
            }
            let value = text(&Kept { source, at, by: actor, ..now })?;
            desk.write.put_record(DRAWER, &name, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(key.to_owned())
    }

    /// Throws a definition away that never went live.
    ///
    /// # Errors
    /// No right, there is none, it is live, or the store failed.
    pub fn discard_own_ledger(&self, actor: Option<MatterId>, key: &str) -> Result<(), AppError> {
        self.may_define(actor)?;
        self.kept_definition(key)?;
        let key = key.to_owned();
        self.write(move |desk| {
            desk.actor(actor)?;
            // Rows may stand under what went live; it stays.
            if kept_on(desk, &key)?.live.is_some() {
                return Err(Refusal::NothingToDo.into());
            }
            desk.write.put_record(DRAWER, &key, None)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// Makes a definition live: it is logged, and from now on rows are opened under it. What was opened before stays under
    /// the version it was opened with.
    ///
    /// # Errors
    /// No right, there is none, a mistake in it, or the store failed.
    pub fn define_own_ledger(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        key: &str,
    ) -> Result<(), AppError> {
        self.may_define(actor)?;
        let kept = self.kept_definition(key)?;
        let kinds = self.view()?.kinds();
        if self.is_live(&kept, &kinds) {
            return Ok(());
        }
        let kind = self.checked(&kept.source, &kinds).map_err(AppError::Template)?;
        let (key, at) = (key.to_owned(), self.clock.now());
        self.write(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require(&mut act, RIGHT)?;
            // Two who define the same at once, or one who writes meanwhile: the second is told to look again.
            let highest = desk.write.kinds().latest(&kind.name).map_or(0, |known| known.version);
            let now = kept_on(desk, &key)?;
            if highest + 1 != kind.version || now.source != kept.source {
                return Err(Refusal::NothingToDo.into());
            }
            let value =
                text(&Kept { live: Some(kind.version), live_name: Some(kind.name.clone()), at, ..now })?;
            let event = Event::KindDefined {
                name: kind.name.clone(),
                hash: definition_hash(&kind),
                definition: Box::new(kind),
            };
            desk.append(&mut act, MatterId::SPACE, event)?;
            desk.write.put_record(DRAWER, &key, Some(Record { value, expires: None }))?;
            desk.finish(&mut act, MatterId::SPACE)
        })?;
        Ok(())
    }

    /// Whether the log defines just this.
    fn is_live(&self, kept: &Kept, kinds: &Kinds) -> bool {
        let kind = Kind::parse(&kept.source).ok().filter(|kind| kept.live == Some(kind.version));
        kind.is_some_and(|kind| kinds.get(&kind.name, kind.version).is_some_and(|known| **known == kind))
    }

    fn kept_definition(&self, key: &str) -> Result<Kept, AppError> {
        let record = self.view()?.record(DRAWER, key)?.ok_or(AppError::NotFound("ledger"))?;
        read(&record.value)
    }
}

/// Names of the ledgers that offices have made live.
///
/// # Errors
/// The store failed.
pub(crate) fn live_names(view: &dyn View) -> Result<BTreeSet<String>, AppError> {
    let mut names = BTreeSet::new();
    for (_, record) in view.records(DRAWER)? {
        names.extend(read(&record.value)?.live_name);
    }
    Ok(names)
}

/// A definition as it stands within a write.
fn kept_on(desk: &mut Desk<'_>, key: &str) -> Result<Kept, Stop> {
    let record = desk.write.record(DRAWER, key)?.ok_or(Refusal::NothingToDo)?;
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()).into())
}

fn read(value: &str) -> Result<Kept, AppError> {
    serde_json::from_str(value).map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))
}

fn text(kept: &Kept) -> Result<String, StoreError> {
    serde_json::to_string(kept).map_err(|error| StoreError::Backend(error.to_string()))
}
