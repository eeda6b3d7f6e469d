//! Judges a picture: what was measured, whether it is good, and where on the picture it shows. Every verdict is advice:
//! the family may send the picture all the same, and the secretary decides.
//!
//! Not judged because no light method sees it: open eyes, closed mouth, a head turned aside, headgear, dark glasses, the
//! age of the picture.

use crate::eyes::Eyes;
use crate::picture::{Area, Place};
use crate::stage::Stage;
use crate::thresholds::{Graded, Thresholds};
use crate::wall::Wall;
use crate::{Face, Frame, Picture, skin};
use school::photo::{Advice, Check, Severity};
use serde::{Deserialize, Serialize};

/// Height of the picture on a card in millimetres, in which the height of the eyes is counted.
const MILLIMETRES: f64 = 45.0;

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should be.
    Good,
    /// Worth a look.
    Warn,
    /// Most likely to be refused. It may be sent all the same.
    Fail,
}

/// What was found out about one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What was looked at.
    pub check: Check,
    /// What came of it.
    pub outcome: Outcome,
    /// What was measured: a share of the frame or the face, pixels, degrees or a colour's distance, as its limit in
    /// [`Thresholds`].
    pub value: f64,
    /// The limit that the value crossed, or the next one that it would cross.
    pub limit: f64,
    /// Where on the picture it shows; none when it shows nowhere or everywhere.
    pub place: Option<Place>,
}

impl Verdict {
    /// What is said about it; nothing when all is well. A frame too small to be cut blocks, nothing else does.
    #[must_use]
    pub fn advice(&self) -> Option<Advice> {
        let severity = match (self.outcome, self.check) {
            (Outcome::Good, _) => return None,
            (Outcome::Warn, Check::Resolution) => Severity::Warning,
            (Outcome::Fail, Check::Resolution) => Severity::Blocking,
            (Outcome::Warn, _) => Severity::Hint,
            (Outcome::Fail, _) => Severity::Warning,
        };
        Some(Advice { check: self.check, severity, value: self.value })
    }
}

/// Judges `picture` with the usual thresholds. `faces` are those the finder found, largest first: the first is judged.
/// With `frame` the background is judged within it, and its size too.
pub fn judge(picture: &Picture, faces: &[Face], frame: Option<&Frame>) -> Vec<Verdict> {
    judge_by(&Thresholds::default(), picture, faces, frame)
}

/// Judges with thresholds of one's own. What cannot be measured, as the eyes on a blank face, has no verdict.
pub fn judge_by(limits: &Thresholds, picture: &Picture, faces: &[Face], frame: Option<&Frame>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let mut note = |check, value: f64, (outcome, limit): Graded, place: Option<Place>| {
        if !limits.is_off(check) {
            verdicts.push(Verdict { check, outcome, value, limit, place });
        }
    };
    let alone = if faces.len() == 1 { Outcome::Good } else { Outcome::Fail };
    note(Check::FaceCount, faces.len() as f64, (alone, 1.0), faces.get(1).map(Face::place));
    let Some(face) = faces.first() else { return verdicts };
    let stage = Stage::new(picture, face);
    let eyes = Eyes::new(&stage);
    if let Some(frame) = frame {
        judge_frame(limits, face, frame, &mut note);
        let eyes = eyes.as_ref().map(|eyes| stage.height_of(f64::from(eyes.row())));
        judge_eye_line(limits, &stage, frame, eyes, &mut note);
    }
    if let Some(tilt) = eyes.map(|eyes| f64::from(eyes.roll().abs())) {
        note(Check::Tilt, tilt, limits.tilt.grade(tilt), Some(stage.place(&skin::WIDE, &skin::EYES)));
    }
    judge_light(limits, &stage, &mut note);
    judge_colour(limits, &stage, &mut note);
    let area = frame.map_or(picture.area(), |f| near(f.area(), picture.area()));
    if let Some(wall) = Wall::new(&stage, area) {
        let [light, chroma, uneven] = [wall.lightness(), wall.chroma(), wall.uneven].map(f64::from);
        let place = Some(area.into());
        note(Check::BackgroundDark, light, limits.background_light.grade(light), place);
        note(Check::BackgroundColour, chroma, limits.background_colour.grade(chroma), place);
        note(Check::BackgroundUneven, uneven, limits.background_uneven.grade(uneven), place);
    }
    verdicts
}

type Note<'a> = &'a mut dyn FnMut(Check, f64, Graded, Option<Place>);

fn judge_frame(limits: &Thresholds, face: &Face, frame: &Frame, note: Note) {
    let head = Place { y: frame.crown, h: frame.chin - frame.crown, ..face.place() };
    note(Check::HeadCut, frame.lacking, limits.head_room.grade(frame.lacking), Some(head));
    let height = frame.height();
    note(Check::Resolution, height, limits.resolution.grade(height), Some(frame.area().into()));
    let share = frame.head_share();
    note(Check::HeadHeight, share, limits.head_share.grade(share), Some(head));
    let off = (f64::from(face.x + face.w / 2.0) - frame.cx).abs() / frame.w.max(1.0);
    note(Check::Centre, off, limits.centre.grade(off), Some(face.place()));
}

fn judge_eye_line(limits: &Thresholds, stage: &Stage, frame: &Frame, eyes: Option<f64>, note: Note) {
    let Some(eyes) = eyes else { return };
    let above = (frame.area().bottom - eyes) / frame.height().max(1.0) * MILLIMETRES;
    note(Check::EyeLine, above, limits.eye_line.grade(above), Some(stage.place(&skin::WIDE, &skin::EYES)));
}

fn judge_light(limits: &Thresholds, stage: &Stage, note: Note) {
    let core = stage.place(&skin::WIDE, &skin::CORE);
    let sharpness = f64::from(skin::sharpness(stage));
    let graded = limits.sharpness.grade(sharpness);
    let second = limits.detail.grade(f64::from(skin::detail(stage))).0;
    note(Check::Sharpness, sharpness, (graded.0.max(second), graded.1), Some(core));
    let light = f64::from(skin::light(stage));
    note(Check::Darkness, light, limits.dark.grade(light), Some(core));
    let burnt = f64::from(skin::burnt(stage));
    note(Check::Overexposure, burnt, limits.overexposed.grade(burnt), Some(core));
    let glare = f64::from(skin::glare(stage));
    note(Check::Glare, glare, limits.glare.grade(glare), Some(stage.place(&skin::WIDE, &skin::EYES)));
    let (balance, darker) = skin::balance(stage);
    let balance = f64::from(balance);
    note(Check::SideLight, balance, limits.side_light.grade(balance), Some(stage.place(&darker, &skin::CORE)));
}

fn judge_colour(limits: &Thresholds, stage: &Stage, note: Note) {
    let spread = f64::from(skin::spread(stage));
    let colour = limits.colour.grade(spread);
    note(Check::Greyscale, spread, colour, None);
    let [a, b] = skin::tone(stage).map(f64::from);
    let cast = limits.skin_a.outside(a).max(limits.skin_b.outside(b));
    // a picture without colours has no cast
    let (outcome, limit) = limits.colour_cast.grade(cast);
    let outcome = if colour.0 == Outcome::Good { outcome } else { Outcome::Good };
    note(Check::ColourCast, cast, (outcome, limit), Some(stage.place(&skin::WIDE, &skin::CHEEKS)));
}

/// The frame and a little around it: within a tight frame hardly any wall is left beside the hair.
fn near(frame: Area, all: Area) -> Area {
    let more = 0.1 * (frame.right - frame.left);
    Area {
        left: (frame.left - more).max(all.left),
        top: (frame.top - more).max(all.top),
        right: (frame.right + more).min(all.right),
        bottom: frame.bottom.min(all.bottom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_panics_on_strange_faces() {
        let rgb = vec![120; 64 * 48 * 3];
        let picture = Picture::new(64, 48, &rgb).unwrap();
        assert_eq!(judge(&picture, &[], None)[0].check, Check::FaceCount);
        for (x, y, w) in [(-90.0, -90.0, 30.0), (10.0, 10.0, 0.0), (500.0, 2.0, 9000.0), (f32::NAN, 1.0, f32::NAN)] {
            let face = Face { x, y, w, h: w, score: 2.0 };
            let frame = crate::frame(&picture, &face);
            judge(&picture, &[face], Some(&frame));
        }
    }
}
