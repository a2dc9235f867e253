//! How much of everything a file may hold.

/// Bounds on one file that is read; each has its own [`ReadError`](super::ReadError) or a stated way of giving way.
///
/// The defaults let the longest bulletins seen in practice (a few hundred kilobytes, some thousand lines) pass with
/// room to spare and keep a hostile file to seconds and to some hundred megabytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file. Default 64 MiB. Past it: `input-too-large`.
    pub input_bytes: u64,
    /// Bytes that all the parts of a .docx may unpack to, counted while unpacking. Default 256 MiB. Past it:
    /// `unpacked-too-large`.
    pub unpacked_bytes: u64,
    /// How many times larger than packed a part may unpack; the first MiB of a part is free, because small parts of
    /// repeated markup pack well. Default 200 (office files seen: 5 to 60). Past it: `ratio-too-high`.
    pub unpack_ratio: u64,
    /// Entries in the container of a .docx. Default 10,000. Past it: `too-many-entries`.
    pub entries: u64,
    /// Elements open at once. Default 4,096. Past it a .docx is refused (`nested-too-deep`), because no word
    /// processor writes such a file; a page keeps its text, but deeper elements no longer carry meaning
    /// ([`Note::NestingFlattened`](super::Note::NestingFlattened)), because browsers read such pages too.
    pub nesting: u64,
    /// Lines of the decoded text. Default 2,000,000. Past it: `too-many-lines`.
    pub lines: u64,
    /// Rows of a sheet. Default 100,000. Past it: `too-many-rows`.
    pub rows: u64,
    /// Columns of a sheet that hold something. Default 512. Past it: `too-many-columns`.
    pub columns: u64,
    /// Places of a sheet that are kept, empty ones before the last of a row included. Default 4,000,000. Past it:
    /// `too-many-cells`.
    pub cells: u64,
    /// Merged cells of a sheet. Default 100,000. Past it: `too-many-merged`.
    pub merged: u64,
    /// Places of tables kept beside the text of a document or page. Default 500,000. Past it the tables that are not
    /// read to their end stay in the text alone ([`Note::TablesLeftOut`](super::Note::TablesLeftOut)).
    pub places: u64,
    /// Spans kept in each list of [`Hints`](super::Hints). Default 100,000. Past it further ones are left out.
    pub hints: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            unpack_ratio: 200,
            entries: 10_000,
            nesting: 4_096,
            lines: 2_000_000,
            rows: 100_000,
            columns: 512,
            cells: 4_000_000,
            merged: 100_000,
            places: 500_000,
            hints: 100_000,
        }
    }
}
