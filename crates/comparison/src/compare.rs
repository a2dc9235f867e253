//! Comparing: exact keys first, then scores of likely pairs, then one row of each list to one thing.

use crate::{
    likely::{Index, Memory},
    list::{CannotCompare, Field, List},
    outcome::{Group, Outcome, Pair, Place, Repeat},
    reason::{Code, Reason},
    row::{Rows, Value, weigh},
    score::{ALONE, FAR, Frequency, MARGIN, REVIEW, SAME, Scorer},
    words::{Role, Words},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Compares two or three lists by `fields`. The same lists give the same outcome, to the byte.
///
/// # Errors
/// [`CannotCompare`] where there is nothing to compare by, or too much.
pub fn compare(lists: &[List], fields: &[Field], words: &Words) -> Result<Outcome, CannotCompare> {
    Field::check(fields, lists)?;
    let mut read: Vec<Rows> =
        lists.iter().enumerate().map(|(at, list)| Rows::read(list, at, fields, words)).collect();
    weigh(&mut read);
    let frequency = Frequency::of(&read, fields);
    let mut pairs = vec![];
    for left in 0..read.len() {
        for right in left + 1..read.len() {
            pairs.extend(between(&read, (left, right), fields, &frequency));
        }
    }
    let (matched, review) = settle(pairs, lists);
    Ok(Outcome {
        alone: alone(&matched, &review, lists),
        matched,
        review,
        repeats: repeats(&read, fields),
        unreadable: read
            .iter()
            .enumerate()
            .flat_map(|(list, rows)| {
                rows.unreadable.iter().map(move |(row, field)| (Place { list, row: *row }, *field))
            })
            .collect(),
    })
}

/// Names below this likeness under one key make a person look.
const UNLIKE: u32 = 450;
/// Open pairs of a row that a person is shown.
const OPEN: usize = 3;

/// A pair and whether it may be settled without a person.
struct Scored {
    pair: Pair,
    sure: bool,
}

/// Every pair of two lists that is worth keeping, one row in at most one sure pair.
fn between(
    read: &[Rows],
    (left, right): (usize, usize),
    fields: &[Field],
    frequency: &Frequency,
) -> Vec<Scored> {
    let mut scorer = Scorer::new(read, fields, frequency);
    let mut memory = Memory::default();
    let index = Index::of(&read[right]);
    let mut pairs: Vec<Pair> = vec![];
    for (row, values) in read[left].rows.iter().enumerate() {
        for other in index.likely(values, &mut memory) {
            let (own, other) = (Place { list: left, row }, Place { list: right, row: other as usize });
            let reasons = scorer.reasons(own, other);
            let score: i32 = reasons.iter().map(|reason| reason.points).sum();
            // What misses review by more than being alone can give is no pair.
            if score >= REVIEW - ALONE {
                pairs.push(Pair { left: own, right: other, score, reasons });
            }
        }
    }
    choose(pairs)
}

/// The best pairs first, each row once; a rival that fits as well makes a pair unsure.
fn choose(mut pairs: Vec<Pair>) -> Vec<Scored> {
    let mut best: HashMap<Place, [(i32, Option<Place>); 2]> = HashMap::new();
    for pair in &pairs {
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
    for pair in &mut pairs {
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
    pairs.retain(|pair| pair.score >= REVIEW);
    pairs.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| (a.left, a.right).cmp(&(b.left, b.right))));
    let mut of_row: HashMap<Place, Vec<usize>> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        of_row.entry(pair.left).or_default().push(at);
        of_row.entry(pair.right).or_default().push(at);
    }
    let mut taken: HashSet<Place> = HashSet::new();
    let mut rivals: Vec<bool> = vec![false; pairs.len()];
    let mut kept = vec![];
    for (at, pair) in pairs.iter().enumerate() {
        if taken.contains(&pair.left) || taken.contains(&pair.right) {
            continue;
        }
        // Pairs that are still possible and as good, with another row on one side.
        let near = |place: Place| {
            of_row.get(&place).into_iter().flatten().copied().filter(|other| {
                let rival = &pairs[*other];
                *other != at
                    && rival.score > pair.score - MARGIN
                    && !taken.contains(&rival.left)
                    && !taken.contains(&rival.right)
            })
        };
        let against: Vec<usize> = near(pair.left).chain(near(pair.right)).collect();
        rivals[at] |= !against.is_empty();
        if rivals[at] {
            for other in against {
                rivals[other] = true;
            }
            kept.push((at, false));
            continue;
        }
        kept.push((at, pair.score >= SAME));
        if pair.score >= SAME {
            taken.insert(pair.left);
            taken.insert(pair.right);
        }
    }
    // A pair that was left open while one of its rows went to a better one is no longer open; of many, three a row are.
    let mut open: HashMap<Place, usize> = HashMap::new();
    kept.retain(|(at, sure)| {
        let Pair { left, right, .. } = &pairs[*at];
        *sure
            || !(taken.contains(left) || taken.contains(right))
                && [left, right].into_iter().all(|place| {
                    let seen = open.entry(*place).or_default();
                    *seen += 1;
                    *seen <= OPEN
                })
    });
    let mut found: Vec<Option<Pair>> = pairs.into_iter().map(Some).collect();
    kept.into_iter()
        .filter_map(|(at, sure)| {
            let mut pair = found[at].take()?;
            if rivals[at] && !sure {
                pair.reasons.push(Reason { code: Code::Rival, field: None, points: 0, likeness: None });
            }
            // A key is the same and all else is not: a person looks.
            let unlike = |reason: &Reason| reason.code == Code::OtherName && reason.likeness < Some(UNLIKE);
            let odd = pair.says(Code::SameKey) && pair.reasons.iter().any(unlike);
            Some(Scored { sure: sure && !odd, pair })
        })
        .collect()
}

/// Joins sure pairs of all lists to groups, the best first; one that would bring a second row of a list is to review.
fn settle(mut pairs: Vec<Scored>, lists: &[List]) -> (Vec<Group>, Vec<Pair>) {
    let order = |pair: &Pair| (std::cmp::Reverse(pair.score), pair.left, pair.right);
    pairs.sort_by_key(|scored| order(&scored.pair));
    let mut group_of: HashMap<Place, usize> = HashMap::new();
    let mut groups: Vec<Option<Group>> = vec![];
    let mut review = vec![];
    for Scored { mut pair, sure } in pairs {
        if !sure {
            review.push(pair);
            continue;
        }
        let empty = || Group { rows: vec![None; lists.len()], pairs: vec![] };
        let mut of = |place: Place| {
            *group_of.entry(place).or_insert_with(|| {
                let mut group = empty();
                group.rows[place.list] = Some(place.row);
                groups.push(Some(group));
                groups.len() - 1
            })
        };
        let (left, right) = (of(pair.left), of(pair.right));
        if left == right {
            if let Some(group) = &mut groups[left] {
                group.pairs.push(pair);
            }
            continue;
        }
        let clash = match (&groups[left], &groups[right]) {
            (Some(a), Some(b)) => a.rows.iter().zip(&b.rows).any(|(a, b)| a.is_some() && b.is_some()),
            _ => true,
        };
        if clash {
            pair.reasons.push(Reason { code: Code::Conflict, field: None, points: 0, likeness: None });
            review.push(pair);
            continue;
        }
        let moved = groups[right].take().unwrap_or_else(empty);
        for (list, row) in moved.rows.iter().enumerate() {
            if let Some(row) = row {
                group_of.insert(Place { list, row: *row }, left);
            }
        }
        if let Some(group) = &mut groups[left] {
            for (held, row) in group.rows.iter_mut().zip(moved.rows) {
                *held = held.or(row);
            }
            group.pairs.extend(moved.pairs);
            group.pairs.push(pair);
        }
    }
    let mut matched: Vec<Group> =
        groups.into_iter().flatten().filter(|group| !group.pairs.is_empty()).collect();
    for group in &mut matched {
        group.pairs.sort_by_key(|pair| (pair.left, pair.right));
    }
    matched.sort_by_key(|group| group.pairs.first().map(|pair| (pair.left, pair.right)));
    (matched, review)
}

fn alone(matched: &[Group], review: &[Pair], lists: &[List]) -> Vec<Vec<usize>> {
    let mut seen: HashSet<Place> = review.iter().flat_map(|pair| [pair.left, pair.right]).collect();
    for group in matched {
        let rows = group.rows.iter().enumerate();
        seen.extend(rows.filter_map(|(list, row)| row.map(|row| Place { list, row })));
    }
    let left = |(list, rows): (usize, &List)| {
        (0..rows.rows.len()).filter(|row| !seen.contains(&Place { list, row: *row })).collect()
    };
    lists.iter().enumerate().map(left).collect()
}

fn repeats(read: &[Rows], fields: &[Field]) -> Vec<Repeat> {
    let mut out = vec![];
    let keys = fields.iter().enumerate().filter(|(_, field)| field.role == Role::Key);
    for (field, _) in keys {
        for (list, rows) in read.iter().enumerate() {
            let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (row, values) in rows.rows.iter().enumerate() {
                if let Some(Value::Key(key)) = values.get(field) {
                    of.entry(key).or_default().push(row);
                }
            }
            let many = of.into_iter().filter(|(_, rows)| rows.len() > 1);
            out.extend(many.map(|(key, rows)| Repeat { list, key: key.to_owned(), rows }));
        }
    }
    out
}
