//! What a text of a template can name, and what it then says.

use super::template::{Field, Form};
use crate::{
    App, AppError,
    clock::day_of,
    import::source_text,
    language::Texts,
    query::{directory::Directory, list::tell},
};
use jiff::{Timestamp, civil::Date};
use ledger::{
    Bands, Event, Evidence, FieldValue, Kind, Kinds, Matter, MatterId, Seq,
    command::ReportProgress,
    course::{Check, Extension, TakenRung},
    field::FieldType,
};
use std::{collections::BTreeMap, sync::Arc};
use store::{Summary, View};

/// Reports of a matter that are looked at.
const REPORTS: usize = 500;

/// What the rows of a list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Matters of these kinds.
    Matters(Vec<String>),
    /// Evidence.
    Evidence,
    /// Reports.
    Reports,
    /// Checks on site.
    Checks,
    /// Rungs of the ladder.
    Rungs,
    /// Extensions.
    Extensions,
}

/// Fields that every matter has.
const OF_MATTER: [&str; 30] = [
    "row",
    "today",
    "number",
    "title",
    "state",
    "class_of_state",
    "kind",
    "unit",
    "unit_full",
    "person",
    "post",
    "leader",
    "leader_post",
    "helpers",
    "due",
    "first_due",
    "days_late",
    "opened",
    "changed",
    "percent",
    "lamp",
    "reported",
    "last_report",
    "reports",
    "returns",
    "rating",
    "own_rating",
    "filing",
    "evidence",
    "figures",
];

/// Names that a text can use inside a list.
pub(crate) fn names<'k>(kinds: &'k [Kind], list: &List) -> Vec<&'k str> {
    match list {
        List::Matters(of) => {
            let mut names = OF_MATTER.to_vec();
            names.extend(own_fields(kinds, of));
            names
        }
        List::Evidence => vec!["row", "today", "title", "name", "kind", "produced", "hash"],
        List::Reports => vec!["row", "today", "at", "by", "text", "problems", "help", "percent"],
        List::Checks => vec!["row", "today", "at", "by", "met", "text"],
        List::Rungs => vec!["row", "today", "at", "by", "rung", "reply_by", "answered"],
        List::Extensions => vec!["row", "today", "at", "by", "from", "to", "text", "met"],
    }
}

/// Own fields of any of these kinds.
pub(crate) fn own_fields<'k>(kinds: &'k [Kind], of: &[String]) -> Vec<&'k str> {
    let fields = kinds.iter().filter(|kind| of.contains(&kind.name)).flat_map(|kind| &kind.fields);
    let mut names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A row at hand.
#[derive(Clone)]
pub(super) struct At {
    /// The matter, or the one that the row belongs to.
    pub(super) matter: Arc<Matter>,
    /// Its place in its list, from 1; 0 for the document's own matter.
    pub(super) row: usize,
    /// What the row is where it is no matter.
    pub(super) detail: Option<Detail>,
}

/// A row that is no matter.
#[derive(Clone)]
pub(super) enum Detail {
    Evidence(Evidence),
    Report(Timestamp, Option<MatterId>, ReportProgress),
    Check(Check, String),
    Rung(TakenRung, String),
    Extension(Extension, String),
}

impl Detail {
    /// The words of a report that says something.
    pub(super) fn said(self) -> Option<String> {
        match self {
            Detail::Report(_, _, report) if !report.no_change => Some(report.text),
            _ => None,
        }
    }
}

/// What the ledger says.
pub(super) struct Facts<'a> {
    pub(super) app: &'a App,
    pub(super) view: &'a dyn View,
    pub(super) directory: &'a Directory,
    pub(super) kinds: Arc<Kinds>,
    pub(super) bands: Option<Bands>,
    pub(super) today: Date,
    pub(super) texts: Texts,
    pub(super) matters: BTreeMap<MatterId, Option<Arc<Matter>>>,
    pub(super) sources: BTreeMap<String, Option<Arc<str>>>,
}

impl Facts<'_> {
    /// A matter; read once.
    pub(super) fn matter(&mut self, id: MatterId) -> Result<Option<Arc<Matter>>, AppError> {
        if let Some(known) = self.matters.get(&id) {
            return Ok(known.clone());
        }
        let found = self.view.matter(id)?.map(Arc::new);
        self.matters.insert(id, found.clone());
        Ok(found)
    }

    /// The text of an imported file; read once.
    pub(super) fn source(&mut self, hash: &str) -> Result<Option<Arc<str>>, AppError> {
        if let Some(known) = self.sources.get(hash) {
            return Ok(known.clone());
        }
        let found = source_text(self.app, hash)?.map(|(text, _)| Arc::from(text));
        self.sources.insert(hash.to_owned(), found.clone());
        Ok(found)
    }

    /// What a field says of a row; empty where it holds nothing.
    pub(super) fn value(&mut self, at: &At, field: &Field) -> Result<String, AppError> {
        let found = self.found(at, field)?;
        Ok(if found.is_empty() { field.otherwise.clone() } else { found })
    }

    fn found(&mut self, at: &At, field: &Field) -> Result<String, AppError> {
        if !field.of.is_empty() {
            let Some(matter) = self.nearest(&at.matter, &field.of)? else { return Ok(String::new()) };
            return self.of_matter(&At { matter, row: at.row, detail: None }, field);
        }
        match &at.detail {
            None => self.of_matter(at, field),
            Some(detail) => Ok(self.of_detail(detail, at.row, field)),
        }
    }

    /// The nearest matter of a kind, from this one upwards.
    fn nearest(&mut self, from: &Arc<Matter>, kind: &str) -> Result<Option<Arc<Matter>>, AppError> {
        if from.kind == kind {
            return Ok(Some(from.clone()));
        }
        for id in from.above.iter().rev() {
            if let Some(above) = self.matter(*id)?.filter(|above| above.kind == kind) {
                return Ok(Some(above));
            }
        }
        Ok(None)
    }

    fn of_matter(&mut self, at: &At, field: &Field) -> Result<String, AppError> {
        let matter = at.matter.as_ref();
        let person = |id: Option<MatterId>| self.name(id);
        let post = |id: Option<MatterId>| {
            id.and_then(|id| self.directory.person(id)).map(|person| person.post.clone()).unwrap_or_default()
        };
        let date = |date: Option<Date>| date.map(|date| self.date(date, field.form)).unwrap_or_default();
        Ok(match field.name.as_str() {
            "row" => at.row.to_string(),
            "today" => self.date(self.today, field.form),
            "number" => matter.number.clone(),
            "title" => matter.title.clone(),
            "state" => self.state(matter),
            "class_of_state" => self.texts.of("class", matter.class.name()).into_owned(),
            "kind" => self
                .kind(matter)
                .map(|kind| self.texts.language.of(&kind.label).to_owned())
                .unwrap_or_default(),
            "unit" => self.name(matter.unit),
            "unit_full" => match matter.unit.and_then(|id| self.directory.unit(id)) {
                Some(unit) if !unit.full.is_empty() => unit.full.clone(),
                _ => self.name(matter.unit),
            },
            "person" => person(matter.person),
            "post" => post(matter.person),
            "leader" => person(matter.leader),
            "leader_post" => post(matter.leader),
            "helpers" => {
                let names: Vec<String> = matter.helpers.iter().map(|id| self.name(Some(*id))).collect();
                names.join(&self.texts.get("list-comma"))
            }
            "due" => date(matter.due),
            "first_due" => {
                date(matter.course.baseline.as_ref().and_then(|promised| promised.due).or(matter.due))
            }
            "days_late" => self.days_late(matter).map(|days| days.to_string()).unwrap_or_default(),
            "opened" => date(Some(day_of(matter.opened_at))),
            "changed" => date(Some(day_of(matter.changed_at))),
            "percent" => matter.percent.map(|percent| format!("{percent}%")).unwrap_or_default(),
            "lamp" => {
                let lamp = tell(Summary::of(matter), self.directory, self.bands.as_ref()).lamp;
                lamp.map(|lamp| self.texts.of("lamp", lamp.name()).into_owned()).unwrap_or_default()
            }
            "reported" => date(matter.last_report.as_ref().map(|last| day_of(last.at))),
            "last_report" => match &matter.last_report {
                Some(last) => self.said(last.seq)?,
                None => String::new(),
            },
            "reports" => matter.reports.to_string(),
            "returns" => matter.returns.to_string(),
            "rating" => self.rating(matter.course.rating.as_deref()),
            "own_rating" => self.rating(matter.course.own_rating.as_deref()),
            "filing" => matter.course.filings.last().map(|filing| filing.number.clone()).unwrap_or_default(),
            "evidence" => {
                let titles = matter.evidence.iter().zip(1..);
                let title =
                    |one: &Evidence| if one.title.is_empty() { one.name.clone() } else { one.title.clone() };
                titles.map(|(one, n)| format!("{n}. {}", title(one))).collect::<Vec<_>>().join("\n")
            }
            "figures" => {
                let figures = matter.figures.iter();
                figures
                    .map(|one| format!("{} {}{}", one.name, one.value, one.unit))
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            own => self.own(matter, own, field.form),
        })
    }

    fn of_detail(&self, detail: &Detail, row: usize, field: &Field) -> String {
        let day = |date: Date| self.date(date, field.form);
        let moment = |at: Timestamp| day(day_of(at));
        let met = |met: Option<bool>| match met {
            Some(true) => self.texts.get("document-yes").into_owned(),
            Some(false) => self.texts.get("document-no").into_owned(),
            None => self.texts.get("document-undecided").into_owned(),
        };
        match (field.name.as_str(), detail) {
            ("row", _) => row.to_string(),
            ("today", _) => day(self.today),
            ("title", Detail::Evidence(one)) if one.title.is_empty() => one.name.clone(),
            ("title", Detail::Evidence(one)) => one.title.clone(),
            ("name", Detail::Evidence(one)) => one.name.clone(),
            ("kind", Detail::Evidence(one)) => self.texts.known("evidence", &one.kind),
            ("produced", Detail::Evidence(one)) => one.produced.map(day).unwrap_or_default(),
            ("hash", Detail::Evidence(one)) => one.hash.clone(),
            ("at", Detail::Report(at, ..)) => moment(*at),
            ("by", Detail::Report(_, by, _)) => self.name(*by),
            ("text", Detail::Report(_, _, report)) => report.text.clone(),
            ("problems", Detail::Report(_, _, report)) => report.problems.clone(),
            ("help", Detail::Report(_, _, report)) => report.help.clone(),
            ("percent", Detail::Report(_, _, report)) => {
                report.percent.map(|n| format!("{n}%")).unwrap_or_default()
            }
            ("at", Detail::Check(check, _)) => day(check.on),
            ("by", Detail::Check(check, _)) => {
                let names: Vec<String> = check.by.iter().map(|id| self.name(Some(*id))).collect();
                names.join(&self.texts.get("list-comma"))
            }
            ("met", Detail::Check(check, _)) => met(Some(check.met)),
            ("at", Detail::Rung(rung, _)) => day(rung.on),
            ("by", Detail::Rung(rung, _)) => self.name(rung.by),
            ("rung", Detail::Rung(_, label)) => label.clone(),
            ("reply_by", Detail::Rung(rung, _)) => rung.reply_by.map(day).unwrap_or_default(),
            ("answered", Detail::Rung(rung, _)) => rung.answered.map(day).unwrap_or_default(),
            ("at", Detail::Extension(asked, _)) => day(asked.on),
            ("by", Detail::Extension(asked, _)) => self.name(asked.by),
            ("from", Detail::Extension(asked, _)) => day(asked.from),
            ("to", Detail::Extension(asked, _)) => day(asked.to),
            ("met", Detail::Extension(asked, _)) => met(asked.approved),
            ("text", Detail::Check(_, text) | Detail::Extension(_, text)) => text.clone(),
            // The template was checked when it was loaded.
            _ => String::new(),
        }
    }

    fn own(&self, matter: &Matter, name: &str, form: Form) -> String {
        let Some(value) = matter.fields.get(name) else { return String::new() };
        let kind = self.kind(matter);
        let known = kind.and_then(|kind| kind.field(name));
        match value {
            FieldValue::Flag(true) => self.texts.get("document-yes").into_owned(),
            FieldValue::Flag(false) => self.texts.get("document-no").into_owned(),
            FieldValue::Matter(id) => self.name(Some(*id)),
            FieldValue::Many(all) => all.join(&self.texts.get("list-comma")),
            FieldValue::Text(text) => {
                let choice = known.and_then(|field| field.choices.iter().find(|choice| choice.name == *text));
                let date =
                    known.filter(|field| field.r#type == FieldType::Date).and_then(|_| text.parse().ok());
                match (choice, date) {
                    (Some(choice), _) => self.texts.language.of(&choice.label).to_owned(),
                    (None, Some(date)) => self.date(date, form),
                    (None, None) => text.clone(),
                }
            }
        }
    }

    fn kind(&self, matter: &Matter) -> Option<&Arc<Kind>> {
        self.kinds.get(&matter.kind, matter.kind_version)
    }

    fn state(&self, matter: &Matter) -> String {
        let state = self.kind(matter).and_then(|kind| kind.state(&matter.state));
        state.map_or_else(|| matter.state.clone(), |state| self.texts.language.of(&state.label).to_owned())
    }

    fn rating(&self, rating: Option<&str>) -> String {
        rating.map(|rating| self.texts.known("standing", rating)).unwrap_or_default()
    }

    fn name(&self, id: Option<MatterId>) -> String {
        id.and_then(|id| self.directory.named(id)).map(|named| named.title.clone()).unwrap_or_default()
    }

    fn date(&self, date: Date, form: Form) -> String {
        match form {
            Form::Full => self.texts.date(date),
            Form::Short => format!("{}.{}.{}", date.year(), date.month(), date.day()),
            Form::Month => self.texts.month(date),
        }
    }

    /// Days past the due date of what is not done.
    pub(super) fn days_late(&self, matter: &Matter) -> Option<i32> {
        let due = matter.due.filter(|due| matter.class.is_running() && *due < self.today)?;
        self.today.since(due).ok().map(|span| span.get_days())
    }

    /// What a report said.
    fn said(&self, seq: Seq) -> Result<String, AppError> {
        let Some(entry) = self.view.events(seq, 1)?.pop() else { return Ok(String::new()) };
        Ok(match entry.event()? {
            Event::ProgressReported(report) => report.text,
            Event::CheckRecorded(check) => check.text,
            Event::ExtensionRequested { reason, .. } => reason,
            _ => String::new(),
        })
    }

    /// Rows of a list that belong to one matter, oldest first.
    pub(super) fn details(&self, matter: &Matter, list: &List) -> Result<Vec<Detail>, AppError> {
        Ok(match list {
            List::Evidence => matter.evidence.iter().cloned().map(Detail::Evidence).collect(),
            List::Reports => {
                let mut found = vec![];
                for entry in self.view.history(matter.id, None, REPORTS)?.into_iter().rev() {
                    let (at, by) = (entry.header.at, entry.header.actor);
                    if let Event::ProgressReported(report) = entry.event()? {
                        found.push(Detail::Report(at, by, report));
                    }
                }
                found
            }
            List::Checks => {
                let checks = matter.course.checks.iter();
                checks.map(|check| Ok(Detail::Check(check.clone(), self.said(check.seq)?))).collect::<Result<
                    _,
                    AppError,
                >>(
                )?
            }
            List::Rungs => {
                let rungs = matter.course.rungs.iter();
                rungs.map(|rung| Detail::Rung(rung.clone(), rung.rung.clone())).collect()
            }
            List::Extensions => {
                let asked = matter.course.extensions.iter();
                asked
                    .map(|one| Ok(Detail::Extension(one.clone(), self.said(one.seq)?)))
                    .collect::<Result<_, AppError>>()?
            }
            List::Matters(_) => vec![],
        })
    }
}
