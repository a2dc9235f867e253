//! What reading gives: the text, where it came from, and what was odd.

use bulletin::Table;
use std::ops::Range;

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// How the file was read.
    pub format: Format,
    /// The text. For a UTF-8 .txt without byte order mark it is the file itself byte for byte; otherwise lines end in
    /// `\n`, a paragraph or a table row is a line, the cells of a row are parted by a tab. All spans are byte offsets
    /// into it.
    pub text: String,
    /// The charset that the file was decoded from: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`, `UTF-16BE` or, on a page
    /// that declares it, another name of the WHATWG Encoding Standard. `UTF-8` for a .docx.
    pub charset: &'static str,
    /// What the layout says about the text.
    pub hints: Hints,
    /// Its tables in the order in which they begin, those within others too; empty for plain text.
    pub tables: Vec<Table>,
    /// What was odd, in a fixed order, each kind at most once.
    pub notes: Vec<Note>,
}

/// How a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Txt,
    /// A saved page, or HTML out of a word processor.
    Html,
    /// Office Open XML text (.docx, .docm, .dotx, .dotm).
    Docx,
}

impl Format {
    /// The usual extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }
}

/// What the layout says about the text; hints, never proof. Empty for plain text. At most
/// [`Limits::hints`](super::Limits::hints) spans each, ascending and without overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Byte spans of bold text. A span never runs over a line end.
    pub bold: Vec<Range<usize>>,
    /// Whole lines styled as headings.
    pub headings: Vec<Heading>,
}

/// A line that is styled as a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Byte span of the line without its line end.
    pub span: Range<usize>,
    /// 1 is the highest. `h1`–`h6`, the outline level of a style, or 1 for a style named as title.
    pub level: u8,
}

/// Something odd about a file that could be read all the same. Closed; [`code`](Self::code) is stable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// No mark, no declaration and no valid UTF-8: the charset is a guess.
    CharsetGuessed {
        /// Name of the charset that was taken.
        charset: &'static str,
    },
    /// The page declares one charset and is written in another.
    CharsetContradicted {
        /// Name of the declared charset.
        declared: &'static str,
        /// Name of the charset that was taken.
        charset: &'static str,
    },
    /// Some bytes fit no character and became U+FFFD.
    InvalidSequences {
        /// How many.
        count: u64,
        /// Byte offset of the first one in the file.
        first_offset: u64,
    },
    /// The text holds control characters other than tab and line ends; they are kept.
    ControlCharacters {
        /// How many.
        count: u64,
    },
    /// Text that a reader of the page or document does not see was left out.
    HiddenTextDropped {
        /// Characters left out, blanks not counted.
        characters: u64,
    },
    /// Elements nested deeper than [`Limits::nesting`](super::Limits::nesting) were read as plain text.
    NestingFlattened {
        /// The deepest nesting met.
        found: u64,
    },
    /// Text deleted under change tracking was left out.
    DeletionsDropped {
        /// Characters left out, blanks not counted.
        characters: u64,
    },
    /// List numbers that stand in the layout only were written into the text.
    NumberingReconstructed {
        /// Paragraphs numbered.
        count: u64,
    },
    /// List numbers whose format is not known were left out.
    NumberingUnknown {
        /// Paragraphs without their number.
        count: u64,
    },
    /// Footnotes and endnotes were left out.
    FootnotesLeftOut {
        /// References to notes in the text.
        count: u64,
    },
    /// Comments were left out.
    CommentsLeftOut {
        /// References to comments in the text.
        count: u64,
    },
    /// The document carries macros; they were neither run nor read.
    MacrosIgnored,
    /// The document points outside itself; nothing was fetched.
    ExternalLinksIgnored {
        /// Links, pictures and templates outside.
        count: u64,
    },
    /// The document imports other files (`altChunk`) whose text is not part of the result.
    ImportsLeftOut {
        /// How many.
        count: u64,
    },
    /// Tables past [`Limits::places`](super::Limits::places) stay in the text alone, without their places.
    TablesLeftOut {
        /// How many.
        count: u64,
    },
}

impl Note {
    /// The stable code: kebab-case, never changed once released.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CharsetGuessed { .. } => "charset-guessed",
            Self::CharsetContradicted { .. } => "charset-contradicted",
            Self::InvalidSequences { .. } => "invalid-sequences",
            Self::ControlCharacters { .. } => "control-characters",
            Self::HiddenTextDropped { .. } => "hidden-text-dropped",
            Self::NestingFlattened { .. } => "nesting-flattened",
            Self::DeletionsDropped { .. } => "deletions-dropped",
            Self::NumberingReconstructed { .. } => "numbering-reconstructed",
            Self::NumberingUnknown { .. } => "numbering-unknown",
            Self::FootnotesLeftOut { .. } => "footnotes-left-out",
            Self::CommentsLeftOut { .. } => "comments-left-out",
            Self::MacrosIgnored => "macros-ignored",
            Self::ExternalLinksIgnored { .. } => "external-links-ignored",
            Self::ImportsLeftOut { .. } => "imports-left-out",
            Self::TablesLeftOut { .. } => "tables-left-out",
        }
    }
}
