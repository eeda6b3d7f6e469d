//! Adding a pupil.

use jiff::civil::Date;
use school::{
    ClassId, PupilId,
    event::Event,
    name::{Name, NameError},
    permission::Permission,
    pesel::{Pesel, PeselError},
    pupil::{DocumentError, HolderStatus, Identity, Pupil, check_birth},
    search,
};
use workshop::{card::name_fits, font::lacking};

use super::{AddPupil, order::order_key};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    store::{Tx, Within, pupil::Listing, rows::new_id},
};

/// Years after which nobody is a pupil any more.
const OLDEST: i16 = 100;

impl StaffDesk {
    /// Adds a pupil. Every field that cannot be taken is named at once.
    ///
    /// # Errors
    /// With the fields that cannot be taken; a PESEL that says another date of birth is one, as is one, or
    /// another document, that a pupil of this school has.
    pub async fn add_pupil(&self, form: &AddPupil) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let (pupil, class_name) = checked(form, self.today(), &mut tx).await?;
        tx.add_pupil(&pupil, &listing(&pupil.name, &class_name)?).await?;
        tx.commit(Event::new("pupil.added", pupil.id).with("class", class_name)).await?;
        Ok(pupil.id)
    }
}

/// What lists sort and find a pupil by, and whether the name can be printed.
pub(crate) fn listing(name: &Name, class: &str) -> Result<Listing, Refused> {
    let (given, surname) = (name.given(), name.surname());
    let order = order_key(&format!("{surname} {given}"))?;
    let full = name.full();
    let unprintable = lacking(&full).is_some() || !name_fits(&full);
    Ok(Listing { order, search: search::text(surname, given, class), unprintable })
}

/// What was wrong with the fields.
#[derive(Default)]
struct Problems(Vec<FieldError>);

impl Problems {
    fn note(&mut self, field: &'static str, problem: Problem) {
        self.0.push(FieldError { field, problem });
    }

    /// The value, or none with its problem noted.
    fn take<T>(&mut self, field: &'static str, value: Result<T, Problem>) -> Option<T> {
        value.map_err(|problem| self.note(field, problem)).ok()
    }
}

async fn checked(form: &AddPupil, today: Date, tx: &mut Tx<Within>) -> Result<(Pupil, String), Refused> {
    let mut problems = Problems::default();
    let class = class(&form.class, tx).await?;
    let class = problems.take("class", class);
    let name = name(&form.given, &form.surname, &mut problems);
    let born = problems.take("born", born(&form.born, today));
    let identity = identity(form, &mut problems);
    if let (Some(identity), Some(born)) = (&identity, born)
        && check_birth(identity, born).is_err()
    {
        problems.note("born", Problem::BirthMismatch);
    }
    if let Some(identity) = &identity {
        problems.0.extend(tx.identity_taken(identity).await?);
    }
    match (class, name, born, identity) {
        (Some((class, class_name)), Some(name), Some(born), Some(identity)) if problems.0.is_empty() => {
            let (id, school) = (PupilId(new_id()), tx.scope.school);
            let status = HolderStatus::Attending;
            Ok((Pupil { id, school, class, name, born, identity, status, version: 0 }, class_name))
        }
        _ => Err(Refused::Invalid(problems.0)),
    }
}

pub(super) async fn class(text: &str, tx: &mut Tx<Within>) -> Result<Result<(ClassId, String), Problem>, Refused> {
    if text.trim().is_empty() {
        return Ok(Err(Problem::Required));
    }
    let Ok(id) = text.trim().parse() else { return Ok(Err(Problem::NotOffered)) };
    Ok(tx.class_name(id).await?.map(|name| (id, name)).ok_or(Problem::NotOffered))
}

/// A name of two fields, or what is wrong with them.
pub(crate) fn named(given: &str, surname: &str) -> (Option<Name>, Vec<FieldError>) {
    let mut problems = Problems::default();
    let name = name(given, surname, &mut problems);
    (name, problems.0)
}

/// Each part is tried beside a sound other one, so that both are judged.
fn name(given: &str, surname: &str, problems: &mut Problems) -> Option<Name> {
    let given = Name::new(given, "X").map_err(name_problem);
    let surname = Name::new("X", surname).map_err(name_problem);
    let (given, surname) = (problems.take("given", given), problems.take("surname", surname));
    Name::new(given?.given(), surname?.surname()).ok()
}

/// What to say about half a name.
pub(crate) fn name_problem(error: NameError) -> Problem {
    match error {
        NameError::EmptyGiven | NameError::EmptySurname => Problem::Required,
        NameError::TooLong => Problem::TooLong,
        NameError::Characters => Problem::NotAName,
    }
}

fn born(text: &str, today: Date) -> Result<Date, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Required);
    }
    let born: Date = text.trim().parse().map_err(|_| Problem::NotADate)?;
    let possible = born <= today && born.year() >= today.year() - OLDEST;
    possible.then_some(born).ok_or(Problem::DateOutOfRange)
}

/// A PESEL or another document, and not both (R2023 § 24).
fn identity(form: &AddPupil, problems: &mut Problems) -> Option<Identity> {
    let empty = |text: &str| text.trim().is_empty();
    let document = !empty(&form.document_name) || !empty(&form.document_number);
    match (!empty(&form.pesel), document) {
        (false, false) => problems.take("pesel", Err(Problem::IdentityMissing)),
        (true, true) => problems.take("pesel", Err(Problem::IdentityTwice)),
        (true, false) => {
            problems.take("pesel", form.pesel.parse::<Pesel>().map(Identity::Pesel).map_err(pesel_problem))
        }
        (false, true) => document_of(form, problems),
    }
}

pub(super) fn pesel_problem(error: PeselError) -> Problem {
    match error {
        PeselError::Length | PeselError::NotDigits => Problem::PeselLength,
        PeselError::Checksum => Problem::PeselChecksum,
        PeselError::NoSuchDate => Problem::PeselDate,
    }
}

/// Again, each part beside a sound other one.
fn document_of(form: &AddPupil, problems: &mut Problems) -> Option<Identity> {
    let name = Identity::document(&form.document_name, "1").map_err(document_problem);
    let number = Identity::document("X", &form.document_number).map_err(document_problem);
    problems.take("document_name", name);
    problems.take("document_number", number);
    Identity::document(&form.document_name, &form.document_number).ok()
}

fn document_problem(error: DocumentError) -> Problem {
    match error {
        DocumentError::Empty => Problem::Required,
        DocumentError::TooLong => Problem::TooLong,
        DocumentError::Characters => Problem::NotAName,
    }
}
