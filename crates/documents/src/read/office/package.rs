//! The container: a zip whose every number is checked while unpacking, never believed.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::other_container;
use super::xml::{Piece, Xml};
use crate::read::error::{NotText, ReadError};
use crate::read::limits::Limits;

/// Bytes of a part that may unpack from however little.
const FREE_BYTES: u64 = 1 << 20;
/// Bytes unpacked between two looks at the limits.
const STEP_BYTES: u64 = 64 << 10;

const CONTENT_TYPES: &str = "[Content_Types].xml";

/// An open container.
pub(in crate::read) struct Package<'a> {
    bytes: &'a [u8],
    limits: &'a Limits,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Places in the archive by part name.
    entries: HashMap<String, usize>,
    unpacked: u64,
    /// Content types by part name, without the leading slash.
    types: HashMap<String, String>,
}

impl<'a> Package<'a> {
    /// Opens the container and reads its table of contents and its content types.
    ///
    /// # Errors
    /// `damaged`, `too-many-entries`, `encrypted`, `not-text` for a container of something else.
    pub(in crate::read) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        let found = headers(bytes);
        if found > limits.entries {
            return Err(ReadError::TooManyEntries { limit: limits.entries, found });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| broken("zip", &why))?;
        let twice = |part: &str| ReadError::Damaged {
            part: part.to_owned(),
            reason: "there are two parts of one name".to_owned(),
        };
        // Readers differ in which of two parts of one name they take, so neither is taken.
        if archive.has_duplicate_names() {
            return Err(twice("zip"));
        }
        let mut entries = HashMap::new();
        for (place, name) in archive.file_names_raw().enumerate() {
            // Old Windows tools write the folder sign the wrong way round.
            let name = String::from_utf8_lossy(name).replace('\\', "/");
            if entries.insert(name.clone(), place).is_some() {
                return Err(twice(&name));
            }
        }
        let mut package = Self { bytes, limits, archive, entries, unpacked: 0, types: HashMap::new() };
        if !package.has(CONTENT_TYPES) {
            let document = package.has("content.xml") && package.has("mimetype");
            return Err(ReadError::NotText(if document { NotText::OpenDocument } else { NotText::Zip }));
        }
        let source = package.part(CONTENT_TYPES)?;
        package.types = content_types(&source, limits)?;
        Ok(package)
    }

    /// Whether there is a part of this name.
    pub(in crate::read) fn has(&self, part: &str) -> bool {
        self.entries.contains_key(part)
    }

    /// Whether the document carries macros.
    pub(in crate::read) fn has_macros(&self) -> bool {
        self.entries.keys().any(|name| name.ends_with("vbaProject.bin"))
            || self.types.values().any(|kind| kind.contains("vbaProject"))
    }

    /// Unpacks a part into text.
    ///
    /// # Errors
    /// `part-missing`, `unpacked-too-large`, `ratio-too-high`, `encrypted`, `damaged`.
    pub(in crate::read) fn part(&mut self, name: &str) -> Result<String, ReadError> {
        let place =
            *self.entries.get(name).ok_or_else(|| ReadError::PartMissing { part: name.to_owned() })?;
        let mut file = self.archive.by_index(place).map_err(|why| broken(name, &why))?;
        // The size in the header may be a lie, but no part is packed into more than the file.
        let packed = file.compressed_size().min(self.bytes.len() as u64).max(1);
        let mut out = Vec::new();
        loop {
            let step = file.by_ref().take(STEP_BYTES).read_to_end(&mut out);
            let step =
                step.map_err(|why| ReadError::Damaged { part: name.to_owned(), reason: why.to_string() })?;
            if step == 0 {
                break;
            }
            self.unpacked += step as u64;
            if self.unpacked > self.limits.unpacked_bytes {
                return Err(ReadError::UnpackedTooLarge {
                    limit: self.limits.unpacked_bytes,
                    found: self.unpacked,
                });
            }
            let paid = (out.len() as u64).saturating_sub(FREE_BYTES);
            if paid > packed.saturating_mul(self.limits.unpack_ratio) {
                let found = (out.len() as u64).div_ceil(packed);
                return Err(ReadError::RatioTooHigh { limit: self.limits.unpack_ratio, found });
            }
        }
        decode(name, &out)
    }

    /// The name of the main part: one whose content type satisfies `is_main`.
    ///
    /// # Errors
    /// `not-text` when the container holds something else; `part-missing`.
    pub(in crate::read) fn main_part(&mut self, is_main: fn(&str) -> bool) -> Result<String, ReadError> {
        let is_main = |kind: &String| is_main(kind);
        let named = if self.has("_rels/.rels") {
            self.relations("_rels/.rels", "")?.part("officeDocument")
        } else {
            None
        };
        if let Some(part) = named.filter(|part| self.types.get(part).is_some_and(is_main) && self.has(part)) {
            return Ok(part);
        }
        // Some writers leave the relationship out or get it wrong; the content types still tell, if they agree.
        let mut mains: Vec<&String> =
            self.types.iter().filter(|(_, kind)| is_main(kind)).map(|(part, _)| part).collect();
        mains.sort();
        match mains.as_slice() {
            [] => {
                let all: Vec<&str> = self.types.values().map(String::as_str).collect();
                Err(ReadError::NotText(other_container(&all.join(" "))))
            }
            [first, ..] => mains
                .iter()
                .find(|part| self.has(part))
                .map(|part| (*part).clone())
                .ok_or_else(|| ReadError::PartMissing { part: (*first).clone() }),
        }
    }

    /// The relationships of a part; none if it has none.
    pub(in crate::read) fn relations_of(&mut self, part: &str) -> Result<Relations, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        if self.has(&name) { self.relations(&name, folder) } else { Ok(Relations::default()) }
    }

    fn relations(&mut self, name: &str, folder: &str) -> Result<Relations, ReadError> {
        let source = self.part(name)?;
        let mut xml = Xml::new(name, &source, self.limits);
        let mut relations = Relations::default();
        let mut outside = HashSet::new();
        while let Some(piece) = xml.next()? {
            let Piece::Start(tag) = piece else { continue };
            if tag.local != "Relationship" {
                continue;
            }
            let target = tag.attribute("Target").unwrap_or_default();
            if tag.attribute("TargetMode").as_deref() == Some("External") {
                outside.insert(tag.attribute("Id"));
                continue;
            }
            let kind = tag.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            if let Some(id) = tag.attribute("Id") {
                relations.by_id.entry(id).or_insert_with(|| resolve(folder, &target));
            }
            relations.parts.entry(kind).or_insert_with(|| resolve(folder, &target));
        }
        relations.external = outside.len() as u64;
        Ok(relations)
    }
}

/// What a part points to.
#[derive(Debug, Default)]
pub(in crate::read) struct Relations {
    /// The first part of each kind; the kind is the last word of the relationship type.
    parts: HashMap<String, String>,
    by_id: HashMap<String, String>,
    /// Targets outside the file.
    pub(in crate::read) external: u64,
}

impl Relations {
    /// The part of a kind, such as `styles`.
    pub(in crate::read) fn part(&self, kind: &str) -> Option<String> {
        self.parts.get(kind).cloned()
    }

    /// The part that an id names.
    pub(in crate::read) fn target(&self, id: &str) -> Option<&String> {
        self.by_id.get(id)
    }
}

/// A target relative to a folder, as a part name without leading slash.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn content_types(source: &str, limits: &Limits) -> Result<HashMap<String, String>, ReadError> {
    let mut types = HashMap::new();
    let mut xml = Xml::new(CONTENT_TYPES, source, limits);
    while let Some(piece) = xml.next()? {
        let Piece::Start(tag) = piece else { continue };
        if tag.local != "Override" {
            continue;
        }
        if let (Some(part), Some(kind)) = (tag.attribute("PartName"), tag.attribute("ContentType")) {
            types.insert(part.trim_start_matches('/').to_owned(), kind);
        }
    }
    Ok(types)
}

/// How often the signature of a directory entry occurs: at least as often as there are entries.
///
/// Counted before the directory is read, because reading it takes memory for every entry that it claims.
fn headers(bytes: &[u8]) -> u64 {
    bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count() as u64
}

/// XML is UTF-8, or UTF-16 with a mark (ISO/IEC 29500-2, 8.1.4); other encodings do not occur in these files.
fn decode(name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    let (text, _, malformed) = encoding_rs::UTF_8.decode(bytes);
    if malformed {
        return Err(ReadError::Damaged {
            part: name.to_owned(),
            reason: "bytes that are no characters".to_owned(),
        });
    }
    Ok(text.into_owned())
}

fn broken(part: &str, why: &ZipError) -> ReadError {
    match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        why => ReadError::Damaged { part: part.to_owned(), reason: why.to_string() },
    }
}
