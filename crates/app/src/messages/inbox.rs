//! What a person finds in the product: unread messages, read ones, and why each came.

use super::{Cause, Message, Why, parse, read, unread};
use crate::{
    App, AppError,
    language::{Language, Texts},
    period::period_name,
    query::{answer::Named, directory::Directory},
};
use jiff::{Timestamp, civil::Date};
use ledger::{Kinds, MatterId, Roles, Seq};
use serde::Serialize;
use std::{collections::BTreeSet, sync::Arc};
use store::View;

/// Unread messages are counted so far; what lies beyond is "more".
pub const UNREAD_SHOWN: usize = 99;
/// Messages moved or asked for at once.
const PAGE_MAX: usize = 200;

/// A message in the words of its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Names it for marking it as read.
    pub id: String,
    /// When it came about.
    pub at: Timestamp,
    /// Name of the cause, such as `returned`.
    pub cause: &'static str,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// What happened.
    pub text: String,
    /// Why it came to this reader.
    pub why: String,
    /// What it is about.
    pub matter: Named,
    /// Where to go from it.
    pub path: String,
    /// The event that caused it.
    pub seq: Option<Seq>,
    /// Who caused it; `None` = the product itself.
    pub by: Option<Named>,
}

/// A page of messages, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inbox {
    /// At most as many as asked for.
    pub messages: Vec<Told>,
    /// Where the next page starts, if there is one; opaque, goes into the `after` parameter.
    pub next: Option<String>,
}

impl App {
    /// One page of what `person` has read or not, in `language`; `after` is [`Inbox::next`] of the page before.
    ///
    /// # Errors
    /// The store failed.
    pub fn inbox(
        &self,
        person: MatterId,
        is_read: bool,
        language: Language,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Inbox, AppError> {
        let limit = limit.clamp(1, PAGE_MAX);
        let directory = self.directory()?;
        let view = self.view()?;
        let drawer = if is_read { read(person) } else { unread(person) };
        let mut found = view.records_after(&drawer, after.unwrap_or_default(), limit + 1)?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(key, _)| key.clone());
        let mut messages = found.iter().map(|(_, record)| parse(record)).collect::<Result<Vec<_>, _>>()?;
        self.keep_readable(view.as_ref(), &mut messages)?;
        let teller = Teller::new(view.as_ref(), &directory, &self.roles, language);
        Ok(Inbox { messages: teller.tell_all(&messages)?, next })
    }

    /// A message of `person`, read or not.
    ///
    /// # Errors
    /// There is no such message, or the store failed.
    pub fn message(&self, person: MatterId, id: &str) -> Result<Message, AppError> {
        let view = self.view()?;
        let found = match view.record(&unread(person), id)? {
            Some(found) => Some(found),
            None => view.record(&read(person), id)?,
        };
        let mut found = found.as_ref().map(parse).transpose()?.into_iter().collect();
        self.keep_readable(view.as_ref(), &mut found)?;
        found.pop().ok_or(AppError::NotFound("message"))
    }

    /// Leaves out what is about matters that the reader may not know of any more.
    fn keep_readable(&self, view: &dyn View, messages: &mut Vec<Message>) -> Result<(), AppError> {
        if !self.reader.hidden.is_empty() {
            let about: Vec<MatterId> = messages.iter().map(|message| message.matter).collect();
            let there: BTreeSet<MatterId> = view.summaries(&about)?.into_iter().map(|row| row.id).collect();
            messages.retain(|message| there.contains(&message.matter));
        }
        Ok(())
    }

    /// How many messages `person` has not read; more than [`UNREAD_SHOWN`] are not counted further.
    ///
    /// # Errors
    /// The store failed.
    pub fn unread(&self, person: MatterId) -> Result<usize, AppError> {
        let view = self.view()?;
        if self.reader.hidden.is_empty() {
            return Ok(view.count_records(&unread(person), UNREAD_SHOWN + 1)?);
        }
        let found = view.records_after(&unread(person), "", UNREAD_SHOWN + 1)?;
        let mut messages = found.iter().map(|(_, record)| parse(record)).collect::<Result<Vec<_>, _>>()?;
        self.keep_readable(view.as_ref(), &mut messages)?;
        Ok(messages.len())
    }

    /// Marks messages of `person` as read; those that are not there, or read already, are passed over.
    ///
    /// # Errors
    /// More than 200 at once, or the store failed.
    pub fn mark_read(&self, person: MatterId, ids: Vec<String>) -> Result<(), AppError> {
        if ids.len() > PAGE_MAX {
            return Err(ledger::Refusal::TooMany { field: "messages", limit: PAGE_MAX }.into());
        }
        self.write(move |desk| {
            for id in &ids {
                if let Some(message) = desk.write.record(&unread(person), id)? {
                    desk.write.put_record(&unread(person), id, None)?;
                    desk.write.put_record(&read(person), id, Some(message))?;
                }
            }
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// Marks `newest` and everything before it as read: what came since the page was shown stays unread.
    ///
    /// # Errors
    /// The store failed.
    pub fn mark_all_read(&self, person: MatterId, newest: &str) -> Result<(), AppError> {
        let mut ids = vec![newest.to_owned()];
        while let Some(last) = ids.last().cloned() {
            self.mark_read(person, ids)?;
            let rest = self.view()?.records_after(&unread(person), &last, PAGE_MAX)?;
            ids = rest.into_iter().map(|(key, _)| key).collect();
        }
        Ok(())
    }
}

/// Puts messages into the words of a reader.
pub(super) struct Teller<'a> {
    view: &'a dyn View,
    directory: &'a Directory,
    roles: &'a Roles,
    kinds: Arc<Kinds>,
    pub(super) t: Texts,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        view: &'a dyn View,
        directory: &'a Directory,
        roles: &'a Roles,
        language: Language,
    ) -> Teller<'a> {
        Teller { view, directory, roles, kinds: view.kinds(), t: language.texts() }
    }

    pub(super) fn tell_all(&self, messages: &[Message]) -> Result<Vec<Told>, AppError> {
        messages.iter().map(|message| self.tell(message)).collect()
    }

    fn tell(&self, message: &Message) -> Result<Told, AppError> {
        let about = self.view.summaries(&[message.matter])?.pop();
        let kind = about.as_ref().map_or("", |row| row.kind.as_str());
        let matter = about.as_ref().map_or_else(
            || Named { id: message.matter, number: String::new(), title: format!("#{}", message.matter) },
            Named::from,
        );
        Ok(Told {
            id: message.key(),
            at: message.at,
            cause: message.cause.name(),
            urgent: message.cause.is_urgent(),
            text: self.cause(message, kind),
            why: self.why(&message.why, kind),
            path: message.path(),
            matter,
            seq: message.seq,
            by: message.by.map(|by| self.named(by)),
        })
    }

    fn named(&self, id: MatterId) -> Named {
        let unknown = || Named { id, number: String::new(), title: format!("#{id}") };
        self.directory.named(id).cloned().unwrap_or_else(unknown)
    }

    fn cause(&self, message: &Message, kind: &str) -> String {
        match &message.cause {
            Cause::Assigned { due } => match (&message.why, due) {
                (Why::Helper { .. }, _) => self.plain("message-helping"),
                (Why::Leader, _) => self.plain("message-leading"),
                (_, Some(due)) => self.t.with("message-assigned-due", &[("due", &self.t.date(*due))]),
                (_, None) => self.plain("message-assigned"),
            },
            Cause::Returned { code: Some(code) } => {
                self.t.with("message-returned-code", &[("code", &self.code(kind, code))])
            }
            Cause::Returned { code: None } => self.plain("message-returned"),
            Cause::Awaiting { state } => {
                self.t.with("message-awaiting", &[("state", &self.state(kind, state))])
            }
            Cause::Moved { name } => self.t.with("message-moved", &[("move", &self.way(kind, name))]),
            Cause::DueDateSet { due, was } => self.due_date(*due, *was),
            Cause::Commented => self.plain("message-commented"),
            Cause::DueSoon { due } => self.t.with("message-due-soon", &[("due", &self.t.date(*due))]),
            Cause::Overdue { due } => self.t.with("message-overdue", &[("due", &self.t.date(*due))]),
            Cause::FarOverdue { due } => self.t.with("message-far-overdue", &[("due", &self.t.date(*due))]),
            Cause::ReportAsked { period, due, count } => {
                let period = period_name(self.t, *period);
                match due {
                    Some(due) => {
                        let due = self.t.date(*due);
                        self.t.with(
                            "message-report-asked-due",
                            &[("period", &period), ("due", &due), ("count", count)],
                        )
                    }
                    None => self.t.with("message-report-asked", &[("period", &period), ("count", count)]),
                }
            }
            Cause::ReportsMissing { period, reported } => self.t.with(
                "message-reports-missing",
                &[("period", &period_name(self.t, *period)), ("reported", &reported.to_string())],
            ),
            Cause::RoleEnds { role, unit, until } => self.t.with(
                "message-role-ends",
                &[("role", &self.role(role)), ("unit", &self.over(*unit)), ("until", &self.t.date(*until))],
            ),
            Cause::Imported => self.plain("message-imported"),
            Cause::RoleGranted { role, unit, until } => {
                let values = [self.role(role), self.over(*unit)];
                let [role, unit] = &values;
                match until {
                    None => self.t.with("message-role-granted", &[("role", role), ("unit", unit)]),
                    Some(until) => self.t.with(
                        "message-role-granted-until",
                        &[("role", role), ("unit", unit), ("until", &self.t.date(*until))],
                    ),
                }
            }
            Cause::DeputyNamed { from, until } => self.t.with(
                "message-deputy-named",
                &[
                    ("person", &self.named(message.matter).title),
                    ("from", &self.t.date(*from)),
                    ("until", &self.t.date(*until)),
                ],
            ),
            Cause::RoleRevoked { role, unit } => self
                .t
                .with("message-role-revoked", &[("role", &self.role(role)), ("unit", &self.over(*unit))]),
        }
    }

    fn due_date(&self, due: Option<Date>, was: Option<Date>) -> String {
        let date = |date: Option<Date>| date.map(|date| self.t.date(date)).unwrap_or_default();
        match (due, was) {
            (None, _) => self.t.with("message-due-date-cleared", &[("was", &date(was))]),
            (_, None) => self.t.with("message-due-date-set", &[("due", &date(due))]),
            _ => self.t.with("message-due-date-moved", &[("due", &date(due)), ("was", &date(was))]),
        }
    }

    fn why(&self, why: &Why, kind: &str) -> String {
        match why {
            Why::Person => self.plain("why-person"),
            Why::Leader => self.plain("why-leader"),
            Why::Unit { unit } => self.t.with("why-unit", &[("unit", &self.named(*unit).title)]),
            Why::Helper { unit } => self.t.with("why-helper", &[("unit", &self.named(*unit).title)]),
            Why::NextStep { name } => self.t.with("why-next-step", &[("move", &self.way(kind, name))]),
            Why::Coordinator => self.plain("why-coordinator"),
            Why::Own => self.plain("why-own"),
            Why::Deputy { of } => self.t.with("why-deputy", &[("person", &self.named(*of).title)]),
        }
    }

    fn plain(&self, id: &str) -> String {
        self.t.get(id).into_owned()
    }

    fn over(&self, unit: Option<MatterId>) -> String {
        unit.map_or_else(|| self.plain("whole-space"), |unit| self.named(unit).title)
    }

    fn role(&self, name: &str) -> String {
        self.roles.get(name).map_or(name, |role| self.t.language.of(&role.label)).to_owned()
    }

    fn way(&self, kind: &str, name: &str) -> String {
        let way = self.kinds.latest(kind).and_then(|kind| kind.find_move(name));
        way.map_or(name, |way| self.t.language.of(&way.label)).to_owned()
    }

    fn state(&self, kind: &str, name: &str) -> String {
        let state = self.kinds.latest(kind).and_then(|kind| kind.state(name));
        state.map_or(name, |state| self.t.language.of(&state.label)).to_owned()
    }

    fn code(&self, kind: &str, name: &str) -> String {
        let kind = self.kinds.latest(kind);
        let code = kind.and_then(|kind| kind.return_codes.iter().find(|code| code.name == name));
        code.map_or(name, |code| self.t.language.of(&code.label)).to_owned()
    }
}
