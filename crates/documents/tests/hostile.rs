//! Files made to hurt: each ends in an error or in text, soon, and never in a panic.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use documents::{Limits, NotText, Note, ReadError, Text, read};
use proptest::prelude::*;
use sample::{BULLETIN, Docx, W, p};

fn plain(bytes: &[u8]) -> Result<Text, ReadError> {
    read(bytes, None, &Limits::default())
}

fn html(source: &str) -> Result<Text, ReadError> {
    read(source.as_bytes(), Some("x.html"), &Limits::default())
}

#[test]
fn a_part_that_unpacks_to_much_is_stopped() {
    let blanks = " ".repeat(8 << 20);
    let bomb = Docx::new("").with("word/document.xml", &format!("<w:document {W}>{blanks}</w:document>"));
    match bomb.read() {
        Err(ReadError::RatioTooHigh { limit: 200, found }) => assert!((200..400).contains(&found), "{found}"),
        other => panic!("{other:?}"),
    }
    let small = Limits { unpacked_bytes: 1 << 20, unpack_ratio: 10_000, ..Limits::default() };
    match read(&bomb.bytes(), None, &small) {
        Err(ReadError::UnpackedTooLarge { limit, found }) => {
            assert!(found > limit && found <= limit + (64 << 10))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn sizes_in_headers_are_not_believed() {
    let blanks = " ".repeat(8 << 20);
    let mut bytes =
        Docx::new("").with("word/document.xml", &format!("<w:document {W}>{blanks}</w:document>")).bytes();
    // Every size in the directory becomes 1: the part still counts as what it unpacks to, or is damaged.
    let headers: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(at, _)| at).collect();
    for at in headers {
        bytes[at + 24..at + 28].copy_from_slice(&1u32.to_le_bytes());
    }
    let code = plain(&bytes).map_err(|why| why.code());
    assert!(matches!(code, Err("ratio-too-high" | "damaged")), "{code:?}");
}

#[test]
fn many_entries_are_refused() {
    let few = Limits { entries: 3, ..Limits::default() };
    let docx = Docx::new(&p("甲"));
    assert!(read(&docx.bytes(), None, &few).is_ok());
    let more = docx.with("word/extra.xml", "");
    assert_eq!(read(&more.bytes(), None, &few), Err(ReadError::TooManyEntries { limit: 3, found: 4 }));
}

#[test]
fn a_document_cut_anywhere_never_panics() {
    let source: String = BULLETIN.iter().map(|line| p(&line.replace('&', "&amp;"))).collect();
    let bytes = Docx::new(&source).bytes();
    for cut in (0..bytes.len()).step_by(97) {
        assert!(plain(&bytes[..cut]).is_err() || cut == 0, "cut at {cut}");
    }
}

#[test]
fn a_document_with_any_byte_changed_never_panics() {
    let bytes = Docx::new(&p("整改")).bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x5a;
        let _ = plain(&changed);
    }
}

#[test]
fn deep_pages_are_read() {
    for tag in ["div", "b", "span", "p", "li", "table", "table><tr><td", "o:p", "nav"] {
        let source = format!("<html>{}底", format!("<{tag}>").repeat(100_000));
        let read = html(&source).unwrap();
        if tag == "nav" {
            assert_eq!(read.text, "");
        } else {
            assert_eq!(read.text.trim(), "底", "{tag}");
        }
        let flattened = read
            .notes
            .iter()
            .any(|note| matches!(note, Note::NestingFlattened { found } if *found >= 100_000));
        // Paragraphs, and list items outside a list, end one another: they never nest.
        assert_eq!(flattened, !matches!(tag, "p" | "li"), "{tag}");
        let closed = format!("{source}{}后", format!("</{tag}>").repeat(100_000));
        assert!(html(&closed).is_ok(), "{tag}");
    }
}

#[test]
fn elements_beyond_the_limit_carry_no_meaning() {
    let source = "<html><p>甲<b>乙</b></p><p><i><b>丙</b></i>";
    let read = |nesting| read(source.as_bytes(), None, &Limits { nesting, ..Limits::default() }).unwrap();
    let bold = |read: &Text| {
        read.hints.bold.iter().map(|span| read.text[span.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (read(4).text.as_str(), read(4).notes.len(), bold(&read(4))),
        ("甲乙\n丙\n", 0, vec!["乙".into(), "丙".into()])
    );
    assert_eq!((read(3).text.as_str(), bold(&read(3))), ("甲乙\n丙\n", vec!["乙".into()]));
    assert_eq!(read(3).notes, [Note::NestingFlattened { found: 4 }]);
}

#[test]
fn pages_made_to_be_slow_are_not() {
    const N: usize = 100_000;
    let attributes: String = (0..N).map(|n| format!("a{n}=1 ")).collect();
    let names: String = (0..N).map(|n| format!("<t{n}>")).collect();
    let mixed = format!("{}{}", "<b><i>".repeat(2_000), "</u></b></i>".repeat(N));
    let walls = format!("{}<table><tr><td>{}{}", "<b>".repeat(2_000), "<i>".repeat(2_000), "</b>".repeat(N));
    for source in [
        format!("<html><p {attributes}>甲"),
        format!("<html>{names}甲"),
        format!("<html>{mixed}甲"),
        format!("<html>{walls}甲"),
        format!("<html>{}甲", "<".repeat(3 * N)),
        format!("<html>甲{}", "&am".repeat(3 * N)),
        format!("<html>甲{}", "<!--".repeat(3 * N)),
        format!("<html>甲{}", "</".repeat(3 * N)),
        format!("<html>甲<script>{}", "</scrip".repeat(3 * N)),
        format!("<html><table>甲{}", "<tr><td>".repeat(N)),
        format!("<html>甲<table><tr>{}", "<td>".repeat(N)),
        format!("<html>甲<p style='{}'>", "display:none;".repeat(N)),
    ] {
        let read = html(&source).unwrap();
        assert!(read.text.contains('甲') || source.contains("<<"), "{}", &source[..40.min(source.len())]);
    }
}

#[test]
fn a_large_file_in_another_charset_is_decoded_soon() {
    // Ten megabytes of which, read as UTF-8, every other byte is broken.
    let text = BULLETIN.join("\n").repeat(12_000);
    let bytes = encoding_rs::GBK.encode(&text).0.into_owned();
    assert!(bytes.len() > 5_000_000 && read(&bytes, None, &Limits::default()).unwrap().text == text);
}

#[test]
fn page_lines_are_bounded() {
    let limits = Limits { lines: 100, ..Limits::default() };
    let source = format!("<html>{}", "<br>".repeat(200));
    let found = read(source.as_bytes(), None, &limits);
    assert_eq!(found, Err(ReadError::TooManyLines { limit: 100, found: 101 }));
    let rows = format!("<table>{}</table>", "<tr><td><p>1</p><p>2</p><td>3</tr>".repeat(90));
    assert_eq!(read(rows.as_bytes(), None, &limits).unwrap().text.lines().count(), 90);
}

#[test]
fn deep_xml_is_refused() {
    for tag in ["w:p", "w:tbl", "x"] {
        let found = Docx::new(&format!("<{tag}>").repeat(100_000)).read();
        assert_eq!(found, Err(ReadError::NestedTooDeep { limit: 4_096, found: 4_097 }), "{tag}");
    }
}

#[test]
fn entities_are_refused() {
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document {W}><w:body>{}</w:body></w:document>",
        p("&b;")
    );
    let part = "word/document.xml".to_owned();
    let found = Docx::new("").with(&part, &bomb).read();
    assert_eq!(found, Err(ReadError::DocumentTypeDeclared { part: part.clone() }));
    assert_eq!(Docx::new(&p("&b;")).read(), Err(ReadError::EntityUnknown { part }));
}

#[test]
fn xml_made_to_be_slow_is_not() {
    let attributes: String = (0..100_000).map(|n| format!("a{n}=\"1\" ")).collect();
    let spaces: String = (0..50_000).map(|n| format!("xmlns:n{n}=\"u\" ")).collect();
    let boxes =
        "<w:p><w:r><w:txbxContent>".repeat(1_000) + &p("底") + &"</w:txbxContent></w:r></w:p>".repeat(1_000);
    let tables = "<w:tbl><w:tr><w:tc>".repeat(1_000) + &p("底") + &"</w:tc></w:tr></w:tbl>".repeat(1_000);
    for source in [
        format!("<w:p {attributes}/>{}", p("底")),
        format!("<w:p {spaces}/>{}", p("底").repeat(1_000)),
        boxes,
        tables,
        "<w:p><w:r><w:t>底</w:t></w:r></w:p>".repeat(100_000),
    ] {
        assert!(Docx::new(&source).read().unwrap().text.contains('底'));
    }
}

#[test]
fn an_archive_that_is_no_document() {
    assert_eq!(
        plain(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        Err(ReadError::NotText(NotText::Zip))
    );
    assert_eq!(plain(b"PK\x03\x04 and nothing").map_err(|why| why.code()).err(), Some("damaged"));
}

/// Spans lie on character boundaries, in order, without overlap.
fn spans_hold(read: &Text) {
    let mut last = 0;
    for span in &read.hints.bold {
        assert!(last <= span.start && !read.text[span.clone()].is_empty());
        last = span.end;
    }
    let mut last = 0;
    for heading in &read.hints.headings {
        assert!(last <= heading.span.start && !read.text[heading.span.clone()].contains('\n'));
        last = heading.span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000), name in prop::sample::select(vec!["a.txt", "a.html", "a.docx", "a"])) {
        if let Ok(read) = read(&bytes, Some(name), &Limits::default()) {
            spans_hold(&read);
            prop_assert!(read.text.len() <= bytes.len() * 4);
        }
    }

    #[test]
    fn any_utf8_text_is_kept_byte_for_byte(text in "[^\\p{Cc}\u{feff}<]{0,200}(\r\n|\n)?") {
        let text = format!("整改{text}");
        prop_assert_eq!(read(text.as_bytes(), Some("a.txt"), &Limits::default()).unwrap().text, text);
    }

    #[test]
    fn any_tag_soup(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<b>", "</b>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<h1>", "</h1>", "<br>", "<ol>",
        "</ol>", "<li>", "<pre>", "</pre>", "<div hidden>", "</div>", "<span style='font-weight:bold'>", "</span>", "<script>",
        "</script>", "整改", " ", "\n", "a\tb", "&nbsp;", "&", "<", "<!--", "-->", "<title>", "</title>", "<nav>", "</nav>",
    ]), 0..80)) {
        let source = pieces.concat();
        for nesting in [2, 4_096] {
            let limits = Limits { nesting, ..Limits::default() };
            spans_hold(&read(source.as_bytes(), Some("a.html"), &limits).unwrap());
        }
    }

    #[test]
    fn any_document_soup(pieces in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>整改</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
        "<w:rPr><w:b/></w:rPr>", "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:br/>",
        "<w:txbxContent>", "</w:txbxContent>", "<w:del>", "</w:del>", "<mc:AlternateContent>", "</mc:AlternateContent>",
    ]), 0..40)) {
        // Closes what is open so that most soups are well-formed.
        let mut open: Vec<&str> = Vec::new();
        let mut source = String::new();
        for piece in pieces {
            let name = piece.trim_start_matches("</").trim_start_matches('<').trim_end_matches('>');
            let lone = piece.ends_with("/>") || piece.matches('<').count() > 1;
            if lone {
                source.push_str(piece);
            } else if !piece.starts_with("</") {
                open.push(name);
                source.push_str(piece);
            } else if open.last() == Some(&name) {
                open.pop();
                source.push_str(piece);
            }
        }
        for name in open.iter().rev() {
            source.push_str(&format!("</{name}>"));
        }
        spans_hold(&Docx::new(&source).read().unwrap());
    }
}
