//! Adding people with an account, and the first one by a one-time link.

use super::{ACCOUNTS, Account, SET_UP, kept_as, password, record};
use crate::{
    App, AppError, Step, chance,
    execute::{Act, Desk},
};
use jiff::SignedDuration;
use ledger::{
    Command, FieldValue, Grant, MatterId, Refusal,
    command::{Assign, Change, Open},
};
use std::collections::BTreeMap;
use store::Stop;

/// How long the set-up link holds.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(24);

/// Somebody to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUser {
    /// Login name: 2 to 32 letters, digits, `.`, `-`, `_`.
    pub login: String,
    /// Password.
    pub password: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<MatterId>,
    /// Post; may be empty.
    pub post: String,
    /// Mobile number; may be empty.
    pub mobile: String,
    /// Roles.
    pub grants: Vec<Grant>,
}

/// Login names are compared without case.
pub(super) fn login_key(login: &str) -> String {
    login.trim().to_lowercase()
}

fn is_login(login: &str) -> bool {
    (2..=32).contains(&login.len())
        && login
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_'))
}

impl App {
    /// Adds a person with an account and roles; gives the person's id.
    ///
    /// # Errors
    /// The right is missing, the login name is taken or of another form, or the password is too weak.
    pub fn add_user(&self, actor: Option<MatterId>, user: NewUser) -> Result<MatterId, AppError> {
        self.add(actor, user, None)
    }

    /// Whether nobody can sign in yet.
    ///
    /// # Errors
    /// The store failed.
    pub fn is_fresh(&self) -> Result<bool, AppError> {
        Ok(self.view()?.records(ACCOUNTS)?.is_empty())
    }

    /// A new one-time secret for setting up, when nobody can sign in yet; earlier ones end.
    ///
    /// # Errors
    /// The store failed.
    pub fn set_up_link(&self) -> Result<Option<String>, AppError> {
        if !self.is_fresh()? {
            return Ok(None);
        }
        let secret = chance::secret();
        let until = self.clock.now().saturating_add(LINK_LASTS).ok();
        let (name, kept) = (kept_as(&secret), record(&"set_up", until)?);
        let earlier: Vec<String> = self.view()?.records(SET_UP)?.into_iter().map(|(name, _)| name).collect();
        self.write(move |desk| {
            for name in &earlier {
                desk.write.put_record(SET_UP, name, None)?;
            }
            desk.write.put_record(SET_UP, &name, Some(kept))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(Some(secret))
    }

    /// Whether the secret is that of the set-up link and still holds.
    ///
    /// # Errors
    /// The store failed.
    pub fn set_up_holds(&self, secret: &str) -> Result<bool, AppError> {
        let found = self.view()?.record(SET_UP, &kept_as(secret))?;
        let now = self.clock.now().as_millisecond();
        Ok(self.is_fresh()? && found.is_some_and(|kept| kept.expires.is_none_or(|until| now <= until)))
    }

    /// Adds the first person through the one-time link, as administrator and coordinator.
    ///
    /// # Errors
    /// [`AppError::LinkUsed`], or as for [`App::add_user`].
    pub fn set_up(&self, secret: &str, mut user: NewUser) -> Result<MatterId, AppError> {
        if !self.set_up_holds(secret)? {
            return Err(AppError::LinkUsed);
        }
        let role = |role: &str| Grant { role: role.into(), unit: None, until: None };
        user.grants = vec![role("administrator"), role("coordinator")];
        self.add(None, user, Some(kept_as(secret)))
    }

    fn add(
        &self,
        actor: Option<MatterId>,
        user: NewUser,
        link: Option<String>,
    ) -> Result<MatterId, AppError> {
        let key = login_key(&user.login);
        if !is_login(&key) {
            return Err(Refusal::WrongValue { field: "login".into() }.into());
        }
        if self.view()?.record(ACCOUNTS, &key)?.is_some() {
            return Err(AppError::LoginTaken);
        }
        let hash = password::hash(&user.password)?;
        let id = chance::command_id(self.clock.now());
        let taken = key.clone();
        let outcome = self.write(move |desk| {
            // Two who ask at once for one name, or use one link twice, meet here.
            if desk.write.record(ACCOUNTS, &key)?.is_some() {
                return Err(Refusal::AlreadyThere(MatterId::SPACE).into());
            }
            if let Some(link) = &link {
                if desk.write.record(SET_UP, link)?.is_none() {
                    return Err(Refusal::AlreadyThere(MatterId::SPACE).into());
                }
                desk.write.put_record(SET_UP, link, None)?;
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            let person = open_person(desk, &mut act, &user)?;
            let account = Account { person, password: hash };
            desk.write.put_record(ACCOUNTS, &key, Some(record(&account, None)?))?;
            desk.finish(&mut act, person)
        });
        match outcome {
            Ok(outcome) => Ok(outcome.matter),
            Err(AppError::Refused(Refusal::AlreadyThere(id))) if id == MatterId::SPACE => {
                tracing::info!(login_bytes = taken.len(), "a login name or link was used twice at once");
                Err(AppError::LoginTaken)
            }
            Err(error) => Err(error),
        }
    }
}

fn open_person(desk: &mut Desk<'_>, act: &mut Act, user: &NewUser) -> Result<MatterId, Stop> {
    let mut fields = BTreeMap::new();
    for (name, text) in [("post", &user.post), ("mobile", &user.mobile)] {
        if !text.trim().is_empty() {
            fields.insert(name.to_owned(), FieldValue::Text(text.trim().to_owned()));
        }
    }
    let open = Open { kind: "person".into(), title: user.name.clone(), fields, ..Open::default() };
    let person = desk.step(act, &Step { matter: None, seen: None, command: Command::Open(open) })?;
    let mut on_person =
        |desk: &mut Desk<'_>, command| desk.step(act, &Step { matter: Some(person), seen: None, command });
    if let Some(unit) = user.unit {
        on_person(desk, Command::Assign(Assign { unit: Change::Set(unit), ..Assign::default() }))?;
    }
    for Grant { role, unit, until } in user.grants.clone() {
        on_person(desk, Command::GrantRole { role, unit, until })?;
    }
    Ok(person)
}
