//! One walk over the characters of each line that hands figures, titles, markers and quotation marks to their readers.

use crate::contract::{Document, Quantity, Span};
use crate::date::{Dates, Place, Reading, chinese_date_at, date_at};
use crate::document_title::{TitlePairs, mention};
use crate::finding::{Code, Finding};
use crate::measure::{Boundary, SeriesReader, marker_at, starts_marker};
use crate::quantity::{quantity_at, starts_address};
use crate::text::glyph::{char_at, digits_at, is_blank};

/// A line to walk over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Task {
    /// The words to walk over: the line without blanks, list mark and line end.
    pub(crate) span: Span,
    pub(crate) line: usize,
    pub(crate) node: Option<usize>,
    /// Whether a marker at the start opens the paragraph (no list mark stands before it).
    pub(crate) opens: bool,
    pub(crate) place: Place,
}

/// What the walk has gathered so far.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) series: SeriesReader,
    pub(crate) documents: Vec<Document>,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) dates: Dates,
    pub(crate) findings: Vec<Finding>,
    titles: TitlePairs,
    /// “ and 「 of the line that wait for their partners.
    quotes: Vec<(usize, char)>,
    /// ” and 」 of the line that found none.
    stray_quotes: Vec<(usize, char)>,
    node: Option<usize>,
}

impl Scan {
    /// Walks over one line.
    pub(crate) fn line(&mut self, text: &str, task: Task) {
        if self.node != task.node {
            self.node = task.node;
            self.series.enter_node();
        }
        let first_quantity = self.quantities.len();
        let mut boundary = Boundary::Strong;
        let mut pos = task.span.start;
        while pos < task.span.end {
            let Some(c) = char_at(text, pos) else { break };
            let next = pos + c.len_utf8();
            pos = match c {
                '0'..='9' | '０'..='９' => {
                    boundary = Boundary::None;
                    self.figure(text, pos, &task)
                }
                'h' | 'w' if starts_address(text, pos) => {
                    boundary = Boundary::None;
                    address_end(text, pos, task.span.end)
                }
                '一' | '二' if self.chinese_date(text, pos, &task) => {
                    boundary = Boundary::None;
                    self.dates.found.last().map_or(next, |date| date.span.end)
                }
                _ => {
                    self.sign(text, c, pos, boundary, &task);
                    boundary = boundary.after(c);
                    next
                }
            };
        }
        self.end_line(text, &task, first_quantity);
    }

    /// Takes a character that is no figure.
    #[inline]
    fn sign(&mut self, text: &str, c: char, pos: usize, boundary: Boundary, task: &Task) {
        match c {
            '《' => self.titles.open(pos),
            '》' => self.titles.close(pos),
            '“' | '「' => self.quotes.push((pos, c)),
            '”' | '」' => {
                let open = if c == '”' { '“' } else { '「' };
                if self.quotes.last().is_some_and(|(_, mark)| *mark == open) {
                    self.quotes.pop();
                } else {
                    self.stray_quotes.push((pos, c));
                }
            }
            '。' | '！' | '？' => self.dates.end_sentence(),
            _ if boundary != Boundary::None && starts_marker(c) => {
                if let Some(marker) = marker_at(text, pos) {
                    let opens = task.opens && pos == task.span.start;
                    let place = (task.line, task.node, opens);
                    self.series.take(text, marker, boundary, place, &mut self.findings);
                }
            }
            _ => {}
        }
    }

    /// Takes the digits at `pos` as a date or an amount and tells where reading goes on.
    fn figure(&mut self, text: &str, pos: usize, task: &Task) -> usize {
        let place = if self.titles.is_open() { Place::Quoted } else { task.place };
        let after_date = self.dates.joins_last(text, pos);
        match date_at(text, pos, after_date) {
            Some(Reading::Date(form)) => {
                self.dates.take(text, form, place, &mut self.findings);
                form.end
            }
            Some(Reading::Year(year, end)) => {
                if place == Place::Body {
                    self.dates.take_year(year, end);
                }
                end
            }
            None => match quantity_at(text, pos, task.span.start) {
                Some(found) => {
                    let end = found.end;
                    self.quantities
                        .extend(found.quantity.map(|quantity| Quantity { node: task.node, ..quantity }));
                    end.min(task.span.end)
                }
                None => digits_at(text, pos).map_or(task.span.end, |run| run.end),
            },
        }
    }

    fn chinese_date(&mut self, text: &str, pos: usize, task: &Task) -> bool {
        let Some(form) = chinese_date_at(text, pos) else { return false };
        let place = if self.titles.is_open() { Place::Quoted } else { task.place };
        self.dates.take(text, form, place, &mut self.findings);
        true
    }

    /// Ends the line: titles become mentions, amounts inside them are dropped, lone marks are told.
    fn end_line(&mut self, text: &str, task: &Task, first_quantity: usize) {
        self.tell_lone_marks();
        self.dates.end_sentence();
        if self.titles.is_empty() {
            return;
        }
        let (pairs, lone) = self.titles.end_line();
        if let Some(first) = lone.first() {
            let mark = first.of(text).to_owned();
            let spans = lone.iter().copied().take(MOST_SPANS).collect();
            self.findings.push(Finding::new(Code::UnpairedTitleMark, spans).with("mark", mark));
        }
        let mut titles = pairs.iter().peekable();
        let mut kept = first_quantity;
        for at in first_quantity..self.quantities.len() {
            let Some(span) = self.quantities.get(at).map(|quantity| quantity.span) else { break };
            while titles.peek().is_some_and(|title| title.end <= span.start) {
                titles.next();
            }
            if !titles.peek().is_some_and(|title| title.holds(span)) {
                self.quantities.swap(kept, at);
                kept += 1;
            }
        }
        self.quantities.truncate(kept);
        self.documents.extend(pairs.iter().map(|span| mention(text, *span, task.node)));
    }

    /// Tells the quotation marks of the line that found no partner, in one finding.
    fn tell_lone_marks(&mut self) {
        let lone: Vec<(usize, char)> =
            self.quotes.drain(..).chain(self.stray_quotes.drain(..)).take(MOST_SPANS).collect();
        if let Some((_, mark)) = lone.first() {
            let spans = lone.iter().map(|(pos, mark)| Span::new(*pos, pos + mark.len_utf8())).collect();
            self.findings.push(Finding::new(Code::UnpairedQuote, spans).with("mark", mark));
        }
    }
}

/// A finding about lone marks names at most this many of them.
const MOST_SPANS: usize = 16;

/// The end of an address of the web: the first character that cannot belong to one.
fn address_end(text: &str, pos: usize, limit: usize) -> usize {
    let rest = text.get(pos..limit).unwrap_or("");
    let end = rest
        .find(|c: char| {
            !c.is_ascii_graphic() || is_blank(c) || matches!(c, '(' | ')' | '<' | '>' | '"' | '|')
        })
        .unwrap_or(rest.len());
    pos + end.max(1)
}
