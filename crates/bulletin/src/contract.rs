//! What reading a bulletin yields, in exactly the shape that is printed as JSON and kept as an import draft.
//!
//! All spans are byte offsets into the text that was read.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, written as `[start, end]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text of the span; empty where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A bulletin as read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bulletin {
    /// The bulletin's own title, its lines joined; `None` where none is printed.
    pub title: Option<String>,
    /// The body that speaks, as printed; `None` where none is printed.
    pub issuer: Option<String>,
    /// Marked headings in order of appearance; `nodes[i].id == i`.
    pub nodes: Vec<Node>,
    /// Members of measure series in order of appearance.
    pub measures: Vec<Measure>,
    /// Top-level mentions of titles in 《》.
    pub documents: Vec<Document>,
    /// Amounts in Arabic digits.
    pub quantities: Vec<Quantity>,
    /// Calendar dates and year-months.
    pub dates: Vec<DateMention>,
    /// Lines that belong to the carrying web page and not to the bulletin, without their line ends.
    pub noise: Vec<Span>,
    /// What is odd in the text. Nothing is repaired.
    pub diagnostics: Vec<Remark>,
}

/// A marked heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its place in `Bulletin::nodes`.
    pub id: usize,
    /// The heading it stands under.
    pub parent: Option<usize>,
    /// The mark as printed, such as `一、` or `(3)`.
    pub mark: String,
    /// The place of this kind of mark in the document's own ladder; 1 is the highest.
    pub depth: u32,
    /// The heading's words, without mark and without the body that follows on the line.
    pub title: String,
    /// Whether the line holds nothing but the heading.
    pub heading_only: bool,
    /// From the mark to the end of the title.
    pub span: Span,
}

/// A member of a series such as 一是…, 二是….
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The heading it stands under.
    pub node: Option<usize>,
    /// Its number in the series, from 1.
    pub no: u32,
    /// The marker as printed.
    pub marker: String,
    /// The text with its marker.
    pub text: String,
    /// Whether the document stops inside this measure.
    pub truncated: bool,
    /// Where the text stands.
    pub span: Span,
}

/// A mention of a document by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The title with its outer marks.
    pub title: String,
    /// The document number that follows in brackets.
    pub number: Option<String>,
    /// The short name that this mention introduces.
    pub alias: Option<String>,
    /// The heading it stands under.
    pub node: Option<usize>,
    /// Where the title stands.
    pub span: Span,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// As printed.
    pub raw: String,
    /// The number without thousands separators.
    pub number: String,
    /// The upper number of a range such as `3—5个`.
    pub number_to: Option<String>,
    /// The unit as printed with its magnitude; empty for a rank without one.
    pub unit: String,
    /// Whether the number is exact.
    pub qualifier: Option<Qualifier>,
    /// What sort of amount it is.
    pub kind: QuantityKind,
    /// The exact decimal in `base_unit`.
    pub value: String,
    /// The unit without magnitude.
    pub base_unit: String,
    /// What the amount is of, as far as the clause tells.
    pub subject: String,
    /// The heading it stands under.
    pub node: Option<usize>,
    /// The measure it stands in, as an index.
    pub measure: Option<usize>,
    /// Where `raw` stands.
    pub span: Span,
}

/// How a number is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Qualifier {
    /// 约, 左右
    About,
    /// 余, 多, 超, 以上
    Over,
    /// 不足, 低于, 以下
    Under,
    /// 近
    Nearly,
}

/// Sorts of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    /// Things counted: 个, 项, 人次.
    Count,
    /// Money; the base unit is the currency.
    Money,
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// 倍
    Multiple,
    /// 第18位
    Rank,
    /// A length of time.
    Duration,
    /// A physical measure: 亩, 公里, 吨.
    Measure,
}

/// A date as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// As printed.
    pub raw: String,
    /// `2024-04-11`, `2024-04` or `2024-04-11T18:10`; `None` where the text does not give a possible date.
    pub iso: Option<String>,
    /// How fine the date is.
    pub precision: Precision,
    /// Whether year or month was taken from the surroundings.
    pub inferred: bool,
    /// Where it stands.
    pub span: Span,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Date and clock time.
    Minute,
    /// A day.
    Day,
    /// A month.
    Month,
}

/// A diagnostic as printed: code, severity and a sentence. The words behind it are in [`crate::Finding`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The stable code.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// A sentence for a person.
    pub message: String,
    /// Where in the text.
    pub spans: Vec<Span>,
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Somebody should look.
    Warning,
    /// Cannot be right.
    Error,
}
