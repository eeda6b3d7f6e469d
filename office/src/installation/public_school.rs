//! What a school tells everybody, signed in or not: who it is, and whom to ask about accessibility and personal data.

use jiff::civil::Date;
use school::{SchoolId, language::Language, school_text::TextPlace};

use super::texts::best;
use crate::{
    clock::polish_date,
    desk::Office,
    refused::Refused,
    store::{Actor, Mode, Within, rows::time},
};

/// A school as everybody may see it.
#[derive(Clone, Debug)]
pub struct PublicSchool {
    /// Full name.
    pub name: String,
    /// Address.
    pub address: String,
    /// The day from which on it has used Legitka.
    pub since: Date,
    /// For how many days it keeps the source of a photo that it has approved.
    pub source_days: i64,
    texts: Vec<(TextPlace, Language, String)>,
}

impl PublicSchool {
    /// What the school says there, best in this language, else in Polish, else in any, with its language.
    #[must_use]
    pub fn says(&self, place: TextPlace, language: Language) -> Option<(Language, &str)> {
        best(&self.texts, place, language)
    }
}

impl Office {
    /// Every school of this installation with its name, the oldest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub async fn public_schools(&self) -> Result<Vec<(SchoolId, String)>, Refused> {
        self.db().everywhere(Mode::Read, self.now()).await?.schools().await
    }

    /// What this school tells everybody.
    ///
    /// # Errors
    /// If there is no such school.
    pub async fn public_school(&self, school: SchoolId) -> Result<PublicSchool, Refused> {
        let key = self.school_key(school).await?;
        let scope = Within { school, key, actor: Actor::SYSTEM, now: self.now(), once: None };
        let mut tx = self.db().within(Mode::Read, scope).await?;
        let (row, since) = (tx.school().await?, time(tx.school_made_at().await?)?);
        Ok(PublicSchool {
            name: row.name,
            address: row.address,
            since: polish_date(since),
            source_days: tx.source_days().await?,
            texts: tx.school_texts().await?,
        })
    }
}
