//! Rows of a sheet that open matters, what the ledger refuses by its cell, and sheets that are taken over in batches.

use crate::house::{Town, everywhere};
use app::{
    AppError, House,
    language::Language,
    query::list::ListQuery,
    sheets::{AT_ONCE, Accepted, Wrong},
};
use documents::{
    Limits,
    model::{Column, Entry, Sheet, Workbook},
    read_sheets, write,
};
use ledger::{Command, MatterId, Refusal};
use std::cell::Cell;

const KIND: &str = "enterprise_request";

fn of_kind(kind: &str) -> ListQuery {
    let filter = app::Filter { kind: Some(kind.into()), ..app::Filter::default() };
    ListQuery { filter, ..ListQuery::default() }
}

/// The list of a kind as it goes out, with rows added: the name of a column and what stands below it.
fn with_rows(town: &Town, kind: &str, rows: &[Vec<(&str, String)>]) -> Vec<u8> {
    let bytes = town.app.list_workbook(&of_kind(kind), Language::Zh).unwrap().bytes;
    let mut grid = read_sheets(&bytes, &Limits::default()).unwrap().grids.remove(0);
    let head: Vec<String> = grid.rows.remove(0).iter().map(Entry::shown).collect();
    for cells in rows {
        let mut row = vec![Entry::Empty; head.len()];
        for (name, text) in cells {
            let column =
                head.iter().position(|one| one == name).unwrap_or_else(|| panic!("{name} in {head:?}"));
            row[column] = Entry::text(text.clone());
        }
        grid.rows.push(row);
    }
    let columns = head.into_iter().map(|name| Column { name, width: 10, ..Column::default() }).collect();
    let sheet = Sheet { name: "表".into(), columns, rows: grid.rows, landscape: false };
    write::xlsx(&Workbook { title: String::new(), sheets: vec![sheet] }).unwrap()
}

fn request<'a>(number: &str, title: &str, category: &str) -> Vec<(&'a str, String)> {
    vec![
        ("编号", number.into()),
        ("标题", title.into()),
        ("类别", category.into()),
        ("受理日期", "2026.5.28".into()),
        ("责任单位", "园林局".into()),
    ]
}

fn opened(town: &Town) -> Vec<app::query::answer::Row> {
    town.app.list(&ListQuery { limit: 200, ..of_kind(KIND) }).unwrap().rows
}

fn count(town: &Town) -> usize {
    let filter = app::Filter { kind: Some(KIND.into()), ..app::Filter::default() };
    town.app.view().unwrap().rows(&filter, app::Sort::Outline, None, 100_000).unwrap().len()
}

#[test]
fn rows_without_an_id_open_matters_once() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let rows = [request("诉1", "路灯增容", "水电气网"), request("", "用工短缺", "用工")];
        let bytes = with_rows(town, KIND, &rows);
        let key = town.app.upload_sheet(me, "诉求.xlsx", &bytes, Some(KIND)).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!((preview.matched, &preview.differences, &preview.errors), (0, &vec![], &vec![]));
        let told: Vec<_> =
            preview.fresh.iter().map(|one| (one.number.as_str(), one.title.as_str())).collect();
        assert_eq!(told, [("诉1", "路灯增容"), ("", "用工短缺")]);
        let id = town.id();
        let first = town.app.accept_sheet(me, id, &key, &preview.mark).unwrap();
        assert_eq!(town.app.accept_sheet(me, id, &key, &preview.mark).unwrap(), first, "sent twice");
        let rows = opened(town);
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.unit.as_ref().is_some_and(|unit| unit.id == town.bureau)));
        assert!(rows.iter().all(|row| row.due.is_some()), "the limits of the kind run as for one by hand");
        // The same file again, and the same upload, open nothing twice.
        let again = town.app.upload_sheet(me, "诉求.xlsx", &bytes, Some(KIND)).unwrap();
        for key in [&key, &again] {
            let preview = town.app.preview_sheet(me, key).unwrap();
            assert_eq!((preview.matched, preview.fresh.len(), preview.errors), (2, 0, vec![]));
        }
        assert_eq!(count(town), 2);
        // A number that the ledger has is told, whatever else the file says.
        let bytes = with_rows(
            town,
            KIND,
            &[request("诉1", "另一件", "用工"), request("诉2", "一", "用工"), request("诉2", "二", "用工")],
        );
        let key = town.app.upload_sheet(me, "诉求2.xlsx", &bytes, Some(KIND)).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        let wrong: Vec<_> = preview.errors.iter().map(|one| (one.cell.as_str(), one.wrong)).collect();
        assert_eq!(wrong, [("B4", Wrong::NumberTaken), ("B6", Wrong::Twice)]);
    });
}

#[test]
fn rows_that_cannot_be_opened_are_told_by_their_cell() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let errors = |kind: &str, rows: &[Vec<(&str, String)>], of: Option<&str>, by: Option<MatterId>| {
            let key = town.app.upload_sheet(by, "表.xlsx", &with_rows(town, kind, rows), of).unwrap();
            let preview = town.app.preview_sheet(by, &key).unwrap();
            let refused = town.app.accept_sheet(by, town.id(), &key, &preview.mark);
            assert!(matches!(refused, Err(AppError::WrongCells { .. })), "{refused:?}");
            preview.errors.iter().map(|one| (one.wrong, one.refusal.clone())).collect::<Vec<_>>()
        };
        let mut empty = request("", "没有类别", "");
        empty.retain(|(name, _)| *name != "类别");
        assert_eq!(errors(KIND, &[empty], Some(KIND), me)[0], (Wrong::Empty, None));
        let mut far = request("", "已办结的", "用工");
        far.push(("状态", "已办结".into()));
        assert_eq!(errors(KIND, &[far], Some(KIND), me).len(), 1);
        // What a plan promises is not opened by a sheet, and nobody guesses what a row is.
        let row = vec![("标题", "新的措施".to_owned())];
        assert_eq!(
            errors("measure", std::slice::from_ref(&row), Some("measure"), me),
            [(Wrong::NotFromSheet, None)]
        );
        assert_eq!(errors("visit", &[row], None, me), [(Wrong::NeedsKind, None)]);
        // By the rights of who imports.
        let told = errors(KIND, &[request("", "路灯", "用工")], Some(KIND), Some(town.acceptor));
        assert!(matches!(told.as_slice(), [(Wrong::Refused, Some(Refusal::NotAllowed { .. }))]), "{told:?}");
    });
}

/// The list of measures with cells of the town's measure changed.
fn edited(town: &Town, edits: &[(&str, &str)]) -> (Vec<u8>, Vec<String>) {
    let bytes = town.app.list_workbook(&of_kind("measure"), Language::Zh).unwrap().bytes;
    let mut grid = read_sheets(&bytes, &Limits::default()).unwrap().grids.remove(0);
    let head: Vec<String> = grid.rows.remove(0).iter().map(Entry::shown).collect();
    let at = grid.rows.iter().position(|row| row[0].shown() == town.measure.0.to_string()).unwrap();
    let mut cells = vec![];
    for (name, text) in edits {
        let column = head.iter().position(|one| one == name).unwrap();
        grid.rows[at][column] = Entry::text(*text);
        cells.push(format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), at + 2));
    }
    let columns = head.into_iter().map(|name| Column { name, width: 10, ..Column::default() }).collect();
    let sheet = Sheet { name: "表".into(), columns, rows: grid.rows, landscape: false };
    (write::xlsx(&Workbook { title: String::new(), sheets: vec![sheet] }).unwrap(), cells)
}

#[test]
fn what_the_ledger_refuses_is_told_by_its_cell_before_and_after() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let kinds = town.app.kinds().unwrap();
        let label = |name: &str| kinds.latest("measure").unwrap().state(name).unwrap().label.zh.clone();
        // A step alone is tried before it is taken.
        let (bytes, cells) = edited(town, &[("状态", &label("submitted"))]);
        let key = town.app.upload_sheet(me, "措施.xlsx", &bytes, None).unwrap();
        let errors = town.app.preview_sheet(me, &key).unwrap().errors;
        assert_eq!(
            errors.iter().map(|one| (&one.cell, one.wrong)).collect::<Vec<_>>(),
            [(&cells[0], Wrong::Refused)]
        );
        assert!(errors[0].refusal.is_some());
        // Where other cells of the row come first it may wait for them, and is told when it is taken.
        let (bytes, cells) = edited(town, &[("标题", "逐户核对全部租约"), ("状态", &label("submitted"))]);
        let key = town.app.upload_sheet(me, "措施.xlsx", &bytes, None).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!((preview.differences.len(), preview.errors.len()), (2, 0));
        match town.app.accept_sheet(me, town.id(), &key, &preview.mark) {
            Err(AppError::Cell { cell, why }) => {
                assert_eq!(cell, cells[1]);
                assert!(matches!(*why, Refusal::NotAllowed { .. } | Refusal::GuardFails { .. }), "{why:?}");
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(town.app.row(town.measure).unwrap().title, "逐户核对苗圃租约", "all or none");
    });
}

#[test]
fn a_large_sheet_goes_on_where_it_was_broken_off_and_opens_nothing_twice() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let (bytes, _) = edited(town, &[]);
        drop(bytes);
        let single = with_rows(town, KIND, &[request("诉0", "先有的一件", "用工")]);
        let key = town.app.upload_sheet(me, "一件.xlsx", &single, Some(KIND)).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        town.app.accept_sheet(me, town.id(), &key, &preview.mark).unwrap();
        let first = opened(town)[0].id;

        let many = AT_ONCE / 2 + 100;
        let rows: Vec<_> =
            (1..=many).map(|n| request(&format!("诉{n}"), &format!("诉求之{n}"), "用工")).collect();
        let bytes = renamed(&with_rows(town, KIND, &rows), "先有的一件", "先有的一件（改）");
        let key = town.app.upload_sheet(me, "很多.xlsx", &bytes, Some(KIND)).unwrap();
        let preview = town.app.preview_sheet(me, &key).unwrap();
        assert_eq!((preview.fresh.len(), preview.differences.len(), preview.errors.len()), (many, 1, 0));
        let accepted = town.app.accept_sheet(me, town.id(), &key, &preview.mark).unwrap();
        assert_eq!(accepted, Accepted::Runs);
        assert_eq!(
            town.app.accept_sheet(me, town.id(), &key, &preview.mark).unwrap(),
            Accepted::Runs,
            "sent twice"
        );
        assert_eq!((town.app.sheet_run(Some(town.handler), &key).unwrap(), count(town)), (None, 1));
        assert_eq!(town.app.unfinished_sheets().unwrap(), std::slice::from_ref(&key));
        // Somebody changes a row that was looked at before its turn comes: it is told, not overwritten.
        let correct =
            Command::Correct { number: None, title: Some("别人改的".into()), reason: "核实".into() };
        town.act(town.coordinator, first, correct);

        // The process ends after the first batch.
        let asked = Cell::new(0);
        let stops = || asked.replace(asked.get() + 1) > 0;
        town.app.run_sheet(&key, &stops).unwrap();
        let run = town.app.sheet_run(me, &key).unwrap().unwrap();
        assert!(run.done > 0 && run.done < many && !run.finished, "{run:?}");
        assert_eq!(count(town), run.done + 1, "each batch is there with how far it came");

        let app = town.with_house(House::load(None).unwrap());
        for key in app.unfinished_sheets().unwrap() {
            app.run_sheet(&key, &|| false).unwrap();
            app.run_sheet(&key, &|| false).unwrap();
        }
        let run = app.sheet_run(me, &key).unwrap().unwrap();
        assert_eq!((run.done, run.total, run.finished, run.percent()), (many, many + 1, true, 100));
        assert_eq!(count(town), many + 1);
        assert_eq!(
            run.refused.iter().map(|one| (one.cell.as_str(), one.code.as_str())).collect::<Vec<_>>(),
            [("C2", "stale")]
        );
        assert_eq!(app.row(first).unwrap().title, "别人改的");
        // The same file again knows what it has opened.
        let again = app.upload_sheet(me, "很多.xlsx", &bytes, Some(KIND)).unwrap();
        assert_eq!(app.preview_sheet(me, &again).unwrap().fresh.len(), 0);
    });
}

/// The sheet with the words of one cell changed.
fn renamed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut grid = read_sheets(bytes, &Limits::default()).unwrap().grids.remove(0);
    let head = grid.rows.remove(0);
    for cell in grid.rows.iter_mut().flatten().filter(|cell| cell.shown() == from) {
        *cell = Entry::text(to);
    }
    let columns = head.iter().map(|name| Column { name: name.shown(), width: 10, ..Column::default() });
    let sheet = Sheet { name: "表".into(), columns: columns.collect(), rows: grid.rows, landscape: false };
    write::xlsx(&Workbook { title: String::new(), sheets: vec![sheet] }).unwrap()
}
