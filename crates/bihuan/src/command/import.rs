//! `import`: from a file into the ledger, with the proposal shown first.

use super::read_file;
use crate::{cli::Import, failure::Failure, terminal::Terminal};
use app::{
    App, chance, evidence,
    import::{Proposal, Role},
};
use std::process::ExitCode;

pub(crate) fn run(app: &App, import: &Import, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let bytes = read_file(&import.file, evidence::MAX_BYTES)?;
    let name = import.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let key = match app.propose(None, name, &bytes, terminal.language)? {
        Proposal::Imported(matter) => {
            return Err(Failure::App(ledger::Refusal::AlreadyThere(matter).into()));
        }
        Proposal::Draft { key, .. } => key,
    };
    let (draft, _) = app.draft(&key)?;
    terminal.say(&draft.title);
    terminal.tell(
        "import-counts",
        &[
            ("groups", &draft.count(Role::Group)),
            ("items", &draft.count(Role::Item)),
            ("measures", &draft.count(Role::Measure)),
            ("figures", &draft.bulletin.quantities.len()),
        ],
    );
    for remark in &draft.bulletin.diagnostics {
        terminal.say(&format!("  [{}] {}", remark.code, remark.message));
    }
    if !import.yes && !terminal.confirm("import-confirm", &[]) {
        terminal.tell("import-kept-as-draft", &[]);
        return Ok(ExitCode::from(1));
    }
    let id = chance::command_id(app.clock().now());
    let outcome = app.accept_draft(None, id, &key, draft.version)?;
    terminal.tell("import-done", &[("id", &outcome.matter.0)]);
    Ok(ExitCode::SUCCESS)
}
