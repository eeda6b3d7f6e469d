//! What has been kept long enough, across tables. How long that is, [`crate::keep`] says; times are seconds since 1970.

use jiff::civil::Date;
use school::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, Within, audit::QUARTER};
use crate::refused::Refused;

/// A photo of which something has been kept long enough, as it was when that was found.
#[derive(FromRow)]
pub(crate) struct PhotoDue {
    pub(crate) school: Uuid,
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) state: String,
    /// When it came into the state whose period has passed.
    pub(crate) since: i64,
    /// When its pupil left the school.
    pub(crate) left_on: Option<String>,
}

/// A message or a link that has been kept long enough.
#[derive(FromRow)]
pub(crate) struct RowDue {
    pub(crate) school: Uuid,
    pub(crate) id: Uuid,
    pub(crate) pupil: Uuid,
    /// When the message was written, or the link ended.
    pub(crate) since: Option<i64>,
    /// When its pupil left the school.
    pub(crate) left_on: Option<String>,
}

/// Until when messages were written that go, of whomever and of those who left until that day.
#[derive(Clone, Copy)]
pub(crate) struct MessagesUntil {
    pub(crate) written: i64,
    pub(crate) written_of_who_left: i64,
    pub(crate) left: Date,
}

impl<Scope> Tx<Scope> {
    /// Of one school or of all: messages that go.
    pub(crate) async fn messages_due(
        &mut self,
        school: Option<Uuid>,
        until: MessagesUntil,
    ) -> Result<Vec<RowDue>, Refused> {
        Ok(rows!(
            self,
            "SELECT m.school, m.id, m.pupil, m.created_at AS since, p.left_on
            FROM message m JOIN pupil p ON p.id = m.pupil AND p.school = m.school
            WHERE (m.school = $4 OR $4 IS NULL) AND (m.created_at <= $1 OR (m.created_at <= $2 AND p.left_on <= $3))
            ORDER BY m.school, m.id",
            until.written,
            until.written_of_who_left,
            until.left.to_string(),
            school
        )?)
    }

    /// Of one school or of all: links that ended until then, and those to pupils who left until that day. While a pupil
    /// attends, an ended link on which a court's order lies still keeps its person away.
    pub(crate) async fn links_due(
        &mut self,
        school: Option<Uuid>,
        ended: i64,
        left: Date,
    ) -> Result<Vec<RowDue>, Refused> {
        Ok(rows!(
            self,
            "SELECT g.school, g.id, g.pupil, CASE WHEN g.scope <> 'none' THEN g.ended_at END AS since, p.left_on
            FROM guardian g JOIN pupil p ON p.id = g.pupil AND p.school = g.school
            WHERE (g.school = $3 OR $3 IS NULL) AND ((g.ended_at <= $1 AND g.scope <> 'none') OR p.left_on <= $2)
            ORDER BY g.school, g.id",
            ended,
            left.to_string(),
            school
        )?)
    }

    /// Of one school or of all: drafts begun until `drafts`; photos rejected or withdrawn until `rejected`; sources of
    /// photos that were decided about as many days before `at` as their school has set.
    pub(crate) async fn photos_due(
        &mut self,
        school: Option<Uuid>,
        drafts: i64,
        rejected: i64,
        at: i64,
    ) -> Result<Vec<PhotoDue>, Refused> {
        Ok(rows!(
            self,
            "SELECT f.school, f.id, f.version, f.state, p.left_on,
                CASE WHEN f.state IN ('draft', 'withdrawn', 'removed') THEN f.created_at ELSE f.reviewed_at END AS since
            FROM photo f JOIN pupil p ON p.id = f.pupil AND p.school = f.school JOIN school s ON s.id = f.school
            WHERE (f.school = $4 OR $4 IS NULL) AND ((f.state = 'draft' AND f.created_at <= $1)
                OR (f.state = 'rejected' AND f.reviewed_at <= $2)
                OR (f.state IN ('withdrawn', 'removed') AND f.created_at <= $2
                    AND (f.clean IS NOT NULL OR f.review IS NOT NULL OR f.portrait IS NOT NULL))
                OR (f.state IN ('approved', 'superseded') AND f.reviewed_at + s.source_days * 86400 <= $3
                    AND f.clean IS NOT NULL))
            ORDER BY f.school, f.id",
            drafts,
            rejected,
            at,
            school
        )?)
    }

    /// Of one school or of all: photos of pupils who left until that day, as long as they are on no card: of those, the
    /// card decides.
    pub(crate) async fn photos_of_those_who_left(
        &mut self,
        school: Option<Uuid>,
        until: Date,
    ) -> Result<Vec<PhotoDue>, Refused> {
        Ok(rows!(
            self,
            "SELECT f.school, f.id, f.version, f.state, p.left_on, f.created_at AS since
            FROM photo f JOIN pupil p ON p.id = f.pupil AND p.school = f.school
            WHERE (f.school = $2 OR $2 IS NULL) AND p.left_on <= $1
                AND f.state IN ('submitted', 'approved', 'superseded', 'rejected')
                AND (f.clean IS NOT NULL OR f.review IS NOT NULL OR f.portrait IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM card k WHERE k.photo = f.id AND k.school = f.school)
            ORDER BY f.school, f.id",
            until.to_string(),
            school
        )?)
    }
}

impl Tx<Within> {
    /// Forgets the messages of this school that go; says how many.
    pub(crate) async fn forget_messages(&mut self, until: MessagesUntil) -> Result<u64, Refused> {
        Ok(run!(
            self,
            "DELETE FROM message WHERE school = $1 AND (created_at <= $2 OR (created_at <= $3
                AND pupil IN (SELECT p.id FROM pupil p WHERE p.school = $1 AND p.left_on <= $4)))",
            self.scope.school.0,
            until.written,
            until.written_of_who_left,
            until.left.to_string()
        )?)
    }

    /// Forgets a link, if it has not begun anew and its pupil has not returned since it was found.
    pub(crate) async fn forget_link(&mut self, id: Uuid) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "DELETE FROM guardian WHERE id = $1 AND school = $2 AND ((ended_at IS NOT NULL AND scope <> 'none')
                OR EXISTS (SELECT 1 FROM pupil p WHERE p.id = guardian.pupil AND p.school = guardian.school
                    AND p.left_on IS NOT NULL))",
            id,
            self.scope.school.0
        )? == 1)
    }

    /// For how many days this school keeps the source of a photo about which it has decided.
    pub(crate) async fn source_days(&mut self) -> Result<i64, Refused> {
        let days: Option<i64> = value!(self, "SELECT source_days FROM school WHERE id = $1", self.scope.school.0)?;
        days.ok_or(Refused::NotFound)
    }

    pub(crate) async fn set_source_days(&mut self, days: u32) -> Result<(), Refused> {
        run!(self, "UPDATE school SET source_days = $2 WHERE id = $1", self.scope.school.0, i64::from(days))?;
        Ok(())
    }

    /// When the drafts of class lists were uploaded that [`Tx::forget_class_lists`] would forget.
    pub(crate) async fn class_list_drafts(&mut self, until: i64) -> Result<Vec<i64>, Refused> {
        let times: Vec<(i64,)> = rows!(
            self,
            "SELECT created_at FROM class_list WHERE school = $1 AND state IN ('draft', 'applying') AND created_at <= $2",
            self.scope.school.0,
            until
        )?;
        Ok(times.into_iter().map(|(at,)| at).collect())
    }

    /// When the invitations were used or ended that [`Tx::forget_invitations`] would forget.
    pub(crate) async fn ended_invitations(&mut self, before: i64) -> Result<Vec<i64>, Refused> {
        let times: Vec<(i64,)> = rows!(
            self,
            "SELECT COALESCE(used_at, ends_at) FROM invitation WHERE school = $1 AND COALESCE(used_at, ends_at) < $2",
            self.scope.school.0,
            before
        )?;
        Ok(times.into_iter().map(|(at,)| at).collect())
    }

    /// When the sweep erased something of a photo, messages or a link, with the particulars of the entry about it.
    pub(crate) async fn erased_things(&mut self, from: i64) -> Result<Vec<(i64, String)>, Refused> {
        Ok(rows!(
            self,
            "SELECT at, particulars FROM event WHERE school = $1 AND at >= $2
                AND verb IN ('photo.erased', 'message.erased', 'guardian.erased')",
            self.scope.school.0,
            from
        )?)
    }

    /// When files were destroyed, for whatever reason.
    pub(crate) async fn erased_files(&mut self, from: i64) -> Result<Vec<i64>, Refused> {
        let times: Vec<(i64,)> =
            rows!(self, "SELECT at FROM erasure WHERE school = $1 AND at >= $2", self.scope.school.0, from)?;
        Ok(times.into_iter().map(|(at,)| at).collect())
    }
}

impl Tx<Everywhere> {
    /// People who work nowhere and are linked to nobody, who were here before and did nothing since.
    pub(crate) async fn people_due(&mut self, before: i64) -> Result<Vec<PersonId>, Refused> {
        let people: Vec<(Uuid,)> = rows!(
            self,
            "SELECT p.id FROM person p WHERE p.forgotten_at IS NULL AND p.created_at < $1
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id)
                AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.person = p.id)
                AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.person = p.id)
                AND NOT EXISTS (SELECT 1 FROM event e WHERE e.person = p.id AND e.at >= $1)
            ORDER BY p.id",
            before
        )?;
        Ok(people.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Forgets who a person was, unless they were invited again meanwhile. The row stays for the entries that name it.
    pub(crate) async fn forget_person(&mut self, id: PersonId) -> Result<bool, Refused> {
        let forgotten = run!(
            self,
            "UPDATE person SET given = '–', surname = '–', email = NULL, login = $2, password = NULL, totp = NULL,
                totp_step = 0, language = 'pl', forgotten_at = $3
            WHERE id = $1 AND forgotten_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = person.id)
                AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.person = person.id)
                AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.person = person.id)",
            id.0,
            format!("forgotten-{id}"),
            self.scope.now.as_second()
        )?;
        if forgotten != 1 {
            return Ok(false);
        }
        self.drop_recovery_codes(id).await?;
        self.drop_passkeys(id).await?;
        self.drop_resets(id).await?;
        self.end_sessions(id).await?;
        Ok(true)
    }

    /// Forgets invitations that were used or ended before.
    pub(crate) async fn forget_invitations(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM invitation WHERE COALESCE(used_at, ends_at) < $1", before)?;
        Ok(())
    }

    /// Forgets class lists: drafts uploaded until `drafts`, others uploaded until `others`.
    pub(crate) async fn forget_class_lists(&mut self, drafts: i64, others: i64) -> Result<(), Refused> {
        run!(
            self,
            "DELETE FROM class_list WHERE (state IN ('draft', 'applying') AND created_at <= $1)
                OR (state NOT IN ('draft', 'applying') AND created_at <= $2)",
            drafts,
            others
        )?;
        Ok(())
    }

    /// Forgets how to take back class lists that were applied until then.
    pub(crate) async fn forget_undo_of_class_lists(&mut self, until: i64) -> Result<(), Refused> {
        run!(self, "UPDATE class_list SET undo = NULL WHERE undo IS NOT NULL AND applied_at <= $1", until)?;
        Ok(())
    }

    /// Forgets sessions that ended before.
    pub(crate) async fn forget_sessions(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM session WHERE ends_at < $1", before)?;
        Ok(())
    }

    /// Forgets tries to sign in whose last was before.
    pub(crate) async fn forget_attempts(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM attempt WHERE last_at < $1", before)?;
        Ok(())
    }

    /// Forgets the idempotency keys of requests that came before.
    pub(crate) async fn forget_requests(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM done WHERE at < $1", before)?;
        Ok(())
    }

    /// Forgets jobs that were done, or given up, before.
    pub(crate) async fn forget_jobs(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM job WHERE done_at IS NOT NULL AND done_at < $1", before)?;
        Ok(())
    }

    /// Forgets who saw a photo or a PESEL before.
    pub(crate) async fn forget_sights(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM sight WHERE quarter < $1", before / QUARTER)?;
        Ok(())
    }
}
