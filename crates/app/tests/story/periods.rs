//! Reporting once: the week, the ten days and the month are collected from the same reports.

use crate::house::{Town, everywhere};
use app::{
    AppError,
    language::Language,
    period::{Decision, Meeting},
    query::{
        answer::{ReportDue, Said},
        periods::PeriodsQuery,
        work::NextStep,
    },
};
use jiff::civil::date;
use ledger::{
    Command, MatterId, Rate, Refusal, StateClass,
    cadence::{Cadence, Period},
    command::{Assign, Change, ReportProgress, TakeMove},
};

fn period(key: &str) -> Period {
    key.parse().unwrap()
}

fn report(text: &str) -> Command {
    Command::ReportProgress(ReportProgress {
        percent: Some(40),
        text: text.into(),
        help: "请财政局派人".into(),
        ..ReportProgress::default()
    })
}

fn no_change() -> Command {
    Command::ReportProgress(ReportProgress { no_change: true, ..ReportProgress::default() })
}

/// Two more measures of the same item: one of the handler, one of nobody.
fn more(town: &Town) -> (MatterId, MatterId) {
    let item = town.app.matter(None, town.measure, None).unwrap().matter.parent;
    let ours = town.open(Some(town.coordinator), "measure", "公开招租", item);
    let nobodys = town.open(Some(town.coordinator), "measure", "补收欠租", item);
    let to =
        Assign { unit: Change::Set(town.bureau), person: Change::Set(town.handler), ..Assign::default() };
    town.act(town.coordinator, ours, Command::Assign(to));
    (ours, nobodys)
}

fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_report_counts_for_its_week_its_ten_days_and_its_month() {
    everywhere(|town| {
        let (ours, nobodys) = more(town);
        town.morning_of(date(2026, 6, 9));
        town.act(town.handler, town.measure, report("核对了四十户"));
        town.act(town.handler, ours, no_change());
        for key in ["2026-W24", "2026-06-x1", "2026-06"] {
            let page = town.app.period(None, period(key)).unwrap();
            assert_eq!(page.roll.reported, Rate::of(2, 3), "{key}");
            assert_eq!((page.roll.no_change, page.roll.missing()), (1, 1), "{key}");
            let [bureau, nobody] = page.roll.units.as_slice() else { panic!("{:?}", page.roll) };
            assert_eq!(bureau.unit.as_ref().unwrap().title, "园林局");
            let said: Vec<(MatterId, Said)> = bureau.lines().map(|line| (line.row.id, line.said)).collect();
            assert_eq!(said, [(town.measure, Said::Reported), (ours, Said::NoChange)]);
            assert_eq!(bureau.lines().next().unwrap().reports[0].report.text, "核对了四十户");
            assert!(nobody.unit.is_none());
            assert_eq!(nobody.missing().map(|line| line.row.id).collect::<Vec<_>>(), [nobodys]);
        }
        // The next ten days begin with nothing; what was over stays as it was.
        town.morning_of(date(2026, 6, 12));
        assert_eq!(town.app.period(None, period("2026-06-x2")).unwrap().roll.reported, Rate::of(0, 3));
        town.act(town.handler, ours, report("挂了牌"));
        assert_eq!(town.app.period(None, period("2026-06-x2")).unwrap().roll.reported, Rate::of(1, 3));
        assert_eq!(town.app.period(None, period("2026-06-x1")).unwrap().roll.reported, Rate::of(2, 3));
        let all = town.app.periods(&PeriodsQuery::default()).unwrap();
        let lines = |cadence| {
            let of = all.cadences.iter().find(|one| one.cadence == cadence).unwrap();
            of.lines.iter().map(|line| (line.period.to_string(), line.reported)).collect::<Vec<_>>()
        };
        let of = |key: &str, n| (key.to_owned(), Rate::of(n, 3));
        assert_eq!(lines(Cadence::Week), [of("2026-W24", 2), of("2026-W23", 0)]);
        assert_eq!(lines(Cadence::TenDays), [of("2026-06-x2", 1), of("2026-06-x1", 2)]);
        assert_eq!(lines(Cadence::Month), [of("2026-06", 2)]);
        // Again, out of what is kept.
        assert_eq!(town.app.periods(&PeriodsQuery::default()).unwrap(), all);
    });
}

#[test]
fn what_ended_owes_no_report_and_the_due_day_steps_round_holidays() {
    everywhere(|town| {
        let (ours, _) = more(town);
        town.morning_of(date(2026, 6, 17));
        town.act(
            town.coordinator,
            ours,
            Command::Move(TakeMove { reason: "并入".into(), ..TakeMove::named("cancel") }),
        );
        let week = town.app.period(None, period("2026-W25")).unwrap();
        assert_eq!(week.roll.reported, Rate::of(0, 2));
        // 2026-06-19 to 21 is the Dragon Boat Festival: the last working day of the ten days is Thursday the 18th.
        let ReportDue::On { on, named, holiday } = town.app.period(None, period("2026-06-x2")).unwrap().due
        else {
            panic!("it has a day")
        };
        assert_eq!((on, named, holiday), (date(2026, 6, 18), date(2026, 6, 20), true));
        let later = town.app.period(None, period("2026-06-x3"));
        assert!(matches!(later, Err(AppError::FutureDay { .. })), "{later:?}");
        assert_eq!(town.app.report_due(period("2031-01")), ReportDue::NoCalendar { year: 2031 });
    });
}

#[test]
fn those_missing_are_reminded_once_a_period() {
    everywhere(|town| {
        more(town);
        let unread =
            |town: &Town| town.app.inbox(town.handler, false, Language::En, None, 50).unwrap().messages;
        if let Some(newest) = unread(town).first() {
            town.app.mark_all_read(town.handler, &newest.id).unwrap();
        }
        town.morning_of(date(2026, 6, 10));
        let key = period("2026-W24");
        let remind = |actor| town.app.remind(Some(actor), town.id(), town.campaign, key);
        assert_eq!(refusal(remind(town.handler)), Refusal::NotAllowed { right: "remind".into() });
        assert_eq!(remind(town.coordinator).unwrap(), 1);
        let told = unread(town);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].text.contains("2 of your measures have no report yet, due 11 Jun 2026"),
            "{}",
            told[0].text
        );
        assert_eq!((told[0].path.as_str(), told[0].matter.id), ("/my-work", town.campaign));
        assert_eq!(refusal(remind(town.coordinator)), Refusal::AlreadyThere(town.campaign));
        assert_eq!(unread(town).len(), 1);
        let reminded = town.app.period(None, key).unwrap().reminded.unwrap();
        assert_eq!((reminded.people, reminded.by.unwrap().id), (1, town.coordinator));
        // The ten days are another period, and nobody can be asked for one that is over.
        assert_eq!(
            town.app.remind(Some(town.coordinator), town.id(), town.campaign, period("2026-06-x1")).unwrap(),
            1
        );
        assert_eq!(unread(town).len(), 2);
        town.morning_of(date(2026, 6, 15));
        assert!(matches!(remind(town.coordinator), Err(AppError::BadParameter("period"))));
    });
}

#[test]
fn a_frozen_collation_never_changes_and_later_reports_come_after_it() {
    everywhere(|town| {
        let (ours, _) = more(town);
        town.morning_of(date(2026, 6, 11));
        town.act(town.handler, town.measure, report("核对了四十户"));
        let (key, zh) = (period("2026-W24"), Language::Zh);
        let draft = |actor| town.app.draft_collation(Some(actor), zh, town.campaign, key);
        assert!(matches!(refusal(draft(town.handler)), Refusal::NotAllowed { .. }));
        let id = draft(town.coordinator).unwrap();
        assert_eq!(draft(town.coordinator).unwrap(), id, "there is one of each period");
        let drafted = town.app.collation(id).unwrap();
        for part in [
            "# 园林局（已报1项，应报2项）",
            "核对了四十户",
            "需要协调：请财政局派人",
            "未报：公开招租（乔望山）",
        ] {
            assert!(drafted.body.contains(part), "{part}: {}", drafted.body);
        }
        assert_eq!((drafted.roll.reported, drafted.later.len()), (Rate::of(1, 3), 0));
        // Something comes while it is edited; drafted anew, it is in.
        town.act(town.handler, ours, report("挂牌"));
        assert_eq!(town.app.collation(id).unwrap().later.len(), 1);
        let stale = town.app.draft_anew(Some(town.coordinator), town.id(), zh, id, Some(drafted.version - 1));
        assert!(matches!(refusal(stale), Refusal::Stale { .. }));
        town.app.draft_anew(Some(town.coordinator), town.id(), zh, id, Some(drafted.version)).unwrap();
        let anew = town.app.collation(id).unwrap();
        assert_eq!((anew.roll.reported, anew.later.len()), (Rate::of(2, 3), 0));
        town.act(town.coordinator, id, Command::Move(TakeMove::named("freeze")));
        let frozen = town.app.collation(id).unwrap();
        assert_eq!(
            (frozen.class, frozen.frozen_by.clone().unwrap().id),
            (StateClass::Closed, town.coordinator)
        );
        town.at(date(2026, 6, 12).at(9, 0, 0, 0));
        town.act(town.handler, town.measure, report("又核对了十户"));
        let edit = Command::EditFields { set: [("body".to_owned(), None)].into() };
        assert_eq!(refusal(town.try_act(town.coordinator, id, edit)), Refusal::Ended);
        // Next month's changes of plan do not reach back either.
        town.morning_of(date(2026, 7, 6));
        town.act(
            town.coordinator,
            ours,
            Command::Move(TakeMove { reason: "并入".into(), ..TakeMove::named("cancel") }),
        );
        town.act(town.handler, town.measure, report("下一期的"));
        let now = town.app.collation(id).unwrap();
        assert_eq!((&now.body, &now.roll, now.version), (&frozen.body, &frozen.roll, frozen.version));
        let later: Vec<&str> = now.later.iter().map(|one| one.heard.report.text.as_str()).collect();
        assert_eq!(later, ["又核对了十户"], "what came after, and nothing of the next period");
        assert_eq!(town.app.period(None, key).unwrap().collations[0].id, id);
    });
}

#[test]
fn a_discarded_draft_makes_room_for_another() {
    everywhere(|town| {
        let draft = || {
            let key = period("2026-06-x1");
            town.app.draft_collation(Some(town.coordinator), Language::En, town.campaign, key).unwrap()
        };
        let first = draft();
        let discard = Command::Move(TakeMove { reason: "重来".into(), ..TakeMove::named("discard") });
        town.act(town.coordinator, first, discard);
        let second = draft();
        assert_ne!(first, second);
        assert_eq!(draft(), second);
        assert!(town.app.collation(second).unwrap().body.contains("0 of 1 measures"));
        assert!(matches!(refusal(town.app.collation(town.measure)), Refusal::NoSuchMatter(_)));
    });
}

#[test]
fn what_a_meeting_decides_is_in_the_work_of_who_must_do_it() {
    everywhere(|town| {
        let key = period("2026-06-x1");
        let meeting = |title: &str| Meeting {
            title: title.into(),
            r#type: "ten_days".into(),
            on: Some(date(2026, 6, 1)),
            chair: Some(town.coordinator),
            attendees: vec!["各单位负责人".into()],
            minutes: "听取汇报。".into(),
            decisions: vec![
                Decision {
                    title: "三日内交齐租约".into(),
                    person: Some(town.handler),
                    due: Some(date(2026, 6, 4)),
                    ..Decision::default()
                },
                Decision { title: "整理台账".into(), unit: Some(town.office), ..Decision::default() },
            ],
        };
        let hold = |actor, id, meeting| town.app.hold_meeting(Some(actor), id, town.campaign, key, meeting);
        assert!(matches!(
            refusal(hold(town.handler, town.id(), meeting("调度会"))),
            Refusal::NotAllowed { .. }
        ));
        assert!(matches!(refusal(hold(town.coordinator, town.id(), meeting(" "))), Refusal::Missing { .. }));
        let id = town.id();
        let held = hold(town.coordinator, id, meeting("调度会")).unwrap();
        assert_eq!(hold(town.coordinator, id, meeting("调度会")).unwrap(), held, "sent twice, held once");
        let page = town.app.period(None, key).unwrap();
        assert_eq!((page.meetings.len(), page.meetings[0].decisions.len()), (1, 2));
        let decision = &page.meetings[0].decisions[0];
        assert_eq!(decision.unit.as_ref().unwrap().id, town.bureau, "that of the person");
        let work = town.app.work(town.handler).unwrap();
        let owed = work.owed.iter().find(|owed| owed.row.id == decision.id).unwrap();
        assert!(matches!(owed.step, Some(NextStep::Move(_) | NextStep::Report)));
        // In the next ten days it is told as decided earlier.
        town.morning_of(date(2026, 6, 12));
        let next = town.app.period(None, period("2026-06-x2")).unwrap();
        assert_eq!((next.meetings.len(), next.decisions.len()), (0, 2));
    });
}

#[test]
fn the_day_asks_whoever_owes_a_report_and_tells_the_office_what_is_missing() {
    everywhere(|town| {
        let (ours, _) = more(town);
        let tick = |day| {
            town.morning_of(day);
            let ticked = town.app.tick().unwrap();
            ticked.duties.into_iter().find(|(name, _)| *name == "reports").unwrap().1
        };
        let told = |person| {
            let unread = town.app.inbox(person, false, Language::En, None, 50).unwrap().messages;
            unread.first().iter().for_each(|newest| town.app.mark_all_read(person, &newest.id).unwrap());
            let reports = unread.into_iter().filter(|one| one.cause.starts_with("report"));
            reports.map(|one| one.text).collect::<Vec<_>>()
        };
        let done = |since, count| app::tick::Did::Done { since, count };
        assert_eq!(tick(date(2026, 6, 9)), done(date(2026, 6, 8), 0));
        // The 10th is the last working day of the ten days, the 11th the Thursday of the week.
        assert_eq!(tick(date(2026, 6, 10)), done(date(2026, 6, 9), 1));
        let asked = told(town.handler);
        assert_eq!(asked.len(), 1);
        assert!(
            asked[0].starts_with("First ten days of 2026-6") && asked[0].ends_with("due 10 Jun 2026"),
            "{asked:?}"
        );
        assert_eq!(tick(date(2026, 6, 10)), app::tick::Did::Nothing);
        assert_eq!(tick(date(2026, 6, 11)), done(date(2026, 6, 10), 2));
        assert!(told(town.handler)[0].starts_with("Week 24 of 2026"));
        let missing = told(town.coordinator);
        assert_eq!(missing.len(), 1);
        assert!(missing[0].ends_with("0.00% (0/3) reported, some are missing"), "{missing:?}");
        for id in [town.measure, ours] {
            town.act(town.handler, id, no_change());
        }
        assert_eq!(tick(date(2026, 6, 12)), done(date(2026, 6, 11), 1));
        assert!(told(town.coordinator)[0].ends_with("66.67% (2/3) reported, some are missing"));
        assert!(told(town.handler).is_empty());
        // Whom the office has reminded is not asked again on the day itself.
        town.morning_of(date(2026, 6, 24));
        town.app.tick().unwrap();
        town.app.remind(Some(town.coordinator), town.id(), town.campaign, period("2026-W26")).unwrap();
        assert_eq!(told(town.handler).len(), 1);
        tick(date(2026, 6, 25));
        assert!(told(town.handler).is_empty());
    });
}

#[test]
fn who_holds_a_role_until_a_day_is_told_before_it_ends() {
    everywhere(|town| {
        let until = Some(date(2026, 6, 20));
        let grant = Command::GrantRole { role: "acceptor".into(), unit: None, until };
        let step = app::Step { matter: Some(town.handler), seen: None, command: grant };
        town.app.execute(None, town.id(), step).unwrap();
        let ends = |day| {
            town.morning_of(day);
            town.app.tick().unwrap();
            let told = town.app.inbox(town.handler, false, Language::En, None, 50).unwrap().messages;
            told.iter().filter(|one| one.cause == "role-ends").count()
        };
        assert_eq!([14, 15, 16].map(|day| ends(date(2026, 6, day))), [0, 1, 1]);
    });
}

#[test]
fn of_many_campaigns_each_can_be_asked_for_and_the_newest_are_offered() {
    everywhere(|town| {
        let open = |n: u32| town.open(Some(town.coordinator), "campaign", &format!("第{n}轮"), None);
        (0..100).for_each(|n| {
            open(n);
        });
        let last = open(100);
        let campaigns = town.app.campaigns().unwrap();
        assert_eq!((campaigns.len(), campaigns[0].id), (100, last));
        // The one with work still owed is in hand although a hundred are newer.
        let first = town.app.overview(Some(town.campaign)).unwrap().campaign.unwrap();
        assert_eq!(first.id, town.campaign);
        assert!(town.app.period(Some(last), period("2026-W23")).is_ok());
        let unknown = town.app.overview(Some(town.measure));
        assert!(matches!(unknown, Err(AppError::NotFound("campaign"))));
    });
}
