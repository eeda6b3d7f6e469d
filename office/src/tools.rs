//! What the command line offers beside a running office.

use std::fs::File;

use school::photo::Crop;
pub use workshop::photo::{Cut, Fault, Intake, Outcome, PROFILES, Place, Profile, Thresholds};

use crate::{
    child::{ChildSettings, Workshop},
    refused::{Broken, Refused},
};

/// Where photos are looked at without an office.
#[derive(Debug)]
pub struct Darkroom(Workshop);

impl Darkroom {
    /// Tries a first confined child.
    ///
    /// # Errors
    /// If none can be started.
    pub async fn open(child: ChildSettings) -> Result<Self, Refused> {
        let (workshop, _) = Workshop::open(child).await.map_err(|fault| Broken::Child(format!("{fault:?}")))?;
        Ok(Self(workshop))
    }

    /// Looks at a photo as an upload is looked at, in the confined child, with these limits.
    ///
    /// # Errors
    /// If no child can be started.
    pub async fn look(&self, limits: Thresholds, file: File) -> Result<Result<Intake, Fault>, Refused> {
        Ok(self.0.intake(limits, file).await?)
    }

    /// What the proposed frame gives.
    ///
    /// # Errors
    /// If no child can be started.
    pub async fn cut(&self, intake: &Intake) -> Result<Result<Cut, Fault>, Refused> {
        Ok(self.0.cut(Thresholds::default(), intake.clean.clone(), intake.crop).await?)
    }

    /// Develops a frame of the file, in pixels of the upright picture, for a receiver.
    ///
    /// # Errors
    /// If no child can be started.
    pub async fn develop(&self, file: File, crop: Crop, profile: &Profile) -> Result<Result<Vec<u8>, Fault>, Refused> {
        Ok(self.0.develop(file, crop, profile.clone()).await?)
    }
}
