//! What is signed: which card, and in which quarter of a minute its phone shows the code. 36 bytes, 48 letters of an
//! address; a picture of it is worth nothing a minute later (trust.md T24, T25).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use school::{
    CardId,
    mobile_id::{CODE_STEP, is_fresh},
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::keys::{MasterKey, mac};

/// Of the signature's 32 bytes so many are kept: 128 bits cannot be guessed, and the code stays coarse enough for an
/// old camera.
const SIGNATURE: usize = 16;
const ID: usize = 16;
const STEP: usize = 4;
const DAY: i64 = 24 * 3600;

/// A code whose signature was ours.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Code {
    pub(super) card: CardId,
    /// Counts the steps since 1970.
    step: u32,
}

/// Why a text is no code of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unread {
    /// It does not look like one.
    NoCode,
    /// It does, and the signature is not ours.
    Forged,
}

impl Code {
    /// The code that a phone shows now.
    pub(super) fn now(card: CardId, now: Timestamp) -> Self {
        Self { card, step: u32::try_from(now.as_second() / CODE_STEP).unwrap_or_default() }
    }

    /// Does it still count?
    pub(super) fn is_fresh(self, now: Timestamp) -> bool {
        is_fresh(self.begun(), now.as_second())
    }

    /// Can the phone have shown it that shows the ID since then? Codes of an earlier one end with it.
    pub(super) fn is_since(self, active_since: Option<i64>) -> bool {
        active_since.is_some_and(|since| self.begun() + CODE_STEP > since)
    }

    /// As it stands in an address.
    pub(super) fn written(self, master: &MasterKey) -> String {
        let [id, step, signature] = [&self.card.0.as_bytes()[..], &self.step.to_be_bytes(), &self.signature(master)];
        BASE64_URL_SAFE_NO_PAD.encode([id, step, signature].concat())
    }

    /// What stands in an address, if we signed it.
    pub(super) fn read(master: &MasterKey, text: &str) -> Result<Self, Unread> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| Unread::NoCode)?;
        let (id, rest) = bytes.split_first_chunk::<ID>().ok_or(Unread::NoCode)?;
        let (step, signature) = rest.split_first_chunk::<STEP>().ok_or(Unread::NoCode)?;
        if signature.len() != SIGNATURE {
            return Err(Unread::NoCode);
        }
        let code = Self { card: CardId(Uuid::from_bytes(*id)), step: u32::from_be_bytes(*step) };
        if bool::from(code.signature(master)[..].ct_eq(signature)) { Ok(code) } else { Err(Unread::Forged) }
    }

    /// The first second in which it is shown.
    fn begun(self) -> i64 {
        i64::from(self.step) * CODE_STEP
    }

    fn signature(self, master: &MasterKey) -> [u8; SIGNATURE] {
        let key = master.code_key(self.card.0.as_bytes(), self.begun() / DAY);
        let whole = mac(&*key, &[&self.step.to_be_bytes()]);
        std::array::from_fn(|at| whole[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    fn of(second: i64) -> (MasterKey, Code) {
        let card = CardId(Uuid::from_u128(7));
        (MasterKey::generate(), Code::now(card, Timestamp::from_second(second).unwrap()))
    }

    #[test]
    fn a_code_is_read_back_by_the_key_that_wrote_it_alone() {
        let (master, code) = of(1_788_768_007);
        let text = code.written(&master);
        assert_eq!((text.len(), Code::read(&master, &text)), (48, Ok(code)));
        assert_eq!(code.begun(), 1_788_768_000);
        assert_eq!(Code::read(&MasterKey::generate(), &text), Err(Unread::Forged));
    }

    /// Each letter by each other one: three times as many as a thousand at random.
    #[test]
    fn no_letter_of_a_code_can_be_another() {
        let (master, code) = of(1_788_768_000);
        let text = code.written(&master);
        let mut tried = 0;
        for at in 0..text.len() {
            for letter in LETTERS.chars().filter(|letter| !text[at..].starts_with(*letter)) {
                let tampered = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
                assert_eq!(Code::read(&master, &tampered), Err(Unread::Forged), "letter {at}: {letter}");
                tried += 1;
            }
        }
        assert_eq!(tried, 48 * 63);
    }

    #[test]
    fn what_has_another_shape_is_no_code() {
        let (master, code) = of(1_788_768_000);
        let text = code.written(&master);
        for other in ["", "12/2026", &text[1..], &text[..44], &format!("{text}AAAA"), &format!("{text}="), "ł"] {
            assert_eq!(Code::read(&master, other), Err(Unread::NoCode), "{other}");
        }
    }

    #[test]
    fn a_card_shows_another_code_every_fifteen_seconds() {
        let (master, code) = of(1_788_768_000);
        let at = |second| Code::now(code.card, Timestamp::from_second(second).unwrap()).written(&master);
        assert_eq!(at(1_788_768_000), at(1_788_768_014));
        assert_ne!(at(1_788_768_014), at(1_788_768_015));
    }
}
