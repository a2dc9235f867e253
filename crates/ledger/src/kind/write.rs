//! Writing a kind as its file is written, so that a definition made in a form reads like one made by hand.

use super::{Choice, Kind, Label, Only, Privacy, Rater, Reason};
use serde::Serialize;
use std::fmt::Write;

impl Kind {
    /// The definition as TOML: [`Kind::sketch`] reads the same kind back, and [`Kind::parse`] does where its parts fit.
    pub fn to_toml(&self) -> String {
        let mut page = Page::default();
        page.key("kind", &self.name);
        page.key("version", &self.version);
        page.key("nature", &self.nature);
        page.label(&self.label);
        page.list("under", &self.under);
        page.key("opens_as", &self.opens_as);
        if self.imports_as != self.opens_as {
            page.key("imports_as", &self.imports_as);
        }
        page.list("readers", &self.readers);
        page.flag("in_plan", self.in_plan);
        page.given("shelf", &self.shelf);
        page.list("columns", &self.columns);
        page.given("longest_extension", &self.longest_extension);
        page.given("through", &self.through);
        self.fields(&mut page);
        for state in &self.states {
            page.section("state");
            page.key("name", &state.name);
            page.key("class", &state.class);
            page.label(&state.label);
        }
        self.ways(&mut page);
        page.choices("return_code", &self.return_codes);
        for series in &self.series {
            page.section("series");
            page.key("name", &series.name);
            page.key("pattern", &series.pattern);
        }
        for follow_up in &self.follow_ups {
            page.section("follow_up");
            page.key("on", &follow_up.on);
            page.key("kind", &follow_up.kind);
            page.key("relation", &follow_up.relation);
            page.key("after", &follow_up.after);
            page.only(follow_up.only.as_ref());
        }
        for limit in &self.limits {
            page.section("limit");
            page.key("on", &limit.on);
            page.key("after", &limit.after);
            page.given("from", &limit.from);
            page.only(limit.only.as_ref());
        }
        page.text
    }

    fn fields(&self, page: &mut Page) {
        for field in &self.fields {
            page.section("field");
            page.key("name", &field.name);
            page.key("type", &field.r#type);
            page.label(&field.label);
            if field.privacy != Privacy::default() {
                page.key("privacy", &field.privacy);
            }
            page.flag("required", field.required);
            page.choices("field.choice", &field.choices);
        }
    }

    fn ways(&self, page: &mut Page) {
        for way in &self.moves {
            page.section("move");
            page.key("name", &way.name);
            page.key("from", &way.from);
            page.key("to", &way.to);
            page.label(&way.label);
            if way.reason != Reason::default() {
                page.key("reason", &way.reason);
            }
            page.list("guards", &way.guards);
            page.list("needs", &way.needs);
            page.only(way.only.as_ref());
            if let Some(rating) = way.rating {
                page.key::<Rater>("rating", &rating);
            }
            page.given("rated", &way.rated);
            page.flag("due", way.due);
            page.given("wait", &way.wait);
            page.given("series", &way.series);
            page.given("series_of", &way.series_of);
            page.flag("rebound", way.rebound);
            page.given("through", &way.through);
            for also in &way.also {
                page.section("move.also");
                page.key("relation", &also.relation);
                page.key("move", &also.r#move);
            }
        }
    }
}

/// The text as far as it is written.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    // Writing to a string does not fail.
    fn key<T: Serialize>(&mut self, key: &str, value: &T) {
        let _ = writeln!(self.text, "{key} = {}", quoted(value));
    }

    fn given<T: Serialize>(&mut self, key: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.key(key, value);
        }
    }

    fn list<T: Serialize>(&mut self, key: &str, values: &[T]) {
        if !values.is_empty() {
            self.key(key, &values);
        }
    }

    fn flag(&mut self, key: &str, flag: bool) {
        if flag {
            self.key(key, &flag);
        }
    }

    fn section(&mut self, name: &str) {
        // Parts of a part follow it at once.
        let gap = if name.contains('.') { "" } else { "\n" };
        let _ = writeln!(self.text, "{gap}[[{name}]]");
    }

    fn label(&mut self, label: &Label) {
        let _ = writeln!(self.text, "label = {{ zh = {}, en = {} }}", quoted(&label.zh), quoted(&label.en));
    }

    fn choices(&mut self, name: &str, choices: &[Choice]) {
        for choice in choices {
            self.section(name);
            self.key("name", &choice.name);
            self.label(&choice.label);
        }
    }

    fn only(&mut self, only: Option<&Only>) {
        let Some(only) = only else { return };
        let mut parts = vec![format!("field = {}", quoted(&only.field))];
        if !only.is.is_empty() {
            parts.push(format!("is = {}", quoted(&only.is)));
        }
        parts.extend(only.from.iter().map(|from| format!("from = {}", quoted(from))));
        parts.extend(only.below.iter().map(|below| format!("below = {}", quoted(below))));
        let _ = writeln!(self.text, "only = {{ {} }}", parts.join(", "));
    }
}

/// What stands to the right of `=`, as JSON quotes it: of names, numbers, flags and lists of names that is TOML, too.
fn quoted<T: Serialize + ?Sized>(value: &T) -> String {
    // Nothing of a kind is without a form in JSON; of the signs that JSON leaves as they are TOML refuses one.
    serde_json::to_string(value).unwrap_or_default().replace('\u{7f}', "\\u007f")
}
