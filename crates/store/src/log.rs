//! Appending, the same for every backend: place in the log, next version of the matter, sealing.

use crate::{Entry, Head, StoreError, entry::Texts};
use jiff::Timestamp;
use ledger::{
    CommandId, Event, Header, Kind, Kinds, Matter, MatterId, evolve,
    kind::{Label, Nature},
};
use std::sync::Arc;

/// An event to be appended.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The matter; a new one has the id of [`Head::next_matter`].
    pub matter: MatterId,
    /// Who; `None` = the product itself.
    pub actor: Option<MatterId>,
    /// In whose name, when somebody acts for another.
    pub acting_for: Option<MatterId>,
    /// When; kept in whole milliseconds, never earlier than [`Head::at`].
    pub at: Timestamp,
    /// The command that caused it.
    pub command: CommandId,
    /// 32 random bytes of this command, out of which the salts come.
    pub seed: [u8; 32],
    /// Number of the event within the command, from 0.
    pub nth: u64,
    /// What.
    pub event: Event,
}

/// An event with everything that follows from it alone.
pub(crate) struct Prepared {
    pub(crate) entry: Entry,
    pub(crate) texts: Texts,
    pub(crate) event: Event,
    pub(crate) after: Matter,
}

/// Gives `new` its place after `head` and its effect on the matter.
///
/// # Errors
/// What would break the log's order: an earlier time, an id that leaves a gap, a matter without a known kind.
pub(crate) fn prepare(
    head: &Head,
    kinds: &Kinds,
    before: Option<&Matter>,
    new: NewEvent,
) -> Result<Prepared, StoreError> {
    // The log keeps whole milliseconds, and what follows from it must not know more than it.
    let at = Timestamp::from_millisecond(new.at.as_millisecond())
        .map_err(|_| StoreError::Backend("the time is out of range".into()))?;
    if at < head.at {
        return Err(StoreError::Backend("an event may not be earlier than the last one".into()));
    }
    if before.is_none() && new.matter != MatterId::SPACE && new.matter != head.next_matter {
        return Err(StoreError::Backend(format!(
            "the next matter is {}, not {}",
            head.next_matter, new.matter
        )));
    }
    let kind = kind_of(kinds, before, &new)?;
    let header = Header {
        space: head.space,
        seq: head.next,
        matter: new.matter,
        version: before.map_or(0, |matter| matter.version) + 1,
        kind: kind.name.clone(),
        kind_version: kind.version,
        actor: new.actor,
        at,
        command: new.command,
    };
    let after = evolve(before.cloned(), &header, &new.event, &kind);
    let (entry, texts) = Entry::seal(header, new.acting_for, &new.event, &kind, &new.seed, new.nth)?;
    Ok(Prepared { entry, texts, event: new.event, after })
}

/// The definition that the matter lives under: the newest at its opening, then always the same.
fn kind_of(kinds: &Kinds, before: Option<&Matter>, new: &NewEvent) -> Result<Arc<Kind>, StoreError> {
    if new.matter == MatterId::SPACE {
        return Ok(Arc::new(space_kind()));
    }
    let found = match (before, &new.event) {
        (Some(matter), _) => kinds.get(&matter.kind, matter.kind_version),
        (None, Event::Opened { open, .. }) => kinds.latest(&open.kind),
        (None, _) => None,
    };
    found.cloned().ok_or_else(|| StoreError::Damaged(format!("matter {} has no known kind", new.matter)))
}

/// The definition of a logged event's kind, for replaying.
pub(crate) fn kind_at(kinds: &Kinds, header: &Header) -> Result<Arc<Kind>, StoreError> {
    if header.matter == MatterId::SPACE {
        return Ok(Arc::new(space_kind()));
    }
    kinds.get(&header.kind, header.kind_version).cloned().ok_or_else(|| {
        StoreError::Damaged(format!("event {}: kind {} is not defined", header.seq, header.kind))
    })
}

/// A matter after `entries`, which are its first ones, oldest first.
///
/// # Errors
/// An entry that this release cannot read.
pub(crate) fn evolved<'e>(
    kinds: &Kinds,
    entries: impl IntoIterator<Item = &'e Entry>,
) -> Result<Option<Matter>, StoreError> {
    let mut matter = None;
    for entry in entries {
        matter =
            Some(evolve(matter, &entry.header, &entry.event()?, kind_at(kinds, &entry.header)?.as_ref()));
    }
    Ok(matter)
}

/// The space itself is a matter of a kind that no file defines.
fn space_kind() -> Kind {
    Kind {
        name: "space".into(),
        version: 1,
        nature: Nature::Register,
        label: Label { zh: "空间".into(), en: "Space".into() },
        under: vec![],
        opens_as: String::new(),
        imports_as: String::new(),
        fields: vec![],
        states: vec![],
        moves: vec![],
        return_codes: vec![],
        readers: vec![],
        in_plan: false,
        series: vec![],
        follow_ups: vec![],
        shelf: None,
        columns: vec![],
        limits: vec![],
        longest_extension: None,
        through: None,
    }
}
