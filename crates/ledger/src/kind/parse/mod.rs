//! Reading a kind file: every mistake names the line and what would be allowed.

use super::{Choice, Field, Kind, Move, Nature, Reason, State};
mod ledger;
mod raw;
mod way;

use crate::{field::FieldType, guard::Guard};
use raw::{
    RawAlso, RawChoice, RawField, RawFollowUp, RawKind, RawLimit, RawMove, RawOnly, RawSeries, Readers,
};
use std::collections::BTreeSet;
use toml::Spanned;

pub use crate::mistake::Mistake as KindError;

impl Kind {
    /// Reads one definition.
    ///
    /// # Errors
    /// The first mistake: broken TOML, an unknown key, a name used twice, a move from or to a state that is not
    /// there, an unknown guard, a state without a way out that is no end, a name that is not lower snake case.
    pub fn parse(source: &str) -> Result<Kind, KindError> {
        let raw: RawKind = toml::from_str(source).map_err(|error| {
            let allowed = "kind, version, nature (matter, group, register), label, under, opens_as, imports_as, \
                           readers, in_plan, [[field]], [[state]], [[move]], [[return_code]], [[series]], \
                           [[follow_up]], [[limit]], shelf, columns, longest_extension";
            KindError::of_toml(source, &error, allowed)
        })?;
        Reader { source }.kind(raw)
    }
}

struct Reader<'a> {
    source: &'a str,
}

impl Reader<'_> {
    fn error<T>(&self, at: &Spanned<T>, problem: String, allowed: impl Into<String>) -> KindError {
        KindError::at(self.source, at, problem, allowed)
    }

    fn kind(&self, raw: RawKind) -> Result<Kind, KindError> {
        self.name(&raw.kind)?;
        if *raw.version.get_ref() == 0 {
            return Err(self.error(&raw.version, "version 0".into(), "1 and up"));
        }
        self.distinct(raw.state.iter().map(|s| &s.name))?;
        self.distinct(raw.field.iter().map(|f| &f.name))?;
        self.distinct(raw.moves.iter().map(|m| &m.name))?;
        self.distinct(raw.return_code.iter().map(|c| &c.name))?;
        let states: Vec<&str> = raw.state.iter().map(|s| s.name.get_ref().as_str()).collect();
        self.known(&raw.opens_as, &states)?;
        // An empty name among those it stands under is the top.
        raw.under
            .iter()
            .filter(|parent| !parent.get_ref().is_empty())
            .try_for_each(|parent| self.name(parent))?;
        for one in &raw.moves {
            one.from.iter().chain([&one.to]).try_for_each(|state| self.known(state, &states))?;
        }
        self.every_state_has_a_way_out(&raw)?;
        self.distinct(raw.series.iter().map(|s| &s.name))?;
        let imports_as = match &raw.imports_as {
            Some(state) => {
                self.known(state, &states)?;
                state.get_ref().clone()
            }
            None => raw.opens_as.get_ref().clone(),
        };
        let readers =
            raw.readers.as_ref().map(|readers| self.readers(readers)).transpose()?.unwrap_or_default();
        let has_codes = !raw.return_code.is_empty();
        let series = raw.series.iter().map(|one| self.series(one)).collect::<Result<_, _>>()?;
        for one in &raw.moves {
            self.numbers(one, &raw)?;
        }
        let fields: Vec<Field> =
            raw.field.into_iter().map(|field| self.field(field)).collect::<Result<_, _>>()?;
        let names: Vec<&str> = raw.moves.iter().map(|m| m.name.get_ref().as_str()).collect();
        let follow_ups =
            raw.follow_up.iter().map(|one| self.follow_up(one, &names, &fields)).collect::<Result<_, _>>()?;
        let limits =
            raw.limit.iter().map(|one| self.state_limit(one, &names, &fields)).collect::<Result<_, _>>()?;
        let columns = self.own_fields(&raw.columns, &fields)?;
        if let Some(shelf) = &raw.shelf {
            self.name(shelf)?;
        }
        if let Some(longest) = &raw.longest_extension {
            self.limit(longest)?;
        }
        let moves =
            raw.moves.iter().map(|one| self.one_move(one, has_codes, &fields)).collect::<Result<_, _>>()?;
        Ok(Kind {
            name: raw.kind.into_inner(),
            version: raw.version.into_inner(),
            nature: raw.nature,
            label: raw.label,
            under: raw.under.into_iter().map(Spanned::into_inner).collect(),
            opens_as: raw.opens_as.into_inner(),
            imports_as,
            fields,
            states: raw
                .state
                .into_iter()
                .map(|s| State { name: s.name.into_inner(), class: s.class, label: s.label })
                .collect(),
            moves,
            return_codes: raw.return_code.into_iter().map(choice).collect(),
            readers,
            in_plan: raw.in_plan,
            series,
            follow_ups,
            shelf: raw.shelf.map(Spanned::into_inner),
            columns,
            limits,
            longest_extension: raw.longest_extension.map(Spanned::into_inner),
        })
    }

    fn readers(&self, raw: &Spanned<Readers>) -> Result<Vec<String>, KindError> {
        let rights = match raw.get_ref() {
            Readers::One(right) => vec![right.clone()],
            Readers::Many(rights) => rights.clone(),
        };
        let is_right = |right: &String| right.strip_prefix("read:").is_some_and(crate::mistake::is_name);
        if rights.is_empty() || !rights.iter().all(is_right) {
            let problem = format!("readers {rights:?}");
            return Err(self.error(
                raw,
                problem,
                "a right such as \"read:accountability\", or a list of such",
            ));
        }
        Ok(rights)
    }

    fn field(&self, raw: RawField) -> Result<Field, KindError> {
        self.distinct(raw.choice.iter().map(|c| &c.name))?;
        let is_choice = raw.r#type == FieldType::Choice;
        if is_choice == raw.choice.is_empty() {
            let problem = format!("field `{}` and its choices do not fit", raw.name.get_ref());
            return Err(self.error(
                &raw.name,
                problem,
                "[[field.choice]] for type = \"choice\", and only there",
            ));
        }
        Ok(Field {
            name: raw.name.into_inner(),
            r#type: raw.r#type,
            label: raw.label,
            choices: raw.choice.into_iter().map(choice).collect(),
            privacy: raw.privacy,
            required: raw.required,
        })
    }

    fn one_move(&self, raw: &RawMove, has_codes: bool, fields: &[Field]) -> Result<Move, KindError> {
        if raw.reason == Reason::Coded && !has_codes {
            let problem =
                format!("move `{}` asks for a coded reason, and there are no codes", raw.name.get_ref());
            return Err(self.error(&raw.name, problem, "at least one [[return_code]]"));
        }
        let guards: Vec<Guard> = raw
            .guards
            .iter()
            .map(|name| {
                Guard::from_name(name.get_ref()).ok_or_else(|| {
                    let allowed = Guard::ALL.map(Guard::name).join(", ");
                    self.error(name, format!("no guard `{}`", name.get_ref()), allowed)
                })
            })
            .collect::<Result<_, _>>()?;
        self.reads(raw, &guards, fields)?;
        if let Some(wait) = &raw.wait {
            self.limit(wait)?;
        }
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.get_ref().clone());
        Ok(Move {
            name: raw.name.get_ref().clone(),
            from: raw.from.iter().map(|from| from.get_ref().clone()).collect(),
            to: raw.to.get_ref().clone(),
            label: raw.label.clone(),
            reason: raw.reason,
            guards,
            needs: self.own_fields(&raw.needs, fields)?,
            only: raw.only.as_ref().map(|only| self.only(only, fields)).transpose()?,
            rating: raw.rating,
            rated: raw.rated.as_ref().map(|rated| self.rated(rated)).transpose()?,
            due: raw.due,
            wait: text(&raw.wait),
            series: text(&raw.series),
            series_of: text(&raw.series_of),
            rebound: raw.rebound,
            also: raw.also.iter().map(|also| self.also(also)).collect::<Result<_, _>>()?,
        })
    }

    fn name(&self, name: &Spanned<String>) -> Result<(), KindError> {
        KindError::unless_name(self.source, name)
    }

    fn distinct<'n>(&self, names: impl Iterator<Item = &'n Spanned<String>>) -> Result<(), KindError> {
        let mut seen = BTreeSet::new();
        for name in names {
            self.name(name)?;
            if !seen.insert(name.get_ref()) {
                return Err(self.error(name, format!("`{}` stands twice", name.get_ref()), "each name once"));
            }
        }
        Ok(())
    }

    fn known(&self, state: &Spanned<String>, states: &[&str]) -> Result<(), KindError> {
        if states.contains(&state.get_ref().as_str()) {
            return Ok(());
        }
        Err(self.error(state, format!("no state `{}`", state.get_ref()), states.join(", ")))
    }

    fn every_state_has_a_way_out(&self, raw: &RawKind) -> Result<(), KindError> {
        if raw.nature != Nature::Matter {
            return Ok(());
        }
        let leaves = |name: &str| raw.moves.iter().any(|m| m.from.iter().any(|from| from.get_ref() == name));
        match raw.state.iter().find(|s| !s.class.has_ended() && !leaves(s.name.get_ref())) {
            None => Ok(()),
            Some(stuck) => Err(self.error(
                &stuck.name,
                format!("state `{}` has no way out", stuck.name.get_ref()),
                "a [[move]] from it, or class = \"closed\" or \"cancelled\"",
            )),
        }
    }
}

fn choice(raw: RawChoice) -> Choice {
    Choice { name: raw.name.into_inner(), label: raw.label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::StateClass;

    const GOOD: &str = r#"kind = "task"
version = 1
nature = "matter"
label = { zh = "任务", en = "Task" }
opens_as = "planned"

[[state]]
name = "planned"
class = "open"
label = { zh = "未开始", en = "Planned" }
[[state]]
name = "closed"
class = "closed"
label = { zh = "已销号", en = "Written off" }

[[move]]
name = "close"
from = ["planned"]
to = "closed"
label = { zh = "销号", en = "Write off" }
guards = ["has_unit"]
"#;

    fn mistake(find: &str, put: &str) -> KindError {
        assert!(GOOD.contains(find));
        Kind::parse(&GOOD.replace(find, put)).unwrap_err()
    }

    #[test]
    fn a_good_kind_reads() {
        let kind = Kind::parse(GOOD).unwrap();
        assert_eq!(kind.imports_as, "planned");
        assert_eq!(kind.find_move("close").unwrap().guards, [Guard::HasUnit]);
        assert_eq!(kind.class_of("planned"), StateClass::Open);
    }

    #[test]
    fn a_mistake_names_its_line_and_what_is_allowed() {
        let error = mistake("[\"has_unit\"]", "[\"has_unti\"]");
        assert_eq!((error.line, error.problem.as_str()), (21, "no guard `has_unti`"));
        assert!(error.allowed.contains("has_unit"));
        let error = mistake("to = \"closed\"", "to = \"done\"");
        assert_eq!((error.line, error.allowed.as_str()), (19, "planned, closed"));
        let error = mistake("from = [\"planned\"]", "from = [\"closed\"]");
        assert_eq!((error.line, error.problem.as_str()), (8, "state `planned` has no way out"));
        assert_eq!(mistake("version = 1", "version = 0").line, 2);
        assert_eq!(mistake("nature = \"matter\"", "nature = \"thing\"").line, 3);
        assert_eq!(mistake("opens_as", "opens_es").line, 5);
        assert_eq!(mistake("name = \"closed\"", "name = \"planned\"").line, 12);
        assert_eq!(mistake("\"task\"", "\"Task list\"").line, 1);
        let error = mistake("opens_as =", "under = [\"\", \"Item\"]\nopens_as =");
        assert_eq!((error.line, error.problem.as_str()), (5, "name `Item`"));
        let error = mistake("opens_as =", "imports_as = \"reported\"\nopens_as =");
        assert_eq!((error.line, error.problem.as_str()), (5, "no state `reported`"));
        let error = mistake("guards", "reason = \"coded\"\nguards");
        assert_eq!((error.line, error.allowed.as_str()), (17, "at least one [[return_code]]"));
        let error = mistake("opens_as =", "readers = \"secret\"\nopens_as =");
        assert_eq!((error.line, error.problem.as_str()), (5, "readers [\"secret\"]"));
        let readers = |value: &str| {
            Kind::parse(&GOOD.replace("opens_as =", &format!("readers = {value}\nopens_as =")))
                .unwrap()
                .readers
        };
        assert_eq!(readers("\"read:a\""), ["read:a"]);
        assert_eq!(readers("[\"read:a\", \"read:b\"]"), ["read:a", "read:b"]);
        assert_eq!(Kind::parse("kind = ").unwrap_err().line, 1);
    }

    #[test]
    fn names_stand_once_and_choices_belong_to_choice_fields() {
        let with = |more: &str| Kind::parse(&format!("{GOOD}{more}"));
        let label = "label = { zh = \"x\", en = \"x\" }";
        let field =
            |name: &str, kind: &str| format!("[[field]]\nname = \"{name}\"\ntype = \"{kind}\"\n{label}\n");
        let choice = format!("[[field.choice]]\nname = \"a\"\n{label}\n");
        assert!(with(&field("f", "text")).is_ok());
        assert!(with(&(field("f", "choice") + &choice)).is_ok());
        let twice = with(&(field("f", "text") + &field("f", "date"))).unwrap_err();
        assert_eq!((twice.line, twice.problem.as_str()), (27, "`f` stands twice"));
        let problem = "field `f` and its choices do not fit";
        assert_eq!(with(&field("f", "choice")).unwrap_err().problem, problem);
        assert_eq!(with(&(field("f", "text") + &choice)).unwrap_err().problem, problem);
        let same = with(&(field("f", "choice") + &choice + &choice)).unwrap_err();
        assert_eq!(same.problem, "`a` stands twice");
        assert!(with(&field("f", "colour")).unwrap_err().problem.contains("colour"));
        let code = format!("[[return_code]]\nname = \"r1\"\n{label}\n");
        assert!(with(&code).is_ok());
        assert_eq!(with(&(code.clone() + &code)).unwrap_err().problem, "`r1` stands twice");
        let second_move = "[[move]]\nname = \"close\"\nfrom = [\"planned\"]\nto = \"closed\"\n";
        assert_eq!(with(&format!("{second_move}{label}")).unwrap_err().problem, "`close` stands twice");
    }

    #[test]
    fn names_are_lower_snake_case_of_forty_at_most() {
        let named = |name: &str| Kind::parse(&GOOD.replace("\"task\"", &format!("\"{name}\"")));
        for good in ["a", "return_to_post", "r1", &"a".repeat(40)] {
            assert!(named(good).is_ok(), "{good}");
        }
        for bad in ["", "1a", "_a", "a-b", "A", "事", &"a".repeat(41)] {
            assert!(named(bad).is_err(), "{bad}");
        }
    }
}
