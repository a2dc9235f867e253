//! Exporting: the whole log as JSON Lines, or all matters as of a day.

use crate::{App, AppError};
use jiff::civil::Date;
use ledger::Seq;
use serde_json::{Value, json};
use store::{Filter, Sort};

/// Entries read at a time.
const STRIDE: usize = 1000;

/// One line of an export.
pub type Exported = Value;

impl App {
    /// Hands every entry of the log to `line`, oldest first, with what is needed to compute its leaf again; before
    /// them a line with the head.
    ///
    /// # Errors
    /// What `line` says, or the store failed.
    pub fn export_log(&self, line: &mut dyn FnMut(Exported) -> Result<(), AppError>) -> Result<(), AppError> {
        let view = self.whole()?;
        let head = view.head();
        line(json!({"head": {"space": head.space, "size": head.next, "root": head.root}}))?;
        let mut next = Seq(0);
        while next < head.next {
            let entries = view.events(next, STRIDE)?;
            if entries.is_empty() {
                return Err(AppError::Store(store::StoreError::Damaged(format!("event {next} is missing"))));
            }
            for entry in entries {
                next = Seq(entry.header.seq.0 + 1);
                // The hash of what the reader may not know of is needed to follow the tree, and says nothing.
                line(match self.reader.hidden.contains(&entry.header.kind) {
                    true => json!({"seq": entry.header.seq, "leaf": entry.leaf, "withheld": true}),
                    false => entry.to_json(),
                })?;
            }
        }
        Ok(())
    }

    /// Hands every matter as it stood at the end of `day` to `line`, in the order of the outline.
    ///
    /// # Errors
    /// What `line` says, or the store failed.
    pub fn export_matters(
        &self,
        day: Date,
        line: &mut dyn FnMut(Exported) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let view = self.past(day)?;
        line(json!({"as_of": day, "size": view.head().next}))?;
        for row in view.rows(&Filter::default(), Sort::Outline, None, usize::MAX)? {
            if let Some(matter) = view.matter(row.id)? {
                let value = serde_json::to_value(&matter)
                    .map_err(|error| AppError::Store(store::StoreError::Backend(error.to_string())))?;
                line(value)?;
            }
        }
        Ok(())
    }
}
