//! A copy of everything kept about a pupil, for who asked for it.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{Refused, pupil::PupilRecord};
use school::PupilId;
use serde::Deserialize;

use crate::{
    forms::Errors,
    frame::Frame,
    pages::{
        Answer,
        photo::{class_text, known},
        unprocessable, zip,
    },
    refusal::page,
    visitor::Staff,
};

#[derive(Template)]
#[template(path = "pupils/export.html")]
struct ExportPage {
    frame: Frame,
    id: PupilId,
    name: String,
    class: String,
    reason: String,
    errors: Errors,
}

/// Why the copy is made.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Why {
    reason: String,
}

async fn export_page(
    staff: &Staff,
    record: PupilRecord,
    reason: String,
    errors: Errors,
) -> Result<ExportPage, Refused> {
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    let class = class_text(staff.t(), &record.class);
    Ok(ExportPage { frame, id: record.id, name: record.name.full(), class, reason, errors })
}

/// What the copy holds, and the question why it is made.
pub async fn export(staff: Staff, Path(id): Path<String>) -> Answer {
    if !staff.desk.may_export_pupils() {
        return Err(Refused::Forbidden.into());
    }
    let record = staff.desk.pupil(known(&id)?).await?;
    Ok(page(&export_page(&staff, record, String::new(), Errors::default()).await?))
}

/// The copy, this once.
pub async fn take_export(staff: Staff, Path(id): Path<String>, Form(sent): Form<Why>) -> Answer {
    let id: PupilId = known(&id)?;
    match staff.desk.export_pupil(id, &sent.reason).await {
        Ok(bytes) => Ok(zip("dane-ucznia.zip", bytes)),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let errors = Errors::labelled(t, &errors, &[("reason", fl!(t, "export-reason"))]);
            let record = staff.desk.pupil(id).await?;
            Ok(unprocessable(&export_page(&staff, record, sent.reason, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
