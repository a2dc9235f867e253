//! Diagnostics: what is told, with which arguments, and what is not told.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Diagnostic, Language, Options, ShareFault, read};
use jiff::civil::Date;

fn codes(text: &str) -> Vec<&'static str> {
    read(text, Options::default()).diagnostics.iter().map(Diagnostic::code).collect()
}

#[test]
fn claims_are_compared_with_what_is_written_out() {
    let text = "制定5条整改措施，建立制度3项。\n（一）学习。一是学原文。二是学实践。\n（二）落实《甲办法》《乙办法》。一是抓早。";
    let reading = read(text, Options::default());
    assert!(matches!(
        reading.diagnostics[..],
        [
            Diagnostic::MeasureCountDiffers { claimed: 5, written: 3, .. },
            Diagnostic::DocumentCountDiffers { claimed: 3, named: 2, .. }
        ]
    ));
    assert_eq!(reading.diagnostics[0].place().unwrap().of(text), "5条");
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
        let got = reading.diagnostics.iter().find_map(|diagnostic| match diagnostic {
            Diagnostic::ImpossibleShare { fault: ShareFault::OverWhole, .. } => Some("over"),
            Diagnostic::ImpossibleShare { fault: ShareFault::DoesNotCompute { .. }, .. } => Some("figures"),
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
    let days: Vec<String> = read(text, options)
        .diagnostics
        .iter()
        .filter_map(|diagnostic| match diagnostic {
            Diagnostic::DateOnDayOff { day, .. } => Some(day.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(days, ["2024-09-08"]);
    assert!(codes(text).is_empty(), "no calendar, no diagnostic");
}

#[test]
fn corrupt_and_impossible_dates_are_told_apart() {
    assert_eq!(codes("20231105日召开。2023年2月30日召开。"), ["lost-digits", "invalid-date"]);
}

#[test]
fn both_languages_speak_from_the_same_arguments() {
    let text = "制定5条整改措施。\n（一）学习。一是学原文。二是学实践。";
    let message = |language| {
        read(text, Options { language, ..Options::default() }).bulletin.diagnostics[0].message.clone()
    };
    assert_eq!(message(Language::English), "the text claims 5 measures and writes out 2 (3 apart)");
    assert_eq!(message(Language::Chinese), "文中称有5条整改措施，实际写出2条，相差3条");
}

#[test]
fn a_finding_survives_being_kept_as_a_draft() {
    let findings = read("20231105日召开《会。", Options::default()).diagnostics;
    let json = serde_json::to_string(&findings).unwrap();
    assert!(json.contains("\"code\":\"lost-digits\""));
    assert_eq!(serde_json::from_str::<Vec<Diagnostic>>(&json).unwrap(), findings);
}
