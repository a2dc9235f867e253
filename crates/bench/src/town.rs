//! A generated ledger: units, people and campaigns with groups, items and measures, written in big pieces of work.

use crate::{chance::Chance, figures::bar, stopwatch::Stopwatch, words};
use anyhow::Context;
use app::{App, Clock, Options, Step, accounts::NewUser, chance as draw};
use jiff::{Timestamp, ToSpan, civil::Date};
use ledger::{
    Command, FieldValue, Grant, MatterId,
    command::{Assign, Change, Open, ReportProgress, TakeMove},
};
use std::path::Path;

/// Responsible units.
const UNITS: usize = 50;
/// Campaigns, whatever the size: a list of one grows with the ledger.
const CAMPAIGNS: usize = 10;
/// Aspects of a campaign, and headings of an aspect.
const ASPECTS: usize = 6;
const HEADINGS: usize = 8;
/// Measures of an item.
const MEASURES: usize = 4;
/// Steps in one piece of work.
const STEPS: usize = 8_000;

/// What the parts of the benchmark need to know of a generated ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Town {
    /// Responsible units.
    pub(crate) units: Vec<MatterId>,
    /// A handler of each unit.
    pub(crate) handlers: Vec<MatterId>,
    /// Campaigns.
    pub(crate) campaigns: Vec<MatterId>,
    /// Aspects of all campaigns.
    pub(crate) aspects: Vec<MatterId>,
    /// Measures with the number of their unit, those that run.
    pub(crate) running: Vec<(MatterId, usize)>,
    /// An access token.
    pub(crate) token: String,
    /// Matters written.
    pub(crate) matters: usize,
    /// Events written.
    pub(crate) events: u64,
    /// Seconds that took.
    pub(crate) seconds: f64,
}

/// Opens a ledger.
///
/// # Errors
/// The folder cannot be used.
pub(crate) fn open(folder: &Path) -> anyhow::Result<App> {
    let options = Options { folder: folder.to_owned(), house: None, clock: Clock::System };
    App::open(&options).context("opening the ledger")
}

/// Nine o'clock, so many days after `day`.
pub(crate) fn morning(day: Date, days: i64) -> Timestamp {
    app::clock::instant(day.saturating_add(days.days()).at(9, 0, 0, 0))
}

/// Carries out commands together, each on its matter.
///
/// # Errors
/// The store failed, or a command was refused.
pub(crate) fn carry_out(
    app: &App,
    actor: Option<MatterId>,
    steps: impl Iterator<Item = (Option<MatterId>, Command)>,
) -> anyhow::Result<()> {
    let steps = steps.map(|(matter, command)| Step { matter, seen: None, command }).collect();
    app.execute_all(actor, draw::command_id(app.clock().now()), steps)?;
    Ok(())
}

/// Writes a ledger of at least `matters` matters into an empty folder.
///
/// # Errors
/// The store failed, or a command was refused.
pub(crate) fn build(app: &App, matters: usize) -> anyhow::Result<Town> {
    let mut town = Town::default();
    registers(app, &mut town)?;
    let first = app.view()?.head().next.0;
    let watch = Stopwatch::start();
    let bar = bar("writing the ledger", matters as u64);
    let mut works = Works {
        app,
        next: app.view()?.head().next_matter,
        actor: town.handlers.first().copied(),
        steps: vec![],
        town,
        chance: Chance::new(matters as u64),
        today: app.clock().today(),
    };
    let items = matters.div_ceil(CAMPAIGNS * (MEASURES + 1));
    for campaign in 0..CAMPAIGNS {
        works.campaign(campaign, items, &bar)?;
    }
    works.reports(matters / 5)?;
    bar.finish_and_clear();
    let mut town = works.town;
    town.events = app.view()?.head().next.0 - first;
    town.seconds = watch.seconds();
    Ok(town)
}

fn registers(app: &App, town: &mut Town) -> anyhow::Result<()> {
    for n in 0..UNITS {
        let open = Open {
            kind: "unit".into(),
            title: format!("青石区第{}办公室", n + 1),
            fields: [("short".to_owned(), FieldValue::Text(format!("{}办", n + 1)))].into(),
            ..Open::default()
        };
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        let unit = app.execute(None, draw::command_id(app.clock().now()), step)?.matter;
        town.units.push(unit);
        let mut grants = vec![Grant { role: "handler".into(), unit: Some(unit), until: None }];
        // The first of them keeps the ledger as well.
        if n == 0 {
            grants.push(Grant { role: "coordinator".into(), unit: None, until: None });
        }
        town.handlers.push(app.add_user(
            None,
            NewUser {
                login: format!("handler-{n}"),
                password: draw::secret(),
                name: format!("经办{}", n + 1),
                unit: Some(unit),
                grants,
                ..NewUser::default()
            },
        )?);
    }
    let person = town.handlers.first().context("nobody was added")?;
    town.token = app.make_token(*person, "bench")?;
    Ok(())
}

struct Works<'a> {
    app: &'a App,
    next: MatterId,
    actor: Option<MatterId>,
    steps: Vec<Step>,
    town: Town,
    chance: Chance,
    today: Date,
}

impl Works<'_> {
    /// Carries out what has gathered.
    fn flush(&mut self) -> anyhow::Result<()> {
        if !self.steps.is_empty() {
            let id = draw::command_id(self.app.clock().now());
            self.app.execute_all(self.actor, id, std::mem::take(&mut self.steps))?;
        }
        Ok(())
    }

    fn step(&mut self, matter: Option<MatterId>, command: Command) -> anyhow::Result<()> {
        self.steps.push(Step { matter, seen: None, command });
        if self.steps.len() >= STEPS { self.flush() } else { Ok(()) }
    }

    /// Nobody else writes, so that the id of what will be opened is known beforehand.
    fn open(&mut self, open: Open) -> anyhow::Result<MatterId> {
        let id = self.next;
        self.next = MatterId(id.0 + 1);
        self.town.matters += 1;
        self.step(None, Command::Open(open))?;
        Ok(id)
    }

    fn campaign(&mut self, n: usize, items: usize, bar: &indicatif::ProgressBar) -> anyhow::Result<()> {
        let title = format!("青石区第{}轮巡察整改", n + 1);
        let root = self.open(Open { kind: "campaign".into(), title, ..Open::default() })?;
        self.town.campaigns.push(root);
        let parts = ASPECTS * HEADINGS;
        for part in 0..parts {
            if part % HEADINGS == 0 {
                let aspect = self.group(root, "aspect", part)?;
                self.town.aspects.push(aspect);
            }
            let aspect = self.town.aspects.last().copied().unwrap_or(root);
            let heading = self.group(aspect, "heading", part)?;
            // The parts share the items as evenly as whole numbers allow.
            for item in items * part / parts..items * (part + 1) / parts {
                self.item(heading, item)?;
                bar.inc(1 + MEASURES as u64);
            }
        }
        Ok(())
    }

    fn group(&mut self, parent: MatterId, level: &str, n: usize) -> anyhow::Result<MatterId> {
        let title = words::title(&mut self.chance, n);
        self.open(Open {
            kind: "group".into(),
            number: format!("{}.", n + 1),
            title,
            parent: Some(parent),
            fields: [("level".to_owned(), FieldValue::Text(level.into()))].into(),
            ..Open::default()
        })
    }

    fn item(&mut self, parent: MatterId, n: usize) -> anyhow::Result<()> {
        let (title, text) = (words::title(&mut self.chance, n), words::text(&mut self.chance, n));
        let item = self.open(Open {
            kind: "item".into(),
            number: format!("({})", n + 1),
            title,
            parent: Some(parent),
            fields: [("statement".to_owned(), FieldValue::Text(text))].into(),
            ..Open::default()
        })?;
        self.assign(item)?;
        for measure in 0..MEASURES {
            self.measure(item, measure)?;
        }
        Ok(())
    }

    fn assign(&mut self, matter: MatterId) -> anyhow::Result<usize> {
        let n = self.chance.below(UNITS);
        let assign = Assign {
            unit: self.town.units.get(n).copied().map_or(Change::Keep, Change::Set),
            person: self.town.handlers.get(n).copied().map_or(Change::Keep, Change::Set),
            ..Assign::default()
        };
        self.step(Some(matter), Command::Assign(assign))?;
        Ok(n)
    }

    fn measure(&mut self, item: MatterId, n: usize) -> anyhow::Result<()> {
        let (title, text) = (words::title(&mut self.chance, n), words::text(&mut self.chance, n));
        let measure = self.open(Open {
            kind: "measure".into(),
            number: format!("{}是", ["一", "二", "三", "四"][n % 4]),
            title,
            parent: Some(item),
            fields: [("text".to_owned(), FieldValue::Text(text))].into(),
            ..Open::default()
        })?;
        let unit = self.assign(measure)?;
        // One in twenty has no date; the others lie within half a year before and after today.
        if self.chance.below(20) > 0 {
            let days = i64::try_from(self.chance.below(360)).unwrap_or(0) - 180;
            let due = self.today.saturating_add(days.days());
            self.step(Some(measure), Command::SetDueDate { due: Some(due), reason: "按方案".into() })?;
        }
        let moved = match self.chance.below(10) {
            0 => Some("cancel"),
            1..=4 => Some("start"),
            _ => None,
        };
        if let Some(name) = moved {
            let reason = if name == "cancel" { "并入其他措施" } else { "" };
            let taken = Command::Move(TakeMove { reason: reason.into(), ..TakeMove::named(name) });
            self.step(Some(measure), taken)?;
        }
        if moved != Some("cancel") {
            self.town.running.push((measure, unit));
        }
        Ok(())
    }

    /// Reports on measures here and there, so that the order of the last change is not that of the outline.
    fn reports(&mut self, count: usize) -> anyhow::Result<()> {
        for n in 0..count {
            let at = self.chance.below(self.town.running.len());
            let Some((measure, _)) = self.town.running.get(at).copied() else { break };
            let command = report(&mut self.chance, n);
            self.step(Some(measure), command)?;
        }
        self.flush()
    }
}

/// A report of progress.
pub(crate) fn report(chance: &mut Chance, n: usize) -> Command {
    Command::ReportProgress(ReportProgress {
        percent: u8::try_from(chance.below(100)).ok(),
        text: words::report(chance, n),
        ..ReportProgress::default()
    })
}
