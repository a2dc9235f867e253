//! Parameters of an address; pages and API read them alike.

use crate::problem::Problem;
use std::str::FromStr;

/// Parameters of one address at most.
const PARAMETERS: usize = 50;

/// Gives each parameter that holds something to `take`, which answers `None` to what it does not know or cannot read.
/// Those that the frame reads are passed over.
///
/// # Errors
/// What was not taken is told by its name: whoever asks would otherwise get rows they did not ask for.
pub(crate) fn read(
    query: Option<&str>,
    mut take: impl FnMut(&str, &str) -> Option<()>,
) -> Result<(), Problem> {
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(PARAMETERS) {
        let value = value.trim();
        let is_passed_over = value.is_empty() || matches!(name.as_ref(), "lang" | "done");
        if !is_passed_over && take(&name, value).is_none() {
            return Err(Problem::parameter(&name.chars().take(50).collect::<String>()));
        }
    }
    Ok(())
}

/// Sets `slot` to what `value` reads as.
pub(crate) fn set<T: FromStr>(slot: &mut Option<T>, value: &str) -> Option<()> {
    *slot = Some(value.parse().ok()?);
    Some(())
}
