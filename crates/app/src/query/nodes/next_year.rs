//! What of a plan may go on into the next year: nodes that have not ended, and long-term items.

use super::{NODES, counted, nodes_below, plan_of, year_of};
use crate::{
    App, AppError,
    query::{
        answer::{Carried, Named, NextYear},
        list::tell,
        newest::newest,
        past::Look,
    },
};
use jiff::civil::{Date, date};
use ledger::{MatterId, Standing, StateClass};
use store::{Filter, Summary, View};

/// Most that is carried at once.
pub(crate) const CARRIED: usize = 100;
/// Plans of the next year offered.
const TARGETS: usize = 50;

impl App {
    /// What of `plan` may go on into the next year, as `person` sees it. Nothing has happened yet.
    ///
    /// # Errors
    /// There is no such plan, or the store failed.
    pub fn next_year(&self, person: Option<MatterId>, plan: MatterId) -> Result<NextYear, AppError> {
        let Look { view, directory, day, .. } = self.look(None)?;
        let view = view.as_ref();
        let matter = plan_of(view, plan)?;
        let year = year_of(&matter) + 1;
        let campaign = match matter.above.first() {
            Some(id) => view.summaries(&[*id])?.first().map(Named::from),
            None => self.campaign_in_hand()?,
        };
        let targets = plans_of(view, year)?;
        let mut from: Vec<Summary> = nodes_below(view, plan, NODES)?;
        from.retain(|node| !node.class.has_ended());
        if let Some(campaign) = &campaign {
            let lines = self.plans.now(view, campaign.id, &self.reader.hidden)?;
            let long = lines.all().filter(|line| {
                line.is_item()
                    && line.standing == Standing::LongTerm
                    && line.row.class != StateClass::Cancelled
            });
            from.extend(long.map(|line| line.row.clone()));
        }
        let ids: Vec<MatterId> = targets.iter().map(|target| target.id).collect();
        let (mut carried, mut gone_on, mut left) = (vec![], 0, 0);
        let bands = self.bands(day);
        for row in from {
            if has_gone_on(view, row.id, &ids)? {
                gone_on += 1;
            } else if carried.len() < CARRIED {
                let due = proposed(&row, year);
                carried.push(Carried { from: tell(row, &directory, bands.as_ref()), due });
            } else {
                left += 1;
            }
        }
        let may_accept = match person {
            Some(person) => self.holds(person, "open")?,
            None => false,
        };
        Ok(NextYear {
            plan: counted(view, &directory, &matter, day)?,
            campaign,
            year,
            title: next_title(&matter.title, year - 1),
            targets: targets.iter().map(Named::from).collect(),
            carried,
            left,
            gone_on,
            may_accept,
        })
    }
}

/// Plans of a year.
fn plans_of(view: &dyn View, year: i16) -> Result<Vec<Summary>, AppError> {
    let filter = Filter { kind: Some("node_plan".into()), ..Filter::default() };
    let mut plans = vec![];
    for row in newest(view, &filter, TARGETS)?.0 {
        if view.matter(row.id)?.is_some_and(|plan| year_of(&plan) == year) {
            plans.push(row);
        }
    }
    Ok(plans)
}

/// Whether a node of one of `targets` follows from `id` already.
fn has_gone_on(view: &dyn View, id: MatterId, targets: &[MatterId]) -> Result<bool, AppError> {
    for (from, relation, _) in view.links_to(id)? {
        if relation == "follows_from"
            && let Some(node) = carried_row(view, from)?
            && node.above.iter().any(|above| targets.contains(above))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A node that something was carried into.
fn carried_row(view: &dyn View, id: MatterId) -> Result<Option<ledger::Matter>, AppError> {
    Ok(view.matter(id)?.filter(|matter| matter.kind == "node" && matter.class != StateClass::Cancelled))
}

/// A node that was to be done this year is due by the end of March, one with a later date keeps it; a long-term item
/// gets a node at the end of the year.
fn proposed(row: &Summary, year: i16) -> Date {
    if row.kind == "item" {
        return date(year, 12, 31);
    }
    row.due.filter(|due| due.year() >= year).unwrap_or(date(year, 3, 31))
}

/// The title with the next year in place of this one, or behind it.
fn next_title(title: &str, year: i16) -> String {
    let (this, next) = (year.to_string(), (year + 1).to_string());
    match title.contains(&this) {
        true => title.replace(&this, &next),
        false => format!("{title} {next}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_plan_is_called_after_its_year() {
        assert_eq!(next_title("2026年主导产业节点计划", 2026), "2027年主导产业节点计划");
        assert_eq!(next_title("重点项目", 2026), "重点项目 2027");
    }
}
