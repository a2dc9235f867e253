//! From row to row: which begins an item, which goes on with one, which belongs to one of another list.

use super::head::Head;
use super::item::{Item, Measure, say};
use super::key::key;
use super::row::Row;
use super::split::split;
use super::words::{ListPart, ListWords, plain};
use super::{Entry, EntryRole, ListCode, ListRemark, Said};
use crate::contract::Span;
use crate::table::Table;
use crate::text::glyph::{char_before, ends_sentence};
use std::collections::HashMap;

/// Characters in the first column beyond which its only cell is a heading, not a number.
const LONGEST_NUMBER: usize = 8;

/// What stands in order.
enum Top {
    Group(Span),
    Item(usize),
    /// Measures without an item.
    Alone(usize),
}

/// What a row is to the item before it.
enum Way {
    /// It begins an item or finds one of another list.
    New,
    /// It says more of the same item.
    Same,
    /// It goes on with the words of the one before it.
    Continues,
}

/// A walk over all lists of a text.
pub(super) struct Walk<'a> {
    text: &'a str,
    words: &'a ListWords,
    /// Whether any list tells problems; otherwise measures stand alone.
    tells_problems: bool,
    items: Vec<Item>,
    tops: Vec<Top>,
    remarks: Vec<ListRemark>,
    /// Items by number and how often it was met before in its list.
    by_number: HashMap<(String, usize), usize>,
    /// How often each number was met in the list at hand.
    met: HashMap<String, usize>,
    current: Option<usize>,
    /// A heading over items to come.
    group: Option<Span>,
    last_group: String,
    /// The head of the table before.
    before: Option<Head>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, words: &'a ListWords, tells_problems: bool) -> Self {
        Self {
            text,
            words,
            tells_problems,
            items: vec![],
            tops: vec![],
            remarks: vec![],
            by_number: HashMap::new(),
            met: HashMap::new(),
            current: None,
            group: None,
            last_group: String::new(),
            before: None,
        }
    }

    /// Walks over a table; one that is near the one before and has its columns goes on with it.
    pub(super) fn table(&mut self, table: &Table, head: &Head, near: bool) {
        let goes_on = self.before.as_ref().is_some_and(|before| before.is_like(head));
        if !goes_on {
            self.met.clear();
        }
        if !goes_on || !near {
            self.current = None;
        }
        if !goes_on {
            for column in
                head.columns.iter().filter(|column| column.part.is_none() && !column.name.is_empty())
            {
                self.remark(ListCode::ColumnUnknown, column.span);
            }
        }
        for at in head.rows..table.rows.len() {
            if head.is_repeated(self.text, table, at) {
                continue;
            }
            if let Some(row) = Row::read(self.text, table, head, at) {
                self.row(&row, head);
            }
        }
        self.before = Some(head.clone());
    }

    fn row(&mut self, row: &Row<'_>, head: &Head) {
        if self.is_left_out(row) || self.is_heading(row) {
            return;
        }
        if let Some(aspect) = row.first(ListPart::Aspect) {
            self.group = Some(aspect.span);
        }
        match self.way(row, head) {
            Way::New => self.begin(row, head),
            Way::Continues => {
                self.remark(ListCode::RowContinued, row.span);
                self.add_problem(row);
            }
            Way::Same => self.add_problem(row),
        }
        let Some(item) = self.current else { return };
        let targets = self.measures(item, row, head);
        self.cells(item, row, &targets);
    }

    /// Totals and notes.
    fn is_left_out(&mut self, row: &Row<'_>) -> bool {
        let first = row.cells().first().map_or("", |(_, place)| place.span.of(self.text));
        let out = self.words.is_total(first) || row.only().is_some() && self.words.is_note(first);
        if out {
            self.remark(ListCode::RowLeftOut, row.span);
        }
        out
    }

    /// Whether a row is a heading over those that follow: one cell over all columns, or words alone where numbers stand.
    fn is_heading(&mut self, row: &Row<'_>) -> bool {
        let Some((column, place)) = row.only() else { return false };
        let words = place.span.of(self.text);
        let in_numbers = column.part == Some(ListPart::Number) && words.chars().nth(LONGEST_NUMBER).is_some();
        let is = place.first && (row.is_one || in_numbers);
        if is {
            self.group = Some(place.span);
        }
        is
    }

    fn way(&self, row: &Row<'_>, head: &Head) -> Way {
        let Some(item) = self.current.and_then(|at| self.items.get(at)) else { return Way::New };
        let (number, problem) = (row.first(ListPart::Number), row.first(ListPart::Problem));
        let says = |span: Span| item.says(span.of(self.text));
        if problem.is_some_and(|problem| !problem.first && item.problem.contains(&problem.span)) {
            return Way::Same;
        }
        let unfinished = item.problem.last().is_some_and(|last| !self.is_finished(*last));
        if let Some(number) = number {
            if !number.first {
                return Way::Same;
            }
            let number = key(number.span.of(self.text));
            if number != key(&item.number) {
                return Way::New;
            }
            let counts = head.has(ListPart::Measure) || head.has(ListPart::MeasureNumber);
            return match problem {
                None if !counts && self.is_met_again(number) => Way::New,
                None => Way::Same,
                Some(problem) if says(problem.span) => Way::Same,
                Some(_) if unfinished && row.is_first => Way::Continues,
                Some(_) => Way::New,
            };
        }
        match problem {
            None if head.has(ListPart::Problem) || head.has(ListPart::Number) => Way::Same,
            None => Way::New,
            Some(problem) if says(problem.span) => Way::Same,
            Some(_) if !head.has(ListPart::Number) => Way::New,
            Some(_) if unfinished && (row.is_first || !row.says_more()) => Way::Continues,
            Some(_) => Way::New,
        }
    }

    /// Whether another item has this number, too, and its turn has come in the list at hand.
    fn is_met_again(&self, number: String) -> bool {
        let nth = self.met.get(&number).copied().unwrap_or(0);
        self.by_number.contains_key(&(number, nth))
    }

    /// Whether words end as a sentence does.
    fn is_finished(&self, span: Span) -> bool {
        char_before(self.text, span.end).is_some_and(ends_sentence)
    }

    /// Begins an item, or finds the one of another list that has its number.
    fn begin(&mut self, row: &Row<'_>, head: &Head) {
        let number = row.first(ListPart::Number).map_or("", |place| place.span.of(self.text)).trim();
        let problem = row.first(ListPart::Problem);
        let key = key(number);
        let alone = !self.tells_problems && head.has(ListPart::Measure);
        if !key.is_empty() && !alone {
            let met = self.met.entry(key.clone()).or_default();
            let nth = std::mem::replace(met, *met + 1);
            let known = self.by_number.get(&(key.clone(), nth)).copied();
            if let Some(at) = known.filter(|at| self.is_same(*at, problem.map(|place| place.span))) {
                self.current = Some(at);
                self.add_problem(row);
                return;
            }
            self.by_number.entry((key, nth)).or_insert(self.items.len());
        } else if problem.is_some() && head.has(ListPart::Number) {
            self.remark(ListCode::NumberMissing, row.span);
        }
        if let Some(group) = self.group.take() {
            let words = plain(group.of(self.text));
            if words != self.last_group {
                self.last_group = words;
                self.tops.push(Top::Group(group));
            }
        }
        let at = self.items.len();
        self.tops.push(if alone { Top::Alone(at) } else { Top::Item(at) });
        self.items.push(Item::new(number, row.span));
        self.current = Some(at);
        self.add_problem(row);
    }

    /// Whether an item of another list may be the one that a row speaks of.
    fn is_same(&self, at: usize, problem: Option<Span>) -> bool {
        let (Some(item), Some(problem)) = (self.items.get(at), problem) else { return true };
        item.problem.is_empty() || item.says(problem.of(self.text))
    }

    fn add_problem(&mut self, row: &Row<'_>) {
        let text = self.text;
        let Some(item) = self.current.and_then(|at| self.items.get_mut(at)) else { return };
        let empty = item.problem.is_empty();
        for place in row.all(ListPart::Problem) {
            if place.first {
                item.add_problem(text, place.span);
            }
        }
        // Rows of the same table lie behind one another; the words of an item decide where it stands.
        if empty && !item.problem.is_empty() {
            item.span = row.span;
        } else if row.first(ListPart::Problem).is_some() && row.span.start >= item.span.start {
            item.span.end = item.span.end.max(row.span.end);
        }
    }

    /// The measures of `item` that a row speaks of, new ones first made.
    fn measures(&mut self, item: usize, row: &Row<'_>, head: &Head) -> Vec<usize> {
        let text = self.text;
        let number = row.first(ListPart::MeasureNumber).map(|place| place.span.of(text).trim().to_owned());
        let Some(place) = row.first(ListPart::Measure) else {
            let Some(item) = self.items.get(item) else { return vec![] };
            return match number {
                Some(number) => item.numbered(&number),
                None if head.has(ListPart::Measure) => {
                    item.measures.len().checked_sub(1).into_iter().collect()
                }
                None => item.all(),
            };
        };
        let goes_on = self.goes_on(item, row, place.span);
        let Some(item) = self.items.get_mut(item) else { return vec![] };
        let cell = place.span.of(text);
        let known = item.worded(cell);
        if !known.is_empty() {
            return known;
        }
        if goes_on && let Some(last) = item.measures.last_mut() {
            last.words.push(place.span);
            let at = item.measures.len() - 1;
            self.remark(ListCode::RowContinued, place.span);
            return vec![at];
        }
        // Where the rows of one problem are numbered, or no problem is told, the number is that of the measure.
        let own = row.first(ListPart::Number).filter(|number| number.first);
        let own = own.map(|number| number.span.of(text).trim().to_owned());
        let number = number
            .or(own.filter(|own| key(own) != key(&item.number) || !self.tells_problems))
            .unwrap_or_default();
        let from = item.measures.len();
        for member in split(text, place.span) {
            let number = if member.mark.is_empty() { number.clone() } else { member.mark };
            item.add_measure(cell, Measure { number, words: vec![member.span], cells: vec![] });
        }
        if row.span.start >= item.span.start {
            item.span.end = item.span.end.max(row.span.end);
        }
        (from..item.measures.len()).collect()
    }

    /// Whether the words of a measure go on with the last one's, which a page broke off.
    fn goes_on(&self, item: usize, row: &Row<'_>, words: Span) -> bool {
        let last = self.items.get(item).and_then(|item| item.measures.last()?.words.last().copied());
        let opens = row.first(ListPart::Number).is_some_and(|number| number.first);
        let marked = split(self.text, words).first().is_some_and(|member| !member.mark.is_empty());
        row.is_first && !opens && !marked && last.is_some_and(|last| !self.is_finished(last))
    }

    /// Gives what the cells say to the item or to its measures.
    fn cells(&mut self, item: usize, row: &Row<'_>, targets: &[usize]) {
        let text = self.text;
        let Some(item) = self.items.get_mut(item) else { return };
        for (column, place) in row.cells() {
            let is_frame = column.part.is_some_and(ListPart::is_frame);
            if is_frame || self.words.is_nothing(place.span.of(text)) {
                continue;
            }
            let said = Said { part: column.part, name: column.name.clone(), span: place.span };
            if targets.is_empty() || column.part.is_some_and(ListPart::is_of_item) {
                say(&mut item.cells, &said);
                continue;
            }
            // A cell with as many marked parts as there are measures says one of each.
            let parts = split(text, place.span);
            let each = targets.len() > 1 && parts.len() == targets.len();
            for (nth, target) in targets.iter().enumerate() {
                let part = parts.get(nth).filter(|_| each).map_or(place.span, |part| part.span);
                if let Some(measure) = item.measures.get_mut(*target) {
                    say(&mut measure.cells, &Said { span: part, ..said.clone() });
                }
            }
        }
    }

    fn remark(&mut self, code: ListCode, span: Span) {
        self.remarks.push(ListRemark { code, span });
    }

    /// Everything in order. An item of whose problem nothing is said is told.
    pub(super) fn finish(mut self) -> (Vec<Entry>, Vec<ListRemark>) {
        let mut items: Vec<Option<Item>> = self.items.drain(..).map(Some).collect();
        let mut entries = vec![];
        for top in std::mem::take(&mut self.tops) {
            let (at, is_item) = match top {
                Top::Group(span) => {
                    let (role, number, words) = (EntryRole::Group, String::new(), vec![span]);
                    entries.push(Entry { role, number, words, span, cells: vec![] });
                    continue;
                }
                Top::Item(at) => (at, true),
                Top::Alone(at) => (at, false),
            };
            let Some(item) = items.get_mut(at).and_then(Option::take) else { continue };
            if is_item && item.problem.is_empty() {
                self.remarks.push(ListRemark { code: ListCode::NumberUnknown, span: item.span });
            }
            entries.extend(item.entries(self.text, is_item));
        }
        (entries, self.remarks)
    }
}
