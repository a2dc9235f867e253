//! Reading the clock and summing up what it said; the one place of the benchmark that does.

use std::time::{Duration, Instant};

/// A moment to count from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[allow(
        clippy::disallowed_methods,
        reason = "a benchmark measures time; nothing that is measured reads it here"
    )]
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Time since the start.
    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    /// Seconds since the start.
    pub(crate) fn seconds(self) -> f64 {
        self.elapsed().as_secs_f64()
    }

    /// Milliseconds since the start.
    pub(crate) fn milliseconds(self) -> f64 {
        self.seconds() * 1e3
    }
}

/// Times `work` over and over: at least `least` times and for at least `lasting`; milliseconds each.
///
/// # Errors
/// The first error of `work`.
pub(crate) fn repeat(
    least: usize,
    lasting: Duration,
    mut work: impl FnMut(usize) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<f64>> {
    let all = Stopwatch::start();
    let mut times = vec![];
    while times.len() < least || all.elapsed() < lasting {
        let one = Stopwatch::start();
        work(times.len())?;
        times.push(one.milliseconds());
    }
    Ok(times)
}

/// The value below which `share` (0 to 1) of `values` lie; 0 when there are none.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(0.0)
}

/// The middle value; 0 when there are none.
pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}
