//! The record of a draw: all that anybody needs to do it again.

use crate::{
    CannotDraw,
    draw::{Outcome, draw, freeze},
    register::{Inspector, Object},
    rules::Rules,
    seed::{ALGORITHM, Commitment, Frozen},
};
use serde::{Deserialize, Serialize};

/// An earlier draw of the same registers that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discarded {
    /// [`Outcome::hash`] of it.
    pub outcome: String,
    /// Why it was drawn again.
    pub reason: String,
}

/// The record of a draw, as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`ALGORITHM`].
    pub algorithm: String,
    /// What was fixed before.
    pub commitment: Commitment,
    /// What was revealed after.
    pub reveal: String,
    /// Earlier draws that do not count; this one is the next.
    #[serde(default)]
    pub discarded: Vec<Discarded>,
    /// The rules.
    pub rules: Rules,
    /// The register of objects, in the order of the ids.
    pub objects: Vec<Object>,
    /// The register of inspectors, in the order of the ids.
    pub inspectors: Vec<Inspector>,
    /// The hashes that were shown before.
    pub frozen: Frozen,
    /// What was drawn.
    pub outcome: Outcome,
}

/// What differs between a record and the draw done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It names another algorithm.
    Algorithm(String),
    /// What was revealed is not what was fixed.
    Reveal,
    /// A register or the rules are not those that were frozen: which.
    Frozen(&'static str),
    /// The seed is another.
    Seed,
    /// A stratum differs: its place, from 1.
    Stratum(usize),
    /// Something drawn differs: its place, from 1.
    Drawn(usize),
    /// A redraw gives no reason: its place, from 1.
    NoReason(usize),
}

impl Difference {
    /// The stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Difference::Algorithm(_) => "algorithm",
            Difference::Reveal => "reveal",
            Difference::Frozen(_) => "frozen",
            Difference::Seed => "seed",
            Difference::Stratum(_) => "stratum",
            Difference::Drawn(_) => "drawn",
            Difference::NoReason(_) => "no_reason",
        }
    }

    /// Where: a name, or a place from 1.
    pub fn place(&self) -> String {
        match self {
            Difference::Algorithm(name) => name.clone(),
            Difference::Frozen(part) => (*part).to_owned(),
            Difference::Stratum(at) | Difference::Drawn(at) | Difference::NoReason(at) => at.to_string(),
            Difference::Reveal | Difference::Seed => String::new(),
        }
    }
}

impl Record {
    /// Draws and records it.
    ///
    /// # Errors
    /// As [`freeze`] and [`draw`]; [`CannotDraw::NotKept`] where the reveal is not what was fixed.
    pub fn make(
        (objects, inspectors, rules): (Vec<Object>, Vec<Inspector>, Rules),
        commitment: Commitment,
        reveal: String,
        discarded: Vec<Discarded>,
    ) -> Result<Record, CannotDraw> {
        if !commitment.is_kept_by(&reveal) {
            return Err(CannotDraw::NotKept);
        }
        let frozen = freeze(&objects, &inspectors, &rules)?;
        let attempt = discarded.len() as u32 + 1;
        let outcome = draw(&objects, &inspectors, &rules, &frozen, attempt, &reveal)?;
        let algorithm = ALGORITHM.to_owned();
        Ok(Record { algorithm, commitment, reveal, discarded, rules, objects, inspectors, frozen, outcome })
    }

    /// Draws again from what is recorded, and says what differs; nothing, where the record is true to the byte.
    ///
    /// # Errors
    /// [`CannotDraw`] where nothing can be drawn from what is recorded.
    pub fn replay(&self) -> Result<(Outcome, Vec<Difference>), CannotDraw> {
        let mut differences = vec![];
        if self.algorithm != ALGORITHM {
            differences.push(Difference::Algorithm(self.algorithm.clone()));
        }
        if !self.commitment.is_kept_by(&self.reveal) {
            differences.push(Difference::Reveal);
        }
        let unfounded =
            self.discarded.iter().enumerate().filter(|(_, earlier)| earlier.reason.trim().is_empty());
        differences.extend(unfounded.map(|(at, _)| Difference::NoReason(at + 1)));
        let frozen = freeze(&self.objects, &self.inspectors, &self.rules)?;
        for (part, own, again) in [
            ("objects", &self.frozen.objects, &frozen.objects),
            ("inspectors", &self.frozen.inspectors, &frozen.inspectors),
            ("rules", &self.frozen.rules, &frozen.rules),
        ] {
            if own != again {
                differences.push(Difference::Frozen(part));
            }
        }
        let attempt = self.discarded.len() as u32 + 1;
        let again = draw(&self.objects, &self.inspectors, &self.rules, &frozen, attempt, &self.reveal)?;
        if self.outcome.seed != again.seed {
            differences.push(Difference::Seed);
        }
        differences.extend(unequal(&self.outcome.strata, &again.strata).map(Difference::Stratum));
        differences.extend(unequal(&self.outcome.drawn, &again.drawn).map(Difference::Drawn));
        Ok((again, differences))
    }
}

/// Places, from 1, at which two lists differ.
fn unequal<'a, T: PartialEq>(a: &'a [T], b: &'a [T]) -> impl Iterator<Item = usize> + 'a {
    (0..a.len().max(b.len())).filter(|at| a.get(*at) != b.get(*at)).map(|at| at + 1)
}
