//! Finding a photo through the links of whoever asks.

use school::{PhotoId, permission::Permission};

use crate::{
    FamilyDesk,
    desk::Link,
    refused::Refused,
    store::{Tx, Within, photo::PhotoFacts},
};

impl FamilyDesk {
    /// A photo of a pupil to whom this person is linked, with the link. Another's photo is not there.
    pub(crate) async fn own_photo(&self, id: PhotoId, permission: Permission) -> Result<(Link, PhotoFacts), Refused> {
        for link in self.links().await? {
            let found = self.look(&link).await?.photo(id).await;
            match found {
                Ok(facts) if facts.photo.pupil == link.pupil => {
                    // The one policy decides, and whether "no" or "not there" is the answer.
                    return Ok((self.child(link.pupil, permission).await?, facts));
                }
                Ok(_) | Err(Refused::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Err(Refused::NotFound)
    }

    /// Opens a changing transaction in which the link still stands.
    pub(crate) async fn change(&self, link: &Link) -> Result<Tx<Within>, Refused> {
        let mut tx = self.begin(link).await?;
        tx.must_stand(link.id).await?;
        Ok(tx)
    }
}
