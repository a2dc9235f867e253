//! Filling a template with what the ledger says as of a day.

use super::{
    figure::{count, share},
    scope::{At, Detail, Facts, List},
    template::{Block, Column, Each, Head, How, Piece, Rows, Template, Text, What},
};
use crate::AppError;
use documents::model::{
    Align, Attachment, Block as Out, Cell, Document, Head as OutHead, Heading, Imprint, Number, Paragraph,
    Row, Run, Signature, Table,
};
use ledger::{Matter, MatterId, Refusal};
use std::{collections::BTreeMap, sync::Arc};
use store::{Filter, Sort};

/// Rows of all lists of a document together at most.
const MOST_ROWS: usize = 20_000;
/// Rows that are read at once.
const STRIDE: usize = 500;

/// A template that is being filled.
pub(super) struct Filling<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) template: &'a Template,
    /// Figures that are known so far.
    pub(super) figures: BTreeMap<String, String>,
    pub(super) rows: usize,
}

impl Filling<'_> {
    /// The document of `matter`.
    pub(super) fn document(&mut self, matter: Arc<Matter>) -> Result<Document, AppError> {
        let template = self.template;
        self.count(&matter)?;
        let here = At { matter, row: 0, detail: None };
        let mut element = |name: &str| match template.elements.get(name) {
            Some(text) => self.plain(text, &here),
            None => Ok(String::new()),
        };
        let issuer = element("signature")?;
        let office = element("office")?;
        let mut document = Document {
            number: element("number")?,
            signer: element("signer")?,
            title: element("title")?,
            subtitle: element("subtitle")?,
            recipients: element("recipients")?,
            date: element("date")?,
            note: element("note")?,
            imprint: match office.is_empty() {
                true => None,
                false => Some(Imprint { copies: element("copies")?, office, printed: element("printed")? }),
            },
            signature: match issuer.is_empty() {
                true => None,
                false => Some(Signature {
                    issuers: issuer.lines().map(str::to_owned).collect(),
                    sealed: template.sealed,
                }),
            },
            attachment_word: template.attachment_word.clone(),
            landscape: template.landscape,
            ..Document::default()
        };
        document.head = match &template.head {
            Some(Head::Paper(text)) => Some(OutHead::Paper(self.plain(text, &here)?)),
            Some(Head::Letter(text)) => Some(OutHead::Letter(self.plain(text, &here)?)),
            None => None,
        };
        document.body = self.blocks(&template.body, &here)?;
        for (title, blocks) in &template.attachments {
            let title = self.plain(title, &here)?;
            document.attachments.push(Attachment { title, body: self.blocks(blocks, &here)? });
        }
        Ok(document)
    }

    /// Every figure, in the order of the template: later ones use earlier ones.
    fn count(&mut self, matter: &Matter) -> Result<(), AppError> {
        for figure in &self.template.figures {
            let number =
                |name: &String| self.figures.get(name).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
            let value = match &figure.how {
                How::Count(rows) => count(&self.facts, matter.id, rows)?.to_string(),
                How::Sum(parts) => parts.iter().map(number).sum::<u64>().to_string(),
                How::Share(part, whole) => share(number(part), number(whole)),
            };
            self.figures.insert(figure.name.clone(), value);
        }
        Ok(())
    }

    fn blocks(&mut self, blocks: &[Block], here: &At) -> Result<Vec<Out>, AppError> {
        let mut out = vec![];
        for block in blocks {
            if let Some(field) = &block.when
                && self.facts.value(here, field)?.is_empty()
            {
                continue;
            }
            self.block(block, here, &mut out)?;
        }
        Ok(out)
    }

    fn block(&mut self, block: &Block, here: &At, out: &mut Vec<Out>) -> Result<(), AppError> {
        match &block.what {
            What::Outline(title) => {
                let title = self.plain(title, here)?;
                return super::outline::put(self, &here.matter, &title, out);
            }
            What::Form(widths, lines) => {
                out.push(Out::Table(self.form(widths, lines, here)?));
                return Ok(());
            }
            _ => {}
        }
        let rows = match &block.each {
            Some(each) => self.rows(each, here)?,
            None => vec![here.clone()],
        };
        if let What::Table(caption, columns) = &block.what
            && (!rows.is_empty() || block.empty.is_empty())
        {
            let caption = self.plain(caption, here)?;
            out.push(Out::Table(self.table(caption, columns, &rows)?));
            return Ok(());
        }
        for at in &rows {
            match &block.what {
                What::Heading(level, title, text) => {
                    let (title, text) = (self.plain(title, at)?, self.runs(text, at)?);
                    out.push(Out::Heading(Heading { level: *level, number: Number::Counted, title, text }));
                }
                What::Paragraph(text, align) => self.paragraphs(text, *align, at, out)?,
                What::Table(..) | What::Form(..) | What::Outline(_) => {}
            }
        }
        if rows.is_empty() && !block.empty.is_empty() {
            self.paragraphs(&block.empty, Align::Indented, here, out)?;
        }
        Ok(())
    }

    /// A text as paragraphs: a value of several lines is several of them.
    fn paragraphs(&mut self, text: &Text, align: Align, at: &At, out: &mut Vec<Out>) -> Result<(), AppError> {
        let mut runs = vec![];
        let mut put = |runs: &mut Vec<Run>| {
            let runs = std::mem::take(runs);
            if runs.iter().any(|run| !run.text.trim().is_empty()) {
                out.push(Out::Paragraph(Paragraph { runs, align }));
            }
        };
        for run in self.runs(text, at)? {
            for (place, line) in run.text.split('\n').enumerate() {
                if place > 0 {
                    put(&mut runs);
                }
                runs.push(Run { text: line.trim_end_matches('\r').to_owned(), ..run.clone() });
            }
        }
        put(&mut runs);
        Ok(())
    }

    fn runs(&mut self, text: &Text, at: &At) -> Result<Vec<Run>, AppError> {
        let mut runs = vec![];
        for piece in &text.0 {
            runs.push(match piece {
                Piece::Words(words) => Run::plain(words),
                Piece::Field(field) => Run::plain(self.facts.value(at, field)?),
                Piece::Figure(name) => {
                    let value = self.figures.get(name).cloned().unwrap_or_default();
                    Run { text: value, bold: false, figure: Some(name.clone()) }
                }
            });
        }
        Ok(runs)
    }

    fn plain(&mut self, text: &Text, at: &At) -> Result<String, AppError> {
        Ok(documents::model::plain(&self.runs(text, at)?))
    }

    /// The rows that a block repeats over.
    fn rows(&mut self, each: &Each, here: &At) -> Result<Vec<At>, AppError> {
        let list = match each {
            Each::Below(rows) => return self.below(&here.matter, rows),
            Each::About => {
                let about: Vec<MatterId> = here.matter.links.iter().map(|link| link.to).collect();
                let mut out = vec![];
                for id in about {
                    if let Some(matter) = self.facts.matter(id)? {
                        out.push(At { matter, row: out.len() + 1, detail: None });
                    }
                }
                return Ok(out);
            }
            Each::Evidence => List::Evidence,
            Each::Reports => List::Reports,
            Each::Checks => List::Checks,
            Each::Rungs => List::Rungs,
            Each::Extensions => List::Extensions,
        };
        let details: Vec<Detail> = self.facts.details(&here.matter, &list)?;
        let at = |(detail, row)| At { matter: here.matter.clone(), row, detail: Some(detail) };
        Ok(details.into_iter().zip(1..).map(at).collect())
    }

    fn below(&mut self, matter: &Matter, rows: &Rows) -> Result<Vec<At>, AppError> {
        let filter = Filter { kind: Some(rows.kind.clone()), under: Some(matter.id), ..Filter::default() };
        let mut out: Vec<At> = vec![];
        let mut after = None;
        loop {
            let page = self.facts.view.rows(&filter, Sort::Outline, after.as_ref(), STRIDE)?;
            for summary in &page {
                let Some(matter) = self.facts.matter(summary.id)? else { continue };
                if rows.admits(&self.facts, &matter) {
                    self.rows += 1;
                    if self.rows > MOST_ROWS {
                        return Err(Refusal::TooMany { field: "rows", limit: MOST_ROWS }.into());
                    }
                    out.push(At { matter, row: out.len() + 1, detail: None });
                }
            }
            match page.last().filter(|_| page.len() == STRIDE) {
                Some(last) => after = Some(last.cursor()),
                None => return Ok(out),
            }
        }
    }

    fn table(&mut self, caption: String, columns: &[Column], rows: &[At]) -> Result<Table, AppError> {
        let mut texts = vec![];
        for at in rows {
            let cells = columns.iter().map(|column| self.plain(&column.text, at));
            texts.push(cells.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(Table {
            caption,
            widths: columns.iter().map(|column| column.width).collect(),
            head: head(columns),
            rows: merged(columns, &texts),
        })
    }

    fn form(&mut self, widths: &[u16], lines: &[Vec<Text>], here: &At) -> Result<Table, AppError> {
        let mut rows = vec![];
        for line in lines {
            let mut cells = vec![];
            for (place, text) in line.iter().enumerate() {
                let text = self.plain(text, here)?;
                // The last cell takes what is left; labels stand in the middle.
                let across = if place + 1 == line.len() { widths.len() - place } else { 1 };
                let align = if place % 2 == 0 && line.len() > 1 { Align::Centre } else { Align::Flush };
                cells.push(Cell::new(text).spanning(u16::try_from(across).unwrap_or(1), 1).aligned(align));
            }
            rows.push(Row(cells));
        }
        Ok(Table { caption: String::new(), widths: widths.to_vec(), head: vec![], rows })
    }
}

/// One row of names, or two where columns belong together.
fn head(columns: &[Column]) -> Vec<Row> {
    let grouped = columns.iter().any(|column| !column.group.is_empty());
    let name = |column: &Column| Cell::new(column.name.clone()).aligned(Align::Centre);
    if !grouped {
        return vec![Row(columns.iter().map(name).collect())];
    }
    let mut above = vec![];
    let mut below = vec![];
    for same in columns.chunk_by(|a, b| a.group == b.group && !a.group.is_empty()) {
        let Some(first) = same.first() else { continue };
        if first.group.is_empty() {
            above.push(name(first).spanning(1, 2));
        } else {
            let across = u16::try_from(same.len()).unwrap_or(1);
            above.push(Cell::new(first.group.clone()).spanning(across, 1).aligned(Align::Centre));
            below.extend(same.iter().map(name));
        }
    }
    vec![Row(above), Row(below)]
}

/// Rows of cells; in columns that merge, equal neighbours become one as far as those to the left are one.
fn merged(columns: &[Column], texts: &[Vec<String>]) -> Vec<Row> {
    let same = |row: usize, column: usize| {
        let (Some(above), Some(here)) =
            (row.checked_sub(1).and_then(|above| texts.get(above)), texts.get(row))
        else {
            return false;
        };
        let before = columns.iter().enumerate().take(column + 1).filter(|(_, column)| column.merge);
        columns.get(column).is_some_and(|column| column.merge)
            && before.into_iter().all(|(place, _)| above.get(place) == here.get(place))
    };
    let mut rows = vec![];
    for (row, cells) in texts.iter().enumerate() {
        let mut out = vec![];
        for (place, (text, column)) in cells.iter().zip(columns).enumerate() {
            if same(row, place) {
                continue;
            }
            let down = (row + 1..texts.len()).take_while(|below| same(*below, place)).count() + 1;
            let align = if column.centre { Align::Centre } else { Align::Flush };
            out.push(
                Cell::new(text.clone()).spanning(1, u16::try_from(down).unwrap_or(u16::MAX)).aligned(align),
            );
        }
        rows.push(Row(out));
    }
    rows
}
