//! Finding a photo through the links of whoever asks.

use school::{PhotoId, permission::Permission};

use crate::{
    FamilyDesk,
    desk::Link,
    refused::Refused,
    store::{Tx, Within, photo::PhotoFacts},
};

impl FamilyDesk {
    /// A photo of a pupil to whom this person is linked, with the link. Another's photo is not there; of a draft to go
    /// on with, it is said if a newer one took its place.
    pub(crate) async fn own_photo(&self, id: PhotoId, permission: Permission) -> Result<(Link, PhotoFacts), Refused> {
        match self.look_at_own(id, permission).await {
            Ok((link, facts, _)) => Ok((link, facts)),
            Err(Refused::NotFound) if permission == Permission::SubmitPhoto => Err(self.replaced(id).await?),
            Err(refused) => Err(refused),
        }
    }

    /// The same, with the transaction in which it was found: a picture is asked for so often that one less counts.
    pub(crate) async fn look_at_own(
        &self,
        id: PhotoId,
        permission: Permission,
    ) -> Result<(Link, PhotoFacts, Tx<Within>), Refused> {
        for link in self.links().await? {
            let mut tx = self.look(&link).await?;
            match tx.photo(id).await {
                Ok(facts) if facts.photo.pupil == link.pupil => {
                    link.must(permission)?;
                    return Ok((link, facts, tx));
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
        tx.must_stand(link).await?;
        Ok(tx)
    }
}
