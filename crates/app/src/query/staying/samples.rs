//! Samples of re-checks: drawn from a seed that the log keeps, so that anybody can draw them again.

use crate::{
    App, AppError,
    query::{
        answer::{Candidate, Sample},
        list::tell,
        plan::{root_of, text_of},
    },
};
use jiff::civil::Date;
use ledger::MatterId;
use store::{Filter, Sort};

/// Samples of a campaign that are told: some years of months.
const SAMPLES: usize = 60;

/// Candidates in the order of the lots that `seed` gives, and how many of them a share of `percent` takes: never less
/// than the share, and one at least. Ascending ids are what is drawn from.
pub(crate) fn order(seed: &str, candidates: &[MatterId], percent: u8) -> (Vec<MatterId>, usize) {
    let mut ids = candidates.to_vec();
    ids.sort_unstable();
    let names: Vec<String> = ids.iter().map(MatterId::to_string).collect();
    let (places, taken) = draw::sample(&names, u32::from(percent) * 100, seed);
    (places.into_iter().filter_map(|place| ids.get(place).copied()).collect(), taken)
}

impl App {
    /// The samples of re-checks of `campaign`, the newest first, at most 60.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn samples(&self, campaign: MatterId, as_of: Option<Date>) -> Result<Vec<Sample>, AppError> {
        let look = self.look(as_of)?;
        let view = look.view.as_ref();
        root_of(view, campaign)?;
        let filter = Filter { kind: Some("sample".into()), under: Some(campaign), ..Filter::default() };
        let bands = self.bands(look.day);
        let mut samples = vec![];
        for row in view.rows(&filter, Sort::Changed, None, SAMPLES)? {
            let Some(matter) = view.matter(row.id)? else { continue };
            let text = |name: &str| text_of(&matter, name).to_owned();
            let (seed, share) = (text("seed"), text("share").parse().unwrap_or(100));
            let of = matter.links.iter().filter(|link| link.relation == "about");
            let candidates: Vec<MatterId> = of.map(|link| link.to).collect();
            let (drawn, taken) = order(&seed, &candidates, share);
            let was_drawn = |id: MatterId| {
                matter.links.iter().any(|link| link.to == id && link.note == crate::sampling::DRAWN)
            };
            let reproduced = drawn.iter().enumerate().all(|(i, id)| was_drawn(*id) == (i < taken));
            let mut told = vec![];
            for id in drawn {
                let Some(row) = view.summaries(&[id])?.pop() else { continue };
                let row = tell(row, &look.directory, bands.as_ref());
                told.push(Candidate { row, drawn: was_drawn(id) });
            }
            samples.push(Sample {
                row: tell(row, &look.directory, bands.as_ref()),
                period: text("period"),
                share,
                seed,
                size: text("size").parse().unwrap_or(0),
                candidates: told,
                reproduced,
            });
        }
        Ok(samples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_alone_gives_the_order() {
        let ids: Vec<MatterId> = (1..=10).map(MatterId).collect();
        let mut back = ids.clone();
        back.reverse();
        assert_eq!(order("seed", &ids, 30), order("seed", &back, 30));
        assert_ne!(order("seed", &ids, 30).0, order("other", &ids, 30).0);
    }
}
