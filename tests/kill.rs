//! The running server is killed (`kill -9`) at random moments while clients write. After each kill the data are
//! checked; nothing that was acknowledged may be lost, and a repeated request takes effect once.
//!
//! `KILLS` sets how often (100 unless told); `KILL_SEED` repeats a run. Part of `make test` as a stage of its own.

#![expect(clippy::disallowed_methods, reason = "every request of this test has a key of its own")]

use std::{
    collections::HashSet,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use uuid::Uuid;

const LEGITKA: &str = env!("CARGO_BIN_EXE_legitka");

/// The same seed waits the same times.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

struct Server {
    child: Child,
    host: String,
    token: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(LEGITKA)
            .args(["demo", "--small", "--json", "--seed", "3", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("LEGITKA_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line:?}"));
        let host = told["address"].as_str().expect("address").trim_start_matches("http://").to_owned();
        let token = told["tokens"][0]["token"].as_str().expect("token").to_owned();
        Self { child, host, token }
    }

    fn kill(mut self) {
        self.child.kill().expect("kill -9");
        self.child.wait().expect("it is gone");
    }
}

/// One request on a connection of its own; none if the server went away before it answered.
fn ask(host: &str, token: &str, method: &str, path: &str, key: Uuid, body: &str) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(host).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8_lossy(&answer);
    let status = text.split(' ').nth(1)?.parse().ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let told: Option<usize> =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    // A body that was cut off is no acknowledgement.
    (told? == body.len()).then(|| (status, serde_json::from_str(body).unwrap_or(Value::Null)))
}

/// What was acknowledged, and what got no answer.
#[derive(Default)]
struct History {
    acknowledged: HashSet<String>,
    unknown: Vec<(Uuid, String)>,
}

fn write_until(stop: &AtomicBool, host: &str, token: &str, history: &Mutex<History>, counter: &AtomicU64) {
    while !stop.load(Ordering::SeqCst) {
        let n = counter.fetch_add(1, Ordering::SeqCst);
        let key = Uuid::new_v4();
        let name = class_name(n);
        let body = format!("{{\"name\":\"{name}\"}}");
        let answer = ask(host, token, "POST", "/api/classes", key, &body);
        // A breath between two writes: what is proved is the kill, and the deep check after it reads everything.
        thread::sleep(Duration::from_millis(8));
        let mut history = history.lock().expect("lock");
        match answer {
            Some((201, _)) => drop(history.acknowledged.insert(name)),
            Some((503, _)) | None => history.unknown.push((key, name)),
            Some((status, problem)) => panic!("{name}: {status} {problem}"),
        }
    }
}

/// At most twelve characters, as a class may have.
fn class_name(n: u64) -> String {
    format!("K{n}")
}

fn classes(server: &Server) -> Vec<String> {
    let (status, list) =
        ask(&server.host, &server.token, "GET", "/api/classes", Uuid::nil(), "").expect("the restarted server answers");
    assert_eq!(status, 200, "{list}");
    list.as_array().expect("a list").iter().map(|class| class["name"].as_str().expect("a name").to_owned()).collect()
}

/// Every acknowledged write is there once; what got no answer takes effect exactly once when it is asked again.
fn verify(server: &Server, history: &mut History) {
    let there = classes(server);
    let all: HashSet<&String> = there.iter().collect();
    assert_eq!(all.len(), there.len(), "a class is there twice");
    let lost: Vec<_> = history.acknowledged.iter().filter(|name| !all.contains(name)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    for (key, name) in history.unknown.drain(..) {
        let body = format!("{{\"name\":\"{name}\"}}");
        let (status, answer) = ask(&server.host, &server.token, "POST", "/api/classes", key, &body).expect("an answer");
        assert_eq!(status, 201, "{name} asked again: {answer}");
        history.acknowledged.insert(name);
    }
    let there = classes(server);
    assert_eq!(there.iter().collect::<HashSet<_>>().len(), there.len(), "asked again, done twice");
}

fn check_deep(data: &Path) {
    let checked = Command::new(LEGITKA)
        .args(["check", "--deep", "--data"])
        .arg(data)
        .env("LEGITKA_LOG", "error")
        .output()
        .expect("check runs");
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.status.success(), "legitka check --deep:\n{said}{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
#[ignore = "has its own stage in make test"]
fn nothing_acknowledged_is_lost_however_often_the_server_is_killed() {
    let kills: u32 = std::env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(100);
    let seed = std::env::var("KILL_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(0x5EED_CAFE);
    let (folder, mut dice) = (tempfile::tempdir().expect("a folder"), Dice(seed));
    let data = folder.path().join("data");
    let (mut history, counter) = (History::default(), Arc::new(AtomicU64::new(0)));
    let started = Instant::now();
    let mut server = Server::start(&data);
    for kill in 1..=kills {
        let shared = Arc::new(Mutex::new(std::mem::take(&mut history)));
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let (stop, shared, counter) = (Arc::clone(&stop), Arc::clone(&shared), Arc::clone(&counter));
                let (host, token) = (server.host.clone(), server.token.clone());
                thread::spawn(move || write_until(&stop, &host, &token, &shared, &counter))
            })
            .collect();
        thread::sleep(Duration::from_millis(20 + dice.throw(400)));
        server.kill();
        stop.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.join().expect("a writer");
        }
        history = Arc::try_unwrap(shared).ok().expect("the writers are gone").into_inner().expect("lock");
        check_deep(&data);
        server = Server::start(&data);
        verify(&server, &mut history);
        if kill % 10 == 0 {
            println!(
                "kill {kill}: {} acknowledged so far, 0 lost, {:.0} s",
                history.acknowledged.len(),
                started.elapsed().as_secs_f64()
            );
        }
    }
    server.kill();
    println!("kills={kills} seed={seed:#x} acknowledged={} lost=0", history.acknowledged.len());
    assert!(history.acknowledged.len() as u32 > kills, "too little was written to prove anything");
}
