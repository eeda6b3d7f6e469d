//! Who is due an mLegitymacja and what is missing: PESEL, photo, card, no objection, SIO.

use jiff::civil::Date;
use school::{
    ClassId, PupilId,
    law::{entitlement, mobile},
    permission::Permission,
    school_kind::SchoolKind,
    state_mobile_id::{Readiness, of_age_on},
};

use super::{Noted, SioLine, SioRecord};
use crate::{
    StaffDesk,
    application::list::number,
    refused::{Broken, Refused},
    store::{
        rows::{count, day, word},
        sio::{MobileRow, Prospect},
    },
};

impl StaffDesk {
    /// Everybody who attends, or those of one class, in Polish order.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn sio_lines(&self, class: Option<ClassId>) -> Result<Vec<SioLine>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let mut tx = self.look().await?;
        let kind = tx.issuer().await?.kind;
        let rows = tx.prospects(class).await?;
        rows.iter().map(|row| Ok(line(row, kind, self.today())?)).collect()
    }

    /// All about a pupil's mLegitymacja.
    ///
    /// # Errors
    /// If the role may not see print runs, or there is no such pupil.
    pub async fn sio_record(&self, pupil: PupilId) -> Result<SioRecord, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let (mut tx, today) = (self.look().await?, self.today());
        let (kind, row) = (tx.issuer().await?.kind, tx.prospect(pupil).await?);
        let noted = tx.state_mobile_ids(pupil).await?;
        let (tasks, objections) = (tx.sio_tasks_of(pupil).await?, tx.objections_of(pupil).await?);
        let holder = row.holder(kind, today)?;
        Ok(SioRecord {
            line: line(&row, kind, today)?,
            basis: entitlement::mobile(&holder, today).filter(|_| !row.gone).map(|applied| applied.basis),
            code: mobile::code(today).map(|rule| rule.value),
            noted: noted.into_iter().map(one_noted).collect::<Result<_, _>>()?,
            tasks: tasks.into_iter().map(|row| self.told(row)).collect::<Result<_, _>>()?,
            objections: objections.into_iter().map(|row| self.objection(row)).collect::<Result<_, _>>()?,
            gone: row.gone,
        })
    }
}

fn line(row: &Prospect, kind: SchoolKind, today: Date) -> Result<SioLine, Broken> {
    let (claim, valid) = (row.claim(kind, today)?, row.card_valid(today)?);
    let card = match row.year.zip(row.serial) {
        Some((year, serial)) => Some((number(year, serial)?, row.expires.as_deref().map(day).transpose()?, valid)),
        None => None,
    };
    let ready = Readiness { claim, photo: row.photo, card: valid, in_sio: row.in_sio()? };
    Ok(SioLine {
        pupil: row.pupil.into(),
        name: format!("{} {}", row.surname, row.given),
        class: row.class_name.clone(),
        state: ready.state(),
        claim,
        pesel: row.has_pesel,
        photo: row.photo,
        card,
        objected_on: row.objected_on.as_deref().map(day).transpose()?,
        of_age: of_age_on(row.born()?) <= today,
        entered: row.entered,
        tasks: count(row.open_tasks)?,
    })
}

fn one_noted(row: MobileRow) -> Result<Noted, Broken> {
    let optional = |text: &Option<String>| text.as_deref().map(day).transpose();
    let ended = match (&row.ended_on, &row.reason) {
        (Some(on), Some(reason)) => Some((day(on)?, word(reason)?)),
        _ => None,
    };
    Ok(Noted {
        state: word(&row.state)?,
        number: number(row.year, row.serial)?,
        registered_on: day(&row.registered_on)?,
        code_on: optional(&row.code_on)?,
        active_on: optional(&row.active_on)?,
        ended,
        version: row.version,
    })
}
