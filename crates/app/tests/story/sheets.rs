//! Lists go out as sheets and come back.

use crate::house::{Town, everywhere};
use app::{
    AppError, Step,
    language::Language,
    query::list::ListQuery,
    sheets::{Part, Reading, Wrong},
};
use documents::{
    Limits,
    model::{Column, Entry, Sheet, Workbook},
    read_sheets, write,
};
use jiff::civil::date;
use ledger::{Command, FieldValue, MatterId, Refusal, command::Open};

/// The list as it goes out.
fn saved(town: &Town) -> Vec<u8> {
    town.app.list_workbook(&ListQuery::default(), Language::Zh).unwrap().bytes
}

/// The same with cells changed: row of the matter, column, value.
fn edited(bytes: &[u8], edits: &[(MatterId, usize, Entry)]) -> Vec<u8> {
    let mut grid = read_sheets(bytes, &Limits::default()).unwrap().grids.remove(0);
    let head = grid.rows.remove(0);
    for (matter, column, value) in edits {
        let row = grid.rows.iter_mut().find(|row| row[0].shown() == matter.0.to_string()).unwrap();
        row[*column] = value.clone();
    }
    let column = |name: &Entry| Column { name: name.shown(), width: 10, ..Column::default() };
    sheet(head.iter().map(column).collect(), grid.rows)
}

fn sheet(columns: Vec<Column>, rows: Vec<Vec<Entry>>) -> Vec<u8> {
    let sheet = Sheet { name: "表".into(), columns, rows, landscape: false };
    write::xlsx(&Workbook { title: String::new(), sheets: vec![sheet] }).unwrap()
}

#[test]
fn a_list_that_was_not_edited_changes_nothing() {
    everywhere(|town| {
        let key = town.app.upload_sheet(Some(town.coordinator), "事项.xlsx", &saved(town), None).unwrap();
        let preview = town.app.preview_sheet(Some(town.coordinator), &key).unwrap();
        assert!(preview.matched > 5, "{}", preview.matched);
        assert_eq!((&preview.differences, &preview.errors), (&vec![], &vec![]));
        let head = town.app.view().unwrap().head();
        let nothing = town.app.accept_sheet(Some(town.coordinator), town.id(), &key, &preview.mark);
        assert!(matches!(nothing, Err(AppError::Refused(Refusal::NothingToDo))));
        assert_eq!(town.app.view().unwrap().head().next, head.next);
    });
}

#[test]
fn edited_cells_are_shown_and_taken_over_with_the_rights_of_who_imports() {
    everywhere(|town| {
        let edits = [
            (town.measure, 2, Entry::text("逐户核对全部租约")),
            (town.measure, 5, Entry::text("整改办公室")),
            (town.measure, 8, Entry::text("2026年7月15日")),
            (town.measure, 9, Entry::Number(40.0)),
        ];
        let bytes = edited(&saved(town), &edits);
        let key = town.app.upload_sheet(Some(town.coordinator), "事项.xlsx", &bytes, None).unwrap();
        let preview = town.app.preview_sheet(Some(town.coordinator), &key).unwrap();
        let told: Vec<_> = preview
            .differences
            .iter()
            .map(|one| (one.part.clone(), one.from.as_str(), one.to.as_str()))
            .collect();
        let wanted = [
            (Part::Title, "逐户核对苗圃租约", "逐户核对全部租约"),
            (Part::Unit, "园林局", "整改办公室"),
            (Part::Due, "2026-06-30", "2026-07-15"),
            (Part::Percent, "", "40"),
        ];
        assert_eq!(told, wanted);
        let own = town.app.upload_sheet(Some(town.handler), "事项.xlsx", &bytes, None).unwrap();
        let seen = town.app.preview_sheet(Some(town.handler), &own).unwrap();
        let refused = |one: &app::sheets::CellError| matches!(one.refusal, Some(Refusal::NotAllowed { .. }));
        assert!(seen.errors.iter().any(refused), "{:?}", seen.errors);
        let handler = town.app.accept_sheet(Some(town.handler), town.id(), &own, &seen.mark);
        assert!(matches!(handler, Err(AppError::WrongCells { .. })));
        let (me, id) = (Some(town.coordinator), town.id());
        let first = town.app.accept_sheet(me, id, &key, &preview.mark).unwrap();
        assert_eq!(town.app.accept_sheet(me, id, &key, &preview.mark).unwrap(), first, "sent twice");
        let matter = town.app.matter(None, town.measure, None).unwrap().matter;
        assert_eq!((matter.title.as_str(), matter.unit), ("逐户核对全部租约", Some(town.office)));
        assert_eq!((matter.due, matter.percent), (Some(date(2026, 7, 15)), Some(40)));
        assert_eq!(town.app.preview_sheet(Some(town.coordinator), &key).unwrap().differences, []);
    });
}

#[test]
fn wrong_cells_are_named_and_nothing_is_taken_over() {
    everywhere(|town| {
        let edits = [
            (town.measure, 2, Entry::Empty),
            (town.measure, 5, Entry::text("没有的局")),
            (town.measure, 6, Entry::text("无此人")),
            (town.measure, 8, Entry::text("六月底")),
            (town.measure, 9, Entry::Number(140.0)),
            (town.campaign, 0, Entry::Number(99_999.0)),
        ];
        let bytes = edited(&saved(town), &edits);
        let key = town.app.upload_sheet(Some(town.coordinator), "事项.xlsx", &bytes, None).unwrap();
        let preview = town.app.preview_sheet(Some(town.coordinator), &key).unwrap();
        let mut wrong: Vec<_> = preview.errors.iter().map(|one| one.wrong).collect();
        wrong.sort_by_key(|wrong| wrong.name());
        let mut wanted =
            [Wrong::Empty, Wrong::NoUnit, Wrong::NoPerson, Wrong::NoDate, Wrong::NoPercent, Wrong::NoMatter];
        wanted.sort_by_key(|wrong| wrong.name());
        assert_eq!(wrong, wanted);
        let cells: Vec<&str> = preview.errors.iter().map(|one| one.cell.as_str()).collect();
        assert!(cells.iter().any(|cell| cell.starts_with('F')), "{cells:?}");
        let refused = town.app.accept_sheet(Some(town.coordinator), town.id(), &key, &preview.mark);
        assert!(matches!(refused, Err(AppError::WrongCells { count: 6 })));
    });
}

#[test]
fn an_offices_own_sheet_is_read_as_it_was_said_once() {
    everywhere(|town| {
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        let correct =
            Command::Correct { number: Some("（3）".into()), title: None, reason: "编号".into() };
        town.act(town.coordinator, item, correct);
        let own = |percent: &str| {
            let columns = ["问题序号", "承办部门", "要求完成", "情况"].map(|name| Column {
                name: name.into(),
                width: 10,
                ..Column::default()
            });
            let row = ["(3)", "园林局", "2026.8.31", percent].map(Entry::text);
            sheet(columns.to_vec(), vec![row.to_vec()])
        };
        let me = Some(town.coordinator);
        let key = town.app.upload_sheet(me, "园林局台账.xlsx", &own("已核对"), None).unwrap();
        assert_eq!(
            town.app.preview_sheet(Some(town.coordinator), &key).unwrap().upload.parts,
            [const { None }; 4]
        );
        let parts = vec![Some(Part::Number), Some(Part::Unit), Some(Part::Due), None];
        let reading = Reading { parts: parts.clone(), kind: None, under: Some(town.campaign) };
        town.app.read_columns(me, &key, reading).unwrap();
        let preview = town.app.preview_sheet(Some(town.coordinator), &key).unwrap();
        assert_eq!((preview.matched, preview.differences.len()), (1, 2), "{:?}", preview.errors);
        town.app.accept_sheet(me, town.id(), &key, &preview.mark).unwrap();
        assert_eq!(town.app.matter(None, item, None).unwrap().matter.due, Some(date(2026, 8, 31)));
        let next = town.app.upload_sheet(me, "园林局台账2.xlsx", &own("又核对"), None).unwrap();
        assert_eq!(town.app.preview_sheet(me, &next).unwrap().upload.parts, parts, "remembered");
        let none = town.app.upload_sheet(me, "a.xlsx", &sheet(vec![], vec![]), None);
        assert!(matches!(none, Err(AppError::NoTable)));
        assert!(matches!(town.app.upload_sheet(me, "a.xlsx", b"x", None), Err(AppError::Unreadable(_))));
    });
}

#[test]
fn a_sheet_is_seen_and_taken_over_by_who_uploaded_it_alone() {
    everywhere(|town| {
        let (me, other) = (Some(town.coordinator), Some(town.acceptor));
        let bytes = edited(&saved(town), &[(town.measure, 2, Entry::text("逐户核对全部租约"))]);
        let key = town.app.upload_sheet(me, "事项.xlsx", &bytes, None).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        let missing = |error: AppError| matches!(error, AppError::NotFound("sheet"));
        assert!(missing(town.app.preview_sheet(other, &key).unwrap_err()));
        let parts = preview.upload.parts.clone();
        assert!(missing(
            town.app.read_columns(other, &key, Reading { parts, ..Reading::default() }).unwrap_err()
        ));
        assert!(missing(town.app.accept_sheet(other, town.id(), &key, &preview.mark).unwrap_err()));
        // The same file of somebody else is an upload of their own.
        let own = town.app.upload_sheet(other, "别的.xlsx", &bytes, None).unwrap();
        assert_ne!(own, key);
        assert_eq!(town.app.preview_sheet(me, &key).unwrap().upload.name, "事项.xlsx");
        assert!(
            missing(town.app.preview_sheet(me, &preview.upload.hash).unwrap_err()),
            "a hash opens nothing"
        );
    });
}

#[test]
fn what_changed_after_the_preview_is_looked_at_again() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let bytes = edited(&saved(town), &[(town.measure, 2, Entry::text("逐户核对全部租约"))]);
        let key = town.app.upload_sheet(me, "事项.xlsx", &bytes, None).unwrap();
        let seen = town.app.preview_sheet(me, &key).unwrap().mark;
        let due = Some(date(2026, 7, 20));
        let later = Command::SetDueDate { due, reason: "顺延".into() };
        town.act(town.coordinator, town.measure, later);
        let head = town.app.view().unwrap().head().next;
        let refused = town.app.accept_sheet(me, town.id(), &key, &seen);
        assert!(matches!(refused, Err(AppError::ChangedSince)), "{refused:?}");
        assert_eq!(town.app.view().unwrap().head().next, head, "the date is not set back unseen");
        let seen = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!(seen.differences.len(), 2);
        town.app.accept_sheet(me, town.id(), &key, &seen.mark).unwrap();
    });
}

#[test]
fn a_number_like_a_date_stays_a_number() {
    everywhere(|town| {
        let number = |number: &str| {
            let (number, reason) = (Some(number.to_owned()), "编号".to_owned());
            let command = Command::Correct { number, title: None, reason };
            town.act(town.coordinator, town.measure, command);
        };
        number("2026.6.30");
        let me = Some(town.coordinator);
        let key = town.app.upload_sheet(me, "事项.xlsx", &saved(town), None).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!((preview.differences, preview.errors), (vec![], vec![]));
        let bytes = edited(&saved(town), &[(town.measure, 1, Entry::Date(date(2026, 1, 2)))]);
        let key = town.app.upload_sheet(me, "事项.xlsx", &bytes, None).unwrap();
        let wrong: Vec<_> =
            town.app.preview_sheet(me, &key).unwrap().errors.iter().map(|one| one.wrong).collect();
        assert_eq!(wrong, [Wrong::BecameDate]);
    });
}

fn of_kind(kind: &str) -> ListQuery {
    let filter = app::Filter { kind: Some(kind.into()), ..app::Filter::default() };
    ListQuery { filter, ..ListQuery::default() }
}

fn petition(town: &Town) -> MatterId {
    let text = |text: &str| FieldValue::Text(text.into());
    let fields = [
        ("form", text("letter")),
        ("repeat", text("first")),
        ("received_on", text("2026-05-20")),
        ("people", text("12")),
        ("petitioner", text("金某")),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    let (kind, title) = ("petition".to_owned(), "反映路灯不亮".to_owned());
    let command = Command::Open(Open { kind, title, fields, ..Open::default() });
    let step = Step { matter: None, seen: None, command };
    town.app.execute(Some(town.coordinator), town.id(), step).unwrap().matter
}

fn column(bytes: &[u8], name: &str) -> usize {
    let grid = read_sheets(bytes, &Limits::default()).unwrap().grids.remove(0);
    let found = grid.rows[0].iter().position(|cell| cell.shown() == name);
    found.unwrap_or_else(|| panic!("{name} in {:?}", grid.rows[0]))
}

#[test]
fn a_ledger_goes_out_with_its_own_columns_and_comes_back() {
    everywhere(|town| {
        let (me, id) = (Some(town.coordinator), petition(town));
        for language in Language::ALL {
            let out = town.app.list_workbook(&of_kind("petition"), language).unwrap();
            let key = town.app.upload_sheet(me, &out.name, &out.bytes, None).unwrap();
            let preview = town.app.preview_sheet(me, &key).unwrap();
            assert_eq!(preview.upload.kind.as_deref(), Some("petition"), "known by its ids");
            assert_eq!((preview.matched, &preview.differences, &preview.errors), (1, &vec![], &vec![]));
        }
        let bytes = town.app.list_workbook(&of_kind("petition"), Language::Zh).unwrap().bytes;
        let names = read_sheets(&bytes, &Limits::default()).unwrap().grids.remove(0);
        assert!(!names.rows[0].iter().any(|cell| cell.shown() == "信访人"), "what is personal stays");
        assert_eq!(names.rows[1][column(&bytes, "收到日期")], Entry::Date(date(2026, 5, 20)));
        assert_eq!(names.rows[1][column(&bytes, "人数")], Entry::Number(12.0));
        let at = |name: &str| column(&bytes, name);
        let edits = [
            (id, at("形式"), Entry::text("来访")),
            (id, at("收到日期"), Entry::text("2026.5.21")),
            (id, at("人数"), Entry::Number(13.0)),
        ];
        let key = town.app.upload_sheet(me, "信访.xlsx", &edited(&bytes, &edits), None).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        let told: Vec<_> =
            preview.differences.iter().map(|one| (one.from.as_str(), one.to.as_str())).collect();
        assert_eq!(told, [("来信", "来访"), ("2026-05-20", "2026-05-21"), ("12", "13")]);
        town.app.accept_sheet(me, town.id(), &key, &preview.mark).unwrap();
        let fields = town.app.matter(None, id, None).unwrap().matter.fields;
        let held = |name: &str| fields[name].as_text().unwrap().to_owned();
        assert_eq!([held("form"), held("received_on"), held("people")], ["visit", "2026-05-21", "13"]);
        assert_eq!(held("petitioner"), "金某", "what the sheet does not hold stays");
        // What no field can hold is told by its cell, and an empty cell of what must be filled.
        let wrong = [
            (id, at("形式"), Entry::text("托梦")),
            (id, at("收到日期"), Entry::Empty),
            (id, at("人数"), Entry::text("十几人")),
            (id, at("状态"), Entry::text("飞走")),
        ];
        let key = town.app.upload_sheet(me, "信访.xlsx", &edited(&bytes, &wrong), None).unwrap();
        let errors = town.app.preview_sheet(me, &key).unwrap().errors;
        let mut told: Vec<&str> = errors.iter().map(|one| one.wrong.name()).collect();
        told.sort_unstable();
        assert_eq!(told, ["empty", "no-choice", "no-number", "no-state"]);
    });
}

#[test]
fn a_state_in_a_sheet_is_a_step_with_its_rights() {
    everywhere(|town| {
        let (me, id) = (Some(town.coordinator), petition(town));
        let bytes = town.app.list_workbook(&of_kind("petition"), Language::Zh).unwrap().bytes;
        let kinds = town.app.view().unwrap().kinds();
        let kind = kinds.latest("petition").unwrap();
        let row = town.app.row(id).unwrap();
        // A state that no single step leads to.
        let far = kind.states.iter().find(|state| {
            state.name != row.state
                && kind
                    .moves
                    .iter()
                    .filter(|way| way.from.contains(&row.state) && way.to == state.name)
                    .count()
                    != 1
        });
        let edit = [(id, column(&bytes, "状态"), Entry::text(far.unwrap().label.zh.clone()))];
        let key = town.app.upload_sheet(me, "信访.xlsx", &edited(&bytes, &edit), None).unwrap();
        assert_eq!(town.app.preview_sheet(me, &key).unwrap().errors[0].wrong, Wrong::NoWay);
        let bytes = saved(town);
        let cancelled = kinds.latest("measure").unwrap().states.iter().find(|one| one.name == "cancelled");
        let edit = [(town.measure, column(&bytes, "状态"), Entry::text(cancelled.unwrap().label.zh.clone()))];
        let key = town.app.upload_sheet(me, "措施.xlsx", &edited(&bytes, &edit), None).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!((preview.differences.len(), &preview.errors), (1, &vec![]));
        town.app.accept_sheet(me, town.id(), &key, &preview.mark).unwrap();
        assert_eq!(town.app.row(town.measure).unwrap().state, "cancelled");
    });
}

#[test]
fn the_columns_of_every_kind_are_known_when_they_come_back() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let kinds = town.app.view().unwrap().kinds();
        for kind in kinds.all() {
            for language in Language::ALL {
                let out = town.app.list_workbook(&of_kind(&kind.name), language).unwrap();
                let key = town.app.upload_sheet(me, &out.name, &out.bytes, Some(&kind.name)).unwrap();
                let upload = town.app.preview_sheet(me, &key).unwrap().upload;
                let unknown: Vec<&String> = upload
                    .head
                    .iter()
                    .zip(&upload.parts)
                    .filter(|(_, part)| part.is_none())
                    .map(|(name, _)| name)
                    .collect();
                // Kind, lamp and last report follow from the rest.
                assert_eq!(unknown.len(), 3, "{} {unknown:?}", kind.name);
            }
        }
    });
}

#[test]
fn rows_of_a_ledger_are_matched_by_number_once_their_kind_is_said() {
    everywhere(|town| {
        let (me, id) = (Some(town.coordinator), petition(town));
        let number = Some("访7".to_owned());
        let correct = Command::Correct { number, title: None, reason: "编号".into() };
        town.act(town.coordinator, id, correct);
        let columns =
            ["信访编号", "人数"].map(|name| Column { name: name.into(), width: 10, ..Column::default() });
        let bytes = sheet(columns.to_vec(), vec![vec![Entry::text("访7"), Entry::Number(20.0)]]);
        let key = town.app.upload_sheet(me, "信访台账.xlsx", &bytes, Some("petition")).unwrap();
        let upload = town.app.preview_sheet(me, &key).unwrap().upload;
        assert_eq!(upload.parts, [None, Some(Part::Field("people".into()))]);
        let parts = vec![Some(Part::Number), Some(Part::Field("people".into()))];
        let reading = Reading { parts: parts.clone(), kind: Some("petition".into()), under: None };
        town.app.read_columns(me, &key, reading.clone()).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!((preview.matched, preview.differences.len()), (1, 1), "{:?}", preview.errors);
        let twice = Reading { parts: vec![Some(Part::Number); 2], ..reading.clone() };
        let twice = town.app.read_columns(me, &key, twice);
        assert!(matches!(twice, Err(AppError::BadParameter("columns"))));
        let none = Reading { kind: Some("nothing".into()), ..reading };
        let none = town.app.read_columns(me, &key, none);
        assert!(matches!(none, Err(AppError::Refused(Refusal::NoSuchKind(_)))));
        let again = town.app.upload_sheet(me, "信访台账2.xlsx", &bytes, None).unwrap();
        let upload = town.app.preview_sheet(me, &again).unwrap().upload;
        assert_eq!((upload.parts, upload.kind.as_deref()), (parts, Some("petition")), "remembered");
    });
}
