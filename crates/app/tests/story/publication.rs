//! A bulletin from the ledger to the public.

use crate::house::{Town, done, everywhere};
use app::{AppError, document::Format, language::Language, publication::Fate};
use jiff::civil::date;
use ledger::{Command, FieldValue, MatterId, Refusal, command::TakeMove, guard::Guard};

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn head(town: &Town) -> MatterId {
    town.person("gu", "顾长风", town.office, "head")
}

fn finish(town: &Town) {
    for command in done() {
        town.act(town.handler, town.measure, command);
    }
    town.act(town.handler, town.measure, Command::Move(TakeMove::named("report_done")));
    town.act(town.acceptor, town.measure, Command::Move(TakeMove::named("accept")));
}

#[test]
fn figures_are_named_and_told_when_they_move() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        assert!(matches!(
            refused(town.app.compile_bulletin(Some(town.handler), town.campaign)),
            Refusal::NotAllowed { .. }
        ));
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        let sight = town.app.bulletin(&key, Language::Zh).unwrap();
        assert!(sight.draft.text.contains("制定措施{measures}项"), "{}", sight.draft.text);
        assert!(sight.moved.is_empty());
        let text = |key: &str| app::document::text(&town.app.bulletin(key, Language::Zh).unwrap().document);
        assert!(text(&key).contains("制定措施1项") && text(&key).contains("苗圃租金长期拖欠"));

        town.morning_of(date(2026, 6, 10));
        finish(town);
        let sight = town.app.bulletin(&key, Language::Zh).unwrap();
        let moved: Vec<_> =
            sight.moved.iter().map(|one| (one.name.as_str(), one.then.as_str(), one.now.as_str())).collect();
        assert!(moved.contains(&("measures_done", "0", "1")), "{moved:?}");
        assert!(text(&key).contains("完成措施0项"), "the draft says what it was compiled with");
        town.app.renew_figures(me, &key, 1).unwrap();
        assert!(text(&key).contains("完成措施1项"));
        assert!(town.app.bulletin(&key, Language::Zh).unwrap().moved.is_empty());
    });
}

#[test]
fn wordings_are_edited_compared_and_checked() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        let draft = town.app.bulletin(&key, Language::Zh).unwrap().draft;
        let text = format!("{}完成投资402.3亿元，占总投资3346.8亿元的22.02%。\n", draft.text);
        town.app.edit_bulletin(me, &key, 1, "园区通报", &text).unwrap();
        let sight = town.app.bulletin(&key, Language::Zh).unwrap();
        assert!(sight.findings.iter().any(|one| one.remark.code.contains("share")), "{:?}", sight.findings);
        let lines = town.app.compare_wordings(&key, 1, 0).unwrap();
        let new: Vec<_> = lines.iter().filter(|(fate, _)| *fate == Fate::New).collect();
        assert_eq!(new.len(), 1);
        assert!(matches!(
            refused(town.app.edit_bulletin(me, &key, 1, "x", &text)),
            Refusal::Stale { seen: 1, now: 2 }
        ));
        let wrong = town.app.edit_bulletin(me, &key, 2, "x", "好\n完成{nothing}项");
        assert!(matches!(wrong, Err(AppError::Template(mistake)) if mistake.line == 2));
        let long = "长".repeat(app::publication::MOST_TEXT + 1);
        assert!(matches!(refused(town.app.edit_bulletin(me, &key, 2, "x", &long)), Refusal::TooLong { .. }));
    });
}

#[test]
fn what_is_withheld_leaves_with_its_ground_and_somebody_consents_themselves() {
    everywhere(|town| {
        let (me, head) = (Some(town.coordinator), head(town));
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        let text = |key: &str| town.app.bulletin(key, Language::Zh).unwrap().draft.text;
        let before = text(&key);
        let ask = |ground: &str, seen| town.app.withhold(me, &key, seen, item, ground);
        assert!(matches!(ask("because", 1), Err(AppError::BadParameter("ground"))));
        ask("personal", 1).unwrap();
        assert!(!text(&key).contains("苗圃租金"), "{}", text(&key));
        assert!(matches!(ask("personal", 2), Err(AppError::EditedPassage)));
        // Nothing goes out before somebody who may publish, and did not ask, has said so.
        let early = town.app.publish_bulletin(head, &key, 2);
        assert!(matches!(early, Err(AppError::NoConsent { count: 1 })), "{early:?}");
        let decide = |by, seen, consents| town.app.decide_withholding(by, &key, seen, item, consents);
        assert!(matches!(refused(decide(town.acceptor, 2, true)), Refusal::NotAllowed { .. }));
        decide(head, 2, false).unwrap();
        assert_eq!(text(&key), before, "refused: its words stand where they stood");
        ask("personal", 3).unwrap();
        decide(head, 4, true).unwrap();
        let withheld = town.app.bulletin(&key, Language::Zh).unwrap().draft.withheld;
        assert_eq!((withheld.len(), withheld[0].consent.unwrap().by), (1, head));
        assert_eq!(refused(decide(head, 5, true)), Refusal::NothingToDo);
        town.app.publish_bulletin(head, &key, 5).unwrap();
    });
}

#[test]
fn nobody_consents_to_what_they_asked_for() {
    everywhere(|town| {
        let both = town.person("he", "何从周", town.office, "coordinator");
        let grant = Command::GrantRole { role: "head".into(), unit: None, until: None };
        let step = app::Step { matter: Some(both), seen: None, command: grant };
        town.app.execute(None, town.id(), step).unwrap();
        let item = town.app.row(town.measure).unwrap().parent.unwrap();
        let key = town.app.compile_bulletin(Some(town.coordinator), town.campaign).unwrap();
        town.app.withhold(Some(both), &key, 1, item, "secret").unwrap();
        let own = refused(town.app.decide_withholding(both, &key, 2, item, true));
        assert_eq!(own, Refusal::GuardFails { guard: Guard::SignedByAnother });
    });
}

#[test]
fn part_three_tells_the_classes_with_their_items_and_how_to_reach_the_office() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let item = town.app.row(town.measure).unwrap().parent.unwrap();
        let set = |fields: [(&str, &str); 1]| {
            let value = |(name, text): (&str, &str)| (name.to_owned(), Some(FieldValue::Text(text.into())));
            Command::EditFields { set: fields.map(value).into() }
        };
        town.act(town.coordinator, item, set([("class", "long_term")]));
        let compile = || {
            let key = town.app.compile_bulletin(me, town.campaign).unwrap();
            let sight = town.app.bulletin(&key, Language::Zh).unwrap();
            (app::document::text(&sight.document), sight.findings)
        };
        let odd =
            |found: &[app::finding::Found]| found.iter().any(|one| one.remark.code == "missing-contact");
        let (text, found) = compile();
        let counts = "已完成整改0个，基本完成0个，需长期坚持1个，仍在整改0个，尚待核实0个";
        assert!(text.contains(counts), "{text}");
        let listed = text.split("需长期坚持的问题").nth(1).unwrap();
        assert!(listed.contains("苗圃租金长期拖欠；"), "{text}");
        assert!(odd(&found), "nobody can be reached");
        town.act(town.coordinator, town.campaign, set([("contact", "电话000-00000012")]));
        let (text, found) = compile();
        assert!(text.contains("联系方式：电话000-00000012。") && !odd(&found), "{text} {found:?}");
    });
}

#[test]
fn somebody_else_publishes_and_then_nothing_changes() {
    everywhere(|town| {
        let (me, head) = (Some(town.coordinator), head(town));
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        assert!(matches!(
            refused(town.app.publish_bulletin(town.acceptor, &key, 1)),
            Refusal::NotAllowed { .. }
        ));
        assert!(matches!(
            refused(town.app.publish_bulletin(town.coordinator, &key, 1)),
            Refusal::NotAllowed { .. }
        ));
        town.app.publish_bulletin(head, &key, 1).unwrap();
        let published = town.app.bulletin(&key, Language::Zh).unwrap().draft.published.unwrap();
        let campaign = town.app.matter(None, town.campaign, None).unwrap().matter;
        assert_eq!(campaign.evidence[0].hash, published.hash, "its hash stands in the log");
        let before = town.app.bulletin_file(&key, Format::Txt).unwrap().bytes;
        assert_eq!(before, town.app.evidence().get(&published.hash).unwrap());
        let html = town.app.bulletin_file(&key, Format::Html).unwrap().bytes;
        assert!(String::from_utf8_lossy(&html).contains("2026年6月"));
        finish(town);
        town.morning_of(date(2026, 8, 3));
        assert_eq!(town.app.bulletin_file(&key, Format::Txt).unwrap().bytes, before);
        assert!(town.app.bulletin_file(&key, Format::Html).unwrap().bytes == html, "its date stays");
        assert_eq!(refused(town.app.edit_bulletin(me, &key, 2, "x", "y")), Refusal::Ended);
        assert_eq!(refused(town.app.discard_bulletin(me, &key)), Refusal::Ended);
        assert_eq!(refused(town.app.publish_bulletin(head, &key, 2)), Refusal::Ended);
        let other = town.app.compile_bulletin(me, town.campaign).unwrap();
        town.app.discard_bulletin(me, &other).unwrap();
        assert_eq!(town.app.bulletins().unwrap().len(), 1);
    });
}

#[test]
fn a_list_becomes_a_workbook() {
    everywhere(|town| {
        let query = app::query::list::ListQuery::default();
        let file = town.app.list_workbook(&query, Language::Zh).unwrap();
        let grid =
            documents::read_sheets(&file.bytes, &documents::Limits::default()).unwrap().grids.remove(0);
        let row = grid.rows.iter().find(|row| row[0].shown() == town.measure.0.to_string()).unwrap();
        assert_eq!((row[2].shown(), row[5].shown()), ("逐户核对苗圃租约".to_owned(), "园林局".to_owned()));
        assert_eq!(row[8], documents::model::Entry::Date(date(2026, 6, 30)));
    });
}

#[test]
fn nobody_publishes_what_they_had_a_hand_in_for_themselves_or_for_another() {
    everywhere(|town| {
        let (me, head) = (Some(town.coordinator), head(town));
        let deputy = town.person("bai", "白露", town.office, "handler");
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        let version = || town.app.bulletin(&key, Language::Zh).unwrap().draft.version;
        // The head edits, then the coordinator once more: the head's words are in it still.
        let both = town.person("he", "何从周", town.office, "coordinator");
        let roles = ledger::Grant { role: "head".into(), unit: None, until: None };
        town.app
            .execute(
                None,
                town.id(),
                app::Step {
                    matter: Some(both),
                    seen: None,
                    command: Command::GrantRole { role: roles.role, unit: roles.unit, until: roles.until },
                },
            )
            .unwrap();
        let text = town.app.bulletin(&key, Language::Zh).unwrap().draft.text;
        town.app.edit_bulletin(Some(both), &key, version(), "通报", &format!("{text}又一段。\n")).unwrap();
        town.app.edit_bulletin(me, &key, version(), "通报", &format!("{text}再一段。\n")).unwrap();
        let own = refused(town.app.publish_bulletin(both, &key, version()));
        assert_eq!(own, Refusal::GuardFails { guard: Guard::SignedByAnother });
        // Who acts for one of them may not either; who acts for somebody else publishes in their name.
        let name = |person: MatterId| {
            let days = (date(2026, 6, 1), date(2026, 6, 30));
            let named = ledger::command::NameDeputy { deputy, from: days.0, until: days.1 };
            town.act(person, person, Command::NameDeputy(named));
        };
        name(head);
        name(both);
        let theirs = refused(town.app.publish_bulletin(deputy, &key, version()));
        assert_eq!(theirs, Refusal::GuardFails { guard: Guard::SignedByAnother });
        town.act(both, both, Command::WithdrawDeputy { deputy });
        town.app.publish_bulletin(deputy, &key, version()).unwrap();
        let entry = town.app.history(town.campaign, None, 1).unwrap().remove(0);
        assert_eq!(entry.acting_for.map(|one| one.id), Some(head));
    });
}

#[test]
fn only_the_words_of_what_is_withheld_leave() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        let twin = town.open(me, "item", "绿地养护不到位", Some(town.campaign));
        town.open(me, "measure", "逐户核对苗圃租约", Some(twin));
        let key = town.app.compile_bulletin(me, town.campaign).unwrap();
        town.app.withhold(me, &key, 1, item, "personal").unwrap();
        let text = town.app.bulletin(&key, Language::Zh).unwrap().draft.text;
        assert!(text.contains("绿地养护不到位") && !text.contains("苗圃租金"), "{text}");
        assert_eq!(text.matches("逐户核对苗圃租约").count(), 1, "{text}");
    });
}
