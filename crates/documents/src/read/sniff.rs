//! What bytes are, from their first few: the name of a file is a hint that its content overrules.

use super::error::{NotText, ReadError};

/// What the bytes are at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip container: a .docx, or something that the container's parts will tell.
    Zip,
    /// Neither a container nor a known binary format: text or a page, if it decodes.
    Text,
}

/// First bytes of formats that are not text. Source: the formats' own specifications.
const MAGIC: &[(&[u8], NotText)] = &[
    (b"%PDF-", NotText::Pdf),
    (b"\x89PNG\r\n\x1a\n", NotText::Image),
    (b"\xff\xd8\xff", NotText::Image),
    (b"GIF87a", NotText::Image),
    (b"GIF89a", NotText::Image),
    (b"II*\0", NotText::Image),
    (b"MM\0*", NotText::Image),
    (b"{\\rtf", NotText::RichText),
    (b"\x1f\x8b", NotText::Archive),
    (b"Rar!\x1a\x07", NotText::Archive),
    (b"7z\xbc\xaf\x27\x1c", NotText::Archive),
    (b"\x7fELF", NotText::Program),
];

/// The signature of a compound file ([MS-CFB] 2.2).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Sorts the bytes, or says what else they seem to be.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    if let Some((_, seems)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ReadError::NotText(*seems));
    }
    let at = |from: usize, what: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(what));
    if at(0, b"RIFF") && at(8, b"WEBP") || at(0, b"BM") && at(6, &[0; 4]) {
        return Err(ReadError::NotText(NotText::Image));
    }
    // "MZ" alone could begin a text; a program has NULs in its first header.
    if at(0, b"MZ") && bytes.iter().take(64).any(|b| *b == 0) {
        return Err(ReadError::NotText(NotText::Program));
    }
    // PK 3 4: an archive with a first entry; PK 5 6: an empty one.
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    Ok(Kind::Text)
}

/// Names a compound file by the streams that it holds.
///
/// Directory entries are 128 bytes, aligned, and begin with the stream's name in UTF-16LE ([MS-CFB] 2.6.1), so every
/// 128th byte is looked at and the file's own tables need not be trusted.
fn compound(bytes: &[u8]) -> ReadError {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&wide))
    };
    if has("EncryptedPackage") {
        return ReadError::Encrypted;
    }
    ReadError::NotText(if has("WordDocument") {
        NotText::OldWord
    } else if has("Workbook") || has("Book") {
        NotText::OldExcel
    } else if has("PowerPoint Document") {
        NotText::OldPowerPoint
    } else {
        NotText::Compound
    })
}

/// Whether decoded text is a page: its first tag is one that pages begin with.
pub(super) fn is_page(text: &str) -> bool {
    const FIRST: [&str; 22] = [
        "html", "head", "body", "meta", "title", "div", "p", "table", "span", "h1", "h2", "h3", "script",
        "style", "link", "font", "br", "center", "article", "section", "base", "ul",
    ];
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let Some(tag) = rest.strip_prefix('<') else { return false };
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        let word: String =
            tag.chars().take(10).take_while(|c| !matches!(c, '>' | '/') && !c.is_whitespace()).collect();
        let word = word.to_ascii_lowercase();
        if FIRST.contains(&word.as_str()) {
            return true;
        }
        let doctype_html = word == "!doctype"
            && tag.get(9..).is_some_and(|name| {
                name.trim_start().get(..4).is_some_and(|n| n.eq_ignore_ascii_case("html"))
            });
        if doctype_html {
            return true;
        }
        if !(tag.starts_with("!--") || tag.starts_with("?xml")) {
            return false;
        }
        let Some(at) = tag.find(end) else { return false };
        rest = tag.get(at + end.len()..).unwrap_or_default();
    }
}

/// What decoded text that is not a page is besides plain text, if anything.
pub(super) fn not_plain(text: &str) -> Option<NotText> {
    let head = text.trim_start();
    if head.starts_with("<?xml") {
        return Some(NotText::Xml);
    }
    let line = head.lines().next().unwrap_or_default().to_ascii_lowercase();
    let saved = line.starts_with("mime-version:") || line.starts_with("from: <saved by");
    saved.then_some(NotText::WebArchive)
}
