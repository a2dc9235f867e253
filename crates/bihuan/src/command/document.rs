//! `document`: official documents out of the ledger.

use super::read_file;
use crate::{
    cli::Document,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{
    App, AppError,
    document::{Format, Template},
};
use ledger::MatterId;
use std::process::ExitCode;

/// Largest template, in bytes.
const TEMPLATE_BYTES: u64 = 1 << 20;

pub(crate) fn run(app: &App, asked: &Document, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let Some(of) = asked.of.map(MatterId) else {
        let texts = terminal.language;
        print(|out| {
            for template in app.templates() {
                writeln!(
                    out,
                    "{}\t{}\t{}",
                    template.name,
                    texts.of(&template.label),
                    template.on.join(", ")
                )?;
            }
            Ok(())
        })?;
        return Ok(ExitCode::SUCCESS);
    };
    let format = asked.format.as_str();
    let format = Format::from_extension(format).ok_or_else(|| Failure::Parameter {
        name: "format",
        allowed: Format::ALL.map(Format::extension).join(", "),
    })?;
    let own;
    let template = match (&asked.template, &asked.name) {
        (Some(path), _) => {
            let source = String::from_utf8_lossy(&read_file(path, TEMPLATE_BYTES)?).into_owned();
            let kinds: Vec<ledger::Kind> = app.kinds()?.all().map(|kind| kind.as_ref().clone()).collect();
            own = Template::parse(&source, &kinds).map_err(AppError::Template)?;
            &own
        }
        (None, Some(name)) => app.template(name)?,
        (None, None) => {
            let names: Vec<&str> = app.templates().iter().map(|one| one.name.as_str()).collect();
            return Err(Failure::Parameter { name: "name", allowed: names.join(", ") });
        }
    };
    let filled = app.fill(template, of, asked.as_of)?;
    let handout = app.hand_out(&filled.document, format)?;
    for one in &handout.substitutes {
        tracing::warn!(
            element = one.element,
            wanted = one.wanted,
            used = one.used,
            "a font stands in for another"
        );
    }
    match &asked.output {
        Some(path) => std::fs::write(path, &handout.bytes)
            .map_err(|error| Failure::Io { path: path.display().to_string(), error })?,
        None => print(|out| out.write_all(&handout.bytes))?,
    }
    Ok(ExitCode::SUCCESS)
}
