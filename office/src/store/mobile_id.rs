//! What a school ID on a phone asks besides its card: where the card is, and how its holder and its photo stand.

use school::{CardId, PhotoId, PupilId, SchoolId, number::CardNumber, photo::State, pupil::HolderStatus};
use uuid::Uuid;

use super::{Everywhere, Tx, Within, rows::day};
use crate::{
    refused::Refused,
    vault::{FileHash, FileKind},
};

impl Tx<Everywhere> {
    /// The school of a card; none if there is no such card, or its school is closed.
    pub(crate) async fn school_of_card(&mut self, card: CardId) -> Result<Option<SchoolId>, Refused> {
        let school: Option<Uuid> = value!(
            self,
            "SELECT k.school FROM card k JOIN school s ON s.id = k.school WHERE k.id = $1 AND s.closed_at IS NULL",
            card.0
        )?;
        Ok(school.map(SchoolId))
    }
}

impl Tx<Within> {
    /// A card of this school by its number; none while the school is closed.
    pub(crate) async fn card_by_number(&mut self, number: CardNumber) -> Result<Option<CardId>, Refused> {
        let card: Option<Uuid> = value!(
            self,
            "SELECT k.id FROM card k JOIN school s ON s.id = k.school
            WHERE k.school = $1 AND k.year = $2 AND k.serial = $3 AND s.closed_at IS NULL",
            self.scope.school.0,
            i64::from(number.year),
            i64::from(number.serial)
        )?;
        Ok(card.map(CardId))
    }

    /// The pupil's newest card.
    pub(crate) async fn newest_card(&mut self, pupil: PupilId) -> Result<Option<CardId>, Refused> {
        let card: Option<Uuid> = value!(
            self,
            "SELECT id FROM card WHERE pupil = $1 AND school = $2 ORDER BY id DESC LIMIT 1",
            pupil.0,
            self.scope.school.0
        )?;
        Ok(card.map(CardId))
    }

    /// Does this school show the photo to whoever checks a code?
    pub(crate) async fn check_shows_photo(&mut self) -> Result<bool, Refused> {
        let shows: Option<bool> =
            value!(self, "SELECT check_shows_photo FROM school WHERE id = $1", self.scope.school.0)?;
        Ok(shows.unwrap_or_default())
    }

    /// Shows it from now on, or no longer.
    pub(crate) async fn let_check_show_photo(&mut self, shown: bool) -> Result<(), Refused> {
        run!(self, "UPDATE school SET check_shows_photo = $2 WHERE id = $1", self.scope.school.0, shown)?;
        Ok(())
    }

    /// The picture of this photo that whoever checks a code sees: the small one; none where the school shows none.
    pub(crate) async fn checked_photo(&mut self, photo: PhotoId) -> Result<Option<FileHash>, Refused> {
        if !self.check_shows_photo().await? {
            return Ok(None);
        }
        Ok(self.photo(photo).await?.pictures.of(FileKind::Review))
    }

    /// Whether a card's holder is a pupil still, and whether the photo printed on it was removed.
    pub(crate) async fn behind_card(&mut self, card: CardId) -> Result<(HolderStatus, bool), Refused> {
        let row: Option<(Option<String>, String)> = row!(
            self,
            "SELECT p.left_on, f.state FROM card k JOIN pupil p ON p.id = k.pupil JOIN photo f ON f.id = k.photo
            WHERE k.id = $1 AND k.school = $2",
            card.0,
            self.scope.school.0
        )?;
        let (left, photo) = row.ok_or(Refused::NotFound)?;
        let left = left.as_deref().map(day).transpose()?;
        Ok((left.map_or(HolderStatus::Attending, HolderStatus::Left), photo == State::Removed.code()))
    }
}
