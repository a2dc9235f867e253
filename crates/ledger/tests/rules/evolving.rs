//! What each event makes of a matter.

use crate::town::{header, kinds};
use jiff::civil::date;
use ledger::{
    Change, Event, FieldValue, Figure, Grant, Link, Matter, MatterId, Origin, Position, Seq, StateClass,
    command::{Assign, Open, ReportProgress},
    course::Filing,
    event::Moved,
    evolve, limit,
};

/// A measure just opened, as version 1.
fn opened() -> Matter {
    let open = Open {
        kind: "measure".into(),
        number: "一是".into(),
        title: "walk the roads".into(),
        parent: Some(MatterId(110)),
        fields: [("text".into(), FieldValue::Text("walk".into()))].into(),
        figures: vec![figure("km", "12")],
        origin: Some(Origin { source: "a".repeat(64), span: [3, 9] }),
        ..Open::default()
    };
    let above = vec![MatterId(100), MatterId(110)];
    let position = Position::root(1).child(2).child(3);
    after(None, Event::Opened { open, above, position, state: "reported".into() })
}

fn figure(name: &str, value: &str) -> Figure {
    Figure { name: name.into(), value: value.into(), unit: "km".into(), qualifier: None }
}

fn after(before: Option<Matter>, event: Event) -> Matter {
    let version = before.as_ref().map_or(1, |matter| matter.version + 1);
    evolve(before, &header(MatterId(120), "measure", version), &event, &kinds()["measure"])
}

/// What stays the same but for the marks of every event, so that a test names all that changes.
fn only(before: &Matter, found: &Matter, change: impl FnOnce(&mut Matter)) {
    let mut expected = before.clone();
    let now = header(MatterId(120), "measure", before.version + 1);
    (expected.version, expected.changed_at, expected.changed_seq) = (now.version, now.at, now.seq);
    change(&mut expected);
    assert_eq!(*found, expected);
}

fn check(before: &Matter, event: Event, change: impl FnOnce(&mut Matter)) -> Matter {
    let found = after(Some(before.clone()), event);
    only(before, &found, change);
    found
}

#[test]
fn opened_gives_place_state_and_words() {
    let matter = opened();
    assert_eq!((matter.id, matter.version, matter.kind.as_str()), (MatterId(120), 1, "measure"));
    assert_eq!((matter.kind_version, matter.changed_seq), (1, Seq(1)));
    assert_eq!((matter.number.as_str(), matter.title.as_str()), ("一是", "walk the roads"));
    assert_eq!((matter.parent, matter.above.len()), (Some(MatterId(110)), 2));
    assert_eq!(matter.position.to_string(), "1.2.3");
    assert_eq!((matter.state.as_str(), matter.class), ("reported", StateClass::Claimed));
    assert_eq!(matter.fields["text"], FieldValue::Text("walk".into()));
    assert_eq!(matter.figures, [figure("km", "12")]);
    assert_eq!(matter.origin.unwrap().span, [3, 9]);
    assert_eq!(matter.opened_at, matter.changed_at);
    assert_eq!(
        (matter.unit, matter.due, matter.percent, matter.reports, matter.returns),
        (None, None, None, 0, 0)
    );
}

#[test]
fn fields_are_set_and_cleared() {
    let standard = FieldValue::Text("all of them".into());
    let set = [("text".into(), None), ("standard".into(), Some(standard.clone()))].into();
    check(&opened(), Event::FieldsEdited { set }, |matter| {
        matter.fields = [("standard".into(), standard)].into();
    });
}

#[test]
fn responsibility_changes_part_by_part() {
    let all = Assign {
        unit: Change::Set(MatterId(3)),
        person: Change::Set(MatterId(15)),
        leader: Change::Set(MatterId(13)),
        helpers: Some(vec![MatterId(5)]),
    };
    let assigned = check(&opened(), Event::Assigned(all), |matter| {
        (matter.unit, matter.person, matter.leader) =
            (Some(MatterId(3)), Some(MatterId(15)), Some(MatterId(13)));
        matter.helpers = vec![MatterId(5)];
    });
    let some = Assign { person: Change::Clear, helpers: Some(vec![]), ..Assign::default() };
    check(&assigned, Event::Assigned(some), |matter| {
        matter.person = None;
        matter.helpers = vec![];
    });
}

#[test]
fn the_due_date_is_set_and_cleared() {
    let due = Some(date(2026, 12, 18));
    let set = Event::DueDateSet { due, was: None, reason: String::new() };
    let dated = check(&opened(), set, |matter| matter.due = due);
    let cleared = Event::DueDateSet { due: None, was: due, reason: "x".into() };
    check(&dated, cleared, |matter| matter.due = None);
}

#[test]
fn a_report_keeps_the_latest_figures_and_percentage() {
    let report = ReportProgress {
        percent: Some(40),
        text: "two of five".into(),
        figures: vec![figure("km", "15"), figure("lamps", "3")],
        ..ReportProgress::default()
    };
    let reported = check(&opened(), Event::ProgressReported(report), |matter| {
        (matter.percent, matter.reports) = (Some(40), 1);
        matter.figures = vec![figure("km", "15"), figure("lamps", "3")];
        matter.last_report = Some(ledger::matter::LastReport {
            at: matter.changed_at,
            by: Some(MatterId(15)),
            seq: Seq(2),
            no_change: false,
        });
    });
    let no_change = ReportProgress { no_change: true, ..ReportProgress::default() };
    let found = after(Some(reported), Event::ProgressReported(no_change));
    assert_eq!((found.percent, found.reports, found.figures.len()), (Some(40), 2, 2));
    assert_eq!(found.last_report.map(|last| (last.seq, last.no_change)), Some((Seq(3), true)));
}

#[test]
fn figures_of_one_name_in_two_units_are_two_and_the_memory_is_bounded() {
    let mut other = figure("km", "15000");
    other.unit = "m".into();
    let many = (0..limit::FIGURES_KEPT).map(|n| figure(&n.to_string(), "1"));
    let figures = [other].into_iter().chain(many).collect();
    let report = ReportProgress { text: "all".into(), figures, ..ReportProgress::default() };
    let full = after(Some(opened()), Event::ProgressReported(report));
    assert_eq!(full.figures.len(), limit::FIGURES_KEPT);
    assert_eq!((full.figures[0].value.as_str(), full.figures[1].value.as_str()), ("12", "15000"));
    let again = ReportProgress { figures: vec![figure("km", "13")], ..ReportProgress::default() };
    let found = after(Some(full), Event::ProgressReported(again));
    assert_eq!((found.figures.len(), found.figures[0].value.as_str()), (limit::FIGURES_KEPT, "13"));
}

#[test]
fn links_come_and_go_by_matter_and_relation() {
    let link =
        |to, relation: &str| Event::Linked { to: MatterId(to), relation: relation.into(), note: "n".into() };
    let kept = |to, relation: &str| Link { to: MatterId(to), relation: relation.into(), note: "n".into() };
    let one = check(&opened(), link(121, "same_kind"), |matter| matter.links.push(kept(121, "same_kind")));
    let two = after(Some(after(Some(one), link(121, "depends_on"))), link(110, "same_kind"));
    let gone = Event::Unlinked { to: MatterId(121), relation: "same_kind".into() };
    check(&two, gone, |matter| matter.links = vec![kept(121, "depends_on"), kept(110, "same_kind")]);
}

#[test]
fn evidence_names_the_event_that_brought_it() {
    let event = Event::EvidenceAttached {
        hash: "b".repeat(64),
        size: 7,
        media: "image/png".into(),
        kind: "photo".into(),
        produced: Some(date(2026, 7, 1)),
        name: "p.png".into(),
        title: "the road".into(),
    };
    let found = check(&opened(), event.clone(), |matter| {
        matter.evidence.push(ledger::Evidence {
            hash: "b".repeat(64),
            size: 7,
            media: "image/png".into(),
            name: "p.png".into(),
            title: "the road".into(),
            kind: "photo".into(),
            produced: Some(date(2026, 7, 1)),
            seq: Seq(2),
        });
    });
    assert_eq!(Event::from(found.evidence[0].clone()), event);
}

fn moved(to: &str, code: Option<&str>) -> Event {
    let code = code.map(str::to_owned);
    Event::Moved(Moved { name: "m".into(), from: "x".into(), to: to.into(), code, ..Moved::default() })
}

#[test]
fn a_move_changes_state_and_class_and_a_code_counts_a_return() {
    let mut matter = opened();
    for (to, class) in [
        ("planned", StateClass::Open),
        ("in_progress", StateClass::Open),
        ("submitted", StateClass::Awaiting),
        ("accepted", StateClass::Accepted),
        ("written_off", StateClass::Closed),
        ("cancelled", StateClass::Cancelled),
        // A later definition may know states that this one does not: what is owed stays in sight.
        ("from_the_future", StateClass::Open),
    ] {
        matter = check(&matter, moved(to, None), |matter| {
            (matter.state, matter.class) = (to.into(), class);
            matter.course.moved_by = Some(MatterId(15));
        });
    }
    let seq = Seq(matter.version + 1);
    check(&matter, moved("in_progress", Some("r3")), |matter| {
        (matter.state, matter.class, matter.returns) = ("in_progress".into(), StateClass::Open, 1);
        matter.course.returned = Some(seq);
    });
}

#[test]
fn the_course_keeps_what_was_promised_asked_checked_and_filed() {
    let promised = |matter: &mut Matter| matter.due = Some(date(2026, 12, 18));
    let mut matter = opened();
    promised(&mut matter);
    let frozen = after(Some(matter), Event::BaselineFrozen { round: 2 });
    let baseline = frozen.course.baseline.clone().unwrap();
    assert_eq!((baseline.round, baseline.due, baseline.title.as_str()), (2, frozen.due, "walk the roads"));
    let (from, to) = (date(2026, 12, 18), date(2027, 1, 15));
    let asked = Event::ExtensionRequested { from, to, reason: "flood".into(), progress: "half".into() };
    let asked = after(Some(frozen), asked);
    assert!(asked.course.pending().is_some_and(|pending| pending.to == to) && asked.due == Some(from));
    let no = Event::ExtensionDecided { approved: false, to, reason: "no".into() };
    assert_eq!(after(Some(asked.clone()), no).due, Some(from));
    let yes = after(Some(asked), Event::ExtensionDecided { approved: true, to, reason: String::new() });
    assert_eq!((yes.due, yes.course.pending(), baseline.due), (Some(to), None, Some(from)));
    let filing = Filing { series: "w".into(), year: 2026, n: 3, number: "w3".into(), on: to };
    let filed = Moved { to: "written_off".into(), filing: Some(filing), ..Moved::default() };
    let filed = after(Some(yes), Event::Moved(filed));
    assert_eq!((filed.number.as_str(), filed.course.filings.len()), ("一是", 1), "its own number stays");
    let back = Moved { name: "reopen".into(), to: "in_progress".into(), ..Moved::default() };
    let back = after(Some(filed), Event::Moved(back));
    assert_eq!((back.course.rebounds, back.course.rating.clone()), (1, None));
    assert_eq!(back.course.baseline, Some(baseline), "what was promised stays");
}

#[test]
fn a_correction_changes_what_it_names() {
    let correct = |number: Option<&str>, title: Option<&str>| Event::Corrected {
        number: number.map(Into::into),
        title: title.map(Into::into),
        reason: "typo".into(),
    };
    check(&opened(), correct(Some("二是"), None), |matter| matter.number = "二是".into());
    check(&opened(), correct(None, Some("new")), |matter| matter.title = "new".into());
}

#[test]
fn a_role_granted_again_replaces_its_last_day() {
    let (role, unit) = ("handler".to_owned(), Some(MatterId(3)));
    let grant = |until| Grant { role: "handler".into(), unit: Some(MatterId(3)), until };
    let granted = |until| Event::RoleGranted { role: role.clone(), unit, until };
    let one = check(&opened(), granted(None), |matter| matter.grants = vec![grant(None)]);
    let until = Some(date(2026, 12, 31));
    let two = check(&one, granted(until), |matter| matter.grants = vec![grant(until)]);
    let elsewhere = Event::RoleGranted { role: role.clone(), unit: None, until: None };
    let three = after(Some(two), elsewhere);
    assert_eq!(three.grants.len(), 2);
    let revoked = Event::RoleRevoked { role: role.clone(), unit };
    check(&three, revoked, |matter| matter.grants = vec![Grant { role, unit: None, until: None }]);
}

#[test]
fn words_and_erasures_leave_the_matter_as_it_is() {
    check(&opened(), Event::Commented { text: "seen".into() }, |_| {});
    let erased = Event::Erased { seq: Seq(1), fields: vec!["title".into()], ground: "request".into() };
    check(&opened(), erased, |_| {});
}

#[test]
fn a_definition_is_called_by_its_kind() {
    let definition = Box::new(kinds()["item"].clone());
    let event = Event::KindDefined { name: "item".into(), hash: "c".repeat(64), definition };
    let found = evolve(None, &header(MatterId::SPACE, "space", 1), &event, &kinds()["item"]);
    assert_eq!((found.id, found.title.as_str(), found.version), (MatterId::SPACE, "item", 1));
}
