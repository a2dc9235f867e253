//! What the pages of a document show.

use crate::shell::{Shell, markup::Markup};
use app::{
    document::{Filled, Format, Template as Kind},
    query::answer::Row,
};
use askama::Template;

/// The page of a document.
#[derive(Template)]
#[template(path = "pages/documents/document.html")]
pub struct DocumentPage {
    /// The frame.
    pub s: Shell,
    /// Its template.
    pub template: Kind,
    /// The document and its figures.
    pub filled: Filled,
    /// The matter it speaks of.
    pub matter: Row,
}

impl DocumentPage {
    /// Its name.
    pub fn name(&self) -> String {
        self.s.language().of(&self.template.label).to_owned()
    }

    /// Formats with their addresses.
    pub fn formats(&self) -> Vec<(&'static str, String)> {
        let tables = !self.filled.document.workbook().sheets.is_empty();
        Format::ALL
            .into_iter()
            .filter(|format| tables || *format != Format::Xlsx)
            .map(|format| (format.extension(), self.address(&format!("/files/{}", format.extension()))))
            .collect()
    }

    /// Figures with their values and the addresses of the rows behind them.
    pub fn figures(&self) -> Vec<(&str, &str, String)> {
        let figures = self.template.figures.iter();
        let value = |name: &str| self.filled.figures.get(name).map_or("", String::as_str);
        figures
            .map(|one| (one.name.as_str(), value(&one.name), self.address(&format!("/figures/{}", one.name))))
            .collect()
    }

    /// The document itself.
    pub fn article(&self) -> Markup {
        Markup::new(app::document::article(&self.filled.document))
    }

    fn address(&self, below: &str) -> String {
        self.s.at_day(&format!("/documents/{}{below}?of={}", self.template.name, self.matter.id))
    }
}

/// The page of a figure.
#[derive(Template)]
#[template(path = "pages/documents/figure.html")]
pub struct FigurePage {
    /// The frame.
    pub s: Shell,
    /// The template.
    pub template: Kind,
    /// Name of the figure.
    pub name: String,
    /// Its value, as printed.
    pub value: String,
    /// Matters behind it.
    pub rows: Vec<Row>,
    /// The matter that the document speaks of.
    pub matter: Row,
}

impl FigurePage {
    /// Name of the document.
    pub fn document(&self) -> String {
        self.s.language().of(&self.template.label).to_owned()
    }

    /// Address of the document.
    pub fn back(&self) -> String {
        self.s.at_day(&format!("/documents/{}?of={}", self.template.name, self.matter.id))
    }
}
