//! A job about a pack that was given up, after all its tries: the pack does not wait for it any more.

use school::SchoolId;
use workshop::photo_pack::PackFault;

use super::{PackRefusal, read::pack_of};
use crate::{
    refused::Refused,
    store::{Everywhere, Tx, job::JobRow},
};

/// A pack that could not be read is refused, and can be handed in once more; of one that could not be taken over what is
/// left can be chosen again.
pub(crate) async fn give_up(tx: &mut Tx<Everywhere>, job: &JobRow) -> Result<(), Refused> {
    let Some(school) = job.school.map(SchoolId) else { return Ok(()) };
    match job.kind.as_str() {
        "photo_pack.read" => {
            let fault = serde_json::to_string(&PackRefusal::Archive(PackFault::Damaged))?;
            tx.refuse_unread_pack(school, pack_of(&serde_json::from_str(&job.payload)?)?, &fault).await
        }
        "photo_pack.take" => tx.release_pack(school, pack_of(&serde_json::from_str(&job.payload)?)?).await,
        _ => Ok(()),
    }
}
