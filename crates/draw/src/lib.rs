//! Drawing by lot what is inspected, and who inspects it, so that nobody can choose and anybody can check.
//!
//! Pure: no clock, no chance, no I/O. The seed comes from a secret whose hash was shown before, or from a public value
//! that was named before it was known ([`Commitment`]); registers and rules are frozen with their hashes ([`freeze`]),
//! which go into the seed. `docs/draw.md` describes every step, and `scripts/replay-draw` does it a second time in
//! another language.
//!
//! ```
//! # fn main() -> Result<(), draw::CannotDraw> {
//! use draw::{Commitment, Inspector, Object, Record, Rules, commitment};
//!
//! let objects = ["A", "B", "C", "D"]
//!     .map(|id| Object { id: id.into(), class: "general".into(), ..Object::default() })
//!     .to_vec();
//! let inspectors = ["1", "2", "3"]
//!     .map(|id| Inspector { id: id.into(), qualified: true, ..Inspector::default() })
//!     .to_vec();
//! let rules = Rules { ratios: [("general".into(), 5_000)].into(), inspectors: 2, ..Rules::default() };
//! let shown_before = Commitment::Secret { hash: commitment("a long secret") };
//! let record = Record::make((objects, inspectors, rules), shown_before, "a long secret".into(), vec![])?;
//! assert_eq!(record.outcome.drawn.len(), 2);
//! assert!(record.replay()?.1.is_empty());
//! # Ok(())
//! # }
//! ```

mod draw;
mod hash;
mod record;
mod register;
mod rules;
mod sample;
mod seed;

pub use draw::{Drawn, Outcome, Passed, Stratum, Why, draw, freeze};
pub use record::{Difference, Discarded, Record};
pub use register::{Inspector, MAX_INSPECTORS, MAX_OBJECTS, MAX_WORD_BYTES, Object};
pub use rules::{Rules, WHOLE};
pub use sample::sample;
pub use seed::{ALGORITHM, Commitment, Frozen, REVEAL_BYTES, commitment};

/// Why nothing can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotDraw {
    /// A register is empty or too long.
    #[error("register of {register}: {found} entries; 1 to {most}")]
    Size {
        /// Which register.
        register: &'static str,
        /// Its entries.
        found: usize,
        /// Entries at most.
        most: usize,
    },
    /// An entry has no id, or a word that is too long.
    #[error(
        "register of {register}, entry {number}: an id is missing or a word is longer than {MAX_WORD_BYTES} bytes"
    )]
    Entry {
        /// Which register.
        register: &'static str,
        /// Place of the entry, from 1.
        number: usize,
    },
    /// An id stands in a register twice.
    #[error("register of {register}: `{id}` stands in it twice")]
    Twice {
        /// Which register.
        register: &'static str,
        /// The id.
        id: String,
    },
    /// A register is not in the order of its ids.
    #[error(
        "register of {register}: `{id}` is out of order; entries stand in the order of the bytes of their ids"
    )]
    Order {
        /// Which register.
        register: &'static str,
        /// The first id out of order.
        id: String,
    },
    /// A class has no ratio.
    #[error("class `{class}` of object `{object}` has no ratio")]
    NoRatio {
        /// The class.
        class: String,
        /// An object of it.
        object: String,
    },
    /// A ratio is above the whole.
    #[error("class `{class}`: ratio {ratio} of {WHOLE}")]
    Ratio {
        /// The class.
        class: String,
        /// Its ratio.
        ratio: u32,
    },
    /// Too few or too many inspectors are asked for.
    #[error("{wanted} inspectors for each object; 2 to 20")]
    Inspectors {
        /// How many are asked for.
        wanted: usize,
    },
    /// Fewer can inspect than each object needs.
    #[error("{qualified} inspectors are qualified; each object needs {wanted}")]
    TooFew {
        /// How many can.
        qualified: usize,
        /// How many each object needs.
        wanted: usize,
    },
    /// What is revealed is too short or too long.
    #[error("what is revealed has {found} bytes; 4 to 1000")]
    Reveal {
        /// Its bytes.
        found: usize,
    },
    /// What is revealed is not what was fixed before.
    #[error("what is revealed is not what was fixed before the draw")]
    NotKept,
    /// Too many stand aside from an object.
    #[error("object `{object}`: only {found} inspectors are left who need not stand aside")]
    NobodyLeft {
        /// The object.
        object: String,
        /// How many were found.
        found: usize,
    },
}

impl CannotDraw {
    /// Codes of every reason.
    pub const CODES: [&str; 11] = [
        "size",
        "entry",
        "twice",
        "order",
        "no-ratio",
        "ratio",
        "inspectors",
        "too-few",
        "reveal",
        "not-kept",
        "nobody-left",
    ];

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            CannotDraw::Size { .. } => "size",
            CannotDraw::Entry { .. } => "entry",
            CannotDraw::Twice { .. } => "twice",
            CannotDraw::Order { .. } => "order",
            CannotDraw::NoRatio { .. } => "no-ratio",
            CannotDraw::Ratio { .. } => "ratio",
            CannotDraw::Inspectors { .. } => "inspectors",
            CannotDraw::TooFew { .. } => "too-few",
            CannotDraw::Reveal { .. } => "reveal",
            CannotDraw::NotKept => "not-kept",
            CannotDraw::NobodyLeft { .. } => "nobody-left",
        }
    }

    /// What a text about it names.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            CannotDraw::Entry { number, .. } => vec![("number", number.to_string())],
            CannotDraw::Twice { id, .. } | CannotDraw::Order { id, .. } => vec![("id", id.clone())],
            CannotDraw::NoRatio { class, object } => vec![("class", class.clone()), ("id", object.clone())],
            CannotDraw::Ratio { class, .. } => vec![("class", class.clone())],
            CannotDraw::TooFew { qualified, wanted } => {
                vec![("found", qualified.to_string()), ("wanted", wanted.to_string())]
            }
            CannotDraw::NobodyLeft { object, found } => {
                vec![("id", object.clone()), ("found", found.to_string())]
            }
            _ => vec![],
        }
    }
}
