//! HTML: a page of its own to be kept and printed, or the article alone for a page that shows it.

use std::fmt::Write as _;

use crate::model::{Align, Block, Document, Marks, Paragraph, Run, Table};

/// How the page looks on paper and on a screen: GB/T 9704-2012 as far as a browser goes.
const STYLE: &str = include_str!("page.css");

/// The document as a page that needs nothing beside it. `language` is a tag such as `zh-CN`.
pub fn html(document: &Document, language: &str) -> String {
    let side = if document.landscape { " landscape" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n@page {{ size: A4{side}; }}\n{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        escaped(language),
        escaped(&document.title.replace('\n', "")),
        html_article(document)
    )
}

/// The document as one `article` of class `official`; the style is the reader's.
pub fn html_article(document: &Document) -> String {
    let mut out = String::from("<article class=\"official\">\n");
    for grade in &document.grades {
        element(&mut out, "p", "grade", grade);
    }
    if let Some(head) = &document.head {
        element(&mut out, "p", "issuer-mark", head.name());
    }
    element(&mut out, "p", "number", &document.number);
    element(&mut out, "p", "signer", &document.signer);
    element(&mut out, "h1", "title", &document.title);
    element(&mut out, "p", "subtitle", &document.subtitle);
    element(&mut out, "p", "recipients", &document.recipients);
    body(&mut out, &document.body);
    for line in document.attachment_lines() {
        element(&mut out, "p", "attachments", &line);
    }
    let issuers = document.signature.iter().flat_map(|signature| &signature.issuers);
    for issuer in issuers {
        element(&mut out, "p", "signature", issuer);
    }
    element(&mut out, "p", "date", &document.date);
    if !document.note.is_empty() {
        element(&mut out, "p", "note", &format!("（{}）", document.note));
    }
    for (place, attachment) in document.attachments.iter().enumerate() {
        out.push_str("<section class=\"attachment\">\n");
        element(&mut out, "p", "attachment-name", &document.attachment_name(place));
        element(&mut out, "h2", "title", &attachment.title);
        body(&mut out, &attachment.body);
        out.push_str("</section>\n");
    }
    if let Some(imprint) = &document.imprint {
        out.push_str("<footer class=\"imprint\">\n");
        element(&mut out, "p", "copies", &imprint.copies);
        element(&mut out, "p", "printed", &[imprint.office.as_str(), &imprint.printed].join("　"));
        out.push_str("</footer>\n");
    }
    out.push_str("</article>\n");
    out
}

fn body(out: &mut String, blocks: &[Block]) {
    let mut marks = Marks::default();
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                let level = heading.level.place() + 1;
                let words = escaped(&format!("{}{}", marks.of(heading), heading.title));
                if heading.text.is_empty() {
                    // The title of the document is the first level of the page.
                    let _ = writeln!(out, "<h{0} class=\"level-{level}\">{words}</h{0}>", level + 1);
                } else {
                    let _ = writeln!(
                        out,
                        "<p><span class=\"level-{level}\">{words}</span>{}</p>",
                        runs(&heading.text)
                    );
                }
            }
            Block::Paragraph(paragraph) => {
                let _ = writeln!(out, "<p{}>{}</p>", class(paragraph), runs(&paragraph.runs));
            }
            Block::Table(of) => table(out, of),
        }
    }
}

fn class(paragraph: &Paragraph) -> &'static str {
    match paragraph.align {
        Align::Indented => "",
        Align::Flush => " class=\"flush\"",
        Align::Centre => " class=\"centre\"",
        Align::Right => " class=\"right\"",
    }
}

fn table(out: &mut String, table: &Table) {
    out.push_str("<table>\n");
    if !table.caption.is_empty() {
        let _ = writeln!(out, "<caption>{}</caption>", escaped(&table.caption));
    }
    let whole: u32 = table.widths.iter().map(|width| u32::from(*width)).sum();
    out.push_str("<colgroup>");
    for width in table.widths.iter().take(table.columns()) {
        let _ = write!(out, "<col width=\"{}%\">", u32::from(*width) * 100 / whole.max(1));
    }
    out.push_str("</colgroup>\n");
    for (part, rows, cell) in [("thead", &table.head, "th"), ("tbody", &table.rows, "td")] {
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "<{part}>");
        let mut placed = table.placed(rows).into_iter().peekable();
        for row in 0..rows.len() {
            out.push_str("<tr>");
            while let Some(place) = placed.next_if(|place| place.row == row) {
                let _ = write!(out, "<{cell}");
                if place.across > 1 {
                    let _ = write!(out, " colspan=\"{}\"", place.across);
                }
                if place.down > 1 {
                    let _ = write!(out, " rowspan=\"{}\"", place.down);
                }
                if cell == "td" && place.cell.align == Align::Centre {
                    out.push_str(" class=\"centre\"");
                }
                let _ = write!(out, ">{}</{cell}>", escaped(&place.cell.text));
            }
            out.push_str("</tr>\n");
        }
        let _ = writeln!(out, "</{part}>");
    }
    out.push_str("</table>\n");
}

fn runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let text = escaped(&run.text);
        let text = if run.bold { format!("<strong>{text}</strong>") } else { text };
        match &run.figure {
            Some(figure) => {
                let _ = write!(out, "<data class=\"figure\" value=\"{}\">{text}</data>", escaped(figure));
            }
            None => out.push_str(&text),
        }
    }
    out
}

fn element(out: &mut String, name: &str, class: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "<{name} class=\"{class}\">{}</{name}>", escaped(text));
    }
}

/// Text within an element or a quoted attribute; line ends are breaks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br>"),
            // HTML knows no other control characters than the tab.
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
