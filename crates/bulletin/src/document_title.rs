//! Document titles in 《》: pairing, the number and the short name that follow.

use crate::contract::{Document, Span};
use crate::text::glyph::{char_at, is_blank};

/// Pairs 《 with 》 within one line; what a pair holds is part of it.
#[derive(Debug, Default)]
pub(crate) struct TitlePairs {
    /// 《 that wait for their 》.
    open: Vec<usize>,
    /// Top-level pairs of the line so far.
    pairs: Vec<Span>,
    /// 》 without 《.
    stray: Vec<usize>,
}

/// The length in bytes of 《 and 》.
const MARK: usize = '《'.len_utf8();

impl TitlePairs {
    /// Takes a 《 at `pos`.
    pub(crate) fn open(&mut self, pos: usize) {
        self.open.push(pos);
    }

    /// Takes a 》 at `pos`.
    pub(crate) fn close(&mut self, pos: usize) {
        let Some(start) = self.open.pop() else {
            self.stray.push(pos);
            return;
        };
        while self.pairs.last().is_some_and(|pair| pair.start > start) {
            self.pairs.pop();
        }
        self.pairs.push(Span::new(start, pos + MARK));
    }

    /// Ends the line: the pairs in order, and the marks that found no partner.
    pub(crate) fn end_line(&mut self) -> (Vec<Span>, Vec<Span>) {
        let lone = self.open.drain(..).chain(self.stray.drain(..));
        let lone = lone.map(|pos| Span::new(pos, pos + MARK)).collect();
        (std::mem::take(&mut self.pairs), lone)
    }

    /// Whether a 《 waits for its 》.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the line held no title mark at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.pairs.is_empty() && self.stray.is_empty()
    }
}

/// The mention at `span`, with the number and short name that follow it in brackets.
pub(crate) fn mention(text: &str, span: Span, node: Option<usize>) -> Document {
    let mut document = Document { title: span.of(text).to_owned(), number: None, alias: None, node, span };
    let mut at = span.end;
    // At most a number and a short name follow, each in its own bracket or both in one.
    for _ in 0..2 {
        let Some(inside) = bracket_after(text, at) else { break };
        let words = inside.of(text);
        let number = document_number(words);
        let alias = short_name(words);
        if number.is_none() && alias.is_none() {
            break;
        }
        document.number = document.number.or(number);
        document.alias = document.alias.or(alias);
        at = inside.end + char_at(text, inside.end).map_or(0, char::len_utf8);
    }
    document
}

/// No bracket after a title is longer than this many bytes.
const LONGEST_BRACKET: usize = 400;

/// The inside of the round bracket that opens at `pos`, nested brackets included.
fn bracket_after(text: &str, pos: usize) -> Option<Span> {
    let open = char_at(text, pos).filter(|c| matches!(c, '(' | '（'))?;
    let start = pos + open.len_utf8();
    let mut depth = 1;
    for (at, c) in text.get(start..)?.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            '\n' | '\r' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(Span::new(start, start + at));
        }
        if at > LONGEST_BRACKET {
            return None;
        }
    }
    None
}

/// A document number such as 桂巡办〔2016〕246号 at the start of `words`.
fn document_number(words: &str) -> Option<String> {
    let open = words.find(['〔', '[', '［', '【', '(', '（'])?;
    let year = words.get(open..)?;
    let year = year.trim_start_matches(['〔', '[', '［', '【', '(', '（']);
    let digits: String = year.chars().take_while(|c| c.is_ascii_digit()).collect();
    if digits.len() != 4 {
        return None;
    }
    let rest = year.get(4..)?;
    let close = rest.chars().next().filter(|c| matches!(c, '〕' | ']' | '］' | '】' | ')' | '）'))?;
    let tail = rest.get(close.len_utf8()..)?;
    let end = tail.find(['号', '號'])?;
    let serial = tail.get(..end)?;
    if serial.is_empty() || !serial.chars().all(|c| c.is_ascii_digit() || is_blank(c) || c == '第') {
        return None;
    }
    let length = words.len() - tail.len() + end + '号'.len_utf8();
    words.get(..length).map(|number| number.trim().to_owned())
}

/// The short name in 以下简称《…》 or 以下简称“…”.
fn short_name(words: &str) -> Option<String> {
    let key = ["简称", "簡稱", "以下称", "以下稱"]
        .into_iter()
        .find_map(|key| words.find(key).map(|at| at + key.len()))?;
    let name =
        words.get(key..)?.trim_start_matches(|c: char| is_blank(c) || matches!(c, '为' | '為' | ':' | '：'));
    let name = name.trim_matches(['“', '”', '"', '「', '」']);
    if let (Some(start), Some(end)) = (name.find('《'), name.rfind('》')) {
        return name.get(start..end + MARK).map(str::to_owned);
    }
    (!name.is_empty()).then(|| name.to_owned())
}
