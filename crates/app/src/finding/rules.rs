//! The rules that hold a text against the ledger: its figures, what it says of states, whom it names.

use super::{
    Compared,
    known::{Known, Line, is_held, plain},
};
use crate::language::Language;
use bulletin::{Bulletin, Claim, Code, Finding, Span, claims, named};
use ledger::{MatterId, StateClass};

/// Rows that are told with a finding.
const TOLD: usize = 4;

/// What the ledger does not bear out.
pub(super) fn held_against(
    text: &str,
    bulletin: &Bulletin,
    known: &Known,
    figures: &[&str],
    language: Language,
) -> Vec<(Finding, Vec<Compared>)> {
    let mut found = unsupported(bulletin, known, figures);
    found.extend(contradicted(text, bulletin, known, language));
    found.extend(handlers(text, known));
    found
}

/// Figures that nobody reported, that stand on no matter and that the ledger does not count to; under the heading of an
/// item, those that nobody said of that item.
fn unsupported(bulletin: &Bulletin, known: &Known, figures: &[&str]) -> Vec<(Finding, Vec<Compared>)> {
    let given = |number: &str| figures.iter().any(|figure| plain(figure) == plain(number));
    let items: Vec<Option<MatterId>> =
        bulletin.nodes.iter().map(|node| known.item(&node.mark, &node.title).map(|line| line.id)).collect();
    let item = |one: &bulletin::Quantity| {
        let nodes =
            std::iter::successors(one.node, |at| bulletin.nodes.get(*at).and_then(|node| node.parent));
        nodes.take(bulletin.nodes.len()).find_map(|at| items.get(at).copied().flatten())
    };
    let is_borne = |one: &bulletin::Quantity| match item(one) {
        Some(item) => known.supports_on(item, one),
        None => known.supports(one),
    };
    let odd = bulletin.quantities.iter().filter(|one| is_held(one) && !given(&one.number) && !is_borne(one));
    let told = |one: &bulletin::Quantity| {
        let rows = known.of_subject(one).iter().take(TOLD).map(|(matter, says)| Compared {
            matter: *matter,
            title: known.title(*matter),
            says: says.clone(),
        });
        (Finding::new(Code::UnsupportedFigure, vec![one.span]).with("raw", &one.raw), rows.collect())
    };
    odd.map(told).collect()
}

/// Items and measures of which the text says that they are put right, or not yet, and the ledger the opposite.
fn contradicted(
    text: &str,
    bulletin: &Bulletin,
    known: &Known,
    language: Language,
) -> Vec<(Finding, Vec<Compared>)> {
    let mut found = vec![];
    for (place, node) in bulletin.nodes.iter().enumerate() {
        let Some(item) = known.item(&node.mark, &node.title) else { continue };
        let end = bulletin.nodes.get(place + 1).map_or(text.len(), |next| next.span.start);
        let measures: Vec<_> = bulletin.measures.iter().filter(|one| one.node == Some(node.id)).collect();
        for (claim, span) in claims(text, Span::new(node.span.start, end)) {
            let line = match measures.iter().find(|one| one.span.holds(span)) {
                Some(measure) => known.measure(item.id, &measure.marker),
                None => Some(item),
            };
            let Some(line) = line.filter(|line| contradicts(claim, line)) else { continue };
            let state = language.of(&line.state);
            let finding = Finding::new(Code::StateContradicts, vec![node.span, span])
                .with("says", span.of(text))
                .with("state", state);
            let row = Compared { matter: line.id, title: known.title(line.id), says: state.to_owned() };
            found.push((finding, vec![row]));
        }
    }
    found
}

/// What was taken over from a document and verified by nobody contradicts nothing.
fn contradicts(claim: Claim, line: &Line) -> bool {
    match claim {
        Claim::Done => matches!(line.class, StateClass::Open | StateClass::Awaiting),
        Claim::Undone => matches!(line.class, StateClass::Accepted | StateClass::Closed),
    }
}

/// People who handle matters and are named.
fn handlers(text: &str, known: &Known) -> Vec<(Finding, Vec<Compared>)> {
    let told = |(person, on): &(crate::query::answer::Named, ledger::MatterId)| {
        let span = named(text, &person.title)?;
        let row = Compared { matter: *on, title: known.title(*on), says: person.title.clone() };
        Some((Finding::new(Code::HandlerNamed, vec![span]).with("name", &person.title), vec![row]))
    };
    known.handlers.iter().filter_map(told).collect()
}
