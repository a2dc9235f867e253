//! The two hash functions a log may be built on, and the hashes of leaves and nodes (RFC 6962 §2.1).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sm3::Sm3;

use crate::hex;

/// Bytes in a hash, for either algorithm.
pub const HASH_BYTES: usize = 32;

/// First byte of what is hashed for a leaf: RFC 6962 §2.1, so that no node can be passed off as a leaf.
const LEAF_PREFIX: u8 = 0x00;
/// First byte of what is hashed for a node: RFC 6962 §2.1.
const NODE_PREFIX: u8 = 0x01;

/// The hash function of a log. Chosen once, when the log begins; every hash of that log is made with it.
///
/// In configuration and serialised forms: `sha256` or `sm3`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// SHA-256 (FIPS 180-4), the function of RFC 6962 and RFC 9162.
    #[default]
    Sha256,
    /// SM3 (GB/T 32905-2016), for installations bound to the national algorithms. Same lengths, same tree.
    Sm3,
}

impl Algorithm {
    /// Plain hash `H(bytes)`, without a domain prefix. For files and other things outside the tree.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> Hash {
        match self {
            Self::Sha256 => Hash(Sha256::digest(bytes).into()),
            Self::Sm3 => Hash(Sm3::digest(bytes).into()),
        }
    }

    /// Hash of a leaf: `H(0x00 ‖ data)` (RFC 6962 §2.1).
    #[must_use]
    pub fn leaf(self, data: &[u8]) -> Hash {
        self.digest_parts(&[&[LEAF_PREFIX], data])
    }

    /// Hash of a node over its two children: `H(0x01 ‖ left ‖ right)` (RFC 6962 §2.1).
    #[must_use]
    pub fn node(self, left: &Hash, right: &Hash) -> Hash {
        // One piece of 65 bytes: the hash function takes it without buffering the halves one by one.
        let mut input = [NODE_PREFIX; 1 + 2 * HASH_BYTES];
        input[1..=HASH_BYTES].copy_from_slice(&left.0);
        input[1 + HASH_BYTES..].copy_from_slice(&right.0);
        self.digest(&input)
    }

    /// Root of the tree without leaves: `H("")` (RFC 6962 §2.1).
    #[must_use]
    pub fn empty_root(self) -> Hash {
        self.digest(&[])
    }

    /// `H(part₁ ‖ part₂ ‖ …)`. The caller sees to it that the parts can be told apart.
    pub(crate) fn digest_parts(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sha256 => digest_with::<Sha256>(parts),
            Self::Sm3 => digest_with::<Sm3>(parts),
        }
    }

    /// Name in configuration and serialised forms: `sha256`, `sm3`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }
}

fn digest_with<D>(parts: &[&[u8]]) -> Hash
where
    D: Digest,
    [u8; HASH_BYTES]: From<sha2::digest::Output<D>>,
{
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "sha256" => Ok(Self::Sha256),
            "sm3" => Ok(Self::Sm3),
            _ => Err(UnknownAlgorithm),
        }
    }
}

/// The name is neither `sha256` nor `sm3`. Code `algorithm_unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown hash algorithm; known are sha256 and sm3")]
pub struct UnknownAlgorithm;

impl UnknownAlgorithm {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "algorithm_unknown"
    }
}

/// A hash of 32 bytes: of a leaf, a node, a root or a commitment.
///
/// Written as 64 lower-case hexadecimal digits, in text and in serde alike; no other spelling is read, so that a
/// hash has one text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; HASH_BYTES]);

impl Hash {
    /// Takes the bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }
}

hex::text_form!(Hash, HASH_BYTES);

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
