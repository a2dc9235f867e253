//! Why lists are not compared, or a comparison does not go on.

use comparison::CannotCompare;

/// Why lists are not compared, or a comparison does not go on; texts stand under `error-compare-<code>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCompared {
    /// There is nothing to compare by, or too much.
    #[error(transparent)]
    Cannot(#[from] CannotCompare),
    /// Only some may know of a ledger, and everybody who compares would see its rows.
    #[error("ledger {kind} has readers of its own")]
    Restricted {
        /// Name of its kind.
        kind: String,
    },
    /// Pairs wait for somebody to decide.
    #[error("{count} pairs wait")]
    Waiting {
        /// How many.
        count: usize,
    },
    /// Nobody has to decide about this pair.
    #[error("no such pair")]
    NoPair,
    /// One of the two rows is the same as another row already.
    #[error("a row is matched already")]
    Taken,
    /// It is settled.
    #[error("the comparison is settled")]
    Settled,
}

impl NotCompared {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            NotCompared::Cannot(CannotCompare::Lists(_)) => "lists",
            NotCompared::Cannot(CannotCompare::TooLarge { .. }) => "too-large",
            NotCompared::Cannot(CannotCompare::NothingInCommon { .. }) => "nothing-in-common",
            NotCompared::Cannot(CannotCompare::NoColumn { .. }) => "no-column",
            NotCompared::Restricted { .. } => "restricted",
            NotCompared::Waiting { .. } => "waiting",
            NotCompared::NoPair => "no-pair",
            NotCompared::Taken => "taken",
            NotCompared::Settled => "settled",
        }
    }

    /// What a text about it names.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            NotCompared::Cannot(CannotCompare::Lists(found)) => vec![("found", found.to_string())],
            NotCompared::Cannot(CannotCompare::TooLarge { list, found, most, .. }) => {
                vec![("list", list.to_string()), ("found", found.to_string()), ("most", most.to_string())]
            }
            NotCompared::Cannot(CannotCompare::NothingInCommon { list }) => vec![("list", list.to_string())],
            NotCompared::Cannot(CannotCompare::NoColumn { list, column }) => {
                vec![("list", list.to_string()), ("column", column.to_string())]
            }
            NotCompared::Restricted { kind } => vec![("kind", kind.clone())],
            NotCompared::Waiting { count } => vec![("count", count.to_string())],
            NotCompared::NoPair | NotCompared::Taken | NotCompared::Settled => vec![],
        }
    }

    /// Whether it does not fit how the comparison stands, rather than what was handed in.
    pub fn is_conflict(&self) -> bool {
        matches!(
            self,
            NotCompared::Waiting { .. } | NotCompared::NoPair | NotCompared::Taken | NotCompared::Settled
        )
    }
}
