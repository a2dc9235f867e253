//! Delivering: what is due becomes letters, letters are sent until they are acknowledged.

use super::{Channel, Fault, GIVEN_UP, LETTERS, Letter, WAITING, Waiting, hour_glass, read, record, words};
use crate::{
    App, AppError,
    hash::sha256,
    messages::{
        channel::{mail, robot},
        inbox::Teller,
        preferences::ByMail,
        unread,
    },
};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::PoisonError,
};

/// Rows that become letters in one write.
const PAGE: usize = 1_000;
/// Longest wait between two tries.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(1);
/// A letter that has not been acknowledged for so long is given up.
const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What a round of delivering did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Letters acknowledged.
    pub sent: usize,
    /// Letters that will be tried again.
    pub failed: usize,
}

impl App {
    /// Sends what is due, by mail and to robots. Nothing is taken away before its channel has acknowledged it. Ends
    /// early once `stop` says so.
    ///
    /// # Errors
    /// The store failed. A channel that fails is no error: its letters are tried again later, less and less often.
    pub fn deliver(&self, stop: &dyn Fn() -> bool) -> Result<Delivered, AppError> {
        let _one_at_a_time = self.post.delivering.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        while self.make_letters(now)? {}
        let mut done = Delivered::default();
        let mut silent: BTreeSet<String> = BTreeSet::new();
        let mut after = String::new();
        loop {
            let due = self.due(LETTERS, &after, now, 50)?;
            let Some((last, _)) = due.last() else { return Ok(done) };
            after.clone_from(last);
            for (key, letter) in due {
                if stop() {
                    return Ok(done);
                }
                let letter: Letter = read(&letter)?;
                // One try a round is enough to learn that a server is down.
                if silent.contains(&server(&letter.channel)) {
                    continue;
                }
                match self.send(&letter, now)? {
                    Ok(()) => {
                        done.sent += 1;
                        self.put_away(key, None)?;
                    }
                    Err(fault) => {
                        done.failed += 1;
                        if fault.is_of_the_server() {
                            silent.insert(server(&letter.channel));
                        }
                        self.put_off(key, letter, fault, now)?;
                    }
                }
            }
        }
    }

    /// Records of a drawer that are due, after a key.
    fn due(
        &self,
        drawer: &str,
        after: &str,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<(String, store::Record)>, AppError> {
        let mut found = self.view()?.records_after(drawer, after, limit)?;
        // A key that begins with this very millisecond goes on after it, so it is compared by its beginning.
        let now = hour_glass(now);
        found.retain(|(key, _)| key.get(..now.len()).is_some_and(|at| at <= now.as_str()));
        Ok(found)
    }

    /// Makes letters of the rows that are due; whether there may be more.
    fn make_letters(&self, now: Timestamp) -> Result<bool, AppError> {
        let due = self.due(WAITING, "", now, PAGE)?;
        if due.is_empty() {
            return Ok(false);
        }
        let more = due.len() == PAGE;
        let mut keys = Vec::with_capacity(due.len());
        let mut by_channel: BTreeMap<Channel, Letter> = BTreeMap::new();
        for (key, row) in due {
            let Waiting { channel, message } = read(&row)?;
            keys.push(key);
            if !self.is_still_wanted(&channel, &message)? {
                continue;
            }
            let letter = by_channel.entry(channel.clone()).or_insert_with(|| Letter {
                id: String::new(),
                channel,
                messages: vec![],
                made_at: now,
                tries: 0,
                fault: None,
            });
            letter.messages.push(message);
        }
        let mut letters = vec![];
        for mut letter in by_channel.into_values() {
            let about: Vec<String> = letter.messages.iter().map(|message| message.key()).collect();
            letter.id = sha256(format!("{} {}", letter.channel, about.join(" ")).as_bytes());
            letter.id.truncate(32);
            letters.push((format!("{}/{}", hour_glass(now), letter.id), record(&letter)?));
        }
        self.write(move |desk| {
            for key in &keys {
                desk.write.put_record(WAITING, key, None)?;
            }
            for (key, letter) in letters {
                desk.write.put_record(LETTERS, &key, Some(letter))?;
            }
            Ok(desk.nothing_logged())
        })?;
        Ok(more)
    }

    /// Whether mail still makes sense: what was read in the product meanwhile, or is not wanted by mail any more, needs
    /// none.
    fn is_still_wanted(
        &self,
        channel: &Channel,
        message: &crate::messages::Message,
    ) -> Result<bool, AppError> {
        let Channel::Mail(person) = channel else {
            // A group is everybody: what only some may know of goes to them alone.
            return Ok(!self.seen_by_all()?.view()?.summaries(&[message.matter])?.is_empty());
        };
        let seen = self.seen_by(*person)?;
        if seen.view()?.summaries(&[message.matter])?.is_empty() {
            return Ok(false);
        }
        let is_unread = self.view()?.record(&unread(*person), &message.key())?.is_some();
        Ok(is_unread && self.preferences(*person)?.by_mail != ByMail::No)
    }

    /// Sends one letter.
    fn send(&self, letter: &Letter, now: Timestamp) -> Result<Result<(), Fault>, AppError> {
        let settings = &self.post.settings;
        let directory = self.directory()?;
        let view = self.view()?;
        let link = settings.base_url.as_ref().map(|url| url.0.as_str());
        let teller = |language| Teller::new(view.as_ref(), &directory, &self.roles, language);
        match &letter.channel {
            Channel::Mail(person) => {
                let chosen = self.preferences(*person)?;
                let (Some(smtp), Ok(to)) = (&settings.smtp, chosen.address.parse()) else {
                    return Ok(Err(Fault::NotConfigured));
                };
                let teller = teller(chosen.language());
                let (subject, body) = words::mail(&teller.tell_all(&letter.messages)?, link, teller.t);
                drop(view);
                Ok(mail::send(smtp, mail::Mail { id: &letter.id, to, subject, body, at: now }))
            }
            Channel::Webhook(name) => {
                let Some(webhook) = settings.webhooks.iter().find(|webhook| webhook.name == *name) else {
                    return Ok(Err(Fault::NotConfigured));
                };
                let teller = teller(webhook.language);
                let notice = words::notice(&teller.tell_all(&letter.messages)?, link, teller.t);
                drop(view);
                Ok(robot::send(webhook, &notice, &letter.id, now))
            }
        }
    }

    fn put_off(&self, key: String, mut letter: Letter, fault: Fault, now: Timestamp) -> Result<(), AppError> {
        // 1, 2, 4 … minutes, at most an hour.
        let wait = SignedDuration::from_mins(1 << letter.tries.min(6)).min(WAIT_MAX);
        letter.tries = letter.tries.saturating_add(1);
        let is_over = now.duration_since(letter.made_at) > GIVE_UP_AFTER;
        let channel = server(&letter.channel);
        match is_over {
            true => tracing::error!(channel, ?fault, "a letter was given up after a week of tries"),
            false => tracing::warn!(
                channel,
                ?fault,
                tries = letter.tries,
                "a letter was not acknowledged; it is tried again"
            ),
        }
        letter.fault = Some(fault);
        let next = now.saturating_add(wait).unwrap_or(now);
        let drawer = if is_over { GIVEN_UP } else { LETTERS };
        let place = format!("{}/{}", hour_glass(if is_over { now } else { next }), letter.id);
        self.put_away(key, Some((drawer, place, record(&letter)?)))
    }

    /// Takes a letter out of its place, and puts it elsewhere where there is such a place.
    fn put_away(
        &self,
        key: String,
        then: Option<(&'static str, String, store::Record)>,
    ) -> Result<(), AppError> {
        self.write(move |desk| {
            desk.write.put_record(LETTERS, &key, None)?;
            if let Some((drawer, key, letter)) = then {
                desk.write.put_record(drawer, &key, Some(letter))?;
            }
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

/// What a channel's letters go through; names no person.
pub(super) fn server(channel: &Channel) -> String {
    match channel {
        Channel::Mail(_) => "mail".to_owned(),
        Channel::Webhook(name) => format!("webhook/{name}"),
    }
}
