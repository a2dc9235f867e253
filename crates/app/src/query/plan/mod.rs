//! The plan of a campaign as three lists (problems, tasks, responsibilities), what hinders its adoption, and what has
//! moved since.

mod lines;
mod reviews;

pub(crate) use lines::{Lines, Plans, text_of};

use super::{
    answer::{Adopted, Drift, LackCount, Named, Plan, PlanRow, Shift, SpecialCampaign, Sponsor},
    directory::Directory,
    list::tell,
    past::Look,
};
use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{Bands, FieldValue, Kinds, Matter, MatterId, Rate, Seq, Standing, decide::Lack};
use lines::Line;
use std::{collections::BTreeMap, sync::Arc};
use store::View;

/// Rows of a page at most.
pub const PAGE_MAX: usize = 200;
/// Leaders and special campaigns that are told at most.
const TOLD: usize = 100;

/// One of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanList {
    /// What was found: items (问题清单).
    #[default]
    Problems,
    /// What is to be done: measures and nodes (任务清单).
    Tasks,
    /// Who answers for it: both (责任清单).
    Responsibilities,
    /// What is not as it was adopted.
    Changes,
}

impl PlanList {
    /// All, in the order of a plan.
    pub const ALL: [PlanList; 4] =
        [PlanList::Problems, PlanList::Tasks, PlanList::Responsibilities, PlanList::Changes];

    /// Stable name in addresses and the locales.
    pub fn name(self) -> &'static str {
        match self {
            PlanList::Problems => "problems",
            PlanList::Tasks => "tasks",
            PlanList::Responsibilities => "responsibilities",
            PlanList::Changes => "changes",
        }
    }
}

/// What of a plan is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanQuery {
    /// Which list.
    pub list: PlanList,
    /// Only what lacks something: anything, or one thing.
    pub lacks: Option<Option<Lack>>,
    /// Only this class.
    pub class: Option<String>,
    /// Only key items and what stands below them.
    pub key: bool,
    /// Only what this leader answers for.
    pub leader: Option<MatterId>,
    /// Only this class of sponsorship.
    pub sponsorship: Option<String>,
    /// Only this special campaign.
    pub special: Option<String>,
    /// The row after which the page starts.
    pub after: Option<MatterId>,
    /// Rows of a page, at most [`PAGE_MAX`].
    pub limit: usize,
    /// The past day to look at.
    pub as_of: Option<Date>,
}

impl PlanQuery {
    fn fits(&self, line: &Line, item: Option<&Line>, later: Option<MatterId>) -> bool {
        let is_changed = line.has_moved() || line.is_cancelled() || is_added(line, later);
        let listed = match self.list {
            PlanList::Problems => line.is_item(),
            PlanList::Tasks => !line.is_item(),
            PlanList::Responsibilities => true,
            PlanList::Changes => is_changed,
        };
        let of_item = |wanted: &Option<String>, part: fn(&Line) -> &String| {
            wanted.as_ref().is_none_or(|wanted| item.is_some_and(|item| part(item) == wanted))
        };
        listed
            && match self.lacks {
                None => true,
                Some(None) => !line.lacks.is_empty(),
                Some(Some(lack)) => line.lacks.contains(&lack),
            }
            && of_item(&self.class, |item| &item.class)
            && of_item(&self.sponsorship, |item| &item.sponsorship)
            && of_item(&self.special, |item| &item.special)
            && (!self.key || item.is_some_and(|item| item.key))
            && self.leader.is_none_or(|leader| {
                line.row.leader.or(item.and_then(|item| item.row.leader)) == Some(leader)
            })
    }
}

/// Whether it came after the adoption: what had ended before it was not frozen either, and was not added.
fn is_added(line: &Line, later: Option<MatterId>) -> bool {
    line.baseline.is_none()
        && line.row.class != ledger::StateClass::Cancelled
        && later.is_some_and(|later| line.row.id >= later)
}

impl App {
    /// One page of the plan of `campaign`, as `person` sees it.
    ///
    /// # Errors
    /// There is no such campaign, the day lies in the future, or the store failed.
    pub fn plan(
        &self,
        person: Option<MatterId>,
        campaign: MatterId,
        query: &PlanQuery,
    ) -> Result<Plan, AppError> {
        let Look { view, directory, day, is_past } = self.look(query.as_of)?;
        let view = view.as_ref();
        let root = root_of(view, campaign)?;
        let lines = match is_past {
            false => self.plans.now(view, campaign, &self.reader.hidden)?,
            true => Arc::new(Lines::read(view, campaign)?),
        };
        let kinds = view.kinds();
        let later = root.course.baseline.as_ref().map(|b| self.opened_from(b.seq)).transpose()?;
        let mut plan = counted(&root, &lines, &kinds, &directory, later);
        (plan.reviews_open, plan.reviews) = reviews::counted(view, campaign)?;
        let limit = query.limit.clamp(1, PAGE_MAX);
        let (mut shown, mut is_before, mut more) = (vec![], query.after.is_some(), false);
        for line in lines.all() {
            let fits = query.fits(line, lines.item_of(line), later);
            plan.matching += u64::from(fits);
            if is_before {
                is_before = query.after != Some(line.row.id);
            } else if fits && shown.len() < limit {
                shown.push(line);
            } else {
                more |= fits;
            }
        }
        plan.next = shown.last().map(|line| line.row.id).filter(|_| more);
        let bands = self.bands(day);
        for line in shown {
            let telling = Telling { view, directory: &directory, bands: bands.as_ref(), later };
            plan.rows.extend(telling.row(line, lines.item_of(line))?);
        }
        if let (Some(person), false) = (person, is_past) {
            plan.may_adopt = self.holds(person, "adopt_plan")?;
            let fills = ["edit_fields", "assign", "set_due_date"];
            plan.may_fill = fills
                .iter()
                .try_fold(false, |may, right| Ok::<_, AppError>(may || self.holds(person, right)?))?;
            plan.may_review = self.holds(person, "move:adopt_comment")?;
        }
        Ok(plan)
    }

    /// The first matter opened at `place` of the log or after it; they have ascending ids in the order of their opening.
    fn opened_from(&self, place: Seq) -> Result<MatterId, AppError> {
        // What is not shown has an id, too.
        let whole = self.whole()?;
        let (mut low, mut high) = (1, whole.head().next_matter.0);
        while low < high {
            let middle = low + (high - low) / 2;
            let opened = whole.history(MatterId(middle), Some(2), 1)?.pop();
            if opened.is_none_or(|opened| opened.header.seq >= place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(MatterId(low))
    }
}

/// The campaign.
pub(crate) fn root_of(view: &dyn View, campaign: MatterId) -> Result<Matter, AppError> {
    let root = view.matter(campaign)?.filter(|root| root.kind == "campaign");
    root.ok_or(AppError::NotFound("campaign"))
}

/// What is counted over the whole plan.
fn counted(
    root: &Matter,
    lines: &Lines,
    kinds: &Kinds,
    directory: &Directory,
    later: Option<MatterId>,
) -> Plan {
    let adopted = root.course.baseline.as_ref().map(|b| Adopted { round: b.round, on: b.on });
    let mut plan = Plan {
        campaign: Named::from(root),
        version: root.version,
        adopted,
        items: Rate::default(),
        tasks: Rate::default(),
        lacks: vec![],
        reviews_open: 0,
        reviews: 0,
        changed: 0,
        added: 0,
        cancelled: 0,
        classes: choices(kinds, "class").into_iter().map(|name| (name, 0)).collect(),
        key: 0,
        sponsors: vec![],
        specials: vec![],
        matching: 0,
        rows: vec![],
        next: None,
        may_adopt: false,
        may_fill: false,
        may_review: false,
    };
    let ways = choices(kinds, "sponsorship");
    let mut lacks: BTreeMap<Lack, u64> = BTreeMap::new();
    let mut sponsors: BTreeMap<MatterId, Vec<u64>> = BTreeMap::new();
    let mut specials: BTreeMap<&str, Rate> = BTreeMap::new();
    for line in lines.all() {
        if !line.row.class.has_ended() {
            let rate = if line.is_item() { &mut plan.items } else { &mut plan.tasks };
            rate.n += u64::from(line.lacks.is_empty());
            rate.d += 1;
        }
        line.lacks.iter().for_each(|lack| *lacks.entry(*lack).or_default() += 1);
        plan.cancelled += u64::from(line.is_cancelled());
        plan.added += u64::from(is_added(line, later));
        plan.changed += u64::from(line.has_moved() && !line.is_cancelled());
        if !line.is_item() {
            continue;
        }
        if let Some((_, count)) = plan.classes.iter_mut().find(|(name, _)| *name == line.class) {
            *count += 1;
        }
        plan.key += u64::from(line.key);
        if let Some(leader) = line.row.leader {
            let place = ways.iter().position(|way| *way == line.sponsorship).unwrap_or(ways.len());
            let items = sponsors.entry(leader).or_insert_with(|| vec![0; ways.len()]);
            if let Some(items) = items.get_mut(place) {
                *items += 1;
            }
        }
        if !line.special.is_empty() {
            let rate = specials.entry(&line.special).or_default();
            rate.n += u64::from(line.standing == Standing::Done);
            rate.d += u64::from(line.standing != Standing::Uncounted);
        }
    }
    plan.classes.retain(|(name, count)| !name.is_empty() || *count > 0);
    plan.lacks = lacks.into_iter().map(|(lack, count)| LackCount { lack, count }).collect();
    let named = |id: MatterId| directory.named(id).cloned();
    plan.sponsors = sponsors
        .into_iter()
        .take(TOLD)
        .filter_map(|(leader, items)| Some(Sponsor { leader: named(leader)?, items }))
        .collect();
    let special = |(name, done): (&str, Rate)| SpecialCampaign { name: name.to_owned(), done };
    plan.specials = specials.into_iter().take(TOLD).map(special).collect();
    plan
}

/// The choices of a field of items, and the empty one last.
fn choices(kinds: &Kinds, field: &str) -> Vec<String> {
    let known = kinds.latest("item").and_then(|kind| kind.field(field));
    let names = known.map(|field| field.choices.iter().map(|choice| choice.name.clone()));
    names.into_iter().flatten().chain([String::new()]).collect()
}

/// Names and lamps of the rows of a page.
struct Telling<'v> {
    view: &'v dyn View,
    directory: &'v Directory,
    bands: Option<&'v Bands>,
    /// The first matter opened after the adoption.
    later: Option<MatterId>,
}

impl Telling<'_> {
    fn row(&self, line: &Line, item: Option<&Line>) -> Result<Option<PlanRow>, AppError> {
        let Some(matter) = self.view.matter(line.row.id)? else { return Ok(None) };
        let text = |name: &str| text_of(&matter, name).to_owned();
        let of_item = |part: fn(&Line) -> &String| item.map(part).cloned().unwrap_or_default();
        let (words, aim) = match line.is_item() {
            true => {
                let aims = [text("goal"), text("closing_test")].map(|part| part.trim().to_owned());
                let aims: Vec<String> = aims.into_iter().filter(|part| !part.is_empty()).collect();
                (text("statement"), aims.join("\n"))
            }
            false => (text("text"), text("standard")),
        };
        let named = |id: &MatterId| self.directory.named(*id).cloned();
        let above = item.filter(|_| !line.is_item()).map(|item| Named::from(&item.row));
        Ok(Some(PlanRow {
            item: above,
            text: words,
            aim,
            evidence_kind: text("evidence_kind"),
            class: of_item(|item| &item.class),
            risk: text("risk"),
            key: item.is_some_and(|item| item.key),
            sponsorship: of_item(|item| &item.sponsorship),
            special: of_item(|item| &item.special),
            helpers: matter.helpers.iter().filter_map(named).collect(),
            lacks: line.lacks.clone(),
            drift: self.drift(line, &matter),
            row: tell(line.row.clone(), self.directory, self.bands),
        }))
    }

    fn drift(&self, line: &Line, matter: &Matter) -> Drift {
        let mut drift =
            Drift { added: is_added(line, self.later), cancelled: line.is_cancelled(), ..Drift::default() };
        let Some(promised) = &line.baseline else { return drift };
        let name = |id: Option<MatterId>| {
            id.map(|id| {
                let unknown = || Named { id, number: String::new(), title: format!("#{id}") };
                self.directory.named(id).cloned().unwrap_or_else(unknown)
            })
        };
        let shift = |from: Option<MatterId>, to: Option<MatterId>| {
            (from != to).then(|| Shift { from: name(from), to: name(to) })
        };
        drift.unit = shift(promised.unit, matter.unit);
        drift.person = shift(promised.person, matter.person);
        drift.leader = shift(promised.leader, matter.leader);
        drift.due = (promised.due != matter.due).then_some(Shift { from: promised.due, to: matter.due });
        let title = || Shift { from: promised.title.clone(), to: matter.title.clone() };
        drift.title = (promised.title != matter.title).then(title);
        let before = promised.standard.as_ref().and_then(FieldValue::as_text).unwrap_or_default();
        let standard = || Shift { from: before.to_owned(), to: text_of(matter, "standard").to_owned() };
        drift.standard = line.standard_moved.then(standard);
        drift
    }
}
