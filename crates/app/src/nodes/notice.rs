//! Drafting the notice of late nodes of a month: a text with the rows as they stood, which a coordinator edits and
//! freezes like any collation.

use crate::{
    App, AppError, Step,
    language::Language,
    query::{
        answer::{LateNode, LateNodes, NoticeLine},
        nodes::{NODES, end_of_month, late_on},
    },
};
use jiff::civil::Date;
use ledger::{Command, CommandId, FieldValue, MatterId, Refusal, command::Open, limit};
use std::fmt::Write;
use store::Outcome;

/// Code points kept free for what a notice ends with.
const END: usize = 1_000;

impl App {
    /// Drafts the notice of the late nodes of `plan` in `month` (`2026-10`): those whose date lay in it or before it and
    /// that ran still when it ended, or run still when it has not. The outcome's matter is the notice.
    ///
    /// # Errors
    /// The month has not begun, a notice of it is there already, the right is missing, or the store failed.
    pub fn draft_late_notice(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        plan: MatterId,
        month: &str,
        language: Language,
    ) -> Result<Outcome, AppError> {
        let end = end_of_month(month).ok_or(AppError::BadParameter("month"))?;
        let today = self.clock.today();
        if end.first_of_month() > today {
            return Err(AppError::FutureDay { day: end.first_of_month(), today });
        }
        if let Some(outcome) = self.earlier(id)? {
            return Ok(outcome);
        }
        let notices = self.late_notices(plan, None)?;
        let there = notices
            .iter()
            .find(|line| line.period == month && line.row.class != ledger::StateClass::Cancelled);
        if let Some(NoticeLine { row, .. }) = there {
            return Err(Refusal::AlreadyThere(row.id).into());
        }
        // What is due on the last day is late on the next.
        let (as_of, day) =
            if end < today { (Some(end), end.tomorrow().unwrap_or(end)) } else { (None, today) };
        let look = self.look(as_of)?;
        if look.view.matter(plan)?.is_none() {
            return Err(AppError::NotYet(end));
        }
        let late = late_on(&look, plan, day, self.bands(day).as_ref(), NODES)?;
        drop(look);
        let t = language.texts();
        let told = t.month(end);
        let title = t.with("late-notice-title", &[("plan", &late.plan.plan.title), ("month", &told)]);
        let body = body(&late, language, day, &told);
        let fields = [("type", "late_nodes".to_owned()), ("period", month.to_owned()), ("body", body)];
        let command = Command::Open(Open {
            kind: "collation".into(),
            title: title.chars().take(limit::TITLE).collect(),
            parent: Some(plan),
            fields: fields.map(|(name, value)| (name.to_owned(), FieldValue::Text(value))).into(),
            ..Open::default()
        });
        self.execute(actor, id, Step { matter: None, seen: None, command })
    }
}

/// The text: how many, then a row for each, unit by unit.
fn body(late: &LateNodes, language: Language, day: Date, month: &str) -> String {
    let t = language.texts();
    let mut nodes: Vec<&LateNode> = late.nodes.iter().collect();
    let unit = |node: &LateNode| node.row.unit.as_ref().map_or_else(String::new, |unit| unit.title.clone());
    nodes.sort_by_key(|node| (node.row.unit.as_ref().map(|unit| unit.id), node.row.due));
    let units: std::collections::BTreeSet<String> = nodes.iter().map(|node| unit(node)).collect();
    let (count, of, units) = (late.plan.late, late.plan.done.d, units.len());
    let values: [(&str, &dyn crate::language::Say); 5] = [
        ("plan", &late.plan.plan.title),
        ("month", &month),
        ("count", &count),
        ("of", &of),
        ("units", &units),
    ];
    let lead = if count == 0 { "late-notice-none" } else { "late-notice-lead" };
    let mut text = t.with(lead, &values);
    if count == 0 {
        return text;
    }
    text.push_str("\n\n");
    let heads = [
        "part-unit",
        "node",
        "part-person",
        "node-planned-date",
        "node-days-late",
        "node-late-reason",
        "node-held-by",
    ];
    text.push_str(&row(heads.iter().map(|id| t.get(id).into_owned())));
    let end = t.with("late-notice-end", &[("date", &t.date(day))]);
    let mut signs = text.chars().count() + END;
    let mut told = 0;
    for node in nodes {
        let due = node.row.due.map(|due| t.date(due)).unwrap_or_default();
        let held: Vec<String> =
            node.held_by.iter().map(|one| format!("{}{}", one.number, one.title)).collect();
        let person = node.row.person.as_ref().map(|person| person.title.clone()).unwrap_or_default();
        let title = format!("{} {}", node.row.number, node.row.title).trim().to_owned();
        let cells =
            [unit(node), title, person, due, node.days.to_string(), node.reason.clone(), held.join("; ")];
        let line = row(cells.into_iter());
        // Whole rows or none: half a row would say something else.
        signs += line.chars().count();
        if signs > limit::DOCUMENT {
            break;
        }
        text.push_str(&line);
        told += 1;
    }
    text.push('\n');
    if told < count {
        text.push_str(&t.with("late-notice-more", &[("count", &(count - told))]));
        text.push('\n');
    }
    text.push_str(&end);
    text
}

/// A line of a table: cells between bars, which no cell may hold.
fn row(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    for cell in cells {
        let cell = cell.replace('|', "/").replace(['\n', '\r'], " ");
        // Writing to a string does not fail.
        let _ = write!(line, "| {} ", cell.trim());
    }
    line.push_str("|\n");
    line
}
