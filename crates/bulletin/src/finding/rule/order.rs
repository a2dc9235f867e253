//! The order of time: ranges, the steps from inspection to feedback to the work, and the day of the text itself.

use crate::contract::{DateMention, Precision, Span};
use crate::date::joins;
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use jiff::civil::Date;

/// The days that a printed date can mean.
#[derive(Debug, Clone, Copy)]
struct Days {
    first: Date,
    last: Date,
    inferred: bool,
    span: Span,
}

impl Days {
    fn of(mention: &DateMention) -> Option<Self> {
        let iso = mention.iso.as_deref()?;
        let first: Date = match mention.precision {
            Precision::Month => format!("{}-01", iso.get(..7)?).parse().ok()?,
            _ => iso.get(..10)?.parse().ok()?,
        };
        let last = if mention.precision == Precision::Month { first.last_of_month() } else { first };
        Some(Self { first, last, inferred: mention.inferred, span: mention.span })
    }

    /// The same a year later.
    fn next_year(self) -> Self {
        let later = |day: Date| day.checked_add(jiff::Span::new().years(1)).unwrap_or(day);
        Self { first: later(self.first), last: later(self.last), ..self }
    }
}

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let days: Vec<Option<Days>> = sheet.bulletin.dates.iter().map(Days::of).collect();
    let day = |at: usize| days.get(at).copied().flatten();
    let closing = closing(sheet, &days);
    let mut visit: Option<Days> = None;
    let mut feedback: Option<Days> = None;
    let mut late: Vec<Span> = Vec::new();
    for sentence in &sheet.sentences {
        for at in sentence.dates.clone() {
            let Some(this) = day(at) else { continue };
            let range_end = day(at + 1).filter(|next| {
                at + 1 < sentence.dates.end && is_range(sheet, this.span.end, next.span.start)
            });
            if let Some(end) = range_end {
                if end.last < this.first || turns_year(this, end, closing) {
                    tell(Code::RangeReversed, sheet, this.span, end.span, findings);
                } else if visit.is_none() && is_visit(sheet, sentence, this.span.start, end.span.end) {
                    visit = Some(end);
                }
                continue;
            }
            if is_after_closing(sheet, sentence, this, closing) {
                late.push(this.span);
            }
            let words = own_words(sheet, sentence, at);
            if is_feedback(words) {
                if let Some(end) = visit.filter(|end| this.last < end.first)
                    && !(this.inferred && fits_next_year(&days, at, end, closing))
                {
                    tell(Code::DatesOutOfOrder, sheet, end.span, this.span, findings);
                }
                if let Some(first) = feedback
                    && first.first != this.first
                    && has(words, &["反馈当天", "反馈当日", "反馈后当天", "反馈意见当天"])
                    && sentence.line < sheet.lines.len()
                {
                    tell(Code::DatesContradict, sheet, first.span, this.span, findings);
                }
                feedback = feedback.or(Some(this));
            } else if let Some(first) = feedback.filter(|first| this.last < first.first)
                && (is_work(words) || after_feedback(sheet, sentence, this.span.start))
                && !(this.inferred && fits_next_year(&days, at, first, closing))
            {
                tell(Code::DatesOutOfOrder, sheet, first.span, this.span, findings);
            }
        }
    }
    if let (Some(closing), Some(first)) = (closing, late.first().copied()) {
        let mut spans = vec![closing.span];
        spans.extend(late.iter().copied().take(MOST_LATE));
        findings.push(
            Finding::new(Code::DateAfterClosing, spans)
                .with("one", closing.span.of(sheet.text))
                .with("other", first.of(sheet.text)),
        );
    }
}

/// Whether a range runs backwards that was read to end in the next year, because it names no year: it would last
/// nearly a year, or end after the text was closed.
fn turns_year(start: Days, end: Days, closing: Option<Days>) -> bool {
    let lasts = (end.first - start.first).get_days();
    end.inferred
        && end.first.year() > start.first.year()
        && (lasts > LONGEST_TURN || closing.is_some_and(|closing| end.first > closing.last))
}

/// A range over the end of a year that names no second year is no longer than this many days.
const LONGEST_TURN: i32 = 300;

/// The words from the date at `at` to the next date or the end of the sentence.
fn own_words<'a>(sheet: &Sheet<'a>, sentence: &Sentence, at: usize) -> &'a str {
    let Some(date) = sheet.bulletin.dates.get(at) else { return "" };
    let next = if at + 1 < sentence.dates.end {
        sheet.bulletin.dates.get(at + 1).map_or(sentence.span.end, |next| next.span.start)
    } else {
        sentence.span.end
    };
    sheet.window_after(date.span.end, next.min(sentence.span.end))
}

/// Whether nothing but a range sign stands between two dates.
fn is_range(sheet: &Sheet<'_>, from: usize, to: usize) -> bool {
    let between = sheet.text.get(from..to).unwrap_or("").trim();
    let mut signs = between.chars();
    between.chars().count() <= 2 && signs.next().is_some_and(joins) && signs.all(joins)
}

/// The time in which the inspectors were there.
fn is_visit(sheet: &Sheet<'_>, sentence: &Sentence, start: usize, end: usize) -> bool {
    let after = sheet.window_after(end, sentence.span.end);
    let before = sheet.window_before(sentence.span.start, start);
    has(after, &["巡察", "巡视", "督察", "进驻", "审计", "督查", "督导", "检查", "巡視", "巡察組"])
        && !has(before, &["整改期", "集中整改"])
}

fn is_feedback(words: &str) -> bool {
    let reach = words.char_indices().nth(40).map_or(words.len(), |(at, _)| at);
    let near = words.get(..reach).unwrap_or("");
    near.find("反馈").is_some_and(|at| {
        let rest = near.get(at..).unwrap_or("");
        let before = near.get(..at).unwrap_or("");
        !has(before, &["召开", "研究", "对照", "收到", "根据", "按照", "制定", "针对", "完成", "落实"])
            && !has(rest, &["反馈整改", "反馈问题整改", "反馈的"])
    })
}

/// Work that can only follow the feedback.
fn is_work(words: &str) -> bool {
    let reach = words.char_indices().nth(40).map_or(words.len(), |(at, _)| at);
    let near = words.get(..reach).unwrap_or("");
    has(
        near,
        &[
            "整改工作动员",
            "整改动员",
            "整改方案",
            "整改专题民主生活会",
            "整改工作领导小组",
            "整改工作推进",
            "整改推进会",
            "研究部署整改",
            "研究整改",
            "整改工作部署",
            "整改工作专题",
        ],
    )
}

/// 收到反馈后，5月24日召开会议: what the sentence itself puts behind the feedback.
fn after_feedback(sheet: &Sheet<'_>, sentence: &Sentence, at: usize) -> bool {
    let before = sheet.window_before(sentence.span.start, at);
    has(before, &["收到反馈", "反馈后", "反馈意见后", "反馈会后", "意见反馈后", "反馈以来", "接到反馈"])
}

/// Whether a date without a year of its own, taken a year later, still comes before the text was closed, and the
/// dates that lean on the same year with it.
fn fits_next_year(days: &[Option<Days>], at: usize, before: Days, closing: Option<Days>) -> bool {
    let lasts = |this: Days| (this.next_year().first - before.first).get_days();
    if days.get(at).copied().flatten().is_some_and(|this| lasts(this) > LONGEST_STEP) {
        return false;
    }
    let Some(closing) = closing else { return true };
    days.iter()
        .skip(at)
        .take(FOLLOWERS)
        .flatten()
        .take_while(|days| days.inferred)
        .all(|days| days.next_year().first <= closing.last)
}

/// A step that names no year and falls in the next one follows the step before within this many days.
const LONGEST_STEP: i32 = 240;

/// How many of the dates that follow are looked at.
const FOLLOWERS: usize = 12;

/// The day of the text: that of the signature, or else of its publication.
fn closing(sheet: &Sheet<'_>, days: &[Option<Days>]) -> Option<Days> {
    let inside = |line: Span| {
        let from = sheet.bulletin.dates.partition_point(|date| date.span.start < line.start);
        sheet
            .bulletin
            .dates
            .get(from)
            .filter(|date| line.holds(date.span))
            .and_then(|_| days.get(from).copied()?)
    };
    if let Some(line) = sheet.signature.date {
        return inside(line);
    }
    None
}

/// Whether what is told as done is dated after the day of the text.
fn is_after_closing(sheet: &Sheet<'_>, sentence: &Sentence, this: Days, closing: Option<Days>) -> bool {
    let late = |closing: &Days| this.first > closing.last && this.span.end < closing.span.start;
    if !closing.as_ref().is_some_and(late) {
        return false;
    }
    // 截至11月底 tells of what has come, no plan.
    let clause = sheet.clause_before(sentence.span.start, this.span.start).replace("截至", "");
    let after = sheet.window_after(this.span.end, sentence.span.end);
    let near = after.char_indices().nth(30).map_or(after, |(at, _)| after.get(..at).unwrap_or(after));
    let planned = ["前", "底前", "之前", "以前"].iter().any(|word| after.starts_with(word))
        || has(
            &clause,
            &["计划", "预计", "力争", "拟", "确保", "将", "明确", "期限", "时限", "有效期", "至", "到"],
        )
        || has(near, &["将", "计划", "预计", "力争", "拟", "确保"]);
    let done = has(near, &["召开", "印发", "完成", "已", "了", "制定", "出台", "开展", "反馈", "组织"]);
    done && !planned && sentence.prose
}

/// How many late dates one finding shows.
const MOST_LATE: usize = 8;

fn tell(code: Code, sheet: &Sheet<'_>, one: Span, other: Span, findings: &mut Vec<Finding>) {
    findings.push(
        Finding::new(code, vec![one, other])
            .with("one", one.of(sheet.text))
            .with("other", other.of(sheet.text)),
    );
}
