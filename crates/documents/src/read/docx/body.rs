//! The main part: paragraphs, runs, tables, text boxes, changes under tracking, fields.

use super::numbering::Numbering;
use super::paragraph::{Counts, Paragraph, Piece as Stretch};
use super::styles::{Said, Styles};
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::lines::{Lines, Written};
use crate::read::office::{Piece, Tag, Vocabulary, Xml};
use crate::read::tables::Down;
use crate::read::text::Note;

/// What the end of an open element has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    Nothing,
    Paragraph,
    ParagraphProperties,
    /// Restores the run outside: a text box within a run holds runs of its own.
    Run(Run),
    RunProperties,
    Text,
    Table,
    Row,
    TextBox,
    /// Deleted text: whether text around it was deleted too.
    Deletion(bool),
    Alternative(bool),
}

/// How the run at hand is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Run {
    bold: Option<bool>,
    hidden: Option<bool>,
}

/// The main part that is being read.
pub(super) struct Body<'a> {
    lines: Lines,
    styles: &'a Styles,
    numbering: Numbering,
    closings: Vec<Closing>,
    /// Open paragraphs: more than one inside text boxes.
    paragraphs: Vec<Paragraph>,
    /// A paragraph whose end was deleted waits for the next.
    carried: Option<Paragraph>,
    run: Run,
    in_paragraph_properties: bool,
    in_run_properties: bool,
    in_text: bool,
    deleted: bool,
    /// The alternative at hand already gave its content.
    chosen: bool,
    boxes: usize,
    counts: Counts,
    hidden: u64,
    deletions: u64,
    footnotes: u64,
    comments: u64,
    imports: u64,
}

impl<'a> Body<'a> {
    /// Reads the main part.
    pub(super) fn read(
        part: &str,
        source: &str,
        limits: &Limits,
        styles: &'a Styles,
        numbering: Numbering,
    ) -> Result<(Written, Vec<Note>), ReadError> {
        let mut body = Self {
            lines: Lines::new(limits),
            styles,
            numbering,
            closings: Vec::new(),
            paragraphs: Vec::new(),
            carried: None,
            run: Run::default(),
            in_paragraph_properties: false,
            in_run_properties: false,
            in_text: false,
            deleted: false,
            chosen: false,
            boxes: 0,
            counts: Counts::default(),
            hidden: 0,
            deletions: 0,
            footnotes: 0,
            comments: 0,
            imports: 0,
        };
        let mut xml = Xml::new(part, source, limits);
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) if body.is_skipped(&tag) => xml.skip()?,
                Piece::Start(tag) => {
                    let closing = body.start(&tag)?;
                    body.closings.push(closing);
                }
                Piece::End => {
                    if let Some(closing) = body.closings.pop() {
                        body.end(closing)?;
                    }
                }
                Piece::Text(text) if body.in_text => body.text(&text),
                Piece::Text(_) => {}
            }
        }
        body.finish()
    }

    /// Elements whose content is no text of the document: settings, and the fallback of an alternative that was read.
    fn is_skipped(&self, tag: &Tag<'_>) -> bool {
        match tag.vocabulary {
            Vocabulary::Compatibility => matches!(tag.local.as_str(), "Choice" | "Fallback") && self.chosen,
            Vocabulary::Word => matches!(
                tag.local.as_str(),
                "sdtPr"
                    | "sectPr"
                    | "tblPr"
                    | "tblGrid"
                    | "tblPrEx"
                    | "trPrChange"
                    | "tcPrChange"
                    | "pPrChange"
                    | "rPrChange"
                    | "numberingChange"
                    | "rt"
            ),
            Vocabulary::Math | Vocabulary::Other => false,
        }
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<Closing, ReadError> {
        match tag.vocabulary {
            Vocabulary::Word => {}
            Vocabulary::Math => {
                return Ok(if tag.local == "t" { self.begin_text() } else { Closing::Nothing });
            }
            Vocabulary::Compatibility => return Ok(self.alternative(tag)),
            Vocabulary::Other => return Ok(Closing::Nothing),
        }
        if self.in_run_properties || self.in_paragraph_properties {
            return Ok(self.property(tag));
        }
        match tag.local.as_str() {
            "p" => {
                // Joined paragraphs take the properties of the last one.
                let carried = if self.boxes == 0 { self.carried.take() } else { None };
                let (pieces, boxed) = carried.map(|joined| (joined.pieces, joined.boxed)).unwrap_or_default();
                self.paragraphs.push(Paragraph { pieces, boxed, ..Paragraph::default() });
                return Ok(Closing::Paragraph);
            }
            "pPr" => {
                self.in_paragraph_properties = true;
                return Ok(Closing::ParagraphProperties);
            }
            "r" => return Ok(Closing::Run(std::mem::take(&mut self.run))),
            "rPr" => {
                self.in_run_properties = true;
                return Ok(Closing::RunProperties);
            }
            "t" | "delText" => return Ok(self.begin_text()),
            "tab" | "ptab" => self.text("\t"),
            "noBreakHyphen" => self.text("\u{2011}"),
            "sym" => {
                let code = tag.attribute("char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                self.text(code.and_then(char::from_u32).map(String::from).as_deref().unwrap_or_default());
            }
            "br" | "cr" => self.line_end(),
            "tbl" if self.boxes == 0 => {
                self.lines.begin_table();
                return Ok(Closing::Table);
            }
            "tr" if self.boxes == 0 => {
                self.lines.begin_row()?;
                return Ok(Closing::Row);
            }
            "tc" if self.boxes == 0 => self.lines.begin_cell()?,
            "gridBefore" | "gridSpan" | "vMerge" if self.boxes == 0 => self.spread(tag),
            "txbxContent" => {
                self.boxes += 1;
                return Ok(Closing::TextBox);
            }
            "del" | "moveFrom" => return Ok(Closing::Deletion(std::mem::replace(&mut self.deleted, true))),
            "footnoteReference" | "endnoteReference" => self.footnotes += u64::from(!self.deleted),
            "commentReference" => self.comments += 1,
            "altChunk" => self.imports += 1,
            _ => {}
        }
        Ok(Closing::Nothing)
    }

    /// Takes how far a cell spreads, or where a row begins.
    fn spread(&mut self, tag: &Tag<'_>) {
        let number = || tag.number::<usize>().unwrap_or(1);
        match tag.local.as_str() {
            "gridBefore" => self.lines.leave_out(number()),
            "gridSpan" => self.lines.across(number()),
            _ if tag.val().is_none_or(|val| val == "continue") => self.lines.down(Down::GoesOn),
            _ => {}
        }
    }

    fn begin_text(&mut self) -> Closing {
        self.in_text = true;
        Closing::Text
    }

    /// An alternative gives its first choice; word processors write the same text again in the fallback.
    fn alternative(&mut self, tag: &Tag<'_>) -> Closing {
        match tag.local.as_str() {
            "AlternateContent" => Closing::Alternative(std::mem::replace(&mut self.chosen, false)),
            "Choice" | "Fallback" => Closing::Alternative(true),
            _ => Closing::Nothing,
        }
    }

    /// A property of the paragraph or the run at hand.
    fn property(&mut self, tag: &Tag<'_>) -> Closing {
        let Some(paragraph) = self.paragraphs.last_mut() else { return Closing::Nothing };
        if self.in_paragraph_properties {
            match tag.local.as_str() {
                "rPr" => {
                    // Properties of the paragraph's end: only its deletion matters.
                    self.in_run_properties = true;
                    return Closing::RunProperties;
                }
                "del" | "moveFrom" if self.in_run_properties => paragraph.end_deleted = true,
                "pStyle" => paragraph.style = tag.val(),
                "outlineLvl" => paragraph.own.level = super::styles::outline_level(tag.number()),
                "numId" => paragraph.own.list = tag.number(),
                "ilvl" => paragraph.own.list_level = tag.number(),
                _ => {}
            }
            return Closing::Nothing;
        }
        match tag.local.as_str() {
            "b" => self.run.bold = Some(tag.is_on()),
            "vanish" => self.run.hidden = Some(tag.is_on()),
            "rStyle" => {
                let said = tag.val().map(|id| self.styles.said(&id)).unwrap_or_default();
                self.run.bold = self.run.bold.or(said.bold);
                self.run.hidden = self.run.hidden.or(said.hidden);
            }
            _ => {}
        }
        Closing::Nothing
    }

    fn text(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let visible = || text.chars().filter(|c| !c.is_whitespace()).count() as u64;
        if self.deleted {
            self.deletions += visible();
            return;
        }
        let said: Said = match &paragraph.style {
            Some(id) => self.styles.said(id),
            None => self.styles.default_paragraph(),
        };
        if self.run.hidden.or(said.hidden).unwrap_or(false) {
            self.hidden += visible();
            return;
        }
        let bold = self.run.bold.or(said.bold).unwrap_or(false);
        // A line end written into a text element is a blank in print.
        if text.contains(['\n', '\r']) {
            paragraph.push(&text.replace("\r\n", " ").replace(['\n', '\r'], " "), bold);
        } else {
            paragraph.push(text, bold);
        }
    }

    fn line_end(&mut self) {
        let hidden = self.deleted || self.run.hidden == Some(true);
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !hidden) {
            paragraph.pieces.push(Stretch::LineEnd);
        }
    }

    fn end(&mut self, closing: Closing) -> Result<(), ReadError> {
        match closing {
            Closing::Nothing => {}
            Closing::Paragraph => self.end_paragraph()?,
            Closing::ParagraphProperties => self.in_paragraph_properties = false,
            Closing::Run(outside) => self.run = outside,
            Closing::RunProperties => self.in_run_properties = false,
            Closing::Text => self.in_text = false,
            Closing::Table => self.lines.end_table(),
            Closing::Row => {
                self.write_carried()?;
                self.lines.end_row()?;
            }
            Closing::TextBox => self.boxes = self.boxes.saturating_sub(1),
            Closing::Deletion(outside) => self.deleted = outside,
            Closing::Alternative(chosen) => self.chosen = chosen,
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        match self.paragraphs.last_mut() {
            Some(anchor) => anchor.boxed.push(paragraph),
            None if paragraph.end_deleted => self.carried = Some(paragraph),
            None => paragraph.write(&mut self.lines, self.styles, &mut self.numbering, &mut self.counts)?,
        }
        Ok(())
    }

    fn write_carried(&mut self) -> Result<(), ReadError> {
        match self.carried.take() {
            Some(paragraph) => {
                paragraph.write(&mut self.lines, self.styles, &mut self.numbering, &mut self.counts)
            }
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<(Written, Vec<Note>), ReadError> {
        self.write_carried()?;
        let mut notes = Vec::new();
        let mut note = |count: u64, make: fn(u64) -> Note| {
            if count > 0 {
                notes.push(make(count));
            }
        };
        note(self.hidden, |characters| Note::HiddenTextDropped { characters });
        note(self.deletions, |characters| Note::DeletionsDropped { characters });
        note(self.counts.numbered, |count| Note::NumberingReconstructed { count });
        note(self.counts.unknown, |count| Note::NumberingUnknown { count });
        note(self.footnotes, |count| Note::FootnotesLeftOut { count });
        note(self.comments, |count| Note::CommentsLeftOut { count });
        note(self.imports, |count| Note::ImportsLeftOut { count });
        let written = self.lines.finish(&mut notes)?;
        Ok((written, notes))
    }
}
