//! Accounts: who may sign in. Kept beside the log, because secrets do not belong into it.

mod password;
mod session;
mod token;
mod user;

pub use password::{PASSWORD_MAX, PASSWORD_MIN};
pub use session::{Session, SignedIn};
pub use token::Token;
pub use user::NewUser;

use crate::{AppError, hash::sha256};
use store::{Record, StoreError};

/// Where accounts lie, by login name.
const ACCOUNTS: &str = "account";
/// Where sessions lie, by the hash of their secret.
const SESSIONS: &str = "session";
/// Where access tokens lie, by the hash of their secret.
const TOKENS: &str = "token";
/// Where the one-time set-up link lies, by the hash of its secret.
const SET_UP: &str = "set_up";

/// What is kept of an account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Account {
    person: ledger::MatterId,
    /// Argon2id in PHC form.
    password: String,
}

/// The name a secret is kept under: whoever reads the database cannot use it.
fn kept_as(secret: &str) -> String {
    sha256(secret.as_bytes())
}

fn record(value: &impl serde::Serialize, expires: Option<jiff::Timestamp>) -> Result<Record, StoreError> {
    let value = serde_json::to_string(value).map_err(|error| StoreError::Backend(error.to_string()))?;
    Ok(Record { value, expires: expires.map(jiff::Timestamp::as_millisecond) })
}

fn read<T: serde::de::DeserializeOwned>(record: &Record) -> Result<T, AppError> {
    serde_json::from_str(&record.value).map_err(|error| StoreError::Damaged(error.to_string()).into())
}
