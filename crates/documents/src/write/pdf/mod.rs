//! PDF by GB/T 9704-2012, laid out here: an official document is a grid of 22 lines of 28 characters, which a general
//! typesetting engine would have to be talked into. Fonts are given as bytes and only the glyphs used are embedded.

mod compose;
mod face;
mod file;
mod imprint;
mod line;
mod names;
mod page;
mod table;

pub use names::{FaceNames, face_names};

use std::sync::Arc;

use crate::model::Document;
use crate::write::WriteError;

/// Pages of a PDF at most.
pub const MOST_PAGES: usize = 5_000;

/// A font file.
#[derive(Clone, PartialEq, Eq)]
pub struct Font {
    /// Its family, as the file's properties name it.
    pub family: String,
    /// The file: OpenType or TrueType, alone or in a collection.
    pub bytes: Vec<u8>,
    /// Its place in a collection; 0 for a font alone.
    pub index: u32,
}

impl std::fmt::Debug for Font {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Font({} #{}, {} bytes)", self.family, self.index, self.bytes.len())
    }
}

/// Fonts by what they set. One file may stand for several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonts {
    /// Titles (小标宋).
    pub title: Arc<Font>,
    /// The body (仿宋).
    pub body: Arc<Font>,
    /// Second headings (楷体).
    pub kai: Arc<Font>,
    /// First headings, heads of tables (黑体).
    pub hei: Arc<Font>,
    /// Page numbers (宋体).
    pub song: Arc<Font>,
    /// Latin letters and digits; none where they are set as the text around them.
    pub latin: Option<Arc<Font>>,
}

/// The document as PDF. The same document and fonts give the same bytes; time grows with the pages.
///
/// A character that its own font lacks is taken from another of the fonts given.
///
/// # Errors
/// `too-many-pages` past [`MOST_PAGES`], `font-unusable`.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, WriteError> {
    let faces = face::Faces::new(fonts)?;
    let pages = compose::compose(document, faces)?;
    file::write(document, pages)
}
