//! To whoever signed up: the link and the code that confirm the account. Who has an account is told so here, and here
//! alone: the page answers everybody alike.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};
use crate::person::SIGN_UP_HOURS;

pub(super) fn body(words: Words, code: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "sign-up-subject"),
        before: vec![fl!(words, "sign-up-text"), fl!(words, "sign-up-code", code = code)],
        link: (fl!(words, "sign-up-link"), link),
        after: vec![fl!(words, "sign-up-after", hours = SIGN_UP_HOURS)],
    }
}

pub(super) fn known(words: Words, link: String, forgotten: &str) -> Body {
    Body {
        subject: fl!(words, "sign-up-known-subject"),
        before: vec![fl!(words, "sign-up-known-text")],
        link: (fl!(words, "sign-up-known-link"), link),
        after: vec![fl!(words, "sign-up-known-after", address = forgotten)],
    }
}
