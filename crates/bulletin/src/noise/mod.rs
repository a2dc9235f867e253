//! Lines of the web page around a bulletin: breadcrumbs, share buttons, page particulars, spam, footers, index tables.
//! They are marked, never taken out.

mod page;
mod spam;

use crate::contract::Span;
use crate::text::Line;
use crate::text::glyph::is_blank;

/// No line longer than this many bytes is taken for page furniture, spam aside.
const LONGEST: usize = 360;

/// Spam in lines longer than this many bytes is not looked for: a paragraph of that length is text.
const LONGEST_SPAM: usize = 3_000;

/// How many lines at the head and foot of a page may hold spam in longer lines.
const EDGE: usize = 12;

/// For every line whether it is noise.
pub(crate) fn mark(text: &str, lines: &[Line]) -> Vec<bool> {
    let count = lines.len();
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let body = line.body.of(text);
            let edge = at < EDGE || at + EDGE >= count;
            !body.is_empty()
                && (body.len() <= LONGEST && !body.ends_with('。') && page::is_furniture(body)
                    || edge && body.len() <= LONGEST_SPAM && spam::is_spam(body))
        })
        .collect()
}

/// Marks what only the page around shows to be noise: above the title (`title_line`) of a page with breadcrumbs or
/// buttons before its body (`body_line`), the name of the site and lines that repeat a step of the breadcrumbs.
pub(crate) fn mark_site_lines(
    text: &str,
    lines: &[Line],
    noisy: &mut [bool],
    title_line: usize,
    body_line: usize,
    is_site_name: impl Fn(&str) -> bool,
) {
    let crumbs: Vec<&str> = lines
        .iter()
        .zip(noisy.iter())
        .take(body_line)
        .filter(|(line, noisy)| **noisy && line.body.of(text).contains(['>', '＞']))
        .flat_map(|(line, _)| line.body.of(text).split(['>', '＞', ':', '：']))
        .map(|step| step.trim_matches(is_blank))
        .collect();
    let is_page = noisy.iter().take(body_line).any(|noisy| *noisy);
    for at in 0..title_line {
        let (Some(line), Some(noisy)) = (lines.get(at), noisy.get_mut(at)) else { return };
        let words = line.body.of(text);
        *noisy = *noisy || is_page && !words.is_empty() && (crumbs.contains(&words) || is_site_name(words));
    }
}

/// The spans of the noisy lines, without their line ends.
pub(crate) fn spans(lines: &[Line], noisy: &[bool]) -> Vec<Span> {
    lines.iter().zip(noisy).filter(|(_, noisy)| **noisy).map(|(line, _)| line.body).collect()
}
