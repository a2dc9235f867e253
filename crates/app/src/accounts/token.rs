//! Personal access tokens for the API: shown once, kept as a hash.

use super::{TOKENS, kept_as, read, record};
use crate::{App, AppError, chance};
use jiff::Timestamp;
use ledger::{MatterId, Refusal};
use serde::{Deserialize, Serialize};

/// Most tokens of one person.
const TOKENS_MAX: usize = 20;
/// Longest name, in code points.
const NAME_MAX: usize = 100;

/// A token as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Names it for revoking; not the secret.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// What is kept of a token; reads as a session without a login name.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    person: MatterId,
    login: String,
    name: String,
    made_at: Timestamp,
}

impl App {
    /// Makes a token and gives its secret, which cannot be had again.
    ///
    /// # Errors
    /// The name is missing or too long, or there are too many.
    pub fn make_token(&self, person: MatterId, name: &str) -> Result<String, AppError> {
        let name = name.trim();
        let found = name.chars().count();
        if found == 0 {
            return Err(Refusal::Missing { field: "name".into() }.into());
        }
        if found > NAME_MAX {
            return Err(Refusal::TooLong { field: "name".into(), limit: NAME_MAX, found }.into());
        }
        if self.tokens(person)?.len() >= TOKENS_MAX {
            return Err(Refusal::TooMany { field: "tokens", limit: TOKENS_MAX }.into());
        }
        let secret = chance::secret();
        let kept = Kept { person, login: String::new(), name: name.to_owned(), made_at: self.clock.now() };
        let (id, kept) = (kept_as(&secret), record(&kept, None)?);
        self.write(move |desk| {
            desk.write.put_record(TOKENS, &id, Some(kept))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(secret)
    }

    /// Tokens of a person, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub fn tokens(&self, person: MatterId) -> Result<Vec<Token>, AppError> {
        let mut tokens = vec![];
        for (id, kept) in self.view()?.records(TOKENS)? {
            let kept: Kept = read(&kept)?;
            if kept.person == person {
                tokens.push(Token { id, name: kept.name, made_at: kept.made_at });
            }
        }
        tokens.sort_by_key(|token| token.made_at);
        Ok(tokens)
    }

    /// Ends a token of this person.
    ///
    /// # Errors
    /// The person has no such token.
    pub fn revoke_token(&self, person: MatterId, id: &str) -> Result<(), AppError> {
        if !self.tokens(person)?.iter().any(|token| token.id == id) {
            return Err(AppError::NotFound("token"));
        }
        let id = id.to_owned();
        self.write(move |desk| {
            desk.write.put_record(TOKENS, &id, None)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}
