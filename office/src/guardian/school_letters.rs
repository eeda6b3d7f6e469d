//! Letters with school access, of a whole class or of one pupil: a numeric login with a one-time password, and a code.
//!
//! They are drawn before anything is stored: a name that the font cannot write must not void letters that are in
//! people's hands. The secrets stand in this one answer; stored are their digests.

use jiff::SignedDuration;
use school::{
    ClassId, PupilId,
    event::Event,
    guardian::{GuardianKind, is_of_age},
    name::Name,
    permission::Permission,
};
use workshop::letter::{SchoolLetter, school_letters};

use crate::{
    FileKind, StaffDesk,
    clock::polish_date,
    person::{
        LETTER_DAYS,
        school_access::{AccessSecrets, code_mark, grouped},
    },
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{
        rows::day,
        school_access::{LetterPupil, NewSchoolAccess},
    },
};

/// About whom letters are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LettersFor {
    /// Everybody who attends a class.
    Class(ClassId),
    /// One pupil.
    Pupil(PupilId),
}

/// For whom letters are made, of each pupil.
#[derive(Clone, Copy, Debug, Default)]
pub struct MakeLetters {
    /// One for the pupil, if they have no account yet.
    pub pupil: bool,
    /// One for a parent or a guardian.
    pub guardian: bool,
    /// Another for the second parent or guardian.
    pub second: bool,
}

/// Letters that were just made.
#[derive(Clone)]
pub struct MadeLetters {
    /// To be printed, one on a page.
    pub pdf: Vec<u8>,
    /// What stands in them. The secrets are in them: whoever is given them keeps them nowhere.
    pub letters: Vec<SchoolLetter>,
}

/// A letter that is being made.
struct Draft {
    pupil: PupilId,
    kind: GuardianKind,
    secrets: AccessSecrets,
    letter: SchoolLetter,
}

impl MakeLetters {
    /// The kinds of letters for this pupil, one for each. A pupil of age has no guardian any more.
    fn kinds(self, pupil: &LetterPupil, of_age: bool) -> impl Iterator<Item = GuardianKind> + use<> {
        let own = (self.pupil && !pupil.own).then_some(GuardianKind::Pupil);
        let guardian = |wanted: bool| (wanted && !of_age).then_some(GuardianKind::Guardian);
        let (first, second) = (guardian(self.guardian), guardian(self.second));
        own.into_iter().chain(first).chain(second)
    }
}

impl StaffDesk {
    /// Makes letters. Those of the same pupils for the same kind of person that nobody has used are void from now on.
    ///
    /// # Errors
    /// `Invalid` `letters` `Required` if none was chosen; `NotFound` if there is no such pupil; `Conflict::Changed` if
    /// nobody is left to write to; `Busy` if a login was taken in this very moment; `StepUp`.
    pub async fn make_school_letters(&self, whom: LettersFor, form: MakeLetters) -> Result<MadeLetters, Refused> {
        self.must(Permission::ManagePupils)?;
        self.must_be_proven()?;
        if !(form.pupil || form.guardian || form.second) {
            return Err(FieldError::refuse("letters", Problem::Required));
        }
        let drafts = self.letter_drafts(whom, form).await?;
        let letters: Vec<SchoolLetter> = drafts.iter().map(|draft| draft.letter.clone()).collect();
        let drawn = letters.clone();
        let pdf = tokio::task::spawn_blocking(move || school_letters(&drawn)).await;
        let pdf = pdf.map_err(Broken::panicked)?.map_err(|error| Broken::Document(error.to_string()))?;
        self.store_letters(&drafts).await?;
        Ok(MadeLetters { pdf, letters })
    }

    async fn letter_drafts(&self, whom: LettersFor, form: MakeLetters) -> Result<Vec<Draft>, Refused> {
        let mut tx = self.look().await?;
        let pupils = match whom {
            LettersFor::Class(class) => {
                tx.class_name(class).await?.ok_or(Refused::NotFound)?;
                tx.letter_pupils(class).await?
            }
            LettersFor::Pupil(pupil) => vec![tx.letter_pupil(pupil).await?.ok_or(Refused::NotFound)?],
        };
        let (school, logo) = (tx.issuer().await?, tx.logo().await?);
        drop(tx);
        let logo = match logo {
            Some(hash) => Some(self.office.vault().get(self.school, &self.key, FileKind::Logo, hash).await?),
            None => None,
        };
        // the letter works until the last second before this moment
        let ends = self.now.saturating_add(SignedDuration::from_hours(24 * LETTER_DAYS)).unwrap_or(self.now);
        let last = ends.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(ends);
        let until = polish_date(last).strftime("%d.%m.%Y").to_string();
        let mut drafts = Vec::new();
        for pupil in &pupils {
            let name = Name::new(&pupil.given, &pupil.surname).map_err(|_| Broken::Inconsistent("a pupil's name"))?;
            let of_age = is_of_age(day(&pupil.born)?, self.today());
            for kind in form.kinds(pupil, of_age) {
                let secrets = AccessSecrets::new();
                let code = grouped(&secrets.code);
                let letter = SchoolLetter {
                    school: school.name.clone(),
                    pupil: format!("{}, {}", name.full(), pupil.class),
                    own: kind == GuardianKind::Pupil,
                    login: secrets.login.to_string(),
                    password: grouped(&secrets.password),
                    address: self.office.link(&format!("/school-letter/{code}")),
                    code,
                    site: self.office.link("/school-letter"),
                    until: until.clone(),
                    logo: logo.clone(),
                };
                drafts.push(Draft { pupil: PupilId(pupil.id), kind, secrets, letter });
            }
        }
        if drafts.is_empty() { Err(Refused::Conflict(Conflict::Changed)) } else { Ok(drafts) }
    }

    async fn store_letters(&self, drafts: &[Draft]) -> Result<(), Refused> {
        let mut tx = self.begin().await?;
        for Draft { pupil, kind, .. } in drafts {
            tx.replace_school_access(*pupil, *kind).await?;
        }
        let mut events = Vec::with_capacity(drafts.len());
        for Draft { pupil, kind, secrets, letter } in drafts {
            let new = NewSchoolAccess {
                pupil: *pupil,
                kind: *kind,
                login: &letter.login,
                password: &self.office.one_time_mark(secrets.login, &secrets.password),
                code: &code_mark(&secrets.code),
                seconds: LETTER_DAYS * 24 * 3600,
            };
            if !tx.add_school_access(new).await? {
                return Err(Refused::Busy); // one in ten million, and the next press takes another
            }
            events.push(Event::new("guardian.access_made", *pupil).with("kind", kind));
        }
        let last = events.pop().ok_or(Refused::Conflict(Conflict::Changed))?;
        tx.record_all(&events).await?;
        tx.commit(last).await
    }
}
