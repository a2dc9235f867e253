//! A plan as a Word file with a table, from upload to ledger. The plan is in our own words.

use crate::site::Site;
use axum::http::StatusCode;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

fn row(cells: &[&str]) -> String {
    let cells = cells.iter().map(|text| match *text {
        "^" => "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".to_owned(),
        text => match text.strip_prefix('v') {
            Some(text) => cell("<w:vMerge w:val=\"restart\"/>", text),
            None => cell("", text),
        },
    });
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// A head of two rows, cells over rows, a head that is repeated, a row broken off by the page, one without a number.
fn plan() -> Vec<u8> {
    let group = cell("<w:gridSpan w:val=\"2\"/>", "责任清单");
    let head = [
        format!(
            "<w:tr>{}{}{}{group}{}</w:tr>",
            cell("<w:vMerge w:val=\"restart\"/>", "序号"),
            cell("<w:vMerge w:val=\"restart\"/>", "存在问题"),
            cell("<w:vMerge w:val=\"restart\"/>", "整改措施"),
            cell("<w:vMerge w:val=\"restart\"/>", "时限"),
        ),
        row(&["^", "^", "^", "责任单位", "责任人", "^"]),
    ]
    .concat();
    let first = [
        row(&["v1", "v签约项目开工慢。", "逐个核对32个项目。", "v综合科", "沈一", "二〇二六年六月三十日"]),
        row(&["^", "^", "建立周调度制度", "^", "沈二", "2026.9"]),
    ]
    .concat();
    let second = [
        row(&["", "", "并按周通报。", "", "", ""]),
        row(&["", "土地闲置5宗。", "1.清查。2.收回。", "综合科", "", "每季度末"]),
    ]
    .concat();
    let body = format!(
        "<w:p><w:r><w:t>云川高新区关于巡察反馈问题的整改方案</w:t></w:r></w:p><w:tbl>{head}{first}</w:tbl><w:p/>\
         <w:tbl>{head}{second}</w:tbl><w:p><w:r><w:t>各责任单位按时办结。</w:t></w:r></w:p>"
    );
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>")),
        ("_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/document.xml", format!("<w:document {w}><w:body>{body}</w:body></w:document>")),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_table_is_previewed_row_by_row_and_accepted() {
    let site = Site::signed_in();
    let read = site.post_file("/imports", &[], "整改方案.docx", &plan());
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.body);
    let draft = read.header("location").to_owned();
    let page = site.get(&draft);
    assert_eq!(page.body.matches("class=\"depth-1 item").count(), 2, "{}", page.body);
    assert_eq!(page.body.matches("class=\"depth-2 measure").count(), 4, "{}", page.body);
    // Dates are shown as they will be set; a name that nobody has, and a date that is none, are marked.
    assert!(page.body.contains("2026-06-30") && page.body.contains("2026-09-30"), "{}", page.body);
    assert!(page.body.contains("<li class=\"kept\""), "{}", page.body);
    for marked in ["这一行没有编号", "按上一行的接续读入"] {
        assert!(page.body.contains(marked), "{marked} {}", page.body);
    }
    for lang in ["zh", "en"] {
        assert!(!site.get(&format!("{draft}?lang={lang}")).body.contains('⟨'));
    }
    let whole = site.get(&format!("/api/v1{draft}")).json();
    let cells = whole["listed"][0]["cells"].as_array().unwrap();
    assert_eq!((&cells[0]["part"], &cells[0]["kept"]), (&"unit".into(), &true.into()), "{whole}");

    let accept = [("seen", page.hidden("seen")), ("seed", page.hidden("seed"))];
    let accept: Vec<(&str, &str)> = accept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = site.post(&format!("{draft}/acceptance"), &accept);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let hits = site.app.search("建立周调度制度", 0).unwrap().hits;
    let measure = hits.iter().find(|hit| hit.row.kind == "measure").unwrap();
    let shown = site.get(&format!("/matters/{}", measure.row.id)).body;
    assert!(shown.contains("并按周通报") && shown.contains("责任人：沈二"), "{shown}");
    assert_eq!(measure.row.due, Some(jiff::civil::date(2026, 9, 30)));
}
