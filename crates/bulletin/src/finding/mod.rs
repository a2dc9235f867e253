//! What is odd in a bulletin: the closed list of findings, and the rules that look for them in the whole text.
//!
//! Rules of this room know the text alone. One that needs the ledger (a figure that no event supports, a state that
//! the ledger contradicts) belongs in `app`: it takes the same reading, makes the same [`Finding`]s under codes that
//! are added here, and joins them to those of the reading.

mod code;
mod figure;
mod mark;
mod rule;
mod sheet;

pub use code::Code;
pub use mark::Finding;

pub(crate) use sheet::Sheet;

use crate::read::WorkingDays;

/// Applies every rule, and puts what was found in the order of the text.
pub(crate) fn check(sheet: &Sheet<'_>, working_days: Option<WorkingDays<'_>>, findings: &mut Vec<Finding>) {
    if let Some(span) = sheet.cut_off {
        findings.push(Finding::new(Code::TruncatedText, vec![span]).with("tail", span.of(sheet.text)));
    }
    rule::claim::check(sheet, findings);
    rule::list::check(sheet, findings);
    rule::share::check(sheet, findings);
    rule::growth::check(sheet, findings);
    rule::total::check(sheet, findings);
    rule::same::check(sheet, findings);
    rule::repeat::check(sheet, findings);
    rule::all::check(sheet, findings);
    rule::rank::check(sheet, findings);
    rule::order::check(sheet, findings);
    rule::title::check(sheet, findings);
    rule::title::numbers(sheet, findings);
    rule::punctuation::check(sheet, findings);
    rule::closing::check(sheet, findings);
    rule::personal::check(sheet, findings);
    if let Some(calendar) = working_days {
        rule::off_days::check(sheet, calendar, findings);
    }
    // Two rules may come upon one slip.
    findings.sort_by(|one, other| {
        (one.place(), one.code, &one.spans).cmp(&(other.place(), other.code, &other.spans))
    });
    findings.dedup_by(|one, other| one.code == other.code && one.spans == other.spans);
}
