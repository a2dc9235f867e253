//! Figures of a document: numbers with the question that gives them, which opens to the rows behind.

use super::{scope::Facts, template::Rows};
use crate::AppError;
use ledger::{FieldValue, Matter, MatterId, Standing};
use store::{Filter, Sort, Summary};

/// Rows that are read at once.
const STRIDE: usize = 500;

impl Rows {
    /// Whether `matter`, of the right kind and place, is one of them.
    pub(super) fn admits(&self, facts: &Facts<'_>, matter: &Matter) -> bool {
        let field = |(name, values): &(String, Vec<String>)| {
            let text = match matter.fields.get(name) {
                Some(FieldValue::Text(text)) => text.clone(),
                Some(FieldValue::Flag(flag)) => flag.to_string(),
                _ => String::new(),
            };
            values.contains(&text)
        };
        (self.classes.is_empty() || self.classes.contains(&matter.class))
            && (self.standings.is_empty() || self.standings.contains(&Standing::of(matter)))
            && self.only.as_ref().is_none_or(field)
            && (!self.late || facts.days_late(matter).is_some())
    }

    /// Whether a row of a list tells enough.
    fn admits_row(&self, facts: &Facts<'_>, row: &Summary) -> bool {
        let is_late = row.class.is_running() && row.due.is_some_and(|due| due < facts.today);
        (self.classes.is_empty() || self.classes.contains(&row.class)) && (!self.late || is_late)
    }
}

/// How many there are below `under`, or everywhere.
pub(super) fn count(facts: &Facts<'_>, under: MatterId, rows: &Rows) -> Result<u64, AppError> {
    let mut found = 0;
    walk(facts, under, rows, &mut |_| {
        found += 1;
        true
    })?;
    Ok(found)
}

/// Goes through them in the order of the outline until `take` says no.
pub(super) fn walk(
    facts: &Facts<'_>,
    under: MatterId,
    rows: &Rows,
    take: &mut dyn FnMut(Summary) -> bool,
) -> Result<(), AppError> {
    let under = Some(under).filter(|_| !rows.everywhere);
    let filter = Filter { kind: Some(rows.kind.clone()), under, ..Filter::default() };
    let mut after = None;
    loop {
        let page = facts.view.rows(&filter, Sort::Outline, after.as_ref(), STRIDE)?;
        let last = page.last().filter(|_| page.len() == STRIDE).map(Summary::cursor);
        for row in page {
            let fits = rows.admits_row(facts, &row)
                && (rows.only.is_none() && rows.standings.is_empty()
                    || facts.view.matter(row.id)?.is_some_and(|matter| rows.admits(facts, &matter)));
            if fits && !take(row) {
                return Ok(());
            }
        }
        match last {
            Some(last) => after = Some(last),
            None => return Ok(()),
        }
    }
}

/// A share in percent with two decimals, half up, but 100.00 only for the whole.
pub(super) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0.00%".to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let hundredths = (part * 20_000 + whole) / (2 * whole);
    let hundredths = if part < whole { hundredths.min(9_999) } else { hundredths };
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_is_never_rounded_up_to_the_whole() {
        assert_eq!(share(688, 697), "98.71%");
        assert_eq!(share(1, 3), "33.33%");
        assert_eq!(share(99_999, 100_000), "99.99%");
        assert_eq!(share(5, 5), "100.00%");
        assert_eq!(share(0, 0), "0.00%");
    }
}
