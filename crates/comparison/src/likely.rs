//! Which rows of another list a row is worth comparing with. Every row is found by terms: pairs of signs of its names,
//! digits of its amount, its dates and keys. The rarest terms are followed, as far as a bound, so the work for a row does
//! not depend on the length of the lists.

use crate::row::{Rows, Value};
use std::collections::HashMap;

/// Rows looked up for a row.
const LOOKS: usize = 4_000;
/// Rows that share one term with it are looked up at least to this number, however common the term is.
const LEAST: usize = 8_000;
/// How many times less a row may have in common with it than the likeliest one.
const FALL: u32 = 3;
/// Rows it is compared with in full.
const COMPARED: usize = 16;

/// A term: what it is of, and a hash of it.
type Term = u64;

/// FNV-1a: small, and the same on every machine and in every run.
fn hash(kind: u8, field: usize, parts: impl IntoIterator<Item = u32>) -> Term {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let bytes = [u32::from(kind), field as u32].into_iter().chain(parts).flat_map(u32::to_le_bytes);
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// The terms of a row, each once, in the order of their hashes.
fn terms(row: &[Value], out: &mut Vec<Term>) {
    out.clear();
    for (field, value) in row.iter().enumerate() {
        match value {
            Value::Name(_, signs) => {
                out.push(hash(0, field, signs.iter().map(|sign| sign.0)));
                out.extend(signs.iter().map(|sign| hash(1, field, [sign.0])));
                out.extend(signs.windows(2).map(|pair| hash(2, field, [pair[0].0, pair[1].0])));
                out.extend(signs.windows(3).map(|three| hash(2, field, [three[0].0, three[2].0])));
            }
            Value::Key(key) => {
                let signs: Vec<u32> = key.chars().map(u32::from).collect();
                let (head, tail) = signs.split_at(signs.len() / 2);
                out.push(hash(3, field, head.iter().copied()));
                out.push(hash(4, field, tail.iter().copied()));
                out.push(hash(5, field, signs.iter().copied()));
            }
            Value::Amount(amount) => {
                out.push(hash(6, field, amount.term().into_iter().map(u32::from)));
                out.push(hash(7, field, [(amount.fen / 100) as u32, (amount.fen >> 40) as u32]));
            }
            Value::Day(day) => {
                if let Some(day) = day.whole() {
                    out.push(hash(8, field, [day.year() as u32, day.month() as u32, day.day() as u32]));
                }
            }
            Value::Place(_) | Value::Text(_) | Value::Missing => {}
        }
    }
    out.sort_unstable();
    out.dedup();
}

/// A list to look rows up in.
pub(crate) struct Index {
    /// Terms with where their rows stand in `rows`.
    places: HashMap<Term, (u32, u32)>,
    rows: Vec<u32>,
    size: usize,
}

impl Index {
    pub(crate) fn of(list: &Rows) -> Index {
        let mut found: Vec<(Term, u32)> = vec![];
        let mut own = vec![];
        for (at, row) in list.rows.iter().enumerate() {
            terms(row, &mut own);
            found.extend(own.iter().map(|term| (*term, at as u32)));
        }
        found.sort_unstable();
        let mut places = HashMap::new();
        let mut start = 0;
        for group in found.chunk_by(|a, b| a.0 == b.0) {
            places.insert(group[0].0, (start, start + group.len() as u32));
            start += group.len() as u32;
        }
        Index { places, rows: found.into_iter().map(|(_, row)| row).collect(), size: list.rows.len() }
    }

    /// Rows worth comparing with `row`, which is the `own`th of its list, the likeliest first. Of rows that are as likely,
    /// each row begins at its own place: so rows that read alike in both lists do not all get the same few.
    pub(crate) fn likely(&self, own: usize, row: &[Value], memory: &mut Memory) -> Vec<u32> {
        terms(row, &mut memory.terms);
        let own = (own % self.size.max(1)) as u32;
        memory.found.clear();
        memory.found.extend(memory.terms.iter().filter_map(|term| self.places.get(term)).copied());
        memory.found.sort_unstable_by_key(|(from, to)| (to - from, *from));
        memory.weight.resize(self.size, 0);
        memory.touched.clear();
        let mut looks = 0;
        for (from, to) in &memory.found {
            let with = (to - from) as usize;
            let room = if looks == 0 { LEAST } else { LOOKS };
            if looks + with > room && looks > 0 {
                break;
            }
            // A whole number, so that the order is the same on every machine.
            let weight = ((1.0 + self.size as f64 / with as f64).ln() * 16.0).round() as u32;
            let rows = &self.rows[*from as usize..*to as usize];
            let (before, behind) = rows.split_at(rows.partition_point(|row| *row < own));
            for row in behind.iter().chain(before).take(room) {
                let held = &mut memory.weight[*row as usize];
                if *held == 0 {
                    memory.touched.push(*row);
                }
                *held += weight;
            }
            looks += with;
        }
        let weights = &memory.weight;
        let key = |row: &u32| (std::cmp::Reverse(weights[*row as usize]), row.wrapping_sub(own));
        if memory.touched.len() > COMPARED {
            memory.touched.select_nth_unstable_by_key(COMPARED, key);
        }
        let mut likely: Vec<u32> = memory.touched.iter().take(COMPARED).copied().collect();
        likely.sort_unstable_by_key(key);
        // What has so much less in common than the likeliest is not worth the work.
        let best = likely.first().map_or(0, |row| weights[*row as usize]);
        likely.retain(|row| weights[*row as usize] * FALL >= best);
        for row in memory.touched.drain(..) {
            memory.weight[row as usize] = 0;
        }
        likely
    }
}

/// Memory that lookups share.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    terms: Vec<Term>,
    found: Vec<(u32, u32)>,
    weight: Vec<u32>,
    touched: Vec<u32>,
}
