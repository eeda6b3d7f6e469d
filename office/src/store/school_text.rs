//! The school's own words to families: table `school_text`. A text that changes is a new version beside the old one, so
//! that it can be said what stood there on a day; an empty one says that nothing stands there any more.

use school::{language::Language, school_text::TextPlace};
use sqlx::FromRow;

use super::{Tx, Within, rows::word};
use crate::refused::{Broken, Refused};

/// A version of a text, with who wrote it.
#[derive(FromRow)]
pub(crate) struct TextVersionColumns {
    pub(crate) place: String,
    pub(crate) language: String,
    pub(crate) version: i64,
    pub(crate) text: String,
    pub(crate) written_by: String,
    pub(crate) created_at: i64,
}

impl Tx<Within> {
    /// Every text as it stands now, with its place and its language.
    pub(crate) async fn school_texts(&mut self) -> Result<Vec<(TextPlace, Language, String)>, Refused> {
        let rows: Vec<(String, String, String)> = rows!(
            self,
            "SELECT t.place, t.language, t.text FROM school_text t WHERE t.school = $1 AND t.text <> ''
                AND NOT EXISTS (SELECT 1 FROM school_text n WHERE n.school = t.school AND n.place = t.place
                    AND n.language = t.language AND n.version > t.version)
            ORDER BY t.place, t.language",
            self.scope.school.0
        )?;
        let read = |(place, language, text): (String, String, String)| Ok((word(&place)?, word(&language)?, text));
        rows.into_iter().map(read).collect()
    }

    /// Every version of every text, each text's newest first.
    pub(crate) async fn school_text_versions(&mut self) -> Result<Vec<TextVersionColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT t.place, t.language, t.version, t.text, p.given || ' ' || p.surname AS written_by,
                t.created_at
            FROM school_text t JOIN person p ON p.id = t.created_by
            WHERE t.school = $1 ORDER BY t.place, t.language, t.version DESC",
            self.scope.school.0
        )?)
    }

    /// Adds a version; the text before stays.
    pub(crate) async fn add_school_text(
        &mut self,
        place: TextPlace,
        language: Language,
        text: &str,
    ) -> Result<(), Refused> {
        let person = self.scope.actor.person.ok_or(Broken::Inconsistent("a text by nobody"))?;
        run!(
            self,
            "INSERT INTO school_text (school, place, language, version, text, created_by, created_at)
            VALUES ($1, $2, $3, (SELECT COALESCE(MAX(o.version), 0) + 1 FROM school_text o
                WHERE o.school = $1 AND o.place = $2 AND o.language = $3), $4, $5, $6)",
            self.scope.school.0,
            place.code(),
            language.code(),
            text,
            person.0,
            self.scope.now.as_second()
        )?;
        Ok(())
    }
}
