//! The pictures. Whoever is signed in asks; first the desk at school is tried, then the family's.

use axum::extract::Path;
use office::{FileKind, Refused};
use school::PhotoId;

use crate::{
    pages::{Answer, jpeg, photo::known},
    visitor::Member,
};

/// The picture of the screens, 480 × 617.
pub async fn review_jpg(member: Member, Path(id): Path<String>) -> Answer {
    picture(&member, known(&id)?, FileKind::Review).await
}

/// What is printed.
pub async fn portrait_jpg(member: Member, Path(id): Path<String>) -> Answer {
    picture(&member, known(&id)?, FileKind::Portrait).await
}

/// The clean source, for the stage on which a frame is set.
pub async fn source_jpg(member: Member, Path(id): Path<String>) -> Answer {
    picture(&member, known(&id)?, FileKind::Clean).await
}

async fn picture(member: &Member, id: PhotoId, kind: FileKind) -> Answer {
    let (visitor, office) = (&member.visitor, member.guest.app.office());
    if !visitor.places.is_empty() {
        match visitor.staff(office, office.now(), None).await?.photo_file(id, kind).await {
            // one may work at a school and have a child there
            Err(Refused::NotFound | Refused::Forbidden) if visitor.family => {}
            answer => return Ok(jpeg(answer?)),
        }
    }
    Ok(jpeg(visitor.family(office, office.now(), None)?.photo_file(id, kind).await?))
}
