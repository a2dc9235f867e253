//! Pages and API, rendered on the server.

pub mod chart;
pub mod pages;
pub mod shell;
pub mod telling;

/// Serves pages and API until `stop` ends; requests under way are finished. The binary calls this and nothing else.
///
/// # Errors
/// The listener fails.
pub async fn serve(
    app: std::sync::Arc<app::App>,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // To be filled by the router that takes `app`.
    let _ = app;
    axum::serve(listener, axum::Router::new()).with_graceful_shutdown(stop).await
}
