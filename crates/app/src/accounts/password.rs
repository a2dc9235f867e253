//! Passwords: argon2id with the library's recommended costs.

use crate::{AppError, chance};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::OnceLock;

/// Shortest password, in code points.
pub const PASSWORD_MIN: usize = 10;
/// Longest password, in code points; bounds the work of hashing.
pub const PASSWORD_MAX: usize = 200;

/// Hashes a new password.
pub(super) fn hash(password: &str) -> Result<String, AppError> {
    let length = password.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return Err(AppError::WeakPassword { min: PASSWORD_MIN, max: PASSWORD_MAX });
    }
    let salt = chance::bytes::<16>();
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| AppError::Store(store::StoreError::Backend(error.to_string())))
}

/// Whether `password` fits `hash`; without a hash the same work is done, so that an unknown name takes as long.
pub(super) fn fits(password: &str, kept: Option<&str>) -> bool {
    static NOBODY: OnceLock<Option<String>> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| hash("a password of nobody").ok());
    let Some(against) = kept.or(nobody.as_deref()) else { return false };
    let within = password.chars().count() <= PASSWORD_MAX;
    let fits = within
        && PasswordHash::new(against)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    fits && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let kept = hash("青山绿水十个字以上").unwrap_err();
        assert!(matches!(kept, AppError::WeakPassword { .. }));
        let kept = hash("青山绿水，十个字以上").unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(fits("青山绿水，十个字以上", Some(&kept)));
        assert!(!fits("青山绿水，十个字以下", Some(&kept)));
        assert!(!fits("a password of nobody", None));
    }
}
