//! Whose photo a file of a pack is: one of those proposed, or a pupil found by name; or nobody's.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
};
use i18n_embed_fl::fl;
use office::{Refused, pupil::PupilFilter};
use school::{PhotoPackId, PupilId, permission::Permission};
use serde::Deserialize;

use super::to;
use crate::{
    forms::Errors,
    frame::Frame,
    once::OrDone,
    pages::{Answer, photo::known, unprocessable},
    refusal::page,
    visitor::Staff,
};

/// So many pupils are shown of those found; a longer name finds fewer.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "photo_packs/file.html")]
struct FilePage {
    frame: Frame,
    id: PhotoPackId,
    place: i64,
    name: String,
    search: String,
    /// Were these searched for, or are they proposed?
    searched: bool,
    /// Id, name and class.
    pupils: Vec<(PupilId, String, String)>,
    errors: Errors,
}

/// What is searched for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Search {
    q: String,
}

/// Whose it is said to be; empty for nobody's.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Assigned {
    pupil: String,
}

async fn chooser(
    staff: &Staff,
    id: PhotoPackId,
    place: i64,
    search: String,
    errors: Errors,
) -> Result<FilePage, Refused> {
    if !staff.desk.may(Permission::AddPhotos) {
        return Err(Refused::Forbidden);
    }
    let pack = staff.desk.photo_pack(id).await?;
    let file = pack.files.into_iter().find(|file| file.place == place).ok_or(Refused::NotFound)?;
    let searched = !search.trim().is_empty();
    let pupils = if searched {
        let filter = PupilFilter { search: search.clone(), ..PupilFilter::default() };
        let found = staff.desk.pupils(&filter).await?;
        found.into_iter().take(MOST).map(|row| (row.id, row.name, row.class)).collect()
    } else {
        file.pupils.into_iter().map(|pupil| (pupil.id, pupil.name, pupil.class)).collect()
    };
    let mut frame = staff.frame("photos").await?;
    frame.title_error = errors.any();
    Ok(FilePage { frame, id, place, name: file.name, search, searched, pupils, errors })
}

/// Whom it could be, with the search.
pub async fn file(staff: Staff, Path((id, place)): Path<(String, String)>, Query(query): Query<Search>) -> Answer {
    Ok(page(&chooser(&staff, known(&id)?, known(&place)?, query.q, Errors::default()).await?))
}

/// Gives the file to a pupil, or to nobody.
pub async fn assign(staff: Staff, Path((id, place)): Path<(String, String)>, Form(form): Form<Assigned>) -> Answer {
    let (id, place) = (known(&id)?, known(&place)?);
    let pupil: Option<PupilId> = if form.pupil.is_empty() { None } else { Some(known(&form.pupil)?) };
    match staff.desk.assign_packed_photo(id, place, pupil).await.or_done() {
        Ok(id) => Ok(to(id)),
        Err(Refused::Invalid(_)) => {
            let errors = Errors::one("pupil", fl!(staff.t(), "packs-pupil-twice"));
            Ok(unprocessable(&chooser(&staff, id, place, String::new(), errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
