//! To the family: The photo was rejected; why, and what to do about it.

use i18n_embed_fl::fl;
use school::photo::Reason;

use super::{compose::Body, words::Words};

pub(super) fn body(
    words: Words,
    pupil: &str,
    reason: Reason,
    note: Option<&str>,
    reframed: bool,
    link: String,
) -> Body {
    let (why, fix) = (words.get(&format!("reason-{reason}")), words.get(&format!("reason-{reason}-fix")));
    let mut before = vec![
        fl!(words, "photo-rejected-text", pupil = pupil),
        fl!(words, "photo-rejected-reason", reason = why),
        fl!(words, "photo-rejected-fix", fix = fix),
    ];
    before.extend(reframed.then(|| fl!(words, "photo-reframed")));
    before.extend(note.map(|note| fl!(words, "photo-rejected-note", note = note)));
    Body {
        subject: fl!(words, "photo-rejected-subject", pupil = pupil),
        before,
        link: (fl!(words, "photo-rejected-link"), link),
        after: vec![],
    }
}
