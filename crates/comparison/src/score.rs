//! The score of two rows: the sum of points that each field gives, every one with its reason.

use crate::{
    align::Aligner,
    amount::{self, one_slip},
    day,
    list::Field,
    name::Name,
    outcome::Place,
    reason::{Code, Reason},
    row::{Rows, Value},
    words::Role,
};
use std::collections::HashMap;

/// From here on two rows are the same, in hundredths of a point. Chosen on the generated sets of `tests/`.
pub(crate) const SAME: i32 = 700;
/// From here on a person looks.
pub(crate) const REVIEW: i32 = 350;
/// How far another pair has to be behind, so that one is chosen without a person.
pub(crate) const MARGIN: i32 = 60;
/// How far every other pair has to be behind for [`Code::NoRival`], and what that gives.
pub(crate) const FAR: i32 = 400;
pub(crate) const ALONE: i32 = 200;

/// Points of a name by how alike it is, from 1000 down.
const NAME: [(u32, i32); 8] =
    [(1000, 1000), (950, 900), (900, 750), (800, 500), (700, 200), (600, 0), (400, -500), (0, -800)];
/// What a name counts that only supports another, in hundredths.
const SUPPORT: i32 = 35;
/// What the logarithm of how often a value occurs takes off.
const COMMON: f64 = 130.0;

/// How often each value of a list occurs in the list where it occurs most, and what that takes off.
pub(crate) struct Frequency {
    /// By list, row and field.
    of: Vec<Vec<Vec<(u32, i32)>>>,
}

impl Frequency {
    pub(crate) fn of(lists: &[Rows], fields: &[Field]) -> Frequency {
        let mut most: Vec<HashMap<u64, u32>> = vec![HashMap::new(); fields.len()];
        for list in lists {
            for (field, most) in most.iter_mut().enumerate() {
                let mut here: HashMap<u64, u32> = HashMap::new();
                for value in list.rows.iter().filter_map(|row| value_hash(row.get(field)?)) {
                    *here.entry(value).or_default() += 1;
                }
                for (value, count) in here {
                    let held = most.entry(value).or_default();
                    *held = (*held).max(count);
                }
            }
        }
        let told = |(field, value): (usize, &Value)| {
            let count = value_hash(value).and_then(|hash| most[field].get(&hash).copied()).unwrap_or(1);
            (count, (f64::from(count).ln() * COMMON).round() as i32)
        };
        let rows =
            |list: &Rows| list.rows.iter().map(|row| row.iter().enumerate().map(told).collect()).collect();
        Frequency { of: lists.iter().map(rows).collect() }
    }

    /// What is known of the values of a row.
    fn row(&self, place: Place) -> &[(u32, i32)] {
        &self.of[place.list][place.row]
    }
}

fn value_hash(value: &Value) -> Option<u64> {
    let hash = |parts: &mut dyn Iterator<Item = u64>| {
        parts.fold(0xcbf2_9ce4_8422_2325_u64, |hash, part| (hash ^ part).wrapping_mul(0x0100_0000_01b3))
    };
    match value {
        Value::Key(text) => Some(hash(&mut text.bytes().map(u64::from))),
        Value::Name(name, _) => Some(hash(&mut name.core.iter().map(|sign| u64::from(*sign)))),
        Value::Amount(amount) => Some(amount.fen.unsigned_abs()),
        Value::Day(day) => day.whole().map(|day| {
            hash(&mut [day.year().unsigned_abs().into(), day.month() as u64, day.day() as u64].into_iter())
        }),
        _ => None,
    }
}

/// Compares pairs of rows.
pub(crate) struct Scorer<'a> {
    lists: &'a [Rows],
    frequency: &'a Frequency,
    aligner: Aligner,
    /// The field whose name says which one it is.
    first: Option<usize>,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(lists: &'a [Rows], fields: &[Field], frequency: &'a Frequency) -> Scorer<'a> {
        let first = fields.iter().position(|field| field.role == Role::Name);
        Scorer { lists, frequency, aligner: Aligner::default(), first }
    }

    /// The reasons of a pair, in the order of the fields.
    pub(crate) fn reasons(&mut self, a: Place, b: Place) -> Vec<Reason> {
        let mut reasons = Vec::with_capacity(8);
        let values = |place: Place| &self.lists[place.list].rows[place.row];
        let known = self.frequency.row(a).iter().zip(self.frequency.row(b));
        for (field, ((left, right), (left_known, right_known))) in
            values(a).iter().zip(values(b)).zip(known).enumerate()
        {
            let count = left_known.0.max(right_known.0);
            let common = left_known.1.max(right_known.1);
            let told = |code, points| Reason { code, field: Some(field), points, likeness: None };
            match (left, right) {
                (Value::Key(left_key), Value::Key(right_key)) => {
                    let (code, points) = key(left_key, right_key, count);
                    reasons.push(told(code, points));
                }
                (Value::Name(left_name, left_signs), Value::Name(right_name, right_signs)) => {
                    let likeness = self.aligner.align(left_signs, right_signs).likeness();
                    let support = self.first != Some(field);
                    reasons.extend(names(left_name, right_name, likeness, common, support).into_iter().map(
                        |(code, points)| Reason {
                            code,
                            field: Some(field),
                            points,
                            likeness: Some(likeness),
                        },
                    ));
                }
                (Value::Amount(left_amount), Value::Amount(right_amount)) => {
                    let (code, points) = amounts(left_amount.between(*right_amount), common);
                    reasons.push(told(code, points));
                }
                (Value::Day(left_day), Value::Day(right_day)) => {
                    let (code, points) = days(left_day.between(*right_day), common);
                    reasons.push(told(code, points));
                }
                (Value::Place(left), Value::Place(right)) => {
                    let same = left.contains(right.as_str()) || right.contains(left.as_str());
                    let (code, points) = if same { (Code::SamePlace, 80) } else { (Code::OtherPlace, -60) };
                    reasons.push(told(code, points));
                }
                (Value::Text(left), Value::Text(right)) => {
                    let (code, points) =
                        if left == right { (Code::SameText, 20) } else { (Code::OtherText, 0) };
                    reasons.push(told(code, points));
                }
                _ => {}
            }
        }
        reasons
    }
}

fn key(a: &str, b: &str, count: u32) -> (Code, i32) {
    match () {
        () if a == b && count == 1 => (Code::SameKey, 2000),
        () if a == b => (Code::SharedKey, 300),
        () if a.len() >= 6 && one_slip(a.as_bytes(), b.as_bytes()) => (Code::KeySlip, 400),
        () => (Code::OtherKey, -400),
    }
}

/// Points between the corners of [`NAME`].
fn by_likeness(likeness: u32) -> i32 {
    let corner = |pair: &[(u32, i32)]| {
        let ((high, most), (low, least)) = (pair[0], pair[1]);
        (likeness >= low).then(|| least + (most - least) * (likeness - low) as i32 / (high - low) as i32)
    };
    NAME.windows(2).find_map(corner).unwrap_or(-800)
}

fn names(a: &Name, b: &Name, likeness: u32, common: i32, support: bool) -> Vec<(Code, i32)> {
    let mut points = by_likeness(likeness);
    let code = match likeness {
        1000 => Code::SameName,
        700.. => Code::LikeName,
        _ => Code::OtherName,
    };
    if points > 0 {
        points = (points - common.min(450)).max(0);
    }
    let mut found = vec![(code, points)];
    if a.elsewhere(b) {
        found.push((Code::OtherPlaceInName, -350));
    }
    if a.is_branch != b.is_branch {
        found.push((Code::BranchAndParent, -300));
    }
    if support {
        for (_, points) in &mut found {
            *points = *points * SUPPORT / 100;
        }
    }
    found
}

fn amounts(between: amount::Between, common: i32) -> (Code, i32) {
    match between {
        amount::Between::Same => (Code::SameAmount, (450 - common).max(120)),
        amount::Between::Rounded => (Code::RoundedAmount, 300),
        amount::Between::Shifted => (Code::ShiftedAmount, (300 - common).max(80)),
        amount::Between::Moved => (Code::MovedAmount, 220),
        amount::Between::Near => (Code::NearAmount, 30),
        amount::Between::Different => (Code::OtherAmount, -250),
    }
}

fn days(between: day::Between, common: i32) -> (Code, i32) {
    match between {
        day::Between::Same => (Code::SameDate, (300 - common / 2).max(120)),
        day::Between::Within => (Code::SameDate, 60),
        day::Between::Slip => (Code::DateSlip, 130),
        day::Between::Near => (Code::NearDate, 90),
        day::Between::Month => (Code::OtherDate, 0),
        day::Between::Different => (Code::OtherDate, -120),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fall_with_likeness() {
        assert_eq!(by_likeness(1000), 1000);
        assert_eq!(by_likeness(925), 825);
        assert_eq!(by_likeness(0), -800);
        assert!((1..=1000).all(|likeness| by_likeness(likeness - 1) <= by_likeness(likeness)));
    }
}
