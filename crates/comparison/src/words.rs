//! The words that comparing knows, read from `data/comparison.toml`.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Most words of one list in the file: each is looked for in every name.
const MAX_WORDS: usize = 500;

/// What a column of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A code that names one thing: the same code is the same thing.
    Key,
    /// The name of a project, a firm, a unit.
    Name,
    /// Money.
    Amount,
    /// A day, a month or a year.
    Date,
    /// Where it is.
    Place,
    /// Anything else; compared only where the rows are the same.
    Text,
    /// Not looked at.
    Ignored,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 7] =
        [Role::Key, Role::Name, Role::Amount, Role::Date, Role::Place, Role::Text, Role::Ignored];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Role::Key => "key",
            Role::Name => "name",
            Role::Amount => "amount",
            Role::Date => "date",
            Role::Place => "place",
            Role::Text => "text",
            Role::Ignored => "ignored",
        }
    }

    /// Reads [`Role::name`] back.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: RawName,
    amount: RawAmount,
    concept: Vec<Concept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawName {
    place_ends: Vec<String>,
    not_places: Vec<String>,
    legal: Vec<String>,
    generic: Vec<String>,
    branches: Vec<String>,
    short: Vec<(String, String)>,
    numerals: Vec<String>,
    ten: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAmount {
    units: Vec<(String, u32)>,
    ignored: Vec<String>,
}

/// What a column may be, with the words by which its heading is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Concept {
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) words: Vec<String>,
}

/// The words in force.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(crate) place_ends: Vec<Vec<char>>,
    pub(crate) not_places: Vec<Vec<char>>,
    pub(crate) legal: Vec<Vec<char>>,
    pub(crate) generic: Vec<Vec<char>>,
    pub(crate) branches: Vec<Vec<char>>,
    pub(crate) short: Vec<(Vec<char>, Vec<char>)>,
    pub(crate) numerals: HashMap<char, u32>,
    pub(crate) ten: Vec<char>,
    pub(crate) units: Vec<(String, u32)>,
    pub(crate) ignored: Vec<String>,
    pub(crate) concepts: Vec<Concept>,
}

impl Words {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(source: &str) -> Result<Words, String> {
        let raw: Raw = toml::from_str(source).map_err(|error| error.to_string())?;
        let lists = [&raw.name.place_ends, &raw.name.not_places, &raw.name.legal, &raw.name.generic];
        if lists.iter().any(|list| list.len() > MAX_WORDS) || raw.name.short.len() > MAX_WORDS {
            return Err(format!("a list of words is longer than {MAX_WORDS}"));
        }
        if let Some((unit, power)) = raw.amount.units.iter().find(|(_, power)| *power > 12) {
            return Err(format!("unit {unit}: power {power}; at most 12"));
        }
        if let Some((_, short)) =
            raw.name.short.iter().find(|(long, short)| long.contains(short) && long == short)
        {
            return Err(format!("{short} is its own short form"));
        }
        let mut numerals = HashMap::new();
        for row in &raw.name.numerals {
            numerals.extend(row.chars().zip(0..));
        }
        Ok(Words {
            place_ends: longest_first(&raw.name.place_ends),
            not_places: longest_first(&raw.name.not_places),
            legal: longest_first(&raw.name.legal.iter().map(|word| plain(word)).collect::<Vec<_>>()),
            generic: longest_first(&raw.name.generic),
            branches: longest_first(&raw.name.branches),
            short: raw.name.short.iter().map(|(long, short)| (signs(long), signs(short))).collect(),
            numerals,
            ten: raw.name.ten.chars().collect(),
            units: raw.amount.units,
            ignored: raw.amount.ignored,
            concepts: raw.concept,
        })
    }
}

impl Words {
    /// The power of ten of the unit of money that a heading names, if it names one.
    pub fn unit_of(&self, heading: &str) -> Option<u32> {
        let heading = crate::fold::fold(heading);
        self.units.iter().find(|(name, _)| heading.contains(name.as_str())).map(|(_, power)| *power)
    }
}

/// Names are compared without brackets, so words are looked for without them too.
fn plain(word: &str) -> String {
    word.chars().filter(|sign| !matches!(sign, '(' | ')')).collect()
}

fn signs(word: &str) -> Vec<char> {
    word.chars().collect()
}

fn longest_first(words: &[String]) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = words.iter().map(|word| signs(word)).collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words
}
