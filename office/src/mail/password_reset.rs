//! To whoever asked for a new password: the link that sets it. It says nothing about what the account is for.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};
use crate::person::RESET_MINUTES;

pub(super) fn body(words: Words, link: String) -> Body {
    Body {
        subject: fl!(words, "reset-subject"),
        before: vec![fl!(words, "reset-text")],
        link: (fl!(words, "reset-link"), link),
        after: vec![fl!(words, "reset-after", minutes = RESET_MINUTES)],
    }
}
