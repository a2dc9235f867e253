//! Official documents: templates filled with what the ledger says as of a day, in every format.

mod figure;
mod fill;
mod fonts;
mod format;
mod outline;
pub(crate) mod scope;
pub mod template;

pub(crate) use fonts::FontShelf;
pub use fonts::{FontFace, Substitute, Typefaces};
pub use format::Format;
pub use template::Template;

use crate::{
    App, AppError,
    language::Language,
    query::{answer::Row, list::tell, past::Look},
};
use documents::{
    model::Document,
    write::{self, WriteError},
};
use fill::Filling;
use jiff::civil::Date;
use ledger::{FieldValue, Matter, MatterId, Refusal};
use scope::Facts;
use std::{collections::BTreeMap, sync::Arc};
use template::How;

/// Rows behind a figure that are shown.
const BEHIND: usize = 5_000;

/// A document and its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The document.
    pub document: Document,
    /// Its figures by name, as printed.
    pub figures: BTreeMap<String, String>,
}

/// A file that can be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// Its name.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Fonts that stand in for others, for a PDF.
    pub substitutes: Vec<Substitute>,
}

impl App {
    /// All templates of the house, by name.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// Templates that speak of this matter.
    pub fn templates_for(&self, matter: &Matter) -> Vec<&Template> {
        self.templates.iter().filter(|template| template.speaks_of(matter)).collect()
    }

    /// The template called `name`.
    ///
    /// # Errors
    /// There is none.
    pub fn template(&self, name: &str) -> Result<&Template, AppError> {
        self.templates.iter().find(|template| template.name == name).ok_or(AppError::NotFound("template"))
    }

    /// A template filled from a matter as it stood at the end of `as_of`.
    ///
    /// # Errors
    /// No such template or matter, the template does not speak of it, the day lies in the future, too many rows, or the
    /// store failed.
    pub fn document(&self, name: &str, of: MatterId, as_of: Option<Date>) -> Result<Filled, AppError> {
        self.fill(self.template(name)?, of, as_of)
    }

    /// Fills a template that need not be one of the house, such as one that an office is writing.
    ///
    /// # Errors
    /// As [`App::document`].
    pub fn fill(&self, template: &Template, of: MatterId, as_of: Option<Date>) -> Result<Filled, AppError> {
        let look = self.look(as_of)?;
        let matter = look.view.matter(of)?.ok_or(Refusal::NoSuchMatter(of))?;
        if !template.speaks_of(&matter) {
            return Err(AppError::NotFound("template"));
        }
        let facts = self.facts(&look);
        let mut filling = Filling { facts, template, figures: BTreeMap::new(), rows: 0 };
        let document = filling.document(Arc::new(matter))?;
        Ok(Filled { document, figures: filling.figures })
    }

    /// The matters behind a figure, at most 500; those of a sum or share are all that it is made of.
    ///
    /// # Errors
    /// No such template, figure or matter, or the store failed.
    pub fn behind_figure(
        &self,
        name: &str,
        figure: &str,
        of: MatterId,
        as_of: Option<Date>,
    ) -> Result<Vec<Row>, AppError> {
        let template = self.template(name)?;
        let look = self.look(as_of)?;
        let facts = self.facts(&look);
        let mut names = vec![figure.to_owned()];
        let mut rows = vec![];
        let find = |name: &String| template.figures.iter().find(|one| one.name == *name);
        if find(&names[0]).is_none() {
            return Err(AppError::NotFound("figure"));
        }
        // A figure only uses earlier ones, so this ends.
        while let Some(name) = names.pop() {
            match find(&name).map(|one| &one.how) {
                Some(How::Count(asked)) => figure::walk(&facts, of, asked, &mut |row| {
                    rows.push(tell(row, &look.directory, facts.bands.as_ref()));
                    rows.len() < BEHIND
                })?,
                Some(How::Sum(parts)) => names.extend(parts.iter().cloned()),
                Some(How::Share(part, _)) => names.push(part.clone()),
                None => {}
            }
        }
        Ok(rows)
    }

    /// The outline of a campaign or of a part of it as prose, that part's own words included. What was imported and has
    /// not changed is the source byte for byte.
    ///
    /// # Errors
    /// There is no such matter, the day lies in the future, or the store failed.
    pub fn prose(&self, of: MatterId, as_of: Option<Date>) -> Result<String, AppError> {
        let look = self.look(as_of)?;
        let matter = look.view.matter(of)?.ok_or(Refusal::NoSuchMatter(of))?;
        let passages = outline::passages(&mut self.facts(&look), &matter)?;
        Ok(passages.into_iter().map(|passage| passage.text).collect())
    }

    /// The lines into which each item below a campaign is compiled, blanks around them left out.
    pub(crate) fn item_lines(&self, of: MatterId) -> Result<BTreeMap<MatterId, Vec<String>>, AppError> {
        let look = self.look(None)?;
        let matter = look.view.matter(of)?.ok_or(Refusal::NoSuchMatter(of))?;
        let passages = outline::passages(&mut self.facts(&look), &matter)?;
        let mut texts: BTreeMap<MatterId, String> = BTreeMap::new();
        for passage in passages {
            let item = match passage.matter.kind.as_str() {
                "item" => Some(passage.matter.id),
                _ => passage.matter.above.iter().copied().find(|id| texts.contains_key(id)),
            };
            if let Some(item) = item {
                texts.entry(item).or_default().push_str(&passage.text);
            }
        }
        let lines = |text: String| {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        Ok(texts.into_iter().map(|(item, text)| (item, lines(text))).collect())
    }

    fn facts<'a>(&'a self, look: &'a Look<'_>) -> Facts<'a> {
        Facts {
            app: self,
            view: look.view.as_ref(),
            directory: &look.directory,
            kinds: look.view.kinds(),
            bands: self.bands(look.day),
            today: look.day,
            // Official documents are Chinese whoever reads them.
            texts: Language::Zh.texts(),
            matters: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }

    /// A document as a file.
    ///
    /// # Errors
    /// It is too long, or no font with Chinese characters is there for a PDF.
    pub fn hand_out(&self, document: &Document, format: Format) -> Result<Handout, AppError> {
        let stem: String = document
            .title
            .chars()
            .filter(|c| !c.is_control() && !"\\/:*?\"<>|".contains(*c))
            .take(80)
            .collect();
        let mut substitutes = vec![];
        let bytes = match format {
            Format::Txt => write::txt(document).into_bytes(),
            Format::Markdown => write::markdown(document).into_bytes(),
            Format::Html => write::html(document, "zh-CN").into_bytes(),
            Format::Docx => write::docx(document, &self.typefaces.families)?,
            Format::Xlsx => write::xlsx(&document.workbook())?,
            Format::Pdf => {
                let found = self.fonts.get(&self.typefaces)?;
                substitutes = found.substitutes.clone();
                write::pdf(document, &found.fonts)?
            }
        };
        let name = format!("{}.{}", if stem.is_empty() { "document" } else { &stem }, format.extension());
        Ok(Handout { name, format, bytes, substitutes })
    }
}

impl Template {
    /// Whether it is about matters like this one.
    pub fn speaks_of(&self, matter: &Matter) -> bool {
        let fits = |(field, values): &(String, Vec<String>)| {
            let text = matter.fields.get(field).and_then(FieldValue::as_text).unwrap_or_default();
            values.iter().any(|value| value == text)
        };
        self.on.contains(&matter.kind) && self.only.as_ref().is_none_or(fits)
    }
}

impl From<WriteError> for AppError {
    fn from(error: WriteError) -> Self {
        AppError::Unwritten(error)
    }
}

/// A document as one `article` of HTML, for a page that shows it.
pub fn article(document: &Document) -> String {
    write::html_article(document)
}

/// A document as plain text.
pub fn text(document: &Document) -> String {
    write::txt(document)
}
