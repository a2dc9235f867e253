//! Markdown (CommonMark with tables). Cells that span stand where they begin, the places they cover are empty.

use crate::model::{Block, Document, Marks, Run, Table};

/// The document as Markdown in UTF-8.
pub fn markdown(document: &Document) -> String {
    let mut out = Pieces(String::new());
    for text in document.grades.iter().map(String::as_str).chain([
        document.head.as_ref().map_or("", |head| head.name()),
        &document.number,
        &document.signer,
    ]) {
        out.piece(&escaped(text));
    }
    if !document.title.is_empty() {
        out.piece(&format!("# {}", escaped(&document.title.replace('\n', ""))));
    }
    out.piece(&escaped(&document.subtitle));
    out.piece(&escaped(&document.recipients));
    out.body(&document.body);
    for line in document.attachment_lines() {
        out.piece(&escaped(&line));
    }
    for issuer in document.signature.iter().flat_map(|signature| &signature.issuers) {
        out.piece(&escaped(issuer));
    }
    out.piece(&escaped(&document.date));
    if !document.note.is_empty() {
        out.piece(&format!("（{}）", escaped(&document.note)));
    }
    for (place, attachment) in document.attachments.iter().enumerate() {
        out.piece(&escaped(&document.attachment_name(place)));
        out.piece(&format!("# {}", escaped(&attachment.title.replace('\n', ""))));
        out.body(&attachment.body);
    }
    if let Some(imprint) = &document.imprint {
        out.piece(&escaped(&imprint.copies));
        out.piece(&escaped(&[imprint.office.as_str(), &imprint.printed].join("　")));
    }
    out.0
}

struct Pieces(String);

impl Pieces {
    /// A block of its own; nothing for an empty one.
    fn piece(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn body(&mut self, blocks: &[Block]) {
        let mut marks = Marks::default();
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    let words = format!("{}{}", marks.of(heading), heading.title);
                    if heading.text.is_empty() {
                        let signs = "#".repeat(heading.level.place() + 2);
                        self.piece(&format!("{signs} {}", escaped(&words)));
                    } else {
                        self.piece(&format!("**{}**{}", escaped(&words), runs(&heading.text)));
                    }
                }
                Block::Paragraph(paragraph) => self.piece(&runs(&paragraph.runs)),
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.piece(&escaped(&table.caption));
        let mut lines = table.flat(&table.head);
        // A table has one row of head; further rows of it, and a missing one, are made up for.
        if lines.is_empty() {
            lines.push(vec![String::new(); table.columns()]);
        }
        lines.extend(table.flat(&table.rows));
        let mut out = String::new();
        for (place, cells) in lines.iter().enumerate() {
            let cells: Vec<String> =
                cells.iter().map(|cell| escaped(cell).replace('|', "\\|").replace("\\\n", "<br>")).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
            if place == 0 {
                out.push_str(&format!("|{}\n", " --- |".repeat(table.columns())));
            }
        }
        self.piece(out.trim_end());
    }
}

fn runs(runs: &[Run]) -> String {
    let set = |run: &Run| if run.bold { format!("**{}**", escaped(&run.text)) } else { escaped(&run.text) };
    runs.iter().map(set).collect()
}

/// Text that Markdown shows as it is. A line end becomes a hard one; a mark like `1.` at the start stays text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line_start = true;
    let mut digits = false;
    for c in text.chars() {
        match c {
            '\n' => out.push('\\'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '&' => out.push('\\'),
            '-' | '+' if line_start => out.push('\\'),
            '.' | ')' if digits => out.push('\\'),
            _ => {}
        }
        out.push(c);
        digits = c.is_ascii_digit() && (line_start || digits);
        line_start = c == '\n';
    }
    out
}
