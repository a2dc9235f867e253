//! The one place that reads the clock.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicI64, Ordering},
};

/// Where the time comes from. Civil dates are those of Asia/Shanghai.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, shifted: a demonstration lives in its own time.
    Shifted {
        /// Milliseconds added.
        by: i64,
    },
    /// Set by hand, in milliseconds since 1970: for simulations, and for writing a demonstration's history.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that shows `start` now and goes on from there.
    pub fn starting_at(start: Timestamp) -> Clock {
        Clock::Shifted { by: start.as_millisecond() - Clock::System.now().as_millisecond() }
    }

    /// Now, in whole milliseconds.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> Timestamp {
        let milliseconds = match self {
            Clock::System => Timestamp::now().as_millisecond(),
            Clock::Shifted { by } => Timestamp::now().as_millisecond().saturating_add(*by),
            Clock::Hand(at) => at.load(Ordering::Acquire),
        };
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
    }

    /// Today in Asia/Shanghai.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }
}

impl Clock {
    /// Whether it shows another time than the machine's.
    pub fn is_shifted(&self) -> bool {
        !matches!(self, Clock::System)
    }

    /// A clock set by hand, and the hand.
    pub fn by_hand(start: Timestamp) -> (Clock, Arc<AtomicI64>) {
        let hand = Arc::new(AtomicI64::new(start.as_millisecond()));
        (Clock::Hand(hand.clone()), hand)
    }
}

/// Looked up once: every row of a list asks. China has one time zone without summer time since 1992.
static SHANGHAI: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Asia/Shanghai").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(8))));

/// The civil day of an instant in Asia/Shanghai.
pub fn day_of(at: Timestamp) -> Date {
    civil(at).date()
}

/// Date and time of an instant in Asia/Shanghai.
pub fn civil(at: Timestamp) -> jiff::civil::DateTime {
    SHANGHAI.to_datetime(at)
}

/// The instant of a civil date and time in Asia/Shanghai.
pub fn instant(at: jiff::civil::DateTime) -> Timestamp {
    jiff::tz::offset(8).to_timestamp(at).unwrap_or(Timestamp::MAX)
}

/// The first instant after a civil day in Asia/Shanghai.
pub fn end_of(day: Date) -> Timestamp {
    let next = day.saturating_add(1.day());
    instant(next.at(0, 0, 0, 0))
}
