//! Calendar feeds, read back with another parser.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use documents::write::{AllDay, ics};
use icalendar::{Component, DatePerhapsTime};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn event(uid: &str, on: Date, title: &str, description: &str) -> AllDay {
    AllDay {
        uid: uid.into(),
        on,
        title: title.into(),
        description: description.into(),
        url: format!("https://bihuan.example/matters/{uid}"),
        changed: "2026-11-20T01:05:09.123Z".parse().unwrap(),
    }
}

fn written(events: &[AllDay]) -> String {
    String::from_utf8(ics("我的时限", events)).unwrap()
}

fn read(text: &str) -> Vec<icalendar::Event> {
    let calendar: icalendar::Calendar = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    calendar.events().cloned().collect()
}

fn assert_lines_fit(text: &str) {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{} octets: {line:?}", line.len());
    }
}

#[test]
fn an_event_is_a_whole_day_with_a_stable_id() {
    let text = written(&[event("m-120", date(2026, 11, 27), "逐户核对苗圃租约", "责任单位：园林局")]);
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bihuan//Bihuan//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:我的时限",
        "BEGIN:VEVENT",
        "UID:m-120",
        "DTSTAMP:20261120T010509Z",
        "LAST-MODIFIED:20261120T010509Z",
        "DTSTART;VALUE=DATE:20261127",
        "SUMMARY:逐户核对苗圃租约",
        "DESCRIPTION:责任单位：园林局",
        "URL:https://bihuan.example/matters/m-120",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(text.split("\r\n").collect::<Vec<_>>(), expected);
    assert_eq!(text, written(&[event("m-120", date(2026, 11, 27), "逐户核对苗圃租约", "责任单位：园林局")]));
}

#[test]
fn another_parser_reads_the_same() {
    let long = "核查专班逐户走访，形成台账；".repeat(40);
    let odd = "一、二,三;四\\五\n六\r\n七\t八\\n九";
    let events = [
        event("m-1", date(2026, 2, 28), &long, odd),
        event("m-2", date(2024, 2, 29), "a,b;c\\d", ""),
        event("m-3", date(2026, 12, 31), &"x".repeat(500), &long),
    ];
    let text = written(&events);
    assert_lines_fit(&text);
    // That parser forgives a comma that is not escaped; others do not.
    assert!(text.contains("\r\nSUMMARY:a\\,b\\;c\\\\d\r\n"), "{text}");
    let found = read(&text);
    assert_eq!(found.len(), events.len());
    for (found, event) in found.iter().zip(&events) {
        assert_eq!(found.get_uid(), Some(event.uid.as_str()));
        assert_eq!(found.get_summary(), Some(event.title.as_str()));
        let description = event.description.replace("\r\n", "\n");
        assert_eq!(found.get_description().unwrap_or_default(), description);
        assert_eq!(found.property_value("URL"), Some(event.url.as_str()));
        let Some(DatePerhapsTime::Date(day)) = found.get_start() else { panic!("{found:?}") };
        assert_eq!(day.to_string(), event.on.to_string());
        assert_eq!(found.get_end(), None);
    }
}

#[test]
fn what_has_no_place_in_a_calendar_is_left_out() {
    let mut odd = event("m-1", date(2026, 11, 27), "a\u{0}b\u{7}c\u{7f}", "");
    odd.url = "https://bihuan.example/a b\r\nBEGIN:VALARM".into();
    let text = written(&[odd, event("m-2", date(-44, 3, 15), "x", "")]);
    assert_lines_fit(&text);
    assert!(text.contains("\r\nSUMMARY:abc\r\n") && !text.contains("\r\nBEGIN:VALARM"), "{text}");
    assert!(text.contains("\r\nURL:https://bihuan.example/abBEGIN:VALARM\r\n"), "{text}");
    assert_eq!(read(&text).len(), 1);
    assert_eq!(read(&written(&[])).len(), 0);
}

proptest! {
    #[test]
    fn any_text_comes_back(title in "[^\\p{C}]{0,120}", description in "([^\\p{C}]|\n){0,200}") {
        // The other parser takes blanks off the ends of a value.
        let (title, description) = (title.trim(), description.trim());
        let text = written(&[event("m-1", date(2026, 11, 27), title, description)]);
        for line in text.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75);
        }
        let found = read(&text);
        prop_assert_eq!(found[0].get_summary().unwrap_or_default(), title);
        prop_assert_eq!(found[0].get_description().unwrap_or_default(), description);
    }
}
