//! To the family: The card is printed and can be collected.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};

pub(super) fn body(words: Words, pupil: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "card-printed-subject", pupil = pupil),
        before: vec![fl!(words, "card-printed-text", pupil = pupil), fl!(words, "card-printed-after")],
        link: (fl!(words, "card-printed-link"), link),
        after: vec![],
    }
}
