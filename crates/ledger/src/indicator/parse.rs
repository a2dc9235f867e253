//! Reading an indicator: every mistake names the line and what would be allowed.

use super::{Condition, Indicator, On, Over, What};
use crate::{
    kind::{Label, StateClass},
    mistake::Mistake,
};
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIndicator {
    rate: Spanned<String>,
    version: Spanned<u32>,
    label: Label,
    definition: Label,
    treatment: Label,
    since: Option<String>,
    over: Spanned<Vec<Spanned<RawOver>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOver {
    kind: Spanned<String>,
    on: Spanned<String>,
    counts: Vec<Spanned<RawCondition>>,
    met: Vec<Spanned<RawCondition>>,
    sum: Option<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    taken: Option<String>,
    in_time: Option<String>,
    field: Option<String>,
    is: Option<Vec<String>>,
    class: Option<Vec<String>>,
    #[serde(default)]
    late: bool,
    #[serde(default)]
    came_back: bool,
    #[serde(default)]
    not: bool,
}

impl Indicator {
    /// Reads one definition.
    ///
    /// # Errors
    /// The first mistake: broken TOML, an unknown key, a kind that is named twice (its rows would count twice), a
    /// condition that says nothing or two things, a day of another form.
    pub fn parse(source: &str) -> Result<Indicator, Mistake> {
        let allowed =
            "rate, version, label, definition, treatment, since, [[over]] with kind, on, counts, met, sum";
        let raw: RawIndicator =
            toml::from_str(source).map_err(|error| Mistake::of_toml(source, &error, allowed))?;
        Mistake::unless_name(source, &raw.rate)?;
        if *raw.version.get_ref() == 0 {
            return Err(Mistake::at(source, &raw.version, "version 0".into(), "1 and up"));
        }
        if raw.over.get_ref().is_empty() {
            return Err(Mistake::at(source, &raw.over, "nothing is counted".into(), "at least one [[over]]"));
        }
        let since = raw.since.map(|day| day.parse::<Date>()).transpose();
        let since =
            since.map_err(|_| Mistake::at(source, &raw.rate, "since".into(), "a day, such as 2026-01-01"))?;
        let mut over: Vec<Over> = vec![];
        for one in raw.over.get_ref() {
            let kind = &one.get_ref().kind;
            if over.iter().any(|known| known.kind == *kind.get_ref()) {
                let problem =
                    format!("kind `{}` stands twice, so its rows would count twice", kind.get_ref());
                return Err(Mistake::at(source, kind, problem, "each kind once"));
            }
            over.push(read_over(source, one.get_ref())?);
        }
        Ok(Indicator {
            name: raw.rate.into_inner(),
            version: raw.version.into_inner(),
            label: raw.label,
            definition: raw.definition,
            treatment: raw.treatment,
            since,
            until: None,
            over,
        })
    }
}

fn read_over(source: &str, raw: &RawOver) -> Result<Over, Mistake> {
    Mistake::unless_name(source, &raw.kind)?;
    let on = match raw.on.get_ref().split_once(':') {
        None if raw.on.get_ref() == "opened" => On::Opened,
        None if raw.on.get_ref() == "now" => On::Now,
        Some(("step", name)) => On::Step(name.to_owned()),
        Some(("field", name)) => On::Field(name.to_owned()),
        _ => {
            let problem = format!("on `{}`", raw.on.get_ref());
            return Err(Mistake::at(
                source,
                &raw.on,
                problem,
                "opened, now, step:<move>, field:<date field>",
            ));
        }
    };
    let conditions = |raw: &[Spanned<RawCondition>]| -> Result<Vec<Condition>, Mistake> {
        raw.iter().map(|one| condition(source, one)).collect()
    };
    Ok(Over {
        kind: raw.kind.get_ref().clone(),
        on,
        counts: conditions(&raw.counts)?,
        met: conditions(&raw.met)?,
        sum: raw.sum.clone(),
    })
}

fn condition(source: &str, raw: &Spanned<RawCondition>) -> Result<Condition, Mistake> {
    let one = raw.get_ref();
    let allowed = "one of taken, in_time, field (with is), class, late, came_back; not turns it round";
    let wrong = || Mistake::at(source, raw, "a condition that says nothing, or two things".into(), allowed);
    let mut said = vec![];
    said.extend(one.taken.clone().map(What::Taken));
    said.extend(one.in_time.clone().map(What::InTime));
    said.extend(one.field.clone().map(|field| match one.is.clone() {
        Some(values) => What::Holds(field, values),
        None => What::Filled(field),
    }));
    if let Some(names) = &one.class {
        let classes: Option<Vec<StateClass>> = names.iter().map(|name| StateClass::from_name(name)).collect();
        let known = StateClass::ALL.map(StateClass::name).join(", ");
        let unknown = || Mistake::at(source, raw, format!("class {names:?}"), known);
        said.push(What::Class(classes.ok_or_else(unknown)?));
    }
    said.extend(one.late.then_some(What::Late));
    said.extend(one.came_back.then_some(What::CameBack));
    match said.pop() {
        Some(what) if said.is_empty() && (one.is.is_none() || one.field.is_some()) => {
            Ok(Condition { what, not: one.not })
        }
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"rate = "answered"
version = 1
label = { zh = "率", en = "Rate" }
definition = { zh = "甲/乙", en = "a/b" }
treatment = { zh = "无", en = "none" }
[[over]]
kind = "petition"
on = "step:step_answer"
counts = [{ class = ["cancelled"], not = true }]
met = [{ in_time = "step_answer" }]
"#;

    fn mistake(find: &str, put: &str) -> Mistake {
        assert!(GOOD.contains(find));
        Indicator::parse(&GOOD.replace(find, put)).unwrap_err()
    }

    #[test]
    fn each_day_is_counted_by_one_version() {
        let version = |number: u32, since: &str| {
            let head = format!("version = {number}\n{since}");
            Indicator::parse(&GOOD.replace("version = 1", &head)).unwrap()
        };
        let mut versions = [version(2, "since = \"2026-01-01\""), version(1, "")];
        Indicator::in_turn(&mut versions).unwrap();
        let holds = |day: Date| versions.each_ref().map(|one| one.holds_on(day));
        assert_eq!(holds("2025-12-31".parse().unwrap()), [true, false]);
        assert_eq!(holds("2026-01-01".parse().unwrap()), [false, true]);
        let wrong = |mut versions: [Indicator; 2]| Indicator::in_turn(&mut versions).unwrap_err().0;
        assert_eq!(wrong([version(1, ""), version(1, "")]), 1);
        assert_eq!(wrong([version(1, ""), version(2, "")]), 2);
        let early = "since = \"2025-01-01\"";
        assert_eq!(wrong([version(1, "since = \"2026-01-01\""), version(3, early)]), 3);
    }

    #[test]
    fn a_definition_reads_and_a_mistake_names_its_line() {
        let read = Indicator::parse(GOOD).unwrap();
        assert_eq!((read.name.as_str(), &read.over[0].on), ("answered", &On::Step("step_answer".into())));
        assert_eq!(mistake("\"step:step_answer\"", "\"closed\"").line, 8);
        assert_eq!(mistake("{ in_time = \"step_answer\" }", "{ not = true }").line, 10);
        assert_eq!(mistake("{ in_time = \"step_answer\" }", "{ late = true, came_back = true }").line, 10);
        assert_eq!(mistake("\"cancelled\"", "\"over\"").line, 9);
        assert_eq!(mistake("version = 1", "version = 0").line, 2);
        let twice = format!("{GOOD}{}", &GOOD[GOOD.find("[[over]]").unwrap()..]);
        let told = Indicator::parse(&twice).unwrap_err();
        assert_eq!(
            (told.line, told.problem.as_str()),
            (12, "kind `petition` stands twice, so its rows would count twice")
        );
    }
}
