//! What a school does about *mLegitymacja* (law.md 6). It is the state's document, issued in SIO and shown by the
//! state's application. The school keeps who objected, what is to be done in SIO, and how far each has come there.

use jiff::{ToSpan, civil::Date};

use crate::{
    card,
    code::codes,
    law::{
        entitlement::Claim,
        mobile::{self, LateObjection, State, Trigger},
    },
};

codes! {
    /// To what somebody objected (*zakres sprzeciwu*).
    Scope {
        /// To the document as a whole.
        Document = "document",
        /// To handing the photo over to SIO, without which there is no document.
        Photo = "photo",
    }
}

codes! {
    /// What is to be done in SIO.
    Deed {
        /// Enter the card and, unless there is an objection, issue *mLegitymacja*.
        Issue = "issue",
        /// Issue another in the place of the one there is.
        Reissue = "reissue",
        /// Write the new last day of validity down.
        Validity = "validity",
        /// Invalidate the one there is.
        Invalidate = "invalidate",
    }
}

codes! {
    /// What a thing to be done in SIO came from.
    Reason {
        /// A card was handed out.
        Card = "card",
        /// A card was prolonged.
        Renewal = "renewal",
        /// A renewal was taken back.
        RenewalUndone = "renewal_undone",
        /// The card was lost or is worn, so a duplicate is due.
        Lost = "lost",
        /// The card is exchanged.
        Exchange = "exchange",
        /// Another name.
        Name = "name",
        /// A ruling because of a disability came or went.
        Ruling = "ruling",
        /// The device is damaged, out of order or lost.
        Device = "device",
        /// The pupil left.
        Left = "left",
        /// The pupil came back.
        Returned = "returned",
        /// The parents objected.
        Objection = "objection",
        /// They withdrew that.
        Withdrawn = "withdrawn",
        /// A PESEL has arrived.
        Pesel = "pesel",
    }
}

/// What the school knows of a pupil when something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// What they can ask; none where the book knows no duty.
    pub claim: Option<Claim>,
    /// They have a card in force.
    pub card: bool,
    /// Their card stands in SIO.
    pub entered: bool,
    /// Their *mLegitymacja* stands in SIO and has not ended.
    pub live: bool,
}

/// What has to be done in SIO when that happens; none if nothing does. It is asked with what is known afterwards.
#[must_use]
pub fn task(reason: Reason, known: Known, late: LateObjection) -> Option<Deed> {
    let owed = matches!(known.claim, Some(Claim::Must | Claim::OnApplication));
    let in_sio = owed || known.claim == Some(Claim::Objected);
    match reason {
        // the card's own data belong into SIO whoever objected
        Reason::Card => in_sio.then_some(Deed::Issue),
        Reason::Pesel | Reason::Returned => (in_sio && known.card && !known.live).then_some(Deed::Issue),
        Reason::Withdrawn => (owed && known.card && !known.live).then_some(Deed::Issue),
        Reason::Renewal | Reason::RenewalUndone => (known.entered || known.live).then_some(Deed::Validity),
        Reason::Device => known.live.then_some(Deed::Reissue),
        Reason::Objection => (known.live && late == LateObjection::Invalidated).then_some(Deed::Invalidate),
        Reason::Lost | Reason::Exchange | Reason::Name | Reason::Ruling | Reason::Left => {
            known.live.then_some(Deed::Invalidate)
        }
    }
}

/// What open things come to nothing when that happens; those of one reason, or all.
#[must_use]
pub const fn superseded(reason: Reason) -> &'static [(Deed, Option<Reason>)] {
    match reason {
        // without a card, or a pupil, there is nothing to issue or to prolong
        Reason::Lost | Reason::Exchange | Reason::Left => ENDED,
        Reason::Objection => &[(Deed::Reissue, None)],
        Reason::Returned => &[(Deed::Invalidate, Some(Reason::Left))],
        _ => &[],
    }
}

/// What comes to nothing when a card ends.
pub const ENDED: &[(Deed, Option<Reason>)] = &[(Deed::Issue, None), (Deed::Reissue, None), (Deed::Validity, None)];

/// Why the end of a card tells SIO something.
#[must_use]
pub const fn reason_of_end(cause: card::Cause) -> Reason {
    match cause {
        card::Cause::Lost | card::Cause::Damaged | card::Cause::NoHologram => Reason::Lost,
        card::Cause::Error | card::Cause::FieldsFull | card::Cause::Cancelled => Reason::Exchange,
        card::Cause::NameChange => Reason::Name,
        card::Cause::DisabilityRuling => Reason::Ruling,
        card::Cause::Left => Reason::Left,
    }
}

/// What is there and what is missing for *mLegitymacja* (`L6.7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// What they can ask; none where the book knows no duty.
    pub claim: Option<Claim>,
    /// They have an approved photo.
    pub photo: bool,
    /// They have a card that is valid today.
    pub card: bool,
    /// Where the newest one stands in SIO.
    pub in_sio: Option<State>,
}

impl Readiness {
    /// How far it has come. Whoever has no valid card is not owed one yet (§ 64 ust. 1).
    #[must_use]
    pub const fn state(self) -> State {
        match (self.in_sio, self.claim) {
            (Some(state @ (State::Registered | State::CodeAvailable | State::Active)), _) => state,
            (_, Some(Claim::Objected)) => State::Objected,
            (_, Some(Claim::Must | Claim::OnApplication)) if !self.photo => State::PendingPhoto,
            (_, Some(Claim::Must | Claim::OnApplication)) if self.card => State::Ready,
            (Some(ended), _) => ended,
            _ => State::NotDue,
        }
    }
}

/// The day on which somebody comes of age; parents' objections end with it (USO art. 11 ust. 1d).
#[must_use]
pub fn of_age_on(born: Date) -> Date {
    born.saturating_add(18.years())
}

/// May parents object on this day? Before, there was no document that nobody had asked for.
#[must_use]
pub fn may_object(on: Date, born: Date) -> bool {
    mobile::on(on).is_some_and(|rule| rule.value.trigger == Trigger::ExOfficio) && on < of_age_on(born)
}

/// A card in the file of existing cards, as SIO takes it and shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SioCard {
    /// Eleven digits.
    pub pesel: String,
    /// `12/2026`.
    pub number: String,
    /// Its date of issue.
    pub issued_on: String,
    /// `1` for the template because of a disability, else `0`.
    pub disability: String,
}

/// The first row, which SIO skips.
const HEADINGS: &str = "pesel;numer legitymacji;data wydania;czy niepełnosprawność";

/// The file of existing cards as SIO reads it: semicolons, UTF-8, a row of headings. The mark of the encoding at its
/// beginning is the school's choice, as nobody has said whether SIO takes it.
#[must_use]
pub fn sio_file<'a>(cards: impl IntoIterator<Item = &'a SioCard>, mark: bool) -> String {
    let mut file = String::from(if mark { "\u{feff}" } else { "" });
    file.push_str(HEADINGS);
    file.push_str("\r\n");
    for card in cards {
        let cells = [&card.pesel, &card.number, &card.issued_on, &card.disability];
        file.push_str(&cells.map(String::as_str).join(";"));
        file.push_str("\r\n");
    }
    file
}

/// Reads rows that SIO showed. The first is its headings; a row without a PESEL is none.
#[must_use]
pub fn sio_cards<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> Vec<SioCard> {
    let cell = |row: &[String], at: usize| row.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
    let card = |row: &'a [String]| SioCard {
        pesel: cell(row, 0),
        number: cell(row, 1).replace(' ', ""),
        issued_on: day_written(&cell(row, 2)),
        disability: flag_written(&cell(row, 3)),
    };
    let is_pesel = |card: &SioCard| card.pesel.len() == 11 && card.pesel.bytes().all(|digit| digit.is_ascii_digit());
    rows.into_iter().map(card).filter(is_pesel).collect()
}

/// A day as ISO writes it, be it written with dots and the day first; what is no day stays as it is.
fn day_written(text: &str) -> String {
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

fn flag_written(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "1" | "tak" | "true" => "1".to_owned(),
        "0" | "nie" | "false" | "" => "0".to_owned(),
        other => other.to_owned(),
    }
}

/// Where SIO and the register say different things of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// In force here, unknown there: the place among ours.
    MissingThere(usize),
    /// Known there, not in force here: the place among theirs.
    MissingHere(usize),
    /// Another number, date of issue or mark of a disability: the place among ours and among theirs, and which differ.
    Differs(usize, usize, [bool; 3]),
}

/// Holds what SIO shows against the cards in force here, by PESEL. Of a PESEL that stands there several times, the row
/// with our number counts, and the others are missing here.
#[must_use]
pub fn compare(there: &[SioCard], here: &[SioCard]) -> Vec<Difference> {
    let mut matched = vec![false; there.len()];
    let mut found = Vec::new();
    for (at, ours) in here.iter().enumerate() {
        let of_pesel: Vec<_> = there.iter().enumerate().filter(|(_, card)| card.pesel == ours.pesel).collect();
        let same = of_pesel.iter().find(|(_, card)| card.number == ours.number);
        let Some((place, theirs)) = same.or(of_pesel.last()).copied() else {
            found.push(Difference::MissingThere(at));
            continue;
        };
        if let Some(matched) = matched.get_mut(place) {
            *matched = true;
        }
        let differ =
            [theirs.number != ours.number, theirs.issued_on != ours.issued_on, theirs.disability != ours.disability];
        if differ.contains(&true) {
            found.push(Difference::Differs(at, place, differ));
        }
    }
    let unknown = matched.iter().enumerate().filter(|(_, matched)| !**matched);
    found.extend(unknown.map(|(place, _)| Difference::MissingHere(place)));
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const FULL: Known = Known { claim: Some(Claim::Must), card: true, entered: true, live: true };

    #[test]
    fn what_happens_to_a_card_or_a_pupil_is_to_be_done_in_sio() {
        // L6.1-5, L6.1-6, L6.1-7, L6.7
        let late = LateObjection::Invalidated;
        let of = |reason| task(reason, FULL, late);
        assert_eq!(of(Reason::Card), Some(Deed::Issue));
        assert_eq!(of(Reason::Renewal), Some(Deed::Validity));
        assert_eq!(of(Reason::Device), Some(Deed::Reissue));
        for reason in [Reason::Lost, Reason::Exchange, Reason::Name, Reason::Ruling, Reason::Left, Reason::Objection] {
            assert_eq!(of(reason), Some(Deed::Invalidate), "{reason}");
            assert_eq!(task(reason, Known { live: false, ..FULL }, late), None, "{reason}");
        }
        assert_eq!(task(Reason::Objection, FULL, LateObjection::Kept), None);
        let ended = Known { live: false, ..FULL };
        for reason in [Reason::Withdrawn, Reason::Returned, Reason::Pesel] {
            assert_eq!((of(reason), task(reason, ended, late)), (None, Some(Deed::Issue)), "{reason}");
        }
        assert_eq!(superseded(Reason::Left), ENDED);
        assert_eq!(superseded(Reason::Returned), [(Deed::Invalidate, Some(Reason::Left))]);
        assert!(superseded(Reason::Card).is_empty());
    }

    #[test]
    fn whoever_cannot_have_one_makes_no_work_and_an_objection_spares_the_document_only() {
        // L1.4-5, L1.4-6, L6.1-3
        let late = LateObjection::Invalidated;
        for claim in [None, Some(Claim::Never)] {
            let nobody = Known { claim, card: true, entered: false, live: false };
            assert!(Reason::ALL.iter().all(|reason| task(*reason, nobody, late).is_none()), "{claim:?}");
        }
        let objected = Known { claim: Some(Claim::Objected), card: true, entered: false, live: false };
        assert_eq!(task(Reason::Card, objected, late), Some(Deed::Issue), "the card's data go to SIO all the same");
        assert_eq!(task(Reason::Withdrawn, objected, late), None);
    }

    #[test]
    fn the_state_says_what_is_missing_first() {
        let all = Readiness { claim: Some(Claim::Must), photo: true, card: true, in_sio: None };
        assert_eq!(all.state(), State::Ready);
        assert_eq!(Readiness { photo: false, ..all }.state(), State::PendingPhoto);
        assert_eq!(Readiness { card: false, ..all }.state(), State::NotDue);
        assert_eq!(Readiness { claim: Some(Claim::Objected), ..all }.state(), State::Objected);
        assert_eq!(Readiness { claim: Some(Claim::Never), ..all }.state(), State::NotDue);
        assert_eq!(Readiness { claim: None, ..all }.state(), State::NotDue);
        for state in [State::Registered, State::CodeAvailable, State::Active] {
            assert_eq!(Readiness { in_sio: Some(state), photo: false, ..all }.state(), state);
        }
        let ended = Readiness { in_sio: Some(State::Invalid), card: false, ..all };
        assert_eq!(ended.state(), State::Invalid);
        assert_eq!(Readiness { card: true, ..ended }.state(), State::Ready, "another one begins anew");
    }

    #[test]
    fn parents_object_from_the_first_day_of_the_duty_until_the_eighteenth_birthday() {
        // L6.1-1, L1.4-4
        let born = date(2008, 3, 1);
        assert_eq!(of_age_on(born), date(2026, 3, 1));
        assert_eq!(of_age_on(date(2008, 2, 29)), date(2026, 2, 28));
        let may = [date(2025, 9, 16), date(2025, 9, 17), date(2026, 2, 28), date(2026, 3, 1)];
        assert_eq!(may.map(|on| may_object(on, born)), [false, true, true, false]);
    }

    fn card(pesel: &str, number: &str, issued_on: &str, disability: &str) -> SioCard {
        let [pesel, number, issued_on, disability] = [pesel, number, issued_on, disability].map(str::to_owned);
        SioCard { pesel, number, issued_on, disability }
    }

    #[test]
    fn the_file_is_as_sio_reads_it() {
        let cards = [card("15293044422", "12/2026", "2026-09-07", "0")];
        let file = sio_file(&cards, false);
        assert_eq!(
            file,
            "pesel;numer legitymacji;data wydania;czy niepełnosprawność\r\n15293044422;12/2026;2026-09-07;0\r\n"
        );
        assert_eq!(sio_file(&cards, true), format!("\u{feff}{file}"));
        let rows: Vec<Vec<String>> = file.lines().map(|line| line.split(';').map(str::to_owned).collect()).collect();
        assert_eq!(sio_cards(rows.iter().map(Vec::as_slice)), cards, "the headings are no card");
    }

    #[test]
    fn dates_and_marks_are_read_however_sio_writes_them() {
        let row = ["15293044422", "12 / 2026", "7.09.2026", "Tak"].map(str::to_owned);
        assert_eq!(sio_cards([row.as_slice()]), [card("15293044422", "12/2026", "2026-09-07", "1")]);
        assert_eq!(day_written("wkrótce"), "wkrótce");
    }

    #[test]
    fn sio_and_the_register_are_held_against_each_other() {
        let [ala, jan, ewa] = ["15293044422", "02070803628", "44051401359"];
        let here = [card(ala, "1/2026", "2026-09-07", "0"), card(jan, "2/2026", "2026-09-07", "0")];
        assert!(compare(&here, &here).is_empty());
        assert_eq!(compare(&[], &here), [Difference::MissingThere(0), Difference::MissingThere(1)]);
        let there = [card(ala, "1/2026", "2026-09-08", "1"), card(ewa, "9/2026", "2026-09-07", "0")];
        let found = compare(&there, &here);
        let differs = Difference::Differs(0, 0, [false, true, true]);
        assert_eq!(found, [differs, Difference::MissingThere(1), Difference::MissingHere(1)]);
        // a lost card that nobody has ended there
        let twice = [card(ala, "7/2025", "2025-09-07", "0"), here[0].clone(), here[1].clone()];
        assert_eq!(compare(&twice, &here), [Difference::MissingHere(0)]);
    }
}
