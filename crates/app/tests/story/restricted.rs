//! A house of its own with a kind that is owed and that only some may know of.

use app::{App, Clock, House, Step, accounts::NewUser, chance, language::Language};
use ledger::{
    Command, Grant, MatterId,
    command::{Assign, Change, Open},
};
use std::{fs, path::Path, sync::Arc};
use store::memory::MemoryStore;

const INQUIRY: &str = r#"kind = "inquiry"
version = 1
nature = "matter"
label = { zh = "初核", en = "Inquiry" }
opens_as = "open"
readers = "read:accountability"
[[state]]
name = "open"
class = "open"
label = { zh = "办理中", en = "Open" }
[[state]]
name = "closed"
class = "closed"
label = { zh = "已了结", en = "Closed" }
[[move]]
name = "close"
from = ["open"]
to = "closed"
label = { zh = "了结", en = "Close" }
"#;

/// A house in which `edit` was made to the file of the kind.
fn house(folder: &Path, edit: impl Fn(&str) -> String) -> Result<House, String> {
    fs::create_dir_all(folder.join("kinds")).unwrap();
    fs::write(folder.join("kinds/inquiry.toml"), edit(INQUIRY)).unwrap();
    House::load(Some(folder)).map_err(|error| error.to_string())
}

#[test]
fn nobody_else_is_told_of_it_or_finds_it_in_their_work() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path(), str::to_owned).unwrap();
    let store = Arc::new(MemoryStore::new(ledger::SpaceId(1)));
    let app = App::with_store(store, house, Clock::System, folder.path()).unwrap();
    let person = |login: &str, role: &str| {
        let user = NewUser {
            login: login.into(),
            password: "一个足够长的测试密码".into(),
            name: login.into(),
            grants: vec![Grant { role: role.into(), unit: None, until: None }],
            ..NewUser::default()
        };
        app.add_user(None, user).unwrap()
    };
    let (head, member) = (person("he", "head"), person("ren", "member"));
    let act = |matter: Option<MatterId>, command: Command| {
        app.execute(None, chance::command_id(app.clock().now()), Step { matter, seen: None, command })
            .unwrap()
            .matter
    };
    let open = Open { kind: "inquiry".into(), title: "核一核".into(), ..Open::default() };
    let inquiry = act(None, Command::Open(open));
    for one in [member, head] {
        act(Some(inquiry), Command::Assign(Assign { person: Change::Set(one), ..Assign::default() }));
    }
    act(Some(inquiry), Command::Comment { text: "再看看".into() });
    let seen = |person: MatterId| {
        let app = app.seen_by(person).unwrap();
        let inbox = app.inbox(person, false, Language::Zh, None, 50).unwrap();
        let about = inbox.messages.iter().filter(|one| one.matter.id == inquiry).count();
        let counted = app.unread(person).unwrap();
        let owed = app.work(person).unwrap().owed.iter().filter(|one| one.row.id == inquiry).count();
        let dates = String::from_utf8(app.calendar_feed(person, None).unwrap()).unwrap();
        (about > 0, counted > 0, owed, dates.contains("核一核"))
    };
    let day = jiff::civil::Date::constant(2099, 1, 4);
    act(Some(inquiry), Command::SetDueDate { due: Some(day), reason: String::new() });
    assert_eq!(seen(head), (true, true, 1, true));
    // The role that was given is told, the inquiry is not.
    let inbox = app.inbox(member, false, Language::Zh, None, 50).unwrap();
    assert!(inbox.messages.iter().all(|one| one.matter.id != inquiry), "not even put");
    let (about, _, owed, in_calendar) = seen(member);
    assert_eq!((about, owed, in_calendar), (false, 0, false));
    // Who loses the right finds neither the message nor its count.
    act(Some(head), Command::RevokeRole { role: "head".into(), unit: None });
    let (about, _, owed, in_calendar) = seen(head);
    assert_eq!((about, owed, in_calendar), (false, 0, false));
}

#[test]
fn a_house_that_would_let_it_show_is_refused() {
    let refused = |edit: &dyn Fn(&str) -> String| {
        let folder = tempfile::tempdir().unwrap();
        house(folder.path(), edit).unwrap_err()
    };
    let nobody = refused(&|text| text.replace("read:accountability", "read:nothing"));
    assert!(nobody.contains("no role") && nobody.contains("read:nothing"), "{nobody}");
    let register = refused(&|text| text.replace("nature = \"matter\"", "nature = \"register\""));
    assert!(register.contains("registers"), "{register}");
    let planned = refused(&|text| text.replace("opens_as", "in_plan = true\nopens_as"));
    assert!(planned.contains("plans"), "{planned}");
    // What everybody sees does not stand under it.
    let below = refused(&|text| text.replace("readers = \"read:accountability\"", "under = [\"talk\"]"));
    assert!(below.contains("`talk`"), "{below}");
}
