//! Who asks, and which kinds of matters that person may not know of: taken from the person once, and from then on every
//! view of the store leaves them out.

use crate::{App, AppError};
use jiff::civil::Date;
use ledger::{Actor, Kinds, MatterId, Roles, authority};
use std::{collections::BTreeSet, sync::Arc};

/// Who asks. The product itself sees everything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reader {
    /// The person; `None` = the product itself, or nobody in particular.
    pub(crate) person: Option<MatterId>,
    /// Names of the kinds that are not shown.
    pub(crate) hidden: Arc<BTreeSet<String>>,
}

impl App {
    /// The product as `person` sees it: matters of kinds whose `readers` they are not among are not there. The rights
    /// are those of this moment, also for a look at a past day.
    ///
    /// # Errors
    /// The store failed.
    pub fn seen_by(&self, person: MatterId) -> Result<App, AppError> {
        let actor = self.acting(person)?;
        let kinds = self.whole()?.kinds();
        let hidden = hidden(&kinds, &self.roles, &actor, self.clock.today());
        Ok(self.with_reader(Reader { person: Some(person), hidden: Arc::new(hidden) }))
    }

    /// Names of the kinds that this reader may not know of.
    pub fn hidden_kinds(&self) -> &Arc<BTreeSet<String>> {
        &self.reader.hidden
    }

    /// Whether only some may know of matters of this kind.
    pub(crate) fn is_restricted(&self, kind: &str) -> Result<bool, AppError> {
        Ok(self.whole()?.kinds().latest(kind).is_some_and(|kind| !kind.readers.is_empty()))
    }

    /// The product as anybody may see it, such as a group that a robot posts to.
    ///
    /// # Errors
    /// The store failed.
    pub fn seen_by_all(&self) -> Result<App, AppError> {
        let kinds = self.whole()?.kinds();
        let restricted = kinds.all().filter(|kind| !kind.readers.is_empty()).map(|kind| kind.name.clone());
        let hidden = Arc::new(restricted.collect());
        Ok(self.with_reader(Reader { person: None, hidden }))
    }
}

/// Kinds that `actor` may not know of.
fn hidden(kinds: &Kinds, roles: &Roles, actor: &Actor, today: Date) -> BTreeSet<String> {
    let not_for_them = kinds.all().filter(|kind| !authority::may_read(roles, actor, kind, today));
    not_for_them.map(|kind| kind.name.clone()).collect()
}
