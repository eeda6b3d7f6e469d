//! The school's logo: its file, and the forms on the page of the school's data that set and remove it.

use axum::{
    extract::Request,
    http::header,
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;
use office::{
    Refused,
    fault::{Fault, Kind},
};
use school::permission::Permission;

use super::{Answer, go, school_data::with_logo_error};
use crate::{
    forms::fault_sentence,
    once::{OrDone, with},
    refusal::Refusal,
    upload::{Spooled, let_pass, receive_form},
    visitor::Staff,
    words::Words,
};

/// The picture. Its address changes with it, so the browser of somebody who works here may keep it for a day.
pub async fn picture(staff: Staff) -> Answer {
    let jpeg = staff.desk.logo().await?;
    let headers = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, max-age=86400")];
    Ok((headers, jpeg).into_response())
}

/// Takes a file in as the logo.
pub async fn change(staff: Result<Staff, Refusal>, request: Request) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    if !staff.desk.may(Permission::ManageSchool) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let t = staff.t();
    let refused = match receive_form(request).await?.file {
        None => fl!(t, "logo-none"),
        Some(Err(fault)) => sentence(t, &fault),
        Some(Ok(Spooled { file, digest })) => {
            let desk = staff.desk.under(staff.guest.once.map(|once| with(once, &digest)));
            match desk.change_logo(file).await.or_done() {
                Ok(_) => return Ok(saved()),
                Err(Refused::Photo(fault)) => sentence(t, &fault),
                Err(refused) => return Err(refused.into()),
            }
        }
    };
    with_logo_error(&staff, refused).await
}

/// Takes the logo away.
pub async fn remove(staff: Staff) -> Answer {
    staff.desk.remove_logo().await.or_done()?;
    Ok(saved())
}

fn saved() -> Response {
    go("/school?logo")
}

/// Why a file is no logo. The bounds are those of `workshop::photo::logo`.
fn sentence(t: Words, fault: &Fault) -> String {
    match *fault {
        Fault::Empty => fl!(t, "logo-none"),
        Fault::TooManyPixels { width, height } => fl!(t, "logo-too-many-pixels", width = width, height = height),
        Fault::TooSmall { width, height } => fl!(t, "logo-too-small", width = width, height = height),
        Fault::Animated => fl!(t, "logo-animated"),
        Fault::Damaged => fl!(t, "logo-damaged"),
        Fault::Unsupported(Kind::Svg) => fl!(t, "logo-svg"),
        Fault::Unsupported(_) => fl!(t, "logo-kind"),
        Fault::TooManyBytes { .. } | Fault::CropTooSmall { .. } => fault_sentence(t, fault),
    }
}
