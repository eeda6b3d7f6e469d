//! The school's own words to families, beside those of the program.

use crate::code::codes;

codes! {
    /// Where the school's own words stand (*tekst szkoły*).
    TextPlace {
        /// Beside the rules for the photo.
        Photo = "photo",
        /// Beside a card that waits to be collected.
        Pickup = "pickup",
    }
}
