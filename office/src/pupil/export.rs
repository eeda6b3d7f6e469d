//! A copy of everything that the school keeps about a pupil (GDPR art. 15), for the family or the pupil who asked for
//! it: one archive, made when it is wanted and stored nowhere.
//!
//! Of others it holds what cannot be told apart from the pupil's own data: the names of guardians and of who collected a
//! card. E-mails and the names of the staff stay out (art. 15(4)), drafts are the family's own.

use school::{
    PupilId, event::Event, law::identity::written, permission::Permission, photo::State, pupil::HolderStatus,
};
use serde_json::{Value, json};

use crate::{
    StaffDesk,
    audit::reason,
    refused::{Broken, Refused},
    store::{
        Tx, Within,
        event::EventsWanted,
        photo::PhotoFacts,
        rows::time,
        subject::{ApplicationHeld, CardHeld, EntryHeld},
    },
    vault::{FileHash, FileKind},
};

/// The copy shows all that these do.
const SHOWN: [Permission; 5] = [
    Permission::SeePupils,
    Permission::RevealPesel,
    Permission::SeeDisability,
    Permission::SeePhotos,
    Permission::ReviewPhotos,
];

/// A picture's name in the archive, and where it lies.
pub(crate) type Picture = (String, FileKind, FileHash);

impl StaffDesk {
    /// May this desk give out a copy of everything about a pupil?
    #[must_use]
    pub fn may_export_pupils(&self) -> bool {
        SHOWN.into_iter().all(|permission| self.may(permission))
    }

    /// Everything about the pupil as a ZIP archive: `data.json` and the pictures. Why it was made is kept in the audit
    /// log; a repeated request does not get it again.
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk may not see all of it; `StepUp`; `Invalid` field `reason`.
    pub async fn export_pupil(&self, id: PupilId, typed: &str) -> Result<Vec<u8>, Refused> {
        if !self.may_export_pupils() {
            return Err(Refused::Forbidden);
        }
        self.must_be_proven()?;
        let mut tx = self.look().await?;
        let (data, pictures) = everything(&mut tx, id).await?;
        drop(tx);
        let reason = reason(typed)?;
        let mut files = vec![("data.json".to_owned(), serde_json::to_vec_pretty(&data)?)];
        for (name, kind, hash) in pictures {
            files.push((name, self.office.vault().get(self.school, &self.key, kind, hash).await?));
        }
        let packed = tokio::task::spawn_blocking(move || workshop::bundle::pack(&files)).await;
        let packed = packed.map_err(Broken::panicked)?.map_err(|error| Broken::Document(error.to_string()))?;
        self.begin().await?.commit(Event::new("pupil.exported", id).with("reason", reason)).await?;
        Ok(packed)
    }
}

/// All of it, and the pictures that belong to it: the same for the school that gives it out and for the family that
/// takes it itself.
pub(crate) async fn everything(tx: &mut Tx<Within>, id: PupilId) -> Result<(Value, Vec<Picture>), Refused> {
    let (facts, school) = (tx.pupil(id).await?, tx.issuer().await?);
    let (mut photos, mut pictures) = (Vec::new(), Vec::new());
    for facts in tx.photos_of(id).await?.into_iter().filter(|facts| facts.photo.state != State::Draft) {
        let own = pictures_of(&facts);
        let names: Vec<&str> = own.iter().map(|(name, ..)| name.as_str()).collect();
        photos.push(json!({
            "state": facts.photo.state.code(),
            "made": facts.created_at.to_string(),
            "sent": facts.submitted_at.map(|at| at.to_string()),
            "declaration": facts.declaration,
            "declared_exception": facts.exception,
            "note_of_the_family": tx.family_note(&facts)?,
            "files": names,
        }));
        pictures.extend(own);
    }
    let (cards, register) = (cards(tx, id).await?, register(tx, id).await?);
    let (applications, phone) = (applications(tx, id).await?, phone(tx, id).await?);
    let mlegitymacja = mlegitymacja(tx, id).await?;
    let (guardians, messages, events) = (guardians(tx, id).await?, messages(tx, id).await?, events(tx, id).await?);
    let pupil = &facts.pupil;
    let left_on = match pupil.status {
        HolderStatus::Attending => None,
        HolderStatus::Left(on) => Some(on.to_string()),
    };
    let data = json!({
        "school": { "name": school.name, "address": school.address },
        "pupil": {
            "given": pupil.name.given(),
            "surname": pupil.name.surname(),
            "born": pupil.born.to_string(),
            "identity": written(&pupil.identity),
            "class": facts.class_name,
            "ruling_because_of_a_disability": facts.ruling,
            "left_on": left_on,
        },
        "photos": photos,
        "cards": cards,
        "applications": applications,
        "phone_with_the_id": phone,
        "mlegitymacja": mlegitymacja,
        "register": register,
        "guardians": guardians,
        "messages": messages,
        "events": events,
    });
    Ok((data, pictures))
}

fn pictures_of(facts: &PhotoFacts) -> Vec<Picture> {
    let name = |kind: FileKind| format!("photos/{}-{}.jpg", facts.photo.id, kind.code());
    let kinds = [FileKind::Clean, FileKind::Review, FileKind::Portrait];
    kinds.into_iter().filter_map(|kind| Some((name(kind), kind, facts.pictures.of(kind)?))).collect()
}

async fn cards(tx: &mut Tx<Within>, id: PupilId) -> Result<Vec<Value>, Refused> {
    let card = |card: CardHeld| {
        json!({
            "number": format!("{}/{}", card.serial, card.year),
            "template": card.template,
            "state": card.state,
            "issued_on": card.issued_on,
            "expires": card.expires,
            "received_on": card.received_on,
            "receiver": card.receiver,
            "receiver_name": card.receiver_name,
            "invalid_on": card.invalid_on,
            "why_invalid": card.cause,
        })
    };
    Ok(tx.cards_held(id).await?.into_iter().map(card).collect())
}

async fn applications(tx: &mut Tx<Within>, id: PupilId) -> Result<Vec<Value>, Refused> {
    let application = |held: ApplicationHeld| {
        json!({
            "kind": held.kind,
            "ground": held.ground,
            "way": held.way,
            "applicant": held.applicant,
            "applied_on": held.applied_on,
            "fee_in_grosze": held.fee,
            "paid_on": held.paid_on,
        })
    };
    Ok(tx.applications_held(id).await?.into_iter().map(application).collect())
}

async fn phone(tx: &mut Tx<Within>, id: PupilId) -> Result<Value, Refused> {
    let facts = tx.phone(id).await?;
    let at = |seconds: Option<i64>| seconds.map(|seconds| time(seconds).map(|at| at.to_string())).transpose();
    Ok(json!({
        "name": facts.name,
        "active_since": at(facts.active_since)?,
        "lost": at(facts.lost_at)?,
    }))
}

/// The objections, how far each of the state's documents has come, and what was to be done in SIO.
async fn mlegitymacja(tx: &mut Tx<Within>, id: PupilId) -> Result<Value, Refused> {
    let objections = tx.objections_of(id).await?.into_iter().map(|held| {
        json!({
            "scope": held.scope,
            "declared_on": held.declared_on,
            "declared_by": held.declared_by,
            "withdrawn_on": held.withdrawn_on,
            "withdrawn_by": held.withdrawn_by,
        })
    });
    let objections: Vec<Value> = objections.collect();
    let noted = tx.state_mobile_ids(id).await?.into_iter().map(|held| {
        json!({
            "state": held.state,
            "card": format!("{}/{}", held.serial, held.year),
            "registered_on": held.registered_on,
            "code_on": held.code_on,
            "active_on": held.active_on,
            "ended_on": held.ended_on,
            "why_ended": held.reason,
        })
    });
    let noted: Vec<Value> = noted.collect();
    let tasks = tx.sio_tasks_of(id).await?.into_iter();
    let tasks: Vec<Value> =
        tasks.map(|held| json!({ "what": held.deed, "why": held.reason, "state": held.state })).collect();
    Ok(json!({ "objections": objections, "in_sio": noted, "to_do_in_sio": tasks }))
}

async fn register(tx: &mut Tx<Within>, id: PupilId) -> Result<Vec<Value>, Refused> {
    let entry = |entry: EntryHeld| {
        json!({
            "ordinal": entry.ordinal,
            "school_year": entry.school_year,
            "number": entry.number,
            "marking": entry.marking,
            "producer": entry.producer,
            "received_on": entry.received_on,
            "signature": entry.signature,
        })
    };
    Ok(tx.entries_held(id).await?.into_iter().map(entry).collect())
}

async fn guardians(tx: &mut Tx<Within>, id: PupilId) -> Result<Vec<Value>, Refused> {
    let rows = tx.guardians_of(id).await?.into_iter().map(|row| {
        json!({
            "name": row.name,
            "kind": row.kind.to_string(),
            "scope": row.scope.to_string(),
            "state": row.state.to_string(),
        })
    });
    Ok(rows.collect())
}

async fn messages(tx: &mut Tx<Within>, id: PupilId) -> Result<Vec<Value>, Refused> {
    let mut told = Vec::new();
    for message in tx.messages_held(id).await? {
        told.push(json!({
            "kind": message.kind,
            "reason": message.reason,
            "note": message.note,
            "at": time(message.created_at)?.to_string(),
            "read": message.read_at.is_some(),
        }));
    }
    Ok(told)
}

/// Who did it is told by the role alone.
async fn events(tx: &mut Tx<Within>, id: PupilId) -> Result<Vec<Value>, Refused> {
    let mut wanted = EventsWanted {
        before: i64::MAX,
        from: i64::MIN,
        until: i64::MAX,
        verbs: "%".to_owned(),
        person: None,
        program: false,
        families: false,
        pupil: Some(id.0),
        rulings: true,
    };
    let mut told = Vec::new();
    loop {
        let page = tx.events_wanted(&wanted).await?;
        let Some(last) = page.last() else { return Ok(told) };
        wanted.before = last.seq;
        for event in page {
            told.push(json!({ "at": time(event.at)?.to_string(), "role": event.role, "what": event.verb }));
        }
    }
}
