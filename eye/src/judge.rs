//! Judges a picture: which measures stand out, and how badly. Every finding is advice: the family
//! may send the picture all the same, and the secretary decides.

use crate::picture::Area;
use crate::stage::Stage;
use crate::thresholds::Thresholds;
use crate::wall::Wall;
use crate::{Face, Frame, Picture, eyes, skin};
use std::ops::RangeInclusive;

/// What was looked at. Not here because no light method sees it: open eyes, closed mouth, a head
/// turned aside, headgear, dark glasses, the age of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Check {
    /// Number of faces; exactly one is wanted.
    Faces,
    /// Room around the head; the value is the share of the frame's height that is lacking.
    HeadRoom,
    /// Height of the frame in pixels.
    Resolution,
    /// Share of the frame's height taken by the head.
    HeadSize,
    /// Distance of the face from the middle of the frame, as a share of its width.
    Centre,
    /// Degrees by which the eyes are out of level.
    Tilt,
    /// Detail in the face against its contrast.
    Sharpness,
    /// Brightness of the lightest parts of the face, 0 to 255.
    Dark,
    /// Share of the face that is burnt out.
    Overexposed,
    /// Share of the eye region that shines white.
    Glare,
    /// Darker half of the face over the lighter.
    SideLight,
    /// Spread of colours: none in a black-and-white picture.
    Colour,
    /// How far the skin is from natural tones, in a* or b*.
    ColourCast,
    /// L* of the background.
    BackgroundLight,
    /// Chroma of the background.
    BackgroundColour,
    /// Colour difference within the background.
    BackgroundUneven,
}

impl Check {
    /// All of them, in the order in which they are reported.
    pub const ALL: [Check; 16] = [
        Check::Faces,
        Check::HeadRoom,
        Check::Resolution,
        Check::HeadSize,
        Check::Centre,
        Check::Tilt,
        Check::Sharpness,
        Check::Dark,
        Check::Overexposed,
        Check::Glare,
        Check::SideLight,
        Check::Colour,
        Check::ColourCast,
        Check::BackgroundLight,
        Check::BackgroundColour,
        Check::BackgroundUneven,
    ];

    /// A lasting name for stores and messages.
    pub fn code(self) -> &'static str {
        match self {
            Check::Faces => "faces",
            Check::HeadRoom => "head_room",
            Check::Resolution => "resolution",
            Check::HeadSize => "head_size",
            Check::Centre => "centre",
            Check::Tilt => "tilt",
            Check::Sharpness => "sharpness",
            Check::Dark => "dark",
            Check::Overexposed => "overexposed",
            Check::Glare => "glare",
            Check::SideLight => "side_light",
            Check::Colour => "colour",
            Check::ColourCast => "colour_cast",
            Check::BackgroundLight => "background_light",
            Check::BackgroundColour => "background_colour",
            Check::BackgroundUneven => "background_uneven",
        }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Hint,
    /// Most likely to be refused.
    Warning,
}

/// Something that stands out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// How much it weighs.
    pub severity: Severity,
    /// What was measured, in the unit of the check.
    pub value: f64,
}

/// Judges `picture` with the usual thresholds. `faces` are those the finder found, largest first:
/// the first is judged. With `frame` the background is judged within it, and its size too.
pub fn judge(picture: &Picture, faces: &[Face], frame: Option<&Frame>) -> Vec<Finding> {
    judge_by(&Thresholds::default(), picture, faces, frame)
}

/// Judges with thresholds of one's own.
pub fn judge_by(limits: &Thresholds, picture: &Picture, faces: &[Face], frame: Option<&Frame>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |check, severity: Option<Severity>, value: f64| {
        findings.extend(severity.map(|severity| Finding { check, severity, value }));
    };
    note(Check::Faces, (faces.len() != 1).then_some(Severity::Warning), faces.len() as f64);
    let Some(face) = faces.first() else { return findings };
    let stage = Stage::new(picture, face);
    if let Some(frame) = frame {
        judge_frame(limits, face, frame, &mut note);
    }
    judge_face(limits, &stage, &mut note);
    let area = frame.map_or(picture.area(), |f| near(f.area(), picture.area()));
    if let Some(wall) = Wall::new(&stage, area) {
        let [light, chroma, uneven] = [wall.lightness(), wall.chroma(), wall.uneven].map(f64::from);
        note(Check::BackgroundLight, limits.background_light.grade(light), light);
        note(Check::BackgroundColour, limits.background_colour.grade(chroma), chroma);
        note(Check::BackgroundUneven, limits.background_uneven.grade(uneven), uneven);
    }
    findings
}

type Note<'a> = &'a mut dyn FnMut(Check, Option<Severity>, f64);

fn judge_frame(limits: &Thresholds, face: &Face, frame: &Frame, note: Note) {
    note(Check::HeadRoom, limits.head_room.grade(frame.lacking), frame.lacking);
    note(Check::Resolution, limits.resolution.grade(frame.height()), frame.height());
    let share = frame.head_share();
    note(Check::HeadSize, (!limits.head_share.contains(&share)).then_some(Severity::Hint), share);
    let off = (f64::from(face.x + face.w / 2.0) - frame.cx).abs() / frame.w.max(1.0);
    note(Check::Centre, limits.centre.grade(off), off);
}

fn judge_face(limits: &Thresholds, stage: &Stage, note: Note) {
    let tilt = f64::from(eyes::roll(stage).unwrap_or(0.0).abs());
    note(Check::Tilt, limits.tilt.grade(tilt), tilt);
    let sharpness = f64::from(skin::sharpness(stage));
    note(Check::Sharpness, limits.sharpness.grade(sharpness), sharpness);
    let light = f64::from(skin::light(stage));
    note(Check::Dark, limits.dark.grade(light), light);
    let burnt = f64::from(skin::burnt(stage));
    note(Check::Overexposed, limits.overexposed.grade(burnt), burnt);
    let glare = f64::from(skin::glare(stage));
    note(Check::Glare, limits.glare.grade(glare), glare);
    let balance = f64::from(skin::balance(stage));
    note(Check::SideLight, limits.side_light.grade(balance), balance);
    let spread = f64::from(skin::spread(stage));
    let grey = limits.colour.grade(spread);
    note(Check::Colour, grey, spread);
    let [a, b] = skin::tone(stage).map(f64::from);
    let cast = outside(&limits.skin_a, a).max(outside(&limits.skin_b, b));
    // a picture without colours has no cast
    note(Check::ColourCast, (cast > 0.0 && grey.is_none()).then_some(Severity::Hint), cast);
}

/// How far `v` is from the range; 0 within.
fn outside(range: &RangeInclusive<f64>, v: f64) -> f64 {
    (range.start() - v).max(v - range.end()).max(0.0)
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
    fn codes_are_distinct() {
        let codes: std::collections::BTreeSet<_> = Check::ALL.iter().map(|c| c.code()).collect();
        assert_eq!(codes.len(), Check::ALL.len());
    }

    #[test]
    fn nothing_panics_on_strange_faces() {
        let rgb = vec![120; 64 * 48 * 3];
        let picture = Picture::new(64, 48, &rgb).unwrap();
        assert_eq!(judge(&picture, &[], None)[0].check, Check::Faces);
        for (x, y, w) in [(-90.0, -90.0, 30.0), (10.0, 10.0, 0.0), (500.0, 2.0, 9000.0), (f32::NAN, 1.0, f32::NAN)] {
            let face = Face { x, y, w, h: w, score: 2.0 };
            let frame = crate::frame(&picture, &face);
            judge(&picture, &[face], Some(&frame));
        }
    }
}
