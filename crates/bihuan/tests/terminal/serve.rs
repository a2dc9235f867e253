//! `serve` and `demo`: what they say, who may hold a folder, and the first steps of a browser.

use crate::{
    client::{Client, PASSWORD},
    program::Desk,
};

#[test]
fn a_fresh_service_is_set_up_once_by_its_link() {
    let desk = Desk::new();
    let service = desk.serve("serve");
    let first = Client::new(&service).get("/").unwrap();
    assert_eq!(first.status, 303, "who is not signed in is led to sign in");
    let client = Client::set_up(&service);
    assert_eq!(client.get("/").unwrap().status, 200);
    assert_eq!(client.get("/api/v1/me").unwrap().status, 200);
    drop(service);
    // Later starts have no such link.
    let service = desk.serve("serve");
    let form = [("login", "shen"), ("password", PASSWORD)];
    let signed_in = Client::new(&service).post_form("/sign-in", &form).unwrap();
    assert_eq!(signed_in.status, 303);
    assert!(signed_in.cookie.unwrap().starts_with("bihuan_session="));
    let wrong = Client::new(&service).post_form("/sign-in", &[("login", "shen"), ("password", "x")]).unwrap();
    assert_ne!(wrong.status, 303);
}

#[test]
fn one_process_at_a_time_holds_a_folder() {
    let desk = Desk::new();
    let mut service = desk.serve("serve");
    for args in [&["list"][..], &["verify"], &["rebuild"], &["serve", "--listen", "127.0.0.1:0"]] {
        let err = desk.run(args).failed(1);
        assert!(err.contains("in use by another program"), "{err}");
    }
    let told = desk.run(&["--lang", "zh", "list"]).failed(1);
    assert!(!told.is_ascii(), "{told}");
    assert!(service.is_running());
    assert_eq!(Client::new(&service).get("/healthz").unwrap().body, "ok");
    // A killed process holds nothing.
    service.kill();
    desk.run(&["list"]).well();
}

#[test]
fn an_address_that_is_taken_is_told() {
    let desk = Desk::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let err = desk.run(&["serve", "--listen", &address]).failed(1);
    assert!(err.contains(&address), "{err}");
}

#[test]
fn the_demonstration_can_be_signed_into() {
    let desk = Desk::new();
    let service = desk.serve("demo");
    let accounts = service.line();
    assert!(accounts.contains("bihuan-demo"), "{accounts}");
    let logins: Vec<String> =
        (0..7).map(|_| service.line().split_whitespace().next().unwrap().to_owned()).collect();
    let sign_in = |login: &str| {
        let form = [("login", login), ("password", "bihuan-demo")];
        Client::new(&service).post_form("/sign-in", &form).unwrap()
    };
    for login in &logins {
        assert_eq!(sign_in(login).status, 303, "{login}");
    }
    assert_eq!(Client::new(&service).get("/sign-in").unwrap().status, 200);
    drop(service);
    desk.run(&["verify"]).well();
    let measures = desk.json(&["list", "--kind", "measure", "--json"]);
    assert!(measures.len() > 100, "{}", measures.len());
    for class in ["open", "awaiting", "accepted", "closed"] {
        assert!(measures.iter().any(|row| row["class"] == class), "no measure is {class}");
    }
}
