//! Bulletins: compiled from the ledger, edited between their figures, checked, withheld in part, approved by somebody else,
//! published for good. Drafts lie beside the log; what is published stands in it by its hash.

mod comparison;
mod draft;
mod source;

pub use comparison::Fate;
pub use draft::{Draft, Frame, GROUNDS, MOST_TEXT, Moved, Published, Version, Withheld};

use crate::{
    App, AppError, chance,
    clock::day_of,
    document::{Format, Handout},
    execute::{Act, Desk},
    finding,
    language::Language,
    query::answer::Named,
};
use bulletin::{Remark, Severity};
use documents::{model::Document, write};
use draft::MOST_VERSIONS;
use jiff::Timestamp;
use ledger::{Event, MatterId, Refusal, guard::Guard};
use std::collections::BTreeSet;
use store::{Outcome, Record, Stop, StoreError};

/// Where drafts lie beside the log.
const DRAWER: &str = "bulletin";
/// The template of the public bulletin.
const TEMPLATE: &str = "bulletin";

/// A draft with what is to be said of it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// The draft.
    pub draft: Draft,
    /// The document as it stands.
    pub document: Document,
    /// Figures that have moved since.
    pub moved: Vec<Moved>,
    /// What is odd in its text.
    pub findings: Vec<Odd>,
}

/// Something odd in the text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Odd {
    /// Its code.
    pub code: String,
    /// `note`, `warning` or `error`.
    pub severity: &'static str,
    /// In words.
    pub message: String,
}

impl From<Remark> for Odd {
    fn from(remark: Remark) -> Odd {
        let severity = match remark.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        Odd { code: remark.code.to_string(), severity, message: remark.message }
    }
}

impl App {
    /// All drafts and published bulletins, newest first.
    ///
    /// # Errors
    /// The store failed.
    pub fn bulletins(&self) -> Result<Vec<Draft>, AppError> {
        let records = self.view()?.records(DRAWER)?;
        let mut all = records.iter().map(|(_, record)| read(record)).collect::<Result<Vec<Draft>, _>>()?;
        all.sort_by(|a, b| b.edited_at.cmp(&a.edited_at).then_with(|| a.key.cmp(&b.key)));
        Ok(all)
    }

    /// Compiles a bulletin of a campaign as it stands, from what everybody may know; gives the key of its draft.
    ///
    /// # Errors
    /// The right is missing, no such campaign, or the store failed.
    pub fn compile_bulletin(&self, actor: Option<MatterId>, campaign: MatterId) -> Result<String, AppError> {
        let public = self.seen_by_all()?;
        let filled = public.document(TEMPLATE, campaign, None)?;
        let lines = public.item_lines(campaign)?;
        let braced = |lines: Vec<String>| lines.iter().map(|line| source::braced(line)).collect();
        let lines = lines.into_iter().map(|(item, lines)| (item, braced(lines))).collect();
        let draft = Draft {
            key: chance::secret().chars().take(16).collect(),
            campaign,
            template: TEMPLATE.to_owned(),
            as_of: self.clock.today(),
            version: 1,
            title: filled.document.title.clone(),
            text: source::written(&filled.document.body),
            figures: filled.figures,
            lines,
            withheld: vec![],
            versions: vec![],
            writers: BTreeSet::new(),
            edited_by: actor,
            edited_at: self.clock.now(),
            published: None,
        };
        let key = draft.key.clone();
        self.write(move |desk| {
            let mut act = Act::new(desk.actor(actor)?, chance::command_id(draft.edited_at));
            desk.require(&mut act, "edit_fields")?;
            let writers = act.names().collect();
            put(desk, &Draft { writers, ..draft })
        })?;
        Ok(key)
    }

    /// Who may consent to leaving something out of a bulletin, besides `person`, who asks for it.
    ///
    /// # Errors
    /// The store failed.
    pub fn approvers(&self, person: Option<MatterId>) -> Result<Vec<Named>, AppError> {
        let directory = self.directory()?;
        let mut approvers = vec![];
        for one in directory.people.iter().filter(|one| one.active && Some(one.named.id) != person) {
            if self.holds(one.named.id, "publish")? {
                approvers.push(one.named.clone());
            }
        }
        Ok(approvers)
    }

    /// Items of a draft that are not left out yet.
    ///
    /// # Errors
    /// The store failed.
    pub fn still_told(&self, draft: &Draft) -> Result<Vec<Named>, AppError> {
        let is_told = |id: &&MatterId| draft.withheld.iter().all(|one| one.matter != **id);
        let told: Vec<MatterId> = draft.lines.keys().filter(is_told).copied().collect();
        let rows = self.rows_of(&told)?.into_iter();
        Ok(rows.map(|row| Named { id: row.id, number: row.number, title: row.title }).collect())
    }

    /// A draft and what is to be said of it.
    ///
    /// # Errors
    /// There is no such draft, or the store failed.
    pub fn bulletin(&self, key: &str, language: Language) -> Result<Sight, AppError> {
        let draft = self.bulletin_draft(key)?;
        let (document, moved) = match &draft.published {
            Some(published) => (draft.document(&published.frame)?, vec![]),
            None => {
                let now = self.seen_by_all()?.document(&draft.template, draft.campaign, None)?;
                let moved = draft.figures.iter().filter_map(|(name, then)| {
                    let now = now.figures.get(name).filter(|now| *now != then)?;
                    Some(Moved { name: name.clone(), then: then.clone(), now: now.clone() })
                });
                (draft.document(&Frame::of(&now.document))?, moved.collect())
            }
        };
        let text = write::txt(&document);
        let working_days = |date| self.calendar.is_working_day(date).ok();
        let wording = |found: &bulletin::Finding| finding::told(language.texts(), found);
        let options = bulletin::Options {
            working_days: Some(&working_days),
            wording: Some(&wording),
            ..Default::default()
        };
        let findings =
            bulletin::read(&text, options).bulletin.diagnostics.into_iter().map(Odd::from).collect();
        Ok(Sight { draft, document, moved, findings })
    }

    /// Changes title and wording.
    ///
    /// # Errors
    /// The right is missing, the draft was changed meanwhile or is published, it is too long, or a figure in it is not
    /// known (with its line).
    pub fn edit_bulletin(
        &self,
        actor: Option<MatterId>,
        key: &str,
        seen: u64,
        title: &str,
        text: &str,
    ) -> Result<(), AppError> {
        let found = text.chars().count();
        if found > MOST_TEXT {
            return Err(Refusal::TooLong { field: "text".into(), limit: MOST_TEXT, found }.into());
        }
        let title = title.replace("\r\n", "\n").trim().to_owned();
        if title.is_empty() {
            return Err(Refusal::Missing { field: "title".into() }.into());
        }
        let text = text.replace("\r\n", "\n");
        source::read(&text, &self.bulletin_draft(key)?.figures)?;
        self.change(actor, key, seen, move |_, draft| {
            draft.title = title;
            draft.text = text;
            Ok(())
        })
    }

    /// Takes over the figures as they stand today.
    ///
    /// # Errors
    /// As [`App::edit_bulletin`].
    pub fn renew_figures(&self, actor: Option<MatterId>, key: &str, seen: u64) -> Result<(), AppError> {
        let campaign = self.bulletin_draft(key)?.campaign;
        let (filled, today) = (self.seen_by_all()?.document(TEMPLATE, campaign, None)?, self.clock.today());
        self.change(actor, key, seen, move |_, draft| {
            draft.figures = filled.figures;
            draft.as_of = today;
            Ok(())
        })
    }

    /// Withholds an item: its lines leave the draft, the ground and who consented stay beside it.
    ///
    /// # Errors
    /// The right is missing, the ground is not known, `approver` may not publish or is the one who asks, the item's lines
    /// were edited and cannot be found, or as [`App::edit_bulletin`].
    pub fn withhold(
        &self,
        actor: Option<MatterId>,
        key: &str,
        seen: u64,
        item: MatterId,
        ground: &str,
        approver: MatterId,
    ) -> Result<(), AppError> {
        if !GROUNDS.contains(&ground) {
            return Err(AppError::BadParameter("ground"));
        }
        if !self.holds(approver, "publish")? || actor == Some(approver) {
            return Err(AppError::BadParameter("approver"));
        }
        let row = self.row(item)?;
        let (ground, title) = (ground.to_owned(), format!("{}{}", row.number, row.title));
        self.change(actor, key, seen, move |at, draft| {
            let lines = draft.lines.get(&item).map(Vec::as_slice).unwrap_or_default();
            draft.text = source::without(&draft.text, lines).ok_or(AppError::EditedPassage)?;
            draft.withheld.push(Withheld { matter: item, title, ground, approver, at });
            Ok(())
        })
    }

    /// Approves the wording: it is kept under its hash, which is logged on the campaign, and never changes again.
    ///
    /// # Errors
    /// The right is missing, the one who approves had a hand in the draft (themselves, for another or through another), or
    /// as [`App::edit_bulletin`].
    pub fn publish_bulletin(&self, actor: MatterId, key: &str, seen: u64) -> Result<(), AppError> {
        let sight = self.bulletin(key, Language::Zh)?;
        let (text, frame) = (write::txt(&sight.document), Frame::of(&sight.document));
        let hash = self.evidence.keep(text.as_bytes())?;
        let (key, name) = (key.to_owned(), format!("{}.txt", sight.draft.title.replace('\n', "")));
        let size = text.len() as u64;
        self.write_telling(move |desk| {
            let mut draft = get(desk, &key)?;
            let mut act = Act::new(desk.actor(Some(actor))?, chance::command_id(desk.at));
            desk.require(&mut act, "publish")?;
            check(&draft, seen)?;
            if act.stands_for().any(|one| draft.writers.contains(&one)) {
                return Err(Refusal::GuardFails { guard: Guard::SignedByAnother }.into());
            }
            let event = Event::EvidenceAttached {
                hash: hash.clone(),
                size,
                media: "text/plain; charset=utf-8".into(),
                kind: "document".into(),
                produced: Some(day_of(desk.at)),
                name: name.chars().take(200).collect(),
                title: draft.title.replace('\n', "").chars().take(200).collect(),
            };
            desk.append(&mut act, draft.campaign, event)?;
            draft.version += 1;
            draft.published = Some(Published { at: desk.at, by: actor, hash, frame });
            put(desk, &draft)?;
            desk.finish(&mut act, draft.campaign)
        })?;
        Ok(())
    }

    /// Throws a draft away; what is published stays.
    ///
    /// # Errors
    /// As [`App::edit_bulletin`].
    pub fn discard_bulletin(&self, actor: Option<MatterId>, key: &str) -> Result<(), AppError> {
        let key = key.to_owned();
        self.write(move |desk| {
            let draft = get(desk, &key)?;
            let mut act = Act::new(desk.actor(actor)?, chance::command_id(desk.at));
            desk.require(&mut act, "edit_fields")?;
            check(&draft, draft.version)?;
            desk.write.put_record(DRAWER, &key, None)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// What changed between two wordings of a draft; 0 stands for the present one.
    ///
    /// # Errors
    /// There is no such draft or wording.
    pub fn compare_wordings(&self, key: &str, from: u64, to: u64) -> Result<Vec<(Fate, String)>, AppError> {
        let draft = self.bulletin_draft(key)?;
        let text = |version: u64| {
            if version == 0 || version == draft.version {
                return Ok(draft.text.as_str());
            }
            let found = draft.versions.iter().find(|one| one.version == version);
            found.map(|one| one.text.as_str()).ok_or(AppError::NotFound("version"))
        };
        Ok(comparison::compare(text(from)?, text(to)?))
    }

    /// A draft or a published bulletin as a file.
    ///
    /// # Errors
    /// As [`App::hand_out`].
    pub fn bulletin_file(&self, key: &str, format: Format) -> Result<Handout, AppError> {
        let sight = self.bulletin(key, Language::Zh)?;
        if let (Some(published), Format::Txt) = (&sight.draft.published, format) {
            let handout = self.hand_out(&sight.document, format)?;
            return Ok(Handout { bytes: self.evidence.get(&published.hash)?, ..handout });
        }
        self.hand_out(&sight.document, format)
    }

    fn bulletin_draft(&self, key: &str) -> Result<Draft, AppError> {
        Ok(read(&self.view()?.record(DRAWER, key)?.ok_or(AppError::NotFound("draft"))?)?)
    }

    fn change(
        &self,
        actor: Option<MatterId>,
        key: &str,
        seen: u64,
        change: impl FnOnce(Timestamp, &mut Draft) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let mut draft = self.bulletin_draft(key)?;
        check(&draft, seen)?;
        let now = self.clock.now();
        let before = Version {
            version: draft.version,
            at: draft.edited_at,
            by: draft.edited_by,
            text: draft.text.clone(),
        };
        change(now, &mut draft)?;
        if draft.text != before.text {
            draft.versions.push(before);
            let excess = draft.versions.len().saturating_sub(MOST_VERSIONS);
            draft.versions.drain(..excess);
            draft.edited_by = actor;
        }
        draft.version += 1;
        draft.edited_at = now;
        self.write(move |desk| {
            let mut act = Act::new(desk.actor(actor)?, chance::command_id(now));
            desk.require(&mut act, "edit_fields")?;
            // Between the look and the write somebody else may have been here.
            check(&get(desk, &draft.key)?, seen)?;
            draft.writers.extend(act.names());
            put(desk, &draft)
        })?;
        Ok(())
    }
}

/// Whether the draft is the one that was seen and still one.
fn check(draft: &Draft, seen: u64) -> Result<(), Refusal> {
    if draft.published.is_some() {
        return Err(Refusal::Ended);
    }
    if draft.version == seen { Ok(()) } else { Err(Refusal::Stale { seen, now: draft.version }) }
}

fn get(desk: &mut Desk<'_>, key: &str) -> Result<Draft, Stop> {
    let record = desk.write.record(DRAWER, key)?.ok_or(Refusal::Ended)?;
    Ok(read(&record)?)
}

fn read(record: &Record) -> Result<Draft, StoreError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn put(desk: &mut Desk<'_>, draft: &Draft) -> Result<Outcome, Stop> {
    let value =
        serde_json::to_string(draft).map_err(|error| Stop::Store(StoreError::Backend(error.to_string())))?;
    desk.write.put_record(DRAWER, &draft.key, Some(Record { value, expires: None }))?;
    Ok(desk.nothing_logged())
}
