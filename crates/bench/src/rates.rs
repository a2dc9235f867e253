//! Rates over a large ledger: counted once, then kept.

use crate::{
    figures::{Figures, Target, bar},
    stopwatch::{Stopwatch, median, repeat},
    town,
};
use anyhow::Context;
use app::query::rates::RateQuery;
use jiff::ToSpan;
use ledger::{
    Command, FieldValue, MatterId,
    command::{Assign, Change, Open},
};
use std::{path::Path, time::Duration};

const RATE: &str = "fixed";
const KIND: &str = "inspection_finding";
/// Units that the findings are handed to.
const UNITS: usize = 50;
/// Findings written in one piece of work.
const PIECE: usize = 4_000;

/// Writes a ledger of `matters` findings and measures.
///
/// # Errors
/// The store failed, or a command was refused.
pub(crate) fn run(
    folder: &Path,
    matters: usize,
    lasting: Duration,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    figures.part(&format!("A rate over {matters} matters"));
    let app = town::open(folder)?;
    let today = app.clock().today();
    let first = app.view()?.head().next_matter;
    let open = |kind: &str, title: String, fields: &[(&str, String)]| {
        let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), FieldValue::Text(text.clone())));
        let open = Open { kind: kind.into(), title, fields: fields.collect(), ..Open::default() };
        (None, Command::Open(open))
    };
    town::carry_out(&app, None, (0..UNITS).map(|at| open("unit", format!("第{at}单位"), &[])))?;
    let progress = bar("findings", matters as u64);
    let watch = Stopwatch::start();
    for from in (0..matters).step_by(PIECE) {
        let many = PIECE.min(matters - from);
        let above = app.view()?.head().next_matter;
        let opens = (0..many).map(|at| {
            let found = today.saturating_sub(i64::try_from((from + at) % 700).unwrap_or(0).days());
            open(
                KIND,
                format!("第{}个问题", from + at),
                &[("check", "routine".into()), ("found_on", found.to_string())],
            )
        });
        let handed = (0..many).map(|at| {
            let unit = Change::Set(MatterId(first.0 + (at % UNITS) as u64));
            (Some(MatterId(above.0 + at as u64)), Command::Assign(Assign { unit, ..Assign::default() }))
        });
        town::carry_out(&app, None, opens.chain(handed))?;
        progress.inc(many as u64);
    }
    progress.finish_and_clear();
    figures.tell("writing them", watch.seconds(), "s", Target::None);
    let watch = Stopwatch::start();
    let year = app.rates(None)?;
    figures.tell("counting them the first time", watch.seconds(), "s", Target::None);
    let line = year.rates.iter().find(|line| line.indicator.name == RATE).context("no such rate")?;
    anyhow::ensure!(line.share.d != ledger::Decimal::default(), "nothing is counted");
    let took = repeat(9, lasting, |_| app.rates(None).map(|_| ()).map_err(Into::into))?;
    figures.tell("all rates of a year from kept counters, median", median(&took), "ms", Target::AtMost(50.0));
    let took = repeat(9, lasting, |round| {
        let step = open(
            KIND,
            format!("又一个问题{round}"),
            &[("check", "routine".into()), ("found_on", today.to_string())],
        );
        town::carry_out(&app, None, [step].into_iter())?;
        app.rates(None).map(|_| ()).map_err(Into::into)
    })?;
    figures.tell("  after an event, writing it included, median", median(&took), "ms", Target::None);
    let took = repeat(5, lasting, |_| app.rate(RATE, &RateQuery::default()).map(|_| ()).map_err(Into::into))?;
    figures.tell("one rate with the first rows behind it, median", median(&took), "ms", Target::None);
    let query = RateQuery { year: Some(today.year() - 1), month: Some(12), ..RateQuery::default() };
    let took = repeat(3, lasting, |_| app.rate(RATE, &query).map(|_| ()).map_err(Into::into))?;
    figures.tell("  those of a month of last year, median", median(&took), "ms", Target::None);
    Ok(())
}
