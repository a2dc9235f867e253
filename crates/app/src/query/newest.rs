//! The newest of many rows, and whether there are more.

use crate::AppError;
use std::cmp::Reverse;
use store::{Filter, Sort, Summary, View};

/// The rows that match and changed last, at most `most`, the last opened first; and whether more match, which whoever
/// shows them says.
pub(crate) fn newest(
    view: &dyn View,
    filter: &Filter,
    most: usize,
) -> Result<(Vec<Summary>, bool), AppError> {
    let mut rows = view.rows(filter, Sort::Changed, None, most + 1)?;
    let more = rows.len() > most;
    rows.truncate(most);
    rows.sort_by_key(|row| Reverse(row.id));
    Ok((rows, more))
}
