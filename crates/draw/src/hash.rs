//! SHA-256 over what is written as JSON, and numbers drawn from a seed.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Takes bytes and JSON and gives their hash.
#[derive(Default)]
pub(crate) struct Hasher {
    sha: Sha256,
    line: Vec<u8>,
}

impl Hasher {
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.sha.update(bytes);
    }

    /// The value as JSON without spaces, fields in the order of their definition.
    pub(crate) fn json(&mut self, value: &impl Serialize) {
        self.line.clear();
        // Writing structs of texts and numbers into memory does not fail.
        if serde_json::to_writer(&mut self.line, value).is_ok() {
            self.sha.update(&self.line);
        }
    }

    pub(crate) fn hex(self) -> String {
        hex(&self.sha.finalize())
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part);
    }
    sha.finalize().into()
}

/// Numbers drawn from a seed under a label: block `n` is SHA-256(seed ‖ label ‖ 0x00 ‖ n as 8 bytes), and holds four
/// numbers of 8 bytes, the high byte first.
pub(crate) struct Lots<'a> {
    seed: &'a [u8; 32],
    label: String,
    block: [u8; 32],
    next: u64,
}

impl<'a> Lots<'a> {
    pub(crate) fn new(seed: &'a [u8; 32], label: String) -> Lots<'a> {
        Lots { seed, label, block: [0; 32], next: 0 }
    }

    fn number(&mut self) -> u64 {
        let (block, place) = (self.next / 4, (self.next % 4) as usize * 8);
        if place == 0 {
            self.block = sha256(&[self.seed, self.label.as_bytes(), &[0], &block.to_be_bytes()]);
        }
        self.next += 1;
        self.block[place..place + 8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A number below `end`, each as likely as the others: numbers that would favour small ones are passed over. 0 where
    /// `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = (end as u64).max(1);
        // The largest multiple of `end` that 64 bits hold, less one.
        let last = u64::MAX - (u64::MAX % end + 1) % end;
        loop {
            let number = self.number();
            if number <= last {
                return (number % end) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_description() {
        let seed = [7; 32];
        let block = sha256(&[&seed, b"label", &[0], &0_u64.to_be_bytes()]);
        let first = u64::from_be_bytes(block[..8].try_into().unwrap());
        let mut lots = Lots::new(&seed, "label".into());
        assert_eq!(lots.below(usize::MAX), (first % u64::MAX) as usize);
        let fifth = sha256(&[&seed, b"label", &[0], &1_u64.to_be_bytes()]);
        let fifth = u64::from_be_bytes(fifth[..8].try_into().unwrap());
        for _ in 0..3 {
            lots.below(10);
        }
        assert_eq!(lots.below(1 << 32), (fifth % (1 << 32)) as usize);
        assert_eq!((lots.below(1), lots.below(0)), (0, 0));
    }
}
