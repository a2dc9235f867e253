//! Items that came back after they were written off, each with its way.

use crate::{
    App, AppError,
    query::{
        answer::{Named, Rebound, Turn},
        entries::Names,
        list::tell,
        plan::root_of,
    },
};
use jiff::civil::Date;
use ledger::{Event, MatterId, Seq, event::Moved};
use std::collections::BTreeMap;
use store::View;

/// Items that came back that are told.
const TOLD: usize = 100;
/// Entries of an item's history that are looked through.
const HISTORY: usize = 500;

impl App {
    /// The items of `campaign` that came back, in the order of the outline, at most 100.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn rebounds(&self, campaign: MatterId, as_of: Option<Date>) -> Result<Vec<Rebound>, AppError> {
        let look = self.look(as_of)?;
        let view = look.view.as_ref();
        root_of(view, campaign)?;
        let lines = self.lines(&look, campaign)?;
        let bands = self.bands(look.day);
        let mut names = Names { view, directory: &look.directory, found: BTreeMap::new() };
        let mut rebounds = vec![];
        for line in lines.all().filter(|line| line.is_item() && line.rebounds > 0).take(TOLD) {
            let mut lineage = of_item(view, line.row.id, &mut names)?;
            lineage.extend(failed(view, line.row.id, &mut names)?);
            lineage.sort_by_key(|(seq, _)| *seq);
            rebounds.push(Rebound {
                row: tell(line.row.clone(), &look.directory, bands.as_ref()),
                times: line.rebounds,
                lineage: lineage.into_iter().map(|(_, turn)| turn).collect(),
            });
        }
        Ok(rebounds)
    }
}

/// When it was written off, and when it was back; each with its place in the log.
fn of_item(view: &dyn View, item: MatterId, names: &mut Names<'_>) -> Result<Vec<(Seq, Turn)>, AppError> {
    let mut turns = vec![];
    for entry in view.history(item, None, HISTORY)? {
        let Event::Moved(Moved { to, filing, reason, name, .. }) = entry.event()? else { continue };
        let (what, text) = match filing {
            Some(filing) => ("written_off", filing.number),
            None if to == "written_off" => ("written_off", String::new()),
            None if name == "reopen" => ("back", reason),
            None => continue,
        };
        let by = entry.header.actor.map(|id| names.get(id)).transpose()?;
        let turn = Turn { at: entry.header.at, what, text, by, recheck: None };
        turns.push((entry.header.seq, turn));
    }
    Ok(turns)
}

/// Re-checks that found it back.
fn failed(view: &dyn View, item: MatterId, names: &mut Names<'_>) -> Result<Vec<(Seq, Turn)>, AppError> {
    let mut turns = vec![];
    for (from, relation, _) in view.links_to(item)? {
        let Some(recheck) = view.matter(from)?.filter(|one| relation == "rechecks" && one.state == "failed")
        else {
            continue;
        };
        let named = Named::from(&recheck);
        for entry in view.history(from, None, 5)? {
            let Event::Moved(moved) = entry.event()? else { continue };
            let by = entry.header.actor.map(|id| names.get(id)).transpose()?;
            let (at, recheck) = (entry.header.at, Some(named.clone()));
            let turn = Turn { at, what: "failed", text: moved.reason, by, recheck };
            turns.push((entry.header.seq, turn));
            break;
        }
    }
    Ok(turns)
}
