//! Words about photos as the school's staff read them: what is seen, short enough for a tile.

use i18n_embed_fl::fl;
use school::photo::{Advice, Check, Origin, Reason};

use crate::words::Words;

/// The middle of the wanted height of the head in the frame (70 to 80 %): below it the head is small, above large.
const HEAD_SHARE: f64 = 0.75;

/// What the automatic check noticed; what to do about it is told to the family.
pub(super) fn phrase(t: Words, advice: &Advice) -> String {
    match advice.check {
        Check::Resolution => fl!(t, "check-resolution"),
        Check::FaceCount if advice.value < 1.0 => fl!(t, "check-no-face"),
        Check::FaceCount => fl!(t, "check-faces"),
        Check::HeadCut => fl!(t, "check-head-cut"),
        Check::HeadHeight if advice.value < HEAD_SHARE => fl!(t, "check-head-small"),
        Check::HeadHeight => fl!(t, "check-head-large"),
        Check::Centre => fl!(t, "check-centre"),
        Check::EyeLine => fl!(t, "check-eye-line"),
        Check::Tilt => fl!(t, "check-tilt"),
        Check::Sharpness => fl!(t, "check-sharpness"),
        Check::Darkness => fl!(t, "check-darkness"),
        Check::Overexposure => fl!(t, "check-overexposure"),
        Check::Glare => fl!(t, "check-glare"),
        Check::SideLight => fl!(t, "check-side-light"),
        Check::Greyscale => fl!(t, "check-greyscale"),
        Check::ColourCast => fl!(t, "check-colour-cast"),
        Check::BackgroundDark => fl!(t, "check-background-dark"),
        Check::BackgroundColour => fl!(t, "check-background-colour"),
        Check::BackgroundUneven => fl!(t, "check-background-uneven"),
        Check::Compression => fl!(t, "check-compression"),
        Check::SameFile => fl!(t, "check-same-file"),
    }
}

/// A reason as the reviewer chooses it.
pub(super) fn reason_text(t: Words, reason: Reason) -> String {
    match reason {
        Reason::Background => fl!(t, "photos-reason-background"),
        Reason::HeadSize => fl!(t, "photos-reason-head-size"),
        Reason::Blurred => fl!(t, "photos-reason-blurred"),
        Reason::DarkOrShadow => fl!(t, "photos-reason-dark-or-shadow"),
        Reason::Turned => fl!(t, "photos-reason-turned"),
        Reason::Eyes => fl!(t, "photos-reason-eyes"),
        Reason::Headgear => fl!(t, "photos-reason-headgear"),
        Reason::WrongPerson => fl!(t, "photos-reason-wrong-person"),
        Reason::OldOrFiltered => fl!(t, "photos-reason-old-or-filtered"),
        Reason::Other => fl!(t, "photos-reason-other"),
    }
}

/// "7 years".
pub(super) fn age(t: Words, years: i16) -> String {
    fl!(t, "photos-age", count = i64::from(years))
}

/// Given name and initial: "Nadia O.".
pub(super) fn short_name(name: &str) -> String {
    let mut words = name.split(' ');
    let given = words.next().unwrap_or_default();
    match words.next_back().and_then(|surname| surname.chars().next()) {
        Some(initial) => format!("{given} {initial}."),
        None => given.to_owned(),
    }
}

/// A photo's state, by its code.
pub(in crate::pages) fn state_text(t: Words, code: &str) -> String {
    match code {
        "draft" => fl!(t, "photos-state-draft"),
        "submitted" => fl!(t, "photos-state-submitted"),
        "approved" => fl!(t, "photos-state-approved"),
        "rejected" => fl!(t, "photos-state-rejected"),
        "withdrawn" => fl!(t, "photos-state-withdrawn"),
        "superseded" => fl!(t, "photos-state-superseded"),
        _ => fl!(t, "photos-state-removed"),
    }
}

/// Through whom a photo came, in words.
pub(in crate::pages) fn origin_text(t: Words, origin: Origin) -> String {
    match origin {
        Origin::Family => fl!(t, "photos-origin-family"),
        Origin::School => fl!(t, "photos-origin-school"),
        Origin::Photographer => fl!(t, "photos-origin-photographer"),
    }
}

/// What happened to a photo, by the verb of its event; none for what needs no telling.
pub(super) fn verb_text(t: Words, verb: &str) -> Option<String> {
    Some(match verb {
        "photo.uploaded" => fl!(t, "photos-verb-uploaded"),
        "photo.cropped" => fl!(t, "photos-verb-cropped"),
        "photo.reframed" => fl!(t, "photos-verb-reframed"),
        "photo.sent" => fl!(t, "photos-verb-sent"),
        "photo.approved" => fl!(t, "photos-verb-approved"),
        "photo.rejected" => fl!(t, "photos-verb-rejected"),
        "photo.review_undone" => fl!(t, "photos-verb-review-undone"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use school::{language::Language, photo::Severity};

    #[test]
    fn every_check_has_a_phrase_of_its_own() {
        for language in Language::ALL {
            let say = |check: &Check| {
                phrase(words(*language), &Advice { check: *check, severity: Severity::Hint, value: 0.0 })
            };
            let mut all: Vec<String> = Check::ALL.iter().map(say).collect();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), Check::ALL.len(), "{language:?}");
        }
    }

    #[test]
    fn the_strip_shows_given_name_and_initial() {
        assert_eq!(short_name("Jan Maria Łuczak"), "Jan Ł.");
        assert_eq!(short_name("Jan"), "Jan");
    }
}
