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
pub const HITS: usize = 20;
/// Pages at most: who has not found it by then needs other words.
pub const PAGES: usize = 15;
/// Code points of a snippet.
const SNIPPET: usize = 160;

impl App {
    /// Matters, reports and comments that hold every word of `query`: one page of them, the first being 0.
    ///
    /// # Errors
    /// The store failed.
    pub fn search(&self, query: &str, page: usize) -> Result<Hits, AppError> {
        let words = search::words(query);
        let directory = self.directory()?;
        let view = self.view()?;
        let view = view.as_ref();
        let kinds = view.kinds();
        let first = page.min(PAGES - 1) * HITS;
        let found = find(view, &words, first + HITS + 1)?;
        let more = found.len() > first + HITS;
        let bands = self.bands(self.clock.today());
        let mut names = Names { view, directory: &directory, found: BTreeMap::new() };
        let mut hits = vec![];
        let sought: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
        for (id, said_in) in found.into_iter().skip(first).take(HITS) {
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
                title: mark(row.title.chars().collect(), &sought),
                row: tell(row, &directory, bands.as_ref()),
                above,
                snippet: snippet(body, &sought),
                said_at,
            });
        }
        Ok(Hits { words, hits, more })
    }
}

/// Each matter once, with what was said where its own texts do not match; those whose own do come first, and nothing
/// said is looked for when they fill the page.
fn find(view: &dyn View, words: &[String], limit: usize) -> Result<Vec<(MatterId, Option<Seq>)>, AppError> {
    let mut found: Vec<_> = view.search(words, limit)?.into_iter().map(|id| (id, None)).collect();
    if found.len() < limit {
        let mut seen: BTreeSet<MatterId> = found.iter().map(|(id, _)| *id).collect();
        let said = view.search_said(words, limit)?;
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

/// Cuts a text into pieces that match a word and pieces that do not.
fn mark(signs: Vec<char>, words: &[Vec<char>]) -> Vec<Piece> {
    let folded: Vec<char> = signs.iter().copied().map(search::fold).collect();
    let mut marked = vec![false; signs.len()];
    for word in words {
        for at in places(&folded, word) {
            marked[at..at + word.len()].fill(true);
        }
    }
    Piece::cut(signs, marked)
}

/// Where `word` begins in a folded text.
fn places<'a>(folded: &'a [char], word: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    let first = word.first();
    let begins = folded.iter().enumerate().filter(move |(_, sign)| Some(*sign) == first);
    begins.map(|(at, _)| at).filter(|at| folded.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

/// The words around the first match.
fn snippet(text: &str, words: &[Vec<char>]) -> Vec<Piece> {
    let mut flat: Vec<char> = Vec::with_capacity(text.len() / 3);
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.extend(word.chars());
    }
    let folded: Vec<char> = flat.iter().copied().map(search::fold).collect();
    let first = words.iter().filter_map(|word| places(&folded, word).next()).min();
    let start = first.map_or(0, |first| first.saturating_sub(SNIPPET / 4));
    let end = flat.len().min(start + SNIPPET);
    let before = (start > 0).then_some('…');
    let after = (end < flat.len()).then_some('…');
    mark(before.into_iter().chain(flat.drain(start..end)).chain(after).collect(), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_snippets() {
        let words: Vec<Vec<char>> =
            search::words("租金 ab").iter().map(|word| word.chars().collect()).collect();
        let pieces = mark("收回ＡＢ公司租金".chars().collect(), &words);
        let marked: Vec<&str> = pieces.iter().filter(|p| p.marked).map(|p| p.text.as_str()).collect();
        assert_eq!(marked, ["ＡＢ", "租金"]);
        let long = format!("{}租金{}", "前".repeat(300), "后".repeat(300));
        let text: String = snippet(&long, &words).iter().map(|p| p.text.as_str()).collect();
        assert!(text.starts_with('…') && text.ends_with('…') && text.contains("租金"));
        assert_eq!(text.chars().count(), SNIPPET + 2);
    }
}
