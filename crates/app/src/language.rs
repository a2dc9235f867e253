//! The two languages of the product: texts from `data/locales`, numbers, dates and sizes written one way.
//!
//! Every text has an id; both languages hold the same ids with the same variables (a test of `web` compares them with
//! what pages use). A missing text shows its id in angle marks rather than failing a page.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};
use ledger::{Refusal, kind::Label};
use std::{borrow::Cow, fmt, sync::OnceLock};

/// The files of `data/locales`, one folder a language.
#[derive(rust_embed::Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../data/locales"]
struct Locales;

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Both.
    pub const ALL: [Language; 2] = [Language::Zh, Language::En];

    /// Tag of the folder in `data/locales` and of the `lang` parameter: `zh` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }

    /// Tag for the `lang` attribute of a page.
    pub fn html_tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-Hans",
            Language::En => "en",
        }
    }

    /// The language of a tag such as `zh`, `zh-CN` or `en-GB`; `None` for any other.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?.trim();
        Language::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The other one.
    pub fn other(self) -> Language {
        match self {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        }
    }

    /// A label of a kind or role in this language.
    pub fn of(self, label: &Label) -> &str {
        match self {
            Language::Zh => &label.zh,
            Language::En => &label.en,
        }
    }

    /// The texts of this language.
    pub fn texts(self) -> Texts {
        static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 2]> = OnceLock::new();
        let bundles = BUNDLES.get_or_init(|| [bundle(Language::Zh), bundle(Language::En)]);
        let [zh, en] = bundles;
        Texts { language: self, bundle: if self == Language::Zh { zh } else { en } }
    }
}

/// All files of a language in one bundle. A file that is broken is told in the log; what can be read of it counts.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Marks that isolate direction would be copied and searched along with the words; both scripts run left to right.
    bundle.set_use_isolating(false);
    for path in Locales::iter().filter(|path| path.starts_with(language.tag()) && path.ends_with(".ftl")) {
        let Some(file) = Locales::get(&path) else { continue };
        let source = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(%path, ?errors, "a file of texts is broken");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "a text stands twice");
        }
    }
    bundle
}

/// The sources of a language's texts, path and content; for the test that compares both languages.
pub fn sources(language: Language) -> Vec<(String, String)> {
    Locales::iter()
        .filter(|path| path.starts_with(language.tag()))
        .filter_map(|path| {
            let file = Locales::get(&path)?;
            Some((path.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// A value that may stand in a text: numbers choose plural forms, anything else is written as it is.
pub trait Say {
    /// As the bundle wants it.
    fn say(&self) -> FluentValue<'_>;
}

macro_rules! say_numbers {
    ($($number:ty),*) => {$(
        impl Say for $number {
            fn say(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}
say_numbers!(u8, u16, u32, u64, usize, i16, i32, i64);

impl Say for str {
    fn say(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Say for String {
    fn say(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self) -> FluentValue<'_> {
        (**self).say()
    }
}

impl Say for Cow<'_, str> {
    fn say(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_ref())
    }
}

/// The texts of one language; as cheap to copy as a reference.
#[derive(Clone, Copy)]
pub struct Texts {
    /// Which language.
    pub language: Language,
    bundle: &'static FluentBundle<FluentResource>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Texts").field(&self.language).finish()
    }
}

impl Texts {
    /// The text called `id`.
    pub fn get(&self, id: &str) -> Cow<'static, str> {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return Cow::Owned(format!("⟨{id}⟩"));
        };
        self.bundle.format_pattern(pattern, None, &mut vec![])
    }

    /// The text called `id` with values for its variables.
    pub fn with(&self, id: &str, values: &[(&str, &dyn Say)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("⟨{id}⟩");
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set((*name).to_owned(), value.say().into_owned());
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut vec![]).into_owned()
    }

    /// The text of one `name` of a closed family, such as `lamp` and `red`: the id `lamp-red`.
    pub fn of(&self, family: &str, name: &str) -> Cow<'static, str> {
        self.get(&format!("{family}-{name}"))
    }

    /// Why something was refused and what to do next. Field names inside are told in the reader's language where they
    /// are parts of a command; names of own fields are left as they are.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.refused(refusal.code(), &refusal.args())
    }

    /// A refusal by its code and arguments, as it is kept.
    pub fn refused<S: AsRef<str>>(&self, code: &str, args: &[(S, String)]) -> String {
        let told: Vec<(&str, String)> = args
            .iter()
            .map(|(name, value)| match name.as_ref() {
                name @ "field" => (name, self.known("part", value)),
                name @ "right" => (name, self.known("right", value.split(':').next().unwrap_or(value))),
                name => (name, value.clone()),
            })
            .collect();
        let values: Vec<(&str, &dyn Say)> =
            told.iter().map(|(name, value)| (*name, value as &dyn Say)).collect();
        self.with(&format!("refusal-{code}"), &values)
    }

    /// Whether `family` knows `name`.
    pub fn has(&self, family: &str, name: &str) -> bool {
        self.bundle.has_message(&format!("{family}-{name}"))
    }

    /// The text of `name` in `family`, or the name itself when the family does not know it.
    pub fn known(&self, family: &str, name: &str) -> String {
        if self.has(family, name) { self.of(family, name).into_owned() } else { name.to_owned() }
    }

    /// A day: `2026年11月20日`, `20 Nov 2026`.
    pub fn date(&self, date: Date) -> String {
        match self.language {
            Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Language::En => format!("{} {} {}", date.day(), month(date.month()), date.year()),
        }
    }

    /// A day with its weekday, for headings: `2026年11月20日 周五`, `Fri 20 Nov 2026`.
    pub fn day(&self, date: Date) -> String {
        match self.language {
            Language::Zh => format!("{} {}", self.date(date), weekday_zh(date)),
            Language::En => format!("{} {}", weekday_en(date), self.date(date)),
        }
    }

    /// The month of a day: `2026年11月`, `Nov 2026`.
    pub fn month(&self, date: Date) -> String {
        match self.language {
            Language::Zh => format!("{}年{}月", date.year(), date.month()),
            Language::En => format!("{} {}", month(date.month()), date.year()),
        }
    }

    /// A month by its number: `11月`, `Nov`.
    pub fn month_short(&self, number: i8) -> String {
        match self.language {
            Language::Zh => format!("{number}月"),
            Language::En => month(number).to_owned(),
        }
    }

    /// A day in a list: the year stands only where it is not the year of `today`. `11月20日`, `20 Nov`.
    pub fn date_near(&self, date: Date, today: Date) -> String {
        if date.year() != today.year() {
            return self.date(date);
        }
        match self.language {
            Language::Zh => format!("{}月{}日", date.month(), date.day()),
            Language::En => format!("{} {}", date.day(), month(date.month())),
        }
    }

    /// A moment in the time of the ledger: `2026年11月20日 09:05`, `20 Nov 2026, 09:05`.
    pub fn moment(&self, at: Timestamp) -> String {
        let local = civil(at);
        let comma = if self.language == Language::En { "," } else { "" };
        format!("{}{comma} {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }

    /// A moment in a list, without the year of `today`; on `today` itself only the clock.
    pub fn moment_near(&self, at: Timestamp, today: Date) -> String {
        let local = civil(at);
        let clock = format!("{:02}:{:02}", local.hour(), local.minute());
        if local.date() == today {
            return clock;
        }
        format!("{} {clock}", self.date_near(local.date(), today))
    }

    /// A whole number with its digits in groups of three.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out
    }

    /// A size in bytes, to one decimal of the unit that fits: `812 B`, `1.4 MB`.
    pub fn size(&self, bytes: u64) -> String {
        let (unit, name) = match bytes {
            0..1_000 => return format!("{bytes} B"),
            1_000..1_000_000 => (1_000, "kB"),
            1_000_000..1_000_000_000 => (1_000_000, "MB"),
            _ => (1_000_000_000, "GB"),
        };
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    }
}

/// The clock time of the ledger's place (Asia/Shanghai).
pub fn civil(at: Timestamp) -> Zoned {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    let zone = ZONE.get_or_init(|| {
        TimeZone::get("Asia/Shanghai").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(8)))
    });
    at.to_zoned(zone.clone())
}

fn month(number: i8) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(number - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or_default()
}

fn weekday_en(date: Date) -> &'static str {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    usize::try_from(date.weekday().to_monday_zero_offset())
        .ok()
        .and_then(|i| NAMES.get(i))
        .copied()
        .unwrap_or_default()
}

fn weekday_zh(date: Date) -> &'static str {
    const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    usize::try_from(date.weekday().to_monday_zero_offset())
        .ok()
        .and_then(|i| NAMES.get(i))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_and_numbers_read_naturally_in_both_languages() {
        let (zh, en) = (Language::Zh.texts(), Language::En.texts());
        let friday = date(2026, 11, 20);
        assert_eq!(zh.date(friday), "2026年11月20日");
        assert_eq!(zh.day(friday), "2026年11月20日 周五");
        assert_eq!(en.day(friday), "Fri 20 Nov 2026");
        assert_eq!(zh.date_near(friday, date(2026, 1, 1)), "11月20日");
        assert_eq!(en.date_near(friday, date(2027, 1, 1)), "20 Nov 2026");
        let late = "2026-11-19T17:30:00Z".parse().unwrap();
        assert_eq!(zh.moment(late), "2026年11月20日 01:30");
        assert_eq!(en.moment(late), "20 Nov 2026, 01:30");
        assert_eq!(zh.moment_near(late, friday), "01:30");
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!((en.number(0), en.number(999)), ("0".into(), "999".into()));
        assert_eq!(en.size(1_449_000), "1.4 MB");
    }

    #[test]
    fn a_missing_text_shows_its_id() {
        assert_eq!(Language::En.texts().get("there-is-no-such-text"), "⟨there-is-no-such-text⟩");
    }

    #[test]
    fn tags() {
        assert_eq!(Language::from_tag("zh-CN"), Some(Language::Zh));
        assert_eq!(Language::from_tag("EN_us"), Some(Language::En));
        assert_eq!(Language::from_tag("fr"), None);
    }
}
