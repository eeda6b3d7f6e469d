//! People: signing in and out, the second factor, invitations.

pub(crate) mod attempts;
mod closing;
mod command_line;
mod create;
mod invitation;
mod passkey;
pub(crate) mod password;
mod password_reset;
mod place;
mod recovery_codes;
pub(crate) mod school_access;
mod second_factor;
pub(crate) mod session;
mod sign_in;
mod sign_up;
#[cfg(test)]
mod tests;

pub use closing::Closing;
pub use command_line::StaffLine;
pub use create::NewPerson;
pub(crate) use invitation::{
    INVITATION_DAYS, Invited, InvitedTo, LETTER_DAYS, add_on_paper, invite_on_paper, invite_person, invite_unasked,
    paper_code, paper_mark, unseal,
};
pub use passkey::{NewPasskey, PasskeyAnswer, PasskeyQuestion, PasskeyRow, PasskeyUser};
pub use password_reset::{LinkEnd, ResetLink};
pub(crate) use password_reset::{RESET_JOB, RESET_MINUTES, send_reset};
pub use school_access::{AccountOfLetter, BroughtLetter, LetterView, OfLetter};
pub use second_factor::app_code;
pub use sign_up::{Activation, SignUp, SignUpLink, Waits};
pub(crate) use sign_up::{SIGN_UP_HOURS, SIGN_UP_JOB, SignUpLetter, send_sign_up};

use school::{language::Language, person::Role};

use crate::desk::Factors;

/// Where a signed-in person goes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Home: everything is done.
    Home,
    /// To give the second factor.
    SecondFactor,
    /// To set the second factor up first.
    Enrolment,
}

/// A new session: the secret for the cookie, and where to go.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The cookie's value.
    pub session: String,
    /// Where to go.
    pub next: Next,
    /// By what the second factor can be given.
    pub factors: Factors,
}

/// A second factor that was just set up.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// The session, with a new secret.
    pub signed_in: SignedIn,
    /// The recovery codes, to be shown this once.
    pub codes: Vec<String>,
}

/// What somebody needs to set up a second factor.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret in base32, for typing.
    pub secret: String,
    /// `otpauth://…`
    pub uri: String,
    /// The same as a QR code: an SVG with attributes only.
    pub qr: String,
}

/// An invitation as its receiver sees it.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// Whose.
    pub name: String,
    /// The login it will have.
    pub email: String,
    /// From which school.
    pub school: String,
    /// To work as that; none for families.
    pub roles: Vec<Role>,
    /// The given name and initial, and class, of the pupils one is linked to: "Jan K., 1B".
    pub pupils: Vec<String>,
    /// Has this person a password already? Then they give it.
    pub known: bool,
    /// The language of the person's letters.
    pub language: Language,
}

/// A session in the list of devices.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// What the browser called itself, shortened.
    pub device: String,
    /// Since when, seconds.
    pub started_at: jiff::Timestamp,
    /// Last seen.
    pub seen_at: jiff::Timestamp,
    /// Is it the one asking?
    pub this: bool,
}
