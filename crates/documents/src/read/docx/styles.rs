//! Styles: what a paragraph or a run takes over from the style that it names.

use std::collections::HashMap;

use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::office::{Piece, Xml};

/// Styles that one style may build on in a row; a longer or a circular chain is cut off. Word allows 11.
const CHAIN: usize = 32;

/// What a style says that matters for text. `None` is taken from the style that it builds on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Heading level, 1 to 9; `Some(0)` says body text.
    pub(super) level: Option<u8>,
    /// List and level within it.
    pub(super) list: Option<u32>,
    pub(super) list_level: Option<u8>,
}

impl Said {
    /// What is said here, else what `other` says.
    pub(super) fn or(self, other: &Said) -> Said {
        Said {
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
            level: self.level.or(other.level),
            list: self.list.or(other.list),
            list_level: self.list_level.or(other.list_level),
        }
    }
}

/// The styles of a document by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Said>,
    default_paragraph: Said,
}

#[derive(Debug, Default)]
struct Raw {
    said: Said,
    parent: Option<String>,
    default_paragraph: bool,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &str, source: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut raws: HashMap<String, Raw> = HashMap::new();
        let mut current: Option<(String, Raw)> = None;
        let mut xml = Xml::new(part, source, limits);
        while let Some(piece) = xml.next()? {
            let Piece::Start(tag) = piece else { continue };
            if tag.is("style") {
                raws.extend(current.take());
                let default = matches!(tag.attribute("default").as_deref(), Some("1" | "true" | "on"));
                let paragraph = tag.attribute("type").as_deref() == Some("paragraph");
                let raw = Raw { default_paragraph: default && paragraph, ..Raw::default() };
                current = tag.attribute("styleId").map(|id| (id, raw));
                continue;
            }
            let Some((_, raw)) = &mut current else { continue };
            match tag.local.as_str() {
                // What a table style says of its first row is not said of every paragraph.
                "tblStylePr" => xml.skip()?,
                "basedOn" => raw.parent = tag.val(),
                "name" => raw.said.level = raw.said.level.or(tag.val().and_then(|name| named_level(&name))),
                "outlineLvl" => raw.said.level = outline_level(tag.number()),
                "b" => raw.said.bold = Some(tag.is_on()),
                "vanish" => raw.said.hidden = Some(tag.is_on()),
                "numId" => raw.said.list = tag.number(),
                "ilvl" => raw.said.list_level = tag.number(),
                _ => {}
            }
        }
        raws.extend(current);
        let styles: HashMap<String, Said> =
            raws.keys().map(|id| (id.clone(), inherited(&raws, id))).collect();
        let default = raws.iter().filter(|(_, raw)| raw.default_paragraph).map(|(id, _)| id).min();
        let default_paragraph = default.and_then(|id| styles.get(id)).copied().unwrap_or_default();
        Ok(Self { styles, default_paragraph })
    }

    /// What the style of this id says, all that it builds on included.
    pub(super) fn said(&self, id: &str) -> Said {
        self.styles.get(id).copied().unwrap_or_default()
    }

    /// What a paragraph without a style takes over.
    pub(super) fn default_paragraph(&self) -> Said {
        self.default_paragraph
    }
}

fn inherited(raws: &HashMap<String, Raw>, id: &str) -> Said {
    let mut said = Said::default();
    let mut next = Some(id);
    for _ in 0..CHAIN {
        let Some(raw) = next.and_then(|id| raws.get(id)) else { break };
        said = said.or(&raw.said);
        next = raw.parent.as_deref();
    }
    said
}

/// The heading level of an outline level: 0 to 8 are headings, 9 is body text.
pub(super) fn outline_level(outline: Option<u8>) -> Option<u8> {
    outline.map(|outline| if outline < 9 { outline + 1 } else { 0 })
}

/// The heading level of a built-in style name. Source: ISO/IEC 29500-1, 17.7.4.9 and Word's Chinese names.
fn named_level(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    if name == "title" || name == "标题" {
        return Some(1);
    }
    let number = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "))?;
    number.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
