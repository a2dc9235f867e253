//! Figures that were reported: page, files, interface.

use crate::site::Site;
use axum::http::StatusCode;
use ledger::{
    Command, Figure,
    command::{Assign, Change, ReportProgress},
};

#[test]
fn figures_are_drawn_listed_and_saved() {
    let site = Site::signed_in();
    let measure = site.measure();
    let campaign = site.app.places().unwrap()[0].id;
    let empty = site.get(&format!("/figures/{campaign}?lang=en"));
    assert!(empty.body.contains("No figure has been reported yet"), "{}", empty.body);
    let unit = site.open("unit", "园林局", None);
    site.act(Some(measure), Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }));
    for value in ["10", "25.5"] {
        let (name, unit) = ("收回租金".to_owned(), "万元".to_owned());
        let figure = Figure { name, value: value.into(), unit, qualifier: None };
        let report = ReportProgress { text: "清收".into(), figures: vec![figure], ..Default::default() };
        site.act(Some(measure), Command::ReportProgress(report));
    }
    let page = site.get(&format!("/figures/{campaign}"));
    assert!(page.body.contains("<svg class=\"series\"") && page.body.contains("25.5万元"), "{}", page.body);
    assert_eq!(site.get("/figures").header("location"), format!("/figures/{campaign}"));
    assert!(site.get(&format!("/matters/{measure}")).body.contains(&format!("/figures/{measure}\"")));
    let api = site.get(&format!("/api/v1/matters/{campaign}/figures")).json();
    assert_eq!(api["series"][0]["points"][1]["value"], "25.5");
    for (format, media) in [("xlsx", "spreadsheetml"), ("csv", "text/csv")] {
        let file = site.get(&format!("/figures/{campaign}/files/{format}"));
        assert!(file.status == StatusCode::OK && file.header("content-type").contains(media));
    }
    assert_eq!(site.get(&format!("/figures/{campaign}/files/exe")).status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/figures/99999").status, StatusCode::NOT_FOUND);
}
