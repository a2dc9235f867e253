//! The open elements of a page, with constant-time answers to "is there one of this name, and may I reach it?".

use std::collections::HashMap;

use super::style::List;

/// What an open element does to the text within it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mode {
    pub(super) hidden: bool,
    pub(super) bold: bool,
    pub(super) preformatted: bool,
    pub(super) list_mark: bool,
    pub(super) heading: Option<u8>,
}

/// A list that is open, and the number of its next item.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenList {
    pub(super) style: List,
    pub(super) next: u32,
}

/// An open element and the mode outside it.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) name: String,
    pub(super) outside: Mode,
    pub(super) list: Option<OpenList>,
}

/// The open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// Places of the open elements of each name, ascending.
    places: HashMap<String, Vec<usize>>,
    /// Places of the open lists, ascending.
    lists: Vec<usize>,
}

impl Stack {
    /// How many elements are open.
    pub(super) fn height(&self) -> usize {
        self.open.len()
    }

    /// Opens an element.
    pub(super) fn push(&mut self, element: Open) {
        let place = self.open.len();
        if element.list.is_some() {
            self.lists.push(place);
        }
        match self.places.get_mut(&element.name) {
            Some(places) => places.push(place),
            None => {
                self.places.insert(element.name.clone(), vec![place]);
            }
        }
        self.open.push(element);
    }

    /// Closes the innermost element.
    pub(super) fn pop(&mut self) -> Option<Open> {
        let element = self.open.pop()?;
        if let Some(places) = self.places.get_mut(&element.name) {
            places.pop();
            // Kept small: names come from the page.
            if places.is_empty() {
                self.places.remove(&element.name);
            }
        }
        if element.list.is_some() {
            self.lists.pop();
        }
        Some(element)
    }

    /// The place of the innermost open element of this name.
    pub(super) fn innermost(&self, name: &str) -> Option<usize> {
        self.places.get(name).and_then(|places| places.last()).copied()
    }

    /// The place of the outermost element that has to close so that none of `names` is open inside the innermost of
    /// `beyond`; only the innermost of each name counts.
    pub(super) fn within(&self, names: &[&str], beyond: &[&str]) -> Option<usize> {
        let wall = beyond.iter().filter_map(|name| self.innermost(name)).max();
        names
            .iter()
            .filter_map(|name| self.innermost(name))
            .filter(|place| wall.is_none_or(|wall| *place > wall))
            .min()
    }

    /// The innermost open list.
    pub(super) fn list(&mut self) -> Option<&mut OpenList> {
        let place = *self.lists.last()?;
        self.open.get_mut(place)?.list.as_mut()
    }
}
