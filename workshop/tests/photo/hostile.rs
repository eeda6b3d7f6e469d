//! What families and strangers send: each file is refused with its own reason, or comes out clean and upright.

use std::path::Path;

use crate::made::{self, BLUE, GREEN, GREY, RED, SECRETS, jpeg, quarters};
use image::RgbImage;
use jpeg_encoder::ColorType;
use workshop::photo::{Fault, Intake, Kind, MOST_BYTES, cut, intake};

const WIDTH: u32 = 420;
const HEIGHT: u32 = 540;

fn picture() -> RgbImage {
    quarters(WIDTH, HEIGHT)
}

fn pixels(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).expect("a JPEG").into_rgb8()
}

/// Exactly one JPEG: a JFIF header, tables, pixels, the end. No other segment, and nothing after it.
pub(crate) fn assert_clean(jpeg: &[u8]) {
    assert!(SECRETS.iter().all(|secret| !jpeg.windows(secret.len()).any(|window| window == *secret)));
    assert_eq!(jpeg[..4], [0xFF, 0xD8, 0xFF, 0xE0], "the start and the JFIF header");
    let mut at = 2;
    loop {
        assert_eq!(jpeg[at], 0xFF, "a marker at {at}");
        let length = usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        match jpeg[at + 1] {
            0xE0 => assert_eq!((at, length), (2, 16), "one JFIF header without a preview"),
            0xDB | 0xC0 | 0xC4 | 0xDD => {}
            0xDA => break,
            other => panic!("segment {other:02X}"),
        }
        at += 2 + length;
    }
    let data = &jpeg[at + 2..];
    let end = data.windows(2).position(|w| w[0] == 0xFF && !matches!(w[1], 0 | 0xD0..=0xD7)).expect("an end");
    assert_eq!(data[end..], [0xFF, 0xD9], "nothing after the end");
}

fn assert_near(got: [u8; 3], wanted: [u8; 3], what: &str) {
    let near = got.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 8);
    assert!(near, "{what}: {got:?} is not {wanted:?}");
}

/// Taken in, clean, of the right size, each quarter in its place.
fn assert_taken(name: &str, bytes: &[u8]) -> Intake {
    let taken = intake(bytes).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    assert_clean(&taken.clean);
    let seen = pixels(&taken.clean);
    assert_eq!((taken.width, taken.height, seen.dimensions()), (WIDTH, HEIGHT, (WIDTH, HEIGHT)), "{name}");
    for (x, y, colour) in [(50, 50, RED), (370, 50, GREEN), (50, 490, BLUE), (370, 490, GREY)] {
        assert_near(seen.get_pixel(x, y).0, colour, name);
    }
    taken
}

#[test]
fn every_hostile_file_has_its_own_reason() {
    let (whole, small) = (jpeg(&picture()), jpeg(&quarters(380, 900)));
    let png = made::png(&picture(), None);
    let too_long = [&whole[..], &vec![0; MOST_BYTES as usize]].concat();
    let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let files: [(&str, &[u8], Fault); 22] = [
        ("empty", b"", Fault::Empty),
        ("too many bytes", &too_long, Fault::TooManyBytes { bytes: too_long.len() as u64 }),
        ("900 megapixels", &made::png_bomb(), Fault::TooManyPixels { width: 30_000, height: 30_000 }),
        ("a header that lies", &made::jpeg_bomb(), Fault::TooManyPixels { width: 65_500, height: 65_500 }),
        ("too narrow", &small, Fault::TooSmall { width: 380, height: 900 }),
        ("too small", &made::png(&quarters(320, 400), None), Fault::TooSmall { width: 320, height: 400 }),
        ("cut-off JPEG", &whole[..whole.len() * 45 / 100], Fault::Damaged),
        ("JPEG without its end", &whole[..whole.len() - 2], Fault::Damaged),
        ("cut-off PNG", &png[..png.len() / 2], Fault::Damaged),
        ("start of a JPEG", &whole[..3], Fault::Damaged),
        ("start of a PNG", &png[..20], Fault::Damaged),
        ("animated PNG", &made::png_animated(&picture()), Fault::Animated),
        ("animated WebP", &made::webp_animated(&picture()), Fault::Animated),
        ("animated GIF", &made::gif_animated(), Fault::Unsupported(Kind::Gif)),
        ("SVG", svg, Fault::Unsupported(Kind::Svg)),
        ("web page", b"<!DOCTYPE html><script>alert(1)</script>", Fault::Unsupported(Kind::Html)),
        ("PDF", b"%PDF-1.7\n", Fault::Unsupported(Kind::Pdf)),
        ("start of a HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Fault::Damaged),
        ("AVIF in HEIC's dress", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", Fault::Unsupported(Kind::Other)),
        ("TIFF", b"II*\0\x08\0\0\0", Fault::Unsupported(Kind::Tiff)),
        ("archive", b"PK\x03\x04\x14\0", Fault::Unsupported(Kind::Zip)),
        ("noise", b"\x01\x02\x03\x04", Fault::Unsupported(Kind::Other)),
    ];
    for (name, bytes, fault) in files {
        assert_eq!(intake(bytes).map(|taken| taken.width), Err(fault), "{name}");
    }
}

#[test]
fn every_good_file_comes_out_clean() {
    let plain = jpeg(&picture());
    let polyglot = made::polyglot(&made::with_exif(&plain, &made::exif(1)));
    assert!(SECRETS.iter().all(|secret| polyglot.windows(secret.len()).any(|window| window == *secret)));
    assert_taken("JPEG", &plain);
    assert_taken("polyglot", &polyglot);
    assert_taken("progressive", &made::progressive(&picture()));
    assert_taken("CMYK", &made::four_inks(&picture(), ColorType::Cmyk));
    assert_taken("YCCK", &made::four_inks(&picture(), ColorType::CmykAsYcck));
    assert_taken("PNG", &made::png(&picture(), None));
    assert_taken("16-bit PNG", &made::png16(&picture()));
    assert_taken("WebP", &made::webp(&picture(), None));
    assert_taken("HEIC", &made::heic(&picture()));
}

#[test]
fn every_way_to_hold_a_camera_comes_out_upright() {
    for orientation in 1..=8 {
        let (stored, exif) = (made::held(&picture(), orientation), made::exif(orientation));
        assert_taken(&format!("JPEG {orientation}"), &made::with_exif(&jpeg(&stored), &exif));
        assert_taken(&format!("PNG {orientation}"), &made::png(&stored, Some(exif.clone())));
        assert_taken(&format!("WebP {orientation}"), &made::webp(&stored, Some(exif)));
    }
}

#[test]
fn what_is_see_through_lies_on_white() {
    let taken = intake(&made::png_see_through(WIDTH, HEIGHT)).expect("taken in");
    assert_clean(&taken.clean);
    let seen = pixels(&taken.clean);
    assert_near(seen.get_pixel(200, 100).0, [255; 3], "nothing");
    assert_near(seen.get_pixel(200, 400).0, [127; 3], "half of black");
}

#[test]
fn a_phones_colours_become_the_screens() {
    let skin = RgbImage::from_pixel(WIDTH, HEIGHT, image::Rgb([200, 140, 120]));
    let taken = intake(&made::display_p3(&skin)).expect("taken in");
    // Display P3 (200, 140, 120) is sRGB (211, 137, 116): the matrices of both, by hand
    let seen = pixels(&taken.clean).get_pixel(200, 200).0;
    let near = seen.iter().zip([211_u8, 137, 116]).all(|(a, b)| a.abs_diff(b) <= 3);
    assert!(near, "{seen:?}");
}

#[test]
fn a_large_photo_becomes_smaller_and_a_small_one_stays() {
    let taken = intake(&jpeg(&quarters(4000, 3000))).expect("taken in");
    assert_eq!((taken.width, taken.height, pixels(&taken.clean).dimensions()), (3000, 2250, (3000, 2250)));
    let frame = taken.crop.within(3000.0, 2250.0);
    assert!(
        (frame.cx - taken.crop.cx).abs() < 1e-6 && (frame.w - taken.crop.w).abs() < 1e-6,
        "the frame is on the picture"
    );
    assert!(intake(&jpeg(&quarters(600, 390))).is_ok(), "lying on its side it is large enough");
}

#[test]
fn a_very_large_photo_is_whole_although_it_is_shrunk_while_it_is_drawn() {
    // sizes that fill no unit of the file
    let taken = intake(&jpeg(&quarters(6401, 1203))).expect("taken in");
    let seen = pixels(&taken.clean);
    assert_eq!((taken.width, taken.height, seen.dimensions()), (3000, 564, (3000, 564)));
    assert_eq!(taken.upright, (6401, 1203));
    let corners = [(20, 20, RED), (2980, 20, GREEN), (20, 544, BLUE), (2980, 544, GREY)];
    let middle = [(1480, 270, RED), (1520, 270, GREEN), (1480, 294, BLUE), (1520, 294, GREY)];
    for (x, y, colour) in corners.into_iter().chain(middle) {
        assert_near(seen.get_pixel(x, y).0, colour, &format!("({x}, {y})"));
    }
}

#[test]
fn no_cut_off_or_altered_file_does_worse_than_be_refused() {
    let mut state = 7_u32;
    for bytes in
        [jpeg(&picture()), made::progressive(&picture()), made::png(&picture(), None), made::webp(&picture(), None)]
    {
        for end in (0..bytes.len() * 9 / 10).step_by(bytes.len() / 20) {
            assert!(intake(&bytes[..end]).is_err(), "{end} of {} bytes", bytes.len());
        }
        for _ in 0..12 {
            let mut altered = bytes.clone();
            for _ in 0..3 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % altered.len();
                altered[at] = (state >> 24) as u8;
            }
            if let Ok(taken) = intake(&altered) {
                assert_clean(&taken.clean);
            }
        }
    }
}

#[test]
fn the_shared_photos_are_judged_as_their_list_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/photos");
    let Ok(mut list) = csv::Reader::from_path(folder.join("MANIFEST.csv")) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let refused = |name: &str| match name {
        "22_low_resolution.jpg" => Some(Fault::TooSmall { width: 210, height: 270 }),
        "34_animated.gif" => Some(Fault::Unsupported(Kind::Gif)),
        "35_truncated.jpg" => Some(Fault::Damaged),
        "36_bomb_30000x30000.png" => Some(Fault::TooManyPixels { width: 30_000, height: 30_000 }),
        "38_svg_script.jpg" => Some(Fault::Unsupported(Kind::Svg)),
        _ => None,
    };
    let columns = list.headers().unwrap().clone();
    let at = |name: &str| columns.iter().position(|column| column == name).expect(name);
    let (file, decodable, resolution) = (at("file"), at("decodable"), at("resolution_ok"));
    let lines: Vec<csv::StringRecord> = list.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 39);
    println!("\n{:26} {:14} {:20} got", "file", "column", "expected");
    for line in lines {
        let name = &line[file];
        let outcome = intake(&std::fs::read(folder.join(name)).expect("a listed file"));
        let got = outcome.as_ref().map_or_else(|fault| format!("n ({fault:?})"), |_| "y".to_owned());
        println!("{name:26} {:14} {:20} {got}", "decodable", &line[decodable]);
        let agrees = match &line[decodable] {
            "y" => outcome.is_ok() || &line[resolution] == "n",
            "y or polite refusal" => matches!(outcome, Ok(_) | Err(Fault::Unsupported(Kind::Heic))),
            _ => outcome.is_err(),
        };
        assert!(agrees, "{name}: {got}");
        match (outcome, refused(name)) {
            (Ok(taken), None) => {
                assert_clean(&taken.clean);
                if name.starts_with("37") {
                    let done = cut(&taken.clean, taken.crop).expect("cut");
                    assert_clean(&done.portrait);
                    assert_clean(&done.review);
                }
            }
            (got, wanted) => assert_eq!(got.err(), wanted, "{name}"),
        }
    }
}
