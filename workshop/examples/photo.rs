//! What `benches/photo.sh` measures of ours: `make`s the inputs, `develop`s them, `find`s a face, and tells the `quality`
//! of a result. Processor time is that of this thread, by the kernel's count.

use std::error::Error;
use std::fs;

use eye::{Finder, Picture};
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage, imageops};
use workshop::photo::{Profile, Size, develop};
use workshop::portrait::{Person, phone_original};

type Done = Result<(), Box<dyn Error>>;

const RUNS: usize = 15;

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", file, width, height] => make(file, width.parse()?, height.parse()?),
        ["develop", file, to] => developed(file, to),
        ["find", file] => found(file),
        ["quality", file, ref results @ ..] => quality(file, results),
        _ => Err("make FILE WIDTH HEIGHT | develop FILE TO | find FILE | quality FILE RESULT…".into()),
    }
}

/// A phone's photo, stored lying with EXIF orientation 6, halved chroma, with some grain so that it has a photo's bytes.
fn make(file: &str, width: u32, height: u32) -> Done {
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

/// Milliseconds, and the most memory this process ever held, the file included, in MB.
fn developed(file: &str, to: &str) -> Done {
    let profile = Profile { name: "bench".into(), width: 492, height: 633, size: Size::Exact, bytes: 2_500_000 };
    let bytes = fs::read(file)?;
    let mut jpeg = vec![];
    let time = median(|| {
        jpeg = develop(&bytes, None, &profile, 85)?;
        Ok(())
    })?;
    fs::write(to, jpeg)?;
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let peak: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    println!("{time:.1} {:.1} {:.1}", peak / 1024.0, bytes.len() as f64 / (1 << 20) as f64);
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

/// PSNR of each result in dB against Lanczos in floating point on the whole decode, and its bytes.
fn quality(file: &str, results: &[&str]) -> Done {
    let picture = upright(file)?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (w, h) = (width.min(height * 492.0 / 633.0), height.min(width * 633.0 / 492.0));
    for result in results {
        let seen = upright(result)?;
        // a peer cuts from the middle, we keep the upper edge of the frame in the middle: each against its own frame
        let best = [(height - w * 45.0 / 35.0).max(0.0) / 2.0, (height - h) / 2.0].map(|top| {
            let part = imageops::crop_imm(&picture, ((width - w) / 2.0) as u32, top as u32, w as u32, h as u32);
            let float = DynamicImage::ImageRgb8(part.to_image()).into_rgb32f();
            let wanted = imageops::resize(&float, seen.width(), seen.height(), imageops::FilterType::Lanczos3);
            let square = |(a, b): (&f32, &u8)| f64::from(a * 255.0 - f32::from(*b)).powi(2);
            let sum: f64 = wanted.iter().zip(seen.iter()).map(square).sum();
            10.0 * (255.0_f64.powi(2) / (sum / seen.len() as f64)).log10()
        });
        println!("{:.2} {}", best[0].max(best[1]), fs::metadata(result)?.len());
    }
    Ok(())
}
