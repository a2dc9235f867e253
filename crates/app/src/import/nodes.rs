//! What was read as nodes of a draft: headings and measures of the prose, items and measures of tables, in one order.

use super::{
    draft::{DraftNode, Role},
    propose::{cut, headline},
};
use bulletin::{Bulletin, Entry, EntryRole, Lists, Node, Span};
use ledger::limit;

/// Place on the ladder of groups that come from a table: below every heading around it.
const LEVEL_IN_TABLES: u32 = 11;

/// Headings, items and measures in order.
pub(super) fn nodes(bulletin: &Bulletin, lists: &Lists, text: &str) -> Vec<DraftNode> {
    let mut prose = prose(bulletin, lists, text);
    for node in &mut prose {
        if node.title.trim().is_empty() {
            node.title = headline(node.body.of(text));
        }
    }
    let mut placed: Vec<(usize, DraftNode)> = prose.into_iter().map(|node| (node.span.start, node)).collect();
    placed.extend(
        anchors(&lists.entries).into_iter().zip(&lists.entries).map(|(at, entry)| (at, listed(entry, text))),
    );
    // What stands at one place keeps its order: an item comes before its measures.
    placed.sort_by_key(|(at, _)| *at);
    let mut nodes: Vec<DraftNode> = placed.into_iter().map(|(_, node)| node).collect();
    drop_emptied(&mut nodes, lists);
    for (key, node) in nodes.iter_mut().enumerate() {
        node.key = u32::try_from(key).unwrap_or(u32::MAX);
        node.title = cut(&node.title);
    }
    nodes
}

/// Headings and measures outside the tables that were taken for lists.
fn prose(bulletin: &Bulletin, lists: &Lists, text: &str) -> Vec<DraftNode> {
    let outside = |span: Span| table_at(lists, span.start).is_none();
    let headings: Vec<&Node> = bulletin.nodes.iter().filter(|node| outside(node.span)).collect();
    let measures: Vec<_> = bulletin.measures.iter().filter(|measure| outside(measure.span)).collect();
    let flags = |ids: &mut dyn Iterator<Item = usize>| {
        let mut flags = vec![false; bulletin.nodes.len()];
        ids.for_each(|id| flags.get_mut(id).into_iter().for_each(|flag| *flag = true));
        flags
    };
    let has_measures = flags(&mut measures.iter().filter_map(|measure| measure.node));
    let has_children = flags(&mut headings.iter().filter_map(|node| node.parent));
    let flag = |flags: &[bool], id: usize| flags.get(id).copied().unwrap_or(false);
    // Where no heading holds measures, the headings at the bottom of the outline are the items.
    let any_measures = has_measures.contains(&true) || !lists.entries.is_empty();
    let mut nodes: Vec<DraftNode> = vec![];
    for node in headings {
        let item = !flag(&has_children, node.id) && (flag(&has_measures, node.id) || !any_measures);
        let role = if item { Role::Item } else { Role::Group };
        nodes.push(fresh(role, node.depth, &node.mark, node.title.clone(), node.span));
    }
    for measure in measures {
        let title = headline(measure.text.strip_prefix(measure.marker.as_str()).unwrap_or(&measure.text));
        nodes.push(fresh(Role::Measure, 0, &measure.marker, title, measure.span));
    }
    nodes.sort_by_key(|node| node.span.start);
    let ends: Vec<usize> = nodes.iter().skip(1).map(|next| next.span.start).chain([text.len()]).collect();
    for (node, end) in nodes.iter_mut().zip(ends) {
        if node.role != Role::Measure {
            let end = before_noise(bulletin, node.span.end, end);
            let mut stretches = around_tables(lists, Span::new(node.span.end, end)).into_iter();
            node.body = trimmed(text, stretches.next().unwrap_or_default());
            node.more = stretches.map(|span| trimmed(text, span)).filter(|span| !span.is_empty()).collect();
            node.span = Span::new(node.span.start, node.body.end.max(node.span.end));
        }
    }
    nodes
}

fn fresh(role: Role, level: u32, number: &str, title: String, span: Span) -> DraftNode {
    let (number, body, more, cells) = (number.to_owned(), span, vec![], vec![]);
    DraftNode { key: 0, role, level, number, title, span, body, more, cells, dropped: false }
}

/// An entry of a list as a node. An item of whose problem nothing is said is called by what else stands in its row.
fn listed(entry: &Entry, text: &str) -> DraftNode {
    let (role, level) = match entry.role {
        EntryRole::Group => (Role::Group, LEVEL_IN_TABLES),
        EntryRole::Item => (Role::Item, 0),
        EntryRole::Measure => (Role::Measure, 0),
    };
    let mut words = entry.words.iter().copied();
    let first = words.next();
    let own = first.map(|span| span.of(text)).unwrap_or_default();
    let bare = own.strip_prefix(entry.number.as_str()).filter(|_| role == Role::Measure).unwrap_or(own);
    let title = match headline(bare) {
        title if !title.is_empty() => title,
        _ if !own.is_empty() => own.to_owned(),
        _ => entry.cells.first().map_or("—", |cell| cell.span.of(text)).to_owned(),
    };
    // A heading within a table has no words but its title.
    let body = if role == Role::Group {
        Span::new(entry.span.end, entry.span.end)
    } else {
        first.unwrap_or_default()
    };
    let number: String = entry.number.chars().take(limit::NUMBER).collect();
    let (span, more, cells) = (entry.span, words.collect(), entry.cells.clone());
    DraftNode { body, more, cells, ..fresh(role, level, &number, title, span) }
}

/// Where each entry is put among the headings: items and headings where they stand, measures with their item.
fn anchors(entries: &[Entry]) -> Vec<usize> {
    let mut anchors: Vec<usize> = vec![];
    let mut item = None;
    for entry in entries {
        let anchor = match entry.role {
            EntryRole::Measure => item.unwrap_or(entry.span.start),
            EntryRole::Group | EntryRole::Item => entry.span.start,
        };
        match entry.role {
            EntryRole::Item => item = Some(anchor),
            EntryRole::Group => item = None,
            EntryRole::Measure => {}
        }
        anchors.push(anchor);
    }
    // A heading may stand in the row of its first item, to the right of where that begins.
    for at in (1..anchors.len()).rev() {
        let next = anchors.get(at).copied();
        let is_group = entries.get(at - 1).is_some_and(|entry| entry.role == EntryRole::Group);
        if let (Some(next), Some(anchor), true) = (next, anchors.get_mut(at - 1), is_group) {
            *anchor = next.min(*anchor);
        }
    }
    anchors
}

/// A heading over a table whose rows were all joined to items of another one says nothing any more; a person sees it
/// struck out and can take it back.
fn drop_emptied(nodes: &mut [DraftNode], lists: &Lists) {
    let below: Vec<bool> = nodes
        .iter()
        .zip(nodes.iter().skip(1).map(Some).chain([None]))
        .map(|(node, next)| match next {
            Some(next) => next.role != Role::Group || next.level > node.level,
            None => false,
        })
        .collect();
    let after: Vec<usize> = nodes.iter().skip(1).map(|next| next.span.start).chain([usize::MAX]).collect();
    for ((node, below), after) in nodes.iter_mut().zip(below).zip(after) {
        let over = lists.tables.iter().any(|table| node.span.end <= table.start && table.start < after);
        let bare = node.body.is_empty() && node.more.is_empty() && node.level < LEVEL_IN_TABLES;
        node.dropped = node.role == Role::Group && bare && !below && over;
    }
}

/// The table that was taken for a list and holds a place.
fn table_at(lists: &Lists, at: usize) -> Option<Span> {
    let after = lists.tables.partition_point(|table| table.start <= at);
    let table = lists.tables.get(after.checked_sub(1)?).copied()?;
    Some(table).filter(|table| at < table.end)
}

/// A stretch without the tables in it: what stands before the first one, then what stands between and behind them.
fn around_tables(lists: &Lists, span: Span) -> Vec<Span> {
    let first = lists.tables.partition_point(|table| table.end <= span.start);
    let inside = lists.tables.iter().skip(first).take_while(|table| table.start < span.end);
    let mut stretches = vec![];
    let mut start = span.start;
    for table in inside {
        stretches.push(Span::new(start, table.start.max(start)));
        start = table.end.min(span.end);
    }
    stretches.push(Span::new(start, span.end));
    stretches
}

/// A node's own text ends where the carrying page's noise begins.
fn before_noise(bulletin: &Bulletin, start: usize, end: usize) -> usize {
    let first = bulletin.noise.partition_point(|span| span.start < start);
    bulletin.noise.get(first).map_or(end, |span| span.start.min(end))
}

/// The span without blanks at both ends and without the full stop that ends a title run into the line.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '.' | ':' | '：'));
    let start = span.start + (words.len() - lead.len());
    Span::new(start, start + lead.trim_end().len())
}
