//! Filling in what a printed date leaves out: the year from the nearest full date before it, the month from the other
//! end of the range.

use super::calendar;
use super::form::{Form, joins};
use crate::contract::{DateMention, Precision, Span};
use crate::finding::{Code, Finding};
use crate::text::glyph::{char_at, char_before, is_blank, skip_blanks};

/// Where in the document a date stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the lines of the web page around the bulletin, or among its particulars: a publication stamp.
    Stamp,
    /// In the title of another document: it says nothing about the time this text speaks of.
    Quoted,
    /// In the bulletin.
    Body,
}

/// The year and month that a later date may lean on.
#[derive(Debug, Clone, Copy)]
struct Context {
    year: i32,
    month: u32,
}

/// A date that found no year before it: its place in the list, and how many years off it is said to be.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    index: usize,
    form: Form,
    shift: i32,
}

/// Reads dates in order.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    pub(crate) found: Vec<DateMention>,
    /// The nearest date with a day and a year of its own.
    full: Option<Context>,
    /// The nearest date with a year of its own, months included.
    any: Option<Context>,
    /// A bare year in the sentence that is read, and where it ends.
    bare: Option<(i32, usize)>,
    /// The year of the first stamp.
    stamp: Option<i32>,
    /// The last date, to which a range may join a second end.
    last: Option<(Form, Option<Context>)>,
    waiting: Vec<Waiting>,
}

impl Dates {
    /// Whether the text joins `pos` to the date before it, as 至 or 、 do.
    pub(crate) fn joins_last(&self, text: &str, pos: usize) -> bool {
        self.last.is_some_and(|(last, _)| is_joint(text, last.end, pos))
    }

    /// Takes a bare year such as 2024年 ending at `end`.
    pub(crate) fn take_year(&mut self, year: i32, end: usize) {
        self.bare = Some((year, end));
    }

    /// A sentence ended: a bare year no longer counts.
    pub(crate) fn end_sentence(&mut self) {
        self.bare = None;
    }

    /// Takes a printed date.
    pub(crate) fn take(&mut self, text: &str, form: Form, place: Place, findings: &mut Vec<Finding>) {
        let joined = self.last.filter(|(last, _)| is_range(text, last.end, form.start));
        let listed = self.last.filter(|(last, _)| is_joint(text, last.end, form.start));
        let mut filled = form;
        let mut inferred = false;
        let mut waits = None;
        if form.lost
            || listed.is_some_and(|(last, context)| last.lost && form.month.is_none() && context.is_none())
        {
            filled.lost = true;
        } else if form.year.is_none() {
            inferred = true;
            if let Some((_, Some(context))) = joined.or(listed) {
                fill(&mut filled, context, joined.is_some());
            } else {
                let (year, shift) = self.year_before(text, form.start);
                filled.year = year.map(|year| year + shift);
                if year.is_none() {
                    waits = Some(shift);
                }
            }
        }
        let span = Span::new(form.start, form.end);
        let mention = mention(text, filled, span, inferred);
        if let Some(shift) = waits {
            self.waiting.push(Waiting { index: self.found.len(), form: filled, shift });
        } else {
            report(&filled, &mention, findings);
        }
        self.remember(filled, inferred, &mention, place);
        self.found.push(mention);
    }

    fn remember(&mut self, filled: Form, inferred: bool, mention: &DateMention, place: Place) {
        let context = match (filled.year, filled.month) {
            (Some(year), Some(month)) if !filled.lost => Some(Context { year, month }),
            _ => None,
        };
        self.last = Some((filled, context));
        match place {
            Place::Stamp => self.stamp = self.stamp.or(filled.year),
            Place::Quoted => {}
            Place::Body if mention.iso.is_some() && !inferred => {
                self.any = context;
                if filled.day.is_some() {
                    self.full = context;
                }
            }
            // The second end of a range across the year's end moves the year on.
            Place::Body if mention.iso.is_some() && filled.day.is_some() => {
                if let (Some(full), Some(new)) = (self.full.as_mut(), context)
                    && new.year > full.year
                {
                    *full = new;
                }
            }
            Place::Body => {}
        }
    }

    /// The year that a date without one means, and how far off 去年 or 明年 puts it.
    fn year_before(&self, text: &str, pos: usize) -> (Option<i32>, i32) {
        let (word, shift) = relative_word(text, pos);
        let full = self.full.map(|context| context.year);
        let any = self.any.map(|context| context.year);
        let bare = self.bare.filter(|(_, end)| pos - end <= NEAR).map(|(year, _)| year);
        // 今年 is the year the document speaks from; 同年 and no word at all mean the year spoken of last.
        let year = if word { full.or(any) } else { bare.or(any).or(full) };
        (year, shift)
    }

    /// Ends the text: dates that found no year before them take that of the stamp, or of the signature.
    pub(crate) fn finish(&mut self, text: &str, findings: &mut Vec<Finding>) {
        let fallback = self.stamp.or(self.any.map(|context| context.year));
        for waiting in std::mem::take(&mut self.waiting) {
            let filled = Form { year: fallback.map(|year| year + waiting.shift), ..waiting.form };
            let mention = mention(text, filled, Span::new(filled.start, filled.end), true);
            report(&filled, &mention, findings);
            if let Some(slot) = self.found.get_mut(waiting.index) {
                *slot = mention;
            }
        }
    }
}

/// A bare year counts for a date at most this many bytes after it.
const NEAR: usize = 120;

fn fill(form: &mut Form, context: Context, range: bool) {
    let mut year = context.year;
    match form.month {
        None => form.month = Some(context.month),
        // A range cannot run backwards: 11月5日至1月10日 ends in the next year.
        Some(month) if range && month < context.month => year += 1,
        Some(_) => {}
    }
    form.year = Some(year);
}

/// Whether a word such as 今年 or 去年 stands before `pos`, and how many years off it is.
fn relative_word(text: &str, pos: usize) -> (bool, i32) {
    let before = text.get(..pos).unwrap_or("").trim_end_matches(is_blank);
    for (words, shift) in [(["今年", "本年"], 0), (["去年", "上年"], -1), (["明年", "次年"], 1)] {
        if words.iter().any(|word| before.ends_with(word)) {
            return (true, shift);
        }
    }
    (false, 0)
}

/// Whether nothing but a range sign stands between two dates.
fn is_range(text: &str, from: usize, to: usize) -> bool {
    between(text, from, to).is_some_and(joins)
}

/// Whether nothing but a range sign or a sign of a list stands between two dates.
fn is_joint(text: &str, from: usize, to: usize) -> bool {
    between(text, from, to).is_some_and(|c| joins(c) || matches!(c, '、' | '和' | '及' | '与' | '與'))
}

/// The single character (or doubled dash) between two places, blanks aside.
fn between(text: &str, from: usize, to: usize) -> Option<char> {
    if to <= from || to - from > 24 {
        return None;
    }
    let at = skip_blanks(text, from);
    let c = char_at(text, at)?;
    let mut end = at + c.len_utf8();
    if c != '、' && char_at(text, end) == Some(c) {
        end += c.len_utf8();
    }
    (skip_blanks(text, end) == to && char_before(text, to).is_some()).then_some(c)
}

fn mention(text: &str, form: Form, span: Span, inferred: bool) -> DateMention {
    let precision = match (form.day, form.clock) {
        (Some(_), Some(_)) => Precision::Minute,
        (None, _) if !form.lost => Precision::Month,
        _ => Precision::Day,
    };
    DateMention { raw: span.of(text).to_owned(), iso: iso(&form), precision, inferred, span }
}

fn iso(form: &Form) -> Option<String> {
    let (year, month) = (form.year?, form.month?);
    if form.lost || !(1..=12).contains(&month) {
        return None;
    }
    let Some(day) = form.day else { return Some(format!("{year:04}-{month:02}")) };
    calendar::day(year, month, day)?;
    Some(match form.clock {
        Some((hour, minute)) => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"),
        None => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// Tells of a date that lost characters or that the calendar does not have.
fn report(form: &Form, mention: &DateMention, findings: &mut Vec<Finding>) {
    if mention.iso.is_some() {
        return;
    }
    let code = if form.lost {
        Code::LostDigits
    } else if form.year.is_some() || form.month.is_none_or(|month| !(1..=12).contains(&month)) {
        Code::InvalidDate
    } else {
        return;
    };
    findings.push(Finding::new(code, vec![mention.span]).with("raw", &mention.raw));
}
