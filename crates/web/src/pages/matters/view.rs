//! What the list shows.

use super::filter::{Filter, SORTS};
use crate::shell::Shell;
use app::{
    query::answer::{Listing, Named, Row},
    views::SavedView,
};
use askama::Template;
use ledger::{Lamp, MatterId, StateClass};
use std::sync::Arc;

/// The page.
#[derive(Template)]
#[template(path = "pages/matters/matters.html")]
pub struct MattersPage {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub filter: Filter,
    /// Parameters of the address that could not be read.
    pub unread: Vec<String>,
    /// The rows.
    pub listing: Listing,
    /// Campaigns and their aspects, for the choice above.
    pub places: Arc<Vec<Named>>,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// The person filtered by, for its name.
    pub person: Option<Named>,
    /// The place that the list is below, with documents about it.
    pub about: Option<(MatterId, Vec<app::document::Template>)>,
    /// Saved views.
    pub views: Vec<SavedView>,
}

/// A filter in force, with the address of the list without it.
pub struct Chip {
    /// In words.
    pub text: String,
    /// The list without it.
    pub without: String,
}

impl MattersPage {
    /// Documents about the place that the list is below, with their addresses.
    pub fn documents(&self) -> Vec<(String, String)> {
        let about = self.about.as_ref();
        about.map(|(of, all)| crate::pages::documents::menu(&self.s, all, *of)).unwrap_or_default()
    }

    /// Kinds that can be chosen.
    pub fn kinds(&self) -> Vec<(String, String)> {
        ["item", "measure", "group"].into_iter().map(|kind| (kind.to_owned(), self.s.kind(kind))).collect()
    }

    /// Classes that can be chosen.
    pub fn classes(&self) -> [StateClass; 6] {
        StateClass::ALL
    }

    /// Lamps that can be chosen, with the address of each and whether it is in force.
    pub fn lamps(&self) -> Vec<(&'static str, String, bool)> {
        Lamp::ALL
            .into_iter()
            .filter(|lamp| *lamp != Lamp::Off)
            .map(|lamp| {
                let on = self.filter.lamp == Some(lamp);
                let next = self.filter.with("lamp", if on { "" } else { lamp.name() });
                (lamp.name(), next.href(), on)
            })
            .collect()
    }

    /// Orders that can be chosen.
    pub fn sorts(&self) -> [&'static str; 3] {
        SORTS
    }

    /// Whether a choice is the one in force.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.filter.pairs().iter().any(|(one, set)| *one == name && set == value)
            || (name == "sort" && value == "outline" && self.filter.is_outline())
    }

    /// Whether `id` is the one in force under `name`.
    pub fn is_id(&self, name: &str, id: &ledger::MatterId) -> bool {
        let chosen = if name == "under" { self.filter.under } else { self.filter.unit };
        chosen == Some(*id)
    }

    /// Filters in force, each with a way out of it; the lamps stand apart.
    pub fn chips(&self) -> Vec<Chip> {
        let t = self.s.t;
        let mut chips = vec![];
        let mut chip = |name: &str, text: String| {
            chips.push(Chip { text, without: self.filter.with(name, "").href() });
        };
        let name_in =
            |names: &[Named], id| names.iter().find(|one| one.id == id).map(|one| one.title.clone());
        if let Some(place) = self.filter.under.and_then(|id| name_in(&self.places, id)) {
            chip("under", place);
        }
        if let Some(unit) = self.filter.unit.and_then(|id| name_in(&self.units, id)) {
            chip("unit", unit);
            if self.filter.below {
                chip("below", t.get("list-with-below").into_owned());
            }
        }
        if let Some(class) = self.filter.class {
            chip("class", t.of("class", class.name()).into_owned());
        }
        if !self.filter.kind.is_empty() {
            chip("kind", self.s.kind(&self.filter.kind));
        }
        if !self.filter.text.is_empty() {
            chip("text", format!("“{}”", self.filter.text));
        }
        if let Some(id) = self.filter.person {
            let name = self.person.as_ref().map_or_else(|| format!("#{id}"), |person| person.title.clone());
            chip("person", format!("{}{}{name}", t.get("part-person"), t.get("colon")));
        }
        if !self.filter.lacks.is_empty() {
            chip("lacks", t.of("lacks", &self.filter.lacks).into_owned());
        }
        if let Some(until) = self.filter.due_until {
            chip("due_until", t.with("list-due-until", &[("date", &t.date(until))]));
        }
        if self.filter.under.is_some_and(|under| !self.places.iter().any(|place| place.id == under)) {
            chip("under", t.get("list-below-one").into_owned());
        }
        chips
    }

    /// Address of a saved view.
    pub fn view_href(&self, view: &SavedView) -> String {
        let query = if view.query.is_empty() { String::new() } else { format!("?{}", view.query) };
        self.s.at_day(&format!("/matters{query}"))
    }

    /// Whether the list shows a saved view as it is.
    pub fn is_view(&self, view: &SavedView) -> bool {
        self.question() == view.query
    }

    /// Whether the reader saved it.
    pub fn is_own(&self, view: &SavedView) -> bool {
        self.s.reader.as_ref().is_some_and(|reader| reader.person == Some(view.owner))
    }

    /// Whether rows can be chosen: on a past day nothing changes.
    pub fn chooses(&self) -> bool {
        self.filter.choose && self.filter.as_of.is_none()
    }

    /// The same list with or without rows to choose.
    pub fn choosing(&self, on: bool) -> String {
        Filter { choose: on, ..self.filter.clone() }.href()
    }

    /// The list's own question, for all that match it.
    pub fn question(&self) -> String {
        let whole = Filter { after: String::new(), choose: false, as_of: None, ..self.filter.clone() };
        whole.href().split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
    }

    /// Address of the next page.
    pub fn next(&self) -> Option<String> {
        let after = self.listing.next.clone()?;
        Some(Filter { after, ..self.filter.clone() }.href())
    }

    /// Address of the list as a sheet.
    pub fn sheet(&self) -> String {
        let mut filter = Filter { after: String::new(), ..self.filter.clone() };
        if let Some((under, _)) = &self.about {
            filter.under = Some(*under);
        }
        filter.address("/matters/sheet")
    }

    /// Address of the first page.
    pub fn first(&self) -> String {
        Filter { after: String::new(), ..self.filter.clone() }.href()
    }

    /// Address of the list without anything that narrows it.
    pub fn cleared(&self) -> String {
        Filter { under: self.filter.under, as_of: self.filter.as_of, ..Filter::default() }.href()
    }

    /// Class of a row: its depth in the outline and what kind it is.
    pub fn row_class(&self, row: &Row) -> String {
        // The outline starts at the left whatever stands above the first row.
        let highest = self.listing.rows.iter().map(|row| row.depth).min().unwrap_or(1);
        let depth =
            if self.filter.is_outline() { (row.depth + 1).saturating_sub(highest).clamp(1, 8) } else { 1 };
        let nature =
            if matches!(row.kind.as_str(), "group" | "campaign") { "heading" } else { row.kind.as_str() };
        format!("depth-{depth} {nature}")
    }

    /// Address of the list sorted by `name`.
    pub fn sorted_by(&self, name: &str) -> String {
        self.filter.with("sort", name).href()
    }
}
