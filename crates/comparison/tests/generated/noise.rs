//! Chance with a seed, and what people do to names, amounts and dates when they keep their own list.

/// A small generator of numbers (splitmix64), the same on every machine.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    pub(crate) fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// Whether something of so many in a hundred happens.
    pub(crate) fn hits(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub(crate) fn full_width(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '!'..='~' => char::from_u32(u32::from(sign) + 0xfee0).unwrap(),
            _ => sign,
        })
        .collect()
}

/// Two neighbouring digits change places.
pub(crate) fn moved_digit(text: &str, chance: &mut Chance) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..signs.len())
        .filter(|at| {
            signs[*at].is_ascii_digit() && signs[at - 1].is_ascii_digit() && signs[*at] != signs[at - 1]
        })
        .collect();
    if !places.is_empty() {
        let at = places[chance.below(places.len())];
        // A number does not begin with 0.
        if at != 1 || signs[1] != '0' {
            signs.swap(at, at - 1);
        }
    }
    signs.into_iter().collect()
}

/// Yuan as ten thousand or a hundred million yuan, to four places.
pub(crate) fn in_units(yuan: u64, unit: u64) -> String {
    let whole = yuan / unit;
    let part = format!("{:04}", yuan % unit * 10_000 / unit);
    let part = part.trim_end_matches('0');
    if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") }
}

pub(crate) fn with_commas(yuan: u64) -> String {
    let digits = yuan.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
