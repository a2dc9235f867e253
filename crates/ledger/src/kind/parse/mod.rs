//! Reading a kind file: every mistake names the line and what would be allowed.

use super::{Kind, Nature, Reason};
mod ledger;
mod raw;
mod way;

use crate::{field::FieldType, guard::Guard};
use raw::{RawAlso, RawField, RawFollowUp, RawKind, RawLimit, RawMove, RawOnly, RawSeries, Readers};
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
        let raw = raw(source)?;
        Reader { source }.check(&raw)?;
        Ok(raw.into_kind())
    }

    /// Reads a definition that is still being written: what it says, whether or not its parts fit together.
    ///
    /// # Errors
    /// Broken TOML, an unknown key, or a word that is none of a closed list.
    pub fn sketch(source: &str) -> Result<Kind, KindError> {
        Ok(raw(source)?.into_kind())
    }
}

fn raw(source: &str) -> Result<RawKind, KindError> {
    toml::from_str(source).map_err(|error| {
        let allowed = "kind, version, nature (matter, group, register), label, under, opens_as, imports_as, \
                       readers, in_plan, [[field]], [[state]], [[move]], [[return_code]], [[series]], \
                       [[follow_up]], [[limit]], shelf, columns, longest_extension, through";
        KindError::of_toml(source, &error, allowed)
    })
}

struct Reader<'a> {
    source: &'a str,
}

impl Reader<'_> {
    fn error<T>(&self, at: &Spanned<T>, problem: String, allowed: impl Into<String>) -> KindError {
        KindError::at(self.source, at, problem, allowed)
    }

    fn check(&self, raw: &RawKind) -> Result<(), KindError> {
        self.name(&raw.kind)?;
        if *raw.version.get_ref() == 0 {
            return Err(self.error(&raw.version, "version 0".into(), "1 and up"));
        }
        self.distinct(raw.state.iter().map(|s| &s.name))?;
        self.distinct(raw.field.iter().map(|f| &f.name))?;
        self.distinct(raw.moves.iter().map(|m| &m.name))?;
        self.distinct(raw.return_code.iter().map(|c| &c.name))?;
        self.distinct(raw.series.iter().map(|s| &s.name))?;
        let states: Vec<&str> = raw.state.iter().map(|s| s.name.get_ref().as_str()).collect();
        self.known(&raw.opens_as, &states)?;
        raw.imports_as.iter().try_for_each(|state| self.known(state, &states))?;
        // An empty name among those it stands under is the top.
        let named = |parent: &&Spanned<String>| !parent.get_ref().is_empty();
        raw.under.iter().filter(named).try_for_each(|parent| self.name(parent))?;
        for one in &raw.moves {
            one.from.iter().chain([&one.to]).try_for_each(|state| self.known(state, &states))?;
        }
        self.every_state_has_a_way_out(raw)?;
        raw.readers.iter().try_for_each(|readers| self.readers(readers))?;
        raw.series.iter().try_for_each(|one| self.series(one))?;
        raw.moves.iter().try_for_each(|one| self.numbers(one, raw))?;
        raw.field.iter().try_for_each(|field| self.field(field))?;
        raw.follow_up.iter().try_for_each(|one| self.follow_up(one, raw))?;
        raw.limit.iter().try_for_each(|one| self.state_limit(one, raw))?;
        self.own_fields(&raw.columns, raw)?;
        raw.shelf.iter().try_for_each(|shelf| self.name(shelf))?;
        raw.longest_extension.iter().try_for_each(|longest| self.limit(longest))?;
        raw.through.iter().try_for_each(|through| self.name(through))?;
        raw.moves.iter().try_for_each(|one| self.one_move(one, raw))
    }

    fn readers(&self, raw: &Spanned<Readers>) -> Result<(), KindError> {
        let rights = raw.get_ref().rights();
        let is_right = |right: &String| right.strip_prefix("read:").is_some_and(crate::mistake::is_name);
        if rights.is_empty() || !rights.iter().all(is_right) {
            let problem = format!("readers {rights:?}");
            return Err(self.error(
                raw,
                problem,
                "a right such as \"read:accountability\", or a list of such",
            ));
        }
        Ok(())
    }

    fn field(&self, raw: &RawField) -> Result<(), KindError> {
        self.distinct(raw.choice.iter().map(|c| &c.name))?;
        let is_choice = raw.r#type == FieldType::Choice;
        if is_choice == raw.choice.is_empty() {
            let problem = format!("field `{}` and its choices do not fit", raw.name.get_ref());
            return Err(self
                .error(&raw.name, problem, "[[field.choice]] for type = \"choice\", and only there")
                .of("choices", raw.name.get_ref()));
        }
        Ok(())
    }

    fn one_move(&self, raw: &RawMove, kind: &RawKind) -> Result<(), KindError> {
        if raw.reason == Reason::Coded && kind.return_code.is_empty() {
            let problem =
                format!("move `{}` asks for a coded reason, and there are no codes", raw.name.get_ref());
            return Err(self
                .error(&raw.name, problem, "at least one [[return_code]]")
                .of("codes", raw.name.get_ref()));
        }
        for name in &raw.guards {
            let Some(guard) = Guard::from_name(name.get_ref()) else {
                let allowed = Guard::ALL.map(Guard::name).join(", ");
                let problem = format!("no guard `{}`", name.get_ref());
                return Err(self.error(name, problem, allowed).of("no_guard", name.get_ref()));
            };
            self.reads(name, guard, kind)?;
        }
        raw.wait.iter().try_for_each(|wait| self.limit(wait))?;
        self.own_fields(&raw.needs, kind)?;
        raw.only.iter().try_for_each(|only| self.only(only, kind))?;
        raw.rated.iter().try_for_each(|rated| self.rated(rated))?;
        raw.through.iter().try_for_each(|through| self.name(through))?;
        raw.also.iter().try_for_each(|also| self.also(also))
    }

    fn name(&self, name: &Spanned<String>) -> Result<(), KindError> {
        KindError::unless_name(self.source, name)
    }

    fn distinct<'n>(&self, names: impl Iterator<Item = &'n Spanned<String>>) -> Result<(), KindError> {
        let mut seen = BTreeSet::new();
        for name in names {
            self.name(name)?;
            if !seen.insert(name.get_ref()) {
                let problem = format!("`{}` stands twice", name.get_ref());
                return Err(self.error(name, problem, "each name once").of("twice", name.get_ref()));
            }
        }
        Ok(())
    }

    fn known(&self, state: &Spanned<String>, states: &[&str]) -> Result<(), KindError> {
        if states.contains(&state.get_ref().as_str()) {
            return Ok(());
        }
        let problem = format!("no state `{}`", state.get_ref());
        Err(self.error(state, problem, states.join(", ")).of("no_state", state.get_ref()))
    }

    /// From every state that is no end an end can be reached.
    fn every_state_has_a_way_out(&self, raw: &RawKind) -> Result<(), KindError> {
        if raw.nature != Nature::Matter {
            return Ok(());
        }
        let ends = raw.state.iter().filter(|state| state.class.has_ended());
        let mut leads: BTreeSet<&str> = ends.map(|state| state.name.get_ref().as_str()).collect();
        let mut known = 0;
        while leads.len() > known {
            known = leads.len();
            let back = raw.moves.iter().filter(|way| leads.contains(way.to.get_ref().as_str()));
            let back: Vec<&str> =
                back.flat_map(|way| &way.from).map(|from| from.get_ref().as_str()).collect();
            leads.extend(back);
        }
        match raw.state.iter().find(|state| !leads.contains(state.name.get_ref().as_str())) {
            None => Ok(()),
            Some(stuck) => Err(self
                .error(
                    &stuck.name,
                    format!("state `{}` has no way out", stuck.name.get_ref()),
                    "[[move]]s from it that lead to an end, or class = \"closed\" or \"cancelled\"",
                )
                .of("no_way_out", stuck.name.get_ref())),
        }
    }
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
        // Going round in a circle is no way out.
        let circle = mistake("to = \"closed\"", "to = \"planned\"");
        assert_eq!((circle.line, circle.rule), (8, "no_way_out"));
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
