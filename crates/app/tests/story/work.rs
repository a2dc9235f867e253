//! Reporting, accepting, looking back.

use crate::house::{Town, everywhere};
use app::{AppError, Filter, Sort, Step, Verified, query::list::ListQuery};
use jiff::civil::date;
use ledger::{
    Command, Evidence, Lamp, Refusal, Seq, StateClass,
    command::{ReportProgress, TakeMove},
    guard::Guard,
};
use proof::Algorithm;

fn report(percent: u8, text: &str) -> Command {
    Command::ReportProgress(ReportProgress {
        percent: Some(percent),
        text: text.into(),
        ..ReportProgress::default()
    })
}

fn take(name: &str) -> Command {
    Command::Move(TakeMove::named(name))
}

fn evidence(town: &Town) -> Command {
    let hash = town.app.keep_file("会议纪要".as_bytes()).unwrap();
    assert_eq!(town.app.file(&hash).unwrap(), "会议纪要".as_bytes());
    Command::AttachEvidence {
        evidence: Evidence {
            hash,
            size: 12,
            media: "text/plain".into(),
            name: "纪要.txt".into(),
            title: "核对会纪要".into(),
            kind: "minutes".into(),
            produced: Some(date(2026, 5, 28)),
            seq: Seq(0),
        },
    }
}

fn refused(result: Result<app::Outcome, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_measure_goes_its_way_and_nobody_accepts_their_own() {
    everywhere(|town| {
        let m = town.measure;
        assert!(matches!(
            refused(town.try_act(town.acceptor, m, report(10, "越权"))),
            Refusal::NotAllowed { .. }
        ));
        town.act(town.handler, m, take("start"));
        town.act(town.handler, m, report(60, "核对了四十户"));
        assert_eq!(
            refused(town.try_act(town.handler, m, take("report_done"))),
            Refusal::GuardFails { guard: Guard::ProgressIsComplete }
        );
        town.act(town.handler, m, evidence(town));
        town.act(town.handler, m, report(100, "全部核对完毕"));
        town.act(town.handler, m, take("report_done"));
        let page = town.app.matter(Some(town.handler), m, None).unwrap();
        let accept = page.possible.iter().find(|p| p.right == "move:accept").unwrap();
        assert!(accept.refusal.is_some(), "the handler sees why there is no button");
        town.act(town.acceptor, m, take("accept"));
        town.act(town.coordinator, m, take("write_off"));
        assert_eq!(refused(town.try_act(town.handler, m, report(100, "又来"))), Refusal::Ended);
        let page = town.app.matter(Some(town.handler), m, None).unwrap();
        assert_eq!(page.matter.class, StateClass::Closed);
        assert_eq!(page.history.len() as u64, page.matter.version);
        let overview = town.app.overview(None).unwrap();
        assert_eq!((overview.measures.total, overview.measures.classes[4]), (1, 1));
        assert_eq!(overview.by_unit[0].over.title, "园林局");
    });
}

#[test]
fn a_retry_is_answered_alike_and_a_stale_form_is_refused() {
    everywhere(|town| {
        let id = town.id();
        let step = |seen| Step {
            matter: Some(town.measure),
            seen,
            command: Command::Comment { text: "请抓紧".into() },
        };
        let first = town.app.execute(Some(town.coordinator), id, step(None)).unwrap();
        let again = town.app.execute(Some(town.coordinator), id, step(None)).unwrap();
        assert_eq!(first, again);
        let late = town.app.execute(Some(town.coordinator), town.id(), step(Some(first.version - 1)));
        assert_eq!(refused(late), Refusal::Stale { seen: first.version - 1, now: first.version });
        town.app.execute(Some(town.coordinator), town.id(), step(Some(first.version))).unwrap();
    });
}

#[test]
fn lists_show_lamps_of_the_day_and_of_a_past_day() {
    everywhere(|town| {
        let list = |lamp, as_of| {
            let filter =
                Filter { kind: Some("measure".into()), under: Some(town.campaign), ..Filter::default() };
            let query = ListQuery { filter, lamp, sort: Sort::Due, limit: 50, as_of, ..ListQuery::default() };
            town.app.list(&query).unwrap()
        };
        assert_eq!(list(None, None).rows[0].lamp, Some(Lamp::Green));
        assert_eq!(list(None, None).total, Some(1));
        town.morning_of(date(2026, 6, 25));
        assert_eq!(list(Some(Lamp::Blue), None).rows.len(), 1);
        town.morning_of(date(2026, 7, 1));
        assert_eq!(list(Some(Lamp::Yellow), None).rows.len(), 1);
        town.morning_of(date(2026, 7, 20));
        town.act(town.handler, town.measure, report(30, "补做"));
        assert_eq!(list(Some(Lamp::Red), None).rows[0].percent, Some(30));
        let past = list(None, Some(date(2026, 6, 2)));
        assert_eq!((past.rows[0].lamp, past.rows[0].percent), (Some(Lamp::Green), None));
        assert!(list(None, Some(date(2026, 5, 1))).rows.is_empty());
        // A year without a calendar: the list stands, the lamp says that it cannot be told.
        town.morning_of(date(2031, 1, 2));
        assert_eq!(list(None, None).rows[0].lamp, None);
        assert_eq!(town.app.overview(None).unwrap().calendar_missing, Some(2031));
    });
}

#[test]
fn search_finds_matters_and_what_was_said() {
    everywhere(|town| {
        town.act(town.handler, town.measure, report(30, "已向枫林苗圃发出催缴函"));
        let hits = town.app.search("苗圃 租约", 0).unwrap();
        assert_eq!(hits.hits[0].row.id, town.measure);
        assert!(hits.hits[0].title.iter().any(|piece| piece.marked && piece.text == "苗圃租约"));
        let hits = town.app.search("催缴函", 0).unwrap();
        assert!(hits.hits[0].said_at.is_some());
        assert!(hits.hits[0].snippet.iter().any(|piece| piece.marked && piece.text == "催缴函"));
        // Page after page each is found once, those by their own words before what was said.
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent;
        for n in 0..65 {
            town.open(Some(town.coordinator), "measure", &format!("逐户发催缴函{n}"), item);
        }
        let pages: Vec<_> = (0..4).map(|page| town.app.search("催缴函", page).unwrap()).collect();
        let sizes: Vec<_> = pages.iter().map(|page| (page.hits.len(), page.more)).collect();
        assert_eq!(sizes, [(20, true), (20, true), (20, true), (6, false)]);
        let all: std::collections::BTreeSet<_> =
            pages.iter().flat_map(|page| &page.hits).map(|hit| hit.row.id).collect();
        assert_eq!(all.len(), 66);
        assert_eq!(pages[3].hits[5].row.id, town.measure);
        assert!(town.app.search("没有的词", 0).unwrap().hits.is_empty());
        assert!(town.app.search(" ，\" OR * ", 0).unwrap().hits.is_empty());
    });
}

#[test]
fn the_log_proves_itself_and_is_exported_whole() {
    everywhere(|town| {
        let before = town.app.tree_head().unwrap();
        for n in 0..40 {
            town.act(town.handler, town.measure, report(n, "一步一步"));
        }
        let head = town.app.tree_head().unwrap();
        let proof = town.app.prove_event(Seq(3)).unwrap();
        proof.proof.verify(Algorithm::Sha256, &proof.leaf, &head).unwrap();
        let growth = town.app.prove_growth(before.size).unwrap();
        growth.proof.verify(Algorithm::Sha256, &before, &head).unwrap();
        assert!(
            town.app.prove_event(Seq(head.size)).is_err() && town.app.prove_growth(head.size + 1).is_err()
        );
        let mut lines = vec![];
        town.app
            .export_log(&mut |line| {
                lines.push(line);
                Ok(())
            })
            .unwrap();
        assert_eq!(lines.len() as u64, head.size + 1);
        assert!(
            matches!(town.app.verify(&mut |_, _, _| {}).unwrap(), Verified::Sound(c) if c.root == head.root)
        );
        let mut matters = 0;
        town.app
            .export_matters(date(2026, 6, 1), &mut |_| {
                matters += 1;
                Ok(())
            })
            .unwrap();
        // The head line, two units, three people, campaign, item, measure.
        assert_eq!(matters, 1 + 2 + 3 + 3);
    });
}

#[test]
fn a_clock_set_back_does_not_turn_the_log_back() {
    everywhere(|town| {
        town.morning_of(date(2026, 6, 10));
        town.act(town.handler, town.measure, report(10, "前"));
        town.morning_of(date(2026, 6, 5));
        town.act(town.handler, town.measure, report(20, "后"));
        let history = town.app.history(town.measure, None, 2).unwrap();
        assert!(history[0].at >= history[1].at);
    });
}
