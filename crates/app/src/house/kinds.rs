//! What kinds say of others and of the product fits together.

use super::{House, HouseError};
use crate::query::places::is_place;
use ledger::{authority::Reach, kind::Nature};

/// Use cases to which a kind can leave what is opened, filled in or moved.
const USE_CASES: [&str; 2] = [crate::comparisons::THROUGH, crate::scores::THROUGH];

impl House {
    /// What only some may know of must not show anywhere else: it is none of what everybody's pages are built on, nothing
    /// that everybody sees stands under it or follows from it, and somebody may read it.
    pub(super) fn check_readers(&self) -> Result<(), HouseError> {
        let readers =
            |name: &String| self.kinds.iter().find(|kind| kind.name == *name).map(|kind| &kind.readers);
        for kind in &self.kinds {
            let above = kind.under.iter().filter(|name| readers(name).is_some_and(|of| !of.is_empty()));
            let problem = if let Some(above) = above.clone().find(|name| readers(name) != Some(&kind.readers))
            {
                format!("stands under `{above}`, which has other readers")
            } else if kind.readers.is_empty() {
                continue;
            } else if kind.nature == Nature::Register || kind.in_plan || is_place(&kind.name) {
                "everybody reads registers, campaigns, groups and plans, so they have no `readers`".into()
            } else if kind.moves.iter().any(|way| !way.also.is_empty()) {
                "a move that moves other matters along would show there".into()
            } else if let Some(next) =
                kind.follow_ups.iter().find(|next| readers(&next.kind) != Some(&kind.readers))
            {
                format!("`{}`, which follows from it, has other readers", next.kind)
            } else if let Some(right) = kind.readers.iter().find(|right| {
                !self.roles.roles.iter().any(|role| role.reach == Reach::Everything && role.holds(right))
            }) {
                format!("no role with reach = \"everything\" has the right `{right}`")
            } else {
                continue;
            };
            return Err(HouseError::File { file: format!("kinds/{}.toml", kind.name), problem });
        }
        Ok(())
    }

    /// What a kind leaves to a use case can be done: there is one of that name.
    pub(super) fn check_use_cases(&self) -> Result<(), HouseError> {
        for kind in &self.kinds {
            if let Some(unknown) = kind.use_cases().find(|name| !USE_CASES.contains(name)) {
                let problem = format!("through `{unknown}`; allowed: {}", USE_CASES.join(", "));
                return Err(HouseError::File { file: format!("kinds/{}.toml", kind.name), problem });
            }
        }
        Ok(())
    }
}
