//! What goes out, one file or folder a format: pure functions from plain data to text or bytes.

mod csv;
mod docx;
mod error;
mod html;
mod ics;
mod markdown;
mod measure;
mod pdf;
mod txt;
mod xlsx;

pub use csv::csv;
pub use docx::docx;
pub use error::WriteError;
pub use html::{html, html_article};
pub use ics::{AllDay, ics};
pub use markdown::markdown;
pub use pdf::{FaceNames, Font, Fonts, MOST_PAGES, face_names, pdf};
pub use txt::{body_text, txt};
pub use xlsx::{MOST_ROWS, xlsx};

/// Bytes of one part of a document that is written, at most: some thousand pages.
pub const MOST_BYTES: usize = 64 << 20;

/// Names of the fonts of a .docx by what they set; nothing is embedded, so that no licence is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Families {
    /// Titles (小标宋).
    pub title: String,
    /// The body (仿宋).
    pub body: String,
    /// Second headings (楷体).
    pub kai: String,
    /// First headings, heads of tables (黑体).
    pub hei: String,
    /// Page numbers (宋体).
    pub song: String,
    /// Latin letters and digits; none where they are set as the text around them.
    pub latin: Option<String>,
}
