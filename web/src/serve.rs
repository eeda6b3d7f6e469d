//! Listening: plain HTTP behind a proxy or on this machine, or HTTPS with certificate files that are read again
//! when they change.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::{Duration, SystemTime},
};

use axum::Router;
use axum_server::{Handle, tls_rustls::RustlsConfig};

/// A certificate and its key, as PEM files.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The chain.
    pub chain: PathBuf,
    /// The private key.
    pub key: PathBuf,
    /// How often to look whether they were renewed.
    pub look_every: Duration,
}

impl Certificate {
    /// When these files were last written.
    fn written(&self) -> [Option<SystemTime>; 2] {
        [&self.chain, &self.key].map(|file| std::fs::metadata(file).and_then(|data| data.modified()).ok())
    }
}

/// How long open requests may take to finish when the server stops.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until `stop` resolves, then lets open requests finish.
///
/// # Errors
/// If the certificate cannot be read or the socket fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    certificate: Option<Certificate>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let handle: Handle<SocketAddr> = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stop.await;
        stopping.graceful_shutdown(Some(GRACE));
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    match certificate {
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
        Some(certificate) => {
            // asked before they are read: what is written in between is read again
            let known = certificate.written();
            let config = RustlsConfig::from_pem_file(&certificate.chain, &certificate.key).await?;
            tokio::spawn(reload(config.clone(), certificate, known));
            axum_server::from_tcp_rustls(listener, config)?.handle(handle).serve(service).await
        }
    }
}

/// Looks again and again whether the certificate was renewed. A broken new one leaves the old one in force.
async fn reload(config: RustlsConfig, certificate: Certificate, mut known: [Option<SystemTime>; 2]) {
    loop {
        tokio::time::sleep(certificate.look_every).await;
        let newest = certificate.written();
        if newest == known {
            continue;
        }
        match config.reload_from_pem_file(&certificate.chain, &certificate.key).await {
            Ok(()) => {
                known = newest;
                tracing::info!("the certificate was read again");
            }
            Err(error) => tracing::warn!(%error, "the new certificate cannot be read; the old one stays"),
        }
    }
}
