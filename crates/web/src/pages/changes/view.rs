//! What the page of changes shows.

use super::asked::Asked;
use crate::{
    chart,
    shell::{Shell, markup::Markup},
};
use app::query::{
    answer::{Change, Changes, ClassShift, Named, Shift, StateAndClass},
    changes::Preset,
};
use askama::Template;
use jiff::civil::Date;
use std::sync::Arc;

/// The page.
#[derive(Template)]
#[template(path = "pages/changes/changes.html")]
pub struct ChangesPage {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub asked: Asked,
    /// What moved.
    pub c: Changes,
    /// Campaigns and their aspects to choose from.
    pub places: Arc<Vec<Named>>,
    /// Units to choose from.
    pub units: Vec<Named>,
}

/// One part that moved, in words.
pub struct Moved {
    /// Which part.
    pub label: String,
    /// As it was; empty where only the end matters.
    pub from: String,
    /// As it is.
    pub to: String,
}

impl ChangesPage {
    /// Times by name, each with its address and whether it is in force.
    pub fn presets(&self) -> Vec<(&'static str, String, bool)> {
        let one = |preset: Preset| (preset.name(), self.asked.in_time(preset), self.asked.is(preset));
        Preset::ALL.map(one).to_vec()
    }

    /// Whether `id` is chosen under `name`.
    pub fn is_id(&self, name: &str, id: &ledger::MatterId) -> bool {
        let chosen = if name == "under" { self.asked.under } else { self.asked.unit };
        chosen == Some(*id)
    }

    /// The numbers above the table: name and how many.
    pub fn numbers(&self) -> [(&'static str, u64); 6] {
        let c = &self.c;
        [
            ("moved", c.moved),
            ("opened", c.opened),
            ("ended", c.ended),
            ("reported", c.reported),
            ("returned", c.returned),
            ("put-off", c.put_off),
        ]
    }

    /// Classes that any of the matters had, with their bars.
    pub fn classes(&self) -> Vec<(&ClassShift, Markup)> {
        let scale = self.c.classes.iter().map(|line| line.from.max(line.to)).max().unwrap_or(0);
        let shown = self.c.classes.iter().filter(|line| line.from + line.to > 0);
        shown.map(|line| (line, chart::shift(self.s.t, line, scale))).collect()
    }

    /// How much a class gained or lost, with its sign.
    pub fn net(&self, line: &ClassShift) -> String {
        match line.to.cmp(&line.from) {
            std::cmp::Ordering::Greater => format!("+{}", line.to - line.from),
            std::cmp::Ordering::Less => format!("−{}", line.from - line.to),
            std::cmp::Ordering::Equal => "0".to_owned(),
        }
    }

    /// Address of a matter's events as they stood at the end.
    pub fn href(&self, change: &Change) -> String {
        let day = if self.c.to < self.s.today { format!("?as_of={}", self.c.to) } else { String::new() };
        format!("/matters/{}{day}#history", change.row.id)
    }

    /// What moved on a matter, part by part.
    pub fn moved(&self, change: &Change) -> Vec<Moved> {
        let t = self.s.t;
        let mut moved = vec![];
        let mut add = |label: &str, from: String, to: String| {
            moved.push(Moved { label: t.get(label).into_owned(), from, to });
        };
        if let Some(Shift { from, to }) = &change.state {
            let word = |standing: &Option<StateAndClass>| match standing {
                Some(one) => self.s.words.state(self.s.language(), &change.row.kind, &one.state),
                None => t.get("changes-not-there").into_owned(),
            };
            add("part-state", word(from), word(to));
        }
        if let Some(Shift { from, to }) = &change.due {
            let day = |day: &Option<Date>| day.map_or_else(dash, |day| t.date_near(day, self.s.today));
            add("part-due", day(from), day(to));
        }
        for (label, shift) in
            [("part-unit", &change.unit), ("part-person", &change.person), ("part-leader", &change.leader)]
        {
            if let Some(Shift { from, to }) = shift {
                let name = |one: &Option<Named>| one.as_ref().map_or_else(dash, |one| one.title.clone());
                add(label, name(from), name(to));
            }
        }
        if let Some(Shift { from, to }) = change.percent {
            let percent = |one: Option<u8>| one.map_or_else(dash, |percent| format!("{percent}%"));
            add("part-percent", percent(from), percent(to));
        }
        for (label, count) in [("changes-reports", change.reports), ("changes-returns", change.returns)] {
            if count > 0 {
                add(label, String::new(), t.number(count));
            }
        }
        moved
    }
}

fn dash() -> String {
    "—".to_owned()
}
