//! The second factor: a code from an app (TOTP, RFC 6238: six digits, thirty seconds, one step to and fro).

use jiff::Timestamp;
use school::{PersonId, event::Event};
use totp_rs::{Builder, Secret, Totp};

use super::{
    Enrolled, Enrolment, SignedIn,
    attempts::{self, Subject, Try},
    recovery_codes,
    session::{alive, oneself},
};
use crate::{
    desk::Office,
    keys::fingerprint,
    mail::AccountNews,
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{Mode, person::PersonRow},
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

impl Office {
    /// Seals a second factor's secret (base32) for storing.
    pub(crate) fn seal_totp(&self, person: PersonId, base32: &str) -> Result<Vec<u8>, Refused> {
        let secret = typed(base32)?;
        totp(secret.as_ref(), "x")?;
        Ok(self.master().seal(&about(person), secret.as_ref())?)
    }

    /// The person of a living session, and whether they work anywhere or run the installation.
    async fn signed_in(&self, session: &str) -> Result<(PersonRow, bool), Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let rows = alive(tx.visit(&fingerprint(session)).await?, self.now()).ok_or(Refused::SignedOut)?;
        let (person, staff) = rows
            .first()
            .map(|row| (PersonId(row.person), row.role.is_some() || row.operator))
            .ok_or(Refused::SignedOut)?;
        Ok((tx.person(person).await?, staff))
    }

    /// The secret that is offered in this session. It is made from the session, so nothing is stored before it is confirmed.
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
        let (person, _) = self.signed_in(session).await?;
        let sealed = person.totp.as_deref().ok_or(Refused::Conflict(Conflict::Changed))?;
        let totp = totp(&self.master().open(&about(person.person()), sealed)?, &person.email)?;
        let tried = attempts::count(self, &[Subject::Code(&person.person().to_string())]).await?;
        let person = person.person();
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let event = match (recovery_codes::hash(code), step(&totp, code, self.now())) {
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
        let course = tx.course(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        let (_, device) = tx.end_session(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        let signed_in = tx.sign_in(person, true, true, &device).await?;
        tx.go_on(&fingerprint(&signed_in.session), &course).await?;
        tx.commit(&oneself(person), event).await?;
        self.wake();
        Ok(signed_in)
    }

    /// What somebody who works at a school needs to set up the second factor; the same until the session changes.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for families; `Conflict::Changed` if there is one already.
    pub async fn enrolment(&self, session: &str) -> Result<Enrolment, Refused> {
        let (person, staff) = self.signed_in(session).await?;
        may_enrol(&person, staff)?;
        let totp = totp(&self.offered(session), &person.email)?;
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
        let (person, staff) = self.signed_in(session).await?;
        may_enrol(&person, staff)?;
        let tried = attempts::count(self, &[Subject::Code(&person.person().to_string())]).await?;
        let secret = self.offered(session);
        let step = step(&totp(&secret, &person.email)?, code, self.now()).ok_or_else(wrong)?;
        let sealed = self.master().seal(&about(person.person()), &secret)?;
        self.store_factor(&person, session, (&sealed, step), &tried).await
    }

    async fn store_factor(
        &self,
        person: &PersonRow,
        session: &str,
        (sealed, step): (&[u8], i64),
        tried: &Try,
    ) -> Result<Enrolled, Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        if !tx.set_totp(person.person(), sealed, step).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.forgive(tried).await?;
        let (_, device) = tx.end_session(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        tx.end_sessions(person.person()).await?;
        let signed_in = tx.sign_in(person.person(), true, true, &device).await?;
        let codes = tx.make_recovery_codes(person.person()).await?;
        tx.commit(&oneself(person.person()), Event::new("person.second_factor_set_up", person.person())).await?;
        Ok(Enrolled { signed_in, codes })
    }
}

fn may_enrol(person: &PersonRow, staff: bool) -> Result<(), Refused> {
    match (staff, &person.totp) {
        (false, _) => Err(Refused::NotFound),
        (true, Some(_)) => Err(Refused::Conflict(Conflict::Changed)),
        (true, None) => Ok(()),
    }
}
