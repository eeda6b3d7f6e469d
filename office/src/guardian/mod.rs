//! The family of a pupil: inviting a parent, a guardian or the pupil, and ending a link with immediate effect.

mod invite;
mod revoke;
#[cfg(test)]
pub(crate) mod tests;

/// A family member to invite, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct InviteGuardian {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// E-mail.
    pub email: String,
    /// [`school::guardian::GuardianKind`] code.
    pub kind: String,
    /// [`school::guardian::GuardianScope`] code; empty means full.
    pub scope: String,
    /// The address is right although it belongs to an account under another name.
    pub confirmed: bool,
}
