//! To somebody who is to work at a school.

use i18n_embed_fl::fl;
use school::person::Role;

use super::{compose::Body, words::Words};
use crate::person::INVITATION_DAYS;

pub(super) fn body(words: Words, school: &str, role: Role, link: String) -> Body {
    let role = words.get(&format!("role-{role}"));
    Body {
        subject: fl!(words, "invitation-staff-subject", school = school),
        before: vec![
            fl!(words, "invitation-staff-text", school = school, role = role),
            fl!(words, "invitation-staff-how"),
        ],
        link: (fl!(words, "invitation-link"), link),
        after: vec![fl!(words, "invitation-after", days = INVITATION_DAYS)],
    }
}
