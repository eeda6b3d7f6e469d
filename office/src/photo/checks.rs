//! The automatic checks as a school sets them: which are made, which may fail, and from where on. Children are judged
//! by the same settings, more softly the younger they are.

use std::fmt::Write;

use school::{
    PupilId, SchoolId,
    event::Event,
    permission::Permission,
    photo::{Check, Strictness},
};
use workshop::photo::{ADJUSTABLE, Adjustable, Setting};

use crate::{
    FamilyDesk, StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

/// The checks of a school.
#[derive(Clone, Debug)]
pub struct PhotoChecks {
    /// Each that may be set, in the order in which they are read.
    pub checks: Vec<CheckSetting>,
    /// For [`StaffDesk::change_photo_checks`].
    pub version: i64,
}

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct CheckSetting {
    /// What may be set about it.
    pub adjustable: &'static Adjustable,
    /// As it is at this school.
    pub setting: Setting,
}

/// What was typed about a check.
#[derive(Clone, Debug)]
pub struct TypedCheck {
    /// Which.
    pub check: Check,
    /// A code of [`Strictness`].
    pub strictness: String,
    /// The first limit.
    pub soft: String,
    /// The second; empty where there is none.
    pub hard: String,
}

impl StaffDesk {
    /// The checks as they are at this school.
    ///
    /// # Errors
    /// `Forbidden` for a role that does not look after pupils.
    pub async fn photo_checks(&self) -> Result<PhotoChecks, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.look().await?;
        let own = tx.photo_checks().await?;
        let checks = ADJUSTABLE.iter().map(|adjustable| CheckSetting { adjustable, setting: of(adjustable, &own) });
        Ok(PhotoChecks { checks: checks.collect(), version: tx.school().await?.version })
    }

    /// Sets checks; one that is not named stays as it is. Each that becomes another is recorded.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` with the codes of the checks; `Conflict::Changed`.
    pub async fn change_photo_checks(&self, typed: &[TypedCheck], version: i64) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let wanted = read(typed)?;
        let mut tx = self.begin().await?;
        if !tx.school_is_still(version).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let own = tx.photo_checks().await?;
        let mut changed = 0;
        for (adjustable, setting) in wanted {
            let before = of(adjustable, &own);
            if before == setting {
                continue;
            }
            let set = (setting != adjustable.usual()).then_some(setting);
            tx.set_photo_check(adjustable.check, set).await?;
            let event = Event::new("photo_check.changed", self.school).with("check", adjustable.check);
            tx.record(&event.with("was", told(&before)).with("now", told(&setting))).await?;
            changed += 1;
        }
        tx.commit(Event::new("photo_checks.saved", self.school).with("changed", changed)).await?;
        Ok(self.school)
    }
}

impl FamilyDesk {
    /// The limits by which the photo of a child will be judged, as the code in the browser reads them.
    ///
    /// # Errors
    /// If this person may not send photos of that pupil.
    pub async fn photo_limits(&self, pupil: PupilId) -> Result<Vec<Option<f64>>, Refused> {
        let link = self.child(pupil, Permission::SubmitPhoto).await?;
        Ok(self.limits(&link).await?.numbers())
    }
}

fn of(adjustable: &Adjustable, own: &[(Check, Setting)]) -> Setting {
    let own = own.iter().find(|(check, _)| *check == adjustable.check);
    own.map_or_else(|| adjustable.usual(), |(_, setting)| *setting)
}

/// What was typed, as settings; the field of a problem is the code of its check.
fn read(typed: &[TypedCheck]) -> Result<Vec<(&'static Adjustable, Setting)>, Refused> {
    let (mut wanted, mut problems) = (Vec::new(), Vec::new());
    for typed in typed {
        let field = typed.check.code();
        match setting(typed) {
            Ok(setting) => wanted.push(setting),
            Err(problem) => problems.push(FieldError { field, problem }),
        }
    }
    if problems.is_empty() { Ok(wanted) } else { Err(Refused::Invalid(problems)) }
}

fn setting(typed: &TypedCheck) -> Result<(&'static Adjustable, Setting), Problem> {
    let adjustable = Adjustable::of(typed.check).ok_or(Problem::NotOffered)?;
    let strictness: Strictness = typed.strictness.parse().map_err(|_| Problem::NotOffered)?;
    if !adjustable.offers(strictness) {
        return Err(Problem::NotOffered);
    }
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().map_err(|_| Problem::NotALimit);
    let hard = match adjustable.usual().hard {
        Some(_) => Some(number(&typed.hard)?),
        None => None,
    };
    let setting = Setting { strictness, soft: number(&typed.soft)?, hard };
    if adjustable.takes(&setting) { Ok((adjustable, setting)) } else { Err(Problem::NotALimit) }
}

/// A setting in the log: `fail 0.08 0.03`.
fn told(setting: &Setting) -> String {
    let mut text = format!("{} {}", setting.strictness, setting.soft);
    if let Some(hard) = setting.hard {
        // a String takes everything
        let _ = write!(text, " {hard}");
    }
    text
}
