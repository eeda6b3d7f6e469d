//! The installation and its schools: tables `installation`, `school`, `head`.

use jiff::civil::Date;
use school::{SchoolId, name::Name, school_kind::SchoolKind};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{hash, new_id},
};
use crate::{refused::Refused, vault::FileHash};

/// A school as stored.
#[derive(FromRow, Clone)]
pub(crate) struct SchoolRow {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) rspo: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) version: i64,
}

/// A head as stored.
#[derive(FromRow, Clone)]
pub(crate) struct HeadRow {
    pub(crate) id: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) since: String,
    pub(crate) until: Option<String>,
}

/// A school's own data as they are written.
pub(crate) struct SchoolWords<'a> {
    pub(crate) kind: SchoolKind,
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) rspo: Option<&'a str>,
    /// 26 digits.
    pub(crate) account: Option<&'a str>,
}

/// What a new school is called.
pub(crate) struct NewSchool<'a> {
    pub(crate) id: SchoolId,
    pub(crate) kind: SchoolKind,
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) rspo: Option<&'a str>,
    pub(crate) data_key: &'a [u8],
}

impl Tx<Everywhere> {
    /// What tells this installation's key from every other; none before the first start.
    pub(crate) async fn key_check(&mut self) -> Result<Option<Vec<u8>>, Refused> {
        Ok(value!(self, "SELECT key_check FROM installation WHERE id = 1")?)
    }

    /// Writes the installation down; false if it was before.
    pub(crate) async fn add_installation(&mut self, key_check: &[u8]) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "INSERT INTO installation (id, created_at, key_check) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING",
            now,
            key_check
        )? == 1)
    }

    /// A school's data key, wrapped by the installation's.
    pub(crate) async fn data_key(&mut self, school: SchoolId) -> Result<Option<Vec<u8>>, Refused> {
        Ok(value!(self, "SELECT data_key FROM school WHERE id = $1", school.0)?)
    }

    pub(crate) async fn has_school(&mut self) -> Result<bool, Refused> {
        let count: Option<i64> = value!(self, "SELECT COUNT(*) FROM school")?;
        Ok(count.unwrap_or_default() > 0)
    }

    /// Puts a new set-up link in the place of the one before.
    pub(crate) async fn set_set_up_link(&mut self, hash: &[u8], ends_at: i64) -> Result<(), Refused> {
        run!(self, "UPDATE installation SET setup_hash = $1, setup_ends_at = $2 WHERE id = 1", hash, ends_at)?;
        Ok(())
    }

    pub(crate) async fn set_up_is_open(&mut self, hash: &[u8]) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        let open: Option<i64> = value!(
            self,
            "SELECT id FROM installation WHERE id = 1 AND setup_hash = $1 AND setup_ends_at > $2",
            hash,
            now
        )?;
        Ok(open.is_some() && !self.has_school().await?)
    }

    /// Uses the set-up link up and stores the recovery key's public half. False if the link is not open.
    pub(crate) async fn close_set_up(&mut self, hash: &[u8], recipient: &str) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "UPDATE installation SET setup_hash = NULL, setup_ends_at = NULL, recipient = $3
            WHERE id = 1 AND setup_hash = $1 AND setup_ends_at > $2",
            hash,
            now,
            recipient
        )? == 1)
    }

    /// The recovery key's public half, to which backups are encrypted: `age1…`.
    pub(crate) async fn recipient(&mut self) -> Result<Option<String>, Refused> {
        let recipient: Option<Option<String>> = value!(self, "SELECT recipient FROM installation WHERE id = 1")?;
        Ok(recipient.flatten())
    }

    pub(crate) async fn add_school(&mut self, new: &NewSchool<'_>) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "INSERT INTO school (id, kind, name, address, rspo, data_key, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
            new.id.0,
            new.kind.code(),
            new.name,
            new.address,
            new.rspo,
            new.data_key,
            now
        )?;
        Ok(())
    }

    pub(crate) async fn add_first_head(&mut self, school: SchoolId, name: &Name, since: Date) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO head (id, school, given, surname, since) VALUES ($1, $2, $3, $4, $5)",
            new_id(),
            school.0,
            name.given(),
            name.surname(),
            since.to_string()
        )?;
        Ok(())
    }

    /// Every school with its name, the oldest first.
    pub(crate) async fn schools(&mut self) -> Result<Vec<(SchoolId, String)>, Refused> {
        let schools: Vec<(Uuid, String)> = rows!(self, "SELECT id, name FROM school ORDER BY created_at, id")?;
        Ok(schools.into_iter().map(|(id, name)| (SchoolId(id), name)).collect())
    }

    /// Name and second of making of the oldest school.
    pub(crate) async fn first_school(&mut self) -> Result<Option<(String, i64)>, Refused> {
        Ok(row!(self, "SELECT name, created_at FROM school ORDER BY created_at, id LIMIT 1")?)
    }
}

impl Tx<Within> {
    pub(crate) async fn school(&mut self) -> Result<SchoolRow, Refused> {
        let row: Option<SchoolRow> = row!(
            self,
            "SELECT kind, name, address, rspo, account, version FROM school WHERE id = $1",
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)
    }

    /// The file of the school's logo.
    pub(crate) async fn logo(&mut self) -> Result<Option<FileHash>, Refused> {
        let logo: Option<Option<Vec<u8>>> = value!(self, "SELECT logo FROM school WHERE id = $1", self.scope.school.0)?;
        Ok(logo.flatten().as_deref().map(hash).transpose()?)
    }

    pub(crate) async fn set_logo(&mut self, logo: Option<FileHash>) -> Result<(), Refused> {
        let hash = logo.as_ref().map(|logo| &logo.0[..]);
        run!(self, "UPDATE school SET logo = $2 WHERE id = $1", self.scope.school.0, hash)?;
        Ok(())
    }

    /// The second in which the school was made.
    pub(crate) async fn school_made_at(&mut self) -> Result<i64, Refused> {
        let at: Option<i64> = value!(self, "SELECT created_at FROM school WHERE id = $1", self.scope.school.0)?;
        at.ok_or(Refused::NotFound)
    }

    /// Every head, newest first.
    pub(crate) async fn heads(&mut self) -> Result<Vec<HeadRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, given, surname, since, until FROM head WHERE school = $1 ORDER BY since DESC, id DESC",
            self.scope.school.0
        )?)
    }

    pub(crate) async fn set_school(&mut self, version: i64, words: &SchoolWords<'_>) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE school SET kind = $3, name = $4, address = $5, rspo = $6, account = $7, version = version + 1
            WHERE id = $1 AND version = $2",
            self.scope.school.0,
            version,
            words.kind.code(),
            words.name,
            words.address,
            words.rspo,
            words.account
        )? == 1)
    }

    /// Has nobody changed the school since? Then it counts as changed from now on.
    pub(crate) async fn school_is_still(&mut self, version: i64) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE school SET version = version + 1 WHERE id = $1 AND version = $2",
            self.scope.school.0,
            version
        )? == 1)
    }

    /// A letter of trial has left: letters of this school leave.
    pub(crate) async fn note_mail_works(&mut self) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(self, "UPDATE school SET mail_worked_at = $2 WHERE id = $1", self.scope.school.0, now)?;
        Ok(())
    }

    pub(crate) async fn correct_head(&mut self, id: Uuid, name: &Name) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE head SET given = $3, surname = $4 WHERE id = $1 AND school = $2",
            id,
            self.scope.school.0,
            name.given(),
            name.surname()
        )?;
        Ok(())
    }

    /// The head's first day was another.
    pub(crate) async fn move_head(&mut self, id: Uuid, since: Date) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE head SET since = $3 WHERE id = $1 AND school = $2",
            id,
            self.scope.school.0,
            since.to_string()
        )?;
        Ok(())
    }

    pub(crate) async fn end_head(&mut self, id: Uuid, until: Date) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE head SET until = $3 WHERE id = $1 AND school = $2",
            id,
            self.scope.school.0,
            until.to_string()
        )?;
        Ok(())
    }

    pub(crate) async fn add_head(&mut self, name: &Name, since: Date) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO head (id, school, given, surname, since) VALUES ($1, $2, $3, $4, $5)",
            new_id(),
            self.scope.school.0,
            name.given(),
            name.surname(),
            since.to_string()
        )?;
        Ok(())
    }
}
