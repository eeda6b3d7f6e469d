//! What letters need to know when they are written, across tables.

use school::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within};
use crate::{keys::fingerprint, refused::Refused};

/// A message and whom it goes to.
#[derive(FromRow)]
pub(crate) struct MessageLetterRow {
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) email: String,
    pub(crate) language: String,
    pub(crate) school: String,
    pub(crate) pupil: Uuid,
    pub(crate) pupil_given: String,
    pub(crate) pupil_surname: String,
    pub(crate) kind: String,
    pub(crate) reason: Option<String>,
    pub(crate) note: Option<String>,
    /// When the school set another frame of the photo that the message is about.
    pub(crate) reframed_at: Option<i64>,
}

/// An open invitation, whom it goes to and what waits for their yes.
pub(crate) struct InvitationLetter {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) language: String,
    pub(crate) school: String,
    /// Role codes.
    pub(crate) roles: Vec<String>,
    /// Given names and surnames.
    pub(crate) pupils: Vec<(String, String)>,
}

/// Somebody of the staff who tries whether letters leave.
pub(crate) struct TrialLetter {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) language: String,
    pub(crate) school: String,
}

impl Tx<Within> {
    /// Whom a letter of trial or a digest goes to, if they still work here.
    pub(crate) async fn trial_letter(&mut self, person: PersonId) -> Result<Option<TrialLetter>, Refused> {
        let to: Option<(String, String, String, String, String)> = row!(
            self,
            "SELECT p.given, p.surname, p.email, p.language, h.name
            FROM membership m JOIN person p ON p.id = m.person JOIN school h ON h.id = m.school
            WHERE m.school = $1 AND m.person = $2 AND m.state = 'accepted' ORDER BY m.created_at LIMIT 1",
            self.scope.school.0,
            person.0
        )?;
        Ok(to.map(|(given, surname, email, language, school)| TrialLetter {
            name: format!("{given} {surname}"),
            email,
            language,
            school,
        }))
    }

    /// A message, if its receiver is still linked to the pupil and has an address.
    pub(crate) async fn message_letter(&mut self, message: Uuid) -> Result<Option<MessageLetterRow>, Refused> {
        Ok(row!(
            self,
            "SELECT p.given, p.surname, p.email, p.language, h.name AS school,
                u.id AS pupil, u.given AS pupil_given, u.surname AS pupil_surname, m.kind, m.reason, m.note,
                f.reframed_at
            FROM message m JOIN person p ON p.id = m.person JOIN pupil u ON u.id = m.pupil JOIN school h ON h.id = m.school
            LEFT JOIN photo f ON f.id = m.subject AND f.school = m.school
            JOIN guardian g ON g.pupil = m.pupil AND g.person = m.person AND g.state = 'accepted' AND g.scope <> 'none'
            WHERE m.id = $1 AND m.school = $2 AND p.email IS NOT NULL",
            message,
            self.scope.school.0
        )?)
    }

    /// Somebody to whom this school writes about their account: name, e-mail, language and the school's name.
    pub(crate) async fn account_letter(
        &mut self,
        person: PersonId,
    ) -> Result<Option<(String, String, String, String)>, Refused> {
        Ok(row!(
            self,
            "SELECT p.given || ' ' || p.surname, p.email, p.language, h.name FROM person p JOIN school h ON h.id = $2
            WHERE p.id = $1 AND p.email IS NOT NULL",
            person.0,
            self.scope.school.0
        )?)
    }

    /// An invitation, if its link can still be used.
    pub(crate) async fn invitation_letter(
        &mut self,
        person: PersonId,
        token: &str,
    ) -> Result<Option<InvitationLetter>, Refused> {
        let (school, now) = (self.scope.school.0, self.scope.now.as_second());
        let to: Option<(String, String, String, String, String)> = row!(
            self,
            "SELECT p.given, p.surname, p.email, p.language, h.name
            FROM invitation i JOIN person p ON p.id = i.person JOIN school h ON h.id = i.school
            WHERE i.hash = $1 AND i.school = $2 AND i.person = $3 AND i.used_at IS NULL AND i.ends_at > $4
                AND p.email IS NOT NULL",
            fingerprint(token),
            school,
            person.0,
            now
        )?;
        let Some((given, surname, email, language, name)) = to else { return Ok(None) };
        let roles: Vec<(String,)> = rows!(
            self,
            "SELECT role FROM membership WHERE person = $1 AND school = $2 AND state = 'invited' ORDER BY created_at, id",
            person.0,
            school
        )?;
        let pupils = rows!(
            self,
            "SELECT u.given, u.surname FROM guardian g JOIN pupil u ON u.id = g.pupil
            WHERE g.person = $1 AND g.school = $2 AND g.state = 'invited' AND g.scope <> 'none'
            ORDER BY u.surname_order, u.id",
            person.0,
            school
        )?;
        let roles = roles.into_iter().map(|(role,)| role).collect();
        Ok(Some(InvitationLetter { name: format!("{given} {surname}"), email, language, school: name, roles, pupils }))
    }
}
