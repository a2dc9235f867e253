//! A site of its own for each test: a data folder, a clock that stands still, one person who is signed in.

use app::{App, Clock, Options, Step, accounts::NewUser};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use ledger::{Command, CommandId, Grant, MatterId, command::Open};
use std::sync::Arc;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// The value of a hidden input.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let at = self.body.find(&mark).unwrap_or_else(|| panic!("no input {name}")) + mark.len();
        self.body[at..].split('"').next().unwrap().to_owned()
    }
}

/// A site.
pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    router: Router,
    cookie: String,
    next: std::cell::Cell<u8>,
    runtime: Arc<tokio::runtime::Runtime>,
    hand: Arc<std::sync::atomic::AtomicI64>,
    _folder: tempfile::TempDir,
}

impl Site {
    /// Nobody can sign in yet.
    pub(crate) fn fresh() -> Site {
        Site::with_settings("")
    }

    /// The same with these settings for messages.
    fn with_settings(settings: &str) -> Site {
        Site::in_folder(settings, tempfile::tempdir().unwrap())
    }

    fn in_folder(settings: &str, folder: tempfile::TempDir) -> Site {
        std::fs::write(folder.path().join("messages.toml"), settings).unwrap();
        let (clock, hand) = Clock::by_hand("2026-11-23T01:00:00Z".parse().unwrap());
        let app = App::open(&Options { folder: folder.path().to_owned(), house: None, clock }).unwrap();
        let app = Arc::new(app);
        let router = web::router(app.clone()).unwrap();
        let runtime = Arc::new(tokio::runtime::Runtime::new().unwrap());
        Site {
            app,
            router,
            cookie: String::new(),
            next: std::cell::Cell::new(1),
            runtime,
            hand,
            _folder: folder,
        }
    }

    /// Sets the clock.
    pub(crate) fn on(&self, instant: &str) {
        let at: jiff::Timestamp = instant.parse().unwrap();
        self.hand.store(at.as_millisecond(), std::sync::atomic::Ordering::Release);
    }

    /// One person is administrator and coordinator, and signed in.
    pub(crate) fn signed_in() -> Site {
        Site::signed_in_with("")
    }

    /// The same with these settings for messages.
    pub(crate) fn signed_in_with(settings: &str) -> Site {
        Site::with_settings(settings).signing_in()
    }

    /// The same in a rehearsal that begins on `day`.
    pub(crate) fn rehearsal(day: &str) -> Site {
        let folder = tempfile::tempdir().unwrap();
        app::Rehearsal::begin(folder.path(), day.parse().unwrap()).unwrap();
        Site::in_folder("", folder).signing_in()
    }

    fn signing_in(mut self) -> Site {
        let site = &mut self;
        let secret = site.app.set_up_link().unwrap().unwrap();
        let user = NewUser {
            login: "shen".into(),
            password: PASSWORD.into(),
            name: "沈知微".into(),
            ..NewUser::default()
        };
        site.app.set_up(&secret, user).unwrap();
        let session = site.app.sign_in("shen", PASSWORD).unwrap();
        site.cookie = format!("bihuan_session={}", session.secret);
        self
    }

    /// The same site seen by somebody else who holds `role`.
    pub(crate) fn as_other(&self, login: &str, role: &str) -> Site {
        let grants = vec![Grant { role: role.into(), unit: None, until: None }];
        let user = NewUser {
            login: login.into(),
            password: PASSWORD.into(),
            name: login.into(),
            grants,
            ..NewUser::default()
        };
        self.app.add_user(None, user).unwrap();
        let session = self.app.sign_in(login, PASSWORD).unwrap();
        Site {
            app: self.app.clone(),
            router: self.router.clone(),
            cookie: format!("bihuan_session={}", session.secret),
            next: std::cell::Cell::new(100),
            runtime: self.runtime.clone(),
            hand: self.hand.clone(),
            _folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn id(&self) -> CommandId {
        self.next.set(self.next.get() + 1);
        CommandId([self.next.get(); 16])
    }

    /// Carries out a command as the product itself.
    pub(crate) fn act(&self, matter: Option<MatterId>, command: Command) -> MatterId {
        self.app.execute(None, self.id(), Step { matter, seen: None, command }).unwrap().matter
    }

    pub(crate) fn open(&self, kind: &str, title: &str, parent: Option<MatterId>) -> MatterId {
        self.act(
            None,
            Command::Open(Open { kind: kind.into(), title: title.into(), parent, ..Open::default() }),
        )
    }

    /// A campaign with an item and a measure below it; gives the measure.
    pub(crate) fn measure(&self) -> MatterId {
        let campaign = self.open("campaign", "联动巡察整改", None);
        let group = self.open("group", "项目落地方面", Some(campaign));
        let item = self.open("item", "签约多开工少", Some(group));
        self.open("measure", "逐个现场核对<未开工>项目", Some(item))
    }

    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        // Use cases block, so tests run beside the runtime and not in it.
        let (parts, bytes) = self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            (parts, axum::body::to_bytes(body, usize::MAX).await.unwrap())
        });
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder().method(method).uri(path).header(header::COOKIE, &self.cookie)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
    }

    pub(crate) fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request)
    }

    /// A form with a file.
    pub(crate) fn post_file(&self, path: &str, form: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
        let mut body = vec![];
        for (field, value) in form {
            body.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(
            format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n")
                .bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n--b--\r\n");
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .unwrap();
        self.send(request)
    }

    pub(crate) fn post_json(&self, path: &str, body: serde_json::Value) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        self.send(request)
    }
}
