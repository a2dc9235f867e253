//! Parts that are told by two figures each: 涉及23人、8.05万元，其中机关9人3.15万元、社区14人4.9万元.

use crate::contract::Quantity;
use crate::finding::figure::{Figure, plain};
use crate::finding::sheet::{Sentence, Sheet, comparable};
use crate::finding::{Code, Finding};

/// No list has more parts than this.
const MOST: usize = 20;

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for sentence in &sheet.sentences {
        let mut next = sentence.quantities.start + 2;
        while next + 3 < sentence.quantities.end {
            let first = next;
            next += 1;
            if !sheet.lead(sentence, first).contains("其中") {
                continue;
            }
            let rows = rows(sheet, sentence, first);
            if rows >= 2 {
                for column in [0, 1] {
                    hold(sheet, first, rows, column, findings);
                }
                next = first + 2 * rows;
            }
        }
    }
}

/// How many pairs of figures follow one another from `first` on.
fn rows(sheet: &Sheet<'_>, sentence: &Sentence, first: usize) -> usize {
    let paired = |row: usize| {
        let (one, other) = (first + 2 * row, first + 2 * row + 1);
        let joined = row == 0 || sheet.lead(sentence, one).starts_with(['、', '，', ',', '；', ';', '和']);
        other < sentence.quantities.end
            && joined
            && matches!(sheet.lead(sentence, other), "" | "、" | "，" | ",")
            && alike(sheet, first, one)
            && alike(sheet, first + 1, other)
    };
    (0..MOST).take_while(|row| paired(*row)).count()
}

fn alike(sheet: &Sheet<'_>, one: usize, other: usize) -> bool {
    match (sheet.amount(one), sheet.amount(other)) {
        (Some((one, _)), Some((other, _))) => comparable(one, other),
        _ => false,
    }
}

fn hold(sheet: &Sheet<'_>, first: usize, rows: usize, column: usize, findings: &mut Vec<Finding>) {
    let totals = [first.checked_sub(2), first.checked_sub(1)];
    let Some(total) = totals.into_iter().flatten().find(|total| alike(sheet, *total, first + column)) else {
        return;
    };
    // A list of units of another kind has no total of its own.
    if alike(sheet, first, first + 1) {
        return;
    }
    let parts: Vec<(&Quantity, Figure)> =
        (0..rows).filter_map(|row| sheet.amount(first + 2 * row + column)).collect();
    let Some(sum) = parts.iter().map(|(_, figure)| *figure).reduce(Figure::plus) else { return };
    let Some((whole, size)) = sheet.amount(total) else { return };
    let near = sum.exceeds(size) || size.exceeds(sum) && sum.value >= 0.8 * size.value;
    if !near {
        return;
    }
    let scale = whole.value.parse::<f64>().ok().zip(whole.number.parse::<f64>().ok());
    let scale = scale.map_or(1.0, |(value, number)| if number == 0.0 { 1.0 } else { value / number });
    let listed: Vec<&str> = parts.iter().map(|(part, _)| part.raw.as_str()).collect();
    let spans = [whole.span].into_iter().chain(parts.iter().map(|(part, _)| part.span)).collect();
    findings.push(
        Finding::new(if sum.exceeds(size) { Code::TotalDiffers } else { Code::PartsFallShort }, spans)
            .with("whole", &whole.raw)
            .with("parts", listed.join(" + "))
            .with("sum", format!("{}{}", plain(sum.value / scale), whole.unit)),
    );
}
