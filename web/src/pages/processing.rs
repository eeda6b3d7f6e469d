//! The record of processing activities (*rejestr czynności przetwarzania*, GDPR art. 30), to be read and printed: the
//! words stand in the message files, the periods and what is stored come from the program itself.

use askama::Template;
use i18n_embed_fl::fl;
use jiff::civil::{Date, date};
use office::keep::{Activity, DaysKept, Level, Recorded};
use school::{permission::Permission, school_text::TextPlace};

use super::{
    Answer,
    audit::words_of,
    public_school::{OwnWords, own_words},
};
use crate::{formats, frame::Frame, refusal::page, visitor::Staff, words::Words};

/// The versions of the record, the newest first, as those of the notice: the number counts up with every change of what
/// it says.
pub(super) const VERSIONS: [(u32, Date); 1] = [(1, date(2026, 11, 22))];

#[derive(Template)]
#[template(path = "processing/show.html")]
struct RecordPage {
    frame: Frame,
    school: String,
    address: String,
    officer: Option<OwnWords>,
    /// Which version, and of which day this page is.
    version: String,
    /// May whoever reads it see the versions of the school's texts, too?
    sees_texts: bool,
    activities: Vec<Section>,
}

/// An activity of the record.
struct Section {
    id: &'static str,
    title: String,
    /// Purpose, basis, people and data, each after its heading.
    told: Vec<(String, String)>,
    kept: Vec<String>,
    /// Each table with its columns, those of a level together.
    stored: Vec<(&'static str, Vec<(String, String)>)>,
}

/// The record as it stands.
pub async fn show(staff: Staff) -> Answer {
    let t = staff.t();
    let record = staff.desk.processing_record().await?;
    let school = staff.guest.app.office().public_school(staff.desk.school()).await?;
    let section = |recorded: &Recorded| section(t, recorded, &record.kept);
    Ok(page(&RecordPage {
        frame: staff.frame("school").await?,
        officer: own_words(&school, TextPlace::DataOfficer, staff.guest.language),
        school: school.name,
        address: school.address,
        version: version(t, VERSIONS[0]),
        sees_texts: staff.desk.may(Permission::ManageSchool),
        activities: record.activities.iter().map(section).collect(),
    }))
}

/// A version of the record, in a sentence.
pub(super) fn version(t: Words, (version, since): (u32, Date)) -> String {
    let since: String = formats::day(t, since);
    fl!(t, "processing-version", version = version, since = since)
}

fn section(t: Words, Recorded { activity, stored }: &Recorded, kept: &DaysKept) -> Section {
    let code = activity.code();
    let about = |heading: String, kind: &str| (heading, words_of(t, kind, code));
    Section {
        id: code,
        title: words_of(t, "processing-title", code),
        told: vec![
            about(fl!(t, "processing-purpose"), "processing-purpose"),
            about(fl!(t, "processing-basis"), "processing-basis"),
            about(fl!(t, "processing-people"), "processing-people"),
            about(fl!(t, "processing-data"), "processing-data"),
        ],
        kept: kept_for(t, *activity, kept),
        stored: stored.iter().map(|(table, columns)| (*table, by_level(t, columns))).collect(),
    }
}

/// The columns of a table, those of a level together, after its words.
fn by_level(t: Words, columns: &[(&'static str, Level)]) -> Vec<(String, String)> {
    let mut levels: Vec<(Level, Vec<&str>)> = Vec::new();
    for (name, level) in columns {
        match levels.iter_mut().find(|(known, _)| known == level) {
            Some((_, names)) => names.push(*name),
            None => levels.push((*level, vec![*name])),
        }
    }
    levels.into_iter().map(|(level, names)| (level_words(t, level), names.join(", "))).collect()
}

fn level_words(t: Words, level: Level) -> String {
    match level {
        Level::Encrypted => fl!(t, "processing-level-encrypted"),
        Level::Hashed => fl!(t, "processing-level-hashed"),
        Level::Keyed => fl!(t, "processing-level-keyed"),
        Level::Personal => fl!(t, "processing-level-personal"),
        Level::Pseudonymous => fl!(t, "processing-level-pseudonymous"),
        Level::Internal => fl!(t, "processing-level-internal"),
    }
}

/// How long, with the periods that the program itself keeps to.
fn kept_for(t: Words, activity: Activity, kept: &DaysKept) -> Vec<String> {
    match activity {
        Activity::Cards => vec![
            fl!(t, "privacy-kept-drafts", days = kept.drafts),
            fl!(t, "privacy-kept-rejected", days = kept.rejected),
            fl!(t, "privacy-kept-sources", days = kept.sources),
            fl!(t, "privacy-kept-left", days = kept.left),
            fl!(t, "processing-kept-packs", days = kept.packs),
            fl!(t, "privacy-kept-register"),
        ],
        Activity::Families => vec![
            fl!(t, "privacy-kept-messages", days = kept.messages, left = kept.left),
            fl!(t, "privacy-kept-links", days = kept.links),
        ],
        Activity::ClassLists => {
            vec![fl!(t, "processing-kept-lists", drafts = kept.list_drafts, days = kept.lists)]
        }
        Activity::Accounts => vec![
            fl!(t, "processing-kept-accounts", days = kept.links),
            fl!(t, "processing-kept-invitations", days = kept.invitations),
        ],
        Activity::Exports => vec![fl!(t, "processing-kept-exports", days = kept.exports)],
        Activity::Log => vec![fl!(t, "privacy-kept-log", days = kept.sights)],
        Activity::Operation => vec![fl!(t, "processing-kept-operation", days = kept.jobs)],
    }
}

#[cfg(test)]
mod tests {
    use school::language::Language;

    use super::*;
    use crate::words::words;

    #[test]
    fn every_activity_has_its_words_in_every_language() {
        for language in Language::ALL {
            let t = words(*language);
            for activity in Activity::ALL {
                for kind in ["title", "purpose", "basis", "people", "data"] {
                    let (kind, code) = (format!("processing-{kind}"), activity.code());
                    assert_ne!(words_of(t, &kind, code), code, "{kind} of {code} in {language}");
                }
            }
        }
    }
}
