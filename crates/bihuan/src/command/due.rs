//! `due`: the day on which a limit ends, ISO first, then how it comes about.

use crate::{
    cli::Cli,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{House, language::Texts};
use jiff::civil::Date;
use ledger::calendar::{Calendar, Day, Derivation, Limit, NoCalendar};
use std::process::ExitCode;

pub(crate) fn run(cli: &Cli, start: Date, limit: &str, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let limit: Limit = limit
        .parse()
        .map_err(|_| Failure::Parameter { name: "limit", allowed: "15wd, 60d, 1mo (0–3660)".into() })?;
    let calendar = House::load(cli.house.as_deref()).map_err(Failure::House)?.calendar;
    let texts = terminal.language.texts();
    let missing = |error: NoCalendar| Failure::Other(texts.with("due-no-calendar", &[("year", &error.year)]));
    let derivation = calendar.derive(start, limit).map_err(missing)?;
    let told = told(texts, &calendar, &derivation).map_err(missing)?;
    print(|out| writeln!(out, "{}\n{told}", derivation.due))?;
    Ok(ExitCode::SUCCESS)
}

/// The steps: start, end of counting, days off stepped over.
fn told(texts: Texts, calendar: &Calendar, derived: &Derivation) -> Result<String, NoCalendar> {
    let (id, n) = match derived.limit {
        Limit::WorkingDays(n) => ("due-working-days", n),
        Limit::Days(n) => ("due-days", n),
        Limit::Months(n) => ("due-months", n),
    };
    let end = day(texts, calendar, derived.raw_end)?;
    let mut steps = vec![
        texts.with("due-start", &[("day", &derived.start.to_string())]),
        texts.with(id, &[("n", &u64::from(n)), ("day", &end)]),
    ];
    if derived.due != derived.raw_end {
        steps.push(texts.with("due-rolled", &[("day", &day(texts, calendar, derived.due)?)]));
    }
    Ok(steps.join("\n"))
}

/// A day with what it is.
fn day(texts: Texts, calendar: &Calendar, date: Date) -> Result<String, NoCalendar> {
    let name = match calendar.day(date)? {
        Day::Ordinary => "ordinary",
        Day::MadeUp => "made-up",
        Day::Weekend => "weekend",
        Day::Holiday => "holiday",
    };
    Ok(format!("{date}{}", texts.of("due-day", name)))
}
