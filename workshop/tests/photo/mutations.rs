//! A campaign: mutated files by the hundred thousand against the readers of pictures, from a seed, so that every one of
//! them can be made again. `make fuzz` runs it on an optimised build and writes the outcome into benches/ledger/fuzz.tsv.
//!
//! A fuzzer that steers by coverage (cargo-fuzz) wants an unstable compiler. What stands in for its guidance is seeds of
//! every format, whole files of ours with metadata, and mutations where readers look: in the first bytes and at lengths.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use workshop::photo::{Profile, Size, develop, is_heavy, peek};

use crate::hostile::assert_clean;
use crate::hostile_many::whole_files;

/// No answer may take longer than a child lives.
const SLOWEST: Duration = Duration::from_secs(10);
/// Where readers find lengths and offsets, mostly.
const START: usize = 700;
/// Numbers at which sums and signs turn over.
const TURNING: [u32; 8] = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF];

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() >> 11) as usize % limit.max(1)
    }
}

/// The file of one execution: a seed, mutated up to eight times.
fn mutated(seeds: &[Vec<u8>], seed: u64, number: u64) -> Vec<u8> {
    // the generator must not stand at 0, and neighbours must not begin alike
    let mut dice = Dice((seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15)) | 1);
    dice.roll();
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(8) {
        let reach = if dice.below(4) > 0 { bytes.len().min(START) } else { bytes.len() };
        let at = dice.below(reach);
        let longest = 1 << dice.below(9);
        let length = 1 + dice.below(longest);
        let end = (at + length).min(bytes.len());
        match dice.below(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if !bytes.is_empty() => bytes[at] = dice.roll() as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at.min(end)..end)),
            4 => {
                let copy = bytes[at.min(end)..end].to_vec();
                bytes.splice(at.min(end)..at.min(end), copy);
            }
            5 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let part = &other[from..(from + length).min(other.len())];
                bytes.splice(at.min(end)..end, part.iter().copied());
            }
            6 => {
                let noise: Vec<u8> = (0..length).map(|_| dice.roll() as u8).collect();
                bytes.splice(at.min(end)..end, noise);
            }
            _ => {
                let number = TURNING[dice.below(TURNING.len())];
                let width = [1, 2, 4][dice.below(3)];
                let number =
                    if dice.below(2) == 0 { number.to_be_bytes() } else { number.rotate_left(8).to_be_bytes() };
                let end = (at + width).min(bytes.len());
                bytes.splice(at.min(end)..end, number[4 - width..].iter().copied());
            }
        }
    }
    bytes
}

/// What became of a campaign.
#[derive(Default)]
struct Outcome {
    taken: u64,
    refused: u64,
    crashes: u64,
    slowest: Duration,
}

/// Runs `read` on as many mutated files as asked, on every core. What crashes it is kept in target/fuzz.
fn campaign(target: &str, count: u64, seed: u64, read: impl Fn(&[u8]) -> bool + Sync) -> Outcome {
    let seeds: Vec<Vec<u8>> = whole_files().into_iter().map(|(_, bytes)| bytes).collect();
    let next = AtomicU64::new(0);
    let work = || {
        let mut outcome = Outcome::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return outcome;
            }
            let bytes = mutated(&seeds, seed, number);
            let start = Instant::now();
            match catch_unwind(AssertUnwindSafe(|| read(&bytes))) {
                Ok(true) => outcome.taken += 1,
                Ok(false) => outcome.refused += 1,
                Err(_) => {
                    outcome.crashes += 1;
                    keep(&format!("{target}-{seed}-{number}"), &bytes);
                }
            }
            outcome.slowest = outcome.slowest.max(start.elapsed());
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let all: Vec<Outcome> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    all.into_iter().fold(Outcome::default(), |sum, part| Outcome {
        taken: sum.taken + part.taken,
        refused: sum.refused + part.refused,
        crashes: sum.crashes + part.crashes,
        slowest: sum.slowest.max(part.slowest),
    })
}

fn keep(name: &str, bytes: &[u8]) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/fuzz");
    fs::create_dir_all(folder).unwrap();
    fs::write(format!("{folder}/{name}"), bytes).unwrap();
}

fn asked(name: &str, usual: u64) -> u64 {
    env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// A line for the ledger: target, seed, executions, taken, refused, crashes, the slowest in milliseconds.
fn tell(target: &str, seed: u64, outcome: &Outcome) {
    let Outcome { taken, refused, crashes, slowest } = outcome;
    let executions = taken + refused + crashes;
    println!("\nledger\t{target}\t{seed}\t{executions}\t{taken}\t{refused}\t{crashes}\t{}", slowest.as_millis());
    assert_eq!(*crashes, 0, "what crashed lies in target/fuzz");
    assert!(*slowest < SLOWEST, "{slowest:?}");
    assert!(*taken > 0 && *refused > 0, "nothing was tried: {taken} taken, {refused} refused");
}

/// A picture of 35 × 45 pixels: as much decoding as any, and hardly any writing.
fn small() -> Profile {
    Profile { name: "small".into(), width: 35, height: 45, size: Size::Exact, bytes: 60_000 }
}

fn headers(count: u64, seed: u64) -> Outcome {
    campaign("headers", count, seed, |bytes| {
        let _ = black_box(is_heavy(&bytes[..bytes.len().min(64 << 10)], bytes.len() as u64));
        peek(bytes).is_ok()
    })
}

fn decodes(count: u64, seed: u64) -> Outcome {
    let profile = small();
    campaign("decodes", count, seed, move |bytes| match develop(bytes, None, &profile, 85) {
        Ok(jpeg) => {
            assert_clean(&jpeg);
            true
        }
        Err(_) => false,
    })
}

#[test]
fn a_thousand_mutated_headers_and_some_whole_files_do_no_harm() {
    let seed = 20_261_121;
    tell("headers", seed, &headers(1500, seed));
    tell("decodes", seed, &decodes(60, seed));
}

#[test]
#[ignore = "a campaign of many minutes: make fuzz"]
fn mutated_headers_by_the_million() {
    let seed = asked("FUZZ_SEED", 1);
    tell("headers", seed, &headers(asked("FUZZ_HEADERS", 1_000_000), seed));
}

#[test]
#[ignore = "a campaign of many minutes: make fuzz"]
fn mutated_files_decoded_by_the_hundred_thousand() {
    let seed = asked("FUZZ_SEED", 1);
    tell("decodes", seed, &decodes(asked("FUZZ_DECODES", 200_000), seed));
}
