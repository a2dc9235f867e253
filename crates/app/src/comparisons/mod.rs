//! Comparisons (三清单共享比对): two or three lists held against each other, what is doubtful decided by a person, and every
//! mismatch made into a matter to explain or fix.
//!
//! The lists and what comparing gave are kept as files by their hash, and the hashes stand in the log: anybody can do it
//! again. What people decided lies beside the log until the comparison is settled; then it is a file whose hash is logged.

mod error;
mod inputs;
mod judge;
mod settle;
mod shown;
mod standing;

pub use error::NotCompared;
pub use inputs::{MOST_BYTES, MOST_ROWS, Source};
pub use settle::MOST_MISMATCHES;
pub use shown::{
    ComparisonLine, ComparisonPage, Differing, FieldShown, PairShown, ReasonShown, RepeatShown, RowShown,
    UnreadShown,
};

use crate::{App, AppError, Step, execute::Act, hash::sha256};
use comparison::{Field, List, Outcome, Place, compare};
use jiff::Timestamp;
use ledger::{Command, CommandId, FieldValue, MatterId, authority::Reached, command::Open};
use serde::{Deserialize, Serialize};
use store::{Record, StoreError};

/// Where comparisons lie beside the log, by the id of their matter.
const DRAWER: &str = "comparison";
const KIND: &str = "comparison";
/// What the kind leaves to this use case alone.
pub(crate) const THROUGH: &str = "comparisons";

/// A comparison that is to be made.
#[derive(Clone, Debug, Default)]
pub struct NewComparison {
    /// What it is for.
    pub title: String,
    /// Two or three lists.
    pub sources: Vec<Source>,
}

/// A comparison as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    inputs: Vec<Input>,
    fields: Vec<Field>,
    /// Of the words by which it was compared.
    rules: String,
    /// Hash of the file with the outcome.
    outcome: String,
    judged: Vec<Judged>,
    settled: Option<Settled>,
}

/// A list that was compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What people call it.
    pub name: String,
    /// Whether it is a ledger and not a file.
    pub ledger: bool,
    /// Its rows.
    pub rows: usize,
    /// Hash of the list as it was compared.
    pub hash: String,
}

/// What a person says of a pair; of several the last counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The row of the earlier list.
    pub left: Place,
    /// The row of the later list.
    pub right: Place,
    /// Whether they are the same thing.
    pub same: bool,
    /// Who says so; none where it was the product.
    pub by: Option<MatterId>,
    /// When.
    pub at: Timestamp,
}

/// What became of it in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Hash of the file with the outcome and what was decided.
    pub file: String,
    /// The matters that were opened.
    pub mismatches: Vec<MatterId>,
}

/// Whether a comparison that is done again gives the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// Whether the outcome is the same to the byte.
    pub same: bool,
    /// Hash of the outcome now.
    pub outcome: String,
    /// Whether the words by which lists are compared are others now.
    pub other_rules: bool,
}

impl App {
    /// Who compares sees whole lists, so it takes the right to open what comes of them.
    fn may_compare(&self, actor: Option<MatterId>) -> Result<(), AppError> {
        let Some(person) = actor else { return Ok(()) };
        let actor = self.acting(person)?;
        ledger::authority::check(&self.roles, &actor, "open", &Reached::default(), self.clock.today())?;
        Ok(())
    }

    /// Compares lists and keeps what it gives; a retry with the same `id` gives the first one. Gives its matter.
    ///
    /// # Errors
    /// No right, a title that is empty or too long, lists that cannot be read, are too long or have nothing in common.
    pub fn compare_lists(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        new: NewComparison,
    ) -> Result<MatterId, AppError> {
        self.may_compare(actor)?;
        let (lists, ledgers) = self.read_lists(new.sources)?;
        let fields = Field::propose(&lists, &self.comparison.words);
        let outcome = compare(&lists, &fields, &self.comparison.words).map_err(NotCompared::Cannot)?;
        let mut inputs = vec![];
        for (list, ledger) in lists.iter().zip(ledgers) {
            let hash = self.keep_file(&json(list)?)?;
            inputs.push(Input { name: list.name.clone(), ledger, rows: list.rows.len(), hash });
        }
        let rules = self.comparison.hash.clone();
        let outcome = self.keep_file(&json(&outcome)?)?;
        let kept = Kept { inputs, fields, rules, outcome, judged: vec![], settled: None };
        let logged = |kept: &Kept| {
            let inputs = kept.inputs.iter().map(|input| format!("{} {}", input.hash, input.name));
            [
                ("inputs", FieldValue::Many(inputs.collect())),
                ("rules", FieldValue::Text(kept.rules.clone())),
                ("outcome", FieldValue::Text(kept.outcome.clone())),
            ]
        };
        let open = Open {
            kind: KIND.into(),
            title: new.title.trim().to_owned(),
            fields: logged(&kept).map(|(name, value)| (name.to_owned(), value)).into(),
            ..Open::default()
        };
        let value = text(&kept)?;
        let done = self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            let mut act = Act::new(desk.actor(actor)?, id).through(THROUGH);
            let step = Step { matter: None, seen: None, command: Command::Open(open) };
            let opened = desk.step(&mut act, &step)?;
            desk.write.put_record(DRAWER, &opened.to_string(), Some(Record { value, expires: None }))?;
            desk.finish(&mut act, opened)
        })?;
        Ok(done.matter)
    }

    /// Does a comparison again from the lists that were kept, and says whether it gives the same.
    ///
    /// # Errors
    /// No right, there is no such comparison, or the store failed.
    pub fn repeat_comparison(&self, actor: Option<MatterId>, id: MatterId) -> Result<Repeated, AppError> {
        self.may_compare(actor)?;
        let kept = self.kept_comparison(id)?.1;
        let lists = self.lists_of(&kept)?;
        let again = compare(&lists, &kept.fields, &self.comparison.words).map_err(NotCompared::Cannot)?;
        let outcome = sha256(&json(&again)?);
        Ok(Repeated {
            same: outcome == kept.outcome,
            outcome,
            other_rules: kept.rules != self.comparison.hash,
        })
    }

    fn lists_of(&self, kept: &Kept) -> Result<Vec<List>, AppError> {
        kept.inputs.iter().map(|input| read(&self.file(&input.hash)?)).collect()
    }

    fn outcome_of(&self, kept: &Kept) -> Result<Outcome, AppError> {
        read(&self.file(&kept.outcome)?)
    }

    /// A comparison as it is kept: its text, to compare with when it is put back, and what it says.
    fn kept_comparison(&self, id: MatterId) -> Result<(String, Kept), AppError> {
        let record = self.view()?.record(DRAWER, &id.to_string())?;
        let record = record.ok_or(AppError::NotFound("comparison"))?;
        let kept = read(record.value.as_bytes())?;
        Ok((record.value, kept))
    }
}

fn text(kept: &Kept) -> Result<String, StoreError> {
    serde_json::to_string(kept).map_err(|error| StoreError::Backend(error.to_string()))
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Backend(error.to_string()))
}

fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes).map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))
}
