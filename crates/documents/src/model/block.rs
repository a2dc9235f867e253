//! The blocks that a body is made of.

use super::Table;

/// A piece of the body, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, with text behind it on the same line where it is run in.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

impl Block {
    /// A paragraph of one plain run, indented by two characters.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph { runs: vec![Run::plain(text)], align: Align::Indented })
    }

    /// A heading that stands alone and is counted by the writer.
    pub fn heading(level: Level, title: impl Into<String>) -> Self {
        Self::Heading(Heading { level, number: Number::Counted, title: title.into(), text: vec![] })
    }
}

/// The four levels of headings of an official document (GB/T 9704-2012, 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 一、 in black type.
    One,
    /// （一） in regular script.
    Two,
    /// 1. as the body.
    Three,
    /// （1） as the body.
    Four,
}

impl Level {
    /// All, from the highest.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Four];

    /// 0 for the highest.
    pub fn place(self) -> usize {
        self as usize
    }
}

/// How a heading is numbered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Number {
    /// Counted by the writer; a higher heading starts the count anew.
    #[default]
    Counted,
    /// This mark, byte for byte, as a source prints it.
    Printed(String),
    /// Not at all.
    Without,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level.
    pub level: Level,
    /// Its number.
    pub number: Number,
    /// The words of the heading, without the number.
    pub title: String,
    /// Text that follows on the same line; empty where the heading stands alone.
    pub text: Vec<Run>,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text.
    pub runs: Vec<Run>,
    /// Where it stands.
    pub align: Align,
}

/// Where a line stands between the margins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// The first line begins two characters in, as the body of an official document does.
    #[default]
    Indented,
    /// From the left margin.
    Flush,
    /// In the middle.
    Centre,
    /// To the right margin.
    Right,
}

/// Text set in one way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text; `\n` begins a new line.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Name of the figure that the text is, for formats that can carry it; see the compiled bulletin.
    pub figure: Option<String>,
}

impl Run {
    /// Text as it is.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, figure: None }
    }
}

/// The text of runs, without how it is set.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
