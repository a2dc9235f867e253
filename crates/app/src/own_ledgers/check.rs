//! What a definition must be beyond reading: a ledger that the house can live with.

use crate::App;
use ledger::{Kind, Kinds, Mistake, field::FieldType, kind::Nature};

impl App {
    /// Reads a definition and looks it through.
    ///
    /// # Errors
    /// The first mistake with its line: all that [`Kind::parse`] finds, a name that the house has or a version that does not
    /// follow the one in force, something that only the house defines, a move that nobody may take, a limit for which no
    /// calendar is loaded, money in different units.
    pub(super) fn checked(&self, source: &str, kinds: &Kinds) -> Result<Kind, Mistake> {
        let kind = Kind::parse(source)?;
        let at = |words: &str, problem: String, allowed: &str| {
            Mistake::new(line_of(source, words), problem, allowed)
        };
        if self.house_kinds.contains(&kind.name) {
            let problem = format!("the house has a kind `{}`", kind.name);
            return Err(at("kind", problem, "a name that is not taken").of("taken", &kind.name));
        }
        let next = kinds.latest(&kind.name).map_or(1, |known| known.version + 1);
        if kind.version != next {
            let problem = format!("version {} of kind `{}`", kind.version, kind.name);
            let allowed = format!("version {next}, or another name");
            return Err(at("version", problem, &allowed).of("version", &kind.version.to_string()));
        }
        if kind.nature != Nature::Matter || kind.under != [""] {
            let allowed = "nature = \"matter\" and under = [\"\"]";
            return Err(at("under", "not a ledger".into(), allowed).of("no_ledger", &kind.name));
        }
        let known: Vec<&str> = self.shelves.iter().map(|shelf| shelf.name.as_str()).collect();
        if !kind.shelf.as_deref().is_some_and(|shelf| known.contains(&shelf)) {
            let shelf = kind.shelf.as_deref().unwrap_or_default();
            return Err(at("shelf", "no such shelf".into(), &known.join(", ")).of("shelf", shelf));
        }
        let is_of_the_house = !kind.readers.is_empty()
            || kind.in_plan
            || !kind.follow_ups.is_empty()
            || kind.use_cases().next().is_some()
            || kind.moves.iter().any(|way| !way.also.is_empty());
        if is_of_the_house {
            let problem = "readers, in_plan, follow_up, also and through are the house's".into();
            return Err(at("kind", problem, "leave them out").of("of_the_house", &kind.name));
        }
        let may = |right: &str| self.roles.roles.iter().any(|role| role.holds(right));
        if let Some(way) = kind.moves.iter().find(|way| !may(&format!("move:{}", way.name))) {
            let problem = format!("nobody may take the move `{}`", way.name);
            let named = format!("name = \"{}\"", way.name);
            let allowed = "a name that begins with step_, gate_, decide_ or office_";
            return Err(at(&named, problem, allowed).of("nobody", &way.name));
        }
        for limit in &kind.limits {
            let due = limit.after.parse().map(|after| self.calendar.due(self.clock.today(), after));
            if !matches!(due, Ok(Ok(_))) {
                let problem = format!("no calendar for the limit `{}` from today", limit.after);
                let written = format!("after = \"{}\"", limit.after);
                let allowed = "days of the calendar, such as 10d, or load the calendar of the year";
                return Err(at(&written, problem, allowed).of("no_calendar", &limit.after));
            }
        }
        self.one_unit_of_money(source, &kind)?;
        Ok(kind)
    }

    /// Amounts of one ledger are of one unit: sums over it would be wrong otherwise.
    fn one_unit_of_money(&self, source: &str, kind: &Kind) -> Result<(), Mistake> {
        let decimals = kind.fields.iter().filter(|field| field.r#type == FieldType::Decimal);
        let units =
            decimals.filter_map(|field| Some((field, self.comparison.words.unit_of(&field.label.zh)?)));
        let units: Vec<_> = units.collect();
        let Some((_, first)) = units.first() else { return Ok(()) };
        match units.iter().find(|(_, unit)| unit != first) {
            None => Ok(()),
            Some((field, _)) => {
                let line =
                    source.lines().position(|line| line.contains(&field.label.zh)).map_or(1, |at| at + 1);
                let problem =
                    format!("`{}` counts money in another unit than the fields before", field.label.zh);
                Err(Mistake::new(line, problem, "one unit of money in a ledger").of("money", &field.label.zh))
            }
        }
    }
}

/// The first line that begins with these words; the first line where there is none.
fn line_of(source: &str, words: &str) -> usize {
    source.lines().position(|line| line.trim_start().starts_with(words)).map_or(1, |at| at + 1)
}
