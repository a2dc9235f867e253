//! What the page of a plan shows.

use super::{asked::Asked, handler::Refilled};
use crate::{pages::matter::form::Typed, shell::Shell};
use app::query::{
    answer::{Drift, Named, Plan, PlanRow, Reviews, Shift},
    plan::PlanList,
};
use askama::Template;
use jiff::civil::Date;
use ledger::{Rate, decide::Lack};

/// Code points of a long text that a row shows.
const BRIEF: usize = 160;

/// The page where there is no campaign yet.
#[derive(Template)]
#[template(path = "pages/plans/empty.html")]
pub struct EmptyPlanPage {
    /// The frame.
    pub s: Shell,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/plans/plans.html")]
pub struct PlanPage {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub asked: Asked,
    /// The plan.
    pub p: Plan,
    /// Review comments, when they are asked for.
    pub reviews: Option<Reviews>,
    /// Campaigns to choose from.
    pub campaigns: Vec<Named>,
    /// Units to choose from, where gaps are filled in.
    pub units: Vec<Named>,
    /// People to choose from, where gaps are filled in.
    pub people: Vec<Named>,
    /// Makes a retry of a form harmless.
    pub seed: String,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
    /// What was typed into rows that were refused.
    pub again: Refilled,
}

/// A part of a promise that moved, in words.
pub struct Moved {
    /// Which part.
    pub label: String,
    /// As promised.
    pub from: String,
    /// As it is.
    pub to: String,
}

impl PlanPage {
    /// Address of this plan with a query string.
    pub fn href(&self, query: &str) -> String {
        self.s.at_day(&format!("/plans/{}{query}", self.p.campaign.id))
    }

    /// The lists: name, address, how many, whether it is shown.
    pub fn tabs(&self) -> Vec<(&'static str, String, Option<u64>, bool)> {
        let changes = self.p.changed + self.p.added + self.p.cancelled;
        let narrows = self.asked.narrows();
        let mut tabs: Vec<_> = PlanList::ALL
            .into_iter()
            .map(|list| {
                let count = (list == PlanList::Changes).then_some(changes);
                (list.name(), self.href(&Asked::address(list.name(), &narrows)), count)
            })
            .collect();
        tabs.push(("reviews", self.href("?list=reviews"), Some(self.p.reviews)));
        tabs.into_iter().map(|(name, href, count)| (name, href, count, name == self.asked.list())).collect()
    }

    /// Whether this list is shown.
    pub fn is_list(&self, name: &str) -> bool {
        self.asked.list() == name
    }

    /// What is missing in the plan: name, how often, address of those that lack it, whether it is in force.
    pub fn lacks(&self) -> Vec<(&'static str, u64, String, bool)> {
        let one = |lack: Lack, count: u64| {
            let on = self.asked.query.lacks == Some(Some(lack));
            let list = if self.asked.reviews { "responsibilities" } else { self.asked.list() };
            // A list that never shows what lacks this leads to the one that does.
            let list = match (lack, list) {
                (Lack::Class | Lack::Risk | Lack::Leader, "tasks") => "problems",
                (Lack::Standard | Lack::Person, "problems") => "tasks",
                (_, list) => list,
            };
            let narrows = if on { vec![] } else { vec![("lacks", lack.name().to_owned())] };
            (lack.name(), count, self.href(&Asked::address(list, &narrows)), on)
        };
        self.p.lacks.iter().map(|found| one(found.lack, found.count)).collect()
    }

    /// Every thing that can be missing.
    pub fn lack_names(&self) -> [&'static str; 7] {
        Lack::ALL.map(Lack::name)
    }

    /// Choices of a field of items: name and label.
    pub fn choices(&self, field: &str) -> Vec<(String, String)> {
        self.s.words.choices(self.s.language(), "item", field)
    }

    /// Label of a choice of a field.
    pub fn choice(&self, kind: &str, field: &str, name: &str) -> String {
        self.s.words.choice(self.s.language(), kind, field, name)
    }

    /// Whether `value` is in force under `name`.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.asked.narrows().iter().any(|(one, set)| *one == name && set == value)
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self) -> bool {
        !self.asked.narrows().is_empty()
    }

    /// Address of the list with one more narrowing.
    pub fn with(&self, name: &'static str, value: &str) -> String {
        self.href(&self.asked.with(name, value))
    }

    /// Address of the list with nothing that narrows it.
    pub fn cleared(&self) -> String {
        self.href(&Asked::address(self.asked.list(), &[]))
    }

    /// Name of the class of sponsorship in column `at`; empty for the last, of those without a class.
    pub fn way(&self, at: &usize) -> String {
        self.choices("sponsorship").into_iter().nth(*at).map(|(name, _)| name).unwrap_or_default()
    }

    /// Address of the items of one sponsor, in one class of sponsorship or without one.
    pub fn sponsored(&self, leader: &Named, way: &str) -> String {
        let mut narrows = vec![("leader", leader.id.to_string())];
        if !way.is_empty() {
            narrows.push(("sponsorship", way.to_owned()));
        }
        self.href(&Asked::address("responsibilities", &narrows))
    }

    /// Address of a special campaign.
    pub fn special(&self, name: &str) -> String {
        self.href(&Asked::address("tasks", &[("special", name.to_owned())]))
    }

    /// Address of the next page.
    pub fn next(&self) -> Option<String> {
        let query = match &self.reviews {
            Some(reviews) => format!("?list=reviews&after={}", reviews.next.as_ref()?),
            None => {
                format!("{}&after={}", Asked::address(self.asked.list(), &self.asked.narrows()), self.p.next?)
            }
        };
        Some(self.href(&query))
    }

    /// Address of the first page, when another is shown.
    pub fn first(&self) -> Option<String> {
        self.asked.after.as_ref()?;
        Some(self.href(&Asked::address(self.asked.list(), &self.asked.narrows())))
    }

    /// The plan of another campaign on the same day.
    pub fn of_campaign(&self, campaign: &Named) -> String {
        self.s.at_day(&format!("/plans/{}", campaign.id))
    }

    /// Other campaigns.
    pub fn others(&self) -> Vec<&Named> {
        self.campaigns.iter().filter(|one| one.id != self.p.campaign.id).collect()
    }

    /// What still stands between the plan and its adoption: promises that lack something, and comments that wait.
    pub fn incomplete(&self) -> u64 {
        let missing = |rate: Rate| rate.d - rate.n.min(rate.d);
        missing(self.p.items) + missing(self.p.tasks)
    }

    /// Whether nothing hinders the adoption.
    pub fn is_ready(&self) -> bool {
        self.incomplete() == 0 && self.p.reviews_open == 0 && self.p.items.d + self.p.tasks.d > 0
    }

    /// A rate as numerator and denominator.
    pub fn of(&self, rate: &Rate) -> String {
        format!("{}/{}", self.s.num(rate.n), self.s.num(rate.d))
    }

    /// Whether the text of a row begins with its title, as that of a measure does: then it stands once.
    pub fn says_all(&self, row: &PlanRow) -> bool {
        row.text.starts_with(row.row.title.as_str())
    }

    /// What a row is called: its text, where the title is the beginning of it.
    pub fn title(&self, row: &PlanRow) -> String {
        match self.is_list("tasks") && self.says_all(row) {
            true => self.brief(&row.text),
            false => row.row.title.clone(),
        }
    }

    /// The beginning of a long text.
    pub fn brief(&self, text: &str) -> String {
        let mut signs = text.chars();
        let mut brief: String = signs.by_ref().take(BRIEF).collect();
        if signs.next().is_some() {
            brief.push('…');
        }
        brief
    }

    /// What moved on a promise, part by part.
    pub fn moved(&self, row: &PlanRow) -> Vec<Moved> {
        let t = self.s.t;
        let Drift { title, due, unit, person, leader, standard, .. } = &row.drift;
        let mut moved = vec![];
        let mut add = |label: &str, from: String, to: String| {
            moved.push(Moved { label: t.get(label).into_owned(), from, to });
        };
        if let Some(Shift { from, to }) = due {
            let day = |day: &Option<Date>| day.map_or_else(dash, |day| t.date_near(day, self.s.today));
            add("part-due", day(from), day(to));
        }
        for (label, shift) in [("part-unit", unit), ("part-person", person), ("part-leader", leader)] {
            if let Some(Shift { from, to }) = shift {
                let name = |one: &Option<Named>| one.as_ref().map_or_else(dash, |one| one.title.clone());
                add(label, name(from), name(to));
            }
        }
        for (label, shift) in [("part-title", title), ("part-standard", standard)] {
            if let Some(Shift { from, to }) = shift {
                add(label, self.brief(from), self.brief(to));
            }
        }
        moved
    }

    /// Whether the gaps of the rows are being filled in.
    pub fn is_filling(&self) -> bool {
        self.asked.fill && self.p.may_fill && self.reviews.is_none() && !self.is_list("changes")
    }

    /// Address of the list shown with its gaps to be filled in, where the reader may and there are any.
    pub fn fill(&self) -> Option<String> {
        let may =
            self.p.may_fill && self.reviews.is_none() && !self.is_list("changes") && !self.p.lacks.is_empty();
        may.then(|| self.href(&self.asked.filling()))
    }

    /// Why the row was refused.
    pub fn unfilled(&self, row: &PlanRow) -> Option<&str> {
        self.again.refused.get(&row.row.id).map(String::as_str)
    }

    /// Name of the input for a gap of a row.
    pub fn gap(&self, row: &PlanRow, lack: &Lack) -> String {
        format!("{}.{}", lack.name(), row.row.id)
    }

    /// What was typed for a gap of a row that was refused.
    pub fn refill(&self, row: &PlanRow, lack: &Lack) -> &str {
        let name = self.gap(row, lack);
        self.again.values.iter().find(|(one, _)| *one == name).map_or("", |(_, value)| value.as_str())
    }

    /// What can be chosen for a gap: value, label, whether it was chosen. Nothing where it is typed.
    pub fn fills(&self, row: &PlanRow, lack: &Lack) -> Vec<(String, String, bool)> {
        let named = |all: &[Named]| all.iter().map(|one| (one.id.to_string(), one.title.clone())).collect();
        let choices: Vec<(String, String)> = match lack {
            Lack::Unit => named(&self.units),
            Lack::Person | Lack::Leader => named(&self.people),
            Lack::Class => self.choices("class"),
            Lack::Risk => self.choices("risk"),
            Lack::Standard | Lack::Due => vec![],
        };
        let typed = self.refill(row, lack);
        choices.into_iter().map(|(value, label)| (value.clone(), label, value == typed)).collect()
    }

    /// The value typed under `name` into the form that was refused.
    pub fn value(&self, form: &str, name: &str) -> &str {
        self.typed.as_ref().and_then(|typed| typed.get(form, name)).unwrap_or_default()
    }

    /// Why this form was refused.
    pub fn refused(&self, form: &str) -> Option<&str> {
        self.typed.as_ref().filter(|typed| typed.form == form).map(|typed| typed.why.as_str())
    }

    /// Name of the form that decides on a comment.
    pub fn decision_of(&self, review: &ledger::MatterId) -> String {
        format!("decide-{review}")
    }
}

fn dash() -> String {
    "—".to_owned()
}
