//! Packs that were kept long enough: uploads that were given up, and those whose photos have been taken over or not.

use school::{PhotoPackId, SchoolId, event::Event};

use super::read::within;
use crate::{
    Office,
    refused::Refused,
    store::{Actor, Mode},
};

const DAY: i64 = 24 * 3600;
/// An upload that was broken off, from its beginning.
const UPLOAD: i64 = DAY;
/// A pack, from its beginning: its photos that were taken over stay, the others are nobody's.
pub(crate) const PACK: i64 = 7 * DAY;

/// Forgets the packs that are due, each with an entry of the log.
pub(crate) async fn forget_packs_due(office: &Office) -> Result<(), Refused> {
    let at = office.now();
    let (uploads, packs) = (at.as_second() - UPLOAD, at.as_second() - PACK);
    let due = office.db().everywhere(Mode::Read, at).await?.packs_due(uploads, packs).await?;
    for (school, id) in due {
        let (school, id) = (SchoolId(school), PhotoPackId(id));
        let mut tx = within(office, school, Mode::Write, Actor::SYSTEM).await?;
        if tx.forget_pack(id, uploads, packs).await? {
            tx.commit(Event::new("photo_pack.erased", id)).await?;
        }
    }
    Ok(())
}
