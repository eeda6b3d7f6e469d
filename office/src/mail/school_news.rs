//! To whoever has to know, or to answer: somebody asks to look into the school, many pupils' data are to leave, a look
//! into a school was allowed or has ended. Who and why stands in the program, behind the second factor, and not in the
//! letter.

use i18n_embed_fl::fl;
use school::{PersonId, SchoolId, person::Role};
use serde::{Deserialize, Serialize};

use super::{Letter, compose::Body, words::Words};

/// What happened.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SchoolNews {
    /// Whoever runs the installation asks the school to be let in.
    AccessAsked,
    /// Something about many pupils waits for a second person.
    ExportWaits,
    /// To whoever asked: the school lets them in.
    AccessGranted,
    /// To whoever asked: it does so no more.
    AccessEnded,
}

impl SchoolNews {
    /// Is it for people who work at the school?
    pub(super) fn is_for_staff(self) -> bool {
        matches!(self, Self::AccessAsked | Self::ExportWaits)
    }

    fn path(self, school: SchoolId) -> String {
        match self {
            Self::AccessAsked => "/school/access".to_owned(),
            Self::ExportWaits => "/exports".to_owned(),
            Self::AccessGranted | Self::AccessEnded => format!("/schools/{school}"),
        }
    }
}

/// The letters to those of a school's staff who may answer, but to whoever asks.
pub(crate) fn to_those_who_may(
    staff: Vec<(PersonId, Role)>,
    may: impl Fn(Role) -> bool,
    but: PersonId,
    news: SchoolNews,
) -> Vec<Letter> {
    let answers = staff.into_iter().filter(|(person, role)| *person != but && may(*role));
    let mut people: Vec<PersonId> = answers.map(|(person, _)| person).collect();
    people.sort_unstable();
    people.dedup(); // in several roles one is still one
    people.into_iter().map(|person| Letter::School { person: person.0, news }).collect()
}

pub(super) fn body(
    words: Words,
    news: SchoolNews,
    school: SchoolId,
    name: &str,
    link: impl Fn(&str) -> String,
) -> Body {
    let (subject, text) = match news {
        SchoolNews::AccessAsked => {
            (fl!(words, "access-asked-subject", school = name), fl!(words, "access-asked-text", school = name))
        }
        SchoolNews::ExportWaits => {
            (fl!(words, "export-waits-subject", school = name), fl!(words, "export-waits-text", school = name))
        }
        SchoolNews::AccessGranted => {
            (fl!(words, "access-granted-subject", school = name), fl!(words, "access-granted-text", school = name))
        }
        SchoolNews::AccessEnded => {
            (fl!(words, "access-ended-subject", school = name), fl!(words, "access-ended-text", school = name))
        }
    };
    Body {
        subject,
        before: vec![text],
        link: (fl!(words, "school-news-link"), link(&news.path(school))),
        after: vec![],
    }
}
