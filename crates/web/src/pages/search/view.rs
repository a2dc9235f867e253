//! What a search shows.

use crate::shell::{Shell, markup::encode};
use app::query::{
    answer::Hits,
    search::{HITS, PAGES},
};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/search/search.html")]
pub struct SearchPage {
    /// The frame.
    pub s: Shell,
    /// What was typed.
    pub q: String,
    /// Which page of the hits, from 0.
    pub page: usize,
    /// What was found; `None` when nothing was asked.
    pub hits: Option<Hits>,
}

impl SearchPage {
    /// The first of the hits shown, counted from 1.
    pub fn first(&self) -> usize {
        self.page * HITS + 1
    }

    /// The address of another page of the same search.
    pub fn at(&self, page: usize) -> String {
        let q = encode(&self.q);
        if page == 0 { format!("/search?q={q}") } else { format!("/search?q={q}&page={page}") }
    }

    /// The page before, if there is one.
    pub fn before(&self) -> Option<String> {
        Some(self.at(self.page.checked_sub(1)?))
    }

    /// The page after, if there is one.
    pub fn after(&self) -> Option<String> {
        let more = self.hits.as_ref().is_some_and(|found| found.more) && self.page + 1 < PAGES;
        more.then(|| self.at(self.page + 1))
    }
}
