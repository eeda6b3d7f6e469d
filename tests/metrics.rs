//! Metrics have a listener of their own: who reaches the pages does not read them.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A program that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program, which ends with its test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Status line, headers and body of what stands at this address.
fn get(server: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(server).expect("somebody listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\r\n").expect("it takes a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

/// An address at which nobody listens a moment later.
fn free_address() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("bound").to_string()
}

#[test]
fn metrics_answer_on_a_listener_of_their_own_and_on_no_other() {
    let (folder, metrics) = (tempfile::tempdir().expect("a folder"), free_address());
    let mut command = Command::new(env!("CARGO_BIN_EXE_legitka"));
    command.args(["serve", "--data", "data", "--listen", "127.0.0.1:0"]).current_dir(folder.path());
    command.env_clear().env("LEGITKA_LOG", "error").env("LEGITKA_METRICS", &metrics).stdout(Stdio::piped());
    let mut program = Program(command.spawn().expect("the program starts"));
    let mut said = BufReader::new(program.0.stdout.take().expect("piped")).lines().map(|line| line.expect("text"));
    let listens = |line: String| line.strip_prefix("Legitka listens at http://").map(str::to_owned);
    let pages = said.find_map(listens).expect("it says where it listens");

    assert!(get(&pages, "/healthz").starts_with("HTTP/1.1 200 "), "the pages' own listener");
    assert!(get(&pages, "/metrics").starts_with("HTTP/1.1 404 "), "metrics are shown to everybody");
    let told = get(&metrics, "/metrics");
    assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
    let health = |line: &str| line.starts_with("legitka_requests_total{") && line.contains("route=\"/healthz\"");
    assert!(told.lines().any(health), "{told}");
}
