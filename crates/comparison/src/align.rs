//! Two names laid beside each other: what both say, what only one says, and where they say different things.

use crate::name::is_figure;

/// What neighbours that are both shared weigh beside their own weight, in 128ths: whole words before scattered signs.
const TOGETHER: u32 = 20;

/// Weights of what two names have in common and not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shares {
    /// What both say.
    pub(crate) both: u32,
    /// What one leaves out.
    pub(crate) one: u32,
    /// What stands at the same place and is not the same.
    pub(crate) against: u32,
    /// Whether figures differ there: two phases, two years, two lots.
    pub(crate) figures: bool,
}

impl Shares {
    /// How alike, 0 to 1000.
    pub(crate) fn likeness(self) -> u32 {
        let against = self.against * if self.figures { 3 } else { 1 };
        let all = 20 * self.both + 5 * self.one + 26 * against;
        (20_000 * self.both).checked_div(all).unwrap_or(0)
    }
}

/// A sign with its weight.
pub(crate) type Weighed = (u32, u32);

/// Memory that comparisons share.
#[derive(Debug, Default)]
pub(crate) struct Aligner {
    best: Vec<u32>,
    run: Vec<u8>,
    way: Vec<u8>,
}

const DIAGONAL: u8 = 1;
const UP: u8 = 2;

impl Aligner {
    /// Lays `a` beside `b`. Time and memory grow with the product of their lengths, which reading bounds.
    pub(crate) fn align(&mut self, a: &[Weighed], b: &[Weighed]) -> Shares {
        if a.len() == b.len() && a.iter().zip(b).all(|(left, right)| left.0 == right.0) {
            return Shares { both: a.iter().map(|sign| sign.1).sum(), ..Shares::default() };
        }
        let width = b.len() + 1;
        let cells = (a.len() + 1) * width;
        for memory in [&mut self.run, &mut self.way] {
            memory.clear();
            memory.resize(cells, 0);
        }
        self.best.clear();
        self.best.resize(cells, 0);
        for (row, left) in a.iter().enumerate() {
            for (column, right) in b.iter().enumerate() {
                let at = (row + 1) * width + column + 1;
                let (up, side, across) = (at - width, at - 1, at - width - 1);
                let (mut best, mut way) =
                    if self.best[up] >= self.best[side] { (self.best[up], UP) } else { (self.best[side], 0) };
                if left.0 == right.0 {
                    let together = if self.run[across] > 0 { left.1 * TOGETHER / 128 } else { 0 };
                    let shared = self.best[across] + left.1 + together;
                    if shared >= best {
                        (best, way) = (shared, DIAGONAL);
                        self.run[at] = 1;
                    }
                }
                self.best[at] = best;
                self.way[at] = way;
            }
        }
        self.shares(a, b)
    }

    /// Goes the best way back and weighs what lies between shared signs.
    fn shares(&self, a: &[Weighed], b: &[Weighed]) -> Shares {
        let width = b.len() + 1;
        let mut shares = Shares::default();
        let (mut row, mut column) = (a.len(), b.len());
        let (mut left, mut right) = (row, column);
        while row > 0 && column > 0 {
            match self.way[row * width + column] {
                DIAGONAL => {
                    shares.gap(&a[row..left], &b[column..right]);
                    shares.both += a[row - 1].1;
                    row -= 1;
                    column -= 1;
                    (left, right) = (row, column);
                }
                UP => row -= 1,
                _ => column -= 1,
            }
        }
        shares.gap(&a[..left], &b[..right]);
        shares
    }
}

impl Shares {
    /// What stands between two shared signs.
    fn gap(&mut self, a: &[Weighed], b: &[Weighed]) {
        let weight = |signs: &[Weighed]| signs.iter().map(|sign| sign.1).sum::<u32>();
        let (left, right) = (weight(a), weight(b));
        let against = left.min(right);
        self.against += against;
        self.one += left.max(right) - against;
        let figure = |signs: &[Weighed]| signs.iter().any(|sign| is_figure(sign.0));
        self.figures |= figure(a) && figure(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(a: &str, b: &str) -> Shares {
        let signs =
            |text: &str| -> Vec<Weighed> { text.chars().map(|sign| (u32::from(sign), 100)).collect() };
        let forth = Aligner::default().align(&signs(a), &signs(b));
        assert_eq!(forth, Aligner::default().align(&signs(b), &signs(a)), "{a} and {b}");
        forth
    }

    #[test]
    fn leaving_out_is_not_contradicting() {
        let short = shares("云川远航机械制造", "远航机械");
        assert_eq!(short, Shares { both: 400, one: 400, ..Shares::default() });
        let other = shares("学府路改造", "学林路改造");
        assert_eq!(other, Shares { both: 400, against: 100, ..Shares::default() });
        assert!(short.likeness() > 790 && other.likeness() < 770);
        assert_eq!(shares("甲", "甲").likeness(), 1000);
        assert_eq!(shares("甲", "乙").likeness(), 0);
        assert_eq!(shares("", "").likeness(), 0);
    }
}
