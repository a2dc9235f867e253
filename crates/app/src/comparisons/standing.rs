//! How a comparison stands with what people have decided.

use super::Judged;
use comparison::{Outcome, Pair, Place};
use std::collections::{BTreeMap, BTreeSet};

/// How a comparison stands.
pub(super) struct Standing<'o> {
    /// Pairs that are the same: those that were sure, then those that somebody says are.
    pub(super) same: Vec<&'o Pair>,
    /// Pairs that somebody has to decide about, the best first.
    pub(super) waiting: Vec<&'o Pair>,
    /// Rows that are one thing, at most one of each list but where people said otherwise; those alone are among them.
    /// Rows of pairs that wait are left out.
    pub(super) things: Vec<Vec<Place>>,
    /// Rows that are matched, with the list of the other row.
    taken: BTreeSet<(Place, usize)>,
}

impl<'o> Standing<'o> {
    pub(super) fn of(outcome: &'o Outcome, judged: &[Judged], sizes: &[usize]) -> Standing<'o> {
        let said: BTreeMap<(Place, Place), bool> =
            judged.iter().map(|one| ((one.left, one.right), one.same)).collect();
        let said = |pair: &Pair| said.get(&(pair.left, pair.right)).copied();
        let sure = outcome.matched.iter().flat_map(|group| &group.pairs);
        let same: Vec<&Pair> =
            sure.chain(outcome.review.iter().filter(|pair| said(pair) == Some(true))).collect();
        let mut things = Things::default();
        let mut taken = BTreeSet::new();
        for pair in &same {
            things.join(pair.left, pair.right);
            taken.extend([(pair.left, pair.right.list), (pair.right, pair.left.list)]);
        }
        let is_open = |pair: &&Pair| {
            said(pair).is_none()
                && !taken.contains(&(pair.left, pair.right.list))
                && !taken.contains(&(pair.right, pair.left.list))
        };
        let waiting: Vec<&Pair> = outcome.review.iter().filter(is_open).collect();
        let waits: BTreeSet<Place> = waiting.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        let all = sizes.iter().enumerate();
        let all = all.flat_map(|(list, rows)| (0..*rows).map(move |row| Place { list, row }));
        let things = things.of(all).into_iter().filter(|rows| !rows.iter().any(|row| waits.contains(row)));
        Standing { same, waiting, things: things.collect(), taken }
    }

    /// Whether one of the two rows is the same as another row of the other's list.
    pub(super) fn is_taken(&self, left: Place, right: Place) -> bool {
        self.taken.contains(&(left, right.list)) || self.taken.contains(&(right, left.list))
    }

    /// Rows that no other list, or not every other list, has; those of a single row first come first.
    pub(super) fn incomplete(&self, lists: usize) -> impl Iterator<Item = &Vec<Place>> {
        self.things
            .iter()
            .filter(move |rows| rows.iter().map(|row| row.list).collect::<BTreeSet<_>>().len() < lists)
    }
}

/// Rows joined to things.
#[derive(Default)]
struct Things(BTreeMap<Place, Place>);

impl Things {
    /// The first row of the thing.
    fn first(&self, mut place: Place) -> Place {
        while let Some(above) = self.0.get(&place) {
            place = *above;
        }
        place
    }

    fn join(&mut self, left: Place, right: Place) {
        let (left, right) = (self.first(left), self.first(right));
        if left != right {
            self.0.insert(left.max(right), left.min(right));
        }
    }

    fn of(&self, all: impl Iterator<Item = Place>) -> Vec<Vec<Place>> {
        let mut things: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
        for place in all {
            things.entry(self.first(place)).or_default().push(place);
        }
        things.into_values().collect()
    }
}
