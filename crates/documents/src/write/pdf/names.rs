//! Names of the faces in a font file, read without reading the file: fonts are large and folders of them larger.

use std::io::{Read, Seek, SeekFrom};

/// Faces of a collection that are looked at.
const MOST_FACES: u32 = 64;
/// Tables of a face that are looked at.
const MOST_TABLES: u16 = 128;
/// Largest table of names that is read, in bytes.
const MOST_BYTES: u32 = 1 << 20;

/// How a face is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaceNames {
    /// Its families, in every language.
    pub families: Vec<String>,
    /// Its cuts, such as `Regular`, in every language.
    pub styles: Vec<String>,
}

/// The names of each face, by its place in the collection; nothing for a file that is no font.
pub fn face_names(file: &mut (impl Read + Seek)) -> Vec<FaceNames> {
    let Some(starts) = starts(file) else { return vec![] };
    starts.into_iter().map(|start| names_at(file, start).unwrap_or_default()).collect()
}

fn bytes<const N: usize>(file: &mut impl Read) -> Option<[u8; N]> {
    let mut out = [0; N];
    file.read_exact(&mut out).ok()?;
    Some(out)
}

fn number(file: &mut impl Read) -> Option<u32> {
    bytes(file).map(u32::from_be_bytes)
}

/// Where each face begins (OpenType: the header of collections).
fn starts(file: &mut (impl Read + Seek)) -> Option<Vec<u64>> {
    match &bytes::<4>(file)? {
        b"ttcf" => {
            number(file)?;
            let count = number(file)?.min(MOST_FACES);
            (0..count).map(|_| number(file).map(u64::from)).collect()
        }
        b"OTTO" | b"true" | [0, 1, 0, 0] => Some(vec![0]),
        _ => None,
    }
}

fn names_at(file: &mut (impl Read + Seek), start: u64) -> Option<FaceNames> {
    file.seek(SeekFrom::Start(start + 4)).ok()?;
    let tables = u16::from_be_bytes(bytes(file)?).min(MOST_TABLES);
    bytes::<6>(file)?;
    for _ in 0..tables {
        let tag = bytes::<4>(file)?;
        number(file)?;
        let (offset, length) = (number(file)?, number(file)?);
        if &tag == b"name" {
            file.seek(SeekFrom::Start(u64::from(offset))).ok()?;
            let mut table = vec![];
            file.by_ref().take(u64::from(length.min(MOST_BYTES))).read_to_end(&mut table).ok()?;
            return read(&table);
        }
    }
    None
}

fn read(table: &[u8]) -> Option<FaceNames> {
    let mut out = FaceNames::default();
    for name in ttf_parser::name::Table::parse(table)?.names {
        let list = match name.name_id {
            ttf_parser::name_id::FAMILY | ttf_parser::name_id::TYPOGRAPHIC_FAMILY => &mut out.families,
            ttf_parser::name_id::SUBFAMILY | ttf_parser::name_id::TYPOGRAPHIC_SUBFAMILY => &mut out.styles,
            _ => continue,
        };
        if let Some(text) = name.to_string().filter(|text| !list.contains(text)) {
            list.push(text);
        }
    }
    Some(out)
}
