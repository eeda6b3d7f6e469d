//! To the family: The photo was approved.

use i18n_embed_fl::fl;

use super::{compose::Body, words::Words};

pub(super) fn body(words: Words, pupil: &str, reframed: bool, link: String) -> Body {
    let mut before = vec![fl!(words, "photo-approved-text", pupil = pupil)];
    before.extend(reframed.then(|| fl!(words, "photo-reframed")));
    before.push(fl!(words, "photo-approved-after"));
    Body {
        subject: fl!(words, "photo-approved-subject", pupil = pupil),
        before,
        link: (fl!(words, "photo-approved-link"), link),
        after: vec![],
    }
}
