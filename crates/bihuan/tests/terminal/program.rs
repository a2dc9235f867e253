//! Running the real binary on a data folder of its own.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// Longest wait for a line of a service. A service that is silent for so long hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// A command on `folder`, with nothing of the tester's own settings.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bihuan"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BIHUAN_")) {
        command.env_remove(name);
    }
    command.arg("--data").arg(folder).args(args).stdin(Stdio::null());
    // Unless a test asks for a language, messages are in English.
    if !args.contains(&"--lang") {
        command.args(["--lang", "en"]);
    }
    command
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// Its standard output, when it succeeded.
    pub(crate) fn well(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    /// Its standard error, when it ended with `code` and printed no result.
    pub(crate) fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

/// A data folder, and files beside it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// With the invented bulletin imported.
    pub(crate) fn with_bulletin() -> Desk {
        let desk = Desk::new();
        desk.run(&["import", "--yes", sample().to_str().unwrap()]).well();
        desk
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes a file beside the data folder; gives its path.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        self.run_with_input(args, "")
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Ended {
        let mut child = command(&self.data(), args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input may have ended already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let ended = child.wait_with_output().unwrap();
        Ended {
            code: ended.status.code().unwrap_or(-1),
            out: String::from_utf8(ended.stdout).unwrap(),
            err: String::from_utf8(ended.stderr).unwrap(),
        }
    }

    /// Lines of JSON that a command prints.
    pub(crate) fn json(&self, args: &[&str]) -> Vec<serde_json::Value> {
        self.run(args).well().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Starts `serve` or `demo` on a free port.
    pub(crate) fn serve(&self, what: &str) -> Service {
        Service::start(&mut command(&self.data(), &[what, "--listen", "127.0.0.1:0"]))
    }
}

/// The invented bulletin.
pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo/bulletin.txt")
}

/// A running service; ends with the test.
pub(crate) struct Service {
    child: Child,
    said: Receiver<String>,
    pub(crate) url: String,
}

impl Service {
    fn start(command: &mut Command) -> Service {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (say, said) = channel();
        // Reads on to the end, so that the service never waits for a reader.
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| {
                let _ = say.send(line);
            });
        });
        let mut service = Service { child, said, url: String::new() };
        service.url = service.link();
        service
    }

    /// The next line it says.
    pub(crate) fn line(&self) -> String {
        self.said.recv_timeout(PATIENCE).expect("the service ended or hangs")
    }

    /// The address in the next line that has one.
    pub(crate) fn link(&self) -> String {
        loop {
            let line = self.line();
            if let Some(at) = line.find("http://") {
                return line[at..].split_whitespace().next().unwrap().to_owned();
            }
        }
    }

    /// Ends it at once, wherever it is.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
