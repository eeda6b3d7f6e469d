//! An application for another card: the duplicate of a lost one for a fee, or an exchange without (law.md 4.3, 5).
//!
//! The old card ends with the application, so that nobody ever holds two that are valid.

use jiff::civil::Date;

use crate::{
    card::{Cause, Succession},
    code::codes,
    law::{
        RuleBook,
        duplicates::Marking,
        fee::Occasion,
        holder::{self, Change},
        statements,
    },
};

codes! {
    /// How somebody applied.
    Way {
        /// In writing; the only way at a preschool (`L5-2`).
        Paper = "paper",
        /// By word, written down by the office.
        Office = "office",
    }
}

/// Why another card is due, as the rule book says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// What the new one is.
    pub succession: Succession,
    /// Act and paragraph.
    pub basis: &'static str,
}

/// Why the old card ends if there is to be another. Leaving the school is not among it: another school issues a card of
/// its own (`L4.3-4`).
pub const GROUNDS: [Cause; 7] = [
    Cause::Lost,
    Cause::Damaged,
    Cause::NoHologram,
    Cause::Error,
    Cause::NameChange,
    Cause::DisabilityRuling,
    Cause::FieldsFull,
];

/// What gives another card when one ends so; none if nothing does.
#[must_use]
pub fn ground(cause: Cause) -> Option<Ground> {
    match cause {
        // wear counts as loss, and a card that lost its hologram is worn
        Cause::Lost | Cause::Damaged | Cause::NoHologram => duplicate(),
        Cause::Error => exchange(Change::Error),
        Cause::NameChange => exchange(Change::Name),
        Cause::DisabilityRuling => exchange(Change::Ruling),
        Cause::FieldsFull => exchange(Change::FieldsFull),
        Cause::Left | Cause::Cancelled => None,
    }
}

fn duplicate() -> Option<Ground> {
    let row = statements::ROWS.iter().find(|row| row.rule.id == "L5-1")?;
    Some(Ground { succession: Succession::Duplicate, basis: row.rule.basis })
}

fn exchange(change: Change) -> Option<Ground> {
    let rule = holder::ROWS.iter().find(|rule| rule.value.change == change)?;
    Some(Ground { succession: Succession::Exchange, basis: rule.basis })
}

/// The paragraph by which a card ends for this reason.
#[must_use]
pub fn basis_of_end(cause: Cause) -> &'static str {
    match cause {
        Cause::Left => "R2023 § 74 ust. 1, 3",
        Cause::Cancelled => "R2023 § 8",
        Cause::NoHologram => "R2023 § 63 ust. 1-3",
        _ => ground(cause).map_or("R2023 § 63", |ground| ground.basis),
    }
}

/// What the application costs, in grosze, by its day (`L5-13`, `L1.2-4`). An exchange is free (`L5-16`).
#[must_use]
pub fn fee(succession: Succession, applied_on: Date, book: &RuleBook) -> u32 {
    let occasion = match succession {
        Succession::Duplicate => Occasion::Duplicate,
        Succession::Exchange => Occasion::Exchange,
    };
    book.fee(occasion, applied_on).map_or(0, |applied| applied.value.grosze)
}

/// The paragraph by which a duplicate costs something that was applied for on the day.
#[must_use]
pub fn basis_of_fee(applied_on: Date) -> &'static str {
    RuleBook::default().fee(Occasion::Duplicate, applied_on).map_or("R2023 § 67", |applied| applied.basis)
}

/// Does a card issued on that day bear the word "Duplikat" (`L5-6`)?
#[must_use]
pub fn bears_the_word(succession: Succession, issued_on: Date, book: &RuleBook) -> bool {
    let marking = book.marking(issued_on);
    succession == Succession::Duplicate && marking.is_some_and(|applied| applied.value != Marking::NoWord)
}

/// What the transfer of the fee is called: it names the card and nobody.
#[must_use]
pub fn transfer_title(number: &str) -> String {
    format!("Duplikat legitymacji {number}")
}

/// A fee with its comma: "9,00".
#[must_use]
pub fn written(grosze: u32) -> String {
    format!("{},{:02}", grosze / 100, grosze % 100)
}

/// The text of the QR code of a domestic transfer (recommendation of the Polish Bank Association, 2D code): tax number,
/// country, account, amount in grosze, receiver, title and three reserved fields.
#[must_use]
pub fn transfer_code(account: &str, grosze: u32, receiver: &str, title: &str) -> String {
    let cut = |text: &str, most: usize| text.chars().filter(|c| *c != '|').take(most).collect::<String>();
    format!("|PL|{account}|{grosze:06}|{}|{}|||", cut(receiver, 20).trim_end(), cut(title, 32).trim_end())
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        BlankId, CardId, PhotoId, PupilId,
        card::{Card, CardState, Receipt, Receiver, Standing},
        law::{Settable, TemplateCode},
        ledger::{Account as A, Balance},
        number::CardNumber,
        year::{Period, SchoolYear},
    };

    #[test]
    fn a_loss_leads_to_a_duplicate_for_nine_zloty_and_an_exchange_is_free() {
        // L5-13, L5-16
        for cause in [Cause::Lost, Cause::Damaged, Cause::NoHologram] {
            assert_eq!(ground(cause).unwrap().succession, Succession::Duplicate, "{cause}");
        }
        for cause in [Cause::Error, Cause::NameChange, Cause::DisabilityRuling, Cause::FieldsFull] {
            assert_eq!(ground(cause).unwrap().succession, Succession::Exchange, "{cause}");
        }
        assert!(ground(Cause::Left).is_none() && ground(Cause::Cancelled).is_none(), "L4.3-4");
        let leads = Cause::ALL.iter().filter(|cause| ground(**cause).is_some());
        assert!(leads.clone().all(|cause| GROUNDS.contains(cause)) && leads.count() == GROUNDS.len());
        assert_eq!(ground(Cause::Lost).unwrap().basis, "R2023 § 61 ust. 1, 14", "L5-1");
        assert_eq!(ground(Cause::Error).unwrap().basis, "R2023 § 63 ust. 4", "L4.3-5");
        for day in [date(2025, 11, 20), date(2026, 11, 20)] {
            let of = |succession| fee(succession, day, &RuleBook::default());
            assert_eq!((of(Succession::Duplicate), of(Succession::Exchange)), (900, 0));
            assert!(basis_of_fee(day).starts_with("R2023 § 67 ust. 1"), "{day}");
        }
        assert_eq!((written(900), written(5)), ("9,00".to_owned(), "0,05".to_owned()));
        let set = RuleBook::default().with(Settable::Fee, "17,00").unwrap();
        let [before, since] = [date(2025, 12, 31), date(2026, 1, 1)].map(|day| fee(Succession::Duplicate, day, &set));
        assert_eq!((before, since), (900, 1700), "only what is unconfirmed can be set");
    }

    #[test]
    fn only_a_duplicate_bears_the_word() {
        // L5-6
        let (before, first) = (date(2023, 6, 16), date(2023, 6, 17));
        let book = RuleBook::default();
        let word = |day| bears_the_word(Succession::Duplicate, day, &book);
        assert_eq!((word(before), word(first)), (false, true));
        assert!(!bears_the_word(Succession::Exchange, first, &book));
        // L5-7
        let begun = book.with(Settable::DraftFrom, "2027-03-01").unwrap();
        let words = [date(2027, 2, 28), date(2027, 3, 1)].map(|day| bears_the_word(Succession::Duplicate, day, &begun));
        assert_eq!(words, [true, false]);
    }

    #[test]
    fn a_transfer_fits_the_standard_and_names_nobody() {
        let title = transfer_title("1234/2026");
        assert!(title.chars().count() <= 32, "{title}");
        let code = transfer_code("61109010140000071219812874", 900, "Szkoła Podstawowa nr 118 | im. Nikogo", &title);
        assert_eq!(
            code,
            "|PL|61109010140000071219812874|000900|Szkoła Podstawowa nr|Duplikat legitymacji 1234/2026|||"
        );
        assert_eq!(code.matches('|').count(), 8);
    }

    const TODAY: Date = date(2026, 9, 7);

    #[derive(Debug, Clone, Copy)]
    enum Deed {
        Prepare,
        Print,
        Spoil,
        HandOut,
        End(Cause),
        TakeBack,
        Destroy,
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            4 => Just(Deed::Prepare),
            4 => Just(Deed::Print),
            1 => Just(Deed::Spoil),
            4 => Just(Deed::HandOut),
            2 => prop::sample::select(Cause::ALL).prop_map(Deed::End),
            1 => Just(Deed::TakeBack),
            1 => Just(Deed::Destroy),
        ]
    }

    /// A pupil's cards and the two books. Another card is prepared when the one before has ended, as an application
    /// ends it.
    #[derive(Debug, Clone)]
    struct Life {
        cards: Vec<Card>,
        blanks: Balance,
        holograms: Balance,
    }

    impl Life {
        fn new() -> Self {
            let delivered = Balance::default().after(A::Producer, A::Stock, 9).unwrap();
            Self { cards: Vec::new(), blanks: delivered, holograms: delivered }
        }

        /// What comes of a deed on a day; none if it is refused.
        fn after(mut self, deed: Deed, on: Date) -> Option<Self> {
            let serial = self.cards.len() as u128;
            if matches!(deed, Deed::Prepare) {
                let free = self.cards.last().is_none_or(|card| card.state.invalidation().is_some());
                let (id, number) = (Uuid::from_u128(serial), CardNumber::first(2026));
                let (card, pupil, photo, blank) = (CardId(id), PupilId(id), PhotoId(id), BlankId(id));
                let card = Card::prepare(card, pupil, photo, number, TemplateCode::MeinI1, TODAY, blank);
                self.blanks = self.blanks.after(A::Stock, A::Reserved, 1).ok().filter(|_| free)?;
                self.cards.push(card);
                return Some(self);
            }
            let card = self.cards.pop()?;
            let card = match deed {
                Deed::Print => {
                    self.blanks = self.blanks.after(A::Reserved, A::Used, 1).ok()?;
                    card.print().ok()?
                }
                Deed::Spoil if card.state == CardState::Prepared => {
                    self.blanks = self.blanks.after(A::Reserved, A::Spoiled, 1).ok()?;
                    self.blanks = self.blanks.after(A::Stock, A::Reserved, 1).ok()?;
                    card.spoil().ok()?.load(BlankId(Uuid::from_u128(1000 + serial))).ok()?
                }
                Deed::HandOut => {
                    self.holograms = self.holograms.after(A::Stock, A::Used, 1).ok()?;
                    let receipt = Receipt { on, by: Receiver::Pupil, name: "Jan".to_owned() };
                    card.receive(receipt, Period::Year(SchoolYear(2026)), &RuleBook::default()).ok()?
                }
                Deed::End(_) if card.state == CardState::Prepared => return None, // it waits for the printer
                Deed::End(cause) => card.invalidate(on, cause).ok()?,
                Deed::TakeBack => card.take_back().ok()?,
                Deed::Destroy => card.destroy().ok()?,
                Deed::Prepare | Deed::Spoil => return None,
            };
            self.cards.push(card);
            Some(self)
        }
    }

    proptest! {
        #[test]
        fn over_any_history_a_pupil_holds_one_valid_card_at_most_and_both_books_balance(
            deeds in prop::collection::vec((deed(), 0..300_i32), 0..60), looked in 0..800_i32,
        ) {
            let mut life = Life::new();
            for (deed, day) in deeds {
                life = life.clone().after(deed, TODAY + day.days()).unwrap_or(life);
                prop_assert!(life.blanks.holds() && life.holograms.holds(), "{life:?}");
                let day = TODAY + looked.days();
                let valid = life.cards.iter().filter(|card| card.standing(day) == Standing::Valid).count();
                let alive = life.cards.iter().filter(|card| card.state.invalidation().is_none()).count();
                prop_assert!(valid <= 1 && alive <= 1, "{deed:?}: {:?}", life.cards);
                let became_cards = life.cards.iter().filter(|card| card.state != CardState::Prepared).count();
                let confirmed = life.cards.iter().filter(|card| card.state.receipt().is_some()).count();
                let used = (life.blanks.used, life.holograms.used);
                prop_assert_eq!(used, (i64::try_from(became_cards).unwrap(), i64::try_from(confirmed).unwrap()));
            }
        }
    }
}
