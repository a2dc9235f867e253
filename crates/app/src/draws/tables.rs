//! The registers of a draw as they are handed in: tables with headings.

use crate::AppError;
use draw::{Inspector, Object};

/// Rows below the headings, each with four cells.
fn rows(bytes: &[u8]) -> Result<Vec<[String; 4]>, AppError> {
    let table = documents::read_csv(bytes, &documents::Limits::default())?;
    let four = |row: Vec<String>| {
        let mut cells = row.into_iter().map(|cell| cell.trim().to_owned());
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    };
    Ok(table.into_iter().skip(1).map(four).collect())
}

pub(super) fn objects(bytes: &[u8]) -> Result<Vec<Object>, AppError> {
    let mut objects: Vec<Object> =
        rows(bytes)?.into_iter().map(|[id, class, group, unit]| Object { id, class, group, unit }).collect();
    objects.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(objects)
}

pub(super) fn inspectors(bytes: &[u8]) -> Result<Vec<Inspector>, AppError> {
    let one = |[id, unit, qualified, aside]: [String; 4]| Inspector {
        id,
        unit,
        qualified: qualified == "1",
        aside: aside
            .split([';', '；'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let mut inspectors: Vec<Inspector> = rows(bytes)?.into_iter().map(one).collect();
    inspectors.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(inspectors)
}
