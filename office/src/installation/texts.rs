//! The school's own words to families: what its photos need besides the rules, where and when cards are collected.
//! Plain text, as short as a page can bear, in as many of the three languages as the school likes.

use jiff::Timestamp;
use school::{PupilId, SchoolId, event::Event, language::Language, permission::Permission, school_text::TextPlace};

use crate::{
    desk::{FamilyDesk, StaffDesk},
    refused::{Conflict, FieldError, Problem, Refused},
    store::rows::{count, time, word},
};

/// Most characters of a text.
pub const LONGEST_TEXT: usize = 600;

/// The fields of the form, each with its place and its language.
pub static TEXT_FIELDS: [(&str, TextPlace, Language); 13] = [
    ("photo_pl", TextPlace::Photo, Language::Pl),
    ("photo_uk", TextPlace::Photo, Language::Uk),
    ("photo_en", TextPlace::Photo, Language::En),
    ("pickup_pl", TextPlace::Pickup, Language::Pl),
    ("pickup_uk", TextPlace::Pickup, Language::Uk),
    ("pickup_en", TextPlace::Pickup, Language::En),
    ("building_pl", TextPlace::Building, Language::Pl),
    ("building_uk", TextPlace::Building, Language::Uk),
    ("building_en", TextPlace::Building, Language::En),
    ("access_person", TextPlace::AccessPerson, Language::Pl),
    ("access_email", TextPlace::AccessEmail, Language::Pl),
    ("access_phone", TextPlace::AccessPhone, Language::Pl),
    ("data_officer", TextPlace::DataOfficer, Language::Pl),
];

/// The school's texts as its form shows them.
#[derive(Clone, Debug)]
pub struct SchoolTexts {
    /// Those that there are, by the names of [`TEXT_FIELDS`].
    pub texts: Vec<(&'static str, String)>,
    /// For [`StaffDesk::change_texts`].
    pub version: i64,
}

/// A text as it stood for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextVersion {
    /// Where.
    pub place: TextPlace,
    /// In which language.
    pub language: Language,
    /// Counts from 1 for each place and language.
    pub number: u32,
    /// The text; empty if nothing stood there.
    pub text: String,
    /// From when on.
    pub since: Timestamp,
    /// Until when; none if it stands there now.
    pub until: Option<Timestamp>,
    /// Who wrote it.
    pub by: String,
}

impl StaffDesk {
    /// The school's own words.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn school_texts(&self) -> Result<SchoolTexts, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut tx = self.look().await?;
        let (version, texts) = (tx.school().await?.version, tx.school_texts().await?);
        let field = |place: TextPlace, language: Language| {
            TEXT_FIELDS.iter().find(|field| (field.1, field.2) == (place, language))
        };
        let named = |(place, language, text): (TextPlace, Language, String)| {
            field(place, language).map(|field| (field.0, text))
        };
        Ok(SchoolTexts { texts: texts.into_iter().filter_map(named).collect(), version })
    }

    /// What stood where, from when until when: each text's newest version first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn text_versions(&self) -> Result<Vec<TextVersion>, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut versions: Vec<TextVersion> = Vec::new();
        for row in self.look().await?.school_text_versions().await? {
            let (place, language): (TextPlace, Language) = (word(&row.place)?, word(&row.language)?);
            let newer = versions.last().filter(|newer| (newer.place, newer.language) == (place, language));
            let until = newer.map(|newer| newer.since);
            versions.push(TextVersion {
                until,
                place,
                language,
                number: count(row.version)?,
                since: time(row.created_at)?,
                text: row.text,
                by: row.written_by,
            });
        }
        Ok(versions)
    }

    /// Changes them all; an empty one goes, and so does one that was not sent. What stood there before can still be
    /// read.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` fields named as in [`TEXT_FIELDS`]; `Conflict::Changed`.
    pub async fn change_texts(&self, typed: &[(String, String)], version: i64) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let texts = TEXT_FIELDS.map(|(field, place, language)| {
            let text = typed.iter().find(|(name, _)| name == field).map(|(_, text)| plain(text)).unwrap_or_default();
            (field, place, language, text)
        });
        let too_long = texts.iter().filter(|(.., text)| text.chars().count() > LONGEST_TEXT);
        let problems: Vec<_> = too_long.map(|(field, ..)| FieldError { field, problem: Problem::TooLong }).collect();
        if !problems.is_empty() {
            return Err(Refused::Invalid(problems));
        }
        let mut tx = self.begin().await?;
        if !tx.school_is_still(version).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let stored = tx.school_texts().await?;
        for (_, place, language, text) in &texts {
            let before = stored.iter().find(|stored| (stored.0, stored.1) == (*place, *language));
            if before.map_or("", |stored| stored.2.as_str()) != text {
                tx.add_school_text(*place, *language, text).await?;
            }
        }
        tx.commit(Event::new("school.texts_changed", self.school)).await?;
        Ok(self.school)
    }
}

impl FamilyDesk {
    /// What a pupil's school says there, best in this language, else in Polish, else in any, with its language; none if
    /// it says nothing.
    ///
    /// # Errors
    /// If this person is not linked to that pupil.
    pub async fn school_text(
        &self,
        pupil: PupilId,
        place: TextPlace,
        language: Language,
    ) -> Result<Option<(Language, String)>, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        let texts = self.look(&link).await?.school_texts().await?;
        Ok(best(&texts, place, language).map(|(language, text)| (language, text.to_owned())))
    }
}

/// What is said there, best in this language, else in Polish, else in any.
pub(super) fn best(
    texts: &[(TextPlace, Language, String)],
    place: TextPlace,
    language: Language,
) -> Option<(Language, &str)> {
    let rank = |written: Language| (written != language, written != Language::Pl);
    let there = texts.iter().filter(|text| text.0 == place);
    there.min_by_key(|text| rank(text.1)).map(|(_, language, text)| (*language, text.as_str()))
}

/// Lines without spaces at their ends or characters that print nothing, and no empty lines around them.
fn plain(text: &str) -> String {
    let line = |line: &str| line.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned();
    text.lines().map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}
