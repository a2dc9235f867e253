//! Sentences that stand twice, and stretches that stand twice with another figure or date.

use crate::contract::{Quantity, Span};
use crate::finding::sheet::{Sentence, Sheet, without_marker};
use crate::finding::{Code, Finding};
use crate::text::glyph::is_letter;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A repeated sentence tells something from this many characters on.
const SENTENCE: usize = 14;

/// Two stretches are about one thing when this many characters lead to their figures alike.
const STRETCH: usize = 18;

/// No stretch is followed back over more figures than this.
const FIGURES: usize = 6;

/// How many characters of a sentence are told.
const SHOWN: usize = 24;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut sentences: HashMap<String, Span> = HashMap::new();
    let mut stretches: HashMap<u64, Mention> = HashMap::new();
    for sentence in sheet.sentences.iter().filter(|sentence| sentence.prose) {
        let letters = letters(sentence.span.of(sheet.text));
        if letters.chars().count() >= SENTENCE {
            match sentences.entry(letters) {
                Entry::Occupied(first) => {
                    let words: String = sentence.span.of(sheet.text).trim().chars().take(SHOWN).collect();
                    findings.push(
                        Finding::new(Code::SentenceRepeated, vec![*first.get(), sentence.span])
                            .with("words", words),
                    );
                    continue;
                }
                Entry::Vacant(free) => {
                    free.insert(sentence.span);
                }
            }
        }
        figures(sheet, sentence, &mut stretches, findings);
    }
    tails(sheet, findings);
}

/// A sentence that stands again in its paragraph as the end of another: 成立专班，每周督导，现场解决。…每周督导，现场解决。
fn tails(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut ends: HashMap<String, (Span, bool)> = HashMap::new();
    let mut line = usize::MAX;
    for sentence in sheet.sentences.iter().filter(|sentence| sentence.prose) {
        if sentence.line != line {
            ends.clear();
            line = sentence.line;
        }
        let words = sentence.span.of(sheet.text);
        let starts = words.match_indices(super::pauses).map(|(at, pause)| at + pause.len());
        for start in std::iter::once(0).chain(starts).take(CLAUSES) {
            let letters = letters(words.get(start..).unwrap_or(""));
            if letters.chars().count() < SENTENCE {
                break;
            }
            let span = Span::new(sentence.span.start + start, sentence.span.end);
            match ends.entry(letters) {
                Entry::Occupied(first) => {
                    let (first, whole) = *first.get();
                    // Two whole sentences have been told already.
                    if !(whole && start == 0) {
                        let words: String = span.of(sheet.text).trim().chars().take(SHOWN).collect();
                        findings.push(
                            Finding::new(Code::SentenceRepeated, vec![first, span]).with("words", words),
                        );
                    }
                    break;
                }
                Entry::Vacant(free) => {
                    free.insert((span, start == 0));
                }
            }
        }
    }
}

/// How many clauses of a sentence are looked at.
const CLAUSES: usize = 8;

/// The words without punctuation, blanks and the marker in front.
fn letters(sentence: &str) -> String {
    let words = without_marker(sentence);
    words.chars().filter(|c| is_letter(*c) || *c == '%').collect()
}

/// A figure where it was seen first.
struct Mention {
    quantity: usize,
    line: usize,
}

/// A figure that was led to by the same words before, figures in them aside, and was another.
fn figures(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    stretches: &mut HashMap<u64, Mention>,
    findings: &mut Vec<Finding>,
) {
    for at in sentence.quantities.clone() {
        let Some(quantity) = sheet.quantity(at) else { continue };
        let Some(key) = key(sheet, sentence, at, quantity) else { continue };
        match stretches.entry(key) {
            Entry::Vacant(free) => {
                free.insert(Mention { quantity: at, line: sentence.line });
            }
            Entry::Occupied(first) => {
                let Some(other) = sheet.quantity(first.get().quantity) else { continue };
                if first.get().line != sentence.line && differ(other, quantity) {
                    findings.push(
                        Finding::new(Code::FiguresContradict, vec![other.span, quantity.span])
                            .with("one", &other.raw)
                            .with("other", &quantity.raw),
                    );
                }
            }
        }
    }
}

fn differ(one: &Quantity, other: &Quantity) -> bool {
    one.value != other.value || one.number_to != other.number_to
}

/// The last characters that lead to the figure, with the other figures of the sentence left blank, and what follows
/// it up to the next pause; `None` where too little stands there.
fn key(sheet: &Sheet<'_>, sentence: &Sentence, at: usize, quantity: &Quantity) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut count = 0;
    let mut end = quantity.span.start;
    let mut other = at;
    for _ in 0..FIGURES {
        let before = other.checked_sub(1).filter(|before| *before >= sentence.quantities.start);
        let floor =
            before.and_then(|before| sheet.quantity(before)).map_or(sentence.span.start, |q| q.span.end);
        for c in sheet.text.get(floor.min(end)..end)?.chars().rev() {
            if count == STRETCH {
                break;
            }
            if is_letter(c) {
                c.hash(&mut hasher);
                count += 1;
            }
        }
        if count == STRETCH {
            break;
        }
        let Some((before, figure)) = before.and_then(|before| Some((before, sheet.quantity(before)?))) else {
            break;
        };
        figure.base_unit.hash(&mut hasher);
        (other, end) = (before, figure.span.start);
    }
    let after = sheet.clause_after(quantity.span.end, sentence.span.end);
    letters(after).hash(&mut hasher);
    quantity.base_unit.hash(&mut hasher);
    (count >= STRETCH).then(|| hasher.finish())
}
