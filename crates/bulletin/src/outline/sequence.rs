//! Which candidates are marks: those that start at one or carry a sequence on.

use super::ladder::Stack;
use super::mark::{Mark, MarkClass};
use crate::contract::Span;
use crate::finding::{Code, Finding};
use crate::text::Line;

/// A mark that fits its sequence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepted {
    pub(crate) mark: Mark,
    /// The class it counts in; another than the mark's own where a document mixes `1.` and `1、`.
    pub(crate) class: MarkClass,
    /// The place of its parent in the list of accepted marks.
    pub(crate) parent: Option<usize>,
}

/// How far a number may jump and still belong to the sequence. A larger jump is another sequence or no mark.
const LARGEST_JUMP: u32 = 4;

/// How a candidate stands to its sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Start,
    Next,
    /// Begins later than one, but is carried on.
    LateStart,
    /// Leaves numbers out after the given one.
    Gap(u32),
    Repeat,
}

/// Picks the marks out of the candidates and links each to its parent.
pub(crate) fn accept(
    text: &str,
    lines: &[Line],
    marks: &[Mark],
    findings: &mut Vec<Finding>,
) -> Vec<Accepted> {
    let follows = followers(marks);
    let mut last: [Option<u32>; MarkClass::COUNT] = [None; MarkClass::COUNT];
    let mut last_span = [Span::default(); MarkClass::COUNT];
    let mut stack = Stack::default();
    let mut accepted: Vec<Accepted> = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        let carried_on = follows.get(place).copied().unwrap_or(false);
        let neighbour = accepted.last().map(|one| (one.class, one.mark.number));
        let Some((class, fit)) = fit(mark, &last, &stack, neighbour, carried_on) else { continue };
        if is_bare_number(text, lines, mark) {
            continue;
        }
        match fit {
            Fit::Gap(before) => {
                findings.push(gap(text, mark, before + 1, vec![last_span[class as usize], mark.span]));
            }
            Fit::LateStart => findings.push(gap(text, mark, 1, vec![mark.span])),
            Fit::Repeat => findings.push(
                Finding::new(Code::SequenceRepeat, vec![last_span[class as usize], mark.span])
                    .with("mark", mark.span.of(text))
                    .with("number", mark.number),
            ),
            Fit::Start | Fit::Next => {}
        }
        let parent = stack.place(class, mark.number, accepted.len(), |above, number| {
            later_continues(marks, place, above, number)
        });
        last[class as usize] = Some(mark.number);
        last_span[class as usize] = mark.span;
        accepted.push(Accepted { mark: *mark, class, parent });
    }
    accepted
}

fn gap(text: &str, mark: &Mark, expected: u32, spans: Vec<Span>) -> Finding {
    Finding::new(Code::SequenceGap, spans)
        .with("mark", mark.span.of(text))
        .with("expected", expected)
        .with("found", mark.number)
}

/// An Arabic mark with nothing after it is a page or table number.
fn is_bare_number(text: &str, lines: &[Line], mark: &Mark) -> bool {
    let end = lines.get(mark.line).map_or(mark.span.end, |line| line.body.end);
    mark.span.end >= end && mark.span.of(text).starts_with(|c: char| c.is_ascii_digit())
}

fn fit(
    mark: &Mark,
    last: &[Option<u32>; MarkClass::COUNT],
    stack: &Stack,
    neighbour: Option<(MarkClass, u32)>,
    carried_on: bool,
) -> Option<(MarkClass, Fit)> {
    let (class, number) = (mark.class, mark.number);
    if matches!(class, MarkClass::Decimal2 | MarkClass::Decimal3 | MarkClass::Decimal4) {
        return fit_decimal(mark, last, carried_on);
    }
    if number == 1 {
        // A list may start anew, but not before it has come to its second member.
        let twice = neighbour == Some((class, 1));
        return Some((class, if twice { Fit::Repeat } else { Fit::Start }));
    }
    if last[class as usize] == Some(number - 1) {
        return Some((class, Fit::Next));
    }
    if let Some(twin) = class.twin()
        && last[twin as usize] == Some(number - 1)
        && stack.has(twin)
    {
        return Some((twin, Fit::Next));
    }
    match last[class as usize] {
        Some(before) if number > before && number - before <= LARGEST_JUMP => Some((class, Fit::Gap(before))),
        Some(before) if number == before && stack.has(class) => Some((class, Fit::Repeat)),
        None if carried_on => Some((class, Fit::LateStart)),
        _ => None,
    }
}

/// 1.2 needs 1.1 before it; 1.1 needs a first level that stands at 1, or 1.2 after it.
fn fit_decimal(
    mark: &Mark,
    last: &[Option<u32>; MarkClass::COUNT],
    carried_on: bool,
) -> Option<(MarkClass, Fit)> {
    let class = mark.class;
    let stands_at = |above: MarkClass| last[above as usize] == Some(mark.above);
    let under = match class {
        MarkClass::Decimal2 => {
            stands_at(MarkClass::ArabicDot)
                || stands_at(MarkClass::ArabicComma)
                || stands_at(MarkClass::Chinese)
        }
        MarkClass::Decimal3 => stands_at(MarkClass::Decimal2),
        _ => stands_at(MarkClass::Decimal3),
    };
    if mark.number == 1 {
        return (under || carried_on).then_some((class, Fit::Start));
    }
    (last[class as usize] == Some(mark.number - 1)).then_some((class, Fit::Next))
}

/// For every candidate: whether the next candidate of its class carries the number on.
fn followers(marks: &[Mark]) -> Vec<bool> {
    let mut next: [Option<u32>; MarkClass::COUNT] = [None; MarkClass::COUNT];
    let mut follows = vec![false; marks.len()];
    for (mark, follows) in marks.iter().zip(follows.iter_mut()).rev() {
        *follows = next[mark.class as usize] == Some(mark.number + 1);
        next[mark.class as usize] = Some(mark.number);
    }
    follows
}

/// How many candidates are looked at to see whether a sequence goes on after another one has opened inside it.
const LOOK_AHEAD: usize = 64;

/// Whether `class` goes on with the number after `number` behind `place`, before it restarts.
fn later_continues(marks: &[Mark], place: usize, class: MarkClass, number: u32) -> bool {
    marks
        .iter()
        .skip(place + 1)
        .take(LOOK_AHEAD)
        .find(|mark| mark.class == class)
        .is_some_and(|mark| mark.number == number + 1)
}
