//! When a message goes out by mail or robot: a pure function of the time, the settings and the calendar.

use super::{preferences::ByMail, settings::Times};
use crate::clock::{civil, instant};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
};
use ledger::Calendar;

/// How urgent a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// It goes out as soon as people read, with what has gathered.
    Calm,
    /// It waits for no digest and no working day; in quiet hours it waits, because a day that turns at midnight wakes
    /// nobody.
    OfTheDay,
    /// It goes out at once.
    Now,
}

/// Days looked ahead for one on which people work; longer than any holiday.
const AHEAD: usize = 30;

/// The earliest moment at which a message of `at` goes out.
pub(crate) fn when(
    at: Timestamp,
    urgency: Urgency,
    by_mail: ByMail,
    times: &Times,
    calendar: &Calendar,
) -> Timestamp {
    let now = civil(at);
    let free = match urgency {
        Urgency::Now => return at,
        Urgency::OfTheDay => open(now, times, &|_| true),
        Urgency::Calm if by_mail == ByMail::Daily => {
            let today = now.date().to_datetime(times.digest_at);
            let next = if now < today { today } else { tomorrow(now.date()).to_datetime(times.digest_at) };
            let mut day = next.date();
            for _ in 0..AHEAD {
                if works(day, times, calendar) {
                    break;
                }
                day = tomorrow(day);
            }
            day.to_datetime(times.digest_at)
        }
        Urgency::Calm => open(window_end(now, times), times, &|day| works(day, times, calendar)),
    };
    instant(free).max(at)
}

/// The end of the window in which messages gather.
fn window_end(now: DateTime, times: &Times) -> DateTime {
    let window = i64::from(times.window_minutes);
    let minute = i64::from(now.hour()) * 60 + i64::from(now.minute());
    let end = (minute / window + 1) * window;
    now.date().at(0, 0, 0, 0).saturating_add(end.minutes())
}

/// The first moment from `now` on that lies on a day that counts and in no quiet hours.
fn open(now: DateTime, times: &Times, counts: &dyn Fn(Date) -> bool) -> DateTime {
    let mut at = now;
    for _ in 0..AHEAD {
        if !counts(at.date()) {
            at = tomorrow(at.date()).at(0, 0, 0, 0);
            continue;
        }
        let time = at.time();
        let over_midnight = times.quiet_from > times.quiet_to;
        let is_quiet = match over_midnight {
            true => time >= times.quiet_from || time < times.quiet_to,
            false => time >= times.quiet_from && time < times.quiet_to,
        };
        if !is_quiet {
            return at;
        }
        let ends_tomorrow = over_midnight && time >= times.quiet_from;
        let day = if ends_tomorrow { tomorrow(at.date()) } else { at.date() };
        at = day.to_datetime(times.quiet_to);
    }
    at
}

/// Whether something may go out on `day`. A year without a calendar holds nothing back.
fn works(day: Date, times: &Times, calendar: &Calendar) -> bool {
    !times.working_days_only || calendar.is_working_day(day).unwrap_or(true)
}

fn tomorrow(day: Date) -> Date {
    day.saturating_add(1.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::House;

    #[test]
    fn messages_wait_for_window_digest_quiet_hours_and_working_days() {
        let calendar = House::load(None).unwrap().calendar;
        let times = Times::default();
        let all_day = Times { quiet_from: times.quiet_to, working_days_only: false, ..times };
        use {ByMail::*, Urgency::*};
        // 2026-06-19 is the Dragon Boat Festival, a Friday; Monday is the 22nd.
        for (at, urgency, by_mail, times, expected) in [
            ("2026-06-17 09:03", Calm, AtOnce, times, "2026-06-17 09:10"),
            ("2026-06-17 09:10", Calm, AtOnce, times, "2026-06-17 09:20"),
            ("2026-06-17 19:55", Calm, AtOnce, times, "2026-06-18 08:00"),
            ("2026-06-17 23:30", Calm, AtOnce, times, "2026-06-18 08:00"),
            ("2026-06-18 03:00", Calm, AtOnce, times, "2026-06-18 08:00"),
            ("2026-06-18 21:00", Calm, AtOnce, times, "2026-06-22 08:00"),
            ("2026-06-20 10:00", Calm, AtOnce, times, "2026-06-22 08:00"),
            ("2026-06-20 10:00", Calm, AtOnce, all_day, "2026-06-20 10:10"),
            ("2026-06-17 08:29", Calm, Daily, times, "2026-06-17 08:30"),
            ("2026-06-17 08:30", Calm, Daily, times, "2026-06-18 08:30"),
            ("2026-06-18 10:00", Calm, Daily, times, "2026-06-22 08:30"),
            ("2026-06-20 10:00", OfTheDay, Daily, times, "2026-06-20 10:00"),
            ("2026-06-20 00:01", OfTheDay, Daily, times, "2026-06-20 08:00"),
            ("2026-06-20 22:00", OfTheDay, AtOnce, times, "2026-06-21 08:00"),
            ("2026-06-20 22:00", Urgency::Now, Daily, times, "2026-06-20 22:00"),
            // No calendar of that year: nothing is held back by days off.
            ("2031-01-04 10:03", Calm, AtOnce, times, "2031-01-04 10:10"),
        ] {
            let moment = |text: &str| -> DateTime { text.parse().unwrap() };
            let found = when(instant(moment(at)), urgency, by_mail, &times, &calendar);
            assert_eq!(civil(found), moment(expected), "{at} {urgency:?} {by_mail:?}");
        }
    }
}
