//! Looking at a past day, and at what moved between two, as the log grows.

use crate::{
    chance::Chance,
    figures::{Figures, Target},
    stopwatch::{quantile, repeat},
    town,
};
use anyhow::Context;
use app::{
    App, Clock, Filter, Options, Sort,
    query::{changes::ChangesQuery, list::ListQuery},
};
use jiff::ToSpan;
use ledger::{
    Command, MatterId,
    command::{Assign, Change, Open},
};
use std::{path::Path, sync::atomic::Ordering, time::Duration};

/// Measures of the campaign that is asked for.
const MEASURES: usize = 200;
/// Reports on each of them before the day that is looked at, and after it.
const REPORTS: usize = 6;

/// Which quantile is told: the quiet one, as for the growth of lists.
const QUIET: f64 = 0.1;

/// What each question took, in milliseconds, and how long the log was.
pub(crate) struct Past {
    events: u64,
    times: Vec<(String, f64)>,
}

/// Writes a ledger over two months, the last of them with changes on every measure of one campaign, and looks back
/// over it.
///
/// # Errors
/// The store failed, or a command was refused.
pub(crate) fn measure(folder: &Path, matters: usize, lasting: Duration) -> anyhow::Result<Past> {
    let today = Clock::System.today();
    let (clock, hand) = Clock::by_hand(town::morning(today, -60));
    let on = |days: i64| hand.store(town::morning(today, days).as_millisecond(), Ordering::Release);
    let app = App::open(&Options { folder: folder.to_owned(), house: None, clock })?;
    let town = town::build(&app, matters)?;
    let actor = town.handlers.first().copied();
    let (campaign, measures) = campaign(&app, actor)?;
    on(-45);
    reports(&app, actor, &measures)?;
    on(-15);
    reports(&app, actor, &measures)?;
    let unit = town.units.last().copied().context("no unit")?;
    let assign = || Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() });
    town::carry_out(&app, actor, measures.iter().map(|id| (Some(*id), assign())))?;
    on(0);
    let as_of = Some(today.saturating_sub(30.days()));
    let mut times = vec![];
    for (order, sort) in [("outline", Sort::Outline), ("due", Sort::Due), ("changed", Sort::Changed)] {
        let filter = Filter { kind: Some("measure".into()), under: Some(campaign), ..Filter::default() };
        let query = ListQuery { filter, sort, limit: MEASURES, as_of, ..ListQuery::default() };
        let found = app.list(&query)?.rows;
        anyhow::ensure!(
            found.len() == MEASURES && found.iter().all(|row| row.unit.is_none()),
            "not the past"
        );
        let took = repeat(15, lasting / 10, |_| app.list(&query).map(|_| ()).map_err(Into::into))?;
        times.push((
            format!("list of {MEASURES} measures, all moved since, by {order}"),
            quantile(&took, QUIET),
        ));
    }
    let took = repeat(15, lasting / 10, |_| {
        app.overview_as_of(Some(campaign), as_of).map(|_| ()).map_err(Into::into)
    })?;
    times.push(("overview of their campaign".to_owned(), quantile(&took, QUIET)));
    let query =
        ChangesQuery { from: today.saturating_sub(20.days()), to: today, under: Some(campaign), unit: None };
    anyhow::ensure!(app.changes(&query)?.moved == MEASURES as u64, "something did not move");
    let took = repeat(15, lasting / 10, |_| app.changes(&query).map(|_| ()).map_err(Into::into))?;
    times.push((format!("what moved in twenty days, {MEASURES} measures"), quantile(&took, QUIET)));
    Ok(Past { events: app.view()?.head().next.0, times })
}

/// A campaign of its own with its measures.
fn campaign(app: &App, actor: Option<MatterId>) -> anyhow::Result<(MatterId, Vec<MatterId>)> {
    let first = app.view()?.head().next_matter.0;
    let open = |kind: &str, title: String, parent: Option<u64>| {
        let parent = parent.map(MatterId);
        (None, Command::Open(Open { kind: kind.into(), title, parent, ..Open::default() }))
    };
    let mut steps =
        vec![open("campaign", "青石区回看整改".into(), None), open("item", "回看的问题".into(), Some(first))];
    steps.extend((0..MEASURES).map(|n| open("measure", format!("第{n}条措施"), Some(first + 1))));
    town::carry_out(app, actor, steps.into_iter())?;
    Ok((MatterId(first), (0..MEASURES as u64).map(|n| MatterId(first + 2 + n)).collect()))
}

fn reports(app: &App, actor: Option<MatterId>, measures: &[MatterId]) -> anyhow::Result<()> {
    let mut chance = Chance::new(17);
    for n in 0..REPORTS {
        town::carry_out(app, actor, measures.iter().map(|id| (Some(*id), town::report(&mut chance, n))))?;
    }
    Ok(())
}

/// Tells each question's time on every size and the ratio of the largest to the smallest.
///
/// # Errors
/// Nothing was measured.
pub(crate) fn tell(sizes: &[Past], figures: &mut Figures) -> anyhow::Result<()> {
    let (small, large) = sizes.first().zip(sizes.last()).context("there is nothing to compare")?;
    figures.part(&format!("A past day, in logs of {} and {} events", small.events, large.events));
    for ((name, time), (_, before)) in large.times.iter().zip(&small.times) {
        let target = if name.starts_with("list") { Target::AtMost(1000.0) } else { Target::None };
        figures.tell(name, *time, "ms", target);
        figures.tell(&format!("  ratio of {name}"), time / before, "", Target::AtMost(1.5));
    }
    Ok(())
}
