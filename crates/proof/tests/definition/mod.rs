//! RFC 6962 §2.1 as it stands there: recursive, and with nothing in common with the code under test but the two
//! hash functions, which have vectors of their own.

#![allow(dead_code, reason = "each test file uses the definitions that it needs")]
#![allow(unreachable_pub, reason = "a module of several test programs")]

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use proof::{Algorithm, Hash};

/// A row of leaf hashes, and the roots of ranges that were asked for already.
pub struct Defined<'l> {
    algorithm: Algorithm,
    leaves: &'l [Hash],
    known: RefCell<HashMap<Range<usize>, Hash>>,
}

/// `k`: the largest power of two smaller than `n`, found by doubling.
fn k(n: usize) -> usize {
    let mut power = 1;
    while power * 2 < n {
        power *= 2;
    }
    power
}

impl<'l> Defined<'l> {
    pub fn over(algorithm: Algorithm, leaves: &'l [Hash]) -> Self {
        Self { algorithm, leaves, known: RefCell::default() }
    }

    /// `MTH(D[size])`.
    pub fn root(&self, size: usize) -> Hash {
        self.range(0..size)
    }

    fn range(&self, range: Range<usize>) -> Hash {
        if let Some(root) = self.known.borrow().get(&range) {
            return *root;
        }
        let root = match range.len() {
            0 => self.algorithm.digest(b""),
            1 => self.leaves[range.start],
            n => {
                let middle = range.start + k(n);
                let (left, right) = (self.range(range.start..middle), self.range(middle..range.end));
                self.algorithm.node(&left, &right)
            }
        };
        self.known.borrow_mut().insert(range, root);
        root
    }

    /// `PATH(m, D[size])`.
    pub fn inclusion(&self, m: usize, size: usize) -> Vec<Hash> {
        self.path(m, 0..size)
    }

    fn path(&self, m: usize, range: Range<usize>) -> Vec<Hash> {
        if range.len() <= 1 {
            return Vec::new();
        }
        let middle = range.start + k(range.len());
        let (left, right) = (range.start..middle, middle..range.end);
        let (mut path, sibling) =
            if m < middle { (self.path(m, left), right) } else { (self.path(m, right), left) };
        path.push(self.range(sibling));
        path
    }

    /// `PROOF(m, D[size])`; empty for `m = 0`, which the RFC leaves open.
    pub fn consistency(&self, m: usize, size: usize) -> Vec<Hash> {
        if m == 0 { Vec::new() } else { self.subproof(m, 0..size, true) }
    }

    fn subproof(&self, m: usize, range: Range<usize>, whole: bool) -> Vec<Hash> {
        if m == range.end {
            return if whole { Vec::new() } else { vec![self.range(range)] };
        }
        let middle = range.start + k(range.len());
        let (left, right) = (range.start..middle, middle..range.end);
        let (mut path, sibling) = if m <= middle {
            (self.subproof(m, left, whole), right)
        } else {
            (self.subproof(m, right, false), left)
        };
        path.push(self.range(sibling));
        path
    }
}
