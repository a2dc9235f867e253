//! The rules, one file each. A rule looks at the sheet and adds what it finds; none knows of another, and each takes
//! time in step with the length of the text.

pub(crate) mod all;
pub(crate) mod claim;
pub(crate) mod closing;
pub(crate) mod column;
pub(crate) mod count;
pub(crate) mod fraction;
pub(crate) mod growth;
pub(crate) mod list;
pub(crate) mod mention;
pub(crate) mod off_days;
pub(crate) mod order;
pub(crate) mod personal;
pub(crate) mod punctuation;
pub(crate) mod rank;
pub(crate) mod repeat;
pub(crate) mod same;
pub(crate) mod series;
pub(crate) mod share;
pub(crate) mod spelled;
pub(crate) mod states;
pub(crate) mod title;
pub(crate) mod total;
pub(crate) mod within;
pub(crate) mod years;

use super::figure::plain;
use super::sheet::is_pause as pauses;
