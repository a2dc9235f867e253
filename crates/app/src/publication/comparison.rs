//! Two wordings of a draft side by side, line by line.

/// Lines of a wording that are compared; longer ones are compared as far as that.
const MOST_LINES: usize = 2_000;

/// A line of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// In both.
    Kept,
    /// Only in the earlier one.
    Gone,
    /// Only in the later one.
    New,
}

impl Fate {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Gone => "gone",
            Fate::New => "new",
        }
    }
}

/// The lines of both, those that are gone before those that came in their place.
pub(super) fn compare(before: &str, after: &str) -> Vec<(Fate, String)> {
    let a: Vec<&str> = before.lines().take(MOST_LINES).collect();
    let b: Vec<&str> = after.lines().take(MOST_LINES).collect();
    // How long the longest common rest is, from each pair of lines on.
    let mut rest = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    let at = |rest: &Vec<Vec<u16>>, i: usize, j: usize| {
        rest.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0)
    };
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let longest = if a.get(i) == b.get(j) {
                at(&rest, i + 1, j + 1) + 1
            } else {
                at(&rest, i + 1, j).max(at(&rest, i, j + 1))
            };
            if let Some(place) = rest.get_mut(i).and_then(|row| row.get_mut(j)) {
                *place = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = vec![];
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                out.push((Fate::Kept, (*x).to_owned()));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none() || at(&rest, i + 1, j) >= at(&rest, i, j + 1) => {
                out.push((Fate::Gone, (*x).to_owned()));
                i += 1;
            }
            (_, Some(y)) => {
                out.push((Fate::New, (*y).to_owned()));
                j += 1;
            }
            _ => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate::*, compare};

    #[test]
    fn lines_are_kept_gone_or_new() {
        let found = compare("a\nb\nc\n", "a\nx\nc\nd\n");
        let told: Vec<_> = found.iter().map(|(fate, line)| (*fate, line.as_str())).collect();
        assert_eq!(told, [(Kept, "a"), (Gone, "b"), (New, "x"), (Kept, "c"), (New, "d")]);
        assert_eq!(compare("", ""), []);
    }
}
