//! A fresh house with a clock set by hand, on each backend.

use app::{App, Clock, House, Outcome, Step, accounts::NewUser, chance, clock};
use jiff::civil::date;
use ledger::{
    Command, Evidence, FieldValue, Grant, MatterId, Seq,
    command::{Assign, Change, Open, ReportProgress},
};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use store::{memory::MemoryStore, sqlite::SqliteStore};

pub(crate) const PASSWORD: &str = "一个足够长的测试密码";

pub(crate) struct Town {
    pub(crate) app: App,
    pub(crate) store: Arc<dyn store::Store>,
    /// Kept so that the folder lives as long as the town.
    _folder: tempfile::TempDir,
    hand: Arc<AtomicI64>,
    pub(crate) office: MatterId,
    pub(crate) bureau: MatterId,
    pub(crate) coordinator: MatterId,
    pub(crate) handler: MatterId,
    pub(crate) acceptor: MatterId,
    pub(crate) campaign: MatterId,
    pub(crate) measure: MatterId,
}

/// Runs `story` on a fresh town of every backend.
pub(crate) fn everywhere(story: impl Fn(&Town)) {
    everywhere_with("", story);
}

/// The same with these settings for messages.
pub(crate) fn everywhere_with(settings: &str, story: impl Fn(&Town)) {
    for embedded in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("messages.toml"), settings).unwrap();
        let start = clock::instant(date(2026, 6, 1).at(9, 0, 0, 0));
        let (by_hand, hand) = Clock::by_hand(start);
        let store: Arc<dyn store::Store> = match embedded {
            true => Arc::new(SqliteStore::open(folder.path()).unwrap()),
            false => Arc::new(MemoryStore::new(ledger::SpaceId(1))),
        };
        let house = House::load(None).unwrap();
        let app = App::with_store(store.clone(), house, by_hand, folder.path()).unwrap();
        story(&settle(app, store, folder, hand));
    }
}

fn settle(app: App, store: Arc<dyn store::Store>, folder: tempfile::TempDir, hand: Arc<AtomicI64>) -> Town {
    let zero = MatterId(0);
    let mut town = Town {
        app,
        store,
        _folder: folder,
        hand,
        office: zero,
        bureau: zero,
        coordinator: zero,
        handler: zero,
        acceptor: zero,
        campaign: zero,
        measure: zero,
    };
    town.office = town.open(None, "unit", "整改办公室", None);
    town.bureau = town.open(None, "unit", "园林局", None);
    town.coordinator = town.person("lin", "林知微", town.office, "coordinator");
    town.handler = town.person("qiao", "乔望山", town.bureau, "handler");
    town.acceptor = town.person("meng", "孟清和", town.office, "acceptor");
    town.campaign = town.open(Some(town.coordinator), "campaign", "园区联动巡察整改", None);
    let item = town.open(Some(town.coordinator), "item", "苗圃租金长期拖欠", Some(town.campaign));
    town.measure = town.open(Some(town.coordinator), "measure", "逐户核对苗圃租约", Some(item));
    town.act(
        town.coordinator,
        town.measure,
        Command::Assign(Assign {
            unit: Change::Set(town.bureau),
            person: Change::Set(town.handler),
            ..Assign::default()
        }),
    );
    let due = Some(date(2026, 6, 30));
    town.act(town.coordinator, town.measure, Command::SetDueDate { due, reason: String::new() });
    town
}

impl Town {
    pub(crate) fn open(
        &self,
        actor: Option<MatterId>,
        kind: &str,
        title: &str,
        parent: Option<MatterId>,
    ) -> MatterId {
        let mut fields = std::collections::BTreeMap::new();
        if kind == "measure" {
            fields.insert("standard".to_owned(), FieldValue::Text("台账齐全".into()));
        }
        let open = Open { kind: kind.into(), title: title.into(), parent, fields, ..Open::default() };
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        self.app.execute(actor, self.id(), step).unwrap().matter
    }

    pub(crate) fn person(&self, login: &str, name: &str, unit: MatterId, role: &str) -> MatterId {
        let over = matches!(role, "handler" | "unit_head").then_some(unit);
        let user = NewUser {
            login: login.into(),
            password: PASSWORD.into(),
            name: name.into(),
            unit: Some(unit),
            grants: vec![Grant { role: role.into(), unit: over, until: None }],
            ..NewUser::default()
        };
        self.app.add_user(None, user).unwrap()
    }

    pub(crate) fn id(&self) -> ledger::CommandId {
        chance::command_id(self.app.clock().now())
    }

    pub(crate) fn try_act(
        &self,
        actor: MatterId,
        matter: MatterId,
        command: Command,
    ) -> Result<Outcome, app::AppError> {
        self.app.execute(Some(actor), self.id(), Step { matter: Some(matter), seen: None, command })
    }

    pub(crate) fn act(&self, actor: MatterId, matter: MatterId, command: Command) -> Outcome {
        self.try_act(actor, matter, command).unwrap()
    }

    /// The same store under another house, with nothing kept in memory.
    pub(crate) fn with_house(&self, house: House) -> App {
        self.try_house(house).unwrap()
    }

    /// The same where the house may not fit what the log knows.
    pub(crate) fn try_house(&self, house: House) -> Result<App, app::OpenError> {
        let (clock, _) = Clock::by_hand(self.app.clock().now());
        App::with_store(self.store.clone(), house, clock, self._folder.path())
    }

    /// Sets the clock.
    pub(crate) fn at(&self, time: jiff::civil::DateTime) {
        self.hand.store(clock::instant(time).as_millisecond(), Ordering::Release);
    }

    /// Moves the clock to 9 o'clock of a day.
    pub(crate) fn morning_of(&self, day: jiff::civil::Date) {
        let at = clock::instant(day.at(9, 0, 0, 0));
        self.hand.store(at.as_millisecond(), Ordering::Release);
    }
}

/// What a measure needs to be reported done: a piece of evidence and a full report.
pub(crate) fn done() -> [Command; 2] {
    let evidence = Evidence {
        hash: "0".repeat(64),
        size: 1,
        media: "text/plain".into(),
        name: "a.txt".into(),
        title: "核对表".into(),
        kind: "minutes".into(),
        produced: None,
        seq: Seq(0),
    };
    let report = ReportProgress { percent: Some(100), text: "完成".into(), ..ReportProgress::default() };
    [Command::AttachEvidence { evidence }, Command::ReportProgress(report)]
}
