//! The rules of Bihuan, pure: no clock, no random, no I/O, no async.
//!
//! A [`Command`] is decided against the [`Scene`] (the matter, its kind, what stands around it) into
//! [`Event`]s or a [`Refusal`]; events evolve a [`Matter`]. Time, ids and salts are arguments, so the same
//! commands always give the same log.

pub mod authority;
pub mod cadence;
pub mod calendar;
pub mod canonical;
pub mod command;
pub mod course;
pub mod decide;
pub mod decimal;
pub mod event;
pub mod evolve;
pub mod field;
pub mod figure;
pub mod guard;
pub mod id;
pub mod indicator;
pub mod kind;
pub mod ladder;
pub mod lamp;
pub mod limit;
pub mod matter;
pub mod mistake;
pub mod position;
pub mod rate;
pub mod refusal;
pub mod score;
pub mod standing;
pub mod tally;

pub use authority::{Actor, Grant, Roles};
pub use cadence::{Cadence, Cadences, Period};
pub use calendar::Calendar;
pub use command::{Change, Command};
pub use course::Course;
pub use decide::{Around, Scene, decide};
pub use decimal::Decimal;
pub use event::{Event, Header, Logged};
pub use evolve::evolve;
pub use field::FieldValue;
pub use figure::Figure;
pub use id::{CommandId, MatterId, Seq, SpaceId};
pub use indicator::Indicator;
pub use kind::{Kind, Kinds, StateClass};
pub use ladder::Ladder;
pub use lamp::{Bands, Lamp, RuleSet};
pub use matter::{Evidence, Link, Matter, Origin};
pub use mistake::Mistake;
pub use position::Position;
pub use rate::Rate;
pub use refusal::Refusal;
pub use standing::Standing;
