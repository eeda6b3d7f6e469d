//! The command as somebody types it: what it says, what it leaves on the disk, with which status it ends.
//!
//! One small demo school is made for all of these tests; each works on a copy.

#[path = "shared/http.rs"]
mod http;

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        LazyLock,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use school::photo::DECLARATION_VERSION;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::http::{Address, Answer, PATIENCE};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
/// One key is enough: it is bound to the address and the form.
const KEY: &str = "Idempotency-Key: 7d0c1a52-3a86-4a0e-9d1b-3f5f0e2b6c11\r\n";
/// How long a program that is told to stop may take.
const SECONDS_TO_STOP: Duration = Duration::from_secs(30);

/// The demo school, made once; what it told of itself and what it logged.
struct Demo {
    folder: PathBuf,
    told: Value,
    log: String,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let place = Place::empty();
    let made = place.run(&["demo", "--small", "--json", "--no-serve", "--listen", "127.0.0.1:0"], "").ended_with(0);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command-line");
    drop(fs::remove_dir_all(&folder));
    copy(place.0.path(), &folder);
    Demo { folder, told: serde_json::from_str(&made.said).expect("one JSON object"), log: made.complained }
});

impl Demo {
    fn account(&self, role: &str) -> &Value {
        let accounts = self.told["accounts"].as_array().expect("a list");
        accounts.iter().find(|one| one["role"] == role).unwrap_or_else(|| panic!("the demo has no {role}"))
    }

    /// The header of whoever has the token of this role.
    fn token(&self, role: &str) -> String {
        let tokens = self.told["tokens"].as_array().expect("a list");
        let token = tokens.iter().find(|one| one["role"] == role).expect("a token of this role");
        format!("Authorization: Bearer {}\r\n", text(&token["token"]))
    }
}

/// A folder in which somebody types commands. The data lie in `data`, the key beside them.
struct Place(TempDir);

impl Place {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn school() -> Self {
        let place = Self::empty();
        copy(&DEMO.folder, place.0.path());
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program with nothing of the surroundings, whose `LEGITKA_*` would be settings, and as talkative as it can be.
    fn legitka(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_legitka"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("LEGITKA_LOG", "trace");
        command
    }

    /// Runs a command to its end.
    fn run(&self, arguments: &[&str], typed: &str) -> Ended {
        let mut command = self.legitka(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("piped");
        drop(input.write_all(typed.as_bytes())); // a command that asks for nothing may be gone
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ended { status: output.status.code(), said: read(&output.stdout), complained: read(&output.stderr) }
    }

    /// Serves the school, and where.
    fn serve(&self) -> (Running, Address) {
        let mut server = Running::start(self.legitka(&["demo", "--json", "--listen", "127.0.0.1:0"]));
        let told: Value = serde_json::from_str(&server.says("address")).expect("one JSON object");
        let address = Address { host: text(&told["address"]).trim_start_matches("http://").to_owned() };
        (server, address)
    }
}

/// A command that has ended.
struct Ended {
    status: Option<i32>,
    said: String,
    complained: String,
}

impl Ended {
    fn ended_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}{}", self.said, self.complained);
        self
    }
}

/// A command that runs until it is told to stop.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    log: mpsc::Receiver<String>,
    logged: String,
}

impl Running {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let out = BufReader::new(child.stdout.take().expect("piped"));
        let errors = BufReader::new(child.stderr.take().expect("piped"));
        let (tell, log) = mpsc::channel();
        // Read by a thread of its own: a full pipe would hold the program up.
        thread::spawn(move || errors.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, out, log, logged: String::new() }
    }

    /// Waits for a line of its output with this in it.
    fn says(&mut self, word: &str) -> String {
        loop {
            let mut line = String::new();
            let length = self.out.read_line(&mut line).expect("its output");
            assert!(length > 0, "it ended and did not say {word}");
            if line.contains(word) {
                return line;
            }
        }
    }

    /// Waits for a line of its log with this in it.
    fn logs(&mut self, word: &str) {
        loop {
            let Ok(line) = self.log.recv_timeout(PATIENCE) else { panic!("no {word} in the log:\n{}", self.logged) };
            self.note(&line);
            if line.contains(word) {
                return;
            }
        }
    }

    fn note(&mut self, line: &str) {
        self.logged.push_str(line);
        self.logged.push('\n');
    }

    fn terminate(&self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("a signal");
    }

    /// Waits until it has stopped in good order, and gives all that it logged.
    fn stops(mut self) -> String {
        loop {
            match self.log.recv_timeout(SECONDS_TO_STOP) {
                Ok(line) => self.note(&line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not stop:\n{}", self.logged),
            }
        }
        let status = self.child.wait().expect("it has ended");
        assert_eq!(status.code(), Some(0), "{status}\n{}", self.logged);
        std::mem::take(&mut self.logged)
    }
}

impl Drop for Running {
    /// A test that failed leaves nothing running.
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry");
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// Every stored picture and sheet; no notes.
fn stored_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let entries = entries.filter(|path| !path.ends_with("notes"));
    entries.flat_map(|path| if path.is_dir() { stored_files(&path) } else { vec![path] }).collect()
}

fn sign_in(address: &Address, email: &str, password: &str) -> Answer {
    let form = format!("login={}&password={password}", email.replace('@', "%40"));
    address.ask("POST", "/session", FORM, form.as_bytes()).expect("an answer")
}

/// The headers of whoever got this answer.
fn session(answer: &Answer) -> String {
    let cookie = answer.header("Set-Cookie").split(';').next().unwrap_or_default();
    format!("Cookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n")
}

#[test]
fn whoever_mistypes_the_folder_is_told_so_and_gets_no_new_installation() {
    let place = Place::empty();
    for command in [
        &["check", "--deep"][..],
        &["backup", "school.backup"],
        &["person", "list"],
        &["person", "reset-second-factor", "anna@szkola.example"],
        &["work"],
    ] {
        let ended = place.run(&[command, &["--data", "typo"]].concat(), "").ended_with(1);
        assert!(ended.complained.contains("there is no installation here"), "{command:?}: {}", ended.complained);
        assert_eq!(fs::read_dir(place.0.path()).expect("a folder").count(), 0, "{command:?} made something");
    }
}

#[test]
fn a_flag_goes_before_the_environment_and_the_environment_before_the_file() {
    let place = Place::school();
    let finds_the_school = |variable: Option<&str>, flags: &[&str]| {
        let mut check = place.legitka(&[&["check"][..], flags].concat());
        check.envs(variable.map(|folder| ("LEGITKA_DATA", folder))).output().expect("it ends").status.success()
    };
    assert!(finds_the_school(None, &[]), "where it is when nothing is said");
    fs::write(place.path("other.toml"), "data = \"data\"\n").expect("written");
    fs::write(place.path("legitka.toml"), "data = \"nowhere\"\n").expect("written");
    assert!(!finds_the_school(None, &[]), "the file of the folder was not read");
    assert!(finds_the_school(None, &["--config", "other.toml"]), "a named file was not read in its place");
    assert!(!finds_the_school(Some("data"), &["--config", "missing.toml"]), "a named file need not be there");
    assert!(finds_the_school(Some("data"), &[]), "the file went before the environment");
    assert!(!finds_the_school(Some("data"), &["--data", "nowhere"]), "the environment went before a flag");
    assert!(finds_the_school(Some("nowhere"), &["--data", "data"]), "the environment went before a flag");
}

#[test]
fn a_photo_is_looked_at_from_the_command_line() {
    let place = Place::empty();
    place.run(&["photo", "--draw", "7", "face.jpg"], "").ended_with(0);
    fs::write(place.path("letter.jpg"), "%PDF-1.7 a letter").expect("written");
    fs::create_dir(place.path("out")).expect("a folder");
    let asked = ["photo", "--json", "--out", "out", "--profile", "card-300", "face.jpg", "letter.jpg"];
    let seen = place.run(&asked, "").ended_with(1);
    let lines: Vec<Value> =
        seen.said.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    let [face, letter] = &lines[..] else { panic!("{}", seen.said) };
    assert_eq!((text(&face["file"]), &face["refused"]), ("face.jpg", &Value::Null));
    assert_eq!(face["faces"].as_array().map(Vec::len), Some(1), "{face}");
    assert_eq!((&face["width"], &face["height"]), (&json!(1200), &json!(1544)));
    assert!(!letter["refused"].is_null() && letter["crop"].is_null(), "{letter}");
    let written: Vec<_> =
        fs::read_dir(place.path("out")).expect("a folder").flatten().map(|file| file.file_name()).collect();
    assert_eq!(written, ["face-card-300.jpg"]);
}

#[test]
fn the_rule_book_is_printed_with_dates_paragraphs_and_confidence() {
    let place = Place::empty();
    let table = place.run(&["law"], "").ended_with(0).said;
    let paper = table.lines().find(|line| line.starts_with("L1.3-3 ")).expect("a row");
    for part in ["allowed_forms", "2019-09-01 2024-07-12", " P ", "R2023 § 74 ust. 1-3"] {
        assert!(paper.contains(part), "{part}: {paper}");
    }
    let rows = place.run(&["law", "--json"], "").ended_with(0).said;
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(rows.len(), table.lines().count());
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    let paper = row("L1.3-3");
    assert_eq!((&paper["from"], &paper["to"]), (&json!("2019-09-01"), &json!("2024-07-12")));
    assert_eq!((&paper["basis"], &paper["confidence"]), (&json!("R2023 § 74 ust. 1-3"), &json!("P")));
    let draft = row("L1.2-2");
    assert_eq!((&draft["from"], &draft["draft"]), (&Value::Null, &json!(true)), "nobody knows when the draft begins");
    assert_eq!(row("L5-6")["confidence"], "UNCONFIRMED");
    assert!(fs::read_dir(place.0.path()).expect("a folder").next().is_none(), "it leaves nothing on the disk");
}

#[test]
fn a_check_finds_one_altered_byte_and_one_lost_file() {
    let place = Place::school();
    let sound = place.run(&["check", "--deep"], "").ended_with(0);
    assert!(sound.said.ends_with(" 0 wrong\n"), "{}", sound.said);
    // The largest is a photo's source: one that is kept for sure.
    let length = |file: &PathBuf| fs::metadata(file).map_or(0, |data| data.len());
    let file = stored_files(&place.path("data/files")).into_iter().max_by_key(length).expect("a stored file");
    let mut bytes = fs::read(&file).expect("its bytes");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).expect("written");
    let altered = place.run(&["check", "--deep"], "").ended_with(1);
    assert!(altered.said.contains("damaged or does not open"), "{}", altered.said);
    fs::remove_file(&file).expect("removed");
    let lost = place.run(&["check"], "").ended_with(1);
    assert!(lost.said.contains("is missing"), "{}", lost.said);
}

#[test]
fn a_backup_comes_back_in_an_empty_folder() {
    let (place, key) = (Place::school(), text(&DEMO.told["recovery_key"]));
    place.run(&["backup", "school.backup"], "").ended_with(0);
    let mode = fs::metadata(place.path("school.backup")).expect("a backup").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "others can read the backup");
    place.run(&["backup", "school.backup"], "").ended_with(1);

    let restored = place.run(&["restore", "school.backup", "--data", "again"], key).ended_with(0);
    assert!(restored.complained.contains("--erasures"), "nobody was warned: {}", restored.complained);
    place.run(&["check", "--deep", "--data", "again"], "").ended_with(0);
    let people = ["data", "again"].map(|data| place.run(&["person", "list", "--data", data], "").ended_with(0).said);
    assert_eq!(people[0], people[1]);
    place.run(&["restore", "school.backup", "--data", "again"], key).ended_with(1);

    fs::write(place.path("key.txt"), key).expect("a key");
    fs::create_dir(place.path("notes")).expect("a folder");
    let told = ["restore", "school.backup", "--data", "third", "--recovery-key", "key.txt", "--erasures", "notes"];
    let restored = place.run(&told, "").ended_with(0);
    assert!(!restored.complained.contains("--erasures"), "{}", restored.complained);
}

#[test]
fn the_key_that_the_set_up_page_shows_opens_the_backup() {
    let place = Place::empty();
    let mut server = Running::start(place.legitka(&["serve", "--listen", "127.0.0.1:0"]));
    let link = server.says("/setup/");
    let (host, token) = link.trim().trim_start_matches("http://").split_once("/setup/").expect("a link");
    let form = "kind=primary&name=SP+7&address=ul.+Szkolna+1&rspo=&head_given=Maria&head_surname=Lis\
                &head_since=2020-09-01&given=Adam&surname=Nowy&email=adam%40szkola.example\
                &password=piwnica-rower-oblok&password_again=piwnica-rower-oblok";
    let address = Address { host: host.to_owned() };
    let page = address.ask("POST", &format!("/setup/{token}"), FORM, form.as_bytes()).expect("an answer");
    assert_eq!(page.status, 200, "{}", page.body);
    let (_, rest) = page.body.split_once("<code class=\"secret\">").expect("a recovery key");
    let (key, _) = rest.split_once("</code>").expect("its end");
    server.terminate();
    let log = server.stops();
    for secret in [key, token, "adam@szkola.example", "piwnica-rower-oblok"] {
        assert!(!log.contains(secret), "{secret} in the log:\n{log}");
    }

    place.run(&["backup", "school.backup"], "").ended_with(0);
    let other = text(&DEMO.told["recovery_key"]);
    place.run(&["restore", "school.backup", "--data", "again"], other).ended_with(1);
    place.run(&["restore", "school.backup", "--data", "again"], key).ended_with(0);
    place.run(&["check", "--deep", "--data", "again"], "").ended_with(0);
    let people = place.run(&["person", "list", "--data", "again"], "").ended_with(0).said;
    assert_eq!(people, "adam@szkola.example\tAdam Nowy\tadministrator\taccepted\tSP 7\n");
}

#[test]
fn people_are_listed_and_let_in_again_from_the_command_line() {
    let place = Place::school();
    let people = place.run(&["person", "list"], "").ended_with(0).said;
    let secretary = "sekretariat@pokaz.example\tEwa Nowakowska\tsecretary\taccepted\t";
    assert!(people.lines().any(|line| line.starts_with(secretary)), "{people}");
    assert!(!people.contains("rodzic@pokaz.example"), "families are no staff: {people}");

    let (server, address) = place.serve();
    let parent = DEMO.account("parent");
    let (email, password, new) = (text(&parent["email"]), text(&parent["password"]), "parasol-nad-wielka-rzeka");
    let signed_in = sign_in(&address, email, password);
    let home = |who: &Answer| address.ask("GET", "/home", &session(who), b"").expect("an answer").status;
    assert_eq!((signed_in.status, home(&signed_in)), (303, 200));
    place.run(&["person", "password", email], "za-krotkie\n").ended_with(1);
    place.run(&["person", "password", "nikt@pokaz.example"], &format!("{new}\n")).ended_with(1);
    assert_eq!(home(&signed_in), 200, "nothing was changed yet");
    place.run(&["person", "password", email], &format!("{new}\n")).ended_with(0);
    assert_eq!(home(&signed_in), 401, "the session has ended");
    assert_eq!(sign_in(&address, email, password).status, 422);
    assert_eq!(sign_in(&address, email, new).status, 303);

    let head = DEMO.account("head");
    let (email, password) = (text(&head["email"]), text(&head["password"]));
    assert_eq!(sign_in(&address, email, password).status, 200, "the page that asks for a code");
    place.run(&["person", "reset-second-factor", email], "").ended_with(0);
    let signed_in = sign_in(&address, email, password);
    assert_eq!((signed_in.status, signed_in.header("Location")), (303, "/session/enrolment"));
    place.run(&["person", "reset-second-factor", email], "").ended_with(1);
    server.terminate();
    server.stops();
    place.run(&["check"], "").ended_with(0);
}

#[test]
fn whoever_reads_on_no_more_ends_no_command_with_a_cry() {
    let place = Place::school();
    for arguments in [
        &["openapi"][..],
        &["law"],
        &["law", "--json"],
        &["photo", "--draw", "7", "face.jpg"],
        &["photo", "--json", "face.jpg"],
        &["person", "list"],
        &["check"],
        &["backup", "school.backup"],
        &["demo", "--no-serve", "--listen", "127.0.0.1:0"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = place.legitka(arguments);
        let output = command.stdout(writer).stderr(Stdio::piped()).output().expect("it ends");
        let complained = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {complained}");
        assert!(!complained.contains("panicked") && !complained.contains("Broken pipe"), "{arguments:?}: {complained}");
    }
}

#[test]
fn what_the_program_makes_is_its_owners_alone() {
    let place = Place::empty();
    let mut command = place.legitka(&["demo", "--small", "--no-serve", "--listen", "127.0.0.1:0"]);
    assert!(command.output().expect("it ends").status.success());
    let mut seen = 0;
    let mut folders = vec![place.path("data")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let mode = entry.metadata().expect("its mode").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}: {mode:o}", entry.path().display());
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
            seen += 1;
        }
    }
    let mode = |name: &str| fs::metadata(place.path(name)).expect(name).permissions().mode() & 0o777;
    assert_eq!((mode("data"), mode("data/legitka.sqlite"), mode("data.key")), (0o700, 0o600, 0o600));
    assert!(seen > 20, "only {seen} files, so this proves nothing");
}

#[test]
fn migrating_again_changes_nothing() {
    for place in [Place::empty(), Place::school()] {
        for _ in 0..2 {
            place.run(&["migrate"], "").ended_with(0);
        }
        place.run(&["check", "--deep"], "").ended_with(0);
    }
}

#[test]
fn jobs_alone_stop_when_they_are_told_to() {
    let place = Place::school();
    let mut working = Running::start(place.legitka(&["work"]));
    working.logs("carrying out jobs");
    working.terminate();
    working.stops();
    place.run(&["check"], "").ended_with(0);
}

#[test]
fn a_server_that_is_told_to_stop_answers_what_it_was_asked() {
    let place = Place::school();
    let (mut server, address) = place.serve();
    let parent = DEMO.account("parent");
    let form = format!("login={}&password={}", text(&parent["email"]).replace('@', "%40"), text(&parent["password"]));
    let mut stream = TcpStream::connect(&address.host).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    let (host, length) = (&address.host, form.len());
    let head = format!(
        "POST /session HTTP/1.1\r\nHost: {host}\r\n{FORM}Content-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut go_on = [0; 25]; // the server has the head and waits for the form
    stream.read_exact(&mut go_on).expect("an answer");
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    server.terminate();
    server.logs("stopping");
    stream.write_all(form.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
    server.stops();
}

#[test]
fn the_log_holds_nothing_about_people() {
    let place = Place::school();
    let (server, address) = place.serve();
    let mut secrets = told_secrets();
    secrets.extend(api_calls(&address));
    secrets.extend(pages_of_the_secretary(&address));
    secrets.extend(pages_of_the_family(&address, &place));
    server.terminate();
    let log = [DEMO.log.as_str(), server.stops().as_str()].concat();
    for route in ["/session", "/api/pupils", "/pupils/{id}/identity", "/pupils/{id}/photo/new"] {
        assert!(log.contains(route), "{route} was not logged, so this proves nothing:\n{log}");
    }
    assert!(secrets.len() > 60, "only {} secrets", secrets.len());
    for secret in secrets {
        assert!(secret.chars().count() > 2, "{secret:?} would be found anywhere");
        assert!(!log.contains(&secret), "{secret} in the log:\n{log}");
    }
}

/// Accounts and tokens that the demo names, and its recovery key.
fn told_secrets() -> BTreeSet<String> {
    let mut secrets = BTreeSet::from([text(&DEMO.told["recovery_key"]).to_owned()]);
    for account in DEMO.told["accounts"].as_array().expect("a list") {
        let told = ["name", "email", "password", "totp"].iter().filter_map(|what| account[what].as_str());
        secrets.extend(told.map(str::to_owned));
    }
    for token in DEMO.told["tokens"].as_array().expect("a list") {
        secrets.insert(text(&token["token"]).to_owned());
    }
    secrets
}

/// Programs read every record and send what cannot be taken. Gives the names and e-mails they read, and what they sent.
fn api_calls(address: &Address) -> BTreeSet<String> {
    let token = DEMO.token("secretary");
    let mut secrets = BTreeSet::new();
    for record in records(address) {
        secrets.extend(long_words(text(&record["name"])));
        for guardian in record["guardians"].as_array().expect("a list") {
            secrets.extend(long_words(text(&guardian["name"])));
            secrets.insert(text(&guardian["email"]).to_owned());
        }
    }
    let typed = ["Niepoprawny-Nowy", "15250500011", "zgubiony-token-kogos"];
    let class = address.get("/api/classes", &token).expect("classes")[0]["id"].clone();
    let pupil = json!({ "class": class, "given": "Jan", "surname": typed[0], "born": "2015-05-05", "pesel": typed[1] });
    let headers = format!("{token}{KEY}Content-Type: application/json\r\n");
    let refused = address.ask("POST", "/api/pupils", &headers, pupil.to_string().as_bytes()).expect("an answer");
    assert_eq!(refused.status, 422, "{}", refused.body);
    let stranger = format!("Authorization: Bearer {}\r\n", typed[2]);
    assert_eq!(address.ask("GET", "/api/pupils", &stranger, b"").expect("an answer").status, 401);
    let search = format!("/api/pupils/{}?q={}", typed[0], typed[1]);
    address.ask("GET", &search, &token, b"").expect("an answer");
    secrets.extend(typed.map(str::to_owned));
    secrets
}

/// Names, but for the few that are so short that they could stand in any word.
fn long_words(name: &str) -> impl Iterator<Item = String> {
    name.split_whitespace().filter(|word| word.chars().count() > 3).map(str::to_owned)
}

/// The records of all pupils.
fn records(address: &Address) -> Vec<Value> {
    let token = DEMO.token("secretary");
    let pupils = address.get("/api/pupils", &token).expect("a list");
    let pupils = pupils.as_array().expect("a list").iter();
    pupils.map(|one| address.get(&format!("/api/pupils/{}", text(&one["id"])), &token).expect("a record")).collect()
}

/// The secretary signs in and looks at every PESEL. Gives these, and the session.
fn pages_of_the_secretary(address: &Address) -> BTreeSet<String> {
    let account = DEMO.account("secretary");
    let first = session(&sign_in(address, text(&account["email"]), text(&account["password"])));
    let form = format!("code={}", code_now(text(&account["totp"])));
    let entered = address.ask("POST", "/session/second-factor", &format!("{first}{FORM}"), form.as_bytes());
    let entered = entered.expect("an answer");
    assert_eq!(entered.status, 303, "{}", entered.body);
    let second = session(&entered);
    let mut secrets = BTreeSet::new();
    for record in records(address) {
        let path = format!("/pupils/{}/identity", text(&record["id"]));
        let page = address.ask("POST", &path, &format!("{second}{KEY}{FORM}"), b"").expect("an answer");
        assert_eq!(page.status, 200, "{}", page.body);
        let numbers = page.body.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 11);
        let before = secrets.len();
        secrets.extend(numbers.map(str::to_owned));
        assert!(secrets.len() > before, "no PESEL on the page:\n{}", page.body);
    }
    secrets.extend([first, second].map(|headers| cookie_value(&headers).to_owned()));
    secrets
}

/// The secret in a session's headers.
fn cookie_value(headers: &str) -> &str {
    headers.lines().next().and_then(|line| line.split_once('=')).map_or("", |(_, value)| value)
}

#[expect(clippy::disallowed_methods, reason = "the program under test has the machine's clock")]
fn code_now(totp: &str) -> String {
    office::person::app_code(totp, jiff::Timestamp::now()).expect("a code")
}

/// A parent mistypes the password, signs in, and uploads what is no picture and what is one. Gives what was typed.
fn pages_of_the_family(address: &Address, place: &Place) -> BTreeSet<String> {
    let account = DEMO.account("parent");
    let (email, password) = (text(&account["email"]), text(&account["password"]));
    let typed = ["slonce-nad-jeziorami", "nieznajoma@rodzina.example"];
    assert_eq!(sign_in(address, email, typed[0]).status, 422);
    assert_eq!(sign_in(address, typed[1], typed[0]).status, 422);
    let who = session(&sign_in(address, email, password));
    let linked =
        |record: &Value| record["guardians"].as_array().is_some_and(|all| all.iter().any(|one| one["email"] == email));
    let child = records(address).into_iter().find(linked).expect("a child of this parent");
    let path = format!("/pupils/{}/photo/new", text(&child["id"]));
    place.run(&["photo", "--draw", "7", "face.jpg", "--portrait", "small.jpg"], "").ended_with(0);
    let picture = fs::read(place.path("small.jpg")).expect("a picture");
    for (file, status) in [(&b"Zofia Kowalska, klasa 2B"[..], 422), (&picture[..], 303)] {
        let answer = address.ask("POST", &path, &format!("{who}{KEY}{MULTIPART}"), &upload(file)).expect("an answer");
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let mut secrets = BTreeSet::from(typed.map(str::to_owned));
    secrets.extend([cookie_value(&who).to_owned(), "zosia-kowalska.jpg".to_owned(), "Zofia Kowalska".to_owned()]);
    secrets
}

const MULTIPART: &str = "Content-Type: multipart/form-data; boundary=x\r\n";

fn upload(file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"declaration\"\r\n\r\n{DECLARATION_VERSION}\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"zosia-kowalska.jpg\"\r\n\r\n"
    );
    [head.as_bytes(), file, b"\r\n--x--\r\n"].concat()
}
