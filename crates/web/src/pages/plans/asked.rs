//! Which part of a plan an address asks for; page and API read it alike.

use crate::{address, problem::Problem, shell::markup::encode};
use app::query::plan::{PlanList, PlanQuery};
use jiff::civil::Date;
use ledger::decide::Lack;

/// Rows of a page.
const PAGE: usize = 100;
/// Code points of a name in an address at most.
const NAME: usize = 2_000;

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The list and what narrows it.
    pub query: PlanQuery,
    /// Whether the review comments are asked for instead of a list.
    pub reviews: bool,
    /// Whether the gaps of the rows are filled in.
    pub fill: bool,
    /// Where the page of review comments starts.
    pub after: Option<String>,
}

impl Asked {
    /// Reads a query string; what cannot be read is told. `as_of` is read apart.
    pub(crate) fn read(query: Option<&str>, as_of: Option<Date>) -> Result<Asked, Problem> {
        let mut asked =
            Asked { query: PlanQuery { limit: PAGE, as_of, ..PlanQuery::default() }, ..Asked::default() };
        address::read(query, |name, value| asked.take(name, value))?;
        if asked.fill {
            // Nothing is filled in on a past day, and each row brings all units and people to choose from.
            asked.fill = as_of.is_none();
            asked.query.limit = asked.query.limit.min(app::filling::ROWS);
            asked.query.lacks.get_or_insert(None);
        }
        Ok(asked)
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        let query = &mut self.query;
        let word = || (value.chars().count() <= NAME).then(|| value.to_owned());
        match name {
            "list" if value == "reviews" => self.reviews = true,
            "list" => query.list = PlanList::ALL.into_iter().find(|list| list.name() == value)?,
            "lacks" if value == "any" => query.lacks = Some(None),
            "lacks" => query.lacks = Some(Some(Lack::ALL.into_iter().find(|lack| lack.name() == value)?)),
            "class" => query.class = Some(word()?),
            "sponsorship" => query.sponsorship = Some(word()?),
            "special" => query.special = Some(word()?),
            "fill" if value == "yes" => self.fill = true,
            "key" if value != "yes" => return None,
            "key" => query.key = true,
            "leader" => query.leader = Some(value.parse().ok()?),
            "size" => {
                query.limit =
                    value.parse().ok().filter(|size| (1..=app::query::plan::PAGE_MAX).contains(size))?
            }
            "after" if value.len() > 512 => return None,
            "after" => {
                query.after = value.parse().ok();
                self.after = Some(value.to_owned());
            }
            // Read by the frame.
            "as_of" => {}
            _ => return None,
        }
        Some(())
    }

    /// Name of the list shown.
    pub fn list(&self) -> &'static str {
        if self.reviews { "reviews" } else { self.query.list.name() }
    }

    /// What narrows the list, by name.
    pub fn narrows(&self) -> Vec<(&'static str, String)> {
        let query = &self.query;
        let mut pairs = vec![];
        if let Some(lacks) = &query.lacks {
            pairs.push(("lacks", lacks.map_or("any", Lack::name).to_owned()));
        }
        for (name, value) in
            [("class", &query.class), ("sponsorship", &query.sponsorship), ("special", &query.special)]
        {
            pairs.extend(value.clone().map(|value| (name, value)));
        }
        pairs.extend(query.leader.map(|leader| ("leader", leader.to_string())));
        if query.key {
            pairs.push(("key", "yes".to_owned()));
        }
        pairs
    }

    /// Query string of the list shown, with the gaps of its rows to be filled in.
    pub fn filling(&self) -> String {
        format!("{}&fill=yes", self.reading())
    }

    /// Query string of the list shown, to be read.
    pub fn reading(&self) -> String {
        Asked::address(self.list(), &self.narrows())
    }

    /// Query string of `list` with these narrowings.
    pub fn address(list: &str, narrows: &[(&str, String)]) -> String {
        let mut address = format!("?list={list}");
        for (name, value) in narrows {
            address.push_str(&format!("&{name}={}", encode(value)));
        }
        address
    }

    /// The same list with `name` set to `value`, or without it when empty; always its first page.
    pub fn with(&self, name: &'static str, value: &str) -> String {
        let mut narrows = self.narrows();
        narrows.retain(|(one, _)| *one != name);
        if !value.is_empty() {
            narrows.push((name, value.to_owned()));
        }
        Asked::address(self.list(), &narrows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_read_from() {
        let asked =
            Asked::read(Some("list=tasks&lacks=standard&class=dated&key=yes&special=a%26b&after="), None);
        let asked = asked.unwrap_or_default();
        assert_eq!(asked.query.lacks, Some(Some(Lack::Standard)));
        assert_eq!(asked.with("class", ""), "?list=tasks&lacks=standard&special=a%26b&key=yes");
        for odd in ["list=wishes", "lacks=money", "key=no", "leader=x", "colour=red", "size=0"] {
            assert!(Asked::read(Some(odd), None).is_err(), "{odd}");
        }
    }
}
