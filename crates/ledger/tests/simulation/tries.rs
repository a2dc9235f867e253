//! What people try: mostly what fits the matter as it stands, often what does not.

use crate::{chance::Chance, town::Town};
use jiff::{ToSpan, civil::Date};
use ledger::{
    Change, Command, Evidence, FieldValue, Kind, Matter, MatterId, Seq,
    command::{Assign, Open, RecordCheck, ReportProgress, TakeMove},
};
use std::collections::BTreeMap;

/// Everybody in the town who can act.
const PEOPLE: [&str; 13] =
    ["kang", "head", "leader", "rao", "ren", "bai", "wen", "sun", "chen", "ruan", "bian", "an", "zhang"];
/// Moves that end a matter before its time.
const ENDINGS: [&str; 6] = ["cancel", "close_undone", "withdraw", "leave", "dissolve", "discard"];
/// What is opened: its kind and the kinds it is tried under.
const OPENED: [&str; 8] = ["item", "measure", "measure", "measure", "slip", "node", "recheck", "group"];

/// Who tries it: mostly somebody whose role has that right, if not over this matter.
pub(crate) fn who(town: &Town, what: &Command, kind: &Kind, chance: &mut Chance) -> &'static str {
    let right = what.right_on(kind.nature);
    let may = |name: &&'static str| {
        let grants = town.actor(name).grants;
        grants.iter().any(|grant| town.roles.get(&grant.role).is_some_and(|role| role.holds(&right)))
    };
    let holders: Vec<&'static str> = PEOPLE.into_iter().filter(may).collect();
    match chance.percent(80) && !holders.is_empty() {
        true => holders[chance.below(holders.len())],
        false => PEOPLE[chance.below(PEOPLE.len())],
    }
}

/// On which matter: what is owed more often than what is not.
pub(crate) fn target(town: &Town, chance: &mut Chance) -> MatterId {
    let owed: Vec<MatterId> = town.matters.range(MatterId(100)..).map(|(id, _)| *id).collect();
    match chance.percent(93) {
        true => *chance.of(&owed),
        false => *town.matters.keys().nth(chance.below(town.matters.len())).unwrap(),
    }
}

/// A day around today.
fn day(today: Date, chance: &mut Chance) -> Date {
    let days = i32::try_from(chance.below(70)).unwrap() - 15;
    today.saturating_add(days.days())
}

/// What is tried on `matter`.
pub(crate) fn what(town: &Town, matter: &Matter, kind: &Kind, today: Date, chance: &mut Chance) -> Command {
    match chance.below(100) {
        0..=42 => Command::Move(a_move(matter, kind, today, chance)),
        43..=53 => Command::ReportProgress(report(chance)),
        54..=60 => Command::AttachEvidence { evidence: evidence(today, chance) },
        61..=67 => Command::Assign(assign(chance)),
        68..=71 => {
            Command::SetDueDate { due: chance.percent(92).then(|| day(today, chance)), reason: "so".into() }
        }
        72..=77 => {
            let words = || "so".to_owned();
            Command::RequestExtension { to: day(today, chance), reason: words(), progress: words() }
        }
        78..=80 => Command::DecideExtension { approve: chance.percent(70), reason: "so".into() },
        81..=84 => Command::RecordCheck(check(today, chance)),
        85..=87 => {
            let rung = chance.of(&town.ladder.rungs).name.clone();
            let reason = if chance.percent(50) { "so" } else { "" };
            Command::TakeRung { rung, slip: None, reason: reason.into() }
        }
        88 => Command::AnswerRung { rung: chance.of(&town.ladder.rungs).name.clone(), text: "seen".into() },
        89 => Command::WithdrawRung { rung: chance.of(&town.ladder.rungs).name.clone(), reason: "so".into() },
        90..=95 => Command::EditFields { set: fields(chance) },
        96 => Command::Open(opening(matter, chance)),
        97 if kind.name == "campaign" || chance.percent(10) => Command::AdoptPlan { reason: "so".into() },
        97 => Command::Comment { text: "seen".into() },
        98 => Command::GrantRole {
            role: (*chance.of(&["handler", "acceptor", "coordinator"])).into(),
            unit: chance.percent(60).then(|| MatterId(1 + chance.below(5) as u64)),
            until: None,
        },
        _ => Command::Correct { number: Some("1".into()), title: None, reason: "so".into() },
    }
}

fn a_move(matter: &Matter, kind: &Kind, today: Date, chance: &mut Chance) -> TakeMove {
    // What ends a matter early is tried seldom, so that much comes to its end the long way.
    let seldom = !chance.percent(8);
    let is_tried = |name: &str| !(seldom && ENDINGS.contains(&name));
    let fitting: Vec<_> =
        kind.moves.iter().filter(|way| way.from.contains(&matter.state) && is_tried(&way.name)).collect();
    let name = match chance.percent(92) && !fitting.is_empty() {
        true => chance.of(&fitting).name.clone(),
        false if kind.moves.is_empty() => "start".into(),
        false => chance.of(&kind.moves).name.clone(),
    };
    TakeMove {
        name,
        code: chance.percent(95).then(|| "r3".into()),
        reason: if chance.percent(95) { "so".into() } else { String::new() },
        rating: chance.percent(95).then(|| (*chance.of(&ledger::course::RATINGS)).into()),
        due: chance.percent(95).then(|| day(today, chance)),
        ..TakeMove::default()
    }
}

fn report(chance: &mut Chance) -> ReportProgress {
    if chance.percent(25) {
        return ReportProgress { no_change: true, ..ReportProgress::default() };
    }
    let percent = *chance.of(&[25, 50, 75, 100, 100, 100]);
    ReportProgress { percent: Some(percent), text: "done".into(), ..ReportProgress::default() }
}

fn evidence(today: Date, chance: &mut Chance) -> Evidence {
    Evidence {
        hash: (*chance.of(&["a", "b", "c"])).repeat(64),
        size: 1,
        media: String::new(),
        name: "p".into(),
        title: String::new(),
        kind: "photo".into(),
        produced: chance.percent(50).then(|| today.saturating_sub((chance.below(9) as i64).days())),
        seq: Seq(0),
    }
}

fn assign(chance: &mut Chance) -> Assign {
    let mut person = |first: u64, n: usize| match chance.percent(70) {
        true => Change::Set(MatterId(first + chance.below(n) as u64)),
        false => Change::Keep,
    };
    let (unit, person, leader) = (person(1, 5), person(11, 14), person(12, 2));
    Assign { unit, person, leader, helpers: None }
}

fn check(today: Date, chance: &mut Chance) -> RecordCheck {
    let by = [MatterId(18), MatterId(19), MatterId(20), MatterId(14)];
    let many = 1 + chance.below(3);
    RecordCheck {
        on: today.saturating_sub((chance.below(3) as i64).days()),
        by: by[..many].to_vec(),
        met: chance.percent(85),
        text: "seen".into(),
        evidence: vec![],
    }
}

fn fields(chance: &mut Chance) -> BTreeMap<String, Option<FieldValue>> {
    let text = |value: &&str| Some(FieldValue::Text((*value).into()));
    let one = match chance.below(3) {
        0 => ("risk", text(chance.of(&["low", "medium", "high"]))),
        1 => ("class", text(chance.of(&["immediate", "dated", "long_term"]))),
        _ => ("standard", text(&"kept")),
    };
    BTreeMap::from([(one.0.to_owned(), one.1)])
}

/// What a plan says of a matter beside who and when.
pub(crate) fn planned(kind: &str, chance: &mut Chance) -> BTreeMap<String, FieldValue> {
    let class = *chance.of(&["immediate", "dated", "long_term"]);
    let risk = *chance.of(&["low", "medium", "high"]);
    let fields: &[(&str, &str)] = match kind {
        "item" => &[("class", class), ("risk", risk)],
        "measure" | "node" => &[("standard", "kept")],
        "slip" => &[("type", "remind")],
        _ => &[],
    };
    fields.iter().map(|(name, value)| ((*name).to_owned(), FieldValue::Text((*value).into()))).collect()
}

fn opening(parent: &Matter, chance: &mut Chance) -> Open {
    let kind = (*chance.of(&OPENED)).to_owned();
    let set = planned(&kind, chance);
    Open { kind, title: "new".into(), parent: Some(parent.id), fields: set, ..Open::default() }
}
