//! What pupils and photos add up to; across tables, and only read.

use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within};
use crate::refused::Refused;

/// How many of a class stand at a stage.
#[derive(FromRow)]
pub(crate) struct StageCount {
    pub(crate) class: Uuid,
    pub(crate) name: String,
    pub(crate) year: i64,
    pub(crate) stage: String,
    pub(crate) pupils: i64,
}

/// A photo that was sent and not taken back, and whose it is.
#[derive(FromRow)]
pub(crate) struct SentColumns {
    pub(crate) photo: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) born: String,
    pub(crate) class_name: String,
    pub(crate) submitted_at: i64,
    pub(crate) reviewed_at: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) advice: String,
    pub(crate) declared_exception: bool,
}

impl Tx<Within> {
    /// Everybody who attends, by class and stage: the newest year first, then the order of classes.
    pub(crate) async fn stages(&mut self) -> Result<Vec<StageCount>, Refused> {
        Ok(rows!(
            self,
            concat!(
                "SELECT s.class, s.name, s.year, s.stage, COUNT(*) AS pupils
            FROM (SELECT c.id AS class, c.name, c.year, c.name_order, ",
                stage!(),
                " AS stage FROM pupil p JOIN class c ON c.id = p.class WHERE p.school = $1 AND p.left_on IS NULL) s
            GROUP BY s.class, s.name, s.year, s.name_order, s.stage
            ORDER BY s.year DESC, s.name_order, s.class, s.stage"
            ),
            self.scope.school.0
        )?)
    }

    /// The photos that were sent since, the newest first. What was withdrawn or removed is not told of.
    pub(crate) async fn sent_since(&mut self, since: Timestamp) -> Result<Vec<SentColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT f.id AS photo, p.given, p.surname, p.born, c.name AS class_name, f.submitted_at, f.reviewed_at,
                f.reason, f.advice, f.declared_exception
            FROM photo f JOIN pupil p ON p.id = f.pupil JOIN class c ON c.id = p.class
            WHERE f.school = $1 AND p.school = $1 AND f.submitted_at >= $2
                AND f.state IN ('submitted', 'approved', 'rejected', 'superseded')
            ORDER BY f.submitted_at DESC, f.id DESC",
            self.scope.school.0,
            since.as_second()
        )?)
    }
}
