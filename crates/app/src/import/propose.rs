//! Reading an uploaded file into a draft.

use super::{
    draft::{Draft, DraftNode, SourceFile},
    nodes::nodes,
};
use crate::{App, AppError, evidence::EvidenceStore, finding, language::Language};
use bulletin::{Options, read_lists};
use documents::Text;
use ledger::{MatterId, Refusal, limit};
use store::Record;

/// Longest decoded text that can be imported, in bytes.
pub const TEXT_MAX: u64 = 8 << 20;

/// Where drafts lie beside the log.
pub(super) const DRAFTS: &str = "draft";
/// Where it is kept under which hash a file's decoded text lies.
pub(super) const SOURCES: &str = "source";

/// What came of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// A draft to look at; `resumed` when the same file had been uploaded before.
    Draft {
        /// Hash of the file, which names the draft.
        key: String,
        /// Whether it was there already, with its corrections.
        resumed: bool,
    },
    /// The file has been imported already, as this matter.
    Imported(MatterId),
}

impl App {
    /// Reads a file into a draft, unless it has been imported.
    ///
    /// # Errors
    /// The right is missing, the file cannot be read, or it is too large.
    pub fn propose(
        &self,
        actor: Option<MatterId>,
        name: &str,
        bytes: &[u8],
        language: Language,
    ) -> Result<Proposal, AppError> {
        self.may_import(actor)?;
        let hash = self.evidence.keep(bytes)?;
        {
            let view = self.view()?;
            if let Some(matter) = view.imported_from(&hash)? {
                return Ok(Proposal::Imported(matter));
            }
            if view.record(DRAFTS, &hash)?.is_some() {
                return Ok(Proposal::Draft { key: hash, resumed: true });
            }
        }
        let text = documents::read(bytes, Some(name), &documents::Limits::default())?;
        let found = text.text.len() as u64;
        if found > TEXT_MAX {
            return Err(AppError::TooLarge { limit: TEXT_MAX, found });
        }
        let file = SourceFile {
            name: name.chars().take(255).collect(),
            hash: hash.clone(),
            size: bytes.len() as u64,
            format: text.format.extension().to_owned(),
            charset: text.charset.to_owned(),
            text_hash: self.evidence.keep(text.text.as_bytes())?,
            notes: text.notes.iter().map(|note| note.code().to_owned()).collect(),
        };
        let draft = self.draft_of(file, &text, language);
        if draft.nodes.iter().map(steps).sum::<usize>() >= limit::STEPS {
            return Err(Refusal::TooMany { field: "nodes", limit: limit::STEPS }.into());
        }
        self.keep_draft(draft)?;
        Ok(Proposal::Draft { key: hash, resumed: false })
    }

    fn draft_of(&self, file: SourceFile, read: &Text, language: Language) -> Draft {
        let text = read.text.as_str();
        let working_days = |date| self.calendar.is_working_day(date).ok();
        let wording = |found: &bulletin::Finding| finding::told(language.texts(), found);
        let options =
            Options { working_days: Some(&working_days), wording: Some(&wording), ..Default::default() };
        let bulletin = bulletin::read(text, options).bulletin;
        let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
        let title = bulletin.title.clone().filter(|title| !title.trim().is_empty());
        let title =
            title.unwrap_or_else(|| if stem.is_empty() { file.hash.clone() } else { stem.to_owned() });
        let lists = read_lists(text, &read.tables, &self.list_words);
        let nodes = nodes(&bulletin, &lists, text);
        let next_key = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        let (title, list_remarks) = (cut(&title), lists.remarks);
        Draft { version: 1, file, title, bulletin, nodes, list_remarks, next_key, corrections: 0 }
    }

    /// All drafts that wait, by key.
    ///
    /// # Errors
    /// The store failed.
    pub fn drafts(&self) -> Result<Vec<Draft>, AppError> {
        let records = self.view()?.records(DRAFTS)?;
        Ok(records.iter().filter_map(|(_, record)| serde_json::from_str(&record.value).ok()).collect())
    }

    /// How many drafts wait.
    ///
    /// # Errors
    /// The store failed.
    pub fn drafts_waiting(&self) -> Result<usize, AppError> {
        Ok(self.view()?.records(DRAFTS)?.len())
    }

    /// A draft and the decoded text its spans lie in.
    ///
    /// # Errors
    /// There is no such draft.
    pub fn draft(&self, key: &str) -> Result<(Draft, String), AppError> {
        let record = self.view()?.record(DRAFTS, key)?.ok_or(AppError::NotFound("draft"))?;
        let draft: Draft = serde_json::from_str(&record.value)
            .map_err(|error| AppError::Store(store::StoreError::Damaged(error.to_string())))?;
        let text = text_under(&self.evidence, &draft.file.text_hash)?;
        Ok((draft, text))
    }

    /// Throws a draft away; the file itself is kept.
    ///
    /// # Errors
    /// The right is missing, or the store failed.
    pub fn discard_draft(&self, actor: Option<MatterId>, key: &str) -> Result<(), AppError> {
        self.may_import(actor)?;
        let key = key.to_owned();
        self.write(move |desk| {
            desk.write.put_record(DRAFTS, &key, None)?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }

    fn keep_draft(&self, draft: Draft) -> Result<(), AppError> {
        let value = super::draft::json(&draft)?;
        let source = super::draft::json(&(&draft.file.text_hash, &draft.file.name))?;
        self.write(move |desk| {
            let key = &draft.file.hash;
            desk.write.put_record(SOURCES, key, Some(Record { value: source, expires: None }))?;
            desk.write.put_record(DRAFTS, key, Some(Record { value, expires: None }))?;
            Ok(desk.nothing_logged())
        })?;
        Ok(())
    }
}

/// Commands that a node takes at most.
fn steps(node: &DraftNode) -> usize {
    if node.cells.is_empty() { 1 } else { 4 }
}

/// The decoded text and the name of an imported file.
pub(crate) fn source_text(app: &App, hash: &str) -> Result<Option<(String, String)>, AppError> {
    let Some(record) = app.view()?.record(SOURCES, hash)? else { return Ok(None) };
    let Ok((text_hash, name)) = serde_json::from_str::<(String, String)>(&record.value) else {
        return Ok(None);
    };
    Ok(Some((text_under(&app.evidence, &text_hash)?, name)))
}

fn text_under(evidence: &EvidenceStore, hash: &str) -> Result<String, AppError> {
    String::from_utf8(evidence.get(hash)?)
        .map_err(|_| AppError::Store(store::StoreError::Damaged(format!("text {hash}"))))
}

/// The first clause of a text: what a list can show. At most 60 code points.
pub(super) fn headline(text: &str) -> String {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(at, c)| *at > 0 && matches!(c, '。' | '；' | ';' | '，' | ',' | '\n' | '：'))
        .map_or(text.len(), |(at, _)| at);
    let clause = text.get(..end).unwrap_or(text);
    let mut short: String = clause.chars().take(60).collect();
    if clause.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

/// Keeps a title within its bound; the whole words stay in the text.
pub(super) fn cut(title: &str) -> String {
    let title = title.trim();
    if title.chars().count() <= limit::TITLE {
        return title.to_owned();
    }
    title.chars().take(limit::TITLE - 1).chain(['…']).collect()
}
