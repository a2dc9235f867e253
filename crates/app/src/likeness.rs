//! How alike two findings read: by the pairs of neighbouring characters they share, rare pairs weighing more. The
//! settings are data (`data/likeness.toml`); what is alike is proposed to a person, never decided.

use crate::query::answer::Piece;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::search::{self, fold};

/// Code points of a text that are compared.
const READ: usize = 240;

/// Settings as in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Likeness {
    /// Share of what both say that they must have in common, 0 to 1.
    pub threshold: f64,
    /// Share of a likeness of the titles alone that counts, 0 to 1.
    pub title: f64,
    /// Telling pairs they must share.
    pub least_pairs: usize,
    /// What pairs of everyday words weigh, 0 to 1.
    pub everyday: f64,
    words: Vec<String>,
    #[serde(skip)]
    known: BTreeSet<String>,
}

/// A text to be compared: the pairs of its title, and of all it says.
#[derive(Clone, Debug, Default)]
pub struct Said {
    title: BTreeSet<String>,
    all: BTreeSet<String>,
}

impl Said {
    /// A title and a finding.
    pub fn new(title: &str, finding: &str) -> Said {
        let read: String = title.chars().chain(['\n']).chain(finding.chars()).take(READ).collect();
        Said { title: telling(title), all: telling(&read) }
    }

    /// All its pairs.
    pub fn pairs(&self) -> &BTreeSet<String> {
        &self.all
    }
}

/// Pairs of a text without those that hold a digit: figures differ from year to year.
fn telling(text: &str) -> BTreeSet<String> {
    let read: String = text.chars().take(READ).collect();
    search::pairs(&read).filter(|pair| !pair.chars().any(|c| c.is_ascii_digit())).collect()
}

impl Likeness {
    /// Reads the settings.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(source: &str) -> Result<Likeness, String> {
        let mut read: Likeness = toml::from_str(source).map_err(|error| error.to_string())?;
        for (name, share) in
            [("threshold", read.threshold), ("title", read.title), ("everyday", read.everyday)]
        {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("{name} is {share}; it must lie between 0 and 1"));
            }
        }
        read.known = read.words.iter().flat_map(|word| search::pairs(word)).collect();
        Ok(read)
    }

    /// Whether a pair belongs to an everyday word.
    pub fn is_everyday(&self, pair: &str) -> bool {
        self.known.contains(pair)
    }

    /// What a pair weighs that `with` of `all` texts have.
    pub fn weight(&self, pair: &str, with: usize, all: usize) -> f64 {
        let rare = (1.0 + all as f64 / with.max(1) as f64).ln();
        if self.is_everyday(pair) { rare * self.everyday } else { rare }
    }

    /// How alike `a` and `b` are, 0 to 1, with the pairs they share; `None` below the threshold.
    pub fn compare(
        &self,
        a: &Said,
        b: &Said,
        weight: &BTreeMap<String, f64>,
    ) -> Option<(f64, BTreeSet<String>)> {
        let shared: BTreeSet<String> = a.all.intersection(&b.all).cloned().collect();
        if shared.iter().filter(|pair| !self.is_everyday(pair)).count() < self.least_pairs {
            return None;
        }
        let sum = |pairs: &mut dyn Iterator<Item = &String>| -> f64 {
            pairs.map(|pair| weight.get(pair).copied().unwrap_or(0.0)).sum()
        };
        // Twice what both have, against all that either has.
        let share = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            let all = sum(&mut a.iter()) + sum(&mut b.iter());
            if all > 0.0 { 2.0 * sum(&mut a.intersection(b)) / all } else { 0.0 }
        };
        let score = share(&a.all, &b.all).max(self.title * share(&a.title, &b.title));
        (score >= self.threshold).then_some((score, shared))
    }

    /// `text` cut into what it shares with another and what it does not; runs of everyday words alone are no reason.
    pub fn mark(&self, text: &str, shared: &BTreeSet<String>) -> Vec<Piece> {
        let signs: Vec<char> = text.chars().take(READ).collect();
        let mut marked = vec![false; signs.len()];
        let mut start = None;
        let mut telling = false;
        for at in 0..signs.len() {
            let pair: String = signs.iter().skip(at).take(2).map(|sign| fold(*sign)).collect();
            let is_shared = pair.chars().count() == 2 && shared.contains(&pair);
            if is_shared {
                start.get_or_insert(at);
                telling |= !self.is_everyday(&pair);
            } else if let Some(from) = start.take() {
                if telling {
                    marked[from..=at].fill(true);
                }
                telling = false;
            }
        }
        Piece::cut(signs, marked)
    }
}
