//! Sheets that come back, for people and for programs.

use crate::site::Site;
use axum::http::StatusCode;

fn saved(site: &Site) -> Vec<u8> {
    let query = app::query::list::ListQuery::default();
    site.app.list_workbook(&query, app::language::Language::Zh).unwrap().bytes
}

#[test]
fn a_sheet_is_uploaded_looked_at_and_read_otherwise() {
    let site = Site::signed_in();
    site.measure();
    assert!(site.get("/matters").body.contains("href=\"/sheets\""));
    assert!(site.get("/sheets?lang=en").body.contains("Import Excel"));
    let up = site.post_file("/sheets", &[("kind", "")], "事项.xlsx", &saved(&site));
    assert_eq!(up.status, StatusCode::SEE_OTHER, "{}", up.body);
    let path = up.header("location").to_owned();
    for lang in ["zh", "en"] {
        let page = site.get(&format!("{path}?lang={lang}"));
        assert!(page.status == StatusCode::OK && !page.body.contains('⟨'), "{}", page.body);
    }
    let nothing = site.post(&format!("{path}/acceptance"), &[("seed", "x")]);
    assert!(nothing.status.is_client_error(), "{}", nothing.status);
    let bad = site.post_file("/sheets", &[], "a.xlsx", b"no sheet");
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let api = format!("/api/v1{path}");
    let preview = site.get(&api).json();
    assert_eq!(preview["differences"], serde_json::json!([]));
    assert!(preview["matched"].as_u64().unwrap() > 1);
    let parts: Vec<serde_json::Value> = preview["upload"]["parts"].as_array().unwrap().clone();
    let read =
        site.post_json(&format!("{api}/columns"), serde_json::json!({ "parts": parts, "under": null }));
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
}

#[test]
fn every_list_leads_to_its_sheet_and_back() {
    let site = Site::signed_in();
    site.measure();
    let campaign = site.app.places().unwrap()[0].id;
    for (page, sheet, kind) in [
        ("/ledgers/petition".to_owned(), "/matters/sheet?kind=petition".to_owned(), "petition"),
        ("/slips".to_owned(), "/matters/sheet?kind=slip".to_owned(), "slip"),
        (format!("/plans/{campaign}"), format!("/matters/sheet?kind=measure&#38;under={campaign}"), ""),
    ] {
        let shown = site.get(&page).body;
        assert!(shown.contains(&format!("href=\"{sheet}\"")), "{page} {shown}");
        let form = if kind.is_empty() { "/sheets".to_owned() } else { format!("/sheets?kind={kind}") };
        assert!(shown.contains(&format!("href=\"{form}\"")), "{page}");
        let file = site.get(&sheet.replace("&#38;", "&"));
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.header("content-type").contains("spreadsheetml"), "{}", file.header("content-type"));
    }
    assert!(site.get("/sheets?kind=petition").body.contains("name=\"kind\" value=\"petition\""));
}

/// A workbook of texts, by hand.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let row = |cells: &Vec<String>| {
        let cells = cells.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
        format!("<row>{}</row>", cells.collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    let main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"x/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", format!("<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"{main}\"/></Types>")),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn requests(count: usize) -> Vec<u8> {
    let mut rows = vec![["编号ID", "标题", "类别", "受理日期"].map(str::to_owned).to_vec()];
    rows.extend(
        (0..count).map(|n| vec![String::new(), format!("路灯增容之{n}"), "用工".into(), "2026-05-28".into()]),
    );
    workbook(&rows)
}

#[test]
fn new_rows_are_listed_and_opened_and_a_refusal_names_its_cell() {
    let site = Site::signed_in();
    let kind = [("kind", "enterprise_request")];
    let up = site.post_file("/sheets", &kind, "诉求.xlsx", &requests(2));
    let path = up.header("location").to_owned();
    let page = site.get(&path);
    assert!(page.body.contains("将要新建") && page.body.contains("路灯增容之1"), "{}", page.body);
    let form = [("seed", page.hidden("seed")), ("mark", page.hidden("mark"))];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = site.post(&format!("{path}/acceptance"), &form);
    assert!(done.header("location").ends_with("?done=sheet"), "{}", done.body);
    assert!(site.get("/ledgers/enterprise_request").body.contains("路灯增容之0"));
    // Who may not open one sees why, beside the cell.
    let reader = site.as_other("auditor", "auditor");
    let up = reader.post_file("/sheets", &kind, "诉求.xlsx", &requests(3));
    let page = reader.get(up.header("location"));
    assert!(page.body.contains("<code>B4</code>") && !page.body.contains("acceptance"), "{}", page.body);
    let told = reader.get(&format!("/api/v1{}", up.header("location"))).json();
    assert_eq!(told["errors"][0]["refusal"], "not-allowed", "{told}");
}

#[test]
fn a_large_sheet_shows_how_far_it_is_and_what_was_refused() {
    let site = Site::signed_in();
    let rows = app::sheets::AT_ONCE + 1;
    let up = site.post_file("/sheets", &[("kind", "enterprise_request")], "诉求.xlsx", &requests(rows));
    let path = up.header("location").to_owned();
    let key = path.rsplit('/').next().unwrap().to_owned();
    let mark = site.get(&path).hidden("mark");
    let person = Some(site.app.sign_in("shen", crate::site::PASSWORD).unwrap().person);
    // Accepted as by a process that ended at once: the page goes on with it.
    let accepted = site.app.accept_sheet(person, site.id(), &key, &mark).unwrap();
    assert_eq!(accepted, app::sheets::Accepted::Runs);
    let page = site.get(&path);
    assert!(page.body.contains("<progress") && page.body.contains(&format!("共{rows}行")), "{}", page.body);
    assert!(!page.header("refresh").is_empty(), "it looks again by itself");
    site.app.run_sheet(&key, &|| false).unwrap();
    for lang in ["zh", "en"] {
        let page = site.get(&format!("{path}?lang={lang}"));
        assert!(page.body.contains("value=\"100\"") && !page.body.contains('⟨'), "{}", page.body);
        assert!(page.header("refresh").is_empty());
    }
    let run = site.get(&format!("/api/v1{path}/run")).json();
    assert_eq!((&run["done"], &run["finished"]), (&rows.into(), &true.into()), "{run}");
    let again = site.post_json(&format!("/api/v1{path}/acceptance"), serde_json::json!({ "mark": mark }));
    assert_eq!(again.status, StatusCode::ACCEPTED, "{}", again.body);
    assert_eq!(
        site.as_other("auditor", "auditor").get(&format!("/api/v1{path}/run")).status,
        StatusCode::NOT_FOUND
    );
}
