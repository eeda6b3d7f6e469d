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

/// What is seen in the file that was sent, and not in its picture.
pub(crate) const OF_THE_FILE: [Check; 2] = [Check::Compression, Check::SameFile];

/// What the check found good, when it is silent about all of these. Only what it measures whenever it sees a face:
/// silence about the rest is no praise.
fn praises(t: Words) -> [(&'static [Check], String); 2] {
    const SHARP: &[Check] = &[Check::FaceCount, Check::Sharpness, Check::Resolution, Check::Compression];
    const LIT: &[Check] = &[Check::FaceCount, Check::Darkness, Check::Overexposure, Check::SideLight, Check::Glare];
    [(SHARP, fl!(t, "fam-praise-sharp")), (LIT, fl!(t, "fam-praise-light"))]
}

/// What there is to praise beside this advice.
pub(crate) fn praise(t: Words, advice: &[Advice]) -> Vec<String> {
    let silent = |checks: &[Check]| !advice.iter().any(|advice| checks.contains(&advice.check));
    praises(t).into_iter().filter(|(checks, _)| silent(checks)).map(|(_, text)| text).collect()
}

/// A sentence that a browser, which looks before anything is sent, says by itself, and when.
pub(crate) struct Sentence {
    pub(crate) when: When,
    pub(crate) icon: &'static str,
    pub(crate) text: String,
}

/// When a sentence is right.
pub(crate) enum When {
    /// Praise: there is no remark about any of these.
    Silent(String),
    /// There is a remark with these codes, and what was measured is below the limit, if there is one.
    Remark(&'static str, &'static str, Option<f64>),
}

/// Everything that a browser may have to say: our own sentences. Of several that fit, the first is right.
pub(crate) fn sentences(t: Words) -> Vec<Sentence> {
    let praise = praises(t).map(|(checks, text)| {
        let codes: Vec<&str> = checks.iter().map(|check| check.code()).collect();
        Sentence { when: When::Silent(codes.join(" ")), icon: "check", text }
    });
    let seen = Check::ALL.iter().copied().filter(|check| !OF_THE_FILE.contains(check));
    praise.into_iter().chain(seen.flat_map(|check| remarks(t, check))).collect()
}

/// The sentences about one check. What it says may hang on what was measured; below comes first.
fn remarks(t: Words, check: Check) -> impl Iterator<Item = Sentence> {
    let below = match check {
        Check::FaceCount => Some(1.0),
        Check::HeadHeight => Some(HEAD_SHARE),
        _ => None,
    };
    let severities = match check {
        Check::Resolution => [Severity::Warning, Severity::Blocking],
        _ => [Severity::Hint, Severity::Warning],
    };
    severities.into_iter().flat_map(move |severity| {
        let remark = move |below, value| Sentence {
            when: When::Remark(check.code(), severity.code(), below),
            icon: icon(severity),
            text: advice_text(t, &Advice { check, severity, value }),
        };
        below.map(|limit| remark(Some(limit), 0.0)).into_iter().chain([remark(None, f64::INFINITY)])
    })
}

/// The icon of a remark.
pub(crate) fn icon(severity: Severity) -> &'static str {
    if severity == Severity::Hint { "info" } else { "warn" }
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
    fn a_browser_says_what_we_would_say() {
        let t = words(Language::Pl);
        let all = sentences(t);
        let seen = Check::ALL.iter().filter(|check| !OF_THE_FILE.contains(check));
        for (check, severity, value) in
            seen.flat_map(|check| [(*check, Severity::Warning, 0.0), (*check, Severity::Warning, 9.0)])
        {
            let fits = |when: &When| match *when {
                When::Silent(_) => false,
                When::Remark(code, weight, below) => {
                    code == check.code() && weight == severity.code() && below.is_none_or(|limit| value < limit)
                }
            };
            let said = all.iter().find(|sentence| fits(&sentence.when)).map(|sentence| sentence.text.clone());
            assert_eq!(said, Some(advice_text(t, &Advice { check, severity, value })), "{check:?} {value}");
        }
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
