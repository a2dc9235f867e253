//! Plain text: a paragraph or a table row a line, as [`read`](crate::read()) gives it back.

use crate::model::{Block, Document, Marks, Table, plain};

/// The document as plain text in UTF-8; lines end in `\n`.
///
/// Body and marks stand byte for byte as the model holds them, without indents, so that a text that was read and put
/// into a model comes out the same.
pub fn txt(document: &Document) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        if !text.is_empty() {
            out.push_str(text);
            out.push('\n');
        }
    };
    for grade in &document.grades {
        line(grade);
    }
    if let Some(head) = &document.head {
        line(head.name());
    }
    line(&document.number);
    line(&document.signer);
    line(&document.title);
    line(&document.subtitle);
    line(&document.recipients);
    line(body_text(&document.body).trim_end_matches('\n'));
    for text in document.attachment_lines() {
        line(&text);
    }
    for issuer in document.signature.iter().flat_map(|signature| &signature.issuers) {
        line(issuer);
    }
    line(&document.date);
    if !document.note.is_empty() {
        line(&format!("（{}）", document.note));
    }
    for (place, attachment) in document.attachments.iter().enumerate() {
        line(&document.attachment_name(place));
        line(&attachment.title);
        line(body_text(&attachment.body).trim_end_matches('\n'));
    }
    if let Some(imprint) = &document.imprint {
        line(&imprint.copies);
        line(&[imprint.office.as_str(), &imprint.printed].join("　"));
    }
    out
}

/// The blocks of a body as plain text, each line ended by `\n`.
pub fn body_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut marks = Marks::default();
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                out.push_str(&marks.of(heading));
                out.push_str(&heading.title);
                out.push_str(&plain(&heading.text));
                out.push('\n');
            }
            Block::Paragraph(paragraph) => {
                out.push_str(&plain(&paragraph.runs));
                out.push('\n');
            }
            Block::Table(table) => rows(table, &mut out),
        }
    }
    out
}

/// Rows of a table, cells parted by tabs; line ends and tabs within a cell become blanks.
fn rows(table: &Table, out: &mut String) {
    if !table.caption.is_empty() {
        out.push_str(&table.caption);
        out.push('\n');
    }
    for row in table.flat(&table.head).into_iter().chain(table.flat(&table.rows)) {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace(['\n', '\t', '\r'], " ")).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
}
