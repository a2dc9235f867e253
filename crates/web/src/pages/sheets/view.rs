//! What the pages of sheets show.

use crate::shell::Shell;
use app::{
    query::answer::Named,
    sheets::{Part, Preview},
};
use askama::Template;
use ledger::MatterId;

/// Cells that are shown at most; all of them count.
const SHOWN: usize = 500;

/// The form.
#[derive(Template)]
#[template(path = "pages/sheets/sheets.html")]
pub struct SheetsPage {
    /// The frame.
    pub s: Shell,
    /// Why an upload failed.
    pub why: Option<String>,
}

/// One sheet.
#[derive(Template)]
#[template(path = "pages/sheets/sheet.html")]
pub struct SheetPage {
    /// The frame.
    pub s: Shell,
    /// It, held against the ledger.
    pub preview: Preview,
    /// Campaigns below which numbers can be looked for.
    pub campaigns: Vec<Named>,
    /// Why it was not taken over.
    pub why: Option<String>,
    /// Random seed of the page's command ids.
    pub seed: String,
}

impl SheetPage {
    /// Columns with their names and what they are.
    pub fn columns(&self) -> Vec<(&str, &'static str)> {
        let parts = self.preview.upload.parts.iter().map(|part| part.map_or("", Part::name));
        self.preview.upload.head.iter().map(String::as_str).zip(parts).collect()
    }

    /// Whether a column is that.
    pub fn is_part(&self, one: &str, part: &str) -> bool {
        one == part
    }

    /// What a column can be.
    pub fn parts(&self) -> [&'static str; 9] {
        Part::ALL.map(Part::name)
    }

    /// Whether numbers are looked for there.
    pub fn is_under(&self, id: &MatterId) -> bool {
        self.preview.upload.under == Some(*id)
    }

    /// Whether rows are matched by number.
    pub fn by_number(&self) -> bool {
        !self.preview.upload.parts.contains(&Some(Part::Id))
    }

    /// Differences that are shown.
    pub fn differences(&self) -> &[app::sheets::Difference] {
        self.preview.differences.get(..SHOWN).unwrap_or(&self.preview.differences)
    }

    /// Errors that are shown.
    pub fn errors(&self) -> &[app::sheets::CellError] {
        self.preview.errors.get(..SHOWN).unwrap_or(&self.preview.errors)
    }

    /// Whether more is left out.
    pub fn is_cut(&self) -> bool {
        self.preview.differences.len() > SHOWN || self.preview.errors.len() > SHOWN
    }
}
