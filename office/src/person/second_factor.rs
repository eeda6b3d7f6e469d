//! The second factor: a code from an app (TOTP, RFC 6238: six digits, thirty seconds, one step to and fro).

use jiff::Timestamp;
use school::{PersonId, event::Event};
use totp_rs::{Builder, Secret, Totp};

use super::{
    Enrolled, Enrolment, SignedIn,
    attempts::{self, Subject, Try},
    recovery_codes,
    session::{alive, just_proven, oneself},
};
use crate::{
    desk::{Factors, Office},
    keys::fingerprint,
    mail::AccountNews,
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{Everywhere, Mode, Tx, person::PersonRow},
};

const ISSUER: &str = "Legitka";
/// Bytes of a secret, as RFC 4226 (4, R6) recommends.
const SECRET: usize = 20;

fn totp(secret: &[u8], account: &str) -> Result<Totp, Refused> {
    let totp = Builder::new().with_digits(6).with_step_duration(30).with_skew(1).with_secret(secret.to_vec());
    Ok(totp
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|_| Broken::Inconsistent("a second factor"))?)
}

fn about(person: PersonId) -> Vec<u8> {
    [b"totp:", person.0.as_bytes().as_slice()].concat()
}

/// The time step of a code, if it is right now or one step to and fro.
fn step(totp: &Totp, code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    totp.check(&code, u64::try_from(now.as_second()).ok()?).and_then(|step| i64::try_from(step).ok())
}

fn typed(base32: &str) -> Result<Secret, Refused> {
    Secret::try_from_base32(base32).map_err(|_| FieldError::refuse("totp", Problem::NotOffered))
}

/// The code that an authenticator app with this secret (base32) shows at a moment.
///
/// # Errors
/// `Invalid` totp if this is no such secret.
pub fn app_code(base32: &str, at: Timestamp) -> Result<String, Refused> {
    let secret = typed(base32)?;
    let seconds = u64::try_from(at.as_second()).map_err(|_| Broken::Inconsistent("a time"))?;
    Ok(totp(secret.as_ref(), "x")?.generate(seconds).to_string())
}

fn wrong() -> Refused {
    FieldError::refuse("code", Problem::WrongCode)
}

/// Somebody who has given the password at least.
pub(super) struct HalfWay {
    pub(super) person: PersonRow,
    pub(super) factors: Factors,
    /// Do they work anywhere?
    staff: bool,
    /// Was the second factor given within the last five minutes?
    proven: bool,
}

impl HalfWay {
    /// Goes on only for staff, and for who has a second factor only if it was given just now: else whoever knows the
    /// password, or finds a session open, would bring in a factor of their own.
    pub(super) fn may_add_a_factor(&self) -> Result<(), Refused> {
        match (self.staff, self.factors.any() && !self.proven) {
            (false, _) => Err(Refused::NotFound),
            (true, true) => Err(Refused::StepUp),
            (true, false) => Ok(()),
        }
    }

    fn may_enrol(&self) -> Result<(), Refused> {
        if self.staff && self.factors.app {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.may_add_a_factor()
    }
}

impl Tx<Everywhere> {
    /// The second factor was given: the session goes on under a new secret.
    pub(super) async fn prove(&mut self, person: PersonId, session: &str) -> Result<SignedIn, Refused> {
        let course = self.course(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        let (_, device) = self.end_session(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        let signed_in = self.sign_in(person, true, &device).await?;
        self.go_on(&fingerprint(&signed_in.session), &course).await?;
        Ok(signed_in)
    }
}

impl Office {
    /// Seals a second factor's secret (base32) for storing.
    pub(crate) fn seal_totp(&self, person: PersonId, base32: &str) -> Result<Vec<u8>, Refused> {
        let secret = typed(base32)?;
        totp(secret.as_ref(), "x")?;
        Ok(self.master().seal(&about(person), secret.as_ref())?)
    }

    /// The person of a living session.
    pub(super) async fn signed_in(&self, session: &str) -> Result<HalfWay, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let rows = alive(tx.visit(&fingerprint(session)).await?, self.now()).ok_or(Refused::SignedOut)?;
        let row = rows.first().ok_or(Refused::SignedOut)?;
        Ok(HalfWay {
            person: tx.person(PersonId(row.person)).await?,
            factors: Factors { app: row.app, passkey: row.passkey },
            staff: row.role.is_some() || row.operator,
            proven: row.second_factor && just_proven(row.proven_at, self.now()),
        })
    }

    /// The secret that is offered in this session. It is made from the session, so nothing is stored before it is
    /// confirmed.
    fn offered(&self, session: &str) -> Vec<u8> {
        let mut secret = self.master().pseudonym(&["totp", session]);
        secret.truncate(SECRET);
        secret
    }

    /// Gives the code of the second factor, or a recovery code. The session gets a new secret.
    ///
    /// # Errors
    /// `Invalid` code `WrongCode`, also if it was used before; `SignedOut`; `TooManyTries`; `Conflict::Changed` if
    /// no second factor is set up.
    pub async fn second_factor(&self, session: &str, code: &str) -> Result<SignedIn, Refused> {
        let HalfWay { person: row, factors, .. } = self.signed_in(session).await?;
        if !factors.any() {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let person = row.person();
        let tried = attempts::count(self, &[Subject::Code(&person.to_string())]).await?;
        let step = match row.totp.as_deref() {
            Some(sealed) => step(&totp(&self.master().open(&about(person), sealed)?, &row.email)?, code, self.now()),
            None => None, // passkeys alone: of codes, those on paper count
        };
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let event = match (recovery_codes::hash(code), step) {
            (Some(hash), _) if tx.use_recovery_code(person, &hash).await? => {
                tx.tell(person, AccountNews::RecoveryCodeUsed).await?;
                Event::new("person.recovery_code_used", person)
            }
            (None, Some(step)) if tx.use_totp_step(person, step).await? => {
                Event::new("person.second_factor_given", person)
            }
            _ => return Err(wrong()),
        };
        tx.forgive(&tried).await?;
        let signed_in = tx.prove(person, session).await?;
        tx.commit(&oneself(person), event).await?;
        self.wake();
        Ok(signed_in)
    }

    /// What somebody who works at a school needs to set up an app as the second factor, or beside passkeys; the same
    /// until the session changes.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for families; `Conflict::Changed` if there is one already; `StepUp` if there are
    /// passkeys and none was used within five minutes.
    pub async fn enrolment(&self, session: &str) -> Result<Enrolment, Refused> {
        let half_way = self.signed_in(session).await?;
        half_way.may_enrol()?;
        let totp = totp(&self.offered(session), &half_way.person.email)?;
        let uri = totp.to_url().map_err(|_| Broken::Inconsistent("a second factor's address"))?;
        let qr = workshop::code::qr_svg(&uri).map_err(|error| Broken::Document(error.to_string()))?;
        Ok(Enrolment { secret: Secret::from(self.offered(session)).to_base32(), uri, qr })
    }

    /// Sets the second factor up with a first code, and makes recovery codes. Every other session ends, this one gets a
    /// new secret.
    ///
    /// # Errors
    /// As [`Office::enrolment`]; `Invalid` code `WrongCode`; `TooManyTries`.
    pub async fn enrol(&self, session: &str, code: &str) -> Result<Enrolled, Refused> {
        let half_way = self.signed_in(session).await?;
        half_way.may_enrol()?;
        let person = &half_way.person;
        let tried = attempts::count(self, &[Subject::Code(&person.person().to_string())]).await?;
        let secret = self.offered(session);
        let step = step(&totp(&secret, &person.email)?, code, self.now()).ok_or_else(wrong)?;
        let sealed = self.master().seal(&about(person.person()), &secret)?;
        self.store_factor(&half_way, session, (&sealed, step), &tried).await
    }

    async fn store_factor(
        &self,
        half_way: &HalfWay,
        session: &str,
        (sealed, step): (&[u8], i64),
        tried: &Try,
    ) -> Result<Enrolled, Refused> {
        let person = half_way.person.person();
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let passkey = half_way.factors.passkey;
        // its row is held now, so a passkey that came first is seen
        if !tx.set_totp(person, sealed, step).await? || tx.factors(person).await?.passkey != passkey {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.forgive(tried).await?;
        let (_, device) = tx.end_session(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        tx.end_sessions(person).await?;
        let signed_in = tx.sign_in(person, true, &device).await?;
        let codes = tx.make_recovery_codes(person).await?;
        tx.commit(&oneself(person), Event::new("person.second_factor_set_up", person)).await?;
        Ok(Enrolled { signed_in, codes })
    }
}
