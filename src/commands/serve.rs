//! Serving: pages, API, jobs, metrics; a graceful stop at SIGINT or SIGTERM.

use std::{net::TcpListener, process::ExitCode, time::Duration};

use anyhow::{Context, Result};
use office::{Landlock, Office, Walls, clock::Clock};
use tokio::{signal::unix::SignalKind, sync::watch};
use web::{App, DemoAccount, WebSettings, serve::Certificate};

use super::{open_at, open_existing, out::say};
use crate::settings::Settings;

/// `legitka serve`
pub(crate) async fn serve(settings: &Settings, jobs: bool) -> Result<ExitCode> {
    let (listener, public_url) = listen(settings)?;
    let office = open_at(settings, public_url.clone(), Clock::System).await?;
    if let Some(link) = office.set_up_link().await? {
        say(format_args!(
            "Legitka is not set up yet. Open this link within 30 minutes; it works once:\n\n    {link}\n"
        ))?;
    }
    say(format_args!("Legitka listens at {public_url}"))?;
    run(settings, office, listener, public_url, jobs, Vec::new()).await
}

/// `legitka work`. The installation and its schema are `serve`'s and `migrate`'s to make: two that begin at once would
/// make two keys.
pub(crate) async fn work(settings: &Settings) -> Result<ExitCode> {
    let office = open_existing(settings).await?;
    let mut stop = stop_signal()?;
    tracing::info!("carrying out jobs");
    office.work(async move { drop(stop.changed().await) }).await;
    office.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Binds the listening socket, so that the address is known before anything else is opened.
///
/// # Errors
/// If it cannot be bound.
pub(crate) fn listen(settings: &Settings) -> Result<(TcpListener, String)> {
    let listener =
        TcpListener::bind(settings.listen).with_context(|| format!("cannot listen on {}", settings.listen))?;
    let public_url = settings.public_url(listener.local_addr()?);
    Ok((listener, public_url))
}

/// Serves an opened office until it is told to stop.
///
/// # Errors
/// If the socket or the certificate fails.
pub(crate) async fn run(
    settings: &Settings,
    office: Office,
    listener: TcpListener,
    public_url: String,
    jobs: bool,
    demo: Vec<DemoAccount>,
) -> Result<ExitCode> {
    report_walls(office.walls());
    start_metrics(settings)?;
    let stop = stop_signal()?;
    let mut stop_jobs = stop.clone();
    let worker = jobs.then(|| {
        let office = office.clone();
        tokio::spawn(async move { office.work(async move { drop(stop_jobs.changed().await) }).await })
    });
    let web_settings =
        WebSettings { public_url, trusted_proxies: settings.trusted_proxies.clone(), demo: !demo.is_empty() };
    let router = web::routes::router(App::new(office.clone(), web_settings, demo));
    let certificate = certificate(settings);
    if certificate.is_some() && rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        tracing::debug!("a TLS provider was installed before");
    }
    let mut stop_web = stop.clone();
    web::serve::serve(listener, router, certificate, async move { drop(stop_web.changed().await) }).await?;
    if let Some(worker) = worker
        && tokio::time::timeout(Duration::from_secs(20), worker).await.is_err()
    {
        tracing::warn!("a job did not finish in time; it will be taken up again");
    }
    office.close().await;
    Ok(ExitCode::SUCCESS)
}

fn certificate(settings: &Settings) -> Option<Certificate> {
    (!settings.certificate.as_os_str().is_empty()).then(|| Certificate {
        chain: settings.certificate.clone(),
        key: settings.certificate_key.clone(),
        look_every: Duration::from_secs(60),
    })
}

fn report_walls(walls: Walls) {
    if walls.landlock == Landlock::Full {
        tracing::info!("photos are decoded behind Landlock, seccomp and limits");
    } else {
        tracing::warn!(?walls, "this kernel does not confine the photo workshop completely; seccomp and limits stand");
    }
}

fn start_metrics(settings: &Settings) -> Result<()> {
    if settings.metrics.is_empty() {
        return Ok(());
    }
    let address: std::net::SocketAddr = settings.metrics.parse().context("the setting `metrics` is not an address")?;
    metrics_exporter_prometheus::PrometheusBuilder::new()
        .with_http_listener(address)
        .install()
        .context("the metrics listener")?;
    Ok(())
}

/// Becomes true at SIGINT or SIGTERM.
fn stop_signal() -> Result<watch::Receiver<bool>> {
    let (tell, stop) = watch::channel(false);
    let mut interrupt = tokio::signal::unix::signal(SignalKind::interrupt())?;
    let mut terminate = tokio::signal::unix::signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        tell.send_replace(true);
        std::future::pending::<()>().await; // keeps the sender, so that only the signal counts as a change
    });
    Ok(stop)
}
