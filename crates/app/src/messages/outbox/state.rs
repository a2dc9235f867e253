//! What waits and what fails, for the administrator.

use super::{Fault, GIVEN_UP, LETTERS, Letter, WAITING, Waiting, deliver::server, read};
use crate::{App, AppError, language::Texts};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows counted at most.
const COUNTED: usize = 10_000;

/// How messages leave the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// Every channel that is configured, or has something left.
    pub channels: Vec<ChannelState>,
}

/// How one channel does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChannelState {
    /// `mail`, or `webhook/` and its name.
    pub name: String,
    /// Whether it is in the settings.
    pub is_configured: bool,
    /// Messages that wait for their time.
    pub waiting: usize,
    /// Letters that have not been acknowledged.
    pub letters: usize,
    /// Since when the oldest of them is on its way.
    pub since: Option<Timestamp>,
    /// Why the last try failed.
    pub fault: Option<Fault>,
    /// Letters that were given up.
    pub given_up: usize,
}

impl App {
    /// How messages leave the product. At most 10,000 of each are counted.
    ///
    /// # Errors
    /// The store failed.
    pub fn delivery(&self) -> Result<Delivery, AppError> {
        let mut channels: BTreeMap<String, ChannelState> = BTreeMap::new();
        let settings = &self.post.settings;
        let hooks = settings.webhooks.iter().map(|webhook| format!("webhook/{}", webhook.name));
        for name in settings.smtp.iter().map(|_| "mail".to_owned()).chain(hooks) {
            channels
                .insert(name.clone(), ChannelState { name, is_configured: true, ..ChannelState::default() });
        }
        let view = self.view()?;
        let mut of = |name: String, count: &dyn Fn(&mut ChannelState)| {
            count(
                channels
                    .entry(name.clone())
                    .or_insert_with(|| ChannelState { name, ..ChannelState::default() }),
            );
        };
        for (_, row) in view.records_after(WAITING, "", COUNTED)? {
            let row: Waiting = read(&row)?;
            of(server(&row.channel), &|state| state.waiting += 1);
        }
        for (_, letter) in view.records_after(LETTERS, "", COUNTED)? {
            let letter: Letter = read(&letter)?;
            of(server(&letter.channel), &|state| {
                state.letters += 1;
                state.since = Some(state.since.map_or(letter.made_at, |since| since.min(letter.made_at)));
                state.fault = letter.fault.clone().or(state.fault.take());
            });
        }
        for (_, letter) in view.records_after(GIVEN_UP, "", COUNTED)? {
            let letter: Letter = read(&letter)?;
            of(server(&letter.channel), &|state| state.given_up += 1);
        }
        Ok(Delivery { channels: channels.into_values().collect() })
    }
}

impl Fault {
    /// In words.
    pub fn told(&self, t: Texts) -> String {
        match self {
            Fault::Unreachable => t.get("fault-unreachable").into_owned(),
            Fault::Refused { code } => t.with("fault-refused", &[("code", &code.to_string())]),
            Fault::Status { status } => t.with("fault-status", &[("status", &status.to_string())]),
            Fault::Answer { code } => t.with("fault-answer", &[("code", &code.to_string())]),
            Fault::NotConfigured => t.get("fault-not-configured").into_owned(),
        }
    }
}
