//! School access (*login numeryczny ze szkoły*): what a school prints on a letter, so that a family links itself to a
//! pupil. Either the numeric login with its one-time password, or the code, which also stands in the letter's QR; both
//! are used up together (trust.md T4). Whoever is signed in links the account they have; whoever is not makes one that
//! signs in with the numeric login.
//!
//! The login alone gives nothing. The password has 50 random bits and is tried under growing delays, the code has 70.

#[cfg(test)]
mod tests;

use school::{
    GuardianId, PersonId, PupilId, SchoolId, event::Event, guardian::GuardianKind, language::Language, name::Name,
    numeric_login::NumericLogin, person::Role,
};
use serde::Deserialize;

use super::{
    InvitedTo, LinkEnd, SignedIn,
    attempts::{self, Subject},
    password::{self, About},
    session::oneself,
};
use crate::{
    desk::{Office, Once, Visitor},
    installation::name_problems,
    keys::{fingerprint, random},
    refused::{Broken, FieldError, Problem, Refused},
    store::{
        Actor, Mode, Within,
        rows::{time, word},
        school_access::SchoolAccessRow,
    },
};

/// The letters of codes: no I, L, O and U, which are misread or make words (Crockford).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a one-time password.
const PASSWORD: usize = 10;
/// Letters of a code.
const CODE: usize = 14;
/// Letters in a group, as they are printed.
const GROUP: usize = 5;

/// The secrets of a new letter, without hyphens.
pub(crate) struct AccessSecrets {
    pub(crate) login: NumericLogin,
    pub(crate) password: String,
    pub(crate) code: String,
}

impl AccessSecrets {
    /// New ones.
    pub(crate) fn new() -> Self {
        let login = NumericLogin::of(u32::from_le_bytes(random()));
        Self { login, password: letters(random::<PASSWORD>()), code: letters(random::<CODE>()) }
    }
}

/// Random letters: 32 divides 256, so each is as likely as the others.
fn letters<const N: usize>(bytes: [u8; N]) -> String {
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// As it is printed: `ABCDE-FGHJK`.
pub(crate) fn grouped(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    letters.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What was meant by something copied from paper by hand, if it has so many letters.
fn meant(typed: &str, length: usize) -> Option<String> {
    let read = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).map(read).collect();
    (letters.len() == length).then_some(letters)
}

/// What is stored of a code.
pub(crate) fn code_mark(code: &str) -> Vec<u8> {
    fingerprint(code)
}

/// What somebody brings from a letter: its code, or its login with the one-time password.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BroughtLetter {
    /// The numeric login.
    pub login: String,
    /// The one-time password beside it.
    pub one_time: String,
    /// The code; if there is one, the other two do not count.
    pub code: String,
}

/// What a letter opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterView {
    /// Given name and initial: "Jan K."
    pub pupil: String,
    /// The pupil's class.
    pub class: String,
    /// The pupil's school.
    pub school: String,
    /// Is it the pupil's own letter?
    pub own: bool,
    /// The login of an account that is made with it.
    pub login: String,
}

/// What came of a letter.
#[derive(Clone, Debug)]
pub enum OfLetter<T> {
    /// It works.
    Open(T),
    /// It works no more.
    Closed(LinkEnd),
}

/// An account that is made with a letter, as typed. A pupil's own has the pupil's name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AccountOfLetter {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// The password.
    pub password: String,
    /// The same again.
    pub password_again: String,
}

impl SchoolAccessRow {
    fn end(&self, now: i64) -> Result<Option<LinkEnd>, Broken> {
        Ok(match (self.used_at, self.replaced_at) {
            (Some(at), _) => Some(LinkEnd::Used(time(at)?)),
            (None, Some(_)) => Some(LinkEnd::Replaced),
            (None, None) if now >= self.ends_at => Some(LinkEnd::Expired(time(self.ends_at)?)),
            (None, None) => None,
        })
    }

    fn kind(&self) -> Result<GuardianKind, Broken> {
        word(&self.kind)
    }

    fn name(&self) -> Result<Name, Broken> {
        Name::new(&self.given, &self.surname).map_err(|_| Broken::Inconsistent("a pupil's name"))
    }

    fn place(&self) -> (SchoolId, PupilId) {
        (SchoolId(self.school), PupilId(self.pupil))
    }

    /// Whoever is linked by it, and as what.
    fn actor(&self, person: PersonId) -> Result<Actor, Broken> {
        let role = if self.kind()? == GuardianKind::Pupil { Role::Pupil } else { Role::Guardian };
        Ok(Actor { person: Some(person), role: Some(role), token: None })
    }

    fn linked(&self, link: GuardianId) -> Event {
        Event::new("guardian.linked", link).with("pupil", PupilId(self.pupil)).with("kind", &self.kind)
    }

    fn view(&self) -> Result<LetterView, Broken> {
        Ok(LetterView {
            pupil: self.name()?.short(),
            class: self.class.clone(),
            school: self.school_name.clone(),
            own: self.kind()? == GuardianKind::Pupil,
            login: self.login.clone(),
        })
    }

    /// The name and the password of a new account, once they can be taken.
    fn checked(&self, form: &AccountOfLetter) -> Result<Name, Refused> {
        let own = self.kind()? == GuardianKind::Pupil;
        let mut problems = if own { Vec::new() } else { name_problems("given", "surname", &form.given, &form.surname) };
        let name = if own { self.name().ok() } else { Name::new(&form.given, &form.surname).ok() };
        let known = [self.login.as_str(), &form.given, &form.surname, &self.given, &self.surname, &self.school_name];
        let about = About { min: password::MIN_ALONE, known: &known };
        let again = ("password_again", form.password_again.as_str());
        problems.extend(password::problems(("password", form.password.as_str()), again, &about));
        name.filter(|_| problems.is_empty()).ok_or(Refused::Invalid(problems))
    }
}

/// Of a refusal about the account, the field is the account itself and no address.
fn about_the_account(refused: Refused) -> Refused {
    match refused {
        Refused::Invalid(errors) => {
            let of_account = |error: FieldError| FieldError { field: "account", ..error };
            Refused::Invalid(errors.into_iter().map(of_account).collect())
        }
        refused => refused,
    }
}

impl Office {
    /// What is stored of a one-time password: worth nothing without the key, and beside another login.
    pub(crate) fn one_time_mark(&self, login: NumericLogin, password: &str) -> Vec<u8> {
        self.master().pseudonym(&["school-access", &login.to_string(), password])
    }

    /// The letter that was brought. The answer is the same whether the login or the password is wrong; a wrong one
    /// counts against the login and against where it comes from.
    async fn letter(&self, brought: &BroughtLetter, address: &str) -> Result<OfLetter<SchoolAccessRow>, Refused> {
        let by_code = !brought.code.trim().is_empty();
        let (tried, row) = if by_code {
            let tried = attempts::count(self, &[Subject::SchoolLetters(address)]).await?;
            let code = meant(&brought.code, CODE).unwrap_or_default();
            let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
            (tried, tx.school_access_by_code(&code_mark(&code)).await?)
        } else {
            let wrong = || FieldError::refuse("one_time", Problem::WrongCredentials);
            let login: NumericLogin = brought.login.parse().map_err(|_| wrong())?;
            let shown = login.to_string();
            let subjects = [Subject::SchoolLogin(&shown), Subject::SchoolLetters(address)];
            let tried = attempts::count(self, &subjects).await?;
            let mark = self.one_time_mark(login, &meant(&brought.one_time, PASSWORD).unwrap_or_default());
            let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
            (tried, tx.school_access_by_login(&shown).await?.filter(|row| row.password == mark))
        };
        let Some(row) = row else {
            let (field, problem) =
                if by_code { ("code", Problem::WrongCode) } else { ("one_time", Problem::WrongCredentials) };
            return Err(FieldError::refuse(field, problem));
        };
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        tx.forgive(&tried).await?;
        tx.commit_housekeeping().await?;
        let end = row.end(self.now().as_second())?;
        Ok(end.map_or(OfLetter::Open(row), OfLetter::Closed))
    }

    /// Whom a letter is about, for whoever has it in their hand.
    ///
    /// # Errors
    /// `Invalid` `one_time` `WrongCredentials` or `code` `WrongCode`; `TooManyTries`.
    pub async fn school_letter(&self, brought: &BroughtLetter, address: &str) -> Result<OfLetter<LetterView>, Refused> {
        Ok(match self.letter(brought, address).await? {
            OfLetter::Open(row) => OfLetter::Open(row.view()?),
            OfLetter::Closed(end) => OfLetter::Closed(end),
        })
    }

    /// Links the visitor's account to the pupil, at once.
    ///
    /// # Errors
    /// As [`Office::school_letter`]; `Invalid` `account` `Taken` if it is linked already or a court keeps its owner
    /// away, `NotTheirOwn`, `OfAPupil` or `OfAnOperator`, which keep pupils' own accounts apart from everybody else's.
    pub async fn link_by_letter(
        &self,
        visitor: &Visitor,
        brought: &BroughtLetter,
        address: &str,
        once: Option<Once>,
    ) -> Result<OfLetter<PupilId>, Refused> {
        if let Some(once) = once {
            let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
            tx.must_be_new(visitor.person, once).await?; // once it was done, the letter is used up
        }
        let row = match self.letter(brought, address).await? {
            OfLetter::Open(row) => row,
            OfLetter::Closed(end) => return Ok(OfLetter::Closed(end)),
        };
        let ((school, pupil), kind, now) = (row.place(), row.kind()?, self.now());
        let key = self.school_key(school).await?;
        let scope = Within { school, key, actor: row.actor(visitor.person)?, now, once };
        let mut tx = self.db().within(Mode::Write, scope).await?;
        if !tx.use_school_access(row.id, school, now.as_second()).await? {
            return Ok(OfLetter::Closed(LinkEnd::Used(now))); // a moment ago
        }
        let to = if kind == GuardianKind::Pupil { InvitedTo::OwnAccount(pupil) } else { InvitedTo::Child(pupil) };
        to.may_take(&mut tx, visitor.person).await.map_err(about_the_account)?;
        let link = tx.link_at_once((school, pupil), visitor.person, kind, now.as_second()).await?;
        let link = link.ok_or_else(|| FieldError::refuse("account", Problem::Taken))?;
        tx.commit(row.linked(link)).await?;
        Ok(OfLetter::Open(pupil))
    }

    /// Makes an account that signs in with the letter's login, links it to the pupil and signs its owner in.
    ///
    /// # Errors
    /// As [`Office::school_letter`]; `Invalid` fields named as in [`AccountOfLetter`].
    pub async fn join_by_letter(
        &self,
        brought: &BroughtLetter,
        form: &AccountOfLetter,
        language: Language,
        (address, device): (&str, &str),
    ) -> Result<OfLetter<SignedIn>, Refused> {
        let row = match self.letter(brought, address).await? {
            OfLetter::Open(row) => row,
            OfLetter::Closed(end) => return Ok(OfLetter::Closed(end)),
        };
        let name = row.checked(form)?;
        let phc = password::hash(&form.password).await?;
        let ((school, pupil), kind, now) = (row.place(), row.kind()?, self.now());
        let mut tx = self.db().everywhere(Mode::Write, now).await?;
        if !tx.use_school_access(row.id, school, now.as_second()).await? {
            return Ok(OfLetter::Closed(LinkEnd::Used(now))); // a moment ago
        }
        let person = tx.add_person_of_letter(&name, &row.login, &phc, language).await?;
        let person = person.ok_or(Broken::Inconsistent("a letter whose login somebody has"))?;
        let link = tx.link_at_once((school, pupil), person, kind, now.as_second()).await?;
        let link = link.ok_or(Broken::Inconsistent("a new person who is linked already"))?;
        let signed_in = tx.sign_in(person, false, device).await?;
        tx.record(school, &row.actor(person)?, &row.linked(link)).await?;
        tx.commit(&oneself(person), Event::new("person.signed_up", person)).await?;
        Ok(OfLetter::Open(signed_in))
    }
}
