//! Who may do what with the shipped roles, as one table.

use crate::town::{TODAY, kinds, roles};
use ledger::{
    Actor, Command, Grant, MatterId,
    authority::{self, Reached},
    command::{Assign, Open, ReportProgress, TakeMove},
    kind::Nature,
};
use std::collections::{BTreeMap, BTreeSet};

/// `all` = on every matter, `unit` = on those of the grant's unit, `own` = on those that name the person, `-` = never.
const TABLE: &str = "
right                  coordinator head member leader unit_head handler supervisor acceptor auditor administrator
open                   all         -    -      -      -         -       -          -        -       -
edit_fields            all         -    -      -      -         -       -          -        -       -
assign                 all         -    -      -      -         -       -          -        -       -
set_due_date           all         all  -      -      -         -       -          -        -       -
report_progress        all         -    -      -      unit      unit    -          -        -       -
comment                all         all  all    own    unit      unit    all        all      -       -
link                   all         -    -      -      unit      unit    -          -        -       -
attach_evidence        all         -    -      -      unit      unit    all        all      -       -
correct                all         -    -      -      -         -       -          -        -       -
request_extension      all         -    -      -      unit      unit    -          -        -       -
decide_extension       -           all  -      own    -         -       -          -        -       -
record_check           -           -    -      -      -         -       all        all      -       -
adopt_plan             all         all  -      -      -         -       -          -        -       -
answer_rung            all         -    -      -      unit      unit    -          -        -       -
move:adopt             all         -    -      -      -         -       -          -        -       -
move:start             all         -    -      own    unit      unit    -          -        -       -
move:report_done       -           -    -      own    unit      unit    -          -        -       -
move:accept            -           -    -      -      -         -       -          all      -       -
move:return            -           -    -      -      -         -       -          all      -       -
move:write_off         all         all  -      own    -         -       -          -        -       -
move:reopen            all         all  -      -      -         -       -          -        -       -
move:cancel            all         all  -      -      -         -       -          -        -       -
move:restore           all         all  -      -      -         -       -          -        -       -
move:apply             -           -    -      -      unit      unit    -          -        -       -
move:endorse           -           -    -      -      unit      -       -          -        -       -
move:countersign       -           -    -      own    -         -       -          -        -       -
move:accept_jointly    -           -    -      -      -         -       -          all      -       -
move:review            all         all  -      -      -         -       -          -        -       -
move:fail              all         -    -      -      -         -       all        -        -       -
move:confirm           all         -    -      -      -         -       -          -        -       -
move:give_notice       all         -    -      -      -         -       -          -        -       -
move:uphold_objection  all         -    -      -      -         -       -          -        -       -
move:write_off_noticed all         all  -      -      -         -       -          -        -       -
move:finish            all         -    -      -      unit      -       -          -        -       -
move:adopt_comment     all         -    -      -      -         -       -          -        -       -
move:decline           all         -    -      -      -         -       -          -        -       -
move:issue             all         all  -      -      -         -       -          -        -       -
move:close             all         -    -      -      -         -       -          -        -       -
move:send_back         all         -    -      -      -         -       -          -        -       -
move:withdraw          all         all  -      -      -         -       -          -        -       -
move:pass              all         -    -      -      -         -       all        -        -       -
move:freeze            all         -    -      -      -         -       -          -        -       -
move:discard           all         -    -      -      -         -       -          -        -       -
move:close_undone      -           all  -      -      -         -       -          -        -       -
move:endorse_high      -           -    -      -      unit      -       -          -        -       -
move:sign_for          -           -    -      -      unit      unit    -          -        -       -
move:reply             -           -    -      -      unit      unit    -          -        -       -
move:accept_checked    -           -    -      -      -         -       -          all      -       -
move:hold              all         -    -      -      -         -       -          -        -       -
move:file              all         -    -      -      -         -       -          -        -       -
move:lift              all         -    -      -      -         -       -          -        -       -
read:accountability    all         all  -      -      -         -       -          -        -       -
move:office_*          all         -    -      -      -         -       -          -        -       -
move:step_*            -           -    -      -      unit      unit    -          -        -       -
move:gate_*            -           -    -      -      -         -       -          all      -       -
move:decide_*          -           all  -      -      -         -       -          -        -       -
import                 all         -    -      -      -         -       -          -        -       -
define_ledger          all         -    -      -      -         -       -          -        -       -
object_to_score        all         -    -      -      unit      -       -          -        -       -
remind                 all         -    -      -      -         -       -          -        -       -
record_visit           all         -    -      -      -         -       all        -        -       -
audit                  -           -    -      -      -         -       -          -        all     -
manage_people          -           -    -      -      -         -       -          -        -       all
grant_role             -           -    -      -      -         -       -          -        -       all
publish                -           all  -      -      -         -       -          -        -       -
rung:remind            all         all  -      -      -         -       -          -        -       -
rung:reminder_slip     all         all  -      -      -         -       -          -        -       -
rung:talk              -           all  -      own    -         -       -          -        -       -
";

const PERSON: MatterId = MatterId(1);
const UNIT: MatterId = MatterId(10);

/// How far `role`, granted over [`UNIT`], gives [`PERSON`] the right `what`.
fn reach(role: &str, what: &str) -> &'static str {
    let actor = Actor {
        person: Some(PERSON),
        units: vec![UNIT],
        grants: vec![Grant { role: role.into(), unit: Some(UNIT), until: None }],
        acting_for: vec![],
    };
    let may = |units: &[MatterId], people: &[MatterId]| {
        let on = Reached { units: units.to_vec(), people: people.to_vec() };
        authority::check(&roles(), &actor, what, &on, TODAY).is_ok()
    };
    let foreign = may(&[MatterId(99)], &[MatterId(98)]);
    match (foreign, may(&[MatterId(11), UNIT], &[MatterId(98)]), may(&[MatterId(99)], &[PERSON])) {
        (true, true, true) => "all",
        (false, true, false) => "unit",
        (false, false, true) => "own",
        (false, false, false) => "-",
        mixed => panic!("{role} {what}: {mixed:?}"),
    }
}

fn table() -> BTreeMap<(String, String), String> {
    let mut lines = TABLE.trim().lines();
    let heads: Vec<&str> = lines.next().unwrap().split_whitespace().skip(1).collect();
    let mut cells = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let right = words.next().unwrap();
        for head in &heads {
            cells.insert((right.to_owned(), (*head).to_owned()), words.next().unwrap().to_owned());
        }
        assert_eq!(words.next(), None, "{line}");
    }
    cells
}

#[test]
fn the_shipped_roles_give_what_the_table_says() {
    for ((right, role), expected) in table() {
        assert_eq!(reach(&role, &right), expected, "{role} {right}");
    }
}

#[test]
fn the_table_leaves_no_role_and_no_right_out() {
    let cells = table();
    let heads: BTreeSet<&str> = cells.keys().map(|(_, role)| role.as_str()).collect();
    let rows: BTreeSet<&str> = cells.keys().map(|(right, _)| right.as_str()).collect();
    let roles = roles();
    assert_eq!(heads, roles.roles.iter().map(|role| role.name.as_str()).collect());
    let kinds = kinds();
    let owed = kinds.values().filter(|kind| kind.nature != Nature::Register);
    let moves = owed.flat_map(|kind| &kind.moves).map(|one| format!("move:{}", one.name));
    // A family of moves, such as `move:step_*`, stands in one row.
    let known = |right: &str| {
        let family = right.find('_').map(|at| format!("{}_*", &right[..at]));
        rows.contains(right) || family.is_some_and(|family| rows.contains(family.as_str()))
    };
    for right in commands().iter().map(Command::right).chain(moves) {
        assert!(known(&right), "{right}");
    }
    for right in roles.roles.iter().flat_map(|role| &role.may).filter(|right| *right != "rung:*") {
        assert!(rows.contains(right.as_str()), "{right}");
    }
}

/// One of every command.
fn commands() -> Vec<Command> {
    let (text, reason) = (String::new(), String::new());
    let evidence = serde_json::from_str(
        r#"{"hash": "", "size": 0, "media": "", "name": "", "title": "", "kind": "photo"}"#,
    )
    .unwrap();
    vec![
        Command::Open(Open::default()),
        Command::EditFields { set: BTreeMap::new() },
        Command::Assign(Assign::default()),
        Command::SetDueDate { due: None, reason: reason.clone() },
        Command::ReportProgress(ReportProgress::default()),
        Command::Comment { text },
        Command::Link { to: UNIT, relation: String::new(), note: String::new() },
        Command::Unlink { to: UNIT, relation: String::new() },
        Command::AttachEvidence { evidence },
        Command::Move(TakeMove { reason: reason.clone(), ..TakeMove::named("start") }),
        Command::Correct { number: None, title: None, reason },
        Command::GrantRole { role: String::new(), unit: None, until: None },
        Command::RevokeRole { role: String::new(), unit: None },
    ]
}

#[test]
fn registers_ask_for_manage_people_and_roles_for_grant_role() {
    for command in commands() {
        let right = command.right_on(Nature::Register);
        let is_role = matches!(command, Command::GrantRole { .. } | Command::RevokeRole { .. });
        assert_eq!(right, if is_role { "grant_role" } else { "manage_people" }, "{command:?}");
        assert_eq!(command.right_on(Nature::Matter), command.right());
        assert_eq!(command.right_on(Nature::Group), command.right());
    }
}
