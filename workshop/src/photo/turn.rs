//! The pixels inside a frame, straight or at an angle.

use fast_image_resize::ResizeOptions;
use image::RgbImage;
use school::photo::Crop;

use super::{Fault, RATIO, decode, frame_size};

/// What stands in the frame, as `size` pixels. The frame must lie within the picture.
///
/// # Errors
/// [`Fault::Damaged`] for a frame without area.
pub(super) fn framed(picture: &RgbImage, frame: Crop, size: (u32, u32)) -> Result<RgbImage, Fault> {
    part(picture, frame, [0.0, 0.0, frame.w, frame.height()], size)
}

/// What stands in a part of the frame: left and upper edge within it, width and height.
///
/// # Errors
/// [`Fault::Damaged`] for a part without area.
pub(super) fn part(
    picture: &RgbImage,
    frame: Crop,
    [x, y, w, h]: [f64; 4],
    size: (u32, u32),
) -> Result<RgbImage, Fault> {
    if frame.angle % 360.0 != 0.0 {
        let turned = turned(picture, frame);
        let scale = f64::from(turned.width()) / frame.w;
        return boxed(&turned, [x, y, w, h].map(|v| v * scale), size);
    }
    boxed(picture, [frame.cx - frame.w / 2.0 + x, frame.cy - frame.height() / 2.0 + y, w, h], size)
}

/// A box of the picture, pushed into it where rounding has let it out.
fn boxed(picture: &RgbImage, [x, y, w, h]: [f64; 4], size: (u32, u32)) -> Result<RgbImage, Fault> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (w, h) = (w.min(width), h.min(height));
    let (left, top) = (x.clamp(0.0, width - w), y.clamp(0.0, height - h));
    decode::resize(picture, size, &ResizeOptions::new().crop(left, top, w, h))
}

/// The frame at the source's own scale: bicubic, so that a portrait of a small source stays crisp.
fn turned(picture: &RgbImage, frame: Crop) -> RgbImage {
    let (width, height) = frame_size(frame.w);
    let scale = frame.w / f64::from(width.max(1));
    let (sin, cos) = frame.angle.to_radians().sin_cos();
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) =
            ((f64::from(x) + 0.5) * scale - frame.w / 2.0, (f64::from(y) + 0.5) * scale - frame.w * RATIO / 2.0);
        // the picture turns clockwise under the frame, so the frame goes the other way
        bicubic(picture, frame.cx + x * cos + y * sin - 0.5, frame.cy - x * sin + y * cos - 0.5)
    })
}

/// The colour between the pixels around a point; beyond the edge the last pixel goes on.
fn bicubic(picture: &RgbImage, x: f64, y: f64) -> image::Rgb<u8> {
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (weights((x - left) as f32), weights((y - top) as f32));
    let column = |at: i64| (left as i64 + at - 1).clamp(0, i64::from(picture.width()) - 1) as usize * 3;
    let columns = [column(0), column(1), column(2), column(3)];
    let stride = picture.width() as usize * 3;
    let mut sum = [0.0_f32; 3];
    for (at, weight) in (0..).zip(down) {
        let row = (top as i64 + at - 1).clamp(0, i64::from(picture.height()) - 1) as usize * stride;
        let line = &picture.as_raw()[row..row + stride];
        for (column, across) in columns.iter().zip(across) {
            for (sum, colour) in sum.iter_mut().zip(&line[*column..column + 3]) {
                *sum += weight * across * f32::from(*colour);
            }
        }
    }
    image::Rgb(sum.map(|value| value.round() as u8)) // a cast from a float stops at 0 and 255
}

/// Catmull–Rom: how much each of four neighbours counts at `t` between the inner two.
fn weights(t: f32) -> [f32; 4] {
    [
        ((2.0 - t) * t - 1.0) * t / 2.0,
        ((3.0 * t - 5.0) * t * t + 2.0) / 2.0,
        ((4.0 - 3.0 * t) * t + 1.0) * t / 2.0,
        (t - 1.0) * t * t / 2.0,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red grows to the right, green grows downwards.
    fn ramp() -> RgbImage {
        RgbImage::from_fn(250, 250, |x, y| image::Rgb([x as u8, y as u8, 7]))
    }

    #[test]
    fn a_straight_frame_keeps_its_place() -> Result<(), Fault> {
        let frame = Crop { cx: 120.0, cy: 130.0, w: 70.0, angle: 0.0 };
        let cut = framed(&ramp(), frame, (70, 90))?;
        assert_eq!((cut.get_pixel(0, 0).0, cut.get_pixel(69, 89).0), ([85, 85, 7], [154, 174, 7]));
        Ok(())
    }

    #[test]
    fn a_quarter_turn_clockwise_brings_the_left_side_up() -> Result<(), Fault> {
        let frame = Crop { cx: 120.0, cy: 130.0, w: 70.0, angle: 90.0 };
        let cut = framed(&ramp(), frame, (70, 90))?;
        // the frame is 90 wide and 70 high on the picture; its top left corner comes from the lower left
        assert_eq!((cut.get_pixel(0, 0).0, cut.get_pixel(69, 0).0), ([75, 164, 7], [75, 95, 7]));
        Ok(())
    }

    #[test]
    fn a_tilt_agrees_with_the_geometry() -> Result<(), Fault> {
        let frame = Crop { cx: 125.0, cy: 125.0, w: 70.0, angle: 12.0 };
        let cut = framed(&ramp(), frame, (70, 90))?;
        let (sin, cos) = frame.angle.to_radians().sin_cos();
        for (x, y) in [(3_u32, 3_u32), (60, 10), (35, 45), (10, 80)] {
            let (dx, dy) = (f64::from(x) + 0.5 - 35.0, f64::from(y) + 0.5 - 45.0);
            let wanted = [125.0 + dx * cos + dy * sin - 0.5, 125.0 - dx * sin + dy * cos - 0.5];
            for (got, wanted) in cut.get_pixel(x, y).0.iter().zip(wanted) {
                assert!((f64::from(*got) - wanted).abs() < 1.5, "{got} {wanted}");
            }
        }
        Ok(())
    }
}
