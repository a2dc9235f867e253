//! The real service killed in the middle of its work: what it acknowledged is in the log, and the log is sound.

use crate::{
    client::Client,
    program::{Desk, command, sample},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    process::Stdio,
    sync::mpsc::{Sender, channel},
};

/// After how many acknowledged commands each round's service is killed: at once, early, late.
const ROUNDS: [usize; 8] = [0, 1, 40, 3, 90, 12, 25, 7];
const WRITERS: usize = 3;

/// An acknowledged command: its id and the outcome that was told.
type Acknowledged = (String, Value);

#[test]
fn what_the_service_acknowledged_survives_a_kill() {
    let desk = Desk::new();
    let mut signed_in: Option<Client> = None;
    let mut acknowledged: BTreeMap<String, Value> = BTreeMap::new();
    for (round, until) in ROUNDS.into_iter().enumerate() {
        let mut service = desk.serve("serve");
        let client = signed_in.map_or_else(|| Client::set_up(&service), |client| client.again(&service));
        let (tell, told) = channel();
        let mut this_round: Vec<Acknowledged> = vec![];
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (client, tell) = (client.clone(), tell.clone());
                scope.spawn(move || write_on(&client, round * WRITERS + writer, &tell));
            }
            drop(tell);
            while this_round.len() < until {
                this_round.push(told.recv().expect("the service refused its writers"));
            }
            service.kill();
            this_round.extend(told.iter());
        });
        let before = acknowledged.len();
        acknowledged.extend(this_round.clone());
        assert_eq!(acknowledged.len(), before + this_round.len(), "no id is used twice");
        desk.run(&["verify"]).well();
        all_logged(&desk, &acknowledged, round);
        signed_in = Some(client);
    }
    assert!(acknowledged.len() >= ROUNDS.iter().sum(), "{} acknowledged", acknowledged.len());
    retries_change_nothing(&desk, &signed_in.unwrap(), &acknowledged);
}

/// Sends commands one after another until the service is gone, and tells each one that was acknowledged.
fn write_on(client: &Client, writer: usize, tell: &Sender<Acknowledged>) {
    for n in 0.. {
        let id = format!("{writer:016x}{n:016x}");
        let Ok(answer) = client.post_json("/api/v1/commands", &order(&id)) else { return };
        assert_eq!(answer.status, 200, "{}", answer.body);
        if tell.send((id, answer.json())).is_err() {
            return;
        }
    }
}

/// One command that opens, and two more things that stand or fall with it.
fn order(id: &str) -> Value {
    let open = |title: &str| json!({ "do": "open", "kind": "campaign", "title": title });
    json!({ "id": id, "steps": [open("甲"), open("乙"), open(&format!("整改 {id}"))] })
}

/// Every acknowledged command stands in the log, whole, where its outcome said.
fn all_logged(desk: &Desk, acknowledged: &BTreeMap<String, Value>, round: usize) {
    let mut logged: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for entry in desk.json(&["export"]).iter().skip(1) {
        let id = entry["header"]["command"].as_str().unwrap().to_owned();
        logged.entry(id).or_default().push(entry["header"]["seq"].as_u64().unwrap());
    }
    for (id, outcome) in acknowledged {
        let (first, end) = (outcome["first"].as_u64().unwrap(), outcome["end"].as_u64().unwrap());
        assert_eq!(end - first, 3, "{outcome}");
        let wanted: Vec<u64> = (first..end).collect();
        assert_eq!(logged.get(id), Some(&wanted), "round {round}: {id} was acknowledged");
    }
    // What was not acknowledged is there whole or not at all.
    let ours = |id: &str| id.starts_with("00000000");
    let torn = logged.iter().find(|(id, places)| ours(id) && places.len() != 3);
    assert_eq!(torn, None, "round {round}");
}

/// The same ids again are answered as the first time and add nothing.
fn retries_change_nothing(desk: &Desk, client: &Client, acknowledged: &BTreeMap<String, Value>) {
    let service = desk.serve("serve");
    let client = client.again(&service);
    let head = || client.get("/api/v1/log/head").unwrap().json();
    let before = head();
    for (id, outcome) in acknowledged.iter().step_by(7) {
        assert_eq!(client.post_json("/api/v1/commands", &order(id)).unwrap().json(), *outcome);
    }
    assert_eq!(head(), before);
}

#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    let file = sample();
    let whole = Desk::with_bulletin().json(&["list", "--json"]).len();
    for after in 0..4 {
        let desk = Desk::new();
        let mut child = command(&desk.data(), &["import", "--yes", file.to_str().unwrap()])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It says the title, the counts and then its remarks, and only then writes.
        let said = BufReader::new(child.stderr.take().unwrap()).lines().take(after).count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(said, after, "the import said less than expected");
        desk.run(&["verify"]).well();
        let there = desk.json(&["list", "--json"]).len();
        assert!(there == 0 || there == whole, "{there} of {whole} after {after} lines");
        let again = desk.run(&["import", "--yes", file.to_str().unwrap()]);
        assert_eq!(again.code, i32::from(there == whole), "{}", again.err);
        assert_eq!(desk.json(&["list", "--json"]).len(), whole);
    }
}
