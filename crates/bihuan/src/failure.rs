//! What a command ends with when it cannot do what was asked.

use app::{AppError, HouseError, OpenError, language::Language};

/// A failure that a person is told about.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A use case refused or failed.
    App(AppError),
    /// A mistake in the house's data, with its place.
    House(HouseError),
    /// A parameter has a wrong form: which, and what is allowed.
    Parameter { name: &'static str, allowed: String },
    /// A file could not be read or written.
    Io { path: String, error: std::io::Error },
    /// Anything else.
    Other(String),
}

impl Failure {
    /// The sentence for a person.
    pub(crate) fn told(&self, language: Language) -> String {
        let texts = language.texts();
        let with = |id: &str, args: &[(&'static str, String)]| {
            let args: Vec<(&str, &dyn app::language::Say)> =
                args.iter().map(|(name, value)| (*name, value as &dyn app::language::Say)).collect();
            texts.with(id, &args)
        };
        match self {
            Failure::App(error) => with(&error.text_id(), &error.args()),
            Failure::House(HouseError::Line { file, error }) => with(
                "error-house-line",
                &[
                    ("file", file.clone()),
                    ("line", error.line.to_string()),
                    ("problem", error.problem.clone()),
                    ("allowed", error.allowed.clone()),
                ],
            ),
            Failure::House(HouseError::File { file, problem }) => {
                with("error-house-file", &[("file", file.clone()), ("problem", problem.clone())])
            }
            Failure::Parameter { name, allowed } => {
                with("error-parameter", &[("name", (*name).to_owned()), ("allowed", allowed.clone())])
            }
            Failure::Io { path, error } => {
                with("error-io", &[("path", path.clone()), ("problem", error.to_string())])
            }
            Failure::Other(text) => text.clone(),
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Failure::App(error)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::House(error) => Failure::House(error),
            OpenError::App(error) => Failure::App(error),
        }
    }
}

impl From<documents::ReadError> for Failure {
    fn from(error: documents::ReadError) -> Self {
        Failure::App(AppError::Unreadable(error))
    }
}
