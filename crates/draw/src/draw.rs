//! The draw itself. docs/draw.md describes it so that anybody can do it with other means.

use crate::{
    CannotDraw,
    hash::{Hasher, Lots, hex},
    register::{self, Inspector, MAX_INSPECTORS, MAX_OBJECTS, Object},
    rules::Rules,
    seed::{Frozen, REVEAL_BYTES},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Why something that the lot fell on was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its unit is drawn already.
    UnitDrawn,
    /// The inspector belongs to the unit.
    OwnUnit,
    /// The inspector stands aside from the unit or object.
    StandsAside,
    /// The inspector has as many objects as one may have.
    EnoughInHand,
}

impl Why {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Why::UnitDrawn => "unit_drawn",
            Why::OwnUnit => "own_unit",
            Why::StandsAside => "stands_aside",
            Why::EnoughInHand => "enough_in_hand",
        }
    }
}

/// Something passed over, with why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passed {
    /// Id of the object or inspector.
    pub id: String,
    /// Why.
    pub why: Why,
}

/// What was drawn from one class, or one group of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// The class.
    pub class: String,
    /// The group, empty where groups are not drawn from for themselves.
    pub group: String,
    /// Objects in it.
    pub size: usize,
    /// Objects in it that were drawn before in the period.
    pub before: usize,
    /// How many the rules ask for.
    pub wanted: usize,
    /// How many were drawn: fewer than asked for only where no more could be.
    pub drawn: usize,
    /// Objects that the lot fell on and that were not taken, in that order.
    pub passed: Vec<Passed>,
}

/// An object that was drawn, with who inspects it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// Id of the object.
    pub object: String,
    /// Ids of the inspectors.
    pub inspectors: Vec<String>,
    /// Inspectors that the lot fell on and that were not taken, in that order.
    pub passed: Vec<Passed>,
}

/// What a draw gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The seed, in hexadecimal digits.
    pub seed: String,
    /// Classes and groups, in the order of their names.
    pub strata: Vec<Stratum>,
    /// What was drawn: by stratum, then in the order of the lots.
    pub drawn: Vec<Drawn>,
}

impl Outcome {
    /// SHA-256 over the outcome as JSON.
    pub fn hash(&self) -> String {
        let mut hasher = Hasher::default();
        hasher.json(self);
        hasher.hex()
    }
}

/// Checks the registers and the rules and gives their hashes, which are shown before the draw.
///
/// # Errors
/// [`CannotDraw`] with the place of what is wrong.
pub fn freeze(objects: &[Object], inspectors: &[Inspector], rules: &Rules) -> Result<Frozen, CannotDraw> {
    register::check(objects, MAX_OBJECTS)?;
    register::check(inspectors, MAX_INSPECTORS)?;
    rules.check()?;
    if let Some(object) = objects.iter().find(|object| !rules.ratios.contains_key(&object.class)) {
        return Err(CannotDraw::NoRatio { class: object.class.clone(), object: object.id.clone() });
    }
    let qualified = inspectors.iter().filter(|inspector| inspector.qualified).count();
    if qualified < rules.inspectors {
        return Err(CannotDraw::TooFew { qualified, wanted: rules.inspectors });
    }
    let mut hasher = Hasher::default();
    hasher.json(rules);
    Ok(Frozen {
        objects: register::frozen(objects),
        inspectors: register::frozen(inspectors),
        rules: hasher.hex(),
    })
}

/// Draws. `attempt` counts from 1; a redraw is the next one.
///
/// # Errors
/// [`CannotDraw`]: what is revealed is too short or too long, or an object is left with too few inspectors.
pub fn draw(
    objects: &[Object],
    inspectors: &[Inspector],
    rules: &Rules,
    frozen: &Frozen,
    attempt: u32,
    reveal: &str,
) -> Result<Outcome, CannotDraw> {
    if !REVEAL_BYTES.contains(&reveal.len()) {
        return Err(CannotDraw::Reveal { found: reveal.len() });
    }
    let seed = frozen.seed(attempt, reveal);
    let before: HashSet<&str> = rules.drawn_before.iter().map(String::as_str).collect();
    let mut strata = vec![];
    let mut taken: Vec<&Object> = vec![];
    let mut units: HashSet<&str> = HashSet::new();
    for ((class, group), (mut pool, before)) in pools(objects, rules, &before) {
        let size = pool.len() + before;
        let ratio = rules.ratios.get(class).copied().unwrap_or(0);
        let wanted = Rules::wanted(ratio, size);
        let mut lots = Lots::new(&seed, format!("objects\n{class}\n{group}"));
        let mut passed = vec![];
        let mut drawn = 0;
        for at in 0..pool.len() {
            if drawn == wanted {
                break;
            }
            let chosen = at + lots.below(pool.len() - at);
            pool.swap(at, chosen);
            let object = &objects[pool[at] as usize];
            if rules.unit_once && !object.unit.is_empty() && !units.insert(&object.unit) {
                passed.push(Passed { id: object.id.clone(), why: Why::UnitDrawn });
                continue;
            }
            taken.push(object);
            drawn += 1;
        }
        strata.push(Stratum {
            class: class.to_owned(),
            group: group.to_owned(),
            size,
            before,
            wanted,
            drawn,
            passed,
        });
    }
    let mut pairs = Pairs::new(&seed, inspectors, rules);
    let drawn = taken.into_iter().map(|object| pairs.of(object)).collect::<Result<_, _>>()?;
    Ok(Outcome { seed: hex(&seed), strata, drawn })
}

/// Objects that can be drawn, by class and group in the order of their names, as numbers in the register; with how many
/// were drawn before.
fn pools<'a>(
    objects: &'a [Object],
    rules: &Rules,
    before: &HashSet<&str>,
) -> BTreeMap<(&'a str, &'a str), (Vec<u32>, usize)> {
    let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
    let mut pools: Vec<(Vec<u32>, usize)> = vec![];
    let mut last: Option<((&str, &str), usize)> = None;
    for (at, object) in objects.iter().enumerate() {
        let key = (object.class.as_str(), if rules.by_group { object.group.as_str() } else { "" });
        // Neighbours are often of one class, and looking at the last one is cheaper than looking it up.
        let pool = match last {
            Some((held, pool)) if held == key => pool,
            _ => *numbers.entry(key).or_insert_with(|| {
                pools.push((vec![], 0));
                pools.len() - 1
            }),
        };
        last = Some((key, pool));
        let is_out = !before.is_empty()
            && (before.contains(object.id.as_str())
                || !object.unit.is_empty() && before.contains(object.unit.as_str()));
        if is_out {
            pools[pool].1 += 1;
        } else {
            pools[pool].0.push(at as u32);
        }
    }
    let mut pools: Vec<Option<(Vec<u32>, usize)>> = pools.into_iter().map(Some).collect();
    numbers.into_iter().filter_map(|(key, at)| Some((key, pools[at].take()?))).collect()
}

/// Draws inspectors for objects.
struct Pairs<'a> {
    seed: &'a [u8; 32],
    rules: &'a Rules,
    /// Who may inspect, in the order of the register.
    qualified: Vec<&'a Inspector>,
    in_hand: Vec<usize>,
}

impl<'a> Pairs<'a> {
    fn new(seed: &'a [u8; 32], inspectors: &'a [Inspector], rules: &'a Rules) -> Pairs<'a> {
        let qualified: Vec<&Inspector> = inspectors.iter().filter(|inspector| inspector.qualified).collect();
        Pairs { seed, rules, in_hand: vec![0; qualified.len()], qualified }
    }

    fn of(&mut self, object: &Object) -> Result<Drawn, CannotDraw> {
        let size = self.qualified.len();
        let mut lots = Lots::new(self.seed, format!("inspectors\n{}", object.id));
        // A shuffle that is only written down where something moved: most objects need two of many.
        let mut moved: HashMap<usize, usize> = HashMap::new();
        let (mut chosen, mut passed) = (vec![], vec![]);
        for at in 0..size {
            if chosen.len() == self.rules.inspectors {
                break;
            }
            let place = at + lots.below(size - at);
            let number = moved.get(&place).copied().unwrap_or(place);
            let here = moved.get(&at).copied().unwrap_or(at);
            moved.insert(place, here);
            let inspector = self.qualified[number];
            match self.against(inspector, self.in_hand[number], object) {
                Some(why) => passed.push(Passed { id: inspector.id.clone(), why }),
                None => {
                    self.in_hand[number] += 1;
                    chosen.push(inspector.id.clone());
                }
            }
        }
        if chosen.len() < self.rules.inspectors {
            return Err(CannotDraw::NobodyLeft { object: object.id.clone(), found: chosen.len() });
        }
        Ok(Drawn { object: object.id.clone(), inspectors: chosen, passed })
    }

    fn against(&self, inspector: &Inspector, in_hand: usize, object: &Object) -> Option<Why> {
        let names = |id: &String| *id == object.id || !object.unit.is_empty() && *id == object.unit;
        match () {
            () if !object.unit.is_empty() && inspector.unit == object.unit => Some(Why::OwnUnit),
            () if inspector.aside.iter().any(names) => Some(Why::StandsAside),
            () if self.rules.most > 0 && in_hand >= self.rules.most => Some(Why::EnoughInHand),
            () => None,
        }
    }
}
