//! `export`: the whole log, or all matters as of a day, as JSON Lines.

use crate::{
    cli::Export,
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{App, AppError, Exported};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

pub(crate) fn run(app: &App, export: &Export, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let mut failure = None;
    let mut write = |out: &mut dyn Write| -> io::Result<()> {
        let mut stopped = None;
        let mut line = |value: Exported| {
            writeln!(out, "{value}").map_err(|error| {
                stopped = Some(error);
                AppError::NotFound("reader")
            })
        };
        let done = match export.as_of {
            Some(day) => app.export_matters(day, &mut line),
            None => app.export_log(&mut line),
        };
        match (stopped, done) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => {
                failure = Some(error);
                Ok(())
            }
            (None, Ok(())) => Ok(()),
        }
    };
    match &export.output {
        None => print(write)?,
        Some(path) => {
            let failed = |error| Failure::Io { path: path.display().to_string(), error };
            let mut file = BufWriter::new(File::create(path).map_err(failed)?);
            write(&mut file)
                .and_then(|()| file.flush())
                .and_then(|()| file.get_ref().sync_all())
                .map_err(failed)?;
            terminal.tell("export-done", &[("path", &path.display().to_string())]);
        }
    }
    match failure {
        Some(error) => Err(error.into()),
        None => Ok(ExitCode::SUCCESS),
    }
}
