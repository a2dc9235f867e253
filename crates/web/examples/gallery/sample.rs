//! Invented data for the gallery, taken from the demonstration's zone and campaign.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "sample data of a developer's tool"
)]

use app::query::answer::*;
use jiff::{Timestamp, civil::Date};
use ledger::{Bands, Evidence, Figure, Lamp, Matter, MatterId, Position, Seq, StateClass};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub struct Zone {
    pub unit: Vec<UnitEntry>,
    pub person: Vec<PersonEntry>,
}
#[derive(Deserialize)]
pub struct UnitEntry {
    pub code: String,
    pub name: String,
    pub short: String,
    pub parent: String,
}
#[derive(Deserialize)]
pub struct PersonEntry {
    pub login: String,
    pub name: String,
    pub unit: String,
    pub post: String,
    pub roles: Vec<String>,
}
#[derive(Deserialize)]
struct Campaign {
    campaign: Head,
    aspect: Vec<Aspect>,
    heading: Vec<Heading>,
    item: Vec<Item>,
    measure: Vec<Measure>,
}
#[derive(Deserialize)]
struct Head {
    name: String,
}
#[derive(Deserialize)]
struct Aspect {
    no: u32,
    title: String,
}
#[derive(Deserialize)]
struct Heading {
    no: u32,
    aspect: u32,
    title: String,
}
#[derive(Deserialize)]
struct Item {
    no: u32,
    heading: u32,
    title: String,
    statement: String,
    unit: Option<String>,
    leader: Option<String>,
}
#[derive(Deserialize)]
struct Measure {
    item: u32,
    no: u32,
    text: String,
    standard: Option<String>,
    unit: Option<String>,
    person: Option<String>,
    due: Option<String>,
    r#final: Option<String>,
}

pub struct Sample {
    pub zone: Zone,
    pub today: Date,
    pub rows: Vec<Row>,
    pub statements: BTreeMap<MatterId, (String, String)>,
    pub campaign: Named,
    pub units: Vec<Named>,
    pub people: Vec<Named>,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub fn load() -> Sample {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/");
    let read = |name: &str| std::fs::read_to_string(format!("{root}{name}")).expect("demo file");
    let zone: Zone = toml::from_str(&read("zone.toml")).expect("zone");
    let source: Campaign = toml::from_str(&read("campaign.toml")).expect("campaign");
    let today = jiff::civil::date(2026, 11, 23);
    let bands = Bands {
        today,
        red_before: jiff::civil::date(2026, 11, 16),
        blue_until: jiff::civil::date(2026, 11, 30),
    };
    let named = |id: usize, title: &str| Named {
        id: MatterId(id as u64),
        number: String::new(),
        title: title.into(),
    };
    let units: Vec<Named> = zone.unit.iter().enumerate().map(|(i, u)| named(100 + i, &u.short)).collect();
    let people: Vec<Named> = zone.person.iter().enumerate().map(|(i, p)| named(200 + i, &p.name)).collect();
    let unit = |code: &Option<String>| {
        code.as_ref()
            .and_then(|code| zone.unit.iter().position(|u| u.code == *code))
            .map(|i| units[i].clone())
    };
    let person = |login: &Option<String>| {
        login
            .as_ref()
            .and_then(|login| zone.person.iter().position(|p| p.login == *login))
            .map(|i| people[i].clone())
    };
    let campaign = named(1, &source.campaign.name);
    let mut rows: Vec<Row> = vec![];
    let mut statements = BTreeMap::new();
    let mut id = 1000u64;
    let mut row = |kind: &str, number: String, title: &str, depth: usize, parent: Option<MatterId>| {
        id += 1;
        Row {
            id: MatterId(id),
            version: 4,
            kind: kind.into(),
            number,
            title: title.into(),
            depth,
            parent,
            state: "running".into(),
            class: StateClass::Open,
            lamp: Some(Lamp::Off),
            unit: None,
            person: None,
            leader: None,
            due: None,
            percent: None,
            reported_at: None,
            changed_at: at("2026-11-20T03:20:00Z"),
        }
    };
    let roman = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];
    for aspect in &source.aspect {
        let top =
            row("group", format!("{}、", roman[aspect.no as usize - 1]), &aspect.title, 1, Some(MatterId(1)));
        let top_id = top.id;
        rows.push(top);
        for heading in source.heading.iter().filter(|h| h.aspect == aspect.no) {
            let mid = row("group", format!("{}.", heading.no), &heading.title, 2, Some(top_id));
            let mid_id = mid.id;
            rows.push(mid);
            for item in source.item.iter().filter(|i| i.heading == heading.no) {
                let mut one = row("item", format!("({})", item.no), &item.title, 3, Some(mid_id));
                one.state = "in_progress".into();
                one.unit = unit(&item.unit);
                one.leader = person(&item.leader);
                one.lamp = Some(Lamp::Undated);
                let item_id = one.id;
                statements.insert(item_id, (item.statement.clone(), String::new()));
                rows.push(one);
                for m in source.measure.iter().filter(|m| m.item == item.no) {
                    let mut one =
                        row("measure", format!("{}是", roman[m.no as usize - 1]), &m.text, 4, Some(item_id));
                    one.unit = unit(&m.unit);
                    one.person = person(&m.person);
                    one.leader = person(&item.leader);
                    one.due = m.due.as_ref().and_then(|due| due.parse().ok());
                    one.state = match m.r#final.as_deref() {
                        Some("written_off") => "written_off",
                        Some("done") if id_parity(one.id) => "accepted",
                        Some("done") => "submitted",
                        Some("not_started") => "planned",
                        _ => "in_progress",
                    }
                    .to_owned();
                    one.class = class(&one.state);
                    one.percent = match one.class {
                        StateClass::Open => Some((one.id.0 * 37 % 95) as u8),
                        StateClass::Claimed => None,
                        _ => Some(100),
                    };
                    one.reported_at = (one.id.0 % 5 != 0).then(|| at("2026-11-19T08:40:00Z"));
                    one.lamp = Some(bands.lamp(one.class, one.due));
                    statements.insert(one.id, (m.text.clone(), m.standard.clone().unwrap_or_default()));
                    rows.push(one);
                }
            }
        }
    }
    Sample { zone, today, rows, statements, campaign, units, people }
}

fn id_parity(id: MatterId) -> bool {
    id.0.is_multiple_of(2)
}

fn class(state: &str) -> StateClass {
    match state {
        "reported" => StateClass::Claimed,
        "submitted" => StateClass::Awaiting,
        "accepted" => StateClass::Accepted,
        "written_off" => StateClass::Closed,
        "cancelled" => StateClass::Cancelled,
        _ => StateClass::Open,
    }
}

impl Sample {
    pub fn count<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> Counts {
        let mut counts = Counts::default();
        for row in rows {
            counts.total += 1;
            counts.classes[StateClass::ALL.iter().position(|c| *c == row.class).expect("class")] += 1;
            if let Some(lamp) = row.lamp {
                counts.lamps[Lamp::ALL.iter().position(|l| *l == lamp).expect("lamp")] += 1;
            }
            if !row.class.has_ended() {
                counts.lacks_unit += u64::from(row.unit.is_none());
                counts.lacks_due += u64::from(row.due.is_none());
            }
        }
        counts
    }

    pub fn measures(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.kind == "measure")
    }

    fn root_of(&self, row: &Row) -> MatterId {
        let mut row = row;
        while row.depth > 1 {
            row = self.rows.iter().find(|one| Some(one.id) == row.parent).expect("parent");
        }
        row.id
    }

    pub fn above(&self, row: &Row) -> Vec<Named> {
        let mut out = vec![];
        let mut parent = row.parent;
        while let Some(one) = self.rows.iter().find(|one| Some(one.id) == parent) {
            out.insert(0, Named { id: one.id, number: one.number.clone(), title: one.title.clone() });
            parent = one.parent;
        }
        out.insert(0, self.campaign.clone());
        out
    }

    pub fn overview(&self) -> Overview {
        let by_aspect = self.rows.iter().filter(|row| row.depth == 1).map(|top| CountsOver {
            over: Named { id: top.id, number: top.number.clone(), title: top.title.clone() },
            counts: self.count(self.measures().filter(|row| self.root_of(row) == top.id)),
        });
        let by_unit = self.units.iter().map(|unit| CountsOver {
            over: unit.clone(),
            counts: self.count(self.measures().filter(|row| row.unit.as_ref() == Some(unit))),
        });
        Overview {
            today: self.today,
            campaigns: vec![self.campaign.clone()],
            campaign: Some(self.campaign.clone()),
            items: self.count(self.rows.iter().filter(|row| row.kind == "item")),
            measures: self.count(self.measures()),
            by_aspect: by_aspect.collect(),
            by_unit: by_unit.filter(|one| one.counts.total > 0).collect(),
            latest: self.history(&self.rows[3]).into_iter().take(7).collect(),
            calendar_missing: None,
        }
    }

    pub fn history(&self, row: &Row) -> Vec<Entry> {
        use ledger::{Change, Event, command::*};
        let matter = Named { id: row.id, number: row.number.clone(), title: row.title.clone() };
        let events = vec![
            ("2026-11-20T09:42:00Z", 12, Event::ProgressReported(ReportProgress {
                percent: Some(70),
                text: "已走访链上企业27家，图谱初稿完成，本周五提交主任办公会。缺口环节清单列明目标企业34家。".into(),
                problems: "密封件环节的两家目标企业正与外地接触，需要尽快上门。".into(),
                figures: vec![Figure { name: "走访企业".into(), value: "27".into(), unit: "家".into(), qualifier: None }],
                ..ReportProgress::default()
            })),
            ("2026-11-20T02:15:00Z", 3, Event::Commented { text: "请在周五前补上走访记录的照片。".into() }),
            ("2026-11-13T09:31:00Z", 12, Event::ProgressReported(ReportProgress { no_change: true, ..ReportProgress::default() })),
            ("2026-11-06T06:05:00Z", 12, Event::EvidenceAttached {
                hash: "a".repeat(64), size: 1_482_233, media: "application/pdf".into(), kind: "document".into(), produced: None,
                name: "图谱.pdf".into(), title: "主导产业链企业图谱(初稿)".into() }),
            ("2026-09-30T01:00:00Z", 5, Event::Moved { name: "return".into(), from: "submitted".into(), to: "in_progress".into(), code: Some("r3".into()), reason: "图谱没有经主任办公会审定。".into() }),
            ("2026-07-10T01:00:00Z", 1, Event::DueDateSet { due: row.due, was: Some(jiff::civil::date(2026, 7, 15)), reason: "经领导小组组长同意延期。".into() }),
            ("2026-06-20T01:20:00Z", 1, Event::Assigned(Assign {
                unit: row.unit.as_ref().map_or(Change::Keep, |u| Change::Set(u.id)),
                person: row.person.as_ref().map_or(Change::Keep, |p| Change::Set(p.id)), ..Assign::default() })),
        ];
        let count = events.len() as u64;
        events
            .into_iter()
            .enumerate()
            .map(|(i, (when, who, event))| Entry {
                seq: Seq(4_210 - i as u64 * 97),
                at: at(when),
                actor: self.people.get(who).cloned(),
                matter: matter.clone(),
                kind: row.kind.clone(),
                version: count - i as u64,
                event,
                names: self.units.iter().chain(&self.people).cloned().collect(),
                leaf: "3fa1c9".repeat(11)[..64].to_owned(),
            })
            .collect()
    }

    pub fn matter(&self, row: &Row) -> Matter {
        let (text, standard) = self.statements.get(&row.id).cloned().unwrap_or_default();
        let mut fields = BTreeMap::new();
        let text_field = if row.kind == "item" { "statement" } else { "text" };
        fields.insert(text_field.into(), ledger::FieldValue::Text(text));
        if !standard.is_empty() {
            fields.insert("standard".into(), ledger::FieldValue::Text(standard));
            fields.insert("evidence_kind".into(), ledger::FieldValue::Text("document".into()));
        }
        Matter {
            id: row.id,
            kind: row.kind.clone(),
            kind_version: 1,
            version: row.version,
            number: row.number.clone(),
            title: row.title.clone(),
            parent: row.parent,
            above: vec![],
            position: Position::root(1),
            state: row.state.clone(),
            class: row.class,
            unit: row.unit.as_ref().map(|u| u.id),
            person: row.person.as_ref().map(|p| p.id),
            leader: row.leader.as_ref().map(|p| p.id),
            helpers: vec![self.units[5].id],
            due: row.due,
            percent: row.percent,
            last_report: None,
            reports: 9,
            returns: 1,
            fields,
            figures: vec![
                Figure {
                    name: "走访企业".into(), value: "27".into(), unit: "家".into(), qualifier: None
                },
                Figure {
                    name: "缺口环节目标企业".into(),
                    value: "34".into(),
                    unit: "家".into(),
                    qualifier: None,
                },
            ],
            evidence: vec![Evidence {
                hash: "a".repeat(64),
                size: 1_482_233,
                media: "application/pdf".into(),
                name: "图谱.pdf".into(),
                title: "主导产业链企业图谱(初稿)".into(),
                kind: "document".into(),
                produced: Some(jiff::civil::date(2026, 11, 5)),
                seq: Seq(3919),
            }],
            links: vec![],
            origin: None,
            grants: vec![],
            opened_at: row.changed_at,
            changed_at: row.changed_at,
            changed_seq: Seq(4210),
        }
    }
}
