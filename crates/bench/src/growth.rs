//! How lists, counters and search grow with the ledger.

use crate::{
    chance::Chance,
    figures::{Figures, Target, bar},
    stopwatch::{Stopwatch, median, quantile, repeat},
    town::{self, Town},
    words,
};
use anyhow::Context;
use app::{App, Filter, Sort, Step, chance as draw, query::list::ListQuery};
use ledger::{Command, Lamp, MatterId, StateClass};
use std::{path::Path, time::Duration};

/// What one question took, in milliseconds: the lower decile, because a machine that others share is slower at times
/// by as much as is looked for here.
pub(crate) type Times = Vec<(String, f64)>;

/// Which quantile is told.
const QUIET: f64 = 0.1;

/// Asks every question on one ledger.
///
/// # Errors
/// The store failed.
pub(crate) fn measure(folder: &Path, town: &Town, lasting: Duration) -> anyhow::Result<Times> {
    let app = town::open(folder)?;
    let questions = lists(town);
    let bar = bar("asking", questions.len() as u64 + 2);
    let mut times = vec![];
    for (name, ask) in questions {
        for (page, label) in [(1, ""), (2, ", second page")] {
            let mut chance = Chance::new(11);
            // The mark of the second page is had before the clock starts.
            let mut query = ask(&mut chance);
            if page == 2 {
                query.after = app.list(&query)?.next;
                if query.after.is_none() {
                    continue;
                }
            }
            // Less than a page on the small ledger and a page on the large one cannot be compared.
            let rows = app.list(&query)?.rows.len();
            let took = repeat(15, lasting / 20, |_| {
                app.list(&query)?;
                Ok(())
            })?;
            times.push((format!("list: {name}{label}, {rows} rows"), quantile(&took, QUIET)));
        }
        bar.inc(1);
    }
    times.push(("counters: overview".to_owned(), overview(&app, town, lasting)?));
    bar.inc(1);
    for words in words::SOUGHT {
        let took = repeat(15, lasting / 20, |_| {
            app.search(words, 0)?;
            Ok(())
        })?;
        times.push((format!("search: {words}"), quantile(&took, QUIET)));
    }
    bar.finish_and_clear();
    Ok(times)
}

/// Something is said before each look, because an overview is kept until the log grows.
fn overview(app: &App, town: &Town, lasting: Duration) -> anyhow::Result<f64> {
    let whole = Stopwatch::start();
    let mut took = vec![];
    while took.len() < 15 || whole.elapsed() < lasting {
        let campaign = town.campaigns.get(took.len() % town.campaigns.len().max(1)).copied();
        let command = Command::Comment { text: "看一看".into() };
        let step = Step { matter: campaign, seen: None, command };
        app.execute(town.handlers.first().copied(), draw::command_id(app.clock().now()), step)?;
        let one = Stopwatch::start();
        app.overview(campaign)?;
        took.push(one.milliseconds());
    }
    Ok(quantile(&took, QUIET))
}

type Ask = Box<dyn Fn(&mut Chance) -> ListQuery>;

/// Filters and orders.
fn lists(town: &Town) -> Vec<(String, Ask)> {
    let some = |of: &[MatterId], chance: &mut Chance| of.get(chance.below(of.len())).copied();
    let (units, aspects, campaigns) = (town.units.clone(), town.aspects.clone(), town.campaigns.clone());
    let kind = |kind: &str| Filter { kind: Some(kind.into()), ..Filter::default() };
    let measure = move || kind("measure");
    let of_unit = {
        let units = units.clone();
        move |chance: &mut Chance| Filter { unit: some(&units, chance), ..Filter::default() }
    };
    type Narrow = Box<dyn Fn(&mut Chance) -> (Filter, Option<Lamp>)>;
    let narrows: Vec<(&str, Narrow)> = vec![
        ("all", Box::new(|_| (Filter::default(), None))),
        ("measures", Box::new(move |_| (measure(), None))),
        ("campaigns", Box::new(move |_| (kind("campaign"), None))),
        ("unit", Box::new(move |chance| (of_unit(chance), None))),
        ("unit, open measures", {
            let units = units.clone();
            Box::new(move |chance| {
                let unit = some(&units, chance);
                (Filter { unit, class: Some(StateClass::Open), ..measure() }, None)
            })
        }),
        (
            "cancelled measures",
            Box::new(move |_| (Filter { class: Some(StateClass::Cancelled), ..measure() }, None)),
        ),
        ("claimed measures (there are none)", {
            Box::new(move |_| (Filter { class: Some(StateClass::Claimed), ..measure() }, None))
        }),
        ("red measures", Box::new(move |_| (measure(), Some(Lamp::Red)))),
        ("blue measures of a unit", {
            let units = units.clone();
            Box::new(move |chance| (Filter { unit: some(&units, chance), ..measure() }, Some(Lamp::Blue)))
        }),
        ("undated", Box::new(move |_| (measure(), Some(Lamp::Undated)))),
        ("under an aspect", {
            let aspects = aspects.clone();
            Box::new(move |chance| (Filter { under: some(&aspects, chance), ..Filter::default() }, None))
        }),
        ("red measures under an aspect", {
            let aspects = aspects.clone();
            Box::new(move |chance| (Filter { under: some(&aspects, chance), ..measure() }, Some(Lamp::Red)))
        }),
        ("measures of a unit under a campaign", {
            Box::new(move |chance| {
                let (under, unit) = (some(&campaigns, chance), some(&units, chance));
                (Filter { under, unit, ..measure() }, None)
            })
        }),
    ];
    let mut questions: Vec<(String, Ask)> = vec![];
    for (name, narrow) in narrows {
        let narrow = std::rc::Rc::new(narrow);
        for (order, sort) in [("outline", Sort::Outline), ("due", Sort::Due), ("changed", Sort::Changed)] {
            let narrow = narrow.clone();
            let ask = move |chance: &mut Chance| {
                let (filter, lamp) = narrow(chance);
                ListQuery { filter, lamp, sort, limit: 50, ..ListQuery::default() }
            };
            questions.push((format!("{name}, by {order}"), Box::new(ask)));
        }
    }
    questions
}

/// Tells each question's time on every size and the ratio of the largest to the smallest.
///
/// # Errors
/// Nothing was measured.
pub(crate) fn tell(sizes: &[(usize, Times)], figures: &mut Figures) -> anyhow::Result<()> {
    let ((least, first), (most, last)) =
        sizes.first().zip(sizes.last()).context("there is nothing to compare")?;
    figures.part(&format!(
        "Growth from {least} to {most} matters: time on the larger, and ratio to the smaller"
    ));
    for (name, time) in last {
        let Some((_, small)) = first.iter().find(|(other, _)| other == name) else { continue };
        figures.tell(name, *time, "ms", Target::None);
        let target = if name.starts_with("search") { Target::None } else { Target::AtMost(1.5) };
        figures.tell(&format!("  ratio of {name}"), time / small, "", target);
    }
    let over = |what: &str, share: fn(&[f64]) -> f64| {
        let all: Vec<f64> = last
            .iter()
            .filter(|(name, _)| name.starts_with(what))
            .filter_map(|(name, time)| Some(time / first.iter().find(|(other, _)| other == name)?.1))
            .collect();
        share(&all)
    };
    for what in ["list", "counters", "search"] {
        figures.tell(&format!("{what}: median ratio"), over(what, median), "", Target::AtMost(1.5));
    }
    Ok(())
}
