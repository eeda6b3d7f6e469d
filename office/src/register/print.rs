//! The register on paper, every field in full.

use std::collections::HashMap;

use jiff::civil::Date;

use school::{
    card::{Cause, Receiver, Succession},
    event::Event,
    law::dates,
    permission::Permission,
    register::Annotation,
    year::{Period, SchoolYear, Semester},
};
use workshop::letter::{CardLine, RegisterExtract, RegisterRow, register};

use super::{
    Note,
    list::{notes, renewals, succeeds},
};
use crate::{
    StaffDesk,
    export::ALONE,
    refused::{Broken, Conflict, Refused},
    store::{
        Tx, Within,
        register::EntryColumns,
        rows::{count, day, word},
    },
};

impl StaffDesk {
    /// The register of a school year as PDF, for a program. It shows PESEL numbers in full, so every taking is recorded.
    /// A program gives no reason, and has nobody to ask who would agree: of more than two hundred rows it gets none.
    ///
    /// # Errors
    /// If the role may not see the register or whole PESEL numbers; `StepUp`; `Conflict::SecondPerson`.
    pub async fn register_pdf(&self, year: SchoolYear) -> Result<Vec<u8>, Refused> {
        self.must(Permission::SeeRegister)?;
        self.must(Permission::RevealPesel)?;
        self.must_be_proven()?;
        let extract = self.register_extract(year).await?;
        let entries = extract.rows.len();
        if entries > ALONE {
            return Err(Refused::Conflict(Conflict::SecondPerson));
        }
        let pdf = tokio::task::spawn_blocking(move || register(&extract)).await;
        let pdf = pdf.map_err(Broken::panicked)?.map_err(|error| Broken::Document(error.to_string()))?;
        let event = Event::new("register.printed", self.school).with("year", year).with("entries", entries);
        self.begin_record().await?.commit(event).await?;
        Ok(pdf)
    }

    /// What stands in the register of a school year, in full. Whether this desk may have it was asked before.
    pub(crate) async fn register_extract(&self, year: SchoolYear) -> Result<RegisterExtract, Refused> {
        let mut tx = self.look().await?;
        let school = tx.issuer().await?;
        let entries = tx.entries(year).await?;
        let mut later = (notes(&mut tx, year).await?, renewals(&mut tx, year).await?);
        let rows = entries.into_iter().map(|entry| row(&tx, entry, &mut later)).collect::<Result<Vec<_>, _>>()?;
        Ok(RegisterExtract {
            school_name: school.name,
            school_address: school.address,
            school_year: year.label(),
            made_on: dates::render(self.today(), self.today()),
            made_by: self.name.clone(),
            rows,
        })
    }
}

/// What was written about rows later, by their ordinals: notes, and for which periods cards were prolonged.
type Later = (HashMap<u32, Vec<Note>>, HashMap<u32, Vec<(Period, Date)>>);

fn row(tx: &Tx<Within>, entry: EntryColumns, (notes, renewals): &mut Later) -> Result<RegisterRow, Refused> {
    let (ordinal, received_on) = (count(entry.ordinal)?, day(&entry.received_on)?);
    let old = succeeds(&entry)?.map(|(succession, old)| match succession {
        Succession::Duplicate => format!("duplikat, zob. lp. {old}"),
        Succession::Exchange => format!("wymiana, zob. lp. {old}"),
    });
    let later = notes.remove(&ordinal).unwrap_or_default();
    let prolonged = renewals.remove(&ordinal).unwrap_or_default();
    let prolonged =
        prolonged.iter().map(|(period, on)| format!("przedłużono {} na {}", on.strftime("%d.%m.%Y"), whole(*period)));
    let notes: Vec<String> = old.into_iter().chain(prolonged).chain(later.iter().map(note)).collect();
    Ok(RegisterRow {
        ordinal,
        signature: format!("{} ({}), lista odbioru", entry.receiver_name, capacity(word(&entry.receiver)?)),
        card: CardLine {
            name: format!("{} {}", entry.given, entry.surname),
            identity: tx.identity_of(&entry)?.written()?,
            number: entry.number,
            marking: entry.marking,
            producer: entry.producer,
            received_on: dates::render(received_on, received_on),
        },
        notes: notes.join("; "),
    })
}

/// A period in words.
fn whole(period: Period) -> String {
    match period {
        Period::Year(year) => format!("rok szkolny {year}"),
        Period::Semester(year, Semester::Winter) => format!("semestr zimowy {year}"),
        Period::Semester(year, Semester::Summer) => format!("semestr letni {year}"),
    }
}

/// A note in the words of the act.
fn note(note: &Note) -> String {
    let (on, number) = (note.on.strftime("%d.%m.%Y"), note.number.as_deref().unwrap_or("–"));
    match note.what {
        Annotation::Invalidated => format!("unieważniono {on}: {}", note.cause.map_or("", why)),
        Annotation::Succeeded => format!("nowy numer {number}, odbiór {on}"),
        Annotation::Returned => format!("zwrócono {on}"),
        Annotation::Destroyed => format!("zniszczono {on}, protokół nr {number}"),
        Annotation::HandedOver => format!("przekazano organowi prowadzącemu {on}, protokół nr {number}"),
    }
}

/// Why a card ended. That there is a ruling is no business of the register: the template says what the law wants said.
pub(crate) fn why(cause: Cause) -> &'static str {
    match cause {
        Cause::Lost => "utrata",
        Cause::Damaged => "zniszczenie",
        Cause::NoHologram => "brak hologramu",
        Cause::Error => "błąd",
        Cause::NameChange => "zmiana imienia lub nazwiska",
        Cause::DisabilityRuling => "zmiana wzoru",
        Cause::FieldsFull => "brak miejsca na hologram",
        Cause::Left => "odejście ze szkoły",
        Cause::Cancelled => "nie wydano",
    }
}

/// In which capacity the card was collected, in the words of the act (`L3.2-7`).
fn capacity(receiver: Receiver) -> &'static str {
    match receiver {
        Receiver::Pupil => "uczeń",
        Receiver::Parent => "rodzic",
        Receiver::Guardian => "opiekun prawny",
        Receiver::Graduate => "absolwent",
    }
}
