//! What `benches/photo.sh` measures of ours: `make`s the inputs, `develop`s them, `find`s a face, tells the `quality` of
//! a result, and what ours has in bytes where it is `equal` to a peer's. Processor time is that of this thread, by the
//! kernel's count.

use std::error::Error;
use std::fs;

use eye::{Finder, Picture};
use image::{DynamicImage, ImageDecoder, ImageReader, Rgb32FImage, RgbImage, imageops};
use workshop::photo::{Profile, Size, develop};
use workshop::portrait::{Person, phone_original};

type Done = Result<(), Box<dyn Error>>;

const RUNS: usize = 15;
/// Pixels across and down every result.
const SIZE: [u32; 2] = [492, 633];

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", file, width, height, kind] => make(file, width.parse()?, height.parse()?, kind == "progressive"),
        ["develop", file, to] => developed(file, to),
        ["find", file] => found(file),
        ["quality", file, ref results @ ..] => quality(file, results),
        ["equal", file, peer] => equal(file, peer),
        _ => Err("make FILE WIDTH HEIGHT baseline|progressive | develop FILE TO | find FILE | quality FILE RESULT… | \
            equal FILE PEER"
            .into()),
    }
}

/// A phone's photo, stored lying with EXIF orientation 6, halved chroma, with some grain so that it has a photo's bytes.
fn make(file: &str, width: u32, height: u32, progressive: bool) -> Done {
    let clean = phone_original(&Person::from_seed(7), width / 4, height / 4, 1)?;
    let small = image::load_from_memory(&clean)?.into_rgb8();
    let mut lying = imageops::rotate270(&imageops::resize(&small, width, height, imageops::FilterType::Triangle));
    let mut state = 1_u32;
    for value in lying.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *value = value.saturating_add_signed((state >> 24) as u8 as i8 / 16);
    }
    let mut jpeg = vec![];
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_progressive(progressive);
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    encoder.add_app_segment(1, exif.to_vec())?;
    encoder.encode(&lying, lying.width() as u16, lying.height() as u16, jpeg_encoder::ColorType::Rgb)?;
    fs::write(file, jpeg)?;
    Ok(())
}

fn processor_time() -> Result<f64, Box<dyn Error>> {
    let nanoseconds = fs::read_to_string("/proc/self/schedstat")?;
    Ok(nanoseconds.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e6)
}

fn median(mut work: impl FnMut() -> Done) -> Result<f64, Box<dyn Error>> {
    let mut times = vec![];
    for _ in 0..RUNS {
        let start = processor_time()?;
        work()?;
        times.push(processor_time()? - start);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[RUNS / 2])
}

fn profile() -> Profile {
    Profile { name: "bench".into(), width: SIZE[0], height: SIZE[1], size: Size::Exact, bytes: 2_500_000 }
}

/// A line of `/proc/self/status`, in MB.
fn status(name: &str) -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}

/// Milliseconds; the most memory that was held beside the file and what was there before, in MB; the file's own MB.
fn developed(file: &str, to: &str) -> Done {
    let bytes = fs::read(file)?;
    let before = status("VmRSS:")?;
    let mut jpeg = vec![];
    let time = median(|| {
        jpeg = develop(&bytes, None, &profile(), 85)?;
        Ok(())
    })?;
    let beside = status("VmHWM:")? - before;
    fs::write(to, jpeg)?;
    println!("{time:.1} {beside:.1} {:.1}", bytes.len() as f64 / (1 << 20) as f64);
    Ok(())
}

fn found(file: &str) -> Done {
    let img = imageops::thumbnail(&upright(file)?, 360, 480);
    let picture = Picture::new(img.width(), img.height(), img.as_raw())?;
    let finder = Finder::new()?;
    println!("{:.1}", median(|| (finder.faces(&picture).len() == 1).then_some(()).ok_or_else(|| "no face".into()))?);
    Ok(())
}

fn upright(file: &str) -> Result<RgbImage, Box<dyn Error>> {
    let mut decoder = ImageReader::open(file)?.with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

/// What a result should be: Lanczos in floating point on the whole decode. A peer cuts from the middle, we keep the
/// upper edge of the frame in the middle: each is held against its own frame.
fn references(file: &str) -> Result<[Rgb32FImage; 2], Box<dyn Error>> {
    let picture = upright(file)?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let [across, down] = SIZE.map(f64::from);
    let (w, h) = (width.min(height * across / down), height.min(width * down / across));
    Ok([(height - w * 45.0 / 35.0).max(0.0) / 2.0, (height - h) / 2.0].map(|top| {
        let part = imageops::crop_imm(&picture, ((width - w) / 2.0) as u32, top as u32, w as u32, h as u32);
        let float = DynamicImage::ImageRgb8(part.to_image()).into_rgb32f();
        imageops::resize(&float, SIZE[0], SIZE[1], imageops::FilterType::Lanczos3)
    }))
}

/// How near a result is to what it should be.
struct Near {
    /// Decibels.
    psnr: f64,
    /// 1 for the same.
    ssim: f64,
}

fn near(references: &[Rgb32FImage; 2], jpeg: &[u8]) -> Result<Near, Box<dyn Error>> {
    let seen = image::load_from_memory(jpeg)?.into_rgb8();
    if [seen.width(), seen.height()] != SIZE {
        return Err("a result of another size".into());
    }
    let both = references.each_ref().map(|wanted| {
        let square = |(a, b): (&f32, &u8)| f64::from(a * 255.0 - f32::from(*b)).powi(2);
        let sum: f64 = wanted.iter().zip(seen.iter()).map(square).sum();
        let psnr = 10.0 * (255.0_f64.powi(2) / (sum / seen.len() as f64)).log10();
        let light = |pixel: [f64; 3]| 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
        let ours: Vec<f64> = seen.pixels().map(|pixel| light(pixel.0.map(f64::from))).collect();
        let theirs: Vec<f64> = wanted.pixels().map(|pixel| light(pixel.0.map(|v| f64::from(v) * 255.0))).collect();
        Near { psnr, ssim: ssim(&theirs, &ours) }
    });
    let [middle, upper] = both;
    Ok(if middle.psnr > upper.psnr { middle } else { upper })
}

/// Structural similarity of two planes of brightness (Wang and others, 2004): the mean over all windows that lie
/// within.
fn ssim(a: &[f64], b: &[f64]) -> f64 {
    let product = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a * b).collect() };
    let (mean_a, mean_b) = (blurred(a), blurred(b));
    let (aa, bb, ab) = (blurred(&product(a, a)), blurred(&product(b, b)), blurred(&product(a, b)));
    let (c1, c2) = ((0.01 * 255.0_f64).powi(2), (0.03 * 255.0_f64).powi(2));
    let window = |at: usize| {
        let (x, y) = (mean_a[at], mean_b[at]);
        let (spread, common) = (aa[at] - x * x + bb[at] - y * y, ab[at] - x * y);
        (2.0 * x * y + c1) * (2.0 * common + c2) / ((x * x + y * y + c1) * (spread + c2))
    };
    (0..mean_a.len()).map(window).sum::<f64>() / mean_a.len() as f64
}

/// A bell of eleven pixels over every window that lies within.
fn blurred(plane: &[f64]) -> Vec<f64> {
    let bell: [f64; 11] = std::array::from_fn(|i| (-(i as f64 - 5.0).powi(2) / 4.5).exp());
    let whole: f64 = bell.iter().sum();
    let [width, height] = SIZE.map(|side| side as usize);
    let weighed = |window: &[f64]| bell.iter().zip(window).map(|(weight, value)| weight * value).sum::<f64>() / whole;
    let narrow: Vec<f64> = plane.chunks(width).flat_map(|line| line.windows(bell.len()).map(weighed)).collect();
    let across = width + 1 - bell.len();
    let mut low = Vec::with_capacity(across * (height + 1 - bell.len()));
    for y in 0..=height - bell.len() {
        for x in 0..across {
            let column: [f64; 11] = std::array::from_fn(|i| narrow[(y + i) * across + x]);
            low.push(weighed(&column));
        }
    }
    low
}

/// PSNR in dB, SSIM and bytes of each result.
fn quality(file: &str, results: &[&str]) -> Done {
    let references = references(file)?;
    for result in results {
        let jpeg = fs::read(result)?;
        let Near { psnr, ssim } = near(&references, &jpeg)?;
        println!("{psnr:.2} {ssim:.5} {}", jpeg.len());
    }
    Ok(())
}

/// As many bytes as ours would need to be as near as a peer's result: between two of our qualities the bytes grow
/// evenly in their logarithm. Then those of the peer.
fn equal(file: &str, peer: &str) -> Done {
    let (references, bytes, peer) = (references(file)?, fs::read(file)?, fs::read(peer)?);
    let wanted = near(&references, &peer)?.ssim;
    let mut better: Option<(f64, f64)> = None;
    for quality in [93, 90, 85, 80, 70, 55, 40, 25] {
        let jpeg = develop(&bytes, None, &profile(), quality)?;
        let (ssim, size) = (near(&references, &jpeg)?.ssim, (jpeg.len() as f64).ln());
        if ssim <= wanted {
            let (above, larger) = better.ok_or("the peer is nearer than our best")?;
            let share = (wanted - ssim) / (above - ssim).max(f64::EPSILON);
            println!("{:.0} {}", (size + share * (larger - size)).exp(), peer.len());
            return Ok(());
        }
        better = Some((ssim, size));
    }
    Err("our worst is nearer than the peer".into())
}
