//! `messages.toml`: where messages go besides the product itself, and when. Without the file they go nowhere else.

use crate::language::Language;
use jiff::civil::Time;
use ledger::MatterId;
use lettre::message::Mailbox;
use serde::Deserialize;
use std::{fmt, path::Path};

/// Name of the file, in the data folder or in the house.
pub(crate) const FILE: &str = "messages.toml";
/// Largest file, in bytes.
const MAX_BYTES: u64 = 1 << 20;
/// Most robots.
const WEBHOOKS: usize = 50;

/// Where messages go, and when.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Settings {
    /// Where the product is reached, for links; without it there are none.
    pub base_url: Option<Url>,
    /// Mail.
    pub smtp: Option<Smtp>,
    /// Robots of group chats.
    pub webhooks: Vec<Webhook>,
    /// When something goes out.
    pub times: Times,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    base_url: Option<Url>,
    smtp: Option<Smtp>,
    #[serde(default, rename = "webhook")]
    webhooks: Vec<Webhook>,
    #[serde(default)]
    times: Times,
}

impl TryFrom<Raw> for Settings {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Settings, String> {
        if raw.webhooks.len() > WEBHOOKS {
            return Err(format!("{} webhooks, at most {WEBHOOKS}", raw.webhooks.len()));
        }
        let mut names: Vec<&str> = raw.webhooks.iter().map(|webhook| webhook.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!("two webhooks are called `{}`", twice[0]));
        }
        Ok(Settings { base_url: raw.base_url, smtp: raw.smtp, webhooks: raw.webhooks, times: raw.times })
    }
}

/// A mail server.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "RawSmtp")]
pub struct Smtp {
    /// Name or address of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Sender.
    pub from: Mailbox,
    /// Login name and password, where the server wants them.
    pub login: Option<(String, Secret)>,
    /// The domains mail may go to; all, when there are none.
    pub domains: Vec<String>,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte, usually port 465.
    Tls,
    /// TLS after a greeting, usually port 587; without TLS nothing is sent.
    Starttls,
    /// Not at all, usually port 25: a relay in the same house.
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSmtp {
    host: String,
    port: Option<u16>,
    security: Security,
    from: String,
    login: Option<String>,
    password_env: Option<Secret>,
    #[serde(default)]
    domains: Vec<String>,
}

impl TryFrom<RawSmtp> for Smtp {
    type Error = String;

    fn try_from(raw: RawSmtp) -> Result<Smtp, String> {
        let login = match (raw.login, raw.password_env) {
            (Some(_), Some(_)) if raw.security == Security::None => {
                return Err("a password is not sent without TLS: set security to tls or starttls".into());
            }
            (Some(login), Some(password)) => Some((login, password)),
            (None, None) => None,
            _ => return Err("login and password_env belong together".into()),
        };
        let usual = match raw.security {
            Security::Tls => 465,
            Security::Starttls => 587,
            Security::None => 25,
        };
        let from = raw.from.parse().map_err(|_| format!("from: `{}` is not a mail address", raw.from))?;
        let domains = raw.domains.iter().map(|domain| domain.trim().to_lowercase()).collect();
        Ok(Smtp {
            host: raw.host,
            port: raw.port.unwrap_or(usual),
            security: raw.security,
            from,
            login,
            domains,
        })
    }
}

impl Smtp {
    /// Whether mail may go to `address`.
    pub fn reaches(&self, address: &lettre::Address) -> bool {
        self.domains.is_empty() || self.domains.contains(&address.domain().to_lowercase())
    }
}

/// A robot of a group chat.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "RawWebhook")]
pub struct Webhook {
    /// Names it where its state is shown.
    pub name: String,
    /// Whose format it speaks.
    pub format: Format,
    /// Its address, which is as good as a password.
    pub url: Secret,
    /// What it signs with, where the group asks for that.
    pub secret: Option<Secret>,
    /// Language of the texts.
    pub language: Language,
    /// Names of the causes it tells of.
    pub causes: Vec<String>,
    /// Only matters of this unit and those below it.
    pub unit: Option<MatterId>,
}

/// A format of robots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// WeCom (企业微信).
    Wecom,
    /// DingTalk (钉钉).
    Dingtalk,
    /// Feishu (飞书).
    Feishu,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWebhook {
    name: String,
    format: Format,
    url: Option<Url>,
    url_env: Option<Secret>,
    secret_env: Option<Secret>,
    #[serde(default)]
    language: Tongue,
    #[serde(default = "usual_causes")]
    causes: Vec<CauseName>,
    unit: Option<MatterId>,
}

fn usual_causes() -> Vec<CauseName> {
    ["far-overdue", "overdue"].map(|name| CauseName(name.into())).into()
}

impl TryFrom<RawWebhook> for Webhook {
    type Error = String;

    fn try_from(raw: RawWebhook) -> Result<Webhook, String> {
        let url = match (raw.url, raw.url_env) {
            (Some(url), None) => Secret(url.0),
            (None, Some(url)) => Secret(Url::try_from(url.0)?.0),
            _ => return Err("give either url or url_env".into()),
        };
        if raw.secret_env.is_some() && raw.format == Format::Wecom {
            return Err("robots of wecom do not sign: leave secret_env out".into());
        }
        if raw.name.is_empty() || raw.name.chars().count() > 100 {
            return Err("a name has 1 to 100 characters".into());
        }
        Ok(Webhook {
            name: raw.name,
            format: raw.format,
            url,
            secret: raw.secret_env,
            language: raw.language.0,
            causes: raw.causes.into_iter().map(|cause| cause.0).collect(),
            unit: raw.unit,
        })
    }
}

/// When something goes out. What is urgent does not wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Times {
    /// From this time of day on nothing goes out.
    pub quiet_from: Time,
    /// Until this time of day; the same as `quiet_from` = there are no quiet hours.
    pub quiet_to: Time,
    /// Whether only working days count.
    pub working_days_only: bool,
    /// When the mail of a day goes out to those who want one a day.
    pub digest_at: Time,
    /// What comes about within so many minutes becomes one mail; 1 to 240.
    #[serde(deserialize_with = "window")]
    pub window_minutes: u16,
}

impl Default for Times {
    fn default() -> Self {
        Times {
            quiet_from: Time::constant(20, 0, 0, 0),
            quiet_to: Time::constant(8, 0, 0, 0),
            working_days_only: true,
            digest_at: Time::constant(8, 30, 0, 0),
            window_minutes: 10,
        }
    }
}

fn window<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u16, D::Error> {
    let minutes = u16::deserialize(from)?;
    if (1..=240).contains(&minutes) { Ok(minutes) } else { Err(serde::de::Error::custom("1 to 240 minutes")) }
}

/// A value that is never shown: named by an environment variable, or an address that holds a key.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Secret(pub(crate) String);

impl TryFrom<String> for Secret {
    type Error = String;

    fn try_from(variable: String) -> Result<Secret, String> {
        match std::env::var(&variable) {
            Ok(value) if !value.trim().is_empty() => Ok(Secret(value.trim().to_owned())),
            _ => Err(format!("the environment variable {variable} is not set")),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// An address of the web without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Url(pub(crate) String);

impl TryFrom<String> for Url {
    type Error = String;

    fn try_from(text: String) -> Result<Url, String> {
        let text = text.trim().trim_end_matches('/');
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
        if good { Ok(Url(text.to_owned())) } else { Err("an address begins with https:// or http://".into()) }
    }
}

#[derive(Default, Deserialize)]
#[serde(try_from = "String")]
struct Tongue(Language);

impl TryFrom<String> for Tongue {
    type Error = String;

    fn try_from(tag: String) -> Result<Tongue, String> {
        Language::from_tag(&tag).map(Tongue).ok_or_else(|| "a language is zh or en".into())
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct CauseName(String);

impl TryFrom<String> for CauseName {
    type Error = String;

    fn try_from(name: String) -> Result<CauseName, String> {
        let known = super::Cause::SHARED;
        if known.contains(&name.as_str()) {
            Ok(CauseName(name))
        } else {
            Err(format!("known causes: {}", known.join(", ")))
        }
    }
}

impl Settings {
    /// Reads the file of the data folder, or else that of the house; nothing is configured where neither has one.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub(crate) fn load(folder: &Path, house: Option<&Path>) -> Result<Settings, String> {
        for place in std::iter::once(folder).chain(house) {
            let path = place.join(FILE);
            match path.metadata() {
                Ok(about) if about.len() > MAX_BYTES => {
                    return Err(format!("{} bytes, at most {MAX_BYTES}", about.len()));
                }
                Ok(_) => {
                    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
                    return toml::from_str(&text).map_err(|error| error.to_string());
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(Settings::default())
    }
}
