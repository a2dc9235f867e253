//! `serve` and `demo`: the product as a service.

use super::open;
use crate::{
    cli::{Cli, Serve, Service},
    clockwork::Clockwork,
    demo,
    failure::Failure,
    terminal::Terminal,
};
use app::{App, Rehearsal};
use std::{process::ExitCode, sync::Arc};
use tokio::net::TcpListener;

pub(crate) fn serve(cli: &Cli, service: &Service, terminal: &Terminal) -> Result<ExitCode, Failure> {
    if let Some(day) = service.rehearsal {
        Rehearsal::begin(&cli.data, day)?;
    }
    let app = Arc::new(open(cli)?);
    listen(app, &service.serve, terminal, &[])
}

pub(crate) fn demo(cli: &Cli, serve: &Serve, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let app = Arc::new(demo::open(cli, terminal)?);
    listen(app, serve, terminal, demo::ACCOUNTS)
}

fn listen(
    app: Arc<App>,
    serve: &Serve,
    terminal: &Terminal,
    accounts: &[demo::Account],
) -> Result<ExitCode, Failure> {
    start_log();
    // Use cases block, so this one is asked before the runtime starts.
    let set_up = app.set_up_link()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Other(error.to_string()))?;
    runtime.block_on(async {
        let failed = |error| Failure::Io { path: serve.listen.to_string(), error };
        let listener = TcpListener::bind(serve.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let url = format!("http://{address}");
        terminal.tell("serve-listening", &[("url", &url)]);
        if !accounts.is_empty() {
            terminal.tell("demo-accounts", &[("password", &demo::PASSWORD)]);
        }
        for account in accounts {
            terminal.say(&format!("  {:<14} {}", account.login, account.told(terminal.language)));
        }
        if let Some(secret) = set_up {
            terminal.tell("serve-set-up", &[("url", &format!("{url}/set-up/{secret}"))]);
        }
        let clockwork = Clockwork::start(app.clone()).map_err(failed)?;
        let served = web::serve(app, listener, stop()).await.map_err(failed);
        // The beat under way ends before the store does.
        tokio::task::spawn_blocking(move || drop(clockwork)).await.ok();
        served
    })?;
    terminal.tell("serve-stopped", &[]);
    Ok(ExitCode::SUCCESS)
}

/// Ends on Ctrl-C or on the end signal of a service manager; requests under way are finished.
async fn stop() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

fn start_log() {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_env("BIHUAN_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // A log that is set up already (in a test) stays as it is.
    let _ = fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
