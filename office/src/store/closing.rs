//! Accounts that their owners close: column `closes_at` of table `person`.

use school::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, Within};
use crate::refused::Refused;

/// A link of somebody whose account is closed.
#[derive(FromRow, Clone)]
pub(crate) struct LinkOfClosed {
    pub(crate) id: Uuid,
    pub(crate) school: Uuid,
    pub(crate) pupil: Uuid,
}

impl Tx<Everywhere> {
    /// Can this account be closed by its owner? Not that of somebody who works or worked at a school or runs the
    /// installation, since entries name them, and not under a court's order, which names whom it keeps away.
    pub(crate) async fn may_close(&mut self, person: PersonId) -> Result<bool, Refused> {
        let kept: Option<i64> = value!(
            self,
            "SELECT (SELECT COUNT(*) FROM membership WHERE person = $1)
                + (SELECT COUNT(*) FROM operator WHERE person = $1)
                + (SELECT COUNT(*) FROM guardian WHERE person = $1 AND scope = 'none')",
            person.0
        )?;
        Ok(kept == Some(0))
    }

    /// When an account is forgotten that its owner closed; none if it is not closed.
    pub(crate) async fn closes_at(&mut self, person: PersonId) -> Result<Option<i64>, Refused> {
        let at: Option<Option<i64>> = value!(self, "SELECT closes_at FROM person WHERE id = $1", person.0)?;
        Ok(at.flatten())
    }

    /// Closes an account, from then on; none opens it again.
    pub(crate) async fn set_closing(&mut self, person: PersonId, at: Option<i64>) -> Result<(), Refused> {
        run!(self, "UPDATE person SET closes_at = $2 WHERE id = $1 AND forgotten_at IS NULL", person.0, at)?;
        Ok(())
    }

    /// Whose account was closed long enough, and can be forgotten still ([`Self::may_close`]).
    pub(crate) async fn closed_people(&mut self) -> Result<Vec<PersonId>, Refused> {
        let people: Vec<(Uuid,)> = rows!(
            self,
            "SELECT p.id FROM person p WHERE p.closes_at <= $1 AND p.forgotten_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id)
                AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.person = p.id)
                AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.person = p.id AND g.scope = 'none')
            ORDER BY p.id",
            self.scope.now.as_second()
        )?;
        Ok(people.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// The links of somebody that have not ended.
    pub(crate) async fn links_of_closed(&mut self, person: PersonId) -> Result<Vec<LinkOfClosed>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, school, pupil FROM guardian WHERE person = $1 AND state IN ('invited', 'accepted') ORDER BY id",
            person.0
        )?)
    }

    /// Forgets who closed an account that is due, unless it was opened again or may not be closed any more. The row
    /// stays for the entries that name it.
    pub(crate) async fn forget_closed(&mut self, id: PersonId) -> Result<bool, Refused> {
        let forgotten = run!(
            self,
            "UPDATE person SET given = '–', surname = '–', email = NULL, login = $2, password = NULL, totp = NULL,
                totp_step = 0, language = 'pl', closes_at = NULL, forgotten_at = $3
            WHERE id = $1 AND closes_at <= $3 AND forgotten_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = person.id)
                AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.person = person.id)
                AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.person = person.id
                    AND (g.scope = 'none' OR g.state IN ('invited', 'accepted')))",
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
}

impl Tx<Within> {
    /// Ends the link of a closed account, and forgets the name by which it was invited. False if it has ended.
    pub(crate) async fn end_link_of_closed(&mut self, id: Uuid) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE guardian SET state = 'revoked', ended_at = $3, invited_as = NULL, version = version + 1
            WHERE id = $1 AND school = $2 AND state IN ('invited', 'accepted') AND scope <> 'none'",
            id,
            self.scope.school.0,
            self.scope.now.as_second()
        )? == 1)
    }
}
