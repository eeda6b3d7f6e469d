//! Invitations by letter: a link, once, for fourteen days, to work at a school or to be linked to its pupils. On paper
//! a code stands in for the link, for thirty days.

use school::{
    PersonId, PupilId, SchoolId, email::Email, event::Event, language::Language, name::Name, person::Role, search::fold,
};
use uuid::Uuid;

use super::{
    InvitationView, SignedIn,
    password::{self, About},
    recovery_codes,
    session::oneself,
};
use crate::{
    desk::Office,
    keys::{fingerprint, secret},
    mail::Letter,
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{
        Actor, Everywhere, Mode, Tx, Within,
        invitation::{InvitationRow, InvitedPupilRow},
        membership::Places,
        person::PersonRow,
        rows::word,
    },
};

/// How long a link can be used, in days.
pub(crate) const INVITATION_DAYS: i64 = 14;

/// The same of a letter on paper, which goes home in a bag.
pub(crate) const LETTER_DAYS: i64 = 30;

/// Characters of the login of somebody without e-mail, with the hyphen in the middle: `abcd-efgh`.
const LOGIN: usize = 9;

/// What somebody is invited to; it decides which accounts can take it.
#[derive(Clone, Copy)]
pub(crate) enum InvitedTo {
    /// To work at the school.
    Work,
    /// To be linked to this pupil as a parent or a guardian.
    Child(PupilId),
    /// To have this pupil's own account.
    OwnAccount(PupilId),
}

impl InvitedTo {
    /// A pupil's own account is nobody else's, in whichever school: whoever signs in there must not find another's
    /// children or another's work. The refusal says no more than that the address cannot be taken for this.
    pub(super) async fn may_take(self, tx: &mut Tx<Within>, account: PersonId) -> Result<(), Refused> {
        let (Self::Child(pupil) | Self::OwnAccount(pupil)) = self else {
            let ties = tx.ties(account, PupilId(Uuid::nil())).await?;
            return match (ties.operates, ties.own) {
                (0, 0) => Ok(()),
                (0, _) => Err(FieldError::refuse("email", Problem::OfAPupil)),
                _ => Err(FieldError::refuse("email", Problem::OfAnOperator)),
            };
        };
        let ties = tx.ties(account, pupil).await?;
        match self {
            _ if ties.operates > 0 => Err(FieldError::refuse("email", Problem::OfAnOperator)),
            Self::OwnAccount(_) if ties.works + ties.own + ties.family > 0 => {
                Err(FieldError::refuse("email", Problem::NotTheirOwn))
            }
            Self::Child(_) if ties.own > 0 => Err(FieldError::refuse("email", Problem::OfAPupil)),
            _ => Ok(()),
        }
    }
}

/// Whose the address is, and whether whoever typed it has to be asked.
pub(crate) struct Invited {
    pub(crate) person: PersonId,
    /// The name that was typed, if the account has another that this school does not know. Until the person says yes,
    /// the school sees this one: an invitation must not be a way to learn whose an address is.
    pub(crate) invited_as: Option<String>,
    question: Option<Conflict>,
}

impl Invited {
    /// The event, if nothing has to be asked any more.
    ///
    /// # Errors
    /// `Conflict::AnotherName` if the account has another name than the one typed and nobody has confirmed the address.
    pub(crate) fn settled(self, confirmed: bool, event: Event) -> Result<Event, Refused> {
        match self.question {
            None => Ok(event),
            Some(_) if confirmed => Ok(event.with("what", "other_name")),
            Some(question) => Err(Refused::Conflict(question)),
        }
    }
}

/// Compares the account's name with the one that was typed. Case and marks do not make another name.
async fn recognise(tx: &mut Tx<Within>, account: &PersonRow, typed: &Name) -> Result<Invited, Refused> {
    let (person, name) = (account.person(), account.name()?.full());
    if fold(&name) == fold(&typed.full()) {
        return Ok(Invited { person, invited_as: None, question: None });
    }
    let known = tx.knows(person).await?;
    Ok(Invited {
        person,
        invited_as: (!known).then(|| typed.full()),
        question: Some(Conflict::AnotherName { name: known.then_some(name) }),
    })
}

/// Finds the person with this address, or adds them, and sends them a link in this transaction. An older link of
/// theirs to this school is void. What they are invited to is whatever waits for their yes when the letter is
/// written: add the membership or the link to the pupil in the same transaction. A known person keeps their name;
/// [`Invited::settled`] asks whether they are meant.
///
/// # Errors
/// `Invalid` email `NotTheirOwn`, `OfAPupil` or `OfAnOperator`.
pub(crate) async fn invite_person(
    tx: &mut Tx<Within>,
    name: &Name,
    email: &Email,
    to: InvitedTo,
) -> Result<Invited, Refused> {
    let invited = meet(tx, name, email, to).await?;
    send_link(tx, invited.person).await?;
    Ok(invited)
}

/// What is stored of a letter's code, if what was typed looks like one: it is copied by hand, so spaces, hyphens and
/// case do not matter.
pub(crate) fn paper_mark(code: &str) -> Option<Vec<u8>> {
    recovery_codes::hash(code)
}

/// What is stored of a link's secret, whether it came by e-mail or on paper.
fn mark(token: &str) -> Vec<u8> {
    paper_mark(token).unwrap_or_else(|| fingerprint(token))
}

/// A code to be copied by hand, and what is stored of it.
pub(crate) fn paper_code() -> (String, Vec<u8>) {
    let code = recovery_codes::shown(&recovery_codes::code());
    let stored = mark(&code);
    (code, stored)
}

/// Makes the code of a letter on paper; an older link of this person to this school is void.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn invite_on_paper(tx: &mut Tx<Within>, person: PersonId) -> Result<String, Refused> {
    let (code, stored) = paper_code();
    tx.add_invitation(&stored, person, LETTER_DAYS * 24 * 3600).await?;
    Ok(code)
}

/// Adds somebody who has no e-mail, with a login of eight letters and digits. It is no secret.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn add_on_paper(tx: &mut Tx<Within>, name: &Name) -> Result<PersonId, Refused> {
    let login: String = recovery_codes::shown(&recovery_codes::code()).chars().take(LOGIN).collect();
    tx.add_person_on_paper(name, &login.to_lowercase()).await
}

/// The same where nobody can be asked, as with a list of hundreds: whoever would have to be is not invited.
pub(crate) async fn invite_unasked(
    tx: &mut Tx<Within>,
    name: &Name,
    email: &Email,
    to: InvitedTo,
) -> Result<Option<PersonId>, Refused> {
    let person = match meet(tx, name, email, to).await {
        Ok(invited) if invited.question.is_none() => invited.person,
        Ok(_) | Err(Refused::Invalid(_)) => return Ok(None),
        Err(refused) => return Err(refused),
    };
    send_link(tx, person).await?;
    Ok(Some(person))
}

async fn meet(tx: &mut Tx<Within>, name: &Name, email: &Email, to: InvitedTo) -> Result<Invited, Refused> {
    let now = tx.scope.now;
    let account = tx.find_or_add_person(name, email.as_str(), Language::Pl, now).await?;
    to.may_take(tx, account.person()).await?;
    recognise(tx, &account, name).await
}

async fn send_link(tx: &mut Tx<Within>, person: PersonId) -> Result<(), Refused> {
    let token = secret();
    tx.add_invitation(&fingerprint(&token), person, INVITATION_DAYS * 24 * 3600).await?;
    // The letter needs the secret and the queue must not show it: it waits there sealed with the school's key.
    let token = hex::encode(tx.scope.key.seal(&about(person), token.as_bytes())?);
    tx.send(&Letter::Invitation { person: person.0, token }).await
}

fn about(person: PersonId) -> Vec<u8> {
    [b"invitation:", person.0.as_bytes().as_slice()].concat()
}

/// The secret of a link as it waited in the queue.
pub(crate) fn unseal(key: &crate::keys::SchoolKey, person: PersonId, sealed: &str) -> Result<String, Refused> {
    let damaged = || Broken::Inconsistent("a sealed invitation");
    let token = key.open(&about(person), &hex::decode(sealed).map_err(|_| damaged())?)?;
    Ok(String::from_utf8(token).map_err(|_| damaged())?)
}

/// An open link with whatever waits for the person's yes.
struct Open {
    link: InvitationRow,
    person: PersonRow,
    roles: Vec<Role>,
    pupils: Vec<InvitedPupilRow>,
}

impl Tx<Everywhere> {
    async fn opened(&mut self, token: &str) -> Result<Open, Refused> {
        let closed = Refused::Conflict(Conflict::LinkClosed);
        let Some(link) = self.open_invitation(&mark(token)).await? else { return Err(closed) };
        let (person, school) = (PersonId(link.person), SchoolId(link.school));
        let roles = self
            .invited_roles(person, school)
            .await?
            .iter()
            .map(|code| word(code))
            .collect::<Result<Vec<Role>, _>>()?;
        let pupils = self.invited_pupils(person, school).await?;
        if roles.is_empty() && pupils.is_empty() {
            Err(closed)
        } else {
            Ok(Open { person: self.person(person).await?, link, roles, pupils })
        }
    }

    /// Records in the school's log what somebody said yes to.
    async fn record_joined(&mut self, person: PersonId, school: SchoolId, places: &Places) -> Result<(), Refused> {
        for (membership, code) in &places.memberships {
            let actor = Actor { person: Some(person), role: Some(word(code)?), token: None };
            self.record(school, &actor, &Event::new("staff.joined", *membership).with("role", code)).await?;
        }
        for (link, pupil) in &places.links {
            let actor = Actor { person: Some(person), role: Some(Role::Guardian), token: None };
            self.record(school, &actor, &Event::new("guardian.joined", *link).with("pupil", pupil)).await?;
        }
        Ok(())
    }

    /// Records in the school's log what a letter's reader said no to. Not under the name of the account: nobody signed
    /// in, and a school that invited a stranger by mistake does not learn who it was.
    async fn record_declined(&mut self, school: SchoolId, places: &Places) -> Result<(), Refused> {
        for (membership, code) in &places.memberships {
            let actor = Actor { person: None, role: Some(word(code)?), token: None };
            self.record(school, &actor, &Event::new("staff.declined", *membership).with("role", code)).await?;
        }
        let actor = Actor { person: None, role: Some(Role::Guardian), token: None };
        for (link, pupil) in &places.links {
            self.record(school, &actor, &Event::new("guardian.declined", *link).with("pupil", pupil)).await?;
        }
        Ok(())
    }

    /// Says yes to everything at a school that waits for this person, with its records; false if nothing does.
    pub(crate) async fn join(&mut self, person: PersonId, school: SchoolId) -> Result<bool, Refused> {
        let places = self.accept_places(person, school).await?;
        self.record_joined(person, school, &places).await?;
        Ok(!places.memberships.is_empty() || !places.links.is_empty())
    }
}

impl Office {
    /// What a link invites to.
    ///
    /// # Errors
    /// `Conflict::LinkClosed` if it was used, replaced, is too old, or the invitation was taken back.
    pub async fn invitation(&self, token: &str) -> Result<InvitationView, Refused> {
        let open = self.db().everywhere(Mode::Read, self.now()).await?.opened(token).await?;
        let short = |pupil: &InvitedPupilRow| {
            let name = Name::new(&pupil.given, &pupil.surname).map_err(|_| Broken::Inconsistent("a pupil's name"))?;
            Ok(format!("{}, {}", name.short(), pupil.class))
        };
        Ok(InvitationView {
            name: open.person.name()?.full(),
            language: open.person.language()?,
            email: open.person.email,
            school: open.link.school_name,
            roles: open.roles,
            pupils: open.pupils.iter().map(short).collect::<Result<_, Broken>>()?,
            known: open.person.password.is_some(),
        })
    }

    /// Says yes: memberships and links become theirs and they are signed in. Somebody new chooses a password, somebody
    /// known gives theirs (and `again` is ignored).
    ///
    /// # Errors
    /// `Conflict::LinkClosed`; `Invalid` fields `password`, `password_again`; `TooManyTries`.
    pub async fn accept_invitation(
        &self,
        token: &str,
        password: &str,
        again: &str,
        device: &str,
    ) -> Result<SignedIn, Refused> {
        let open = self.db().everywhere(Mode::Read, self.now()).await?.opened(token).await?;
        let (person, school) = (open.person.person(), SchoolId(open.link.school));
        let first_password = match open.person.password {
            Some(_) => {
                self.check_own_password(&open.person, password, "password").await?;
                None
            }
            None => Some(choose(&open, password, again).await?),
        };
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        if !tx.use_invitation(&mark(token)).await? {
            return Err(Refused::Conflict(Conflict::LinkClosed));
        }
        if let Some(phc) = first_password
            && !tx.set_first_password(person, &phc).await?
        {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        if !tx.join(person, school).await? {
            return Err(Refused::Conflict(Conflict::LinkClosed));
        }
        let signed_in = tx.sign_in(person, false, device).await?;
        tx.commit(&oneself(person), Event::new("person.signed_in", person)).await?;
        Ok(signed_in)
    }

    /// Says no to whatever the link invites to: it is not their child, or the letter came to somebody else. Who has
    /// the link has the letter, so no password is asked. The office sees it and may invite the right person.
    ///
    /// # Errors
    /// `Conflict::LinkClosed`.
    pub async fn decline_invitation(&self, token: &str) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let open = tx.opened(token).await?;
        if !tx.use_invitation(&mark(token)).await? {
            return Err(Refused::Conflict(Conflict::LinkClosed));
        }
        let (person, school) = (open.person.person(), SchoolId(open.link.school));
        let places = tx.decline_places(person, school).await?;
        tx.record_declined(school, &places).await?;
        tx.commit(&Actor::SYSTEM, Event::new("invitation.declined", person)).await
    }
}

/// Checks and hashes a first password.
async fn choose(open: &Open, password: &str, again: &str) -> Result<String, Refused> {
    let min =
        if open.roles.iter().any(|role| role.is_staff()) { password::MIN_WITH_FACTOR } else { password::MIN_ALONE };
    let known = [open.person.email.as_str(), &open.person.given, &open.person.surname, &open.link.school_name];
    let problems = password::problems(("password", password), ("password_again", again), &About { min, known: &known });
    if problems.is_empty() { password::hash(password).await } else { Err(Refused::Invalid(problems)) }
}
