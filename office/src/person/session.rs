//! Sessions: who a cookie stands for, for how long, on which devices.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use school::{PersonId, SchoolId, event::Event, language::Language, name::Name};

use super::{DeviceRow, Next, SignedIn};
use crate::{
    desk::{Factors, Office, Once, Place, Visitor},
    keys::fingerprint,
    refused::{Broken, Refused},
    store::{
        Actor, Everywhere, Mode, Tx,
        rows::{time, word},
        session::{SessionRow, VisitRow},
    },
};

/// How long a page waits until it is noted that somebody looked at it.
const PATIENCE: Duration = Duration::from_secs(1);
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// How long the second factor counts as just given (trust.md T7), in seconds.
const PROOF: i64 = 5 * MINUTE;

/// How long a session lives (trust.md 3.2), in seconds.
struct Span {
    /// Without a request.
    idle: i64,
    /// At most.
    whole: i64,
}

const STAFF: Span = Span { idle: 15 * MINUTE, whole: 10 * HOUR };
const FAMILY: Span = Span { idle: 12 * HOUR, whole: 30 * 24 * HOUR };

fn span(staff: bool) -> Span {
    if staff { STAFF } else { FAMILY }
}

/// The end of a session that begins now.
pub(crate) fn end(now: Timestamp, staff: bool) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(span(staff).whole)).unwrap_or(now)
}

/// What a browser calls itself, fit to be stored and shown.
pub(crate) fn device_name(device: &str) -> String {
    device.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// A person doing something about their own account.
pub(crate) fn oneself(person: PersonId) -> Actor {
    Actor { person: Some(person), role: None, token: None }
}

/// The rows of a living session, if it is one.
pub(crate) fn alive(rows: Vec<VisitRow>, now: Timestamp) -> Option<Vec<VisitRow>> {
    let (first, now) = (rows.first()?, now.as_second());
    let Span { idle, whole } = span(first.role.is_some() || first.operator);
    let lives = now < first.ends_at && now < first.started_at + whole && now < first.seen_at + idle;
    lives.then_some(rows)
}

/// Was the second factor given within the last five minutes?
pub(super) fn just_proven(proven_at: Option<i64>, now: Timestamp) -> bool {
    proven_at.is_some_and(|at| now.as_second() < at + PROOF)
}

/// A few bytes of its file's name are enough for a browser to know another logo from the one it keeps.
fn logo_mark(hash: &[u8]) -> String {
    hex::encode(&hash[..hash.len().min(6)])
}

fn visitor(rows: &[VisitRow], now: Timestamp) -> Result<Option<Visitor>, Refused> {
    let Some(first) = rows.first() else { return Ok(None) };
    let mut places = Vec::new();
    for row in rows {
        if let (Some(id), Some(code), Some(school), Some(name)) =
            (row.membership, &row.role, row.school, &row.school_name)
        {
            let logo = row.logo.as_deref().map(logo_mark);
            places.push(Place { id, school: SchoolId(school), name: name.clone(), logo, role: word(code)? });
        }
    }
    let name = Name::new(&first.given, &first.surname).map_err(|_| Broken::Inconsistent("a person's name"))?;
    Ok(Some(Visitor {
        person: PersonId(first.person),
        name: name.full(),
        language: word(&first.language)?,
        places,
        family: first.family,
        operator: first.operator,
        closed: first.closed,
        second_factor: first.second_factor,
        just_proven: just_proven(first.proven_at, now),
        factors: Factors { app: first.app, passkey: first.passkey },
        token: None,
        reads_only: false,
    }))
}

impl Tx<Everywhere> {
    /// Opens a session for somebody whose password, link or code was right, and says where they go next.
    pub(crate) async fn sign_in(
        &mut self,
        person: PersonId,
        second_factor: bool,
        device: &str,
    ) -> Result<SignedIn, Refused> {
        let (staff, factors) = (self.is_staff(person).await?, self.factors(person).await?);
        let session =
            self.open_session(person, second_factor, &device_name(device), end(self.scope.now, staff)).await?;
        let next = match (staff && !second_factor, factors.any()) {
            (false, _) => Next::Home,
            (true, true) => Next::SecondFactor,
            (true, false) => Next::Enrolment,
        };
        Ok(SignedIn { session, next, factors })
    }

    /// Makes last what somebody changed about their own account, and keeps the request's key.
    pub(crate) async fn commit_own(
        mut self,
        person: PersonId,
        once: Option<Once>,
        event: Event,
    ) -> Result<(), Refused> {
        if let Some(once) = once {
            self.keep_key(person, once, event.subject).await?;
        }
        self.commit(&oneself(person), event).await
    }
}

impl Office {
    /// Whoever this session stands for; none if it ended, was revoked or never was. Cheap: one statement.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn visit(&self, session: &str) -> Result<Option<Visitor>, Refused> {
        let (now, hash) = (self.now(), fingerprint(session));
        let rows = self.db().everywhere(Mode::Read, now).await?.visit(&hash).await?;
        let Some(rows) = alive(rows, now) else { return Ok(None) };
        if rows.first().is_some_and(|row| now.as_second() >= row.seen_at + MINUTE) {
            self.note(async |tx| tx.touch_session(&hash).await).await;
        }
        visitor(&rows, now)
    }

    /// Notes in passing that somebody was here. Nobody waits long for that, or is turned away: the next request notes it.
    pub(crate) async fn note(&self, write: impl AsyncFnOnce(&mut Tx<Everywhere>) -> Result<(), Refused>) {
        let noted = async {
            let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
            write(&mut tx).await?;
            tx.commit_housekeeping().await
        };
        if let Ok(Err(refused)) = tokio::time::timeout(PATIENCE, noted).await {
            tracing::warn!(%refused, "a visit was not noted");
        }
    }

    /// Ends a session; one that is not there has ended already.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn sign_out(&self, session: &str) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        match tx.end_session(&fingerprint(session)).await? {
            Some((person, _)) => tx.commit(&oneself(person), Event::new("person.signed_out", person)).await,
            None => Ok(()),
        }
    }

    /// Where this person is signed in, last seen first.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn devices(&self, visitor: &Visitor, session: &str) -> Result<Vec<DeviceRow>, Refused> {
        let this = fingerprint(session);
        let rows = self.db().everywhere(Mode::Read, self.now()).await?.sessions_of(visitor.person).await?;
        let (now, idle) = (self.now().as_second(), span(visitor.at_work()).idle);
        let living = rows.into_iter().filter(|row| now < row.seen_at + idle);
        let row = |row: SessionRow| {
            Ok(DeviceRow {
                started_at: time(row.started_at)?,
                seen_at: time(row.seen_at)?,
                this: row.hash == this,
                device: row.device,
            })
        };
        living.map(row).collect()
    }

    /// Ends every other session of this person. `once` is the idempotency key of the request.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn sign_out_others(&self, visitor: &Visitor, session: &str, once: Option<Once>) -> Result<(), Refused> {
        let mut tx = self.begin_own(visitor.person, once).await?;
        let ended = tx.end_other_sessions(visitor.person, &fingerprint(session)).await?;
        let event = Event::new("person.signed_out_elsewhere", visitor.person).with("sessions", ended);
        tx.commit_own(visitor.person, once, event).await
    }

    /// Opens a transaction in which somebody changes their own account, under the request's key.
    pub(crate) async fn begin_own(&self, person: PersonId, once: Option<Once>) -> Result<Tx<Everywhere>, Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        if let Some(once) = once {
            let now = tx.scope.now;
            tx.claim(person, once, now).await?;
        }
        Ok(tx)
    }

    /// The language of this person's letters and pages.
    ///
    /// # Errors
    /// If there is no such person.
    pub async fn set_language(&self, person: PersonId, language: Language) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        if !tx.set_language(person, language).await? {
            return Err(Refused::NotFound);
        }
        tx.commit(&oneself(person), Event::new("person.language_chosen", person).with("language", language.code()))
            .await
    }
}
