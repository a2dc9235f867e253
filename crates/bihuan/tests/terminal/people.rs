//! `user add` and `completion`.

use crate::program::Desk;

fn add(desk: &Desk, login: &str, password: &str, more: &[&str]) -> crate::program::Ended {
    let args = [&["user", "add", login, "--name", "沈知微"], more].concat();
    desk.run_with_input(&args, &format!("{password}\n"))
}

#[test]
fn a_person_is_added_with_roles() {
    let desk = Desk::new();
    add(&desk, "shen", "long enough 2026", &["--role", "coordinator", "--role", "acceptor"]).well();
    let people = desk.json(&["list", "--kind", "person", "--json"]);
    assert_eq!((people.len(), &people[0]["title"]), (1, &"沈知微".into()));
    let granted: Vec<_> = desk
        .json(&["export"])
        .iter()
        .filter(|line| line["open"]["type"] == "role_granted")
        .map(|line| line["open"]["role"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(granted, ["coordinator", "acceptor"]);
}

#[test]
fn nobody_is_added_half() {
    let desk = Desk::new();
    add(&desk, "shen", "long enough 2026", &[]).well();
    let before = desk.run(&["export"]).well();
    for (login, password, more, told) in [
        ("shen", "long enough 2026", &[][..], "taken"),
        ("SHEN", "long enough 2026", &[], "taken"),
        ("other", "short", &[], "10"),
        ("other", "", &[], "10"),
        ("other", "long enough 2026", &["--role", "emperor"], "role"),
        ("other", "long enough 2026", &["--role", "handler@x"], "ROLE@UNIT-ID"),
        ("other", "long enough 2026", &["--unit", "4711"], "unit"),
    ] {
        let err = add(&desk, login, password, more).failed(1);
        assert!(err.contains(told), "{login} {more:?}: {err}");
    }
    assert_eq!(desk.run(&["export"]).well(), before);
}

#[test]
fn passwords_are_kept_nowhere() {
    let desk = Desk::new();
    add(&desk, "shen", "long enough 2026", &[]).well();
    for entry in std::fs::read_dir(desk.data()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(16).any(|part| part == b"long enough 2026"), "{}", path.display());
        }
    }
}

#[test]
fn shells_are_given_completions() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(&["completion", shell]).well();
        assert!(
            ["import", "verify", "--as-of", "BIHUAN"].iter().filter(|word| script.contains(**word)).count()
                >= 2
        );
    }
    desk.run(&["completion", "abacus"]).failed(2);
}
