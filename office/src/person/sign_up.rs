//! Signing up: an account of one's own, before any school knows of it. It begins when whoever has the address confirms
//! it, by the link of a letter or by its six-digit code, which works only in the browser that asked and dies after
//! five tries (trust.md T4). It gives nothing but itself: a school's invitation links it to pupils.
//!
//! Whoever asks learns nothing about whose an address is (T5): the same row and the same job are left for every address,
//! and only the letter says that there is an account already.

#[cfg(test)]
mod tests;

use school::{email::Email, event::Event, language::Language, name::Name};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    LinkEnd, SignedIn,
    attempts::{self, Subject},
    password::{self, About},
    session::oneself,
};
use crate::{
    desk::Office,
    installation::{email_problem, name_problems},
    keys::{fingerprint, random, secret},
    mail::deliver_sign_up,
    refused::{Broken, FieldError, Problem, Refused},
    store::{
        Everywhere, Mode, Tx,
        rows::{time, word},
        sign_up::{NewSignUp, SignUpRow},
    },
};

/// How long a link and a code can be used, in hours.
pub(crate) const SIGN_UP_HOURS: i64 = 24;

/// The kind of job that writes to whoever signed up.
pub(crate) const SIGN_UP_JOB: &str = "mail.sign_up";

/// What was typed is sealed as.
const TYPED: &[u8] = b"sign-up";
/// What the letter needs is sealed as.
const LETTER: &[u8] = b"sign-up-letter";

/// An account to be, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignUp {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// E-mail, which becomes the login.
    pub email: String,
    /// The password.
    pub password: String,
    /// The same again.
    pub password_again: String,
    /// Thirteen or older? Then not empty. Younger pupils come by the invitation of their school.
    pub of_age: String,
}

/// What the browser that asked is shown, and the secret by which it is known again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waits {
    /// The secret: the code works only beside it.
    pub ticket: String,
    /// Where the letter goes.
    pub email: String,
}

/// What a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SignUpLink {
    /// The account can be confirmed.
    Open {
        /// Its login.
        email: String,
    },
    /// It does not work any more.
    Closed(LinkEnd),
}

/// What came of a confirmation.
#[derive(Clone, Debug)]
pub enum Activation {
    /// The account is there, and its owner signed in.
    Done(SignedIn),
    /// The link or the code does not work any more.
    Closed(LinkEnd),
}

/// What was typed, as it is kept until it is confirmed.
#[derive(Serialize, Deserialize)]
struct Typed {
    given: String,
    surname: String,
    email: String,
    password: String,
    /// A [`Language`] code.
    language: String,
}

/// What the letter says besides.
#[derive(Serialize, Deserialize)]
struct Secrets {
    token: String,
    code: String,
}

/// A letter to whoever signed up.
pub(crate) struct SignUpLetter<'a> {
    pub(crate) to: String,
    pub(crate) name: String,
    pub(crate) language: Language,
    /// The link's secret and the code; none for whoever has an account.
    pub(crate) opens: Option<(&'a str, &'a str)>,
}

impl SignUpRow {
    fn end(&self, now: i64) -> Result<Option<LinkEnd>, Broken> {
        Ok(match (self.used_at, self.replaced_at) {
            (Some(at), _) => Some(LinkEnd::Used(time(at)?)),
            (None, Some(_)) => Some(LinkEnd::Replaced),
            (None, None) if now >= self.ends_at => Some(LinkEnd::Expired(time(self.ends_at)?)),
            (None, None) => None,
        })
    }
}

fn check(form: &SignUp) -> Result<(Name, Email), Refused> {
    let mut problems = name_problems("given", "surname", &form.given, &form.surname);
    let email = form.email.parse::<Email>();
    problems.extend(email.as_ref().err().map(|error| email_problem("email", error)));
    let about = About { min: password::MIN_ALONE, known: &[&form.email, &form.given, &form.surname] };
    let (password, again) = (("password", form.password.as_str()), ("password_again", form.password_again.as_str()));
    problems.extend(password::problems(password, again, &about));
    if form.of_age.is_empty() {
        problems.push(FieldError { field: "of_age", problem: Problem::NotTicked });
    }
    match (Name::new(&form.given, &form.surname), email) {
        (Ok(name), Ok(email)) if problems.is_empty() => Ok((name, email)),
        _ => Err(Refused::Invalid(problems)),
    }
}

impl Office {
    /// Begins an account. The answer is the same, and comes after the same work, whether or not somebody has the
    /// address. `address` is where the request comes from.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`SignUp`]; `TooManyTries`.
    pub async fn sign_up(&self, form: &SignUp, language: Language, address: &str) -> Result<Waits, Refused> {
        let (name, email) = check(form)?;
        let subjects = [Subject::LettersTo(email.as_str()), Subject::LettersFrom(address)];
        let _counted = attempts::count(self, &subjects).await?; // a letter that was asked for counts, come what may
        let typed = Typed {
            given: name.given().to_owned(),
            surname: name.surname().to_owned(),
            email: email.to_string(),
            password: password::hash(&form.password).await?,
            language: language.code().to_owned(),
        };
        let content = serde_json::to_vec(&typed).map_err(Broken::from)?;
        let content = self.master().seal(TYPED, &content)?;
        let index = self.master().pseudonym(&["sign-up", email.as_str()]);
        let ticket = secret();
        let tx = self.db().everywhere(Mode::Write, self.now()).await?;
        self.leave_letter(tx, &fingerprint(&ticket), &index, &content).await?;
        Ok(Waits { ticket, email: typed.email })
    }

    /// Sends another letter to the address that this browser typed; the one before is void.
    ///
    /// # Errors
    /// `NotFound` if the browser waits for nothing any more; `TooManyTries`.
    pub async fn send_sign_up_again(&self, ticket: &str, address: &str) -> Result<Waits, Refused> {
        let (browser, now) = (fingerprint(ticket), self.now());
        let mut tx = self.db().everywhere(Mode::Read, now).await?;
        let row = tx.sign_up_of(&browser).await?.ok_or(Refused::NotFound)?;
        let content = row.content.clone().filter(|_| row.ends_at > now.as_second()).ok_or(Refused::NotFound)?;
        drop(tx);
        let typed = self.typed(&content)?;
        let subjects = [Subject::LettersTo(&typed.email), Subject::LettersFrom(address)];
        let _counted = attempts::count(self, &subjects).await?;
        let tx = self.db().everywhere(Mode::Write, now).await?;
        self.leave_letter(tx, &browser, &row.address, &content).await?;
        Ok(Waits { ticket: ticket.to_owned(), email: typed.email })
    }

    /// Makes a link and a code, and leaves the job that writes them.
    async fn leave_letter(
        &self,
        mut tx: Tx<Everywhere>,
        browser: &[u8],
        address: &[u8],
        content: &[u8],
    ) -> Result<(), Refused> {
        let secrets = Secrets { token: secret(), code: format!("{:06}", u64::from_le_bytes(random()) % 1_000_000) };
        let hash = fingerprint(&secrets.token);
        let code = self.sign_up_code(&hash, &secrets.code);
        let seconds = SIGN_UP_HOURS * 3600;
        tx.add_sign_up(NewSignUp { hash: &hash, browser, code: &code, address, content, seconds }).await?;
        let sealed = self.master().seal(LETTER, &serde_json::to_vec(&secrets).map_err(Broken::from)?)?;
        tx.enqueue_system(SIGN_UP_JOB, json!({ "letter": hex::encode(sealed) }), 0).await?;
        tx.commit_housekeeping().await?;
        self.wake();
        Ok(())
    }

    /// What is stored of a code: worth nothing without the key, however few codes there are.
    fn sign_up_code(&self, hash: &[u8], code: &str) -> Vec<u8> {
        self.master().pseudonym(&["sign-up-code", &hex::encode(hash), code])
    }

    fn typed(&self, content: &[u8]) -> Result<Typed, Refused> {
        let content = self.master().open(TYPED, content)?;
        Ok(serde_json::from_slice(&content).map_err(Broken::from)?)
    }

    /// What a link opens.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn sign_up_link(&self, token: &str) -> Result<SignUpLink, Refused> {
        let row = self.db().everywhere(Mode::Read, self.now()).await?.sign_up(&fingerprint(token)).await?;
        Ok(match self.open_sign_up(row)? {
            Ok((_, typed)) => SignUpLink::Open { email: typed.email },
            Err(end) => SignUpLink::Closed(end),
        })
    }

    fn open_sign_up(&self, row: Option<SignUpRow>) -> Result<Result<(SignUpRow, Typed), LinkEnd>, Refused> {
        let Some(row) = row else { return Ok(Err(LinkEnd::Unknown)) };
        if let Some(end) = row.end(self.now().as_second())? {
            return Ok(Err(end));
        }
        let content = row.content.as_deref().ok_or(Broken::Inconsistent("a link to nothing"))?;
        let typed = self.typed(content)?;
        Ok(Ok((row, typed)))
    }

    /// Confirms an account by its link, and signs its owner in.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn activate(&self, token: &str, device: &str) -> Result<Activation, Refused> {
        let row = self.db().everywhere(Mode::Read, self.now()).await?.sign_up(&fingerprint(token)).await?;
        self.confirm(row, device).await
    }

    /// Confirms an account by its code, in the browser that asked.
    ///
    /// # Errors
    /// `Invalid` code `WrongCode`.
    pub async fn activate_by_code(&self, ticket: &str, code: &str, device: &str) -> Result<Activation, Refused> {
        let row = self.db().everywhere(Mode::Read, self.now()).await?.sign_up_of(&fingerprint(ticket)).await?;
        let row = match self.open_sign_up(row)? {
            Ok((row, _)) => row,
            Err(end) => return Ok(Activation::Closed(end)),
        };
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        if !tx.try_sign_up(&row.hash).await? {
            return Ok(Activation::Closed(LinkEnd::Tried));
        }
        tx.commit_housekeeping().await?; // tries at the same time cannot slip through together
        let code: String = code.chars().filter(char::is_ascii_digit).collect();
        if self.sign_up_code(&row.hash, &code) != row.code {
            return Err(FieldError::refuse("code", Problem::WrongCode));
        }
        self.confirm(Some(row), device).await
    }

    async fn confirm(&self, row: Option<SignUpRow>, device: &str) -> Result<Activation, Refused> {
        let (row, typed) = match self.open_sign_up(row)? {
            Ok(open) => open,
            Err(end) => return Ok(Activation::Closed(end)),
        };
        let name = Name::new(&typed.given, &typed.surname).map_err(|_| Broken::Inconsistent("a person's name"))?;
        let now = self.now();
        let mut tx = self.db().everywhere(Mode::Write, now).await?;
        if !tx.use_sign_up(&row.hash).await? {
            let row = tx.sign_up(&row.hash).await?;
            return Ok(Activation::Closed(self.open_sign_up(row)?.err().unwrap_or(LinkEnd::Unknown)));
        }
        let person = tx.find_or_add_person(&name, &typed.email, word(&typed.language)?, now).await?.person();
        // Whoever was invited meanwhile has the account already, and this is its password; one that was set stays.
        if !tx.set_first_password(person, &typed.password).await? {
            return Ok(Activation::Closed(LinkEnd::Unknown));
        }
        let signed_in = tx.sign_in(person, false, device).await?;
        tx.commit(&oneself(person), Event::new("person.signed_up", person)).await?;
        Ok(Activation::Done(signed_in))
    }
}

/// The job [`SIGN_UP_JOB`]: writes the link and the code; to whoever has an account, that they have one.
pub(crate) async fn send_sign_up(office: &Office, job: Uuid, payload: &Value) -> Result<(), Refused> {
    let damaged = || Broken::Inconsistent("a sealed letter");
    let sealed = payload.get("letter").and_then(Value::as_str).and_then(|text| hex::decode(text).ok());
    let secrets = office.master().open(LETTER, &sealed.ok_or_else(damaged)?)?;
    let secrets: Secrets = serde_json::from_slice(&secrets).map_err(Broken::from)?;
    let mut tx = office.db().everywhere(Mode::Read, office.now()).await?;
    let row = tx.sign_up(&fingerprint(&secrets.token)).await?;
    let Ok((_, typed)) = office.open_sign_up(row)? else { return Ok(()) };
    let known = tx.person_by_email(&typed.email).await?.filter(|person| person.password.is_some());
    drop(tx);
    let letter = match known {
        Some(person) => {
            let (name, language) = (person.name()?.full(), person.language()?);
            SignUpLetter { to: person.email, name, language, opens: None }
        }
        None => SignUpLetter {
            to: typed.email,
            name: format!("{} {}", typed.given, typed.surname),
            language: word(&typed.language)?,
            opens: Some((&secrets.token, &secrets.code)),
        },
    };
    deliver_sign_up(office, job, letter).await
}
