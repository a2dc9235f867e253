//! Properties of hashes, commitments and frontiers, for any input.

mod definition;

use definition::Defined;
use proof::{
    Algorithm, Frontier, FrontierError, Hash, HexError, MAX_SIZE, MemoryTiles, Salt, commit, derive_salt,
    frontier_from_tiles,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn any_algorithm() -> impl Strategy<Value = Algorithm> {
    prop_oneof![Just(Algorithm::Sha256), Just(Algorithm::Sm3)]
}

proptest! {
    #[test]
    fn frontier_tiles_and_definition_agree(
        algorithm in any_algorithm(),
        data in vec(vec(any::<u8>(), 0..40), 0..600),
        stop in any::<prop::sample::Index>(),
    ) {
        let leaves: Vec<Hash> = data.iter().map(|bytes| algorithm.leaf(bytes)).collect();
        let stop = stop.index(leaves.len() + 1);
        let mut frontier = Frontier::new(algorithm);
        let mut tiles = MemoryTiles::new();
        for (index, leaf) in leaves.iter().enumerate() {
            if index == stop {
                // The writer stops and takes up its work again, from its own record or from the tiles.
                let stored = serde_json::to_string(&frontier).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Frontier>(&stored).unwrap(), &frontier);
                frontier = frontier_from_tiles(algorithm, &tiles, index as u64).unwrap();
                prop_assert_eq!(serde_json::to_string(&frontier).unwrap(), stored);
            }
            frontier.push_into(*leaf, |entry| tiles.store(entry)).unwrap();
        }
        prop_assert_eq!(frontier.root(), Defined::over(algorithm, &leaves).root(leaves.len()));
    }

    #[test]
    fn hashes_have_one_text(bytes in any::<[u8; 32]>()) {
        let hash = Hash::from_bytes(bytes);
        let text = hash.to_string();
        prop_assert_eq!(text.parse::<Hash>(), Ok(hash));
        prop_assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{text}\""));
        let upper = text.to_uppercase();
        prop_assert!(upper == text || upper.parse::<Hash>().is_err());
    }

    #[test]
    fn no_text_panics(text in ".{0,70}") {
        let _ = text.parse::<Hash>();
        let _ = text.parse::<Salt>();
        let _ = text.parse::<Algorithm>();
    }

    #[test]
    fn commitments_differ_wherever_their_inputs_do(
        algorithm in any_algorithm(),
        (salt, other_salt) in any::<([u8; 16], [u8; 16])>(),
        (field, other_field) in ("[ab]{0,3}", "[ab]{0,3}"),
        (value, other_value) in ("[ab]{0,3}", "[ab]{0,3}"),
    ) {
        let (salt, other_salt) = (Salt::from_bytes(salt), Salt::from_bytes(other_salt));
        let commitment = commit(algorithm, &salt, &field, value.as_bytes());
        prop_assert_eq!(commitment, commit(algorithm, &salt, &field, value.as_bytes()));
        prop_assert_ne!(commitment, commit(algorithm, &other_salt, &field, value.as_bytes()));
        let other = commit(algorithm, &salt, &other_field, other_value.as_bytes());
        prop_assert_eq!(commitment == other, (&field, &value) == (&other_field, &other_value));
        // The border between name and value cannot be moved.
        let moved = commit(algorithm, &salt, &format!("{field}a"), value.as_bytes());
        prop_assert_ne!(moved, commit(algorithm, &salt, &field, format!("a{value}").as_bytes()));
    }

    #[test]
    fn salts_differ_by_seed_event_and_field(
        algorithm in any_algorithm(),
        (seed, other_seed) in any::<([u8; 32], [u8; 32])>(),
        (event, other_event) in any::<(u64, u64)>(),
    ) {
        let salt = derive_salt(algorithm, &seed, event, "reason");
        prop_assert_eq!(salt, derive_salt(algorithm, &seed, event, "reason"));
        prop_assert_ne!(salt, derive_salt(algorithm, &other_seed, event, "reason"));
        prop_assert_ne!(salt, derive_salt(algorithm, &seed, other_event, "reason"));
        prop_assert_ne!(salt, derive_salt(algorithm, &seed, event, "phone"));
    }
}

#[test]
fn salts_do_not_show_in_debug_text() {
    let salt = Salt::from_bytes([0xab; 16]);
    assert!(!format!("{salt:?}").contains("ab"));
    assert_eq!(salt.to_string(), "ab".repeat(16));
    assert_eq!(salt.to_string().parse(), Ok(salt));
    assert_eq!(serde_json::from_str::<Salt>(&serde_json::to_string(&salt).unwrap()).unwrap(), salt);
}

#[test]
fn hex_errors_say_what_is_wrong() {
    assert_eq!("abc".parse::<Hash>(), Err(HexError::Length { wanted: 64, got: 3 }));
    assert_eq!("0g".repeat(32).parse::<Hash>(), Err(HexError::Digit { at: 1 }));
    assert_eq!("A".repeat(32).parse::<Salt>(), Err(HexError::Digit { at: 0 }));
}

#[test]
fn algorithms_have_names() {
    for algorithm in [Algorithm::Sha256, Algorithm::Sm3] {
        assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
        assert_eq!(serde_json::to_string(&algorithm).unwrap(), format!("\"{algorithm}\""));
    }
    assert!("SHA256".parse::<Algorithm>().is_err());
}

#[test]
fn a_frontier_that_does_not_fit_is_refused() {
    let hash = Algorithm::Sha256.empty_root();
    let parts = |size, count| Frontier::from_parts(Algorithm::Sha256, size, vec![hash; count]);
    assert_eq!(parts(5, 1), Err(FrontierError::Shape { wanted: 2, got: 1 }));
    assert_eq!(parts(0, 1), Err(FrontierError::Shape { wanted: 0, got: 1 }));
    assert_eq!(parts(MAX_SIZE + 1, 1), Err(FrontierError::Full));
    assert!(serde_json::from_str::<Frontier>(r#"{"algorithm":"sm3","size":1,"subtrees":[]}"#).is_err());

    let mut full = parts(MAX_SIZE, 63).unwrap();
    let before = full.clone();
    assert_eq!(full.push_into(hash, |_| panic!("nothing is stored")), Err(FrontierError::Full));
    assert_eq!(full, before);
    let mut last = parts(MAX_SIZE - 1, 62).unwrap();
    assert_eq!(last.push(hash), Ok(MAX_SIZE - 1));
    assert_eq!(last.subtrees().len(), 63);
}
