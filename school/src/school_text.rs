//! The school's own words to families and to everybody, beside those of the program.

use crate::code::codes;

codes! {
    /// Where the school's own words stand (*tekst szkoły*).
    TextPlace {
        /// Beside the rules for the photo.
        Photo = "photo",
        /// Beside a card that waits to be collected.
        Pickup = "pickup",
        /// In the declaration of accessibility: how the building is got into and about.
        Building = "building",
        /// There, too: who answers for accessibility.
        AccessPerson = "access_person",
        /// Their e-mail.
        AccessEmail = "access_email",
        /// Their telephone.
        AccessPhone = "access_phone",
        /// In the notice about personal data: how the data protection officer is reached.
        DataOfficer = "data_officer",
    }
}
