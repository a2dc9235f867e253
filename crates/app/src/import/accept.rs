//! Accepting a draft: everything is opened in one write, or nothing.

use super::{
    draft::{Draft, DraftNode, Role},
    listed::{self, Listed},
    propose::DRAFTS,
};
use crate::{
    App, AppError, Step,
    execute::{Act, Desk},
};
use bulletin::{ListWords, Quantity, Span};
use ledger::{
    Command, CommandId, FieldValue, Figure, MatterId, Origin, Refusal,
    authority::Reached,
    command::{Assign, Open},
    limit,
};
use std::collections::BTreeMap;
use store::{Outcome, Stop};

impl App {
    /// Opens the campaign and everything of the draft below it; the outcome's matter is the campaign.
    ///
    /// # Errors
    /// The right is missing, the draft was changed meanwhile, the file has been imported already
    /// ([`Refusal::AlreadyThere`] names the campaign), or a node does not fit.
    pub fn accept_draft(
        &self,
        actor: Option<MatterId>,
        id: CommandId,
        key: &str,
        seen: u64,
    ) -> Result<Outcome, AppError> {
        if let Some(matter) = self.view()?.imported_from(key)? {
            return Err(Refusal::AlreadyThere(matter).into());
        }
        let (draft, text) = self.draft(key)?;
        if draft.version != seen {
            return Err(AppError::StaleDraft { seen, now: draft.version });
        }
        let words = self.list_words.clone();
        self.write_telling(move |desk| {
            if let Some(outcome) = desk.earlier(id)? {
                return Ok(outcome);
            }
            if let Some(matter) = desk.write.imported_from(&draft.file.hash)? {
                return Err(Refusal::AlreadyThere(matter).into());
            }
            let mut act = Act::new(desk.actor(actor)?, id);
            desk.require(&mut act, "import")?;
            let campaign = open_all(desk, &mut act, &draft, &text, &words)?;
            desk.write.put_record(DRAFTS, &draft.file.hash, None)?;
            desk.finish(&mut act, campaign)
        })
    }

    /// Whether this person may import.
    pub(crate) fn may_import(&self, actor: Option<MatterId>) -> Result<(), AppError> {
        let Some(id) = actor else { return Ok(()) };
        let person = self.view()?.matter(id)?.ok_or(Refusal::NoSuchMatter(id))?;
        let actor = ledger::Actor { person: Some(id), grants: person.grants, ..ledger::Actor::default() };
        ledger::authority::check(&self.roles, &actor, "import", &Reached::default(), self.clock.today())?;
        Ok(())
    }
}

fn open_all(
    desk: &mut Desk<'_>,
    act: &mut Act,
    draft: &Draft,
    text: &str,
    words: &ListWords,
) -> Result<MatterId, Stop> {
    let mut fields = BTreeMap::new();
    if let Some(issuer) = &draft.bulletin.issuer {
        fields.insert("issuer".to_owned(), short(issuer));
    }
    fields.insert("source_file".to_owned(), short(&draft.file.name));
    let campaign = open(
        desk,
        act,
        Open {
            kind: "campaign".into(),
            title: draft.title.clone(),
            fields,
            origin: Some(origin(draft, Span::new(0, text.len()))),
            ..Open::default()
        },
    )?;
    let parents = draft.parents();
    let figures = figures(draft);
    let mut ids: Vec<Option<MatterId>> = vec![None; draft.nodes.len()];
    for (at, node) in draft.nodes.iter().enumerate().filter(|(_, node)| !node.dropped) {
        let mut listed = listed::read(node, text, &desk.directory, words);
        let mut fields = fields_of(node, text);
        fields.append(&mut listed.fields);
        let parent = parents.get(at).copied().flatten().and_then(|above| ids.get(above).copied().flatten());
        let id = open(
            desk,
            act,
            Open {
                kind: node.role.kind().into(),
                number: node.number.trim().chars().take(limit::NUMBER).collect(),
                title: node.title.clone(),
                parent: Some(parent.unwrap_or(campaign)),
                fields,
                figures: figures.get(&at).cloned().unwrap_or_default(),
                origin: Some(origin(draft, node.span)),
                due: None,
                taken_as: None,
            },
        )?;
        name(desk, act, id, listed, &draft.file.name)?;
        if let Some(slot) = ids.get_mut(at) {
            *slot = Some(id);
        }
    }
    Ok(campaign)
}

/// Says of a matter who is responsible and by when, as its row does, and keeps what has no place of its own as words.
fn name(desk: &mut Desk<'_>, act: &mut Act, id: MatterId, listed: Listed, file: &str) -> Result<(), Stop> {
    let Listed { assign, due, notes, .. } = listed;
    let mut commands = vec![];
    if assign != Assign::default() {
        commands.push(Command::Assign(assign));
    }
    if due.is_some() {
        commands.push(Command::SetDueDate { due, reason: file.chars().take(limit::SHORT).collect() });
    }
    if !notes.is_empty() {
        commands.push(Command::Comment { text: notes.join("\n").chars().take(limit::TEXT).collect() });
    }
    for command in commands {
        desk.step(act, &Step { matter: Some(id), seen: None, command })?;
    }
    Ok(())
}

fn open(desk: &mut Desk<'_>, act: &mut Act, open: Open) -> Result<MatterId, Stop> {
    desk.step(act, &Step { matter: None, seen: None, command: Command::Open(open) })
}

fn origin(draft: &Draft, span: Span) -> Origin {
    Origin { source: draft.file.hash.clone(), span: [span.start as u64, span.end as u64] }
}

fn short(text: &str) -> FieldValue {
    FieldValue::Text(text.chars().take(limit::SHORT).collect())
}

fn fields_of(node: &DraftNode, text: &str) -> BTreeMap<String, FieldValue> {
    let name = match node.role {
        Role::Group => "statement",
        Role::Item => "published",
        Role::Measure => "text",
    };
    let words = node.words(text);
    if words.is_empty() {
        return BTreeMap::new();
    }
    BTreeMap::from([(name.to_owned(), FieldValue::Text(words.chars().take(limit::TEXT).collect()))])
}

/// The quantities of the source by the node whose own text holds them; the innermost wins.
fn figures(draft: &Draft) -> BTreeMap<usize, Vec<Figure>> {
    let mut by_node: BTreeMap<usize, Vec<Figure>> = BTreeMap::new();
    // Measures of a table may stand behind the item after theirs.
    let mut nodes: Vec<(usize, &DraftNode)> = draft.nodes.iter().enumerate().collect();
    nodes.sort_by_key(|(_, node)| node.span.start);
    for quantity in &draft.bulletin.quantities {
        let after = nodes.partition_point(|(_, node)| node.span.start <= quantity.span.start);
        let mut near = nodes.iter().take(after).rev().take(64);
        let holder = near.find(|(_, node)| !node.dropped && node.span.holds(quantity.span));
        if let Some((at, _)) = holder {
            let figures = by_node.entry(*at).or_default();
            if figures.len() < limit::FIGURES_KEPT {
                figures.push(figure(quantity));
            }
        }
    }
    by_node
}

fn figure(quantity: &Quantity) -> Figure {
    let subject = quantity.subject.trim();
    let name = if subject.is_empty() { quantity.raw.trim() } else { subject };
    let qualifier = quantity.qualifier.and_then(|q| serde_json::to_value(q).ok());
    Figure {
        name: name.chars().take(100).collect(),
        value: quantity.number.clone(),
        unit: quantity.unit.chars().take(20).collect(),
        qualifier: qualifier.and_then(|q| q.as_str().map(str::to_owned)),
    }
}
