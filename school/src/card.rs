//! A card, from the print run to its end.
//!
//! `Prepared → Printed → Issued(Receipt) → (renewed)* → Invalidated(cause) → Returned → Destroyed |
//! HandedOver`. Valid or expired is computed from the last hologram and never stored; whether the
//! holder still is a pupil stands apart (law.md 4.3).

use jiff::civil::Date;

use crate::{
    BlankId, CardId, PhotoId, PupilId,
    code::codes,
    law::{RuleBook, TemplateCode},
    number::CardNumber,
    year::Period,
};

codes! {
    /// Who collected the card (*odbierający*, `L3.2-7`): pupil, graduate, or parents of a minor.
    Receiver {
        /// *uczeń*
        Pupil = "pupil",
        /// *rodzic*
        Parent = "parent",
        /// *opiekun prawny*
        Guardian = "guardian",
        /// *absolwent*
        Graduate = "graduate",
    }
}

/// That a card was collected (*odbiór, pokwitowanie*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The day of receipt (*data odbioru*).
    pub on: Date,
    /// In which capacity.
    pub by: Receiver,
    /// Who signed.
    pub name: String,
}

codes! {
    /// Why a card stopped being valid before its date (*przyczyna unieważnienia*).
    Cause {
        /// Lost or stolen; a duplicate may follow (`L5-1`).
        Lost = "lost",
        /// An error or mistake on it (`L4.3-5`).
        Error = "error",
        /// The holder's name changed (`L4.3-6`).
        NameChange = "name_change",
        /// A ruling because of disability asks for the N template (`L4.3-7`).
        DisabilityRuling = "disability_ruling",
        /// No field left for a hologram.
        FieldsFull = "fields_full",
        /// Damaged: schools treat it as loss (`L5-1`).
        Damaged = "damaged",
        /// Its hologram is gone or unreadable, so nothing confirms it (`L4.1-1`).
        NoHologram = "no_hologram",
        /// The holder left the school (`L4.3-2`).
        Left = "left",
        /// Was prepared or printed and will not be handed out.
        Cancelled = "cancelled",
    }
}

codes! {
    /// In what way a card takes the place of an earlier one.
    Succession {
        /// *duplikat*: of a card that was lost, for a fee (`L5-1`, `L5-13`).
        Duplicate = "duplicate",
        /// *wymiana*: without a fee, against the return of the old card (`L4.3-5` to `L4.3-7`).
        Exchange = "exchange",
    }
}

/// The end of a card's validity (*unieważnienie*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalidation {
    /// From this day on it is not valid.
    pub on: Date,
    /// Why.
    pub cause: Cause,
    /// Who had collected it, if anybody had.
    pub receipt: Option<Receipt>,
}

/// Where a card is in its life. Each state carries what is known in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardState {
    /// Has its number and waits for the printer.
    Prepared,
    /// Came out well and waits for its holder.
    Printed,
    /// Collected.
    Issued(Receipt),
    /// Not valid any more.
    Invalidated(Invalidation),
    /// Not valid, and back at the school.
    Returned(Invalidation),
    /// Destroyed, with a note in the register (§ 10).
    Destroyed(Invalidation),
    /// Passed to the body that runs the school (§ 65).
    HandedOver(Invalidation),
}

impl CardState {
    /// The stable text of the state, without its evidence.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Printed => "printed",
            Self::Issued(_) => "issued",
            Self::Invalidated(_) => "invalidated",
            Self::Returned(_) => "returned",
            Self::Destroyed(_) => "destroyed",
            Self::HandedOver(_) => "handed_over",
        }
    }

    /// Who collected it, if anybody has.
    #[must_use]
    pub const fn receipt(&self) -> Option<&Receipt> {
        match self {
            Self::Prepared | Self::Printed => None,
            Self::Issued(receipt) => Some(receipt),
            Self::Invalidated(end) | Self::Returned(end) | Self::Destroyed(end) | Self::HandedOver(end) => {
                end.receipt.as_ref()
            }
        }
    }

    /// How its validity ended, if it has.
    #[must_use]
    pub const fn invalidation(&self) -> Option<&Invalidation> {
        match self {
            Self::Prepared | Self::Printed | Self::Issued(_) => None,
            Self::Invalidated(end) | Self::Returned(end) | Self::Destroyed(end) | Self::HandedOver(end) => Some(end),
        }
    }
}

/// A school ID card (*legitymacja szkolna*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its identifier.
    pub id: CardId,
    /// Who it is for.
    pub pupil: PupilId,
    /// The approved photo printed on it.
    pub photo: PhotoId,
    /// Its number, given at the print run.
    pub number: CardNumber,
    /// The statutory template.
    pub template: TemplateCode,
    /// The date printed on it (*data wydania*).
    pub issued_on: Date,
    /// The blank it is or will be printed on; none after a spoiled print, until a new one is taken.
    pub blank: Option<BlankId>,
    /// The card whose place it takes, and in what way.
    pub succeeds: Option<(Succession, CardId)>,
    /// Where it is in its life.
    pub state: CardState,
    /// The last day of validity, set by each hologram.
    pub expires: Option<Date>,
    /// Version of the row, counted by the store.
    pub version: i64,
}

/// What a card is worth on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Entitles its holder.
    Valid,
    /// Its date has passed and no hologram was added.
    Expired,
    /// Nobody has collected it yet.
    NotYetIssued,
    /// Invalidated.
    Invalid,
}

/// Why a card stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardRefusal {
    /// It has no blank to be printed on, or to be spoiled.
    #[error("the card has no blank")]
    NoBlank,
    /// It has a blank already.
    #[error("the card has a blank already")]
    HasBlank,
    /// Only a prepared card can be printed.
    #[error("the card has already been printed")]
    AlreadyPrinted,
    /// Only a printed card can be collected.
    #[error("the card has not been printed")]
    NotPrinted,
    /// Somebody collected it already.
    #[error("the card has already been received")]
    AlreadyReceived(Receipt),
    /// Nobody has collected it yet.
    #[error("the card has not been received")]
    NotReceived,
    /// It has been invalidated.
    #[error("the card has been invalidated")]
    AlreadyInvalidated(Invalidation),
    /// It is still in force, or not yet.
    #[error("the card has not been invalidated")]
    NotInvalidated,
    /// It is not at the school.
    #[error("the card has not been returned")]
    NotReturned,
    /// It is destroyed or handed over.
    #[error("the card is gone")]
    Gone,
    /// Nobody can collect a card before the day printed on it.
    #[error("the card cannot be received before its date of issue")]
    BeforeIssue,
    /// A card that was not collected yet cannot have been lost, or exchanged.
    #[error("a card cannot end before it was received")]
    BeforeReceipt,
    /// The receipt names nobody.
    #[error("the receipt names nobody")]
    NamelessReceipt,
    /// A hologram for a year on a card confirmed by semesters, or the other way round (`L4.1-1`, `L4.1-2`).
    #[error("the hologram does not fit the template")]
    WrongPeriod,
    /// The hologram would not prolong the card, or is out of date on the day.
    #[error("the hologram is out of date")]
    StaleHologram,
    /// It has no field left for a hologram (`L2.4-3`); another card is due.
    #[error("the card has no room for a hologram")]
    FieldsFull,
}

impl Card {
    /// A fresh card with its number and a blank to be printed on.
    #[must_use]
    pub const fn prepare(
        id: CardId,
        pupil: PupilId,
        photo: PhotoId,
        number: CardNumber,
        template: TemplateCode,
        issued_on: Date,
        blank: BlankId,
    ) -> Self {
        Self {
            id,
            pupil,
            photo,
            number,
            template,
            issued_on,
            blank: Some(blank),
            succeeds: None,
            state: CardState::Prepared,
            expires: None,
            version: 0,
        }
    }

    /// Takes a new blank after a spoiled print.
    ///
    /// # Errors
    ///
    /// If it has one, or is no longer waiting for the printer.
    pub fn load(self, blank: BlankId) -> Result<Self, CardRefusal> {
        match (&self.state, self.blank) {
            (CardState::Prepared, None) => Ok(Self { blank: Some(blank), ..self }),
            (CardState::Prepared | CardState::Printed, Some(_)) => Err(CardRefusal::HasBlank),
            _ => Err(self.past_printing()),
        }
    }

    /// Came out of the printer well.
    ///
    /// # Errors
    ///
    /// If it has no blank, or is no longer waiting for the printer.
    pub fn print(self) -> Result<Self, CardRefusal> {
        match (&self.state, self.blank) {
            (CardState::Prepared, Some(_)) => Ok(self.into_state(CardState::Printed)),
            (CardState::Prepared, None) => Err(CardRefusal::NoBlank),
            _ => Err(self.past_printing()),
        }
    }

    /// The print is spoiled: the card keeps its number, loses its blank and waits for a new one.
    ///
    /// # Errors
    ///
    /// If there is no blank to spoil, or the card was collected.
    pub fn spoil(self) -> Result<Self, CardRefusal> {
        match (&self.state, self.blank) {
            (CardState::Prepared | CardState::Printed, Some(_)) => {
                Ok(Self { blank: None, ..self.into_state(CardState::Prepared) })
            }
            (CardState::Prepared | CardState::Printed, None) => Err(CardRefusal::NoBlank),
            _ => Err(self.past_printing()),
        }
    }

    /// Is collected, with its first hologram, which sets the expiry.
    ///
    /// # Errors
    ///
    /// If it is not printed, was collected or invalidated; if the receipt names nobody or lies before
    /// the date of issue; if the hologram does not fit the template or is out of date.
    pub fn receive(self, receipt: Receipt, hologram: Period, book: &RuleBook) -> Result<Self, CardRefusal> {
        match self.state {
            CardState::Printed => {}
            CardState::Prepared => return Err(CardRefusal::NotPrinted),
            _ => return Err(self.past_printing()),
        }
        if receipt.name.trim().is_empty() {
            return Err(CardRefusal::NamelessReceipt);
        }
        if receipt.on < self.issued_on {
            return Err(CardRefusal::BeforeIssue);
        }
        let expires = self.confirmed(hologram, receipt.on, book)?;
        Ok(Self { expires: Some(expires), ..self.into_state(CardState::Issued(receipt)) })
    }

    /// Gets the next hologram (*przedłużenie ważności*).
    ///
    /// # Errors
    ///
    /// If it is not in its holder's hands, the hologram does not fit, or does not prolong it.
    pub fn renew(self, hologram: Period, on: Date, book: &RuleBook) -> Result<Self, CardRefusal> {
        match self.state {
            CardState::Issued(_) => {}
            CardState::Prepared | CardState::Printed => return Err(CardRefusal::NotReceived),
            _ => return Err(self.past_printing()),
        }
        let expires = self.confirmed(hologram, on, book)?;
        if self.expires.is_some_and(|before| expires <= before) {
            return Err(CardRefusal::StaleHologram);
        }
        Ok(Self { expires: Some(expires), ..self })
    }

    /// The next hologram was counted and not stuck: the card is worth what it was before.
    ///
    /// # Errors
    ///
    /// If it is not in its holder's hands.
    pub fn undo_renewal(self, expired: Date) -> Result<Self, CardRefusal> {
        match self.state {
            CardState::Issued(_) => Ok(Self { expires: Some(expired), ..self }),
            CardState::Prepared | CardState::Printed => Err(CardRefusal::NotReceived),
            _ => Err(self.past_printing()),
        }
    }

    /// Stops being valid. The day may lie back, but not before the receipt: until then nobody held the card.
    ///
    /// # Errors
    ///
    /// If it did before, or the day lies before its receipt; if it is to be cancelled and was collected, or is to end
    /// as a collected card does and was not.
    pub fn invalidate(self, on: Date, cause: Cause) -> Result<Self, CardRefusal> {
        let receipt = match &self.state {
            CardState::Prepared | CardState::Printed if cause == Cause::Cancelled => None,
            CardState::Prepared | CardState::Printed => return Err(CardRefusal::NotReceived),
            CardState::Issued(receipt) if cause == Cause::Cancelled => {
                return Err(CardRefusal::AlreadyReceived(receipt.clone()));
            }
            CardState::Issued(receipt) if on < receipt.on => return Err(CardRefusal::BeforeReceipt),
            CardState::Issued(receipt) => Some(receipt.clone()),
            _ => return Err(self.past_printing()),
        };
        Ok(self.into_state(CardState::Invalidated(Invalidation { on, cause, receipt })))
    }

    /// An invalid card comes back to the school.
    ///
    /// # Errors
    ///
    /// If it is not invalidated, never left the school, or is back already.
    pub fn take_back(self) -> Result<Self, CardRefusal> {
        match &self.state {
            CardState::Invalidated(Invalidation { receipt: None, .. }) => Err(CardRefusal::NotReceived),
            CardState::Invalidated(end) => {
                let end = end.clone();
                Ok(self.into_state(CardState::Returned(end)))
            }
            _ => Err(self.not_invalidated()),
        }
    }

    /// Is destroyed.
    ///
    /// # Errors
    ///
    /// If it is still in force, not at the school, or gone.
    pub fn destroy(self) -> Result<Self, CardRefusal> {
        let end = self.end_at_school()?;
        Ok(self.into_state(CardState::Destroyed(end)))
    }

    /// Is passed to the body that runs the school.
    ///
    /// # Errors
    ///
    /// If it is still in force, not at the school, or gone.
    pub fn hand_over(self) -> Result<Self, CardRefusal> {
        let end = self.end_at_school()?;
        Ok(self.into_state(CardState::HandedOver(end)))
    }

    /// What the card is worth on the given day.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        match &self.state {
            CardState::Prepared | CardState::Printed => Standing::NotYetIssued,
            CardState::Issued(receipt) if today < receipt.on => Standing::NotYetIssued,
            CardState::Issued(_) if self.expires.is_some_and(|last| today <= last) => Standing::Valid,
            CardState::Issued(_) => Standing::Expired,
            CardState::Invalidated(_) | CardState::Returned(_) | CardState::Destroyed(_) | CardState::HandedOver(_) => {
                Standing::Invalid
            }
        }
    }

    /// The expiry a hologram gives this card on that day.
    fn confirmed(&self, hologram: Period, on: Date, book: &RuleBook) -> Result<Date, CardRefusal> {
        let expires = book.expiry(self.template, hologram).ok_or(CardRefusal::WrongPeriod)?.value;
        if expires < on { Err(CardRefusal::StaleHologram) } else { Ok(expires) }
    }

    /// The invalidation of a card that lies at the school: it came back, or never left.
    fn end_at_school(&self) -> Result<Invalidation, CardRefusal> {
        match &self.state {
            CardState::Returned(end) => Ok(end.clone()),
            CardState::Invalidated(end) if end.receipt.is_none() => Ok(end.clone()),
            CardState::Invalidated(_) => Err(CardRefusal::NotReturned),
            _ => Err(self.not_invalidated()),
        }
    }

    /// Why a card that should be in the printer's or the school's hands is refused.
    fn past_printing(&self) -> CardRefusal {
        match &self.state {
            CardState::Prepared | CardState::Printed => CardRefusal::AlreadyPrinted,
            CardState::Issued(receipt) => CardRefusal::AlreadyReceived(receipt.clone()),
            CardState::Invalidated(end) | CardState::Returned(end) => CardRefusal::AlreadyInvalidated(end.clone()),
            CardState::Destroyed(_) | CardState::HandedOver(_) => CardRefusal::Gone,
        }
    }

    /// Why a card that should be invalid and outside is refused.
    fn not_invalidated(&self) -> CardRefusal {
        match &self.state {
            CardState::Prepared | CardState::Printed | CardState::Issued(_) => CardRefusal::NotInvalidated,
            CardState::Invalidated(end) | CardState::Returned(end) => CardRefusal::AlreadyInvalidated(end.clone()),
            CardState::Destroyed(_) | CardState::HandedOver(_) => CardRefusal::Gone,
        }
    }

    fn into_state(self, state: CardState) -> Self {
        Self { state, ..self }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        law::Settable,
        year::{SchoolYear, Semester},
    };

    const ISSUED: Date = date(2026, 9, 2);
    const THIS_YEAR: Period = Period::Year(SchoolYear(2026));

    fn blank(number: u128) -> BlankId {
        BlankId(Uuid::from_u128(number))
    }

    fn prepared(template: TemplateCode) -> Card {
        let id = Uuid::from_u128(1);
        Card::prepare(CardId(id), PupilId(id), PhotoId(id), CardNumber::first(2026), template, ISSUED, blank(1))
    }

    fn receipt(on: Date) -> Receipt {
        Receipt { on, by: Receiver::Parent, name: "Anna Nowak".into() }
    }

    fn issued() -> Card {
        prepared(TemplateCode::MeinI1)
            .print()
            .unwrap()
            .receive(receipt(ISSUED), THIS_YEAR, &RuleBook::default())
            .unwrap()
    }

    #[test]
    fn the_first_hologram_sets_the_expiry_and_the_next_one_moves_it() {
        let card = issued();
        assert_eq!(card.expires, Some(date(2027, 9, 30)), "L4.2-1");
        let days = [date(2026, 9, 1), date(2026, 9, 2), date(2027, 9, 30), date(2027, 10, 1)];
        assert_eq!(
            days.map(|day| card.standing(day)),
            [Standing::NotYetIssued, Standing::Valid, Standing::Valid, Standing::Expired]
        );

        assert_eq!(
            card.clone().renew(THIS_YEAR, date(2026, 9, 3), &RuleBook::default()),
            Err(CardRefusal::StaleHologram)
        );
        let renewed = card.renew(Period::Year(SchoolYear(2027)), date(2027, 10, 20), &RuleBook::default()).unwrap();
        assert_eq!(renewed.standing(date(2028, 9, 30)), Standing::Valid);
        let undone = renewed.undo_renewal(date(2027, 9, 30)).unwrap();
        assert_eq!(undone.standing(date(2027, 10, 20)), Standing::Expired, "it was not stuck");
        let lost = undone.invalidate(date(2027, 10, 20), Cause::Lost).unwrap();
        assert!(matches!(lost.undo_renewal(date(2027, 9, 30)), Err(CardRefusal::AlreadyInvalidated(_))));
    }

    #[test]
    fn a_spoiled_print_keeps_its_number_and_takes_a_new_blank() {
        let card = prepared(TemplateCode::MeinI1);
        let spoiled = card.clone().print().unwrap().spoil().unwrap();
        assert_eq!((spoiled.number, spoiled.blank, spoiled.state.code()), (card.number, None, "prepared"));
        assert_eq!(spoiled.clone().print(), Err(CardRefusal::NoBlank));
        assert_eq!(spoiled.clone().spoil(), Err(CardRefusal::NoBlank));
        let again = spoiled.load(blank(2)).unwrap().print().unwrap();
        assert_eq!((again.number, again.blank, again.state.code()), (card.number, Some(blank(2)), "printed"));
        assert_eq!(again.load(blank(3)), Err(CardRefusal::HasBlank));
    }

    #[test]
    fn a_receipt_is_refused_for_a_reason() {
        let card = prepared(TemplateCode::MeinI1);
        assert_eq!(
            card.clone().receive(receipt(ISSUED), THIS_YEAR, &RuleBook::default()),
            Err(CardRefusal::NotPrinted)
        );
        let card = card.print().unwrap();
        let nameless = Receipt { name: " ".into(), ..receipt(ISSUED) };
        let semester = Period::Semester(SchoolYear(2026), Semester::Winter);
        let last_year = Period::Year(SchoolYear(2024));
        for (receipt, hologram, refusal) in [
            (receipt(date(2026, 9, 1)), THIS_YEAR, CardRefusal::BeforeIssue),
            (nameless, THIS_YEAR, CardRefusal::NamelessReceipt),
            (receipt(ISSUED), semester, CardRefusal::WrongPeriod),
            (receipt(ISSUED), last_year, CardRefusal::StaleHologram),
        ] {
            assert_eq!(card.clone().receive(receipt, hologram, &RuleBook::default()), Err(refusal));
        }
        assert_eq!(
            issued().receive(receipt(ISSUED), THIS_YEAR, &RuleBook::default()),
            Err(CardRefusal::AlreadyReceived(receipt(ISSUED)))
        );
    }

    #[test]
    fn learners_are_confirmed_by_semesters() {
        let card = prepared(TemplateCode::MeinI2).print().unwrap();
        let winter = card
            .receive(receipt(ISSUED), Period::Semester(SchoolYear(2026), Semester::Winter), &RuleBook::default())
            .unwrap();
        assert_eq!(winter.expires, Some(date(2027, 3, 1)), "L4.2-4");
        let summer = winter
            .clone()
            .renew(Period::Semester(SchoolYear(2026), Semester::Summer), date(2027, 2, 15), &RuleBook::default())
            .unwrap();
        assert_eq!(summer.expires, Some(date(2027, 9, 30)), "L4.2-4");
        let set = RuleBook::default().with(Settable::SummerEnds, "31.08").unwrap();
        let summer =
            winter.renew(Period::Semester(SchoolYear(2026), Semester::Summer), date(2027, 2, 15), &set).unwrap();
        assert_eq!(summer.expires, Some(date(2027, 8, 31)), "the school has set it");
    }

    #[test]
    fn the_end_is_reached_step_by_step() {
        let lost = issued().invalidate(date(2026, 12, 1), Cause::Lost).unwrap();
        assert_eq!(lost.standing(date(2026, 12, 1)), Standing::Invalid);
        assert_eq!(lost.clone().destroy(), Err(CardRefusal::NotReturned));
        assert_eq!(lost.take_back().unwrap().destroy().unwrap().state.code(), "destroyed");
        assert_eq!(issued().destroy(), Err(CardRefusal::NotInvalidated));

        // never handed out: it need not come back
        let cancelled = prepared(TemplateCode::MeinI1).invalidate(ISSUED, Cause::Cancelled).unwrap();
        assert_eq!(cancelled.clone().take_back(), Err(CardRefusal::NotReceived));
        assert_eq!(cancelled.hand_over().unwrap().state.code(), "handed_over");
    }

    #[test]
    fn a_card_ends_no_earlier_than_it_was_collected_and_is_cancelled_only_before() {
        let yesterday = ISSUED.yesterday().unwrap();
        assert_eq!(issued().invalidate(yesterday, Cause::Lost), Err(CardRefusal::BeforeReceipt));
        assert!(issued().invalidate(ISSUED, Cause::Lost).is_ok());
        let cancelled = issued().invalidate(ISSUED, Cause::Cancelled);
        assert_eq!(cancelled, Err(CardRefusal::AlreadyReceived(receipt(ISSUED))));
        let never_held = prepared(TemplateCode::MeinI1).print().unwrap();
        assert_eq!(never_held.clone().invalidate(ISSUED, Cause::Lost), Err(CardRefusal::NotReceived));
        assert!(never_held.invalidate(yesterday, Cause::Cancelled).is_ok(), "dated ahead and not handed out");
    }

    #[derive(Debug, Clone)]
    enum Verb {
        Load(u128),
        Print,
        Spoil,
        Receive(i32, Period),
        Renew(i32, Period),
        Invalidate(i32, Cause),
        TakeBack,
        Destroy,
        HandOver,
    }

    fn verb() -> impl Strategy<Value = Verb> {
        let day = -30..1500_i32;
        let period = (2024..2032_i16, 0..3).prop_map(|(year, which)| match which {
            0 => Period::Year(SchoolYear(year)),
            1 => Period::Semester(SchoolYear(year), Semester::Winter),
            _ => Period::Semester(SchoolYear(year), Semester::Summer),
        });
        prop_oneof![
            1 => (0..9_u128).prop_map(Verb::Load),
            3 => Just(Verb::Print),
            1 => Just(Verb::Spoil),
            4 => (day.clone(), period.clone()).prop_map(|(day, period)| Verb::Receive(day, period)),
            2 => (day.clone(), period).prop_map(|(day, period)| Verb::Renew(day, period)),
            1 => (day, prop::sample::select(Cause::ALL)).prop_map(|(day, cause)| Verb::Invalidate(day, cause)),
            1 => Just(Verb::TakeBack),
            1 => Just(Verb::Destroy),
            1 => Just(Verb::HandOver),
        ]
    }

    fn on(day: i32) -> Date {
        ISSUED + day.days()
    }

    fn apply(card: Card, verb: &Verb) -> Result<Card, CardRefusal> {
        match *verb {
            Verb::Load(number) => card.load(blank(number)),
            Verb::Print => card.print(),
            Verb::Spoil => card.spoil(),
            Verb::Receive(day, period) => card.receive(receipt(on(day)), period, &RuleBook::default()),
            Verb::Renew(day, period) => card.renew(period, on(day), &RuleBook::default()),
            Verb::Invalidate(day, cause) => card.invalidate(on(day), cause),
            Verb::TakeBack => card.take_back(),
            Verb::Destroy => card.destroy(),
            Verb::HandOver => card.hand_over(),
        }
    }

    /// How far along its life a state is; only a spoiled print goes back.
    fn age(state: &CardState) -> u8 {
        match state {
            CardState::Prepared => 0,
            CardState::Printed => 1,
            CardState::Issued(_) => 2,
            CardState::Invalidated(_) => 3,
            CardState::Returned(_) => 4,
            CardState::Destroyed(_) | CardState::HandedOver(_) => 5,
        }
    }

    proptest! {
        #[test]
        fn no_life_leads_to_a_card_valid_and_invalidated(
            template in prop::sample::select(TemplateCode::ALL), verbs in prop::collection::vec(verb(), 0..40), today in -60..3000_i32,
        ) {
            let mut card = prepared(template);
            for verb in verbs {
                let before = card.clone();
                match apply(card.clone(), &verb) {
                    Ok(next) => {
                        prop_assert!(age(&next.state) >= age(&before.state) || matches!(verb, Verb::Spoil), "{verb:?}: {before:?} → {next:?}");
                        prop_assert!(next.expires >= before.expires);
                        card = next;
                    }
                    Err(CardRefusal::AlreadyReceived(evidence)) => prop_assert_eq!(&card.state, &CardState::Issued(evidence)),
                    Err(CardRefusal::AlreadyInvalidated(end)) => {
                        prop_assert!(card.state == CardState::Invalidated(end.clone()) || card.state == CardState::Returned(end));
                    }
                    Err(_) => {}
                }
                prop_assert_eq!((card.id, card.pupil, card.number, card.issued_on), (before.id, before.pupil, before.number, before.issued_on));

                let day = on(today);
                match card.standing(day) {
                    Standing::Valid => {
                        prop_assert!(matches!(&card.state, CardState::Issued(receipt) if receipt.on <= day));
                        prop_assert!(card.blank.is_some() && card.expires.is_some_and(|last| day <= last));
                    }
                    Standing::Expired => prop_assert!(matches!(card.state, CardState::Issued(_)) && card.expires.is_some_and(|last| last < day)),
                    Standing::NotYetIssued => prop_assert!(age(&card.state) < 2 || matches!(&card.state, CardState::Issued(receipt) if day < receipt.on)),
                    Standing::Invalid => prop_assert!(age(&card.state) > 2),
                }
            }
        }
    }
}
