//! Where the seed comes from, so that nobody can choose it: a secret whose hash is shown before, or a public value that
//! is announced before anybody can know it.

use crate::hash::{hex, sha256};
use serde::{Deserialize, Serialize};

/// The word every hash of a draw begins with.
pub const ALGORITHM: &str = "bihuan-draw-1";
/// Fewest and most bytes of what is revealed.
pub const REVEAL_BYTES: std::ops::RangeInclusive<usize> = 4..=1000;

/// What is fixed before the draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Commitment {
    /// A secret of which the hash is shown before.
    Secret {
        /// [`commitment`] of the secret.
        hash: String,
    },
    /// A public value that nobody knows yet, such as the closing figure of a named index on a named day.
    Public {
        /// Which value it will be, in words.
        source: String,
    },
}

/// The hash of a secret that is shown before: SHA-256 of `bihuan-draw-1`, a line feed, `secret`, a line feed, the secret.
pub fn commitment(secret: &str) -> String {
    hex(&sha256(&[ALGORITHM.as_bytes(), b"\nsecret\n", secret.as_bytes()]))
}

impl Commitment {
    /// Whether `reveal` is what was fixed. A public value is compared by people, who can look it up.
    pub fn is_kept_by(&self, reveal: &str) -> bool {
        match self {
            Commitment::Secret { hash } => *hash == commitment(reveal),
            Commitment::Public { .. } => true,
        }
    }
}

/// The hashes of what a draw is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Of the register of objects.
    pub objects: String,
    /// Of the register of inspectors.
    pub inspectors: String,
    /// Of the rules.
    pub rules: String,
}

impl Frozen {
    /// The seed: SHA-256 over the algorithm's name, the three hashes, the number of the attempt and what is revealed, a
    /// line feed between each. So another register, another rule or another attempt is another draw.
    pub(crate) fn seed(&self, attempt: u32, reveal: &str) -> [u8; 32] {
        let attempt = attempt.to_string();
        let parts = [ALGORITHM, &self.objects, &self.inspectors, &self.rules, &attempt, reveal];
        sha256(&[parts.join("\n").as_bytes()])
    }
}
