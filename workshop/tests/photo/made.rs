//! Pictures and hostile files, made by script, so that a clean clone tests what we met elsewhere.

use image::codecs::{png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};

/// Words that stand in the metadata and the tails of these files, and must never come out.
pub(crate) const SECRETS: [&[u8]; 3] = [b"<script", b"Exif", b"Jan Kowalski"];
pub(crate) const RED: [u8; 3] = [200, 40, 40];
pub(crate) const GREEN: [u8; 3] = [40, 180, 60];
pub(crate) const BLUE: [u8; 3] = [50, 60, 190];
pub(crate) const GREY: [u8; 3] = [128, 128, 128];

/// Red above left, green above right, blue below left, grey below right.
pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => GREY,
        })
    })
}

/// What no encoder can make small.
pub(crate) fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    RgbImage::from_fn(width, height, |_, _| {
        Rgb([(); 3].map(|()| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        }))
    })
}

pub(crate) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encoded(picture, |_| {})
}

pub(crate) fn progressive(picture: &RgbImage) -> Vec<u8> {
    encoded(picture, |encoder| encoder.set_progressive(true))
}

/// With the colour profile of a phone's screen.
pub(crate) fn display_p3(picture: &RgbImage) -> Vec<u8> {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    encoded(picture, |encoder| encoder.add_icc_profile(&profile).unwrap())
}

fn encoded(picture: &RgbImage, set: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, 95);
    set(&mut encoder);
    encoder.encode(picture, picture.width() as u16, picture.height() as u16, ColorType::Rgb).unwrap();
    bytes
}

/// Four inks, as printers' programs store them; `ColorType::Cmyk` or `CmykAsYcck`.
pub(crate) fn four_inks(picture: &RgbImage, inks: ColorType) -> Vec<u8> {
    let pixels: Vec<u8> = picture.pixels().flat_map(|p| [255 - p[0], 255 - p[1], 255 - p[2], 0]).collect();
    let mut bytes = vec![];
    Encoder::new(&mut bytes, 95).encode(&pixels, picture.width() as u16, picture.height() as u16, inks).unwrap();
    bytes
}

pub(crate) fn png(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = PngEncoder::new(&mut bytes);
    exif.map_or(Ok(()), |exif| encoder.set_exif_metadata(exif)).unwrap();
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

pub(crate) fn webp(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    exif.map_or(Ok(()), |exif| encoder.set_exif_metadata(exif)).unwrap();
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// Sixteen bits for each colour.
pub(crate) fn png16(picture: &RgbImage) -> Vec<u8> {
    let wide: Vec<u8> = picture.as_raw().iter().flat_map(|v| (u16::from(*v) * 257).to_ne_bytes()).collect();
    let mut bytes = vec![];
    PngEncoder::new(&mut bytes)
        .write_image(&wide, picture.width(), picture.height(), ExtendedColorType::Rgb16)
        .unwrap();
    bytes
}

/// The upper half cannot be seen, the lower half is grey at half strength on nothing.
pub(crate) fn png_see_through(width: u32, height: u32) -> Vec<u8> {
    let pixel = |at: u32| if at / width < height / 2 { [RED[0], RED[1], RED[2], 0] } else { [0, 0, 0, 128] };
    let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
    let mut bytes = vec![];
    PngEncoder::new(&mut bytes).write_image(&pixels, width, height, ExtendedColorType::Rgba8).unwrap();
    bytes
}

/// Two frames in a PNG.
pub(crate) fn png_animated(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(picture).unwrap();
    writer.write_image_data(picture).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Two frames in a WebP, each the whole picture.
pub(crate) fn webp_animated(picture: &RgbImage) -> Vec<u8> {
    let still = webp(picture, None);
    let size = |n: u32| n.to_le_bytes()[..3].to_vec();
    let canvas = [size(picture.width() - 1), size(picture.height() - 1)].concat();
    let frame = [vec![0; 6], canvas.clone(), size(100), vec![0], still[12..].to_vec()].concat();
    let mut body = b"WEBP".to_vec();
    for (name, content) in [
        (b"VP8X", [vec![2, 0, 0, 0], canvas].concat()),
        (b"ANIM", vec![0; 6]),
        (b"ANMF", frame.clone()),
        (b"ANMF", frame),
    ] {
        body.extend(name);
        body.extend((content.len() as u32).to_le_bytes());
        body.extend(&content);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
}

/// Two frames in a GIF of one pixel.
pub(crate) fn gif_animated() -> Vec<u8> {
    let frame = b"\x21\xF9\x04\0\x0A\0\0\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    [&b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF"[..], b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", frame, frame, b";"]
        .concat()
}

/// A valid PNG of 900 megapixels, one bit each, in about a hundred kilobytes.
pub(crate) fn png_bomb() -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, 30_000, 30_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    let mut rows = writer.stream_writer().unwrap();
    for _ in 0..30_000 {
        std::io::Write::write_all(&mut rows, &[0; 3750]).unwrap();
    }
    rows.finish().unwrap();
    drop(writer);
    bytes
}

/// A JPEG whose header says it is 65 500 pixels a side.
pub(crate) fn jpeg_bomb() -> Vec<u8> {
    let mut bytes = jpeg(&quarters(64, 64));
    let frame = bytes.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
    bytes
}

/// EXIF with a name, the place of a child's home, and how the camera was held.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> Vec<u8> {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    }
    let [low, high] = orientation.to_le_bytes();
    let places = [52_u32, 1, 13, 1, 47, 1].map(u32::to_le_bytes).concat();
    [
        b"II*\0\x08\0\0\0".to_vec(), // the first directory stands at 8, its name at 50, GPS at 64, degrees at 94
        3_u16.to_le_bytes().to_vec(),
        entry(0x0112, 3, 1, [low, high, 0, 0]),
        entry(0x013B, 2, 13, 50_u32.to_le_bytes()),
        entry(0x8825, 4, 1, 64_u32.to_le_bytes()),
        vec![0; 4],
        b"Jan Kowalski\0\0".to_vec(),
        2_u16.to_le_bytes().to_vec(),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, 94_u32.to_le_bytes()),
        vec![0; 4],
        places,
    ]
    .concat()
}

/// A JPEG with that block, as cameras write it.
pub(crate) fn with_exif(jpeg: &[u8], exif: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xE1, &[b"Exif\0\0", exif].concat())
}

/// A JPEG that is a web page too: in a comment, and after its end.
pub(crate) fn polyglot(jpeg: &[u8]) -> Vec<u8> {
    let page = b"<html><script>alert(1)</script>";
    [with_segment(jpeg, 0xFE, page), page.to_vec()].concat()
}

fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, content, &jpeg[2..]].concat()
}

/// How a picture is stored by a camera held so that EXIF says `orientation`: the table of the EXIF standard, by hand.
pub(crate) fn held(upright: &RgbImage, orientation: u16) -> RgbImage {
    let (w, h) = upright.dimensions();
    let (across, down) = if orientation < 5 { (w, h) } else { (h, w) };
    RgbImage::from_fn(across, down, |x, y| {
        let (x, y) = match orientation {
            2 => (w - 1 - x, y),         // row 0 is the top, column 0 the right side
            3 => (w - 1 - x, h - 1 - y), // bottom, right
            4 => (x, h - 1 - y),         // bottom, left
            5 => (y, x),                 // left side, top
            6 => (w - 1 - y, x),         // right side, top
            7 => (w - 1 - y, h - 1 - x), // right side, bottom
            8 => (y, h - 1 - x),         // left side, bottom
            _ => (x, y),
        };
        *upright.get_pixel(x, y)
    })
}

/// As an iPhone stores it.
pub(crate) fn heic(picture: &RgbImage) -> Vec<u8> {
    heifer::encode_rgb8(picture.width(), picture.height(), picture, &heifer::EncodeOptions::default()).unwrap()
}
