//! Recovery codes: ten codes on paper, each of which stands in once for a lost second factor.
//!
//! A code has 80 random bits. Nobody guesses that, however fast a stolen table is compared, so a plain SHA-256 is
//! stored; a slow hash is for what people think up themselves, and would have to be computed for each of the ten.

use school::{PersonId, event::Event};
use totp_rs::Secret;

use crate::{
    desk::{Office, Once, Visitor},
    keys::{fingerprint, random},
    refused::{Conflict, Refused},
    store::{Everywhere, Mode, Tx},
};

/// How many are made at a time.
const CODES: usize = 10;
/// Bytes of a code.
const BYTES: usize = 10;
/// The same in base32: letters and the digits 2 to 7.
const LETTERS: usize = 16;

pub(super) fn code() -> String {
    Secret::from(random::<BYTES>().to_vec()).to_base32()
}

/// As it is shown: `ABCD-EFGH-IJKL-MNOP`.
pub(super) fn shown(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is stored of a code, if what was typed looks like one: spaces, hyphens and case do not matter.
pub(super) fn hash(typed: &str) -> Option<Vec<u8>> {
    let code: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    (code.len() == LETTERS).then(|| fingerprint(&code.to_ascii_uppercase()))
}

impl Tx<Everywhere> {
    /// Makes new codes in the place of the old ones; they are shown once and never again.
    pub(super) async fn make_recovery_codes(&mut self, person: PersonId) -> Result<Vec<String>, Refused> {
        self.drop_recovery_codes(person).await?;
        let mut codes = Vec::with_capacity(CODES);
        for _ in 0..CODES {
            let code = code();
            self.add_recovery_code(person, &fingerprint(&code)).await?;
            codes.push(shown(&code));
        }
        Ok(codes)
    }
}

impl Office {
    /// How many codes of this person can still be used; none if they have no second factor.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn recovery_codes_left(&self, visitor: &Visitor) -> Result<Option<i64>, Refused> {
        if !visitor.factors.any() {
            return Ok(None);
        }
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        Ok(Some(tx.count_recovery_codes(visitor.person).await?))
    }

    /// Makes new codes; the old ones end. The password is asked, for whoever has such a code needs no second factor.
    ///
    /// # Errors
    /// `Invalid` field `current`; `TooManyTries`; `Conflict::Changed` if there is no second factor; `Done` the second
    /// time under one key, for codes are shown once.
    pub async fn new_recovery_codes(
        &self,
        visitor: &Visitor,
        password: &str,
        once: Option<Once>,
    ) -> Result<Vec<String>, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let (person, factors) = (tx.person(visitor.person).await?, tx.factors(visitor.person).await?);
        drop(tx);
        if !factors.any() {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.check_own_password(&person, password, "current").await?;
        let mut tx = self.begin_own(visitor.person, once).await?;
        let codes = tx.make_recovery_codes(visitor.person).await?;
        tx.commit_own(visitor.person, once, Event::new("person.recovery_codes_made", visitor.person)).await?;
        Ok(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = code();
        let shown = shown(&code);
        assert_eq!((code.len(), shown.len(), shown.matches('-').count()), (LETTERS, LETTERS + 3, 3));
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), format!(" {code} ")] {
            assert_eq!(hash(&typed), Some(fingerprint(&code)), "{typed}");
        }
        for typed in ["", "123456", &code[1..]] {
            assert_eq!(hash(typed), None, "{typed}");
        }
    }
}
