//! Collating ten days of reports in a ledger that holds many more of them from other times.

use crate::{
    chance::Chance,
    figures::{Figures, Target},
    stopwatch::{median, quantile, repeat},
    town,
};
use anyhow::Context;
use app::{App, Clock, Options, language::Language};
use jiff::civil::Date;
use ledger::{
    Command, MatterId,
    cadence::{Cadence, Period},
    command::{Assign, Change, Open},
};
use std::{path::Path, sync::atomic::Ordering, time::Duration};

/// Reports of the ten days, one of each measure.
const REPORTS: usize = 2_000;

/// Measures and tells.
///
/// # Errors
/// The store failed, or a command was refused.
pub(crate) fn run(
    folder: &Path,
    matters: usize,
    lasting: Duration,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    figures.part(&format!("Collating ten days of {REPORTS} reports, in a ledger of {matters} matters"));
    let today = Clock::System.today();
    let period = Period::of(Cadence::TenDays, today).previous();
    let (clock, hand) = Clock::by_hand(town::morning(period.start(), -20));
    let on = |day: Date| hand.store(town::morning(day, 0).as_millisecond(), Ordering::Release);
    let app = App::open(&Options { folder: folder.to_owned(), house: None, clock })?;
    let town = town::build(&app, matters)?;
    let actor = town.handlers.first().copied();
    let (campaign, measures) = campaign(&app, actor, &town.units)?;
    reports(&app, actor, &measures)?;
    on(period.start());
    reports(&app, actor, &measures)?;
    on(today);
    reports(&app, actor, &measures)?;
    let page = app.period(Some(campaign), period)?;
    anyhow::ensure!(page.roll.reported.n == REPORTS as u64, "{} were reported", page.roll.reported.n);
    let took = repeat(9, lasting, |_| app.period(Some(campaign), period).map(|_| ()).map_err(Into::into))?;
    figures.tell("reports in the log", (3 * REPORTS) as f64, "", Target::None);
    figures.tell("collating ten days that are over, median", median(&took), "ms", Target::AtMost(200.0));
    figures.tell("  p90", quantile(&took, 0.9), "ms", Target::None);
    let now = Period::of(Cadence::TenDays, today);
    let took = repeat(9, lasting, |_| app.period(Some(campaign), now).map(|_| ()).map_err(Into::into))?;
    figures.tell("collating those that run, median", median(&took), "ms", Target::AtMost(200.0));
    let took = repeat(1, Duration::ZERO, |_| {
        app.draft_collation(actor, Language::Zh, campaign, period).map(|_| ()).map_err(Into::into)
    })?;
    figures.tell("drafting the document, with its text in the log", median(&took), "ms", Target::None);
    Ok(())
}

/// A campaign of its own: an item for every ten measures, the units in turn.
fn campaign(
    app: &App,
    actor: Option<MatterId>,
    units: &[MatterId],
) -> anyhow::Result<(MatterId, Vec<MatterId>)> {
    let root = app.view()?.head().next_matter;
    let open = |kind: &str, title: String, parent: Option<MatterId>| {
        (None, Command::Open(Open { kind: kind.into(), title, parent, ..Open::default() }))
    };
    town::carry_out(app, actor, [open("campaign", "青石区汇总整改".into(), None)].into_iter())?;
    let mut measures = vec![];
    for item in 0..REPORTS / 10 {
        let above = app.view()?.head().next_matter;
        let mut steps = vec![open("item", format!("第{item}个问题"), Some(root))];
        for n in 0..10 {
            measures.push(MatterId(above.0 + 1 + n));
            steps.push(open("measure", format!("第{item}个问题的第{n}条措施"), Some(above)));
        }
        let unit = *units.get(item % units.len().max(1)).context("no unit")?;
        for n in 0..10 {
            let assign = Assign { unit: Change::Set(unit), ..Assign::default() };
            steps.push((Some(MatterId(above.0 + 1 + n)), Command::Assign(assign)));
        }
        town::carry_out(app, actor, steps.into_iter())?;
    }
    Ok((root, measures))
}

fn reports(app: &App, actor: Option<MatterId>, measures: &[MatterId]) -> anyhow::Result<()> {
    let mut chance = Chance::new(23);
    for part in measures.chunks(500) {
        let steps = part.iter().enumerate().map(|(n, id)| (Some(*id), town::report(&mut chance, n)));
        town::carry_out(app, actor, steps.collect::<Vec<_>>().into_iter())?;
    }
    Ok(())
}
