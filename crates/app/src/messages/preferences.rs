//! How a person wants to be told besides in the product. Kept beside the log: an address is personal.

use super::settings::Smtp;
use crate::{App, AppError, language::Language};
use ledger::{MatterId, Refusal};
use serde::{Deserialize, Serialize};
use store::{Record, StoreError};

/// Where preferences lie, by the person's id.
pub(super) const PREFERENCES: &str = "message_preferences";
/// Longest mail address, in bytes (RFC 5321).
const ADDRESS_MAX: usize = 254;

/// Whether and how often mail goes to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByMail {
    /// Not at all: in the product alone.
    #[default]
    No,
    /// Once a day, all together; what is urgent by itself.
    Daily,
    /// As it comes, what falls within minutes together.
    AtOnce,
}

impl ByMail {
    /// All, in the order they are offered.
    pub const ALL: [ByMail; 3] = [ByMail::No, ByMail::Daily, ByMail::AtOnce];

    /// Name in forms and the locales.
    pub fn name(self) -> &'static str {
        match self {
            ByMail::No => "no",
            ByMail::Daily => "daily",
            ByMail::AtOnce => "at-once",
        }
    }

    /// Reads [`ByMail::name`] back.
    pub fn from_name(name: &str) -> Option<ByMail> {
        ByMail::ALL.into_iter().find(|by_mail| by_mail.name() == name)
    }
}

/// What a person has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Mail address; may be empty.
    pub address: String,
    /// Whether and how often.
    pub by_mail: ByMail,
    /// Language of the mail, as [`Language::tag`].
    pub language: String,
}

impl Preferences {
    /// Language of the mail.
    pub fn language(&self) -> Language {
        Language::from_tag(&self.language).unwrap_or_default()
    }
}

impl App {
    /// What `person` has chosen; nothing goes out until they do.
    ///
    /// # Errors
    /// The store failed.
    pub fn preferences(&self, person: MatterId) -> Result<Preferences, AppError> {
        let found = self.view()?.record(PREFERENCES, &person.to_string())?;
        Ok(found.as_ref().map(parse).transpose()?.unwrap_or_default())
    }

    /// Chooses.
    ///
    /// # Errors
    /// Mail is wanted without an address, the address is none, or its domain is none of those mail may go to.
    pub fn choose(&self, person: MatterId, chosen: Preferences) -> Result<(), AppError> {
        let address = chosen.address.trim().to_owned();
        if address.is_empty() && chosen.by_mail != ByMail::No {
            return Err(Refusal::Missing { field: "mail".into() }.into());
        }
        if !address.is_empty() {
            let wrong = || AppError::from(Refusal::WrongValue { field: "mail".into() });
            if address.len() > ADDRESS_MAX {
                return Err(wrong());
            }
            let parsed: lettre::Address = address.parse().map_err(|_| wrong())?;
            if let Some(smtp) = self.post.settings.smtp.as_ref().filter(|smtp| !smtp.reaches(&parsed)) {
                return Err(AppError::MailDomain { allowed: domains(smtp) });
            }
        }
        let chosen = Preferences { address, ..chosen };
        let value = serde_json::to_string(&chosen).map_err(|error| StoreError::Backend(error.to_string()))?;
        self.write(move |desk| {
            desk.write.put_record(PREFERENCES, &person.to_string(), Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// Whether mail can be sent at all.
    pub fn sends_mail(&self) -> bool {
        self.post.settings.smtp.is_some()
    }
}

fn domains(smtp: &Smtp) -> String {
    smtp.domains.join(", ")
}

pub(super) fn parse(record: &Record) -> Result<Preferences, StoreError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()))
}
