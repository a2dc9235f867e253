//! Opening a data folder: store, house, evidence; kinds that are new or changed are logged.

use crate::{
    AppError, Clock, House, HouseError, Likeness, Rehearsal, chance,
    document::{FontShelf, Template, Typefaces},
    evidence::EvidenceStore,
    execute::Act,
    finding::Known,
    hash::sha256,
    house::{ComparisonRules, Shelf},
    messages::{Post, SETTINGS_FILE, Settings},
    own_ledgers::{self, TableWords},
    query::{
        directory::{Directory, Registers},
        ledgers::Ledgers,
        overview::{Looks, Overviews},
        periods::Counted,
        places::Places,
        plan::Plans,
        pressing::Pressings,
        rates::RateCounters,
        reader::Reader,
        similar::PairCounts,
        slips::{ProposalLooks, SlipLooks, WeekLooks},
    },
    scores::ScoreLooks,
};
use ledger::{
    Actor, Cadences, Calendar, Event, Indicator, Kind, Kinds, Ladder, MatterId, Roles, RuleSet,
    lamp::LampRule, score::ScoreRules,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use store::{Store, View, sqlite::SqliteStore};

/// How to open a data folder.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder; made when it is not there.
    pub folder: PathBuf,
    /// A folder whose files stand in for the built-in house.
    pub house: Option<PathBuf>,
    /// Where the time comes from; a rehearsal's folder brings its own.
    pub clock: Clock,
}

/// The product on one data folder, as one reader sees it.
pub struct App {
    core: Arc<Core>,
    pub(crate) reader: Reader,
}

impl std::ops::Deref for App {
    type Target = Core;

    fn deref(&self) -> &Core {
        &self.core
    }
}

/// What all readers share.
pub struct Core {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) roles: Arc<Roles>,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) cadences: Cadences,
    pub(crate) lamps: LampRule,
    pub(crate) rule_sets: Vec<RuleSet>,
    pub(crate) ladder: Option<Arc<Ladder>>,
    pub(crate) clock: Clock,
    pub(crate) rehearsal: Option<Rehearsal>,
    pub(crate) evidence: EvidenceStore,
    pub(crate) registers: Registers,
    /// Held while a sheet is taken over in batches.
    pub(crate) sheet_runs: Arc<Mutex<()>>,
    pub(crate) places: Places,
    pub(crate) overviews: Overviews,
    pub(crate) pressings: Pressings,
    pub(crate) counted: Counted,
    pub(crate) plans: Plans,
    pub(crate) slip_looks: SlipLooks,
    pub(crate) week_looks: WeekLooks,
    pub(crate) proposal_looks: ProposalLooks,
    pub(crate) post: Arc<Post>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) rate_counters: RateCounters,
    /// Names of the kinds that the house defines.
    pub(crate) house_kinds: BTreeSet<String>,
    pub(crate) table_words: TableWords,
    pub(crate) list_words: bulletin::ListWords,
    pub(crate) scores: Vec<ScoreRules>,
    pub(crate) score_looks: ScoreLooks,
    pub(crate) shelves: Vec<Shelf>,
    pub(crate) ledger_counts: Looks<Ledgers>,
    pub(crate) known_looks: Looks<Known>,
    pub(crate) likeness: Likeness,
    pub(crate) comparison: ComparisonRules,
    pub(crate) pair_counts: PairCounts,
    pub(crate) templates: Vec<Template>,
    pub(crate) typefaces: Typefaces,
    pub(crate) fonts: FontShelf,
}

/// Why a data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A mistake in the house.
    #[error(transparent)]
    House(#[from] HouseError),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl App {
    /// Opens a data folder with the embedded store.
    ///
    /// # Errors
    /// A mistake in the house, or the folder cannot be used.
    pub fn open(options: &Options) -> Result<App, OpenError> {
        let house = House::load(options.house.as_deref())?;
        let store = SqliteStore::open(&options.folder).map_err(AppError::from)?;
        App::with_store(Arc::new(store), house, options.clock.clone(), &options.folder)
    }

    /// Opens on any store; evidence is kept in `folder`.
    ///
    /// # Errors
    /// A kind that was changed without a higher version, or the folder cannot be used.
    pub fn with_store(
        store: Arc<dyn Store>,
        house: House,
        clock: Clock,
        folder: &Path,
    ) -> Result<App, OpenError> {
        let calendar = Arc::new(house.calendar);
        let settings = Settings::load(folder, house.folder.as_deref())
            .map_err(|problem| HouseError::File { file: SETTINGS_FILE.into(), problem })?;
        let rehearsal = Rehearsal::of(folder)?;
        let clock = rehearsal.as_ref().map_or(clock, Rehearsal::clock);
        // An office's own ledger was there before a newer house brought one of its name: the office's stays.
        let own = own_ledgers::live_names(store.view().map_err(AppError::from)?.as_ref())?;
        let kinds: Vec<Kind> = house.kinds.into_iter().filter(|kind| !own.contains(&kind.name)).collect();
        let core = Core {
            store,
            roles: Arc::new(house.roles),
            post: Arc::new(Post::new(settings, calendar.clone())),
            calendar,
            cadences: house.cadences,
            lamps: house.lamps,
            rule_sets: house.rule_sets,
            ladder: house.ladders.into_iter().find(|ladder| ladder.name == "default").map(Arc::new),
            clock,
            rehearsal,
            evidence: EvidenceStore::open(folder)?,
            registers: Registers::default(),
            sheet_runs: Arc::default(),
            places: Places::default(),
            overviews: Overviews::default(),
            pressings: Pressings::default(),
            counted: Counted::default(),
            plans: Plans::default(),
            indicators: house.indicators,
            rate_counters: RateCounters::default(),
            house_kinds: kinds.iter().map(|kind| kind.name.clone()).collect(),
            table_words: house.table_words,
            list_words: house.list_words,
            scores: house.scores,
            score_looks: ScoreLooks::default(),
            shelves: house.shelves,
            ledger_counts: Looks::default(),
            known_looks: Looks::default(),
            slip_looks: SlipLooks::default(),
            week_looks: WeekLooks::default(),
            proposal_looks: ProposalLooks::default(),
            likeness: house.likeness,
            comparison: house.comparison,
            pair_counts: PairCounts::default(),
            templates: house.templates,
            typefaces: house.typefaces,
            fonts: FontShelf::default(),
        };
        let app = App { core: Arc::new(core), reader: Reader::default() };
        app.define_kinds(kinds)?;
        app.define_rates()?;
        Ok(app)
    }

    /// Logs the definitions that the log does not know yet.
    fn define_kinds(&self, kinds: Vec<Kind>) -> Result<(), AppError> {
        let known = self.view()?.kinds();
        let mut fresh = vec![];
        for kind in kinds {
            match known.get(&kind.name, kind.version) {
                Some(logged) if **logged == kind => {}
                Some(_) => return Err(AppError::KindChanged { kind: kind.name, version: kind.version }),
                None => fresh.push(kind),
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        let id = chance::command_id(self.clock.now());
        self.write(move |desk| {
            let mut act = Act::new(Actor::system(), id);
            for kind in fresh {
                let event = Event::KindDefined {
                    name: kind.name.clone(),
                    hash: definition_hash(&kind),
                    definition: Box::new(kind),
                };
                desk.append(&mut act, MatterId::SPACE, event)?;
            }
            desk.finish(&mut act, MatterId::SPACE)
        })?;
        Ok(())
    }

    /// The same for the definitions of rates: what a rate of last year was is in the log.
    fn define_rates(&self) -> Result<(), AppError> {
        let mut logged = BTreeMap::new();
        for entry in self.whole()?.history(MatterId::SPACE, None, usize::MAX)? {
            if let Event::RateDefined { name, version, hash, .. } = entry.event()? {
                logged.insert((name, version), hash);
            }
        }
        let mut fresh = vec![];
        for one in &self.indicators {
            // Until when it holds is said by the one that follows.
            let value = serde_json::to_value(Indicator { until: None, ..one.clone() }).unwrap_or_default();
            let definition = ledger::canonical::to_string(&value);
            let (name, version, hash) = (one.name.clone(), one.version, sha256(definition.as_bytes()));
            match logged.get(&(name.clone(), version)) {
                Some(known) if *known == hash => {}
                Some(_) => return Err(AppError::RateChanged { rate: name, version }),
                None => fresh.push(Event::RateDefined { name, version, hash, definition }),
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        let id = chance::command_id(self.clock.now());
        self.write(move |desk| {
            let mut act = Act::new(Actor::system(), id);
            for event in fresh {
                desk.append(&mut act, MatterId::SPACE, event)?;
            }
            desk.finish(&mut act, MatterId::SPACE)
        })?;
        Ok(())
    }

    /// The same product as somebody else sees it.
    pub(crate) fn with_reader(&self, reader: Reader) -> App {
        App { core: self.core.clone(), reader }
    }

    /// A consistent look at what the reader may know of: the only way to the store for everything that answers.
    ///
    /// # Errors
    /// The store failed.
    pub fn view(&self) -> Result<Box<dyn View + '_>, AppError> {
        Ok(store::scoped(self.whole()?, &self.reader.hidden))
    }

    /// A consistent look at all of it, for what concerns the log as a whole.
    pub(crate) fn whole(&self) -> Result<Box<dyn View + '_>, AppError> {
        Ok(self.store.view()?)
    }

    /// The definitions in force.
    ///
    /// # Errors
    /// The store failed.
    pub fn kinds(&self) -> Result<Arc<Kinds>, AppError> {
        Ok(self.view()?.kinds())
    }

    /// The roles of the house.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// Working days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// When reports on a week, a ten-day period and a month are due.
    pub fn cadences(&self) -> &Cadences {
        &self.cadences
    }

    /// Where the lamps of lists change colour.
    pub fn lamp_rule(&self) -> LampRule {
        self.lamps
    }

    /// Shelves on which ledgers stand, in the order of the page.
    pub fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// The escalation ladder in force: the one called `default`.
    pub fn ladder(&self) -> Option<&Ladder> {
        self.ladder.as_deref()
    }

    /// Files kept by their hash.
    pub fn evidence(&self) -> &EvidenceStore {
        &self.evidence
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Units and people as they stand now.
    ///
    /// # Errors
    /// The store failed.
    pub fn directory(&self) -> Result<Arc<Directory>, AppError> {
        self.registers.now(self.store.as_ref())
    }
}

/// SHA-256 of the definition's canonical JSON.
pub(crate) fn definition_hash(kind: &Kind) -> String {
    let value = serde_json::to_value(kind).unwrap_or_default();
    sha256(ledger::canonical::to_string(&value).as_bytes())
}
