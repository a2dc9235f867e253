//! What an import takes from a reading.

use bulletin::{Options, read};

#[test]
fn a_heading_gives_its_words_children_and_measures() {
    let text = "一、整改情况\n总的说来顺利。\n（一）抓学习。一是学原文2次。二是学实践。\n（二）抓落实。\n办结9件。\n二、下步打算\n";
    let bulletin = read(text, Options::default()).bulletin;
    let bodies: Vec<&str> = (0..5).map(|node| bulletin.own_body(node, text).of(text)).collect();
    assert_eq!(bodies, ["总的说来顺利。", "一是学原文2次。二是学实践。", "办结9件。", "", ""]);
    let children: Vec<&str> = bulletin.children_of(Some(0)).map(|node| node.title.as_str()).collect();
    assert_eq!(children, ["抓学习", "抓落实"]);
    assert_eq!(bulletin.children_of(None).count(), 2);
    let measures: Vec<(usize, u32)> =
        bulletin.measures_of(1).map(|(index, measure)| (index, measure.no)).collect();
    assert_eq!(measures, [(0, 1), (1, 2)]);
    assert_eq!(bulletin.quantities[0].measure, Some(0));
}

#[test]
fn subjects_are_the_words_of_the_clause() {
    let of = |text: &str| -> Vec<String> {
        read(text, Options::default())
            .bulletin
            .quantities
            .into_iter()
            .map(|quantity| quantity.subject)
            .collect()
    };
    assert_eq!(of("项目10个,总投资约32亿元。"), ["项目", "总投资"]);
    assert_eq!(of("梳理27个问题，召开党组会6次。"), ["问题", "召开党组会"]);
    assert_eq!(of("群众满意率达98%，出口辆数增长12%。"), ["群众满意率", "出口辆数"]);
}
