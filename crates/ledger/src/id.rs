//! Identifiers: one newtype each, so that a unit is never taken for a person.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    };
}

numbered!(
    /// One organisation's ledger; the shard key that every stored row carries. Starts at 1.
    SpaceId
);
numbered!(
    /// A matter of a space, counted from 1 without gaps. 0 is the space itself, which carries the kinds in force.
    MatterId
);
numbered!(
    /// Place of an event in the space's log, counted from 0 without gaps; also its leaf index in the Merkle tree.
    Seq
);

impl MatterId {
    /// The space itself, under which kinds are defined.
    pub const SPACE: MatterId = MatterId(0);
}

/// The sender's id of a command: a retry with the same id is answered with the first outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub [u8; 16]);

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A command id is 32 hexadecimal digits; the hyphens of a UUID may stand between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a command id is 32 hexadecimal digits")]
pub struct NotACommandId;

impl FromStr for CommandId {
    type Err = NotACommandId;

    fn from_str(text: &str) -> Result<Self, NotACommandId> {
        let mut bytes = [0u8; 16];
        let mut digits = 0usize;
        for c in text.chars().filter(|c| *c != '-') {
            let value = c.to_digit(16).ok_or(NotACommandId)? as u8;
            let slot = bytes.get_mut(digits / 2).ok_or(NotACommandId)?;
            *slot = *slot << 4 | value;
            digits += 1;
        }
        if digits == 32 { Ok(CommandId(bytes)) } else { Err(NotACommandId) }
    }
}

impl Serialize for CommandId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_id_reads_uuid_form() {
        let id: CommandId = "018f9c3e-7b6a-7cc1-9d2e-0123456789ab".parse().unwrap();
        assert_eq!(id.to_string(), "018f9c3e7b6a7cc19d2e0123456789ab");
        assert_eq!("12".parse::<CommandId>(), Err(NotACommandId));
        assert_eq!("0".repeat(33).parse::<CommandId>(), Err(NotACommandId));
        assert_eq!("g".repeat(32).parse::<CommandId>(), Err(NotACommandId));
    }
}
