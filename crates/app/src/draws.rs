//! Double-random draws (双随机、一公开): announced with frozen registers and a seed that nobody can choose, drawn, drawn again with
//! a reason, made into tasks, published as a record that anybody can replay.
//!
//! A draw lies beside the log; its registers and records are kept as files by their hash, its tasks are matters.

use crate::{App, AppError, chance};
use draw::{Commitment, Discarded, Frozen, Inspector, Object, Outcome, Record, Rules, commitment, freeze};
use jiff::Timestamp;
use ledger::{
    Command, FieldValue, MatterId, Refusal,
    authority::Reached,
    command::{Assign, Change, Open},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::Outcome as Done;

const DRAWER: &str = "draw";
/// Tasks that are opened at once.
pub const MOST_TASKS: usize = 500;
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
            rules.drawn_before = self.drawn_this_year()?;
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
        };
        self.put_draw(&key, None, &kept)?;
        Ok(key)
    }

    /// Draws: with the secret that was fixed, or with the public value, which is known now.
    ///
    /// # Errors
    /// No right, no such draw, drawn already, no value, or nothing can be drawn.
    pub fn reveal_draw(&self, actor: Option<MatterId>, key: &str, value: &str) -> Result<(), AppError> {
        self.may_draw(actor)?;
        let (before, mut kept) = self.kept_draw(key)?;
        if kept.record.is_some() {
            return Err(AppError::DrawStands);
        }
        let reveal = kept.secret.clone().unwrap_or_else(|| value.trim().to_owned());
        let registers: Registers = read(&self.file(&kept.registers)?)?;
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
        kept.record = Some(Past { file, outcome: record.outcome.hash(), at, reason: String::new() });
        self.put_draw(key, Some(before), &kept)
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

    /// Opens a task for each object that was drawn, for `unit`.
    ///
    /// # Errors
    /// No right, no such draw, nothing drawn yet, tasks opened already, or more than [`MOST_TASKS`].
    pub fn open_draw_tasks(
        &self,
        actor: Option<MatterId>,
        key: &str,
        unit: MatterId,
    ) -> Result<usize, AppError> {
        self.may_draw(actor)?;
        let (before, mut kept) = self.kept_draw(key)?;
        if !kept.tasks.is_empty() {
            return Err(AppError::DrawStands);
        }
        let past = kept.record.clone().ok_or(AppError::NotFound("draw"))?;
        let record: Record = read(&self.file(&past.file)?)?;
        if record.outcome.drawn.len() > MOST_TASKS {
            return Err(Refusal::TooMany { field: "tasks", limit: MOST_TASKS }.into());
        }
        let text = |value: String| FieldValue::Text(value);
        for drawn in &record.outcome.drawn {
            let fields = [
                ("object", text(drawn.object.clone())),
                ("inspectors", FieldValue::Many(drawn.inspectors.clone())),
                ("draw", text(past.outcome.clone())),
            ];
            let open = Open {
                kind: "inspection_task".into(),
                title: format!("{} · {}", kept.title, drawn.object),
                fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
                ..Open::default()
            };
            let opened = self.carry_out(actor, None, Command::Open(open))?.matter;
            let assign = Assign { unit: Change::Set(unit), ..Assign::default() };
            self.carry_out(actor, Some(opened), Command::Assign(assign))?;
            kept.tasks.push(opened);
        }
        let opened = kept.tasks.len();
        self.put_draw(key, Some(before), &kept)?;
        Ok(opened)
    }

    fn carry_out(
        &self,
        actor: Option<MatterId>,
        matter: Option<MatterId>,
        command: Command,
    ) -> Result<Done, AppError> {
        let id = chance::command_id(self.clock.now());
        self.execute(actor, id, crate::Step { matter, seen: None, command })
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

    /// Units and objects that draws of this year have drawn.
    fn drawn_this_year(&self) -> Result<Vec<String>, AppError> {
        let year = |at: Timestamp| crate::clock::day_of(at).year();
        let this = year(self.clock.now());
        let mut drawn = BTreeSet::new();
        for (_, record) in self.view()?.records(DRAWER)? {
            let kept: Kept = read(record.value.as_bytes())?;
            let Some(past) = kept.record.filter(|past| year(past.at) == this) else { continue };
            let record: Record = read(&self.file(&past.file)?)?;
            let taken: BTreeSet<&str> = record.outcome.drawn.iter().map(|one| one.object.as_str()).collect();
            for object in record.objects.iter().filter(|object| taken.contains(object.id.as_str())) {
                drawn.insert(object.id.clone());
                drawn.extend(Some(object.unit.clone()).filter(|unit| !unit.is_empty()));
            }
        }
        Ok(drawn.into_iter().collect())
    }

    /// A draw as it is kept: its text, to compare with when it is put back, and what it says.
    fn kept_draw(&self, key: &str) -> Result<(String, Kept), AppError> {
        let record = self.view()?.record(DRAWER, key)?.ok_or(AppError::NotFound("draw"))?;
        let kept = read(record.value.as_bytes())?;
        Ok((record.value, kept))
    }

    /// Puts a draw back, unless somebody else has changed it since.
    fn put_draw(&self, key: &str, before: Option<String>, kept: &Kept) -> Result<(), AppError> {
        let (key, value) = (key.to_owned(), String::from_utf8_lossy(&json(kept)?).into_owned());
        self.write(move |desk| {
            if desk.write.record(DRAWER, &key)?.map(|record| record.value) != before {
                return Err(Refusal::NothingToDo.into());
            }
            desk.write.put_record(DRAWER, &key, Some(store::Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
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

/// Rows below the headings, each with four cells.
fn rows(bytes: &[u8]) -> Result<Vec<[String; 4]>, AppError> {
    let table = documents::read_csv(bytes, &documents::Limits::default())?;
    let four = |row: Vec<String>| {
        let mut cells = row.into_iter().map(|cell| cell.trim().to_owned());
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    };
    Ok(table.into_iter().skip(1).map(four).collect())
}

fn objects(bytes: &[u8]) -> Result<Vec<Object>, AppError> {
    let mut objects: Vec<Object> =
        rows(bytes)?.into_iter().map(|[id, class, group, unit]| Object { id, class, group, unit }).collect();
    objects.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(objects)
}

fn inspectors(bytes: &[u8]) -> Result<Vec<Inspector>, AppError> {
    let one = |[id, unit, qualified, aside]: [String; 4]| Inspector {
        id,
        unit,
        qualified: qualified == "1",
        aside: aside
            .split([';', '；'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let mut inspectors: Vec<Inspector> = rows(bytes)?.into_iter().map(one).collect();
    inspectors.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(inspectors)
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(value).map_err(|error| AppError::Store(store::StoreError::Backend(error.to_string())))
}

fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes)
        .map_err(|error| AppError::Store(store::StoreError::Damaged(error.to_string())))
}
