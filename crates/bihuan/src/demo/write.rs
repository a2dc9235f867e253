//! Writing the demonstration through the same use cases as real work, each at its time and by its person.

use super::{
    PASSWORD,
    files::{self, Files, Happening},
};
use crate::failure::Failure;
use app::{App, Step, accounts::NewUser, chance, clock, language::Language};
use indicatif::ProgressBar;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
};
use ledger::{
    Command, Evidence, FieldValue, Grant, MatterId,
    command::{Assign, Change, Open, ReportProgress, TakeMove},
};
use std::collections::BTreeMap;

pub(super) struct Writer<'a> {
    pub(super) app: &'a App,
    pub(super) units: BTreeMap<&'a str, MatterId>,
    pub(super) people: BTreeMap<&'a str, MatterId>,
    /// `7.2` for a measure, `7` for an item.
    pub(super) matters: BTreeMap<String, MatterId>,
    pub(super) coordinator: Option<MatterId>,
}

/// Writes everything; `set` moves the clock.
pub(super) fn write(
    app: &App,
    files: &Files,
    set: &mut dyn FnMut(Timestamp),
    bar: &ProgressBar,
) -> Result<(), Failure> {
    let campaign = &files.campaign;
    let parts =
        files.zone.unit.len() + files.zone.person.len() + campaign.item.len() + campaign.measure.len();
    bar.set_length((parts + files.history.len() + files.office.len()) as u64);
    let mut writer = Writer {
        app,
        units: BTreeMap::new(),
        people: BTreeMap::new(),
        matters: BTreeMap::new(),
        coordinator: None,
    };
    let feedback = campaign.campaign.feedback;
    set(clock::instant(feedback.at(8, 0, 0, 0)));
    writer.units(files, bar)?;
    writer.people(files, bar)?;
    set(clock::instant(feedback.at(8, 20, 0, 0)));
    writer.campaign(files, bar)?;
    let mut day = feedback;
    let mut turn = |at: &DateTime| {
        set(clock::instant(*at));
        // As the service would: on every day that something happens on, whoever is late is told before.
        if at.date() != day {
            day = at.date();
            app.tick()?;
        }
        Ok::<(), Failure>(())
    };
    let mut office = files.office.iter().peekable();
    for (at, happening) in &files.history {
        while let Some((before, act)) = office.next_if(|(before, _)| before <= at) {
            turn(before)?;
            writer.office(act)?;
            bar.inc(1);
        }
        turn(at)?;
        match happening {
            Happening::Plan(step) => writer.plan_step(files, step)?,
            Happening::Node(step) => writer.node_step(step)?,
            Happening::Staying(step) => writer.staying_step(step)?,
            Happening::Row(number, row) => _ = writer.ledger_row(*number, row)?,
            Happening::Step(number, step) => _ = writer.ledger_step(*number, step)?,
            _ => writer.happening(happening)?,
        }
        writer.items_follow(files, happening)?;
        bar.inc(1);
    }
    writer.views()?;
    read_older_messages(app, app.clock().now())
}

/// Messages that are not older stay unread: half a year of them would only be in the way.
const UNREAD_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

fn read_older_messages(app: &App, now: Timestamp) -> Result<(), Failure> {
    let recent = now.saturating_sub(UNREAD_FOR).unwrap_or(now);
    for person in &app.directory()?.people {
        let id = person.named.id;
        let mut after = None;
        loop {
            let page = app.inbox(id, false, Language::default(), after.as_deref(), 200)?;
            if let Some(older) = page.messages.iter().find(|message| message.at < recent) {
                app.mark_all_read(id, &older.id)?;
                break;
            }
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    Ok(())
}

pub(super) fn text(value: &str) -> FieldValue {
    FieldValue::Text(value.to_owned())
}

impl<'a> Writer<'a> {
    fn act(&self, actor: Option<MatterId>, steps: Vec<Step>) -> Result<MatterId, Failure> {
        let id = chance::command_id(self.app.clock().now());
        Ok(self.app.execute_all(actor, id, steps)?.matter)
    }

    pub(super) fn open(&self, actor: Option<MatterId>, open: Open) -> Result<MatterId, Failure> {
        self.act(actor, vec![Step { matter: None, seen: None, command: Command::Open(open) }])
    }

    fn units(&mut self, files: &'a Files, bar: &ProgressBar) -> Result<(), Failure> {
        for unit in &files.zone.unit {
            let parent = match unit.parent.as_str() {
                "" => None,
                code => Some(known(&self.units, code)?),
            };
            let fields = [
                ("code", text(&unit.code)),
                ("short", text(&unit.short)),
                ("name_en", text(&unit.name_en)),
                ("kind", text(&unit.kind)),
            ];
            let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
            let (kind, title) = ("unit".to_owned(), unit.name.clone());
            let id = self.open(None, Open { kind, title, parent, fields, ..Open::default() })?;
            self.units.insert(&unit.code, id);
            bar.inc(1);
        }
        Ok(())
    }

    fn people(&mut self, files: &'a Files, bar: &ProgressBar) -> Result<(), Failure> {
        for person in &files.zone.person {
            let unit = known(&self.units, &person.unit)?;
            let over_unit = |role: &str| matches!(role, "handler" | "unit_head");
            let grant = |role: &String| Grant {
                role: role.clone(),
                unit: over_unit(role).then_some(unit),
                until: None,
            };
            let mut grants: Vec<Grant> = person.roles.iter().map(grant).collect();
            if person.login == files.zone.zone.head {
                grants.push(grant(&"head".to_owned()));
            }
            let id = self.app.add_user(
                None,
                NewUser {
                    login: person.login.clone(),
                    password: PASSWORD.into(),
                    name: person.name.clone(),
                    unit: Some(unit),
                    post: person.post.clone(),
                    mobile: person.mobile.clone(),
                    grants,
                },
            )?;
            self.people.insert(&person.login, id);
            if self.coordinator.is_none() && person.roles.iter().any(|role| role == "coordinator") {
                self.coordinator = Some(id);
            }
            bar.inc(1);
        }
        Ok(())
    }

    fn campaign(&mut self, files: &'a Files, bar: &ProgressBar) -> Result<(), Failure> {
        let file = &files.campaign;
        let campaign = &file.campaign;
        let fields = [
            ("short", text(&campaign.short)),
            ("inspecting_body", text(&campaign.group)),
            ("inspection_start", text(&campaign.inspection_from)),
            ("inspection_end", text(&campaign.inspection_to)),
            ("feedback_date", text(&campaign.feedback.to_string())),
            ("plan_due", text(&campaign.plan_due)),
            ("concentrated_end", text(&campaign.concentrated_until)),
            ("issuer", text(&campaign.issuer)),
            ("contact", text(&campaign.contact)),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
        let (kind, title) = ("campaign".to_owned(), campaign.name.clone());
        let root = self.open(self.coordinator, Open { kind, title, fields, ..Open::default() })?;
        self.matters.insert("campaign".into(), root);
        for aspect in &file.aspect {
            let number = format!("({})", chinese(aspect.no));
            let id = self.group(&number, &aspect.title, "aspect", root)?;
            for heading in file.heading.iter().filter(|heading| heading.aspect == aspect.no) {
                let id = self.group(&format!("{}.", heading.no), &heading.title, "heading", id)?;
                self.matters.insert("last heading".into(), id);
                for item in file.item.iter().filter(|item| item.heading == heading.no) {
                    // An item is due with the last of its measures.
                    let due = file.measure.iter().filter(|m| m.item == item.no).filter_map(|m| m.due).max();
                    let test = campaign.closing_tests.get(&item.class);
                    self.item(item, test.map_or("", String::as_str), due, id)?;
                    bar.inc(1);
                    let promised = |m: &&files::Measure| m.item == item.no && m.due.is_some();
                    for measure in file.measure.iter().filter(promised) {
                        self.measure(measure, item.leader.as_deref())?;
                        bar.inc(1);
                    }
                }
            }
        }
        Ok(())
    }

    fn group(&self, number: &str, title: &str, level: &str, parent: MatterId) -> Result<MatterId, Failure> {
        self.open(
            self.coordinator,
            Open {
                kind: "group".into(),
                number: number.to_owned(),
                title: title.to_owned(),
                parent: Some(parent),
                fields: [("level".to_owned(), text(level))].into(),
                ..Open::default()
            },
        )
    }

    fn item(
        &mut self,
        item: &files::Item,
        closing_test: &str,
        due: Option<Date>,
        parent: MatterId,
    ) -> Result<(), Failure> {
        let fields = [
            ("statement", text(&item.statement)),
            ("class", text(&item.class)),
            ("risk", text(&item.risk)),
            ("closing_test", text(closing_test)),
            ("sponsorship", text(&item.sponsorship)),
            ("special_campaign", text(&item.special)),
            ("key", FieldValue::Flag(item.key)),
        ];
        let fields = fields.into_iter().filter(|(_, value)| value.as_text() != Some(""));
        let id = self.open(
            self.coordinator,
            Open {
                kind: "item".into(),
                number: format!("({})", item.no),
                title: item.title.clone(),
                parent: Some(parent),
                fields: fields.map(|(name, value)| (name.to_owned(), value)).collect(),
                ..Open::default()
            },
        )?;
        let mut assign = Assign {
            unit: Change::Set(known(&self.units, &item.unit)?),
            helpers: Some(item.helpers.iter().map(|c| known(&self.units, c)).collect::<Result<_, _>>()?),
            ..Assign::default()
        };
        if let Some(leader) = &item.leader {
            assign.leader = Change::Set(known(&self.people, leader)?);
        }
        let mut steps = vec![Command::Assign(assign)];
        if let Some(due) = due {
            steps.push(Command::SetDueDate { due: Some(due), reason: String::new() });
        }
        let steps = steps.into_iter().map(|command| Step { matter: Some(id), seen: None, command });
        self.act(self.coordinator, steps.collect())?;
        self.matters.insert(item.no.to_string(), id);
        Ok(())
    }

    pub(super) fn measure(&mut self, measure: &files::Measure, leader: Option<&str>) -> Result<(), Failure> {
        let title: String = match measure.text.find(['，', ',', '；', ';', '。']) {
            Some(at) if measure.text[..at].chars().count() >= 8 => measure.text[..at].to_owned(),
            _ => measure.text.trim_end_matches('。').to_owned(),
        };
        let fields = [("text", text(&measure.text)), ("standard", text(&measure.standard))];
        let id = self.open(
            self.coordinator,
            Open {
                kind: "measure".into(),
                number: format!("{}是", chinese(measure.no)),
                title,
                parent: Some(known_matter(&self.matters, &measure.item.to_string())?),
                fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
                ..Open::default()
            },
        )?;
        let mut steps = vec![Command::Assign(Assign {
            unit: Change::Set(known(&self.units, &measure.unit)?),
            person: Change::Set(known(&self.people, &measure.person)?),
            // Who signs for an item signs for what was promised under it.
            leader: leader
                .map(|login| known(&self.people, login))
                .transpose()?
                .map_or(Change::Keep, Change::Set),
            ..Assign::default()
        })];
        if let Some(due) = measure.due {
            steps.push(Command::SetDueDate { due: Some(due), reason: String::new() });
        }
        let steps = steps.into_iter().map(|command| Step { matter: Some(id), seen: None, command });
        self.act(self.coordinator, steps.collect())?;
        self.matters.insert(format!("{}.{}", measure.item, measure.no), id);
        Ok(())
    }

    pub(super) fn on(
        &self,
        actor: Option<MatterId>,
        matter: MatterId,
        command: Command,
    ) -> Result<MatterId, Failure> {
        self.act(actor, vec![Step { matter: Some(matter), seen: None, command }])
    }

    fn happening(&self, happening: &Happening) -> Result<(), Failure> {
        let (person, matter, command) = match happening {
            Happening::Plan(_) | Happening::Node(_) | Happening::Staying(_) => return Ok(()),
            Happening::People(entry) => return self.people_and_power(entry),
            Happening::Evidence(e) => (&e.person, &e.measure, self.evidence(e)?),
            Happening::Report(r) if r.no_change => {
                let report = ReportProgress { no_change: true, ..ReportProgress::default() };
                (&r.person, &r.measure, Command::ReportProgress(report))
            }
            Happening::Report(r) => (
                &r.person,
                &r.measure,
                Command::ReportProgress(ReportProgress {
                    no_change: false,
                    percent: Some(r.percent),
                    text: r.text.clone(),
                    problems: r.problems.clone(),
                    help: r.help.clone(),
                    figures: r.figures.clone(),
                    evidence: vec![],
                }),
            ),
            Happening::Comment(c) => (&c.person, &c.measure, Command::Comment { text: c.text.clone() }),
            Happening::Link(l) => (
                &l.person,
                &l.from,
                Command::Link {
                    to: known_matter(&self.matters, &l.to)?,
                    relation: l.relation.clone(),
                    note: l.note.clone(),
                },
            ),
            // Written by themselves.
            Happening::Row(..) | Happening::Step(..) => return Ok(()),
            Happening::Move(m) => (
                &m.person,
                &m.measure,
                Command::Move(TakeMove {
                    name: m.name.clone(),
                    code: m.code.as_ref().map(|code| code.to_lowercase()),
                    reason: m.reason.clone(),
                    due: m.due,
                    ..TakeMove::default()
                }),
            ),
        };
        let told = format!("{person} · {matter} · {}", command.right());
        let person = Some(known(&self.people, person)?);
        self.on(person, known_matter(&self.matters, matter)?, command)
            .map(|_| ())
            .map_err(|failure| Failure::Other(format!("data/demo, {told}: {failure:?}")))
    }

    fn evidence(&self, piece: &files::Evidence) -> Result<Command, Failure> {
        let bytes = piece.text.trim_start().as_bytes();
        Ok(Command::AttachEvidence {
            evidence: Evidence {
                hash: self.app.keep_file(bytes)?,
                size: bytes.len() as u64,
                media: "text/plain; charset=utf-8".into(),
                name: piece.name.clone(),
                title: piece.title.clone(),
                kind: piece.kind.clone(),
                produced: piece.produced,
                seq: ledger::Seq(0),
            },
        })
    }
}

pub(super) fn known(ids: &BTreeMap<&str, MatterId>, code: &str) -> Result<MatterId, Failure> {
    ids.get(code).copied().ok_or_else(|| Failure::Other(format!("data/demo: nobody is called `{code}`")))
}

pub(super) fn known_matter(ids: &BTreeMap<String, MatterId>, number: &str) -> Result<MatterId, Failure> {
    ids.get(number).copied().ok_or_else(|| Failure::Other(format!("data/demo: there is no `{number}`")))
}

/// Numerals of the outline, 1 to 99.
fn chinese(n: u32) -> String {
    let digit = |n: u32| "〇一二三四五六七八九".chars().nth(n as usize % 10).unwrap_or('〇');
    match n {
        0..=9 => digit(n).to_string(),
        10 => "十".into(),
        11..=19 => format!("十{}", digit(n)),
        _ if n.is_multiple_of(10) => format!("{}十", digit(n / 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n)),
    }
}
