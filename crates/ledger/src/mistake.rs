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
}

impl Mistake {
    /// A mistake where `at` stands in `source`.
    pub(crate) fn at<T>(
        source: &str,
        at: &Spanned<T>,
        problem: String,
        allowed: impl Into<String>,
    ) -> Mistake {
        Mistake { line: line_at(source, at.span().start), problem, allowed: allowed.into() }
    }

    /// What the TOML reader found; `allowed` names the keys.
    pub(crate) fn of_toml(source: &str, error: &toml::de::Error, allowed: &str) -> Mistake {
        Mistake {
            line: error.span().map_or(1, |span| line_at(source, span.start)),
            problem: error.message().lines().next().unwrap_or_default().to_owned(),
            allowed: allowed.to_owned(),
        }
    }

    /// Refuses a name that is not lower snake case of 1 to 40 characters.
    pub(crate) fn unless_name(source: &str, name: &Spanned<String>) -> Result<(), Mistake> {
        let text = name.get_ref();
        let problem =
            || Mistake::at(source, name, format!("name `{text}`"), "lower snake case, 1 to 40 characters");
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
