//! What a list shows, as its address says it: every filter is a saved URL.

use crate::shell::markup::encode_into;
use jiff::civil::Date;
use ledger::{Lamp, MatterId, StateClass};
use std::borrow::Cow;

/// Rows on a page when the address does not say.
pub const ROWS: usize = 100;
/// Rows on a page at most.
pub const MOST_ROWS: usize = 500;
/// Code points of a text filter at most.
pub const TEXT: usize = 200;

/// Orders a list can have.
pub const SORTS: [&str; 3] = ["outline", "due", "changed"];

/// The filter of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind; empty = items and measures with the groups above them.
    pub kind: String,
    /// Only what lies below this matter: a campaign, an aspect, an item.
    pub under: Option<MatterId>,
    /// Only this responsible unit.
    pub unit: Option<MatterId>,
    /// With what the units below it are responsible for.
    pub below: bool,
    /// Only this responsible person.
    pub person: Option<MatterId>,
    /// Only this class of states.
    pub class: Option<StateClass>,
    /// Only this lamp.
    pub lamp: Option<Lamp>,
    /// Only what lacks `unit` or `due`.
    pub lacks: String,
    /// Only due on or before this day.
    pub due_until: Option<Date>,
    /// Only where number or title hold these words.
    pub text: String,
    /// One of [`SORTS`]; empty = outline.
    pub sort: String,
    /// Rows on a page.
    pub size: Option<usize>,
    /// The past day to look at.
    pub as_of: Option<Date>,
    /// Where the page starts.
    pub after: String,
    /// Whether rows are being chosen for a change.
    pub choose: bool,
}

impl Filter {
    /// Reads the pairs of a query string. What cannot be read is left out and told by name in the second part.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Filter, Vec<String>) {
        let mut filter = Filter::default();
        let mut unread = vec![];
        for (name, value) in pairs {
            let value = value.trim();
            if !value.is_empty() && !filter.take(name, value) {
                unread.push(name.to_owned());
            }
        }
        (filter, unread)
    }

    fn take(&mut self, name: &str, value: &str) -> bool {
        let id = || value.parse::<MatterId>().ok();
        let short = value.chars().count() <= TEXT;
        match name {
            "kind" if short => value.clone_into(&mut self.kind),
            "under" => return set(&mut self.under, id()),
            "unit" => return set(&mut self.unit, id()),
            "person" => return set(&mut self.person, id()),
            "class" => return set(&mut self.class, StateClass::from_name(value)),
            "lamp" => return set(&mut self.lamp, Lamp::from_name(value)),
            "lacks" if matches!(value, "unit" | "due") => value.clone_into(&mut self.lacks),
            "due_until" => return set(&mut self.due_until, value.parse().ok()),
            "text" if short => value.clone_into(&mut self.text),
            "sort" if SORTS.contains(&value) => value.clone_into(&mut self.sort),
            "size" => {
                let size = value.parse().ok().filter(|size| (1..=MOST_ROWS).contains(size));
                return set(&mut self.size, size);
            }
            "as_of" => return set(&mut self.as_of, value.parse().ok()),
            "below" if value == "1" => self.below = true,
            "choose" if value == "1" => self.choose = true,
            "after" if value.len() <= 512 => value.clone_into(&mut self.after),
            // Parameters of other parts of the page.
            "lang" | "done" => {}
            _ => return false,
        }
        true
    }

    /// The address of the list with this filter.
    pub fn href(&self) -> String {
        self.address("/matters")
    }

    /// The same filter on another path.
    pub fn address(&self, path: &str) -> String {
        let mut out = String::with_capacity(path.len() + 60);
        out.push_str(path);
        let mut join = if path.contains('?') { '&' } else { '?' };
        for (name, value) in self.pairs() {
            out.push(join);
            out.push_str(name);
            out.push('=');
            encode_into(&mut out, &value);
            join = '&';
        }
        out
    }

    /// Names and values that are not empty, in a fixed order. A page holds hundreds of addresses, so what is there as
    /// text is not copied.
    pub fn pairs(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let id = |id: Option<MatterId>| id.map(|id| id.to_string().into());
        let pairs: [(_, Option<Cow<'_, str>>); 15] = [
            ("kind", filled(&self.kind)),
            ("under", id(self.under)),
            ("unit", id(self.unit)),
            ("below", self.below.then_some("1".into())),
            ("person", id(self.person)),
            ("class", self.class.map(|class| class.name().into())),
            ("lamp", self.lamp.map(|lamp| lamp.name().into())),
            ("lacks", filled(&self.lacks)),
            ("due_until", self.due_until.map(|date| date.to_string().into())),
            ("text", filled(&self.text)),
            ("sort", filled(&self.sort)),
            ("size", self.size.map(|size| size.to_string().into())),
            ("as_of", self.as_of.map(|day| day.to_string().into())),
            ("choose", self.choose.then_some("1".into())),
            ("after", filled(&self.after)),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// This filter with one part set or, where `value` is empty, taken away; the list then starts at its first page.
    pub fn with(&self, name: &str, value: &str) -> Filter {
        let mut filter = self.clone();
        filter.after = String::new();
        match name {
            "kind" => filter.kind = String::new(),
            "under" => filter.under = None,
            "unit" => (filter.unit, filter.below) = (None, false),
            "below" => filter.below = false,
            "person" => filter.person = None,
            "class" => filter.class = None,
            "lamp" => filter.lamp = None,
            "lacks" => filter.lacks = String::new(),
            "due_until" => filter.due_until = None,
            "text" => filter.text = String::new(),
            "sort" => filter.sort = String::new(),
            _ => {}
        }
        if !value.is_empty() {
            filter.take(name, value);
        }
        filter
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self) -> bool {
        let neutral = Filter {
            sort: self.sort.clone(),
            size: self.size,
            after: self.after.clone(),
            under: self.under,
            as_of: self.as_of,
            choose: self.choose,
            ..Filter::default()
        };
        *self != neutral
    }

    /// Whether rows stand in the order of the outline.
    pub fn is_outline(&self) -> bool {
        self.sort.is_empty() || self.sort == "outline"
    }
}

fn filled(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// Sets `slot` when there is a value; whether there was one.
fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let found = value.is_some();
    if found {
        *slot = value;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_filter_and_back() {
        let (filter, unread) = Filter::read([
            ("under", "12"),
            ("lamp", "red"),
            ("text", "土地 & 房屋"),
            ("sort", "due"),
            ("lang", "en"),
        ]);
        assert!(unread.is_empty());
        assert_eq!(
            filter.href(),
            "/matters?under=12&lamp=red&text=%E5%9C%9F%E5%9C%B0%20%26%20%E6%88%BF%E5%B1%8B&sort=due"
        );
        assert_eq!(filter.with("lamp", "").href(), filter.with("lamp", "purple").href());
        assert!(filter.narrows() && !filter.with("lamp", "").with("text", "").narrows());
    }

    #[test]
    fn a_unit_takes_those_below_it_along_until_it_goes() {
        let (filter, unread) = Filter::read([("unit", "7"), ("below", "1")]);
        assert!(unread.is_empty());
        assert_eq!(filter.href(), "/matters?unit=7&below=1");
        assert_eq!(filter.with("unit", "").href(), "/matters");
        assert_eq!(filter.with("below", "").href(), "/matters?unit=7");
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let (filter, unread) =
            Filter::read([("lamp", "purple"), ("size", "100000"), ("page", "3"), ("unit", "x")]);
        assert_eq!(filter, Filter::default());
        assert_eq!(unread, ["lamp", "size", "page", "unit"]);
    }
}
