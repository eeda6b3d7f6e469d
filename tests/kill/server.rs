//! The program under test: where it keeps its data, how it is started, asked and killed.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

/// A photo may wait for two others, and each of them takes up to ten seconds before it is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// An installation's folder and its settings.
pub(crate) struct Place {
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
}

impl Place {
    /// SQLite, files in a folder.
    pub(crate) fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), settings: Vec::new() }
    }

    /// A new database of a plain role and a new bucket; none where the tests' services do not run.
    pub(crate) fn postgres() -> Option<Self> {
        let (Ok(postgres), Ok(s3)) = (std::env::var("TEST_POSTGRES"), std::env::var("TEST_S3")) else {
            let required = std::env::var("REQUIRE_ENGINES").is_ok_and(|value| value == "1");
            assert!(!required, "REQUIRE_ENGINES=1, but TEST_POSTGRES or TEST_S3 is not set");
            println!("skipped: TEST_POSTGRES and TEST_S3 are not set (scripts/services.sh start)");
            return None;
        };
        let name = format!("kill{}", Uuid::new_v4().simple());
        let sql = [
            format!("CREATE ROLE {name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{name}'"),
            format!("CREATE DATABASE {name} OWNER {name} TEMPLATE template0"),
        ];
        let made =
            Command::new("psql").args(["--quiet", "--command", &sql[0], "--command", &sql[1], &postgres]).status();
        assert!(made.expect("psql").success(), "no database was made");
        let (_, server) = postgres.rsplit_once('@').expect("an address with a password");
        let server = server.trim_end_matches("/postgres");
        let bucket = Address { host: s3.trim_start_matches("http://").to_owned() };
        let made = bucket.ask("PUT", &format!("/{name}"), "", b"").expect("an answer of the S3 server");
        assert_eq!(made.status, 200, "{}", made.body);
        let settings = vec![
            ("LEGITKA_DATABASE", format!("postgres://{name}:{name}@{server}/{name}")),
            ("LEGITKA_S3_BUCKET", name),
            ("LEGITKA_S3_ENDPOINT", s3),
            ("LEGITKA_S3_ACCESS_KEY", "test".to_owned()),
            ("LEGITKA_S3_SECRET_KEY", "test".to_owned()),
        ];
        Some(Self { settings, ..Self::sqlite() })
    }

    /// The program with this place's settings and nothing of the surroundings, whose `LEGITKA_*` would be settings too.
    fn legitka(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_legitka"));
        command.args(arguments).args(["--data", "data"]).current_dir(self.folder.path());
        command.env_clear().env("LEGITKA_LOG", "error").envs(self.settings.iter().cloned());
        command
    }

    /// A drawn face, cut small: what takes long in a debug build is pixels.
    pub(crate) fn draw_picture(&self) -> Vec<u8> {
        let drawing = ["photo", "--draw", "7", "face.jpg", "--portrait", "small.jpg"];
        let drawn = self.legitka(&drawing).output().expect("the program runs");
        assert!(drawn.status.success(), "legitka photo: {}", String::from_utf8_lossy(&drawn.stderr));
        std::fs::read(self.folder.path().join("small.jpg")).expect("a picture")
    }

    /// Every invariant holds, and every file opens.
    pub(crate) fn check_deep(&self) {
        let checked = self.legitka(&["check", "--deep"]).output().expect("the program runs");
        let (said, errors) = (String::from_utf8_lossy(&checked.stdout), String::from_utf8_lossy(&checked.stderr));
        assert!(checked.status.success(), "legitka check --deep:\n{said}{errors}");
    }
}

/// The running program, a demo school.
pub(crate) struct Server {
    child: Child,
    address: Address,
    told: Value,
}

impl Server {
    pub(crate) fn start(place: &Place) -> Self {
        let mut command = place.legitka(&["demo", "--small", "--json", "--seed", "3", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line:?}"));
        let host = told["address"].as_str().expect("an address").trim_start_matches("http://").to_owned();
        Self { child, address: Address { host }, told }
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("kill -9");
        self.child.wait().expect("it is gone");
    }

    /// The header of whoever has the token of this role.
    pub(crate) fn token(&self, role: &str) -> String {
        format!("Authorization: Bearer {}\r\n", self.of_role("tokens", role)["token"].as_str().expect("a token"))
    }

    /// E-mail and password of the account with this role.
    pub(crate) fn account(&self, role: &str) -> (&str, &str) {
        let account = self.of_role("accounts", role);
        (account["email"].as_str().expect("an e-mail"), account["password"].as_str().expect("a password"))
    }

    fn of_role(&self, list: &str, role: &str) -> &Value {
        let list = self.told[list].as_array().expect("a list");
        list.iter().find(|one| one["role"] == role).unwrap_or_else(|| panic!("the demo has no {role}"))
    }
}

impl Drop for Server {
    /// A test that failed leaves nothing running.
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Host and port.
#[derive(Clone)]
pub(crate) struct Address {
    host: String,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    head: String,
}

impl Answer {
    /// A header's value; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

impl Address {
    /// One request on a connection of its own; none if the server went away before it had answered. `headers` end in
    /// a line break each.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let (host, length) = (&self.host, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let (status, body) = (head.split(' ').nth(1)?.parse().ok()?, &bytes[end + 4..]);
        let answer = Answer { status, body: String::from_utf8_lossy(body).into_owned(), head };
        // A body that was cut off is no answer.
        (answer.header("Content-Length").parse() == Ok(body.len())).then_some(answer)
    }

    /// What is at an address of the API; none if the server went away, or there is no such thing.
    pub(crate) fn get(&self, path: &str, who: &str) -> Option<Value> {
        let answer = self.ask("GET", path, who, b"")?;
        (answer.status == 200).then(|| answer.json())
    }
}
