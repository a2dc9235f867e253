//! Office Open XML text documents (ISO/IEC 29500): our own writer, so that every number of GB/T 9704-2012 stands in
//! the file: grid, exact pitch, fonts of East Asian text, counted headings, page numbers right and left.

mod body;
mod parts;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::model::{Document, Head};
use crate::write::{Families, WriteError};

/// The document as a .docx. The same document gives the same bytes.
///
/// # Errors
/// `too-long` where a part would pass [`MOST_BYTES`](crate::write::MOST_BYTES).
pub fn docx(document: &Document, families: &Families) -> Result<Vec<u8>, WriteError> {
    let letter = matches!(document.head, Some(Head::Letter(_)));
    let main = body::main(document, letter)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a time of day: the zip's own first day stands for none.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let files: [(&str, String); 10] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::ROOT_RELATIONS.to_owned()),
        ("word/document.xml", main),
        ("word/_rels/document.xml.rels", parts::RELATIONS.to_owned()),
        ("word/styles.xml", parts::styles(families)),
        ("word/numbering.xml", parts::numbering(families, document.attachments.len() + 1)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::footer("right")),
        ("word/footer2.xml", parts::footer("left")),
        ("word/footer3.xml", parts::first_footer()),
    ];
    let title = document.title.replace('\n', "");
    let core = parts::core(&title, document.signature.as_ref().and_then(|by| by.issuers.first()));
    for (name, content) in
        files.iter().map(|(name, content)| (*name, content)).chain([("docProps/core.xml", &core)])
    {
        zip.start_file(name, options).map_err(broken)?;
        zip.write_all(content.as_bytes()).map_err(broken)?;
    }
    Ok(zip.finish().map_err(broken)?.into_inner())
}

/// Writing into memory fails only where the file grows past what a zip can hold.
fn broken(_: impl std::fmt::Debug) -> WriteError {
    WriteError::TooLong { limit: crate::write::MOST_BYTES as u64 }
}

/// Text between tags or in an attribute, without the characters that XML forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
