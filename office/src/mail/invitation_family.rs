//! To somebody who is to be linked to pupils: a parent, a guardian, the pupil.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};
use crate::person::INVITATION_DAYS;

pub(super) fn body(words: Words, school: &str, pupils: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "invitation-family-subject", pupils = pupils),
        before: vec![
            fl!(words, "invitation-family-text", school = school, pupils = pupils),
            fl!(words, "invitation-family-how"),
        ],
        link: (fl!(words, "invitation-link"), link),
        after: vec![fl!(words, "invitation-after", days = INVITATION_DAYS)],
    }
}
