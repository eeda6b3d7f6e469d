//! Keys: one key file apart from the data, a data key per school, and what is made with them.
//!
//! The key file holds 32 random bytes. From it come the key that wraps every school's own data key, and the
//! keyed index by which a PESEL or a document is found without being readable. A school's data key encrypts its PESEL numbers
//! and its photos. Whoever has the disk or a backup but not the key file has nothing.
//! The recovery key (an age identity, shown once at set-up and kept by the school on paper) opens backups,
//! which carry the key file inside.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path, str::FromStr};

use age::{secrecy::ExposeSecret, x25519};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use school::pupil::Identity;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const KEY: usize = 32;
const NONCE: usize = 24;

/// What can be wrong with keys or with what they should open. Never says more than that.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key file cannot be read or made.
    #[error("the key file {path}: {source}")]
    File {
        /// Where it should be.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The key file is not one of ours.
    #[error("the key file {0} does not hold a Legitka key")]
    Malformed(String),
    /// Made with another key, or altered.
    #[error("sealed with another key, or damaged")]
    Sealed,
}

/// What is wrong with a recovery key as it was typed: where to look on the sheet, and never a part of the key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecoveryKeyError {
    /// Characters are missing, or there are too many.
    #[error(
        "{0} characters were typed after AGE-SECRET-KEY-, a recovery key has {whole}: \
         look on the sheet for a group that was left out or typed twice",
        whole = RECOVERY
    )]
    Length(usize),
    /// No recovery key has such a character there.
    #[error(
        "group {0} of the recovery key (counted from the one that begins with 1) has a character that cannot be \
         there: keys have no B, I or O, and 1 only at their beginning; compare the group with the sheet"
    )]
    Character(usize),
    /// Every character could be, together they cannot.
    #[error(
        "the recovery key does not match its own checksum: a character was mistyped; compare every group with the sheet"
    )]
    Checksum,
}

/// The installation's key. Its bytes never leave this type, except into an encrypted backup.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY]>);

/// A school's own key for PESEL numbers and photos.
#[derive(Clone)]
pub(crate) struct SchoolKey {
    cipher: XChaCha20Poly1305,
    index: Zeroizing<[u8; KEY]>,
}

/// Cryptographically random bytes.
#[must_use]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    rand::random()
}

/// What is stored of a secret that a person or a browser holds (session, invitation, token).
#[must_use]
pub(crate) fn fingerprint(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A fresh 256-bit secret as it travels in a cookie, a link or a header: 43 characters, URL-safe.
#[must_use]
pub(crate) fn secret() -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(random::<KEY>())
}

/// A keyed digest of parts, none of which can run into the next.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; KEY] {
    // HMAC takes keys of every length, so this cannot fail; an empty digest would be caught by every test.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; KEY] };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn seal(cipher: &XChaCha20Poly1305, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    let nonce = random::<NONCE>();
    let sealed =
        cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: about }).map_err(|_| KeyError::Sealed)?;
    Ok([&nonce[..], &sealed].concat())
}

fn open(cipher: &XChaCha20Poly1305, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(KeyError::Sealed)?;
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: about }).map_err(|_| KeyError::Sealed)
}

impl MasterKey {
    /// A new key.
    #[must_use]
    pub fn generate() -> Self {
        Self(Zeroizing::new(random()))
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// If it cannot be read or holds something else.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let text =
            fs::read_to_string(path).map_err(|source| KeyError::File { path: path.display().to_string(), source })?;
        Self::from_str(text.trim()).map_err(|_| KeyError::Malformed(path.display().to_string()))
    }

    /// Writes the key file, readable by its owner only. Never replaces one.
    ///
    /// # Errors
    /// If there is one already or the folder cannot be written.
    pub fn write_new(&self, path: &Path) -> Result<(), KeyError> {
        let failed = |source| KeyError::File { path: path.display().to_string(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
        writeln!(file, "{}", *self.text()).and_then(|()| file.sync_all()).map_err(failed)
    }

    /// The key as text: for the key file and for an encrypted backup.
    #[must_use]
    pub(crate) fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("legitka-key-1:{}", hex::encode(*self.0)))
    }

    /// Stored beside the data, so that a wrong key file is noticed at start and not at the first photo.
    #[must_use]
    pub(crate) fn check(&self) -> Vec<u8> {
        mac(&*self.0, &[b"check"]).to_vec()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&mac(&*self.0, &[b"wrap"]).into())
    }

    /// A new data key for a school, wrapped, as it is stored.
    ///
    /// # Errors
    /// Does not happen with a sound cipher.
    pub(crate) fn new_school_key(&self, school: &[u8]) -> Result<Vec<u8>, KeyError> {
        seal(&self.cipher(), school, &random::<KEY>())
    }

    /// Unwraps a school's data key.
    ///
    /// # Errors
    /// If it was wrapped for another school or by another key.
    pub(crate) fn school_key(&self, school: &[u8], wrapped: &[u8]) -> Result<SchoolKey, KeyError> {
        let key = Zeroizing::new(open(&self.cipher(), school, wrapped)?);
        let key: &[u8; KEY] = key.as_slice().try_into().map_err(|_| KeyError::Sealed)?;
        Ok(SchoolKey {
            cipher: XChaCha20Poly1305::new(&mac(key, &[b"data"]).into()),
            index: Zeroizing::new(mac(key, &[b"index"])),
        })
    }

    /// Seals what belongs to a person and to no school (a second-factor secret).
    ///
    /// # Errors
    /// Does not happen with a sound cipher.
    pub(crate) fn seal(&self, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        seal(&self.cipher(), about, plain)
    }

    /// Opens what [`MasterKey::seal`] sealed about the same thing.
    ///
    /// # Errors
    /// If it was sealed about something else, by another key, or altered.
    pub(crate) fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        open(&self.cipher(), about, sealed)
    }

    /// The key that signs the codes of one school ID on one day (counted from 1970): whoever had it could show codes of
    /// that ID and that day, and no others.
    #[must_use]
    pub(crate) fn code_key(&self, id: &[u8], day: i64) -> Zeroizing<[u8; KEY]> {
        let key = Zeroizing::new(mac(&*self.0, &[b"mobile id"]));
        Zeroizing::new(mac(&*key, &[id, &day.to_be_bytes()]))
    }

    /// A keyed digest that means nothing without the key: who tried to sign in, from where.
    #[must_use]
    pub(crate) fn pseudonym(&self, parts: &[&str]) -> Vec<u8> {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let key = mac(&*self.0, &[b"pseudonym"]);
        mac(&key, &parts).to_vec()
    }
}

impl FromStr for MasterKey {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = text.strip_prefix("legitka-key-1:").and_then(|digits| hex::decode(digits).ok());
        let bytes: [u8; KEY] =
            bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(KeyError::Malformed(String::new()))?;
        Ok(Self(Zeroizing::new(bytes)))
    }
}

impl SchoolKey {
    /// Seals bytes; `about` names what they are (kind and id), so that one cannot be put in another's place.
    ///
    /// # Errors
    /// Does not happen with a sound cipher.
    pub(crate) fn seal(&self, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        seal(&self.cipher, about, plain)
    }

    /// Opens what [`SchoolKey::seal`] sealed about the same thing.
    ///
    /// # Errors
    /// If it was sealed about something else, by another key, or altered.
    pub(crate) fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        open(&self.cipher, about, sealed)
    }

    /// The keyed index of a value: equal values of one school have equal indexes, and that is all it tells.
    #[must_use]
    pub(crate) fn index(&self, value: &str) -> Vec<u8> {
        mac(&*self.index, &[value.as_bytes()]).to_vec()
    }

    /// What a PESEL or another document is found by, however that one is written.
    pub(crate) fn identity_index(&self, identity: &Identity) -> Vec<u8> {
        match identity.plain() {
            Identity::Pesel(pesel) => self.index(pesel.expose()),
            Identity::Document { name, number } => {
                mac(&*self.index, &[b"document", name.as_bytes(), number.as_bytes()]).to_vec()
            }
        }
    }
}

/// The key on paper that opens backups.
pub struct RecoveryKey(x25519::Identity);

impl RecoveryKey {
    /// A new one. Show it once; nothing of it is kept.
    #[must_use]
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// The words to print and to type: `AGE-SECRET-KEY-1…`.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// The public half, to which backups are encrypted: `age1…`.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.0.to_public().to_string()
    }

    /// The age identity.
    #[must_use]
    pub(crate) fn identity(&self) -> &x25519::Identity {
        &self.0
    }
}

/// What age writes before the secret, without the dashes.
const KIND: &str = "AGESECRETKEY";
/// The characters of a secret after its first, which is 1 (Bech32: none that is easily taken for another).
const ALPHABET: &str = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
/// Characters of a recovery key after `AGE-SECRET-KEY-`: the 1, 52 for the 32 bytes, 6 for the checksum.
const RECOVERY: usize = 59;

impl FromStr for RecoveryKey {
    type Err = RecoveryKeyError;

    /// Takes the key as the sheet sets it, over several lines and in groups, or as age's own key files do: with spaces
    /// and dashes anywhere, in small or capital letters, with or without the line that names its kind.
    fn from_str(text: &str) -> Result<Self, RecoveryKeyError> {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let typed = lines.flat_map(str::chars).filter(|c| !is_gap(*c)).flat_map(char::to_uppercase);
        let typed: Zeroizing<String> = Zeroizing::new(typed.collect());
        let secret = typed.rsplit(KIND).next().unwrap_or_default();
        let length = secret.chars().count();
        if length != RECOVERY {
            return Err(RecoveryKeyError::Length(length));
        }
        let fits = |(at, c): (usize, char)| if at == 0 { c == '1' } else { ALPHABET.contains(c) };
        if let Some(at) = secret.chars().enumerate().position(|place| !fits(place)) {
            return Err(RecoveryKeyError::Character(at / workshop::letter::KEY_GROUP + 1));
        }
        let whole = Zeroizing::new(format!("AGE-SECRET-KEY-{secret}"));
        x25519::Identity::from_str(&whole).map(Self).map_err(|_| RecoveryKeyError::Checksum)
    }
}

/// What only sets characters apart: spaces, every kind of dash, the mark at the beginning of some text files.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use workshop::letter::key_lines;

    use super::*;

    #[test]
    fn what_was_sealed_about_one_thing_does_not_open_as_another() {
        let master = MasterKey::generate();
        let wrapped = master.new_school_key(b"school 1").unwrap();
        assert!(master.school_key(b"school 2", &wrapped).is_err());
        assert!(MasterKey::generate().school_key(b"school 1", &wrapped).is_err());
        let key = master.school_key(b"school 1", &wrapped).unwrap();
        let sealed = key.seal(b"pesel of Jan", b"44051401359").unwrap();
        assert_eq!(key.open(b"pesel of Jan", &sealed).unwrap(), b"44051401359");
        assert!(key.open(b"pesel of Ewa", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open(b"pesel of Jan", &altered).is_err(), "byte {at} was altered unnoticed");
        }
        assert!(!sealed.windows(11).any(|part| part == b"44051401359"));
    }

    #[test]
    fn an_index_is_stable_within_a_school_and_different_in_the_next() {
        let master = MasterKey::generate();
        let key = |school: &[u8]| master.school_key(school, &master.new_school_key(school).unwrap()).unwrap();
        let (one, other) = (key(b"1"), key(b"2"));
        assert_eq!(one.index("44051401359"), one.index("44051401359"));
        assert_ne!(one.index("44051401359"), other.index("44051401359"));
    }

    #[test]
    fn keys_survive_being_written_down() {
        let master = MasterKey::generate();
        assert_eq!(MasterKey::from_str(&master.text()).unwrap().check(), master.check());
    }

    #[test]
    fn the_recovery_key_is_taken_as_the_sheet_sets_it() {
        let key = RecoveryKey::generate();
        let sheet: Vec<String> = key_lines(&key.text()).iter().map(|line| line.join("   ")).collect();
        assert_eq!((sheet.len(), sheet[0].as_str(), sheet[1].len(), sheet[4].len()), (5, "AGE-SECRET-KEY-", 25, 17));
        for typed in [
            key.text().to_string(),
            sheet.join("\n"),
            sheet[1..].join("\r\n"),
            sheet.join(" – ").to_lowercase(),
            sheet.concat().replace(' ', "-"),
            format!("# created: 2026-09-01\n# public key: {}\n{}\n", key.recipient(), *key.text()),
            format!("\u{FEFF}Klucz szkoły:\n{}", sheet.join("\n")),
        ] {
            assert_eq!(RecoveryKey::from_str(&typed).unwrap().recipient(), key.recipient(), "{typed}");
        }
    }

    #[test]
    fn a_mistyped_recovery_key_is_told_where_to_look() {
        use RecoveryKeyError::{Character, Checksum, Length};
        let text = RecoveryKey::generate().text();
        let refused = |typed: &str| RecoveryKey::from_str(typed).err();
        let groups = key_lines(&text)[1..].concat();
        assert_eq!(groups.len(), 15);
        for (at, group) in groups.iter().enumerate() {
            let with = |other: &str| {
                let mut typed = groups.clone();
                other.clone_into(&mut typed[at]);
                refused(&typed.join(" "))
            };
            let rest = &group[1..];
            assert_eq!(with(&format!("O{rest}")), Some(Character(at + 1)));
            assert_eq!(with(rest), Some(Length(58)), "group {at} lacks a character");
            let (begin, last) = group.split_at(group.len() - 1);
            let other = if last == "Q" { "P" } else { "Q" };
            assert_eq!(with(&format!("{begin}{other}")), Some(Checksum), "group {at} has another last character");
        }
        assert_eq!(refused("to jest zupełnie coś innego"), Some(Length(23)));
        let told = [Length(55), Character(3), Checksum].map(|error| error.to_string());
        assert!(
            told[0].starts_with("55 characters were typed after AGE-SECRET-KEY-, a recovery key has 59: look"),
            "{}",
            told[0]
        );
        assert!(told[1].starts_with("group 3 of the recovery key"), "{}", told[1]);
    }
}
