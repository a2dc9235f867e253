//! Reading the rules of a score sheet: every mistake names the line and what would be allowed.

use super::{Fact, Rule, ScoreRules};
use crate::{Decimal, kind::Label, mistake::Mistake};
use serde::Deserialize;
use toml::Spanned;

/// Rules of a sheet at most.
const MOST_RULES: usize = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    score: Spanned<String>,
    version: Spanned<u32>,
    label: Label,
    definition: Label,
    base: Spanned<String>,
    rule: Spanned<Vec<Spanned<RawRule>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    name: Spanned<String>,
    label: Label,
    fact: Spanned<String>,
    kind: Option<String>,
    until: Option<String>,
    r#move: Option<String>,
    rate: Option<String>,
    each: Spanned<String>,
    most: Option<Spanned<String>>,
}

impl ScoreRules {
    /// Reads one definition.
    ///
    /// # Errors
    /// The first mistake: broken TOML, an unknown key or fact, a fact without what it counts, a name that stands twice, points
    /// that are no decimal.
    pub fn parse(source: &str) -> Result<ScoreRules, Mistake> {
        let allowed = "score, version, label, definition, base, [[rule]] with name, label, fact, kind, until, move, rate, each, most";
        let raw: Raw = toml::from_str(source).map_err(|error| Mistake::of_toml(source, &error, allowed))?;
        Mistake::unless_name(source, &raw.score)?;
        if *raw.version.get_ref() == 0 {
            return Err(Mistake::at(source, &raw.version, "version 0".into(), "1 and up"));
        }
        if raw.rule.get_ref().is_empty() || raw.rule.get_ref().len() > MOST_RULES {
            let problem = format!("{} rules", raw.rule.get_ref().len());
            return Err(Mistake::at(source, &raw.rule, problem, format!("1 to {MOST_RULES} [[rule]]")));
        }
        let mut rules: Vec<Rule> = vec![];
        for one in raw.rule.get_ref() {
            let name = &one.get_ref().name;
            if rules.iter().any(|known| known.name == *name.get_ref()) {
                let problem =
                    format!("rule `{}` stands twice, so its points would count twice", name.get_ref());
                return Err(Mistake::at(source, name, problem, "each name once"));
            }
            rules.push(rule(source, one)?);
        }
        Ok(ScoreRules {
            base: decimal(source, &raw.base)?,
            name: raw.score.into_inner(),
            version: raw.version.into_inner(),
            label: raw.label,
            definition: raw.definition,
            rules,
        })
    }
}

fn rule(source: &str, raw: &Spanned<RawRule>) -> Result<Rule, Mistake> {
    let one = raw.get_ref();
    Mistake::unless_name(source, &one.name)?;
    let given = (one.kind.clone(), one.until.clone(), one.r#move.clone(), one.rate.clone());
    let fact = match (one.fact.get_ref().as_str(), given) {
        ("late", (Some(kind), Some(until), None, None)) => Fact::Late { kind, until },
        ("in_time", (Some(kind), Some(until), None, None)) => Fact::InTime { kind, until },
        ("moved", (Some(kind), None, Some(way), None)) => Fact::Moved { kind, way },
        ("rate", (None, None, None, Some(rate))) => Fact::Rate { rate },
        (fact, _) => {
            let allowed = "late with kind and until, in_time with kind and until, moved with kind and move, rate with rate";
            return Err(Mistake::at(source, &one.fact, format!("fact `{fact}` with other keys"), allowed));
        }
    };
    Ok(Rule {
        name: one.name.get_ref().clone(),
        label: one.label.clone(),
        fact,
        each: decimal(source, &one.each)?,
        most: one.most.as_ref().map(|most| decimal(source, most)).transpose()?,
    })
}

fn decimal(source: &str, text: &Spanned<String>) -> Result<Decimal, Mistake> {
    let wrong =
        || Mistake::at(source, text, format!("points `{}`", text.get_ref()), "a decimal, such as \"-2.5\"");
    Decimal::parse(text.get_ref()).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"score = "year"
version = 1
label = { zh = "考核", en = "Assessment" }
definition = { zh = "甲", en = "a" }
base = "100"
[[rule]]
name = "late_nodes"
label = { zh = "节点", en = "Nodes" }
fact = "late"
kind = "node"
until = "report_done"
each = "-2"
most = "20"
"#;

    #[test]
    fn rules_read_and_a_mistake_names_its_line() {
        let read = ScoreRules::parse(GOOD).unwrap();
        assert_eq!(read.rules[0].fact.counts(), Some(("node", "report_done")));
        let mistake = |find: &str, put: &str| {
            assert!(GOOD.contains(find));
            ScoreRules::parse(&GOOD.replace(find, put)).unwrap_err().line
        };
        assert_eq!(mistake("\"late\"", "\"diligence\""), 9);
        assert_eq!(mistake("until = \"report_done\"", "move = \"report_done\""), 9);
        assert_eq!(mistake("each = \"-2\"", "each = \"two\""), 12);
        assert_eq!(mistake("version = 1", "version = 0"), 2);
        let twice = format!("{GOOD}{}", &GOOD[GOOD.find("[[rule]]").unwrap()..]);
        let told = ScoreRules::parse(&twice).unwrap_err();
        assert_eq!(told.line, 15);
        assert!(told.problem.contains("count twice"));
    }
}
