//! Workbooks (.xlsx): typed cells, lists to choose from, a frozen head, ready to print.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook as File, Worksheet, XlsxError,
};

use super::WriteError;
use super::csv::is_formula;
use crate::model::{Entry, Sheet, Workbook};

/// Rows of a sheet at most, the head not counted.
pub const MOST_ROWS: usize = 100_000;

/// Characters of the values to choose from that Excel keeps beside a cell.
const CHOICES_CHARACTERS: usize = 255;
/// Characters of a cell that Excel keeps.
const CELL_CHARACTERS: usize = 32_767;

/// The workbook as .xlsx. The same workbook gives the same bytes.
///
/// Text is text whatever it begins with: it is never stored as a formula, and one that looks like a formula is marked so
/// that Excel does not make it one when it is edited. Cells longer than Excel keeps are cut.
///
/// # Errors
/// `too-many-rows`, `workbook`.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, WriteError> {
    let mut file = File::new();
    // Its own first day: the file does not depend on when it is written.
    let first = ExcelDateTime::from_ymd(2000, 1, 1).map_err(broken)?;
    file.set_properties(&DocProperties::new().set_title(&workbook.title).set_creation_datetime(&first));
    for (place, sheet) in workbook.sheets.iter().enumerate() {
        if sheet.rows.len() > MOST_ROWS {
            return Err(WriteError::TooManyRows { limit: MOST_ROWS as u64, found: sheet.rows.len() as u64 });
        }
        let target = file.add_worksheet();
        target.set_name(name(&sheet.name, place)).map_err(broken)?;
        fill(target, sheet).map_err(broken)?;
    }
    file.save_to_buffer().map_err(broken)
}

fn broken(why: XlsxError) -> WriteError {
    WriteError::Workbook { reason: why.to_string() }
}

/// A name that Excel takes: no more than 31 characters, none of `[]:*?/\`, no apostrophe at an end, not empty.
fn name(name: &str, place: usize) -> String {
    let fit: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control()).take(31).collect();
    let fit = fit.trim_matches('\'').trim();
    if fit.is_empty() { format!("Sheet{}", place + 1) } else { fit.to_owned() }
}

struct Looks {
    head: Format,
    text: Format,
    /// For text that looks like a formula.
    quoted: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap();
        Self {
            head: Format::new()
                .set_bold()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(0x00E8_EDF2)
                .set_text_wrap(),
            quoted: cell.clone().set_quote_prefix(),
            date: cell.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            text: cell,
        }
    }
}

fn fill(target: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let looks = Looks::new();
    let columns = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    let head_rows = head(target, sheet, &looks)?;
    for (at, row) in (head_rows..).zip(&sheet.rows) {
        for (column, entry) in (0..columns).zip(row) {
            cell(target, at, column, entry, &looks)?;
        }
    }
    target.set_freeze_panes(head_rows, 1)?;
    if columns == 0 {
        return Ok(());
    }
    // Room for rows that are added by hand is checked as well.
    let last = head_rows + u32::try_from(sheet.rows.len()).unwrap_or(0);
    for (at, column) in (0..columns).zip(&sheet.columns) {
        if let Some(rule) = rule(column) {
            target.add_data_validation(head_rows, at, last + 200, at, &rule)?;
        }
    }
    target.autofilter(head_rows - 1, 0, last.saturating_sub(1).max(head_rows - 1), columns - 1)?;
    target.set_repeat_rows(0, head_rows - 1)?;
    target.set_paper_size(9);
    if sheet.landscape {
        target.set_landscape();
    }
    target.set_print_fit_to_pages(1, 0);
    target.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    target.set_footer("&C— &P / &N —");
    Ok(())
}

/// Writes the head and the widths; how many rows it takes.
fn head(target: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<u32, XlsxError> {
    let grouped = sheet.columns.iter().any(|column| !column.group.is_empty());
    let names = u32::from(grouped);
    let mut at = 0_u16;
    for same in sheet.columns.chunk_by(|a, b| a.group == b.group && !a.group.is_empty()) {
        let last = at + u16::try_from(same.len()).unwrap_or(1) - 1;
        let group = same.first().map_or("", |column| column.group.as_str());
        for (column, of) in (at..).zip(same) {
            target.set_column_width(column, f64::from(of.width.clamp(4, 80)))?;
            target.write_string_with_format(names, column, &of.name, &looks.head)?;
        }
        let name = same.first().map_or("", |column| column.name.as_str());
        match (grouped, group.is_empty(), last > at) {
            (true, true, _) => drop(target.merge_range(0, at, 1, at, name, &looks.head)?),
            (true, false, true) => drop(target.merge_range(0, at, 0, last, group, &looks.head)?),
            (true, false, false) => drop(target.write_string_with_format(0, at, group, &looks.head)?),
            (false, ..) => {}
        }
        at = last + 1;
    }
    Ok(names + 1)
}

fn cell(
    target: &mut Worksheet,
    row: u32,
    column: u16,
    entry: &Entry,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match entry {
        Entry::Empty => target.write_blank(row, column, &looks.text)?,
        Entry::Number(number) => target.write_number_with_format(row, column, *number, &looks.text)?,
        Entry::Date(date) => {
            let (year, month, day) = (date.year(), date.month(), date.day());
            let fits = u16::try_from(year).ok().filter(|year| *year >= 1900);
            match fits {
                Some(year) => {
                    let day = ExcelDateTime::from_ymd(year, month.unsigned_abs(), day.unsigned_abs())?;
                    target.write_datetime_with_format(row, column, &day, &looks.date)?
                }
                // Excel's days begin with 1900.
                None => target.write_string_with_format(row, column, date.to_string(), &looks.text)?,
            }
        }
        Entry::Text(text) => {
            let cut: &str = match text.char_indices().nth(CELL_CHARACTERS) {
                Some((end, _)) => text.get(..end).unwrap_or(text),
                None => text,
            };
            let look = if is_formula(cut) { &looks.quoted } else { &looks.text };
            target.write_string_with_format(row, column, cut, look)?
        }
    };
    Ok(())
}

/// What a column allows.
fn rule(column: &crate::model::Column) -> Option<DataValidation> {
    let rule = if column.dates {
        let from = ExcelDateTime::from_ymd(1990, 1, 1).ok()?;
        let to = ExcelDateTime::from_ymd(2199, 12, 31).ok()?;
        DataValidation::new().allow_date(DataValidationRule::Between(from, to))
    } else if column.choices.is_empty() {
        return None;
    } else {
        // Past what Excel keeps, and with a comma inside a value, the cell stays free and the import checks.
        let joined: usize = column.choices.iter().map(|choice| choice.chars().count() + 1).sum();
        if joined > CHOICES_CHARACTERS || column.choices.iter().any(|choice| choice.contains(',')) {
            return None;
        }
        DataValidation::new().allow_list_strings(&column.choices).ok()?
    };
    Some(rule.set_error_style(DataValidationErrorStyle::Warning))
}
