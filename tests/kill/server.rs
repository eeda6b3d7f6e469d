//! The program under test: where it keeps its data, how it is started, asked and killed.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) use crate::http::{Address, Answer};

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
