//! The thread beside the server that does what comes due.

use app::App;
use std::{
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(120);

/// Runs until it is dropped.
pub(crate) struct Clockwork {
    /// Never sent to: the thread ends when it closes.
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Clockwork {
    /// Looks at once, and then every two minutes.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn start(app: Arc<App>) -> std::io::Result<Clockwork> {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::Builder::new().name("clockwork".into()).spawn(move || {
            loop {
                beat(&app);
                if stopped.recv_timeout(EVERY) != Err(mpsc::RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
        Ok(Clockwork { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Clockwork {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A beat that panicked is told by the panic itself.
            let _ = thread.join();
        }
    }
}

fn beat(app: &App) {
    if let Err(error) = app.tick() {
        tracing::error!(%error, "the tick failed; the next one goes on from there");
    }
}
