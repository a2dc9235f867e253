//! Which room may use which. A new arrow is the rarest change of all: it is drawn here and in ARCHITECTURE.md first.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use cargo_metadata::{Metadata, MetadataCommand, Package};

/// A room, the rooms it may use, and, where it is pure, the libraries that are known to do nothing but compute.
struct Room {
    name: &'static str,
    uses: &'static [&'static str],
    computes_with: Option<&'static [&'static str]>,
}

const ANY: &[&str] = &["*"];

const ROOMS: &[Room] = &[
    Room {
        name: "ledger",
        uses: &[],
        computes_with: Some(&["jiff", "serde", "serde_json", "thiserror", "toml"]),
    },
    Room { name: "bulletin", uses: &[], computes_with: Some(&["jiff", "serde", "serde_json"]) },
    Room {
        name: "proof",
        uses: &[],
        computes_with: Some(&["base64ct", "ed25519-dalek", "serde", "sha2", "sm3", "thiserror"]),
    },
    Room { name: "comparison", uses: &[], computes_with: Some(&["jiff", "serde", "thiserror", "toml"]) },
    Room { name: "draw", uses: &[], computes_with: Some(&["serde", "serde_json", "sha2", "thiserror"]) },
    Room { name: "documents", uses: &["bulletin"], computes_with: None },
    Room { name: "store", uses: &["ledger", "proof"], computes_with: None },
    Room {
        name: "app",
        uses: &["ledger", "bulletin", "proof", "comparison", "draw", "documents", "store"],
        computes_with: None,
    },
    Room { name: "web", uses: &["app", "ledger"], computes_with: None },
    Room { name: "bihuan", uses: ANY, computes_with: None },
    Room { name: "bench", uses: ANY, computes_with: None },
];

fn workspace() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap()
}

fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// What is wrong with the arrows of a package, one sentence each.
fn faults(package: &Package) -> Vec<String> {
    let name = package.name.as_str();
    let Some(room) = room(name) else {
        return vec![format!("`{name}` is a new room: say in ROOMS and in ARCHITECTURE.md what it may use.")];
    };
    let mut faults = vec![];
    for used in &package.dependencies {
        let inside = used.path.is_some();
        let named = used.name.as_str();
        if inside && room.uses != ANY && !room.uses.contains(&named) {
            let allowed = match room.uses {
                [] => "nothing inside the house".to_owned(),
                rooms => rooms.join(", "),
            };
            faults.push(format!("`{name}` must not use `{named}`; it may use {allowed}."));
        }
        let tests_only = used.kind == cargo_metadata::DependencyKind::Development;
        if let Some(known) = room.computes_with
            && !inside
            && !tests_only
            && !known.contains(&named)
        {
            faults.push(format!(
                "`{name}` is pure, and `{named}` is not known to do nothing but compute: look at it (no clock, no \
                 randomness, no input or output, no threads), then add it to ROOMS."
            ));
        }
    }
    faults
}

#[test]
fn rooms_use_only_what_they_may() {
    let workspace = workspace();
    let packages = workspace.workspace_packages();
    assert!(packages.len() >= 8, "only {} rooms were found", packages.len());
    let faults: Vec<String> = packages.into_iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_wrong_arrow_is_found() {
    let workspace = workspace();
    let packages = workspace.workspace_packages();
    let named = |name: &str| packages.iter().find(|package| package.name.as_str() == name).copied().unwrap();
    let mut ledger = named("ledger").clone();
    ledger.dependencies.extend(named("web").dependencies.iter().filter(|used| used.path.is_some()).cloned());
    ledger
        .dependencies
        .extend(named("store").dependencies.iter().filter(|used| used.name == "rusqlite").cloned());
    let told = faults(&ledger).join("\n");
    assert!(told.contains("`ledger` must not use `app`; it may use nothing inside the house."), "{told}");
    assert!(told.contains("`ledger` is pure, and `rusqlite`"), "{told}");
}
