//! List numbers that stand in the layout only: what Word would print before a paragraph. Source: ISO/IEC 29500-1, 17.9.

use std::collections::{HashMap, HashSet};

use super::styles::Styles;
use crate::numeral;
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::office::{Piece, Tag, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// What one level of a list prints.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// Text with `%1` to `%9` for the numbers of the levels.
    text: String,
    space_after: bool,
    /// Every number in it as Arabic digits.
    legal: bool,
    /// Starts again after this level (1 to 9) or a higher one; 0 never; `None` after any higher.
    restart: Option<usize>,
}

#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The style that holds the real definition.
    link: Option<String>,
    /// Levels by the paragraph style that they belong to.
    by_style: HashMap<String, u8>,
}

#[derive(Debug, Clone, Default)]
struct List {
    of: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// What to write before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The paragraph has no number: a bullet, or no list.
    None,
    /// This text.
    Text(String),
    /// A number in a format that is not known.
    Unknown,
}

/// The lists of a document and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<u32, Abstract>,
    lists: HashMap<u32, List>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(
        part: &str,
        source: &str,
        limits: &Limits,
        styles: &Styles,
    ) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(part, source, limits);
        while let Some(piece) = xml.next()? {
            let Piece::Start(tag) = piece else { continue };
            let id = |name: &str| tag.attribute(name).and_then(|id| id.trim().parse::<u32>().ok());
            if tag.is("abstractNum") {
                let found = read_abstract(&mut xml)?;
                numbering.abstracts.extend(id("abstractNumId").map(|id| (id, found)));
            } else if tag.is("num") {
                let found = read_list(&mut xml)?;
                numbering.lists.extend(id("numId").map(|id| (id, found)));
            }
        }
        numbering.follow_links(styles);
        Ok(numbering)
    }

    /// A list that only names a style takes the definition of the list that the style names.
    fn follow_links(&mut self, styles: &Styles) {
        let linked: Vec<(u32, u32)> = self
            .abstracts
            .iter()
            .filter_map(|(id, of)| {
                let list = styles.said(of.link.as_ref()?).list?;
                Some((*id, self.lists.get(&list)?.of))
            })
            .collect();
        for (id, target) in linked {
            if let Some(found) = self.abstracts.get(&target).filter(|found| found.link.is_none()).cloned() {
                self.abstracts.insert(id, found);
            }
        }
    }

    /// Counts a paragraph of list `list` and says what Word prints before it. `level` is 0 to 8; without it, the level
    /// that belongs to the paragraph's style, else the first.
    pub(super) fn next(&mut self, list: u32, level: Option<u8>, style: Option<&str>) -> Mark {
        let Some(found) = self.lists.get(&list) else { return Mark::None };
        let of = self.abstracts.get(&found.of);
        let by_style = || of.and_then(|of| of.by_style.get(style?)).copied();
        let level = usize::from(level.or_else(by_style).unwrap_or(0)).min(LEVELS - 1);
        let define = |at: usize| {
            found.levels.get(at).and_then(Option::as_ref).or_else(|| of?.levels.get(at)?.as_ref())
        };
        let Some(here) = define(level) else { return Mark::None };
        let counts = self.counts.entry(found.of).or_default();
        let first_time = self.started.insert((list, level));
        let forced = found.starts.get(level).copied().flatten().filter(|_| first_time);
        for (at, count) in counts.iter_mut().enumerate() {
            if at < level && count.is_none() {
                *count = Some(define(at).map_or(1, |level| level.start));
            } else if at == level {
                let start = forced.or(count.is_none().then_some(here.start));
                *count = Some(start.unwrap_or_else(|| count.unwrap_or(0).saturating_add(1)));
            } else if at > level
                && define(at).and_then(|deeper| deeper.restart).is_none_or(|after| level < after)
            {
                *count = None;
            }
        }
        if here.format == "bullet" || here.text.is_empty() {
            return Mark::None;
        }
        let number = |at: usize| {
            let count = counts.get(at).copied().flatten()?;
            let format = define(at).map_or("decimal", |level| level.format.as_str());
            match format {
                "none" => Some(String::new()),
                _ if here.legal => Some(count.to_string()),
                format => numeral::format(format, count),
            }
        };
        fill(&here.text, number).map_or(Mark::Unknown, |mark| match mark {
            mark if mark.trim().is_empty() => Mark::None,
            mark if here.space_after => Mark::Text(mark + " "),
            mark => Mark::Text(mark),
        })
    }
}

/// Puts numbers for `%1` to `%9`. `None` if one of them cannot be written.
fn fill(pattern: &str, number: impl Fn(usize) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let level = rest.peek().and_then(|c| c.to_digit(10)).filter(|level| c == '%' && *level > 0);
        match level {
            Some(level) => {
                rest.next();
                out.push_str(&number(level as usize - 1)?);
            }
            None => out.push(c),
        }
    }
    Some(out)
}

fn read_abstract(xml: &mut Xml<'_>) -> Result<Abstract, ReadError> {
    let mut found = Abstract::default();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Some(Piece::Start(tag)) if tag.is("lvl") => {
                let (at, level, style) = read_level(xml, &tag)?;
                if let (Some(style), Ok(at)) = (style, u8::try_from(at)) {
                    found.by_style.insert(style, at);
                }
                if let Some(place) = found.levels.get_mut(at) {
                    *place = Some(level);
                }
            }
            Some(Piece::Start(tag)) if tag.is("numStyleLink") => found.link = tag.val(),
            Some(_) => {}
            None => break,
        }
    }
    Ok(found)
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, ReadError> {
    let mut found = List::default();
    let mut at = 0;
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Some(Piece::Start(tag)) if tag.is("abstractNumId") => found.of = tag.number().unwrap_or_default(),
            Some(Piece::Start(tag)) if tag.is("lvlOverride") => at = level_index(&tag),
            Some(Piece::Start(tag)) if tag.is("startOverride") => {
                if let Some(place) = found.starts.get_mut(at) {
                    *place = tag.number();
                }
            }
            Some(Piece::Start(tag)) if tag.is("lvl") => {
                let (at, level, _) = read_level(xml, &tag)?;
                if let Some(place) = found.levels.get_mut(at) {
                    *place = Some(level);
                }
            }
            Some(_) => {}
            None => break,
        }
    }
    Ok(found)
}

/// Reads a level up to its end: its index, what it prints, and the paragraph style that belongs to it.
fn read_level(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(usize, Level, Option<String>), ReadError> {
    let mut level = Level { start: 0, format: "decimal".to_owned(), ..Level::default() };
    let mut style = None;
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Some(Piece::Start(tag)) => match tag.local.as_str() {
                "start" => level.start = tag.number().unwrap_or_default(),
                // A custom format hides in an alternative; its fallback comes last and is one that is known.
                "numFmt" => level.format = tag.val().unwrap_or_default(),
                "lvlText" => level.text = tag.val().unwrap_or_default(),
                "suff" => level.space_after = tag.val().as_deref() == Some("space"),
                "isLgl" => level.legal = tag.is_on(),
                "lvlRestart" => level.restart = tag.number(),
                "pStyle" => style = tag.val(),
                _ => {}
            },
            Some(_) => {}
            None => break,
        }
    }
    Ok((level_index(tag), level, style))
}

fn level_index(tag: &Tag<'_>) -> usize {
    tag.attribute("ilvl").and_then(|level| level.trim().parse().ok()).unwrap_or(LEVELS)
}
