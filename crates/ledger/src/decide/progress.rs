//! Reporting progress and attaching evidence.

use super::{Scene, given, owed, within};
use crate::{
    command::ReportProgress,
    event::Event,
    limit,
    matter::{Evidence, Matter, is_hash},
    refusal::Refusal,
};

pub(super) fn report(scene: &Scene<'_>, matter: &Matter, report: &ReportProgress) -> Result<Event, Refusal> {
    owed(scene, "progress")?;
    if report.no_change {
        let empty = ReportProgress { no_change: true, ..ReportProgress::default() };
        // Who says "no change" and writes something has changed their mind; ask which.
        return if *report == empty {
            Ok(Event::ProgressReported(empty))
        } else {
            Err(Refusal::WrongValue { field: "no_change".into() })
        };
    }
    given("text", &report.text)?;
    for (field, text) in [("text", &report.text), ("problems", &report.problems), ("help", &report.help)] {
        within(field, text, limit::TEXT)?;
    }
    if report.percent.is_some_and(|percent| percent > 100) {
        return Err(Refusal::WrongValue { field: "percent".into() });
    }
    if report.figures.len() > limit::FIGURES {
        return Err(Refusal::TooMany { field: "figures", limit: limit::FIGURES });
    }
    if !report.figures.iter().all(crate::Figure::is_well_formed) {
        return Err(Refusal::WrongValue { field: "figures".into() });
    }
    let attached = |hash: &String| matter.evidence.iter().any(|piece| piece.hash == *hash);
    if report.evidence.len() > limit::EVIDENCE || !report.evidence.iter().all(attached) {
        return Err(Refusal::WrongValue { field: "evidence".into() });
    }
    let mut report = report.clone();
    for text in [&mut report.text, &mut report.problems, &mut report.help] {
        *text = text.trim().to_owned();
    }
    Ok(Event::ProgressReported(report))
}

pub(super) fn attach(matter: &Matter, piece: &Evidence) -> Result<Event, Refusal> {
    if !is_hash(&piece.hash) {
        return Err(Refusal::WrongValue { field: "hash".into() });
    }
    given("name", &piece.name)?;
    within("name", &piece.name, 255)?;
    within("title", &piece.title, limit::TITLE)?;
    within("media", &piece.media, 255)?;
    if !Evidence::KINDS.contains(&piece.kind.as_str()) {
        return Err(Refusal::WrongValue { field: "kind".into() });
    }
    if matter.evidence.iter().any(|there| there.hash == piece.hash) {
        return Err(Refusal::AlreadyThere(matter.id));
    }
    if matter.evidence.len() >= limit::EVIDENCE {
        return Err(Refusal::TooMany { field: "evidence", limit: limit::EVIDENCE });
    }
    Ok(Event::from(piece.clone()))
}
