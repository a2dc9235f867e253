//! The form of a definition: `field.3.zh` is the Chinese text of the fourth field.

use crate::{filled::Filled, problem::Problem};
use app::own_ledgers::{FieldRow, LedgerForm, LimitRow, MOST_FORM_ROWS, MoveRow, StateRow, TAKERS, Typed};
use ledger::{
    field::FieldType,
    guard::Guard,
    kind::{Privacy, Reason, StateClass},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a field of one's own may hold.
pub(super) const TYPES: [FieldType; 9] = [
    FieldType::Text,
    FieldType::LongText,
    FieldType::Date,
    FieldType::Decimal,
    FieldType::Flag,
    FieldType::Choice,
    FieldType::Unit,
    FieldType::Person,
    FieldType::Many,
];
/// How far a state of one's own may be from the end.
pub(super) const CLASSES: [StateClass; 5] =
    [StateClass::Open, StateClass::Awaiting, StateClass::Accepted, StateClass::Closed, StateClass::Cancelled];

/// One row of a part as it was sent.
struct Row<'f> {
    filled: &'f Filled,
    stem: String,
}

impl Row<'_> {
    fn key(&self, name: &str) -> String {
        format!("{}.{name}", self.stem)
    }

    fn get(&self, name: &str) -> String {
        self.filled.get(&self.key(name)).to_owned()
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.filled.all(&self.key(name)).map(str::to_owned).collect()
    }

    fn is(&self, name: &str) -> bool {
        !self.filled.get(&self.key(name)).is_empty()
    }

    fn label(&self) -> Typed {
        Typed { zh: self.get("zh"), en: self.get("en") }
    }

    /// One word of a closed list, as the definition writes it.
    fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T, Problem> {
        serde_json::from_value(Value::String(self.get(name))).map_err(|_| Problem::parameter(&self.key(name)))
    }

    /// A time: a number and its unit; without a number none.
    fn time(&self, name: &str) -> String {
        let number = self.get(name);
        let number = number.trim();
        if number.is_empty() {
            String::new()
        } else {
            format!("{number}{}", self.get(&format!("{name}_unit")))
        }
    }
}

/// What was sent as a definition. The button `up` moves its row before the one above.
///
/// # Errors
/// A word that is none of a closed list.
pub(super) fn read(filled: &Filled) -> Result<LedgerForm, Problem> {
    let head = Row { filled, stem: "ledger".into() };
    Ok(LedgerForm {
        name: head.get("name"),
        label: head.label(),
        shelf: head.get("shelf"),
        opens_as: head.get("opens_as"),
        longest_extension: head.time("longest"),
        fields: rows(filled, "field", |row| {
            Ok(FieldRow {
                name: row.get("name"),
                label: row.label(),
                r#type: row.word("type")?,
                choices: row.get("choices"),
                required: row.is("required"),
                is_shown: row.is("shown"),
                privacy: row.word("privacy")?,
            })
        })?,
        states: rows(filled, "state", |row| {
            Ok(StateRow { name: row.get("name"), label: row.label(), class: row.word("class")? })
        })?,
        moves: rows(filled, "move", |row| {
            let guards = row.all("guards");
            let guard = |name: &String| Guard::from_name(name).ok_or_else(|| Problem::parameter(name));
            let taker = Some(row.get("taker")).filter(|taker| TAKERS.contains(&taker.as_str()));
            Ok(MoveRow {
                name: row.get("name"),
                label: row.label(),
                taker: taker.unwrap_or_else(|| TAKERS[0].to_owned()),
                from: row.all("from"),
                to: row.get("to"),
                reason: row.word("reason")?,
                guards: guards.iter().map(guard).collect::<Result<_, _>>()?,
                needs: row.all("needs"),
                wait: row.time("wait"),
            })
        })?,
        limits: rows(filled, "limit", |row| {
            Ok(LimitRow {
                before: row.get("before").parse().ok(),
                on: row.get("on"),
                after: row.time("after"),
                from: row.get("from"),
            })
        })?,
    })
}

/// The rows of a part in their order, as far as they were sent.
fn rows<T>(
    filled: &Filled,
    part: &str,
    of: impl Fn(Row<'_>) -> Result<T, Problem>,
) -> Result<Vec<T>, Problem> {
    let mut rows = vec![];
    // One more than there may be, so that too many are refused and not cut.
    for at in 0..=MOST_FORM_ROWS {
        let row = Row { filled, stem: format!("{part}.{at}") };
        let key = row.key("row");
        if !filled.values.iter().any(|(name, _)| *name == key) {
            break;
        }
        rows.push(of(row)?);
    }
    let up = filled.get("up").strip_prefix(part).and_then(|rest| rest.strip_prefix('.'));
    if let Some(at) = up.and_then(|at| at.parse::<usize>().ok()).filter(|at| (1..rows.len()).contains(at)) {
        rows.swap(at - 1, at);
    }
    Ok(rows)
}

/// The same form with empty rows at the end of each part, for what is added.
pub(super) fn with_room(mut form: LedgerForm) -> LedgerForm {
    let label = Typed::default;
    for _ in 0..2 {
        form.fields.push(FieldRow {
            name: String::new(),
            label: label(),
            r#type: FieldType::Text,
            choices: String::new(),
            required: false,
            is_shown: false,
            privacy: Privacy::default(),
        });
    }
    form.states.push(StateRow { name: String::new(), label: label(), class: StateClass::Open });
    form.moves.push(MoveRow {
        name: String::new(),
        label: label(),
        taker: TAKERS[0].to_owned(),
        from: vec![],
        to: String::new(),
        reason: Reason::default(),
        guards: vec![],
        needs: vec![],
        wait: String::new(),
    });
    form.limits.push(LimitRow {
        before: None,
        on: ledger::kind::OPENING.to_owned(),
        after: String::new(),
        from: String::new(),
    });
    form
}
