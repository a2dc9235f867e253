//! The outline of a campaign as prose: aspects, headings, items and their measures.
//!
//! What was imported and has not changed since is given as its source wrote it, so that the passages one after the other
//! are the source byte for byte. What changed, came later or has an accepted report is written anew in the same form.

use super::{
    fill::Filling,
    scope::{Facts, List},
};
use crate::AppError;
use documents::model::{Block, Heading, Level, Number, Paragraph, Run};
use ledger::{FieldValue, Matter, MatterId, StateClass};
use std::sync::Arc;
use store::{Filter, Sort, Summary};

/// Rows that are read at once.
const STRIDE: usize = 500;
/// Matters of an outline at most.
const MOST: usize = 20_000;

/// What one matter says in the outline, with everything up to the next one: line ends belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The matter.
    pub(super) matter: Arc<Matter>,
    /// Its words.
    pub(super) text: String,
}

/// Puts the outline below `matter` into a body, a paragraph a line: the parts that hold items. Parts that are sections
/// are counted with the other headings of the document; where there are none, all stands below the heading `title`.
pub(super) fn put(
    filling: &mut Filling<'_>,
    matter: &Matter,
    title: &str,
    out: &mut Vec<Block>,
) -> Result<(), AppError> {
    let passages = passages(&mut filling.facts, matter)?;
    let holds_items = |id: MatterId| {
        let below = |passage: &Passage| passage.matter.kind == "item" && passage.matter.above.contains(&id);
        passages.iter().any(below)
    };
    let is_item = |id: MatterId| {
        passages.iter().any(|passage| passage.matter.id == id && passage.matter.kind == "item")
    };
    let kept: Vec<Passage> = passages
        .iter()
        .filter(|passage| {
            let top = passage.matter.above.get(matter.above.len() + 1).copied().unwrap_or(passage.matter.id);
            passage.matter.kind == "item" || is_item(top) || holds_items(top)
        })
        .cloned()
        .collect();
    let sections = kept.iter().any(|passage| is_section(&passage.matter));
    if !sections && !title.is_empty() {
        out.push(Block::heading(Level::One, title));
    }
    out.extend(blocks(&kept, if sections { 0 } else { 1 }));
    Ok(())
}

/// Whether a part is numbered as a section of a bulletin: with a numeral and the pause mark.
fn is_section(matter: &Matter) -> bool {
    matter.kind == "group" && matter.number.ends_with('、')
}

/// Paragraphs of the passages: those of one line become one.
fn blocks(passages: &[Passage], below: usize) -> Vec<Block> {
    let mut out: Vec<Block> = vec![];
    // Whether the last block is still on its line.
    let mut open = false;
    for passage in passages {
        for (place, line) in passage.text.split('\n').enumerate() {
            open &= place == 0;
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() {
                continue;
            }
            match out.last_mut().filter(|_| open) {
                Some(Block::Heading(heading)) => heading.text.push(Run::plain(line)),
                Some(Block::Paragraph(paragraph)) => paragraph.runs.push(Run::plain(line)),
                _ => out.push(block(passage, line, below)),
            }
            open = true;
        }
    }
    out
}

/// The first line of a matter is its heading.
fn block(passage: &Passage, line: &str, below: usize) -> Block {
    let matter = &passage.matter;
    let text = line.trim();
    let Some(rest) = text.strip_prefix(matter.number.as_str()).filter(|_| matter.kind != "measure") else {
        return Block::Paragraph(Paragraph { runs: vec![Run::plain(text)], ..Paragraph::default() });
    };
    let title = rest.strip_prefix(matter.title.as_str()).map(|_| matter.title.clone());
    let title = title.unwrap_or_else(|| rest.chars().take_while(|c| *c != '。').collect());
    let after = rest.get(title.len()..).unwrap_or_default();
    // The full stop belongs to the heading that runs in.
    let (title, after) = match after.strip_prefix('。') {
        Some(after) if !after.is_empty() => (format!("{title}。"), after),
        _ => (title, after),
    };
    // A campaign stands at the top, its sections below it.
    let depth = (matter.above.len() + below).saturating_sub(1);
    let level = Level::ALL.get(depth).copied().unwrap_or(Level::Four);
    let text = if after.is_empty() { vec![] } else { vec![Run::plain(after)] };
    let number = if is_section(matter) { Number::Counted } else { Number::Printed(matter.number.clone()) };
    Block::Heading(Heading { level, number, title, text })
}

/// What stands below `root`, itself first where it is a part of a campaign, in the order of the outline.
pub(super) fn passages(facts: &mut Facts<'_>, root: &Matter) -> Result<Vec<Passage>, AppError> {
    let mut rows: Vec<Summary> = vec![];
    let filter = Filter { under: Some(root.id), ..Filter::default() };
    let mut after = None;
    loop {
        let page = facts.view.rows(&filter, Sort::Outline, after.as_ref(), STRIDE)?;
        let full = page.len() == STRIDE;
        after = page.last().map(Summary::cursor);
        let fits = |row: &Summary| {
            matches!(row.kind.as_str(), "group" | "item" | "measure") && row.class != StateClass::Cancelled
        };
        rows.extend(page.into_iter().filter(fits));
        if !full || rows.len() > MOST {
            break;
        }
    }
    let mut matters = vec![];
    if root.parent.is_some() {
        matters.push(Arc::new(root.clone()));
    }
    for row in rows {
        if let Some(matter) = facts.matter(row.id)? {
            matters.push(matter);
        }
    }
    let mut out = vec![];
    for (at, matter) in matters.iter().enumerate() {
        let text = text(facts, matter, matters.get(at + 1).map(AsRef::as_ref))?;
        out.push(Passage { matter: matter.clone(), text });
    }
    Ok(out)
}

/// Words of one matter; `next` is what follows it in the outline.
fn text(facts: &mut Facts<'_>, matter: &Matter, next: Option<&Matter>) -> Result<String, AppError> {
    let source = stretch(facts, matter, next)?;
    let own = match matter.kind.as_str() {
        "item" => "published",
        "measure" => "text",
        _ => "statement",
    };
    let own = matter.fields.get(own).and_then(FieldValue::as_text).unwrap_or_default();
    let reported = reported(facts, matter)?;
    if let Some(source) = &source
        && reported.is_none()
        && source.contains(own)
    {
        return Ok(source.clone());
    }
    // Where its line ended in the source it ends here as well.
    let end = match (&source, next.map(|next| next.kind.as_str())) {
        (Some(source), _) => source.get(source.trim_end().len()..).unwrap_or_default().to_owned(),
        (None, Some("measure")) => String::new(),
        (None, _) => "\n".to_owned(),
    };
    let words = reported.as_deref().unwrap_or(own);
    Ok(match matter.kind.as_str() {
        "measure" => {
            let words = if words.is_empty() { matter.title.as_str() } else { words };
            let words = words.strip_prefix(matter.number.as_str()).unwrap_or(words);
            let stop = if words.ends_with(['。', '；', ';', '.']) { "" } else { "。" };
            format!("{}{words}{stop}{end}", matter.number)
        }
        "item" => format!("{}{}。{words}{end}", matter.number, matter.title.trim_end_matches('。')),
        _ if words.is_empty() => format!("{}{}{end}", matter.number, matter.title),
        _ => format!("{}{}。{words}{end}", matter.number, matter.title),
    })
}

/// The stretch of the source from this matter to the next of the same source.
fn stretch(
    facts: &mut Facts<'_>,
    matter: &Matter,
    next: Option<&Matter>,
) -> Result<Option<String>, AppError> {
    let Some(origin) = &matter.origin else { return Ok(None) };
    let Some(text) = facts.source(&origin.source)? else { return Ok(None) };
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let begin = place(origin.span[0]);
    let follows = next.and_then(|next| next.origin.as_ref()).filter(|next| next.source == origin.source);
    let end = match follows.map(|next| place(next.span[0])).filter(|end| *end >= begin) {
        Some(end) => end,
        None => place(origin.span[1]),
    };
    Ok(text.get(begin..end).map(str::to_owned))
}

/// What was reported on a measure and accepted, instead of what had been promised.
fn reported(facts: &Facts<'_>, matter: &Matter) -> Result<Option<String>, AppError> {
    let accepted = matches!(matter.class, StateClass::Accepted | StateClass::Closed);
    if matter.kind != "measure" || !accepted || matter.reports == 0 {
        return Ok(None);
    }
    let said = facts.details(matter, &List::Reports)?;
    let text = said.into_iter().rev().find_map(|one| one.said());
    Ok(text.filter(|text| !text.trim().is_empty()))
}
