//! Choosing among scored pairs: the best first, one row to one thing; where another fits as well a person decides.

use crate::{
    outcome::{Pair, Place},
    reason::{Code, Reason},
    score::{ALONE, FAR, MARGIN, REVIEW, SAME},
};
use std::collections::{HashMap, HashSet};

/// Names below this likeness under one key make a person look.
const UNLIKE: u32 = 450;
/// Open pairs of a row that a person is shown.
const OPEN: usize = 3;

/// A pair and whether it may be settled without a person.
pub(crate) struct Scored {
    pub(crate) pair: Pair,
    pub(crate) sure: bool,
}

/// The best pairs first, each row once; a rival that fits as well makes a pair unsure.
pub(crate) fn choose(mut pairs: Vec<Pair>) -> Vec<Scored> {
    reward_the_unrivalled(&mut pairs);
    pairs.retain(|pair| pair.score >= REVIEW);
    pairs.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| (a.left, a.right).cmp(&(b.left, b.right))));
    let mut rows = Rows::of(&pairs);
    let mut kept = vec![];
    for at in 0..pairs.len() {
        let pair = &pairs[at];
        if rows.is_taken(pair) {
            continue;
        }
        let rivalled = rows.is_rivalled(&pairs, at);
        let sure = !rivalled && pair.score >= SAME && !is_odd(pair);
        if sure {
            rows.take(pair);
        }
        kept.push((at, sure, rivalled));
    }
    // A pair that was left open while one of its rows went to a better one is no longer open; of many, three a row are.
    let mut open: HashMap<Place, usize> = HashMap::new();
    kept.retain(|(at, sure, _)| {
        let pair = &pairs[*at];
        if *sure || rows.is_taken(pair) {
            return *sure;
        }
        let places = [pair.left, pair.right];
        let has_room = places.iter().all(|place| open.get(place).is_none_or(|seen| *seen < OPEN));
        if has_room {
            places.into_iter().for_each(|place| *open.entry(place).or_default() += 1);
        }
        has_room
    });
    let mut found: Vec<Option<Pair>> = pairs.into_iter().map(Some).collect();
    kept.into_iter()
        .filter_map(|(at, sure, rivalled)| {
            let mut pair = found[at].take()?;
            if rivalled {
                pair.reasons.push(Reason { code: Code::Rival, field: None, points: 0, likeness: None });
            }
            Some(Scored { pair, sure })
        })
        .collect()
}

/// A key is the same and all else is not: a person looks, and until then both rows are free for others.
fn is_odd(pair: &Pair) -> bool {
    let unlike = |reason: &Reason| reason.code == Code::OtherName && reason.likeness < Some(UNLIKE);
    pair.says(Code::SameKey) && pair.reasons.iter().any(unlike)
}

/// What no other pair of its rows comes near gains by it.
fn reward_the_unrivalled(pairs: &mut [Pair]) {
    let mut best: HashMap<Place, [(i32, Option<Place>); 2]> = HashMap::new();
    for pair in pairs.iter() {
        for (own, other) in [(pair.left, pair.right), (pair.right, pair.left)] {
            let held = best.entry(own).or_insert([(i32::MIN, None); 2]);
            if pair.score > held[0].0 {
                held[1] = held[0];
                held[0] = (pair.score, Some(other));
            } else if pair.score > held[1].0 {
                held[1] = (pair.score, Some(other));
            }
        }
    }
    for pair in pairs {
        let rival = |own: Place, other: Place| {
            let held = best.get(&own).copied().unwrap_or([(i32::MIN, None); 2]);
            if held[0].1 == Some(other) { held[1].0 } else { held[0].0 }
        };
        let strongest = rival(pair.left, pair.right).max(rival(pair.right, pair.left));
        if pair.score.saturating_sub(strongest) >= FAR {
            pair.reasons.push(Reason { code: Code::NoRival, field: None, points: ALONE, likeness: None });
            pair.score += ALONE;
        }
    }
}

/// The pairs of each row, the best first, and which rows are taken.
///
/// Each row remembers how far from its best the pairs are gone for good, so all questions together look at a pair a
/// bounded number of times, however many pairs a row has.
struct Rows {
    of: HashMap<Place, Row>,
    taken: HashSet<Place>,
    /// Pairs looked at.
    #[cfg(test)]
    looks: usize,
}

#[derive(Default)]
struct Row {
    pairs: Vec<usize>,
    /// Pairs before this one are gone: one of their rows is taken.
    first: usize,
    /// Below how many points a pair is no rival to those that stand open.
    near: Option<i32>,
}

impl Rows {
    fn of(pairs: &[Pair]) -> Rows {
        let mut of: HashMap<Place, Row> = HashMap::new();
        for (at, pair) in pairs.iter().enumerate() {
            of.entry(pair.left).or_default().pairs.push(at);
            of.entry(pair.right).or_default().pairs.push(at);
        }
        Rows {
            of,
            taken: HashSet::new(),
            #[cfg(test)]
            looks: 0,
        }
    }

    fn is_taken(&self, pair: &Pair) -> bool {
        self.taken.contains(&pair.left) || self.taken.contains(&pair.right)
    }

    fn take(&mut self, pair: &Pair) {
        self.taken.extend([pair.left, pair.right]);
    }

    /// Whether another pair of one of its rows is still possible and as good; `at` is possible itself, and those before it
    /// were asked about before it.
    fn is_rivalled(&mut self, pairs: &[Pair], at: usize) -> bool {
        let Pair { left, right, score, .. } = pairs[at];
        let mut rivalled = false;
        for place in [left, right] {
            let Some(row) = self.of.get_mut(&place) else { continue };
            rivalled |= row.near.is_some_and(|least| score > least);
            let gone = |other: &usize| {
                let rival = &pairs[*other];
                self.taken.contains(&rival.left) || self.taken.contains(&rival.right)
            };
            let mut possible = (row.first..row.pairs.len()).filter(|place| !gone(&row.pairs[*place]));
            let first = possible.next();
            let second = first.filter(|place| row.pairs[*place] == at).and_then(|_| possible.next());
            #[cfg(test)]
            {
                self.looks += second.or(first).unwrap_or(row.pairs.len()) + 1 - row.first;
            }
            // One before it stands open, so it is as good; of those behind it, the next is the best.
            rivalled |= match (first, second) {
                (Some(first), _) if row.pairs[first] != at => true,
                (_, Some(second)) => pairs[row.pairs[second]].score > score - MARGIN,
                _ => false,
            };
            row.first = first.unwrap_or(row.first);
        }
        if rivalled {
            for place in [left, right] {
                if let Some(row) = self.of.get_mut(&place) {
                    row.near = Some(score - MARGIN);
                }
            }
        }
        rivalled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: usize, right: usize, score: i32) -> Pair {
        let place = |list, row| Place { list, row };
        Pair { left: place(0, left), right: place(1, right), score, reasons: vec![] }
    }

    /// Looks for `pairs`, all of which are asked about.
    fn looks(mut pairs: Vec<Pair>) -> usize {
        pairs.sort_by_key(|pair| (-pair.score, pair.left, pair.right));
        let mut rows = Rows::of(&pairs);
        for at in 0..pairs.len() {
            if !rows.is_taken(&pairs[at]) && !rows.is_rivalled(&pairs, at) {
                rows.take(&pairs[at]);
            }
        }
        rows.looks
    }

    #[test]
    fn looks_grow_with_the_pairs_however_many_a_row_has() {
        let many_to_one = |rows: usize| looks((0..rows).map(|row| pair(row, 0, 900)).collect());
        let falling =
            |rows: usize| looks((0..rows).map(|row| pair(row, 0, 900 + 100 * row as i32)).collect());
        let alike = |rows: usize| looks((0..rows * 16).map(|at| pair(at / 16, at % 16, 900)).collect());
        // Each row has a partner of its own, and one that all of them fit and that nothing takes before the end.
        let own = |rows: usize| {
            let own = (0..rows).map(|row| pair(row, row + 1, 1200));
            looks(own.chain((0..rows).map(|row| pair(row, 0, 800))).collect())
        };
        for of in [&many_to_one as &dyn Fn(usize) -> usize, &falling, &alike, &own] {
            let (small, large) = (of(500), of(2_000));
            assert!(small > 0 && large <= 5 * small, "{small} looks for 500 rows, {large} for 2,000");
        }
    }

    #[test]
    fn a_rival_within_the_margin_leaves_both_open() {
        let sure = |pairs: Vec<Pair>| -> Vec<(usize, usize, bool)> {
            let place = |one: Scored| (one.pair.left.row, one.pair.right.row, one.sure);
            choose(pairs).into_iter().map(place).collect()
        };
        assert_eq!(sure(vec![pair(0, 0, 900), pair(1, 0, 870)]), [(0, 0, false), (1, 0, false)]);
        assert_eq!(sure(vec![pair(0, 0, 900), pair(1, 0, 830)]), [(0, 0, true)]);
        // A rival whose own row is taken is none.
        assert_eq!(
            sure(vec![pair(1, 1, 1000), pair(0, 0, 900), pair(1, 0, 870)]),
            [(1, 1, true), (0, 0, true)]
        );
    }
}
