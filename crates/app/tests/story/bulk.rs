//! The same change on many matters, and views that are saved.

use crate::house::{Town, everywhere};
use app::AppError;
use jiff::civil::date;
use ledger::{
    Command, MatterId, Refusal,
    command::{Assign, Change},
};

/// Three more measures beside the town's.
fn measures(town: &Town) -> Vec<MatterId> {
    let item = town.app.matter(None, town.measure, None).unwrap().matter.parent;
    let mut ids = vec![town.measure];
    ids.extend(["甲", "乙", "丙"].map(|title| town.open(Some(town.coordinator), "measure", title, item)));
    ids
}

fn person(app: &app::App, id: MatterId) -> Option<MatterId> {
    app.matter(None, id, None).unwrap().matter.person
}

#[test]
fn what_would_happen_is_told_row_by_row_and_then_happens() {
    everywhere(|town| {
        let ids = measures(town);
        let command = Command::Assign(Assign { person: Change::Set(town.handler), ..Assign::default() });
        let before = town.app.tree_head().unwrap().size;
        let rows = town.app.foretell(town.coordinator, &ids, &command).unwrap();
        assert_eq!(town.app.tree_head().unwrap().size, before, "looking changes nothing");
        // The first is the handler's already.
        let refused: Vec<bool> = rows.iter().map(|row| row.refusal.is_some()).collect();
        assert_eq!(refused, [true, false, false, false]);
        assert_eq!(rows[0].refusal, Some(Refusal::NothingToDo));
        assert!(rows[1].entry.as_ref().unwrap().names.iter().any(|named| named.id == town.handler));
        // Who has no right is refused on every row.
        let theirs = town.app.foretell(town.handler, &ids, &command).unwrap();
        assert!(theirs.iter().all(|row| matches!(row.refusal, Some(Refusal::NotAllowed { .. }))));

        let chosen: Vec<_> = rows.iter().map(|row| (row.row.id, Some(row.row.version))).collect();
        // One of them moves on between the look and the yes.
        town.act(town.coordinator, ids[2], Command::Comment { text: "等一等".into() });
        let id = town.id();
        let refused = town.app.carry_out_each(Some(town.coordinator), id, &chosen, &command).unwrap();
        let refused: Vec<MatterId> = refused.into_iter().map(|(id, _)| id).collect();
        assert_eq!(refused, [ids[0], ids[2]]);
        assert_eq!(
            ids[1..].iter().map(|id| person(&town.app, *id)).collect::<Vec<_>>(),
            [Some(town.handler), None, Some(town.handler)]
        );
        // A retry of the same does nothing twice.
        let after = town.app.tree_head().unwrap().size;
        town.app.carry_out_each(Some(town.coordinator), id, &chosen, &command).unwrap();
        assert_eq!(town.app.tree_head().unwrap().size, after);
    });
}

#[test]
fn only_some_commands_are_for_many_and_there_is_a_bound() {
    everywhere(|town| {
        let many: Vec<MatterId> = (0..=app::bulk::ROWS as u64).map(MatterId).collect();
        let due = Command::SetDueDate { due: Some(date(2026, 12, 1)), reason: String::new() };
        let found = town.app.foretell(town.coordinator, &many, &due);
        assert!(matches!(found, Err(AppError::Refused(Refusal::TooMany { .. }))));
        let comment = Command::Comment { text: "逐条留言".into() };
        assert!(matches!(
            town.app.foretell(town.coordinator, &[town.measure], &comment),
            Err(AppError::BadParameter(_))
        ));
    });
}

#[test]
fn a_view_is_ones_own_or_shared_with_the_unit_and_those_below() {
    everywhere(|town| {
        let names = |person: MatterId| {
            let views = town.app.views(person).unwrap();
            views.into_iter().map(|view| view.name).collect::<Vec<_>>()
        };
        let app = &town.app;
        let own = app.save_view(town.coordinator, "  红灯 ", "lamp=red", false).unwrap();
        let shared = app.save_view(town.coordinator, "本周到期", "sort=due", true).unwrap();
        assert_eq!(names(town.coordinator), ["本周到期", "红灯"]);
        assert_eq!(names(town.acceptor), ["本周到期"], "of the same unit");
        assert_eq!(names(town.handler), Vec::<String>::new(), "of another unit");
        assert_eq!(app.saved_view(town.acceptor, &shared.id).unwrap().query, "sort=due");
        assert!(matches!(app.saved_view(town.acceptor, &own.id), Err(AppError::NotFound(_))));
        // The same name again replaces it, also when it is not shared any more.
        let again = app.save_view(town.coordinator, "本周到期", "sort=due&lamp=blue", false).unwrap();
        assert_eq!(again.id, shared.id);
        assert_eq!(names(town.acceptor), Vec::<String>::new());
        assert!(matches!(app.forget_view(town.acceptor, &own.id), Err(AppError::NotFound(_))));
        app.forget_view(town.coordinator, &own.id).unwrap();
        assert_eq!(names(town.coordinator), ["本周到期"]);
        assert!(matches!(
            app.save_view(town.coordinator, " ", "", false),
            Err(AppError::Refused(Refusal::Missing { .. }))
        ));
        for i in 0..app::views::VIEWS + 3 {
            let _ = app.save_view(town.handler, &format!("视图{i}"), "", false);
        }
        assert_eq!(names(town.handler).len(), app::views::VIEWS);
        // Where there is no place left, a view that would move there stays where it is.
        for i in 0..app::views::VIEWS {
            let _ = app.save_view(town.coordinator, &format!("共用{i}"), "", true);
        }
        let full = app.save_view(town.coordinator, "本周到期", "sort=due", true);
        assert!(matches!(full, Err(AppError::Refused(Refusal::TooMany { .. }))), "{full:?}");
        assert_eq!(app.saved_view(town.coordinator, &again.id).unwrap(), again);
    });
}
