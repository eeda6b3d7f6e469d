//! Taking a list over: all sound rows in one transaction, with what is needed to take them back.

use std::collections::HashMap;

use school::{
    ClassListId, PupilId,
    class_list::{Change, Draft, GuardianDraft},
    event::Event,
    guardian::{GuardianKind, GuardianScope},
    name::Name,
    permission::Permission,
    pupil::{HolderStatus, Pupil},
    state_mobile_id::Reason,
    year::SchoolYear,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    ApplyClassList, Finding, Progress,
    later::leave,
    trial::{Classes, Weighed, counts, mark, weigh},
};
use crate::{
    StaffDesk,
    clock::polish_date,
    desk::Office,
    person::{InvitedTo, invite_unasked},
    pupil::{listing, order::order_key},
    refused::{Conflict, Refused},
    state_mobile_id::trigger::noted,
    store::{
        Tx, Within,
        class_list::Done,
        pupil::{Listing, StoredPupil},
        rows::new_id,
    },
};

/// What a list did, as far as it has to be known to take it back.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Traces {
    /// Pupils who were added.
    pub(super) added: Vec<Uuid>,
    /// Pupils who were changed, as they were before.
    pub(super) changed: Vec<StoredPupil>,
    /// Classes that were made.
    pub(super) classes: Vec<Uuid>,
}

/// Rows that are taken over while the person waits for the answer. More are a job, whose progress the page shows.
const AT_ONCE: u32 = 300;

/// Which draft is to be taken over, and as what it was seen.
pub(super) struct Asked<'a> {
    pub(super) id: ClassListId,
    pub(super) version: i64,
    pub(super) seen: &'a str,
    pub(super) invite: bool,
}

impl StaffDesk {
    /// Takes a draft over: new pupils are added, known ones changed, classes made where they are missing. Rows that
    /// cannot be taken, and those that could be several pupils, are left out; nobody is removed. A long list is taken
    /// over by a job ([`super::ClassListState::Applying`]), in one transaction like a short one.
    ///
    /// # Errors
    /// `Conflict::Changed` if the list or the roll is not what was seen; `NotFound`; `Forbidden`.
    pub async fn apply_class_list(&self, id: ClassListId, form: &ApplyClassList) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let asked = Asked { id, version: form.version, seen: &form.seen, invite: form.invite };
        let weighed = as_seen(&mut tx, &asked).await?;
        let found = counts(&weighed.rows)?;
        let rows = found.new + found.changed;
        let event = if rows > AT_ONCE {
            leave(&mut tx, &asked, rows).await?
        } else {
            take_over(&mut tx, &self.office, &asked, weighed).await?
        };
        tx.commit(event).await?;
        self.office.wake();
        Ok(id)
    }
}

/// The list held against the roll, if both are what was seen.
pub(super) async fn as_seen(tx: &mut Tx<Within>, asked: &Asked<'_>) -> Result<Weighed, Refused> {
    if tx.class_list(asked.id).await?.version != asked.version {
        return Err(Refused::Conflict(Conflict::Changed));
    }
    let today = polish_date(tx.scope.now);
    let weighed = weigh(tx, asked.id, today).await?;
    if mark(&weighed.rows) == asked.seen { Ok(weighed) } else { Err(Refused::Conflict(Conflict::Changed)) }
}

/// Does what the list says, in this transaction; answers what there is to tell of it.
pub(super) async fn take_over(
    tx: &mut Tx<Within>,
    office: &Office,
    asked: &Asked<'_>,
    weighed: Weighed,
) -> Result<Event, Refused> {
    let Weighed { rows, mut classes, .. } = weighed;
    let counts = counts(&rows)?;
    let mut telling = Telling::of(office, asked.id, counts.new + counts.changed);
    let mut traces = Traces::default();
    let year = SchoolYear::of(polish_date(tx.scope.now));
    let mut stored = if counts.changed > 0 { tx.pupil_rows().await? } else { HashMap::new() };
    let (mut invited, mut events) = (0_usize, Vec::new());
    for row in &rows {
        let Some(draft) = row.taken() else { continue };
        telling.one_more();
        let class = class_of(tx, draft, year, &mut classes, &mut traces).await?;
        if let Finding::Changed(pupil, changes) = &row.tried.finding {
            let stored = stored.get_mut(&pupil.0).ok_or(Refused::Conflict(Conflict::Changed))?;
            change(tx, stored, draft, changes, class, &mut traces).await?;
            for reason in changes.iter().filter_map(told_sio) {
                noted(tx, *pupil, reason).await?;
            }
            events.extend(told(*pupil, changes, draft));
            continue;
        }
        let pupil = add(tx, draft, class, &mut traces).await?;
        events.push(Event::new("pupil.added", pupil).with("class", draft.class.as_str()));
        if asked.invite {
            invited += invite(tx, pupil, &draft.guardians).await?;
        }
    }
    let done = Done { added: counts.new, changed: counts.changed, left_out: counts.left_out() };
    tx.finish_class_list(asked.id, asked.version, &serde_json::to_vec(&traces)?, done).await?;
    tx.record_all(&events).await?; // last: whoever records holds the school's chain
    let event = Event::new("class_list.applied", asked.id).with("added", done.added).with("changed", done.changed);
    let event = event.with("left_out", done.left_out).with("classes", traces.classes.len());
    Ok(if invited > 0 { event.with("invited", invited) } else { event })
}

/// Tells how far a list has come, for as long as it is being taken over. It is told in this process's memory: the
/// transaction shows nothing before its end, and beside it SQLite lets nobody write.
struct Telling<'a> {
    office: &'a Office,
    list: ClassListId,
    progress: Progress,
}

impl<'a> Telling<'a> {
    fn of(office: &'a Office, list: ClassListId, rows: u32) -> Self {
        let progress = Progress { done: 0, of: rows };
        office.tell_progress(list, Some(progress));
        Self { office, list, progress }
    }

    fn one_more(&mut self) {
        self.progress.done += 1;
        self.office.tell_progress(self.list, Some(self.progress));
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        self.office.tell_progress(self.list, None);
    }
}

/// The class of this school year, made if it is missing: its id and its name.
async fn class_of(
    tx: &mut Tx<Within>,
    draft: &Draft,
    year: SchoolYear,
    classes: &mut Classes,
    traces: &mut Traces,
) -> Result<(Uuid, String), Refused> {
    if let Some(known) = classes.find(&draft.class) {
        return Ok(known.clone());
    }
    let name = draft.class.as_str();
    let made = tx.add_class(year, &draft.class, &order_key(name)?).await?;
    let made = made.ok_or(Refused::Conflict(Conflict::Changed))?;
    classes.add(&draft.class, made.0);
    traces.classes.push(made.0);
    Ok((made.0, name.to_owned()))
}

async fn add(
    tx: &mut Tx<Within>,
    draft: &Draft,
    (class, class_name): (Uuid, String),
    traces: &mut Traces,
) -> Result<PupilId, Refused> {
    let pupil = Pupil {
        id: PupilId(new_id()),
        school: tx.scope.school,
        class: class.into(),
        name: draft.name.clone(),
        born: draft.born,
        identity: draft.identity.clone(),
        status: HolderStatus::Attending,
        version: 0,
    };
    match tx.add_pupil(&pupil, &listing(&draft.name, &class_name)?).await {
        // a colleague was faster with this PESEL or document: the list is tried once more
        Err(Refused::Invalid(_)) => return Err(Refused::Conflict(Conflict::Changed)),
        added => added?,
    }
    traces.added.push(pupil.id.0);
    Ok(pupil.id)
}

async fn change(
    tx: &mut Tx<Within>,
    row: &mut StoredPupil,
    draft: &Draft,
    changes: &[Change],
    (class, class_name): (Uuid, String),
    traces: &mut Traces,
) -> Result<(), Refused> {
    let before = row.clone();
    // who stays in the class stays in it, be there two of one name
    if changes.iter().any(|change| matches!(change, Change::Class { .. })) {
        row.class = class;
    }
    draft.name.given().clone_into(&mut row.given);
    draft.name.surname().clone_into(&mut row.surname);
    row.born = draft.born.to_string();
    row.left_on = None;
    Listing { order: row.surname_order, search: row.search, unprintable: row.unprintable } =
        listing(&draft.name, &class_name)?;
    if changes.contains(&Change::PeselArrived) {
        row.identify(&tx.scope.key, &draft.identity)?;
    }
    if !tx.put_pupil_row(row).await? {
        return Err(Refused::Conflict(Conflict::Changed));
    }
    row.version += 1;
    traces.changed.push(before);
    Ok(())
}

/// What the pupil's own log says of a list. What was written before and after stands in neither.
fn told(pupil: PupilId, changes: &[Change], draft: &Draft) -> Vec<Event> {
    let own = |change: &Change| match change {
        Change::Given { .. } | Change::Surname { .. } | Change::Born { .. } => None,
        Change::Class { .. } => Some(Event::new("pupil.moved", pupil).with("class", draft.class.as_str())),
        Change::PeselArrived => Some(Event::new("pupil.pesel_given", pupil)),
        Change::Returned => Some(Event::new("pupil.returned", pupil).with("class", draft.class.as_str())),
    };
    let details = changes.iter().any(|change| own(change).is_none());
    let details = details.then(|| Event::new("pupil.listed_otherwise", pupil));
    details.into_iter().chain(changes.iter().filter_map(own)).collect()
}

/// What SIO has to be told of a change.
fn told_sio(change: &Change) -> Option<Reason> {
    match change {
        Change::Given { .. } | Change::Surname { .. } => Some(Reason::Name),
        Change::PeselArrived => Some(Reason::Pesel),
        Change::Returned => Some(Reason::Returned),
        Change::Born { .. } | Change::Class { .. } => None,
    }
}

/// A guardian's name in two: the list has it in one text, whose last word is taken for the surname.
fn guardian_name(guardian: &GuardianDraft) -> Option<Name> {
    let (given, surname) = guardian.name.as_deref()?.rsplit_once(' ')?;
    Name::new(given, surname).ok()
}

/// Whether enough is known of a guardian for an invitation.
pub(super) fn can_be_invited(guardian: &GuardianDraft) -> bool {
    guardian.email.is_some() && guardian_name(guardian).is_some()
}

/// Invites the guardians who can be; answers how many.
async fn invite(tx: &mut Tx<Within>, pupil: PupilId, guardians: &[GuardianDraft]) -> Result<usize, Refused> {
    let mut invited = 0;
    for guardian in guardians {
        if let (Some(name), Some(email)) = (guardian_name(guardian), &guardian.email) {
            let Some(person) = invite_unasked(tx, &name, email, InvitedTo::Child(pupil)).await? else { continue };
            let link = tx.invite_link(pupil, person, GuardianKind::Parent, GuardianScope::Full, None).await?;
            invited += usize::from(link.is_some());
        }
    }
    Ok(invited)
}
