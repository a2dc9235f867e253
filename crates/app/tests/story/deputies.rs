//! Somebody acts for another for some days; what is in hand goes over to others.

use crate::house::{Town, done, everywhere};
use app::{
    AppError, Filter,
    handover::{HandOver, Part, Successor},
    query::list::ListQuery,
};
use jiff::civil::{Date, date};
use ledger::{
    Command, MatterId, Refusal,
    command::{Assign, Change, NameDeputy, TakeMove},
};

fn name(deputy: MatterId, from: Date, until: Date) -> Command {
    Command::NameDeputy(NameDeputy { deputy, from, until })
}

fn take(name: &str) -> Command {
    Command::Move(TakeMove::named(name))
}

fn is_not_allowed(found: Result<app::Outcome, AppError>) -> bool {
    matches!(found, Err(AppError::Refused(Refusal::NotAllowed { .. })))
}

#[test]
fn a_deputy_acts_for_days_in_the_others_name_and_it_ends_by_itself() {
    everywhere(|town| {
        let deputy = town.person("su", "苏扶摇", town.office, "member");
        let report = || done().into_iter();
        let first = date(2026, 6, 8);
        assert!(is_not_allowed(town.try_act(deputy, town.measure, take("start"))));
        // One names one's own deputy; nobody else's without the right.
        assert!(is_not_allowed(town.try_act(deputy, town.handler, name(deputy, first, date(2026, 6, 19)))));
        town.act(town.handler, town.handler, name(deputy, first, date(2026, 6, 19)));
        assert!(
            is_not_allowed(town.try_act(deputy, town.measure, take("start"))),
            "not before the first day"
        );
        town.morning_of(first);
        town.act(deputy, town.measure, take("start"));
        let entry = town.app.history(town.measure, None, 1).unwrap().remove(0);
        let named = |one: &Option<app::query::answer::Named>| one.as_ref().map(|one| one.id);
        assert_eq!((named(&entry.actor), named(&entry.acting_for)), (Some(deputy), Some(town.handler)));
        // What the deputy may do anyway is done in no other's name.
        town.act(deputy, town.measure, Command::Comment { text: "我也看过".into() });
        assert_eq!(named(&town.app.history(town.measure, None, 1).unwrap().remove(0).acting_for), None);
        // It stands with both, and in the deputy's work.
        let page = |id| town.app.matter(None, id, None).unwrap();
        assert_eq!(page(town.handler).matter.deputies.len(), 1);
        assert_eq!(page(deputy).acts_for[0].0.id, town.handler);
        assert!(
            town.app
                .work(deputy)
                .unwrap()
                .owed
                .iter()
                .any(|one| one.row.id == town.measure && one.may_report)
        );
        for command in report() {
            town.act(deputy, town.measure, command);
        }
        // The last day holds, the next does not, without anybody's doing.
        town.morning_of(date(2026, 6, 19));
        town.act(deputy, town.measure, take("report_done"));
        town.morning_of(date(2026, 6, 20));
        let return_to = page(town.measure).matter.due;
        let back = Command::Move(TakeMove {
            code: Some("r1".into()),
            reason: "缺页".into(),
            due: return_to,
            ..TakeMove::named("return")
        });
        town.act(town.acceptor, town.measure, back);
        assert!(is_not_allowed(town.try_act(deputy, town.measure, take("report_done"))));
        assert!(town.app.verify(&mut |_, _, _| {}).is_ok());
    });
}

#[test]
fn what_somebody_absent_is_told_their_deputy_is_told_too() {
    everywhere(|town| {
        let deputy = town.person("su", "苏扶摇", town.office, "member");
        let told = |person| {
            let inbox = town.app.inbox(person, false, app::language::Language::Zh, None, 50).unwrap();
            inbox.messages.into_iter().map(|one| one.why).collect::<Vec<_>>()
        };
        town.act(town.handler, town.handler, name(deputy, date(2026, 6, 8), date(2026, 6, 19)));
        let before = told(deputy).len();
        let comment = |text: &str| Command::Comment { text: text.into() };
        town.act(town.coordinator, town.measure, comment("请补充佐证"));
        assert_eq!(told(deputy).len(), before, "not before the first day");
        town.morning_of(date(2026, 6, 8));
        let (mine, theirs) = (told(deputy).len(), told(town.handler).len());
        town.act(town.coordinator, town.measure, comment("请今天补齐"));
        assert_eq!(told(town.handler).len(), theirs + 1, "who is absent finds it afterwards");
        let now = told(deputy);
        assert_eq!(now.len(), mine + 1);
        assert!(now.iter().any(|why| why.starts_with("您正代行")), "{now:?}");
        // Whoever has done it is not told of it, neither by name nor for another.
        town.act(deputy, town.measure, comment("我去补"));
        assert_eq!(told(deputy).len(), mine + 1);
        town.morning_of(date(2026, 6, 20));
        let after = told(deputy).len();
        town.act(town.coordinator, town.measure, comment("已收到"));
        assert_eq!(told(deputy).len(), after, "not after the last day");
    });
}

#[test]
fn a_deputy_accepts_neither_their_own_work_nor_the_others_and_can_be_withdrawn() {
    everywhere(|town| {
        // The acceptor is away, and the handler of the measure acts for them; and the other way round.
        town.act(town.acceptor, town.acceptor, name(town.handler, date(2026, 6, 1), date(2026, 6, 30)));
        town.act(town.handler, town.handler, name(town.acceptor, date(2026, 6, 1), date(2026, 6, 30)));
        town.act(town.handler, town.measure, take("start"));
        for command in done() {
            town.act(town.handler, town.measure, command);
        }
        town.act(town.handler, town.measure, take("report_done"));
        let accept = || Command::Move(TakeMove { rating: Some("done".into()), ..TakeMove::named("accept") });
        for one in [town.handler, town.acceptor] {
            assert!(matches!(
                town.try_act(one, town.measure, accept()),
                Err(AppError::Refused(Refusal::GuardFails { .. }))
            ));
        }
        town.act(town.handler, town.handler, Command::WithdrawDeputy { deputy: town.acceptor });
        town.act(town.acceptor, town.measure, accept());
        // Days have bounds, and nobody acts for themselves.
        let refused = |deputy, from, until| {
            town.try_act(town.handler, town.handler, name(deputy, from, until)).is_err()
        };
        assert!(refused(town.handler, date(2026, 6, 1), date(2026, 6, 2)));
        assert!(refused(town.acceptor, date(2026, 5, 31), date(2026, 6, 2)));
        assert!(refused(town.acceptor, date(2026, 6, 3), date(2026, 6, 2)));
        assert!(refused(town.acceptor, date(2026, 6, 3), date(2027, 12, 2)));
    });
}

#[test]
fn what_somebody_has_in_hand_goes_over_whole_or_not_at_all() {
    everywhere(|town| {
        let heir = town.person("shi", "石听澜", town.bureau, "handler");
        let leader = town.person("wen", "温其玉", town.office, "leader");
        let other = town.person("ji", "纪长缨", town.office, "leader");
        let led = Assign { leader: Change::Set(leader), ..Assign::default() };
        town.act(town.coordinator, town.measure, Command::Assign(led));
        let leave = take("leave");
        let step = app::Step { matter: Some(town.handler), seen: None, command: leave };
        let held = town.app.execute(None, town.id(), step);
        assert!(matches!(held, Err(AppError::Refused(Refusal::GuardFails { .. }))), "not with work in hand");
        let hand = town.app.in_hand(town.handler).unwrap();
        let [share] = hand.shares.as_slice() else { panic!("{hand:?}") };
        assert_eq!((share.part, share.rows.len(), share.rows[0].id), (Part::Person, 1, town.measure));
        assert_eq!(share.proposals[0].id, heir, "who reports for the unit comes first");
        let to_heir = Successor { part: Part::Person, unit: Some(town.bureau), to: heir };
        let asked = HandOver {
            successors: vec![to_heir],
            with_roles: true,
            then: Some("leave".into()),
            ..HandOver::default()
        };
        let going = town.app.foretell_hand_over(town.coordinator, town.handler, &asked).unwrap();
        assert!(going.len() == 1 && going[0].refusal.is_none() && going[0].to.id == heir);
        // The coordinator may assign, and not take roles back: nothing of it happens.
        let size = town.app.tree_head().unwrap().size;
        assert!(is_not_allowed(town.app.hand_over(Some(town.coordinator), town.id(), town.handler, &asked)));
        assert_eq!(town.app.tree_head().unwrap().size, size);
        // What came in between was not looked at.
        let mark = Some(app::handover::mark(&going));
        let late = town.open(
            Some(town.coordinator),
            "measure",
            "补签租约",
            town.app.row(town.measure).unwrap().parent,
        );
        let assign =
            Assign { unit: Change::Set(town.bureau), person: Change::Set(town.handler), ..Assign::default() };
        town.act(town.coordinator, late, Command::Assign(assign));
        let seen = HandOver { mark, ..asked.clone() };
        let changed = town.app.hand_over(None, town.id(), town.handler, &seen);
        assert!(matches!(changed, Err(AppError::ChangedSince)), "{changed:?}");
        let id = town.id();
        let first = town.app.hand_over(None, id, town.handler, &asked).unwrap();
        assert_eq!(town.app.hand_over(None, id, town.handler, &asked).unwrap(), first, "sent twice");
        let page = town.app.matter(None, town.measure, None).unwrap().matter;
        assert_eq!(page.person, Some(heir));
        let left = town.app.matter(None, town.handler, None).unwrap().matter;
        assert!(left.class.has_ended() && left.grants.is_empty());
        // A leader's matters are proposed to another leader, and stay where nobody takes them.
        let hand = town.app.in_hand(leader).unwrap();
        assert_eq!((hand.shares[0].part, hand.shares[0].proposals[0].id), (Part::Leader, other));
        assert!(matches!(
            town.app.hand_over(None, town.id(), leader, &HandOver::default()),
            Err(AppError::Refused(Refusal::NothingToDo))
        ));
    });
}

#[test]
fn a_unit_is_dissolved_when_its_work_and_its_people_have_gone() {
    everywhere(|town| {
        let park = town.open(None, "unit", "公园管理中心", None);
        let hand = town.app.in_hand(town.bureau).unwrap();
        let parts: Vec<Part> = hand.shares.iter().map(|share| share.part).collect();
        assert_eq!(parts, [Part::Unit, Part::Members]);
        let all = |to: MatterId| {
            let one = |part| Successor { part, unit: Some(town.bureau), to };
            HandOver {
                successors: vec![one(Part::Unit), one(Part::Members)],
                then: Some("dissolve".into()),
                reason: "机构调整".into(),
                ..HandOver::default()
            }
        };
        town.app.hand_over(None, town.id(), town.bureau, &all(park)).unwrap();
        let unit = |id: MatterId| town.app.matter(None, id, None).unwrap().matter.unit;
        assert_eq!((unit(town.measure), unit(town.handler)), (Some(park), Some(park)));
        assert!(town.app.matter(None, town.bureau, None).unwrap().matter.class.has_ended());
    });
}

#[test]
fn the_tree_of_units_counts_what_lies_below_and_rights_have_names() {
    everywhere(|town| {
        let below = town.open(None, "unit", "苗圃", Some(town.bureau));
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent;
        let of_below = |town: &Town| {
            let id = town.open(Some(town.coordinator), "measure", "清点苗木", item);
            let assign = Assign { unit: Change::Set(below), ..Assign::default() };
            town.act(town.coordinator, id, Command::Assign(assign));
        };
        of_below(town);
        of_below(town);
        town.morning_of(date(2026, 7, 30));
        let tree = town.app.unit_tree().unwrap();
        let node = |id: MatterId| tree.iter().find(|node| node.named.id == id).unwrap();
        let counts = |id: MatterId| {
            let node = node(id);
            (node.own.open, node.own.red, node.with_below.open, node.with_below.red)
        };
        assert_eq!(counts(town.bureau), (1, 1, 3, 1));
        assert_eq!((counts(below), node(below).depth), ((2, 0, 2, 0), 2));
        assert_eq!(node(town.bureau).people[0].0.id, town.handler);
        // What a sum counts is a list, page by page, in one order over all its units.
        let filter = Filter { kind: Some("measure".into()), unit: Some(town.bureau), ..Filter::default() };
        let mut query = ListQuery { filter, limit: 2, ..ListQuery::default() };
        assert_eq!(town.app.list(&query).unwrap().rows.len(), 1, "by itself");
        query.with_below = true;
        let first = town.app.list(&query).unwrap();
        assert_eq!((first.rows.len(), first.total), (2, Some(3)));
        query.after = first.next;
        let second = town.app.list(&query).unwrap();
        assert_eq!((second.rows.len(), second.next), (1, None));
        let ids: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
        assert!(ids.is_sorted() && ids.contains(&town.measure), "{ids:?}");
        let rights = town.app.who_may(town.measure).unwrap();
        let who = |right: &str| -> Vec<MatterId> {
            rights
                .iter()
                .find(|one| one.right == right)
                .unwrap()
                .people
                .iter()
                .map(|named| named.id)
                .collect()
        };
        assert_eq!(who("assign"), [town.coordinator]);
        assert_eq!(who("report_progress"), [town.coordinator, town.handler]);
        assert!(rights.iter().all(|one| one.right != "move:accept"), "not from this state");
    });
}
