//! To the family: A decision was taken back; the photo waits again.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};

pub(super) fn body(words: Words, pupil: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "review-undone-subject", pupil = pupil),
        before: vec![fl!(words, "review-undone-text", pupil = pupil), fl!(words, "review-undone-after")],
        link: (fl!(words, "review-undone-link"), link),
        after: vec![],
    }
}
