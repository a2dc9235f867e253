//! Bulletins: compiled from the ledger, edited between their figures, checked, withheld in part, approved by somebody else,
//! published for good. Drafts lie beside the log; what is published stands in it by its hash.

mod comparison;
mod draft;
mod source;
mod withhold;

pub use comparison::Fate;
pub use draft::{Consent, Draft, Frame, GROUNDS, MOST_TEXT, Moved, Published, Version, Withheld};

use crate::{
    App, AppError, chance,
    clock::day_of,
    document::{Format, Handout},
    execute::{Act, Desk},
    finding::Found,
    language::Language,
    query::answer::Named,
};
use documents::{model::Document, write};
use jiff::Timestamp;
use ledger::{Event, MatterId, Refusal, guard::Guard};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Its plain text, in which findings have their places.
    pub text: String,
    /// What is odd in it; of a draft also what the ledger does not bear out.
    pub findings: Vec<Found>,
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
        let braced = |lines: Vec<String>| lines.iter().map(|line| source::braced(line)).collect();
        let lines = public.item_lines(campaign)?.into_iter().map(|(item, lines)| (item, braced(lines)));
        let lines: BTreeMap<MatterId, Vec<String>> = lines.collect();
        let ids: Vec<MatterId> = lines.keys().copied().collect();
        let rows = public.view()?.summaries(&ids)?;
        let listed =
            rows.into_iter().map(|row| (row.id, source::braced(&format!("{}{}", row.number, row.title))));
        let listed = listed.collect();
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
            listed,
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
        let findings = match &draft.published {
            Some(_) => self.check_alone(&text, language),
            None => {
                let figures: Vec<&str> = draft.figures.values().map(String::as_str).collect();
                self.check_text(&text, draft.campaign, &figures, language)?
            }
        };
        Ok(Sight { draft, document, moved, text, findings })
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

    /// Approves the wording: it is kept under its hash, which is logged on the campaign, and never changes again.
    ///
    /// # Errors
    /// Something is withheld without a consent, the right is missing, the one who approves had a hand in the draft (themselves, for another or through another), or
    /// as [`App::edit_bulletin`].
    pub fn publish_bulletin(&self, actor: MatterId, key: &str, seen: u64) -> Result<(), AppError> {
        let sight = self.bulletin(key, Language::Zh)?;
        let count = sight.draft.withheld.iter().filter(|one| one.consent.is_none()).count();
        if count > 0 {
            return Err(AppError::NoConsent { count });
        }
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
        let before = draft.present();
        change(now, &mut draft)?;
        if draft.keep(before) {
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
