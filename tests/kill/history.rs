//! What was acknowledged, held against what the school says when it runs again.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use crate::server::Server;

/// The verbs of the log that our changes leave, one each.
const VERBS: [&str; 14] = [
    "class.added",
    "pupil.added",
    "guardian.invited",
    "photo.uploaded",
    "photo.cropped",
    "photo.sent",
    "photo.withdrawn",
    "photo.approved",
    "photo.rejected",
    "photo.review_undone",
    "print_run.opened",
    "print_run.confirmed",
    "card.issued",
    "blanks.received",
];

/// What an acknowledged change did.
#[derive(Clone)]
pub(crate) struct Effect {
    /// As the log calls it.
    pub(crate) verb: &'static str,
    /// What the log says it was about.
    pub(crate) subject: Uuid,
    /// The address of the API whose answer names the subject; none where no list shows it.
    pub(crate) found_at: Option<String>,
    /// The version of what is there, at least: others may have gone on with it.
    pub(crate) version: i64,
}

/// How often what was done to what.
type Counts = BTreeMap<(String, Uuid), u32>;

pub(crate) struct History {
    head: String,
    secretary: String,
    acknowledged: Counts,
    logged: Counts,
    read_until: i64,
    /// Since the last kill.
    fresh: Vec<Effect>,
    all: Vec<Effect>,
}

impl History {
    /// What the demo did before does not count.
    pub(crate) fn from_now_on(server: &Server) -> Self {
        let mut history = Self {
            head: server.token("head"),
            secretary: server.token("secretary"),
            acknowledged: Counts::new(),
            logged: Counts::new(),
            read_until: 0,
            fresh: Vec::new(),
            all: Vec::new(),
        };
        history.read_log(server);
        history.logged.clear();
        history
    }

    pub(crate) fn add(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            *self.acknowledged.entry((effect.verb.to_owned(), effect.subject)).or_default() += 1;
        }
        self.fresh.extend(effects);
    }

    /// Everything acknowledged is in the log as often as it was acknowledged, nothing else is, and what was
    /// acknowledged since the last kill is there.
    pub(crate) fn verify(&mut self, server: &Server) {
        self.read_log(server);
        let odd: Vec<_> = self
            .acknowledged
            .keys()
            .chain(self.logged.keys())
            .map(|what| (what, self.acknowledged.get(what), self.logged.get(what)))
            .filter(|(_, acknowledged, logged)| acknowledged != logged)
            .collect();
        assert!(odd.is_empty(), "(what, acknowledged so often, logged so often): {odd:?}");
        self.find(server, &self.fresh);
        self.all.append(&mut self.fresh);
    }

    /// All that was ever acknowledged is still there.
    pub(crate) fn verify_everything(&self, server: &Server) {
        self.find(server, &self.all);
    }

    fn find(&self, server: &Server, effects: &[Effect]) {
        let mut by_address: HashMap<&str, Vec<&Effect>> = HashMap::new();
        for effect in effects {
            by_address.entry(effect.found_at.as_deref().unwrap_or_default()).or_default().push(effect);
        }
        by_address.remove("");
        for (address, effects) in by_address {
            let answer = server.address().ask("GET", address, &self.secretary, b"").expect("an answer");
            assert_eq!(answer.status, 200, "{address}: {}", answer.body);
            let version = answer.json()["version"].as_i64().unwrap_or_default();
            for Effect { verb, subject, version: least, .. } in effects {
                let named = answer.body.matches(&subject.to_string()).count();
                assert!(named == 1, "{verb}: {address} names {subject} {named} times");
                assert!(version >= *least, "{verb}: {address} has version {version}, older than {least}");
            }
        }
    }

    /// Reads what the log says since the last time, newest first as it is told.
    fn read_log(&mut self, server: &Server) {
        let (until, mut before) = (self.read_until, i64::MAX);
        while before > until + 1 {
            let page = server.address().get(&format!("/api/audit-log?before={before}"), &self.head).expect("the log");
            for entry in page.as_array().expect("a list") {
                before = entry["seq"].as_i64().expect("a number");
                self.read_until = self.read_until.max(before);
                let verb = entry["verb"].as_str().expect("a verb").to_owned();
                if before > until && VERBS.contains(&verb.as_str()) {
                    let subject = entry["subject"].as_str().and_then(|id| id.parse().ok()).expect("an id");
                    *self.logged.entry((verb, subject)).or_default() += 1;
                }
            }
        }
    }

    fn times(&self, verb: &str) -> u64 {
        self.acknowledged.iter().filter(|((known, _), _)| known == verb).map(|(_, times)| u64::from(*times)).sum()
    }

    pub(crate) fn total(&self) -> u64 {
        VERBS.iter().map(|verb| self.times(verb)).sum()
    }

    /// Were things of every kind written? Which of them exactly, the dice and the moments decide.
    pub(crate) fn has_every_kind(&self) -> bool {
        let times = |kinds: &[&str]| -> u64 {
            let verbs = VERBS.iter().filter(|verb| kinds.iter().any(|kind| verb.starts_with(kind)));
            verbs.map(|verb| self.times(verb)).sum()
        };
        let kinds: [&[&str]; 4] = [&["class."], &["pupil."], &["photo."], &["print_run.", "card.", "blanks."]];
        kinds.iter().all(|kinds| times(kinds) > 0)
    }

    pub(crate) fn summary(&self) -> String {
        let each: Vec<_> = VERBS.iter().map(|verb| format!("{verb}={}", self.times(verb))).collect();
        format!("acknowledged={} ({})", self.total(), each.join(" "))
    }
}
