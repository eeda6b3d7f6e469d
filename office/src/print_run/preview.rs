//! A card on the screen, before and after it is printed.

use school::{CardId, permission::Permission};
use workshop::card::{Layout, preview};

use crate::{
    StaffDesk,
    refused::{Broken, Refused},
};

impl StaffDesk {
    /// A card as SVG, marked PODGLĄD, with the photo by address. It is the words that are printed; the PESEL is
    /// masked, since it was checked when it was typed and everybody at the desk sees the screen.
    ///
    /// # Errors
    /// If it is not there, or the role may not see print runs.
    pub async fn card_preview(&self, id: CardId, photo_href: &str) -> Result<String, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let facts = self.look().await?.card(id).await?;
        let broken = |why: String| Broken::Document(why);
        let layout = Layout::of(&facts.face.template).map_err(|error| broken(error.to_string()))?;
        Ok(preview(&facts.face.to_show()?, &layout, photo_href).map_err(|error| broken(error.to_string()))?)
    }
}
