//! What the tick costs beside a ledger in which hardly anything is due.

use crate::{
    figures::{Figures, Target, bar},
    stopwatch::{Stopwatch, median},
};
use anyhow::Context;
use app::{App, Clock, Options, Step, accounts::NewUser, chance as draw, clock, tick::Did};
use jiff::{ToSpan, civil::Date, civil::date};
use ledger::{
    Command, Grant, MatterId,
    command::{Assign, Change, Open},
};
use std::{
    path::Path,
    sync::atomic::{AtomicI64, Ordering},
};

/// Lamps that turn on each of the days measured.
const DUE: usize = 1_000;
/// The days measured, counted from [`FIRST`]: working days, on none of which anything turns twice.
const DAYS: [i64; 5] = [1, 2, 3, 4, 7];
/// Measures in one piece of work.
const PIECE: usize = 2_500;
/// Units, each with a head.
const UNITS: usize = 50;
/// The first day, a Monday; no holidays lie in the weeks around it.
const FIRST: Date = date(2025, 3, 3);

/// Measures ledgers of these sizes, smallest first.
///
/// # Errors
/// The store failed.
pub(crate) fn run(folder: &Path, sizes: &[usize], figures: &mut Figures) -> anyhow::Result<()> {
    figures.part(&format!("Tick, {DUE} lamps turning"));
    let mut middles = vec![];
    for &matters in sizes {
        let data = folder.join(format!("tick-{matters}"));
        let (clock, hand) = Clock::by_hand(clock::instant(FIRST.at(9, 0, 0, 0)));
        let app = App::open(&Options { folder: data.clone(), house: None, clock })?;
        write(&app, matters)?;
        let times = measure(&app, &hand)?;
        let middle = median(&times);
        let target = if matters >= 1_000_000 { Target::AtMost(50.0) } else { Target::None };
        let what = format!("{matters} open matters, middle of {} days", DAYS.len());
        figures.tell(&what, middle, "ms", target);
        figures.tell("  slowest day", times.iter().copied().fold(0.0, f64::max), "ms", Target::None);
        figures.tell("  a repeated tick", again(&app)?, "ms", Target::None);
        middles.push((matters, middle));
        drop(app);
        std::fs::remove_dir_all(&data)?;
    }
    if let (Some((small, before)), Some((large, after))) = (middles.first(), middles.last())
        && small < large
    {
        let what = format!("growth from {small} to {large}");
        figures.tell(&what, after / before, "", Target::AtMost(1.5));
    }
    Ok(())
}

fn write(app: &App, matters: usize) -> anyhow::Result<()> {
    let units = registers(app)?;
    let mut next = app.view()?.head().next_matter.0;
    let coordinator = units.first().context("no unit")?.1;
    let act =
        |steps: Vec<Step>| app.execute_all(Some(coordinator), draw::command_id(app.clock().now()), steps);
    let open = |kind: &str, title: String, parent| {
        let open = Open { kind: kind.into(), title, parent, ..Open::default() };
        Step { matter: None, seen: None, command: Command::Open(open) }
    };
    let campaign = act(vec![open("campaign", "青石区巡察整改".into(), None)])?.matter;
    next += 1;
    let bar = bar("writing the ledger", matters as u64);
    let mut written = 0;
    while written < matters {
        let item = MatterId(next);
        let mut steps = vec![open("item", format!("第{written}批问题"), Some(campaign))];
        next += 1;
        for _ in 0..PIECE.min(matters - written) {
            let measure = MatterId(next);
            next += 1;
            steps.push(open("measure", format!("逐项核对第{written}项"), Some(item)));
            let due = match DAYS.get(written / DUE) {
                // Five working days before it is due, which is a week, the lamp turns blue.
                Some(day) => {
                    let (unit, person) = units.get(written % UNITS).copied().context("no unit")?;
                    let (unit, person) = (Change::Set(unit), Change::Set(person));
                    let command = Command::Assign(Assign { unit, person, ..Assign::default() });
                    steps.push(Step { matter: Some(measure), seen: None, command });
                    FIRST.saturating_add((day + 7).days())
                }
                // All others are due long after.
                None => FIRST.saturating_add((100 + i64::try_from(written % 180).unwrap_or(0)).days()),
            };
            let command = Command::SetDueDate { due: Some(due), reason: String::new() };
            steps.push(Step { matter: Some(measure), seen: None, command });
            written += 1;
        }
        act(steps)?;
        bar.set_position(written as u64);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Units with the person each of them answers by; the first one keeps the ledger.
fn registers(app: &App) -> anyhow::Result<Vec<(MatterId, MatterId)>> {
    let mut units = vec![];
    for n in 0..UNITS {
        let open =
            Open { kind: "unit".into(), title: format!("青石区第{}办公室", n + 1), ..Open::default() };
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        let unit = app.execute(None, draw::command_id(app.clock().now()), step)?.matter;
        let role = |role: &str, unit| Grant { role: role.into(), unit, until: None };
        let mut grants = vec![role("unit_head", Some(unit))];
        if n == 0 {
            grants.push(role("coordinator", None));
        }
        let user = NewUser {
            login: format!("head-{n}"),
            password: draw::secret(),
            name: format!("负责人{}", n + 1),
            unit: Some(unit),
            grants,
            ..NewUser::default()
        };
        units.push((unit, app.add_user(None, user)?));
    }
    Ok(units)
}

/// Milliseconds of each day's tick.
fn measure(app: &App, hand: &AtomicI64) -> anyhow::Result<Vec<f64>> {
    // The first tick sets out from the first day.
    app.tick()?;
    let mut times = vec![];
    for day in DAYS {
        let at = clock::instant(FIRST.saturating_add(day.days()).at(9, 0, 0, 0));
        hand.store(at.as_millisecond(), Ordering::Release);
        let watch = Stopwatch::start();
        let ticked = app.tick()?;
        times.push(watch.milliseconds());
        let due = |(_, did): &(&str, Did)| matches!(did, Did::Done { count: DUE, .. });
        anyhow::ensure!(ticked.duties.iter().any(due), "not {DUE} lamps: {ticked:?}");
    }
    Ok(times)
}

fn again(app: &App) -> anyhow::Result<f64> {
    let watch = Stopwatch::start();
    app.tick()?;
    Ok(watch.milliseconds())
}
