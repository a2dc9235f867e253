//! What the pages of sheets show.

use crate::shell::{Shell, markup::encode};
use app::{
    query::answer::Named,
    sheets::{MOST_REFUSED, Part, Preview, RefusedCell, Run},
};
use askama::Template;
use ledger::{MatterId, kind::Nature};

/// Cells that are shown at most; all of them count.
const SHOWN: usize = 500;

/// The form.
#[derive(Template)]
#[template(path = "pages/sheets/sheets.html")]
pub struct SheetsPage {
    /// The frame.
    pub s: Shell,
    /// Kind of its rows, where a list led here.
    pub kind: String,
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

/// A sheet that is taken over in batches.
#[derive(Template)]
#[template(path = "pages/sheets/run.html")]
pub struct RunPage {
    /// The frame.
    pub s: Shell,
    /// How far it is.
    pub run: Run,
}

impl RunPage {
    /// Why a cell was refused, in words.
    pub fn why(&self, one: &RefusedCell) -> String {
        match &one.args {
            Some(args) => self.s.t.refused(&one.code, args),
            None => self.s.t.of("cell", &one.code).into_owned(),
        }
    }

    /// Whether it ended because too much was refused.
    pub fn is_broken_off(&self) -> bool {
        self.run.refused.len() >= MOST_REFUSED
    }
}

impl SheetPage {
    /// Columns with their names and what they are.
    pub fn columns(&self) -> Vec<(&str, String)> {
        let parts = self.preview.upload.parts.iter().map(|part| self.named(part.as_ref()));
        self.preview.upload.head.iter().map(String::as_str).zip(parts).collect()
    }

    fn named(&self, part: Option<&Part>) -> String {
        part.map(Part::name).unwrap_or_default()
    }

    /// What a column can be: name and label.
    pub fn parts(&self) -> Vec<(String, String)> {
        let kind = self.preview.upload.kind.as_ref().and_then(|kind| self.s.words.kinds.get(kind));
        let fields = kind.map_or(&[][..], |kind| &kind.fields);
        let own = fields.iter().map(|field| Part::Field(field.name.clone()));
        Part::ALL.into_iter().chain(own).map(|part| (part.name(), self.label(&part))).collect()
    }

    /// A part in words.
    pub fn label(&self, part: &Part) -> String {
        match (part, &self.preview.upload.kind) {
            (Part::Field(name), Some(kind)) => self.s.words.field_label(self.s.language(), kind, name),
            (Part::Field(name), None) => name.clone(),
            _ => self.s.t.of("sheet-part", &part.name()).into_owned(),
        }
    }

    /// Kinds that the rows can be of: name, label, whether it is chosen.
    pub fn kinds(&self) -> Vec<(String, String, bool)> {
        let owed = self.s.words.kinds.values().filter(|kind| kind.nature == Nature::Matter);
        let chosen = |name: &str| self.preview.upload.kind.as_deref() == Some(name);
        owed.map(|kind| (kind.name.clone(), self.s.kind(&kind.name), chosen(&kind.name))).collect()
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

    /// New rows that are shown.
    pub fn fresh(&self) -> &[app::sheets::FreshRow] {
        self.preview.fresh.get(..SHOWN).unwrap_or(&self.preview.fresh)
    }

    /// Whether there is something to take over and nothing in its way.
    pub fn can_accept(&self) -> bool {
        let Preview { differences, fresh, errors, .. } = &self.preview;
        errors.is_empty() && !(differences.is_empty() && fresh.is_empty())
    }

    /// Whether more is left out.
    pub fn is_cut(&self) -> bool {
        let Preview { differences, fresh, errors, .. } = &self.preview;
        [differences.len(), fresh.len(), errors.len()].into_iter().any(|count| count > SHOWN)
    }
}

impl Shell {
    /// Address of the sheet of all matters of a kind, below a matter where one is named, on the day that the page shows.
    pub fn sheet(&self, kind: &str, under: Option<&MatterId>) -> String {
        let under = under.map(|id| format!("&under={id}")).unwrap_or_default();
        self.at_day(&format!("/matters/sheet?kind={}{under}", encode(kind)))
    }
}
