//! `legitka photo FILE`: looks at a picture exactly as an upload is looked at, in the confined child.

use std::{fs::File, path::Path, process::ExitCode};

use anyhow::{Context, Result};

use workshop::portrait;

use crate::settings::Settings;

/// Draws a face that is nobody's, as a phone would photograph it.
pub(super) fn draw(seed: u64, file: &Path) -> Result<()> {
    let picture =
        portrait::paint(&portrait::Person::from_seed(seed), 1200, 1544, portrait::UPLOAD, portrait::Flaw::None);
    std::fs::write(file, portrait::jpeg(&picture, 90)?).with_context(|| format!("cannot write {}", file.display()))
}

/// Says what would become of a picture; exit status 1 if it would be refused.
pub(super) async fn look(settings: &Settings, file: &Path, portrait: Option<&Path>) -> Result<ExitCode> {
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let office = settings.office("http://localhost".to_owned(), office::clock::Clock::System)?;
    let seen = office::tools::look_at_photo(office.child, opened).await?;
    match seen {
        Err(fault) => {
            println!("refused: {fault:?}");
            Ok(ExitCode::FAILURE)
        }
        Ok((intake, cut)) => {
            println!(
                "accepted: {} × {} px, {} face(s), frame {:?}",
                intake.width, intake.height, intake.faces, intake.crop
            );
            match cut {
                Ok(cut) => {
                    println!(
                        "portrait: {} × {} px, {} kB",
                        cut.portrait_width,
                        cut.portrait_height,
                        cut.portrait.len().div_ceil(1024)
                    );
                    for advice in &cut.advice {
                        println!("  {}: {} ({:.2})", advice.severity, advice.check, advice.value);
                    }
                    if let Some(path) = portrait {
                        std::fs::write(path, &cut.portrait)
                            .with_context(|| format!("cannot write {}", path.display()))?;
                    }
                }
                Err(fault) => println!("the proposed frame cannot be cut: {fault:?}"),
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}
