//! Why a use case did not do what was asked.

use crate::{comparisons::NotCompared, own_ledgers::NotTaken};
use jiff::civil::Date;
use ledger::Refusal;
use store::{Stop, StoreError};

/// Why a use case did not do what was asked. Texts for people stand in the locales under `error-<code>`, those of
/// refusals under `refusal-<code>`.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// An expected answer; nothing has changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed; nothing has changed.
    #[error(transparent)]
    Store(StoreError),
    /// A file could not be read.
    #[error(transparent)]
    Unreadable(#[from] documents::ReadError),
    /// A document could not be written.
    #[error(transparent)]
    Unwritten(documents::write::WriteError),
    /// No font with Chinese characters is there for a PDF.
    #[error("neither {family} nor a font that can stand in for it is installed")]
    NoFont {
        /// The family that was wanted.
        family: String,
        /// The Debian package that brings one.
        package: &'static str,
    },
    /// The words of an item were edited, so that they cannot be taken out by themselves.
    #[error("the words of the item were edited")]
    EditedPassage,
    /// A sheet holds no table.
    #[error("there is no table")]
    NoTable,
    /// Cells of a sheet cannot be taken over.
    #[error("{count} cells are wrong")]
    WrongCells {
        /// How many.
        count: usize,
    },
    /// What is withheld from a bulletin waits for somebody's consent.
    #[error("{count} withheld without consent")]
    NoConsent {
        /// How many.
        count: usize,
    },
    /// What was looked at before it is done is not what would be done now.
    #[error("it would do something else than what was looked at")]
    ChangedSince,
    /// Numbers would have to be looked for among too many matters.
    #[error("numbers are looked for among at most {limit} matters")]
    TooManyNumbers {
        /// Most matters.
        limit: usize,
    },
    /// A template of a document is wrong.
    #[error(transparent)]
    Template(ledger::Mistake),
    /// Nothing can be drawn from what was given.
    #[error(transparent)]
    Draw(#[from] draw::CannotDraw),
    /// The draw was made already, or its tasks are open.
    #[error("the draw stands as it is")]
    DrawStands,
    /// Another draw has drawn an object, or its unit, that this one was to leave out.
    #[error("another draw has drawn {object} or its unit since")]
    DrawOvertaken {
        /// The first such object of the register.
        object: String,
    },
    /// Lists are not compared, or a comparison does not go on.
    #[error(transparent)]
    NotCompared(#[from] NotCompared),
    /// A table is not taken over into a ledger of one's own.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
    /// A row of a table is refused; nothing of the table was taken over.
    #[error("row {row}: {why}")]
    Row {
        /// Its number in the file, from 1.
        row: usize,
        /// Why.
        why: Box<Refusal>,
    },
    /// What a cell of a sheet asks for is refused; nothing of the sheet was taken over.
    #[error("{cell}: {why}")]
    Cell {
        /// The cell, as Excel names it.
        cell: String,
        /// Why.
        why: Box<Refusal>,
    },
    /// A file is larger than its bound.
    #[error("{found} bytes, at most {limit}")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
        /// Bytes found.
        found: u64,
    },
    /// What was asked for is not there.
    #[error("{0} is not there")]
    NotFound(&'static str),
    /// A parameter has a wrong form.
    #[error("{0} has a wrong value")]
    BadParameter(&'static str),
    /// A day that has not come was asked for as a past one.
    #[error("{day} is after today, {today}")]
    FutureDay {
        /// Asked for.
        day: Date,
        /// Today.
        today: Date,
    },
    /// The first day asked for comes after the last.
    #[error("{from} is after {to}")]
    DaysReversed {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// More matters moved than are compared at once.
    #[error("{found} matters moved, at most {limit} are compared")]
    TooMuchMoved {
        /// Matters that moved.
        found: usize,
        /// Most that are compared.
        limit: usize,
    },
    /// The matter was opened after the day looked at.
    #[error("the matter was not open yet on {0}")]
    NotYet(Date),
    /// The draft was changed meanwhile.
    #[error("the draft is at version {now}, the form saw {seen}")]
    StaleDraft {
        /// Version on the form.
        seen: u64,
        /// Version now.
        now: u64,
    },
    /// The login name is taken.
    #[error("the login name is taken")]
    LoginTaken,
    /// Name or password are wrong.
    #[error("name or password are wrong")]
    WrongPassword,
    /// The password is too weak.
    #[error("a password has {min} to {max} characters")]
    WeakPassword {
        /// Fewest code points.
        min: usize,
        /// Most code points.
        max: usize,
    },
    /// Mail does not go to that domain.
    #[error("mail goes to {allowed} alone")]
    MailDomain {
        /// The domains it goes to.
        allowed: String,
    },
    /// The one-time link has been used or is wrong.
    #[error("the link is not valid any more")]
    LinkUsed,
    /// Only a rehearsal's clock can be set, and only an empty folder can become a rehearsal.
    #[error("this is no rehearsal")]
    NotARehearsal,
    /// A rehearsal's clock goes forward, and not too far at once.
    #[error("the clock goes from {now} to {furthest} at most")]
    ClockOutOfReach {
        /// The day it shows.
        now: Date,
        /// The furthest day it can be set to.
        furthest: Date,
    },
    /// The definition of a rate was changed in its place.
    #[error("rate {rate} version {version} differs from the one in the log")]
    RateChanged {
        /// The rate.
        rate: String,
        /// The version.
        version: u32,
    },
    /// A kind's definition was changed without a higher version.
    #[error("kind {kind} version {version} differs from what the log defines")]
    KindChanged {
        /// Name of the kind.
        kind: String,
        /// Its version.
        version: u32,
    },
    /// A file or folder could not be used.
    #[error("{path}: {problem}")]
    Io {
        /// Which.
        path: String,
        /// Why.
        problem: String,
    },
}

impl From<Stop> for AppError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => AppError::Refused(refusal),
            Stop::Store(error) => AppError::Store(error),
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        AppError::Store(error)
    }
}

impl AppError {
    /// Stable code; with `refusal-` or `error-` before it, the id of the text.
    pub fn text_id(&self) -> String {
        let code = match self {
            AppError::Refused(refusal) => return format!("refusal-{}", refusal.code()),
            AppError::Unreadable(error) => return format!("read-{}", error.code()),
            AppError::Unwritten(error) => return format!("write-{}", error.code()),
            AppError::NoFont { .. } => "no-font",
            AppError::Template(_) => "template",
            AppError::NoTable => "no-table",
            AppError::WrongCells { .. } => "wrong-cells",
            AppError::EditedPassage => "edited-passage",
            AppError::NoConsent { .. } => "no-consent",
            AppError::ChangedSince => "changed-since",
            AppError::TooManyNumbers { .. } => "too-many-numbers",
            AppError::Draw(error) => return format!("error-draw-{}", error.code()),
            AppError::NotCompared(error) => return format!("error-compare-{}", error.code()),
            AppError::NotTaken(error) => return format!("error-take-over-{}", error.code()),
            AppError::Row { .. } => "row",
            AppError::Cell { .. } => "cell",
            AppError::DrawStands => "draw-stands",
            AppError::DrawOvertaken { .. } => "draw-overtaken",
            AppError::Store(StoreError::DiskFull) => "disk-full",
            AppError::Store(StoreError::InUse(_)) => "in-use",
            AppError::Store(StoreError::TooNew { .. }) => "too-new",
            AppError::Store(StoreError::Damaged(_)) => "damaged",
            AppError::Store(_) => "store",
            AppError::TooLarge { .. } => "too-large",
            AppError::NotFound(_) => "not-found",
            AppError::BadParameter(_) => "bad-parameter",
            AppError::FutureDay { .. } => "future-day",
            AppError::DaysReversed { .. } => "days-reversed",
            AppError::TooMuchMoved { .. } => "too-much-moved",
            AppError::NotYet(_) => "not-yet",
            AppError::StaleDraft { .. } => "stale-draft",
            AppError::LoginTaken => "login-taken",
            AppError::WrongPassword => "wrong-password",
            AppError::WeakPassword { .. } => "weak-password",
            AppError::MailDomain { .. } => "mail-domain",
            AppError::LinkUsed => "link-used",
            AppError::NotARehearsal => "not-a-rehearsal",
            AppError::ClockOutOfReach { .. } => "clock-out-of-reach",
            AppError::KindChanged { .. } => "kind-changed",
            AppError::RateChanged { .. } => "rate-changed",
            AppError::Io { .. } => "io",
        };
        format!("error-{code}")
    }

    /// Arguments of the text, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            AppError::Refused(refusal) => refusal.args(),
            AppError::NoFont { family, package } => {
                vec![("family", family.clone()), ("package", (*package).to_owned())]
            }
            AppError::TooManyNumbers { limit } => vec![("limit", limit.to_string())],
            AppError::NoConsent { count } => vec![("count", count.to_string())],
            AppError::WrongCells { count } => vec![("count", count.to_string())],
            AppError::Template(mistake) => vec![
                ("line", mistake.line.to_string()),
                ("problem", mistake.problem.clone()),
                ("allowed", mistake.allowed.clone()),
            ],
            AppError::Cell { cell, why } => {
                vec![("cell", cell.clone()), ("why", why.code().to_owned())]
            }
            AppError::Row { row, why } => {
                // The text of the refusal is put in where it is told, in the reader's language.
                let field = why.args().into_iter().find(|(name, _)| *name == "field");
                let field = field.map_or_else(|| why.code().to_owned(), |(_, field)| field);
                vec![("row", row.to_string()), ("field", field)]
            }
            AppError::Draw(error) => error.args(),
            AppError::NotCompared(error) => error.args(),
            AppError::NotTaken(error) => error.args(),
            AppError::DrawOvertaken { object } => vec![("id", object.clone())],
            AppError::TooLarge { limit, found } => {
                vec![("limit", limit.to_string()), ("found", found.to_string())]
            }
            AppError::NotFound(what) | AppError::BadParameter(what) => vec![("what", (*what).to_owned())],
            AppError::FutureDay { day, today } => {
                vec![("day", day.to_string()), ("today", today.to_string())]
            }
            AppError::DaysReversed { from, to } => vec![("from", from.to_string()), ("to", to.to_string())],
            AppError::TooMuchMoved { found, limit } => {
                vec![("found", found.to_string()), ("limit", limit.to_string())]
            }
            AppError::NotYet(day) => vec![("day", day.to_string())],
            AppError::StaleDraft { seen, now } => vec![("seen", seen.to_string()), ("now", now.to_string())],
            AppError::WeakPassword { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            AppError::MailDomain { allowed } => vec![("allowed", allowed.clone())],
            AppError::ClockOutOfReach { now, furthest } => {
                vec![("now", now.to_string()), ("furthest", furthest.to_string())]
            }
            AppError::RateChanged { rate, version } => {
                vec![("rate", rate.clone()), ("version", version.to_string())]
            }
            AppError::KindChanged { kind, version } => {
                vec![("kind", kind.clone()), ("version", version.to_string())]
            }
            AppError::Io { path, problem } => vec![("path", path.clone()), ("problem", problem.clone())],
            AppError::Store(StoreError::TooNew { found, known }) => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            AppError::Store(StoreError::InUse(what)) => vec![("what", what.clone())],
            AppError::Store(StoreError::Damaged(what)) => vec![("what", what.clone())],
            _ => vec![],
        }
    }
}
