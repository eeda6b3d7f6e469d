//! Four writers, each a program of the secretary's and, by turns, the family of a child of its own. A writer has one
//! request under way at a time, and remembers the one without an answer.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use serde_json::Value;
use uuid::Uuid;

use crate::{
    WRITERS,
    changes::Change,
    history::Effect,
    server::{Address, Answer, Server},
};

/// What may be refused to whoever comes too late.
const TOO_LATE: [&str; 8] = [
    "photo.sent",
    "photo.withdrawn",
    "photo.approved",
    "photo.rejected",
    "photo.review_undone",
    "print_run.opened",
    "print_run.confirmed",
    "card.issued",
];

/// The same seed throws the same numbers.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        Self((seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15)).max(1))
    }

    pub(crate) fn throw(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The upper bits: the lower ones of neighbouring throws hang together.
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below
    }

    pub(crate) fn pick<'a>(&mut self, list: &'a Value) -> Option<&'a Value> {
        let list = list.as_array().filter(|list| !list.is_empty())?;
        list.get(self.throw(list.len() as u64) as usize)
    }
}

/// A photo of the writer's own child that was not sent yet.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) cropped: bool,
}

pub(crate) struct Writer {
    pub(crate) number: usize,
    pub(crate) dice: Dice,
    pub(crate) secretary: String,
    pub(crate) family: String,
    pub(crate) child: Uuid,
    pub(crate) class: Uuid,
    pub(crate) picture: Vec<u8>,
    /// How many changes it has begun.
    pub(crate) begun: u64,
    /// How many photos it has sent to the school.
    pub(crate) sent: u32,
    pub(crate) draft: Option<Draft>,
    unanswered: Option<Change>,
    last: Option<(Change, Uuid)>,
    acknowledged: Vec<Effect>,
}

impl Writer {
    /// Four writers, each with a child of the demo's two families.
    pub(crate) fn cast(server: &Server, picture: Vec<u8>, seed: u64) -> Vec<Self> {
        let secretary = server.token("secretary");
        let get = |path: &str| server.address().get(path, &secretary).expect("an answer");
        let pupils = get("/api/pupils");
        let pupils = pupils.as_array().expect("a list").iter();
        let records: Vec<Value> = pupils.map(|pupil| get(&format!("/api/pupils/{}", id(pupil)))).collect();
        let families = ["parent", "pupil"].into_iter().flat_map(|role| {
            let (email, password) = server.account(role);
            let family = sign_in(server.address(), email, password);
            let linked = |record: &&Value| {
                record["guardians"].as_array().is_some_and(|all| all.iter().any(|one| one["email"] == email))
            };
            records.iter().filter(linked).map(|record| (family.clone(), id(record))).collect::<Vec<_>>()
        });
        let class = id(&get("/api/classes")[0]);
        let writers: Vec<Self> = families
            .enumerate()
            .map(|(number, (family, child))| Self {
                number,
                dice: Dice::new(seed, number as u64 + 1),
                secretary: secretary.clone(),
                family,
                child,
                class,
                picture: picture.clone(),
                begun: 0,
                sent: 0,
                draft: None,
                unanswered: None,
                last: None,
                acknowledged: Vec::new(),
            })
            .collect();
        assert_eq!(writers.len(), WRITERS, "children of the demo's families");
        writers
    }

    /// Writes until it is told to stop, or a request has no answer.
    pub(crate) fn write_until(&mut self, stop: &AtomicBool, address: &Address) {
        while !stop.load(Ordering::SeqCst) && self.unanswered.is_none() {
            if let Some(change) = self.think(address) {
                let answer = change.ask(address);
                self.settle(change, answer);
            }
            // A breath between two writes: what is proved is the kill, and the deep check after it reads everything.
            thread::sleep(Duration::from_millis(8));
        }
    }

    /// The request without an answer is asked again. What was done last is then asked `twice`, and says what it said.
    pub(crate) fn ask_again(&mut self, address: &Address, twice: bool) {
        if let Some(change) = self.unanswered.take() {
            let (path, answer) = (change.path.clone(), change.ask(address));
            let status = answer.as_ref().map(|answer| answer.status);
            self.settle(change, answer);
            assert!(self.unanswered.is_none(), "{path} asked again of a server at rest: {status:?}");
        }
        if let Some((change, subject)) = self.last.as_ref().filter(|_| twice) {
            let (path, answer) = (&change.path, change.ask(address).expect("an answer"));
            assert_eq!(change.done(&answer), Some(*subject), "{path} asked twice: {} {}", answer.status, answer.body);
        }
    }

    /// What was acknowledged since the last time.
    pub(crate) fn acknowledged(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.acknowledged)
    }

    /// The draft is there as it was acknowledged. Nobody but its family sees it.
    pub(crate) fn find_draft(&self, address: &Address) {
        let Some(Draft { id, version, .. }) = self.draft else { return };
        let page = address.ask("GET", &format!("/photos/{id}/crop"), &self.family, b"").expect("an answer");
        let field = format!("name=\"version\" value=\"{version}\"");
        assert!(page.status == 200 && page.body.contains(&field), "draft {id}, version {version}: {}", page.status);
    }

    fn settle(&mut self, change: Change, answer: Option<Answer>) {
        let Some(answer) = answer.filter(|answer| answer.status != 503) else {
            self.unanswered = Some(change);
            return;
        };
        let verb = change.effect.verb;
        let Some(subject) = change.done(&answer) else {
            assert!(answer.status == 409 && TOO_LATE.contains(&verb), "{verb}: {} {}", answer.status, answer.body);
            return;
        };
        let version = change.effect.version;
        match verb {
            "photo.uploaded" => self.draft = Some(Draft { id: subject, version: 0, cropped: false }),
            "photo.cropped" => self.draft = Some(Draft { id: subject, version, cropped: true }),
            "photo.sent" => (self.draft, self.sent) = (None, self.sent + 1),
            "photo.withdrawn" => self.draft = None,
            _ => {}
        }
        let found_at = change.effect.found_at.as_ref().map(|address| address.replace("{id}", &subject.to_string()));
        self.acknowledged.push(Effect { verb, subject, found_at, version });
        self.last = Some((change, subject));
    }
}

pub(crate) fn id(thing: &Value) -> Uuid {
    thing["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id: {thing}"))
}

/// The headers of a family's session. It outlives the server.
fn sign_in(address: &Address, email: &str, password: &str) -> String {
    let form = format!("login={}&password={password}", email.replace('@', "%40"));
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let answer = address.ask("POST", "/session", kind, form.as_bytes()).expect("an answer");
    assert_eq!(answer.status, 303, "{email} signs in");
    let cookie = answer.header("Set-Cookie").split(';').next().unwrap_or_default();
    format!("Cookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n")
}
