//! What a customer may change: kinds, roles, calendars, cadences, lamp rules, ladders, what counts as alike. Built in; a
//! folder can stand in for any of it.

mod kinds;

use crate::{
    Likeness,
    document::{Template, Typefaces},
    hash::sha256,
    own_ledgers::TableWords,
};
use comparison::Words;
use ledger::{
    Cadences, Calendar, Indicator, Kind, Ladder, Mistake, Roles, RuleSet,
    kind::Label,
    lamp::LampRule,
    score::{Fact, ScoreRules},
};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../data"]
#[include = "kinds/*.toml"]
#[include = "calendars/*.toml"]
#[include = "documents/*.toml"]
#[include = "ladders/*.toml"]
#[include = "lamps/*.toml"]
#[include = "cadences.toml"]
#[include = "comparison.toml"]
#[include = "fonts.toml"]
#[include = "likeness.toml"]
#[include = "lists.toml"]
#[include = "own_ledgers.toml"]
#[include = "rates/*.toml"]
#[include = "roles.toml"]
#[include = "scores/*.toml"]
#[include = "shelves.toml"]
struct BuiltIn;

/// Largest file of the house, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The house's data.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// Definitions, by name.
    pub kinds: Vec<Kind>,
    /// Roles.
    pub roles: Roles,
    /// Working days.
    pub calendar: Calendar,
    /// When reports are due.
    pub cadences: Cadences,
    /// Where the lamps of lists change colour.
    pub lamps: LampRule,
    /// The folder that stands in for the built-in data, if any.
    pub folder: Option<std::path::PathBuf>,
    /// When two findings are offered as alike.
    pub likeness: Likeness,
    /// The words by which lists are compared.
    pub comparison: ComparisonRules,
    /// Rule sets that explain themselves on the page of a matter, that of lists first.
    pub rule_sets: Vec<RuleSet>,
    /// Escalation ladders.
    pub ladders: Vec<Ladder>,
    /// Templates of official documents, by file name.
    pub templates: Vec<Template>,
    /// Fonts of official documents.
    pub typefaces: Typefaces,
    /// Rates by name, their versions in turn.
    pub indicators: Vec<Indicator>,
    /// Words by which a ledger is proposed from a table.
    pub(crate) table_words: TableWords,
    /// Words by which the columns of lists of problems are known.
    pub(crate) list_words: bulletin::ListWords,
    /// Rules of score sheets, by file name.
    pub scores: Vec<ScoreRules>,
    /// Shelves on which ledgers stand, in the order of the page.
    pub shelves: Vec<Shelf>,
}

/// By what lists are compared.
#[derive(Clone, Debug, Default)]
pub struct ComparisonRules {
    /// The words.
    pub words: Words,
    /// Hash of their file.
    pub hash: String,
}

/// A shelf on which ledgers stand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    /// Stable name; a kind names it by `shelf`.
    pub name: String,
    /// Text for people.
    pub label: Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelves {
    shelf: Vec<Shelf>,
}

/// A mistake in the house's data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HouseError {
    /// On a line of a file.
    #[error("{file}, {error}")]
    Line {
        /// Name of the file.
        file: String,
        /// Line, mistake and what is allowed.
        error: Mistake,
    },
    /// In a file as a whole.
    #[error("{file}: {problem}")]
    File {
        /// Name of the file.
        file: String,
        /// What is wrong.
        problem: String,
    },
}

impl House {
    /// Reads the built-in data; files of the same name in `folder` stand in for them, others are added.
    ///
    /// # Errors
    /// The first mistake, with its file.
    pub fn load(folder: Option<&Path>) -> Result<House, HouseError> {
        let files = collect(folder)?;
        let mut house = House { folder: folder.map(Path::to_owned), ..House::default() };
        let mut names = BTreeSet::new();
        for (file, text) in &files {
            let wrong = |problem: String| HouseError::File { file: file.clone(), problem };
            let mistaken = |error: Mistake| HouseError::Line { file: file.clone(), error };
            match file.split_once('/') {
                Some(("kinds", _)) => {
                    let kind = Kind::parse(text).map_err(mistaken)?;
                    if !names.insert(kind.name.clone()) {
                        return Err(wrong(format!("kind `{}` is defined by another file too", kind.name)));
                    }
                    house.kinds.push(kind);
                }
                Some(("calendars", _)) => house.calendar.load(text).map_err(wrong)?,
                Some(("lamps", _)) => {
                    let set = RuleSet::parse(text).map_err(mistaken)?;
                    house.add_rule_set(set).map_err(wrong)?;
                }
                // Ladders name roles, templates name fields of kinds, so they are read when those are known.
                Some(("ladders" | "documents", _)) => {}
                Some(("rates", _)) => {
                    let indicator = Indicator::parse(text).map_err(mistaken)?;
                    house.indicators.push(indicator);
                }
                Some(("scores", _)) => {
                    let rules = ScoreRules::parse(text).map_err(mistaken)?;
                    if house.scores.iter().any(|other| other.name == rules.name) {
                        return Err(wrong(format!("score `{}` is defined by another file too", rules.name)));
                    }
                    house.scores.push(rules);
                }
                _ if file == "fonts.toml" => house.typefaces = Typefaces::parse(text).map_err(wrong)?,
                _ if file == "cadences.toml" => house.cadences = Cadences::parse(text).map_err(mistaken)?,
                _ if file == "comparison.toml" => {
                    let words = Words::parse(text).map_err(wrong)?;
                    house.comparison = ComparisonRules { words, hash: sha256(text.as_bytes()) };
                }
                _ if file == "shelves.toml" => {
                    let read: Shelves = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
                    house.shelves = read.shelf;
                }
                _ if file == "own_ledgers.toml" => {
                    house.table_words = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
                }
                _ if file == "lists.toml" => {
                    house.list_words = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
                }
                _ if file == "likeness.toml" => house.likeness = Likeness::parse(text).map_err(wrong)?,
                _ => house.roles = Roles::parse(text).map_err(wrong)?,
            }
        }
        house.check_places(&files)?;
        house.check_readers()?;
        house.check_use_cases()?;
        house.check_shelves()?;
        house.order_indicators()?;
        house.check_indicators(&files)?;
        house.check_scores()?;
        house.read_ladders(&files)?;
        house.read_templates(&files)?;
        house.rule_sets.retain(|set| set.shown);
        // By file name otherwise, as they were read.
        house.rule_sets.sort_by_key(|set| set.name != LampRule::RULE_SET);
        Ok(house)
    }

    fn add_rule_set(&mut self, set: RuleSet) -> Result<(), String> {
        if self.rule_sets.iter().any(|other| other.name == set.name) {
            return Err(format!("rule set `{}` is defined by another file too", set.name));
        }
        if set.name == LampRule::RULE_SET {
            self.lamps = LampRule::of(&set).ok_or(
                "lists follow this rule set, so it is one scale of the measure deadline with four bands: green, blue up \
                 to 0, yellow, red",
            )?;
        }
        self.rule_sets.push(set);
        Ok(())
    }

    fn read_ladders(&mut self, files: &BTreeMap<String, String>) -> Result<(), HouseError> {
        let roles: Vec<&str> = self.roles.roles.iter().map(|role| role.name.as_str()).collect();
        for (file, text) in files.iter().filter(|(file, _)| file.starts_with("ladders/")) {
            let ladder = Ladder::parse(text, &roles)
                .map_err(|error| HouseError::Line { file: file.clone(), error })?;
            if self.ladders.iter().any(|other| other.name == ladder.name) {
                let problem = format!("ladder `{}` is defined by another file too", ladder.name);
                return Err(HouseError::File { file: file.clone(), problem });
            }
            self.check_rungs(&ladder).map_err(|problem| HouseError::File { file: file.clone(), problem })?;
            self.ladders.push(ladder);
        }
        Ok(())
    }

    fn read_templates(&mut self, files: &BTreeMap<String, String>) -> Result<(), HouseError> {
        for (file, text) in files.iter().filter(|(file, _)| file.starts_with("documents/")) {
            let template = Template::parse(text, &self.kinds)
                .map_err(|error| HouseError::Line { file: file.clone(), error })?;
            if self.templates.iter().any(|other| other.name == template.name) {
                let problem = format!("document `{}` is defined by another file too", template.name);
                return Err(HouseError::File { file: file.clone(), problem });
            }
            self.templates.push(template);
        }
        Ok(())
    }

    /// Who signs a rung has the right to take it, and its slip is of a type that there is.
    fn check_rungs(&self, ladder: &Ladder) -> Result<(), String> {
        let slip = self.kinds.iter().find(|kind| kind.name == "slip");
        let types = slip.and_then(|kind| kind.field("type")).map_or(&[][..], |field| &field.choices);
        for rung in &ladder.rungs {
            let right = format!("rung:{}", rung.name);
            if !self.roles.get(&rung.signs).is_some_and(|role| role.holds(&right)) {
                return Err(format!(
                    "role `{}` signs `{}` without the right `{right}`",
                    rung.signs, rung.name
                ));
            }
            if let Some(record) =
                rung.record.as_ref().filter(|name| !self.kinds.iter().any(|one| one.name == **name))
            {
                let known: Vec<&str> = self.kinds.iter().map(|one| one.name.as_str()).collect();
                return Err(format!("no kind `{record}` to record it with; allowed: {}", known.join(", ")));
            }
            if let Some(slip) = rung.slip.as_ref().filter(|slip| !types.iter().any(|one| one.name == **slip))
            {
                let known: Vec<&str> = types.iter().map(|one| one.name.as_str()).collect();
                return Err(format!("no slip `{slip}`; allowed: {}", known.join(", ")));
            }
        }
        Ok(())
    }

    /// Versions of a rate follow each other: rates by name, then by version.
    fn order_indicators(&mut self) -> Result<(), HouseError> {
        self.indicators.sort_by(|a, b| a.name.cmp(&b.name));
        for versions in self.indicators.chunk_by_mut(|a, b| a.name == b.name) {
            Indicator::in_turn(versions).map_err(|(version, why)| HouseError::File {
                file: format!("rates, `{}` version {version}", versions[0].name),
                problem: why.into(),
            })?;
        }
        Ok(())
    }

    /// Rates count kinds, steps and fields that are there.
    fn check_indicators(&self, files: &BTreeMap<String, String>) -> Result<(), HouseError> {
        for indicator in &self.indicators {
            for over in &indicator.over {
                let kind = self.kinds.iter().find(|kind| kind.name == over.kind);
                let problem = match kind {
                    None => Some(format!("no kind `{}`", over.kind)),
                    Some(kind) => {
                        over.lacks(kind).map(|name| format!("kind `{}` has no `{name}`", over.kind))
                    }
                };
                if let Some(problem) = problem {
                    let named = format!("rate = \"{}\"", indicator.name);
                    let file =
                        files.iter().find(|(_, text)| text.contains(&named)).map_or("", |(file, _)| file);
                    return Err(HouseError::File { file: file.to_owned(), problem });
                }
            }
        }
        Ok(())
    }

    /// Points are given for moves and rates that are there, and for nothing that only some may know of.
    fn check_scores(&self) -> Result<(), HouseError> {
        for rules in &self.scores {
            for rule in &rules.rules {
                let problem = match rule.fact.counts() {
                    Some((kind, way)) => match self.kinds.iter().find(|one| one.name == kind) {
                        None => format!("no kind `{kind}`"),
                        Some(kind) if !kind.readers.is_empty() => {
                            format!("kind `{}` has readers of its own", kind.name)
                        }
                        Some(kind) if kind.find_move(way).is_none() => {
                            format!("kind `{}` has no move `{way}`", kind.name)
                        }
                        Some(_) => continue,
                    },
                    None => match &rule.fact {
                        Fact::Rate { rate } if !self.indicators.iter().any(|one| one.name == *rate) => {
                            format!("no rate `{rate}`")
                        }
                        _ => continue,
                    },
                };
                let file = format!("scores, `{}`, rule `{}`", rules.name, rule.name);
                return Err(HouseError::File { file, problem });
            }
        }
        Ok(())
    }

    /// A ledger stands on a shelf that is there.
    fn check_shelves(&self) -> Result<(), HouseError> {
        let known: Vec<&str> = self.shelves.iter().map(|shelf| shelf.name.as_str()).collect();
        let lost = |kind: &&Kind| kind.shelf.as_deref().is_some_and(|shelf| !known.contains(&shelf));
        match self.kinds.iter().find(lost) {
            None => Ok(()),
            Some(kind) => Err(HouseError::File {
                file: format!("kinds/{}.toml", kind.name),
                problem: format!(
                    "no shelf `{}`; allowed: {}",
                    kind.shelf.as_deref().unwrap_or_default(),
                    known.join(", ")
                ),
            }),
        }
    }

    /// Kinds may only stand under kinds that are there.
    fn check_places(&self, files: &BTreeMap<String, String>) -> Result<(), HouseError> {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name.as_str()).collect();
        for kind in &self.kinds {
            let followed = kind.follow_ups.iter().map(|next| &next.kind);
            if let Some(next) = followed.clone().find(|next| !names.contains(&next.as_str())) {
                let problem = format!("no kind `{next}` to follow up with; allowed: {}", names.join(", "));
                return Err(HouseError::File { file: format!("kinds/{}.toml", kind.name), problem });
            }
            let unknown =
                kind.under.iter().find(|under| !under.is_empty() && !names.contains(&under.as_str()));
            if let Some(under) = unknown {
                let file = format!("kinds/{}.toml", kind.name);
                let line = files
                    .get(&file)
                    .and_then(|text| text.lines().position(|line| line.trim_start().starts_with("under")))
                    .map_or(1, |at| at + 1);
                let problem = format!("no kind `{under}` to stand under");
                let error = Mistake::new(line, problem, names.join(", "));
                return Err(HouseError::Line { file, error });
            }
        }
        Ok(())
    }
}

fn collect(folder: Option<&Path>) -> Result<BTreeMap<String, String>, HouseError> {
    let mut files = BTreeMap::new();
    for name in BuiltIn::iter() {
        if let Some(file) = BuiltIn::get(&name) {
            files.insert(name.to_string(), String::from_utf8_lossy(&file.data).into_owned());
        }
    }
    let Some(folder) = folder else { return Ok(files) };
    let mut own = vec![];
    for part in ["kinds", "calendars", "documents", "ladders", "lamps", "rates", "scores"] {
        let Ok(entries) = std::fs::read_dir(folder.join(part)) else { continue };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        own.extend(names.filter(|name| name.ends_with(".toml")).map(|name| format!("{part}/{name}")));
    }
    let alone = [
        "cadences.toml",
        "comparison.toml",
        "fonts.toml",
        "likeness.toml",
        "lists.toml",
        "own_ledgers.toml",
        "roles.toml",
        "shelves.toml",
    ];
    own.extend(alone.into_iter().filter(|name| folder.join(name).exists()).map(str::to_owned));
    for name in own {
        let wrong = |problem: String| HouseError::File { file: name.clone(), problem };
        let path = folder.join(&name);
        let size = path.metadata().map_err(|error| wrong(error.to_string()))?.len();
        if size > MAX_BYTES {
            return Err(wrong(format!("{size} bytes, at most {MAX_BYTES}")));
        }
        let text = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        files.insert(name, text);
    }
    Ok(files)
}
