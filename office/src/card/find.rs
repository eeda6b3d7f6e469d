//! A card by what is printed on it.

use school::{number::CardNumber, permission::Permission};

use super::CardRecord;
use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// The card with this number, as somebody typed it; none if there is no such card, or it is no number.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn find_card(&self, number: &str) -> Result<Option<CardRecord>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let Ok(number) = number.parse::<CardNumber>() else { return Ok(None) };
        let found = self.look().await?.card_numbered(number).await?;
        match found {
            Some(id) => Ok(Some(self.card(id).await?)),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use school::person::Role;

    use crate::{refused::Refused, testing::TestOffice};

    #[tokio::test]
    async fn a_card_is_found_by_its_number_at_its_own_school_only() {
        for t in TestOffice::both().await {
            let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
            let pupil = t.pupil(&school, 1).await;
            let parent = t.parent(&school, pupil, "ewa@dom.test").await;
            let (_, card) = t.printed_card(&school, pupil, parent).await;
            let desk = t.desk(&school, Role::Secretary).await;
            let number = desk.card(card).await.unwrap().number;
            let typed = number.replace('/', " / ");
            assert_eq!(desk.find_card(&typed).await.unwrap().unwrap().id, card, "{}", t.engine);
            for nothing in ["999/2026", "Nowak", ""] {
                assert!(desk.find_card(nothing).await.unwrap().is_none(), "{nothing}, {}", t.engine);
            }
            let elsewhere = t.desk(&other, Role::Secretary).await.find_card(&number).await.unwrap();
            assert!(elsewhere.is_none(), "{}", t.engine);
            let refused = t.desk(&school, Role::Administrator).await.find_card(&number).await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{}", t.engine);
        }
    }
}
