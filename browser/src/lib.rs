//! The eye on the family's own device: pixels and a frame in, remarks out; the picture leaves nobody's hands.
//!
//! What is said here is said by the server again, and only the server's word is kept: `workshop::photo` looks at the
//! picture that has arrived, with the same eye and the same limits.
//!
//! Every call is a question of its own; nothing is kept in between. Faces are found anew when the frame moves, so that
//! no state can belong to another picture.

use std::fmt::Write;

use eye::{Face, Finder, Frame, Picture, Thresholds, Turn, Verdict};
use school::{
    crop::RATIO,
    photo::{Advice, Check, Crop},
};

wasm_minimal_protocol::initiate_protocol!();

/// Looks at a picture.
///
/// `model` is the finder's model, `rgba` four bytes a pixel. `numbers` are little-endian 64-bit floats: width and
/// height of the picture, and, where a frame has been chosen, its centre across, its centre down and its width. Without
/// one the frame is proposed. `limits` are the school's, as the page gave them ([`Thresholds::numbers`]); without them,
/// the usual.
///
/// The answer is lines of words and numbers. The first: clockwise degrees by which the picture would have to be turned
/// before a face is found, centre across, centre down and width of the frame. Each of the others is a remark: check and
/// severity by their codes, what was measured, and left, top, width and height of where it shows, if it shows anywhere.
///
/// # Errors
/// When the numbers do not belong to the pixels, or the model is not one.
#[wasm_minimal_protocol::wasm_func]
fn look(model: &[u8], rgba: &[u8], numbers: &[u8], limits: &[u8]) -> Result<Vec<u8>, String> {
    let numbers = floats(numbers);
    let limits = Thresholds::from_numbers(&floats(limits)).unwrap_or_default();
    let (width, height, frame) = match numbers[..] {
        [width, height] => (width, height, None),
        [width, height, cx, cy, w] => (width, height, Some(Crop { cx, cy, w, angle: 0.0 }.within(width, height))),
        _ => return Err(format!("{} numbers", numbers.len())),
    };
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let picture = Picture::new(width as u32, height as u32, &rgb).map_err(|error| error.to_string())?;
    let finder = Finder::with_model(model).map_err(|error| error.to_string())?;
    Ok(match frame {
        Some(frame) => chosen(&finder, &picture, frame, &limits),
        None => proposed(&finder, &picture, &limits),
    })
}

fn floats(bytes: &[u8]) -> Vec<f64> {
    bytes.chunks_exact(8).filter_map(|bytes| bytes.try_into().ok().map(f64::from_le_bytes)).collect()
}

/// What is said about a frame that was chosen: of the faces in the picture, those inside it count.
fn chosen(finder: &Finder, picture: &Picture, crop: Crop, limits: &Thresholds) -> Vec<u8> {
    let faces: Vec<Face> = finder.faces(picture).into_iter().filter(|face| face.is_in(&crop)).collect();
    let frame = faces.first().map(|face| eye::frame(picture, face).chosen(crop));
    written(0, crop, &eye::judge_by(limits, picture, &faces, frame.as_ref()))
}

/// What is said about the frame that we propose. A picture on its side is to be turned and looked at again.
fn proposed(finder: &Finder, picture: &Picture, limits: &Thresholds) -> Vec<u8> {
    let (faces, turn) = finder.look(picture);
    let frame = faces.first().map(|face| eye::frame(picture, face));
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let seen = frame.map_or(Crop::proposed(width, height), |Frame { cx, cy, w, .. }| Crop { cx, cy, w, angle: 0.0 });
    let crop = enough(seen, width, height);
    let mut verdicts = eye::judge_by(limits, picture, &faces, frame.as_ref());
    if let Some(frame) = frame.filter(|_| crop.w > seen.w) {
        // the wider frame is about pixels alone: the face is judged where it was found
        verdicts.retain(|verdict| verdict.check != Check::Resolution);
        let wider = Frame { cx: crop.cx, cy: crop.cy, w: crop.w, ..frame };
        let wider = eye::judge_by(limits, picture, &faces, Some(&wider));
        verdicts.extend(wider.into_iter().filter(|verdict| verdict.check == Check::Resolution));
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
        let Some(Advice { check, severity, value }) = verdict.advice() else { continue };
        let mut line = format!("{} {} {value}", check.code(), severity.code());
        if let Some(place) = verdict.place {
            // a String takes everything
            let _ = write!(line, " {} {} {} {}", place.x, place.y, place.w, place.h);
        }
        lines.extend([&line, "\n"]);
    }
    lines.into_bytes()
}
