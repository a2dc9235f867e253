//! Where the log stands.

use jiff::Timestamp;
use ledger::{MatterId, Seq, SpaceId};

/// Where the log stands after its last event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The ledger.
    pub space: SpaceId,
    /// Place the next event gets; also the number of events.
    pub next: Seq,
    /// Id the next matter gets.
    pub next_matter: MatterId,
    /// When the last event happened; time never runs backwards in the log.
    pub at: Timestamp,
    /// Root of the Merkle tree over all events.
    pub root: proof::Hash,
}
