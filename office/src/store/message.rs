//! Table `message`: what families were told.

use jiff::{Timestamp, civil::Date};
use school::{MessageId, PersonId, PupilId, guardian::youngest_of_age, photo::Reason};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    OfPerson, Tx, Within,
    rows::{count, time, word},
};
use crate::{
    message::{MessageKind, MessageRow},
    refused::{Broken, Refused},
};

/// How many messages about one pupil are listed.
const MOST: i64 = 100;

/// A message to be written.
pub(crate) struct NewMessage {
    pub(crate) id: MessageId,
    pub(crate) person: PersonId,
    pub(crate) pupil: PupilId,
    pub(crate) kind: MessageKind,
    pub(crate) subject: Uuid,
    pub(crate) reason: Option<Reason>,
    pub(crate) note: Option<String>,
}

#[derive(FromRow)]
struct MessageColumns {
    id: Uuid,
    pupil: Uuid,
    given: String,
    surname: String,
    kind: String,
    reason: Option<String>,
    note: Option<String>,
    created_at: i64,
    read_at: Option<i64>,
}

impl TryFrom<MessageColumns> for MessageRow {
    type Error = Broken;

    fn try_from(row: MessageColumns) -> Result<Self, Broken> {
        Ok(Self {
            id: row.id.into(),
            pupil: row.pupil.into(),
            name: format!("{} {}", row.given, row.surname),
            kind: word(&row.kind)?,
            reason: row.reason.as_deref().map(word).transpose()?,
            note: row.note,
            at: time(row.created_at)?,
            unread: row.read_at.is_none(),
        })
    }
}

impl Tx<Within> {
    /// Writes a message; false if it was written before.
    pub(crate) async fn add_message(&mut self, message: &NewMessage) -> Result<bool, Refused> {
        let added = run!(
            self,
            "INSERT INTO message (id, school, person, pupil, kind, subject, reason, note, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING",
            message.id.0,
            self.scope.school.0,
            message.person.0,
            message.pupil.0,
            message.kind.code(),
            message.subject,
            message.reason.map(Reason::code),
            message.note.as_deref(),
            self.scope.now.as_second()
        )?;
        Ok(added == 1)
    }

    /// Has anybody heard of a decision about this photo that was made then?
    pub(crate) async fn was_told(&mut self, photo: Uuid, since: Timestamp) -> Result<bool, Refused> {
        let told: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM message WHERE school = $1 AND subject = $2 AND created_at >= $3
                AND kind IN ('photo_approved', 'photo_rejected')",
            self.scope.school.0,
            photo,
            since.as_second()
        )?;
        Ok(told.unwrap_or_default() > 0)
    }

    /// The code of a card's state.
    pub(crate) async fn card_state(&mut self, id: Uuid) -> Result<Option<String>, Refused> {
        Ok(value!(self, "SELECT state FROM card WHERE id = $1 AND school = $2", id, self.scope.school.0)?)
    }

    /// What a person was told about a pupil, newest first.
    pub(crate) async fn messages(&mut self, person: PersonId, pupil: PupilId) -> Result<Vec<MessageRow>, Refused> {
        let rows: Vec<MessageColumns> = rows!(
            self,
            "SELECT m.id, m.pupil, p.given, p.surname, m.kind, m.reason, m.note, m.created_at, m.read_at
            FROM message m JOIN pupil p ON p.id = m.pupil
            WHERE m.person = $1 AND m.pupil = $2 AND m.school = $3 ORDER BY m.id DESC LIMIT $4",
            person.0,
            pupil.0,
            self.scope.school.0,
            MOST
        )?;
        rows.into_iter().map(|row| Ok(row.try_into()?)).collect()
    }

    /// Notes that a message was read; false if it had been.
    pub(crate) async fn read_message(&mut self, id: MessageId, person: PersonId) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE message SET read_at = $4 WHERE id = $1 AND person = $2 AND school = $3 AND read_at IS NULL",
            id.0,
            person.0,
            self.scope.school.0,
            self.scope.now.as_second()
        )? == 1)
    }
}

impl Tx<OfPerson> {
    /// About whom a message to this person is.
    pub(crate) async fn message_pupil(&mut self, id: MessageId) -> Result<PupilId, Refused> {
        let pupil: Option<Uuid> =
            value!(self, "SELECT pupil FROM message WHERE id = $1 AND person = $2", id.0, self.scope.0.0)?;
        Ok(pupil.ok_or(Refused::NotFound)?.into())
    }

    /// How many messages of this person's accepted links are new; of those that [`Tx::links`] tells.
    pub(crate) async fn unread(&mut self, today: Date) -> Result<u32, Refused> {
        let unread: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM message m JOIN guardian g ON g.pupil = m.pupil AND g.person = m.person
            JOIN school h ON h.id = g.school AND h.closed_at IS NULL
            JOIN pupil p ON p.id = g.pupil AND p.school = g.school
            WHERE m.person = $1 AND m.read_at IS NULL AND g.state = 'accepted' AND g.scope <> 'none'
                AND (g.kind = 'pupil' OR p.born > $2)",
            self.scope.0.0,
            youngest_of_age(today).to_string()
        )?;
        Ok(count(unread.unwrap_or_default())?)
    }
}
