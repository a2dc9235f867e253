//! Why two rows are thought the same or not: points for each field, which add up to the score.

use serde::{Deserialize, Serialize};

/// What speaks for or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The same key, which no other row has.
    SameKey,
    /// The same key, which several rows have.
    SharedKey,
    /// Keys with two signs swapped or one mistyped.
    KeySlip,
    /// Another key.
    OtherKey,
    /// The same name, up to place, form and way of writing.
    SameName,
    /// Names that are much alike.
    LikeName,
    /// Names that are little alike.
    OtherName,
    /// Names under places that exclude each other.
    OtherPlaceInName,
    /// A branch and something that is none.
    BranchAndParent,
    /// The same amount.
    SameAmount,
    /// The same amount up to rounding.
    RoundedAmount,
    /// The amount with another unit or point.
    ShiftedAmount,
    /// The amount with a digit moved or mistyped.
    MovedAmount,
    /// Amounts within five in a hundred.
    NearAmount,
    /// Another amount.
    OtherAmount,
    /// The same date.
    SameDate,
    /// Dates with day and month swapped or a digit mistyped.
    DateSlip,
    /// Dates at most seven days apart.
    NearDate,
    /// Another date.
    OtherDate,
    /// The same place.
    SamePlace,
    /// Another place.
    OtherPlace,
    /// The same text.
    SameText,
    /// Another text.
    OtherText,
    /// No other row of either list comes near.
    NoRival,
    /// Another row fits as well.
    Rival,
    /// The rows of a third list say otherwise.
    Conflict,
}

impl Code {
    /// Every code.
    pub const ALL: [Code; 26] = [
        Code::SameKey,
        Code::SharedKey,
        Code::KeySlip,
        Code::OtherKey,
        Code::SameName,
        Code::LikeName,
        Code::OtherName,
        Code::OtherPlaceInName,
        Code::BranchAndParent,
        Code::SameAmount,
        Code::RoundedAmount,
        Code::ShiftedAmount,
        Code::MovedAmount,
        Code::NearAmount,
        Code::OtherAmount,
        Code::SameDate,
        Code::DateSlip,
        Code::NearDate,
        Code::OtherDate,
        Code::SamePlace,
        Code::OtherPlace,
        Code::SameText,
        Code::OtherText,
        Code::NoRival,
        Code::Rival,
        Code::Conflict,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Code::SameKey => "same_key",
            Code::SharedKey => "shared_key",
            Code::KeySlip => "key_slip",
            Code::OtherKey => "other_key",
            Code::SameName => "same_name",
            Code::LikeName => "like_name",
            Code::OtherName => "other_name",
            Code::OtherPlaceInName => "other_place_in_name",
            Code::BranchAndParent => "branch_and_parent",
            Code::SameAmount => "same_amount",
            Code::RoundedAmount => "rounded_amount",
            Code::ShiftedAmount => "shifted_amount",
            Code::MovedAmount => "moved_amount",
            Code::NearAmount => "near_amount",
            Code::OtherAmount => "other_amount",
            Code::SameDate => "same_date",
            Code::DateSlip => "date_slip",
            Code::NearDate => "near_date",
            Code::OtherDate => "other_date",
            Code::SamePlace => "same_place",
            Code::OtherPlace => "other_place",
            Code::SameText => "same_text",
            Code::OtherText => "other_text",
            Code::NoRival => "no_rival",
            Code::Rival => "rival",
            Code::Conflict => "conflict",
        }
    }

    /// Whether the cells differ in a way that somebody has to explain, though the rows are the same.
    pub fn is_difference(self) -> bool {
        matches!(
            self,
            Code::KeySlip
                | Code::OtherKey
                | Code::OtherName
                | Code::ShiftedAmount
                | Code::MovedAmount
                | Code::NearAmount
                | Code::OtherAmount
                | Code::DateSlip
                | Code::NearDate
                | Code::OtherDate
                | Code::OtherPlace
                | Code::OtherText
        )
    }
}

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is.
    pub code: Code,
    /// The field, where it is about one.
    pub field: Option<usize>,
    /// Hundredths of a point for the rows being the same.
    pub points: i32,
    /// How alike the names are, 0 to 1000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likeness: Option<u32>,
}
