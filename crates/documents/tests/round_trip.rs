//! One bulletin as text, as a page and as a document gives the same lines.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use documents::{Limits, read};
use sample::{BULLETIN, Docx, p};

#[test]
fn the_same_lines_whatever_the_format() {
    let escape = |text: &str| text.replace('&', "&amp;");
    let cells = |line: &str, open: &str, close: &str| {
        line.split('\t').map(|cell| format!("{open}{}{close}", escape(cell))).collect::<String>()
    };
    let html: String = BULLETIN
        .iter()
        .map(|line| match line.contains('\t') {
            true => format!("<table><tr>{}</tr></table>\n", cells(line, "<td><p>", "</p></td>")),
            false => format!("<p>{}</p>\n", escape(line)),
        })
        .collect();
    let docx: String = BULLETIN
        .iter()
        .map(|line| match line.contains('\t') {
            true => format!(
                "<w:tbl><w:tr>{}</w:tr></w:tbl>",
                cells(line, "<w:tc><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:tc>")
            ),
            false => p(&escape(line)),
        })
        .collect();
    let page = format!("<!DOCTYPE html><title>别的标题</title><body>{html}");
    let gbk = encoding_rs::GBK.encode(&page).0.into_owned();
    for bytes in [BULLETIN.join("\n").into_bytes(), page.into_bytes(), gbk, Docx::new(&docx).bytes()] {
        let read = read(&bytes, None, &Limits::default()).unwrap();
        assert_eq!(read.text.lines().collect::<Vec<_>>(), BULLETIN, "{:?}", read.format);
    }
}
