//! Double-random draws (双随机、一公开): announced with frozen registers and a seed that nobody can choose, drawn, drawn again with
//! a reason, made into tasks, published as a record that anybody can replay.
//!
//! A draw lies beside the log; its registers and records are kept as files by their hash, its tasks are matters.

mod tables;
mod tasks;

pub use tasks::MOST_TASKS;

use crate::{App, AppError, chance, execute::Desk};
use draw::{Commitment, Discarded, Frozen, Inspector, Object, Outcome, Record, Rules, commitment, freeze};
use jiff::Timestamp;
use ledger::{CommandId, MatterId, Refusal, authority::Reached};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Stop, StoreError};
use tables::{inspectors, objects};

const DRAWER: &str = "draw";
/// The drawer of the one record that names the last draw that was drawn: two that draw at once see each other by it.
const LAST: &str = "draw_last";
/// Code points of a title, a public source and a reason at most.
pub const WORDS: usize = 500;

/// A draw that is announced.
#[derive(Clone, Debug, Default)]
pub struct NewDraw {
    /// What it is for.
    pub title: String,
    /// Objects as a table with headings: id, class, group, unit.
    pub objects: Vec<u8>,
    /// Inspectors as a table with headings: id, unit, qualified (`1` or `0`), and from whom they stand aside, set apart by
    /// semicolons.
    pub inspectors: Vec<u8>,
    /// The rules; what was drawn before in the year is added where a unit is drawn once at most.
    pub rules: Rules,
    /// The public value that will be the seed, in words; without it the product draws a secret.
    pub public: Option<String>,
}

/// A draw as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    title: String,
    at: Timestamp,
    by: Option<MatterId>,
    secret: Option<String>,
    commitment: Commitment,
    rules: Rules,
    frozen: Frozen,
    /// Hash of the file with both registers.
    registers: String,
    sizes: (usize, usize),
    discarded: Vec<Past>,
    record: Option<Past>,
    tasks: Vec<MatterId>,
    /// The command that opened them.
    #[serde(default)]
    tasks_by: Option<CommandId>,
}

/// An outcome and the file with its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Hash of the record's file.
    pub file: String,
    /// Hash of the outcome.
    pub outcome: String,
    /// When it was drawn.
    pub at: Timestamp,
    /// Why it does not count; empty for the one that does.
    #[serde(default)]
    pub reason: String,
}

#[derive(Serialize, Deserialize)]
struct Registers {
    objects: Vec<Object>,
    inspectors: Vec<Inspector>,
}

/// A draw as it is shown. The secret is not in it before it was revealed.
#[derive(Clone, Debug, Serialize)]
pub struct DrawPage {
    /// Names it.
    pub key: String,
    /// What it is for.
    pub title: String,
    /// When it was announced.
    pub at: Timestamp,
    /// What was fixed before.
    pub commitment: Commitment,
    /// The rules.
    pub rules: Rules,
    /// Hashes of registers and rules.
    pub frozen: Frozen,
    /// Objects of the register.
    pub objects: usize,
    /// Inspectors of the register.
    pub inspectors: usize,
    /// Draws that do not count, oldest first, each with its reason.
    pub discarded: Vec<Past>,
    /// The draw that counts.
    pub drawn: Option<Past>,
    /// What it gave.
    pub outcome: Option<Outcome>,
    /// Tasks that were opened from it.
    pub tasks: Vec<MatterId>,
}

impl App {
    fn may_draw(&self, actor: Option<MatterId>) -> Result<(), AppError> {
        let Some(person) = actor else { return Ok(()) };
        let actor = self.acting(person)?;
        ledger::authority::check(&self.roles, &actor, "open", &Reached::default(), self.clock.today())?;
        Ok(())
    }

    /// Announces a draw: registers and rules are frozen, the seed is fixed. Gives its key.
    ///
    /// # Errors
    /// No right, a title or source that is empty or too long, tables that cannot be read, or registers and rules that
    /// nothing can be drawn from.
    pub fn announce_draw(&self, actor: Option<MatterId>, new: NewDraw) -> Result<String, AppError> {
        self.may_draw(actor)?;
        words("title", &new.title)?;
        if let Some(source) = &new.public {
            words("public", source)?;
        }
        let registers =
            Registers { objects: objects(&new.objects)?, inspectors: inspectors(&new.inspectors)? };
        let mut rules = new.rules;
        if rules.unit_once {
            rules.drawn_before = self.drawn_this_year("")?.into_iter().collect();
        }
        let frozen = freeze(&registers.objects, &registers.inspectors, &rules)?;
        let secret = new.public.is_none().then(chance::secret);
        let fixed = match (&secret, new.public) {
            (Some(secret), _) => Commitment::Secret { hash: commitment(secret) },
            (None, source) => Commitment::Public { source: source.unwrap_or_default() },
        };
        let key = chance::secret().chars().take(20).collect::<String>();
        let sizes = (registers.objects.len(), registers.inspectors.len());
        let kept = Kept {
            title: new.title.trim().to_owned(),
            at: self.clock.now(),
            by: actor,
            secret,
            commitment: fixed,
            rules,
            frozen,
            registers: self.keep_file(&json(&registers)?)?,
            sizes,
            discarded: vec![],
            record: None,
            tasks: vec![],
            tasks_by: None,
        };
        self.put_draw(&key, None, &kept)?;
        Ok(key)
    }

    /// Draws: with the secret that was fixed, or with the public value, which is known now.
    ///
    /// # Errors
    /// No right, no such draw, drawn already, no value, nothing can be drawn, or another draw has drawn a unit since that
    /// this one, by its rules, would have passed over.
    pub fn reveal_draw(&self, actor: Option<MatterId>, key: &str, value: &str) -> Result<(), AppError> {
        self.may_draw(actor)?;
        let (before, mut kept) = self.kept_draw(key)?;
        if kept.record.is_some() {
            return Err(AppError::DrawStands);
        }
        let reveal = kept.secret.clone().unwrap_or_else(|| value.trim().to_owned());
        let registers: Registers = read(&self.file(&kept.registers)?)?;
        let last = self.view()?.record(LAST, LAST)?.map(|record| record.value);
        if kept.rules.unit_once {
            self.check_not_overtaken(key, &registers, &kept.rules)?;
        }
        let discarded = kept
            .discarded
            .iter()
            .map(|past| Discarded { outcome: past.outcome.clone(), reason: past.reason.clone() });
        let record = Record::make(
            (registers.objects, registers.inspectors, kept.rules.clone()),
            kept.commitment.clone(),
            reveal,
            discarded.collect(),
        )?;
        let file = self.keep_file(&json(&record)?)?;
        let at = self.clock.now();
        let outcome = record.outcome.hash();
        kept.record = Some(Past { file, outcome: outcome.clone(), at, reason: String::new() });
        let (key, kept) = (key.to_owned(), text(&kept)?);
        self.write(move |desk| {
            if desk.write.record(LAST, LAST)?.map(|record| record.value) != last {
                return Err(Refusal::NothingToDo.into());
            }
            put(desk, &key, Some(&before), kept)?;
            let value = format!("{key} {outcome}");
            desk.write.put_record(LAST, LAST, Some(store::Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// What is drawn once a year was frozen when the draw was announced; what another draw has drawn since is not in it.
    fn check_not_overtaken(&self, key: &str, registers: &Registers, rules: &Rules) -> Result<(), AppError> {
        let known: BTreeSet<&String> = rules.drawn_before.iter().collect();
        let since: BTreeSet<String> =
            self.drawn_this_year(key)?.into_iter().filter(|drawn| !known.contains(drawn)).collect();
        let hit = |object: &&Object| since.contains(&object.id) || since.contains(&object.unit);
        match registers.objects.iter().find(hit) {
            None => Ok(()),
            Some(object) => Err(AppError::DrawOvertaken { object: object.id.clone() }),
        }
    }

    /// Sets a draw aside with a reason, which stays visible; the next one is another attempt.
    ///
    /// # Errors
    /// No right, no such draw, nothing drawn yet, tasks opened already, or no reason.
    pub fn discard_draw(&self, actor: Option<MatterId>, key: &str, reason: &str) -> Result<(), AppError> {
        self.may_draw(actor)?;
        words("reason", reason)?;
        let (before, mut kept) = self.kept_draw(key)?;
        if !kept.tasks.is_empty() {
            return Err(AppError::DrawStands);
        }
        let mut past = kept.record.take().ok_or(AppError::NotFound("draw"))?;
        past.reason = reason.trim().to_owned();
        kept.discarded.push(past);
        self.put_draw(key, Some(before), &kept)
    }

    /// All draws, the newest first.
    ///
    /// # Errors
    /// The store failed.
    pub fn draws(&self) -> Result<Vec<DrawPage>, AppError> {
        let mut found = vec![];
        for (key, record) in self.view()?.records(DRAWER)? {
            found.push(shown(key, &read::<Kept>(record.value.as_bytes())?, None));
        }
        found.sort_by_key(|draw| std::cmp::Reverse(draw.at));
        Ok(found)
    }

    /// One draw with its outcome.
    ///
    /// # Errors
    /// There is none, or the store failed.
    pub fn draw(&self, key: &str) -> Result<DrawPage, AppError> {
        let (_, kept) = self.kept_draw(key)?;
        let outcome = match &kept.record {
            Some(past) => Some(read::<Record>(&self.file(&past.file)?)?.outcome),
            None => None,
        };
        Ok(shown(key.to_owned(), &kept, outcome))
    }

    /// The record of a draw as it is published.
    ///
    /// # Errors
    /// There is none, or nothing was drawn yet.
    pub fn draw_record(&self, key: &str) -> Result<Vec<u8>, AppError> {
        let past = self.kept_draw(key)?.1.record.ok_or(AppError::NotFound("draw"))?;
        self.file(&past.file)
    }

    /// Units and objects that draws of this year have drawn, but for the draw called `but`.
    fn drawn_this_year(&self, but: &str) -> Result<BTreeSet<String>, AppError> {
        let year = |at: Timestamp| crate::clock::day_of(at).year();
        let this = year(self.clock.now());
        let mut drawn = BTreeSet::new();
        for (_, record) in self.view()?.records(DRAWER)?.into_iter().filter(|(key, _)| key != but) {
            let kept: Kept = read(record.value.as_bytes())?;
            let Some(past) = kept.record.filter(|past| year(past.at) == this) else { continue };
            let record: Record = read(&self.file(&past.file)?)?;
            let taken: BTreeSet<&str> = record.outcome.drawn.iter().map(|one| one.object.as_str()).collect();
            for object in record.objects.iter().filter(|object| taken.contains(object.id.as_str())) {
                drawn.insert(object.id.clone());
                drawn.extend(Some(object.unit.clone()).filter(|unit| !unit.is_empty()));
            }
        }
        Ok(drawn)
    }

    /// A draw as it is kept: its text, to compare with when it is put back, and what it says.
    fn kept_draw(&self, key: &str) -> Result<(String, Kept), AppError> {
        let record = self.view()?.record(DRAWER, key)?.ok_or(AppError::NotFound("draw"))?;
        let kept = read(record.value.as_bytes())?;
        Ok((record.value, kept))
    }

    /// Puts a draw back, unless somebody else has changed it since.
    fn put_draw(&self, key: &str, before: Option<String>, kept: &Kept) -> Result<(), AppError> {
        let (key, kept) = (key.to_owned(), text(kept)?);
        self.write(move |desk| {
            put(desk, &key, before.as_ref(), kept)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

/// Puts a draw back within a write, unless it is another one than `before` by now.
fn put(desk: &mut Desk<'_>, key: &str, before: Option<&String>, value: String) -> Result<(), Stop> {
    if desk.write.record(DRAWER, key)?.map(|record| record.value).as_ref() != before {
        return Err(Refusal::NothingToDo.into());
    }
    Ok(desk.write.put_record(DRAWER, key, Some(store::Record { value, expires: None }))?)
}

fn shown(key: String, kept: &Kept, outcome: Option<Outcome>) -> DrawPage {
    DrawPage {
        key,
        title: kept.title.clone(),
        at: kept.at,
        commitment: kept.commitment.clone(),
        rules: kept.rules.clone(),
        frozen: kept.frozen.clone(),
        objects: kept.sizes.0,
        inspectors: kept.sizes.1,
        discarded: kept.discarded.clone(),
        drawn: kept.record.clone(),
        outcome,
        tasks: kept.tasks.clone(),
    }
}

fn words(field: &'static str, text: &str) -> Result<(), AppError> {
    match text.trim().chars().count() {
        0 => Err(Refusal::Missing { field: field.into() }.into()),
        found if found > WORDS => Err(Refusal::TooLong { field: field.into(), limit: WORDS, found }.into()),
        _ => Ok(()),
    }
}

fn text(kept: &Kept) -> Result<String, StoreError> {
    serde_json::to_string(kept).map_err(|error| StoreError::Backend(error.to_string()))
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(value).map_err(|error| AppError::Store(StoreError::Backend(error.to_string())))
}

fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes)
        .map_err(|error| AppError::Store(store::StoreError::Damaged(error.to_string())))
}
