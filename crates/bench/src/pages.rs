//! Pages and API over HTTP: how long they take with 16 connections, and what one costs the server.

use crate::{
    chance::Chance,
    figures::{Figures, Target, bar},
    server::Server,
    stopwatch::{Stopwatch, median, quantile},
    town::Town,
    words,
};
use std::{path::Path, time::Duration};

/// Connections at the same time.
const CONNECTIONS: usize = 16;
/// The list that is asked for: filtered by unit and class, sorted by due date, 50 rows.
const LIST: &str = "kind=measure&class=open&sort=due&size=50";

/// Measures and tells.
///
/// # Errors
/// The server does not answer as it should.
pub(crate) fn run(
    folder: &Path,
    town: &Town,
    lasting: Duration,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    figures.part("Over HTTP, 16 connections that ask without pause");
    let server = Server::start(folder, &town.token, "/")?;
    let unit =
        |chance: &mut Chance| town.units.get(chance.below(town.units.len())).copied().unwrap_or_default();
    let campaign = |chance: &mut Chance| {
        town.campaigns.get(chance.below(town.campaigns.len())).copied().unwrap_or_default()
    };
    let list = |path: &'static str| move |chance: &mut Chance| format!("{path}?{LIST}&unit={}", unit(chance));
    let search = |path: &'static str, name: &'static str| {
        move |chance: &mut Chance| format!("{path}?{name}={}", encoded(chance.one_of(&words::SOUGHT)))
    };
    latency(&server, "filtered, sorted list of 50 (HTML)", 10.0, lasting, figures, &list("/matters"))?;
    latency(&server, "filtered, sorted list of 50 (JSON)", 10.0, lasting, figures, &list("/api/v1/matters"))?;
    latency(&server, "overview (HTML)", 10.0, lasting, figures, &|chance| {
        format!("/?campaign={}", campaign(chance))
    })?;
    latency(&server, "Chinese search (HTML)", 20.0, lasting, figures, &search("/search", "q"))?;
    latency(&server, "my work of a handler (HTML)", 15.0, lasting, figures, &|_| "/my-work".into())?;
    figures.part("Processor time of the server for one request, one connection");
    cost(&server, "page of 50 (JSON)", Some(500.0), lasting, figures, &list("/api/v1/matters"))?;
    cost(&server, "page of 50 (HTML)", Some(1000.0), lasting, figures, &list("/matters"))?;
    cost(&server, "overview (HTML)", None, lasting, figures, &|chance| {
        format!("/?campaign={}", campaign(chance))
    })?;
    cost(&server, "my work of a handler (HTML)", None, lasting, figures, &|_| "/my-work".into())?;
    cost(&server, "Chinese search (HTML)", None, lasting, figures, &search("/search", "q"))?;
    cost(&server, "nothing but an answer (/healthz)", None, lasting, figures, &|_| "/healthz".into())
}

fn latency(
    server: &Server,
    what: &str,
    most: f64,
    lasting: Duration,
    figures: &mut Figures,
    path: &(impl Fn(&mut Chance) -> String + Sync),
) -> anyhow::Result<()> {
    let bar = bar(what, 1);
    for warm in 0..50 {
        server.client()?.get(&path(&mut Chance::new(warm)))?;
    }
    let watch = Stopwatch::start();
    let times = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..CONNECTIONS)
            .map(|n| {
                scope.spawn(move || -> anyhow::Result<Vec<f64>> {
                    let mut client = server.client()?;
                    let mut chance = Chance::new(n as u64);
                    let mut times = vec![];
                    while watch.elapsed() < lasting {
                        let path = path(&mut chance);
                        let one = Stopwatch::start();
                        client.get(&path)?;
                        times.push(one.milliseconds());
                    }
                    Ok(times)
                })
            })
            .collect();
        asking
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Ok(vec![])))
            .collect::<anyhow::Result<Vec<_>>>()
    })?;
    let seconds = watch.seconds();
    bar.finish_and_clear();
    let times = times.concat();
    figures.tell(&format!("{what}, p50"), median(&times), "ms", Target::None);
    figures.tell(&format!("{what}, p99"), quantile(&times, 0.99), "ms", Target::AtMost(most));
    figures.tell("  answers", times.len() as f64 / seconds, "/s", Target::None);
    Ok(())
}

fn cost(
    server: &Server,
    what: &str,
    most: Option<f64>,
    lasting: Duration,
    figures: &mut Figures,
    path: &impl Fn(&mut Chance) -> String,
) -> anyhow::Result<()> {
    let bar = bar(what, 1);
    let mut client = server.client()?;
    let mut chance = Chance::new(7);
    for _ in 0..50 {
        client.get(&path(&mut chance))?;
    }
    let (mut waits, mut bytes) = (vec![], 0usize);
    let before = server.processor_time()?;
    let watch = Stopwatch::start();
    // Processor time is counted in hundredths of a second: enough requests make that fine.
    while watch.elapsed() < lasting || waits.len() < 200 {
        let path = path(&mut chance);
        let one = Stopwatch::start();
        bytes += client.get(&path)?.len();
        waits.push(one.milliseconds());
    }
    let spent = server.processor_time()? - before;
    bar.finish_and_clear();
    let n = waits.len() as f64;
    figures.tell(what, spent / n, "µs", most.map_or(Target::None, Target::AtMost));
    figures.tell("  waiting, median", median(&waits) * 1e3, "µs", Target::None);
    figures.tell("  size of the answer", bytes as f64 / n / 1e3, "kB", Target::None);
    Ok(())
}

/// Percent-encodes everything but letters and digits.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
