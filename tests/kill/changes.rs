//! What writers do: a request each, made of what they find at the school.

use school::photo::DECLARATION_VERSION;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    WRITERS,
    history::Effect,
    server::{Address, Answer},
    writers::{Draft, Writer, id},
};

/// Photos that each writer sends at most: the deep check opens every picture that is kept, and a withdrawn one is not.
const MOST_SENT: u32 = 6;

/// A request that changes something; asked again, it carries the same key.
pub(crate) struct Change {
    method: &'static str,
    pub(crate) path: String,
    headers: String,
    body: Vec<u8>,
    pub(crate) effect: Effect,
}

impl Change {
    /// The same key and the same words, however often.
    pub(crate) fn ask(&self, address: &Address) -> Option<Answer> {
        address.ask(self.method, &self.path, &self.headers, &self.body)
    }

    /// What it was about, if the answer says that it was done. The API answers with an id, a page with the next page.
    pub(crate) fn done(&self, answer: &Answer) -> Option<Uuid> {
        let next = answer.header("Location");
        let photo = |step| next.strip_prefix("/photos/")?.strip_suffix(step)?.parse().ok();
        match (answer.status, self.effect.verb) {
            (200 | 201, _) => answer.json()["id"].as_str()?.parse().ok(),
            (303, "photo.uploaded") => photo("/crop"),
            (303, "photo.cropped") => photo("/check"),
            (303, "photo.sent" | "photo.withdrawn") if !next.starts_with("/photos/") => Some(self.effect.subject),
            _ => None,
        }
    }
}

impl Writer {
    /// The next change; none if what it was to be about is not there.
    pub(crate) fn think(&mut self, address: &Address) -> Option<Change> {
        self.begun += 1;
        match self.dice.throw(100) {
            0..15 => Some(self.add_class()),
            15..35 => Some(self.add_pupil()),
            35..42 => Some(self.invite_guardian()),
            42..62 => Some(self.go_on_with_photo()),
            62..84 => self.decide(address),
            84..97 => self.print(address),
            _ => Some(self.deliver_blanks()),
        }
    }

    /// A change by the secretary's program, which finds its effect at that address of the API.
    fn program(&self, method: &'static str, path: &str, body: &Value, verb: &'static str, found_at: &str) -> Change {
        let headers =
            format!("{}Content-Type: application/json\r\nIdempotency-Key: {}\r\n", self.secretary, Uuid::new_v4());
        let effect = Effect { verb, subject: Uuid::nil(), found_at: Some(found_at.to_owned()), version: 0 };
        Change { method, path: path.to_owned(), headers, body: body.to_string().into_bytes(), effect }
    }

    /// At most twelve characters, as a class may have.
    fn add_class(&self) -> Change {
        let name = format!("K{}-{}", self.number, self.begun);
        self.program("POST", "/api/classes", &json!({ "name": name }), "class.added", "/api/classes")
    }

    fn add_pupil(&self) -> Change {
        let pesel = pesel(self.begun * WRITERS as u64 + self.number as u64);
        let pupil =
            json!({ "class": self.class, "given": "Łucja", "surname": "Próbna", "born": "2015-05-05", "pesel": pesel });
        self.program("POST", "/api/pupils", &pupil, "pupil.added", "/api/pupils/{id}")
    }

    fn invite_guardian(&self) -> Change {
        let email = format!("gosc{}.{}@pokaz.example", self.number, self.begun);
        let record = format!("/api/pupils/{}", self.child);
        let guardian = json!({ "given": "Ewa", "surname": "Próbna", "email": email, "kind": "guardian" });
        self.program("POST", &format!("{record}/guardians"), &guardian, "guardian.invited", &record)
    }

    /// The next step of the child's photo, as the family's form.
    fn go_on_with_photo(&mut self) -> Change {
        let Some(Draft { id, version, cropped }) = self.draft else { return self.upload() };
        let (step, verb, about) = match self.dice.throw(6) {
            0 => ("withdrawal", "photo.withdrawn", self.child),
            1 => ("crop", "photo.cropped", id),
            _ if !cropped => ("crop", "photo.cropped", id),
            _ if self.sent >= MOST_SENT => ("withdrawal", "photo.withdrawn", self.child),
            _ => ("submission", "photo.sent", id),
        };
        let (kind, body) = ("application/x-www-form-urlencoded", format!("version={version}").into_bytes());
        let mut change = self.form(format!("/photos/{id}/{step}"), kind, body, verb);
        change.effect.subject = about;
        change.effect.version = version + 1;
        change.effect.found_at = (verb == "photo.sent").then(|| format!("/api/photos/{id}"));
        change
    }

    fn upload(&self) -> Change {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"declaration\"\r\n\r\n{DECLARATION_VERSION}\r\n--x\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"face.jpg\"\r\n\r\n"
        );
        let body = [head.as_bytes(), &self.picture, b"\r\n--x--\r\n"].concat();
        let path = format!("/pupils/{}/photo/new", self.child);
        self.form(path, "multipart/form-data; boundary=x", body, "photo.uploaded")
    }

    /// A form of the family's pages. Where its effect is found, the API may not say: nobody else sees a draft.
    fn form(&self, path: String, kind: &str, body: Vec<u8>, verb: &'static str) -> Change {
        let headers = format!("{}Content-Type: {kind}\r\nIdempotency-Key: {}\r\n", self.family, Uuid::new_v4());
        let effect = Effect { verb, subject: Uuid::nil(), found_at: None, version: 0 };
        Change { method: "POST", path, headers, body, effect }
    }

    /// Approves or rejects a photo that waits, or takes a decision back.
    fn decide(&mut self, address: &Address) -> Option<Change> {
        let tab = ["waiting", "waiting", "changes", "approved", "rejected"][self.dice.throw(5) as usize];
        let queue = address.get(&format!("/api/photos?tab={tab}"), &self.secretary)?;
        let found_at = format!("/api/photos/{}", self.dice.pick(&queue["items"])?["photo"].as_str()?);
        let photo = address.get(&found_at, &self.secretary)?;
        let version = photo["version"].as_i64()?;
        let (looked, undone) = (json!({ "version": version }), format!("?version={version}"));
        let rejected = json!({ "version": version, "reason": "blurred" });
        let (method, what, body, verb) = match photo["state"].as_str()? {
            "submitted" if self.dice.throw(2) == 0 => ("PUT", "approval".to_owned(), looked, "photo.approved"),
            "submitted" => ("PUT", "rejection".to_owned(), rejected, "photo.rejected"),
            "approved" => ("DELETE", format!("approval{undone}"), Value::Null, "photo.review_undone"),
            "rejected" => ("DELETE", format!("rejection{undone}"), Value::Null, "photo.review_undone"),
            _ => return None,
        };
        let mut change = self.program(method, &format!("{found_at}/{what}"), &body, verb, &found_at);
        change.effect.version = version + 1;
        Some(change)
    }

    /// Goes on with a run that is not finished, or begins one; without anybody to print, blanks are delivered.
    fn print(&mut self, address: &Address) -> Option<Change> {
        let runs = address.get("/api/print-runs", &self.secretary)?;
        let unfinished = runs.as_array()?.iter().find(|run| run["issued"].as_i64() < run["cards"].as_i64());
        if let Some(run) = unfinished.filter(|_| self.dice.throw(3) > 0) {
            let found_at = format!("/api/print-runs/{}", id(run));
            let run = address.get(&found_at, &self.secretary)?;
            return self.finish(&run, &found_at);
        }
        let ready = address.get("/api/print-readiness", &self.secretary)?;
        let Some(pupil) = self.dice.pick(&ready["ready"]) else { return Some(self.deliver_blanks()) };
        // Some day on which a card was issued before; the test asks no clock.
        let run = json!({ "pupils": [pupil["pupil"]], "issued_on": runs[0]["issued_on"] });
        Some(self.program("POST", "/api/print-runs", &run, "print_run.opened", "/api/print-runs/{id}"))
    }

    /// Confirms what is printed, one in four with a spoiled blank; else hands a printed card out.
    fn finish(&mut self, run: &Value, found_at: &str) -> Option<Change> {
        let in_state = |state: &str| run["cards"].as_array()?.iter().find(|card| card["state"] == state);
        if let Some(card) = in_state("prepared") {
            let version = run["version"].as_i64()?;
            let spoiled = if self.dice.throw(4) == 0 { vec![id(card)] } else { Vec::new() };
            let told = json!({ "version": version, "spoiled": spoiled });
            let path = format!("{found_at}/confirmation");
            return Some(self.program("PUT", &path, &told, "print_run.confirmed", found_at));
        }
        let card = in_state("printed")?;
        let (found_at, version) = (format!("/api/cards/{}", id(card)), card["version"].as_i64()?);
        let receipt = json!({ "version": version, "receiver": "parent", "receiver_name": "Anna Próbna" });
        let mut change = self.program("PUT", &format!("{found_at}/receipt"), &receipt, "card.issued", &found_at);
        change.effect.version = version + 1;
        Some(change)
    }

    fn deliver_blanks(&self) -> Change {
        let first = format!("K{}{:07}", ["A", "B", "C", "D"][self.number], self.begun * 2);
        let (template, producer) = ("MEiN-I/1", "PWPW 2026");
        let blanks =
            json!({ "template": template, "producer": producer, "first": first, "quantity": 2, "document": "1" });
        let mut change = self.program("POST", "/api/stock/blanks", &blanks, "blanks.received", "");
        // No list names a delivery. The log does, and the deep check counts the blanks.
        change.effect.found_at = None;
        change
    }
}

/// The n-th valid PESEL of somebody born on 5 May 2015.
fn pesel(n: u64) -> String {
    let digits = format!("152505{n:04}");
    let weighted =
        digits.bytes().zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]).map(|(digit, weight)| u32::from(digit - b'0') * weight);
    format!("{digits}{}", (10 - weighted.sum::<u32>() % 10) % 10)
}
