//! Registers: what can be drawn, and who can be drawn to inspect it. Frozen, they have a hash.

use crate::{CannotDraw, hash::Hasher};
use serde::{Deserialize, Serialize};

/// Most objects of a register.
pub const MAX_OBJECTS: usize = 2_000_000;
/// Most inspectors of a register.
pub const MAX_INSPECTORS: usize = 20_000;
/// Most bytes of an id or another word of a register.
pub const MAX_WORD_BYTES: usize = 300;

/// Something that can be inspected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// What tells it from every other, such as a credit code.
    pub id: String,
    /// Its risk class; the rules give each class its ratio.
    pub class: String,
    /// Part of the class that is drawn from for itself, such as an area; empty where there are none.
    #[serde(default)]
    pub group: String,
    /// The unit it belongs to; a unit is not drawn twice.
    #[serde(default)]
    pub unit: String,
}

/// Somebody who inspects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspector {
    /// What tells them from every other, such as the number of their card.
    pub id: String,
    /// Their own unit: they stand aside from its objects.
    #[serde(default)]
    pub unit: String,
    /// Whether they may inspect now. Who has left or whose card has lapsed stays in the register and is not drawn.
    pub qualified: bool,
    /// Units and objects they stand aside from.
    #[serde(default)]
    pub aside: Vec<String>,
}

/// An entry of a register.
pub(crate) trait Entry: Serialize {
    const REGISTER: &'static str;
    fn id(&self) -> &str;
    fn words(&self) -> impl Iterator<Item = &String>;
}

impl Entry for Object {
    const REGISTER: &'static str = "objects";

    fn id(&self) -> &str {
        &self.id
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        [&self.id, &self.class, &self.group, &self.unit].into_iter()
    }
}

impl Entry for Inspector {
    const REGISTER: &'static str = "inspectors";

    fn id(&self) -> &str {
        &self.id
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        [&self.id, &self.unit].into_iter().chain(&self.aside)
    }
}

/// Refuses what is no register: too long, ids that are empty, doubled or not in order.
pub(crate) fn check<E: Entry>(entries: &[E], most: usize) -> Result<(), CannotDraw> {
    let register = E::REGISTER;
    if entries.is_empty() || entries.len() > most {
        return Err(CannotDraw::Size { register, found: entries.len(), most });
    }
    for (at, entry) in entries.iter().enumerate() {
        if entry.id().is_empty() || entry.words().any(|word| word.len() > MAX_WORD_BYTES) {
            return Err(CannotDraw::Entry { register, number: at + 1 });
        }
    }
    match entries.windows(2).find(|pair| pair[0].id() >= pair[1].id()) {
        Some(pair) if pair[0].id() == pair[1].id() => {
            Err(CannotDraw::Twice { register, id: pair[1].id().to_owned() })
        }
        Some(pair) => Err(CannotDraw::Order { register, id: pair[1].id().to_owned() }),
        None => Ok(()),
    }
}

/// The hash of a frozen register: SHA-256 over its entries as JSON, a line each, in the order of their ids.
pub(crate) fn frozen<E: Entry>(entries: &[E]) -> String {
    let mut hasher = Hasher::default();
    for entry in entries {
        hasher.json(entry);
        hasher.bytes(b"\n");
    }
    hasher.hex()
}
