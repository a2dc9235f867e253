//! A sample: a share of a list, in the order of the lots. docs/draw.md describes it.

use crate::{
    hash::{Lots, sha256},
    rules::Rules,
    seed::ALGORITHM,
};

/// The places of `ids` in the order of the lots that `reveal` gives, and how many of them a share of `ratio`
/// ten-thousandths takes: never less than the share, and one at least. The order of `ids` counts: whoever draws gives
/// them in one that everybody can make, such as by their numbers.
pub fn sample(ids: &[String], ratio: u32, reveal: &str) -> (Vec<usize>, usize) {
    let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
    let list = sha256(&[lines.as_bytes()]);
    let seed = sha256(&[ALGORITHM.as_bytes(), b"\nsample\n", &list, b"\n", reveal.as_bytes()]);
    let mut lots = Lots::new(&seed, "sample".into());
    let mut places: Vec<usize> = (0..ids.len()).collect();
    for at in 0..places.len() {
        places.swap(at, at + lots.below(ids.len() - at));
    }
    (places, Rules::wanted(ratio, ids.len()).clamp(ids.len().min(1), ids.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_shuffled_from_the_front_by_the_numbers_of_its_seed() {
        let ids: Vec<String> = (1..=9).map(|id: u32| id.to_string()).collect();
        let (places, taken) = sample(&ids, 3_000, "root");
        let mut all = places.clone();
        all.sort_unstable();
        assert_eq!((all, taken), ((0..9).collect::<Vec<_>>(), 3));
        // By hand: the first place goes to a number below nine of the first eight bytes of the first block.
        let list = sha256(&[b"1\n2\n3\n4\n5\n6\n7\n8\n9\n"]);
        let seed = sha256(&[b"bihuan-draw-1\nsample\n", &list, b"\nroot"]);
        let block = sha256(&[&seed, b"sample", &[0], &0_u64.to_be_bytes()]);
        let first = u64::from_be_bytes(block[..8].try_into().unwrap());
        assert_eq!(places[0], (first % 9) as usize);
        assert_ne!(places, sample(&ids, 3_000, "other").0);
    }

    #[test]
    fn a_share_is_never_undercut() {
        let ids: Vec<String> = (1..=10).map(|id: u32| id.to_string()).collect();
        let taken = |of: &[String], ratio| sample(of, ratio, "root").1;
        assert_eq!([3_000, 2_500, 10_000, 100].map(|ratio| taken(&ids, ratio)), [3, 3, 10, 1]);
        assert_eq!((taken(&[], 3_000), taken(&ids[..1], 100)), (0, 1));
    }
}
