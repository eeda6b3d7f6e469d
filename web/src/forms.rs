//! Forms: a sentence for every problem, next to its field and in the summary; what was typed comes back.

use i18n_embed_fl::fl;
use office::{
    FieldError, Problem,
    fault::{Fault, Kind},
};

use crate::words::Words;

/// What went wrong with a form, in words.
#[derive(Clone, Default)]
pub(crate) struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// The words of these problems.
    #[must_use]
    pub(crate) fn new(t: Words, errors: &[FieldError]) -> Self {
        Self(errors.iter().map(|error| (error.field, sentence(t, error))).collect())
    }

    /// One problem of one field.
    #[must_use]
    pub(crate) fn one(field: &'static str, sentence: String) -> Self {
        Self(vec![(field, sentence)])
    }

    /// Is there any?
    #[must_use]
    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Every one, for the summary: field and sentence.
    #[must_use]
    pub(crate) fn list(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// The sentence of one field; empty if it is right.
    #[must_use]
    pub(crate) fn of(&self, field: &str) -> &str {
        self.0.iter().find(|error| error.0 == field).map_or("", |error| error.1.as_str())
    }

    /// Is this field wrong?
    #[must_use]
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.0 == field)
    }
}

/// What is wrong with a field, and what to do.
#[must_use]
pub(crate) fn sentence(t: Words, error: &FieldError) -> String {
    match error.problem {
        Problem::Required => fl!(t, "problem-required"),
        Problem::TooLong => fl!(t, "problem-too-long"),
        Problem::NotAName => fl!(t, "problem-name"),
        Problem::NotAnEmail => fl!(t, "problem-email"),
        Problem::PeselLength => fl!(t, "problem-pesel-length"),
        Problem::PeselChecksum => fl!(t, "problem-pesel-checksum"),
        Problem::PeselDate => fl!(t, "problem-pesel-date"),
        Problem::BirthMismatch => fl!(t, "problem-birth-mismatch"),
        Problem::PeselTaken => fl!(t, "problem-pesel-taken"),
        Problem::IdentityMissing => fl!(t, "problem-identity-missing"),
        Problem::IdentityTwice => fl!(t, "problem-identity-twice"),
        Problem::NotADate => fl!(t, "problem-date"),
        Problem::DateOutOfRange => fl!(t, "problem-date-range"),
        Problem::NotOffered => fl!(t, "problem-not-offered"),
        Problem::Taken => fl!(t, "problem-taken"),
        Problem::NotAMarking => fl!(t, "problem-marking"),
        Problem::NotANumber => fl!(t, "problem-number"),
        Problem::PasswordShort => fl!(t, "problem-password-short"),
        Problem::PasswordWeak => fl!(t, "problem-password-weak"),
        Problem::PasswordMismatch => fl!(t, "problem-password-mismatch"),
        Problem::WrongCredentials => fl!(t, "problem-credentials"),
        Problem::WrongCode => fl!(t, "problem-code"),
        Problem::NotTicked => fl!(t, "problem-not-ticked"),
        Problem::NoteMissing => fl!(t, "problem-note"),
        Problem::NotAnRspo => fl!(t, "problem-rspo"),
    }
}

/// Why a picture cannot be taken, and what to do (ux.md 2.3).
#[must_use]
pub(crate) fn fault_sentence(t: Words, fault: &Fault) -> String {
    match *fault {
        Fault::Empty => fl!(t, "photo-empty"),
        Fault::TooManyBytes { bytes } => fl!(t, "photo-too-many-bytes", size = bytes.div_ceil(1024 * 1024)),
        Fault::TooManyPixels { width, height } => fl!(t, "photo-too-many-pixels", width = width, height = height),
        Fault::TooSmall { width, height } => fl!(t, "photo-too-small", width = width, height = height),
        Fault::CropTooSmall { width, height } => fl!(t, "photo-crop-too-small", width = width, height = height),
        Fault::Animated => fl!(t, "photo-animated"),
        Fault::Damaged => fl!(t, "photo-damaged"),
        Fault::Unsupported(Kind::Heic) => fl!(t, "photo-heic"),
        Fault::Unsupported(Kind::Svg) => fl!(t, "photo-kind", kind = "SVG"),
        Fault::Unsupported(Kind::Gif) => fl!(t, "photo-kind", kind = "GIF"),
        Fault::Unsupported(Kind::Pdf) => fl!(t, "photo-kind", kind = "PDF"),
        Fault::Unsupported(Kind::Tiff) => fl!(t, "photo-kind", kind = "TIFF"),
        Fault::Unsupported(Kind::Zip) => fl!(t, "photo-kind", kind = "ZIP"),
        Fault::Unsupported(Kind::Html) => fl!(t, "photo-kind", kind = "HTML"),
        Fault::Unsupported(_) => fl!(t, "photo-kind-other"),
    }
}
