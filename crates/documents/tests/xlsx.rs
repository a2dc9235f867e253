//! Workbooks: written, read back, and files that mean harm.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Read, Write};

use documents::model::{Column, Entry, Sheet, Workbook};
use documents::write::{MOST_ROWS, WriteError, csv, xlsx};
use documents::{Limits, NotText, ReadError, read_sheets};
use jiff::civil::date;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn column(name: &str) -> Column {
    Column { name: name.to_owned(), width: 12, ..Column::default() }
}

fn sheet(rows: Vec<Vec<Entry>>) -> Sheet {
    let states = Column { choices: vec!["完成".to_owned(), "推进".to_owned()], ..column("状态") };
    let columns = vec![column("编号"), column("标题"), states, Column { dates: true, ..column("时限") }];
    Sheet { name: "清单".to_owned(), columns, rows, landscape: true }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes))
        .unwrap()
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn row() -> Vec<Entry> {
    vec![Entry::Number(3.5), Entry::text("建立\n台账"), Entry::text("完成"), Entry::Date(date(2025, 4, 1))]
}

#[test]
fn cells_come_back_as_they_went() {
    let bytes = xlsx(&Workbook { title: "台账".to_owned(), sheets: vec![sheet(vec![row()])] }).unwrap();
    let back = read_sheets(&bytes, &Limits::default()).unwrap();
    assert_eq!(back.grids[0].name, "清单");
    assert_eq!(back.grids[0].rows[0][3], Entry::text("时限"));
    assert_eq!(back.grids[0].rows[1], row());
    assert_eq!((back.formulas, back.notes), (0, vec![]));
    // The same workbook gives the same bytes.
    assert_eq!(
        bytes,
        xlsx(&Workbook { title: "台账".to_owned(), sheets: vec![sheet(vec![row()])] }).unwrap()
    );
}

#[test]
fn a_sheet_is_ready_to_work_with() {
    let bytes = xlsx(&Workbook { title: String::new(), sheets: vec![sheet(vec![row()])] }).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "<pane ",
        "state=\"frozen\"",
        "<autoFilter ref=\"A1:D2\"/>",
        "type=\"list\"",
        "type=\"date\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "paperSize=\"9\"",
        "width=\"12",
    ] {
        assert!(xml.contains(wanted), "{wanted} in {xml}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("Print_Titles"));
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let evil = "=HYPERLINK(\"http://example.invalid\")";
    let rows = vec![vec![Entry::text(evil), Entry::text("+1"), Entry::text("@x"), Entry::text("-2")]];
    let bytes = xlsx(&Workbook { title: String::new(), sheets: vec![sheet(rows.clone())] }).unwrap();
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    assert_eq!(read_sheets(&bytes, &Limits::default()).unwrap().grids[0].rows[1], rows[0]);
    let text = String::from_utf8(csv(&sheet(rows))).unwrap();
    assert!(text.ends_with("\"'=HYPERLINK(\"\"http://example.invalid\"\")\",'+1,'@x,'-2\r\n"), "{text}");
}

#[test]
fn a_head_of_two_rows_is_merged() {
    let mut of = sheet(vec![row()]);
    for column in &mut of.columns[2..] {
        column.group = "整改".to_owned();
    }
    let bytes = xlsx(&Workbook { title: String::new(), sheets: vec![of] }).unwrap();
    let grid = &read_sheets(&bytes, &Limits::default()).unwrap().grids[0];
    assert_eq!(grid.at(0, 3), &Entry::text("整改"));
    assert_eq!(grid.at(1, 0), &Entry::text("编号"));
    assert_eq!(grid.at(1, 3), &Entry::text("时限"));
    assert_eq!(grid.rows[2], row());
}

#[test]
fn too_many_rows_are_refused_both_ways() {
    let rows = vec![vec![]; MOST_ROWS + 1];
    let refused = xlsx(&Workbook { title: String::new(), sheets: vec![sheet(rows)] });
    assert_eq!(refused, Err(WriteError::TooManyRows { limit: 100_000, found: 100_001 }));
    let bytes = workbook(r#"<row r="7"><c r="A7"><v>1</v></c></row>"#);
    let limits = Limits { rows: 6, ..Limits::default() };
    assert_eq!(read_sheets(&bytes, &limits), Err(ReadError::TooManyRows { limit: 6, found: 7 }));
}

/// A workbook with these rows, by hand.
fn workbook(rows: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let root = r#"<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book =
        r#"<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="r7"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="r7" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r8" Type="x/externalLink" Target="externalLinks/e.xml"/></Relationships>"#;
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn cells_far_apart_take_no_memory_and_formulas_give_their_value() {
    let far = workbook(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
    );
    assert!(matches!(read_sheets(&far, &Limits::default()), Err(ReadError::TooManyRows { .. })));
    let wide = workbook(r#"<row r="1"><c r="XFD1"><v>2</v></c></row>"#);
    assert!(matches!(
        read_sheets(&wide, &Limits::default()),
        Err(ReadError::TooManyColumns { found: 16_384, .. })
    ));
    let ragged: String =
        (1..=200).map(|row| format!(r#"<row r="{row}"><c r="CV{row}"><v>2</v></c></row>"#)).collect();
    let few = Limits { cells: 1_000, ..Limits::default() };
    assert!(matches!(
        read_sheets(&workbook(&ragged), &few),
        Err(ReadError::TooManyCells { limit: 1_000, .. })
    ));

    let cells = r#"<row><c><f>cmd|'/c calc'!A1</f><v>42</v></c><c t="inlineStr"><is><r><t>合</t></r><r><t>计</t></r></is></c><c t="e"><v>#REF!</v></c><c t="str"><v>x</v></c></row><row><c><v>7</v></c></row>"#;
    let back = read_sheets(&workbook(cells), &Limits::default()).unwrap();
    assert_eq!(back.formulas, 1);
    assert_eq!(
        back.grids[0].rows,
        [
            vec![Entry::Number(42.0), Entry::text("合计"), Entry::Empty, Entry::text("x")],
            vec![Entry::Number(7.0)]
        ]
    );
    assert_eq!(back.notes.len(), 1, "an outer link is told of");
}

#[test]
fn cells_that_cover_others_are_found_and_bounded() {
    let rows = r#"<row r="1"><c r="B1" t="str"><v>甲</v></c></row><row r="9"><c r="C9"><v>7</v></c></row>"#;
    let merged = r#"</sheetData><mergeCells><mergeCell ref="B1:B8"/><mergeCell ref="A9:B1048576"/></mergeCells><sheetData>"#;
    let bytes = workbook(&format!("{rows}{merged}"));
    let grid = &read_sheets(&bytes, &Limits::default()).unwrap().grids[0];
    let at = |row, column| grid.at(row, column).shown();
    assert_eq!([at(0, 1), at(7, 1), at(7, 2), at(8, 1), at(8, 2)], ["甲", "甲", "", "", "7"]);
    assert_eq!(grid.merged.areas(), [[0, 1, 7, 1], [8, 0, 1_048_575, 1]]);
    let few = Limits { merged: 1, ..Limits::default() };
    assert_eq!(read_sheets(&bytes, &few), Err(ReadError::TooManyMerged { limit: 1, found: 2 }));
}

#[test]
fn what_is_no_workbook_is_refused() {
    let refused = |bytes: &[u8]| read_sheets(bytes, &Limits::default()).unwrap_err();
    assert_eq!(refused("序号,标题".as_bytes()), ReadError::NotText(NotText::Binary));
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").code(), "not-text");
    let bytes = workbook("");
    assert_eq!(refused(&bytes[..bytes.len() / 2]).code(), "damaged");
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        Just(Entry::Empty),
        "[^\\p{C}]{1,20}".prop_map(Entry::Text),
        (-1.0e9..1.0e9_f64).prop_map(Entry::Number),
        (1900_i16..2200, 3_i8..12, 1_i8..28).prop_map(|(y, m, d)| Entry::Date(date(y, m, d))),
    ]
}

proptest! {
    #[test]
    fn any_sheet_comes_back(rows in prop::collection::vec(prop::collection::vec(entry(), 4), 0..12)) {
        let bytes = xlsx(&Workbook { title: String::new(), sheets: vec![sheet(rows.clone())] }).unwrap();
        let back = read_sheets(&bytes, &Limits::default()).unwrap();
        for (at, row) in rows.iter().enumerate() {
            for (column, entry) in row.iter().enumerate() {
                prop_assert_eq!(back.grids[0].at(at + 1, column), entry);
            }
        }
    }

    #[test]
    fn a_damaged_workbook_never_panics(at in 0_usize..4_000, to in any::<u8>(), rows in "[<>a-z/\"=A-Z0-9 ]{0,80}") {
        let mut bytes = xlsx(&Workbook { title: String::new(), sheets: vec![sheet(vec![row()])] }).unwrap();
        let place = at % bytes.len();
        bytes[place] = to;
        let _ = read_sheets(&bytes, &Limits::default());
        let _ = read_sheets(&workbook(&rows), &Limits::default());
    }
}
