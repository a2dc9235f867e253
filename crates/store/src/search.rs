//! Words for Chinese full-text search: pairs of neighbouring characters, so that any two characters of a text find it
//! without a dictionary that would have to know every unit's and project's name.

use ledger::{
    Event, FieldValue, Kinds, Matter, MatterId, Seq,
    field::FieldType,
    kind::{Field, Privacy},
};
use serde::Serialize;

/// Longest query, in code points.
pub const QUERY_MAX: usize = 100;
/// Most words in a query.
pub const WORDS_MAX: usize = 8;

/// A private-use sign that stands as a term between two runs; no query can ask for it.
const GAP: char = '\u{e000}';

/// A private-use sign before the name of a kind, as a term.
const KIND: char = '\u{e001}';

/// Something said on a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The matter.
    pub matter: MatterId,
    /// The event that holds the text.
    pub seq: Seq,
}

/// Folds what people do not mean to tell apart: case, full-width forms, the ideographic blank.
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        // Han characters have no case, and most of a text are such.
        '\u{4e00}'..='\u{9fff}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// A letter or digit of any script; the gap is neither.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric() && c != GAP
}

/// Splits a query at blanks into folded words, without repeats, at most [`WORDS_MAX`].
pub fn words(query: &str) -> Vec<String> {
    let folded: String = query.chars().take(QUERY_MAX).map(fold).collect();
    let mut words: Vec<String> = vec![];
    for word in folded.split_whitespace() {
        let has_sign = word.chars().any(char::is_alphanumeric);
        if has_sign && words.len() < WORDS_MAX && !words.iter().any(|w| w == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Whether `text` holds every word.
pub fn holds(text: &str, words: &[String]) -> bool {
    let text = folded(text);
    words.iter().all(|word| text.contains(word.as_str()))
}

/// `text` as it is compared with folded words.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// The runs of letters or digits in `words`, folded: a text is found when its folded form holds each of them.
pub(crate) fn runs(words: &[String]) -> Vec<String> {
    let all = words.iter().map(|word| folded(word));
    all.flat_map(|word| word.split(|c: char| !is_sign(c)).map(str::to_owned).collect::<Vec<_>>())
        .filter(|run| !run.is_empty())
        .collect()
}

/// Whether an index would find `text` by `words`: it holds each, and there is something to look for; a word of several
/// runs is found when each run is there.
pub fn finds(text: &str, words: &[String]) -> bool {
    let runs = runs(words);
    !runs.is_empty() && holds(text, &runs)
}

/// The searchable text of a matter: number, title and the words of its own fields. Codes of choices are no words, and
/// personal fields are found by nobody.
pub fn matter_text(matter: &Matter, kinds: &Kinds) -> String {
    let mut text = format!("{}\n{}", matter.number, matter.title);
    let Some(kind) = kinds.get(&matter.kind, matter.kind_version) else { return text };
    let is_words = |field: &&Field| {
        let words = matches!(
            field.r#type,
            FieldType::Text | FieldType::LongText | FieldType::Document | FieldType::Many
        );
        words && field.privacy != Privacy::Personal
    };
    for field in kind.fields.iter().filter(is_words) {
        match matter.fields.get(&field.name) {
            Some(FieldValue::Text(words)) => {
                text.push('\n');
                text.push_str(words);
            }
            Some(FieldValue::Many(many)) => {
                for words in many {
                    text.push('\n');
                    text.push_str(words);
                }
            }
            Some(FieldValue::Flag(_) | FieldValue::Matter(_)) | None => {}
        }
    }
    text
}

/// The searchable text of something said: reports, comments, titles of evidence.
pub fn said_text(event: &Event) -> Option<String> {
    match event {
        Event::ProgressReported(report) if !report.no_change => {
            Some([&report.text, &report.problems, &report.help].map(String::as_str).join("\n"))
        }
        Event::Commented { text } => Some(text.clone()),
        Event::EvidenceAttached { name, title, .. } => Some(format!("{title}\n{name}")),
        _ => None,
    }
}

/// Pairs of neighbouring letters or digits of a text, folded, in order and as often as they stand there.
pub fn pairs(text: &str) -> impl Iterator<Item = String> {
    let next = text.chars().skip(1);
    let pairs = text.chars().zip(next).map(|(one, two)| [fold(one), fold(two)]);
    pairs.filter(|pair| pair.iter().all(|sign| is_sign(*sign))).map(String::from_iter)
}

/// The terms of a matter: those of its text, and one for its kind that no query of a person asks for.
pub(crate) fn matter_terms(matter: &Matter, kinds: &Kinds) -> String {
    format!("{KIND}{} {}", matter.kind, index_terms(&matter_text(matter, kinds)))
}

/// The full-text query for matters of `kind` that hold a pair; `None` for what is no pair of letters or digits.
pub(crate) fn match_pair(kind: &str, pair: &str) -> Option<String> {
    let one = pairs(pair).next().filter(|one| one == pair)?;
    Some(format!("\"{KIND}{}\" AND \"{one}\"", kind.replace('"', "")))
}

/// The terms of a text for the index: of each run of letters or digits the pairs of neighbours, and of each run its
/// last sign alone, so that a one-sign query can match by prefix. Runs are parted by a term that no query makes.
pub fn index_terms(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2 + 8);
    let mut last: Option<char> = None;
    for c in text.chars().map(fold).chain([' ']) {
        if is_sign(c) {
            if let Some(before) = last {
                out.push(before);
                out.push(c);
                out.push(' ');
            }
            last = Some(c);
        } else if let Some(before) = last.take() {
            out.push(before);
            // A gap, so that a phrase never reaches over the end of a run.
            out.push(' ');
            out.push(GAP);
            out.push(' ');
        }
    }
    out
}

/// The full-text query for one word: a phrase of its pairs; a single sign matches by prefix. `None` for a word without
/// letters or digits. Parts of a word that are parted by other signs must all be there.
pub fn match_terms(word: &str) -> Option<String> {
    let mut parts: Vec<String> = vec![];
    let word: String = word.chars().map(fold).collect();
    for run in word.split(|c: char| !is_sign(c)).filter(|run| !run.is_empty()) {
        let signs: Vec<char> = run.chars().collect();
        parts.push(match signs.as_slice() {
            [one] => format!("\"{one}\" *"),
            many => {
                let pairs: Vec<String> = many.windows(2).map(|pair| pair.iter().collect()).collect();
                format!("\"{}\"", pairs.join(" "))
            }
        });
    }
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_pairs_within_runs() {
        assert_eq!(index_terms("整改措施，ＡB1"), "整改 改措 措施 施 \u{e000} ab b1 1 \u{e000} ");
        assert_eq!(match_terms("改措施").as_deref(), Some("\"改措 措施\""));
        assert_eq!(match_terms("整").as_deref(), Some("\"整\" *"));
        assert_eq!(match_terms("a-1").as_deref(), Some("\"a\" * AND \"1\" *"));
        assert_eq!(match_terms("，"), None);
    }

    #[test]
    fn words_are_folded_and_bounded() {
        assert_eq!(words("  Ａb　租金 租金 ， "), ["ab", "租金"]);
        assert_eq!(words(&"字 ".repeat(200)).len(), 1);
        assert!(holds("已收回ＡＢ公司租金", &words("ab 租金")));
        assert!(!holds("已收回", &words("租金")));
    }
}
