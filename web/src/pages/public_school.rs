//! Whose page it is when anybody asks: the school named in the address, where the visitor works, or the only one there
//! is. Where several are left, the page asks which.

use office::{Refused, installation::PublicSchool};
use school::{SchoolId, language::Language, school_text::TextPlace};
use serde::Deserialize;
use uuid::Uuid;

use super::photo::known;
use crate::visitor::Guest;

/// The school in the address.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Whose {
    school: String,
}

/// A school to choose.
pub(super) struct Choice {
    pub(super) id: Uuid,
    pub(super) name: String,
}

/// A sentence of the school's own, in the language in which it is written.
pub(super) struct OwnWords {
    pub(super) lang: &'static str,
    pub(super) text: String,
}

/// The school, or those among which to choose.
pub(super) async fn find(guest: &Guest, whose: &Whose) -> Result<(Option<PublicSchool>, Vec<Choice>), Refused> {
    let office = guest.app.office();
    let work = guest.visitor.as_ref().and_then(|visitor| visitor.places.first()).map(|place| place.school);
    let named: Option<SchoolId> = if whose.school.is_empty() { None } else { Some(known(&whose.school)?) };
    if let Some(school) = named.or(work) {
        return Ok((Some(office.public_school(school).await?), Vec::new()));
    }
    let schools = office.public_schools().await?;
    if let [(only, _)] = schools.as_slice() {
        return Ok((Some(office.public_school(*only).await?), Vec::new()));
    }
    Ok((None, schools.into_iter().map(|(id, name)| Choice { id: id.0, name }).collect()))
}

/// What the school says there, if anything.
pub(super) fn own_words(school: &PublicSchool, place: TextPlace, language: Language) -> Option<OwnWords> {
    school.says(place, language).map(|(written, text)| OwnWords { lang: written.code(), text: text.to_owned() })
}
