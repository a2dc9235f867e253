//! SHA-256 as the house writes it: 64 lower-case hexadecimal digits.

use sha2::{Digest, Sha256};

/// The hash of `bytes`, under which files, definitions and secrets are kept.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
