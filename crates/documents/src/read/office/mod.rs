//! What all Office Open XML files share: the container and its XML, every number of it bounded.

mod package;
mod xml;

pub(in crate::read) use package::Package;
pub(in crate::read) use xml::{Piece, Tag, Vocabulary, Xml};

use super::error::NotText;

/// What a container is that has no text part, by its content types.
pub(in crate::read) fn other_container(content_types: &str) -> NotText {
    if content_types.contains("spreadsheetml") {
        NotText::Workbook
    } else if content_types.contains("presentationml") {
        NotText::Slides
    } else {
        NotText::Zip
    }
}
