//! What the pages of score sheets show.

use crate::shell::Shell;
use app::scores::{Point, RulePoints, ScoreLine, ScorePage, UnitScore};
use askama::Template;
use ledger::{
    MatterId,
    score::{Fact, Rule, ScoreRules},
};

/// All sheets, and the form for the next one.
#[derive(Template)]
#[template(path = "pages/scores/scores.html")]
pub struct ScoresPage {
    /// The frame.
    pub s: Shell,
    /// Sheets, the newest first.
    pub lines: Vec<ScoreLine>,
    /// Rules of the house.
    pub rules: Vec<ScoreRules>,
    /// Whether this person may open one.
    pub may: bool,
    /// Why the form was refused.
    pub why: Option<String>,
    /// Makes a second press of a button harmless.
    pub seed: String,
}

/// One sheet.
#[derive(Template)]
#[template(path = "pages/scores/score.html")]
pub struct ScoreView {
    /// The frame.
    pub s: Shell,
    /// The sheet.
    pub p: ScorePage,
    /// The unit whose points are shown.
    pub unit: Option<MatterId>,
    /// Whether this person may announce it.
    pub may_open: bool,
    /// Whether this person may object for the unit that is shown.
    pub may_object: bool,
    /// Whether this person decides.
    pub may_decide: bool,
    /// Makes a second press of a button harmless.
    pub seed: String,
}

impl ScoresPage {
    /// Name of rules.
    pub fn label<'a>(&'a self, rules: &'a ScoreRules) -> &'a str {
        self.s.language().of(&rules.label)
    }

    /// What is ranked by what.
    pub fn definition<'a>(&'a self, rules: &'a ScoreRules) -> &'a str {
        self.s.language().of(&rules.definition)
    }

    /// The quarter before this one: what is scored as a rule.
    pub fn proposed(&self) -> String {
        let (year, quarter) = (self.s.today.year(), (self.s.today.month() + 2) / 3);
        if quarter == 1 { format!("{}-Q4", year - 1) } else { format!("{year}-Q{}", quarter - 1) }
    }
}

impl ScoreView {
    /// Name of the rules.
    pub fn label(&self) -> &str {
        self.s.language().of(&self.p.rules.label)
    }

    /// What is ranked by what.
    pub fn definition(&self) -> &str {
        self.s.language().of(&self.p.rules.definition)
    }

    /// Name of a rule.
    pub fn rule<'a>(&'a self, rule: &'a Rule) -> &'a str {
        self.s.language().of(&rule.label)
    }

    /// Points for each, and at most.
    pub fn worth(&self, rule: &Rule) -> String {
        let family = match rule.fact {
            Fact::Rate { .. } => "scores-of",
            _ => "scores-each",
        };
        let each = self.s.t.with(family, &[("points", &rule.each.to_string())]);
        match rule.most {
            Some(most) => format!("{each}{}", self.s.t.with("scores-most", &[("points", &most.to_string())])),
            None => each,
        }
    }

    /// Whether the sheet is in this state.
    pub fn is(&self, state: &str) -> bool {
        self.p.state == state
    }

    /// Whether an objection waits.
    pub fn waits(&self, state: &str) -> bool {
        state == "filed"
    }

    /// How often, or the two numbers of a rate.
    pub fn counted(&self, of: &RulePoints) -> String {
        of.d.map_or_else(|| of.n.to_string(), |d| format!("{}/{d}", of.n))
    }

    /// Whether a rule gave or took nothing.
    pub fn is_nothing(&self, of: &RulePoints) -> bool {
        of.points == ledger::Decimal::default()
    }

    /// The unit whose points are shown.
    pub fn chosen(&self) -> Option<&UnitScore> {
        self.p.units.iter().find(|one| Some(one.unit.id) == self.unit)
    }

    /// Points of one rule.
    pub fn of_rule(&self, at: &usize) -> Vec<&Point> {
        self.p.points.iter().filter(|point| point.rule == *at).collect()
    }

    /// Rates among the rules: place, name of the rate.
    pub fn rate<'a>(&'a self, rule: &'a Rule) -> Option<&'a str> {
        match &rule.fact {
            Fact::Rate { rate } => Some(rate),
            _ => None,
        }
    }

    /// The year of the period.
    pub fn year(&self) -> i16 {
        self.p.span.first().year()
    }
}
