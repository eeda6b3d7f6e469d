//! `legitka photo FILE…`: looks at pictures exactly as uploads are looked at, in the confined child.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use clap::Args;
use office::tools::{Darkroom, Fault, Intake, Outcome, PROFILES, Place, Profile, Thresholds};
use school::photo::Crop;
use serde_json::{Map, Value, json};
use workshop::portrait;

use super::out::{complain, say};
use crate::settings::Settings;

/// What may be asked about photos.
#[derive(Args)]
pub(crate) struct PhotoArguments {
    /// The pictures.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a line: refused, width, height, faces, crop, checks, profiles.
    #[arg(long)]
    json: bool,
    /// Write each picture into this folder, as NAME-PROFILE.jpg.
    #[arg(long, value_name = "DIR", requires = "profile")]
    out: Option<PathBuf>,
    /// For whom: a profile that --json names.
    #[arg(long, value_name = "NAME", requires = "out")]
    profile: Option<String>,
    /// The pupil's age: small children are judged more softly.
    #[arg(long, value_name = "YEARS", default_value_t = 18)]
    age: u8,
    /// Write the cut portrait here; for one picture.
    #[arg(long)]
    portrait: Option<PathBuf>,
    /// Draw a face into the file first: a test picture that is nobody's.
    #[arg(long, value_name = "SEED")]
    draw: Option<u64>,
}

/// Says what would become of each picture; exit status 1 if any would be refused.
pub(super) async fn run(settings: &Settings, asked: &PhotoArguments) -> Result<ExitCode> {
    let profile = asked.profile.as_deref().map(known).transpose()?;
    if (asked.portrait.is_some() || asked.draw.is_some()) && asked.files.len() > 1 {
        bail!("--portrait and --draw are for one picture");
    }
    let office = settings.office("http://localhost".to_owned(), office::clock::Clock::System)?;
    let darkroom = Darkroom::open(office.child).await?;
    let mut all_taken = true;
    for file in &asked.files {
        if let Some(seed) = asked.draw {
            draw(seed, file)?;
        }
        let open = || File::open(file).with_context(|| format!("cannot read {}", file.display()));
        let seen = darkroom.look(Thresholds::default().for_age(asked.age), open()?).await?;
        if asked.json {
            say(in_json(file, &seen))?;
        } else {
            say(format_args!("{}: {}", file.display(), in_words(&seen)))?;
        }
        all_taken &= seen.is_ok();
        let Ok(intake) = seen else { continue };
        if let (Some(folder), Some(profile)) = (&asked.out, profile) {
            match darkroom.develop(open()?, on_file(&intake), profile).await? {
                Ok(jpeg) => write(&folder.join(output_name(file, profile)), &jpeg)?,
                Err(fault) => {
                    complain(format_args!("{}: nothing for {}: {fault}", file.display(), profile.name));
                    all_taken = false;
                }
            }
        }
        if let Some(path) = &asked.portrait {
            match darkroom.cut(&intake).await? {
                Ok(cut) => write(path, &cut.portrait)?,
                Err(fault) => bail!("the proposed frame cannot be cut: {fault}"),
            }
        }
    }
    Ok(if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn known(name: &str) -> Result<&'static Profile> {
    let names = || PROFILES.iter().map(|profile| profile.name.as_ref()).collect::<Vec<_>>().join(", ");
    Profile::named(name).with_context(|| format!("there is no profile {name}; there are {}", names()))
}

fn output_name(file: &Path, profile: &Profile) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}-{}.jpg", profile.name)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Draws a face that is nobody's, as a phone would photograph it.
fn draw(seed: u64, file: &Path) -> Result<()> {
    let picture =
        portrait::paint(&portrait::Person::from_seed(seed), 1200, 1544, portrait::UPLOAD, portrait::Flaw::None);
    write(file, &portrait::jpeg(&picture, 90)?)
}

/// Pixels of the upright file for each pixel of the clean source.
fn enlarged(intake: &Intake) -> f64 {
    f64::from(intake.upright.0) / f64::from(intake.width)
}

/// The proposed frame in pixels of the upright file.
fn on_file(intake: &Intake) -> Crop {
    let (k, crop) = (enlarged(intake), intake.crop);
    Crop { cx: crop.cx * k, cy: crop.cy * k, w: crop.w * k, angle: crop.angle }
}

fn in_words(seen: &Result<Intake, Fault>) -> String {
    match seen {
        Err(fault) => format!("refused, {fault}"),
        Ok(intake) => {
            let (width, height) = intake.upright;
            let remarks = intake.verdicts.iter().filter(|verdict| verdict.outcome != Outcome::Good);
            let remarks: String = remarks
                .map(|v| format!("\n  {:?}: {} is {:.2}, the limit {:.2}", v.outcome, v.check, v.value, v.limit))
                .collect();
            format!("accepted, {width} × {height} px, {} face(s){remarks}", intake.faces)
        }
    }
}

fn in_json(file: &Path, seen: &Result<Intake, Fault>) -> Value {
    let file = file.display().to_string();
    let intake = match seen {
        Ok(intake) => intake,
        Err(fault) => {
            return json!({
                "file": file, "refused": fault, "width": null, "height": null,
                "faces": [], "crop": null, "checks": {}, "profiles": {},
            });
        }
    };
    let k = enlarged(intake);
    let place =
        |p: Place| json!({ "x": tenth(p.x * k), "y": tenth(p.y * k), "w": tenth(p.w * k), "h": tenth(p.h * k) });
    let crop = on_file(intake);
    let check = |v: &workshop::photo::Verdict| {
        let verdict = json!({
            "outcome": v.outcome, "value": v.value, "threshold": v.limit, "place": v.place.map(place),
        });
        (v.check.code().to_owned(), verdict)
    };
    let profile = |p: &Profile| (p.name.to_string(), Value::from(p.pixels(crop).is_some()));
    json!({
        "file": file,
        "refused": null,
        "width": intake.upright.0,
        "height": intake.upright.1,
        "faces": intake.people.iter().copied().map(place).collect::<Vec<_>>(),
        "crop": {
            "cx": tenth(crop.cx), "cy": tenth(crop.cy), "w": tenth(crop.w), "h": tenth(crop.height()), "angle": crop.angle,
        },
        "checks": intake.verdicts.iter().map(check).collect::<Map<_, _>>(),
        "profiles": PROFILES.iter().map(profile).collect::<Map<_, _>>(),
    })
}

/// A tenth of a pixel is more than anyone can see.
fn tenth(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}
