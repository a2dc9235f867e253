//! Pages and API, rendered on the server.
//!
//! A request is read here, a use case of `app` decides, a template or JSON answers. Nothing is decided in this crate.

mod address;
pub mod api;
mod as_of;
mod attempts;
pub mod chart;
mod filled;
mod guard;
pub mod pages;
mod problem;
mod rehearsal;
mod router;
pub mod shell;
pub mod telling;
mod visit;

pub use router::router;

use app::App;
use std::{io, net::SocketAddr, sync::Arc};
use tokio::net::TcpListener;

/// Serves pages and API on `listener` until `stop` ends; requests under way are finished.
///
/// # Errors
/// The listener failed, or the kinds in force could not be read.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router(app).map_err(io::Error::other)?;
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop)
        .await
}
