//! Walking over a page: tags change the mode, text is written in it.

use html5gum::emitters::callback::CallbackEvent;

use super::element;
use super::stack::{Mode, Open, OpenList, Stack};
use super::style::{self, Inline, List};
use crate::numeral;
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::lines::{Lines, Style, Written};
use crate::read::tables::Down;
use crate::read::text::Note;

/// Bytes of an attribute that are looked at; pictures within pages are attributes of megabytes.
const ATTRIBUTE_BYTES: usize = 4_096;

/// Blanks that were met and not written yet (CSS Text 3, 4.1): a line end swallows the spaces around it, and between
/// two wide characters it is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    None,
    Space,
    LineEnd,
}

/// The start tag that is being read: its name and the attributes that matter.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    attribute: String,
    style: Inline,
    hidden: bool,
    word_title: bool,
    list_type: Option<List>,
    number: Option<u32>,
    across: Option<usize>,
    down: Option<usize>,
}

/// A page that is being read.
#[derive(Debug)]
pub(super) struct Page {
    lines: Lines,
    stack: Stack,
    most_open: usize,
    /// Elements open beyond the height of the stack.
    beyond: usize,
    deepest: usize,
    mode: Mode,
    tag: Option<Tag>,
    /// The element whose raw content is being skipped.
    raw: Option<String>,
    blank: Blank,
    last: Option<char>,
    last_bold: bool,
    /// The number of a list item that has no text yet.
    mark: Option<String>,
    numbered: u64,
    dropped: u64,
    buffer: String,
}

impl Page {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            lines: Lines::new(limits),
            stack: Stack::default(),
            most_open: usize::try_from(limits.nesting).unwrap_or(usize::MAX),
            beyond: 0,
            deepest: 0,
            mode: Mode::default(),
            tag: None,
            raw: None,
            blank: Blank::None,
            last: None,
            last_bold: false,
            mark: None,
            numbered: 0,
            dropped: 0,
            buffer: String::new(),
        }
    }

    /// Takes one event of the tokenizer.
    pub(super) fn event(&mut self, event: CallbackEvent<'_>) -> Result<(), ReadError> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.raw = None;
                self.tag = Some(Tag { name: String::from_utf8_lossy(name).into_owned(), ..Tag::default() });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.tag {
                    tag.attribute.clear();
                    if let Ok(
                        name @ ("style" | "class" | "start" | "value" | "type" | "hidden" | "colspan"
                        | "rowspan"),
                    ) = str::from_utf8(name)
                    {
                        tag.attribute.push_str(name);
                        tag.hidden |= name == "hidden";
                    }
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(tag) = &mut self.tag {
                    tag.value(value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let Some(tag) = self.tag.take() {
                    self.start(tag)?;
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.end(&String::from_utf8_lossy(name))?;
            }
            CallbackEvent::String { value } => {
                if self.raw.is_none() {
                    self.text(&String::from_utf8_lossy(value))?;
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag) -> Result<(), ReadError> {
        let name = tag.name.as_str();
        if element::is_raw_hidden(name) {
            self.raw = Some(tag.name);
            return Ok(());
        }
        if self.beyond == 0 {
            let (ended, beyond) = element::ends_before(name);
            if let Some(place) = self.stack.within(ended, beyond) {
                self.close_to(place)?;
            }
        }
        if name == "br" {
            return if self.mode.hidden { Ok(()) } else { self.line_end(true) };
        }
        let block = element::is_block(name);
        if block {
            self.line_end(false)?;
        }
        if element::is_void(name) {
            return Ok(());
        }
        if self.stack.height() >= self.most_open {
            self.beyond += 1;
            self.deepest = self.deepest.max(self.stack.height() + self.beyond);
            return Ok(());
        }
        match name {
            "td" | "th" => {
                // A cell straight in a table opens its row; a cell outside tables is a plain block.
                if self.stack.innermost("table").is_some() && self.stack.within(&["tr"], &["table"]).is_none()
                {
                    self.open(Tag { name: "tr".to_owned(), ..Tag::default() })?;
                }
                self.lines.begin_cell()?;
                self.lines.across(tag.across.unwrap_or(1));
                self.lines.down(Down::Rows(tag.down.unwrap_or(1)));
            }
            "table" => self.lines.begin_table(),
            "li" => self.item(tag.number),
            _ => {}
        }
        self.open(tag)
    }

    /// Puts an element on the stack and its meaning into the mode.
    fn open(&mut self, tag: Tag) -> Result<(), ReadError> {
        let name = tag.name.as_str();
        if name == "tr" {
            self.lines.begin_row()?;
        }
        let outside = self.mode;
        self.mode.hidden |= tag.hidden || tag.style.hidden || element::is_hidden(name);
        self.mode.bold = tag.style.bold.unwrap_or(outside.bold || element::is_bold(name));
        self.mode.preformatted =
            tag.style.preformatted.unwrap_or(outside.preformatted || element::is_preformatted(name));
        self.mode.list_mark |= tag.style.list_mark;
        let level = tag.style.outline.or(tag.word_title.then_some(1)).or(element::heading_level(name));
        self.mode.heading = level.or(outside.heading);
        let list = match name {
            "ol" => Some(tag.style.list.or(tag.list_type).unwrap_or(List::Numbered("decimal", "."))),
            "ul" | "menu" | "dir" => Some(tag.style.list.unwrap_or(List::Unnumbered)),
            _ => None,
        };
        let list = list.map(|style| OpenList { style, next: tag.number.unwrap_or(1) });
        self.stack.push(Open { name: tag.name, outside, list });
        self.deepest = self.deepest.max(self.stack.height());
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.raw.as_deref() == Some(name) {
            self.raw = None;
            return Ok(());
        }
        if name == "br" {
            return self.line_end(true);
        }
        let block = element::is_block(name);
        if block {
            self.line_end(false)?;
        }
        if element::is_void(name) {
            return Ok(());
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return Ok(());
        }
        let wall: &[&str] = match name {
            "table" => &[],
            "td" | "th" | "tr" | "caption" | "thead" | "tbody" | "tfoot" => &["table"],
            _ => element::CELLS,
        };
        match self.stack.within(&[name], wall) {
            Some(place) => self.close_to(place),
            None => Ok(()),
        }
    }

    /// Closes elements from the innermost to the one at `place`.
    fn close_to(&mut self, place: usize) -> Result<(), ReadError> {
        while self.stack.height() > place {
            let Some(element) = self.stack.pop() else { break };
            self.mode = element.outside;
            match element.name.as_str() {
                "tr" => {
                    self.line_end(false)?;
                    self.lines.end_row()?;
                }
                "table" => self.lines.end_table(),
                "li" => self.mark = None,
                _ => {}
            }
            if element::is_block(&element.name) {
                self.line_end(false)?;
            }
        }
        Ok(())
    }

    /// Numbers a list item; the number is written with the item's first text.
    fn item(&mut self, value: Option<u32>) {
        self.mark = None;
        if let Some(list) = self.stack.list() {
            let number = value.unwrap_or(list.next);
            list.next = number.saturating_add(1);
            if let List::Numbered(format, after) = list.style {
                self.mark = numeral::format(format, number).map(|number| number + after);
            }
        }
    }

    fn line_end(&mut self, always: bool) -> Result<(), ReadError> {
        self.blank = Blank::None;
        self.last = None;
        if always { self.lines.line_end_always() } else { self.lines.end_line() }
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.mode.hidden {
            self.dropped += text.chars().filter(|c| !c.is_whitespace()).count() as u64;
            return Ok(());
        }
        for c in text.chars() {
            match c {
                '\n' if self.mode.preformatted => {
                    self.flush();
                    self.line_end(true)?;
                }
                '\r' if self.mode.preformatted => {}
                '\n' | '\r' if !self.mode.preformatted => self.blank = self.blank.max(Blank::LineEnd),
                ' ' | '\t' | '\u{c}' if !self.mode.preformatted => self.blank = self.blank.max(Blank::Space),
                '\u{a0}' if self.mode.list_mark => {}
                c => self.character(c),
            }
        }
        self.flush();
        Ok(())
    }

    fn character(&mut self, c: char) {
        if let Some(mark) = self.mark.take() {
            self.numbered += 1;
            self.buffer.push_str(&mark);
            // "1." before "2024" would read as one number.
            if mark.ends_with('.') && c.is_ascii_digit() {
                self.buffer.push(' ');
            }
        }
        if let Some(last) = self.last {
            let joins = self.blank == Blank::LineEnd && is_wide(last) && is_wide(c);
            if self.blank != Blank::None && !joins {
                self.buffer.push(' ');
                // A blank from before the bold text is not bold.
                if self.buffer.len() == 1 && !self.last_bold {
                    self.lines.write(" ", Style { bold: false, heading: self.mode.heading });
                    self.buffer.clear();
                }
            }
        }
        self.blank = Blank::None;
        self.last = Some(c);
        self.last_bold = self.mode.bold;
        // A tab parts cells; set text that holds one in a row gets a blank instead.
        self.buffer.push(if c == '\t' && self.lines.in_row() { ' ' } else { c });
    }

    fn flush(&mut self) {
        self.lines.write(&self.buffer, Style { bold: self.mode.bold, heading: self.mode.heading });
        self.buffer.clear();
    }

    /// Ends the page; what was odd is noted.
    pub(super) fn finish(mut self, notes: &mut Vec<Note>) -> Result<Written, ReadError> {
        self.close_to(0)?;
        if self.dropped > 0 {
            notes.push(Note::HiddenTextDropped { characters: self.dropped });
        }
        if self.deepest > self.most_open {
            notes.push(Note::NestingFlattened { found: self.deepest as u64 });
        }
        if self.numbered > 0 {
            notes.push(Note::NumberingReconstructed { count: self.numbered });
        }
        self.lines.finish(notes)
    }
}

impl Tag {
    /// Takes the value of the attribute that was named last.
    fn value(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value.get(..ATTRIBUTE_BYTES).unwrap_or(value));
        match self.attribute.as_str() {
            "style" => self.style = style::inline(&value),
            "class" => self.word_title = value.split_whitespace().any(|class| class == "MsoTitle"),
            "start" | "value" => self.number = value.trim().parse().ok(),
            "colspan" => self.across = value.trim().parse().ok(),
            "rowspan" => self.down = value.trim().parse().ok(),
            "type" => self.list_type = style::list_type(value.trim()),
            _ => {}
        }
        self.attribute.clear();
    }
}

/// Characters as wide as a Chinese one, and the punctuation that Chinese text sets as wide.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}'
        | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{b7}')
}
