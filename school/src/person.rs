//! Who someone is at a school.

use crate::code::codes;

codes! {
    /// The part a person plays at a school (*rola*); one person may play several.
    Role {
        /// *dyrektor*
        Head = "head",
        /// *sekretarz, sekretariat*
        Secretary = "secretary",
        /// *wychowawca*
        FormTeacher = "form_teacher",
        /// *administrator*
        Administrator = "administrator",
        /// *fotograf*
        Photographer = "photographer",
        /// *rodzic, opiekun prawny*
        Guardian = "guardian",
        /// *uczeń*
        Pupil = "pupil",
        /// Who runs the installation; sees a school's data only while its grant runs (*operator*).
        Operator = "operator",
        /// Who inspects on behalf of an authority (*inspektor*).
        Inspector = "inspector",
    }
}

impl Role {
    /// Whether the role works for the school, as opposed to a family, the operator and inspectors.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Head | Self::Secretary | Self::FormTeacher | Self::Administrator | Self::Photographer)
    }
}

codes! {
    /// Whether a person really is at the school in that role (*członkostwo*).
    Membership {
        /// Asked to join; has not come yet.
        Invited = "invited",
        /// Is there.
        Accepted = "accepted",
        /// Was asked and said that it is not for them.
        Declined = "declined",
        /// Was there.
        Revoked = "revoked",
    }
}
