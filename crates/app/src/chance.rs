//! The one place that draws random bytes: salts, command ids, session and token secrets.

use jiff::Timestamp;
use ledger::CommandId;

/// `N` bytes from the operating system's generator.
///
/// # Panics
/// Never in practice: when the operating system has no randomness, nothing safe can be done, and the process ends.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    #[allow(clippy::expect_used, reason = "without randomness neither salts nor secrets can be made")]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A new command id: a UUID of version 7, so that ids of one time lie together in an index.
pub fn command_id(at: Timestamp) -> CommandId {
    let mut id = bytes::<16>();
    let time = u64::try_from(at.as_millisecond()).unwrap_or(0).to_be_bytes();
    id[..6].copy_from_slice(&time[2..]);
    id[6] = 0x70 | (id[6] & 0x0f);
    id[8] = 0x80 | (id[8] & 0x3f);
    CommandId(id)
}

/// A secret of 32 random bytes in lower-case hexadecimal, for links and tokens.
pub fn secret() -> String {
    bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect()
}
