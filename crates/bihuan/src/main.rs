//! Bihuan (闭环): the command line. Each command is one file in `command/`.

mod cli;
mod clockwork;
mod command;
mod demo;
mod failure;
mod terminal;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let terminal = terminal::Terminal::new(cli.lang.as_deref());
    match command::run(&cli, &terminal) {
        Ok(code) => code,
        Err(failure) => {
            terminal.say(&failure.told(terminal.language));
            ExitCode::from(1)
        }
    }
}
