//! Tables as text, cells set apart by commas, semicolons or tabs (RFC 4180 and what spreadsheets write).

use super::{charset, error::ReadError, limits::Limits};

/// Most cells of a row; what stands behind them is left out.
const MOST_CELLS: usize = 500;

/// Reads rows of cells. The first line tells what sets cells apart; a cell in double quotes may hold it, line breaks, and
/// doubled quotes. Rows without anything in them are left out.
///
/// # Errors
/// A limit is passed, or the file is not text. Never panics.
pub fn read_csv(bytes: &[u8], limits: &Limits) -> Result<Vec<Vec<String>>, ReadError> {
    let found = bytes.len() as u64;
    if found > limits.input_bytes {
        return Err(ReadError::InputTooLarge { limit: limits.input_bytes, found });
    }
    let text = charset::decode(bytes, None)?.text;
    let text = text.trim_start_matches('\u{feff}');
    let sign = separator(text.lines().next().unwrap_or_default());
    let mut rows = vec![];
    let mut row: Vec<String> = vec![];
    let mut cell = String::new();
    let mut quoted = false;
    let mut signs = text.chars().peekable();
    let end_row = |row: &mut Vec<String>, cell: &mut String, rows: &mut Vec<Vec<String>>| {
        end_cell(row, cell);
        let full = std::mem::take(row);
        if full.iter().any(|cell| !cell.is_empty()) {
            rows.push(full);
        }
    };
    while let Some(next) = signs.next() {
        match next {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            _ if quoted => cell.push(next),
            '\r' => {}
            '\n' => {
                end_row(&mut row, &mut cell, &mut rows);
                let found = rows.len() as u64;
                if found > limits.lines {
                    return Err(ReadError::TooManyLines { limit: limits.lines, found });
                }
            }
            _ if next == sign => end_cell(&mut row, &mut cell),
            _ => cell.push(next),
        }
    }
    end_row(&mut row, &mut cell, &mut rows);
    Ok(rows)
}

fn end_cell(row: &mut Vec<String>, cell: &mut String) {
    let full = std::mem::take(cell);
    if row.len() < MOST_CELLS {
        row.push(full.trim().to_owned());
    }
}

/// What the first line holds most of.
fn separator(line: &str) -> char {
    let count = |sign: char| line.matches(sign).count();
    [',', '\t', ';'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_taken_apart() {
        let read = |text: &str| read_csv(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(
            read("\u{feff}名称,金额\r\n\"甲,\"\"乙\"\"\n丙\",\"1,200\"\r\n\r\n,\r\n丁"),
            [vec!["名称", "金额"], vec!["甲,\"乙\"\n丙", "1,200"], vec!["丁"]]
        );
        assert_eq!(read("a\tb\n1,5\t2"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(read("a;b\n1,5;2"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(read("\"open\nto the end"), [["open\nto the end"]]);
        assert_eq!(read(""), Vec::<Vec<String>>::new());
        assert_eq!(read(&",".repeat(9000)), Vec::<Vec<String>>::new());
        let few = Limits { lines: 1, ..Limits::default() };
        assert!(matches!(read_csv(b"a\nb\nc", &few), Err(ReadError::TooManyLines { .. })));
    }
}
