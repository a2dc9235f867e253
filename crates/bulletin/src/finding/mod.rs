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

use crate::read::Options;

/// Applies the rules, and puts what was found in the order of the text.
pub(crate) fn check(sheet: &Sheet<'_>, options: Options<'_>, findings: &mut Vec<Finding>) {
    if let Some(span) = sheet.cut_off {
        findings.push(Finding::new(Code::TruncatedText, vec![span]).with("tail", span.of(sheet.text)));
    }
    rule::claim::check(sheet, findings);
    rule::share::check(sheet, findings);
    if let Some(calendar) = options.working_days {
        rule::off_days::check(sheet, calendar, findings);
    }
    if !options.only_reading {
        compare(sheet, findings);
    }
    // Two rules may come upon one slip.
    findings.sort_by(|one, other| {
        (one.place(), one.code, &one.spans).cmp(&(other.place(), other.code, &other.spans))
    });
    findings.dedup_by(|one, other| one.code == other.code && one.spans == other.spans);
}

/// The rules that hold one place of the text against another, and what a published text must and must not have.
fn compare(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let rules = [
        rule::series::check,
        rule::list::check,
        rule::count::check,
        rule::growth::check,
        rule::fraction::check,
        rule::total::check,
        rule::column::check,
        rule::states::check,
        rule::within::check,
        rule::same::check,
        rule::mention::check,
        rule::repeat::check,
        rule::all::check,
        rule::rank::check,
        rule::order::check,
        rule::title::check,
        rule::title::numbers,
        rule::punctuation::check,
        rule::closing::check,
        rule::personal::check,
    ];
    for rule in rules {
        rule(sheet, findings);
    }
}
