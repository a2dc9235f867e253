//! The keys under signed notes: their names, ids, signing and verifying halves (C2SP signed-note, Ed25519).

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::hash::Algorithm;
use crate::hex;
use crate::note::NoteError;

/// The byte that stands for Ed25519 in key ids and key texts.
const ED25519: u8 = 0x01;

/// Name of a key: 1 to 255 bytes without white space, `+` or control characters. By custom an address without a
/// scheme, such as `ledger.example.cn/space-1`, and for a log's own key the origin of its checkpoints.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// The most bytes in a name.
    pub const MAX_BYTES: usize = 255;

    /// The name's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyName {
    type Err = NoteError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let forbidden = |character: char| character.is_whitespace() || character == '+' || character < ' ';
        if name.is_empty() || name.len() > Self::MAX_BYTES || name.contains(forbidden) {
            return Err(NoteError::KeyName);
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Four bytes that, with the name, tell keys apart: `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[0..4]`. An
/// identifier, not a safeguard: others may have keys of the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    pub(crate) const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The four bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }

    fn of(name: &KeyName, key: &VerifyingKey) -> Self {
        // SHA-256 even in a log that is built on SM3: the note format fixes it.
        let hash = Algorithm::Sha256.digest_parts(&[name.0.as_bytes(), b"\n", &[ED25519], key.as_bytes()]);
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, f)
    }
}

/// The secret half of a key. `Debug` hides the secret; it is wiped from memory when dropped.
pub struct NoteSigner {
    name: KeyName,
    id: KeyId,
    key: SigningKey,
}

impl NoteSigner {
    /// Makes the key from its 32 secret bytes (the RFC 8032 private key): random ones for a new key.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        Self { id: KeyId::of(&name, &key.verifying_key()), name, key }
    }

    /// The public half, to be handed to whoever checks.
    #[must_use]
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier { name: self.name.clone(), id: self.id, key: self.key.verifying_key() }
    }

    /// Name of the key.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// Id of the key.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.key.sign(text).to_bytes()
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoteSigner").field("name", &self.name).field("id", &self.id).finish_non_exhaustive()
    }
}

/// The public half of a key. Its text, for configuration and publication, is that of signed notes elsewhere:
/// `<name>+<id in 8 hexadecimal digits>+<base64(0x01 ‖ public key)>`.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteVerifier {
    name: KeyName,
    id: KeyId,
    key: VerifyingKey,
}

impl NoteVerifier {
    /// Takes a public key of 32 bytes (RFC 8032).
    ///
    /// # Errors
    /// [`NoteError::PublicKey`] for bytes that are no point of the curve, or one of small order, under which
    /// anything could be signed.
    pub fn from_public_key(name: KeyName, public_key: &[u8; 32]) -> Result<Self, NoteError> {
        let key = VerifyingKey::from_bytes(public_key).map_err(|_| NoteError::PublicKey)?;
        if key.is_weak() {
            return Err(NoteError::PublicKey);
        }
        Ok(Self { id: KeyId::of(&name, &key), name, key })
    }

    /// Name of the key.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// Id of the key.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The 32 bytes of the public key.
    #[must_use]
    pub fn public_key(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether these bytes are this key's signature over the text, strictly by RFC 8032 (no second signature can be
    /// made out of a first).
    pub(crate) fn accepts(&self, text: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text, &signature).is_ok())
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, Base64::encode_string(&key))
    }
}

impl fmt::Debug for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteVerifier({self})")
    }
}

impl FromStr for NoteVerifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Base64 has pluses of its own, so only the first two part the text.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::KeyText);
        };
        let mut bytes = [0; 33];
        let Ok([ED25519, public_key @ ..]) = Base64::decode(key, &mut bytes) else {
            return Err(NoteError::KeyText);
        };
        let public_key = public_key.try_into().map_err(|_| NoteError::KeyText)?;
        let verifier = Self::from_public_key(name.parse()?, public_key)?;
        if hex::read(id) != Ok(verifier.id.0) {
            return Err(NoteError::KeyText);
        }
        Ok(verifier)
    }
}
