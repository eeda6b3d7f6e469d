//! `legitka check`, `backup` and `restore`.

use std::{
    fs::{File, OpenOptions},
    io::{BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, Result};
use office::{Office, RecoveryKey, clock::Clock};

use super::{
    open_existing,
    out::{complain, say},
};
use crate::settings::Settings;

/// Verifies the invariants; exit status 1 if one does not hold.
pub(super) async fn check(settings: &Settings, deep: bool) -> Result<ExitCode> {
    let office = open_existing(settings).await?;
    let report = office.check(deep).await?;
    office.close().await;
    for line in &report.lines {
        say(line)?;
    }
    say(format_args!("{} checked, {} wrong", report.checked, report.wrong))?;
    Ok(if report.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes a backup to a new file.
pub(super) async fn backup(settings: &Settings, file: &Path) -> Result<ExitCode> {
    let office = open_existing(settings).await?;
    let out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("cannot write {}", file.display()))?;
    let mut out = BufWriter::new(out);
    let summary = office.backup(&mut out).await;
    office.close().await;
    match summary {
        Ok(summary) => {
            out.flush()?;
            out.get_ref().sync_all()?;
            say(format_args!("{} rows and {} files, {} bytes", summary.rows, summary.files, summary.bytes))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            drop(std::fs::remove_file(file));
            Err(error.into())
        }
    }
}

/// Restores a backup into an empty installation.
pub(super) async fn restore(
    settings: &Settings,
    file: &Path,
    recovery_key: Option<&Path>,
    erasures: Option<&Path>,
) -> Result<ExitCode> {
    let typed = match recovery_key {
        Some(path) => std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => {
            complain(
                "Type the recovery key as it stands on its sheet, or paste it, then end the input (Ctrl-D on an empty line):",
            );
            let mut typed = String::new();
            std::io::stdin().read_to_string(&mut typed)?;
            typed
        }
    };
    let key: RecoveryKey = typed.parse()?;
    let backup = BufReader::new(File::open(file).with_context(|| format!("cannot read {}", file.display()))?);
    let office_settings = settings.office(settings.public_url(settings.listen), Clock::System)?;
    let summary = Office::restore(office_settings, backup, &key, erasures).await?;
    say(format_args!("{} rows and {} files restored, {} erased again", summary.rows, summary.files, summary.erased))?;
    if summary.tombstones == 0 && erasures.is_none() {
        complain(
            "No notes of erasures were found: photos that were erased after this backup was made are back. If the old \
             installation's files/notes/erasures (or its bucket's notes/erasures) survives, copy it to this machine and \
             restore once more into an empty installation with --erasures DIR.",
        );
    }
    Ok(ExitCode::SUCCESS)
}
