//! What waits for whom, and the one thing to do next.

use crate::house::{Town, everywhere};
use app::query::work::{NextStep, Owed};
use jiff::civil::date;
use ledger::{
    Command, Evidence, FieldValue, Lamp, MatterId, Seq,
    command::{Assign, Change, Open, ReportProgress, TakeMove},
};

fn owed(town: &Town, person: MatterId) -> Vec<Owed> {
    let work = town.app.work(person).unwrap();
    assert!(!work.more);
    work.owed
}

fn steps(town: &Town, person: MatterId) -> Vec<(MatterId, Option<NextStep>)> {
    owed(town, person).into_iter().map(|one| (one.row.id, one.step)).collect()
}

fn way(name: &str) -> Option<NextStep> {
    Some(NextStep::Move(name.into()))
}

fn take(name: &str) -> Command {
    Command::Move(TakeMove::named(name))
}

fn done() -> Command {
    Command::ReportProgress(ReportProgress {
        percent: Some(100),
        text: "核对完毕".into(),
        ..ReportProgress::default()
    })
}

fn evidence(town: &Town) -> Command {
    let evidence = Evidence {
        hash: town.app.keep_file("台账".as_bytes()).unwrap(),
        size: 6,
        media: "text/plain".into(),
        name: "台账.txt".into(),
        title: String::new(),
        kind: "minutes".into(),
        produced: Some(date(2026, 5, 28)),
        seq: Seq(0),
    };
    Command::AttachEvidence { evidence }
}

/// A measure of the bureau that names nobody, due on `day` of June.
fn unnamed(town: &Town, day: i8) -> MatterId {
    let item = town.app.matter(None, town.measure, None).unwrap().matter.parent;
    let id = town.open(Some(town.coordinator), "measure", "补签苗圃合同", item);
    town.act(
        town.coordinator,
        id,
        Command::Assign(Assign { unit: Change::Set(town.bureau), ..Assign::default() }),
    );
    let due = Some(date(2026, 6, day));
    town.act(town.coordinator, id, Command::SetDueDate { due, reason: String::new() });
    id
}

#[test]
fn each_has_one_next_step_and_it_moves_from_hand_to_hand() {
    everywhere(|town| {
        let m = town.measure;
        assert_eq!(steps(town, town.handler), [(m, Some(NextStep::Report))]);
        assert!(steps(town, town.acceptor).is_empty() && steps(town, town.coordinator).is_empty());
        town.act(town.handler, m, evidence(town));
        town.act(town.handler, m, done());
        assert_eq!(steps(town, town.handler), [(m, way("report_done"))]);
        town.act(town.handler, m, take("report_done"));
        assert_eq!(steps(town, town.handler), [(m, None)], "it waits for somebody else");
        assert_eq!(steps(town, town.acceptor), [(m, way("accept"))]);
        town.act(town.acceptor, m, take("accept"));
        assert!(steps(town, town.handler).is_empty() && steps(town, town.acceptor).is_empty());
        assert_eq!(steps(town, town.coordinator), [(m, way("write_off"))]);
        town.act(town.coordinator, m, take("write_off"));
        assert!(steps(town, town.coordinator).is_empty());
    });
}

#[test]
fn units_owe_what_names_nobody_and_the_reddest_stands_first() {
    everywhere(|town| {
        let (late, soon) = (unnamed(town, 5), unnamed(town, 28));
        let colleague = town.person("he", "何清源", town.bureau, "handler");
        town.morning_of(date(2026, 6, 25));
        let seen = owed(town, town.handler);
        let ids: Vec<MatterId> = seen.iter().map(|one| one.row.id).collect();
        assert_eq!(ids, [late, soon, town.measure]);
        assert_eq!(seen[0].row.lamp, Some(Lamp::Red));
        assert!(seen.iter().all(|one| one.may_report));
        let ids: Vec<MatterId> = owed(town, colleague).iter().map(|one| one.row.id).collect();
        assert_eq!(ids, [late, soon], "what names somebody else is theirs");
    });
}

#[test]
fn a_leader_sees_what_waits_for_their_word() {
    everywhere(|town| {
        let m = town.measure;
        let leader = town.person("gu", "顾长风", town.office, "leader");
        town.act(
            town.coordinator,
            m,
            Command::Assign(Assign { leader: Change::Set(leader), ..Assign::default() }),
        );
        town.act(town.handler, m, take("start"));
        assert!(steps(town, leader).is_empty(), "work that runs is not the leader's to report");
        town.morning_of(date(2026, 6, 10));
        let to = date(2026, 7, 31);
        let ask =
            Command::RequestExtension {
                to, reason: "租户外出".into(), progress: "已核对四十户".into()
            };
        town.act(town.handler, m, ask);
        assert_eq!(steps(town, leader), [(m, Some(NextStep::DecideExtension))]);
        town.act(leader, m, Command::DecideExtension { approve: true, reason: String::new() });
        assert!(steps(town, leader).is_empty());
    });
}

#[test]
fn a_slip_is_signed_for_and_then_answered() {
    everywhere(|town| {
        let fields = [("type".to_owned(), FieldValue::Text("urge".into()))].into();
        let open =
            Open { kind: "slip".into(), title: "催办苗圃租金".into(), fields, ..Open::default() };
        let step = app::Step { matter: None, seen: None, command: Command::Open(open) };
        let slip = town.app.execute(Some(town.coordinator), town.id(), step).unwrap().matter;
        town.act(
            town.coordinator,
            slip,
            Command::Assign(Assign { unit: Change::Set(town.bureau), ..Assign::default() }),
        );
        let due = Some(date(2026, 6, 8));
        town.act(town.coordinator, slip, Command::SetDueDate { due, reason: String::new() });
        town.act(town.coordinator, slip, take("issue"));
        assert_eq!(steps(town, town.handler)[0], (slip, way("sign_for")));
        town.act(town.handler, slip, take("sign_for"));
        assert_eq!(steps(town, town.handler)[0], (slip, way("reply")));
        let answer = TakeMove { reason: "已催缴".into(), ..TakeMove::named("reply") };
        town.act(town.handler, slip, Command::Move(answer));
        assert_eq!(steps(town, town.coordinator), [(slip, way("close"))]);
    });
}
