//! Lists as they come, and what their columns are.

use crate::{
    amount::Amount,
    fold::fold,
    words::{Role, Words},
};
use serde::{Deserialize, Serialize};

/// Most rows of a list.
pub const MAX_ROWS: usize = 500_000;
/// Most columns of a list.
pub const MAX_COLUMNS: usize = 200;
/// Lists that are compared at once.
pub const MAX_LISTS: usize = 3;

/// A list: a heading and rows of cells. A row may be shorter than the heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// What people call it.
    pub name: String,
    /// Headings.
    pub columns: Vec<String>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

impl List {
    /// The cell, empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }
}

/// What is compared with what: one column of each list, or of two of three.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What it is called: the heading in the first list that has it.
    pub label: String,
    /// What it is.
    pub role: Role,
    /// Its column in each list.
    pub columns: Vec<Option<usize>>,
}

/// Why lists cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotCompare {
    /// Not two or three lists.
    #[error("{0} lists; two or three can be compared")]
    Lists(usize),
    /// A list has too many rows or columns.
    #[error("list {list}: {found} {what}, at most {most}")]
    TooLarge {
        /// Which list, from 1.
        list: usize,
        /// `rows` or `columns`.
        what: &'static str,
        /// How many.
        found: usize,
        /// How many at most.
        most: usize,
    },
    /// No column of a list says which thing a row is.
    #[error("list {list}: no column with a key or a name that another list has too")]
    NothingInCommon {
        /// Which list, from 1.
        list: usize,
    },
    /// A field names a column that is not there.
    #[error("list {list} has no column {column}")]
    NoColumn {
        /// Which list, from 1.
        list: usize,
        /// Which column, from 1.
        column: usize,
    },
}

impl Field {
    /// Proposes what to compare with what, from headings and, where a heading says nothing, from the cells.
    pub fn propose(lists: &[List], words: &Words) -> Vec<Field> {
        let found: Vec<Vec<Column>> = lists.iter().map(|list| columns(list, words)).collect();
        let mut taken: Vec<Vec<bool>> = found.iter().map(|columns| vec![false; columns.len()]).collect();
        let mut fields: Vec<(usize, Field, &Column)> = vec![];
        // First what is called the same, then what is the same, then the only one of its role.
        let ways: [fn(&Column, &Column) -> bool; 3] = [
            |a, b| a.heading == b.heading,
            |a, b| a.role != Role::Text && a.concept == b.concept,
            |a, b| a.role != Role::Text && a.role == b.role,
        ];
        for same in ways {
            // Of three lists two may call it alike and the third otherwise.
            for (_, field, this) in &mut fields {
                for (list, chosen) in
                    field.columns.iter_mut().enumerate().filter(|(_, chosen)| chosen.is_none())
                {
                    let fits = |at: &usize| !taken[list][*at] && same(this, &found[list][*at]);
                    *chosen = (0..found[list].len()).find(fits);
                    if let Some(column) = *chosen {
                        taken[list][column] = true;
                    }
                }
                let first =
                    field.columns.iter().enumerate().find_map(|(list, column)| Some((list, (*column)?)));
                if let Some((list, column)) = first {
                    field.label.clone_from(&found[list][column].label);
                }
            }
            for first in 0..lists.len() {
                for column in 0..found[first].len() {
                    let this = &found[first][column];
                    if taken[first][column] || this.role == Role::Ignored {
                        continue;
                    }
                    let mut chosen = vec![None; lists.len()];
                    chosen[first] = Some(column);
                    for (other, columns) in found.iter().enumerate().filter(|(other, _)| *other > first) {
                        chosen[other] = (0..columns.len()).find(|at| {
                            !taken[other][*at]
                                && columns[*at].role != Role::Ignored
                                && same(this, &columns[*at])
                        });
                    }
                    if chosen.iter().flatten().count() < 2 {
                        continue;
                    }
                    for (list, column) in chosen.iter().enumerate() {
                        if let Some(column) = column {
                            taken[list][*column] = true;
                        }
                    }
                    fields.push((
                        this.rank,
                        Field { label: this.label.clone(), role: this.role, columns: chosen },
                        this,
                    ));
                }
            }
        }
        fields.sort_by_key(|(rank, field, _)| (*rank, field.columns.iter().flatten().min().copied()));
        fields.into_iter().map(|(_, field, _)| field).collect()
    }

    /// Refuses what cannot be compared.
    pub(crate) fn check(fields: &[Field], lists: &[List]) -> Result<(), CannotCompare> {
        if !(2..=MAX_LISTS).contains(&lists.len()) {
            return Err(CannotCompare::Lists(lists.len()));
        }
        for (at, list) in lists.iter().enumerate() {
            let sizes = [("rows", list.rows.len(), MAX_ROWS), ("columns", list.columns.len(), MAX_COLUMNS)];
            if let Some((what, found, most)) = sizes.into_iter().find(|(_, found, most)| found > most) {
                return Err(CannotCompare::TooLarge { list: at + 1, what, found, most });
            }
            let column = |field: &Field| field.columns.get(at).copied().flatten();
            if let Some(column) =
                fields.iter().filter_map(column).find(|column| *column >= list.columns.len())
            {
                return Err(CannotCompare::NoColumn { list: at + 1, column: column + 1 });
            }
            let tells = |field: &&Field| {
                matches!(field.role, Role::Key | Role::Name)
                    && column(field).is_some()
                    && field.columns.iter().flatten().count() > 1
            };
            if !fields.iter().any(|field| tells(&field)) {
                return Err(CannotCompare::NothingInCommon { list: at + 1 });
            }
        }
        Ok(())
    }
}

struct Column {
    label: String,
    heading: String,
    role: Role,
    concept: String,
    rank: usize,
}

fn columns(list: &List, words: &Words) -> Vec<Column> {
    (0..list.columns.len())
        .map(|at| {
            let label = list.columns[at].trim().to_owned();
            let heading = fold(&label);
            // A heading is known by its longest word; of two as long, the later one in it says what it is.
            let named = words
                .concepts
                .iter()
                .enumerate()
                .flat_map(|(rank, concept)| concept.words.iter().map(move |word| (rank, concept, word)))
                .filter_map(|(rank, concept, word)| {
                    Some((word.chars().count(), heading.rfind(&**word)?, rank, concept))
                })
                .max_by_key(|(length, place, rank, _)| (*length, *place, std::cmp::Reverse(*rank)));
            let (role, concept, rank) = match named {
                Some((_, _, rank, concept)) => (concept.role, concept.name.clone(), rank),
                None => {
                    let role = by_cells(list, at, words);
                    (role, role.name().to_owned(), words.concepts.len() + 1)
                }
            };
            Column { label, heading, role, concept, rank }
        })
        .collect()
}

/// What a column is by its first cells, where the heading says nothing.
fn by_cells(list: &List, column: usize, words: &Words) -> Role {
    let cells: Vec<String> = (0..list.rows.len())
        .map(|row| fold(list.cell(row, column)))
        .filter(|cell| !cell.is_empty())
        .take(200)
        .collect();
    let most = |is: &dyn Fn(&str) -> bool| {
        !cells.is_empty() && cells.iter().filter(|cell| is(cell)).count() * 10 >= cells.len() * 8
    };
    let marked = |cell: &str| {
        let whole = crate::day::Day::read(cell).and_then(crate::day::Day::whole);
        whole.is_some() && cell.chars().any(|sign| !sign.is_ascii_digit())
    };
    let digits = |cell: &str| cell.chars().filter(char::is_ascii_digit).count();
    if most(&marked) {
        Role::Date
    } else if most(&|cell| cell.is_ascii() && cell.len() >= 6 && digits(cell) * 2 >= cell.len()) {
        Role::Key
    } else if most(&|cell| Amount::read(cell, 0, words).is_some()) {
        Role::Text
    } else if most(&|cell| cell.chars().filter(|sign| *sign > '\u{2e80}').count() >= 5) {
        Role::Name
    } else {
        Role::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(columns: &[&str], row: &[&str]) -> List {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        List { name: "甲".into(), columns: owned(columns), rows: vec![owned(row)] }
    }

    fn proposed(lists: &[List]) -> Vec<String> {
        let words = Words::parse(include_str!("../../../data/comparison.toml")).unwrap();
        let told = |field: Field| format!("{} {:?} {:?}", field.label, field.role, field.columns);
        Field::propose(lists, &words).into_iter().map(told).collect()
    }

    #[test]
    fn columns_are_known_by_heading_and_by_what_they_hold() {
        let a = list(&["序号", "项目名称", "建设单位", "总投资（万元）", "开工日期"], &["1"]);
        let b = list(&["标段名称", "业主单位", "中标金额（元）", "中标时间", "中标人"], &["x"]);
        assert_eq!(
            proposed(&[a, b]),
            [
                "项目名称 Name [Some(1), Some(0)]",
                "建设单位 Name [Some(2), Some(1)]",
                "总投资（万元） Amount [Some(3), Some(2)]",
                "开工日期 Date [Some(4), Some(3)]",
            ]
        );
        let a = list(&["甲", "乙", "丙"], &["91340200MA2T0X", "云川远航机械制造", "2024年3月5日"]);
        assert_eq!(
            proposed(&[a.clone(), a]),
            ["甲 Key [Some(0), Some(0)]", "乙 Name [Some(1), Some(1)]", "丙 Date [Some(2), Some(2)]"]
        );
    }

    #[test]
    fn of_three_lists_one_may_call_it_otherwise() {
        let [a, b] = ["工程名称", "标段名称"].map(|name| list(&[name], &["东湖公园北门改造"]));
        assert_eq!(
            proposed(&[a.clone(), b.clone(), b.clone()]),
            ["工程名称 Name [Some(0), Some(0), Some(0)]"]
        );
        let c = list(&["甲"], &["东湖公园北门改造"]);
        assert_eq!(proposed(&[c, b.clone(), b]), ["甲 Name [Some(0), Some(0), Some(0)]"]);
    }

    #[test]
    fn what_has_nothing_in_common_is_refused() {
        let a = list(&["项目名称"], &["甲"]);
        let b = list(&["金额"], &["1"]);
        let lists = [a.clone(), b];
        let fields =
            Field::propose(&lists, &Words::parse(include_str!("../../../data/comparison.toml")).unwrap());
        assert_eq!(Field::check(&fields, &lists), Err(CannotCompare::NothingInCommon { list: 1 }));
        assert_eq!(Field::check(&[], &[a]), Err(CannotCompare::Lists(1)));
    }
}
