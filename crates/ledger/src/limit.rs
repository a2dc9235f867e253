//! Bounds on everything a command may carry. Lengths are Unicode code points.

/// A title fits on two lines of a list.
pub const TITLE: usize = 500;
/// A number as printed in the source, such as `3.(11)②`.
pub const NUMBER: usize = 64;
/// A short field or note.
pub const SHORT: usize = 2_000;
/// A statement, a report, a comment: several pages.
pub const TEXT: usize = 20_000;
/// Figures in one report.
pub const FIGURES: usize = 100;
/// Distinct figures a matter remembers.
pub const FIGURES_KEPT: usize = 500;
/// Evidence pieces on one matter.
pub const EVIDENCE: usize = 1_000;
/// Links from one matter.
pub const LINKS: usize = 500;
/// Helping units of one matter.
pub const HELPERS: usize = 50;
/// Depth of the tree of matters.
pub const DEPTH: usize = 16;
/// Roles one person may hold at once.
pub const GRANTS: usize = 64;
/// Deputies of one person at once.
pub const DEPUTIES: usize = 10;
/// Days that somebody acts for another, at most.
pub const DEPUTY_DAYS: i32 = 366;
/// Steps of one command (an accepted import opens many matters at once).
pub const STEPS: usize = 20_000;
/// Extensions of one matter.
pub const EXTENSIONS: usize = 20;
/// Checks on site of one matter.
pub const CHECKS: usize = 100;
/// People at one check.
pub const CHECKERS: usize = 20;
/// Rungs of the ladder taken on one matter.
pub const RUNGS: usize = 200;
/// A document that is drafted here, such as the collation of a month.
pub const DOCUMENT: usize = 200_000;
/// Steps followed to see whether what depends on something leads back to it.
pub const DEPENDENCIES: usize = 10_000;
