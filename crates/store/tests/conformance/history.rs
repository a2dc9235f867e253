//! Random histories: commands of every kind over a growing tree of matters, some of them refused.

use crate::{
    bench::{self, play},
    chance::Chance,
    desk::{KINDS, Order, Step},
};
use jiff::{ToSpan, civil::date};
use ledger::{
    Change, Command, Evidence, FieldValue, Figure, Link, Matter, MatterId, Origin,
    command::{Assign, Open, ReportProgress, TakeMove},
    field::FieldType,
};
use std::collections::BTreeMap;
use store::Store;

/// A history that was thought up along a store in memory.
pub(crate) struct History {
    pub(crate) orders: Vec<Order>,
    /// What the store in memory answered.
    pub(crate) answers: Vec<String>,
    /// The store in memory.
    pub(crate) store: Box<dyn Store>,
}

/// Pieces that texts are made of: both scripts, full width, digits, signs that a query language would read.
const PIECES: [&str; 40] = [
    "整改",
    "措施",
    "租金",
    "收回",
    "资产",
    "台账",
    "管理",
    "办法",
    "责任",
    "公司",
    "已完成",
    "第三",
    "水务",
    "巡察",
    "，",
    "。",
    "、",
    "《",
    "》",
    "（",
    "）",
    " ",
    "\n",
    "\t",
    "AB",
    "Lease",
    "ａｂ",
    "ＮＥＡＲ",
    "NOT",
    "OR",
    "12",
    "１２",
    "3.5%",
    "\"",
    "'",
    "*",
    "-",
    "^",
    ":",
    "㐀𠀀é",
];

pub(crate) fn text(chance: &mut Chance) -> String {
    let pieces = 1 + chance.below(9);
    let text: String = (0..pieces).map(|_| *chance.pick(&PIECES)).collect();
    format!("事{text}")
}

/// A source file's hash out of a small number.
pub(crate) fn source(number: usize) -> String {
    format!("{number:064x}")
}

struct Author<'c> {
    chance: &'c mut Chance,
    matters: Vec<Matter>,
}

impl History {
    /// `length` orders after the kinds; the same for the same seed.
    pub(crate) fn new(seed: u64, length: u64) -> History {
        let store = bench::furnished(&bench::memory);
        let mut chance = Chance::new(seed);
        let (mut orders, mut answers) = (vec![], vec![]);
        for number in 1..=length {
            let view = store.view().unwrap();
            let ids = (1..view.head().next_matter.0).map(MatterId);
            let matters = ids.filter_map(|id| view.matter(id).unwrap()).collect();
            drop(view);
            let mut author = Author { chance: &mut chance, matters };
            let steps = if author.chance.once_in(6) { 1 + author.chance.below(4) } else { 1 };
            let steps = (0..steps).map(|_| author.step()).collect();
            let order = Order { number, steps };
            answers.extend(play(store.as_ref(), std::slice::from_ref(&order)));
            orders.push(order);
        }
        History { orders, answers, store }
    }
}

impl Author<'_> {
    fn ids(&self, kinds: &[&str]) -> Vec<MatterId> {
        self.matters.iter().filter(|m| kinds.contains(&m.kind.as_str())).map(|m| m.id).collect()
    }

    fn step(&mut self) -> Step {
        if self.matters.len() < 6 || self.chance.once_in(4) {
            return self.open();
        }
        // Now and then a matter that is not there.
        let id = MatterId(1 + self.chance.below(self.matters.len() + 1) as u64);
        let (owed, people) = (self.ids(&["item", "measure"]), self.ids(&["person"]));
        let dated = self.dated();
        let what = self.chance.below(18);
        // Mostly where the command makes sense.
        let fits = match what {
            0..=6 | 10..=12 => &owed,
            15..=16 => &people,
            17.. => &dated,
            _ => &vec![],
        };
        let id = if fits.is_empty() || self.chance.once_in(8) { id } else { *self.chance.pick(fits) };
        let id = if self.chance.once_in(60) { MatterId(9_999) } else { id };
        let command = match what {
            0..=2 => self.assign(),
            3..=4 => self.due(),
            5..=6 => self.report(),
            7 => Command::Comment { text: text(self.chance) },
            8 => self.link(),
            9 => self.unlink(id),
            10 => self.attach(),
            11..=12 => self.take_move(id),
            13 => self.correct(),
            14 => self.edit(id),
            15..=16 => self.grant(),
            _ => self.extension(id),
        };
        (Some(id), command)
    }

    fn open(&mut self) -> Step {
        let kind =
            *self.chance.pick(&["unit", "person", "campaign", "group", "item", "item", "measure", "measure"]);
        let above: &[&str] = match kind {
            "unit" => &["unit"],
            "group" => &["campaign", "group"],
            "item" => &["campaign", "group"],
            "measure" => &["item", "group", "campaign"],
            _ => &[],
        };
        let candidates = self.ids(above);
        // Most kinds must stand under something; leaving it out now and then is refused.
        let parent = match candidates.is_empty() || self.chance.once_in(if kind == "unit" { 2 } else { 20 }) {
            true => None,
            false => Some(*self.chance.pick(&candidates)),
        };
        let origin = self.chance.once_in(3).then(|| Origin {
            source: source(self.chance.below(5)),
            span: [1, 2 + self.chance.below(9) as u64],
        });
        let figures = if self.chance.once_in(5) { vec![self.figure()] } else { vec![] };
        let open = Open {
            kind: kind.into(),
            number: if self.chance.once_in(2) {
                format!("（{}）", self.chance.below(30))
            } else {
                String::new()
            },
            title: text(self.chance),
            parent,
            fields: BTreeMap::new(),
            figures,
            origin,
            ..Open::default()
        };
        (None, Command::Open(open))
    }

    fn change(&mut self, ids: &[MatterId]) -> Change<MatterId> {
        match self.chance.below(5) {
            0 => Change::Keep,
            1 => Change::Clear,
            _ => ids.first().map_or(Change::Keep, |_| Change::Set(*self.chance.pick(ids))),
        }
    }

    fn assign(&mut self) -> Command {
        let (units, people) = (self.ids(&["unit"]), self.ids(&["person"]));
        let helpers = self.chance.once_in(3).then(|| units.iter().take(2).copied().collect());
        let (unit, person) = (self.change(&units), self.change(&people));
        Command::Assign(Assign { unit, person, leader: self.change(&people), helpers })
    }

    fn due(&mut self) -> Command {
        // Few days, so that many share one.
        let day = date(2026, 11, 10).checked_add((self.chance.below(25) as i64).days()).unwrap();
        let due = (!self.chance.once_in(5)).then_some(day);
        Command::SetDueDate { due, reason: text(self.chance) }
    }

    fn figure(&mut self) -> Figure {
        let value = self.chance.below(5000).to_string();
        Figure { name: "已收回租金".into(), value, unit: "万元".into(), qualifier: None }
    }

    fn report(&mut self) -> Command {
        if self.chance.once_in(4) {
            return Command::ReportProgress(ReportProgress { no_change: true, ..ReportProgress::default() });
        }
        let percent = if self.chance.once_in(2) { 100 } else { 5 * self.chance.below(21) as u8 };
        let problems = if self.chance.once_in(3) { text(self.chance) } else { String::new() };
        Command::ReportProgress(ReportProgress {
            percent: (!self.chance.once_in(3)).then_some(percent),
            text: text(self.chance),
            problems,
            figures: vec![self.figure()],
            ..ReportProgress::default()
        })
    }

    fn link(&mut self) -> Command {
        let to = self.chance.pick(&self.matters).id;
        let note = text(self.chance);
        Command::Link { to, relation: (*self.chance.pick(&Link::RELATIONS)).into(), note }
    }

    fn unlink(&mut self, from: MatterId) -> Command {
        let there = self.matters.iter().find(|m| m.id == from).and_then(|m| m.links.first());
        match there {
            Some(link) => Command::Unlink { to: link.to, relation: link.relation.clone() },
            None => self.link(),
        }
    }

    fn attach(&mut self) -> Command {
        let evidence = Evidence {
            hash: source(self.chance.below(1000)),
            size: self.chance.below(100_000) as u64,
            media: "application/pdf".into(),
            name: text(self.chance),
            title: text(self.chance),
            kind: "photo".into(),
            produced: None,
            seq: ledger::Seq(0),
        };
        Command::AttachEvidence { evidence }
    }

    /// A move from the state the matter is in, mostly.
    fn take_move(&mut self, id: MatterId) -> Command {
        let matter = self.matters.iter().find(|m| m.id == id).unwrap_or(&self.matters[0]);
        let kind = KINDS.iter().find(|kind| kind.name == matter.kind).unwrap();
        let ways: Vec<&str> =
            kind.moves.iter().filter(|m| m.from.contains(&matter.state)).map(|m| m.name.as_str()).collect();
        let name = if ways.is_empty() { "start" } else { self.chance.pick(&ways) }.to_owned();
        Command::Move(TakeMove {
            name,
            code: Some("r1".into()),
            reason: text(self.chance),
            rating: Some("done".into()),
            due: Some(date(2026, 12, 31)),
            fields: BTreeMap::new(),
        })
    }

    fn correct(&mut self) -> Command {
        let number = self.chance.once_in(2).then(|| format!("第{}项", self.chance.below(9)));
        let title = self.chance.once_in(2).then(|| text(self.chance));
        Command::Correct { number, title, reason: text(self.chance) }
    }

    fn edit(&mut self, id: MatterId) -> Command {
        let matter = self.matters.iter().find(|m| m.id == id).unwrap_or(&self.matters[0]);
        let kind = KINDS.iter().find(|kind| kind.name == matter.kind).unwrap();
        let mut set = BTreeMap::new();
        for field in &kind.fields {
            if self.chance.once_in(2) {
                continue;
            }
            let value = match field.r#type {
                FieldType::Flag => FieldValue::Flag(self.chance.once_in(2)),
                FieldType::Choice => FieldValue::Text(self.chance.pick(&field.choices).name.clone()),
                FieldType::Many => FieldValue::Many(vec![text(self.chance), text(self.chance)]),
                FieldType::Date => FieldValue::Text("2026-10-09".into()),
                FieldType::Decimal => FieldValue::Text("3.50".into()),
                FieldType::Text | FieldType::LongText | FieldType::Document => {
                    FieldValue::Text(text(self.chance))
                }
                FieldType::Unit | FieldType::Person | FieldType::Matter => FieldValue::Matter(MatterId(1)),
            };
            set.insert(field.name.clone(), (!self.chance.once_in(4)).then_some(value));
        }
        Command::EditFields { set }
    }

    /// Where an extension may be asked for, or waits.
    fn dated(&self) -> Vec<MatterId> {
        let runs = |m: &&Matter| m.class.is_running() && m.due.is_some_and(|due| due >= date(2026, 11, 20));
        self.matters.iter().filter(runs).map(|m| m.id).collect()
    }

    /// An extension, asked for or, where one waits, mostly decided.
    fn extension(&mut self, id: MatterId) -> Command {
        let waits = self.matters.iter().any(|m| m.id == id && m.course.pending().is_some());
        if waits && !self.chance.once_in(6) {
            return Command::DecideExtension { approve: self.chance.once_in(2), reason: text(self.chance) };
        }
        let to = date(2026, 12, 10).checked_add((self.chance.below(25) as i64).days()).unwrap();
        Command::RequestExtension { to, reason: text(self.chance), progress: text(self.chance) }
    }

    fn grant(&mut self) -> Command {
        let unit = self.ids(&["unit"]).first().copied();
        let role = (*self.chance.pick(&["handler", "acceptor"])).into();
        if self.chance.once_in(3) {
            Command::RevokeRole { role, unit }
        } else {
            Command::GrantRole { role, unit, until: None }
        }
    }
}

#[test]
fn histories_are_worth_playing() {
    let history = History::new(1, 400);
    let view = history.store.view().unwrap();
    let seen: std::collections::BTreeSet<String> = bench::entries(view.as_ref())
        .iter()
        .map(|entry| entry.event().unwrap().type_name().to_owned())
        .collect();
    let missing: Vec<_> = [
        "opened",
        "fields_edited",
        "assigned",
        "due_date_set",
        "progress_reported",
        "commented",
        "linked",
        "unlinked",
        "evidence_attached",
        "moved",
        "corrected",
        "extension_requested",
        "extension_decided",
        "role_granted",
        "role_revoked",
    ]
    .into_iter()
    .filter(|name| !seen.contains(*name))
    .collect();
    assert!(missing.is_empty(), "no {missing:?} in the history");
    let done = history.answers.iter().filter(|answer| answer.starts_with("Ok")).count();
    assert!((200..390).contains(&done), "{done} of 400 were carried out");
    let ended = (1..view.head().next_matter.0)
        .filter(|id| view.matter(MatterId(*id)).unwrap().unwrap().class.has_ended())
        .count();
    assert!(ended > 3, "{ended} have ended");
}
