//! A paragraph that is being read, and how it becomes a line.

use super::numbering::{Mark, Numbering};
use super::styles::{Said, Styles};
use crate::read::error::ReadError;
use crate::read::lines::{Lines, Style};

/// A stretch of text, or a line end within the paragraph.
#[derive(Debug)]
pub(super) enum Piece {
    Text { text: String, bold: bool },
    LineEnd,
}

/// What stands between `<w:p>` and its end.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    /// What its own properties say.
    pub(super) own: Said,
    pub(super) pieces: Vec<Piece>,
    /// Its end was deleted under change tracking: the next paragraph goes on in it.
    pub(super) end_deleted: bool,
    /// Paragraphs of text boxes anchored in it.
    pub(super) boxed: Vec<Paragraph>,
}

/// Paragraphs of text boxes and lists with and without their numbers that were met.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) numbered: u64,
    pub(super) unknown: u64,
}

impl Paragraph {
    /// Adds text, joined to the piece before it where that is set alike.
    pub(super) fn push(&mut self, text: &str, bold: bool) {
        match self.pieces.last_mut() {
            Some(Piece::Text { text: before, bold: same }) if *same == bold => before.push_str(text),
            _ => self.pieces.push(Piece::Text { text: text.to_owned(), bold }),
        }
    }

    /// Writes the paragraph as a line, its number first, and the text boxes anchored in it after it.
    pub(super) fn write(
        self,
        lines: &mut Lines,
        styles: &Styles,
        numbering: &mut Numbering,
        counts: &mut Counts,
    ) -> Result<(), ReadError> {
        // Text boxes lie in text boxes at most once in practice; a work list instead of recursion needs no bound.
        let mut waiting = vec![self];
        while let Some(mut paragraph) = waiting.pop() {
            paragraph.write_line(lines, styles, numbering, counts)?;
            waiting.extend(std::mem::take(&mut paragraph.boxed).into_iter().rev());
        }
        Ok(())
    }

    fn write_line(
        &mut self,
        lines: &mut Lines,
        styles: &Styles,
        numbering: &mut Numbering,
        counts: &mut Counts,
    ) -> Result<(), ReadError> {
        let inherited =
            self.style.as_deref().map_or_else(|| styles.default_paragraph(), |id| styles.said(id));
        let said = self.own.or(&inherited);
        let heading = said.level.filter(|level| *level > 0);
        let first = self.pieces.iter().find_map(|piece| match piece {
            Piece::Text { text, bold } => text.chars().next().map(|c| (c, *bold)),
            Piece::LineEnd => None,
        });
        // List 0 takes a paragraph out of the list of its style. An empty paragraph of a list is numbered in print too.
        if let Some(list) = said.list.filter(|list| *list > 0) {
            match numbering.next(list, said.list_level, self.style.as_deref()) {
                Mark::Text(mut mark) => {
                    counts.numbered += 1;
                    // "1." before "2024" would read as one number.
                    if first.is_some_and(|(c, _)| c.is_ascii_digit())
                        && mark.ends_with(|c: char| c.is_ascii_graphic())
                    {
                        mark.push(' ');
                    }
                    lines.write(&mark, Style { bold: first.is_some_and(|(_, bold)| bold), heading });
                }
                Mark::Unknown => counts.unknown += 1,
                Mark::None => {}
            }
        }
        for piece in &self.pieces {
            match piece {
                Piece::Text { text, bold } => {
                    let style = Style { bold: *bold, heading };
                    // A tab parts cells; within one it is a blank.
                    if lines.in_row() && text.contains('\t') {
                        lines.write(&text.replace('\t', " "), style);
                    } else {
                        lines.write(text, style);
                    }
                }
                Piece::LineEnd => lines.line_end_always()?,
            }
        }
        lines.line_end_always()
    }
}
