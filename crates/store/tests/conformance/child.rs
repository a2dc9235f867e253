//! Another process on the same folder: this test binary once more, with one test and a task in the environment.

use std::{
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
};

const FOLDER: &str = "STORE_CHILD_FOLDER";

/// Starts `test` of this binary in a process of its own, on `folder`; its standard output is piped.
pub(crate) fn start(test: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The folder, in a process that [`start`] has started.
pub(crate) fn folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// Tells the parent a line; what the test harness prints stands on other lines.
pub(crate) fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\ntold {line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// What a line of a child's output tells, if it is not the harness's.
pub(crate) fn told(line: &str) -> Option<&str> {
    line.strip_prefix("told ")
}
