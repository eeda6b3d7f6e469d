//! Passwords: what is asked of them (trust.md 3.2) and how they are kept (Argon2id).

use std::{sync::LazyLock, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, time::timeout};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zeroize::Zeroizing;

use crate::refused::{Broken, FieldError, Problem, Refused};

/// Characters asked of a password that stands alone.
pub(crate) const MIN_ALONE: usize = 15;
/// Characters asked of a password that a second factor follows.
pub(crate) const MIN_WITH_FACTOR: usize = 12;
/// Characters taken at most: more would only make hashing slow.
const MAX: usize = 200;

/// Verified in the place of a password that is not there, so that an unknown login takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWlzLWhlcmU$4+KFLJEvZkPgQ0yPjSL0kXh6pBw2mCoVXTPBkrVRTAY";

/// Hashing takes 19 MiB and a core: two at a time, the others wait.
static HASHING: Semaphore = Semaphore::const_new(2);
const WAIT: Duration = Duration::from_secs(10);

/// Passwords that everybody tries, folded; written by us, one a line.
static TRIED: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("weak.txt").lines().collect());

/// Rows of the keyboard and of the alphabet: any four in a row, to and fro, say nothing.
const ROWS: [&str; 6] =
    ["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "1234567890", "abcdefghijklmnopqrstuvwxyz"];

/// Words that mean nothing in a password typed here.
const WORDS: [&str; 34] = [
    "legitymacja",
    "legitymacje",
    "legitka",
    "legit",
    "szkola",
    "szkolna",
    "szkolny",
    "podstawowa",
    "liceum",
    "technikum",
    "klasa",
    "uczen",
    "uczennica",
    "rodzic",
    "mama",
    "tata",
    "sekretariat",
    "sekretarka",
    "dyrektor",
    "dyrekcja",
    "nauczyciel",
    "wychowawca",
    "haslo",
    "password",
    "passwort",
    "admin",
    "administrator",
    "login",
    "user",
    "witaj",
    "welcome",
    "polska",
    "parol",
    "shkola",
];

/// Memory in KiB and passes over it (trust.md 3.2).
const COST: (u32, u32) = (19 * 1024, 2);

/// A test that makes hundreds of people sets this; see [`crate::testing::cheap_passwords`].
#[cfg(any(test, feature = "testing"))]
pub(crate) static CHEAP: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

#[cfg(any(test, feature = "testing"))]
fn cost() -> (u32, u32) {
    if CHEAP.load(std::sync::atomic::Ordering::Relaxed) { (Params::MIN_M_COST, Params::MIN_T_COST) } else { COST }
}

#[cfg(not(any(test, feature = "testing")))]
const fn cost() -> (u32, u32) {
    COST
}

fn argon2() -> Result<Argon2<'static>, Refused> {
    let (memory, passes) = cost();
    let params = Params::new(memory, passes, 1, None).map_err(|_| Broken::Inconsistent("the cost of a password"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The form of a password that is checked and hashed: the same characters, however the keyboard composed them.
fn normal(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfc().collect())
}

/// Are these one password, however the keyboards composed them?
pub(crate) fn same(one: &str, other: &str) -> bool {
    *normal(one) == *normal(other)
}

async fn hashing<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    let Ok(Ok(_turn)) = timeout(WAIT, HASHING.acquire()).await else { return Err(Refused::Busy) };
    tokio::task::spawn_blocking(work).await.map_err(|_| Broken::Inconsistent("a password that was not hashed"))?
}

/// The PHC string to keep of a password that was checked.
pub(crate) async fn hash(password: &str) -> Result<String, Refused> {
    let password = normal(password);
    hashing(move || {
        let phc: PasswordHash =
            argon2()?.hash_password(password.as_bytes()).map_err(|_| Broken::Inconsistent("a password's hash"))?;
        Ok(phc.to_string())
    })
    .await
}

/// Is this the password that was kept? Takes the same time if none was kept.
pub(crate) async fn verify(password: &str, phc: Option<&str>) -> Result<bool, Refused> {
    let known = phc.is_some();
    let (password, phc) = (normal(password), phc.unwrap_or(NOBODY).to_owned());
    if password.chars().count() > MAX {
        return Ok(false);
    }
    #[cfg(test)]
    let verified = phc.clone();
    let right = hashing(move || {
        let phc = PasswordHash::new(&phc).map_err(|_| Broken::Inconsistent("a password's hash"))?;
        Ok(argon2()?.verify_password(password.as_bytes(), &phc).is_ok())
    })
    .await?;
    #[cfg(test)]
    VERIFIED.with_borrow_mut(|all| all.push(verified));
    Ok(right && known)
}

#[cfg(test)]
thread_local! {
    /// What passwords were verified against on this thread: a test has one to itself, and so counts its own work.
    pub(crate) static VERIFIED: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Whom a password is for: what anybody would try first.
pub(crate) struct About<'a> {
    /// Characters asked at least.
    pub(crate) min: usize,
    /// Login, names, school: each is worth nothing in the password.
    pub(crate) known: &'a [&'a str],
}

/// What is wrong with a new password and its repetition, under the names of their fields.
pub(crate) fn problems(
    password: (&'static str, &str),
    again: (&'static str, &str),
    about: &About<'_>,
) -> Vec<FieldError> {
    let mut found = Vec::new();
    let typed = normal(password.1);
    let length = typed.chars().count();
    let problem = if length == 0 {
        Some(Problem::Required)
    } else if length < about.min {
        Some(Problem::PasswordShort { least: u32::try_from(about.min).unwrap_or(u32::MAX) })
    } else if length > MAX {
        Some(Problem::TooLong)
    } else if is_weak(&typed, about.known) {
        Some(Problem::PasswordWeak)
    } else {
        None
    };
    found.extend(problem.map(|problem| FieldError { field: password.0, problem }));
    if *typed != *normal(again.1) {
        found.push(FieldError { field: again.0, problem: Problem::PasswordMismatch });
    }
    found
}

/// Lower case without marks: what a guesser's program makes of it.
fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ł' { 'l' } else { c })
        .collect()
}

fn is_weak(password: &str, known: &[&str]) -> bool {
    let folded = fold(password);
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    TRIED.iter().any(|tried| folded == *tried || core == *tried) || repeats(&folded) || left_over(&folded, known) < 5
}

/// One thing of at most six characters, again and again.
fn repeats(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=6.min(chars.len() / 2)).any(|unit| chars.iter().enumerate().all(|(at, c)| *c == chars[at % unit]))
}

/// How many different letters (of any script) are left when everything that says nothing is taken away.
fn left_over(folded: &str, known: &[&str]) -> usize {
    let mut words: Vec<String> = known.iter().flat_map(|text| parts(&fold(text))).collect();
    words.extend(WORDS.iter().map(|word| (*word).to_owned()));
    words.extend(ROWS.iter().flat_map(|row| runs(row)));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = folded.to_owned();
    for word in words {
        rest = rest.replace(&word, " ");
    }
    let mut letters: Vec<char> = rest.chars().filter(|c| c.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len()
}

/// The words of a name or an address that are long enough to be recognised.
fn parts(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() >= 3).map(str::to_owned).collect()
}

/// Every run of at least four keys of a row, in both directions.
fn runs(row: &str) -> Vec<String> {
    let back: String = row.chars().rev().collect();
    let mut runs = Vec::new();
    for row in [row, &back] {
        for from in 0..row.len() {
            runs.extend((from + 4..=row.len()).map(|to| row[from..to].to_owned()));
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Vec<Problem> {
        let known = [
            "jan.kowalski@sp7.example",
            "Jan",
            "Kowalski",
            "Szkoła Podstawowa nr 7 im. Marii Skłodowskiej-Curie w Łodzi",
        ];
        problems(("password", password), ("again", password), &About { min: MIN_WITH_FACTOR, known: &known })
            .into_iter()
            .map(|e| e.problem)
            .collect()
    }

    #[test]
    fn the_weak_are_told_from_the_good() {
        let weak = [
            "password1234",
            "haslo1234567",
            "Hasło-2026!!!",
            "qwertyuiop12",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "123456789012",
            "kowalski2026",
            "KowalskiJan1",
            "szkola123456",
            "zaq12wsxcde3",
            "1qaz2wsx3edc",
            "iloveyou1234",
            "legitymacja1",
            "qazwsxedcrfv",
            "!!!!!!!!!!!!",
            "Sklodowskiej1",
            "minecraft2026",
        ];
        let missed: Vec<&str> =
            weak.into_iter().filter(|password| verdict(password) != [Problem::PasswordWeak]).collect();
        assert!(missed.is_empty(), "taken for good: {missed:?}");
        let good = [
            "cztery słonie w szafie",
            "piwnica-rower-obłok",
            "Kf7#pQ2vLz9!",
            "тиха річка вночі",
            "correct horse battery staple",
        ];
        for password in good {
            assert!(verdict(password).is_empty(), "{password}: {:?}", verdict(password));
        }
    }

    #[test]
    fn length_is_counted_in_characters_and_both_must_agree() {
        assert_eq!(verdict("Kf7#pQ2vLz9"), [Problem::PasswordShort { least: 12 }]);
        assert_eq!(verdict("żółćżółćżół"), [Problem::PasswordShort { least: 12 }]);
        assert_eq!(verdict(""), [Problem::Required]);
        assert_eq!(verdict(&"pięć słów ".repeat(21)), [Problem::TooLong]);
        let about = About { min: MIN_ALONE, known: &[] };
        let found = problems(("password", "piwnica-rower-obłok"), ("again", "piwnica-rower-oblok"), &about);
        assert_eq!(found, [FieldError { field: "again", problem: Problem::PasswordMismatch }]);
    }

    #[tokio::test]
    async fn a_password_is_the_same_however_it_was_composed() {
        let phc = hash("piwnica-rower-obło\u{301}k").await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify("piwnica-rower-obłók", Some(&phc)).await.unwrap());
        assert!(!verify("piwnica-rower-obłok", Some(&phc)).await.unwrap());
        assert!(!verify("piwnica-rower-obłók", None).await.unwrap());
    }
}
