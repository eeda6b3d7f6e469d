//! Fifty photos of 48 megapixels at once: as many children as cores decode them, one after the other, and what all of
//! them and the server hold in memory stays small. The program is the real one.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use futures::future::join_all;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use office::{
    ChildSettings,
    tools::{Darkroom, Thresholds},
};

const ARRIVALS: usize = 50;
const AT_ONCE: usize = 2;
const SIZE: (u16, u16) = (8064, 6048);
/// What the children and whoever starts them may hold together, in KiB.
const MOST: u64 = 160 << 10;
/// A child lives for half a second: twenty looks into it.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// What a phone stores: baseline, colours halved, as many bytes as a photo with some grain.
fn photo(file: &Path) {
    let (width, height) = SIZE;
    let mut state = 1_u32;
    let row: Vec<u8> = (0..u32::from(width) * 3)
        .map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (at / 120) as u8 / 2 + (state >> 27) as u8
        })
        .collect();
    let mut encoder = Encoder::new_file(file, 90).unwrap();
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(&row.repeat(usize::from(height)), width, height, ColorType::Rgb).unwrap();
}

/// What a process holds that no other shares, in KiB; none once it is gone.
fn held(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The confined children of ours.
fn children() -> Vec<String> {
    let own = std::process::id().to_string();
    let is_ours = |process: &String| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // "PID (name) state parent …"; before it is the program, a child shows the memory of its parent
        let words: Vec<&str> = stat.split_whitespace().take(4).collect();
        matches!(words[..], [_, "(legitka)", _, parent] if parent == own)
    };
    let all = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    all.filter(is_ours).collect()
}

/// The most that children and we, in the server's place, were seen to hold together, and how much of it we; and the
/// most children at once.
fn watch(over: &AtomicBool) -> (u64, u64, usize) {
    let (mut most, mut ours, mut at_once) = (0, 0, 0);
    while !over.load(Ordering::Relaxed) {
        let children = children();
        let theirs: u64 = children.iter().filter_map(|child| held(child)).sum();
        let own = held("self").unwrap();
        if theirs + own > most {
            (most, ours) = (theirs + own, own);
        }
        at_once = at_once.max(children.len());
        thread::sleep(BETWEEN_LOOKS);
    }
    (most, ours, at_once)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement of a program as it is shipped: benches/arrivals.sh"]
async fn fifty_photos_of_48_megapixels_at_once_stay_within_160_megabytes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("48.jpg");
    photo(&file);
    let program = env!("CARGO_BIN_EXE_legitka").into();
    let settings = ChildSettings { program, at_once: AT_ONCE, waiting: ARRIVALS, deadline: Duration::from_secs(60) };
    let darkroom = Darkroom::open(settings).await.unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&over);
    let watcher = thread::spawn(move || watch(&told));
    let (darkroom, file) = (&darkroom, &file);
    let looks = (0..ARRIVALS).map(|_| async move {
        // as the server does, which seals the picture and lets it go
        darkroom.look(Thresholds::default(), File::open(file).unwrap()).await.unwrap().unwrap().upright
    });
    let seen = join_all(looks).await;
    over.store(true, Ordering::Relaxed);
    let (most, ours, at_once) = watcher.join().unwrap();
    assert_eq!(seen, [(u32::from(SIZE.0), u32::from(SIZE.1)); ARRIVALS]);
    println!(
        "\n{ARRIVALS} arrivals, {at_once} children at once, at most {} MB, {} of them ours",
        most >> 10,
        ours >> 10
    );
    assert!((1..=AT_ONCE).contains(&at_once), "{at_once} children at once");
    assert!(most > 0 && most <= MOST, "{most} KiB");
}
