//! Rows as they are compared: each cell read once by what its column is, each sign of a name weighed.

use crate::{
    align::Weighed,
    amount::Amount,
    day::Day,
    fold::{code, fold},
    list::{Field, List},
    name::{Name, is_figure},
    words::{Role, Words},
};
use std::collections::HashMap;

/// Signs of a core that are laid beside each other: the cost of a pair grows with their square.
const SIGNS: usize = 64;
/// The weight of a sign that hardly any name has.
const RARE: u32 = 100;
/// The weight of a sign that every name has.
const EVERYDAY: u32 = 8;
/// What a figure weighs at least.
const FIGURE: u32 = 60;

/// A cell.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Nothing there, or nothing that could be read.
    Missing,
    Key(String),
    Name(Name, Vec<Weighed>),
    Amount(Amount),
    Day(Day),
    Place(String),
    Text(String),
}

/// A list as it is compared: its rows, a value for each field.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Vec<Value>>,
    /// Cells that hold something that could not be read as what their column is: row, field.
    pub(crate) unreadable: Vec<(usize, usize)>,
}

impl Rows {
    pub(crate) fn read(list: &List, at: usize, fields: &[Field], words: &Words) -> Rows {
        let units: Vec<u32> = fields
            .iter()
            .map(|field| {
                let heading =
                    field.columns.get(at).copied().flatten().and_then(|column| list.columns.get(column));
                heading.map_or(0, |heading| Amount::unit_of(heading, words))
            })
            .collect();
        let mut unreadable = vec![];
        let rows = (0..list.rows.len())
            .map(|row| {
                let value = |(number, field): (usize, &Field)| {
                    let column = field.columns.get(at).copied().flatten();
                    let cell = column.map_or("", |column| list.cell(row, column));
                    let value = read(cell, field.role, units[number], words);
                    let holds = !matches!(value, Value::Missing) || cell.trim().is_empty();
                    if !holds && field.role != Role::Ignored {
                        unreadable.push((row, number));
                    }
                    value
                };
                fields.iter().enumerate().map(value).collect()
            })
            .collect();
        Rows { rows, unreadable }
    }
}

fn read(cell: &str, role: Role, unit: u32, words: &Words) -> Value {
    let text =
        |text: String, of: fn(String) -> Value| if text.is_empty() { Value::Missing } else { of(text) };
    match role {
        Role::Key => text(code(cell), Value::Key),
        Role::Name => Name::read(cell, words).map_or(Value::Missing, |name| Value::Name(name, vec![])),
        Role::Amount => Amount::read(cell, unit, words).map_or(Value::Missing, Value::Amount),
        Role::Date => Day::read(cell).map_or(Value::Missing, Value::Day),
        Role::Place => text(fold(cell), Value::Place),
        Role::Text => text(fold(cell), Value::Text),
        Role::Ignored => Value::Missing,
    }
}

/// Weighs the signs of every name: the fewer names of all lists have one, the more it tells.
pub(crate) fn weigh(lists: &mut [Rows]) {
    let fields = lists.iter().flat_map(|list| list.rows.first()).map(Vec::len).max().unwrap_or(0);
    for field in 0..fields {
        let mut with: HashMap<u32, u32> = HashMap::new();
        let mut names = 0_u32;
        let mut seen: Vec<u32> = vec![];
        for row in lists.iter().flat_map(|list| &list.rows) {
            if let Some(Value::Name(name, _)) = row.get(field) {
                names += 1;
                seen.clear();
                seen.extend(&name.core);
                seen.sort_unstable();
                seen.dedup();
                for sign in &seen {
                    *with.entry(*sign).or_default() += 1;
                }
            }
        }
        let all = f64::from(names);
        // A whole number, so that the sum is the same on every machine and in every order.
        let weight = |sign: u32| {
            let with = f64::from(with.get(&sign).copied().unwrap_or(1));
            let rare = (1.0 + all / with).ln() / (1.0 + all).ln();
            let weight = ((rare * f64::from(RARE)).round() as u32).clamp(EVERYDAY, RARE);
            if is_figure(sign) { weight.max(FIGURE) } else { weight }
        };
        for row in lists.iter_mut().flat_map(|list| &mut list.rows) {
            if let Some(Value::Name(name, weighed)) = row.get_mut(field) {
                *weighed = name.core.iter().take(SIGNS).map(|sign| (*sign, weight(*sign))).collect();
            }
        }
    }
}
