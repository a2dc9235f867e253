//! Figures that were reported on the matters of a campaign, as series over time: who reported them, when, and where they
//! were published.

use super::{answer::Named, directory::Directory};
use crate::{
    App, AppError,
    clock::day_of,
    document::{Format, Handout},
    language::Language,
};
use documents::{
    model::{Column, Entry, Sheet, Workbook},
    write,
};
use jiff::civil::Date;
use ledger::{Event, MatterId, Refusal, Seq};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Summary, View};

/// Series that are shown at most; those reported last come first.
pub const MOST_SERIES: usize = 500;
/// Reports that are looked at.
const REPORTS: usize = 100_000;

/// Figures of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// The campaign, or a part of it.
    pub under: Named,
    /// Series, what was reported last first.
    pub series: Vec<Series>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// One figure of one matter over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The matter.
    pub matter: Named,
    /// What is counted.
    pub name: String,
    /// In which unit; may be empty.
    pub unit: String,
    /// Its values, oldest first.
    pub points: Vec<Point>,
}

/// A value that was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The day.
    pub on: Date,
    /// Exact decimal, as reported.
    pub value: String,
    /// `about`, `over`, `under` or `nearly`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// Who reported it.
    pub by: Option<Named>,
    /// Place of the report in the log.
    pub seq: Seq,
    /// Published bulletins that print it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<PublishedIn>,
}

/// A bulletin that prints a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedIn {
    /// Names the bulletin.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The day it went out.
    pub on: Date,
}

/// A published bulletin with its text.
struct Printed {
    of: PublishedIn,
    text: String,
}

impl App {
    /// The figures reported on what stands below `under`, a campaign or a part of it, and on itself.
    ///
    /// # Errors
    /// There is no such matter, or the store failed.
    pub fn figures(&self, under: MatterId) -> Result<Figures, AppError> {
        let directory = self.directory()?;
        let printed = self.printed(under)?;
        let view = self.view()?;
        let view = view.as_ref();
        let place = view.summaries(&[under])?.pop().ok_or(Refusal::NoSuchMatter(under))?;
        let mut found: BTreeMap<(MatterId, String, String), Vec<Point>> = BTreeMap::new();
        for entry in view.reports(Seq(0), view.head().next, REPORTS)? {
            let (header, event) = (&entry.header, entry.event()?);
            let Event::ProgressReported(report) = event else { continue };
            for figure in report.figures {
                let point = Point {
                    on: day_of(header.at),
                    published: printed_in(&printed, &figure.value, &figure.unit),
                    value: figure.value,
                    qualifier: figure.qualifier,
                    by: header.actor.and_then(|by| directory.named(by).cloned()),
                    seq: header.seq,
                };
                found.entry((header.matter, figure.name, figure.unit)).or_default().push(point);
            }
        }
        let matters = below(view, &place, found.keys().map(|(matter, ..)| *matter))?;
        let series = found.into_iter().filter_map(|((matter, name, unit), points)| {
            let matter = matters.get(&matter)?.clone();
            Some(Series { matter, name, unit, points })
        });
        let mut series: Vec<Series> = series.collect();
        series.sort_by_key(|one| std::cmp::Reverse(one.points.last().map(|point| point.seq)));
        let more = series.len() > MOST_SERIES;
        series.truncate(MOST_SERIES);
        Ok(Figures { under: named(&place, &directory), series, more })
    }

    /// The figures as a workbook, a row for each value.
    ///
    /// # Errors
    /// As [`App::figures`].
    pub fn figures_workbook(&self, under: MatterId, language: Language) -> Result<Handout, AppError> {
        let sheet = sheet(&self.figures(under)?, language);
        let title = sheet.name.clone();
        let bytes = write::xlsx(&Workbook { title: title.clone(), sheets: vec![sheet] })?;
        Ok(Handout { name: format!("{title}.xlsx"), format: Format::Xlsx, bytes, substitutes: vec![] })
    }

    /// The figures as CSV, a line for each value.
    ///
    /// # Errors
    /// As [`App::figures`].
    pub fn figures_csv(&self, under: MatterId, language: Language) -> Result<Vec<u8>, AppError> {
        Ok(write::csv(&sheet(&self.figures(under)?, language)))
    }

    /// Published bulletins of the campaign that `under` belongs to.
    fn printed(&self, under: MatterId) -> Result<Vec<Printed>, AppError> {
        let above = self.view()?.matter(under)?.map(|matter| matter.above).unwrap_or_default();
        let mut out = vec![];
        for draft in self.bulletins()? {
            let Some(published) = draft.published else { continue };
            if draft.campaign == under || above.contains(&draft.campaign) {
                let text = String::from_utf8_lossy(&self.evidence.get(&published.hash)?).into_owned();
                let title = draft.title.replace('\n', "");
                out.push(Printed {
                    of: PublishedIn { key: draft.key, title, on: day_of(published.at) },
                    text,
                });
            }
        }
        Ok(out)
    }
}

/// Of these matters those that are `place` or stand below it.
fn below(
    view: &dyn View,
    place: &Summary,
    ids: impl Iterator<Item = MatterId>,
) -> Result<BTreeMap<MatterId, Named>, AppError> {
    let mut ids: Vec<MatterId> = ids.collect();
    ids.dedup();
    let mut out = BTreeMap::new();
    for row in view.summaries(&ids)? {
        if row.id == place.id || place.position.contains(&row.position) {
            out.insert(row.id, Named { id: row.id, number: row.number, title: row.title });
        }
    }
    Ok(out)
}

fn named(row: &Summary, directory: &Directory) -> Named {
    let known = directory.named(row.id).cloned();
    known.unwrap_or_else(|| Named { id: row.id, number: row.number.clone(), title: row.title.clone() })
}

/// A value counts as printed where it stands with its unit and no digit before it.
fn printed_in(printed: &[Printed], value: &str, unit: &str) -> Vec<PublishedIn> {
    let words = format!("{value}{unit}");
    let prints = |one: &&Printed| {
        !unit.is_empty()
            && one.text.match_indices(&words).any(|(at, _)| {
                let before = one.text.get(..at).and_then(|text| text.chars().next_back());
                before.is_none_or(|c| !c.is_ascii_digit() && c != '.')
            })
    };
    printed.iter().filter(prints).map(|one| one.of.clone()).collect()
}

fn sheet(figures: &Figures, language: Language) -> Sheet {
    let texts = language.texts();
    let columns = [
        ("sheet-id", 8),
        ("part-number", 10),
        ("part-title", 40),
        ("part-name", 20),
        ("figures-day", 12),
        ("figures-qualifier", 8),
        ("part-value", 14),
        ("part-measurement", 10),
        ("figures-by", 12),
        ("figures-published", 30),
    ];
    let columns =
        columns.map(|(id, width)| Column { name: texts.get(id).into_owned(), width, ..Column::default() });
    let mut rows = vec![];
    for series in &figures.series {
        for point in &series.points {
            let published: Vec<String> =
                point.published.iter().map(|one| format!("{} {}", one.on, one.title)).collect();
            let by = point.by.as_ref().map(|by| by.title.clone()).unwrap_or_default();
            let qualifier = point.qualifier.as_ref().map(|one| texts.of("qualifier", one).into_owned());
            rows.push(vec![
                Entry::Number(series.matter.id.0 as f64),
                Entry::text(series.matter.number.clone()),
                Entry::text(series.matter.title.clone()),
                Entry::text(series.name.clone()),
                Entry::Date(point.on),
                Entry::text(qualifier.unwrap_or_default()),
                number(&point.value),
                Entry::text(series.unit.clone()),
                Entry::text(by),
                Entry::text(published.join("\n")),
            ]);
        }
    }
    let name = texts.get("nav-figures").into_owned();
    Sheet { name, columns: columns.to_vec(), rows, landscape: true }
}

/// A number as far as Excel keeps its digits.
fn number(value: &str) -> Entry {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    match value.parse() {
        Ok(number) if digits <= 15 => Entry::Number(number),
        _ => Entry::text(value),
    }
}
