//! What the pages of bulletins show.

use crate::shell::{Shell, markup::Markup};
use app::{
    document::Format,
    finding::{Found, Severity},
    publication::{Draft, Fate, GROUNDS, Sight, Withheld},
    query::answer::Named,
};
use askama::Template;
use ledger::MatterId;

/// All of them.
#[derive(Template)]
#[template(path = "pages/bulletins/bulletins.html")]
pub struct BulletinsPage {
    /// The frame.
    pub s: Shell,
    /// Drafts and what was published.
    pub all: Vec<Draft>,
    /// Campaigns to compile from.
    pub campaigns: Vec<Named>,
}

/// One.
#[derive(Template)]
#[template(path = "pages/bulletins/bulletin.html")]
pub struct BulletinPage {
    /// The frame.
    pub s: Shell,
    /// It, with what is to be said of it.
    pub sight: Sight,
    /// Items that can be withheld.
    pub items: Vec<Named>,
    /// Names of those it names.
    pub names: Vec<(MatterId, String)>,
    /// Whether this person may edit.
    pub may_edit: bool,
    /// Whether this person may publish.
    pub may_publish: bool,
    /// Why something was not done.
    pub why: Option<String>,
    /// Title and text as they were typed when they were refused.
    pub typed: Option<(String, String)>,
}

impl BulletinPage {
    /// Formats it can be saved in.
    pub fn formats(&self) -> Vec<&'static str> {
        Format::ALL.into_iter().filter(|one| *one != Format::Xlsx).map(Format::extension).collect()
    }

    /// Grounds to withhold.
    pub fn grounds(&self) -> [&'static str; 5] {
        GROUNDS
    }

    /// Somebody's name.
    pub fn name(&self, id: &MatterId) -> String {
        self.names.iter().find(|(one, _)| one == id).map(|(_, name)| name.clone()).unwrap_or_default()
    }

    /// How grave a finding is.
    pub fn severity(&self, one: &Found) -> &'static str {
        match one.remark.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The words that a finding is about.
    pub fn words(&self, one: &Found) -> &str {
        one.remark.spans.last().map_or("", |span| span.of(&self.sight.text))
    }

    /// Whether this person may consent to what is withheld: somebody else asked for it.
    pub fn may_consent(&self, one: &Withheld) -> bool {
        let me = self.s.reader.as_ref().and_then(|reader| reader.person);
        self.may_publish && self.sight.draft.published.is_none() && one.consent.is_none() && one.by != me
    }

    /// The title in its editor.
    pub fn title(&self) -> &str {
        self.typed.as_ref().map_or(self.sight.draft.title.as_str(), |(title, _)| title)
    }

    /// The text in its editor.
    pub fn text(&self) -> &str {
        self.typed.as_ref().map_or(self.sight.draft.text.as_str(), |(_, text)| text)
    }

    /// Whether it can still be changed by this person.
    pub fn is_open(&self) -> bool {
        self.sight.draft.published.is_none() && self.may_edit
    }

    /// The document.
    pub fn article(&self) -> Markup {
        Markup::new(app::document::article(&self.sight.document))
    }
}

/// Two wordings.
#[derive(Template)]
#[template(path = "pages/bulletins/comparison.html")]
pub struct ComparisonPage {
    /// The frame.
    pub s: Shell,
    /// Of which draft.
    pub key: String,
    /// The earlier one.
    pub from: u64,
    /// The later one; 0 = the present one.
    pub to: u64,
    /// Their lines.
    pub lines: Vec<(Fate, String)>,
}

impl ComparisonPage {
    /// A wording in words.
    pub fn told(&self, version: u64) -> String {
        match version {
            0 => self.s.t.get("bulletin-present").into_owned(),
            version => self.s.t.with("bulletin-version", &[("version", &version)]),
        }
    }

    /// Whether they are alike.
    pub fn is_same(&self) -> bool {
        self.lines.iter().all(|(fate, _)| *fate == Fate::Kept)
    }
}
