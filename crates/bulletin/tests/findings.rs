//! Findings: what is told, with which arguments, and what is not told.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Code, Finding, Options, read};
use jiff::civil::Date;

fn codes(text: &str) -> Vec<&'static str> {
    read(text, Options::default()).findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn claims_are_compared_with_what_is_written_out() {
    let text = "制定5条整改措施，建立制度1项。\n（一）学习。一是学原文。二是学实践。\n（二）落实《甲办法》《乙办法》。一是抓早。";
    let reading = read(text, Options::default());
    let words: Vec<Vec<&str>> = reading
        .findings
        .iter()
        .map(|finding| finding.words.iter().map(|(_, word)| word.as_str()).collect())
        .collect();
    assert_eq!(codes(text), ["measure-count-differs", "document-count-differs"]);
    assert_eq!(words, [vec!["5", "3", "2"], vec!["1", "2"]]);
    assert_eq!(reading.findings[0].place().unwrap().of(text), "5条");
    assert!(codes("制定2条整改措施。\n（一）学习。一是学原文。二是学实践。").is_empty());
}

#[test]
fn a_text_that_breaks_off_is_not_held_to_its_claims() {
    assert_eq!(codes("制定9条整改措施。\n（一）学习。一是学原文。二是学"), ["truncated-text"]);
}

#[test]
fn shares_that_cannot_be_are_told() {
    for (text, fault) in [
        ("其中党员占比105%。", Some("over")),
        ("检查覆盖率120%。", Some("over")),
        ("产值增长210%。", None),
        ("在40项整改任务中，30项已完成，占全部整改任务的75%。", None),
        ("在40项整改任务中，20项已完成，10项长期坚持，占全部整改任务的75%。", None),
        ("在40项整改任务中，30项已完成，占全部整改任务的57%。", Some("figures")),
        ("产值402亿元，占全区工业产值12%。", None),
        ("约40项整改任务中，30项已完成，占全部整改任务的57%。", None),
    ] {
        let reading = read(text, Options::default());
        let got = reading.findings.iter().find_map(|finding| match finding.code {
            Code::ImpossibleShare => Some("over"),
            Code::ShareDoesNotCompute => Some("figures"),
            _ => None,
        });
        assert_eq!(got, fault, "{text}");
    }
}

#[test]
fn marks_without_partners_are_told_once_a_paragraph() {
    assert_eq!(codes("落实《办法要求。"), ["unpaired-title-mark"]);
    assert_eq!(codes("落实办法》要求。"), ["unpaired-title-mark"]);
    assert_eq!(codes("开展“回头看。“再检查。"), ["unpaired-quote"]);
    assert!(codes("开展“回头看”，落实《办法》。").is_empty());
}

#[test]
fn dates_are_held_against_the_calendar_that_is_given() {
    // The calendar of this test knows 2024 only, and there the Sundays are off.
    let calendar = |date: Date| (date.year() == 2024).then(|| date.weekday() != jiff::civil::Weekday::Sunday);
    let options = Options { working_days: Some(&calendar), ..Options::default() };
    let text = "2024年9月8日召开会议，2024年9月9日反馈，2023年9月10日检查，2024年9月完成。";
    let read = read(text, options).findings;
    let days: Vec<&str> = read.iter().filter_map(|finding| finding.word("days")).collect();
    assert_eq!(days, ["2024-09-08"]);
    assert!(codes(text).is_empty(), "no calendar, no diagnostic");
}

#[test]
fn corrupt_and_impossible_dates_are_told_apart() {
    assert_eq!(codes("20231105日召开。2023年2月30日召开。"), ["lost-digits", "invalid-date"]);
}

#[test]
fn messages_are_worded_by_whoever_asks() {
    let text = "制定5条整改措施。\n（一）学习。一是学原文。二是学实践。";
    let wording = |finding: &Finding| {
        format!("{} {:?}", finding.code.as_str(), finding.word("claimed").zip(finding.word("written")))
    };
    let message = |options| read(text, options).bulletin.diagnostics[0].message.clone();
    assert_eq!(message(Options::default()), "measure-count-differs");
    let worded = Options { wording: Some(&wording), ..Options::default() };
    assert_eq!(message(worded), "measure-count-differs Some((\"5\", \"2\"))");
}

#[test]
fn reading_alone_leaves_out_what_only_a_check_asks_for() {
    let text = "制定2条整改措施。\n（一）学习。一是学原文。企业由120家增加到150家，增长20%。";
    let reading = read(text, Options { only_reading: true, ..Options::default() });
    let alone: Vec<&str> = reading.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(alone, ["measure-count-differs"]);
    assert_eq!(codes(text), ["measure-count-differs", "growth-does-not-compute"]);
}
