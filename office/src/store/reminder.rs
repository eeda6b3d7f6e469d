//! Who waits for a photo of whom: across tables, and only read.

use jiff::Timestamp;
use school::{ClassId, PersonId, PupilId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within};
use crate::refused::Refused;

/// A pupil without a photo, and how the family can be asked for one.
#[derive(FromRow)]
pub(crate) struct ToRemindColumns {
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class_name: String,
    /// How many of the family have an e-mail address.
    pub(crate) by_mail: i64,
    /// When they were asked last.
    pub(crate) reminded_at: Option<i64>,
}

impl Tx<Within> {
    /// Those who attend and have no photo that waits or is in force, by class and name: of a class, of a form teacher.
    pub(crate) async fn unreminded(
        &mut self,
        class: Option<ClassId>,
        teacher: Option<PersonId>,
    ) -> Result<Vec<ToRemindColumns>, Refused> {
        Ok(rows!(
            self,
            concat!(
                "SELECT p.id AS pupil, p.given, p.surname, c.name AS class_name,
                (SELECT COUNT(*) FROM guardian g JOIN person h ON h.id = g.person
                    WHERE g.pupil = p.id AND g.school = p.school AND g.state = 'accepted' AND g.scope <> 'none' AND h.email IS NOT NULL) AS by_mail,
                (SELECT MAX(m.created_at) FROM message m WHERE m.pupil = p.id AND m.school = p.school
                    AND m.kind = 'photo_reminder') AS reminded_at
            FROM pupil p JOIN class c ON c.id = p.class
            WHERE p.school = $1 AND p.left_on IS NULL AND (p.class = $2 OR $2 IS NULL)
                AND (c.form_teacher = $3 OR $3 IS NULL) AND ",
                stage!(),
                " IN ('none', 'rejected')
            ORDER BY c.name_order, p.surname_order, p.id"
            ),
            self.scope.school.0,
            class.map(Uuid::from),
            teacher.map(Uuid::from)
        )?)
    }

    /// Does a pupil attend without a photo that waits or is in force?
    pub(crate) async fn needs_photo(&mut self, pupil: PupilId) -> Result<bool, Refused> {
        let stage: Option<String> = value!(
            self,
            concat!(
                "SELECT ",
                stage!(),
                " AS stage FROM pupil p WHERE p.id = $1 AND p.school = $2 AND p.left_on IS NULL"
            ),
            pupil.0,
            self.scope.school.0
        )?;
        Ok(stage.is_some_and(|stage| stage == "none" || stage == "rejected"))
    }

    /// Was the family asked for a photo since?
    pub(crate) async fn was_reminded(&mut self, pupil: PupilId, since: Timestamp) -> Result<bool, Refused> {
        let told: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM message WHERE school = $1 AND pupil = $2 AND created_at >= $3
                AND kind = 'photo_reminder'",
            self.scope.school.0,
            pupil.0,
            since.as_second()
        )?;
        Ok(told.unwrap_or_default() > 0)
    }
}
