//! Numbers of headings that are counted: 一、（一）1.（1）.

use super::{Heading, Level, Number};
use crate::numeral;

/// Counts headings through a body.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    counts: [u32; 4],
}

impl Marks {
    /// The mark of the next heading; empty where it has none.
    pub fn of(&mut self, heading: &Heading) -> String {
        match &heading.number {
            Number::Printed(mark) => mark.clone(),
            Number::Without => String::new(),
            Number::Counted => self.next(heading.level),
        }
    }

    fn next(&mut self, level: Level) -> String {
        let place = level.place();
        for lower in self.counts.iter_mut().skip(place + 1) {
            *lower = 0;
        }
        let n = self.counts.get_mut(place).map_or(1, |count| {
            *count = count.saturating_add(1);
            *count
        });
        let chinese = || numeral::format("chineseCountingThousand", n).unwrap_or_else(|| n.to_string());
        match level {
            Level::One => format!("{}、", chinese()),
            Level::Two => format!("（{}）", chinese()),
            Level::Three => format!("{n}."),
            Level::Four => format!("（{n}）"),
        }
    }
}
