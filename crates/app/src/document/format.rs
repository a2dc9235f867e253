//! Formats that a document can be handed out in.

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML text.
    Docx,
    /// PDF.
    Pdf,
    /// A page.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Txt,
    /// Its tables as a workbook.
    Xlsx,
}

impl Format {
    /// All, in the order in which they are offered.
    pub const ALL: [Format; 6] =
        [Format::Docx, Format::Pdf, Format::Html, Format::Markdown, Format::Txt, Format::Xlsx];

    /// Its extension without the dot, which names it everywhere.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Txt => "txt",
            Format::Xlsx => "xlsx",
        }
    }

    /// The format with this extension.
    pub fn from_extension(extension: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Pdf => "application/pdf",
            Format::Html => "text/html; charset=utf-8",
            Format::Markdown => "text/markdown; charset=utf-8",
            Format::Txt => "text/plain; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}
