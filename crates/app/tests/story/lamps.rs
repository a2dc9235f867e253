//! The page of a matter explains its lamp by each rule set of the house that is shown.

use crate::house::{Town, everywhere};
use jiff::civil::date;
use ledger::{
    Command,
    command::ReportProgress,
    lamp::{Colour, Explained, Outcome, Step},
};

fn report(town: &Town, percent: Option<u8>) {
    let text = if percent.is_some() { "已核对三户" } else { "" };
    let report = ReportProgress {
        percent,
        no_change: percent.is_none(),
        text: text.into(),
        ..ReportProgress::default()
    };
    town.act(town.handler, town.measure, Command::ReportProgress(report));
}

fn lamps(town: &Town) -> Vec<Explained> {
    town.app.matter(Some(town.handler), town.measure, None).unwrap().lamps
}

fn colours(lamps: &[Explained]) -> Vec<(&str, Option<Colour>)> {
    lamps.iter().map(|one| (one.rule.as_str(), one.colour)).collect()
}

#[test]
fn a_lamp_is_explained_by_date_and_progress() {
    everywhere(|town| {
        // Opened on 1 June, due on the 30th: 20 working days, of which nine are over on the 15th.
        town.morning_of(date(2026, 6, 9));
        report(town, Some(16));
        town.morning_of(date(2026, 6, 12));
        report(town, None);
        town.morning_of(date(2026, 6, 15));
        let told = lamps(town);
        assert_eq!(colours(&told), [("default", Some(Colour::Green)), ("progress", Some(Colour::Yellow))]);
        let steps = &told[1].readings[0].steps;
        assert_eq!(steps[0], Step::Start { day: date(2026, 6, 1) });
        assert!(steps.contains(&Step::Elapsed { past: 9, all: 20 }), "{steps:?}");
        assert!(steps.contains(&Step::Reported { percent: 16, on: date(2026, 6, 9) }), "{steps:?}");
        // Paging through older history looks at the same lamp.
        let older = town.app.matter(Some(town.handler), town.measure, Some(3)).unwrap();
        assert_eq!(older.lamps, told);
        town.morning_of(date(2026, 6, 17));
        assert_eq!(lamps(town)[1].colour, Some(Colour::Red));
    });
}

#[test]
fn what_does_not_run_and_what_cannot_be_told_is_not_guessed() {
    everywhere(|town| {
        assert!(town.app.matter(None, town.campaign, None).is_ok());
        // The last days of 2026 reach into a year without calendar: the list shows no lamp, so neither is one explained.
        town.morning_of(date(2026, 12, 30));
        let told = lamps(town);
        assert_eq!(told[0].colour, None);
        assert_eq!(told[0].readings[0].outcome, Outcome::NoCalendar { year: 2027 });
        assert_eq!(told[1].colour, Some(Colour::Red));
        let cancel = Command::Move(ledger::command::TakeMove {
            reason: "并入其他措施".into(),
            ..ledger::command::TakeMove::named("cancel")
        });
        town.act(town.coordinator, town.measure, cancel);
        assert_eq!(lamps(town), []);
    });
}
