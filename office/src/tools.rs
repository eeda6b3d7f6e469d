//! What the command line offers beside a running office.

use std::fs::File;

use workshop::photo::{Cut, Fault, Intake};

use crate::{
    child::{ChildSettings, Workshop},
    refused::{Broken, Refused},
};

/// Looks at a photo as an upload is looked at, in the confined child: what it is, and what its proposed frame gives.
///
/// # Errors
/// If no child can be started.
pub async fn look_at_photo(
    child: ChildSettings,
    file: File,
) -> Result<Result<(Intake, Result<Cut, Fault>), Fault>, Refused> {
    let (workshop, _) = Workshop::open(child).await.map_err(|fault| Broken::Child(format!("{fault:?}")))?;
    let intake = match workshop.intake(file).await? {
        Ok(intake) => intake,
        Err(fault) => return Ok(Err(fault)),
    };
    let cut = workshop.cut(intake.clean.clone(), intake.crop).await?;
    Ok(Ok((intake, cut)))
}
