//! Bulletins of the demonstration: compiled, an item withheld with its ground, consented to by another, published.

use super::write::{Writer, known, known_matter};
use crate::failure::Failure;
use app::language::Language;
use jiff::civil::DateTime;
use serde::Deserialize;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compiled {
    pub(super) at: DateTime,
    #[serde(default)]
    withheld: Vec<Withheld>,
    /// Who approved it, if somebody did.
    published: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Withheld {
    item: String,
    ground: String,
    /// Who consented, if somebody did.
    consent: Option<String>,
}

impl Writer<'_> {
    /// Compiles one and does with it what is told.
    pub(super) fn bulletin(&self, made: &Compiled) -> Result<(), Failure> {
        let campaign = known_matter(&self.matters, "campaign")?;
        let key = self.app.compile_bulletin(self.coordinator, campaign)?;
        let version = || Ok::<u64, Failure>(self.app.bulletin(&key, Language::Zh)?.draft.version);
        for one in &made.withheld {
            let item = known_matter(&self.matters, &one.item)?;
            self.app.withhold(self.coordinator, &key, version()?, item, &one.ground)?;
            if let Some(consent) = &one.consent {
                let person = known(&self.people, consent)?;
                self.app.decide_withholding(person, &key, version()?, item, true)?;
            }
        }
        if let Some(published) = &made.published {
            self.app.publish_bulletin(known(&self.people, published)?, &key, version()?)?;
        }
        Ok(())
    }
}
