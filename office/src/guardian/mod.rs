//! The family of a pupil: inviting a parent, a guardian or the pupil by e-mail or by a letter on paper; changing what
//! they may and ending a link, both with immediate effect; letters with school access for whole classes.

mod invite;
mod leave;
mod letter;
mod revoke;
mod school_letters;
mod set_scope;
#[cfg(test)]
pub(crate) mod tests;

use jiff::civil::Date;
use school::PupilId;

pub use school_letters::{LettersFor, MadeLetters, MakeLetters};

use crate::pupil::GuardianRow;

/// A link of a family, for the pages that change it.
#[derive(Clone, Debug)]
pub struct LinkView {
    /// To whom.
    pub pupil: PupilId,
    /// The pupil's given names and surname.
    pub name: String,
    /// The pupil's class.
    pub class: String,
    /// The link itself.
    pub row: GuardianRow,
}

/// What a linked person may do from now on, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct SetScope {
    /// [`school::guardian::GuardianScope`] code.
    pub scope: String,
    /// The day of the court's decision, YYYY-MM-DD; only for `none`.
    pub decided_on: String,
}

/// What stands in a letter on paper. The code is a secret: whoever is given it keeps it nowhere.
#[derive(Clone, Debug)]
pub struct PaperInvitation {
    /// The link.
    pub id: school::GuardianId,
    /// The code, which is the last part of the address.
    pub code: String,
    /// The whole address.
    pub address: String,
    /// The same as a QR code: an SVG with attributes only.
    pub qr: String,
    /// The login that the account will have.
    pub login: String,
    /// The last day on which it can be used.
    pub until: Date,
}

/// A family member to invite, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct InviteGuardian {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// E-mail; empty if there is none, then a letter on paper is made ([`crate::StaffDesk::guardian_letter`]).
    pub email: String,
    /// [`school::guardian::GuardianKind`] code.
    pub kind: String,
    /// [`school::guardian::GuardianScope`] code, full or view; empty means full.
    pub scope: String,
    /// The address is right although it belongs to an account under another name.
    pub confirmed: bool,
}
