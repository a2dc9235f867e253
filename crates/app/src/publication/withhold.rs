//! Withholding an item from the public: one asks with a ground, another consents or refuses themselves.

use super::{
    check,
    draft::{Consent, GROUNDS, Withheld},
    get, put, source,
};
use crate::{App, AppError, chance, execute::Act};
use ledger::{MatterId, Refusal, guard::Guard};

impl App {
    /// Withholds an item: its lines leave the draft, with a ground. Nothing is published until somebody else consents.
    ///
    /// # Errors
    /// The right is missing, the ground is not known, the item's lines were edited and cannot be found, or as
    /// [`App::edit_bulletin`].
    pub fn withhold(
        &self,
        actor: Option<MatterId>,
        key: &str,
        seen: u64,
        item: MatterId,
        ground: &str,
    ) -> Result<(), AppError> {
        if !GROUNDS.contains(&ground) {
            return Err(AppError::BadParameter("ground"));
        }
        let row = self.row(item)?;
        let (ground, title) = (ground.to_owned(), format!("{}{}", row.number, row.title));
        self.change(actor, key, seen, move |at, draft| {
            let lines = draft.lines.get(&item).map(Vec::as_slice).unwrap_or_default();
            let stretch = source::take_stretch(&mut draft.text, lines).ok_or(AppError::EditedPassage)?;
            let name = draft.listed.get(&item).map(String::as_str).unwrap_or_default();
            let listed = source::take_listed(&mut draft.text, name);
            let taken = std::iter::once(stretch).chain(listed).collect();
            draft.withheld.push(Withheld {
                matter: item,
                title,
                ground,
                by: actor,
                at,
                taken,
                consent: None,
            });
            Ok(())
        })
    }

    /// Consents to what was withheld, or refuses: then its lines stand in the draft again.
    ///
    /// # Errors
    /// The right is missing, who decides is the one who asked or acts for them, there is nothing to decide, or the draft was
    /// changed meanwhile or is published.
    pub fn decide_withholding(
        &self,
        actor: MatterId,
        key: &str,
        seen: u64,
        item: MatterId,
        consents: bool,
    ) -> Result<(), AppError> {
        let key = key.to_owned();
        self.write(move |desk| {
            let mut act = Act::new(desk.actor(Some(actor))?, chance::command_id(desk.at));
            desk.require(&mut act, "publish")?;
            let mut draft = get(desk, &key)?;
            check(&draft, seen)?;
            let waits = |one: &Withheld| one.matter == item && one.consent.is_none();
            let place = draft.withheld.iter().position(waits).ok_or(Refusal::NothingToDo)?;
            let asked = draft.withheld.remove(place);
            if act.stands_for().any(|one| Some(one) == asked.by) {
                return Err(Refusal::GuardFails { guard: Guard::SignedByAnother }.into());
            }
            if consents {
                let acting_for = act.names().nth(1);
                let consent = Some(Consent { by: actor, acting_for, at: desk.at });
                draft.withheld.insert(place, Withheld { consent, ..asked });
            } else {
                let before = draft.present();
                asked.taken.iter().rev().for_each(|taken| source::put_back(&mut draft.text, taken));
                draft.keep(before);
            }
            draft.version += 1;
            draft.edited_at = desk.at;
            put(desk, &draft)
        })?;
        Ok(())
    }
}
