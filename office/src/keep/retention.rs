//! Retention (*retencja*): how long what is kept. The purposes and the basis of each period stand in
//! `data-inventory.toml`; here are the periods themselves, in seconds.
//!
//! A photo goes the way of every erasure: a tombstone outside the database, and an entry of the audit log as the receipt.

use std::{collections::BTreeSet, ops::RangeInclusive};

use jiff::ToSpan;
use school::{SchoolId, event::Event, photo::State};
use uuid::Uuid;

use crate::{
    clock::{polish_date, warsaw},
    desk::Office,
    photo_pack::PACK,
    refused::Refused,
    store::{
        Actor, Mode, Tx, Within,
        retention::{MessagesUntil, PhotoDue},
        rows::{day, time},
    },
};

const HOUR: i64 = 3600;
pub(super) const DAY: i64 = 24 * HOUR;

/// A draft that nobody finished, from its upload.
const DRAFT: i64 = 7 * DAY;
/// The pictures of a rejected photo, from the rejection: until then it can be undone, or mended by a better crop.
const REJECTED: i64 = 30 * DAY;
/// A photo that is on no card, from the day when its pupil left the school.
const LEFT: i64 = 30 * DAY;
/// A class list that nobody took over, from its upload.
const CLASS_LIST_DRAFT: i64 = 7 * DAY;
/// What taking a class list back needs, from its application.
pub(crate) const CLASS_LIST_UNDO: i64 = 24 * HOUR;
/// That a class list was taken over, from its upload; the audit log remembers longer.
const CLASS_LIST: i64 = 30 * DAY;
/// An invitation, from its use or its end.
const INVITATION: i64 = 30 * DAY;
/// A link that sets a new password or confirms an account, from its end: whoever follows it is told why it ended.
const LINK_BY_LETTER: i64 = 30 * DAY;
/// An idempotency key: an answer that was lost is asked for again within minutes, two days are plenty.
const REQUEST: i64 = 48 * HOUR;
/// A try to sign in.
const ATTEMPT: i64 = 48 * HOUR;
/// A request to take something out about many pupils, from its end.
const EXPORT_REQUEST: i64 = 30 * DAY;
/// A job, from its end.
const JOB: i64 = 14 * DAY;
/// What a family was told, from its writing: the school year and the holidays are over.
const MESSAGE: i64 = 366 * DAY;
/// Who saw what: 24 months at least (KRI § 20), however many leap days are among them.
const SIGHT: i64 = 2 * 366 * DAY;
/// Who might look at a photo, from the end of their link or the day when the pupil left: as long as who did. So long
/// an account is kept, too, that is for nothing any more.
const LINK: i64 = SIGHT;

/// For how many days a school may keep the clean source of an approved photo, from the decision; what is printed stays.
/// One at least, so that a decision can be taken back; nobody has a use for it after a month (`L8-7`, `L8-10`).
pub const SOURCE_DAYS: RangeInclusive<u32> = 1..=30;

/// For how many days what concerns families is kept, for the notice to them.
#[derive(Clone, Copy, Debug)]
pub struct DaysKept {
    /// A draft that nobody finished, from its upload.
    pub drafts: i64,
    /// A rejected photo, from the rejection.
    pub rejected: i64,
    /// The uncut source of an approved photo, from the decision: the school sets it, within [`SOURCE_DAYS`].
    pub sources: i64,
    /// A photo that is on no card, from the day when its pupil left the school.
    pub left: i64,
    /// Who looked at a photo or a PESEL.
    pub sights: i64,
    /// A message to the family, from its writing.
    pub messages: i64,
    /// A link to a pupil, from its end or from the day when the pupil left; with the last of them the account.
    pub links: i64,
    /// A class list that nobody took over, from its upload.
    pub list_drafts: i64,
    /// That a class list was taken over, from its upload.
    pub lists: i64,
    /// A photographer's pack, from its upload.
    pub packs: i64,
    /// An invitation, from its use or its end.
    pub invitations: i64,
    /// A request to take something out about many pupils, from its end.
    pub exports: i64,
    /// A letter or another job, from its end.
    pub jobs: i64,
}

impl DaysKept {
    /// The periods of this program, at a school that keeps sources so long.
    #[must_use]
    pub const fn at_school(sources: i64) -> Self {
        Self {
            drafts: DRAFT / DAY,
            rejected: REJECTED / DAY,
            sources,
            left: LEFT / DAY,
            sights: SIGHT / DAY,
            messages: MESSAGE / DAY,
            links: LINK / DAY,
            list_drafts: CLASS_LIST_DRAFT / DAY,
            lists: CLASS_LIST / DAY,
            packs: PACK / DAY,
            invitations: INVITATION / DAY,
            exports: EXPORT_REQUEST / DAY,
            jobs: JOB / DAY,
        }
    }
}

/// Forgets rows that nobody needs any more and whose going is nobody's deed.
pub(super) async fn forget_rows_due(office: &Office) -> Result<(), Refused> {
    let at = office.now();
    let (mut tx, now) = (office.db().everywhere(Mode::Write, at).await?, at.as_second());
    tx.forget_requests(now - REQUEST).await?;
    tx.forget_sessions(now).await?;
    tx.forget_attempts(now - ATTEMPT).await?;
    tx.forget_jobs(now - JOB).await?;
    tx.forget_export_requests(now - EXPORT_REQUEST).await?;
    tx.forget_invitations(now - INVITATION).await?;
    tx.forget_resets(now - LINK_BY_LETTER).await?;
    tx.forget_sign_ups(now - LINK_BY_LETTER).await?;
    tx.forget_school_access(now - INVITATION).await?;
    tx.forget_sights(now - SIGHT).await?;
    tx.forget_class_lists(now - CLASS_LIST_DRAFT, now - CLASS_LIST).await?;
    tx.forget_undo_of_class_lists(now - CLASS_LIST_UNDO).await?;
    tx.commit_housekeeping().await
}

/// Erases the pictures that were kept long enough, photo by photo.
pub(super) async fn erase_photos_due(office: &Office) -> Result<(), Refused> {
    let at = office.now();
    let (mut tx, now) = (office.db().everywhere(Mode::Read, at).await?, at.as_second());
    let (due, left) = photos_going(&mut tx, None, now).await?;
    drop(tx);
    for photo in &due {
        pass_over_what_is_at_work(erase(office, photo).await)?;
    }
    for photo in &left {
        pass_over_what_is_at_work(erase_of_who_left(office, photo).await)?;
    }
    Ok(())
}

/// The photos of which something is to go at this second, of one school or of all: by what was decided about them, and
/// because their pupils left.
async fn photos_going<Scope>(
    tx: &mut Tx<Scope>,
    school: Option<SchoolId>,
    at: i64,
) -> Result<(Vec<PhotoDue>, Vec<PhotoDue>), Refused> {
    let school = school.map(|school| school.0);
    let due = tx.photos_due(school, at - DRAFT, at - REJECTED, at).await?;
    let left = tx.photos_of_those_who_left(school, polish_date(time(at - LEFT)?)).await?;
    Ok((due, left))
}

/// What goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Going {
    /// A draft that nobody finished.
    Draft,
    /// The pictures of a rejected or withdrawn photo.
    Pictures,
    /// The uncut source of an approved photo.
    Source,
    /// The photo of a pupil who left.
    Left,
    /// A class list that nobody took over.
    ClassList,
    /// A photographer's pack.
    Pack,
    /// An invitation that was used or has ended.
    Invitation,
    /// A message to a family.
    Message,
    /// A message about a pupil who left.
    MessageOfWhoLeft,
    /// A link that ended, or whose pupil left.
    Link,
    /// A request to take something out about many pupils.
    Export,
}

impl Going {
    /// Of a photo in this state, and how long that is kept where sources are kept for so many days.
    pub(crate) fn of_photo(state: &str, source_days: i64) -> (Self, i64) {
        match state {
            "draft" => (Self::Draft, DRAFT),
            "approved" | "superseded" => (Self::Source, source_days * DAY),
            _ => (Self::Pictures, REJECTED),
        }
    }

    /// For how many days it is kept where sources are kept for so many.
    #[must_use]
    pub fn days(self, source_days: i64) -> i64 {
        let seconds = match self {
            Self::Draft => DRAFT,
            Self::Pictures => REJECTED,
            Self::Source => source_days * DAY,
            Self::Left | Self::MessageOfWhoLeft => LEFT,
            Self::ClassList => CLASS_LIST_DRAFT,
            Self::Pack => PACK,
            Self::Invitation => INVITATION,
            Self::Message => MESSAGE,
            Self::Link => LINK,
            Self::Export => EXPORT_REQUEST,
        };
        seconds / DAY
    }
}

/// Everything of a school that goes until this second, and the second from which on it is due.
pub(super) async fn going(tx: &mut Tx<Within>, school: SchoolId, at: i64) -> Result<Vec<(Going, i64)>, Refused> {
    let (due, left) = photos_going(tx, Some(school), at).await?;
    let source_days = tx.source_days().await?;
    let mut all = Vec::new();
    for photo in &due {
        let (what, period) = Going::of_photo(&photo.state, source_days);
        all.push((what, photo.since + period));
    }
    for photo in &left {
        let is_pictures = |other: &PhotoDue| Going::of_photo(&other.state, source_days).0 == Going::Pictures;
        let pictures = due.iter().any(|other| other.id == photo.id && is_pictures(other));
        let Some(left_on) = photo.left_on.as_deref().filter(|_| !pictures) else { continue };
        all.push((Going::Left, after_leaving(left_on, LEFT, at)?));
    }
    let lists = tx.class_list_drafts(at - CLASS_LIST_DRAFT).await?;
    all.extend(lists.into_iter().map(|since| (Going::ClassList, since + CLASS_LIST_DRAFT)));
    let packs = tx.packs_handed_in(at - PACK).await?;
    all.extend(packs.into_iter().map(|since| (Going::Pack, since + PACK)));
    let invitations = tx.ended_invitations(at - INVITATION).await?;
    all.extend(invitations.into_iter().map(|since| (Going::Invitation, since + INVITATION)));
    for message in tx.messages_due(Some(school.0), messages_until(at)?).await? {
        let written = message.since.unwrap_or(at);
        let of_who_left = message.left_on.as_deref().map(|left_on| after_leaving(left_on, LEFT, at)).transpose()?;
        all.push(match of_who_left.map(|due| due.max(written + LEFT)) {
            Some(due) if due < written + MESSAGE => (Going::MessageOfWhoLeft, due),
            _ => (Going::Message, written + MESSAGE),
        });
    }
    for link in tx.links_due(Some(school.0), at - LINK, polish_date(time(at - LINK)?)).await? {
        let left = link.left_on.as_deref().map(|left_on| after_leaving(left_on, LINK, at)).transpose()?;
        let due = link.since.map(|ended| ended + LINK).into_iter().chain(left).min();
        all.push((Going::Link, due.unwrap_or(at)));
    }
    let exports = tx.ended_export_requests(at - EXPORT_REQUEST).await?;
    all.extend(exports.into_iter().map(|since| (Going::Export, since + EXPORT_REQUEST)));
    Ok(all)
}

/// The second from which on something is due that is kept so long from the day when its pupil left.
fn after_leaving(left_on: &str, period: i64, at: i64) -> Result<i64, Refused> {
    let due_on = day(left_on)?.saturating_add((period / DAY).days());
    Ok(due_on.to_zoned(warsaw()).map_or(at, |start| start.timestamp().as_second()))
}

fn messages_until(at: i64) -> Result<MessagesUntil, Refused> {
    let left = at - LEFT;
    Ok(MessagesUntil { written: at - MESSAGE, written_of_who_left: left, left: polish_date(time(left)?) })
}

/// Forgets what families were told, their links and their accounts when the time has come, each with a receipt.
pub(super) async fn forget_families_due(office: &Office) -> Result<(), Refused> {
    let at = office.now();
    let (mut tx, now) = (office.db().everywhere(Mode::Read, at).await?, at.as_second());
    let messages = tx.messages_due(None, messages_until(now)?).await?;
    let links = tx.links_due(None, now - LINK, polish_date(time(now - LINK)?)).await?;
    drop(tx);
    for school in messages.iter().map(|message| message.school).collect::<BTreeSet<_>>() {
        let mut tx = begin(office, school).await?;
        let quantity = tx.forget_messages(messages_until(now)?).await?;
        if quantity > 0 {
            let event = Event::new("message.erased", school).with("what", "messages").with("quantity", quantity);
            tx.commit(event).await?;
        }
    }
    for link in links {
        let mut tx = begin(office, link.school).await?;
        if tx.forget_link(link.id).await? {
            tx.commit(Event::new("guardian.erased", link.pupil).with("what", "link")).await?;
        }
    }
    forget_closed_accounts(office).await?;
    forget_people_due(office).await
}

/// Forgets the accounts whose owners closed them and did not come back; every school of theirs sees that the link
/// ended.
async fn forget_closed_accounts(office: &Office) -> Result<(), Refused> {
    let at = office.now();
    let people = office.db().everywhere(Mode::Read, at).await?.closed_people().await?;
    for person in people {
        let links = office.db().everywhere(Mode::Read, at).await?.links_of_closed(person).await?;
        for link in links {
            let mut tx = begin(office, link.school).await?;
            if tx.end_link_of_closed(link.id).await? {
                tx.commit(Event::new("guardian.left", link.pupil).with("link", link.id)).await?;
            }
        }
        let mut tx = office.db().everywhere(Mode::Write, at).await?;
        if tx.forget_closed(person).await? {
            tx.commit(&Actor::SYSTEM, Event::new("person.erased", person)).await?;
        }
    }
    Ok(())
}

/// Forgets the accounts that are for nothing any more.
async fn forget_people_due(office: &Office) -> Result<(), Refused> {
    let at = office.now();
    let people = office.db().everywhere(Mode::Read, at).await?.people_due(at.as_second() - LINK).await?;
    for person in people {
        let mut tx = office.db().everywhere(Mode::Write, at).await?;
        if tx.forget_person(person).await? {
            tx.commit(&Actor::SYSTEM, Event::new("person.erased", person)).await?;
        }
    }
    Ok(())
}

/// Somebody does something about this photo just now: the next round looks again.
fn pass_over_what_is_at_work(outcome: Result<(), Refused>) -> Result<(), Refused> {
    match outcome {
        Err(Refused::Conflict(_) | Refused::NotFound) => Ok(()),
        outcome => outcome,
    }
}

/// A transaction of the program itself at a school.
async fn begin(office: &Office, school: Uuid) -> Result<Tx<Within>, Refused> {
    let school = SchoolId(school);
    let key = office.school_key(school).await?;
    let scope = Within { school, key, actor: Actor::SYSTEM, now: office.now(), once: None };
    office.db().within(Mode::Write, scope).await
}

/// The photo of a pupil who left goes, whatever was decided about it, unless the pupil returned or a card was made.
async fn erase_of_who_left(office: &Office, due: &PhotoDue) -> Result<(), Refused> {
    let mut tx = begin(office, due.school).await?;
    let facts = tx.photo(due.id.into()).await?;
    let back = tx.pupil(facts.photo.pupil).await?.pupil.attending().is_ok();
    if back || facts.photo.version != due.version || tx.is_on_a_card(facts.photo.id).await? {
        return Ok(());
    }
    let removed = facts.photo.clone().remove()?;
    tx.move_photo(&facts, &removed, None).await?;
    tx.erase_pictures(&facts).await?;
    tx.commit(Event::new("photo.erased", facts.photo.id).with("what", "pictures")).await
}

async fn erase(office: &Office, due: &PhotoDue) -> Result<(), Refused> {
    let mut tx = begin(office, due.school).await?;
    let facts = tx.photo(due.id.into()).await?;
    if facts.photo.version != due.version {
        return Ok(());
    }
    let what = match facts.photo.state {
        State::Draft => {
            tx.discard_draft(&facts).await?;
            "draft"
        }
        State::Approved(_) | State::Superseded => {
            tx.erase_source(&facts).await?;
            "source"
        }
        State::Rejected(..) => {
            let removed = facts.photo.clone().remove()?;
            tx.move_photo(&facts, &removed, None).await?;
            tx.erase_pictures(&facts).await?;
            "pictures"
        }
        // Its pictures went when it was taken back; only a restored backup leaves one behind.
        State::Withdrawn | State::Removed => {
            tx.erase_pictures(&facts).await?;
            "pictures"
        }
        State::Submitted => return Ok(()),
    };
    tx.commit(Event::new("photo.erased", facts.photo.id).with("what", what)).await
}
