//! Sections of the product, in named groups: the side column of a desk, the bar and the page of all sections of a phone.

use super::Shell;
use app::accountability::READ;

/// Sections of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// Not in the navigation.
    #[default]
    None,
    /// `/`
    Overview,
    /// `/my-work`
    Work,
    /// `/matters`
    Matters,
    /// `/periods`
    Periods,
    /// `/plans`
    Plans,
    /// `/nodes`
    Nodes,
    /// `/staying-fixed`
    Staying,
    /// `/ledgers`
    Ledgers,
    /// `/rates`
    Rates,
    /// `/scores`
    Scores,
    /// `/draws`
    Draws,
    /// `/comparisons`
    Comparisons,
    /// `/slips`
    Slips,
    /// `/coverage`
    Coverage,
    /// `/messages`
    Messages,
    /// `/search`
    Search,
    /// `/imports`
    Imports,
    /// `/activity`
    Activity,
    /// `/changes`
    Changes,
    /// `/bulletins`
    Bulletins,
    /// `/similar`
    Similar,
    /// `/units`
    Units,
    /// `/people`
    People,
    /// `/accountability`
    Accountability,
    /// `/log`
    Log,
    /// `/account`
    Account,
    /// `/sections`
    Sections,
}

/// One entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavEntry {
    /// Where it leads.
    pub href: String,
    /// Name in the family `nav`.
    pub name: &'static str,
    /// Its symbol.
    pub icon: &'static str,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Entries that belong together.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// Name in the family `nav-group`.
    pub name: &'static str,
    /// Entries, at least one.
    pub entries: Vec<NavEntry>,
}

/// A section, its address, its name and its symbol.
type Place = (Section, &'static str, &'static str, &'static str);

/// Every section once, by what somebody comes for.
const GROUPS: [(&str, &[Place]); 5] = [
    (
        "work",
        &[
            (Section::Overview, "/", "overview", "overview"),
            (Section::Work, "/my-work", "work", "pencil"),
            (Section::Matters, "/matters", "matters", "list"),
            (Section::Plans, "/plans", "plans", "check"),
            (Section::Nodes, "/nodes", "nodes", "gantt"),
            (Section::Staying, "/staying-fixed", "staying", "again"),
            (Section::Messages, "/messages", "messages", "bell"),
            (Section::Search, "/search", "search", "search"),
        ],
    ),
    (
        "supervision",
        &[
            (Section::Periods, "/periods", "periods", "clock"),
            (Section::Slips, "/slips", "slips", "file"),
            (Section::Coverage, "/coverage", "coverage", "unit"),
            (Section::Changes, "/changes", "changes", "changes"),
            (Section::Activity, "/activity", "activity", "activity"),
            (Section::Accountability, "/accountability", "accountability", "key"),
        ],
    ),
    (
        "ledgers",
        &[
            (Section::Ledgers, "/ledgers", "ledgers", "list"),
            (Section::Rates, "/rates", "rates", "activity"),
            (Section::Scores, "/scores", "scores", "overview"),
            (Section::Draws, "/draws", "draws", "split"),
            (Section::Comparisons, "/comparisons", "comparisons", "merge"),
            (Section::Similar, "/similar", "similar", "merge"),
        ],
    ),
    (
        "documents",
        &[
            (Section::Imports, "/imports", "imports", "import"),
            (Section::Bulletins, "/bulletins", "bulletins", "file"),
        ],
    ),
    (
        "office",
        &[
            (Section::Units, "/units", "units", "unit"),
            (Section::People, "/people", "people", "person"),
            (Section::Log, "/log", "log", "proof"),
        ],
    ),
];

/// What a thumb reaches on a phone; everything else is one tap further, behind the last.
const DOCK: [Section; 4] = [Section::Overview, Section::Work, Section::Matters, Section::Periods];

impl Shell {
    /// Entries of the navigation that this reader can use, in their groups.
    pub fn groups(&self) -> Vec<NavGroup> {
        let group = |(name, places): &(&'static str, &[Place])| NavGroup {
            name,
            entries: places
                .iter()
                .filter(|place| self.offers(place.0))
                .map(|place| self.entry(place))
                .collect(),
        };
        GROUPS.iter().map(group).filter(|group| !group.entries.is_empty()).collect()
    }

    /// Entries of the bar at the bottom of a phone.
    pub fn dock(&self) -> Vec<NavEntry> {
        let places = GROUPS.iter().flat_map(|(_, places)| places.iter());
        let all = (Section::Sections, "/sections", "sections", "menu");
        let reached = places.filter(|place| DOCK.contains(&place.0)).chain([&all]);
        reached.map(|place| self.entry(place)).collect()
    }

    fn offers(&self, section: Section) -> bool {
        match section {
            // Who compares sees whole lists, so it is for those who enter what comes of them.
            Section::Imports | Section::Comparisons => {
                self.reader.as_ref().is_some_and(|reader| reader.may_import)
            }
            Section::Accountability => {
                self.words.kinds.values().any(|kind| kind.readers.iter().any(|right| right == READ))
            }
            _ => true,
        }
    }

    fn entry(&self, (section, href, name, icon): &Place) -> NavEntry {
        NavEntry { href: self.nav_href(*section, href), name, icon, current: self.section == *section }
    }

    /// Sections that travel in time take the day along, the others lead to now.
    fn nav_href(&self, section: Section, href: &str) -> String {
        match section {
            Section::Overview
            | Section::Matters
            | Section::Ledgers
            | Section::Plans
            | Section::Nodes
            | Section::Staying
            | Section::Sections => self.at_day(href),
            _ => href.to_owned(),
        }
    }
}
