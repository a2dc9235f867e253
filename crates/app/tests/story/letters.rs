//! What leaves the product: mail and posts to robots, on servers that fail.

use crate::{
    house::{Town, done, everywhere_with},
    servers::{Mood, Server, head, text},
};
use app::messages::{ByMail, Fault, Preferences};
use jiff::civil::{DateTime, date};
use ledger::{
    Command, Refusal,
    command::{Assign, Change, TakeMove},
};

/// The settings of a house with this mail server.
fn smtp(server: &Server) -> String {
    format!(
        "base_url = \"https://bihuan.example/\"\n[smtp]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\n\
         from = \"Bihuan <bihuan@zone.example>\"\ndomains = [\"zone.example\"]\n",
        server.port
    )
}

fn choose(town: &Town, by_mail: ByMail) {
    let chosen = Preferences { address: "qiao@zone.example".into(), by_mail, language: "en".into() };
    town.app.choose(town.handler, chosen).unwrap();
}

fn comment(town: &Town) {
    town.act(town.coordinator, town.measure, Command::Comment { text: "机密的内容".into() });
}

fn deliver(town: &Town) -> (usize, usize) {
    let done = town.app.deliver(&|| false).unwrap();
    (done.sent, done.failed)
}

fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// Brings the measure to acceptance and has it sent back.
fn send_back(town: &Town) {
    let take = |name: &str, code: Option<&str>| {
        Command::Move(TakeMove {
            code: code.map(str::to_owned),
            reason: "佐证不足".into(),
            due: code.map(|_| jiff::civil::date(2026, 12, 31)),
            ..TakeMove::named(name)
        })
    };
    for command in done() {
        town.act(town.handler, town.measure, command);
    }
    town.act(town.handler, town.measure, take("report_done", None));
    town.act(town.acceptor, town.measure, take("return", Some("r3")));
}

#[test]
fn what_falls_within_a_window_is_one_mail() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        // What came before the choice goes nowhere.
        choose(town, ByMail::AtOnce);
        town.at(at("2026-06-02 09:01"));
        (0..3).for_each(|_| comment(town));
        assert_eq!(deliver(town), (0, 0));
        town.at(at("2026-06-02 09:09"));
        comment(town);
        town.at(at("2026-06-02 09:10"));
        assert_eq!(deliver(town), (1, 0));
        assert_eq!(deliver(town), (0, 0));
        let mails = server.came();
        assert_eq!(mails.len(), 1);
        assert_eq!(head(&mails[0], "Subject"), "Bihuan: 4 messages");
        assert_eq!(head(&mails[0], "To"), "qiao@zone.example");
        assert_eq!(head(&mails[0], "Auto-Submitted"), "auto-generated");
        assert!(head(&mails[0], "Date").starts_with("Tue, 02 Jun 2026 01:10:00"), "{}", mails[0]);
        let told = text(&mails[0]);
        let link = format!("https://bihuan.example/matters/{}", town.measure);
        for part in ["逐户核对苗圃租约", "a new comment", "because you are the responsible person", &link]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("机密") && !told.contains("林知微"), "{told}");
    });
}

#[test]
fn a_server_that_is_down_for_a_day_loses_nothing() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        choose(town, ByMail::AtOnce);
        server.is(Mood::Down);
        town.at(at("2026-06-02 09:00"));
        comment(town);
        let mut failed = 0;
        for minute in (10..24 * 60).step_by(2) {
            let now = at("2026-06-02 09:00").saturating_add(jiff::Span::new().minutes(minute));
            town.at(now);
            failed += deliver(town).1;
        }
        // Less and less often: 1, 2, 4 … minutes, then every hour.
        assert!((20..40).contains(&failed), "{failed} tries");
        let state = town.app.delivery().unwrap().channels.remove(0);
        assert_eq!((state.name.as_str(), state.waiting, state.letters, state.given_up), ("mail", 0, 1, 0));
        assert_eq!(state.fault, Some(Fault::Unreachable));
        server.is(Mood::Well);
        town.at(at("2026-06-03 10:00"));
        assert_eq!((deliver(town), server.came().len()), ((1, 0), 1));
        let state = town.app.delivery().unwrap().channels.remove(0);
        assert_eq!((state.letters, state.since, state.fault), (0, None, None));
    });
}

#[test]
fn a_server_that_is_down_is_asked_once_a_round() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        choose(town, ByMail::AtOnce);
        let address = "meng@zone.example".to_owned();
        let chosen = Preferences { address, by_mail: ByMail::AtOnce, language: "zh".into() };
        town.app.choose(town.acceptor, chosen).unwrap();
        server.is(Mood::Down);
        town.at(at("2026-06-02 09:00"));
        let leader = Assign { leader: Change::Set(town.acceptor), ..Assign::default() };
        town.act(town.coordinator, town.measure, Command::Assign(leader));
        comment(town);
        town.at(at("2026-06-02 09:10"));
        assert_eq!(deliver(town), (0, 1), "two letters are due");
        server.is(Mood::Well);
        assert_eq!(deliver(town), (1, 0), "the other one has waited for nothing");
        town.at(at("2026-06-02 09:11"));
        assert_eq!((deliver(town), server.came().len()), ((1, 0), 2));
    });
}

#[test]
fn a_lost_acknowledgement_is_the_same_mail_again() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        choose(town, ByMail::AtOnce);
        town.at(at("2026-06-02 09:00"));
        comment(town);
        server.is(Mood::Forgetful);
        town.at(at("2026-06-02 09:10"));
        assert_eq!(deliver(town), (0, 1));
        server.is(Mood::Well);
        // What comes meanwhile is another letter and does not change this one.
        comment(town);
        town.at(at("2026-06-02 09:11"));
        assert_eq!(deliver(town), (1, 0));
        town.at(at("2026-06-02 09:20"));
        assert_eq!(deliver(town), (1, 0));
        let ids: Vec<String> = server.came().iter().map(|mail| head(mail, "Message-ID").to_owned()).collect();
        assert_eq!((ids.len(), &ids[0]), (3, &ids[1]));
        assert_ne!(ids[1], ids[2]);
        assert!(ids[0].ends_with("@zone.example>"), "{}", ids[0]);
    });
}

#[test]
fn a_mailbox_that_is_refused_holds_up_nobody_and_is_given_up_after_a_week() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        choose(town, ByMail::AtOnce);
        server.is(Mood::Refusing);
        town.at(at("2026-06-02 09:00"));
        comment(town);
        town.at(at("2026-06-02 09:10"));
        assert_eq!(deliver(town), (0, 1));
        let state = town.app.delivery().unwrap().channels.remove(0);
        assert_eq!(state.fault, Some(Fault::Refused { code: 550 }));
        town.at(at("2026-06-09 09:30"));
        assert_eq!(deliver(town), (0, 1));
        let state = town.app.delivery().unwrap().channels.remove(0);
        assert_eq!((state.letters, state.given_up), (0, 1));
        assert_eq!(town.app.unread(town.handler).unwrap(), 3, "in the product it stands all the same");
        server.is(Mood::Well);
        server.came();
    });
}

#[test]
fn nights_and_days_off_hold_back_all_but_what_is_urgent() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        choose(town, ByMail::Daily);
        // Friday evening.
        town.at(at("2026-06-05 21:00"));
        comment(town);
        assert_eq!(deliver(town), (0, 0));
        send_back(town);
        assert_eq!(deliver(town), (1, 0));
        let urgent = server.came().remove(0);
        // A single one says what it is about; the title makes the subject one that has to be encoded.
        assert!(head(&urgent, "Subject").starts_with("Bihuan: =?utf-8?b?"), "{urgent}");
        assert!(text(&urgent).contains("sent back: Evidence missing"), "{urgent}");
        assert!(!text(&urgent).contains("佐证不足"), "the reason stands on the matter alone");
        for closed in ["2026-06-06 10:00", "2026-06-07 10:00", "2026-06-08 08:29"] {
            town.at(at(closed));
            assert_eq!(deliver(town), (0, 0), "{closed}");
        }
        town.at(at("2026-06-08 08:30"));
        assert_eq!((deliver(town), server.came().len()), ((1, 0), 1));
    });
}

#[test]
fn what_was_read_or_is_not_wanted_any_more_is_not_mailed() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        choose(town, ByMail::Daily);
        town.at(at("2026-06-02 10:00"));
        comment(town);
        let inbox = town.app.inbox(town.handler, false, app::language::Language::En, None, 1).unwrap();
        town.app.mark_read(town.handler, vec![inbox.messages[0].id.clone()]).unwrap();
        town.at(at("2026-06-03 10:00"));
        assert_eq!(deliver(town), (0, 0));
        comment(town);
        choose(town, ByMail::No);
        town.at(at("2026-06-04 10:00"));
        assert_eq!((deliver(town), town.app.delivery().unwrap().channels[0].waiting), ((0, 0), 0));
        assert!(server.came().is_empty());
    });
}

#[test]
fn a_choice_needs_an_address_that_mail_may_go_to() {
    let server = Server::mail();
    everywhere_with(&smtp(&server), |town| {
        let choose = |address: &str| {
            let chosen =
                Preferences { address: address.into(), by_mail: ByMail::Daily, language: "zh".into() };
            town.app.choose(town.handler, chosen)
        };
        assert!(matches!(choose(" "), Err(app::AppError::Refused(Refusal::Missing { .. }))));
        for wrong in
            ["qiao", "qiao@", "a b@zone.example", "x@zone.example\r\nBcc: y@zone.example", &"a".repeat(300)]
        {
            assert!(
                matches!(choose(wrong), Err(app::AppError::Refused(Refusal::WrongValue { .. }))),
                "{wrong}"
            );
        }
        assert!(matches!(choose("qiao@elsewhere.example"), Err(app::AppError::MailDomain { .. })));
        choose("Qiao@ZONE.example").unwrap();
        assert_eq!(town.app.preferences(town.handler).unwrap().by_mail, ByMail::Daily);
        assert_eq!(town.app.preferences(town.acceptor).unwrap(), Preferences::default());
    });
}

/// A robot of each format; the secrets stand in variables that every test of this crate has.
fn robots(server: &Server) -> String {
    let robot = |name: &str, more: &str| {
        format!(
            "[[webhook]]\nname = \"{name}\"\nformat = \"{name}\"\nurl = \"http://127.0.0.1:{}/{name}?key=k\"\n{more}\n",
            server.port
        )
    };
    let signed = "secret_env = \"CARGO_PKG_NAME\"";
    [
        robot("wecom", "causes = [\"due-soon\", \"overdue\", \"far-overdue\"]\nlanguage = \"en\""),
        robot("dingtalk", signed),
        robot("feishu", &format!("{signed}\nunit = 1")),
    ]
    .concat()
}

#[test]
fn robots_tell_a_group_once_and_name_nobody() {
    let server = Server::robot();
    everywhere_with(&robots(&server), |town| {
        let tick = |time: &str| {
            town.at(at(time));
            town.app.tick().unwrap();
            town.at(at(time).saturating_add(jiff::Span::new().hours(9)));
            deliver(town)
        };
        let assign = Assign { leader: Change::Set(town.acceptor), ..Assign::default() };
        town.act(town.coordinator, town.measure, Command::Assign(assign));
        assert_eq!(tick("2026-06-22 00:05"), (0, 0));
        assert_eq!(tick("2026-06-23 00:05"), (1, 0), "only one of them tells of what is due soon");
        let posts = server.came();
        assert!(posts[0].starts_with("POST /wecom?key=k HTTP/1.1"), "{}", posts[0]);
        assert!(
            posts[0].contains("逐户核对苗圃租约") && posts[0].contains("due soon, on 30 Jun 2026"),
            "{}",
            posts[0]
        );
        // Three people are told of a red lamp, each group once; the unit of the third group owes nothing of it.
        assert_eq!(tick("2026-07-10 00:05"), (2, 0));
        let posts = server.came().concat();
        assert!(posts.contains("/dingtalk?key=k&timestamp=1783") && posts.contains("&sign="), "{posts}");
        assert_eq!(posts.matches("逐户核对苗圃租约").count(), 2);
        for name in ["乔望山", "林知微", "孟清和"] {
            assert!(!posts.contains(name), "{name}: {posts}");
        }
    });
}

#[test]
fn a_robot_that_says_no_is_asked_again() {
    let server = Server::robot();
    everywhere_with(&robots(&server), |town| {
        town.at(at("2026-06-22 08:05"));
        town.app.tick().unwrap();
        server.is(Mood::Refusing);
        town.at(at("2026-06-23 09:05"));
        town.app.tick().unwrap();
        town.at(at("2026-06-23 09:10"));
        assert_eq!(deliver(town), (0, 1));
        let state = town.app.delivery().unwrap();
        let wecom = state.channels.iter().find(|channel| channel.name == "webhook/wecom").unwrap();
        assert_eq!((&wecom.fault, state.channels.len()), (&Some(Fault::Answer { code: 310_000 }), 3));
        server.is(Mood::Well);
        assert_eq!(deliver(town), (0, 0), "not before a minute has passed");
        town.at(at("2026-06-23 09:11"));
        assert_eq!(deliver(town), (1, 0));
        let keys: Vec<String> = server
            .came()
            .iter()
            .map(|post| post.split("idempotency-key: ").nth(1).unwrap().lines().next().unwrap().to_owned())
            .collect();
        assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
    });
}

#[test]
fn mistakes_in_the_settings_are_told_with_their_line() {
    let robot = "[[webhook]]\nname = \"a\"\nformat = \"wecom\"\n";
    for (settings, line, told) in [
        ("[smtp]\nhost = \"h\"\nsecurity = \"ssl\"\nfrom = \"a@b.cn\"", "line 3", "starttls"),
        ("[smtp]\nhost = \"h\"\nsecurity = \"tls\"\nfrom = \"nobody\"", "line 1", "not a mail address"),
        (
            "\n[smtp]\nhost = \"h\"\nsecurity = \"tls\"\nfrom = \"a@b.cn\"\nlogin = \"x\"",
            "line 2",
            "belong together",
        ),
        (
            "[smtp]\nhost = \"h\"\nsecurity = \"none\"\nfrom = \"a@b.cn\"\nlogin = \"x\"\npassword_env = \"CARGO_PKG_NAME\"",
            "line 1",
            "without TLS",
        ),
        (
            "[smtp]\npassword_env = \"BIHUAN_NO_SUCH_VARIABLE\"",
            "line 2",
            "BIHUAN_NO_SUCH_VARIABLE is not set",
        ),
        ("[times]\nquiet_from = \"25:00\"", "line 2", ""),
        ("[times]\nwindow_minutes = 0", "line 2", "1 to 240"),
        ("colour = \"red\"", "line 1", "unknown field"),
        ("base_url = \"bihuan\"", "line 1", "https://"),
        (&format!("{robot}url = \"ftp://x\""), "line 4", "https://"),
        (&format!("{robot}causes = [\"late\"]\nurl = \"https://x\""), "line 4", "far-overdue"),
        (robot, "line 1", "either url or url_env"),
        (&format!("{robot}url = \"https://x\"\n{robot}url = \"https://y\""), "", "two webhooks"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("messages.toml"), settings).unwrap();
        let (clock, _) = app::Clock::by_hand(app::clock::instant(date(2026, 6, 1).at(9, 0, 0, 0)));
        let options = app::Options { folder: folder.path().to_owned(), house: None, clock };
        let error = app::App::open(&options).err().unwrap().to_string();
        assert!(
            error.starts_with("messages.toml") && error.contains(line) && error.contains(told),
            "{settings}: {error}"
        );
    }
}
