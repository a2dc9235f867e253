//! What is written is read back: the text of every format is the model's.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Read};

use documents::model::{
    Attachment, Block, Cell, Document, Head, Heading, Level, Number, Row, Run, Signature, Table,
};
use documents::write::{Families, docx, html, markdown, txt};
use documents::{Limits, read};
use proptest::prelude::*;

fn families() -> Families {
    let [title, body, kai, hei, song] =
        ["FZXiaoBiaoSong-B05S", "FangSong_GB2312", "KaiTi_GB2312", "SimHei", "SimSun"].map(str::to_owned);
    Families { title, body, kai, hei, song, latin: Some("Times New Roman".to_owned()) }
}

fn sample() -> Document {
    let run_in = Block::Heading(Heading {
        level: Level::Three,
        number: Number::Counted,
        title: "学习不够深入。".to_owned(),
        text: vec![
            Run::plain("一是开展学习"),
            Run { text: "12".to_owned(), bold: true, figure: Some("f1".to_owned()) },
        ],
    });
    let printed = Block::Heading(Heading {
        level: Level::Two,
        number: Number::Printed("(七)".to_owned()),
        title: "半角的号".to_owned(),
        text: vec![],
    });
    let table = Table {
        caption: "问题清单".to_owned(),
        widths: vec![1, 3, 3],
        head: vec![
            Row(vec![Cell::new("序号").spanning(1, 2), Cell::new("整改").spanning(2, 1)]),
            Row(vec![Cell::new("措施"), Cell::new("时限")]),
        ],
        rows: vec![
            Row(vec![Cell::new("1").spanning(1, 2), Cell::new("a & <b>"), Cell::new("2025年3月")]),
            Row(vec![Cell::new("建立台账"), Cell::new("2025年6月")]),
        ],
    };
    Document {
        title: "云岭新区关于巡察整改进展情况的通报".to_owned(),
        recipients: "各单位：".to_owned(),
        body: vec![
            Block::text("根据安排，现予公布。"),
            Block::heading(Level::One, "压实责任"),
            Block::heading(Level::Two, "成立专班"),
            run_in.clone(),
            run_in,
            printed,
            Block::heading(Level::One, "下一步"),
            Block::heading(Level::Two, "重新计数"),
            Block::Table(table),
        ],
        attachment_word: "附件".to_owned(),
        attachments: vec![Attachment {
            title: "名单".to_owned(),
            body: vec![Block::heading(Level::One, "从一数起")],
        }],
        signature: Some(Signature { issuers: vec!["云岭新区党工委".to_owned()], sealed: true }),
        date: "2025年4月".to_owned(),
        note: "此件公开发布".to_owned(),
        ..Document::default()
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = vec![];
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        out.push((file.name().unwrap().into_owned(), text));
    }
    out
}

/// Lines without blank ones and without blanks around.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn a_docx_is_read_back_with_its_counted_numbers_and_its_table() {
    let document = sample();
    let bytes = docx(&document, &families()).unwrap();
    let back = read(&bytes, Some("a.docx"), &Limits::default()).unwrap();
    let want: Vec<String> = lines(&txt(&document)).into_iter().map(|line| line.replace('\t', " ")).collect();
    let got: Vec<String> = lines(&back.text).into_iter().map(|line| line.replace('\t', " ")).collect();
    // A row whose first place is covered from above keeps its empty cell in the file, as in plain text.
    let squeezed = |lines: &[String]| lines.iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    assert_eq!(squeezed(&got), squeezed(&want));
    assert!(got.contains(&"（一）重新计数".to_owned()), "a higher heading starts the count anew");
    assert!(got.contains(&"2.学习不够深入。一是开展学习12".to_owned()));
    assert!(got.contains(&"一、从一数起".to_owned()), "an attachment counts from one");
}

#[test]
fn a_docx_states_the_page_of_the_standard() {
    let bytes = docx(&sample(), &families()).unwrap();
    let parts = parts(&bytes);
    let of = |name: &str| &parts.iter().find(|(part, _)| part == name).unwrap().1;
    let main = of("word/document.xml");
    assert!(main.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#), "A4");
    // 37, 26, 35 and 28 mm.
    assert!(main.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#), "{main}");
    assert!(main.contains(r#"<w:docGrid w:type="linesAndChars" w:linePitch="579""#));
    assert!(main.contains(r#"<w:vMerge w:val="restart"/>"#) && main.contains(r#"<w:gridSpan w:val="2"/>"#));
    assert!(main.contains("<w:tblHeader/>"));
    assert!(of("word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(
        of("word/footer1.xml").contains(" PAGE ")
            && of("word/footer1.xml").contains(r#"<w:jc w:val="right"/>"#)
    );
    assert!(of("word/footer2.xml").contains(r#"<w:jc w:val="left"/>"#));
    assert!(
        of("word/styles.xml").contains("FangSong_GB2312")
            && of("word/styles.xml").contains("Times New Roman")
    );
    assert!(of("word/numbering.xml").contains("chineseCountingThousand"));
    // Each part is declared, and each relationship leads to a part.
    let types = of("[Content_Types].xml");
    for (name, content) in &parts {
        let declared =
            name.ends_with(".rels") || name == "[Content_Types].xml" || types.contains(&format!("/{name}\""));
        assert!(declared, "{name}");
        let mut reader = quick_xml::Reader::from_str(content);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
    assert_eq!(bytes, docx(&sample(), &families()).unwrap(), "the same document gives the same bytes");
}

#[test]
fn a_letter_differs_on_its_first_page() {
    let letter = Document { head: Some(Head::Letter("云岭新区整改办".to_owned())), ..sample() };
    let bytes = docx(&letter, &families()).unwrap();
    let parts = parts(&bytes);
    let main = &parts.iter().find(|(part, _)| part == "word/document.xml").unwrap().1;
    assert!(main.contains("<w:titlePg/>") && main.contains(r#"w:type="first""#));
}

#[test]
fn the_issuers_mark_stays_on_one_line() {
    let half_points = |name: &str| -> u32 {
        let letter = Document { head: Some(Head::Letter(name.to_owned())), ..sample() };
        let parts = parts(&docx(&letter, &families()).unwrap());
        let main = &parts.iter().find(|(part, _)| part == "word/document.xml").unwrap().1;
        let mark = main.split("LetterMark").nth(1).unwrap();
        mark.split("<w:sz w:val=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    assert_eq!(half_points("云岭新区整改办"), 56, "as large as it may be");
    let long = "云岭新区党工委巡察整改工作领导小组办公室";
    let (size, signs) = (half_points(long), u32::try_from(long.chars().count()).unwrap());
    // 156 mm are 442.2 points.
    assert!(size * signs <= 884 && (size + 1) * signs > 884, "{size}");
}

#[test]
fn a_page_is_read_back_and_escapes_what_it_shows() {
    let document = sample();
    let page = html(&document, "zh-CN");
    let back = read(page.as_bytes(), Some("a.html"), &Limits::default()).unwrap();
    for line in lines(&txt(&document)).iter().filter(|line| !line.contains('\t')) {
        assert!(back.text.contains(line.as_str()), "{line} in {}", back.text);
    }
    assert!(page.contains("a &amp; &lt;b&gt;"));
    assert!(page.contains(r#"<th colspan="2">"#) && page.contains(r#"<td rowspan="2">"#));
    assert!(page.contains(r#"<data class="figure" value="f1"><strong>12</strong></data>"#));
}

#[test]
fn markdown_keeps_headings_and_tables() {
    let text = markdown(&sample());
    assert!(text.starts_with("# 云岭新区关于巡察整改进展情况的通报\n"));
    assert!(text.contains("\n## 一、压实责任\n") && text.contains("\n### （一）成立专班\n"));
    assert!(text.contains("\n| 1 | a \\& \\<b\\> | 2025年3月 |\n|"), "{text}");
}

proptest! {
    #[test]
    fn any_text_survives_a_docx(paragraphs in prop::collection::vec("[^\\p{C}\\p{Z}]([^\\p{C}]{0,40}[^\\p{C}\\p{Z}])?", 1..8)) {
        let body = paragraphs.iter().map(Block::text).collect();
        let document = Document { body, ..Document::default() };
        let bytes = docx(&document, &families()).unwrap();
        let back = read(&bytes, Some("a.docx"), &Limits::default()).unwrap();
        let got: Vec<&str> = back.text.lines().filter(|line| !line.trim().is_empty()).collect();
        prop_assert_eq!(got, paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn any_table_covers_every_place_once(
        columns in 1_usize..8,
        rows in prop::collection::vec(prop::collection::vec((0_u16..5, 0_u16..5), 0..9), 0..8),
    ) {
        let cell = |(across, down)| Cell::new("x").spanning(across, down);
        let rows: Vec<Row> = rows.into_iter().map(|row| Row(row.into_iter().map(cell).collect())).collect();
        let table = Table { widths: vec![1; columns], rows, ..Table::default() };
        let mut covered = vec![vec![0; columns]; table.rows.len()];
        for placed in table.placed(&table.rows) {
            for row in covered.iter_mut().skip(placed.row).take(placed.down) {
                for times in row.iter_mut().skip(placed.column).take(placed.across) {
                    *times += 1;
                }
            }
        }
        prop_assert!(covered.iter().flatten().all(|times| *times <= 1));
        let document = Document { body: vec![Block::Table(table)], ..Document::default() };
        docx(&document, &families()).unwrap();
        html(&document, "zh-CN");
    }
}
