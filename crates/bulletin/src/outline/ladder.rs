//! The ladder of a document: which kind of mark stands above which. It is learned from the document alone; custom
//! (一、 above （一） above 1.) only decides where the document leaves it open.

use super::mark::MarkClass;
use super::sequence::Accepted;

/// The headings that are open at a place of the text, from the highest to the lowest.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    open: Vec<Open>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    class: MarkClass,
    number: u32,
    id: usize,
}

impl Stack {
    /// Whether a heading of this class is open.
    pub(crate) fn has(&self, class: MarkClass) -> bool {
        self.open.iter().any(|open| open.class == class)
    }

    /// Puts a heading in its place and gives its parent.
    ///
    /// A class that is open closes down to itself. A new class opens under the lowest heading that can hold it: one
    /// that custom puts above it, or one whose own sequence goes on later (`goes_on`), which shows that the new one
    /// lies inside.
    pub(crate) fn place(
        &mut self,
        class: MarkClass,
        number: u32,
        id: usize,
        goes_on: impl Fn(MarkClass, u32) -> bool,
    ) -> Option<usize> {
        let keep = match self.open.iter().position(|open| open.class == class) {
            Some(level) => level,
            None => self
                .open
                .iter()
                .rposition(|open| open.class < class || goes_on(open.class, open.number))
                .map_or(0, |level| level + 1),
        };
        self.open.truncate(keep);
        let parent = self.open.last().map(|open| open.id);
        self.open.push(Open { class, number, id });
        parent
    }
}

/// The depth of each class of mark.
#[derive(Debug)]
pub(crate) struct Ladder {
    depths: [u32; MarkClass::COUNT],
}

impl Ladder {
    /// Learns the ladder: a class lies one deeper than the deepest class that it was ever seen under.
    pub(crate) fn learn(accepted: &[Accepted]) -> Self {
        let mut above = [[false; MarkClass::COUNT]; MarkClass::COUNT];
        for one in accepted {
            let Some(parent) = one.parent.and_then(|id| accepted.get(id)) else { continue };
            let (high, low) = (parent.class as usize, one.class as usize);
            // What was seen first wins: a relation that would close a circle is left out.
            if !above[high][low] && !reaches(&above, low, high) {
                above[high][low] = true;
            }
        }
        let mut depths = [1; MarkClass::COUNT];
        // The relation has no circle, so as many rounds as there are classes settle every depth.
        for _ in 0..MarkClass::COUNT {
            for (high, row) in above.iter().enumerate() {
                for (low, _) in row.iter().enumerate().filter(|(_, set)| **set) {
                    depths[low] = depths[low].max(depths[high] + 1);
                }
            }
        }
        Self { depths }
    }

    /// The depth of a class, 1 for the highest.
    pub(crate) fn depth(&self, class: MarkClass) -> u32 {
        self.depths[class as usize]
    }
}

fn reaches(above: &[[bool; MarkClass::COUNT]; MarkClass::COUNT], from: usize, to: usize) -> bool {
    let mut seen = [false; MarkClass::COUNT];
    let mut waiting = vec![from];
    while let Some(class) = waiting.pop() {
        if class == to {
            return true;
        }
        if std::mem::replace(&mut seen[class], true) {
            continue;
        }
        waiting.extend((0..MarkClass::COUNT).filter(|&low| above[class][low]));
    }
    false
}
