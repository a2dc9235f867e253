//! What the page of figures shows.

use crate::{
    chart::series,
    shell::{Shell, markup::Markup},
};
use app::query::{
    answer::Named,
    figures::{Figures, Point, Series},
};
use askama::Template;
use std::sync::Arc;

/// The page.
#[derive(Template)]
#[template(path = "pages/figures/figures.html")]
pub struct FiguresPage {
    /// The frame.
    pub s: Shell,
    /// The figures.
    pub f: Figures,
    /// Campaigns and their parts to choose from.
    pub places: Arc<Vec<Named>>,
}

impl FiguresPage {
    /// The line of a series; one value alone needs none.
    pub fn line(&self, one: &Series) -> Option<Markup> {
        let value = |point: &Point| Some((point.on, point.value.parse().ok()?));
        let points: Vec<_> = one.points.iter().filter_map(value).collect();
        let label = format!("{} {} {}", one.matter.title, one.name, one.unit);
        (points.len() > 1).then(|| series::line(&label, &points))
    }

    /// A value in words.
    pub fn value(&self, one: &Series, point: &Point) -> String {
        let hedge = point.qualifier.as_ref().map(|one| self.s.t.of("qualifier", one).into_owned());
        format!("{}{}{}", hedge.unwrap_or_default(), point.value, one.unit)
    }
}
