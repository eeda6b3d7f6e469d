//! The digest: on working days, once, the school office hears by e-mail that photos wait for its decision.

#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::{Timestamp, civil::Weekday};
use school::{
    SchoolId,
    event::Event,
    person::{Membership, Role},
};
use serde_json::json;

use crate::{
    clock::{polish_date, warsaw},
    desk::Office,
    mail::Letter,
    refused::{Broken, Refused},
    store::{Actor, Mode, Within},
};

/// The kind of its job.
pub(crate) const JOB: &str = "digest";

/// The hours in which it leaves.
const HOURS: Range<i8> = 7..16;

/// When the Polish day of this moment began.
fn morning(now: Timestamp) -> Result<Timestamp, Broken> {
    let began = polish_date(now).to_zoned(warsaw()).map_err(|_| Broken::Inconsistent("a day"))?;
    Ok(began.timestamp())
}

/// Plans today's digests, unless they are planned: where something waits, on working days.
pub(crate) async fn plan(office: &Office) -> Result<(), Refused> {
    let now = office.now();
    let local = now.to_zoned(warsaw());
    let weekend = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday);
    if weekend || !HOURS.contains(&local.hour()) {
        return Ok(());
    }
    let mut tx = office.db().everywhere(Mode::Write, now).await?;
    for school in tx.schools_without_digest(morning(now)?).await? {
        tx.enqueue_at(school, JOB, json!({})).await?;
    }
    tx.commit_housekeeping().await
}

/// The job: a letter to everybody of the office, if something still waits and nobody wrote today.
pub(crate) async fn deliver(office: &Office, school: SchoolId) -> Result<(), Refused> {
    let now = office.now();
    let key = office.school_key(school).await?;
    let scope = Within { school, key, actor: Actor::SYSTEM, now, once: None };
    let mut tx = office.db().within(Mode::Write, scope).await?;
    if tx.had_digest(morning(now)?).await? || tx.queue_counts(None).await?.to_decide() == 0 {
        return Ok(());
    }
    let mut staff = tx.staff().await?;
    staff.retain(|member| member.role == Role::Secretary && member.state == Membership::Accepted);
    if staff.is_empty() {
        return Ok(());
    }
    for member in &staff {
        tx.send(&Letter::Digest { person: member.person.0 }).await?;
    }
    tx.commit(Event::new("school.digest_sent", school).with("people", staff.len())).await?;
    office.wake();
    Ok(())
}
