//! `due`: when a limit ends.

use crate::program::Desk;

#[test]
fn limits_end_where_the_calendar_says() {
    let desk = Desk::new();
    // Around Labour Day 2024: 1 to 5 May are off, Sunday 28 April and Saturday 11 May are worked.
    for (start, limit, due) in [
        ("2024-04-30", "5wd", "2024-05-10"),
        ("2024-04-30", "6wd", "2024-05-11"),
        ("2024-04-30", "7wd", "2024-05-13"),
        ("2024-04-11", "1mo", "2024-05-11"),
        ("2024-03-31", "1mo", "2024-04-30"),
        ("2024-04-21", "10d", "2024-05-06"),
    ] {
        let told = desk.run(&["due", start, limit]).well();
        assert_eq!(told.lines().next(), Some(due), "{start} {limit}");
        assert!(told.contains(start) && told.lines().count() >= 3, "{told}");
    }
    assert!(!desk.data().exists());
}

#[test]
fn what_cannot_be_counted_is_told() {
    let desk = Desk::new();
    for limit in ["7", "wd", "-1d", "99999d", "1year"] {
        let ended = desk.run(&["due", "2024-04-30", limit]);
        assert!(
            ended.code == 1 && ended.err.contains("15wd, 60d, 1mo") || ended.code == 2,
            "{limit}: {}",
            ended.err
        );
    }
    let err = desk.run(&["due", "1997-04-30", "5wd"]).failed(1);
    assert!(err.contains("1997"), "{err}");
}

#[test]
fn the_date_stands_first_and_its_derivation_below() {
    let desk = Desk::new();
    let told = desk.run(&["--lang", "zh", "due", "2024-04-11", "1mo"]).well();
    let lines: Vec<&str> = told.lines().collect();
    let [date, start, end] = lines.as_slice() else { panic!("{told}") };
    assert_eq!(*date, "2024-05-11");
    assert!(start.contains("2024-04-11") && end.contains("2024-05-11") && end.contains("调休"), "{told}");
    let told = desk.run(&["--lang", "en", "due", "2025-01-17", "15d"]).well();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!((lines.len(), lines[0]), (4, "2025-02-05"), "{told}");
    assert!(lines[2].contains("2025-02-01") && lines[3].contains("2025-02-05"), "{told}");
}

#[test]
fn a_table_holds_every_limit_of_every_day() {
    let desk = Desk::new();
    let told = desk.run(&["due", "--table", "2026-12-30", "2026-12-31", "--up-to", "2"]).well();
    let expected = "\
2026-12-30\t0wd\t2026-12-30
2026-12-30\t1wd\t2026-12-31
2026-12-30\t2wd\t!2027
2026-12-30\t0d\t2026-12-30
2026-12-30\t1d\t2026-12-31
2026-12-30\t2d\t!2027
2026-12-30\t0mo\t2026-12-30
2026-12-30\t1mo\t!2027
2026-12-30\t2mo\t!2027
2026-12-31\t0wd\t2026-12-31
2026-12-31\t1wd\t!2027
2026-12-31\t2wd\t!2027
2026-12-31\t0d\t2026-12-31
2026-12-31\t1d\t!2027
2026-12-31\t2d\t!2027
2026-12-31\t0mo\t2026-12-31
2026-12-31\t1mo\t!2027
2026-12-31\t2mo\t!2027
";
    assert_eq!(told, expected);
    assert_eq!(desk.run(&["due", "--table", "2026-12-31", "2026-12-30"]).well(), "");
    let err = desk.run(&["due", "--table", "2023-01-01", "2026-12-31", "--up-to", "3660"]).failed(1);
    assert!(err.contains("4000000"), "{err}");
    for half in
        [&["due"][..], &["due", "2024-04-11"], &["due", "--table", "2024-04-11"], &["due", "--up-to", "3"]]
    {
        assert_eq!(desk.run(half).code, 2, "{half:?}");
    }
    let both = ["due", "2024-04-11", "1mo", "--table", "2024-04-11", "2024-04-12"];
    assert_eq!(desk.run(&both).code, 2);
}
