//! Words about packs and their files.

use i18n_embed_fl::fl;
use office::photo_pack::{FileRefusal, FileState, PackFault, PackRefusal, PackState, PackedFile, Skipped};

use crate::{forms::fault_sentence, words::Words};

/// Where a pack stands: kind and icon of the mark, and words.
pub(super) fn standing(t: Words, state: PackState) -> (&'static str, &'static str, String) {
    match state {
        PackState::Uploading { .. } => ("", "clock", fl!(t, "packs-state-uploading")),
        PackState::Reading => ("wait", "clock", fl!(t, "packs-state-reading")),
        PackState::Ready => ("done", "check", fl!(t, "packs-state-ready")),
        PackState::Refused(_) => ("bad", "warn", fl!(t, "packs-state-refused")),
        PackState::Taking => ("wait", "clock", fl!(t, "packs-state-taking")),
    }
}

/// Why a pack cannot be used, and what to do.
pub(super) fn refusal_words(t: Words, refusal: PackRefusal) -> String {
    match refusal {
        PackRefusal::Again => fl!(t, "packs-refused-again"),
        PackRefusal::Archive(PackFault::Damaged) => fl!(t, "packs-refused-damaged"),
        PackRefusal::Archive(PackFault::TooMany) => fl!(t, "packs-refused-too-many"),
        PackRefusal::Archive(PackFault::TooMuch) => fl!(t, "packs-refused-too-much"),
    }
}

/// What is to be said of a file: why it is refused, or that there is a photo already.
pub(super) fn file_words(t: Words, file: &PackedFile) -> String {
    match file.state {
        FileState::Refused(FileRefusal::Skipped(skipped)) => skipped_words(t, skipped),
        FileState::Refused(FileRefusal::Photo(fault)) => fault_sentence(t, &fault),
        FileState::Refused(FileRefusal::Left) => fl!(t, "packs-file-left"),
        FileState::Chosen => fl!(t, "packs-file-chosen"),
        FileState::Unclear => file.pupils.iter().map(|pupil| pupil.name.as_str()).collect::<Vec<_>>().join(", "),
        FileState::Matched => match file.pupils.first() {
            Some(pupil) if pupil.waits => fl!(t, "packs-file-waits"),
            Some(pupil) if pupil.approved => fl!(t, "packs-file-approved"),
            _ => String::new(),
        },
        FileState::Unmatched | FileState::Discarded | FileState::Taken => String::new(),
    }
}

fn skipped_words(t: Words, skipped: Skipped) -> String {
    match skipped {
        Skipped::Path => fl!(t, "packs-skipped-path"),
        Skipped::Link => fl!(t, "packs-skipped-link"),
        Skipped::Encrypted => fl!(t, "packs-skipped-encrypted"),
        Skipped::Nested => fl!(t, "packs-skipped-nested"),
        Skipped::TooLarge => fl!(t, "packs-skipped-too-large"),
        Skipped::Bomb => fl!(t, "packs-skipped-bomb"),
        Skipped::SameName => fl!(t, "packs-skipped-same-name"),
        Skipped::System => fl!(t, "packs-skipped-system"),
        Skipped::NotAPhoto(_) => fl!(t, "packs-skipped-no-photo"),
        Skipped::Damaged => fl!(t, "packs-skipped-damaged"),
    }
}
