//! The mathematics of the ledger's transparency log: that an event stands in the log, that nothing was changed or
//! taken away, and who vouches for it. Anybody can check it with this page and a hash function.
//!
//! Pure: no clock, no randomness, no I/O, no threads. Seeds and keys are arguments, tiles are read through
//! [`Tiles`].
//!
//! | What | Formula (`H` is SHA-256 or SM3, one for the whole log) | Source |
//! |---|---|---|
//! | leaf | `H(0x00 ‖ data)` | RFC 6962 §2.1 |
//! | node | `H(0x01 ‖ left ‖ right)` | RFC 6962 §2.1 |
//! | empty root | `H("")` | RFC 6962 §2.1 |
//! | commitment | `H(0x02 ‖ salt[16] ‖ u64be(len field) ‖ field ‖ u64be(len value) ‖ value)` | [`commit`] |
//! | salt | `H(0x03 ‖ seed[32] ‖ u64be(event index) ‖ u64be(len field) ‖ field)[0..16]` | [`derive_salt`] |
//! | inclusion | [`InclusionProof`] | RFC 9162 §2.1.3 |
//! | consistency | [`ConsistencyProof`] | RFC 9162 §2.1.4 |
//! | storage | [`Entry`], [`Tiles`]: 256 hashes a tile | C2SP tlog-tiles |
//! | checkpoint | [`Checkpoint`], [`SignedCheckpoint`] | C2SP tlog-checkpoint, signed-note |
//!
//! The way of a leaf: [`Algorithm::leaf`] hashes it, [`Frontier::push_into`] adds it and says which entries to
//! store, [`Frontier::head`] gives what a [`Checkpoint`] states; a proof is computed from the stored tiles and
//! checked against the [`TreeHead`] of a verified checkpoint.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use proof::{Algorithm, Checkpoint, Frontier, InclusionProof, MemoryTiles, NoteSigner, SignedCheckpoint};
//!
//! let algorithm = Algorithm::Sha256;
//! let (mut frontier, mut tiles) = (Frontier::new(algorithm), MemoryTiles::new());
//! for event in ["opened", "reported", "accepted"] {
//!     frontier.push_into(algorithm.leaf(event.as_bytes()), |entry| tiles.store(entry))?;
//! }
//! let log = NoteSigner::from_seed("ledger.example.cn".parse()?, &[7; 32]); // random bytes, in earnest
//! let published = Checkpoint::new("ledger.example.cn", frontier.head())?.sign(&[&log])?.to_string();
//! let proof = InclusionProof::prove(algorithm, &tiles, 1, 3)?;
//!
//! // Elsewhere, with the published key, checkpoint and proof:
//! let keys = [log.verifier()];
//! let checkpoint = SignedCheckpoint::parse(published.as_bytes())?;
//! let verified = checkpoint.verify("ledger.example.cn", &keys)?;
//! proof.verify(algorithm, &algorithm.leaf(b"reported"), verified.checkpoint.head())?;
//! # Ok(())
//! # }
//! ```

mod checkpoint;
mod commitment;
mod consistency;
mod frontier;
mod hash;
mod head;
mod hex;
mod inclusion;
mod key;
mod memory;
mod note;
mod path;
mod tiles;

pub use checkpoint::{
    Checkpoint, CheckpointError, MAX_EXTENSIONS, MAX_LINE_BYTES, SignedCheckpoint, VerifiedCheckpoint,
};
pub use commitment::{SALT_BYTES, SEED_BYTES, Salt, commit, derive_salt};
pub use consistency::ConsistencyProof;
pub use frontier::{Frontier, FrontierError, MAX_SIZE};
pub use hash::{Algorithm, HASH_BYTES, Hash, UnknownAlgorithm};
pub use head::TreeHead;
pub use hex::HexError;
pub use inclusion::InclusionProof;
pub use key::{KeyId, KeyName, NoteSigner, NoteVerifier};
pub use memory::MemoryTiles;
pub use note::{MAX_NOTE_BYTES, MAX_SIGNATURES, NoteError, NoteSignature, SignedNote};
pub use path::{MAX_PATH, ProofPath, VerifyError};
pub use tiles::{Entry, TILE_HEIGHT, TILE_WIDTH, TileError, Tiles, frontier_from_tiles, tile_width};
