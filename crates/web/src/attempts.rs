//! A limit on attempts to sign in: per account and per address, so that neither guessing one password nor trying many
//! accounts gets far.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU64, Ordering},
};

/// Attempts on one account in a minute.
const PER_ACCOUNT: NonZeroU32 = NonZeroU32::MIN.saturating_add(7);
/// Attempts from one address in a minute: an office may share one.
const PER_ADDRESS: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);
/// After this many attempts those that no longer count are forgotten.
const SWEEP_EVERY: u64 = 256;

/// Counts attempts.
pub(crate) struct Attempts {
    accounts: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<String>,
    seen: AtomicU64,
}

impl Default for Attempts {
    fn default() -> Attempts {
        Attempts {
            accounts: RateLimiter::keyed(Quota::per_minute(PER_ACCOUNT)),
            addresses: RateLimiter::keyed(Quota::per_minute(PER_ADDRESS)),
            seen: AtomicU64::new(0),
        }
    }
}

impl Attempts {
    /// Counts one attempt.
    ///
    /// # Errors
    /// Seconds to wait when there were too many.
    pub(crate) fn count(&self, account: &str, address: &str) -> Result<(), u64> {
        if self.seen.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.accounts.retain_recent();
            self.addresses.retain_recent();
        }
        // Names are compared as the accounts are, and cut so that a key stays small.
        let account: String = account.trim().to_lowercase().chars().take(64).collect();
        for (limiter, key) in [(&self.addresses, address.to_owned()), (&self.accounts, account)] {
            if let Err(wait) = limiter.check_key(&key) {
                return Err(wait.wait_time_from(limiter.clock().now()).as_secs().max(1));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ninth_attempt_on_an_account_waits_whatever_the_address_or_case() {
        let attempts = Attempts::default();
        for i in 0..8 {
            assert_eq!(attempts.count("Chen", &format!("10.0.0.{i}")), Ok(()));
        }
        assert!(attempts.count(" CHEN ", "10.0.0.99").is_err());
        assert_eq!(attempts.count("wang", "10.0.0.99"), Ok(()));
    }

    #[test]
    fn an_address_that_tries_many_accounts_waits() {
        let attempts = Attempts::default();
        let tried = (0..60).take_while(|i| attempts.count(&format!("name{i}"), "10.0.0.1").is_ok()).count();
        assert_eq!(tried, 30);
    }
}
