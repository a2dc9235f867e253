//! What the ledger knows of a campaign, as far as a text about it can be held against it: read once a place of the log.

use crate::{App, AppError, query::answer::Named};
use bulletin::{Options, Quantity, QuantityKind};
use ledger::{Event, FieldValue, Kinds, Matter, MatterId, Refusal, Seq, StateClass};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{Filter, Sort, Summary, View};

/// Rows that are read at once.
const STRIDE: usize = 500;
/// Matters below a campaign at most.
const MOST: usize = 20_000;
/// Reports at most; they are read by their own index, the newest are left out beyond it.
const REPORTS: usize = 100_000;
/// Levels between a matter and its item at most.
const DEEPEST: usize = 16;
/// The template whose figures count as known.
const TEMPLATE: &str = "bulletin";

/// What is known.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Amounts that somebody reported or that stand in a matter: exact value and unit, and on which matters.
    amounts: BTreeMap<(String, String), Vec<MatterId>>,
    /// What was said of each subject in each unit.
    subjects: BTreeMap<(String, String), Vec<(MatterId, String)>>,
    /// Counts of the ledger itself, without units.
    counts: BTreeSet<String>,
    /// Items by folded title.
    items: BTreeMap<String, Vec<Line>>,
    /// Measures by item and number.
    measures: BTreeMap<(MatterId, String), Line>,
    /// What each matter stands below.
    parents: BTreeMap<MatterId, MatterId>,
    /// Titles by matter.
    titles: BTreeMap<MatterId, String>,
    /// People who are responsible for a matter and lead nothing.
    pub(super) handlers: Vec<(Named, MatterId)>,
}

/// A matter whose state a text may speak of.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) id: MatterId,
    pub(super) number: String,
    pub(super) class: StateClass,
    /// Label of its state, in both languages.
    pub(super) state: ledger::kind::Label,
}

impl Known {
    /// Whether something in the ledger says this amount.
    pub(super) fn supports(&self, quantity: &Quantity) -> bool {
        self.counts.contains(&plain(&quantity.number)) || self.amounts.contains_key(&amount(quantity))
    }

    /// Whether somebody said this amount on an item, or on what stands below it. An amount that stands on another
    /// matter alone is no support for what a text says of this one.
    pub(super) fn supports_on(&self, item: MatterId, quantity: &Quantity) -> bool {
        let is_below = |matter: &MatterId| {
            let ways = std::iter::successors(Some(*matter), |one| self.parents.get(one).copied());
            ways.take(DEEPEST).any(|one| one == item)
        };
        self.amounts.get(&amount(quantity)).is_some_and(|on| on.iter().any(is_below))
    }

    /// What the ledger says of the same subject in the same unit.
    pub(super) fn of_subject(&self, quantity: &Quantity) -> &[(MatterId, String)] {
        self.subjects.get(&subject(quantity)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The item of this number and title; `None` where there is none, or more than one.
    pub(super) fn item(&self, number: &str, title: &str) -> Option<&Line> {
        let found = self.items.get(&folded(title))?;
        match found.as_slice() {
            [one] => Some(one),
            several => {
                let mut same = several.iter().filter(|one| one.number.trim() == number.trim());
                same.next().filter(|_| same.next().is_none())
            }
        }
    }

    /// The measure of this number below an item.
    pub(super) fn measure(&self, item: MatterId, number: &str) -> Option<&Line> {
        self.measures.get(&(item, number.trim().to_owned()))
    }

    /// Number and title of a matter.
    pub(super) fn title(&self, id: MatterId) -> String {
        self.titles.get(&id).cloned().unwrap_or_default()
    }

    fn read(&mut self, matter: &Matter, kinds: &Kinds) {
        self.titles.insert(matter.id, format!("{}{}", matter.number, matter.title));
        self.parents.extend(matter.parent.map(|parent| (matter.id, parent)));
        let mut text = matter.title.clone();
        for value in matter.fields.values() {
            match value {
                FieldValue::Text(words) => text.extend(["\n", words]),
                FieldValue::Many(all) => all.iter().for_each(|words| text.extend(["\n", words.as_str()])),
                FieldValue::Flag(_) | FieldValue::Matter(_) => {}
            }
        }
        for figure in &matter.figures {
            text.push_str(&format!("\n{}{}{}", figure.name, figure.value, figure.unit));
        }
        matter.evidence.iter().for_each(|piece| text.extend(["\n", piece.title.as_str()]));
        self.said(matter.id, &text);
        let state = kinds.get(&matter.kind, matter.kind_version).and_then(|kind| kind.state(&matter.state));
        let Some(state) = state.map(|state| state.label.clone()) else { return };
        let line = Line { id: matter.id, number: matter.number.clone(), class: matter.class, state };
        match (matter.kind.as_str(), matter.parent) {
            ("item", _) => self.items.entry(folded(&matter.title)).or_default().push(line),
            ("measure", Some(item)) => {
                self.measures.insert((item, matter.number.trim().to_owned()), line);
            }
            _ => {}
        }
    }

    /// Amounts in a text that stands on a matter.
    fn said(&mut self, matter: MatterId, text: &str) {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let reading = bulletin::read(text, Options { only_reading: true, ..Options::default() });
        for quantity in reading.bulletin.quantities.iter().filter(|one| is_held(one)) {
            let on = self.amounts.entry(amount(quantity)).or_default();
            if !on.contains(&matter) {
                on.push(matter);
            }
            let said = (matter, format!("{}{}", quantity.subject, quantity.raw));
            let known = self.subjects.entry(subject(quantity)).or_default();
            if !quantity.subject.is_empty() && !known.contains(&said) {
                known.push(said);
            }
        }
    }
}

/// Amounts that are held against the ledger: shares and growth are held against their own figures, ranks and lengths of
/// time are no figures that anybody reports.
pub(super) fn is_held(quantity: &Quantity) -> bool {
    matches!(quantity.kind, QuantityKind::Count | QuantityKind::Money | QuantityKind::Measure)
        && quantity.number_to.is_none()
}

fn amount(quantity: &Quantity) -> (String, String) {
    (plain(&quantity.value), quantity.base_unit.clone())
}

fn subject(quantity: &Quantity) -> (String, String) {
    (quantity.subject.clone(), quantity.base_unit.clone())
}

/// A decimal without superfluous places.
pub(super) fn plain(value: &str) -> String {
    match value.contains('.') {
        true => value.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => value.to_owned(),
    }
}

/// A title as it is compared: offices write it with and without blanks and signs.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl App {
    /// What this reader's ledger knows of a campaign.
    pub(super) fn known(&self, campaign: MatterId) -> Result<Arc<Known>, AppError> {
        let at = (self.view()?.head().next, self.clock.today(), self.reader.hidden.clone());
        if let Some(kept) = self.known_looks.get(&at, Some(campaign)) {
            return Ok(kept);
        }
        let mut known = Known::default();
        let figures = self.document(TEMPLATE, campaign, None)?.figures;
        known.counts.extend(figures.values().map(|value| plain(value)));
        let directory = self.directory()?;
        let view = self.view()?;
        let (view, kinds) = (view.as_ref(), view.kinds());
        let mut handlers: BTreeMap<MatterId, MatterId> = BTreeMap::new();
        for row in below(view, campaign)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            known.read(&matter, &kinds);
            if let Some(person) = matter.person {
                handlers.entry(person).or_insert(matter.id);
            }
        }
        for entry in view.reports(Seq(0), view.head().next, REPORTS)? {
            let matter = entry.header.matter;
            if known.titles.contains_key(&matter)
                && let Event::ProgressReported(report) = entry.event()?
            {
                known.said(matter, &report.text);
                for figure in &report.figures {
                    known.said(matter, &format!("{}{}{}", figure.name, figure.value, figure.unit));
                }
            }
        }
        let leads = |person: &MatterId| {
            let grants = directory.person(*person).map(|known| known.grants.as_slice()).unwrap_or_default();
            grants.iter().any(|grant| matches!(grant.role.as_str(), "leader" | "head" | "member"))
        };
        let handlers = handlers.into_iter().filter(|(person, _)| !leads(person));
        known.handlers =
            handlers.filter_map(|(person, on)| Some((directory.named(person)?.clone(), on))).collect();
        let known = Arc::new(known);
        self.known_looks.keep(&at, Some(campaign), known.clone());
        Ok(known)
    }
}

/// The campaign and everything below it.
fn below(view: &dyn View, campaign: MatterId) -> Result<Vec<Summary>, AppError> {
    let filter = Filter { under: Some(campaign), ..Filter::default() };
    let mut rows = view.summaries(&[campaign])?;
    if rows.is_empty() {
        return Err(Refusal::NoSuchMatter(campaign).into());
    }
    let mut after = None;
    loop {
        let page = view.rows(&filter, Sort::Outline, after.as_ref(), STRIDE)?;
        after = page.last().map(Summary::cursor);
        let full = page.len() == STRIDE;
        rows.extend(page);
        if rows.len() > MOST {
            return Err(Refusal::TooMany { field: "matters", limit: MOST }.into());
        }
        if !full {
            return Ok(rows);
        }
    }
}
