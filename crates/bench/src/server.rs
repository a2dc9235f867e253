//! The real binary as a process of its own, so that what it needs can be told from what the benchmark needs.

use crate::{client::Client, stopwatch::Stopwatch};
use anyhow::{Context, bail};
use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Longest wait for the first answer.
const PATIENCE: f64 = 60.0;

/// A running server.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    token: String,
    /// Seconds from the start of the process until it answered the first page.
    pub(crate) first_answer: f64,
}

/// Builds the binary beside this one, unless it is there and up to date.
///
/// # Errors
/// It cannot be built.
pub(crate) fn binary() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let path = own.with_file_name(format!("bihuan{}", std::env::consts::EXE_SUFFIX));
    // Under cargo, an older binary than the sources would be measured otherwise.
    if let Some(cargo) = std::env::var_os("CARGO") {
        let built = Command::new(cargo).args(["build", "--release", "--quiet", "-p", "bihuan"]).status()?;
        if !built.success() {
            bail!("bihuan cannot be built");
        }
    }
    if !path.exists() {
        bail!("{} is not there: build it with `cargo build --release -p bihuan`", path.display());
    }
    Ok(path)
}

impl Server {
    /// Starts `bihuan serve` on `folder` and waits until `page` is answered.
    ///
    /// # Errors
    /// It cannot be started or does not answer.
    pub(crate) fn start(folder: &Path, token: &str, page: &str) -> anyhow::Result<Server> {
        let binary = binary()?;
        // Let go at once: the server takes the place.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let watch = Stopwatch::start();
        let child = Command::new(&binary)
            .arg("--data")
            .arg(folder)
            .args(["serve", "--listen", &address.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let mut server = Server { child, address, token: token.to_owned(), first_answer: 0.0 };
        loop {
            if let Ok(mut client) = server.client() {
                client.get(page)?;
                break;
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended: {status}");
            }
            if watch.seconds() > PATIENCE {
                bail!("the server does not answer");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.first_answer = watch.seconds();
        Ok(server)
    }

    /// A new connection.
    ///
    /// # Errors
    /// Nobody listens.
    pub(crate) fn client(&self) -> anyhow::Result<Client> {
        Client::connect(self.address, &self.token)
    }

    /// Processor time of the process so far, in microseconds; the system counts it in hundredths of a second.
    ///
    /// # Errors
    /// The system does not tell.
    pub(crate) fn processor_time(&self) -> anyhow::Result<f64> {
        /// The unit of `utime` and `stime`, the same on every Linux of today.
        const TICK: f64 = 10_000.0;
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, rest) = text.rsplit_once(')').context("/proc/…/stat has another form")?;
        let parts: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |at: usize| parts.get(at).and_then(|part| part.parse::<f64>().ok());
        let (user, system) = ticks(11).zip(ticks(12)).context("/proc/…/stat has another form")?;
        Ok((user + system) * TICK)
    }

    /// Resident memory in megabytes.
    ///
    /// # Errors
    /// The system does not tell.
    pub(crate) fn memory(&self) -> anyhow::Result<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024.0 / 1e6)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Everything acknowledged is durable, so ending it at once loses nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
