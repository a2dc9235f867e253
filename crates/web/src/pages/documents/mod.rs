//! Official documents of a matter: shown, handed out in every format, each figure opening to the rows behind it.

pub(crate) mod handler;
pub mod view;

use crate::shell::Shell;
use app::document::Template;
use ledger::MatterId;

/// Documents to choose from, each with its name in the reader's language and its address.
pub(crate) fn menu(s: &Shell, templates: &[Template], of: MatterId) -> Vec<(String, String)> {
    let one = |template: &Template| {
        let href = s.at_day(&format!("/documents/{}?of={of}", template.name));
        (s.language().of(&template.label).to_owned(), href)
    };
    templates.iter().map(one).collect()
}
