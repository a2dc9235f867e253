//! From the adopted plan to the write-off, and what happens when the problem comes back.

use crate::house::{Town, everywhere};
use app::{AppError, Filter, Sort, query::list::ListQuery};
use jiff::civil::date;
use ledger::{
    Change, Command, FieldValue, MatterId, Refusal, StateClass,
    command::{Assign, RecordCheck, ReportProgress, TakeMove},
};
use std::collections::BTreeMap;

struct Crew {
    item: MatterId,
    chief: MatterId,
    leader: MatterId,
    second: MatterId,
}

fn take(name: &str) -> Command {
    let rates = ["apply", "accept_jointly", "report_done", "accept"].contains(&name);
    let rating = rates.then(|| "done".to_owned());
    Command::Move(TakeMove { rating, reason: "复查仍有欠租".into(), ..TakeMove::named(name) })
}

fn refused(result: Result<app::Outcome, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn adopt() -> Command {
    Command::AdoptPlan { reason: "党工委会议审定".into() }
}

/// Everything the plan asks for, but for the item's risk.
fn staffed(town: &Town) -> Crew {
    let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
    let board = town.open(None, "unit", "领导班子", None);
    let crew = Crew {
        item,
        chief: town.person("gao", "高竹青", town.bureau, "unit_head"),
        leader: town.person("fang", "方远舟", board, "leader"),
        second: town.person("su", "苏晚晴", town.office, "supervisor"),
    };
    let assign =
        Assign { unit: Change::Set(town.bureau), leader: Change::Set(crew.leader), ..Assign::default() };
    town.act(town.coordinator, item, Command::Assign(assign));
    let due = Some(date(2026, 7, 31));
    town.act(town.coordinator, item, Command::SetDueDate { due, reason: String::new() });
    set(town, item, "class", "dated");
    crew
}

fn set(town: &Town, item: MatterId, field: &str, value: &str) {
    let value = Some(FieldValue::Text(value.into()));
    let set = BTreeMap::from([(field.to_owned(), value)]);
    town.act(town.coordinator, item, Command::EditFields { set });
}

fn close_the_measure(town: &Town) {
    town.act(town.handler, town.measure, take("start"));
    let hash = town.app.keep_file("租金台账".as_bytes()).unwrap();
    let evidence = ledger::Evidence {
        hash,
        size: 12,
        media: "text/plain".into(),
        name: "台账.txt".into(),
        title: "租金台账".into(),
        kind: "ledger".into(),
        produced: Some(date(2026, 6, 1)),
        seq: ledger::Seq(0),
    };
    town.act(town.handler, town.measure, Command::AttachEvidence { evidence });
    let full = ReportProgress { percent: Some(100), text: "收清".into(), ..ReportProgress::default() };
    town.act(town.handler, town.measure, Command::ReportProgress(full));
    town.act(town.handler, town.measure, take("report_done"));
    town.act(town.acceptor, town.measure, take("accept"));
    town.act(town.coordinator, town.measure, take("write_off"));
}

fn rechecks(town: &Town) -> Vec<app::query::answer::Row> {
    let filter = Filter { kind: Some("recheck".into()), ..Filter::default() };
    let query = ListQuery { filter, sort: Sort::Due, limit: 50, ..ListQuery::default() };
    town.app.list(&query).unwrap().rows
}

#[test]
fn an_incomplete_plan_is_not_adopted_and_an_adopted_one_is_frozen() {
    everywhere(|town| {
        let crew = staffed(town);
        let lack = refused(town.try_act(town.coordinator, town.campaign, adopt()));
        assert_eq!(lack, Refusal::Incomplete { matter: crew.item, lack: ledger::decide::Lack::Risk });
        let baseline =
            |id| town.app.matter(None, id, None).unwrap().matter.course.baseline.map(|base| base.round);
        assert_eq!(baseline(town.measure), None, "nothing is frozen half-way");
        set(town, crew.item, "risk", "high");
        town.act(town.coordinator, town.campaign, adopt());
        assert_eq!([town.campaign, crew.item, town.measure].map(baseline), [Some(1); 3]);
        let later = Command::SetDueDate { due: Some(date(2026, 8, 31)), reason: "雨季".into() };
        assert_eq!(refused(town.try_act(town.coordinator, town.measure, later)), Refusal::Promised);
    });
}

#[test]
fn a_heavy_item_is_signed_checked_reviewed_noticed_and_looked_at_again() {
    everywhere(|town| {
        let crew = staffed(town);
        set(town, crew.item, "risk", "high");
        town.act(town.coordinator, town.campaign, adopt());
        close_the_measure(town);
        town.act(town.coordinator, crew.item, take("start"));
        town.act(town.handler, crew.item, take("apply"));
        town.act(crew.chief, crew.item, take("endorse_high"));
        town.act(crew.leader, crew.item, take("countersign"));
        let alone = refused(town.try_act(town.acceptor, crew.item, take("accept_jointly")));
        assert_eq!(alone.code(), "guard-checked-by-two");
        let check = |by: Vec<MatterId>| {
            let (on, text) = (date(2026, 6, 1), "逐户看过".to_owned());
            Command::RecordCheck(RecordCheck { on, by, met: true, text, evidence: vec![] })
        };
        let own = check(vec![town.acceptor, crew.chief]);
        assert_eq!(refused(town.try_act(town.acceptor, crew.item, own)), Refusal::OwnCheck);
        town.act(town.acceptor, crew.item, check(vec![town.acceptor, crew.second]));
        let told = town.app.history(crew.item, None, 1).unwrap();
        let named: Vec<&str> = told[0].names.iter().map(|one| one.title.as_str()).collect();
        assert!(
            named.contains(&"孟清和") && named.contains(&"苏晚晴"),
            "who looked is told by name: {named:?}"
        );
        town.act(town.acceptor, crew.item, take("accept_jointly"));
        town.act(town.coordinator, crew.item, take("review"));
        town.act(town.coordinator, crew.item, take("give_notice"));
        let early = refused(town.try_act(town.coordinator, crew.item, take("write_off_noticed")));
        assert_eq!(early.code(), "guard-wait-is-over");
        town.morning_of(date(2026, 6, 9));
        town.act(town.coordinator, crew.item, take("write_off_noticed"));
        let item = town.app.matter(None, crew.item, None).unwrap().matter;
        assert_eq!(item.course.filings[0].number, "销号〔2026〕1号");
        let dues: Vec<_> = rechecks(town).iter().map(|row| row.due.unwrap()).collect();
        assert_eq!(dues, [date(2026, 9, 9), date(2026, 12, 9), date(2027, 6, 9)]);
        assert!(rechecks(town).iter().all(|row| row.unit.is_some()), "each has somebody who sees to it");

        // The second look finds it back: the item runs again, with what came before it.
        let [first, second, third] = rechecks(town).iter().map(|row| row.id).collect::<Vec<_>>()[..] else {
            panic!("three re-checks");
        };
        town.act(crew.second, first, take("pass"));
        assert_eq!(town.app.row(crew.item).unwrap().class, StateClass::Closed);
        town.act(crew.second, second, take("fail"));
        let item = town.app.matter(None, crew.item, None).unwrap();
        assert_eq!((item.matter.class, item.matter.course.rebounds), (StateClass::Open, 1));
        assert_eq!(item.history[0].actor.as_ref().map(|actor| actor.id), Some(crew.second));
        assert_eq!(item.matter.course.filings.len(), 1, "its earlier number stays in the record");
        // A later look that also finds it back changes nothing more: it runs already.
        town.act(crew.second, third, take("fail"));
        let item = town.app.matter(None, crew.item, None).unwrap().matter;
        assert_eq!((item.class, item.course.rebounds), (StateClass::Open, 1));
    });
}

#[test]
fn a_rung_sends_its_slip_and_the_answer_to_the_slip_answers_the_rung() {
    everywhere(|town| {
        let rung = |name: &str, reason: &str| Command::TakeRung {
            rung: name.into(),
            slip: None,
            reason: reason.into(),
        };
        // On time, nothing is proposed; 30 June is the due date, 2 July the second working day after it.
        assert_eq!(town.app.matter(None, town.measure, None).unwrap().proposal, None);
        town.morning_of(date(2026, 7, 2));
        let proposed = town.app.matter(None, town.measure, None).unwrap().proposal.unwrap();
        assert_eq!((proposed.rung.as_str(), proposed.signs.as_str()), ("remind", "coordinator"));
        let skipped = refused(town.try_act(town.coordinator, town.measure, rung("reminder_slip", "")));
        assert_eq!(skipped.code(), "skips-rung");
        let before = town.app.view().unwrap().head().next;
        assert_eq!(
            refused(town.try_act(town.handler, town.measure, rung("remind", ""))).code(),
            "not-allowed"
        );
        assert_eq!(town.app.view().unwrap().head().next, before, "a refused rung leaves no slip behind");
        town.act(town.coordinator, town.measure, rung("remind", ""));
        let matter = town.app.matter(None, town.measure, None).unwrap();
        assert_eq!(matter.matter.course.rungs[0].reply_by, Some(date(2026, 7, 6)));
        assert_eq!(
            (matter.matter.course.rungs[0].slip, matter.proposal),
            (None, None),
            "its answer is awaited"
        );
        // Nobody answered: the slip goes out, numbered, to the unit that owes the measure.
        town.morning_of(date(2026, 7, 7));
        let proposed = town.app.matter(None, town.measure, None).unwrap().proposal.unwrap();
        assert_eq!(proposed.rung, "reminder_slip");
        town.act(town.coordinator, town.measure, rung("reminder_slip", ""));
        let taken = town.app.matter(None, town.measure, None).unwrap().matter.course.rungs[1].clone();
        let slip = town.app.matter(None, taken.slip.unwrap(), None).unwrap().matter;
        assert_eq!((slip.number.as_str(), slip.state.as_str()), ("巡改办提示〔2026〕1号", "issued"));
        assert_eq!((slip.unit, slip.due), (Some(town.bureau), taken.reply_by));
        town.act(town.handler, slip.id, take("sign_for"));
        town.act(town.handler, slip.id, take("reply"));
        let rung = town.app.matter(None, town.measure, None).unwrap().matter.course.rungs[1].clone();
        assert_eq!(rung.answered, Some(date(2026, 7, 7)));
        town.act(town.coordinator, slip.id, take("close"));
    });
}
