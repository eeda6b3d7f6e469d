//! To the family: The card was handed out.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};

pub(super) fn body(words: Words, pupil: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "card-issued-subject", pupil = pupil),
        before: vec![fl!(words, "card-issued-text", pupil = pupil), fl!(words, "card-issued-after")],
        link: (fl!(words, "card-issued-link"), link),
        after: vec![],
    }
}
