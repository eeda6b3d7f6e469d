//! The eye on the family's own device: pixels and a frame in, remarks out; the picture leaves nobody's hands.
//!
//! What is said here is said by the server again, and only the server's word is kept: `workshop::photo` looks at the
//! picture that has arrived, with the same eye and the same limits.
//!
//! Every call is a question of its own; nothing is kept in between. Faces are found anew when the frame moves, so that
//! no state can belong to another picture.

use std::fmt::Write;

use eye::{Face, Finder, Frame, Outcome, Picture, Room, Thresholds, Turn, Verdict};
use school::{
    crop::RATIO,
    photo::{Check, Crop, Severity},
};

wasm_minimal_protocol::initiate_protocol!();

/// Looks at a picture.
///
/// `model` is the finder's model, `rgba` four bytes a pixel. `numbers` are little-endian 64-bit floats: width and height
/// of the picture, and, where a frame has been chosen, its centre across, its centre down and its width. Without one the
/// frame is proposed.
///
/// The answer is lines of words and numbers. The first: clockwise degrees by which the picture would have to be turned
/// before a face is found, centre across, centre down and width of the frame. Each of the others is a remark: check and
/// severity by their codes, what was measured, and left, top, width and height of where it shows, if it shows anywhere.
///
/// # Errors
/// When the numbers do not belong to the pixels, or the model is not one.
#[wasm_minimal_protocol::wasm_func]
fn look(model: &[u8], rgba: &[u8], numbers: &[u8]) -> Result<Vec<u8>, String> {
    let numbers: Vec<f64> =
        numbers.chunks_exact(8).filter_map(|bytes| bytes.try_into().ok().map(f64::from_le_bytes)).collect();
    let (width, height, frame) = match numbers[..] {
        [width, height] => (width, height, None),
        [width, height, cx, cy, w] => (width, height, Some(Crop { cx, cy, w, angle: 0.0 }.within(width, height))),
        _ => return Err(format!("{} numbers", numbers.len())),
    };
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let picture = Picture::new(width as u32, height as u32, &rgb).map_err(|error| error.to_string())?;
    let finder = Finder::with_model(model).map_err(|error| error.to_string())?;
    Ok(match frame {
        Some(frame) => chosen(&finder, &picture, frame),
        None => proposed(&finder, &picture),
    })
}

/// What is said about a frame that was chosen: of the faces in the picture, those inside it count.
fn chosen(finder: &Finder, picture: &Picture, crop: Crop) -> Vec<u8> {
    let inside = |face: &Face| {
        let (x, y) = (f64::from(face.x + face.w / 2.0) - crop.cx, f64::from(face.y + face.h / 2.0) - crop.cy);
        x.abs() < crop.w / 2.0 && y.abs() < crop.w * RATIO / 2.0
    };
    let faces: Vec<Face> = finder.faces(picture).into_iter().filter(inside).collect();
    let frame = faces.first().map(|face| around(&eye::frame(picture, face), crop));
    written(0, crop, &eye::judge(picture, &faces, frame.as_ref()))
}

/// A chosen frame in the eye's words: what of the head it cuts off, the picture need not lack.
fn around(proposed: &Frame, crop: Crop) -> Frame {
    let half = crop.w * RATIO / 2.0;
    let lacking = (crop.cy - half - proposed.crown).max(proposed.chin - crop.cy - half).max(0.0) / (2.0 * half);
    let room = if lacking > 0.0 { Room::Missing } else { Room::Ample };
    Frame { cx: crop.cx, cy: crop.cy, w: crop.w, room, lacking, ..*proposed }
}

/// What is said about the frame that we propose. A picture on its side is to be turned and looked at again.
fn proposed(finder: &Finder, picture: &Picture) -> Vec<u8> {
    let (faces, turn) = finder.look(picture);
    let frame = faces.first().map(|face| eye::frame(picture, face));
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let seen = frame.map_or(Crop::proposed(width, height), |Frame { cx, cy, w, .. }| Crop { cx, cy, w, angle: 0.0 });
    let crop = enough(seen, width, height);
    let mut verdicts = eye::judge(picture, &faces, frame.as_ref());
    if let Some(frame) = frame.filter(|_| crop.w > seen.w) {
        // the wider frame is about pixels alone: the face is judged where it was found
        verdicts.retain(|verdict| verdict.check != eye::Check::Resolution);
        let wider = eye::judge(picture, &faces, Some(&Frame { cx: crop.cx, cy: crop.cy, w: crop.w, ..frame }));
        verdicts.extend(wider.into_iter().filter(|verdict| verdict.check == eye::Check::Resolution));
    }
    written(turn.map_or(0, Turn::degrees), crop, &verdicts)
}

/// A frame with too few pixels is widened as far as it has to be, and as the picture goes.
fn enough(crop: Crop, width: f64, height: f64) -> Crop {
    let least = Thresholds::default().resolution.fail.map_or(0.0, |height| (height / RATIO).ceil());
    Crop { w: crop.w.max(least), ..crop }.within(width, height)
}

fn written(turn: u16, Crop { cx, cy, w, .. }: Crop, verdicts: &[Verdict]) -> Vec<u8> {
    let mut lines = format!("{turn} {cx} {cy} {w}\n");
    for verdict in verdicts {
        let Some(severity) = severity(verdict) else { continue };
        let mut line = format!("{} {} {}", check(verdict.check).code(), severity.code(), verdict.value);
        if let Some(place) = verdict.place {
            // a String takes everything
            let _ = write!(line, " {} {} {} {}", place.x, place.y, place.w, place.h);
        }
        lines.extend([&line, "\n"]);
    }
    lines.into_bytes()
}

/// How much a verdict weighs, if anything. Too few pixels are the one thing that cannot be sent.
fn severity(verdict: &Verdict) -> Option<Severity> {
    match (verdict.outcome, verdict.check) {
        (Outcome::Good, _) => None,
        (Outcome::Warn, eye::Check::Resolution) => Some(Severity::Warning),
        (Outcome::Warn, _) => Some(Severity::Hint),
        (Outcome::Fail, eye::Check::Resolution) => Some(Severity::Blocking),
        (Outcome::Fail, _) => Some(Severity::Warning),
    }
}

/// The school's name for what the eye looked at, as in `workshop::photo`.
fn check(check: eye::Check) -> Check {
    match check {
        eye::Check::Faces => Check::FaceCount,
        eye::Check::HeadRoom => Check::HeadCut,
        eye::Check::Resolution => Check::Resolution,
        eye::Check::HeadSize => Check::HeadHeight,
        eye::Check::Centre => Check::Centre,
        eye::Check::EyeLine => Check::EyeLine,
        eye::Check::Tilt => Check::Tilt,
        eye::Check::Sharpness => Check::Sharpness,
        eye::Check::Dark => Check::Darkness,
        eye::Check::Overexposed => Check::Overexposure,
        eye::Check::Glare => Check::Glare,
        eye::Check::SideLight => Check::SideLight,
        eye::Check::Colour => Check::Greyscale,
        eye::Check::ColourCast => Check::ColourCast,
        eye::Check::BackgroundLight => Check::BackgroundDark,
        eye::Check::BackgroundColour => Check::BackgroundColour,
        eye::Check::BackgroundUneven => Check::BackgroundUneven,
    }
}
