//! Findings as SARIF 2.1.0 (OASIS), which editors and code review take. Lines and columns lie in the decoded text;
//! columns count code points.

use super::{Checked, Places};
use app::finding::Found;
use bulletin::{Code, Severity, Span};
use serde_json::{Value, json};

pub(super) fn log(checked: &[Checked]) -> Value {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({ "id": code.as_str(), "defaultConfiguration": { "level": level(code.severity()) } }))
        .collect();
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|one| {
            let places = Places::new(&one.text);
            one.findings.iter().map(move |found| result(one, &places, found)).collect::<Vec<_>>()
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "bihuan", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(checked: &Checked, places: &Places<'_>, Found { remark: found, rows }: &Found) -> Value {
    let index = Code::ALL.iter().position(|code| code.as_str() == found.code);
    let (last, others) = found.spans.split_last().map_or((Span::default(), &[][..]), |(l, o)| (*l, o));
    let related: Vec<Value> = others
        .iter()
        .enumerate()
        .map(|(id, span)| json!({ "id": id, "physicalLocation": location(checked, places, *span) }))
        .collect();
    json!({
        "ruleId": found.code,
        "ruleIndex": index,
        "level": level(found.severity),
        "message": { "text": found.message },
        "locations": [{ "physicalLocation": location(checked, places, last) }],
        "relatedLocations": related,
        "properties": { "rows": rows },
    })
}

fn location(checked: &Checked, places: &Places<'_>, span: Span) -> Value {
    let (start, end) = (places.of(span.start), places.of(span.end));
    json!({
        "artifactLocation": { "uri": uri(&checked.name) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "snippet": { "text": span.of(&checked.text) },
        },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as the reference that a URI may hold (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
