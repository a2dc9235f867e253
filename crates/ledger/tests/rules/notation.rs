//! How cases are written: `key=value` words, where a key may be a dotted path.
//!
//! A value is JSON where it reads as JSON (`7`, `true`, `null`, `["a"]`), the id of somebody or something in the town
//! after `@`, a repetition such as `x*501`, and plain text otherwise; `"two words"` in quotes.

use crate::town::Town;
use serde_json::{Map, Value};

/// Splits a line at blanks that stand outside quotes and brackets.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word) = (vec![], String::new());
    let (mut quoted, mut depth) = (false, 0i32);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if c.is_whitespace() && !quoted && depth == 0 {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Reads one value.
pub(crate) fn value(town: &Town, text: &str) -> Value {
    if let Some((piece, times)) = text.split_once('*')
        && let Ok(times) = times.parse()
    {
        return Value::String(piece.repeat(times));
    }
    if let Some(name) = text.strip_prefix('@') {
        return town.id(name).0.into();
    }
    // Names inside lists: [@roads,@water].
    if let Some(list) = text.strip_prefix("[@").and_then(|rest| rest.strip_suffix(']')) {
        return list.split(',').map(|name| town.id(name.trim_start_matches('@')).0).collect();
    }
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// Puts `key=value` words into an object; a dot in a key goes one object down.
pub(crate) fn put(town: &Town, into: &mut Map<String, Value>, word: &str) {
    let (path, text) = word.split_once('=').unwrap_or_else(|| panic!("`{word}` is no key=value"));
    let mut at = into;
    let mut keys: Vec<&str> = path.split('.').collect();
    let last = keys.pop().unwrap();
    for key in keys {
        let next = at.entry(key).or_insert_with(|| Value::Object(Map::new()));
        at = next.as_object_mut().unwrap_or_else(|| panic!("`{word}`: `{key}` is no object"));
    }
    at.insert(last.to_owned(), value(town, text));
}

/// Whether `found` holds what the words say; `key=absent` asks that it is not there. `Err` says what differs.
pub(crate) fn holds(town: &Town, found: &Value, words: &[String]) -> Result<(), String> {
    for word in words {
        let (path, text) = word.split_once('=').unwrap_or_else(|| panic!("`{word}` is no key=value"));
        let at = path.split('.').try_fold(found, |at, key| at.get(key));
        let fits = match (at, text) {
            (None, "absent") => true,
            (Some(at), _) => *at == value(town, text),
            (None, _) => false,
        };
        if !fits {
            return Err(format!("expected {word}, found {found}"));
        }
    }
    Ok(())
}
