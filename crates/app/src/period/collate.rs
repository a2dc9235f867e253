//! Collating a period: a draft out of what was reported, which a coordinator edits and freezes.
//!
//! The draft remembers the place of the log before which everything it stands on lies. The log never changes, so neither
//! does what a frozen collation shows; what is reported later is told as having come after.

use super::words::{body, title};
use crate::{
    App, AppError, Step,
    hash::sha256,
    language::Language,
    query::{answer::Roll, periods::collations},
};
use ledger::{Command, CommandId, FieldValue, MatterId, Refusal, Seq, cadence::Period, command::Open};
use std::collections::BTreeMap;

impl App {
    /// Drafts the collation of a period in `language`; gives the one that is there already, if there is one.
    ///
    /// # Errors
    /// The right to open one is missing, there is no such campaign, the period has not begun, or the store failed.
    pub fn draft_collation(
        &self,
        actor: Option<MatterId>,
        language: Language,
        campaign: MatterId,
        period: Period,
    ) -> Result<MatterId, AppError> {
        let page = self.period(Some(campaign), period)?;
        if let Some(there) = page.collations.first() {
            return Ok(there.id);
        }
        let (place, roll) = self.stands_on(campaign, period)?;
        let t = language.texts();
        let fields = [
            ("type", period.cadence().name().to_owned()),
            ("period", period.to_string()),
            ("place", place.to_string()),
            ("body", body(t, &roll)),
        ];
        let open = Open {
            kind: "collation".into(),
            number: period.to_string(),
            title: title(t, period),
            parent: Some(campaign),
            fields: fields.map(|(name, text)| (name.to_owned(), FieldValue::Text(text))).into(),
            ..Open::default()
        };
        // Two who press at once make one draft: both ask for the same command.
        let earlier = self.discarded(campaign, period)?;
        let id = command_of(&format!("collation/{campaign}/{period}/{earlier}"));
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        Ok(self.execute(actor, id, step)?.matter)
    }

    /// Drafts a collation anew out of everything reported until now; what was edited in it is replaced.
    ///
    /// # Errors
    /// It is frozen, somebody changed it meanwhile, the right is missing, or the store failed.
    pub fn draft_anew(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        language: Language,
        collation: MatterId,
        seen: Option<u64>,
    ) -> Result<(), AppError> {
        let page = self.collation(collation)?;
        let (Some(period), Some(campaign)) = (page.period, page.campaign) else {
            return Err(Refusal::NothingToDo.into());
        };
        let (place, roll) = self.stands_on(campaign.id, period)?;
        let text = |text: String| Some(FieldValue::Text(text));
        let set = BTreeMap::from([
            ("place".to_owned(), text(place.to_string())),
            ("body".to_owned(), text(body(language.texts(), &roll))),
        ]);
        let step = Step { matter: Some(collation), seen, command: Command::EditFields { set } };
        self.execute(actor, id, step)?;
        Ok(())
    }

    /// What a collation drafted now stands on: everything before this place of the log.
    fn stands_on(&self, campaign: MatterId, period: Period) -> Result<(Seq, Roll), AppError> {
        let place = self.view()?.head().next;
        Ok((place, self.roll(&self.look_at_period(period, Some(place))?, campaign)?))
    }

    /// How many drafts of the period were thrown away.
    fn discarded(&self, campaign: MatterId, period: Period) -> Result<usize, AppError> {
        let view = self.view()?;
        let standing = collations(view.as_ref(), campaign)?.remove(&period).map_or(0, |made| made.len());
        let filter = store::Filter {
            kind: Some("collation".into()),
            parent: Some(campaign),
            ..store::Filter::default()
        };
        let all = view.rows(&filter, store::Sort::Changed, None, usize::MAX)?;
        Ok(all.iter().filter(|row| row.number == period.to_string()).count() - standing)
    }
}

/// A command's id out of what it does, so that doing it twice is doing it once.
fn command_of(what: &str) -> CommandId {
    let hash = sha256(what.as_bytes());
    let mut id = [0; 16];
    for (byte, digits) in id.iter_mut().zip(hash.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
    }
    CommandId(id)
}
