//! Slips of every class, planted into an invented bulletin: each is found where it stands, and the same bulletin
//! without it is left in peace. Both widths of punctuation are tried.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Finding, Options, read};
use std::collections::BTreeMap;

/// An invented bulletin in which nothing is odd; `{}` is where slips are planted.
const FRAME: &str = "中共澜汐县北岭园区工委关于县委巡察整改进展情况的通报\n\n\
根据县委统一部署，2024年3月5日至4月30日，县委第三巡察组对北岭园区工委开展了巡察。2024年6月13日，巡察组反馈了巡察意见。\
按照有关要求，现将整改进展情况予以公布。\n\n\
一、组织整改情况\n\n\
（一）加强组织领导。6月13日巡察反馈当天，工委召开会议部署整改。6月20日，召开整改工作动员会，成立领导小组，明确责任分工。\n\n\
（二）健全工作机制。实行周调度、月通报，分管领导逐项盯办，办公室负责汇总情况。\n\n\
二、逐项整改情况\n\n\
（一）落实重大部署方面\n\n\
1.项目推进不快\n\n\
（1）推动项目落地。走访企业35家，帮助协调用地、用能等问题，新引进项目6个，总投资约14亿元。\n\n\
（2）规范运行管理。{}\n\n\
2.资产管理不严\n\n\
（3）盘清家底。建立资产台账，逐宗明确管护单位，盘活闲置厂房4处。\n\n\
三、下一步打算\n\n\
（一）持续巩固成果。坚持标准不降、力度不减，把整改融入日常工作。\n\n\
欢迎广大干部群众对整改情况进行监督。联系电话：0500-6612345；邮政信箱：北岭路8号（邮编：230000）；电子邮箱：beiling@example.com。\n\n\
中共澜汐县北岭园区工委\n\n\
2024年12月20日\n";

/// The text with commas and brackets of half width, as many sites print them.
fn halved(text: &str) -> String {
    let narrow = |c| match c {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        c => c,
    };
    text.chars().map(narrow).collect()
}

struct Slip<'a> {
    codes: Vec<&'a str>,
    clean: String,
    planted: String,
}

fn slips(table: &str) -> Vec<Slip<'_>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_else(|| panic!("a cell is missing: {line}"));
            let codes = cell().split('|').collect();
            let (clean, planted) = (cell().replace("\\n", "\n"), cell().replace("\\n", "\n"));
            Slip { codes, clean, planted }
        })
        .collect()
}

fn findings(sentence: &str, half: bool) -> (String, Vec<Finding>) {
    let text = FRAME.replace("{}", sentence);
    let text = if half { halved(&text) } else { text };
    let found = read(&text, Options::default()).findings;
    (text, found)
}

fn told(text: &str, found: &[Finding]) -> String {
    let one = |finding: &Finding| {
        let places: Vec<&str> = finding.spans.iter().map(|span| span.of(text)).collect();
        format!("{} {places:?}", finding.code.as_str())
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn the_frame_is_left_in_peace() {
    for half in [false, true] {
        let (text, found) = findings("明确岗位职责，落实到人。", half);
        assert!(found.is_empty(), "{}", told(&text, &found));
    }
}

#[test]
fn planted_slips_are_found_and_clean_sentences_left_in_peace() {
    let mut faults = vec![];
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for slip in &slips(include_str!("planted.tsv")) {
        for half in [false, true] {
            if half && slip.codes == ["punctuation-mixed"] {
                continue;
            }
            let (text, found) = findings(&slip.clean, half);
            if !found.is_empty() {
                faults.push(format!("false alarm: {}\n    {}", slip.clean, told(&text, &found)));
            }
            let (text, found) = findings(&slip.planted, half);
            let at = text.find("规范运行管理").unwrap();
            let end = text.find("2.资产").unwrap();
            let hit = found.iter().any(|finding| {
                slip.codes.contains(&finding.code.as_str())
                    && finding.spans.iter().any(|span| at <= span.start && span.end <= end)
            });
            let count = counts.entry(slip.codes[0]).or_default();
            count.1 += 1;
            count.0 += usize::from(hit);
            if !hit {
                faults.push(format!(
                    "missed {:?}: {}\n    {}",
                    slip.codes,
                    slip.planted,
                    told(&text, &found)
                ));
            } else if found.len() > 1 {
                println!("more than the slip: {}\n    {}", slip.planted, told(&text, &found));
            }
        }
    }
    for (code, (hit, all)) in &counts {
        println!("{code}: {hit} of {all}");
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// What is taken off the foot is missed; a foot that is gone as a whole is missed once.
#[test]
fn a_foot_that_lacks_something_is_told() {
    let text = FRAME.replace("{}", "明确岗位职责，落实到人。");
    let (contact, _) = text.split_once("欢迎").unwrap();
    let (_, foot) = text.split_once("example.com。\n\n").unwrap();
    let (signature, date) = foot.split_once("\n\n").unwrap();
    for (text, expected) in [
        (format!("{contact}{foot}"), vec!["missing-contact"]),
        (text.replace(foot, date), vec!["missing-signature"]),
        (text.replace(foot, signature), vec!["missing-date"]),
        (contact.to_owned(), vec!["missing-signature"]),
        // A report to an assembly asks nobody for an answer.
        (contact.replace("通报", "报告").replace("予以公布", "报告如下"), vec![]),
    ] {
        let found = read(&text, Options::default()).findings;
        let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, expected, "{text}");
    }
}

/// Sentences that have tripped rules, or could.
#[test]
fn harmless_sentences_are_left_in_peace() {
    let mut faults = vec![];
    for sentence in include_str!("harmless.txt").lines().filter(|line| !line.is_empty()) {
        for half in [false, true] {
            let (text, found) = findings(&sentence.replace("\\n", "\n"), half);
            if !found.is_empty() {
                faults.push(format!("{sentence}\n    {}", told(&text, &found)));
            }
        }
    }
    assert!(faults.is_empty(), "{} false alarms\n{}", faults.len(), faults.join("\n"));
}
