//! Questions, one file a noun; what they answer is plain data that pages, API and command line share.

pub mod answer;
