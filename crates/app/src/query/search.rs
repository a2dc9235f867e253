//! Full-text search with marks.

use super::{
    answer::{Hit, Hits, Piece},
    entries::Names,
    list::tell,
};
use crate::{App, AppError};
use ledger::{MatterId, Seq};
use std::collections::{BTreeMap, BTreeSet};
use store::{Summary, View, search};

/// Hits of a page.
const HITS: usize = 50;
/// Code points of a snippet.
const SNIPPET: usize = 160;

impl App {
    /// Matters, reports and comments that hold every word of `query`.
    ///
    /// # Errors
    /// The store failed.
    pub fn search(&self, query: &str) -> Result<Hits, AppError> {
        let words = search::words(query);
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let kinds = view.kinds();
        let found = find(view, &words)?;
        let bands = self.bands(self.clock.today());
        let mut names = Names { view, directory: &directory, found: BTreeMap::new() };
        let mut hits = vec![];
        for (id, said_in) in found.iter().copied().take(HITS) {
            let Some(matter) = view.matter(id)? else { continue };
            let row = Summary::of(&matter);
            let (text, said_at) = match said_in {
                None => (search::matter_text(&matter, &kinds), None),
                Some(seq) => said(view, seq)?,
            };
            // The title stands above the snippet already.
            let body = text.split_once('\n').map_or("", |(_, rest)| rest);
            let body = match (said_in, body.strip_prefix(matter.title.as_str())) {
                (Some(_), _) => text.as_str(),
                (None, Some(rest)) => rest.trim_start(),
                (None, None) => body,
            };
            let above = matter.above.iter().map(|id| names.get(*id)).collect::<Result<_, _>>()?;
            hits.push(Hit {
                title: mark(&row.title, &words),
                row: tell(row, &directory, bands.as_ref()),
                above,
                snippet: snippet(body, &words),
                said_at,
            });
        }
        Ok(Hits { words, hits, more: found.len() > HITS })
    }
}

/// Each matter once, with what was said where its own texts do not match; those whose own do come first, and nothing
/// said is looked for when they fill the page.
fn find(view: &dyn View, words: &[String]) -> Result<Vec<(MatterId, Option<Seq>)>, AppError> {
    let mut found: Vec<_> = view.search(words, HITS + 1)?.into_iter().map(|id| (id, None)).collect();
    if found.len() <= HITS {
        let mut seen: BTreeSet<MatterId> = found.iter().map(|(id, _)| *id).collect();
        let said = view.search_said(words, HITS + 1)?;
        found.extend(
            said.iter().filter(|said| seen.insert(said.matter)).map(|said| (said.matter, Some(said.seq))),
        );
    }
    Ok(found)
}

fn said(view: &dyn View, seq: Seq) -> Result<(String, Option<jiff::Timestamp>), AppError> {
    match view.events(seq, 1)?.first() {
        Some(entry) => {
            let text = search::said_text(&entry.event()?).unwrap_or_default();
            Ok((text, Some(entry.header.at)))
        }
        None => Ok((String::new(), None)),
    }
}

/// Cuts `text` into pieces that match a word and pieces that do not.
fn mark(text: &str, words: &[String]) -> Vec<Piece> {
    let signs: Vec<char> = text.chars().collect();
    let folded: Vec<char> = signs.iter().copied().map(search::fold).collect();
    let mut marked = vec![false; signs.len()];
    for word in words {
        let word: Vec<char> = word.chars().collect();
        for at in 0..signs.len().saturating_sub(word.len().saturating_sub(1)) {
            if folded.get(at..at + word.len()).is_some_and(|here| here == word.as_slice()) {
                marked[at..at + word.len()].fill(true);
            }
        }
    }
    Piece::cut(signs, marked)
}

/// The words around the first match.
fn snippet(text: &str, words: &[String]) -> Vec<Piece> {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = mark(&flat, words);
    let lead: usize =
        pieces.iter().take_while(|piece| !piece.marked).map(|piece| piece.text.chars().count()).sum();
    let total = flat.chars().count();
    let start = if lead == total { 0 } else { lead.saturating_sub(SNIPPET / 4) };
    let mut short: String = flat.chars().skip(start).take(SNIPPET).collect();
    if start > 0 {
        short.insert(0, '…');
    }
    if start + SNIPPET < total {
        short.push('…');
    }
    mark(&short, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_snippets() {
        let words = search::words("租金 ab");
        let pieces = mark("收回ＡＢ公司租金", &words);
        let marked: Vec<&str> = pieces.iter().filter(|p| p.marked).map(|p| p.text.as_str()).collect();
        assert_eq!(marked, ["ＡＢ", "租金"]);
        let long = format!("{}租金{}", "前".repeat(300), "后".repeat(300));
        let text: String = snippet(&long, &words).iter().map(|p| p.text.as_str()).collect();
        assert!(text.starts_with('…') && text.ends_with('…') && text.contains("租金"));
        assert_eq!(text.chars().count(), SNIPPET + 2);
    }
}
