//! A definition as a form: rows of fields, states, steps and limits that a person fills in, so that nobody has to know how
//! a definition is written. What the form does not ask for stays as it was.

use super::propose::plain;
use crate::{App, AppError};
use ledger::{
    Kind, MatterId, Refusal,
    field::FieldType,
    guard::Guard,
    kind::{Choice, Field, Label, Move, Privacy, Reason, State, StateClass, StateLimit},
};
use std::collections::BTreeSet;

/// Rows of one part of a form at most.
pub const MOST_FORM_ROWS: usize = 80;
/// Code points of a text in a form.
pub const FORM_TEXT: usize = 60;
/// What a name of a step begins with: those who take it.
pub const TAKERS: [&str; 4] = ["step", "gate", "decide", "office"];

/// A text in both languages as it was typed; without a second the first stands for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A definition as it was filled in. A row without a text is no row; a row without a name is new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerForm {
    /// Name of the kind.
    pub name: String,
    /// Its name for people.
    pub label: Typed,
    /// The shelf it stands on.
    pub shelf: String,
    /// State in which rows begin.
    pub opens_as: String,
    /// How long an extension may be; empty for as long as asked.
    pub longest_extension: String,
    /// Fields.
    pub fields: Vec<FieldRow>,
    /// States.
    pub states: Vec<StateRow>,
    /// Steps.
    pub moves: Vec<MoveRow>,
    /// Limits.
    pub limits: Vec<LimitRow>,
}

/// A field as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Its name; empty for a new one.
    pub name: String,
    /// Its text for people.
    pub label: Typed,
    /// What it holds.
    pub r#type: FieldType,
    /// Values of a choice, one a line: `Chinese / English` with spaces about the stroke, which a value may hold itself.
    pub choices: String,
    /// Whether no row opens without it.
    pub required: bool,
    /// Whether the list shows it.
    pub is_shown: bool,
    /// Who may read it.
    pub privacy: Privacy,
}

/// A state as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateRow {
    /// Its name; empty for a new one.
    pub name: String,
    /// Its text for people.
    pub label: Typed,
    /// How far it is from the end.
    pub class: StateClass,
}

/// A step as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveRow {
    /// Its name; empty for a new one.
    pub name: String,
    /// Its text for people.
    pub label: Typed,
    /// Who takes it, one of [`TAKERS`].
    pub taker: String,
    /// States it leaves.
    pub from: Vec<String>,
    /// The state it leads to.
    pub to: String,
    /// Whether it asks for a reason.
    pub reason: Reason,
    /// What must hold.
    pub guards: Vec<Guard>,
    /// Fields that must be filled in.
    pub needs: Vec<String>,
    /// How long the state it leads to lasts at least; empty for no time.
    pub wait: String,
}

/// A limit as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitRow {
    /// Its place in the definition before; nothing for a new one.
    pub before: Option<usize>,
    /// After what it runs.
    pub on: String,
    /// How long; empty for none.
    pub after: String,
    /// The date field from which it is counted; empty for the day itself.
    pub from: String,
}

impl App {
    /// Keeps what was filled in as a definition, right or wrong. A definition that is live gets its next version by itself.
    ///
    /// # Errors
    /// No right, too many rows, somebody has changed it meanwhile, what is there cannot be read, or the store failed.
    pub fn fill_own_ledger(
        &self,
        actor: Option<MatterId>,
        key: &str,
        seen: &str,
        form: &LedgerForm,
    ) -> Result<(), AppError> {
        self.may_define(actor)?;
        for (part, rows) in [
            ("fields", form.fields.len()),
            ("states", form.states.len()),
            ("moves", form.moves.len()),
            ("limits", form.limits.len()),
        ] {
            if rows > MOST_FORM_ROWS {
                return Err(Refusal::TooMany { field: part, limit: MOST_FORM_ROWS }.into());
            }
        }
        let kept = self.kept_definition(key)?;
        let before = Kind::sketch(&kept.source).map_err(AppError::Template)?;
        let mut kind = form.kind(&before);
        let known = self.view()?.kinds();
        if let Some(live) = kept.live.and_then(|_| known.latest(&before.name)) {
            // What rows stand under keeps its name, and a change is the next version.
            kind.name.clone_from(&live.name);
            kind.version = live.version;
            kind.version += u32::from(kind != **live);
        }
        self.keep_own_ledger(actor, Some(key), seen, &kind.to_toml()).map(|_| ())
    }
}

impl LedgerForm {
    /// What a form for `kind` is filled in with.
    pub fn of(kind: &Kind) -> LedgerForm {
        let field = |field: &Field| FieldRow {
            name: field.name.clone(),
            label: Typed::of(&field.label),
            r#type: field.r#type,
            choices: field
                .choices
                .iter()
                .map(|choice| Typed::of(&choice.label).line())
                .collect::<Vec<_>>()
                .join("\n"),
            required: field.required,
            is_shown: kind.columns.contains(&field.name),
            privacy: field.privacy,
        };
        let state = |state: &State| StateRow {
            name: state.name.clone(),
            label: Typed::of(&state.label),
            class: state.class,
        };
        let step = |way: &Move| MoveRow {
            name: way.name.clone(),
            label: Typed::of(&way.label),
            taker: way.name.split('_').next().unwrap_or_default().to_owned(),
            from: way.from.clone(),
            to: way.to.clone(),
            reason: way.reason,
            guards: way.guards.clone(),
            needs: way.needs.clone(),
            wait: way.wait.clone().unwrap_or_default(),
        };
        let limit = |(at, limit): (usize, &StateLimit)| LimitRow {
            before: Some(at),
            on: limit.on.clone(),
            after: limit.after.clone(),
            from: limit.from.clone().unwrap_or_default(),
        };
        LedgerForm {
            name: kind.name.clone(),
            label: Typed::of(&kind.label),
            shelf: kind.shelf.clone().unwrap_or_default(),
            opens_as: kind.opens_as.clone(),
            longest_extension: kind.longest_extension.clone().unwrap_or_default(),
            fields: kind.fields.iter().map(field).collect(),
            states: kind.states.iter().map(state).collect(),
            moves: kind.moves.iter().map(step).collect(),
            limits: kind.limits.iter().enumerate().map(limit).collect(),
        }
    }

    /// The kind it describes; `before` is the one that was shown.
    fn kind(&self, before: &Kind) -> Kind {
        let fields = self.fields(before);
        let states = self.states(before);
        let is_state = |name: &String| states.iter().any(|state| state.name == *name);
        let is_field = |name: &String| fields.iter().any(|field| field.name == *name);
        let mut moves = self.moves(before);
        for way in &mut moves {
            way.from.retain(is_state);
            way.needs.retain(is_field);
        }
        let shown = self.fields.iter().filter(|row| row.label.is_given()).zip(&fields);
        let mut columns: Vec<String> =
            shown.filter(|(row, _)| row.is_shown).map(|(_, field)| field.name.clone()).collect();
        // Columns stay in their order; what is added comes after them.
        columns.sort_by_key(|name| before.columns.iter().position(|one| one == name).unwrap_or(usize::MAX));
        Kind {
            name: plain(&self.name),
            label: self.label.label(),
            shelf: given(&self.shelf),
            opens_as: self.opens_as.clone(),
            imports_as: self.opens_as.clone(),
            longest_extension: given(&self.longest_extension),
            columns,
            limits: self.limits(before, &fields),
            fields,
            states,
            moves,
            ..before.clone()
        }
    }

    fn fields(&self, before: &Kind) -> Vec<Field> {
        let rows = self.fields.iter().filter(|row| row.label.is_given());
        let mut taken = names(self.fields.iter().map(|row| &row.name), before.fields.iter().map(|f| &f.name));
        rows.map(|row| {
            let was = before.field(&row.name);
            let is_choice = row.r#type == FieldType::Choice;
            Field {
                name: named(&row.name, "f", &mut taken),
                r#type: row.r#type,
                label: row.label.label(),
                choices: if is_choice { choices(&row.choices, was) } else { vec![] },
                privacy: row.privacy,
                required: row.required,
            }
        })
        .collect()
    }

    fn states(&self, before: &Kind) -> Vec<State> {
        let rows = self.states.iter().filter(|row| row.label.is_given());
        let mut taken = names(self.states.iter().map(|row| &row.name), before.states.iter().map(|s| &s.name));
        rows.map(|row| State {
            name: named(&row.name, "s", &mut taken),
            class: row.class,
            label: row.label.label(),
        })
        .collect()
    }

    fn moves(&self, before: &Kind) -> Vec<Move> {
        let rows = self.moves.iter().filter(|row| row.label.is_given());
        let mut taken = names(self.moves.iter().map(|row| &row.name), before.moves.iter().map(|m| &m.name));
        rows.map(|row| {
            let was = before.find_move(&row.name).cloned();
            let was =
                was.unwrap_or_else(|| Move::plain(String::new(), vec![], String::new(), Label::empty()));
            let stem = format!("{}_", row.taker);
            let keeps = row.name.starts_with(&stem) || !is_takers(&row.name);
            let name = match row.name.split_once('_').filter(|_| !keeps) {
                // Somebody else takes it now; the rest of its name stays where it is free.
                Some((_, rest)) if taken.insert(format!("{stem}{rest}")) => format!("{stem}{rest}"),
                Some(_) => named("", &stem, &mut taken),
                None => named(&row.name, &stem, &mut taken),
            };
            Move {
                name,
                from: row.from.clone(),
                to: row.to.clone(),
                label: row.label.label(),
                reason: row.reason,
                guards: row.guards.clone(),
                needs: row.needs.clone(),
                wait: given(&row.wait),
                ..was
            }
        })
        .collect()
    }

    fn limits(&self, before: &Kind, fields: &[Field]) -> Vec<StateLimit> {
        let is_date =
            |name: &String| fields.iter().any(|field| field.name == *name && field.r#type == FieldType::Date);
        let rows = self.limits.iter().filter(|row| !row.after.trim().is_empty());
        rows.map(|row| StateLimit {
            on: row.on.clone(),
            after: plain(&row.after),
            from: given(&row.from).filter(is_date),
            only: row.before.and_then(|at| before.limits.get(at)).and_then(|limit| limit.only.clone()),
        })
        .collect()
    }
}

impl Typed {
    fn of(label: &Label) -> Typed {
        Typed { zh: label.zh.clone(), en: label.en.clone() }
    }

    /// As a line of a choice.
    fn line(&self) -> String {
        if self.zh == self.en { self.zh.clone() } else { format!("{} / {}", self.zh, self.en) }
    }

    fn is_given(&self) -> bool {
        !self.zh.trim().is_empty() || !self.en.trim().is_empty()
    }

    fn label(&self) -> Label {
        let (zh, en) = (plain(&self.zh), plain(&self.en));
        match (zh.is_empty(), en.is_empty()) {
            (true, _) => Label { zh: en.clone(), en },
            (_, true) => Label { en: zh.clone(), zh },
            _ => Label { zh, en },
        }
    }
}

/// Whether a name says who takes the step.
fn is_takers(name: &str) -> bool {
    name.split_once('_').is_some_and(|(taker, _)| TAKERS.contains(&taker))
}

/// The names that rows have and had: a new row gets none of them.
fn names<'n>(
    rows: impl Iterator<Item = &'n String>,
    before: impl Iterator<Item = &'n String>,
) -> BTreeSet<String> {
    rows.chain(before).filter(|name| !name.is_empty()).cloned().collect()
}

/// The name of a row: its own, or the first free one.
fn named(name: &str, stem: &str, taken: &mut BTreeSet<String>) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let mut at = taken.len() + 1;
    loop {
        let name = format!("{stem}{at}");
        if taken.insert(name.clone()) {
            return name;
        }
        at += 1;
    }
}

/// Values of a choice from lines. A value keeps its name while its text stays, or while its place stays and only the text
/// was changed.
fn choices(lines: &str, was: Option<&Field>) -> Vec<Choice> {
    let was: &[Choice] = was.map_or(&[], |field| &field.choices);
    let typed = lines.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_FORM_ROWS);
    let labels: Vec<Label> = typed
        .map(|line| {
            let (zh, en) = line.split_once(" / ").unwrap_or((line, ""));
            Typed { zh: zh.to_owned(), en: en.to_owned() }.label()
        })
        .collect();
    let stays = |choice: &&Choice| labels.iter().any(|label| label.zh == choice.label.zh);
    let mut taken: BTreeSet<String> = was.iter().map(|choice| choice.name.clone()).collect();
    let mut found = vec![];
    for (at, label) in labels.iter().enumerate() {
        let same = was.iter().find(|choice| choice.label.zh == label.zh);
        let place = was.get(at).filter(|choice| !stays(choice));
        let name = same.or(place).map(|choice| choice.name.clone());
        let name = named(&name.unwrap_or_default(), "c", &mut taken);
        found.push(Choice { name, label: label.clone() });
    }
    found
}

fn given(text: &str) -> Option<String> {
    Some(plain(text)).filter(|text| !text.is_empty())
}
