//! Signed checkpoints: what the log's owner vouches for, in the text form of C2SP tlog-checkpoint.
//!
//! ```text
//! <origin>                  which log; never empty
//! <size>                    leaves, decimal, no leading zeros
//! <root>                    base64 of the 32 bytes
//! <extension lines>         none, as a rule; kept as they are
//! ```
//!
//! This text is signed as a note (see [`SignedNote`]). The hash function is not stated: it belongs to the log that
//! the origin names, and never changes.

use std::fmt;

use base64ct::{Base64, Encoding};

use crate::frontier::MAX_SIZE;
use crate::hash::{HASH_BYTES, Hash};
use crate::head::TreeHead;
use crate::key::{NoteSigner, NoteVerifier};
use crate::note::{NoteError, SignedNote};

/// The most bytes in an origin, and in an extension line.
pub const MAX_LINE_BYTES: usize = 255;
/// The most extension lines.
pub const MAX_EXTENSIONS: usize = 16;

/// Why a checkpoint is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it is refused. Its own codes.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The origin is empty, above [`MAX_LINE_BYTES`], or holds a control character. Code `checkpoint_origin`.
    #[error("an origin must be one line of 1 to {MAX_LINE_BYTES} bytes")]
    Origin,
    /// The size is not a plain decimal number up to [`MAX_SIZE`]. Code `checkpoint_size`.
    #[error("the size is not a plain decimal number up to {MAX_SIZE}")]
    Size,
    /// The root is not the base64 of 32 bytes. Code `checkpoint_root`.
    #[error("the root is not the base64 of 32 bytes")]
    Root,
    /// An extension line is empty, too long, holds a control character, or is one too many. Code
    /// `checkpoint_extension`.
    #[error("at most {MAX_EXTENSIONS} extension lines of 1 to {MAX_LINE_BYTES} bytes may follow")]
    Extension,
    /// Another log's checkpoint. Code `checkpoint_other_log`.
    #[error("a checkpoint of another log, {0:?}")]
    OtherLog(String),
}

impl CheckpointError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Note(error) => error.code(),
            Self::Origin => "checkpoint_origin",
            Self::Size => "checkpoint_size",
            Self::Root => "checkpoint_root",
            Self::Extension => "checkpoint_extension",
            Self::OtherLog(_) => "checkpoint_other_log",
        }
    }
}

/// The state of a log at one size. `Display` gives the text that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: TreeHead,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`], [`CheckpointError::Size`].
    pub fn new(origin: &str, head: TreeHead) -> Result<Self, CheckpointError> {
        if !is_line(origin) {
            return Err(CheckpointError::Origin);
        }
        if head.size > MAX_SIZE {
            return Err(CheckpointError::Size);
        }
        Ok(Self { origin: origin.to_owned(), head, extensions: Vec::new() })
    }

    /// The same checkpoint with these extension lines in place of any that it had. The specification advises
    /// against them, since nobody audits what they say.
    ///
    /// # Errors
    /// [`CheckpointError::Extension`].
    pub fn with_extensions(self, extensions: Vec<String>) -> Result<Self, CheckpointError> {
        if extensions.len() > MAX_EXTENSIONS || !extensions.iter().all(|line| is_line(line)) {
            return Err(CheckpointError::Extension);
        }
        Ok(Self { extensions, ..self })
    }

    /// Signs the checkpoint with one or more keys. The log's own key is named like the origin, by custom.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] without a key or with too many.
    pub fn sign(self, signers: &[&NoteSigner]) -> Result<SignedCheckpoint, CheckpointError> {
        let note = SignedNote::sign(self.to_string(), signers)?;
        Ok(SignedCheckpoint { checkpoint: self, note })
    }

    /// Which log this is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Size and root.
    #[must_use]
    pub const fn head(&self) -> &TreeHead {
        &self.head
    }

    /// The extension lines, without newlines.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        let origin = lines.next().ok_or(CheckpointError::Origin)?;
        let size = lines.next().and_then(parse_size).ok_or(CheckpointError::Size)?;
        let root = lines.next().and_then(parse_root).ok_or(CheckpointError::Root)?;
        // One more than the bound is enough to see that it is passed.
        let extensions = lines.take(MAX_EXTENSIONS + 1).map(str::to_owned).collect();
        Self::new(origin, TreeHead { size, root })?.with_extensions(extensions)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = Base64::encode_string(self.head.root.as_bytes());
        writeln!(f, "{}\n{}\n{root}", self.origin, self.head.size)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint and the signatures under it, well-formed; believed only after [`SignedCheckpoint::verify`].
/// `Display` gives the exact text to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: SignedNote,
}

/// A checkpoint whose signatures are verified, and the known keys that have signed it, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCheckpoint<'c, 'k> {
    /// The checkpoint.
    pub checkpoint: &'c Checkpoint,
    /// The keys, at least one.
    pub signed_by: Vec<&'k NoteVerifier>,
}

impl SignedCheckpoint {
    /// Reads a published checkpoint. Nothing is verified by that.
    ///
    /// # Errors
    /// [`CheckpointError`] for whatever departs from the form.
    pub fn parse(note: &[u8]) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(note)?;
        Ok(Self { checkpoint: Checkpoint::parse(note.text())?, note })
    }

    /// Checks that this is the log's checkpoint and that at least one of the keys has signed it; unknown keys are
    /// ignored. Whether these signers suffice (the log itself, so many witnesses) is for the caller to say.
    ///
    /// # Errors
    /// [`CheckpointError::OtherLog`] for another origin, or [`SignedNote::verify`]'s.
    pub fn verify<'k>(
        &self,
        origin: &str,
        keys: &'k [NoteVerifier],
    ) -> Result<VerifiedCheckpoint<'_, 'k>, CheckpointError> {
        let signed_by = self.note.verify(keys)?;
        if self.checkpoint.origin != origin {
            return Err(CheckpointError::OtherLog(self.checkpoint.origin.clone()));
        }
        Ok(VerifiedCheckpoint { checkpoint: &self.checkpoint, signed_by })
    }

    /// Puts one more signature under the checkpoint, as a witness does.
    ///
    /// # Errors
    /// [`SignedNote::add_signature`]'s.
    pub fn add_signature(&mut self, signer: &NoteSigner) -> Result<(), CheckpointError> {
        Ok(self.note.add_signature(signer)?)
    }

    /// What the note claims, before any verification: to choose keys by origin, or to show.
    #[must_use]
    pub const fn unverified(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note itself, with its signature lines.
    #[must_use]
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.note, f)
    }
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_LINE_BYTES && !text.contains(|character| character < ' ')
}

/// Digits only and no leading zero: one number, one text.
fn parse_size(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn parse_root(text: &str) -> Option<Hash> {
    let mut bytes = [0; HASH_BYTES];
    let decoded = Base64::decode(text, &mut bytes).ok()?;
    decoded.try_into().ok().map(Hash::from_bytes)
}
