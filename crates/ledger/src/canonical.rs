//! Canonical JSON: what is hashed must be written in one way only.
//!
//! Object keys sorted by code point, no blank space, strings escaped as RFC 8785 §3.2.2.2 does, whole numbers
//! only. Fractions are carried as decimal strings, so no float is ever printed.

use serde_json::Value;

/// Writes `value` in canonical form. Floats cannot occur in the ledger's types; one that did would be written as a
/// decimal string, so that the text stays canonical.
pub fn to_string(value: &Value) -> String {
    let mut out = String::with_capacity(256);
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) if number.is_i64() || number.is_u64() => out.push_str(&number.to_string()),
        Value::Number(number) => push_string(&number.to_string(), out),
        Value::String(text) => push_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            // Another crate may switch serde_json to insertion order; sorting here makes that harmless.
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (i, (key, item)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                push_string(key, out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

/// Writes `text` as a string in canonical form at the end of `out`.
pub fn push_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    // What needs no escape is copied in one piece; all that does is one byte long.
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = from.chars();
        if let Some(c) = chars.next() {
            escape(c, out);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\u{9}' => out.push_str("\\t"),
        '\u{a}' => out.push_str("\\n"),
        '\u{c}' => out.push_str("\\f"),
        '\u{d}' => out.push_str("\\r"),
        c => {
            out.push_str("\\u00");
            for shift in [4, 0] {
                let digit = (c as u32 >> shift) & 0xf;
                out.push(char::from_digit(digit, 16).unwrap_or('0'));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_sorted_strings_escaped_no_blanks() {
        let value = json!({"b": [1, true, null], "a": "行\n\"\u{1}", "é": -3, "Z": {}});
        assert_eq!(to_string(&value), "{\"Z\":{},\"a\":\"行\\n\\\"\\u0001\",\"b\":[1,true,null],\"é\":-3}");
    }

    #[test]
    fn canonical_text_reads_back_to_the_same_value() {
        let value = json!({"text": "a/\\\u{7f}\u{2028}😀", "list": [[], {"x": ""}]});
        let text = to_string(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
