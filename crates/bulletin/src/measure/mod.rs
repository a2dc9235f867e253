//! Measures: the members of series such as 一是…；二是….

mod marker;
mod series;

pub(crate) use marker::{Boundary, Wording, first_marker, marker_at, starts_marker};
pub(crate) use series::{SeriesReader, close};
