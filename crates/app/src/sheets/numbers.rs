//! Which matters have the numbers that stand in a sheet.

use super::cell::folded;
use crate::AppError;
use ledger::MatterId;
use std::collections::{BTreeMap, BTreeSet};
use store::{Filter, Sort, Summary, View};

/// Rows of the ledger that are read at once.
const STRIDE: usize = 500;
/// Rows of the ledger among which numbers are looked for.
pub(super) const MOST: usize = 200_000;

/// Matters of these kinds below `under` by number, those with the numbers `wanted` alone.
///
/// # Errors
/// More than `most` stand there, or the store failed.
pub(crate) fn below(
    view: &dyn View,
    kinds: &[&str],
    under: Option<MatterId>,
    wanted: &BTreeSet<String>,
    most: usize,
) -> Result<BTreeMap<String, Vec<MatterId>>, AppError> {
    let mut found: BTreeMap<String, Vec<MatterId>> = BTreeMap::new();
    let mut read = 0;
    for kind in kinds {
        let filter = Filter { kind: Some((*kind).to_owned()), under, ..Filter::default() };
        let mut after = None;
        loop {
            let page = view.rows(&filter, Sort::Outline, after.as_ref(), STRIDE)?;
            after = page.last().map(Summary::cursor);
            let full = page.len() == STRIDE;
            read += page.len();
            if read > most {
                return Err(AppError::TooManyNumbers { limit: most });
            }
            for row in page {
                let number = folded(&row.number);
                if !number.is_empty() && wanted.contains(&number) {
                    found.entry(number).or_default().push(row.id);
                }
            }
            if !full {
                break;
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{App, Clock, House, Step, chance, clock};
    use jiff::civil::date;
    use ledger::{Command, command::Open};
    use std::sync::Arc;

    #[test]
    fn numbers_are_found_among_a_bounded_number_of_matters_and_never_only_in_part() {
        let folder = tempfile::tempdir().unwrap();
        let (by_hand, _) = Clock::by_hand(clock::instant(date(2026, 6, 1).at(9, 0, 0, 0)));
        let store = Arc::new(store::memory::MemoryStore::new(ledger::SpaceId(1)));
        let app = App::with_store(store, House::load(None).unwrap(), by_hand, folder.path()).unwrap();
        let open = |kind: &str, number: &str, parent| {
            let (kind, number, title) = (kind.to_owned(), number.to_owned(), "苗圃租约".to_owned());
            let command = Command::Open(Open { kind, number, title, parent, ..Open::default() });
            let id = chance::command_id(app.clock().now());
            app.execute(None, id, Step { matter: None, seen: None, command }).unwrap().matter
        };
        let campaign = open("campaign", "", None);
        let items = ["（1）", "（2）", "（3）"].map(|number| open("item", number, Some(campaign)));
        let wanted = BTreeSet::from(["(2)".to_owned()]);
        let look = |most| below(app.view().unwrap().as_ref(), &["item"], Some(campaign), &wanted, most);
        assert_eq!(look(3).unwrap(), BTreeMap::from([("(2)".to_owned(), vec![items[1]])]));
        assert!(matches!(look(2), Err(AppError::TooManyNumbers { limit: 2 })));
    }
}
