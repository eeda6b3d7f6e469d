//! Every way a pixel can be stored → three sRGB bytes. In place where it can be: a 60-MP picture with
//! 16-bit alpha is 480 MB, and the child that holds it has no room for a second one.

use image::{ColorType, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::Fault;

/// Red, green, blue, a byte each, row by row; what was see-through lies on white.
///
/// # Errors
/// [`Fault::Damaged`] for a kind of pixel that no decoder of ours gives.
pub(super) fn to_rgb(raw: Vec<u8>, stored: ColorType) -> Result<Vec<u8>, Fault> {
    Ok(match stored {
        ColorType::Rgb8 => raw,
        ColorType::L8 => widen(&raw, |[l]| [l; 3]),
        ColorType::La8 => widen(&raw, |[l, a]| [on_white(l, a); 3]),
        ColorType::L16 => widen(&raw, |l| [narrow(l); 3]),
        ColorType::Rgba8 => squeeze(raw, |[r, g, b, a]| [r, g, b].map(|c| on_white(c, a))),
        ColorType::La16 => squeeze(raw, |[l, m, a, b]| [on_white(narrow([l, m]), narrow([a, b])); 3]),
        ColorType::Rgb16 => squeeze(raw, |[r, s, g, h, b, c]| [[r, s], [g, h], [b, c]].map(narrow)),
        ColorType::Rgba16 => squeeze(raw, |[r, s, g, h, b, c, a, d]| {
            [[r, s], [g, h], [b, c]].map(|v| on_white(narrow(v), narrow([a, d])))
        }),
        _ => return Err(Fault::Damaged),
    })
}

fn widen<const N: usize>(raw: &[u8], convert: impl Fn([u8; N]) -> [u8; 3]) -> Vec<u8> {
    let (pixels, _) = raw.as_chunks();
    let mut rgb = Vec::with_capacity(pixels.len() * 3);
    rgb.extend(pixels.iter().flat_map(|pixel| convert(*pixel)));
    rgb
}

fn squeeze<const N: usize>(mut raw: Vec<u8>, convert: impl Fn([u8; N]) -> [u8; 3]) -> Vec<u8> {
    let pixels = raw.len() / N;
    for at in 0..pixels {
        let mut pixel = [0; N];
        pixel.copy_from_slice(&raw[at * N..][..N]);
        raw[at * 3..][..3].copy_from_slice(&convert(pixel));
    }
    raw.truncate(pixels * 3);
    raw.shrink_to_fit();
    raw
}

/// Sixteen bits, in this machine's order, to eight.
fn narrow(stored: [u8; 2]) -> u8 {
    ((u32::from(u16::from_ne_bytes(stored)) + 128) / 257) as u8
}

fn on_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Phones store in wider colour spaces (Display P3); without this, skin would come out pale once the profile is
/// thrown away. A profile that cannot be used is ignored: it costs some colour, not the photo.
pub(super) fn to_srgb(picture: &mut RgbImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return; // grey and CMYK have become RGB already
    }
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default())
    else {
        return;
    };
    let row = picture.width() as usize * 3;
    let mut converted = vec![0; row];
    for line in picture.chunks_exact_mut(row) {
        if transform.transform(line, &mut converted).is_ok() {
            line.copy_from_slice(&converted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(values: &[u16]) -> Vec<u8> {
        values.iter().flat_map(|v| v.to_ne_bytes()).collect()
    }

    #[test]
    fn alpha_lies_on_white() -> Result<(), Fault> {
        assert_eq!(
            to_rgb(vec![0, 10, 200, 0, 0, 10, 200, 255, 0, 0, 0, 51], ColorType::Rgba8)?,
            [255, 255, 255, 0, 10, 200, 204, 204, 204]
        );
        assert_eq!(to_rgb(vec![7, 0, 7, 255], ColorType::La8)?, [255, 255, 255, 7, 7, 7]);
        assert_eq!(
            to_rgb(wide(&[0, 0xFFFF, 0x8080, 0xFFFF, 1, 2, 3, 0]), ColorType::Rgba16)?,
            [0, 255, 128, 255, 255, 255]
        );
        assert_eq!(to_rgb(wide(&[0x1010, 0xFFFF, 0, 0]), ColorType::La16)?, [16, 16, 16, 255, 255, 255]);
        Ok(())
    }

    #[test]
    fn sixteen_bits_become_eight() -> Result<(), Fault> {
        assert_eq!(to_rgb(wide(&[0, 0x7FFF, 0xFFFF]), ColorType::Rgb16)?, [0, 127, 255]);
        assert_eq!(to_rgb(wide(&[0xFFFF, 0x0101]), ColorType::L16)?, [255, 255, 255, 1, 1, 1]);
        Ok(())
    }
}
