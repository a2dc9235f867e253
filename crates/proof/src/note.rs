//! Signed notes: a text and signatures under it, as C2SP signed-note v1.0.0 lays them out.
//!
//! ```text
//! <text, one or more lines>
//!                                             (a blank line)
//! — <key name> base64(key id[4] ‖ signature)  (one or more such lines)
//! ```
//!
//! The signature is Ed25519 (RFC 8032) over the text with its last newline and without the blank line. The key id
//! is `SHA-256(key name ‖ 0x0A ‖ 0x01 ‖ public key[32])[0..4]`, whatever the hash function of the log. Signatures
//! by keys that the verifier does not know are carried along and ignored: witnesses may add theirs.

use std::fmt;

use base64ct::{Base64, Encoding};

use crate::key::{KeyId, KeyName, NoteSigner, NoteVerifier};

/// The most bytes in a signed note: sixteen post-quantum signatures of some 5 kB each fit, as the specification
/// asks, or [`MAX_SIGNATURES`] by Ed25519.
pub const MAX_NOTE_BYTES: usize = 128 * 1024;
/// The most signatures in a note; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;

const LINE_START: &str = "\u{2014} ";
const KEY_ID_BYTES: usize = 4;

/// Why a note, a key or a checkpoint is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`MAX_NOTE_BYTES`]. Code `note_too_long`.
    #[error("a note of {0} bytes is beyond the bound of {MAX_NOTE_BYTES}")]
    TooLong(usize),
    /// More than [`MAX_SIGNATURES`]. Code `note_too_many_signatures`.
    #[error("more than {MAX_SIGNATURES} signatures under a note")]
    TooManySignatures,
    /// Not UTF-8, or a control character other than a newline. Code `note_characters`.
    #[error("not UTF-8, or a control character other than a newline")]
    Characters,
    /// No text ending in a newline, no blank line, or no signature line. Code `note_shape`.
    #[error("not a text, a blank line and signature lines")]
    Shape,
    /// A signature line that is not one. Code `note_signature_line`.
    #[error("signature line {line} is malformed")]
    SignatureLine {
        /// Number of the signature line, from 1.
        line: usize,
    },
    /// A key name that is empty, too long, or holds white space, `+` or a control character. Code `key_name`.
    #[error(
        "a key name must have 1 to {} bytes without white space, + or control characters",
        KeyName::MAX_BYTES
    )]
    KeyName,
    /// The text of a verifier key is malformed, or its id does not fit. Code `key_text`.
    #[error("not a verifier key of the form name+id+key")]
    KeyText,
    /// The bytes are no Ed25519 public key, or a weak one. Code `public_key`.
    #[error("not a sound Ed25519 public key")]
    PublicKey,
    /// A signature by a known key is false; the whole note is refused. Code `signature_false`.
    #[error("the signature by {0} is false")]
    FalseSignature(KeyName),
    /// None of the known keys has signed. Code `signature_missing`.
    #[error("no signature by a known key")]
    NoKnownSignature,
}

impl NoteError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "note_too_long",
            Self::TooManySignatures => "note_too_many_signatures",
            Self::Characters => "note_characters",
            Self::Shape => "note_shape",
            Self::SignatureLine { .. } => "note_signature_line",
            Self::KeyName => "key_name",
            Self::KeyText => "key_text",
            Self::PublicKey => "public_key",
            Self::FalseSignature(_) => "signature_false",
            Self::NoKnownSignature => "signature_missing",
        }
    }
}

/// One signature line: who signed, by which key, and the signature's bytes (64 for Ed25519; others are carried).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: KeyName,
    id: KeyId,
    bytes: Vec<u8>,
}

impl NoteSignature {
    /// Name of the key, as the line states it.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// Id of the key, as the line states it.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(LINE_START)?.split_once(' ')?;
        let mut bytes = Base64::decode_vec(signature).ok()?;
        let id = KeyId::from_bytes(*bytes.first_chunk::<KEY_ID_BYTES>()?);
        bytes.drain(..KEY_ID_BYTES);
        if bytes.is_empty() {
            return None;
        }
        Some(Self { name: name.parse().ok()?, id, bytes })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_bytes().as_slice(), &self.bytes].concat();
        write!(f, "{LINE_START}{} {}", self.name, Base64::encode_string(&bytes))
    }
}

/// A text and the signatures under it, well-formed but not yet verified. `Display` gives the note's exact text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// Signs a text that ends in a newline, with one or more keys.
    ///
    /// # Errors
    /// [`NoteError::Characters`], [`NoteError::Shape`] (no last newline, no key), [`NoteError::TooLong`],
    /// [`NoteError::TooManySignatures`].
    pub fn sign(text: String, signers: &[&NoteSigner]) -> Result<Self, NoteError> {
        check_characters(&text)?;
        if !text.ends_with('\n') || signers.is_empty() {
            return Err(NoteError::Shape);
        }
        let mut note = Self { text, signatures: Vec::new() };
        for signer in signers {
            note.add_signature(signer)?;
        }
        Ok(note)
    }

    /// Puts one more signature under the note, as a witness does. A key that has signed already changes nothing.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`], [`NoteError::TooLong`]; the note is then unchanged.
    pub fn add_signature(&mut self, signer: &NoteSigner) -> Result<(), NoteError> {
        let bytes = signer.sign(self.text.as_bytes()).to_vec();
        let signature = NoteSignature { name: signer.name().clone(), id: signer.id(), bytes };
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        if self.signatures.len() >= MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        let length = self.to_string().len();
        if length > MAX_NOTE_BYTES {
            self.signatures.pop();
            return Err(NoteError::TooLong(length));
        }
        Ok(())
    }

    /// Reads a note. Nothing is verified by that.
    ///
    /// # Errors
    /// [`NoteError`] for whatever departs from the form. What is accepted is written out again byte for byte.
    pub fn parse(note: &[u8]) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(note.len()));
        }
        let note = str::from_utf8(note).map_err(|_| NoteError::Characters)?;
        check_characters(note)?;
        // The text may hold blank lines of its own; the last one is the boundary.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Shape)?;
        let mut signatures = Vec::new();
        for (before, line) in lines.split('\n').enumerate() {
            if before == MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            let malformed = NoteError::SignatureLine { line: before + 1 };
            signatures.push(NoteSignature::parse(line).ok_or(malformed)?);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// Verifies every signature by one of these keys and returns the keys that have signed, each once.
    ///
    /// A key is known by name and id together; signatures by other keys are ignored.
    ///
    /// # Errors
    /// [`NoteError::FalseSignature`] if any signature by a known key is false, though others be true;
    /// [`NoteError::NoKnownSignature`] if none of the keys has signed.
    pub fn verify<'k>(&self, keys: &'k [NoteVerifier]) -> Result<Vec<&'k NoteVerifier>, NoteError> {
        let mut signed: Vec<&NoteVerifier> = Vec::new();
        for signature in &self.signatures {
            for key in keys.iter().filter(|key| key.id() == signature.id && *key.name() == signature.name) {
                if !key.accepts(self.text.as_bytes(), &signature.bytes) {
                    return Err(NoteError::FalseSignature(signature.name.clone()));
                }
                if !signed.contains(&key) {
                    signed.push(key);
                }
            }
        }
        if signed.is_empty() { Err(NoteError::NoKnownSignature) } else { Ok(signed) }
    }

    /// The text that is signed, with its last newline. Not to be believed before [`SignedNote::verify`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in order.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// The characters that the specification forbids anywhere in a note.
fn check_characters(text: &str) -> Result<(), NoteError> {
    let forbidden = |character| character < ' ' && character != '\n';
    if text.contains(forbidden) { Err(NoteError::Characters) } else { Ok(()) }
}
