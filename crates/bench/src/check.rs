//! How fast a bulletin is checked: read from its text to the last finding, with the working-day calendar.

use crate::{
    figures::{Figures, Target},
    reading::text,
    stopwatch::{quantile, repeat},
};
use bulletin::{Options, read};
use jiff::civil::{Date, Weekday};
use std::time::Duration;

/// The size of a bulletin of eleven thousand characters.
const BULLETIN: usize = 30_000;

/// Measures and tells.
///
/// # Errors
/// Nothing was found in a text that is full of slips.
pub(crate) fn run(lasting: Duration, figures: &mut Figures) -> anyhow::Result<()> {
    figures.part("Checking a bulletin");
    let text = text(BULLETIN);
    let working_days = |day: Date| Some(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    let options = Options { working_days: Some(&working_days), ..Options::default() };
    let times = repeat(100, lasting, |_| {
        let found = read(&text, options).findings.len();
        anyhow::ensure!(found > 0, "nothing was found");
        Ok(())
    })?;
    figures.tell("30 kB, median", quantile(&times, 0.5), "ms", Target::AtMost(5.0));
    figures.tell("30 kB, 99 %", quantile(&times, 0.99), "ms", Target::None);
    Ok(())
}
