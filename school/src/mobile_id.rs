//! The school ID on a phone (*legitymacja na telefonie*, ours): whether it counts, decided here and nowhere else, and
//! for how long a code of it does.
//!
//! It stands and falls with the card (§ 64 ust. 1, `L6.7`), so it knows no date of its own.

use jiff::civil::Date;

use crate::{
    card::{Card, Cause, Standing},
    code::codes,
    pupil::HolderStatus,
};

/// Seconds after which a phone shows the next code.
pub const CODE_STEP: i64 = 15;

/// A code tells whose it is for so many seconds from the first in which a phone shows it (ux.md 2.12).
pub const CODE_LIFE: i64 = 45;

codes! {
    /// Why a school ID counts no more.
    Ended {
        /// Its last hologram has run out, or is gone.
        NoHologram = "no_hologram",
        /// The card was lost or stolen (`L5-1`).
        Lost = "lost",
        /// The card is worn out; a duplicate takes its place (`L5-1`).
        Duplicate = "duplicate",
        /// What is printed on the card is wrong by now, or it has no room for a hologram: it is exchanged (`L4.3-5` to
        /// `L4.3-7`).
        Exchanged = "exchanged",
        /// The card will not be handed out.
        Cancelled = "cancelled",
        /// The holder left the school: the card may stay valid to its date, the status is gone (`L4.3-2`).
        Left = "left",
        /// The photo was removed, so nobody can be compared with it.
        PhotoRemoved = "photo_removed",
    }
}

/// What a school ID on a phone is worth on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Valid until the end of this day.
    Valid(Date),
    /// Nobody has collected the card yet.
    NotIssued,
    /// Not valid.
    Invalid(Ended),
}

/// What the ID of this card is worth today. The photo is the one printed on the card.
#[must_use]
pub fn validity(card: &Card, holder: HolderStatus, photo_removed: bool, today: Date) -> Validity {
    let left = matches!(holder, HolderStatus::Left(on) if on <= today);
    match (card.standing(today), card.expires) {
        (Standing::NotYetIssued, _) => Validity::NotIssued,
        (Standing::Invalid, _) => Validity::Invalid(ended(card)),
        _ if left => Validity::Invalid(Ended::Left),
        _ if photo_removed => Validity::Invalid(Ended::PhotoRemoved),
        (Standing::Valid, Some(until)) => Validity::Valid(until),
        (Standing::Valid, None) | (Standing::Expired, _) => Validity::Invalid(Ended::NoHologram),
    }
}

/// Why a card that was invalidated counts no more.
fn ended(card: &Card) -> Ended {
    match card.state.invalidation().map(|end| end.cause) {
        Some(Cause::Lost) => Ended::Lost,
        Some(Cause::Damaged) => Ended::Duplicate,
        Some(Cause::Error | Cause::NameChange | Cause::DisabilityRuling | Cause::FieldsFull) => Ended::Exchanged,
        Some(Cause::NoHologram) => Ended::NoHologram,
        Some(Cause::Left) => Ended::Left,
        Some(Cause::Cancelled) | None => Ended::Cancelled,
    }
}

/// Does a code still count that was first shown in the second `begun`? One step is allowed for clocks that differ.
#[must_use]
pub const fn is_fresh(begun: i64, now: i64) -> bool {
    begun <= now.saturating_add(CODE_STEP) && now <= begun.saturating_add(CODE_LIFE)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        BlankId, CardId, PhotoId, PupilId,
        card::{Receipt, Receiver},
        law::{RuleBook, TemplateCode},
        number::CardNumber,
        year::{Period, SchoolYear},
    };

    const ISSUED: Date = date(2026, 9, 2);

    fn printed() -> Card {
        let id = Uuid::from_u128(1);
        let (number, template) = (CardNumber::first(2026), TemplateCode::MeinI1);
        let card = Card::prepare(CardId(id), PupilId(id), PhotoId(id), number, template, ISSUED, BlankId(id));
        card.print().unwrap()
    }

    fn issued() -> Card {
        let receipt = Receipt { on: ISSUED, by: Receiver::Parent, name: "Anna Nowak".into() };
        printed().receive(receipt, Period::Year(SchoolYear(2026)), &RuleBook::default()).unwrap()
    }

    #[test]
    fn an_id_counts_as_long_as_card_holder_and_photo_do() {
        let there = HolderStatus::Attending;
        let lost = issued().invalidate(date(2026, 12, 1), Cause::Lost).unwrap();
        let left = HolderStatus::Left(date(2026, 12, 1));
        let until = Validity::Valid(date(2027, 9, 30));
        for (card, holder, removed, today, wanted) in [
            (printed(), there, false, ISSUED, Validity::NotIssued),
            (issued(), there, false, ISSUED, until),
            (issued(), there, false, date(2027, 9, 30), until),
            (issued(), there, false, date(2027, 10, 1), Validity::Invalid(Ended::NoHologram)),
            (issued(), left, false, date(2026, 11, 30), until),
            (issued(), left, false, date(2026, 12, 1), Validity::Invalid(Ended::Left)),
            (issued(), there, true, ISSUED, Validity::Invalid(Ended::PhotoRemoved)),
            (lost, left, true, date(2026, 12, 1), Validity::Invalid(Ended::Lost)),
        ] {
            assert_eq!(validity(&card, holder, removed, today), wanted, "{today}, {holder:?}, removed: {removed}");
        }
    }

    #[test]
    fn a_card_that_was_invalidated_says_why() {
        for &cause in Cause::ALL {
            let card = if cause == Cause::Cancelled { printed() } else { issued() };
            let Ok(card) = card.invalidate(date(2026, 12, 1), cause) else { panic!("{cause} ends no card") };
            let wanted = match cause {
                Cause::Lost => Ended::Lost,
                Cause::Damaged => Ended::Duplicate,
                Cause::NoHologram => Ended::NoHologram,
                Cause::Left => Ended::Left,
                Cause::Cancelled => Ended::Cancelled,
                _ => Ended::Exchanged,
            };
            let worth = validity(&card, HolderStatus::Attending, false, date(2026, 12, 1));
            assert_eq!(worth, Validity::Invalid(wanted), "{cause}");
        }
    }

    #[test]
    fn a_code_is_fresh_for_forty_five_seconds_and_not_before_its_time() {
        let fresh = [-16, -15, 0, 45, 46].map(|age| is_fresh(1_000, 1_000 + age));
        assert_eq!(fresh, [false, true, true, true, false]);
        assert!(!is_fresh(i64::MAX, 0) && !is_fresh(0, i64::MAX));
    }
}
