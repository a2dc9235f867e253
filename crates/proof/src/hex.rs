//! Fixed-length bytes as lower-case hexadecimal text.

use std::fmt;

/// The text is not the hexadecimal form of so many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// Not the right number of digits. Code `hex_length`.
    #[error("{wanted} hexadecimal digits wanted, {got} bytes of text found")]
    Length {
        /// Digits wanted.
        wanted: usize,
        /// Bytes of text found.
        got: usize,
    },
    /// Something other than `0`–`9`, `a`–`f`. Code `hex_digit`.
    #[error("not a lower-case hexadecimal digit at byte {at}")]
    Digit {
        /// Byte offset in the text, from 0.
        at: usize,
    },
}

impl HexError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "hex_length",
            Self::Digit { .. } => "hex_digit",
        }
    }
}

/// Writes two lower-case digits a byte.
pub(crate) fn write(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Formatting byte by byte took longer than hashing what the bytes are the hash of.
    bytes.chunks(32).try_for_each(|chunk| {
        let mut text = [0; 64];
        for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(chunk) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0xf)]];
        }
        f.write_str(std::str::from_utf8(&text[..chunk.len() * 2]).unwrap_or_default())
    })
}

/// Reads exactly `N` bytes; upper case is refused.
pub(crate) fn read<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(HexError::Length { wanted: 2 * N, got: digits.len() });
    }
    let mut bytes = [0; N];
    for (at, digit) in digits.iter().enumerate() {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return Err(HexError::Digit { at }),
        };
        bytes[at / 2] = bytes[at / 2] << 4 | value;
    }
    Ok(bytes)
}

/// Display, `FromStr` and serde of a newtype over `[u8; N]` as hexadecimal text.
macro_rules! text_form {
    ($name:ident, $bytes:expr) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::hex::write(&self.0, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::hex::HexError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::hex::read::<{ $bytes }>(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_form;
