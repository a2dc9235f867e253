//! A template: one official document as data, which an office copies and changes without code.
//!
//! Everything is looked at when the house is loaded: a field that does not exist, a list that is not known, a level
//! that there is not are told with their line. What repeats runs over a list of the ledger, so no template can loop.

mod parse;
mod text;

pub use text::{Field, Form, Piece, Text};

use documents::model::{Align, Level};
use ledger::{Standing, StateClass, kind::Label};
use std::collections::BTreeMap;

/// Blocks of a template at most, those of its attachments included.
pub const MOST_BLOCKS: usize = 200;
/// Columns of a table at most.
pub const MOST_COLUMNS: usize = 24;
/// Figures of a template at most.
pub const MOST_FIGURES: usize = 100;

/// A template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Its name, that of its file.
    pub name: String,
    /// Its name for people.
    pub label: Label,
    /// Kinds of matter it speaks of.
    pub on: Vec<String>,
    /// Only where a field of the matter has one of these values.
    pub only: Option<(String, Vec<String>)>,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// Whether a seal will be put on it.
    pub sealed: bool,
    /// Red head: the issuer's mark.
    pub head: Option<Head>,
    /// Texts of its elements: `number`, `signer`, `title`, `subtitle`, `recipients`, `signature`, `date`, `note`,
    /// `copies`, `office`, `printed`.
    pub elements: BTreeMap<&'static str, Text>,
    /// The word for an attachment.
    pub attachment_word: String,
    /// Its figures, in the order of the file.
    pub figures: Vec<Counted>,
    /// Its body.
    pub body: Vec<Block>,
    /// Its attachments.
    pub attachments: Vec<(Text, Vec<Block>)>,
}

/// The red head.
#[derive(Clone, Debug, PartialEq)]
pub enum Head {
    /// 文件.
    Paper(Text),
    /// 函.
    Letter(Text),
}

/// A figure: a number with the question that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its name in texts.
    pub name: String,
    /// How it comes about.
    pub how: How,
}

/// How a figure comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// By counting matters of a kind below the matter of the document.
    Count(Rows),
    /// By adding other figures.
    Sum(Vec<String>),
    /// Of the first as a share of the second, in percent with two decimals, never rounded up to the whole.
    Share(String, String),
}

/// Matters of a kind below the document's matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The kind.
    pub kind: String,
    /// Only these classes; empty for all.
    pub classes: Vec<StateClass>,
    /// Only what stands so in the words of a bulletin; empty for all.
    pub standings: Vec<Standing>,
    /// Only where an own field has one of these values.
    pub only: Option<(String, Vec<String>)>,
    /// Only what is past its date and not ended.
    pub late: bool,
    /// In the whole ledger instead of below the document's matter.
    pub everywhere: bool,
}

/// What a block repeats over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Each {
    /// Matters below, in the order of the outline.
    Below(Rows),
    /// What the matter is linked to.
    About,
    /// Its evidence.
    Evidence,
    /// Reports on it.
    Reports,
    /// Checks on site.
    Checks,
    /// Rungs of the ladder taken.
    Rungs,
    /// Extensions asked for.
    Extensions,
}

/// A piece of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Only where this field holds something.
    pub when: Option<Field>,
    /// What it repeats over.
    pub each: Option<Each>,
    /// What stands there where the list is empty.
    pub empty: Text,
    /// What it is.
    pub what: What,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A heading, with text behind it where it is run in.
    Heading(Level, Text, Text),
    /// A paragraph.
    Paragraph(Text, Align),
    /// A table with a row for each of a list.
    Table(Text, Vec<Column>),
    /// A form: lines of labels and values; the last cell of a line covers what is left.
    Form(Vec<u16>, Vec<Vec<Text>>),
    /// The outline below: headings, items, measures, as they were written; the heading stands above parts that are no
    /// sections.
    Outline(Text),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it belongs to with its neighbours.
    pub group: String,
    /// Its width in parts of the whole.
    pub width: u16,
    /// What stands in it.
    pub text: Text,
    /// Whether equal neighbours below each other become one cell, as far as those to the left are one.
    pub merge: bool,
    /// Whether it is set in the middle.
    pub centre: bool,
}
