//! What is drawn: how much of each class, by how many, and what is passed over.

use crate::CannotDraw;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All of a class, in ten-thousandths.
pub const WHOLE: u32 = 10_000;

/// The rules of a draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How much of each risk class is drawn, in ten-thousandths of its objects; at least one of each group.
    pub ratios: BTreeMap<String, u32>,
    /// Inspectors for each object, at least two (law on administrative penalties, art. 42).
    pub inspectors: usize,
    /// Objects an inspector gets at most; 0 = no bound.
    #[serde(default)]
    pub most: usize,
    /// Whether each group of a class is drawn from for itself.
    #[serde(default)]
    pub by_group: bool,
    /// Whether a unit is drawn once at most.
    #[serde(default)]
    pub unit_once: bool,
    /// Units and objects that were drawn before in the period and are not drawn again.
    #[serde(default)]
    pub drawn_before: Vec<String>,
}

impl Rules {
    /// Inspectors for each object at least.
    pub const LEAST_INSPECTORS: usize = 2;
    /// Inspectors for each object at most.
    pub const MOST_INSPECTORS: usize = 20;

    pub(crate) fn check(&self) -> Result<(), CannotDraw> {
        if !(Rules::LEAST_INSPECTORS..=Rules::MOST_INSPECTORS).contains(&self.inspectors) {
            return Err(CannotDraw::Inspectors { wanted: self.inspectors });
        }
        match self.ratios.iter().find(|(_, ratio)| **ratio > WHOLE) {
            Some((class, ratio)) => Err(CannotDraw::Ratio { class: class.clone(), ratio: *ratio }),
            None => Ok(()),
        }
    }

    /// How many of `size` objects are drawn: the ratio of them, rounded up.
    pub(crate) fn wanted(ratio: u32, size: usize) -> usize {
        (size as u64 * u64::from(ratio)).div_ceil(u64::from(WHOLE)) as usize
    }
}
