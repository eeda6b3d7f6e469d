//! HTTPS over a real socket: what is served is what the certificate files hold, also after they were renewed.

#![expect(clippy::unwrap_used, reason = "a test's own world: a failure is a panic")]

use std::{
    fs,
    io::{self, BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    sync::Arc,
    thread,
    time::Duration,
};

use office::testing::{PUBLIC_URL, TestOffice};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tempfile::TempDir;
use web::{
    App, WebSettings,
    routes::router,
    serve::{Certificate, serve},
};

/// What `openssl` is asked for: a certificate that vouches for this host and for no other certificate.
const REQUEST: &str = "\
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = legitka.test
[extensions]
basicConstraints = critical,CA:FALSE
subjectAltName = DNS:legitka.test
";

/// Between two looks at the files, and between two tries to see the new one.
const MOMENT: Duration = Duration::from_millis(10);
/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Writes a new key and its certificate into the folder, over those that are there.
fn renew(folder: &Path) -> CertificateDer<'static> {
    fs::write(folder.join("request"), REQUEST).unwrap();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"])
        .args(["-config", "request", "-keyout", "key.pem", "-out", "chain.pem"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "openssl: {}", String::from_utf8_lossy(&made.stderr));
    CertificateDer::from_pem_file(folder.join("chain.pem")).unwrap()
}

/// The first line of the answer to somebody who trusts this certificate alone.
fn ask(server: SocketAddr, trusted: &CertificateDer<'static>) -> io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("legitka.test").unwrap();
    let socket = TcpStream::connect(server)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    let mut stream = StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), socket);
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: legitka.test\r\nConnection: close\r\n\r\n")?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

/// Waits until the server shows a new certificate.
fn await_new(server: SocketAddr, new: &CertificateDer<'static>) {
    let shown = (0..1000).any(|_| {
        let answered = ask(server, new).is_ok();
        if !answered {
            thread::sleep(MOMENT);
        }
        answered
    });
    assert!(shown, "the new certificate is not served");
}

fn renew_twice(server: SocketAddr, first: &CertificateDer<'static>, folder: &TempDir) {
    assert_eq!(ask(server, first).unwrap(), "HTTP/1.1 200 OK");
    let second = renew(folder.path());
    assert_ne!(&second, first);
    await_new(server, &second);
    assert!(ask(server, first).is_err(), "the old certificate is served still");
    fs::write(folder.path().join("chain.pem"), "not a certificate").unwrap();
    for _ in 0..20 {
        assert_eq!(ask(server, &second).unwrap(), "HTTP/1.1 200 OK", "a broken file took the good one's place");
    }
    await_new(server, &renew(folder.path()));
}

#[tokio::test]
async fn a_renewed_certificate_is_served_without_a_restart() {
    aws_lc_rs::default_provider().install_default().unwrap();
    let (office, folder) = (TestOffice::sqlite().await, tempfile::tempdir().unwrap());
    let first = renew(folder.path());
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let files = Certificate { chain, key, look_every: MOMENT };
    let settings = WebSettings { public_url: PUBLIC_URL.to_owned(), trusted_proxies: Vec::new(), demo: false };
    let pages = router(App::new(office.office.clone(), settings, Vec::new()));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = listener.local_addr().unwrap();
    tokio::select! {
        ended = serve(listener, pages, Some(files), std::future::pending()) => panic!("the server ended: {ended:?}"),
        renewed = tokio::task::spawn_blocking(move || renew_twice(server, &first, &folder)) => renewed.unwrap(),
    }
}
