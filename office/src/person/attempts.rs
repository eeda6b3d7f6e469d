//! Tries to sign in, cards' numbers that are looked up, and whole PESEL numbers that a program reads: after so many
//! each next one has to wait longer, and never is anybody locked out for good (trust.md T6). Counted per login, address
//! and token, under pseudonyms, in the database: a restart forgets nothing.

use jiff::Timestamp;

use crate::{
    desk::Office,
    refused::Refused,
    store::{Everywhere, Mode, Tx, attempt::AttemptRow},
};

/// Failures without consequence, of one login or of one person's code.
const FREE: i64 = 5;
/// Failures without consequence from one address: a whole school may stand behind it.
const FREE_FROM_ADDRESS: i64 = 30;
/// Numbers of cards that may be looked up from one address before each next one has to wait.
const FREE_NUMBERS: i64 = 20;
/// Whole PESEL numbers that a program may read, as many as somebody alone may take pupils out (`export::ALONE`).
const FREE_OF_PROGRAM: i64 = 200;
/// Seconds to wait after the first failure that counts; then twice as long each time.
const FIRST_DELAY: i64 = 5;
/// Seconds to wait at most.
const MAX_DELAY: i64 = 15 * 60;
/// Seconds without a failure after which a login's are forgotten.
const LOGIN_MEMORY: i64 = 24 * 3600;
/// Seconds without a failure after which an address's are forgotten, and a program's.
const ADDRESS_MEMORY: i64 = 3600;

/// What a try is counted against.
pub(crate) enum Subject<'a> {
    /// A login, known or not.
    Login(&'a str),
    /// A network address.
    Address(&'a str),
    /// A person's second-factor codes.
    Code(&'a str),
    /// The address from which a card's number was typed. Which number is not written down.
    Number(&'a str),
    /// Letters that were asked for to an e-mail address, known or not: they are never forgiven.
    LettersTo(&'a str),
    /// Letters that were asked for from a network address.
    LettersFrom(&'a str),
    /// The token of a program that reads whole PESEL numbers: a program gives no reason and asks nobody.
    Token(&'a str),
    /// The numeric login of a school's letter, known or not.
    SchoolLogin(&'a str),
    /// The address from which a school's letter was typed.
    SchoolLetters(&'a str),
}

impl Subject<'_> {
    fn pseudonym(&self, office: &Office) -> Vec<u8> {
        let (kind, value) = match self {
            Self::Login(value) => ("login", value),
            Self::Address(value) => ("address", value),
            Self::Code(value) => ("code", value),
            Self::Number(value) => ("number", value),
            Self::LettersTo(value) => ("letters-to", value),
            Self::LettersFrom(value) => ("letters-from", value),
            Self::Token(value) => ("token", value),
            Self::SchoolLogin(value) => ("school-login", value),
            Self::SchoolLetters(value) => ("school-letters", value),
        };
        office.master().pseudonym(&["attempt", kind, value])
    }

    fn limits(&self) -> (i64, i64) {
        match self {
            Self::Address(_) | Self::LettersFrom(_) | Self::SchoolLetters(_) => (FREE_FROM_ADDRESS, ADDRESS_MEMORY),
            Self::Number(_) => (FREE_NUMBERS, ADDRESS_MEMORY),
            Self::Token(_) => (FREE_OF_PROGRAM, ADDRESS_MEMORY),
            Self::Login(_) | Self::Code(_) | Self::LettersTo(_) | Self::SchoolLogin(_) => (FREE, LOGIN_MEMORY),
        }
    }
}

/// A try that was counted as a failure and is taken back if it was none.
#[must_use]
pub(crate) struct Try {
    counted: Vec<(Vec<u8>, AttemptRow, bool)>,
}

/// Seconds to wait after so many failures.
fn delay(failures: i64, free: i64) -> i64 {
    match failures - free {
        ..0 => 0,
        doublings => FIRST_DELAY
            .checked_shl(u32::try_from(doublings.min(20)).unwrap_or(20))
            .map_or(MAX_DELAY, |delay| delay.min(MAX_DELAY)),
    }
}

/// Counts a try against each subject, before it is made.
///
/// # Errors
/// [`Refused::TooManyTries`] if one of them has to wait; then nothing is counted.
pub(crate) async fn count(office: &Office, subjects: &[Subject<'_>]) -> Result<Try, Refused> {
    let now = office.now();
    let mut tx = office.db().everywhere(Mode::Write, now).await?;
    let mut counted = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let (pseudonym, (free, memory)) = (subject.pseudonym(office), subject.limits());
        let Some(row) = tx.count_attempt(&pseudonym, now.as_second() - memory).await? else {
            let next = tx.next_attempt(&pseudonym).await?.unwrap_or_default();
            return Err(Refused::TooManyTries(Timestamp::from_second(next).unwrap_or(now)));
        };
        tx.delay_attempt(&pseudonym, row.last_at + delay(row.failures, free)).await?;
        counted.push((pseudonym, row, matches!(subject, Subject::Address(_) | Subject::SchoolLetters(_))));
    }
    tx.commit_housekeeping().await?;
    Ok(Try { counted })
}

impl Tx<Everywhere> {
    /// The try turned out well: the login's failures are forgotten, the address keeps those of others.
    pub(crate) async fn forgive(&mut self, tried: &Try) -> Result<(), Refused> {
        for (pseudonym, row, shared) in &tried.counted {
            if *shared {
                self.take_back_attempt(pseudonym, *row).await?;
            } else {
                self.clear_attempts(pseudonym).await?;
            }
        }
        Ok(())
    }

    /// Forgets every failure of a subject: it has shown in another way who it is.
    pub(crate) async fn forgive_all(&mut self, office: &Office, subject: &Subject<'_>) -> Result<(), Refused> {
        self.clear_attempts(&subject.pseudonym(office)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_and_has_an_end() {
        let delays: Vec<i64> = (1..=14).map(|failures| delay(failures, FREE)).collect();
        assert_eq!(delays, [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(delay(i64::MAX, FREE), MAX_DELAY);
    }
}
