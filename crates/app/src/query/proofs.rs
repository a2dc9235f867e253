//! The log as a tree: where it stands, and that an event or an earlier state belongs to it.

use crate::{App, AppError};
use ledger::Seq;
use proof::{Algorithm, ConsistencyProof, Hash, InclusionProof, Tiles, TreeHead};
use serde::Serialize;
use store::{StoreError, View};

/// That an event is in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventProof {
    /// Place of the event.
    pub seq: Seq,
    /// Its leaf hash.
    pub leaf: Hash,
    /// The head it is proved against.
    pub head: TreeHead,
    /// Hashes from the leaf's sibling up.
    pub proof: InclusionProof,
}

/// That a log of an earlier size is the beginning of the present one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GrowthProof {
    /// The head it is proved against.
    pub head: TreeHead,
    /// The hashes.
    pub proof: ConsistencyProof,
}

struct Shelf<'v>(&'v dyn View);

impl Tiles for Shelf<'_> {
    type Error = StoreError;

    fn tile(&self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, StoreError> {
        self.0.tile(level, index, width)
    }
}

impl App {
    /// Where the log stands.
    ///
    /// # Errors
    /// The store failed.
    pub fn tree_head(&self) -> Result<TreeHead, AppError> {
        Ok(head_of(self.whole()?.as_ref()))
    }

    /// Proves that the event at `seq` is in the log.
    ///
    /// # Errors
    /// There is no such event for the reader, or the store failed.
    pub fn prove_event(&self, seq: Seq) -> Result<EventProof, AppError> {
        let view = self.whole()?;
        let head = head_of(view.as_ref());
        let entry = view.events(seq, 1)?.pop().filter(|entry| entry.header.seq == seq);
        let entry = entry.ok_or(AppError::NotFound("event"))?;
        // A leaf says nothing, but that it is there; an auditor proves the whole log, whatever they may read.
        if self.reader.hidden.contains(&entry.header.kind) && !self.audits()? {
            return Err(AppError::NotFound("event"));
        }
        let leaf = entry.leaf;
        let proof = InclusionProof::prove(Algorithm::Sha256, &Shelf(view.as_ref()), seq.0, head.size)
            .map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))?;
        Ok(EventProof { seq, leaf, head, proof })
    }

    /// Proves that the log of size `from` is the beginning of the present one.
    ///
    /// # Errors
    /// The log is shorter, or the store failed.
    pub fn prove_growth(&self, from: u64) -> Result<GrowthProof, AppError> {
        let view = self.whole()?;
        let head = head_of(view.as_ref());
        if from > head.size {
            return Err(AppError::BadParameter("from"));
        }
        let proof = ConsistencyProof::prove(Algorithm::Sha256, &Shelf(view.as_ref()), from, head.size)
            .map_err(|error| AppError::Store(StoreError::Damaged(error.to_string())))?;
        Ok(GrowthProof { head, proof })
    }
}

impl App {
    fn audits(&self) -> Result<bool, AppError> {
        self.reader.person.map_or(Ok(false), |person| self.holds(person, "audit"))
    }
}

fn head_of(view: &dyn View) -> TreeHead {
    let head = view.head();
    TreeHead { size: head.next.0, root: head.root }
}
