//! Cells that cover others, found by the place that they cover without a look at all of them.
//!
//! Rows are cut into bands of 1, 2, 4, … of them; an area stands in the fewest bands that make up its rows, at most two
//! of each size. A place is looked for in the one band of each size that holds its row, by binary search.

use std::collections::HashMap;

/// An area: first row and column, last row and column, all from 0.
pub(super) type Area = [usize; 4];

/// The merged cells of a sheet. Where two overlap, which no spreadsheet writes, either may count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    areas: Vec<Area>,
    /// By size (as a power of two) and number of a band: its areas by their first column.
    bands: HashMap<(u32, usize), Vec<usize>>,
    /// Sizes in use.
    sizes: u32,
}

impl Merged {
    /// Areas as they stand in the file; rows from `rows` on hold nothing and count for nothing.
    pub(super) fn new(areas: Vec<Area>, rows: usize) -> Self {
        let mut new = Self { areas, ..Self::default() };
        for (number, [top, _, bottom, _]) in new.areas.iter().enumerate() {
            let (mut from, end) = (*top, (bottom + 1).min(rows));
            while from < end {
                let fits = (end - from).ilog2();
                let size = if from == 0 { fits } else { fits.min(from.trailing_zeros()) };
                new.bands.entry((size, from >> size)).or_default().push(number);
                new.sizes |= 1 << size.min(31);
                from += 1 << size;
            }
        }
        let left = |number: &usize| new.areas.get(*number).map_or(0, |[_, left, ..]| *left);
        for band in new.bands.values_mut() {
            band.sort_by_key(left);
        }
        new
    }

    /// All of them: first row and column, last row and column, from 0.
    pub fn areas(&self) -> &[[usize; 4]] {
        &self.areas
    }

    /// The area that covers a place.
    pub fn over(&self, row: usize, column: usize) -> Option<[usize; 4]> {
        let mut sizes = self.sizes;
        while sizes != 0 {
            let size = sizes.trailing_zeros();
            sizes &= sizes - 1;
            let Some(band) = self.bands.get(&(size, row >> size)) else { continue };
            let area = |number: &usize| self.areas.get(*number).copied().unwrap_or_default();
            let after = band.partition_point(|number| area(number)[1] <= column);
            let found = band.get(after.wrapping_sub(1)).map(area);
            if found.is_some_and(|[.., right]| column <= right) {
                return found;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_knows_the_area_over_it() {
        let areas =
            vec![[0, 0, 0, 7], [1, 0, 6, 1], [1, 2, 3, 2], [4, 2, 6, 2], [7, 3, 900, 3], [5, 5, 9, 9]];
        let merged = Merged::new(areas.clone(), 40);
        for row in 0..40 {
            for column in 0..12 {
                let holds = |[top, left, bottom, right]: &&Area| {
                    (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
                };
                assert_eq!(merged.over(row, column), areas.iter().find(holds).copied(), "{row} {column}");
            }
        }
        assert_eq!(Merged::new(vec![], 9).over(0, 0), None);
    }

    #[test]
    fn an_area_stands_in_few_bands_however_far_it_goes() {
        let merged = Merged::new(vec![[1, 0, usize::MAX - 1, 0]; 50], 100_000);
        assert!(merged.bands.len() <= 34, "{}", merged.bands.len());
        assert_eq!(merged.over(99_999, 0), Some([1, 0, usize::MAX - 1, 0]));
    }
}
