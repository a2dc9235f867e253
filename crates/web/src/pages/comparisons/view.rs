//! What the pages of comparisons show.

use crate::shell::Shell;
use app::{
    comparison::Place,
    comparisons::{ComparisonLine, ComparisonPage, FieldShown, Input, PairShown, ReasonShown, RowShown},
    query::answer::Named,
};
use askama::Template;

/// All comparisons, and the form for the next one.
#[derive(Template)]
#[template(path = "pages/comparisons/comparisons.html")]
pub struct ComparisonsPage {
    /// The frame.
    pub s: Shell,
    /// Comparisons, the newest first.
    pub lines: Vec<ComparisonLine>,
    /// Why the form was refused.
    pub why: Option<String>,
    /// What was typed into it.
    pub typed: Vec<(String, String)>,
    /// Makes a second press of a button harmless.
    pub seed: String,
}

/// One comparison.
#[derive(Template)]
#[template(path = "pages/comparisons/comparison.html")]
pub struct ComparisonView {
    /// The frame.
    pub s: Shell,
    /// The comparison.
    pub c: ComparisonPage,
    /// Units that can be given the mismatches.
    pub units: Vec<Named>,
    /// Makes a second press of a button harmless.
    pub seed: String,
}

/// `A 1,207 · B 1,198`
fn inputs(s: &Shell, inputs: &[Input]) -> String {
    let told: Vec<String> =
        inputs.iter().map(|input| format!("{} {}", input.name, s.num(input.rows))).collect();
    told.join(" · ")
}

impl ComparisonsPage {
    /// What was typed under a name.
    pub fn value(&self, name: &str) -> &str {
        self.typed.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }

    /// The lists with their rows.
    pub fn inputs(&self, line: &ComparisonLine) -> String {
        inputs(&self.s, &line.inputs)
    }

    /// Ledgers that everybody may know of: kind and name.
    pub fn ledgers(&self) -> Vec<(String, String)> {
        let kinds = self.s.words.kinds.values();
        let open = kinds.filter(|kind| kind.shelf.is_some() && kind.readers.is_empty());
        open.map(|kind| (kind.name.clone(), self.s.kind(&kind.name))).collect()
    }
}

impl ComparisonView {
    /// What was compared.
    pub fn fields(&self) -> String {
        let told =
            |field: &FieldShown| format!("{} ({})", field.label, self.s.t.of("comparisons-role", field.role));
        self.c.fields.iter().map(told).collect::<Vec<_>>().join(&self.s.t.get("list-comma"))
    }

    /// A row's place as the form sends it.
    pub fn at(&self, place: &Place) -> String {
        format!("{}-{}", place.list, place.row)
    }

    /// A score or points with two places behind the point.
    pub fn points(&self, hundredths: &i32) -> String {
        let sign = if *hundredths < 0 { "−" } else { "" };
        let value = hundredths.unsigned_abs();
        format!("{sign}{}.{:02}", value / 100, value % 100)
    }

    /// A reason in words.
    pub fn reason(&self, reason: &ReasonShown) -> String {
        let why = self.s.t.of("compare-reason", reason.code);
        let field = if reason.field.is_empty() { String::new() } else { format!("{} ", reason.field) };
        format!("{field}{why} {}", self.points(&reason.points))
    }

    /// What differs, where it does.
    pub fn differs(&self, pair: &PairShown) -> bool {
        !pair.differs.is_empty()
    }

    /// Lists that have it, with the row.
    pub fn places(&self, rows: &[RowShown]) -> String {
        let told: Vec<String> = rows.iter().map(|row| format!("{} #{}", row.list, row.number)).collect();
        told.join(&self.s.t.get("list-comma"))
    }

    /// Lists that lack it.
    pub fn lacking(&self, rows: &[RowShown]) -> String {
        let has = |list: usize| rows.iter().any(|row| row.place.list == list);
        let lacking = self.c.inputs.iter().enumerate().filter(|(list, _)| !has(*list));
        let names: Vec<&str> = lacking.map(|(_, input)| input.name.as_str()).collect();
        names.join(&self.s.t.get("list-comma"))
    }

    /// Numbers of rows.
    pub fn numbers(&self, rows: &[usize]) -> String {
        let told: Vec<String> = rows.iter().map(|row| format!("#{row}")).collect();
        told.join(&self.s.t.get("list-comma"))
    }
}
