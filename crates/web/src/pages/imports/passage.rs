//! The source text cut into passages: which node each belongs to, and what is odd in it.

use app::import::Draft;
use std::collections::BTreeMap;

/// Longest source that is shown beside the outline, in bytes.
pub const SHOWN: usize = 1_500_000;

/// A stretch of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The words.
    pub text: &'a str,
    /// Key of the node it belongs to.
    pub node: Option<u32>,
    /// Whether it is the first stretch of that node, to which links lead.
    pub first: bool,
    /// Whether it is the node's mark and title, not its text.
    pub heading: bool,
    /// Name of the node's role, or `dropped`.
    pub role: &'static str,
    /// Gravest remark on it: severity and sentence.
    pub remark: Option<(&'static str, &'a str)>,
}

/// Cuts `text` at every border of a node or remark. The stretches joined are the text, up to [`SHOWN`].
pub fn cut<'a>(draft: &'a Draft, text: &'a str) -> Vec<Passage<'a>> {
    let end = floor(text, text.len().min(SHOWN));
    let mut borders: Vec<usize> = vec![0, end];
    // What opens and ends at a border, as (place in its list).
    let mut opens: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, node) in draft.nodes.iter().enumerate() {
        borders.extend([node.span.start, node.body.start.min(node.span.end), node.span.end]);
        opens.entry(node.span.start).or_default().push(i);
    }
    let mut remarks: BTreeMap<usize, Vec<(usize, &'static str, &str)>> = BTreeMap::new();
    for remark in &draft.bulletin.diagnostics {
        for span in remark.spans.iter().filter(|span| span.start < span.end) {
            borders.extend([span.start, span.end]);
            let severity = severity(remark.severity as u8);
            remarks.entry(span.start).or_default().push((span.end, severity, &remark.message));
        }
    }
    borders.retain(|at| *at <= end && text.is_char_boundary(*at));
    borders.sort_unstable();
    borders.dedup();
    let mut passages = vec![];
    let (mut open, mut remarked): (Vec<usize>, Vec<(usize, &'static str, &str)>) = (vec![], vec![]);
    for pair in borders.windows(2) {
        let [start, stop] = *pair else { continue };
        let node_at = |i: &usize| draft.nodes.get(*i);
        open.retain(|i| node_at(i).is_some_and(|node| node.span.end > start));
        remarked.retain(|(until, ..)| *until > start);
        let fresh = opens.get(&start).cloned().unwrap_or_default();
        open.extend(&fresh);
        remarked.extend(remarks.get(&start).cloned().unwrap_or_default());
        let owner = open.last().and_then(node_at);
        passages.push(Passage {
            text: text.get(start..stop).unwrap_or_default(),
            node: owner.map(|node| node.key),
            first: fresh.last().is_some_and(|i| open.last() == Some(i)),
            heading: owner.is_some_and(|node| start < node.body.start),
            role: owner.map_or("", |node| if node.dropped { "dropped" } else { node.role.kind() }),
            remark: remarked.last().map(|(_, severity, message)| (*severity, *message)),
        });
    }
    passages
}

/// Places at which a node's text can be split: behind a sentence or a comma, with the words that follow. At most 80.
pub fn splits(text: &str, start: usize, end: usize) -> Vec<(usize, &str)> {
    let Some(own) = text.get(start..end) else { return vec![] };
    let mut places = vec![];
    let mut after_stop = false;
    for (at, c) in own.char_indices() {
        if after_stop && !c.is_whitespace() && !is_stop(c) {
            let rest = own.get(at..).unwrap_or_default();
            let cut = rest.char_indices().nth(24).map_or(rest.len(), |(i, _)| i);
            places.push((start + at, rest.get(..cut).unwrap_or_default()));
            after_stop = false;
        }
        after_stop |= is_stop(c) || c == '\n';
    }
    places.truncate(80);
    places
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | ';' | '\u{ff1b}' | '!' | '?' | '\u{ff01}' | '\u{ff1f}' | ',' | '\u{ff0c}')
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Name of a severity, in the order note, warning, error.
fn severity(order: u8) -> &'static str {
    match order {
        0 => "note",
        1 => "warning",
        _ => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_behind_its_sentences() {
        let text = "前言。一是走访企业,二是绘制图谱。\n三是签约";
        let start = "前言。".len();
        let places: Vec<&str> = splits(text, start, text.len()).into_iter().map(|(_, words)| words).collect();
        assert_eq!(places, ["二是绘制图谱。\n三是签约", "三是签约"]);
        assert!(splits(text, 1, 5).is_empty());
    }
}
