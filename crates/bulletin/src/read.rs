//! Putting the readers together.

use crate::contract::{Bulletin, Quantity, Span};
use crate::date::Place;
use crate::finding::{self, Finding, Sheet};
use crate::head::{find_issuer, find_title, is_closing_line, is_organ, signature};
use crate::measure::close;
use crate::outline::Heading;
use crate::scan::{Scan, Task};
use crate::text::glyph::{char_before, ends_sentence};
use crate::text::{Line, line};
use crate::tree::{self, Tree};
use crate::{noise, outline};
use jiff::civil::Date;

/// Whether a day is a working day; `None` where the calendar of its year is not loaded.
pub type WorkingDays<'a> = &'a dyn Fn(Date) -> Option<bool>;

/// The sentence for a person that a finding is told with.
pub type Wording<'a> = &'a dyn Fn(&Finding) -> String;

/// What reading may lean on from outside the text.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// The working-day calendar; without one no date is called a day off.
    pub working_days: Option<WorkingDays<'a>>,
    /// The wording of messages in `Bulletin::diagnostics`; without one a message is the finding's code.
    pub wording: Option<Wording<'a>>,
    /// Leaves out the rules that only a check asks for and that would take most of the time: what remains is what
    /// reading itself comes upon, claims, shares and days off.
    pub only_reading: bool,
}

/// A bulletin as read, with what the printed form leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What is printed as JSON and kept as an import draft.
    pub bulletin: Bulletin,
    /// The text as a tree of spans.
    pub tree: Tree,
    /// What is odd, with the words to say it, in the order of `bulletin.diagnostics`.
    pub findings: Vec<Finding>,
}

/// Reads the text of a bulletin. Any text can be read: what is not found is empty. Bounds on the size of a text are
/// the caller's; time and memory grow in step with its length.
#[must_use]
pub fn read(text: &str, options: Options<'_>) -> Reading {
    let lines = line::split(text);
    let mut noisy = noise::mark(text, &lines);
    let mut findings = Vec::new();
    let headings =
        outline::read(text, &lines, |line| noisy.get(line).copied().unwrap_or(false), &mut findings);
    let head = find_title(text, &lines, &noisy, headings.first().map(|heading| heading.line));
    let signature = signature(text, &lines, &noisy, head.body_line);
    let issuer = find_issuer(text, &lines, &noisy, &head, signature);

    let is_title = |line: &Line| head.title_lines.first().is_some_and(|title| *title == line.body);
    let title_line = lines.iter().take(HEAD_LINES).position(is_title).unwrap_or(HEAD_LINES);
    noise::mark_site_lines(
        text,
        &lines,
        &mut noisy,
        title_line.min(head.body_line),
        head.body_line,
        is_organ,
    );

    let mut scan = Scan::default();
    for task in tasks(&lines, &noisy, &headings) {
        scan.line(text, task);
    }
    scan.dates.finish(text, &mut scan.findings);
    findings.append(&mut scan.findings);

    let mut bulletin = Bulletin {
        title: head.title,
        issuer,
        measures: close(text, &lines, scan.series),
        documents: scan.documents,
        quantities: scan.quantities,
        dates: scan.dates.found,
        noise: noise::spans(&lines, &noisy),
        ..Bulletin::default()
    };
    let tree = tree::build(text, &lines, &noisy, &head.title_lines, &headings);
    assign_measures(&mut bulletin);
    let cut_off = cut_off(text, &lines, &noisy, &headings);
    let sheet = Sheet::new(text, &bulletin, &headings, &lines, &noisy, &head.title_lines, signature, cut_off);
    finding::check(&sheet, options, &mut findings);
    bulletin.nodes = headings.into_iter().map(|heading| heading.node).collect();
    let message = |finding: &Finding| {
        options.wording.map_or_else(|| finding.code.as_str().to_owned(), |wording| wording(finding))
    };
    bulletin.diagnostics = findings.iter().map(|finding| finding.remark(message(finding))).collect();
    Reading { bulletin, tree, findings }
}

/// The page around a bulletin is looked for in this many lines above its title.
const HEAD_LINES: usize = 60;

/// The walk over every line: where it starts behind the mark, and under which heading.
fn tasks(lines: &[Line], noisy: &[bool], headings: &[Heading]) -> impl Iterator<Item = Task> {
    let mut headings = headings.iter().peekable();
    let mut node = None;
    lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(move |(number, line)| {
        let heading = headings.next_if(|heading| heading.line == number);
        let start = heading.map_or(line.body.start, |heading| heading.mark.end);
        if let Some(heading) = heading {
            node = Some(heading.node.id);
        }
        let noise = noisy.get(number).copied().unwrap_or(false);
        Task {
            span: Span::new(start, line.body.end),
            line: number,
            node,
            opens: heading.is_none(),
            place: if noise { Place::Stamp } else { Place::Body },
        }
    })
}

/// Links every quantity to the innermost measure that holds it. Both lists are in the order of the text.
fn assign_measures(bulletin: &mut Bulletin) {
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    let measures = &bulletin.measures;
    let span_of = |index: usize| measures.get(index).map(|measure| measure.span).unwrap_or_default();
    for Quantity { span, measure, .. } in &mut bulletin.quantities {
        while next < measures.len() && span_of(next).start <= span.start {
            while open.last().is_some_and(|&index| span_of(index).end <= span_of(next).start) {
                open.pop();
            }
            open.push(next);
            next += 1;
        }
        while open.last().is_some_and(|&index| span_of(index).end <= span.start) {
            open.pop();
        }
        *measure = open.last().copied();
    }
}

/// How many characters of the end are shown where a text stops inside a sentence.
const TAIL: usize = 12;

/// The last characters of a text that stops inside a sentence. Headings, signatures, dates and particulars end
/// without punctuation by right; a paragraph does not.
fn cut_off(text: &str, lines: &[Line], noisy: &[bool], headings: &[Heading]) -> Option<Span> {
    let mut rest = lines.iter().enumerate().zip(noisy).rev();
    let ((number, last), _) = rest.find(|((_, line), noisy)| !**noisy && !line.is_empty())?;
    let end = last.body.end;
    if char_before(text, end).is_none_or(|c| ends_sentence(c) || matches!(c, '：' | ':')) {
        return None;
    }
    let words = last.body.of(text);
    let is_heading =
        headings.last().is_some_and(|heading| heading.line == number && heading.node.heading_only);
    let is_paragraph = words.contains(['。', '，', ',']) || !is_closing_line(words);
    let start = text.get(..end)?.char_indices().rev().take(TAIL).last().map_or(end, |(at, _)| at);
    (is_paragraph && !is_heading).then_some(Span::new(start.max(last.body.start), end))
}
