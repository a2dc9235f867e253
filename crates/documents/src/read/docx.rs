//! Office Open XML text documents (ISO/IEC 29500): .docx and its kin with macros and templates.
//!
//! Read straight from the XML: which part is the main one is taken from the relationships and checked against the
//! content types. Headers, footers, notes and comments are not part of the text; what is left out is noted. Nothing
//! outside the file is opened.

mod body;
mod numbering;
mod paragraph;
mod styles;

use super::error::ReadError;
use super::limits::Limits;
use super::lines::Written;
use super::office::Package;
use super::text::{Format, Note, Text};
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// Takes the text out of a document: a paragraph or table row a line.
///
/// # Errors
/// Any of the limits, `not-text` for other containers, `encrypted`, `damaged`, `document-type-declared`,
/// `entity-unknown`, `part-missing`.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Text, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main_part(is_text)?;
    let relations = package.relations_of(&main)?;
    let styles = match relations.part("styles").filter(|part| package.has(part)) {
        Some(part) => Styles::read(&part, &package.part(&part)?, limits)?,
        None => Styles::default(),
    };
    let numbering = match relations.part("numbering").filter(|part| package.has(part)) {
        Some(part) => Numbering::read(&part, &package.part(&part)?, limits, &styles)?,
        None => Numbering::default(),
    };
    let source = package.part(&main)?;
    let (Written { text, hints, tables }, mut notes) =
        Body::read(&main, &source, limits, &styles, numbering)?;
    if package.has_macros() {
        notes.push(Note::MacrosIgnored);
    }
    if relations.external > 0 {
        notes.push(Note::ExternalLinksIgnored { count: relations.external });
    }
    Ok(Text { format: Format::Docx, text, charset: "UTF-8", hints, tables, notes })
}

/// Whether a content type is that of a text document, with macros or without.
fn is_text(kind: &str) -> bool {
    kind.contains("wordprocessingml") && kind.ends_with("main+xml")
        || kind.starts_with("application/vnd.ms-word.") && kind.ends_with("main+xml")
}
