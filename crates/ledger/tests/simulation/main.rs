//! A million random commands, seeded: whoever tries whatever on whichever day, the principles hold after each of them.
//!
//! Four tests of 250,000 steps, so that they run side by side. Each lives through towns of 2,500 steps and some
//! eighty days; a seed that fails is told and does the same again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod chance;
mod life;
mod principles;
#[path = "../rules/town.rs"]
#[allow(dead_code, reason = "the cases use more of the town")]
mod town;
mod tries;

use life::Life;
use std::collections::BTreeMap;

const STEPS_IN_A_TOWN: u32 = 2_500;
const TOWNS: u64 = 100;

/// Lives through towns; gives how often each event happened.
fn live(first_seed: u64) -> BTreeMap<&'static str, u64> {
    let ground = town::Town::new();
    let mut happened = BTreeMap::new();
    for seed in first_seed..first_seed + TOWNS {
        let mut life = Life::new(ground.clone(), seed);
        for _ in 0..STEPS_IN_A_TOWN {
            life.step();
        }
        life.hold_at_the_end();
        for (event, n) in life.happened {
            *happened.entry(event).or_default() += n;
        }
    }
    happened
}

/// The simulation is no use if everything is refused.
fn much_happened(happened: &BTreeMap<&'static str, u64>) {
    for (event, least) in [
        ("opened", 200),
        ("moved", 7_000),
        ("moved to accepted", 200),
        ("moved to closed", 1_500),
        ("moved by an item to closed", 12),
        ("progress_reported", 2_000),
        ("evidence_attached", 1_500),
        ("assigned", 2_000),
        ("due_date_set", 1_000),
        ("extension_requested", 150),
        ("extension_decided", 60),
        ("check_recorded", 60),
        ("rung_taken", 1_000),
        ("rung_answered", 50),
        ("plan_adopted", 20),
        ("baseline_frozen", 60),
        ("role_granted", 10),
    ] {
        let n = happened.get(event).copied().unwrap_or_default();
        assert!(n >= least, "only {n} of {event}: {happened:#?}");
    }
}

#[test]
fn the_first_quarter_of_a_million_commands() {
    much_happened(&live(1));
}

#[test]
fn the_second_quarter_of_a_million_commands() {
    much_happened(&live(1_001));
}

#[test]
fn the_third_quarter_of_a_million_commands() {
    much_happened(&live(2_001));
}

#[test]
fn the_fourth_quarter_of_a_million_commands() {
    much_happened(&live(3_001));
}
