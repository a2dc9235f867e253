//! A text held against the ledger.

use crate::house::{Town, done, everywhere};
use app::{finding::Found, language::Language};
use ledger::{
    Command, Figure,
    command::{ReportProgress, TakeMove},
};

fn check(town: &Town, text: &str) -> Vec<(String, String)> {
    let found: Vec<Found> = town.app.check_text(text, town.campaign, &[], Language::Zh).unwrap();
    let ours = ["unsupported-figure", "state-contradicts", "handler-named"];
    let ours = found.into_iter().filter(|one| ours.contains(&one.remark.code.as_str()));
    ours.map(|one| {
        let place = one.remark.spans.last().unwrap().of(text).to_owned();
        (
            format!("{} {place}", one.remark.code),
            one.rows.first().map_or(String::new(), |row| row.says.clone()),
        )
    })
    .collect()
}

fn told(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(what, _)| what.as_str()).collect()
}

#[test]
fn figures_are_borne_out_by_what_was_reported() {
    everywhere(|town| {
        let text = "（一）苗圃租金长期拖欠。收回租金1250.5万元，走访86户，另收回48万元。\n";
        assert_eq!(
            told(&check(town, text)),
            ["unsupported-figure 1250.5万元", "unsupported-figure 86户", "unsupported-figure 48万元"]
        );
        let rent =
            Figure {
                name: "收回租金".into(), value: "1250.50".into(), unit: "万元".into(), qualifier: None
            };
        let report = ReportProgress {
            text: "上门走访86户。".into(),
            figures: vec![rent],
            ..ReportProgress::default()
        };
        town.act(town.handler, town.measure, Command::ReportProgress(report));
        assert_eq!(told(&check(town, text)), ["unsupported-figure 48万元"]);
        // A figure of the same thing that says something else is shown beside it.
        let other = check(town, "（一）苗圃租金长期拖欠。收回租金1350.5万元。\n");
        assert_eq!(other, [("unsupported-figure 1350.5万元".into(), "收回租金1250.50万元".into())]);
        // What the ledger counts itself needs no report.
        assert!(check(town, "梳理问题1个，制定措施1项。").is_empty());
    });
}

#[test]
fn a_figure_of_one_item_is_not_borne_out_by_another() {
    everywhere(|town| {
        let other = town.open(Some(town.coordinator), "item", "闲置厂房盘活缓慢", Some(town.campaign));
        let measure = town.open(Some(town.coordinator), "measure", "走访企业126家", Some(other));
        assert_ne!(measure, town.measure);
        let both = "（一）苗圃租金长期拖欠。走访企业126家。\n（二）闲置厂房盘活缓慢。走访企业126家。\n";
        let found = check(town, both);
        assert_eq!(told(&found), ["unsupported-figure 126家"]);
        assert_eq!(found[0].1, "走访企业126家", "where it stands is shown");
        assert!(check(town, "累计走访企业126家。").is_empty(), "outside of items any of them will do");
    });
}

#[test]
fn a_state_is_contradicted_in_many_words() {
    everywhere(|town| {
        for claim in [
            "该问题已经整改到位",
            "目前已整改",
            "整改已全部完成",
            "现已全面完成整改",
            "整改任务已完成",
            "已对账销号",
            "已如期完成整改",
            "该问题已整改销号",
        ] {
            let text = format!("（一）苗圃租金长期拖欠。{claim}。\n");
            let found = check(town, &text);
            assert!(
                found.iter().any(|(what, _)| what.starts_with("state-contradicts")),
                "{claim}: {found:?}"
            );
        }
        for harmless in ["整改完成率逐月通报", "已整改的点位不反弹", "尽快完成整改任务", "召开会议部署整改"]
        {
            let text = format!("（一）苗圃租金长期拖欠。{harmless}。\n");
            assert!(check(town, &text).is_empty(), "{harmless}");
        }
    });
}

#[test]
fn a_state_that_the_ledger_contradicts_is_told_with_its_row() {
    everywhere(|town| {
        let claim = "（一）苗圃租金长期拖欠。该问题已完成整改。\n";
        let found = check(town, claim);
        assert_eq!(told(&found), ["state-contradicts 已完成整改"]);
        assert!(!found[0].1.is_empty(), "with the label of the state");
        assert!(check(town, "（一）苗圃租金长期拖欠。确保年底前整改到位。\n").is_empty(), "a promise");
        assert!(check(town, "（一）别的问题。已完成整改。\n").is_empty(), "nothing the ledger knows");
        for command in done() {
            town.act(town.handler, town.measure, command);
        }
        town.act(town.handler, town.measure, Command::Move(TakeMove::named("report_done")));
        town.act(town.acceptor, town.measure, Command::Move(TakeMove::named("accept")));
        let of_measure = "（一）苗圃租金长期拖欠。\n一是租约尚未完成整改。\n";
        let number = Command::Correct { number: Some("一是".into()), title: None, reason: "编号".into() };
        town.act(town.coordinator, town.measure, number);
        assert_eq!(told(&check(town, of_measure)), ["state-contradicts 尚未完成"]);
    });
}

#[test]
fn who_handles_a_matter_is_not_named_in_public_and_who_leads_may_be() {
    everywhere(|town| {
        let text = "由乔望山上门核实，孟清和验收。";
        assert_eq!(told(&check(town, text)), ["handler-named 乔望山"]);
        let leader = Command::GrantRole { role: "leader".into(), unit: None, until: None };
        let step = app::Step { matter: Some(town.handler), seen: None, command: leader };
        town.app.execute(None, town.id(), step).unwrap();
        assert!(check(town, text).is_empty());
    });
}
