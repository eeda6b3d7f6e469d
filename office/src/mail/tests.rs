use std::{net::SocketAddr, path::PathBuf};

use school::{guardian::GuardianKind, person::Role, set_up::Step};
use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};

use super::{Trial, Trouble};
use crate::{
    Office, Refused,
    desk::MailPlace,
    guardian::InviteGuardian,
    installation::Standing,
    jobs::JobCounts,
    store::Mode,
    testing::{TestOffice, TestSchool},
};

/// A header's lines, unfolded.
fn header<'a>(message: &'a str, name: &str) -> Vec<&'a str> {
    let head = message.split("\r\n\r\n").next().unwrap();
    head.split("\r\n").filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
}

#[tokio::test]
async fn a_letter_names_its_receiver_and_the_pupil_in_short_and_nobody_else() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 7 „Orlik” & Co").await;
        let pupil = test.pupil(&school, 0).await;
        let parent = test.parent(&school, pupil, "ewa@dom.example").await;
        let photo = test.sent_photo(parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        let version = secretary.photo(photo).await.unwrap().version;
        secretary.reject_photo(photo, version, "background", "Proszę też <b>zdjąć</b> czapkę").await.unwrap();
        test.office.set_language(parent, school::language::Language::Uk).await.unwrap();
        test.advance(crate::message::UNDO_WINDOW);
        test.office.run_due_jobs().await.unwrap();

        let letters = test.office.mailbox().await.unwrap();
        let letter = &letters[0];
        assert_eq!((letter.to.as_str(), letter.at), ("ewa@dom.example", test.clock.now()));
        assert_eq!(letter.subject, "Потрібна нова фотографія для посвідчення: Jan K.");
        assert!(letter.text.contains("Тло неоднорідне") && letter.text.contains("<b>zdjąć</b>"), "{}", letter.text);
        assert!(!letter.text.contains("виправила кадр"), "its frame is the family's own: {}", letter.text);
        assert!(letter.text.lines().any(|line| line == format!("https://legitka.test/pupils/{pupil}/photo")));
        let html = letter.html.as_ref().unwrap();
        assert!(
            html.contains("&lt;b&gt;zdjąć&lt;/b&gt;") && html.contains("„Orlik” &amp; Co") && !html.contains("<img")
        );

        let mut seen = 0;
        for file in std::fs::read_dir(test.letters()).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if path.extension().is_some_and(|extension| extension == "eml") {
                seen += 1;
                let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
                assert_eq!(header(&text, "Message-ID"), [format!("<{id}@legitka.test>")]);
                assert_eq!(header(&text, "From"), ["Legitka <legitka@legitka.test>"]);
                assert_eq!(header(&text, "Auto-Submitted"), ["auto-generated"]);
                // The test's clock and the undo window.
                assert_eq!(header(&text, "Date"), ["Mon, 07 Sep 2026 08:00:10 +0000"]);
                assert!(header(&text, "Content-Type")[0].starts_with("multipart/alternative"));
                assert_eq!(header(&text, "To").len() + header(&text, "Subject").len(), 2);
                assert!(header(&text, "Cc").is_empty() && header(&text, "Bcc").is_empty());
            } else {
                // The same letter, not yet encoded for its way.
                assert!(text.contains("Jan K.") && text.contains("ewa@dom.example"), "{}", path.display());
                assert!(!text.contains("Kowalski") && !has_pesel(&text), "{}", path.display());
            }
        }
        // The parent was linked before the letter of the invitation was written: it says nothing new, so none left.
        assert_eq!((seen, letters.len()), (1, 1), "{}", test.engine);
    }
}

/// Eleven digits in a row that are a PESEL.
fn has_pesel(text: &str) -> bool {
    let digits: Vec<char> = text.chars().collect();
    digits.windows(11).any(|part| part.iter().collect::<String>().parse::<school::pesel::Pesel>().is_ok())
}

#[tokio::test]
async fn whoever_was_cut_off_gets_no_letter() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let pupil = test.pupil(&school, 0).await;
        let (parent, other) = (
            test.parent(&school, pupil, "ewa@dom.example").await,
            test.parent(&school, pupil, "jan@dom.example").await,
        );
        assert_ne!(parent, other);
        let photo = test.sent_photo(parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        secretary.approve_photo(photo, secretary.photo(photo).await.unwrap().version).await.unwrap();
        let record = secretary.pupil(pupil).await.unwrap();
        let cut = record.guardians.iter().find(|link| link.email == "jan@dom.example").unwrap();
        secretary.revoke_guardian(cut.id, cut.version).await.unwrap();
        test.advance(crate::message::UNDO_WINDOW);
        test.office.run_due_jobs().await.unwrap();
        let to: Vec<String> = test.office.mailbox().await.unwrap().into_iter().map(|letter| letter.to).collect();
        assert_eq!(to, ["ewa@dom.example"], "{}", test.engine);
    }
}

/// A mail server of its own program (`scripts/smtp-sink.py`), and the folder where it puts what it was sent.
struct Sink {
    address: String,
    folder: PathBuf,
}

/// A letter as the mail server's parser, which is not ours, has read it.
#[derive(Deserialize)]
struct Received {
    from: String,
    to: Vec<String>,
    headers: Vec<(String, String)>,
    kind: String,
    parts: Vec<Part>,
    defects: Vec<String>,
}

#[derive(Deserialize)]
struct Part {
    kind: String,
    text: Option<String>,
}

impl Sink {
    fn found() -> Option<Self> {
        match (std::env::var("TEST_SMTP"), std::env::var("TEST_SMTP_FOLDER")) {
            (Ok(address), Ok(folder)) => Some(Self { address, folder: folder.into() }),
            _ if std::env::var("REQUIRE_ENGINES").is_ok_and(|value| value == "1") => {
                panic!("REQUIRE_ENGINES=1, but TEST_SMTP or TEST_SMTP_FOLDER is not set")
            }
            _ => {
                println!("skipped: TEST_SMTP and TEST_SMTP_FOLDER are not set (scripts/services.sh start)");
                None
            }
        }
    }

    /// The letters that came for this address.
    fn letters(&self, to: &str) -> Vec<Received> {
        let paths = std::fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path());
        let whole = paths.filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
        let letters = whole.map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap());
        letters.filter(|letter: &Received| letter.to == [to]).collect()
    }
}

impl Received {
    fn header(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|header| header.0.eq_ignore_ascii_case(name))
            .map(|header| header.1.as_str())
            .collect()
    }

    /// What every letter of ours is, whatever it says; answers its text and its HTML.
    fn sound(&self) -> (&str, &str) {
        assert_eq!(self.defects, [""; 0]);
        assert_eq!(self.from, "legitka@legitka.test");
        assert_eq!(self.header("From"), ["Legitka <legitka@legitka.test>"]);
        assert_eq!(self.header("Auto-Submitted"), ["auto-generated"]);
        assert!(self.header("Message-ID")[0].ends_with("@legitka.test>") && self.header("Date").len() == 1);
        assert!(self.header("Cc").is_empty() && self.header("Bcc").is_empty());
        assert_eq!(self.kind, "multipart/alternative");
        let kinds: Vec<&str> = self.parts.iter().map(|part| part.kind.as_str()).collect();
        assert_eq!(kinds, ["text/plain", "text/html"], "no picture, no attachment");
        let parts: Vec<&str> = self.parts.iter().map(|part| part.text.as_deref().unwrap()).collect();
        let mut all = self.headers.iter().map(|header| header.1.as_str()).chain(parts.iter().copied());
        assert!(all.all(|text| !has_pesel(text) && !text.contains("Kowalski")));
        assert!(!parts[1].contains("<img") && !parts[1].contains("data:"));
        (parts[0], parts[1])
    }
}

/// The same office, whose letters leave through a mail server.
async fn posting(test: &mut TestOffice, address: &str) {
    test.office.close().await;
    let settings = crate::Settings { mail: MailPlace::Smtp(address.to_owned()), ..test.office.settings().clone() };
    test.office = Office::open(settings).await.unwrap();
}

/// Invites somebody whom no other test knows to be linked to the first pupil, and answers their address.
async fn invited(test: &TestOffice, school: &TestSchool) -> String {
    let (pupil, email) = (test.pupil(school, 0).await, format!("zofia.{}@dom.example", school.id));
    let form = InviteGuardian {
        given: "Żaneta".into(),
        surname: "Gęśla-Jaźń".into(),
        email: email.clone(),
        kind: GuardianKind::Parent.to_string(),
        scope: String::new(),
        confirmed: false,
    };
    test.desk(school, Role::Secretary).await.invite_guardian(pupil, &form).await.unwrap();
    email
}

#[tokio::test]
async fn a_mail_server_gets_whole_letters() {
    let Some(sink) = Sink::found() else { return };
    for mut test in TestOffice::both().await {
        posting(&mut test, &sink.address).await;
        let school = test.school("Szkoła Podstawowa nr 7 „Orlik” & Co").await;
        let invited = invited(&test, &school).await;
        let (pupil, email) = (test.pupil(&school, 10).await, format!("ewa.{}@dom.example", school.id));
        let parent = test.parent(&school, pupil, &email).await;
        let photo = test.sent_photo(parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        let version = secretary.photo(photo).await.unwrap().version;
        secretary.reject_photo(photo, version, "background", "Zażółć <b>gęślą</b> jaźń").await.unwrap();
        test.advance(crate::message::UNDO_WINDOW);
        test.office.run_due_jobs().await.unwrap();

        let letters = sink.letters(&invited);
        let [letter] = letters.as_slice() else { panic!("{}: {} letters", test.engine, letters.len()) };
        let (text, html) = letter.sound();
        assert_eq!(letter.header("To"), [format!("Żaneta Gęśla-Jaźń <{invited}>")]);
        assert_eq!(letter.header("Subject"), ["Zaproszenie do programu Legitka: Jan K."]);
        assert!(text.contains("Szkoła Podstawowa nr 7 „Orlik” & Co zaprasza"), "{text}");
        let link = text.lines().find(|line| line.starts_with("https://legitka.test/invitations/")).unwrap();
        assert!(html.contains(&format!("href=\"{link}\"")) && html.contains("„Orlik” &amp; Co"), "{html}");

        let letters = sink.letters(&email);
        let [letter] = letters.as_slice() else { panic!("{}: {} letters", test.engine, letters.len()) };
        let (text, html) = letter.sound();
        assert_eq!(letter.header("To"), [format!("Ewa Opiekuńcza <{email}>")]);
        assert_eq!(letter.header("Subject"), ["Potrzebne jest nowe zdjęcie do legitymacji: Jan N."]);
        assert!(text.contains("Tło nie jest jednolite") && text.contains("„Zażółć <b>gęślą</b> jaźń”"), "{text}");
        assert!(html.contains("Zażółć &lt;b&gt;gęślą&lt;/b&gt; jaźń"), "{html}");
        assert!(text.lines().any(|line| line == format!("https://legitka.test/pupils/{pupil}/photo")));
    }
}

/// A port that refuses until it is opened; then it leads to the mail server.
struct ClosedDoor(TcpSocket);

impl ClosedDoor {
    fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        Self(socket)
    }

    fn address(&self) -> String {
        format!("smtp://{}", self.0.local_addr().unwrap())
    }

    fn open(self, onward: &str) -> JoinHandle<()> {
        let listener = self.0.listen(8).unwrap();
        let onward = onward.trim_start_matches("smtp://").to_owned();
        tokio::spawn(async move {
            loop {
                let (mut here, _) = listener.accept().await.unwrap();
                let mut there = TcpStream::connect(&onward).await.unwrap();
                tokio::spawn(async move { tokio::io::copy_bidirectional(&mut here, &mut there).await });
            }
        })
    }
}

/// How often the letter's job was tried, and in how many seconds it is tried again.
async fn tries(test: &TestOffice) -> (i64, i64) {
    let mut tx = test.office.db().everywhere(Mode::Read, test.clock.now()).await.unwrap();
    let job: Option<(i64, i64)> =
        row!(tx, "SELECT attempts, due_at FROM job WHERE kind = 'mail' AND done_at IS NULL").unwrap();
    let (attempts, due_at) = job.unwrap();
    (attempts, due_at - test.clock.now().as_second())
}

#[tokio::test]
async fn a_letter_waits_while_the_mail_server_is_away_and_leaves_once() {
    let Some(sink) = Sink::found() else { return };
    for mut test in TestOffice::both().await {
        let door = ClosedDoor::new();
        posting(&mut test, &door.address()).await;
        let school = test.school("SP 7").await;
        let invited = invited(&test, &school).await;
        for (attempt, delay) in [(1, 5), (2, 10)] {
            assert_eq!(test.office.run_due_jobs().await.unwrap(), 0, "{}", test.engine);
            assert_eq!(tries(&test).await, (attempt, delay), "{}", test.engine);
            test.advance(delay - 1);
            assert_eq!(test.office.run_due_jobs().await.unwrap(), 0, "{}", test.engine);
            assert_eq!(tries(&test).await, (attempt, 1), "{}: tried too early", test.engine);
            test.advance(1);
        }
        assert!(sink.letters(&invited).is_empty());
        let leading = door.open(&sink.address);
        assert_eq!(test.office.run_due_jobs().await.unwrap(), 1, "{}", test.engine);
        assert_eq!(test.office.job_counts().await.unwrap(), JobCounts { waiting: 0, dead: 0 });
        test.advance(3600);
        assert_eq!(test.office.run_due_jobs().await.unwrap(), 0, "{}", test.engine);
        let letters = sink.letters(&invited);
        assert_eq!(letters.len(), 1, "{}", test.engine);
        letters[0].sound();
        leading.abort();
    }
}

/// A mail server that knows none of those it is asked for, and says so by name.
async fn refusing() -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(refuse(stream));
        }
    });
    (address, serving)
}

async fn refuse(stream: TcpStream) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 here\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split_once(':') {
            Some(("RCPT TO", who)) => format!("550 {} unknown\r\n", who.trim()),
            _ => "250 fine\r\n".to_owned(),
        };
        write.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_letter_leaves_a_failure_that_names_nobody() {
    for mut test in TestOffice::both().await {
        let (address, serving) = refusing().await;
        posting(&mut test, &address).await;
        let school = test.school("SP 7").await;
        invited(&test, &school).await;
        assert_eq!(test.office.run_due_jobs().await.unwrap(), 0, "{}", test.engine);
        let mut tx = test.office.db().everywhere(Mode::Read, test.clock.now()).await.unwrap();
        let failure: Option<Option<String>> =
            value!(tx, "SELECT failure FROM job WHERE kind = 'mail' AND done_at IS NULL").unwrap();
        // The log has the same words.
        assert_eq!(failure.flatten().as_deref(), Some("broken: mail: the mail server refused for good (550)"));
        serving.abort();
    }
}

#[tokio::test]
async fn a_letter_of_trial_goes_to_who_asks_and_says_what_became_of_it() {
    for mut test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        assert_eq!(desk.trial_letter().await.unwrap(), None, "{}", test.engine);
        desk.send_trial_letter().await.unwrap();
        desk.send_trial_letter().await.unwrap();
        assert_eq!(desk.trial_letter().await.unwrap(), Some(Trial::Waiting), "{}", test.engine);
        assert_eq!(test.office.run_due_jobs().await.unwrap(), 1, "{}: asked twice, sent once", test.engine);
        assert_eq!(desk.trial_letter().await.unwrap(), Some(Trial::Sent { at: test.clock.now() }), "{}", test.engine);
        let to: Vec<String> = test.office.mailbox().await.unwrap().into_iter().map(|letter| letter.to).collect();
        assert_eq!(to, [format!("administrator@{}.test", school.id)], "{}", test.engine);
        let steps = desk.set_up_steps().await.unwrap();
        let works = steps.iter().any(|step| step.step == Step::Mail && step.standing == Standing::Done);
        assert!(works, "{}: {steps:?}", test.engine);

        let (address, serving) = refusing().await;
        posting(&mut test, &address).await;
        test.advance(60);
        let desk = test.desk(&school, Role::Administrator).await;
        desk.send_trial_letter().await.unwrap();
        assert_eq!(test.office.run_due_jobs().await.unwrap(), 0, "{}", test.engine);
        let now = test.clock.now().as_second();
        match desk.trial_letter().await.unwrap() {
            Some(Trial::Failing { trouble: Trouble::RefusedForGood, code, again }) => {
                assert_eq!((code.as_str(), again.as_second() - now), ("550", 5), "{}", test.engine);
            }
            other => panic!("{}: {other:?}", test.engine),
        }
        serving.abort();
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.send_trial_letter().await, Err(Refused::Forbidden)), "{}", test.engine);
    }
}
