//! Looking into a school (*wgląd*): whoever runs the installation asks, the school grants for some hours or refuses, and
//! may end it before.

use crate::code::codes;

/// The longest grant, in hours: who needs more asks again.
pub const MOST_HOURS: u32 = 24;

codes! {
    /// How a request of access stands.
    AccessState {
        /// Waits for the school's answer.
        Asked = "asked",
        /// Granted; it runs until its time is over.
        Granted = "granted",
        /// The school said no.
        Refused = "refused",
        /// The school ended it before its time, or was closed.
        Ended = "ended",
    }
}
