//! The finder and the judge over the project's test photos, line by line of their manifest. The
//! photos are not part of the repository; without them the test says so and passes.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use eye::{Above, Below, Check, Finder, Finding, Frame, Picture, Severity, Thresholds, Turn};
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use std::path::{Path, PathBuf};

const PHOTOS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/photos");

/// Where the manifest asks for what the measures cannot give, with the reason.
const KNOWN: [(&str, &str, &str); 4] = [
    ("05_bg_flag.jpg", "head_ratio_ok", "the flag above the head is taken for hair"),
    ("09_bg_shadow.jpg", "head_ratio_ok", "the shadow above the head is taken for hair"),
    ("22_low_resolution.jpg", "sharp", "what 210 x 270 points show is not sharp"),
    ("25_glasses_glare.jpg", "head_ratio_ok", "the vignette above the head is taken for hair"),
];

fn photos() -> Option<PathBuf> {
    let path = PathBuf::from(PHOTOS);
    if !path.join("MANIFEST.csv").exists() {
        println!("skipped: no test photos beside the repository (../shared/photos)");
        return None;
    }
    Some(path)
}

fn open(path: &Path) -> Option<RgbImage> {
    let mut decoder = ImageReader::open(path).ok()?.with_guessed_format().ok()?.into_decoder().ok()?;
    let (w, h) = decoder.dimensions();
    if u64::from(w) * u64::from(h) > 50_000_000 {
        return None;
    }
    let turn = decoder.orientation().ok()?;
    let mut img = DynamicImage::from_decoder(decoder).ok()?;
    img.apply_orientation(turn);
    Some(img.into_rgb8())
}

fn picture(img: &RgbImage) -> Picture<'_> {
    Picture::new(img.width(), img.height(), img.as_raw()).unwrap()
}

/// One line of the manifest: the file and its columns by name.
struct Line(Vec<(String, String)>);

impl Line {
    fn get(&self, column: &str) -> &str {
        self.0.iter().find(|c| c.0 == column).map_or("", |c| &c.1)
    }
}

/// Commas within quotes do not separate.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

fn manifest(folder: &Path) -> Vec<Line> {
    let text = std::fs::read_to_string(folder.join("MANIFEST.csv")).unwrap();
    let mut lines = text.lines().map(cells);
    let head = lines.next().unwrap();
    lines.map(|cells| Line(head.iter().cloned().zip(cells).collect())).collect()
}

/// Thresholds that everything is beyond, so that every value is reported.
fn everything() -> Thresholds {
    let below = Below { hint: f64::INFINITY, warning: f64::INFINITY };
    let above = Above { hint: -1.0, warning: -1.0 };
    Thresholds {
        sharpness: below,
        dark: below,
        overexposed: above,
        glare: above,
        side_light: below,
        background_light: below,
        background_colour: above,
        background_uneven: above,
        centre: above,
        tilt: above,
        resolution: below,
        head_share: 9.0..=9.0,
        ..Thresholds::default()
    }
}

/// The checks that answer for a column of the manifest.
const COLUMNS: [(&str, &[Check]); 7] = [
    ("head_ratio_ok", &[Check::HeadRoom, Check::HeadSize]),
    ("tilt_ok", &[Check::Tilt]),
    ("background_ok", &[Check::BackgroundLight, Check::BackgroundColour, Check::BackgroundUneven]),
    ("sharp", &[Check::Sharpness]),
    ("exposure_ok", &[Check::Dark, Check::Overexposed, Check::Glare, Check::SideLight]),
    ("colour_ok", &[Check::Colour, Check::ColourCast]),
    ("resolution_ok", &[Check::Resolution]),
];

fn disagreements(line: &Line, findings: &[Finding]) -> Vec<String> {
    let file = line.get("file");
    let mut out = Vec::new();
    for (column, checks) in COLUMNS {
        let flagged: Vec<&Finding> = findings.iter().filter(|f| checks.contains(&f.check)).collect();
        let wrong = match line.get(column) {
            // "n (glare)" must be flagged, "n (ok after crop)" need not
            "n" | "n (glare)" => flagged.is_empty(),
            "y" => !flagged.is_empty(),
            _ => false,
        };
        if wrong && !KNOWN.iter().any(|k| (k.0, k.1) == (file, column)) {
            out.push(format!("{file}: {column} should be {}, flagged {flagged:?}", line.get(column)));
        }
    }
    out
}

/// Crown and chin against those marked by hand (about ± 2 % of the head).
fn misplaced(line: &Line, frame: &Frame) -> Option<String> {
    let marked: Vec<f64> = line.get("head_box_crown_chin_xywh").split(' ').filter_map(|v| v.parse().ok()).collect();
    let [_, crown, _, height] = marked[..] else { return None };
    let off = [frame.crown - crown, frame.chin - crown - height].map(|v| v / height);
    let known = KNOWN.iter().any(|k| (k.0, k.1) == (line.get("file"), "head_ratio_ok"));
    // a crown outside the picture can only be guessed
    let wrong = !known && off.iter().any(|v| v.abs() > 0.07) && crown > 0.0;
    wrong.then(|| format!("{}: crown and chin are off by {off:.3?} heads", line.get("file")))
}

#[test]
fn verdicts_agree_with_the_manifest() {
    let Some(folder) = photos() else { return };
    let finder = Finder::new().unwrap();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for line in manifest(&folder) {
        let file = line.get("file").to_owned();
        let Some(img) = open(&folder.join(&file)) else {
            println!("{file}: not decoded here ({})", line.get("decodable"));
            continue;
        };
        let Ok(count) = line.get("face_count").parse::<usize>() else { continue };
        seen += 1;
        let picture = picture(&img);
        let start = std::time::Instant::now();
        let faces = finder.faces(&picture);
        let found = start.elapsed();
        if faces.len() != count {
            wrong.push(format!("{file}: {count} faces wanted, found {faces:?}"));
        }
        let frame = faces.first().map(|f| eye::frame(&picture, f));
        let findings = eye::judge(&picture, &faces, frame.as_ref());
        let judged = start.elapsed() - found;
        println!(
            "{file} found {found:.0?} judged {judged:.0?} {:?}",
            frame.map(|f| (f.room, f.head_share(), f.crown, f.chin))
        );
        print!("   ");
        for f in eye::judge_by(&everything(), &picture, &faces, frame.as_ref()) {
            let flag = findings.iter().find(|g| g.check == f.check).map(|g| g.severity);
            let mark = match flag {
                None => "",
                Some(Severity::Hint) => "?",
                Some(Severity::Warning) => "!",
            };
            print!(" {}{mark} {:.3}", f.check.code(), f.value);
        }
        println!();
        if count == 1 {
            wrong.extend(frame.and_then(|f| misplaced(&line, &f)));
            wrong.extend(disagreements(&line, &findings));
        }
    }
    assert!(seen >= 30, "only {seen} photos could be opened");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lying_pictures_are_noticed() {
    let Some(folder) = photos() else { return };
    let finder = Finder::new().unwrap();
    let upright = open(&folder.join("01_good_closed_mouth.jpg")).unwrap();
    let cases = [
        (image::imageops::rotate270(&upright), Turn::Right),
        (image::imageops::rotate180(&upright), Turn::Half),
        (image::imageops::rotate90(&upright), Turn::Left),
    ];
    for (img, turn) in cases {
        assert!(finder.faces(&picture(&img)).is_empty());
        assert_eq!(finder.turned(&picture(&img)), Some(turn));
    }
}
