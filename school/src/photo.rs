//! A photo, from the family's draft to the decision and beyond.
//!
//! `Draft → Submitted → Approved | Rejected | Withdrawn`; `Approved | Rejected → Submitted` by undo
//! while nothing is printed; `Approved → Superseded` when a newer one is approved; `→ Removed`.

use jiff::Timestamp;

use crate::{PersonId, PhotoId, PupilId, code::codes};

pub use crate::crop::Crop;

codes! {
    /// Why a photo cannot be printed (*powód odrzucenia*); the keys are those of the review page.
    Reason {
        /// The background is not plain and light.
        Background = "background",
        /// The face is too small or too large in the frame.
        HeadSize = "head_size",
        /// Out of focus.
        Blurred = "blurred",
        /// Too dark, or a shadow on the face.
        DarkOrShadow = "dark_or_shadow",
        /// The head is turned or tilted.
        Turned = "turned",
        /// Eyes closed or covered, or glare in the glasses.
        Eyes = "eyes",
        /// Headgear or dark glasses.
        Headgear = "headgear",
        /// Someone else, or more people.
        WrongPerson = "wrong_person",
        /// Out of date, black and white, or with a filter.
        OldOrFiltered = "old_or_filtered",
        /// Another reason, in the reviewer's words.
        Other = "other",
    }
}

impl Reason {
    /// The key that rejects with this reason: 1 to 9, then 0.
    #[must_use]
    pub const fn digit(self) -> char {
        match self {
            Self::Background => '1',
            Self::HeadSize => '2',
            Self::Blurred => '3',
            Self::DarkOrShadow => '4',
            Self::Turned => '5',
            Self::Eyes => '6',
            Self::Headgear => '7',
            Self::WrongPerson => '8',
            Self::OldOrFiltered => '9',
            Self::Other => '0',
        }
    }
}

codes! {
    /// Through whom a photo came to the school (*skąd jest zdjęcie*). Only a family declares that it follows the guidelines.
    Origin {
        /// Through the family, or the pupil.
        Family = "family",
        /// Through somebody at the school.
        School = "school",
        /// Out of a photographer's pack.
        Photographer = "photographer",
    }
}

/// Who decided, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// The reviewer.
    pub by: PersonId,
    /// The moment of the decision.
    pub at: Timestamp,
}

/// Where a photo stands. Each state carries what is known in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Saved by the family, not sent yet.
    Draft,
    /// Waiting for someone at the school to look at it.
    Submitted,
    /// Fit to be printed.
    Approved(Review),
    /// Not fit to be printed; reason and note are shown to whoever sent it.
    Rejected(Review, Reason, Option<String>),
    /// Taken back by the family before a decision.
    Withdrawn,
    /// Was approved, until a newer one was.
    Superseded,
    /// The picture is gone; the row tells that there was one.
    Removed,
}

impl State {
    /// The stable text of the state, without its evidence.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved(_) => "approved",
            Self::Rejected(..) => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
            Self::Removed => "removed",
        }
    }
}

/// A photo sent for a pupil (*zdjęcie*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its identifier.
    pub id: PhotoId,
    /// Whose face it shows.
    pub pupil: PupilId,
    /// Where it stands.
    pub state: State,
    /// Version of the row, counted by the store.
    pub version: i64,
}

/// Why a photo stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoRefusal {
    /// Somebody was first.
    #[error("the photo has already been reviewed")]
    AlreadyReviewed(Review),
    /// It is already waiting for a decision.
    #[error("the photo has already been submitted")]
    AlreadySubmitted,
    /// There is nothing to decide: a draft or one taken back.
    #[error("the photo has not been submitted")]
    NotSubmitted,
    /// There is no decision to undo.
    #[error("the photo has not been reviewed")]
    NotReviewed,
    /// Only an approved photo can be superseded.
    #[error("the photo is not approved")]
    NotApproved,
    /// Only a superseded photo can be reinstated.
    #[error("the photo is not superseded")]
    NotSuperseded,
    /// A card carries it: the decision stands.
    #[error("a card has already been printed with the photo")]
    AlreadyPrinted,
    /// The reason "other" needs words.
    #[error("the reason needs a note")]
    NoteMissing,
    /// Withdrawn, superseded or removed: its life is over.
    #[error("the photo is no longer in use")]
    Gone,
}

impl Photo {
    /// A new draft.
    #[must_use]
    pub const fn draft(id: PhotoId, pupil: PupilId) -> Self {
        Self { id, pupil, state: State::Draft, version: 0 }
    }

    /// Sends the draft to the school.
    ///
    /// # Errors
    ///
    /// If it was sent already, decided about, or is no longer in use.
    pub fn submit(self) -> Result<Self, PhotoRefusal> {
        match self.state {
            State::Draft => Ok(self.into_state(State::Submitted)),
            State::Submitted => Err(PhotoRefusal::AlreadySubmitted),
            State::Approved(review) | State::Rejected(review, ..) => Err(PhotoRefusal::AlreadyReviewed(review)),
            State::Withdrawn | State::Superseded | State::Removed => Err(PhotoRefusal::Gone),
        }
    }

    /// Is given another frame by the school, which would reject it for its frame alone otherwise.
    ///
    /// # Errors
    ///
    /// If it is not waiting for a decision.
    pub fn reframe(self) -> Result<Self, PhotoRefusal> {
        self.waiting()?;
        Ok(self)
    }

    /// Takes the photo back before anybody decided.
    ///
    /// # Errors
    ///
    /// If somebody decided already, or it is no longer in use.
    pub fn withdraw(self) -> Result<Self, PhotoRefusal> {
        match self.state {
            State::Draft | State::Submitted => Ok(self.into_state(State::Withdrawn)),
            State::Approved(review) | State::Rejected(review, ..) => Err(PhotoRefusal::AlreadyReviewed(review)),
            State::Withdrawn | State::Superseded | State::Removed => Err(PhotoRefusal::Gone),
        }
    }

    /// Declares the photo fit to be printed.
    ///
    /// # Errors
    ///
    /// If it is not waiting for a decision; [`PhotoRefusal::AlreadyReviewed`] says whose came first.
    pub fn approve(self, review: Review) -> Result<Self, PhotoRefusal> {
        self.waiting()?;
        Ok(self.into_state(State::Approved(review)))
    }

    /// Declares the photo unfit to be printed; an empty note is none.
    ///
    /// # Errors
    ///
    /// If it is not waiting for a decision, or the reason is [`Reason::Other`] and nobody says which.
    pub fn reject(self, review: Review, reason: Reason, note: Option<String>) -> Result<Self, PhotoRefusal> {
        self.waiting()?;
        let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        if reason == Reason::Other && note.is_none() {
            return Err(PhotoRefusal::NoteMissing);
        }
        Ok(self.into_state(State::Rejected(review, reason, note)))
    }

    /// Takes the decision back; `printed` says whether any card was made of the photo.
    ///
    /// # Errors
    ///
    /// If there is no decision, or a card carries the photo.
    pub fn undo(self, printed: bool) -> Result<Self, PhotoRefusal> {
        match self.state {
            State::Approved(_) | State::Rejected(..) if printed => Err(PhotoRefusal::AlreadyPrinted),
            State::Approved(_) | State::Rejected(..) => Ok(self.into_state(State::Submitted)),
            State::Draft | State::Submitted => Err(PhotoRefusal::NotReviewed),
            State::Withdrawn | State::Superseded | State::Removed => Err(PhotoRefusal::Gone),
        }
    }

    /// Gives way to a newer photo that was just approved.
    ///
    /// # Errors
    ///
    /// If it is not approved.
    pub fn supersede(self) -> Result<Self, PhotoRefusal> {
        match self.state {
            State::Approved(_) => Ok(self.into_state(State::Superseded)),
            _ => Err(PhotoRefusal::NotApproved),
        }
    }

    /// Comes back when the approval that superseded it is undone, with its own earlier review.
    ///
    /// # Errors
    ///
    /// If it is not superseded.
    pub fn reinstate(self, review: Review) -> Result<Self, PhotoRefusal> {
        match self.state {
            State::Superseded => Ok(self.into_state(State::Approved(review))),
            _ => Err(PhotoRefusal::NotSuperseded),
        }
    }

    /// Forgets the picture, whatever was decided about it.
    ///
    /// # Errors
    ///
    /// If it is gone already.
    pub fn remove(self) -> Result<Self, PhotoRefusal> {
        match self.state {
            State::Removed => Err(PhotoRefusal::Gone),
            _ => Ok(self.into_state(State::Removed)),
        }
    }

    fn waiting(&self) -> Result<(), PhotoRefusal> {
        match self.state {
            State::Submitted => Ok(()),
            State::Draft => Err(PhotoRefusal::NotSubmitted),
            State::Approved(review) | State::Rejected(review, ..) => Err(PhotoRefusal::AlreadyReviewed(review)),
            State::Withdrawn | State::Superseded | State::Removed => Err(PhotoRefusal::Gone),
        }
    }

    fn into_state(self, state: State) -> Self {
        Self { state, ..self }
    }
}

/// The sentence a family ticks before choosing a photo; its wording is part of what is recorded, so
/// it stands here and not among the translations, which only explain it.
pub const DECLARATION: &str =
    "Oświadczam, że zapoznałem/am się z powyższymi wytycznymi, a moje zdjęcie spełnia wszystkie wymogi";

/// Which wording [`DECLARATION`] is; another sentence gets another version.
pub const DECLARATION_VERSION: &str = "1";

/// That someone declared a photo to follow the guidelines (*oświadczenie*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// Version of the sentence, [`DECLARATION_VERSION`] for a new one.
    pub version: &'static str,
    /// Who declared it.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
}

impl Declaration {
    /// A declaration of today's sentence.
    #[must_use]
    pub const fn made(person: PersonId, at: Timestamp) -> Self {
        Self { version: DECLARATION_VERSION, person, at }
    }
}

codes! {
    /// What a page says about a pupil's photo (*status zdjęcia*), computed and never stored.
    Shown {
        /// *Brak zdjęcia*
        None = "none",
        /// *Niewysłane (wersja robocza)*
        Draft = "draft",
        /// *Oczekuje na akceptację*
        Waiting = "waiting",
        /// *Zaakceptowane*
        Approved = "approved",
        /// *Odrzucone*
        Rejected = "rejected",
        /// *Prośba o zmianę*: a submitted photo beside an approved one
        ChangeRequested = "change_requested",
        /// *Prośba o usunięcie*
        RemovalRequested = "removal_requested",
        /// *Usunięte*
        Removed = "removed",
    }
}

impl Shown {
    /// What to say about a pupil with these photos, oldest first; `removal_requested` says whether
    /// an unanswered request to remove the approved one stands.
    #[must_use]
    pub fn of<'a>(states: impl IntoIterator<Item = &'a State>, removal_requested: bool) -> Self {
        let (mut approved, mut submitted, mut last) = (false, false, Self::None);
        for state in states {
            match state {
                State::Draft => last = Self::Draft,
                State::Submitted => submitted = true,
                State::Approved(_) => approved = true,
                State::Rejected(..) => last = Self::Rejected,
                State::Removed => last = Self::Removed,
                State::Withdrawn | State::Superseded => {}
            }
        }
        match (approved, submitted) {
            (true, _) if removal_requested => Self::RemovalRequested,
            (true, true) => Self::ChangeRequested,
            (true, false) => Self::Approved,
            (false, true) => Self::Waiting,
            (false, false) => last,
        }
    }
}

codes! {
    /// What an automatic check looked at (photo-checks.md, 4); it advises, a person decides.
    Check {
        /// Pixels of the cropped frame.
        Resolution = "resolution",
        /// How many faces there are.
        FaceCount = "face_count",
        /// The head or the frame leaves the picture.
        HeadCut = "head_cut",
        /// Height of the head in the frame.
        HeadHeight = "head_height",
        /// The face is beside the middle.
        Centre = "centre",
        /// Height of the eyes in the frame.
        EyeLine = "eye_line",
        /// The head is tilted.
        Tilt = "tilt",
        /// Out of focus.
        Sharpness = "sharpness",
        /// Too dark.
        Darkness = "darkness",
        /// Too bright.
        Overexposure = "overexposure",
        /// Glare, usually in glasses.
        Glare = "glare",
        /// Light from one side.
        SideLight = "side_light",
        /// No colour.
        Greyscale = "greyscale",
        /// A tint over everything.
        ColourCast = "colour_cast",
        /// The background is dark.
        BackgroundDark = "background_dark",
        /// The background is coloured.
        BackgroundColour = "background_colour",
        /// The background is not even.
        BackgroundUneven = "background_uneven",
        /// The file was compressed too much.
        Compression = "compression",
        /// The same file came for another pupil.
        SameFile = "same_file",
    }
}

codes! {
    /// What a check may come to at a school.
    Strictness {
        /// It is not made.
        Off = "off",
        /// At most it is worth a look.
        Warn = "warn",
        /// It may fail.
        Fail = "fail",
    }
}

codes! {
    /// How much an advice weighs.
    Severity {
        /// Worth a look.
        Hint = "hint",
        /// Probably wrong; may be sent all the same.
        Warning = "warning",
        /// Cannot be sent.
        Blocking = "blocking",
    }
}

/// One remark of the automatic check (*wskazówka*).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Advice {
    /// What was looked at.
    pub check: Check,
    /// How much it weighs.
    pub severity: Severity,
    /// What was measured, in the check's own unit.
    pub value: f64,
}

impl Advice {
    /// May it come of what a family declares an exception for: a headgear, dark glasses, how somebody holds the head?
    /// A bad light, a wall and a file never do.
    #[must_use]
    pub fn may_be_excused(&self) -> bool {
        match self.check {
            Check::FaceCount => self.value < 1.0,
            Check::HeadHeight | Check::Centre | Check::EyeLine | Check::Tilt => true,
            Check::Glare | Check::SideLight | Check::ColourCast => true,
            Check::Resolution | Check::HeadCut | Check::Sharpness | Check::Darkness | Check::Overexposure => false,
            Check::Greyscale | Check::BackgroundDark | Check::BackgroundColour | Check::BackgroundUneven => false,
            Check::Compression | Check::SameFile => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn review(second: i64) -> Review {
        Review { by: PersonId(Uuid::from_u128(7)), at: Timestamp::from_second(second).unwrap() }
    }

    fn photo(state: State) -> Photo {
        Photo { state, ..Photo::draft(PhotoId(Uuid::from_u128(1)), PupilId(Uuid::from_u128(2))) }
    }

    #[test]
    fn the_second_reviewer_learns_who_was_first() {
        let approved = photo(State::Draft).submit().unwrap().approve(review(1)).unwrap();
        assert_eq!(approved.clone().approve(review(2)), Err(PhotoRefusal::AlreadyReviewed(review(1))));
        assert_eq!(
            approved.clone().reject(review(2), Reason::Blurred, None),
            Err(PhotoRefusal::AlreadyReviewed(review(1)))
        );
        assert_eq!(approved.withdraw(), Err(PhotoRefusal::AlreadyReviewed(review(1))));
    }

    #[test]
    fn a_decision_can_be_undone_until_something_is_printed() {
        let rejected = photo(State::Submitted).reject(review(1), Reason::Eyes, Some("  ".into())).unwrap();
        assert_eq!(rejected.state, State::Rejected(review(1), Reason::Eyes, None));
        assert_eq!(rejected.clone().undo(true), Err(PhotoRefusal::AlreadyPrinted));
        assert_eq!(rejected.undo(false).unwrap().state, State::Submitted);
    }

    #[test]
    fn another_reason_needs_words() {
        assert_eq!(
            photo(State::Submitted).reject(review(1), Reason::Other, Some(" ".into())),
            Err(PhotoRefusal::NoteMissing)
        );
        assert!(photo(State::Submitted).reject(review(1), Reason::Other, Some("na zdjęciu jest pies".into())).is_ok());
    }

    #[test]
    fn reasons_have_the_keys_of_the_review_page() {
        let keys: String = Reason::ALL.iter().map(|reason| reason.digit()).collect();
        assert_eq!(keys, "1234567890");
        assert!(Reason::ALL.iter().all(|reason| reason.code().parse() == Ok(*reason)));
    }

    #[test]
    fn the_declaration_is_the_sentence_of_the_design() {
        assert_eq!(
            DECLARATION,
            "Oświadczam, że zapoznałem/am się z powyższymi wytycznymi, a moje zdjęcie spełnia wszystkie wymogi"
        );
    }

    #[test]
    fn a_page_says_what_the_photos_add_up_to() {
        use State as S;
        let (approved, rejected) = (S::Approved(review(1)), S::Rejected(review(1), Reason::Blurred, None));
        for (states, removal, shown) in [
            (vec![], false, Shown::None),
            (vec![S::Draft], false, Shown::Draft),
            (vec![rejected.clone(), S::Draft], false, Shown::Draft),
            (vec![S::Withdrawn, S::Submitted], false, Shown::Waiting),
            (vec![rejected.clone()], false, Shown::Rejected),
            (vec![rejected.clone(), S::Withdrawn], false, Shown::Rejected),
            (vec![approved.clone()], false, Shown::Approved),
            (vec![approved.clone(), rejected], false, Shown::Approved),
            (vec![approved.clone(), S::Submitted], false, Shown::ChangeRequested),
            (vec![S::Superseded, approved.clone()], true, Shown::RemovalRequested),
            (vec![S::Removed], true, Shown::Removed),
        ] {
            assert_eq!(Shown::of(&states, removal), shown, "{states:?}");
        }
    }

    #[derive(Debug, Clone, Copy)]
    enum Verb {
        Submit,
        Withdraw,
        Approve,
        Reject,
        Undo(bool),
        Supersede,
        Reinstate,
        Remove,
    }

    fn verb() -> impl Strategy<Value = Verb> {
        use Verb as V;
        prop::sample::select(vec![
            V::Submit,
            V::Withdraw,
            V::Approve,
            V::Reject,
            V::Undo(false),
            V::Undo(true),
            V::Supersede,
            V::Reinstate,
            V::Remove,
        ])
    }

    fn apply(photo: Photo, verb: Verb, at: i64) -> Result<Photo, PhotoRefusal> {
        match verb {
            Verb::Submit => photo.submit(),
            Verb::Withdraw => photo.withdraw(),
            Verb::Approve => photo.approve(review(at)),
            Verb::Reject => photo.reject(review(at), Reason::Turned, None),
            Verb::Undo(printed) => photo.undo(printed),
            Verb::Supersede => photo.supersede(),
            Verb::Reinstate => photo.reinstate(review(at)),
            Verb::Remove => photo.remove(),
        }
    }

    /// The ways of architecture.md, written down a second time.
    fn drawn(from: &str, to: &str) -> bool {
        matches!(
            (from, to),
            ("draft", "submitted" | "withdrawn")
                | ("submitted", "approved" | "rejected" | "withdrawn")
                | ("approved", "submitted" | "superseded")
                | ("rejected", "submitted")
                | ("superseded", "approved")
                | ("draft" | "submitted" | "approved" | "rejected" | "withdrawn" | "superseded", "removed")
        )
    }

    proptest! {
        #[test]
        fn a_photo_only_goes_the_ways_that_are_drawn(verbs in prop::collection::vec(verb(), 0..40)) {
            let mut photo = photo(State::Draft);
            for (at, verb) in (1..).zip(verbs) {
                match apply(photo.clone(), verb, at) {
                    Ok(next) => {
                        prop_assert!(drawn(photo.state.code(), next.state.code()), "{verb:?}: {photo:?} → {next:?}");
                        prop_assert!((next.id, next.pupil, next.version) == (photo.id, photo.pupil, photo.version));
                        photo = next;
                    }
                    Err(PhotoRefusal::AlreadyReviewed(first)) => {
                        prop_assert!(matches!(&photo.state, State::Approved(review) | State::Rejected(review, ..) if *review == first));
                    }
                    Err(PhotoRefusal::AlreadyPrinted) => prop_assert!(matches!(verb, Verb::Undo(true))),
                    Err(_) => {}
                }
            }
        }
    }
}
