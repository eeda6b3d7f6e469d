//! The school's own words to families: table `school_text`.

use school::{language::Language, school_text::TextPlace};

use super::{Tx, Within, rows::word};
use crate::refused::Refused;

impl Tx<Within> {
    /// Every text, with its place and its language.
    pub(crate) async fn school_texts(&mut self) -> Result<Vec<(TextPlace, Language, String)>, Refused> {
        let rows: Vec<(String, String, String)> = rows!(
            self,
            "SELECT place, language, text FROM school_text WHERE school = $1 ORDER BY place, language",
            self.scope.school.0
        )?;
        let read = |(place, language, text): (String, String, String)| Ok((word(&place)?, word(&language)?, text));
        rows.into_iter().map(read).collect()
    }

    /// Puts a text in the place of the one before.
    pub(crate) async fn set_school_text(
        &mut self,
        place: TextPlace,
        language: Language,
        text: &str,
    ) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO school_text (school, place, language, text) VALUES ($1, $2, $3, $4)
            ON CONFLICT (school, place, language) DO UPDATE SET text = excluded.text",
            self.scope.school.0,
            place.code(),
            language.code(),
            text
        )?;
        Ok(())
    }

    pub(crate) async fn drop_school_text(&mut self, place: TextPlace, language: Language) -> Result<(), Refused> {
        run!(
            self,
            "DELETE FROM school_text WHERE school = $1 AND place = $2 AND language = $3",
            self.scope.school.0,
            place.code(),
            language.code()
        )?;
        Ok(())
    }
}
