//! A mistake in a data file, told so that it can be put right: the line, what is wrong there, what would be right.

use toml::Spanned;

/// A mistake in a data file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}; allowed: {allowed}")]
pub struct Mistake {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
    /// What would be right.
    pub allowed: String,
    /// Names the sentence that tells it to people (`mistake-<rule>` in `data/locales`); empty where there is none but `problem`.
    pub rule: &'static str,
    /// What the sentence is about, as it is written in the file.
    pub subject: String,
}

impl Mistake {
    /// A mistake in a line.
    pub fn new(line: usize, problem: String, allowed: impl Into<String>) -> Mistake {
        Mistake { line, problem, allowed: allowed.into(), rule: "", subject: String::new() }
    }

    /// The same, with the sentence that tells it to people.
    pub fn of(self, rule: &'static str, subject: &str) -> Mistake {
        Mistake { rule, subject: subject.to_owned(), ..self }
    }

    /// A mistake where `at` stands in `source`.
    pub fn at<T>(source: &str, at: &Spanned<T>, problem: String, allowed: impl Into<String>) -> Mistake {
        Mistake::new(line_at(source, at.span().start), problem, allowed)
    }

    /// What the TOML reader found; `allowed` names the keys.
    pub fn of_toml(source: &str, error: &toml::de::Error, allowed: &str) -> Mistake {
        let line = error.span().map_or(1, |span| line_at(source, span.start));
        let problem = error.message().lines().next().unwrap_or_default();
        Mistake::new(line, problem.to_owned(), allowed).of("syntax", problem)
    }

    /// Refuses a name that is not lower snake case of 1 to 40 characters.
    pub(crate) fn unless_name(source: &str, name: &Spanned<String>) -> Result<(), Mistake> {
        let text = name.get_ref();
        let problem = || {
            Mistake::at(source, name, format!("name `{text}`"), "lower snake case, 1 to 40 characters")
                .of("name", text)
        };
        if is_name(text) { Ok(()) } else { Err(problem()) }
    }
}

/// Whether `text` is lower snake case of 1 to 40 characters.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn line_at(source: &str, offset: usize) -> usize {
    1 + source.bytes().take(offset).filter(|b| *b == b'\n').count()
}
