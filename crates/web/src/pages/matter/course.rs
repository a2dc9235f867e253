//! The course of a matter on its page: what was promised, asked, checked and filed.

use super::view::MatterView;
use crate::telling::name_of;
use ledger::course::{Baseline, Check, Extension};

impl MatterView {
    /// Whether anything of its course is worth a section.
    pub fn has_course(&self) -> bool {
        let course = &self.m.matter.course;
        course.baseline.is_some()
            || !course.extensions.is_empty()
            || !course.checks.is_empty()
            || !course.filings.is_empty()
            || course.own_rating.is_some()
            || course.rating.is_some()
            || course.rebounds > 0
    }

    /// What was promised and stands otherwise now: part, promised, now.
    pub fn moved_from_plan(&self) -> Vec<(String, String, String)> {
        let matter = &self.m.matter;
        let Some(base) = &matter.course.baseline else { return vec![] };
        let name =
            |id: Option<ledger::MatterId>| id.map_or_else(|| "—".to_owned(), |id| name_of(&self.m.names, id));
        let now = |named: Option<&app::query::answer::Named>| {
            named.map_or_else(|| "—".to_owned(), |named| named.title.clone())
        };
        let date =
            |date: Option<jiff::civil::Date>| date.map_or_else(|| "—".to_owned(), |date| self.s.t.date(date));
        let row = &self.m.row;
        let mut moved = vec![];
        let mut compare = |part: &str, differs: bool, promised: String, now: String| {
            if differs {
                moved.push((self.s.t.of("part", part).into_owned(), promised, now));
            }
        };
        compare("due", base.due != matter.due, date(base.due), date(matter.due));
        compare("unit", base.unit != matter.unit, name(base.unit), now(row.unit.as_ref()));
        compare("person", base.person != matter.person, name(base.person), now(row.person.as_ref()));
        compare("leader", base.leader != matter.leader, name(base.leader), now(row.leader.as_ref()));
        compare("title", base.title != matter.title, base.title.clone(), matter.title.clone());
        moved
    }

    /// Which adoption of the plan, and when.
    pub fn plan_version(&self, base: &Baseline) -> String {
        let round = u64::from(base.round);
        self.s.t.with("course-round", &[("round", &round), ("date", &self.s.t.date(base.on))])
    }

    /// An extension in words.
    pub fn extension(&self, one: &Extension) -> String {
        let decided = match one.approved {
            None => "extension-pending",
            Some(true) => "extension-granted",
            Some(false) => "extension-refused",
        };
        let by = one.by.map(|id| name_of(&self.m.names, id)).unwrap_or_default();
        self.s
            .t
            .with(decided, &[("by", &by), ("was", &self.s.t.date(one.from)), ("due", &self.s.t.date(one.to))])
    }

    /// A check on site in words.
    pub fn check(&self, one: &Check) -> String {
        let names: Vec<String> = one.by.iter().map(|id| name_of(&self.m.names, *id)).collect();
        let id = if one.met { "check-met" } else { "check-not-met" };
        let names = names.join(&self.s.t.get("list-comma"));
        self.s.t.with(id, &[("on", &self.s.t.date(one.on)), ("people", &names)])
    }
}
