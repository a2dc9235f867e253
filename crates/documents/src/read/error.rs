//! Why a file could not be read.

use thiserror::Error;

/// Why a file could not be read. Closed; [`code`](Self::code) is stable and texts for people are made from it.
///
/// In every limit `limit` is what was allowed and `found` what was met; where reading stopped at the limit, `found` is
/// the least that the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The file has more bytes than [`Limits::input_bytes`](super::Limits::input_bytes).
    #[error("the file has {found} bytes, {limit} are allowed")]
    InputTooLarge {
        /// Bytes allowed.
        limit: u64,
        /// Bytes of the file.
        found: u64,
    },
    /// The parts unpack to more than [`Limits::unpacked_bytes`](super::Limits::unpacked_bytes).
    #[error("the file unpacks to {found} bytes or more, {limit} are allowed")]
    UnpackedTooLarge {
        /// Bytes allowed.
        limit: u64,
        /// Bytes unpacked when reading stopped.
        found: u64,
    },
    /// A part unpacks to more than [`Limits::unpack_ratio`](super::Limits::unpack_ratio) times its packed size.
    #[error("a part unpacks to {found} times its size or more, {limit} times are allowed")]
    RatioTooHigh {
        /// Times allowed.
        limit: u64,
        /// Times reached when reading stopped, rounded up.
        found: u64,
    },
    /// The container has more entries than [`Limits::entries`](super::Limits::entries).
    #[error("the container has {found} entries, {limit} are allowed")]
    TooManyEntries {
        /// Entries allowed.
        limit: u64,
        /// Entries of the container.
        found: u64,
    },
    /// Elements are nested deeper than [`Limits::nesting`](super::Limits::nesting).
    #[error("elements are nested {found} deep or more, {limit} are allowed")]
    NestedTooDeep {
        /// Elements open at once that are allowed.
        limit: u64,
        /// Elements open when reading stopped.
        found: u64,
    },
    /// The text has more lines than [`Limits::lines`](super::Limits::lines).
    #[error("the text has {found} lines or more, {limit} are allowed")]
    TooManyLines {
        /// Lines allowed.
        limit: u64,
        /// Lines met when reading stopped.
        found: u64,
    },
    /// A sheet has more rows than [`Limits::rows`](super::Limits::rows).
    #[error("the sheet has {found} rows or more, {limit} are allowed")]
    TooManyRows {
        /// Rows allowed.
        limit: u64,
        /// Rows met when reading stopped.
        found: u64,
    },
    /// A sheet has more columns than [`Limits::columns`](super::Limits::columns).
    #[error("the sheet has {found} columns or more, {limit} are allowed")]
    TooManyColumns {
        /// Columns allowed.
        limit: u64,
        /// The column met when reading stopped.
        found: u64,
    },
    /// The places from the first to the last cell of a sheet are more than [`Limits::cells`](super::Limits::cells).
    #[error("the sheet has {found} cells or more, {limit} are allowed")]
    TooManyCells {
        /// Cells allowed.
        limit: u64,
        /// Cells met when reading stopped.
        found: u64,
    },
    /// A sheet has more merged cells than [`Limits::merged`](super::Limits::merged).
    #[error("the sheet has {found} merged cells or more, {limit} are allowed")]
    TooManyMerged {
        /// Merged cells allowed.
        limit: u64,
        /// Merged cells met when reading stopped.
        found: u64,
    },
    /// The file is no text, no page and no .docx; where a workbook is wanted, no .xlsx.
    #[error("this is not text but {0:?}")]
    NotText(NotText),
    /// The file is protected by a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// An XML part declares a document type. Office files never do; it is the door to entity bombs and foreign files.
    #[error("{part} declares a document type")]
    DocumentTypeDeclared {
        /// Name of the part.
        part: String,
    },
    /// An XML part uses an entity other than the five of XML and numbered characters.
    #[error("{part} uses an undeclared entity")]
    EntityUnknown {
        /// Name of the part.
        part: String,
    },
    /// The container or a part is cut off or broken.
    #[error("{part} is damaged: {reason}")]
    Damaged {
        /// Name of the part; `zip` for the container itself.
        part: String,
        /// What the parser said, for logs.
        reason: String,
    },
    /// A part without which a .docx has no text is not there.
    #[error("{part} is missing")]
    PartMissing {
        /// Name of the part.
        part: String,
    },
}

impl ReadError {
    /// The stable code: kebab-case, never changed once released.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InputTooLarge { .. } => "input-too-large",
            Self::UnpackedTooLarge { .. } => "unpacked-too-large",
            Self::RatioTooHigh { .. } => "ratio-too-high",
            Self::TooManyEntries { .. } => "too-many-entries",
            Self::NestedTooDeep { .. } => "nested-too-deep",
            Self::TooManyLines { .. } => "too-many-lines",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::TooManyCells { .. } => "too-many-cells",
            Self::TooManyMerged { .. } => "too-many-merged",
            Self::NotText(_) => "not-text",
            Self::Encrypted => "encrypted",
            Self::DocumentTypeDeclared { .. } => "document-type-declared",
            Self::EntityUnknown { .. } => "entity-unknown",
            Self::Damaged { .. } => "damaged",
            Self::PartMissing { .. } => "part-missing",
        }
    }
}

/// What a file that is not text seems to be, from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotText {
    /// A PDF.
    Pdf,
    /// Word 97–2003 (.doc, also .wps).
    OldWord,
    /// Excel 97–2003 (.xls).
    OldExcel,
    /// PowerPoint 97–2003 (.ppt).
    OldPowerPoint,
    /// Another compound file (OLE).
    Compound,
    /// A workbook (.xlsx).
    Workbook,
    /// Slides (.pptx).
    Slides,
    /// An OpenDocument file (.odt and kin).
    OpenDocument,
    /// A zip archive of other things (.ofd among them).
    Zip,
    /// Another archive: gzip, RAR, 7-Zip.
    Archive,
    /// A picture: PNG, JPEG, GIF, BMP, TIFF, WebP.
    Image,
    /// Rich text (.rtf).
    RichText,
    /// A page saved with all its parts in one file (.mht).
    WebArchive,
    /// XML that is neither a page nor part of a .docx.
    Xml,
    /// A program.
    Program,
    /// Bytes that no charset of Chinese text explains.
    Binary,
}

impl NotText {
    /// The stable code: kebab-case, never changed once released.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::OldWord => "old-word",
            Self::OldExcel => "old-excel",
            Self::OldPowerPoint => "old-powerpoint",
            Self::Compound => "compound",
            Self::Workbook => "workbook",
            Self::Slides => "slides",
            Self::OpenDocument => "open-document",
            Self::Zip => "zip",
            Self::Archive => "archive",
            Self::Image => "image",
            Self::RichText => "rich-text",
            Self::WebArchive => "web-archive",
            Self::Xml => "xml",
            Self::Program => "program",
            Self::Binary => "binary",
        }
    }
}
