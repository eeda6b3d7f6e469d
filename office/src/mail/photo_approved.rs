//! To the family: The photo was approved.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};

pub(super) fn body(words: Words, pupil: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "photo-approved-subject", pupil = pupil),
        before: vec![fl!(words, "photo-approved-text", pupil = pupil), fl!(words, "photo-approved-after")],
        link: (fl!(words, "photo-approved-link"), link),
        after: vec![],
    }
}
