//! Tables beside the text: every place knows its stretch of it, merged cells in each place that they cover.
#![allow(clippy::unwrap_used)]

mod sample;

use documents::{Limits, Note, Text, read};
use sample::{Docx, p};

/// The words in every place, `<` before what goes on from another place, tables parted by an empty row.
fn shown(read: &Text) -> Vec<String> {
    let mut rows = vec![];
    for table in &read.tables {
        assert!(table.span.of(&read.text).len() == table.span.end - table.span.start);
        for row in &table.rows {
            let word = |place: &bulletin::Place| {
                format!("{}{}", if place.first { "" } else { "<" }, place.span.of(&read.text))
            };
            rows.push(row.iter().map(word).collect::<Vec<_>>().join("|"));
        }
        rows.push(String::new());
    }
    rows
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"900\"/>{properties}</w:tcPr>{content}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

fn plain(text: &str) -> String {
    cell("", &p(text))
}

#[test]
fn merged_cells_of_a_document_stand_in_every_place() {
    let starts = "<w:vMerge w:val=\"restart\"/>";
    let source = table(&[
        row(&[cell(starts, &p("序号")), cell("<w:gridSpan w:val=\"2\"/>", &p("责任")), plain("时限")]),
        row(&[cell("<w:vMerge/>", "<w:p/>"), plain("单位"), plain("人"), plain("")]),
        row(&[cell(starts, &p("1")), cell("", &(p("甲局") + &p("乙局"))), plain("张三"), plain("六月")]),
        row(&[cell("<w:vMerge w:val=\"continue\"/>", "<w:p/>"), plain("丙局"), plain(""), plain("")]),
        row(&[cell("<w:vMerge/>", &p("2")), plain("丁局"), plain(""), plain("七月")]),
    ]);
    let read = Docx::new(&(p("前") + &source + &p("后"))).read().unwrap();
    assert_eq!(
        shown(&read),
        ["序号|责任|<责任|时限", "<序号|单位|人|", "1|甲局 乙局|张三|六月", "<1|丙局||", "2|丁局||七月", ""],
        "what was written into a cell that goes on is its own"
    );
    assert!(read.text.ends_with("2\t丁局\t\t七月\n后\n"), "the text is as it was: {}", read.text);
    let late = table(&[format!("<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}</w:tr>", plain("甲"))]);
    assert_eq!(shown(&Docx::new(&late).read().unwrap()), ["<|<|甲", ""]);
}

#[test]
fn what_a_cell_was_before_a_tracked_change_does_not_count() {
    let changed = "<w:tcPrChange w:id=\"1\"><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr></w:tcPrChange>";
    let source = table(&[row(&[cell(changed, &p("甲")), plain("乙")])]);
    assert_eq!(shown(&Docx::new(&source).read().unwrap()), ["甲|乙", ""]);
}

#[test]
fn tables_within_tables_stand_after_the_one_around_them() {
    let inner = table(&[row(&[plain("1"), plain("2")])]);
    let outer = table(&[row(&[plain("左"), cell("", &(inner + "<w:p/>"))])]) + &table(&[row(&[plain("乙")])]);
    assert_eq!(shown(&Docx::new(&outer).read().unwrap()), ["左|1\t2", "", "1|2", "", "乙", ""]);
}

#[test]
fn cells_of_a_page_cover_rows_and_columns() {
    let page = "<p>前</p><table><tr><th rowspan=2>序号</th><th colspan=2>责任</th></tr><tr><th>单位<th>人</tr>\
        <tr><td>1<td>甲局<td rowspan=9>张三</tr><tr><td>2<td rowspan=0>乙局</tr></table><p>后</p>";
    let read = read(page.as_bytes(), Some("x.html"), &Limits::default()).unwrap();
    assert_eq!(shown(&read), ["序号|责任|<责任", "<序号|单位|人", "1|甲局|张三", "2|乙局|<张三", ""]);
}

#[test]
fn tables_past_the_limit_stay_text() {
    let few = Limits { places: 5, ..Limits::default() };
    let wide = cell("<w:gridSpan w:val=\"4000000000\"/>", &p("宽"));
    let source = table(&[row(&[plain("甲"), plain("乙")])]) + &table(&vec![row(&[wide]); 3]);
    let back = read(&Docx::new(&source).bytes(), None, &few).unwrap();
    assert_eq!(shown(&back), ["甲|乙", ""]);
    assert_eq!(back.text, "甲\t乙\n宽\n宽\n宽\n");
    assert_eq!(back.notes, [Note::TablesLeftOut { count: 1 }]);
    let whole = Docx::new(&source).read().unwrap();
    assert_eq!(whole.tables[1].rows[0].len(), 100, "no table is wider than a word processor allows");
}
