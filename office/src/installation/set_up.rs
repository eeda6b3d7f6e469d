//! The first set-up: a school with its head and its administrator, in one transaction.

use jiff::civil::Date;
use school::{
    SchoolId,
    email::Email,
    event::Event,
    language::Language,
    name::Name,
    person::{Membership, Role},
    school_kind::SchoolKind,
};
use uuid::Uuid;

use super::{SetUpDone, SetUpForm, email_problem, line, line_problem, name_problems, rspo_problem, since};
use crate::{
    clock::polish_date,
    desk::Office,
    keys::{RecoveryKey, fingerprint},
    person::{
        password::{self, About},
        session::oneself,
    },
    refused::{Conflict, FieldError, Problem, Refused},
    store::{Actor, Everywhere, Mode, Tx, installation::NewSchool, rows::new_id},
};

/// The form, read.
struct Read {
    kind: SchoolKind,
    name: String,
    address: String,
    rspo: Option<String>,
    head: Name,
    since: Date,
    person: Name,
    email: Email,
}

/// A school to be made.
pub(super) struct Founding<'a> {
    pub(super) kind: SchoolKind,
    pub(super) name: &'a str,
    pub(super) address: &'a str,
    pub(super) rspo: Option<&'a str>,
    pub(super) head: &'a Name,
    pub(super) since: Date,
}

fn read(form: &SetUpForm, today: Date) -> Result<Read, Refused> {
    let mut problems = Vec::new();
    let kind = form.kind.parse::<SchoolKind>();
    problems.extend(kind.is_err().then_some(FieldError { field: "kind", problem: Problem::NotOffered }));
    problems.extend(line_problem("name", &form.name));
    problems.extend(line_problem("address", &form.address));
    problems.extend(rspo_problem(&form.rspo));
    problems.extend(name_problems("head_given", "head_surname", &form.head_given, &form.head_surname));
    let since = since("head_since", &form.head_since, today);
    problems.extend(since.err());
    problems.extend(name_problems("given", "surname", &form.given, &form.surname));
    let email = form.email.parse::<Email>();
    problems.extend(email.as_ref().err().map(|error| email_problem("email", error)));
    let about = About { min: password::MIN_WITH_FACTOR, known: &[&form.email, &form.given, &form.surname, &form.name] };
    problems.extend(password::problems(("password", &form.password), ("password_again", &form.password_again), &about));
    let names = (Name::new(&form.head_given, &form.head_surname), Name::new(&form.given, &form.surname));
    match (kind, since, email, names) {
        (Ok(kind), Ok(since), Ok(email), (Ok(head), Ok(person))) if problems.is_empty() => {
            let rspo = Some(form.rspo.trim().to_owned()).filter(|rspo| !rspo.is_empty());
            Ok(Read { kind, name: line(&form.name), address: line(&form.address), rspo, head, since, person, email })
        }
        _ => Err(Refused::Invalid(problems)),
    }
}

impl Office {
    /// Makes the school, its head and its administrator, closes the link and hands over the recovery key, once.
    /// The administrator is signed in and owes the second factor.
    ///
    /// # Errors
    /// `Conflict::SetUpClosed`; `Invalid` with every field that cannot be taken.
    pub async fn set_up(&self, token: &str, form: &SetUpForm, device: &str) -> Result<SetUpDone, Refused> {
        self.set_up_open(token).await?;
        let read = read(form, polish_date(self.now()))?;
        let phc = password::hash(&form.password).await?;
        let recovery = RecoveryKey::generate();
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        if !tx.close_set_up(&fingerprint(token), &recovery.recipient()).await? || tx.has_school().await? {
            return Err(Refused::Conflict(Conflict::SetUpClosed));
        }
        let founding = Founding {
            kind: read.kind,
            name: &read.name,
            address: &read.address,
            rspo: read.rspo.as_deref(),
            head: &read.head,
            since: read.since,
        };
        let school = self.found(&mut tx, &founding).await?;
        let now = tx.scope.now;
        let person = tx.find_or_add_person(&read.person, read.email.as_str(), Language::Pl, now).await?.person();
        tx.set_first_password(person, &phc).await?;
        let membership = tx.add_member(school, person, Role::Administrator, Membership::Accepted).await?;
        let actor = Actor { role: Some(Role::Administrator), ..oneself(person) };
        tx.record(school, &actor, &Event::new("school.made", school)).await?;
        tx.record(school, &actor, &Event::new("staff.joined", membership).with("role", Role::Administrator)).await?;
        let session = tx.sign_in(person, false, device).await?.session;
        tx.commit(&actor, Event::new("installation.set_up", Uuid::nil()).with("school", &read.name)).await?;
        Ok(SetUpDone { school, recovery_key: recovery.text().to_string(), session })
    }

    /// A school with its data key, its audit chain and its head.
    pub(super) async fn found(&self, tx: &mut Tx<Everywhere>, founding: &Founding<'_>) -> Result<SchoolId, Refused> {
        let id = SchoolId(new_id());
        let data_key = self.master().new_school_key(id.0.as_bytes())?;
        let new = NewSchool {
            id,
            kind: founding.kind,
            name: founding.name,
            address: founding.address,
            rspo: founding.rspo,
            data_key: &data_key,
        };
        tx.add_school(&new).await?;
        tx.start_chain(id).await?;
        tx.add_first_head(id, founding.head, founding.since).await?;
        Ok(id)
    }
}
