//! What the eye makes of a picture: the people in it, where the frame goes, what stands out.

use eye::{Face, Finder, Outcome, Picture, Place, Thresholds, Verdict};
use image::{RgbImage, imageops};
use school::photo::{Check, Crop};

use super::{GOOD_HEIGHT, GOOD_WIDTH, LEAST_HEIGHT, RATIO, frame_size, is_enough};

/// A picture, looked at.
pub(super) struct Look {
    /// Where we would put the frame.
    pub(super) crop: Crop,
    pub(super) verdicts: Vec<Verdict>,
    /// The people in it, as the picture lies.
    pub(super) people: Vec<Place>,
}

/// Looks at a new picture. One that lies on its side without saying so gets a frame that turns it.
pub(super) fn look(picture: &RgbImage, limits: &Thresholds) -> Look {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let Some((finder, view)) = open(picture) else { return unseen(width, height) };
    let turn = match finder.look(&view) {
        (faces, None) => return upright(picture, &view, &faces, limits),
        (_, Some(turn)) => turn,
    };
    let turned = match turn {
        eye::Turn::Right => imageops::rotate90(picture),
        eye::Turn::Half => imageops::rotate180(picture),
        eye::Turn::Left => imageops::rotate270(picture),
    };
    let Some((finder, view)) = open(&turned) else { return unseen(width, height) };
    let Look { crop, mut verdicts, mut people } = upright(&turned, &view, &finder.faces(&view), limits);
    let back = |place: Place| lying(place, &turned, turn, width, height);
    people.iter_mut().for_each(|place| *place = back(*place));
    verdicts.iter_mut().for_each(|verdict| verdict.place = verdict.place.map(back));
    Look { crop: turned_back(crop, &turned, f64::from(turn.degrees()), width, height), verdicts, people }
}

/// Without its built-in model the finder sees nobody; that it can be read is tested where it is built.
fn open(picture: &RgbImage) -> Option<(Finder, Picture<'_>)> {
    let view = Picture::new(picture.width(), picture.height(), picture.as_raw()).ok()?;
    Some((Finder::new().ok()?, view))
}

const NOBODY: Verdict =
    Verdict { check: Check::FaceCount, outcome: Outcome::Fail, value: 0.0, limit: 1.0, place: None };

fn unseen(width: f64, height: f64) -> Look {
    let crop = enough(Crop::proposed(width, height), width, height);
    Look { crop, verdicts: vec![NOBODY, resolution(crop.w)], people: vec![] }
}

fn upright(picture: &RgbImage, view: &Picture, faces: &[Face], limits: &Thresholds) -> Look {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let Some(face) = faces.first() else { return unseen(width, height) };
    let frame = eye::frame(view, face);
    let crop = enough(Crop { cx: frame.cx, cy: frame.cy, w: frame.w, angle: 0.0 }, width, height);
    let verdicts = verdicts(view, faces, &frame, limits).chain([resolution(crop.w)]).collect();
    Look { crop, verdicts, people: faces.iter().map(Face::place).collect() }
}

/// A frame with too few pixels is widened as far as it has to be, and as the picture goes.
fn enough(crop: Crop, width: f64, height: f64) -> Crop {
    let w = if is_enough(crop.w) { crop.w } else { f64::from(LEAST_HEIGHT) / RATIO };
    Crop { w, ..crop }.within(width, height)
}

/// A frame on the turned picture → the same frame on the picture as it lies.
fn turned_back(crop: Crop, turned: &RgbImage, angle: f64, width: f64, height: f64) -> Crop {
    let (sin, cos) = angle.to_radians().sin_cos();
    let (x, y) = (crop.cx - f64::from(turned.width()) / 2.0, crop.cy - f64::from(turned.height()) / 2.0);
    let (cx, cy) = (width / 2.0 + x * cos + y * sin, height / 2.0 - x * sin + y * cos);
    Crop { cx, cy, angle, ..crop }.within(width, height)
}

/// A place on the turned picture → the same place on the picture as it lies.
fn lying(place: Place, turned: &RgbImage, turn: eye::Turn, width: f64, height: f64) -> Place {
    let Place { x, y, w, h } = place;
    let middle = Crop { cx: x + w / 2.0, cy: y + h / 2.0, w: 0.0, angle: 0.0 };
    let (sin, cos) = f64::from(turn.degrees()).to_radians().sin_cos();
    let (dx, dy) = (middle.cx - f64::from(turned.width()) / 2.0, middle.cy - f64::from(turned.height()) / 2.0);
    let (cx, cy) = (width / 2.0 + dx * cos + dy * sin, height / 2.0 - dx * sin + dy * cos);
    let (w, h) = if turn == eye::Turn::Half { (w, h) } else { (h, w) };
    Place { x: cx - w / 2.0, y: cy - h / 2.0, w, h }
}

/// Judges the frame that a family has chosen on its picture, but for its [`resolution`].
pub(super) fn judge(picture: &RgbImage, crop: Crop, limits: &Thresholds) -> Vec<Verdict> {
    let Some((finder, view)) = open(picture) else { return vec![] };
    let faces: Vec<Face> = finder.faces(&view).into_iter().filter(|face| face.is_in(&crop)).collect();
    let frame = faces.first().map(|face| eye::frame(&view, face).chosen(crop));
    let nobody = faces.is_empty().then_some(NOBODY);
    nobody.into_iter().chain(frame.iter().flat_map(|frame| verdicts(&view, &faces, frame, limits))).collect()
}

/// All but the resolution, which [`resolution`] knows better: it is counted in pixels of the source.
fn verdicts(
    view: &Picture,
    faces: &[Face],
    frame: &eye::Frame,
    limits: &Thresholds,
) -> impl Iterator<Item = Verdict> + use<> {
    let found = eye::judge_by(limits, view, faces, Some(frame));
    found.into_iter().filter(|found| found.check != Check::Resolution)
}

/// What is to be said about a frame `w` source pixels wide; the value is its height (law.md 6.5).
pub(super) fn resolution(w: f64) -> Verdict {
    let (width, height) = frame_size(w);
    let (outcome, limit) = match (is_enough(w), width >= GOOD_WIDTH && height >= GOOD_HEIGHT) {
        (false, _) => (Outcome::Fail, LEAST_HEIGHT),
        (true, false) => (Outcome::Warn, GOOD_HEIGHT),
        (true, true) => (Outcome::Good, GOOD_HEIGHT),
    };
    Verdict { check: Check::Resolution, outcome, value: f64::from(height), limit: f64::from(limit), place: None }
}

#[cfg(test)]
mod tests {
    use school::law::photo_profile;

    use super::*;

    #[test]
    fn the_rule_book_says_the_same_about_pixels() {
        let day = jiff::civil::date(2026, 11, 20);
        for w in 300..700 {
            let said = resolution(f64::from(w)).advice().map(|advice| advice.severity);
            let (width, height) = frame_size(f64::from(w));
            assert_eq!(said, photo_profile::resolution(width, height, day), "{width} × {height}");
        }
    }

    #[test]
    fn a_frame_turned_back_shows_the_same() {
        let lying = RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x / 4) as u8, (y / 4) as u8, 90]));
        for (turned, angle) in [
            (imageops::rotate90(&lying), 90.0),
            (imageops::rotate180(&lying), 180.0),
            (imageops::rotate270(&lying), 270.0),
        ] {
            let crop = Crop { cx: 250.0, cy: 280.0, w: 210.0, angle: 0.0 };
            let back = turned_back(crop, &turned, angle, 900.0, 600.0);
            let [wanted, got] = [(&turned, crop), (&lying, back)]
                .map(|(picture, crop)| super::super::turn::framed(picture, crop, (210, 270)));
            for (wanted, got) in wanted.unwrap().pixels().zip(got.unwrap().pixels()) {
                assert!(wanted.0.iter().zip(got.0).all(|(a, b)| a.abs_diff(b) <= 2), "{angle}: {wanted:?} {got:?}");
            }
        }
    }
}
