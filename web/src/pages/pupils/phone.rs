//! The phone that shows a pupil's ID, for the school: a code for the next one, and the end of one that was lost.

use askama::Template;
use axum::extract::Path;
use i18n_embed_fl::fl;
use office::{
    Refused,
    mobile_id::{Phone, PhoneCode},
};
use school::PupilId;

use crate::{
    formats,
    frame::Frame,
    once::OrDone,
    pages::{
        Answer, go,
        mobile_id::phone_words,
        photo::{class_text, known},
    },
    refusal::page,
    visitor::Staff,
};

#[derive(Template)]
#[template(path = "pupils/phone.html")]
struct PhonePage {
    frame: Frame,
    id: PupilId,
    name: String,
    class: String,
    /// Which phone shows the codes.
    phone: String,
    /// Is there one to be reported lost?
    may_lose: bool,
    /// A code for the next, this once.
    made: Option<PhoneCode>,
    /// Until when it counts, in words.
    until: String,
    /// One was made when the form came before; it is not shown again.
    gone: bool,
}

async fn phone_page(staff: &Staff, id: PupilId, made: Option<PhoneCode>, gone: bool) -> Answer {
    let t = staff.t();
    let (phone, record) = (staff.desk.phone(id).await?, staff.desk.pupil(id).await?);
    Ok(page(&PhonePage {
        frame: Frame { path: format!("/pupils/{id}/phone"), ..staff.frame("pupils").await? },
        id,
        name: record.name.full(),
        class: class_text(t, &record.class),
        may_lose: matches!(phone, Phone::Elsewhere { .. }),
        phone: phone_words(t, &phone),
        until: made.as_ref().map(|made| formats::short_moment(made.until)).unwrap_or_default(),
        made,
        gone,
    }))
}

/// Which phone shows the pupil's ID.
pub async fn phone(staff: Staff, Path(id): Path<String>) -> Answer {
    phone_page(&staff, known(&id)?, None, false).await
}

/// Makes a code for the next. It stands in this one answer and nowhere else.
pub async fn make_phone_code(staff: Staff, Path(id): Path<String>) -> Answer {
    let id = known(&id)?;
    match staff.desk.phone_code(id).await {
        Ok(made) => phone_page(&staff, id, Some(made), false).await,
        // sent twice: what was shown is not shown again, a new code can be made
        Err(Refused::Done(_)) => phone_page(&staff, id, None, true).await,
        Err(refused) => Err(refused.into()),
    }
}

/// The phone was lost.
pub async fn lose_phone(staff: Staff, Path(id): Path<String>) -> Answer {
    let id: PupilId = staff.desk.lose_phone(known(&id)?).await.or_done()?;
    Ok(go(&format!("/pupils/{id}/phone")))
}
