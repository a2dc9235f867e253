//! XML with bounds: depth is counted, document types are refused, only the five entities of XML are known.
//!
//! In quick-xml 0.42 `&amp;` within text is an event of its own; here it is text again.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::read::error::ReadError;
use crate::read::limits::Limits;

/// Vocabularies that matter, in their transitional and strict spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Vocabulary {
    /// WordprocessingML.
    Word,
    /// Formulas.
    Math,
    /// Markup compatibility: alternative content.
    Compatibility,
    Other,
}

fn vocabulary(uri: &str) -> Vocabulary {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        _ => Vocabulary::Other,
    }
}

/// A start tag.
#[derive(Debug)]
pub(in crate::read) struct Tag<'a> {
    pub(in crate::read) vocabulary: Vocabulary,
    pub(in crate::read) local: String,
    tag: BytesStart<'a>,
}

impl Tag<'_> {
    /// The value of the attribute of this local name, whatever its prefix.
    pub(in crate::read) fn attribute(&self, local: &str) -> Option<String> {
        // Without checks: the check for doubles compares every attribute with all before it.
        let mut attributes = self.tag.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == local)
            .map(|attribute| match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.into_owned(),
            })
    }

    /// The `val` attribute.
    pub(in crate::read) fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The `val` attribute as a number.
    pub(in crate::read) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.val()?.trim().parse().ok()
    }

    /// Whether a switch element is on: it is unless it says otherwise (ISO/IEC 29500-1, 17.17.4).
    pub(in crate::read) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// Whether this is the Word element of that name.
    pub(in crate::read) fn is(&self, local: &str) -> bool {
        self.vocabulary == Vocabulary::Word && self.local == local
    }
}

/// A piece of an XML part. An empty element is a start and an end.
#[derive(Debug)]
pub(in crate::read) enum Piece<'a> {
    Start(Tag<'a>),
    /// The end of the innermost open element.
    End,
    Text(Cow<'a, str>),
}

/// A part that is being read.
pub(in crate::read) struct Xml<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    depth: u64,
    limit: u64,
    /// What each prefix stands for. A prefix is taken as last declared; office files declare each once, at the root.
    prefixes: HashMap<String, Vocabulary>,
}

impl<'a> Xml<'a> {
    /// Starts reading; `part` is its name for errors.
    pub(in crate::read) fn new(part: &'a str, source: &'a str, limits: &Limits) -> Self {
        let mut reader = Reader::from_str(source.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Self { part, reader, depth: 0, limit: limits.nesting, prefixes: HashMap::new() }
    }

    /// How many elements are open.
    pub(in crate::read) fn depth(&self) -> u64 {
        self.depth
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// `nested-too-deep`, `document-type-declared`, `entity-unknown`, `damaged`.
    pub(in crate::read) fn next(&mut self) -> Result<Option<Piece<'a>>, ReadError> {
        loop {
            let event = self.reader.read_event().map_err(|why| self.damaged(why.to_string()))?;
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > self.limit {
                        return Err(ReadError::NestedTooDeep { limit: self.limit, found: self.depth });
                    }
                    Piece::Start(self.tag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::End
                }
                Event::Text(text) => Piece::Text(text.into_inner()),
                Event::CData(text) => Piece::Text(text.into_inner()),
                Event::GeneralRef(name) => {
                    let number = name.resolve_char_ref().map_err(|why| self.damaged(why.to_string()))?;
                    match number {
                        Some(character) => Piece::Text(Cow::Owned(character.to_string())),
                        None => match resolve_predefined_entity(&name) {
                            Some(character) => Piece::Text(Cow::Borrowed(character)),
                            None => return Err(ReadError::EntityUnknown { part: self.part.to_owned() }),
                        },
                    }
                }
                Event::DocType(_) => {
                    return Err(ReadError::DocumentTypeDeclared { part: self.part.to_owned() });
                }
                Event::Eof if self.depth > 0 => {
                    return Err(self.damaged("it ends inside an element".to_owned()));
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// Reads past the end of the element that was just started.
    pub(in crate::read) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn tag(&mut self, tag: BytesStart<'a>) -> Tag<'a> {
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            if key == "xmlns" {
                self.prefixes.insert(String::new(), vocabulary(&attribute.value));
            } else if let Some(prefix) = key.strip_prefix("xmlns:") {
                self.prefixes.insert(prefix.to_owned(), vocabulary(&attribute.value));
            }
        }
        let name = tag.name();
        let (prefix, local) = name.into_inner().split_once(':').unwrap_or(("", name.into_inner()));
        let vocabulary = self.prefixes.get(prefix).copied().unwrap_or(Vocabulary::Other);
        Tag { vocabulary, local: local.to_owned(), tag }
    }

    fn damaged(&self, reason: String) -> ReadError {
        ReadError::Damaged { part: self.part.to_owned(), reason }
    }
}
