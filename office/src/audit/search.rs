//! Looking for entries of the audit log: by whom, about what kind of thing, about which pupil, when.

use jiff::civil::Date;
use school::{PersonId, PupilId, permission::Permission};

use super::{AuditRow, list::row};
use crate::{
    StaffDesk,
    clock::warsaw,
    refused::{FieldError, Problem, Refused},
    store::event::EventsWanted,
};

/// The kinds of things that entries are about: what stands before the dot of a verb.
pub const AUDIT_THINGS: [&str; 27] = [
    "pupil",
    "identity",
    "photo",
    "photo_check",
    "photo_pack",
    "guardian",
    "invitation",
    "message",
    "class",
    "class_list",
    "year",
    "print_run",
    "card",
    "application",
    "sio",
    "protocol",
    "register",
    "blanks",
    "holograms",
    "school",
    "rule",
    "staff",
    "access",
    "person",
    "token",
    "export",
    "audit",
];

/// Whose deeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Everybody's and the program's own.
    #[default]
    Anybody,
    /// One person's.
    Person(PersonId),
    /// What the program did by itself.
    Program,
    /// What guardians and pupils did.
    Families,
}

/// Which entries of the audit log.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditFilter {
    /// Entries before this one.
    pub before: Option<i64>,
    /// Whose deeds.
    pub by: By,
    /// About this kind of thing, one of [`AUDIT_THINGS`].
    pub thing: Option<&'static str>,
    /// About this pupil: the data, photos, cards and links to the family.
    pub pupil: Option<PupilId>,
    /// From this day on.
    pub from: Option<Date>,
    /// Until the end of this day.
    pub until: Option<Date>,
}

impl StaffDesk {
    /// The newest hundred entries that are so, or the hundred before one, with the pupil's name where one is about a
    /// pupil or a photo: the entry itself never holds it.
    ///
    /// # Errors
    /// If this desk may not read the audit log; `Invalid` field `until` if it is before `from`.
    pub async fn audit_search(&self, filter: &AuditFilter) -> Result<Vec<AuditRow>, Refused> {
        self.must(Permission::SeeAudit)?;
        let (from, until) = span(filter.from, filter.until)?;
        let wanted = EventsWanted {
            before: filter.before.unwrap_or(i64::MAX),
            from,
            until,
            verbs: filter.thing.map_or_else(|| "%".to_owned(), |thing| format!("{thing}.%")),
            person: if let By::Person(person) = filter.by { Some(person.0) } else { None },
            program: filter.by == By::Program,
            families: filter.by == By::Families,
            pupil: filter.pupil.map(|pupil| pupil.0),
            rulings: self.may(Permission::SeeDisability),
        };
        let named = self.may(Permission::SeePupils);
        let found = self.look().await?.events_wanted(&wanted).await?.into_iter();
        let told = found.map(|event| {
            let pupil = event.pupil().filter(|_| named);
            row(event).map(|row| AuditRow { pupil, ..row })
        });
        told.collect()
    }

    /// Whoever works here or did once, by name: whose deeds can be asked for.
    ///
    /// # Errors
    /// If this desk may not read the audit log.
    pub async fn audit_people(&self) -> Result<Vec<(PersonId, String)>, Refused> {
        self.must(Permission::SeeAudit)?;
        self.look().await?.staff_ever().await
    }
}

/// The seconds from the beginning of one day in Poland to the end of another, which is not in it any more.
pub(super) fn span(from: Option<Date>, until: Option<Date>) -> Result<(i64, i64), Refused> {
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(FieldError::refuse("until", Problem::EndsBefore));
    }
    let start = |day: Date| Some(day.to_zoned(warsaw()).ok()?.timestamp().as_second());
    let from = from.and_then(start).unwrap_or(i64::MIN);
    let until = until.and_then(|day| start(day.tomorrow().ok()?)).unwrap_or(i64::MAX);
    Ok((from, until))
}
