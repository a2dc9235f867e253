//! Durable reports of progress by many at once, beside raw group commits of the same bytes.

use crate::{
    chance::Chance,
    figures::{Figures, Target, bar},
    raw::Raw,
    stopwatch::{Stopwatch, median, quantile},
    town::{self, Town},
};
use anyhow::Context;
use app::{App, Step, chance as draw};
use ledger::Seq;
use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// Callers at the same time.
const CALLERS: usize = 16;
/// Rounds; each measures the product and the raw database one after the other.
const ROUNDS: usize = 5;

/// Measures and tells.
///
/// # Errors
/// The store failed, or a command was refused.
pub(crate) fn run(
    folder: &Path,
    town: &Town,
    lasting: Duration,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    figures.part("Durable reports of progress, 16 callers");
    let app = town::open(folder)?;
    let before = app.view()?.head().next;
    product(&app, town, lasting / 2, 0)?;
    let bytes = logged_bytes(&app, before)?;
    let scratch = tempfile::tempdir_in(folder.parent().unwrap_or(folder))?;
    let raw = Raw::open(&scratch.path().join("raw.sqlite"))?;
    let (mut ours, mut theirs, mut ratios, mut waits, mut groups) = (vec![], vec![], vec![], vec![], vec![]);
    let bar = bar("reports", ROUNDS as u64);
    for round in 0..ROUNDS {
        let done = product(&app, town, lasting, round + 1)?;
        let plain = raw.run(CALLERS, bytes, lasting)?;
        ours.push(done.rate);
        waits.extend(done.waits);
        theirs.push(plain.rate);
        groups.push(plain.group);
        ratios.push(done.rate / plain.rate);
        bar.inc(1);
    }
    bar.finish_and_clear();
    figures.tell("bytes of a report in the log", bytes as f64, "B", Target::None);
    figures.tell("ReportProgress through app::execute", median(&ours), "/s", Target::AtLeast(5000.0));
    figures.tell("  waiting for one, median", median(&waits), "ms", Target::None);
    figures.tell("  waiting for one, p99", quantile(&waits, 0.99), "ms", Target::None);
    figures.tell("raw group commit of the same bytes", median(&theirs), "/s", Target::None);
    figures.tell("  rows in one raw commit", median(&groups), "", Target::None);
    figures.tell("share of raw", median(&ratios) * 100.0, "%", Target::AtLeast(40.0));
    Ok(())
}

struct Done {
    rate: f64,
    waits: Vec<f64>,
}

fn product(app: &App, town: &Town, lasting: Duration, round: usize) -> anyhow::Result<Done> {
    let over = AtomicBool::new(false);
    let watch = Stopwatch::start();
    let waits = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let over = &over;
                scope.spawn(move || -> anyhow::Result<Vec<f64>> {
                    let mut chance = Chance::new((round * CALLERS + caller) as u64);
                    let mut waits = vec![];
                    while !over.load(Ordering::Relaxed) {
                        let at = chance.below(town.running.len());
                        let (matter, unit) = *town.running.get(at).context("no measure runs")?;
                        let command = town::report(&mut chance, waits.len());
                        let step = Step { matter: Some(matter), seen: None, command };
                        let actor = town.handlers.get(unit).copied();
                        let one = Stopwatch::start();
                        app.execute(actor, draw::command_id(app.clock().now()), step)?;
                        waits.push(one.milliseconds());
                    }
                    Ok(waits)
                })
            })
            .collect();
        std::thread::sleep(lasting);
        over.store(true, Ordering::Relaxed);
        callers.into_iter().map(|caller| caller.join().unwrap_or_else(|_| Ok(vec![]))).collect::<Vec<_>>()
    });
    let seconds = watch.seconds();
    let waits: Vec<f64> = waits.into_iter().collect::<anyhow::Result<Vec<_>>>()?.concat();
    Ok(Done { rate: waits.len() as f64 / seconds, waits })
}

/// Mean bytes of what the log keeps of one report: header, body, sealed text, leaf.
fn logged_bytes(app: &App, from: Seq) -> anyhow::Result<usize> {
    /// Numbers, command id and leaf of an entry.
    const FIXED: usize = 7 * 8 + 16 + 32;
    let entries = app.view()?.events(from, 1000)?;
    let bytes: usize = entries
        .iter()
        .map(|entry| FIXED + entry.header.kind.len() + entry.body_text().len() + entry.sealed_text().len())
        .sum();
    Ok(bytes / entries.len().max(1))
}
