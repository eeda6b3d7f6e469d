//! To the school office: Photos wait for a decision.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};

pub(super) fn body(words: Words, waiting: u32, link: String) -> Body {
    Body {
        subject: fl!(words, "digest-subject", count = waiting),
        before: vec![fl!(words, "digest-text", count = waiting)],
        link: (fl!(words, "digest-link"), link),
        after: vec![fl!(words, "digest-after")],
    }
}
