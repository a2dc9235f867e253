//! The main part: paragraphs, headings, tables, and the page they stand on.

use std::fmt::Write as _;

use super::escaped;
use super::parts::{LINE_TWIPS, NAMESPACES, twips};
use crate::model::{Align, Block, Document, Head, Heading, Number, Placed, Run, Table};
use crate::write::measure::{
    AREA_HEIGHT, AREA_WIDTH, CHARACTERS, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, SIZE_3, SIZE_4, TOP,
    signature_indents, widths,
};
use crate::write::{MOST_BYTES, WriteError};

/// A character of the body, in twips.
const CHARACTER: f32 = AREA_WIDTH * MM * 20.0 / CHARACTERS as f32;

/// `word/document.xml`.
pub(super) fn main(document: &Document, letter: bool) -> Result<String, WriteError> {
    let mut page = Page { out: String::new(), list: 1, landscape: document.landscape };
    page.head(document, letter);
    page.title(document);
    page.body(&document.body)?;
    page.closing(document);
    for (place, attachment) in document.attachments.iter().enumerate() {
        page.list = place + 2;
        page.paragraph("AttachmentName", "", &[Run::plain(document.attachment_name(place))]);
        page.blank();
        page.paragraph("AttachmentTitle", "", &[Run::plain(&attachment.title)]);
        page.blank();
        page.body(&attachment.body)?;
    }
    page.imprint(document);
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES}><w:body>{}{}</w:body></w:document>",
        page.out,
        section(document.landscape, letter)
    ))
}

/// The page: A4, the type area of the standard, page numbers, 22 lines of 28 characters.
fn section(landscape: bool, letter: bool) -> String {
    let right = PAGE_WIDTH - LEFT - AREA_WIDTH;
    let bottom = PAGE_HEIGHT - TOP - AREA_HEIGHT;
    // On its side the head of the page lies at the binding.
    let (width, height, margins, orientation) = if landscape {
        (PAGE_HEIGHT, PAGE_WIDTH, [LEFT, TOP, right, bottom], " w:orient=\"landscape\"")
    } else {
        (PAGE_WIDTH, PAGE_HEIGHT, [TOP, right, bottom, LEFT], "")
    };
    let [top, right, bottom, left] = margins.map(twips);
    let footer = twips(margins[2] - crate::write::measure::NUMBER_BELOW - SIZE_4 / MM);
    let first = if letter { "<w:footerReference w:type=\"first\" r:id=\"rId6\"/>" } else { "" };
    let title_page = if letter { "<w:titlePg/>" } else { "" };
    // How much wider than the font a character is set, in 4096ths of a point.
    let space = ((CHARACTER / 20.0 - SIZE_3) * 4096.0).round();
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>{first}\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"{orientation}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"851\" w:footer=\"{footer}\" w:gutter=\"0\"/>\
         <w:cols w:space=\"425\"/>{title_page}<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{LINE_TWIPS}\" w:charSpace=\"{space}\"/></w:sectPr>",
        twips(width),
        twips(height),
    )
}

struct Page {
    out: String,
    /// The list that counts headings here; an attachment has one of its own.
    list: usize,
    landscape: bool,
}

impl Page {
    /// A paragraph of a style; `properties` follow the style in the order that the schema wants.
    fn paragraph(&mut self, style: &str, properties: &str, runs: &[Run]) {
        let style = match style {
            "" => String::new(),
            style => format!("<w:pStyle w:val=\"{style}\"/>"),
        };
        let _ = write!(self.out, "<w:p><w:pPr>{style}{properties}</w:pPr>");
        for run in runs {
            self.run(run, "");
        }
        self.out.push_str("</w:p>");
    }

    fn blank(&mut self) {
        self.paragraph("Flush", "", &[]);
    }

    fn run(&mut self, run: &Run, style: &str) {
        if run.text.is_empty() {
            return;
        }
        self.out.push_str("<w:r>");
        if run.bold || !style.is_empty() {
            self.out.push_str("<w:rPr>");
            if !style.is_empty() {
                let _ = write!(self.out, "<w:rStyle w:val=\"{style}\"/>");
            }
            if run.bold {
                self.out.push_str("<w:b/>");
            }
            self.out.push_str("</w:rPr>");
        }
        for (place, line) in run.text.split('\n').enumerate() {
            if place > 0 {
                self.out.push_str("<w:br/>");
            }
            let _ = write!(self.out, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(line));
        }
        self.out.push_str("</w:r>");
    }

    fn head(&mut self, document: &Document, letter: bool) {
        for grade in &document.grades {
            self.paragraph("Grade", "", &[Run::plain(grade)]);
        }
        match &document.head {
            Some(Head::Paper(mark)) => {
                self.mark("IssuerMark", 36, mark);
                self.blank();
                self.blank();
            }
            Some(Head::Letter(name)) => self.mark("LetterMark", 28, name),
            None => {}
        }
        let style = match (&document.head, letter) {
            (Some(_), true) => "LetterNumber",
            (Some(_), false) => "NumberRuled",
            (None, _) => "Number",
        };
        match (document.number.is_empty(), document.signer.is_empty()) {
            (true, true) => {}
            // An upward document has its number at the left and who signed at the right of one line.
            (false, false) => {
                let right = (27.0 * CHARACTER).round();
                let properties = format!(
                    "<w:tabs><w:tab w:val=\"right\" w:pos=\"{right}\"/></w:tabs><w:ind w:left=\"{0}\" w:right=\"{0}\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
                    CHARACTER.round()
                );
                let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
                self.run(&Run::plain(&document.number), "");
                self.out.push_str("<w:r><w:tab/></w:r>");
                self.run(&Run::plain(&document.signer), "");
                self.out.push_str("</w:p>");
            }
            _ => {
                let both = format!("{}{}", document.number, document.signer);
                self.paragraph(style, "", &[Run::plain(both)]);
            }
        }
        if document.head.is_some() {
            self.blank();
            self.blank();
        }
    }

    /// The issuer's mark: on one line, in `most` points or as large as the line allows.
    fn mark(&mut self, style: &str, most: u32, text: &str) {
        // A sign of the first half of the fonts is half as wide as the others; counted in halves, as Word counts points.
        let halves: u32 = text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum();
        let fits = (AREA_WIDTH / 25.4 * 72.0 * 4.0) as u32 / halves.max(1);
        let size = fits.clamp(20, most * 2);
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>");
        let _ = write!(self.out, "<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>");
        let _ = write!(self.out, "<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text));
    }

    fn title(&mut self, document: &Document) {
        if !document.title.is_empty() {
            self.paragraph("Title", "", &[Run::plain(&document.title)]);
        }
        if !document.subtitle.is_empty() {
            self.paragraph("Subtitle", "", &[Run::plain(&document.subtitle)]);
        }
        self.blank();
        if !document.recipients.is_empty() {
            self.paragraph("Flush", "", &[Run::plain(&document.recipients)]);
        }
    }

    fn body(&mut self, blocks: &[Block]) -> Result<(), WriteError> {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) => {
                    let (style, align) = match paragraph.align {
                        Align::Indented => ("", ""),
                        Align::Flush => ("Flush", ""),
                        Align::Centre => ("Flush", "<w:jc w:val=\"center\"/>"),
                        Align::Right => ("Flush", "<w:jc w:val=\"right\"/>"),
                    };
                    self.paragraph(style, align, &paragraph.runs);
                }
                Block::Table(table) => self.table(table),
            }
            if self.out.len() > MOST_BYTES {
                return Err(WriteError::TooLong { limit: MOST_BYTES as u64 });
            }
        }
        Ok(())
    }

    fn heading(&mut self, heading: &Heading) {
        let level = heading.level.place();
        let (list, mark) = match &heading.number {
            Number::Counted => (self.list, ""),
            // List 0 is none.
            Number::Printed(mark) => (0, mark.as_str()),
            Number::Without => (0, ""),
        };
        let counted = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        let words = Run::plain(format!("{mark}{}", heading.title));
        if heading.text.is_empty() {
            self.paragraph(&format!("Heading{}", level + 1), &counted, &[words]);
            return;
        }
        let _ = write!(self.out, "<w:p><w:pPr>{}</w:pPr>", if list > 0 { counted } else { String::new() });
        self.run(&words, &format!("RunIn{}", level + 1));
        for run in &heading.text {
            self.run(run, "");
        }
        self.out.push_str("</w:p>");
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.paragraph("Caption", "", &[Run::plain(&table.caption)]);
        }
        let whole = f32::from(
            u16::try_from(twips(if self.landscape { AREA_HEIGHT } else { AREA_WIDTH })).unwrap_or(0),
        );
        let parts: f32 = table.widths.iter().map(|width| f32::from(*width)).sum::<f32>().max(1.0);
        let widths: Vec<u32> = table
            .widths
            .iter()
            .take(table.columns())
            .map(|width| (whole * f32::from(*width) / parts).round() as u32)
            .collect();
        self.out.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        self.rows(table.placed(&table.head), table.head.len(), &widths, true);
        self.rows(table.placed(&table.rows), table.rows.len(), &widths, false);
        self.out.push_str("</w:tbl>");
        // Two tables without a paragraph between them would become one.
        self.paragraph("AfterTable", "", &[]);
    }

    fn rows(&mut self, placed: Vec<Placed<'_>>, rows: usize, widths: &[u32], head: bool) {
        // The cell that covers each column, kept while it reaches down.
        let mut covering: Vec<Option<Placed<'_>>> = vec![None; widths.len()];
        let mut placed = placed.into_iter().peekable();
        for row in 0..rows {
            while let Some(cell) = placed.next_if(|cell| cell.row == row) {
                if let Some(place) = covering.get_mut(cell.column) {
                    *place = Some(cell);
                }
            }
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
            self.out.push_str(if head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
            let mut column = 0;
            while column < widths.len() {
                let here = covering.get(column).copied().flatten().filter(|cell| row < cell.row + cell.down);
                let across = here.map_or(1, |cell| cell.across);
                let width: u32 = widths.iter().skip(column).take(across).sum();
                self.cell(here, row, width, head);
                column += across;
            }
            self.out.push_str("</w:tr>");
        }
    }

    fn cell(&mut self, cell: Option<Placed<'_>>, row: usize, width: u32, head: bool) {
        let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if let Some(cell) = cell.filter(|cell| cell.across > 1) {
            let _ = write!(self.out, "<w:gridSpan w:val=\"{}\"/>", cell.across);
        }
        if let Some(cell) = cell.filter(|cell| cell.down > 1) {
            self.out.push_str(if cell.row == row { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" });
        }
        self.out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
        let align = match cell.map(|cell| cell.cell.align) {
            Some(Align::Centre) => "<w:jc w:val=\"center\"/>",
            Some(Align::Right) => "<w:jc w:val=\"right\"/>",
            _ => "",
        };
        let style = if head { "TableHead" } else { "TableText" };
        let text = cell.filter(|cell| cell.row == row).map(|cell| Run::plain(&cell.cell.text));
        self.paragraph(style, align, text.as_slice());
        self.out.push_str("</w:tc>");
    }

    fn closing(&mut self, document: &Document) {
        let attachments = document.attachment_lines();
        if !attachments.is_empty() {
            self.blank();
            for line in attachments {
                self.paragraph("", "", &[Run::plain(line)]);
            }
        }
        if document.signature.is_some() || !document.date.is_empty() {
            self.blank();
            self.blank();
        }
        let sealed = document.signature.as_ref().is_some_and(|by| by.sealed);
        let issuers = document.signature.iter().flat_map(|by| &by.issuers);
        let longest = issuers.clone().map(|issuer| widths(issuer)).fold(0.0, f32::max);
        let (_, date_in) = signature_indents(longest, widths(&document.date), 1.0, sealed);
        for issuer in issuers {
            let (name_in, _) = signature_indents(widths(issuer), widths(&document.date), 1.0, sealed);
            self.right_aligned(issuer, name_in);
        }
        if !document.date.is_empty() {
            self.right_aligned(&document.date, if longest > 0.0 { date_in } else { 2.0 });
        }
        if !document.note.is_empty() {
            self.paragraph("", "", &[Run::plain(format!("（{}）", document.note))]);
        }
    }

    /// A line so many characters from the right margin.
    fn right_aligned(&mut self, text: &str, characters: f32) {
        let properties = format!(
            "<w:ind w:rightChars=\"{}\" w:right=\"{}\"/><w:jc w:val=\"right\"/>",
            (characters * 100.0).round(),
            (characters * CHARACTER).round()
        );
        self.paragraph("Flush", &properties, &[Run::plain(text)]);
    }

    fn imprint(&mut self, document: &Document) {
        let Some(imprint) = &document.imprint else { return };
        self.blank();
        if !imprint.copies.is_empty() {
            self.paragraph("Copies", "", &[Run::plain(&imprint.copies)]);
        }
        let line = [imprint.office.as_str(), "\t", &imprint.printed].concat();
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"Imprint\"/></w:pPr><w:r>");
        for (place, part) in line.split('\t').enumerate() {
            if place > 0 {
                self.out.push_str("<w:tab/>");
            }
            let _ = write!(self.out, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(part));
        }
        self.out.push_str("</w:r></w:p>");
    }
}
