//! Comparing: exact keys first, then scores of likely pairs, then one row of each list to one thing.

use crate::{
    choose::{Scored, choose},
    likely::{Index, Memory},
    list::{CannotCompare, Field, List},
    outcome::{Group, Outcome, Pair, Place, Repeat},
    reason::{Code, Reason},
    row::{Rows, Value, weigh},
    score::{ALONE, Frequency, REVIEW, Scorer},
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
        for other in index.likely(row, values, &mut memory) {
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
