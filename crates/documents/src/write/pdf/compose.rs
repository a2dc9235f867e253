//! The document's elements, in their order, onto pages.

use super::face::{Faces, Glyph, Look, Role, width};
use super::line::{Line, broken, even};
use super::page::{Ink, Pages};
use super::{imprint, table};
use crate::model::{Align, Block, Document, Head, Heading, Level, Marks, Paragraph, Run};
use crate::write::WriteError;
use crate::write::measure::{CHARACTERS, MM, PAGE_HEIGHT, PAGE_WIDTH, SIZE_2, TOP, signature_indents};

/// Width of the red rules of a letter, in millimetres (GB/T 9704-2012, 10.1).
const LETTER_RULE: f32 = 170.0;

/// Lays the document out.
pub(super) fn compose<'a>(document: &Document, faces: Faces<'a>) -> Result<Pages<'a>, WriteError> {
    let mut out = Composer { pages: Pages::new(faces, document.landscape) };
    out.head(document)?;
    out.title(document)?;
    out.body(&document.body)?;
    out.closing(document)?;
    for (place, attachment) in document.attachments.iter().enumerate() {
        out.pages.turn()?;
        out.plain(&document.attachment_name(place), Role::Hei, Align::Flush)?;
        // Its title stands on the third line.
        out.pages.blank(1);
        out.centred(&attachment.title, Look { role: Role::Title, size: SIZE_2, bold: false })?;
        out.pages.blank(1);
        out.body(&attachment.body)?;
    }
    if let Some(of) = &document.imprint {
        imprint::put(&mut out.pages, of)?;
    }
    out.pages.finish()?;
    Ok(out.pages)
}

struct Composer<'a> {
    pages: Pages<'a>,
}

/// A character of the body on the grid, in points.
fn character(pages: &Pages<'_>) -> f32 {
    // On its side a page has the same characters, more of them.
    let upright = pages.area.0.min(pages.area.1);
    upright / f32::from(CHARACTERS)
}

impl Composer<'_> {
    fn head(&mut self, document: &Document) -> Result<(), WriteError> {
        for grade in &document.grades {
            self.plain(grade, Role::Hei, Align::Flush)?;
        }
        let top = 35.0 * MM;
        match &document.head {
            None => {
                self.number_line(document)?;
                return Ok(());
            }
            Some(Head::Paper(mark)) => {
                self.pages.at = self.pages.at.max(top);
                self.mark(mark, 62.0);
                self.pages.snap();
                self.pages.blank(2);
                self.number_line(document)?;
                let below = self.pages.at + 4.0 * MM - (Pages::pitch() - crate::write::measure::SIZE_3) / 2.0;
                self.pages.rule((0.0, below), (self.pages.area.0, below), 1.5, Ink::Red);
                self.pages.at = below;
                self.pages.snap();
            }
            Some(Head::Letter(name)) => {
                self.pages.first_without_number = true;
                // The mark's upper edge is 30 mm below the edge of the page, above the type area.
                self.pages.at = (30.0 - TOP) * MM;
                self.mark(name, 40.0);
                let below = self.pages.at + 4.0 * MM;
                self.double_rule(below, 2.0, 0.75);
                self.double_rule((PAGE_HEIGHT - 20.0 - TOP) * MM, 0.75, 2.0);
                self.pages.at = below.max(0.0);
                self.pages.snap();
                self.number_line(document)?;
            }
        }
        self.pages.blank(2);
        Ok(())
    }

    /// The issuer's mark: red, centred, as large as the line allows up to `most` points.
    fn mark(&mut self, mark: &str, most: f32) {
        let of = |size| Look { role: Role::Title, size, bold: false };
        let one = width(&self.pages.faces.set(mark, of(1.0))).max(1.0);
        let size = most.min(self.pages.area.0 / one);
        let glyphs = self.pages.faces.set(mark, of(size));
        let x = (self.pages.area.0 - width(&glyphs)) / 2.0;
        self.pages.in_box(&Line::whole(glyphs), x, self.pages.at, size, Ink::Red);
        self.pages.at += size;
    }

    /// Two red rules, the upper one so thick and the lower one so thick, wider than the type area.
    fn double_rule(&mut self, y: f32, upper: f32, lower: f32) {
        let left = (PAGE_WIDTH - LETTER_RULE) / 2.0 - crate::write::measure::LEFT;
        let (left, right) = (left * MM, (left + LETTER_RULE) * MM);
        self.pages.rule((left, y), (right, y), upper, Ink::Red);
        let second = y + 1.0 + (upper + lower) / 2.0;
        self.pages.rule((left, second), (right, second), lower, Ink::Red);
    }

    /// The number: centred, at the right of a letter, at the left where who signed stands at the right.
    fn number_line(&mut self, document: &Document) -> Result<(), WriteError> {
        let align = match document.head {
            Some(Head::Letter(_)) => Align::Right,
            _ => Align::Centre,
        };
        if document.signer.is_empty() || document.number.is_empty() {
            return self.plain(&format!("{}{}", document.number, document.signer), Role::Body, align);
        }
        let look = Look::body(Role::Body);
        let one = character(&self.pages);
        let signer = self.pages.faces.set(&document.signer, look);
        let x = self.pages.area.0 - one - width(&signer);
        self.pages.snap();
        self.pages.in_box(&Line::whole(signer), x, self.pages.at, Pages::pitch(), Ink::Black);
        let number = self.pages.faces.set(&document.number, look);
        self.pages.put(&Line::whole(number), one, Ink::Black)
    }

    fn title(&mut self, document: &Document) -> Result<(), WriteError> {
        if !document.title.is_empty() {
            self.centred(&document.title, Look { role: Role::Title, size: SIZE_2, bold: false })?;
        }
        if !document.subtitle.is_empty() {
            self.centred(&document.subtitle, Look::body(Role::Kai))?;
        }
        if self.pages.at > 0.0 {
            self.pages.blank(1);
        }
        self.plain(&document.recipients, Role::Body, Align::Flush)
    }

    /// Lines in the middle, as even as they can be; `\n` breaks them where the author wants.
    fn centred(&mut self, text: &str, look: Look) -> Result<(), WriteError> {
        for part in text.split('\n').filter(|part| !part.is_empty()) {
            let glyphs = self.pages.faces.set(part, look);
            for line in even(&glyphs, self.pages.area.0) {
                let x = (self.pages.area.0 - width(&line.glyphs)) / 2.0;
                self.pages.put(&line, x, Ink::Black)?;
            }
        }
        Ok(())
    }

    fn body(&mut self, blocks: &[Block]) -> Result<(), WriteError> {
        let mut marks = Marks::default();
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    let mark = marks.of(heading);
                    self.heading(heading, &mark)?;
                }
                Block::Paragraph(Paragraph { runs, align }) => {
                    let glyphs = self.runs(runs);
                    for part in glyphs {
                        self.lines(&part, *align)?;
                    }
                }
                Block::Table(of) => {
                    if !of.caption.is_empty() {
                        self.pages.need(Pages::pitch() * 3.0)?;
                        self.plain(&of.caption, Role::Hei, Align::Centre)?;
                    }
                    table::put(&mut self.pages, of)?;
                }
            }
        }
        Ok(())
    }

    fn heading(&mut self, heading: &Heading, mark: &str) -> Result<(), WriteError> {
        let role = match heading.level {
            Level::One => Role::Hei,
            Level::Two => Role::Kai,
            Level::Three | Level::Four => Role::Body,
        };
        let look =
            Look { bold: heading.level == Level::Three && heading.text.is_empty(), ..Look::body(role) };
        let mut glyphs = self.pages.faces.set(&format!("{mark}{}", heading.title), look);
        for (place, part) in self.runs(&heading.text).into_iter().enumerate() {
            if place > 0 {
                self.lines(&glyphs, Align::Indented)?;
                glyphs.clear();
            }
            glyphs.extend(part);
        }
        // A heading does not stand alone at the foot of a page, nor with the heading below it.
        self.pages.snap();
        let lines = if heading.level <= Level::Two { 3.0 } else { 2.0 };
        self.pages.need(Pages::pitch() * lines)?;
        self.lines(&glyphs, Align::Indented)
    }

    /// The glyphs of runs, a list for each line that the author begins.
    fn runs(&mut self, runs: &[Run]) -> Vec<Vec<Glyph>> {
        let mut out = vec![vec![]];
        for run in runs {
            let look = Look { bold: run.bold, ..Look::body(Role::Body) };
            for (place, line) in run.text.split('\n').enumerate() {
                if place > 0 {
                    out.push(vec![]);
                }
                if let Some(last) = out.last_mut() {
                    last.extend(self.pages.faces.set(line, look));
                }
            }
        }
        out
    }

    fn plain(&mut self, text: &str, role: Role, align: Align) -> Result<(), WriteError> {
        if text.is_empty() {
            return Ok(());
        }
        for part in text.split('\n') {
            let glyphs = self.pages.faces.set(part, Look::body(role));
            self.lines(&glyphs, align)?;
        }
        Ok(())
    }

    fn lines(&mut self, glyphs: &[Glyph], align: Align) -> Result<(), WriteError> {
        let indent = if align == Align::Indented { 2.0 * character(&self.pages) } else { 0.0 };
        for line in broken(glyphs, self.pages.area.0, indent) {
            let spare = self.pages.area.0 - width(&line.glyphs);
            let x = match align {
                Align::Indented | Align::Flush => 0.0,
                Align::Centre => spare / 2.0,
                Align::Right => spare,
            };
            self.pages.put(&line, x, Ink::Black)?;
        }
        Ok(())
    }

    fn closing(&mut self, document: &Document) -> Result<(), WriteError> {
        for (place, line) in document.attachment_lines().iter().enumerate() {
            if place == 0 {
                self.pages.snap();
                self.pages.blank(1);
            }
            self.plain(line, Role::Body, Align::Indented)?;
        }
        let sealed = document.signature.as_ref().is_some_and(|by| by.sealed);
        let issuers: Vec<Vec<Glyph>> = document
            .signature
            .iter()
            .flat_map(|by| &by.issuers)
            .map(|issuer| self.pages.faces.set(issuer, Look::body(Role::Body)))
            .collect();
        let date = self.pages.faces.set(&document.date, Look::body(Role::Body));
        let one = character(&self.pages);
        let rows = issuers.len() + usize::from(!date.is_empty());
        if rows > 0 {
            self.pages.snap();
            self.pages.blank(1);
            // The block stays together.
            let note = usize::from(!document.note.is_empty());
            self.pages.need((rows + note + 1) as f32 * Pages::pitch())?;
            self.pages.blank(1);
        }
        let longest = issuers.iter().map(|name| width(name)).fold(0.0, f32::max);
        for name in issuers {
            let (right, _) = signature_indents(width(&name), width(&date), one, sealed);
            let x = self.pages.area.0 - right - width(&name);
            self.pages.put(&Line::whole(name), x.max(0.0), Ink::Black)?;
        }
        if !date.is_empty() {
            let (_, right) = signature_indents(longest, width(&date), one, sealed);
            let right = if longest > 0.0 { right } else { 2.0 * one };
            let x = self.pages.area.0 - right - width(&date);
            self.pages.put(&Line::whole(date), x.max(0.0), Ink::Black)?;
        }
        if !document.note.is_empty() {
            self.plain(&format!("（{}）", document.note), Role::Body, Align::Indented)?;
        }
        Ok(())
    }
}
