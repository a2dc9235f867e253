//! Figures that were reported, as series over time.

use crate::house::{Town, everywhere};
use app::language::Language;
use documents::{Limits, model::Entry, read_sheets};
use jiff::civil::date;
use ledger::{Command, Figure, MatterId, command::ReportProgress};

fn report(town: &Town, value: &str, qualifier: Option<&str>) {
    let (name, unit) = ("收回租金".to_owned(), "万元".to_owned());
    let figure = Figure { name, value: value.into(), unit, qualifier: qualifier.map(str::to_owned) };
    let report = ReportProgress { text: "清收".into(), figures: vec![figure], ..ReportProgress::default() };
    town.act(town.handler, town.measure, Command::ReportProgress(report));
}

#[test]
fn what_was_reported_is_a_series_with_who_when_and_where_it_was_published() {
    everywhere(|town| {
        report(town, "120.5", Some("about"));
        town.morning_of(date(2026, 6, 8));
        report(town, "180", None);
        let figures = town.app.figures(town.campaign).unwrap();
        let [series] = figures.series.as_slice() else { panic!("{figures:?}") };
        assert_eq!(
            (series.matter.id, series.name.as_str(), series.unit.as_str()),
            (town.measure, "收回租金", "万元")
        );
        let told: Vec<_> = series.points.iter().map(|one| (one.on, one.value.as_str())).collect();
        assert_eq!(told, [(date(2026, 6, 1), "120.5"), (date(2026, 6, 8), "180")]);
        let by = series.points[0].by.as_ref().map(|by| by.title.as_str());
        assert_eq!((series.points[0].qualifier.as_deref(), by), (Some("about"), Some("乔望山")));
        assert_eq!(town.app.figures(town.measure).unwrap().series.len(), 1, "of the matter itself");
        let other = town.open(Some(town.coordinator), "campaign", "另一项整改", None);
        assert!(town.app.figures(other).unwrap().series.is_empty(), "of another campaign");
        assert!(town.app.figures(MatterId(9_999)).is_err());
        // Printed in a bulletin, with its unit and not as the end of another number.
        let head = town.person("gu", "顾长风", town.office, "head");
        let me = Some(town.coordinator);
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        let text = "收回租金180万元，另一处1120.5万元。\n";
        town.app.edit_bulletin(me, &key, 1, "通报", text).unwrap();
        assert!(town.app.figures(town.campaign).unwrap().series[0].points[1].published.is_empty(), "a draft");
        town.app.publish_bulletin(head, &key, 2).unwrap();
        let points = &town.app.figures(town.campaign).unwrap().series[0].points;
        let keys = |at: usize| points[at].published.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
        assert_eq!((keys(0), keys(1)), (vec![], vec![key]));
        // As a sheet and as lines.
        let book = town.app.figures_workbook(town.campaign, Language::Zh).unwrap();
        let grid = read_sheets(&book.bytes, &Limits::default()).unwrap().grids.remove(0);
        assert_eq!(
            (&grid.rows[1][6], &grid.rows[1][4]),
            (&Entry::Number(120.5), &Entry::Date(date(2026, 6, 1)))
        );
        let csv = String::from_utf8(town.app.figures_csv(town.campaign, Language::En).unwrap()).unwrap();
        assert!(csv.contains("Reported on") && csv.contains(",120.5,"), "{csv}");
    });
}
