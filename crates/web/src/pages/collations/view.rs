//! What the page of a collation shows.

use crate::{pages::periods::view::address, shell::Shell};
use app::{
    period::period_name,
    query::answer::{Collation, Heard, UnitPart},
};
use askama::Template;
use ledger::StateClass;

/// The page.
#[derive(Template)]
#[template(path = "pages/collations/collation.html")]
pub struct CollationView {
    /// The frame.
    pub s: Shell,
    /// The collation.
    pub c: Collation,
    /// Whether the reader may edit a draft.
    pub may_edit: bool,
    /// Whether the reader may freeze one.
    pub may_freeze: bool,
    /// What was typed into a form that was refused.
    pub typed: Option<String>,
    /// Makes the forms' commands their own.
    pub seed: String,
}

/// A line of the text: how deep a heading it is, 0 = a paragraph.
pub struct Line<'a> {
    /// 0, 2 or 3.
    pub level: u8,
    /// Its words.
    pub text: &'a str,
}

impl CollationView {
    /// The text line by line; blank ones are left out.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let lines = self.c.body.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| match (line.strip_prefix("## "), line.strip_prefix("# ")) {
                (Some(text), _) => Line { level: 3, text },
                (None, Some(text)) => Line { level: 2, text },
                (None, None) => Line { level: 0, text: line },
            })
            .collect()
    }

    /// The period in words and its address, where there is one.
    pub fn period(&self) -> Option<(String, String)> {
        let period = self.c.period?;
        Some((period_name(self.s.t, period), address(period, self.c.campaign.as_ref())))
    }

    /// Whether it can still be edited.
    pub fn is_draft(&self) -> bool {
        self.c.class == StateClass::Open
    }

    /// Where it stands, in words.
    pub fn stands(&self) -> String {
        let t = self.s.t;
        match (self.c.frozen_at, &self.c.frozen_by) {
            (Some(at), by) => {
                let by = by.as_ref().map_or_else(|| t.get("the-product").into_owned(), |by| by.title.clone());
                t.with("collation-frozen", &[("at", &t.moment(at)), ("by", &by)])
            }
            (None, _) => t.with("collation-drafted", &[("seq", &self.c.place.to_string())]),
        }
    }

    /// What its rows are.
    pub fn rows_hint(&self) -> String {
        self.s.t.with("collation-rows-hint", &[("seq", &self.c.place.to_string())])
    }

    /// What stands in the form.
    pub fn text(&self) -> &str {
        self.typed.as_deref().filter(|typed| !typed.is_empty()).unwrap_or(&self.c.body)
    }

    /// The name of a unit.
    pub fn unit(&self, unit: &UnitPart) -> String {
        let none = || self.s.t.get("collation-no-unit").into_owned();
        unit.unit.as_ref().map_or_else(none, |one| one.title.clone())
    }

    /// A report in words.
    pub fn words(&self, heard: &Heard) -> String {
        match heard.report.no_change {
            true => self.s.t.get("period-said-no-change").into_owned(),
            false => heard.report.text.clone(),
        }
    }
}
