//! What a device answered, checked as Web Authentication (Level 2, § 7.1 and § 7.2) asks: bytes in, what they say out.
//!
//! No attestation is wanted, and browsers hand over key and device data apart, so there is no CBOR to parse: what is
//! left is one JSON object, a layout of fixed lengths and a signature, which the library of our TLS verifies. The whole
//! crates for this bring OpenSSL, or an RSA with an open advisory, and a clock of their own that no test can set.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, VerificationAlgorithm,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{NewPasskey, PasskeyAnswer, home::Home};
use crate::keys::fingerprint;

/// Somebody was there (bit 0), and showed the device that it is them (bit 2).
const THERE_AND_VERIFIED: u8 = 0b0000_0101;
/// The data of a new passkey follow.
const HOLDS_A_PASSKEY: u8 = 0b0100_0000;
/// Bytes of what a device calls its own model.
const MODEL: usize = 16;
/// Most bytes of a credential's name (§ 5.1).
const LONGEST_CREDENTIAL: usize = 1023;
/// Most bytes of a key: RSA with 4096 bits needs some 550.
const LONGEST_KEY: usize = 2048;

/// What a device says, checked but for the signature.
pub(super) struct Answered {
    /// The question, as it was asked.
    pub(super) challenge: String,
    /// Which passkey.
    pub(super) credential: Vec<u8>,
    /// How often it was used.
    pub(super) counter: u32,
    /// What is signed.
    signed: Vec<u8>,
    signature: Vec<u8>,
}

/// A new passkey, checked.
pub(super) struct Made {
    /// The question, as it was asked.
    pub(super) challenge: String,
    pub(super) credential: Vec<u8>,
    pub(super) algorithm: i64,
    pub(super) public_key: Vec<u8>,
    pub(super) counter: u32,
}

/// What the browser says it was asked, and by whom.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

struct Device<'a> {
    counter: u32,
    flags: u8,
    rest: &'a [u8],
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

/// The question that was answered, if it was one of this kind, asked by ourselves.
fn challenge(client_data: &[u8], kind: &str, home: &Home) -> Option<String> {
    let said: ClientData = serde_json::from_slice(client_data).ok()?;
    let ours = said.kind == kind && said.origin == home.origin && !said.cross_origin;
    ours.then_some(said.challenge)
}

/// What the device says, if it answered this site, and somebody was there and verified.
fn device<'a>(bytes: &'a [u8], home: &Home) -> Option<Device<'a>> {
    let (site, rest) = bytes.split_first_chunk::<32>()?;
    let (&flags, rest) = rest.split_first()?;
    let (counter, rest) = rest.split_first_chunk::<4>()?;
    let ours = site[..] == fingerprint(&home.rp)[..] && flags & THERE_AND_VERIFIED == THERE_AND_VERIFIED;
    ours.then_some(Device { counter: u32::from_be_bytes(*counter), flags, rest })
}

/// How a key of this kind signs: ECDSA on P-256, Ed25519, or RSA as the chips of office computers still have it.
fn verification(algorithm: i64) -> Option<&'static dyn VerificationAlgorithm> {
    let known: &'static dyn VerificationAlgorithm = match algorithm {
        -7 => &ECDSA_P256_SHA256_ASN1,
        -8 => &ED25519,
        -257 => &RSA_PKCS1_2048_8192_SHA256,
        _ => return None,
    };
    Some(known)
}

/// A new passkey; none if anything about it is not as it has to be.
pub(super) fn made(new: &NewPasskey, home: &Home) -> Option<Made> {
    let challenge = challenge(&bytes(&new.client_data)?, "webauthn.create", home)?;
    let authenticator = bytes(&new.authenticator)?;
    let Device { counter, flags, rest } = device(&authenticator, home)?;
    let (length, rest) = rest.get(MODEL..)?.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let credential = rest.get(..length).filter(|name| (1..=LONGEST_CREDENTIAL).contains(&name.len()))?;
    let algorithm = new.algorithm.parse().ok()?;
    let public_key = bytes(&new.public_key).filter(|key| key.len() <= LONGEST_KEY)?;
    let right = flags & HOLDS_A_PASSKEY != 0 && ParsedPublicKey::new(verification(algorithm)?, &public_key).is_ok();
    right.then(|| Made { challenge, credential: credential.to_vec(), algorithm, public_key, counter })
}

/// An answer; none if it is to another question, for another site, or nobody was there. Its signature is looked at when
/// the key is known: [`Answered::is_signed_with`].
pub(super) fn answered(answer: &PasskeyAnswer, home: &Home) -> Option<Answered> {
    let client_data = bytes(&answer.client_data)?;
    let challenge = challenge(&client_data, "webauthn.get", home)?;
    let authenticator = bytes(&answer.authenticator)?;
    let counter = device(&authenticator, home)?.counter;
    let (credential, signature) = (bytes(&answer.credential)?, bytes(&answer.signature)?);
    let signed = [authenticator.as_slice(), &Sha256::digest(&client_data)].concat();
    Some(Answered { challenge, credential, counter, signed, signature })
}

impl Answered {
    /// Did this key sign it?
    pub(super) fn is_signed_with(&self, algorithm: i64, public_key: &[u8]) -> bool {
        let key = verification(algorithm).and_then(|kind| ParsedPublicKey::new(kind, public_key).ok());
        key.is_some_and(|key| key.verify_sig(&self.signed, &self.signature).is_ok())
    }
}
