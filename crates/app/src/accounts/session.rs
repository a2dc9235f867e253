//! Signing in and out.

use super::{ACCOUNTS, Account, SESSIONS, TOKENS, kept_as, password, read, record, user::login_key};
use crate::{App, AppError, chance};
use jiff::{SignedDuration, Timestamp};
use ledger::MatterId;
use serde::{Deserialize, Serialize};

/// How long a session lasts without signing in again.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Expired sessions thrown away at one sign-in.
const SWEEP: usize = 100;

/// What is kept of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    person: MatterId,
    login: String,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The person.
    pub person: MatterId,
    /// Login name; empty for an access token.
    pub login: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<MatterId>,
}

/// A new session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Goes into the cookie and nowhere else.
    pub secret: String,
    /// When it ends.
    pub until: Timestamp,
    /// The person.
    pub person: MatterId,
}

impl App {
    /// Signs in; takes as long for a name that is not known.
    ///
    /// # Errors
    /// [`AppError::WrongPassword`], whether it was the name or the password; also for who has left.
    pub fn sign_in(&self, login: &str, password: &str) -> Result<SignedIn, AppError> {
        let key = login_key(login);
        let kept = self.view()?.record(ACCOUNTS, &key)?;
        let account: Option<Account> = kept.as_ref().map(read).transpose()?;
        if !password::fits(password, account.as_ref().map(|account| account.password.as_str())) {
            return Err(AppError::WrongPassword);
        }
        let Some(account) = account else { return Err(AppError::WrongPassword) };
        let person = self.view()?.matter(account.person)?;
        if person.is_none_or(|person| person.class.has_ended()) {
            return Err(AppError::WrongPassword);
        }
        let now = self.clock.now();
        let until = now.saturating_add(LASTS).unwrap_or(Timestamp::MAX);
        let secret = chance::secret();
        let (name, kept) =
            (kept_as(&secret), record(&Kept { person: account.person, login: key }, Some(until))?);
        let expired = self.expired(now)?;
        self.write(move |desk| {
            for old in &expired {
                desk.write.put_record(SESSIONS, old, None)?;
            }
            desk.write.put_record(SESSIONS, &name, Some(kept))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(SignedIn { secret, until, person: account.person })
    }

    fn expired(&self, now: Timestamp) -> Result<Vec<String>, AppError> {
        let sessions = self.view()?.records(SESSIONS)?;
        let is_over = |expires: Option<i64>| expires.is_some_and(|at| at < now.as_millisecond());
        Ok(sessions.into_iter().filter(|(_, r)| is_over(r.expires)).map(|(key, _)| key).take(SWEEP).collect())
    }

    /// Who is signed in with this secret; `None` when it is wrong, over, or the person has left.
    ///
    /// # Errors
    /// The store failed.
    pub fn session(&self, secret: &str) -> Result<Option<Session>, AppError> {
        self.holder(SESSIONS, secret)
    }

    /// Whose access token this is.
    ///
    /// # Errors
    /// The store failed.
    pub fn token_holder(&self, secret: &str) -> Result<Option<Session>, AppError> {
        self.holder(TOKENS, secret)
    }

    fn holder(&self, drawer: &str, secret: &str) -> Result<Option<Session>, AppError> {
        let Some(found) = self.view()?.record(drawer, &kept_as(secret))? else { return Ok(None) };
        if found.expires.is_some_and(|at| at < self.clock.now().as_millisecond()) {
            return Ok(None);
        }
        let kept: Kept = read(&found)?;
        let directory = self.directory()?;
        let person = directory.person(kept.person).filter(|person| person.active);
        Ok(person.map(|person| Session {
            person: kept.person,
            login: kept.login,
            name: person.named.title.clone(),
            unit: person.unit,
        }))
    }

    /// Signs out.
    ///
    /// # Errors
    /// The store failed.
    pub fn sign_out(&self, secret: &str) -> Result<(), AppError> {
        let name = kept_as(secret);
        self.write(move |desk| {
            desk.write.put_record(SESSIONS, &name, None)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    /// Changes the password and ends every other session of the account; `keep` is the secret of the present one.
    ///
    /// # Errors
    /// The old password is wrong, or the new one is too weak.
    pub fn change_password(&self, login: &str, old: &str, new: &str, keep: &str) -> Result<(), AppError> {
        let key = login_key(login);
        let kept = self.view()?.record(ACCOUNTS, &key)?.ok_or(AppError::WrongPassword)?;
        let mut account: Account = read(&kept)?;
        if !password::fits(old, Some(&account.password)) {
            return Err(AppError::WrongPassword);
        }
        account.password = password::hash(new)?;
        let changed = record(&account, None)?;
        let keep = kept_as(keep);
        let mut ended = vec![];
        for (name, kept) in self.view()?.records(SESSIONS)? {
            if name != keep && read::<Kept>(&kept)?.login == key {
                ended.push(name);
            }
        }
        self.write(move |desk| {
            desk.write.put_record(ACCOUNTS, &key, Some(changed))?;
            for name in &ended {
                desk.write.put_record(SESSIONS, name, None)?;
            }
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}
