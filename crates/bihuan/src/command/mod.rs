//! The commands, one file each.

mod changes;
mod check;
mod compare;
mod document;
mod draw;
mod due;
mod export;
mod import;
mod list;
mod parse;
mod rebuild;
mod serve;
mod tick;
mod user;
mod verify;

use crate::{
    cli::{Cli, Command},
    failure::Failure,
    terminal::{Terminal, print},
};
use app::{App, Clock, Options};
use clap::CommandFactory;
use std::process::ExitCode;

pub(crate) fn run(cli: &Cli, terminal: &Terminal) -> Result<ExitCode, Failure> {
    match &cli.command {
        Command::Serve(serve) => serve::serve(cli, serve, terminal),
        Command::Demo(serve) => serve::demo(cli, serve, terminal),
        Command::Import(import) => import::run(&open(cli)?, import, terminal),
        Command::Parse(parse) => parse::run(parse, terminal),
        Command::Check(check) => check::run(cli, check, terminal),
        Command::Compare(compare) => compare::run(cli.house.as_deref(), compare, terminal),
        Command::Draw(draw) => draw::run(draw, terminal),
        Command::List(list) => list::run(&open(cli)?, list, terminal),
        Command::Document(asked) => document::run(&open(cli)?, asked, terminal),
        Command::Changes(changes) => changes::run(&open(cli)?, changes, terminal),
        Command::Export(export) => export::run(&open(cli)?, export, terminal),
        Command::Verify => verify::run(open(cli), terminal),
        Command::Rebuild => rebuild::run(&open(cli)?, terminal),
        Command::Tick => tick::run(&open(cli)?, terminal),
        Command::Due(asked) => due::run(cli, asked, terminal),
        Command::User(user) => user::run(&open(cli)?, user, terminal),
        Command::Completion { shell } => {
            print(|out| {
                clap_complete::generate(*shell, &mut Cli::command(), "bihuan", out);
                Ok(())
            })?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Opens the data folder by the machine's clock.
pub(crate) fn open(cli: &Cli) -> Result<App, Failure> {
    let options = Options { folder: cli.data.clone(), house: cli.house.clone(), clock: Clock::System };
    Ok(App::open(&options)?)
}

/// Reads a file of at most `limit` bytes.
pub(crate) fn read_file(path: &std::path::Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::Io { path: path.display().to_string(), error };
    let found = path.metadata().map_err(failed)?.len();
    if found > limit {
        return Err(Failure::App(app::AppError::TooLarge { limit, found }));
    }
    std::fs::read(path).map_err(failed)
}
