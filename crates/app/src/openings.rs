//! Who opened what only some may know of. It lies beside the log, one line a person, matter and day, and is read by those
//! who read the matters and by auditors.

use crate::{App, AppError, query::answer::Named};
use jiff::{Timestamp, civil::Date};
use ledger::{MatterId, Refusal};
use serde::{Deserialize, Serialize};
use store::{Record, StoreError};

/// Where they lie, the last day first.
const DRAWER: &str = "opening";
/// Openings shown at most.
pub const SHOWN: usize = 500;

/// As it is kept: ids and no words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    at: Timestamp,
    person: MatterId,
    /// The matter; `None` = the register as a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matter: Option<MatterId>,
}

/// Somebody opened something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// When, the first time that day.
    pub at: Timestamp,
    /// Who.
    pub person: Named,
    /// Which matter; `None` = the register as a list. Without number and title for who may not read it.
    pub matter: Option<Named>,
}

impl App {
    /// Notes that the reader opened `matter`, or the register as a list; once a day. It writes, so that whoever calls it
    /// holds no view.
    ///
    /// # Errors
    /// The store failed: then nothing is shown either.
    pub(crate) fn note_opening(&self, matter: Option<MatterId>) -> Result<(), AppError> {
        let Some(person) = self.reader.person else { return Ok(()) };
        let at = self.clock.now();
        let key = key(self.clock.today(), matter, person);
        if self.view()?.record(DRAWER, &key)?.is_some() {
            return Ok(());
        }
        let kept = Kept { at, person, matter };
        let value = serde_json::to_string(&kept).map_err(|error| StoreError::Backend(error.to_string()))?;
        self.write(move |desk| {
            desk.write.put_record(DRAWER, &key, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// Who opened what, the last day first; at most [`SHOWN`].
    ///
    /// # Errors
    /// The reader neither audits nor may read the register, or the store failed.
    pub fn openings(&self) -> Result<Vec<Opening>, AppError> {
        if let Some(person) = self.reader.person
            && !self.holds(person, "audit")?
            && !self.holds(person, crate::accountability::READ)?
        {
            return Err(Refusal::NotAllowed { right: "audit".into() }.into());
        }
        let directory = self.directory()?;
        let view = self.view()?;
        let mut openings = vec![];
        for (_, record) in view.records_after(DRAWER, "", SHOWN)? {
            let kept: Kept = serde_json::from_str(&record.value)
                .map_err(|error| StoreError::Damaged(error.to_string()))?;
            let blank = |id| Named { id, number: String::new(), title: String::new() };
            let matter = match kept.matter {
                Some(id) => {
                    Some(view.summaries(&[id])?.pop().map_or_else(|| blank(id), |row| Named::from(&row)))
                }
                None => None,
            };
            let person = directory.named(kept.person).cloned().unwrap_or_else(|| blank(kept.person));
            openings.push(Opening { at: kept.at, person, matter });
        }
        Ok(openings)
    }
}

/// Later days come first.
fn key(day: Date, matter: Option<MatterId>, person: MatterId) -> String {
    let day =
        99_999_999 - (i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day()));
    format!("{day:08}/{:012}/{person}", matter.map_or(0, |matter| matter.0))
}
