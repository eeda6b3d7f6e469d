//! The register on paper, every field in full.

use school::{card::Receiver, event::Event, law::dates, permission::Permission, year::SchoolYear};
use workshop::letter::{CardLine, RegisterExtract, RegisterRow, register};

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
    /// A program gives no reason, whoever made its token did; it has nobody to ask either, so of many pupils it gets none.
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
        let rows = entries.into_iter().map(|entry| row(&tx, entry)).collect::<Result<Vec<_>, _>>()?;
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

fn row(tx: &Tx<Within>, entry: EntryColumns) -> Result<RegisterRow, Refused> {
    let received_on = day(&entry.received_on)?;
    let notes = match entry.duplicate_of {
        Some(old) => format!("duplikat, zob. lp. {old}"),
        None => String::new(),
    };
    Ok(RegisterRow {
        ordinal: count(entry.ordinal)?,
        signature: format!("{} ({}), lista odbioru", entry.receiver_name, capacity(word(&entry.receiver)?)),
        card: CardLine {
            name: format!("{} {}", entry.given, entry.surname),
            identity: tx.identity_of(&entry)?.written()?,
            number: entry.number,
            marking: entry.marking,
            producer: entry.producer,
            received_on: dates::render(received_on, received_on),
        },
        notes,
    })
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
