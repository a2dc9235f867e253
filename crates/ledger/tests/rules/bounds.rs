//! How many of something a command may carry and a matter may hold: the last that fits, and the first that does not.

use crate::cases::check;
use ledger::limit;

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..count).map(item).collect::<Vec<_>>().join(","))
}

/// One line on a matter that holds `full` of something, and the same with one more.
fn edge(full: impl Fn(usize) -> String, limit: usize, fits: &str, too_many: &str) {
    check(&format!("{} => {fits}", full(limit)));
    check(&format!("{} => {too_many} limit={limit}", full(limit + 1)));
}

fn figures(count: usize) -> String {
    list(count, |n| format!(r#"{{"name":"f{n}","value":"1"}}"#))
}

#[test]
fn figures_of_a_report_and_of_an_opening() {
    let report = |count| {
        format!(
            "given measure in_progress unit=@roads\nren: report_progress text=x figures={}",
            figures(count)
        )
    };
    edge(report, limit::FIGURES, "progress_reported", "refused too-many field=figures");
    let open = |count| format!("given nothing\nkang: open kind=campaign figures={}", figures(count));
    edge(open, limit::FIGURES_KEPT, "opened", "refused too-many field=figures");
}

#[test]
fn links_of_a_matter() {
    let linked = |count: usize| {
        let links = list(count - 1, |n| format!(r#"{{"to":{},"relation":"same_kind"}}"#, 1000 + n));
        format!("given measure planned links={links}\nkang: link to=@sibling relation=same_kind")
    };
    edge(linked, limit::LINKS, "linked", "refused too-many field=links");
}

#[test]
fn roles_of_a_person() {
    let granted = |count: usize| {
        let grants = list(count - 1, |n| format!(r#"{{"role":"handler","unit":{}}}"#, 1000 + n));
        format!("given ren active grants={grants}\nzhang: grant_role role=supervisor")
    };
    edge(granted, limit::GRANTS, "role_granted", "refused too-many field=grants");
}

#[test]
fn helping_units_of_a_matter() {
    // Counted before they are looked up, so nobody has to stand there.
    let helped = |count| {
        format!("given measure planned\nkang: assign helpers={}", list(count, |n| (1000 + n).to_string()))
    };
    edge(helped, limit::HELPERS, "refused no-such-reference", "refused too-many field=helpers");
}

#[test]
fn evidence_named_by_a_report() {
    let hash = format!("{:064}", 0);
    let named = |count| {
        let hashes = list(count, |_| format!("\"{hash}\""));
        format!(
            "given measure in_progress unit=@roads evidence=1\nren: report_progress text=x evidence={hashes}"
        )
    };
    check(&format!("{} => progress_reported", named(limit::EVIDENCE)));
    check(&format!("{} => refused wrong-value field=evidence", named(limit::EVIDENCE + 1)));
}
