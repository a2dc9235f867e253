//! How fast the product is. `cargo run --release -p bench` measures everything in a few minutes; the figures are told
//! beside their targets and never asserted, because a machine that is busy or slow breaks no promise of the code.

mod chance;
mod check;
mod client;
mod collate;
mod compare;
mod drawing;
mod figures;
mod growth;
mod pages;
mod papers;
mod past;
mod rates;
mod raw;
mod reading;
mod replay;
mod reports;
mod server;
mod start;
mod stopwatch;
mod tick;
mod town;
mod words;

use clap::{Parser, ValueEnum};
use figures::{Figures, Target};
use std::{path::PathBuf, time::Duration};

/// Measures the product on generated ledgers.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Options {
    /// Parts to measure; all when none is named.
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// Matters of the ledger that most parts work on.
    #[arg(long, default_value_t = 100_000)]
    matters: usize,
    /// Sizes between which growth is measured, smallest first.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    growth: Vec<usize>,
    /// Sizes of the ledgers the tick is measured on, smallest first.
    #[arg(long, value_delimiter = ',', default_value = "100000,1000000")]
    tick: Vec<usize>,
    /// Sizes between which looking back is measured, smallest first; 300,000 matters are a million events.
    #[arg(long, value_delimiter = ',', default_value = "30000,300000")]
    past: Vec<usize>,
    /// Matters that a rate is counted over.
    #[arg(long, default_value_t = 1_000_000)]
    rates: usize,
    /// Seconds for one figure.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Where the ledgers are written, and deleted afterwards; a folder on the disk that is to be measured.
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// A part of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Pages and API over HTTP.
    Pages,
    /// Start and memory of the server.
    Start,
    /// Durable reports of progress by 16 callers.
    Reports,
    /// Verifying and rebuilding.
    Replay,
    /// Lists, counters and search as the ledger grows.
    Growth,
    /// Looking at a past day as the log grows.
    Past,
    /// Collating ten days of reports.
    Collate,
    /// Reading a bulletin.
    Reading,
    /// Checking a bulletin for slips.
    Check,
    /// Official documents and sheets.
    Papers,
    /// Comparing two lists.
    Compare,
    /// Drawing by lot.
    Draw,
    /// Rates over a large ledger; only when it is named, because writing it takes long.
    Rates,
    /// The tick on large ledgers; only when it is named, because writing them takes long.
    Tick,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let wanted = |part: Part| options.parts.is_empty() || options.parts.contains(&part);
    let lasting = Duration::from_secs_f64(options.seconds.clamp(0.1, 600.0));
    let folder = match &options.folder {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let mut figures = Figures::new();
    if wanted(Part::Reading) {
        reading::run(&mut figures)?;
    }
    if wanted(Part::Compare) {
        compare::run(&mut figures)?;
    }
    if wanted(Part::Draw) {
        drawing::run(lasting, &mut figures)?;
    }
    if wanted(Part::Check) {
        check::run(lasting, &mut figures)?;
    }
    if wanted(Part::Papers) {
        let data = folder.path().join("papers");
        papers::run(&data, lasting, &mut figures)?;
        std::fs::remove_dir_all(&data)?;
    }
    if [Part::Pages, Part::Start, Part::Reports, Part::Replay].into_iter().any(wanted) {
        let data = folder.path().join("ledger");
        let town = write(&data, options.matters, &mut figures)?;
        if wanted(Part::Pages) {
            pages::run(&data, &town, lasting, &mut figures)?;
        }
        if wanted(Part::Start) {
            start::run(&data, &town, &mut figures)?;
        }
        if wanted(Part::Reports) {
            reports::run(&data, &town, lasting, &mut figures)?;
        }
        if wanted(Part::Replay) {
            replay::run(&data, &mut figures)?;
        }
        std::fs::remove_dir_all(&data)?;
    }
    if wanted(Part::Growth) {
        let mut sizes = vec![];
        for &matters in &options.growth {
            let data = folder.path().join(format!("growth-{matters}"));
            let town = write(&data, matters, &mut figures)?;
            sizes.push((town.matters, growth::measure(&data, &town, lasting)?));
            std::fs::remove_dir_all(&data)?;
        }
        growth::tell(&sizes, &mut figures)?;
    }
    if options.parts.contains(&Part::Rates) {
        let data = folder.path().join("rates");
        rates::run(&data, options.rates, lasting, &mut figures)?;
        std::fs::remove_dir_all(&data)?;
    }
    if options.parts.contains(&Part::Tick) {
        tick::run(folder.path(), &options.tick, &mut figures)?;
    }
    if wanted(Part::Past) {
        let mut sizes = vec![];
        for &matters in &options.past {
            let data = folder.path().join(format!("past-{matters}"));
            sizes.push(past::measure(&data, matters, lasting)?);
            std::fs::remove_dir_all(&data)?;
        }
        past::tell(&sizes, &mut figures)?;
    }
    if wanted(Part::Collate) {
        let data = folder.path().join("collate");
        collate::run(&data, options.matters, lasting, &mut figures)?;
        std::fs::remove_dir_all(&data)?;
    }
    figures.close();
    Ok(())
}

fn write(folder: &std::path::Path, matters: usize, figures: &mut Figures) -> anyhow::Result<town::Town> {
    figures.part(&format!("Writing a ledger of {matters} matters"));
    let app = town::open(folder)?;
    let town = town::build(&app, matters)?;
    figures.tell("matters", town.matters as f64, "", Target::None);
    figures.tell("events in large pieces of work", town.events as f64 / town.seconds, "/s", Target::None);
    figures.tell("  in all", town.seconds, "s", Target::None);
    Ok(town)
}
