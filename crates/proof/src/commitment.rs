//! Salted commitments: a personal or free-text field stands in the log as a hash, so that the text itself can be
//! withheld or erased while the log stays provable.
//!
//! Formulas, with `H` the log's hash, `‖` concatenation and `u64be` eight bytes, most significant first:
//!
//! ```text
//! commitment = H(0x02 ‖ salt[16] ‖ u64be(len(field)) ‖ field ‖ u64be(len(value)) ‖ value)
//! salt       = H(0x03 ‖ seed[32] ‖ u64be(event index) ‖ u64be(len(field)) ‖ field)[0..16]
//! ```
//!
//! `field` is the field's name in UTF-8, `value` the field's canonical bytes; lengths count bytes. The prefixes
//! 0x02 and 0x03 keep both apart from leaves (0x00) and nodes (0x01), and the lengths make the encoding
//! unambiguous: two different (salt, field, value) never feed the same bytes to `H`.
//!
//! Who is shown salt and value can recompute the commitment; who is shown neither learns nothing that could be
//! guessed and tried, since the salt holds 128 random bits. One random seed a command gives every salt of that
//! command and is then thrown away: with 32 unknown bytes hashed first and half the result dropped, a salt that
//! is disclosed tells nothing of its siblings.

use std::fmt;

use crate::hash::{Algorithm, Hash};
use crate::hex;

/// Bytes in a salt.
pub const SALT_BYTES: usize = 16;
/// Bytes in the random seed of a command.
pub const SEED_BYTES: usize = 32;

const COMMITMENT_PREFIX: u8 = 0x02;
const SALT_PREFIX: u8 = 0x03;

/// The secret half of a commitment, kept beside the field's text and erased with it.
///
/// Text and serde form: 32 lower-case hexadecimal digits. `Debug` hides it: a salt in a log file would let
/// anybody try out guesses at an erased text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Salt([u8; SALT_BYTES]);

impl Salt {
    /// Takes the bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; SALT_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; SALT_BYTES] {
        &self.0
    }
}

hex::text_form!(Salt, SALT_BYTES);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(hidden)")
    }
}

/// Commitment to the bytes of one field; see the module for the formula.
#[must_use]
pub fn commit(algorithm: Algorithm, salt: &Salt, field: &str, value: &[u8]) -> Hash {
    algorithm.digest_parts(&[
        &[COMMITMENT_PREFIX],
        &salt.0,
        &length(field.as_bytes()),
        field.as_bytes(),
        &length(value),
        value,
    ])
}

/// Salt of one field of the `event_index`-th event (from 0) that a command decided; see the module for the formula.
///
/// `seed` is 32 random bytes, fresh for every command; with a seed used twice, equal texts would show as equal.
#[must_use]
pub fn derive_salt(algorithm: Algorithm, seed: &[u8; SEED_BYTES], event_index: u64, field: &str) -> Salt {
    let hash = algorithm.digest_parts(&[
        &[SALT_PREFIX],
        seed,
        &event_index.to_be_bytes(),
        &length(field.as_bytes()),
        field.as_bytes(),
    ]);
    let mut salt = [0; SALT_BYTES];
    salt.copy_from_slice(&hash.as_bytes()[..SALT_BYTES]);
    Salt(salt)
}

fn length(bytes: &[u8]) -> [u8; 8] {
    (bytes.len() as u64).to_be_bytes()
}
