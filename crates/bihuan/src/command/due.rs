//! `due`: the day on which a limit ends, ISO first, then how it comes about; or a table of many, for other programs.

use crate::{
    cli::{Cli, Due},
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{House, language::Texts};
use jiff::civil::Date;
use ledger::calendar::{Calendar, Day, Derivation, Limit, NoCalendar};
use std::process::ExitCode;

/// Lines of a table at most: a hundred years of limits up to 30, or ten of limits up to 300.
const MAX_LINES: u64 = 4_000_000;

pub(crate) fn run(cli: &Cli, asked: &Due, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let limit = asked
        .limit
        .as_deref()
        .map(str::parse::<Limit>)
        .transpose()
        .map_err(|_| Failure::Parameter { name: "limit", allowed: "15wd, 60d, 1mo (0–3660)".into() })?;
    let calendar = House::load(cli.house.as_deref()).map_err(Failure::House)?.calendar;
    if let Some([from, to]) = asked.table.as_deref() {
        return table(&calendar, *from, *to, asked.up_to);
    }
    let (Some(start), Some(limit)) = (asked.start, limit) else {
        return Err(Failure::Parameter { name: "start", allowed: "2024-04-11 1mo".into() });
    };
    let texts = terminal.language.texts();
    let missing = |error: NoCalendar| Failure::Other(texts.with("due-no-calendar", &[("year", &error.year)]));
    let derivation = calendar.derive(start, limit).map_err(missing)?;
    let told = told(texts, &calendar, &derivation).map_err(missing)?;
    print(|out| writeln!(out, "{}\n{told}", derivation.due))?;
    Ok(ExitCode::SUCCESS)
}

/// Start, limit and due date a line, set apart by tabs; a year that is not loaded stands as `!2027`.
fn table(calendar: &Calendar, from: Date, to: Date, up_to: u16) -> Result<ExitCode, Failure> {
    let days = u64::try_from((to - from).get_days()).map_or(0, |days| days + 1);
    if days * 3 * (u64::from(up_to) + 1) > MAX_LINES {
        let allowed = format!("days × 3 × (up-to + 1) ≤ {MAX_LINES}");
        return Err(Failure::Parameter { name: "table", allowed });
    }
    print(|out| {
        for start in from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to) {
            for (unit, limit) in
                [("wd", Limit::WorkingDays as fn(u16) -> Limit), ("d", Limit::Days), ("mo", Limit::Months)]
            {
                for n in 0..=up_to {
                    match calendar.due(start, limit(n)) {
                        Ok(due) => writeln!(out, "{start}\t{n}{unit}\t{due}")?,
                        Err(missing) => writeln!(out, "{start}\t{n}{unit}\t!{}", missing.year)?,
                    }
                }
            }
        }
        Ok(())
    })?;
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
