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
