//! Verifying: every hash and everything derived, computed anew from the log.

use crate::{App, AppError};
use store::{CheckError, Checked};

/// What a verification found.
#[derive(Debug)]
pub enum Verified {
    /// Everything fits.
    Sound(Checked),
    /// The log does not fit itself; the first place.
    LogFault(CheckError),
    /// The log is sound, but something derived differs from it; `rebuild` mends that.
    DerivedFault(String),
}

impl App {
    /// Checks the log, then compares what is derived; calls `progress` with stage (1 or 2), done and all.
    ///
    /// # Errors
    /// The store cannot be read at all.
    pub fn verify(&self, progress: &mut dyn FnMut(u8, u64, u64)) -> Result<Verified, AppError> {
        let checked = match store::check_log(self.whole()?.as_ref(), &mut |done, all| progress(1, done, all))
        {
            Ok(checked) => checked,
            Err(fault) => return Ok(Verified::LogFault(fault)),
        };
        match self.store.compare_derived(&mut |done, all| progress(2, done, all))? {
            None => Ok(Verified::Sound(checked)),
            Some(fault) => Ok(Verified::DerivedFault(fault)),
        }
    }

    /// Derives everything anew from the log; the app goes on with it.
    ///
    /// # Errors
    /// The log cannot be read; then everything stays as it was.
    pub fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), AppError> {
        Ok(self.store.rebuild(progress)?)
    }
}
