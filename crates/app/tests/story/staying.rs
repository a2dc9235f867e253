//! Staying fixed: what each class asks for next, what came back, and a sample that anybody can draw again.

use crate::house::{Town, everywhere};
use app::{AppError, query::staying::RecheckState};
use jiff::civil::date;
use ledger::{
    Change, Command, FieldValue, MatterId, Refusal, Standing,
    command::{Assign, TakeMove},
};

struct Crew {
    leader: MatterId,
    looker: MatterId,
}

fn crew(town: &Town) -> Crew {
    let board = town.open(None, "unit", "领导班子", None);
    Crew {
        leader: town.person("fang", "方远舟", board, "leader"),
        looker: town.person("su", "苏晚晴", town.office, "supervisor"),
    }
}

/// An item of a class that is written off today, rated as `rating`.
fn written_off(town: &Town, crew: &Crew, title: &str, class: &str, rating: &str) -> MatterId {
    let id = town.open(Some(town.coordinator), "item", title, Some(town.campaign));
    let set = [("class".to_owned(), Some(FieldValue::Text(class.into())))];
    town.act(town.coordinator, id, Command::EditFields { set: set.into() });
    let assign =
        Assign { unit: Change::Set(town.bureau), leader: Change::Set(crew.leader), ..Assign::default() };
    town.act(town.coordinator, id, Command::Assign(assign));
    let steps = [
        (crew.leader, "report_done", Some(rating)),
        (town.acceptor, "accept", Some(rating)),
        (town.coordinator, "write_off", None),
    ];
    for (by, name, rating) in steps {
        let taken = TakeMove { rating: rating.map(str::to_owned), ..TakeMove::named(name) };
        town.act(by, id, Command::Move(taken));
    }
    id
}

fn take(town: &Town, by: MatterId, recheck: MatterId, name: &str) {
    let taken = TakeMove { reason: "覆盖网破损".into(), ..TakeMove::named(name) };
    town.act(by, recheck, Command::Move(taken));
}

fn listed(town: &Town, state: RecheckState) -> Vec<app::query::answer::Recheck> {
    town.app.rechecks(town.campaign, state, None, None).unwrap().rechecks
}

#[test]
fn each_class_has_a_list_with_the_next_thing_who_and_when() {
    everywhere(|town| {
        let crew = crew(town);
        let done = written_off(town, &crew, "停车收费", "dated", "done");
        let basically = written_off(town, &crew, "设备闲置", "immediate", "basically_done");
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        let set = [("class".to_owned(), Some(FieldValue::Text("long_term".into())))];
        town.act(town.coordinator, item, Command::EditFields { set: set.into() });
        let work = |standing| town.app.standing_work(town.campaign, standing, None, None).unwrap().items;
        let [first] = work(Standing::Done).try_into().unwrap();
        assert_eq!((first.row.id, first.filed.as_str()), (done, "销号〔2026〕1号"));
        let next = first.next.unwrap();
        assert_eq!(
            (next.row.kind.as_str(), next.row.due, next.late),
            ("recheck", Some(date(2026, 9, 1)), false)
        );
        assert_eq!(next.row.unit.unwrap().id, town.office, "who wrote it off sees to it");
        let [second] = work(Standing::BasicallyDone).try_into().unwrap();
        assert_eq!((second.row.id, second.next.unwrap().row.due), (basically, Some(date(2026, 9, 1))));
        let [third] = work(Standing::LongTerm).try_into().unwrap();
        let next = third.next.unwrap().row;
        assert_eq!((third.row.id, next.id, next.person.unwrap().id), (item, town.measure, town.handler));
        let counts = town.app.staying_fixed(Some(town.coordinator), town.campaign, None).unwrap();
        assert_eq!((counts.items, counts.completed, counts.basically, counts.long_term), (3, 1, 1, 1));
        assert!(counts.may_draw);
        assert!(!town.app.staying_fixed(Some(crew.looker), town.campaign, None).unwrap().may_draw);
        // Before any of it was written off.
        town.morning_of(date(2026, 6, 5));
        let past = town.app.staying_fixed(None, town.campaign, Some(date(2026, 5, 31)));
        assert!(past.is_err(), "the campaign was not there yet");
    });
}

#[test]
fn re_checks_are_due_pass_fail_and_what_came_back_tells_its_way() {
    everywhere(|town| {
        let crew = crew(town);
        let stays = written_off(town, &crew, "停车收费", "immediate", "done");
        let back = written_off(town, &crew, "弃土场裸土", "dated", "done");
        assert_eq!(listed(town, RecheckState::Later).len(), 4);
        town.morning_of(date(2026, 8, 20));
        let due = listed(town, RecheckState::Due);
        assert_eq!(
            due.iter().map(|one| (one.of.as_ref().unwrap().id, one.months)).collect::<Vec<_>>(),
            [(stays, Some(3)), (back, Some(3))]
        );
        town.morning_of(date(2026, 9, 2));
        assert_eq!(listed(town, RecheckState::Overdue).len(), 2);
        take(town, crew.looker, due[0].row.id, "pass");
        take(town, crew.looker, due[1].row.id, "fail");
        let failed = listed(town, RecheckState::Failed);
        assert_eq!((failed.len(), failed[0].reason.as_str()), (1, "覆盖网破损"));
        assert_eq!(listed(town, RecheckState::Passed).len(), 1);
        let [rebound] = town.app.rebounds(town.campaign, None).unwrap().try_into().unwrap();
        assert_eq!((rebound.row.id, rebound.times), (back, 1));
        let way: Vec<_> = rebound.lineage.iter().map(|turn| (turn.what, turn.text.as_str())).collect();
        assert_eq!(
            way,
            [("written_off", "销号〔2026〕2号"), ("failed", "覆盖网破损"), ("back", "覆盖网破损")]
        );
        assert_eq!(rebound.lineage[1].recheck.as_ref().unwrap().id, due[1].row.id);
        let counts = town.app.staying_fixed(None, town.campaign, None).unwrap();
        assert_eq!((counts.rebounds, counts.rechecks.passed, counts.rechecks.failed), (1, 1, 1));
        let then = town.app.staying_fixed(None, town.campaign, Some(date(2026, 8, 31))).unwrap();
        assert_eq!((then.rebounds, then.completed, then.rechecks.due), (0, 2, 2));
    });
}

#[test]
fn a_sample_is_drawn_from_the_log_and_can_be_drawn_again() {
    everywhere(|town| {
        let crew = crew(town);
        for n in 0..5 {
            written_off(town, &crew, &format!("遗留问题{n}"), "immediate", "done");
        }
        let draw = |by, id, share| town.app.draw_sample(Some(by), id, town.campaign, "2026-09", share);
        let denied = draw(crew.looker, town.id(), 40);
        assert!(matches!(denied, Err(AppError::Refused(Refusal::NotAllowed { .. }))));
        assert!(matches!(draw(town.coordinator, town.id(), 0), Err(AppError::BadParameter("share"))));
        let empty = town.app.draw_sample(Some(town.coordinator), town.id(), town.campaign, "2026-10", 40);
        assert!(matches!(empty, Err(AppError::Refused(Refusal::NothingToDo))));
        let before = town.app.tree_head().unwrap();
        let id = town.id();
        let sample = draw(town.coordinator, id, 30).unwrap().matter;
        assert_eq!(draw(town.coordinator, id, 30).unwrap().matter, sample, "sent again, it is the same");
        assert!(matches!(
            draw(town.coordinator, town.id(), 30),
            Err(AppError::Refused(Refusal::AlreadyThere(_)))
        ));
        let [told] = town.app.samples(town.campaign, None).unwrap().try_into().unwrap();
        assert_eq!(
            (told.seed.clone(), told.size),
            (before.root.to_string(), before.size),
            "the seed is in the log"
        );
        assert!(told.reproduced);
        assert_eq!(
            told.candidates.iter().map(|one| one.drawn).collect::<Vec<_>>(),
            [true, true, false, false, false]
        );
        let left_out = listed(town, RecheckState::LeftOut);
        assert_eq!(left_out.len(), 3);
        assert!(left_out[0].reason.starts_with(&format!("#{sample} ")), "{}", left_out[0].reason);
        // Taking one back in by hand does not go unseen: the sample still says what was drawn.
        let reason = "领导小组要求一并复查".to_owned();
        let restore = TakeMove { reason, ..TakeMove::named("restore") };
        town.act(town.coordinator, left_out[0].row.id, Command::Move(restore));
        assert!(town.app.samples(town.campaign, None).unwrap()[0].reproduced);
        // A link that was changed afterwards is seen.
        let unlink = Command::Unlink { to: told.candidates[0].row.id, relation: "about".into() };
        town.act(town.coordinator, sample, unlink);
        assert!(!town.app.samples(town.campaign, None).unwrap()[0].reproduced);
    });
}
