//! Known values: published ones, and those that vectors/recompute.py works out by itself.

#![allow(clippy::unwrap_used, reason = "what the tests build must be sound, or they fail")]

use proof::{
    Algorithm, ConsistencyProof, Frontier, Hash, InclusionProof, KeyName, MemoryTiles, NoteSigner,
    NoteVerifier, Salt, SignedCheckpoint, TreeHead, commit, derive_salt,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    trees: PerAlgorithm<Trees>,
    commitments: PerAlgorithm<Vec<Committed>>,
    checkpoints: Checkpoints,
}

#[derive(Deserialize)]
struct PerAlgorithm<T> {
    sha256: T,
    sm3: T,
}

impl<T> PerAlgorithm<T> {
    fn each(self) -> [(Algorithm, T); 2] {
        [(Algorithm::Sha256, self.sha256), (Algorithm::Sm3, self.sm3)]
    }
}

#[derive(Deserialize)]
struct Trees {
    leaves: Vec<String>,
    roots: Vec<Hash>,
    inclusion: Vec<(u64, u64, Vec<Hash>)>,
    consistency: Vec<(u64, u64, Vec<Hash>)>,
    big: Vec<(u64, Hash)>,
}

#[derive(Deserialize)]
struct Committed {
    seed: String,
    event_index: u64,
    field: String,
    salt: Salt,
    value: String,
    commitment: Hash,
}

#[derive(Deserialize)]
struct Checkpoints {
    origin: String,
    keys: Vec<Key>,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Key {
    name: String,
    seed: String,
    public: String,
    verifier: String,
}

#[derive(Deserialize)]
struct Note {
    size: u64,
    root: Hash,
    extensions: Vec<String>,
    note: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/vectors.json")).unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn published_digests() {
    let check = |algorithm: Algorithm, text: &str, digest: &str| {
        assert_eq!(algorithm.digest(text.as_bytes()).to_string(), digest, "{algorithm} of {text:?}");
    };
    // FIPS 180-4 examples.
    check(Algorithm::Sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(Algorithm::Sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // GB/T 32905-2016, appendix A, and the digest of nothing.
    check(Algorithm::Sm3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    let long = "abcd".repeat(16);
    check(Algorithm::Sm3, &long, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    check(Algorithm::Sm3, "", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    for algorithm in [Algorithm::Sha256, Algorithm::Sm3] {
        assert_eq!(algorithm.empty_root(), algorithm.digest(b""));
        assert_eq!(Frontier::new(algorithm).root(), algorithm.empty_root());
    }
}

/// The roots that the first implementations of RFC 6962 agreed on, for the first 1 to 8 of the eight known leaves.
const RFC_6962_ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn published_roots() {
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"].map(bytes);
    let last = bytes("606162636465666768696a6b6c6d6e6f");
    let mut frontier = Frontier::new(Algorithm::Sha256);
    for (leaf, root) in leaves.iter().chain([&last]).zip(RFC_6962_ROOTS) {
        frontier.push(Algorithm::Sha256.leaf(leaf)).unwrap();
        assert_eq!(frontier.root().to_string(), root);
    }
}

#[test]
fn recomputed_trees_and_proofs() {
    for (algorithm, trees) in vectors().trees.each() {
        let mut frontier = Frontier::new(algorithm);
        let mut tiles = MemoryTiles::new();
        let leaves: Vec<Hash> = trees.leaves.iter().map(|leaf| algorithm.leaf(&bytes(leaf))).collect();
        assert_eq!(frontier.root(), trees.roots[0]);
        for (leaf, root) in leaves.iter().zip(&trees.roots[1..]) {
            frontier.push_into(*leaf, |entry| tiles.store(entry)).unwrap();
            assert_eq!(frontier.root(), *root);
        }
        let head = |size: u64| TreeHead { size, root: trees.roots[size as usize] };
        for (index, size, path) in trees.inclusion {
            let proof = InclusionProof::prove(algorithm, &tiles, index, size).unwrap();
            assert_eq!(proof.path.hashes(), path, "{algorithm}, leaf {index} of {size}");
            proof.verify(algorithm, &leaves[index as usize], &head(size)).unwrap();
        }
        for (old, new, path) in trees.consistency {
            let proof = ConsistencyProof::prove(algorithm, &tiles, old, new).unwrap();
            assert_eq!(proof.path.hashes(), path, "{algorithm}, {old} in {new}");
            proof.verify(algorithm, &head(old), &head(new)).unwrap();
        }
    }
}

#[test]
fn recomputed_roots_of_big_trees() {
    for (algorithm, trees) in vectors().trees.each() {
        let mut frontier = Frontier::new(algorithm);
        for (size, root) in trees.big {
            while frontier.size() < size {
                frontier.push(algorithm.leaf(&frontier.size().to_be_bytes())).unwrap();
            }
            assert_eq!(frontier.root(), root, "{algorithm}, size {size}");
        }
    }
}

#[test]
fn recomputed_salts_and_commitments() {
    for (algorithm, commitments) in vectors().commitments.each() {
        for vector in commitments {
            let seed = bytes(&vector.seed).try_into().unwrap();
            let salt = derive_salt(algorithm, &seed, vector.event_index, &vector.field);
            assert_eq!(salt, vector.salt);
            let commitment = commit(algorithm, &salt, &vector.field, &bytes(&vector.value));
            assert_eq!(commitment, vector.commitment, "{algorithm}, field {:?}", vector.field);
        }
    }
}

#[test]
fn recomputed_checkpoints() {
    let Checkpoints { origin, keys, notes } = vectors().checkpoints;
    let signers: Vec<NoteSigner> = keys
        .iter()
        .map(|key| {
            let name: KeyName = key.name.parse().unwrap();
            NoteSigner::from_seed(name, &bytes(&key.seed).try_into().unwrap())
        })
        .collect();
    let mut verifiers: Vec<NoteVerifier> = Vec::new();
    for (key, signer) in keys.iter().zip(&signers) {
        let verifier: NoteVerifier = key.verifier.parse().unwrap();
        assert_eq!(verifier.to_string(), key.verifier);
        assert_eq!(verifier.public_key().as_slice(), bytes(&key.public));
        assert_eq!(verifier, signer.verifier());
        verifiers.push(verifier);
    }
    for vector in notes {
        let parsed = SignedCheckpoint::parse(vector.note.as_bytes()).unwrap();
        let verified = parsed.verify(&origin, &verifiers).unwrap();
        assert_eq!(verified.signed_by, verifiers.iter().collect::<Vec<_>>());
        assert_eq!(*verified.checkpoint.head(), TreeHead { size: vector.size, root: vector.root });
        assert_eq!(verified.checkpoint.extensions(), vector.extensions);
        // Ed25519 signatures are deterministic, so that signing anew gives the same bytes.
        let signers: Vec<&NoteSigner> = signers.iter().collect();
        assert_eq!(parsed.unverified().clone().sign(&signers).unwrap().to_string(), vector.note);
    }
}
