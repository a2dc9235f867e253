//! What holds for any text at all: the tree gives the text back, spans fit, and nothing grows out of hand.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Branch, Bulletin, Options, Reading, Span, read};
use proptest::prelude::*;

/// Pieces that official text is made of, and that trip readers up.
const PIECES: &[&str] = &[
    "一、",
    "二、",
    "（一）",
    "(2)",
    "1.",
    "2．",
    "1.1",
    "①",
    "第一部分",
    "一是",
    "二是",
    "三要",
    "第二，",
    "《",
    "》",
    "〈",
    "〉",
    "“",
    "”",
    "（",
    "）",
    "2024年",
    "5月",
    "6日",
    "31日",
    "至",
    "—",
    "20221229日",
    "18:10",
    "约",
    "余",
    "3",
    "12,345",
    "0.5",
    "万",
    "亿元",
    "%",
    "个",
    "人次",
    "百分点",
    "第",
    "位",
    "占",
    "整改措施",
    "。",
    "，",
    "；",
    "：",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    " ",
    "\u{3000}",
    "\u{a0}",
    "&nbsp;",
    "\u{feff}",
    "首页 > ",
    "来源：",
    "http://a.cn/1个",
    "关于整改情况的通报",
    "党组",
    "|",
    "#",
    "**",
    "·",
    "字",
    "𠀀",
    "é",
    "-",
    "/",
];

/// Everything that must hold of a reading of `text`.
fn holds(text: &str) {
    let reading = read(text, Options::default());
    assert_eq!(reading.tree.render(text), text);
    let mut end = 0;
    for leaf in reading.tree.leaves() {
        assert_eq!(leaf.span.start, end, "no gap and no overlap");
        assert!(!leaf.span.is_empty());
        end = leaf.span.end;
    }
    assert_eq!(end, text.len());
    let bulletin = &reading.bulletin;
    for (span, raw) in printed(bulletin) {
        assert_eq!(text.get(span.start..span.end), Some(raw));
    }
    for remark in &bulletin.diagnostics {
        assert!(!remark.spans.is_empty(), "{} has no place", remark.code);
        assert!(remark.spans.iter().all(|span| text.get(span.start..span.end).is_some()));
    }
    assert_eq!(reading.findings.len(), bulletin.diagnostics.len());
    links_hold(&reading);
    let json = serde_json::to_string(bulletin).unwrap();
    assert_eq!(&serde_json::from_str::<Bulletin>(&json).unwrap(), bulletin);
}

fn printed(bulletin: &Bulletin) -> Vec<(Span, &str)> {
    let mut all: Vec<(Span, &str)> = Vec::new();
    all.extend(bulletin.measures.iter().map(|m| (m.span, m.text.as_str())));
    all.extend(bulletin.documents.iter().map(|d| (d.span, d.title.as_str())));
    all.extend(bulletin.quantities.iter().map(|q| (q.span, q.raw.as_str())));
    all.extend(bulletin.dates.iter().map(|d| (d.span, d.raw.as_str())));
    all
}

/// Ids count up, parents come before children and stand higher, and indices point at what holds the span.
fn links_hold(reading: &Reading) {
    let bulletin = &reading.bulletin;
    let mut sections = 0;
    count_sections(&reading.tree.branches, &mut sections);
    assert_eq!(sections, bulletin.nodes.len());
    for (place, node) in bulletin.nodes.iter().enumerate() {
        assert_eq!(node.id, place);
        assert!(node.depth >= 1);
        assert!(node.parent.is_none_or(|parent| parent < place));
    }
    for quantity in &bulletin.quantities {
        if let Some(measure) = quantity.measure {
            assert!(bulletin.measures[measure].span.holds(quantity.span));
        }
    }
}

fn count_sections(branches: &[Branch], count: &mut usize) {
    for branch in branches {
        if let Branch::Section { children, .. } = branch {
            *count += 1;
            count_sections(children, count);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_round_trips(text in "\\PC{0,120}") {
        holds(&text);
    }

    #[test]
    fn any_bytes_of_text_round_trip(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn official_looking_text_round_trips(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..120)) {
        holds(&pieces.concat());
    }
}

/// Text that makes careless readers quadratic. Each is read whole; a quadratic step would not come to an end here.
#[test]
fn hostile_text_is_read_in_step_with_its_length() {
    const BYTES: usize = 400_000;
    for unit in [
        "《",
        "》",
        "《《》",
        "一是",
        "，一是",
        "。一是甲",
        "一是\n",
        "7",
        "1,111",
        "3-",
        "2024年",
        "2024年1月",
        "1 ",
        "“",
        "（",
        "（一",
        "占",
        "1%占",
        "#",
        "第",
        "约",
        "&nbsp;",
        " ",
        "\n",
        "\r",
        "1日、",
        "《（",
        "《》（",
        "一、\n",
        "（一）\n",
        "-",
        "1-",
        "5个 ",
        "|",
        "> ",
        "其中5个、",
        "由5个增加到6个，",
        "全部完成，尚有2个，",
        "青禾小学、",
        "2024年5月5日、",
        "《园区招商项目管理办法》",
        "占全部任务的5%，",
        "排名全市第1，",
        "13 ",
        "138-",
        "共三项（甲、",
        "3个问题：一是",
        "上述三个",
        "占三分之一，",
        "发现5个，已整改6个，",
        "其中甲5人6元、",
        "投诉1250件。",
        "每周督导，",
    ] {
        let text = unit.repeat(BYTES / unit.len());
        let reading = read(&text, Options::default());
        assert_eq!(reading.tree.leaves().last().map(|leaf| leaf.span.end), Some(text.len()), "{unit}");
        assert!(reading.bulletin.diagnostics.len() <= text.len());
    }
}

#[test]
fn a_hundred_thousand_marks_nest_no_deeper_than_their_kinds() {
    let marks = ["第一部分", "一、", "（一）", "1.", "（1）", "①"];
    let text: String = (0..100_000).map(|n| format!("{}甲\n", marks[n % marks.len()])).collect();
    let reading = read(&text, Options::default());
    assert_eq!(reading.bulletin.nodes.len(), 100_000);
    assert_eq!(reading.bulletin.nodes.iter().map(|node| node.depth).max(), Some(6));
    assert_eq!(reading.tree.render(&text), text);
}
