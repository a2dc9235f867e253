//! What points to a matter, counted by kind: topics of a meeting, findings of a round of checks.

use super::answer::Gathered;
use crate::AppError;
use ledger::MatterId;
use std::collections::BTreeMap;
use store::View;

/// Counts what `links` says points to a matter, by kind and relation; the store gives 500 links at most.
pub(super) fn gathered(
    view: &dyn View,
    links: &[(MatterId, String, String)],
) -> Result<Vec<Gathered>, AppError> {
    let ids: Vec<MatterId> = links.iter().map(|(from, ..)| *from).collect();
    let rows: BTreeMap<MatterId, _> = view.summaries(&ids)?.into_iter().map(|row| (row.id, row)).collect();
    let mut counted: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    for (from, relation, _) in links {
        let Some(row) = rows.get(from) else { continue };
        let (all, ended) = counted.entry((row.kind.as_str(), relation.as_str())).or_default();
        *all += 1;
        *ended += u64::from(row.class.has_ended());
    }
    let told = counted.into_iter().map(|((kind, relation), (all, ended))| Gathered {
        kind: kind.to_owned(),
        relation: relation.to_owned(),
        all,
        ended,
    });
    Ok(told.collect())
}
