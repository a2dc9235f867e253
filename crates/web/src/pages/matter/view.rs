//! What the page of a matter shows.

use super::{
    form::Typed,
    inputs::{Edited, edited, typed_in},
};
use crate::{
    shell::Shell,
    telling::{Told, ToldLamp, field_value, figure, name_of, tell, tell_lamp},
};
use app::{
    accountability::READ,
    query::answer::{Alike, Entry, MatterPage, Named, Possible},
};
use askama::Template;
use ledger::{
    Evidence, Figure, Lamp, Link, Refusal,
    authority::Deputy,
    field::FieldType,
    kind::{Kind, Move, Reason},
};

/// The page.
#[derive(Template)]
#[template(path = "pages/matter/matter.html")]
pub struct MatterView {
    /// The frame.
    pub s: Shell,
    /// The matter and what stands around it.
    pub m: MatterPage,
    /// Units to choose from.
    pub units: Vec<Named>,
    /// People to choose from.
    pub people: Vec<Named>,
    /// Random seed of the page's command ids.
    pub seed: String,
    /// What was typed into a form that was refused.
    pub typed: Option<Typed>,
    /// Whether this person may open matters below.
    pub may_open: bool,
    /// Problems that read like this one.
    pub alike: Vec<Alike>,
    /// Documents about it.
    pub templates: Vec<app::document::Template>,
}

/// An own field as shown.
pub struct Shown {
    /// Its label.
    pub label: String,
    /// Its value in words.
    pub value: String,
    /// Whether it is long enough to stand as a text of its own.
    pub long: bool,
}

/// A move as a button.
pub struct Way<'a> {
    /// Its name.
    pub name: &'a str,
    /// Text on the button.
    pub label: &'a str,
    /// Whether a reason must be given.
    pub needs_reason: bool,
    /// Whether the reason has a code.
    pub coded: bool,
    /// Whether it asks how far the matter has come.
    pub rated: bool,
    /// Whether it asks for a new due date.
    pub dated: bool,
    /// Own fields that are filled in with it.
    pub asked: Vec<Edited<'a>>,
    /// Why it is not possible, in words.
    pub refusal: Option<String>,
}

impl Way<'_> {
    /// Name of its form.
    pub fn form(&self) -> String {
        format!("move-{}", self.name)
    }
}

impl MatterView {
    /// Documents about it, with their addresses.
    pub fn documents(&self) -> Vec<(String, String)> {
        crate::pages::documents::menu(&self.s, &self.templates, self.m.matter.id)
    }

    fn kind(&self) -> Option<&Kind> {
        self.s.words.kinds.get(&self.m.matter.kind)
    }

    /// Whether it is something owed, with an owner and a date.
    pub fn is_owed(&self) -> bool {
        self.kind().is_some_and(|kind| kind.nature == ledger::kind::Nature::Matter)
    }

    /// Number and title for the heading.
    pub fn title(&self) -> String {
        if self.m.matter.title.is_empty() {
            self.s.t.get("erased").into_owned()
        } else {
            self.m.matter.title.clone()
        }
    }

    fn possible(&self, right: &str) -> Option<&Possible> {
        self.m.possible.iter().find(|one| one.right == right)
    }

    /// Whether this person may do it now.
    pub fn may(&self, right: &str) -> bool {
        self.possible(right).is_some_and(|one| one.refusal.is_none())
    }

    /// Why this person may not, in words; empty when they may or when the kind does not know it.
    pub fn why_not(&self, right: &str) -> String {
        let refusal = self.possible(right).and_then(|one| one.refusal.as_ref());
        refusal.map(|refusal| self.s.t.refusal(refusal)).unwrap_or_default()
    }

    /// Whether any form can be used at all.
    pub fn may_change(&self) -> bool {
        self.m.possible.iter().any(|one| one.refusal.is_none())
    }

    /// Moves from the present state.
    pub fn ways(&self) -> Vec<Way<'_>> {
        let Some(kind) = self.kind() else { return vec![] };
        let ways = self.m.possible.iter().filter_map(|one| {
            let way = kind.find_move(one.right.strip_prefix("move:")?)?;
            Some(Way {
                name: &way.name,
                label: self.s.language().of(&way.label),
                needs_reason: way.reason != Reason::Optional,
                coded: way.reason == Reason::Coded,
                rated: way.rating.is_some() && way.rated.is_none(),
                dated: way.due,
                asked: self.asked(kind, way),
                refusal: one.refusal.as_ref().map(|refusal| self.why_no_move(refusal, way)),
            })
        });
        ways.collect()
    }

    /// Own fields that a move asks for; what it needs must be filled in.
    fn asked<'a>(&'a self, kind: &'a Kind, way: &'a Move) -> Vec<Edited<'a>> {
        let form = format!("move-{}", way.name);
        let input = |name: &str| {
            let field = kind.field(name)?;
            let stands = typed_in(self.m.matter.fields.get(name));
            let value = self.value(&form, &format!("f.{name}"), stands);
            let required = way.needs.iter().any(|needed| needed == name);
            Some(Edited { required, ..Edited::new(field, self.s.language(), value) })
        };
        way.asks().into_iter().filter_map(input).collect()
    }

    /// Why a move is not possible; a missing right is named as the button is.
    fn why_no_move(&self, refusal: &Refusal, way: &Move) -> String {
        match refusal {
            Refusal::NotAllowed { .. } => {
                self.s.t.with("refusal-not-allowed", &[("right", &self.s.language().of(&way.label))])
            }
            refusal => self.s.t.refusal(refusal),
        }
    }

    /// What was typed into a form that the page does not show any more, because it has become impossible.
    pub fn lost(&self) -> Option<&Typed> {
        let typed = self.typed.as_ref()?;
        let right = match typed.form.as_str() {
            "report" => "report_progress",
            "due" => "set_due_date",
            "fields" => "edit_fields",
            "unlink" => "link",
            "grant" | "revoke" | "deputy" => "grant_role",
            "evidence" => "attach_evidence",
            // Which rung was meant is not told; the right to answer stands beside it.
            "take_rung" | "withdraw_rung" => return None,
            plain => plain,
        };
        let right = right.strip_prefix("move-").map_or_else(|| right.to_owned(), |way| format!("move:{way}"));
        Some(typed).filter(|_| if right == "open" { !self.may_open } else { !self.may(&right) })
    }

    /// Return codes: name and label.
    pub fn codes(&self) -> Vec<(&str, &str)> {
        let codes = self.kind().map_or(&[][..], |kind| &kind.return_codes);
        codes.iter().map(|code| (code.name.as_str(), self.s.language().of(&code.label))).collect()
    }

    /// Own fields that hold something, long ones first.
    pub fn fields(&self) -> Vec<Shown> {
        let Some(kind) = self.kind() else { return vec![] };
        let matter = &self.m.matter;
        let mut shown: Vec<Shown> = kind
            .fields
            .iter()
            .filter_map(|field| {
                let value = matter.fields.get(&field.name)?;
                let value =
                    field_value(self.s.t, &self.s.words, &matter.kind, &field.name, value, &self.m.names);
                let long = matches!(field.r#type, FieldType::LongText | FieldType::Document);
                (!(value.is_empty() || long && value == matter.title)).then(|| Shown {
                    label: self.s.language().of(&field.label).to_owned(),
                    value,
                    long,
                })
            })
            .collect();
        shown.sort_by_key(|one| !one.long);
        shown
    }

    /// Own fields for the form.
    pub fn edited(&self) -> Vec<Edited<'_>> {
        let Some(kind) = self.kind() else { return vec![] };
        let stands = |name: &str| self.m.matter.fields.get(name);
        let typed = |name: &str, stands: &str| self.value("fields", name, stands);
        edited(kind, self.s.language(), stands, typed)
    }

    /// Label of a choice.
    pub fn label<'a>(&'a self, label: &'a ledger::kind::Label) -> &'a str {
        self.s.language().of(label)
    }

    /// What stands in an input: what was typed before, else `stands`.
    pub fn value(&self, form: &str, name: &str, stands: impl AsRef<str>) -> String {
        self.typed.as_ref().and_then(|typed| typed.get(form, name)).unwrap_or(stands.as_ref()).to_owned()
    }

    /// Whether `form` was refused, so that it stands open.
    pub fn refused(&self, form: &str) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.form == form)
    }

    /// Why `form` was refused.
    pub fn why(&self, form: &str) -> Option<&str> {
        self.typed.as_ref().filter(|typed| typed.form == form).map(|typed| typed.why.as_str())
    }

    /// Whether `id` is chosen in a select of the assign form.
    pub fn chosen(&self, part: &str, id: &ledger::MatterId) -> bool {
        let matter = &self.m.matter;
        let stands = match part {
            "unit" => matter.unit,
            "person" => matter.person,
            "leader" => matter.leader,
            _ => matter.helpers.iter().find(|helper| *helper == id).copied(),
        };
        match &self.typed {
            Some(typed) if typed.form == "assign" => {
                typed.values.iter().any(|(name, value)| name == part && *value == id.to_string())
            }
            _ => stands == Some(*id),
        }
    }

    /// The due date as the input wants it.
    pub fn due_value(&self) -> String {
        self.m.matter.due.map(|due| due.to_string()).unwrap_or_default()
    }

    /// The last percentage as the input wants it.
    pub fn percent_value(&self) -> String {
        self.m.matter.percent.map(|percent| percent.to_string()).unwrap_or_default()
    }

    /// Names of helpers.
    pub fn helpers(&self) -> Vec<String> {
        self.m.matter.helpers.iter().map(|id| name_of(&self.m.names, *id)).collect()
    }

    /// Kinds that may be opened below: name and label.
    pub fn kinds_below(&self) -> Vec<(&str, &str)> {
        let here = &self.m.matter.kind;
        let kinds = self.s.words.kinds.values().filter(|kind| self.may_open && kind.under.contains(here));
        kinds
            .filter(|kind| kind.nature != ledger::kind::Nature::Register)
            .map(|kind| (kind.name.as_str(), self.s.language().of(&kind.label)))
            .collect()
    }

    /// Records of accountability that the reader may enter about this matter: name and label.
    pub fn records(&self) -> Vec<(&str, &str)> {
        let is_about = self.may_open && self.is_owed();
        let kinds = self.s.words.kinds.values().filter(|kind| is_about && kind.name != self.m.matter.kind);
        let kinds = kinds.filter(|kind| kind.readers.iter().any(|right| right == READ));
        kinds.map(|kind| (kind.name.as_str(), self.s.language().of(&kind.label))).collect()
    }

    /// Address of the page that shows all of a campaign or plan, on the same day.
    pub fn whole(&self, page: &str) -> String {
        self.s.at_day(&format!("/{page}/{}", self.m.matter.id))
    }

    /// Address of the list of what has `id` under `name`, on the day that the page shows.
    pub fn list(&self, name: &str, id: &ledger::MatterId) -> String {
        self.s.at_day(&format!("/matters?{name}={id}"))
    }

    /// The day on which a problem that reads alike was opened.
    pub fn opened(&self, one: &Alike) -> String {
        self.s.t.date(app::clock::day_of(one.opened_at))
    }

    /// Address of this page with older history.
    pub fn older(&self, before: &u64) -> String {
        self.s.at_day(&format!("/matters/{}?before={before}", self.m.matter.id))
    }

    /// Whether everything in hand can be handed over here.
    pub fn hands_over(&self) -> bool {
        matches!(self.m.matter.kind.as_str(), "person" | "unit")
            && !self.m.matter.class.has_ended()
            && self.s.as_of.is_none()
    }

    /// Whether the reader says who acts for this person: for themselves, or by right.
    pub fn may_name_deputy(&self) -> bool {
        let own = self.s.reader.as_ref().is_some_and(|reader| reader.person == Some(self.m.matter.id));
        self.s.as_of.is_none() && (own || self.may("grant_role"))
    }

    /// Who acts for this person, today or later: id, name, days in words.
    pub fn deputies(&self) -> Vec<(ledger::MatterId, String, String)> {
        let current = self.m.matter.deputies.iter().filter(|one| one.until >= self.s.day_shown());
        current.map(|one| (one.person, name_of(&self.m.names, one.person), self.days(one))).collect()
    }

    fn days(&self, one: &Deputy) -> String {
        let t = self.s.t;
        t.with("deputy-days", &[("from", &t.date(one.from)), ("until", &t.date(one.until))])
    }

    /// Whom this person acts for, today or later, in words.
    pub fn acts_for(&self) -> Vec<(ledger::MatterId, String)> {
        let t = self.s.t;
        let told = |(other, one): &(Named, Deputy)| {
            let days = [t.date(one.from), t.date(one.until)];
            let [from, until] = &days;
            (other.id, t.with("deputy-for", &[("person", &other.title), ("from", from), ("until", until)]))
        };
        self.m.acts_for.iter().map(told).collect()
    }

    /// Whether it is a person, who can hold roles.
    pub fn is_person(&self) -> bool {
        self.m.matter.kind == "person"
    }

    /// Roles held: name, label, unit as an id, unit or the whole ledger in words, last day.
    pub fn grants(&self) -> Vec<(&str, String, String, String, String)> {
        let grants = self.m.matter.grants.iter().map(|grant| {
            let over = grant.unit.map_or_else(
                || self.s.t.get("whole-space").into_owned(),
                |unit| name_of(&self.m.names, unit),
            );
            let id = grant.unit.map(|unit| unit.to_string()).unwrap_or_default();
            let until = grant.until.map(|until| self.s.t.date(until)).unwrap_or_default();
            (grant.role.as_str(), self.s.words.role(self.s.language(), &grant.role), id, over, until)
        });
        grants.collect()
    }

    /// Roles that can be granted: name and label.
    pub fn roles(&self) -> Vec<(&str, &str)> {
        let roles = self.s.words.roles.roles.iter();
        roles.map(|role| (role.name.as_str(), self.s.language().of(&role.label))).collect()
    }

    /// Name of a linked matter.
    pub fn linked(&self, link: &Link) -> String {
        name_of(&self.m.names, link.to)
    }

    /// A figure in words.
    pub fn figure(&self, one: &Figure) -> String {
        figure(self.s.t, one)
    }

    /// How far a matter may have come.
    pub fn ratings(&self) -> [&'static str; 4] {
        ledger::course::RATINGS
    }

    /// What links may say.
    pub fn relations(&self) -> [&'static str; 6] {
        Link::RELATIONS
    }

    /// Kinds of evidence.
    pub fn evidence_kinds(&self) -> [&'static str; 10] {
        Evidence::KINDS
    }

    /// An entry in words.
    pub fn told(&self, entry: &Entry) -> Told {
        tell(&self.s, entry)
    }

    /// Why it has its lamp, by each rule set that is shown.
    pub fn lamps(&self) -> Vec<ToldLamp> {
        self.m.lamps.iter().map(|one| tell_lamp(self.s.t, one)).collect()
    }

    /// Whether the lamp is red or yellow.
    pub fn is_late(&self) -> bool {
        matches!(self.m.row.lamp, Some(Lamp::Red | Lamp::Yellow))
    }

    /// Rows of the figures in the report form: those known, then one empty.
    pub fn figure_rows(&self) -> Vec<(String, String)> {
        let known = self.m.matter.figures.iter().take(12).map(|one| (one.name.clone(), one.unit.clone()));
        known.chain([(String::new(), String::new()), (String::new(), String::new())]).collect()
    }

    /// What was typed into the `nth` row of the figures.
    pub fn figure_value(&self, part: &str, nth: &usize, stands: impl AsRef<str>) -> String {
        self.value("report", &format!("{part}.{nth}"), stands)
    }
}
