//! The one policy: who may do what. Everything not written here is denied.

use crate::{
    code::codes,
    guardian::{GuardianScope, Relation},
    person::{Membership, Role},
};

codes! {
    /// Something one may or may not do (*uprawnienie*).
    Permission {
        /// Change the school's own data: name, address, RSPO number, head.
        ManageSchool = "manage_school",
        /// Invite staff and revoke them.
        ManageStaff = "manage_staff",
        /// Make and revoke tokens of the API.
        ManageTokens = "manage_tokens",
        /// Read the audit log.
        SeeAudit = "see_audit",
        /// Let whoever runs the installation look in for some hours, and end that.
        GrantAccess = "grant_access",
        /// Add classes and pupils; invite and revoke the people linked to these.
        ManagePupils = "manage_pupils",
        /// Ask families for the photo that is missing.
        RemindFamilies = "remind_families",
        /// See pupils, with the PESEL masked.
        SeePupils = "see_pupils",
        /// Take the list of pupils or the register out as a file, and agree that a colleague takes one about many.
        ExportPupils = "export_pupils",
        /// See a whole PESEL.
        RevealPesel = "reveal_pesel",
        /// See and note that a pupil has a ruling because of a disability, which decides about the template of the card.
        SeeDisability = "see_disability",
        /// See pupils' photos.
        SeePhotos = "see_photos",
        /// Approve and reject photos, and undo that.
        ReviewPhotos = "review_photos",
        /// Add a photo for the school, without the family: from a pupil's record or out of a photographer's pack.
        AddPhotos = "add_photos",
        /// Hand in a photographer's pack, and see how far its files were matched.
        HandInPacks = "hand_in_packs",
        /// Open, render and confirm print runs.
        OpenPrintRuns = "open_print_runs",
        /// See print runs and their sheets.
        SeePrintRuns = "see_print_runs",
        /// Hand out cards and record the receipts; end cards, take them back and take applications for others. Make a code
        /// for the phone that shows an ID, and end that phone.
        HandOutCards = "hand_out_cards",
        /// Read the nominal register.
        SeeRegister = "see_register",
        /// Record movements of blanks and holograms.
        ManageStock = "manage_stock",
        /// See the ledgers of blanks and holograms.
        SeeStock = "see_stock",
        /// Send, change and withdraw a pupil's photo; make a code for the phone that shows the ID.
        SubmitPhoto = "submit_photo",
        /// See the photo and the card of one's own child, or one's own.
        SeeOwnPhoto = "see_own_photo",
        /// Read the messages sent to oneself.
        ReadMessages = "read_messages",
    }
}

/// Whether someone in this role, belonging to the school in this way and standing so to the pupil in
/// question, may do this. For a question about no pupil the relation is [`Relation::None`].
#[must_use]
pub fn allows(role: Role, membership: Membership, relation: Relation, permission: Permission) -> bool {
    // an invitation is not yet a right, a revoked one no longer; a school never reaches into another
    if membership != Membership::Accepted || relation == Relation::OtherSchool {
        return false;
    }
    match role {
        Role::Secretary => within_school(relation) && secretary(permission),
        Role::Head => within_school(relation) && head(permission),
        Role::Administrator => within_school(relation) && administrator(permission),
        Role::FormTeacher => form_teacher(relation, permission),
        Role::Guardian | Role::Pupil => family(relation, permission),
        Role::Operator => operator(relation, permission),
        // whoever takes the pictures hands them in; whose they are is the school's to know and to decide
        Role::Photographer => within_school(relation) && permission == Permission::HandInPacks,
        // inspectors get in only by a grant, which is not built yet
        Role::Inspector => false,
    }
}

/// Staff act for the school as a whole or for a pupil on its roll. Who wants to act for their own
/// child comes in the family's role: nobody reviews, prints and hands out as a parent.
const fn within_school(relation: Relation) -> bool {
    matches!(relation, Relation::None | Relation::Staff | Relation::OwnClass { .. })
}

/// The daily work is the secretary's. The school's own data, staff, tokens and the audit log are
/// not: who does the work does not watch over it as well.
const fn secretary(permission: Permission) -> bool {
    use Permission as P;
    match permission {
        P::ManagePupils | P::SeePupils | P::ExportPupils | P::RevealPesel | P::SeeDisability => true,
        P::RemindFamilies => true,
        P::SeePhotos | P::ReviewPhotos | P::AddPhotos | P::HandInPacks => true,
        P::OpenPrintRuns | P::SeePrintRuns | P::HandOutCards | P::SeeRegister => true,
        P::ManageStock | P::SeeStock => true,
        P::ManageSchool | P::ManageStaff | P::ManageTokens | P::SeeAudit | P::GrantAccess => false,
        P::SubmitPhoto | P::SeeOwnPhoto | P::ReadMessages => false,
    }
}

/// The head answers for the school, so sees everything of it and who did what, and does none of it
/// (ux.md 2.0). A whole PESEL is the head's to see (`L8-11`).
const fn head(permission: Permission) -> bool {
    use Permission as P;
    match permission {
        P::SeeAudit
        | P::GrantAccess
        | P::SeePupils
        | P::ExportPupils
        | P::RevealPesel
        | P::SeeDisability
        | P::SeePhotos
        | P::SeePrintRuns
        | P::SeeRegister
        | P::SeeStock => true,
        P::ManageSchool | P::ManageStaff | P::ManageTokens | P::ManagePupils | P::RemindFamilies => false,
        P::ReviewPhotos | P::AddPhotos | P::HandInPacks => false,
        P::OpenPrintRuns | P::HandOutCards | P::ManageStock => false,
        P::SubmitPhoto | P::SeeOwnPhoto | P::ReadMessages => false,
    }
}

/// The administrator sets things up: school, staff, tokens, classes and pupils. Faces, whole PESELs, rulings,
/// prints and strict-accounting forms are no part of that.
const fn administrator(permission: Permission) -> bool {
    use Permission as P;
    match permission {
        P::ManageSchool | P::ManageStaff | P::ManageTokens | P::SeeAudit | P::GrantAccess => true,
        P::ManagePupils | P::SeePupils => true,
        P::ExportPupils | P::RevealPesel | P::SeeDisability | P::RemindFamilies => false,
        P::SeePhotos | P::ReviewPhotos | P::AddPhotos | P::HandInPacks => false,
        P::OpenPrintRuns | P::SeePrintRuns | P::HandOutCards | P::SeeRegister | P::ManageStock | P::SeeStock => false,
        P::SubmitPhoto | P::SeeOwnPhoto | P::ReadMessages => false,
    }
}

/// A form teacher sees the pupils and photos of the own class, asks for those that are missing, and decides on these
/// photos if the school lets form teachers do so (ux.md 2.15).
const fn form_teacher(relation: Relation, permission: Permission) -> bool {
    match permission {
        Permission::SeePupils | Permission::SeePhotos | Permission::RemindFamilies => {
            matches!(relation, Relation::OwnClass { .. })
        }
        Permission::ReviewPhotos => matches!(relation, Relation::OwnClass { decides: true }),
        _ => false,
    }
}

/// Whoever runs the installation sees nothing of a school but what it lets them see: while its grant runs, who is on its
/// roll and how it is set up (trust.md T21). No PESEL and no face, and nothing is changed.
const fn operator(relation: Relation, permission: Permission) -> bool {
    matches!((relation, permission), (Relation::Granted, Permission::SeePupils))
}

/// A family sees and sends the photo of its own child, as far as the link's scope goes. Messages are
/// to the person, so need no pupil; a link without rights brings none either.
const fn family(relation: Relation, permission: Permission) -> bool {
    matches!(
        (permission, relation),
        (Permission::SubmitPhoto, Relation::Own(GuardianScope::Full))
            | (Permission::SeeOwnPhoto, Relation::Own(GuardianScope::Full | GuardianScope::View))
            | (Permission::ReadMessages, Relation::None | Relation::Own(GuardianScope::Full | GuardianScope::View))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The allowed cells of a role, as one readable line a permission.
    fn table(role: Role) -> Vec<String> {
        Permission::ALL
            .iter()
            .filter_map(|&permission| {
                let relations: Vec<String> = Relation::ALL
                    .iter()
                    .filter(|&&relation| allows(role, Membership::Accepted, relation, permission))
                    .map(|relation| format!("{relation:?}"))
                    .collect();
                (!relations.is_empty()).then(|| format!("{permission}: {}", relations.join(" ")))
            })
            .collect()
    }

    fn each(permissions: &str, relations: &str) -> Vec<String> {
        permissions.split_whitespace().map(|permission| format!("{permission}: {relations}")).collect()
    }

    #[test]
    fn the_table_is_what_was_agreed() {
        let own = "OwnClass { decides: false } OwnClass { decides: true }";
        let inside = &format!("None Staff {own}");
        let secretary = "manage_pupils remind_families see_pupils export_pupils reveal_pesel see_disability see_photos review_photos add_photos hand_in_packs open_print_runs see_print_runs hand_out_cards see_register manage_stock see_stock";
        assert_eq!(table(Role::Secretary), each(secretary, inside));
        let head = "see_audit grant_access see_pupils export_pupils reveal_pesel see_disability see_photos see_print_runs see_register see_stock";
        assert_eq!(table(Role::Head), each(head, inside));
        let administrator = "manage_school manage_staff manage_tokens see_audit grant_access manage_pupils see_pupils";
        assert_eq!(table(Role::Administrator), each(administrator, inside));
        let form_teacher =
            [each("remind_families see_pupils see_photos", own), each("review_photos", "OwnClass { decides: true }")];
        assert_eq!(table(Role::FormTeacher), form_teacher.concat());
        for family in [Role::Guardian, Role::Pupil] {
            assert_eq!(
                table(family),
                [
                    "submit_photo: Own(Full)",
                    "see_own_photo: Own(Full) Own(View)",
                    "read_messages: None Own(Full) Own(View)"
                ]
            );
        }
        assert_eq!(table(Role::Photographer), each("hand_in_packs", inside));
        assert_eq!(table(Role::Operator), ["see_pupils: Granted"]);
        assert_eq!(table(Role::Inspector), [""; 0]);
    }

    #[test]
    fn every_cell_is_counted() {
        let (mut allowed, mut cells) = (0, 0);
        for &role in Role::ALL {
            for &membership in Membership::ALL {
                for &relation in Relation::ALL {
                    for &permission in Permission::ALL {
                        cells += 1;
                        let yes = allows(role, membership, relation, permission);
                        allowed += usize::from(yes);
                        assert!(!yes || membership == Membership::Accepted);
                        assert!(!yes || relation != Relation::OtherSchool);
                        assert!(!yes || relation != Relation::Own(GuardianScope::None));
                        assert!(!yes || !matches!(relation, Relation::Own(_)) || !role.is_staff());
                        assert!(!yes || (role == Role::Operator) == (relation == Relation::Granted));
                    }
                }
            }
        }
        // 4 × (16 + 10 + 7 + 1) for the office and the photographer, 2 × 3 + 1 for the form teacher, 2 × (1 + 2 + 3)
        // for the family, 1 for the operator
        assert_eq!((allowed, cells), (4 * 34 + 7 + 2 * 6 + 1, 9 * 4 * 9 * 24));
    }
}
