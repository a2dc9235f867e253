//! The frame every page stands in: language, navigation, the person who reads, small parts of HTML.

pub mod assets;
pub mod markup;
mod navigation;
pub mod words;

pub use navigation::{NavEntry, NavGroup, Section};

use crate::shell::{markup::Markup, words::Words};
use app::{
    language::{Language, Texts},
    query::answer::Entry,
};
use jiff::{Timestamp, civil::Date};
use ledger::{Lamp, MatterId, StateClass};
use std::sync::Arc;

/// Who reads the page.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The person in the register; `None` for an account that is no person there.
    pub person: Option<MatterId>,
    /// Name as shown.
    pub name: String,
    /// Roles in the reader's language, joined.
    pub roles: String,
    /// Whether imports may be made.
    pub may_import: bool,
    /// Messages not read, as far as they are counted.
    pub unread: usize,
}

/// A line above the page's content: what was done, or why not.
#[derive(Clone, Debug)]
pub struct Notice {
    /// `good`, `bad` or `warn`.
    pub tone: &'static str,
    /// In the reader's language.
    pub text: String,
}

impl Notice {
    /// The symbol that stands for the tone.
    pub fn icon(&self) -> &'static str {
        match self.tone {
            "good" => "check",
            "bad" | "warn" => "warn",
            _ => "info",
        }
    }
}

/// What every page gets.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Texts in the reader's language.
    pub t: Texts,
    /// Today in Asia/Shanghai.
    pub today: Date,
    /// The past day that the page shows; `None` = now.
    pub as_of: Option<Date>,
    /// Who reads; `None` before sign-in.
    pub reader: Option<Reader>,
    /// Where the page belongs.
    pub section: Section,
    /// Path with query, without `lang`.
    pub path: String,
    /// Labels of kinds and roles.
    pub words: Arc<Words>,
    /// Whether the clock is set by hand.
    pub rehearsal: bool,
    /// A line above the content.
    pub notice: Option<Notice>,
}

impl Shell {
    /// The same shell in another section.
    #[must_use]
    pub fn at(mut self, section: Section) -> Shell {
        self.section = section;
        self
    }

    /// The reader's language.
    pub fn language(&self) -> Language {
        self.t.language
    }

    /// The same frame on a past day.
    #[must_use]
    pub fn as_of(mut self, day: Option<Date>) -> Shell {
        self.as_of = day;
        self
    }

    /// The day that the page speaks of.
    pub fn day_shown(&self) -> Date {
        self.as_of.unwrap_or(self.today)
    }

    /// An address on the day that the page shows.
    pub fn at_day(&self, href: &str) -> String {
        match self.as_of {
            None => href.to_owned(),
            Some(day) => {
                let join = if href.contains('?') { '&' } else { '?' };
                format!("{href}{join}as_of={day}")
            }
        }
    }

    /// Address of a matter's page on the day that the page shows.
    pub fn matter(&self, id: &MatterId) -> String {
        self.at_day(&format!("/matters/{id}"))
    }

    /// Path of this page and the parameters that hold on any other day, decoded.
    pub fn on_any_day(&self) -> (String, Vec<(String, String)>) {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let kept = form_urlencoded::parse(query.as_bytes()).into_owned().filter(|(name, value)| {
            !value.is_empty() && !matches!(name.as_str(), "as_of" | "after" | "before")
        });
        (path.to_owned(), kept.collect())
    }

    /// This page as it is now.
    pub fn back_to_now(&self) -> String {
        let (path, pairs) = self.on_any_day();
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", markup::encode(value))).collect();
        if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// How many messages are not read, if any: `3`, `99+`.
    pub fn unread(&self) -> Option<String> {
        let unread = self.reader.as_ref().map(|reader| reader.unread).filter(|unread| *unread > 0)?;
        let most = app::messages::UNREAD_SHOWN;
        Some(if unread > most { format!("{most}+") } else { unread.to_string() })
    }

    /// This page in the other language.
    pub fn in_other_language(&self) -> String {
        let join = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{join}lang={}", self.path, self.t.language.other().tag())
    }

    /// Address of a static file, with its hash.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// A symbol of the sprite; decorative, so hidden from screen readers.
    pub fn icon(&self, name: &str) -> Markup {
        markup::icon(name)
    }

    /// A lamp's shape alone, where its word stands beside it.
    pub fn icon_lamp(&self, name: &str) -> Markup {
        markup::icon_lamp(name)
    }

    /// A lamp with shape and word.
    pub fn lamp(&self, lamp: &Option<Lamp>) -> Markup {
        markup::lamp(self.t, *lamp)
    }

    /// A state with its class's sign.
    pub fn state(&self, kind: &str, state: &str, class: &StateClass) -> Markup {
        let word = self.words.state(self.language(), kind, state);
        Markup::new(format!("<span class=\"state {}\">{}</span>", class.name(), markup::escape(&word)))
    }

    /// A percentage with a small bar.
    pub fn meter(&self, percent: &Option<u8>) -> Markup {
        markup::meter(*percent)
    }

    /// A whole number with its digits in groups; takes anything that prints as one.
    pub fn num(&self, number: impl std::fmt::Display) -> String {
        let plain = number.to_string();
        plain.parse().map_or(plain, |number| self.t.number(number))
    }

    /// A day in full.
    pub fn date(&self, date: &Date) -> String {
        self.t.date(*date)
    }

    /// The day that the page speaks of in full, with the weekday.
    pub fn today_in_full(&self) -> String {
        self.t.day(self.day_shown())
    }

    /// The day that the clock shows in full, with the weekday.
    pub fn day_of_clock(&self) -> String {
        self.t.day(self.today)
    }

    /// A month written `2026-10`, in words; what is no month stays as it is.
    pub fn month(&self, key: &str) -> String {
        let first: Option<Date> = format!("{key}-01").parse().ok();
        first.map_or_else(|| key.to_owned(), |first| self.t.month(first))
    }

    /// Months to choose from, so many after this one: each as it is written and in words.
    pub fn months(&self, after: impl Iterator<Item = i64>) -> Vec<(String, String)> {
        let this = self.today.first_of_month();
        let on = |n: i64| this.saturating_add(jiff::Span::new().months(n));
        after
            .map(on)
            .map(|first| (format!("{:04}-{:02}", first.year(), first.month()), self.t.month(first)))
            .collect()
    }

    /// A moment in full.
    pub fn moment_in_full(&self, at: &Timestamp) -> String {
        self.t.moment(*at)
    }

    /// A day, short.
    pub fn day(&self, date: &Date) -> String {
        self.t.date_near(*date, self.day_shown())
    }

    /// How far a due date is away, in words.
    pub fn distance(&self, due: &Date) -> String {
        let days = (*due - self.day_shown()).get_days();
        match days {
            0 => self.t.get("due-today").into_owned(),
            1.. => self.t.with("due-in", &[("days", &days)]),
            _ => self.t.with("due-late", &[("days", &-days)]),
        }
    }

    /// How many days ago something was, in words.
    pub fn ago(&self, at: &Timestamp) -> String {
        let days = (self.day_shown() - app::language::civil(*at).date()).get_days();
        if days <= 0 {
            self.t.get("ago-today").into_owned()
        } else {
            self.t.with("ago-days", &[("days", &days)])
        }
    }

    /// A moment, short.
    pub fn moment(&self, at: &Timestamp) -> String {
        self.t.moment_near(*at, self.day_shown())
    }

    /// A size in bytes, in words.
    pub fn size(&self, bytes: &u64) -> String {
        self.t.size(*bytes)
    }

    /// Whether matters of this kind are owed, so that they have a lamp, an owner and a date.
    pub fn is_owed(&self, kind: &str) -> bool {
        self.words.kinds.get(kind).is_none_or(|kind| kind.nature == ledger::kind::Nature::Matter)
    }

    /// Who did something, and in whose name.
    pub fn who(&self, entry: &Entry) -> String {
        let actor = match &entry.actor {
            Some(actor) => actor.title.clone(),
            None => self.t.get("the-product").into_owned(),
        };
        match &entry.acting_for {
            Some(other) => self.t.with("acting-for", &[("who", &actor), ("for", &other.title)]),
            None => actor,
        }
    }

    /// Label of a kind.
    pub fn kind(&self, kind: &str) -> String {
        self.words.kind(self.language(), kind)
    }
}
