//! `draw --replay` and `compare`: what can be checked without a ledger.

use crate::program::Desk;
use std::process::Command;

/// A record as it would be published.
fn record() -> app::draw::Record {
    use app::draw::{Commitment, Inspector, Object, Record, Rules, commitment};
    let objects = (0..40)
        .map(|at| Object {
            id: format!("单位{at:02}"),
            class: ["高", "低"][at % 2].into(),
            group: ["东", "西"][at % 3 % 2].into(),
            unit: format!("{}", at / 3),
        })
        .collect();
    let inspectors = (0..9)
        .map(|at| Inspector {
            id: format!("{at}"),
            unit: format!("{at}"),
            qualified: at != 3,
            aside: if at < 6 { vec!["单位05".into(), "7".into()] } else { vec![] },
        })
        .collect();
    let rules = Rules {
        ratios: [("高".to_owned(), 4_000), ("低".to_owned(), 1_500)].into(),
        inspectors: 2,
        most: 4,
        by_group: true,
        unit_once: true,
        drawn_before: vec!["2".into()],
    };
    let secret = "九月第三个星期一";
    let shown = Commitment::Secret { hash: commitment(secret) };
    Record::make((objects, inspectors, rules), shown, secret.into(), vec![]).unwrap()
}

#[test]
fn a_draw_comes_out_again_here_and_in_another_language() {
    let desk = Desk::new();
    let record = record();
    let path = desk.file("record.json", serde_json::to_string_pretty(&record).unwrap().as_bytes());
    let outcome = serde_json::to_string(&record.outcome).unwrap();
    let ended = desk.run(&["draw", "--replay", &path]);
    assert_eq!((ended.code, ended.out.trim_end()), (0, &*outcome), "{}", ended.err);
    // The script was written from the description alone; where there is no Python it is not asked.
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/replay-draw");
    if let Ok(second) = Command::new("python3").arg(script).arg(&path).output() {
        assert_eq!(String::from_utf8_lossy(&second.stdout).trim_end(), outcome);
    }
    assert!(!desk.data().exists());
}

#[test]
fn what_differs_is_named() {
    let desk = Desk::new();
    let mut record = record();
    record.outcome.drawn[1].inspectors.swap(0, 1);
    record.frozen.rules = "0".repeat(64);
    let path = desk.file("record.json", serde_json::to_string(&record).unwrap().as_bytes());
    let ended = desk.run(&["draw", "--replay", &path]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("frozen: rules") && ended.err.contains("Object 2 "), "{}", ended.err);
    let path = desk.file("other.json", "{}".as_bytes());
    let err = desk.run(&["draw", "--replay", &path]).failed(1);
    assert!(err.contains("no record of a draw"), "{err}");
}

#[test]
fn lists_are_compared_without_a_ledger() {
    let desk = Desk::new();
    let planned = desk.file(
        "planned.csv",
        "项目名称,总投资（万元）\n云川市学府路改造工程,1200\n凤栖湖绿化,860\n".as_bytes(),
    );
    let paid =
        desk.file("paid.csv", "工程名称,金额（元）\n学府路改造,21000000\n石门路消防站,430万元\n".as_bytes());
    let told = desk.run(&["compare", &planned, &paid]).well();
    assert!(told.contains("another amount") || told.contains("a digit of the amount moved"), "{told}");
    assert!(told.contains("planned 3: 凤栖湖绿化") && told.contains("paid 3: 石门路消防站"), "{told}");
    let json = desk.run(&["compare", &planned, &paid, "--json"]).well();
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["outcome"]["matched"][0]["rows"], serde_json::json!([0, 0]));
    let empty = desk.file("empty.csv", "金额\n1\n".as_bytes());
    let err = desk.run(&["compare", &planned, &empty]).failed(1);
    assert!(err.contains("no column with a key or a name"), "{err}");
}
