//! The languages the program speaks.

use crate::code::codes;

codes! {
    /// A language of pages and letters (*język*).
    Language {
        /// Polish, the language of the cards and the default.
        Pl = "pl",
        /// Ukrainian.
        Uk = "uk",
        /// English.
        En = "en",
    }
}
