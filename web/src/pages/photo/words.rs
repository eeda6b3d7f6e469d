//! Sentences about a photo and a card, in the reader's language: what is, and how to make it right.

use i18n_embed_fl::fl;
use office::photo::ChildCard;
use school::{
    card::Standing,
    photo::{Advice, Check, Reason, Severity, Shown},
};

use crate::{formats, words::Words};

/// The status in words (ux.md 2.0; the Polish ones are normative).
pub(crate) fn shown_text(t: Words, shown: Shown) -> String {
    match shown {
        Shown::None => fl!(t, "fam-shown-none"),
        Shown::Draft => fl!(t, "fam-shown-draft"),
        Shown::Waiting => fl!(t, "fam-shown-waiting"),
        Shown::Approved => fl!(t, "fam-shown-approved"),
        Shown::Rejected => fl!(t, "fam-shown-rejected"),
        Shown::ChangeRequested => fl!(t, "fam-shown-change-requested"),
        Shown::RemovalRequested => fl!(t, "fam-shown-removal-requested"),
        Shown::Removed => fl!(t, "fam-shown-removed"),
    }
}

/// Why a photo was rejected, as a heading.
pub(crate) fn reason_text(t: Words, reason: Reason) -> String {
    match reason {
        Reason::Background => fl!(t, "fam-reason-background"),
        Reason::HeadSize => fl!(t, "fam-reason-head-size"),
        Reason::Blurred => fl!(t, "fam-reason-blurred"),
        Reason::DarkOrShadow => fl!(t, "fam-reason-dark-or-shadow"),
        Reason::Turned => fl!(t, "fam-reason-turned"),
        Reason::Eyes => fl!(t, "fam-reason-eyes"),
        Reason::Headgear => fl!(t, "fam-reason-headgear"),
        Reason::WrongPerson => fl!(t, "fam-reason-wrong-person"),
        Reason::OldOrFiltered => fl!(t, "fam-reason-old-or-filtered"),
        Reason::Other => fl!(t, "fam-reason-other"),
    }
}

/// What to do about it.
pub(crate) fn reason_fix(t: Words, reason: Reason) -> String {
    match reason {
        Reason::Background => fl!(t, "fam-fix-background"),
        Reason::HeadSize => fl!(t, "fam-fix-head-size"),
        Reason::Blurred => fl!(t, "fam-fix-blurred"),
        Reason::DarkOrShadow => fl!(t, "fam-fix-dark-or-shadow"),
        Reason::Turned => fl!(t, "fam-fix-turned"),
        Reason::Eyes => fl!(t, "fam-fix-eyes"),
        Reason::Headgear => fl!(t, "fam-fix-headgear"),
        Reason::WrongPerson => fl!(t, "fam-fix-wrong-person"),
        Reason::OldOrFiltered => fl!(t, "fam-fix-old-or-filtered"),
        Reason::Other => fl!(t, "fam-fix-other"),
    }
}

/// A line about the newest card: what `ui::status` takes, and a sentence.
pub(crate) struct CardLine {
    /// The kind of status.
    pub(crate) kind: &'static str,
    /// Its icon.
    pub(crate) icon: &'static str,
    /// Its words.
    pub(crate) text: String,
    /// Until when, or what to do.
    pub(crate) sentence: String,
}

/// What there is to say about the newest card.
pub(crate) fn card_line(t: Words, card: &ChildCard) -> CardLine {
    let number = card.number.to_string();
    let until = card.expires.map(|date| formats::day(t, date));
    match (card.standing, until) {
        (Standing::Valid, Some(date)) => CardLine {
            kind: "done",
            icon: "check",
            text: fl!(t, "fam-card-valid"),
            sentence: fl!(t, "fam-card-valid-until", number = number, date = date),
        },
        (Standing::Valid, None) => CardLine {
            kind: "done",
            icon: "check",
            text: fl!(t, "fam-card-valid"),
            sentence: fl!(t, "fam-card-number", number = number),
        },
        (Standing::Expired, date) => CardLine {
            kind: "wait",
            icon: "clock",
            text: fl!(t, "fam-card-expired"),
            sentence: fl!(t, "fam-card-expired-do", number = number, date = date.unwrap_or_default()),
        },
        (Standing::NotYetIssued, _) => CardLine {
            kind: "",
            icon: "card",
            text: fl!(t, "fam-card-not-issued"),
            sentence: fl!(t, "fam-card-not-issued-do", number = number),
        },
        (Standing::Invalid, _) => CardLine {
            kind: "bad",
            icon: "x",
            text: fl!(t, "fam-card-invalid"),
            sentence: fl!(t, "fam-card-invalid-do", number = number),
        },
    }
}

/// The middle of the wanted height of the head in the frame (70 to 80 %): below it the head is small, above large.
const HEAD_SHARE: f64 = 0.75;

/// What the automatic check noticed, with a way to make it better.
pub(crate) fn advice_text(t: Words, advice: &Advice) -> String {
    match advice.check {
        Check::Resolution if advice.severity == Severity::Blocking => fl!(t, "fam-advice-resolution-least"),
        Check::Resolution => fl!(t, "fam-advice-resolution"),
        Check::FaceCount if advice.value < 1.0 => fl!(t, "fam-advice-no-face"),
        Check::FaceCount => fl!(t, "fam-advice-faces"),
        Check::HeadCut => fl!(t, "fam-advice-head-cut"),
        Check::HeadHeight if advice.value < HEAD_SHARE => fl!(t, "fam-advice-head-small"),
        Check::HeadHeight => fl!(t, "fam-advice-head-large"),
        Check::Centre => fl!(t, "fam-advice-centre"),
        Check::EyeLine => fl!(t, "fam-advice-eye-line"),
        Check::Tilt => fl!(t, "fam-advice-tilt"),
        Check::Sharpness => fl!(t, "fam-advice-sharpness"),
        Check::Darkness => fl!(t, "fam-advice-darkness"),
        Check::Overexposure => fl!(t, "fam-advice-overexposure"),
        Check::Glare => fl!(t, "fam-advice-glare"),
        Check::SideLight => fl!(t, "fam-advice-side-light"),
        Check::Greyscale => fl!(t, "fam-advice-greyscale"),
        Check::ColourCast => fl!(t, "fam-advice-colour-cast"),
        Check::BackgroundDark => fl!(t, "fam-advice-background-dark"),
        Check::BackgroundColour => fl!(t, "fam-advice-background-colour"),
        Check::BackgroundUneven => fl!(t, "fam-advice-background-uneven"),
        Check::Compression => fl!(t, "fam-advice-compression"),
        Check::SameFile => fl!(t, "fam-advice-same-file"),
    }
}

/// What the check found good. Only what it measures whenever it sees a face: silence about the rest is no praise.
pub(crate) fn praise(t: Words, advice: &[Advice]) -> Vec<String> {
    let silent = |checks: &[Check]| !advice.iter().any(|advice| checks.contains(&advice.check));
    if !silent(&[Check::FaceCount]) {
        return Vec::new();
    }
    let sharp = silent(&[Check::Sharpness, Check::Resolution, Check::Compression]);
    let lit = silent(&[Check::Darkness, Check::Overexposure, Check::SideLight, Check::Glare]);
    let all = [sharp.then(|| fl!(t, "fam-praise-sharp")), lit.then(|| fl!(t, "fam-praise-light"))];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use school::language::Language;

    #[test]
    fn nothing_is_praised_that_was_not_measured() {
        let t = words(Language::Pl);
        let advice = |check| Advice { check, severity: Severity::Warning, value: 0.0 };
        assert_eq!(praise(t, &[]).len(), 2);
        assert_eq!(praise(t, &[advice(Check::Sharpness)]).len(), 1);
        assert!(praise(t, &[advice(Check::FaceCount)]).is_empty());
    }

    #[test]
    fn every_reason_and_every_check_has_words_of_its_own() {
        for language in Language::ALL.iter().copied() {
            let t = words(language);
            let reasons = Reason::ALL.iter().flat_map(|reason| [reason_text(t, *reason), reason_fix(t, *reason)]);
            let checks = Check::ALL
                .iter()
                .map(|check| advice_text(t, &Advice { check: *check, severity: Severity::Hint, value: 0.0 }));
            let mut all: Vec<String> = reasons.chain(checks).collect();
            let count = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), count, "{language:?}");
        }
    }
}
