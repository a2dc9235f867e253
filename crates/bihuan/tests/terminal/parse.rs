//! `parse`: what a bulletin says, in its three forms.

use crate::program::{Desk, sample};
use serde_json::Value;

/// Invented, with one claim that does not hold: five measures are claimed and four are written out.
const SHORT: &str = "中共澜汐县北岭园区工委关于县委巡察整改进展情况的通报\n\n\
一、组织整改情况\n\n(一)加强领导。制定整改措施5条,召开会议12次。\n\n二、逐项整改情况\n\n\
1.项目落地不快\n\n(1)清理久拖项目。一是逐个核对项目42个,收回土地310.5亩。二是印发《北岭园区项目退出办法》。\n\n\
(2)追缴租金。一是建立台账,2024年3月8日前收回租金约96万元。二是对3家企业提起诉讼。\n\n\
中共澜汐县北岭园区工委\n2024年6月28日\n";

fn parsed(desk: &Desk, file: &str) -> Value {
    desk.json(&["parse", file, "--json"]).remove(0)
}

#[test]
fn everything_read_is_printed_as_json() {
    let desk = Desk::new();
    let read = parsed(&desk, &desk.file("short.txt", SHORT.as_bytes()));
    let marks: Vec<&str> =
        read["nodes"].as_array().unwrap().iter().map(|node| node["mark"].as_str().unwrap()).collect();
    assert_eq!(marks, ["一、", "(一)", "二、", "1.", "(1)", "(2)"]);
    let measures = read["measures"].as_array().unwrap();
    assert_eq!(measures.len(), 4);
    assert_eq!((&measures[1]["marker"], &measures[1]["no"]), (&"二是".into(), &2.into()));
    assert_eq!(read["documents"][0]["title"], "《北岭园区项目退出办法》");
    let figures: Vec<(&str, &str)> = read["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| (figure["number"].as_str().unwrap(), figure["unit"].as_str().unwrap()))
        .collect();
    assert_eq!(
        figures,
        [("5", "条"), ("12", "次"), ("42", "个"), ("310.5", "亩"), ("96", "万元"), ("3", "家")]
    );
    assert_eq!(read["quantities"][4]["qualifier"], "about");
    assert_eq!(read["dates"][0]["iso"], "2024-03-08");
    let codes: Vec<&str> =
        read["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["measure-count-differs"]);
}

#[test]
fn spans_lie_in_the_text_that_is_printed() {
    let desk = Desk::new();
    let file = sample();
    let file = file.to_str().unwrap();
    let text = desk.run(&["parse", file, "--text"]).well();
    assert_eq!(text.as_bytes(), std::fs::read(file).unwrap(), "UTF-8 text is printed as it is");
    let read = parsed(&desk, file);
    let mut spans = 0;
    for (list, part) in
        [("measures", "text"), ("documents", "title"), ("quantities", "raw"), ("dates", "raw")]
    {
        for one in read[list].as_array().unwrap() {
            let at = |end: usize| one["span"][end].as_u64().unwrap() as usize;
            assert_eq!(&text[at(0)..at(1)], one[part].as_str().unwrap(), "{list}");
            spans += 1;
        }
    }
    assert!(spans > 200, "only {spans} spans");
}

#[test]
fn the_outline_is_printed_for_people() {
    let desk = Desk::new();
    let tree = desk.run(&["parse", &desk.file("short.txt", SHORT.as_bytes())]).well();
    let lines: Vec<&str> = tree.lines().collect();
    let depth = |part: &str| {
        let line =
            lines.iter().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no {part} in\n{tree}"));
        line.len() - line.trim_start().len()
    };
    assert!(depth("逐项整改情况") < depth("项目落地不快"), "{tree}");
    assert!(depth("项目落地不快") < depth("清理久拖项目"), "{tree}");
}

#[test]
fn remarks_speak_the_language_asked_for() {
    let desk = Desk::new();
    let file = desk.file("short.txt", SHORT.as_bytes());
    let message = |language: &str| {
        let read = desk.json(&["--lang", language, "parse", &file, "--json"]).remove(0);
        read["diagnostics"][0]["message"].as_str().unwrap().to_owned()
    };
    assert!(message("en").is_ascii() && !message("zh").is_ascii());
}

#[test]
fn parsing_touches_no_data_folder() {
    let desk = Desk::new();
    desk.run(&["parse", sample().to_str().unwrap()]).well();
    assert!(!desk.data().exists());
}
