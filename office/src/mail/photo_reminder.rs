//! To the family: The school waits for a photo.

use i18n_embed_fl::fl;
use school::language::Language;

use super::{
    compose::Body,
    words::{Words, words},
};
use crate::refused::Refused;

pub(super) fn body(words: Words, pupil: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "photo-reminder-subject", pupil = pupil),
        before: vec![fl!(words, "photo-reminder-text", pupil = pupil), fl!(words, "photo-reminder-how")],
        link: (fl!(words, "photo-reminder-link"), link),
        after: vec![fl!(words, "photo-reminder-after")],
    }
}

/// Subject and paragraphs, for whoever sends it to look at first.
pub(crate) fn reminder_letter(language: Language, pupil: &str) -> Result<(String, Vec<String>), Refused> {
    let Body { subject, before, link: (label, _), after } = body(words(language)?, pupil, String::new());
    Ok((subject, before.into_iter().chain([label]).chain(after).collect()))
}
