//! The thread beside the server that does what comes due.

use app::App;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(120);

/// Runs until it is dropped.
pub(crate) struct Clockwork {
    /// Never sent to: the thread ends when it closes.
    stop: Option<mpsc::Sender<()>>,
    /// Seen between two letters.
    is_stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Clockwork {
    /// Looks at once, and then every two minutes.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn start(app: Arc<App>) -> std::io::Result<Clockwork> {
        let (stop, stopped) = mpsc::channel();
        let is_stopping = Arc::new(AtomicBool::new(false));
        let stopping = is_stopping.clone();
        let thread = thread::Builder::new().name("clockwork".into()).spawn(move || {
            loop {
                beat(&app, &stopping);
                if stopped.recv_timeout(EVERY) != Err(mpsc::RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
        Ok(Clockwork { stop: Some(stop), is_stopping, thread: Some(thread) })
    }
}

impl Drop for Clockwork {
    fn drop(&mut self) {
        self.is_stopping.store(true, Ordering::Release);
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A beat that panicked is told by the panic itself.
            let _ = thread.join();
        }
    }
}

fn beat(app: &App, is_stopping: &AtomicBool) {
    go_on_with_sheets(app, &|| is_stopping.load(Ordering::Acquire));
    if let Err(error) = app.tick() {
        tracing::error!(%error, "the tick failed; the next one goes on from there");
    }
    if let Err(error) = app.deliver(&|| is_stopping.load(Ordering::Acquire)) {
        tracing::error!(%error, "messages could not be delivered; they wait for the next round");
    }
}

/// Sheets whose import was broken off with the process before.
fn go_on_with_sheets(app: &App, is_stopping: &dyn Fn() -> bool) {
    let done = app
        .unfinished_sheets()
        .and_then(|keys| keys.iter().try_for_each(|key| app.run_sheet(key, is_stopping)));
    if let Err(error) = done {
        tracing::error!(%error, "a sheet could not be taken over; it goes on with the next beat");
    }
}
