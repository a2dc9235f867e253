//! Setting up, signing in, tokens.

use crate::house::{PASSWORD, everywhere};
use app::{App, AppError, Clock, House, accounts::NewUser};
use jiff::civil::date;
use std::sync::Arc;
use store::memory::MemoryStore;

#[test]
fn the_first_person_comes_through_a_link_that_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(MemoryStore::new(ledger::SpaceId(1)));
    let app = App::with_store(store, House::load(None).unwrap(), Clock::System, folder.path()).unwrap();
    let old = app.set_up_link().unwrap().unwrap();
    let link = app.set_up_link().unwrap().unwrap();
    let user = |login: &str| NewUser {
        login: login.into(),
        password: PASSWORD.into(),
        name: "林知微".into(),
        ..NewUser::default()
    };
    assert!(matches!(app.set_up(&old, user("lin")), Err(AppError::LinkUsed)), "a newer link ends the older");
    assert!(matches!(
        app.set_up(&link, NewUser { password: "短".into(), ..user("lin") }),
        Err(AppError::WeakPassword { .. })
    ));
    let person = app.set_up(&link, user("Lin")).unwrap();
    assert!(app.holds(person, "grant_role").unwrap() && app.holds(person, "import").unwrap());
    assert!(matches!(app.set_up(&link, user("wu")), Err(AppError::LinkUsed)));
    assert_eq!(app.set_up_link().unwrap(), None);
    assert_eq!(app.sign_in("LIN ", PASSWORD).unwrap().person, person);
}

#[test]
fn who_signs_in_is_known_until_signing_out_or_the_end() {
    everywhere(|town| {
        let app = &town.app;
        assert!(matches!(app.sign_in("lin", "wrong password"), Err(AppError::WrongPassword)));
        assert!(matches!(app.sign_in("nobody", PASSWORD), Err(AppError::WrongPassword)));
        let first = app.sign_in("lin", PASSWORD).unwrap();
        let second = app.sign_in("lin", PASSWORD).unwrap();
        assert_eq!(app.session(&first.secret).unwrap().unwrap().name, "林知微");
        assert_eq!(app.session("made up").unwrap(), None);
        assert_eq!(app.token_holder(&first.secret).unwrap(), None, "a session is no token");
        let new = "换过的测试密码也够长";
        assert!(matches!(
            app.change_password("lin", "not it at all", new, &first.secret),
            Err(AppError::WrongPassword)
        ));
        app.change_password("lin", PASSWORD, &format!("{new}！"), &first.secret).unwrap();
        assert_eq!(app.session(&second.secret).unwrap(), None, "other sessions end with the old password");
        assert!(app.session(&first.secret).unwrap().is_some());
        app.sign_out(&first.secret).unwrap();
        assert_eq!(app.session(&first.secret).unwrap(), None);
        let third = app.sign_in("lin", &format!("{new}！")).unwrap();
        town.morning_of(date(2026, 7, 1));
        assert_eq!(app.session(&third.secret).unwrap(), None, "two weeks are over");
    });
}

#[test]
fn tokens_belong_to_their_person_and_can_be_revoked() {
    everywhere(|town| {
        let app = &town.app;
        let secret = app.make_token(town.handler, "周报汇总").unwrap();
        assert_eq!(app.token_holder(&secret).unwrap().unwrap().person, town.handler);
        let token = app.tokens(town.handler).unwrap().remove(0);
        assert!(!token.id.contains(&secret));
        assert!(matches!(app.revoke_token(town.coordinator, &token.id), Err(AppError::NotFound(_))));
        app.revoke_token(town.handler, &token.id).unwrap();
        assert_eq!(app.token_holder(&secret).unwrap(), None);
    });
}

#[test]
fn a_login_name_is_taken_once_and_the_right_is_needed() {
    everywhere(|town| {
        let user = |login: &str| NewUser {
            login: login.into(),
            password: PASSWORD.into(),
            name: "重名".into(),
            ..NewUser::default()
        };
        assert!(matches!(town.app.add_user(None, user("LIN")), Err(AppError::LoginTaken)));
        assert!(matches!(town.app.add_user(None, user("林")), Err(AppError::Refused(_))));
        assert!(matches!(town.app.add_user(Some(town.handler), user("new")), Err(AppError::Refused(_))));
        assert!(
            matches!(town.app.sign_in("new", PASSWORD), Err(AppError::WrongPassword)),
            "nothing was left behind"
        );
    });
}
