//! Ledgers of one's own: written, checked, tried, live, changed; an office's table taken over.

use crate::house::{Town, everywhere};
use app::{
    AppError,
    language::Language,
    own_ledgers::{FieldRow, LedgerForm, MistakeTold, MoveRow, NotTaken, OwnLedger, StateRow, Typed},
};
use documents::{
    model::{Column, Entry, Sheet, Workbook},
    write::xlsx,
};
use jiff::civil::date;
use ledger::{
    Command, FieldValue, StateClass,
    command::Open,
    field::FieldType,
    kind::{Privacy, Reason},
};

/// The example of the house, under another name.
fn begun(town: &Town, name: &str) -> OwnLedger {
    let key = town.app.begin_own_ledger(Some(town.coordinator)).unwrap();
    let example = page(town, &key);
    write(town, &example, &example.source.replace("\"own_ledger\"", &format!("\"{name}\"")))
}

fn page(town: &Town, key: &str) -> OwnLedger {
    town.app.own_ledger(Some(town.coordinator), key).unwrap()
}

fn write(town: &Town, before: &OwnLedger, source: &str) -> OwnLedger {
    let key = Some(before.key.as_str());
    town.app.keep_own_ledger(Some(town.coordinator), key, &before.seen, source).unwrap();
    page(town, &before.key)
}

fn define(town: &Town, key: &str) -> Result<(), AppError> {
    town.app.define_own_ledger(Some(town.coordinator), town.id(), key)
}

#[test]
fn a_ledger_goes_live_and_a_change_leaves_the_past_alone() {
    everywhere(|town| {
        let ledger = begun(town, "safety_check");
        assert_eq!((ledger.mistake.as_ref(), ledger.live), (None, None));
        let tried = town
            .app
            .try_own_ledger(
                Some(town.coordinator),
                &ledger.key,
                "标题,类别,发现日期\n东门配电房,甲类,2026-05-30\n,乙类,2026-05-30\n西门,丙类,2026-05-30\n",
                Language::Zh,
            )
            .unwrap();
        assert_eq!((tried[0].state.as_deref(), tried[0].due), (Some("open"), Some(date(2026, 6, 15))));
        assert!(tried[1].refused.is_some() && tried[2].refused.is_some(), "{tried:?}");
        assert!(town.app.kinds().unwrap().latest("safety_check").is_none(), "nothing was entered");
        let by = town.app.define_own_ledger(Some(town.handler), town.id(), &ledger.key);
        assert!(by.is_err(), "it takes a right");
        define(town, &ledger.key).unwrap();
        define(town, &ledger.key).unwrap();
        let row = town.open(Some(town.coordinator), "safety_check", "东门配电房", None);
        assert!(town.app.ledgers(None).unwrap().shelves.iter().any(|shelf| {
            shelf.ledgers.iter().any(|one| one.kind == "safety_check" && one.counts.total == 1)
        }));
        // Another label for a state takes another version, and the row stays under its own.
        let live = page(town, &ledger.key);
        let same = write(town, &live, &live.source.replace("办理中", "整改中"));
        assert_eq!(same.mistake.as_ref().map(|mistake| mistake.line), Some(2), "{same:?}");
        let next = write(town, &same, &same.source.replace("version = 1", "version = 2"));
        assert_eq!((next.mistake.as_ref(), next.live), (None, Some(1)));
        define(town, &next.key).unwrap();
        assert_eq!(page(town, &next.key).live, Some(2));
        let matter = town.app.matter(None, row, None).unwrap().matter;
        assert_eq!(matter.kind_version, 1);
        let kinds = town.app.kinds().unwrap();
        let label =
            |version| kinds.get("safety_check", version).unwrap().state("open").unwrap().label.zh.clone();
        assert_eq!((label(1), label(2)), ("办理中".into(), "整改中".into()));
        // The house starts again beside it.
        let again = town.with_house(app::House::load(None).unwrap());
        assert_eq!(again.kinds().unwrap().latest("safety_check").unwrap().version, 2);
    });
}

#[test]
fn a_mistake_names_its_place() {
    everywhere(|town| {
        let ledger = begun(town, "safety_check");
        let told = |find: &str, put: &str| -> MistakeTold {
            assert!(ledger.source.contains(find), "{find}");
            let now = page(town, &ledger.key);
            let wrong = write(town, &now, &ledger.source.replacen(find, put, 1));
            assert!(define(town, &ledger.key).is_err(), "{put}");
            wrong.mistake.unwrap_or_else(|| panic!("{put} is no mistake"))
        };
        let line = |words: &str| ledger.source.lines().position(|line| line == words).unwrap() + 1;
        assert_eq!(told("\"safety_check\"", "\"petition\"").line, 1, "two kinds with one name");
        let stuck = told("from = [\"open\"]", "from = [\"done\"]");
        assert!(stuck.problem.contains("no way out"), "{stuck:?}");
        let unknown = told("\"oversight\"", "\"cellar\"");
        assert!(unknown.line == line("shelf = \"oversight\"") && unknown.allowed.contains("oversight"));
        assert!(told("\"gate_finish\"", "\"finish_it\"").problem.contains("nobody may take"));
        let money = "[[field]]\nname = \"a\"\ntype = \"decimal\"\nlabel = { zh = \"金额（万元）\", en = \"a\" }\n\
            [[field]]\nname = \"b\"\ntype = \"decimal\"\nlabel = { zh = \"到账（元）\", en = \"b\" }\n[[state]]";
        let mixed = told("[[state]]", money);
        assert_eq!(mixed.line, line("[[state]]") + 7, "{mixed:?}");
        // The calendar of that year is not there yet.
        let far = told("after = \"10wd\"", "after = \"9000wd\"");
        assert!(far.problem.contains("calendar") || far.problem.contains("9000wd"), "{far:?}");
        assert!(told("version = 1", "version = 3").allowed.contains("version 1"));
        assert!(told("under = [\"\"]", "under = [\"campaign\"]").problem.contains("ledger"));
        // What somebody else has changed meanwhile is not written over.
        let stale = town.app.keep_own_ledger(Some(town.coordinator), Some(&ledger.key), &ledger.seen, "x");
        assert!(stale.is_err());
    });
}

/// An office's own table.
fn table(rows: &[[&str; 5]]) -> Vec<u8> {
    let head = ["序号", "检查事项", "责任单位", "金额（万元）", "状态"];
    let columns = head.map(|name| Column { name: name.into(), ..Column::default() }).to_vec();
    let rows = rows.iter().map(|row| row.map(Entry::text).to_vec()).collect();
    let sheet = Sheet { name: "台账".into(), columns, rows, ..Sheet::default() };
    xlsx(&Workbook { sheets: vec![sheet], ..Workbook::default() }).unwrap()
}

#[test]
fn an_offices_table_becomes_a_ledger_with_its_rows() {
    everywhere(|town| {
        let rows = [
            ["1", "东门配电房", "园林局", "12", "排查中"],
            ["2", "西门水泵", "园林局", "3.5", "整改中"],
            ["3", "北门围挡", "", "8", "已办结"],
            ["4", "旧仓库", "", "2", "已销号"],
        ];
        let bytes = table(&rows);
        let proposed = town.app.propose_own_ledger(Some(town.coordinator), "safety", "安全检查", &bytes);
        let ledger = page(town, &proposed.unwrap());
        let kind = ledger.kind.clone().unwrap_or_else(|| panic!("{:?}", ledger.mistake));
        assert_eq!(ledger.mistake, None, "{}", ledger.source);
        let types: Vec<_> = kind.fields.iter().map(|field| (field.label.zh.as_str(), field.r#type)).collect();
        assert_eq!(types, [("金额（万元）", ledger::field::FieldType::Decimal)]);
        let states: Vec<_> = kind.states.iter().map(|state| (state.label.zh.as_str(), state.class)).collect();
        let open = StateClass::Open;
        let closed = StateClass::Closed;
        assert_eq!(states, [("排查中", open), ("整改中", open), ("已办结", closed), ("已销号", closed)]);
        define(town, &ledger.key).unwrap();
        let wrong = table(&[rows[0], ["5", "南门", "不存在的局", "1", "排查中"]]);
        let take = |id, bytes: &[u8]| town.app.take_over_rows(Some(town.coordinator), id, &ledger.key, bytes);
        let refused = take(town.id(), &wrong).unwrap_err();
        assert!(matches!(refused, AppError::Row { row: 3, .. }), "{refused:?}");
        let once = town.id();
        assert_eq!(take(once, &bytes).unwrap(), 4);
        assert_eq!(take(once, &bytes).unwrap(), 4);
        let page = town
            .app
            .ledger("safety", app::query::list::ListQuery { limit: 100, ..Default::default() })
            .unwrap();
        assert_eq!(page.rows.len(), 4, "a retry takes nothing over again");
        let of = |title: &str| page.rows.iter().find(|row| row.row.title == title).unwrap().row.clone();
        assert_eq!(of("西门水泵").state, "s2");
        assert_eq!(of("西门水泵").unit.map(|unit| unit.id), Some(town.bureau));
        assert_eq!((of("北门围挡").class, of("北门围挡").number.as_str()), (StateClass::Closed, "3"));
        // Nobody opens what is done already without a source and the right to import.
        let open =
            Open { kind: "safety".into(), title: "x".into(), taken_as: Some("s3".into()), ..Open::default() };
        let step = |open| app::Step { matter: None, seen: None, command: Command::Open(open) };
        let tried = town.app.execute(Some(town.coordinator), town.id(), step(open));
        assert!(tried.is_err());
        let origin = Some(ledger::Origin { source: "0".repeat(64), span: [1, 1] });
        for kind in ["safety", "score_sheet", "petition"] {
            let said =
                Open { kind: kind.into(), title: "x".into(), origin: origin.clone(), ..Open::default() };
            let from_nowhere = Open { taken_as: Some("s3".into()), ..said.clone() };
            for open in [said, from_nowhere] {
                let tried = town.app.execute(Some(town.coordinator), town.id(), step(open));
                let is_told = matches!(tried, Err(AppError::Refused(ledger::Refusal::WrongValue { .. })));
                assert!(is_told, "{kind}: {tried:?}");
            }
        }
        let fields = town.app.matter(None, of("东门配电房").id, None).unwrap().matter.fields;
        assert_eq!(fields.get("f1"), Some(&FieldValue::Text("12".into())));
    });
}

/// A workbook of one sheet with these cells, the first of them its headings.
fn cells(rows: &[&[&str]]) -> Vec<u8> {
    let columns = rows[0].iter().map(|name| Column { name: (*name).into(), ..Column::default() }).collect();
    let rows = rows[1..].iter().map(|row| row.iter().map(|cell| Entry::text(*cell)).collect()).collect();
    let sheet = Sheet { name: "台账".into(), columns, rows, ..Sheet::default() };
    xlsx(&Workbook { sheets: vec![sheet], ..Workbook::default() }).unwrap()
}

#[test]
fn nothing_of_a_table_is_left_behind_without_a_word() {
    everywhere(|town| {
        let head = ["编号", "检查事项", "金额\n（万元）", "金额\n（万元）", "备注"];
        let bytes = cells(&[
            &head,
            &["1", "东门", "12", "7", ""],
            &["", "", "", "", ""],
            &["2", "西门", "3", "", "急"],
        ]);
        let proposed = town.app.propose_own_ledger(Some(town.coordinator), "safety", "安全检查", &bytes);
        let ledger = page(town, &proposed.unwrap());
        let take =
            |bytes: &[u8]| town.app.take_over_rows(Some(town.coordinator), town.id(), &ledger.key, bytes);
        assert!(matches!(take(&bytes), Err(AppError::NotTaken(NotTaken::NotLive))));
        define(town, &ledger.key).unwrap();
        let refused = |rows: &[&[&str]]| match take(&cells(rows)) {
            Err(AppError::NotTaken(why)) => why,
            other => panic!("{other:?}"),
        };
        let column = |column: &str, row| NotTaken::NoField { column: column.into(), row };
        assert_eq!(
            refused(&[&["编号", "检查事项", "面积"], &["1", "东门", ""], &["2", "西门", "7"]]),
            column("面积", 3)
        );
        assert_eq!(
            refused(&[&head, &["1", "东门", "12", "7", ""], &["2", "", "3", "", ""]]),
            NotTaken::NoTitle { row: 3 }
        );
        let twice = NotTaken::Twice { number: "1".into(), first: 2, row: 3 };
        assert_eq!(refused(&[&head, &["1", "东门", "12", "7", ""], &["1", "西门", "3", "", ""]]), twice);
        // A definition that is written on and not live takes nothing over, least of all into a ledger of the house.
        let live = page(town, &ledger.key);
        let other = live.source.replace("\"safety\"", "\"petition\"");
        write(town, &live, &other);
        assert!(matches!(take(&bytes), Err(AppError::NotTaken(NotTaken::NotLive))));
        write(town, &page(town, &ledger.key), &live.source);
        assert_eq!(take(&bytes).unwrap(), 2);
        assert_eq!(take(&bytes).unwrap_err().to_string(), NotTaken::Again.to_string());
        let known = NotTaken::Known { number: "2".into(), row: 2 };
        assert_eq!(refused(&[&head, &["2", "北门", "", "", ""]]), known);
        let query = app::query::list::ListQuery { limit: 100, ..Default::default() };
        let rows = town.app.ledger("safety", query).unwrap().rows;
        let row = rows.iter().find(|row| row.row.title == "东门").unwrap().row.id;
        let fields = town.app.matter(None, row, None).unwrap().matter.fields;
        let values: Vec<_> = fields.values().filter_map(FieldValue::as_text).collect();
        assert_eq!(values, ["12", "7"], "each of two columns with one name into its own field");
    });
}

#[test]
fn a_title_over_the_whole_table_is_not_its_heading() {
    everywhere(|town| {
        let title = ["安全检查台账"; 3];
        let bytes =
            cells(&[&title, &["检查点", "负责", "金额（万元）"], &["东门", "甲", "3"], &["西门", "乙", "4"]]);
        let key = town.app.propose_own_ledger(Some(town.coordinator), "safety", "安全检查", &bytes).unwrap();
        let labels: Vec<_> =
            page(town, &key).kind.unwrap().fields.iter().map(|field| field.label.zh.clone()).collect();
        assert_eq!(labels, ["负责", "金额（万元）"]);
    });
}

#[test]
fn an_offices_ledger_stays_when_the_house_brings_one_of_its_name() {
    everywhere(|town| {
        let ledger = begun(town, "safety_check");
        define(town, &ledger.key).unwrap();
        let mut house = app::House::load(None).unwrap();
        let theirs = house.kinds.iter().find(|kind| kind.name == "award").unwrap();
        house.kinds.push(ledger::Kind { name: "safety_check".into(), ..theirs.clone() });
        let again = town.with_house(house);
        let kind = again.kinds().unwrap().latest("safety_check").unwrap().clone();
        assert_eq!(Some(&*kind), ledger.kind.as_ref());
        assert_eq!(again.own_ledger(Some(town.coordinator), &ledger.key).unwrap().mistake, None);
    });
}

#[test]
fn who_writes_while_somebody_makes_it_live_is_told() {
    everywhere(|town| {
        let ledger = begun(town, "safety_check");
        let other = ledger.source.replace("办理中", "整改中");
        write(town, &ledger, &other);
        // The page of the second still shows what was there before.
        let stale = town.app.keep_own_ledger(Some(town.coordinator), Some(&ledger.key), &ledger.seen, "x");
        assert!(matches!(stale, Err(AppError::Refused(ledger::Refusal::NothingToDo))));
        assert_eq!(page(town, &ledger.key).source, other);
        let discard = |who| town.app.discard_own_ledger(Some(who), &ledger.key);
        assert!(discard(town.handler).is_err(), "it takes a right");
        let draft = begun(town, "another");
        town.app.discard_own_ledger(Some(town.coordinator), &draft.key).unwrap();
        assert!(town.app.own_ledger(Some(town.coordinator), &draft.key).is_err());
        define(town, &ledger.key).unwrap();
        assert!(discard(town.coordinator).is_err(), "what went live stays");
    });
}

/// What the page would show of a definition.
fn form(ledger: &OwnLedger) -> LedgerForm {
    LedgerForm::of(ledger.kind.as_ref().unwrap())
}

fn fill(town: &Town, before: &OwnLedger, form: &LedgerForm) -> OwnLedger {
    town.app.fill_own_ledger(Some(town.coordinator), &before.key, &before.seen, form).unwrap();
    page(town, &before.key)
}

fn typed(zh: &str) -> Typed {
    Typed { zh: zh.into(), en: String::new() }
}

#[test]
fn a_form_changes_what_was_changed_in_it_and_nothing_else() {
    everywhere(|town| {
        let ledger = begun(town, "safety_check");
        let before = ledger.kind.clone().unwrap();
        let same = fill(town, &ledger, &form(&ledger));
        assert_eq!(same.kind.as_ref(), Some(&before));
        let mut filled = form(&same);
        filled.fields.push(FieldRow {
            name: String::new(),
            label: typed("金额（万元）"),
            r#type: FieldType::Decimal,
            choices: "1".into(),
            required: true,
            is_shown: true,
            privacy: Privacy::Free,
        });
        filled.fields[0].choices = "甲类 / Class A\n元/吨\n乙类".into();
        filled
            .states
            .push(StateRow { name: String::new(), label: typed("复查中"), class: StateClass::Open });
        let stuck = fill(town, &same, &filled);
        let kind = stuck.kind.clone().unwrap();
        let added = kind.fields.last().unwrap();
        assert_eq!((added.label.en.as_str(), added.choices.len()), ("金额（万元）", 0));
        assert!(kind.columns.contains(&added.name) && added.required && added.privacy == Privacy::Free);
        let names = |kind: &ledger::Kind| -> Vec<(String, String)> {
            let choices = kind.fields[0].choices.iter();
            choices.map(|choice| (choice.label.zh.clone(), choice.name.clone())).collect()
        };
        let told = names(&kind);
        assert_eq!((told[0].1.as_str(), told[2].1.as_str()), ("a", "b"), "a value keeps its name: {told:?}");
        assert!(told[1].0 == "元/吨" && !["a", "b"].contains(&told[1].1.as_str()));
        // The new state has no way out yet: that is told, by its part, and everything typed is there.
        let mistake = stuck.mistake.clone().unwrap();
        let state = kind.states.last().unwrap().name.clone();
        assert_eq!((mistake.rule, mistake.part), ("no_way_out", Some(("state".into(), state.clone()))));
        let mut mended = form(&stuck);
        mended.moves[0].taker = "decide".into();
        mended.moves[0].from.push(state.clone());
        mended.moves.push(MoveRow {
            name: String::new(),
            label: typed("转复查"),
            taker: "office".into(),
            from: vec!["open".into()],
            to: state,
            reason: Reason::Required,
            guards: vec![],
            needs: vec![added.name.clone()],
            wait: "3d".into(),
        });
        let sound = fill(town, &stuck, &mended);
        assert_eq!(sound.mistake, None, "{}", sound.source);
        let kind = sound.kind.clone().unwrap();
        assert_eq!(kind.moves[0].name, "decide_finish", "who takes it has changed");
        assert!(kind.moves[1].name.starts_with("office_") && kind.moves[1].wait.as_deref() == Some("3d"));
        assert_eq!(kind.limits, before.limits);
        define(town, &sound.key).unwrap();
        // A change of what is live is the next version by itself, and its name stays.
        let live = page(town, &sound.key);
        assert_eq!(fill(town, &live, &form(&live)).kind.unwrap().version, 1, "nothing has changed");
        let live = page(town, &sound.key);
        let mut next = form(&live);
        next.name = "other".into();
        next.fields.remove(1);
        let next = fill(town, &live, &next);
        let kind = next.kind.clone().unwrap();
        assert_eq!((kind.name.as_str(), kind.version, next.mistake), ("safety_check", 2, None));
        assert!(kind.field("found_on").is_none() && !kind.columns.contains(&"found_on".to_owned()));
        let many =
            LedgerForm { limits: vec![form(&page(town, &next.key)).limits[0].clone(); 81], ..form(&live) };
        let refused = town.app.fill_own_ledger(Some(town.coordinator), &next.key, "", &many);
        assert!(matches!(refused, Err(AppError::Refused(ledger::Refusal::TooMany { field: "limits", .. }))));
        let by = town.app.fill_own_ledger(Some(town.handler), &next.key, "", &many);
        assert!(by.is_err(), "it takes a right");
    });
}

#[test]
fn every_ledger_of_the_house_goes_through_the_form_unchanged() {
    everywhere(|town| {
        for kind in town.app.kinds().unwrap().all().filter(|kind| kind.shelf.is_some()) {
            // Under another name, so that the draft may be kept.
            let ledger = begun(town, "passing");
            let source = ledger::Kind { name: "passing".into(), ..(**kind).clone() }.to_toml();
            let kept = write(town, &ledger, &source);
            let back = fill(town, &kept, &form(&kept)).kind.unwrap();
            assert_eq!(back, kept.kind.unwrap(), "{}", kind.name);
        }
    });
}
