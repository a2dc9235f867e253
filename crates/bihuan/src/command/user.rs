//! `user add`: a person with an account. The password comes from standard input, never from the command line.

use crate::{cli::User, failure::Failure, terminal::Terminal};
use app::{App, accounts::NewUser};
use ledger::{Grant, MatterId};
use std::{
    io::{self, BufRead},
    process::ExitCode,
};

pub(crate) fn run(app: &App, user: &User, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let User::Add { login, name, roles, unit, post } = user;
    let grants = roles.iter().map(|role| grant(role, unit.map(MatterId))).collect::<Result<_, _>>()?;
    terminal.tell("user-password", &[]);
    let mut password = String::new();
    io::stdin().lock().read_line(&mut password).map_err(|error| Failure::Io { path: "-".into(), error })?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let person = app.add_user(
        None,
        NewUser {
            login: login.clone(),
            password,
            name: name.clone(),
            unit: unit.map(MatterId),
            post: post.clone(),
            mobile: String::new(),
            grants,
        },
    )?;
    terminal.tell("user-added", &[("id", &person.0)]);
    Ok(ExitCode::SUCCESS)
}

/// `role` or `role@unit-id`; a role that reaches a unit holds over the person's own one when none is named.
fn grant(text: &str, own: Option<MatterId>) -> Result<Grant, Failure> {
    let (role, unit) = match text.split_once('@') {
        None => (text, if matches!(text, "handler" | "unit_head") { own } else { None }),
        Some((role, id)) => {
            let wrong = || Failure::Parameter { name: "role", allowed: "ROLE, ROLE@UNIT-ID".into() };
            (role, Some(id.parse().map_err(|_| wrong())?))
        }
    };
    Ok(Grant { role: role.to_owned(), unit, until: None })
}
