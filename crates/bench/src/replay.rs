//! Verifying and rebuilding: events a second.

use crate::{
    figures::{Figures, Target, bar},
    stopwatch::Stopwatch,
    town,
};
use app::Verified;
use std::path::Path;

/// Measures and tells.
///
/// # Errors
/// The log does not verify, or the store failed.
pub(crate) fn run(folder: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    figures.part("Verifying and rebuilding");
    let app = town::open(folder)?;
    let events = app.view()?.head().next.0;
    let bar = bar("verifying", events * 2);
    let watch = Stopwatch::start();
    let mut checked = 0.0;
    let found = app.verify(&mut |stage, done, _| {
        if stage == 1 {
            checked = watch.seconds();
        }
        bar.set_position(done + u64::from(stage - 1) * events);
    })?;
    let all = watch.seconds();
    anyhow::ensure!(matches!(found, Verified::Sound(_)), "{found:?}");
    bar.reset();
    bar.set_message("rebuilding");
    let watch = Stopwatch::start();
    app.rebuild(&mut |done, _| bar.set_position(done * 2))?;
    let rebuilt = watch.seconds();
    bar.finish_and_clear();
    let rate = |seconds: f64| events as f64 / seconds;
    figures.tell("events", events as f64, "", Target::None);
    figures.tell("checking every hash", rate(checked), "/s", Target::None);
    figures.tell("checking, and comparing all that is derived", rate(all), "/s", Target::None);
    figures.tell("rebuilding all that is derived", rate(rebuilt), "/s", Target::None);
    Ok(())
}
