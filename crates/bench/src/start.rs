//! How long the server takes to start, and what it holds when nobody asks.

use crate::{
    figures::{Figures, Target},
    server::Server,
    stopwatch::median,
    town::Town,
};
use std::{path::Path, time::Duration};

/// Starts measured.
const STARTS: usize = 5;
/// Wait before memory is looked at, so that what starting needed has been given back.
const SETTLE: Duration = Duration::from_secs(2);

/// Measures and tells.
///
/// # Errors
/// The server does not start.
pub(crate) fn run(folder: &Path, town: &Town, figures: &mut Figures) -> anyhow::Result<()> {
    figures.part("Start and rest of the server");
    let (mut starts, mut rests) = (vec![], vec![]);
    for _ in 0..STARTS {
        let server = Server::start(folder, &town.token, "/")?;
        starts.push(server.first_answer);
        std::thread::sleep(SETTLE);
        rests.push(server.memory()?);
    }
    figures.tell("start until the first page is answered", median(&starts), "s", Target::AtMost(0.5));
    figures.tell("resident memory at rest", median(&rests), "MB", Target::AtMost(80.0));
    let server = Server::start(folder, &town.token, "/")?;
    let mut client = server.client()?;
    for _ in 0..200 {
        client.get("/matters?kind=measure&sort=due&size=50")?;
        client.get("/")?;
    }
    std::thread::sleep(SETTLE);
    figures.tell("  after 400 pages", server.memory()?, "MB", Target::None);
    Ok(())
}
