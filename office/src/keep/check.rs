//! `legitka check`: every invariant of the data that exists so far (trust.md 4.1), shipped to whoever runs a school.
//!
//! Each check counts what it looked at and says in a line what is wrong. Nothing is repaired here.

use std::collections::{BTreeMap, HashMap, HashSet};

use school::{
    SchoolId,
    ledger::{Account, Balance},
};
use uuid::Uuid;

use super::sweep::ORPHAN_AGE;
use crate::{
    desk::Office,
    refused::{Broken, Refused},
    store::{Everywhere, Mode, Tx, audit::EventRow},
    vault::{FileHash, FileKind},
};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    /// What is wrong, or worth knowing, a sentence each.
    pub lines: Vec<String>,
    /// How many things were looked at.
    pub checked: u64,
    /// How many are wrong.
    pub wrong: u64,
}

impl CheckReport {
    fn look(&mut self, right: bool, sentence: impl FnOnce() -> String) {
        self.checked += 1;
        if !right {
            self.wrong += 1;
            self.lines.push(sentence());
        }
    }
}

impl Office {
    /// Checks the data. `deep` also reads every stored file and opens everything that is sealed.
    ///
    /// # Errors
    /// If something cannot be read at all.
    pub async fn check(&self, deep: bool) -> Result<CheckReport, Refused> {
        let mut report = CheckReport::default();
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        for complaint in tx.engine_complaints().await? {
            report.look(false, || format!("database: {complaint}"));
        }
        check_chains(&mut tx, &mut report).await?;
        check_photos(&mut tx, &mut report).await?;
        check_cards(&mut tx, &mut report).await?;
        check_register(&mut tx, &mut report).await?;
        check_ledgers(&mut tx, &mut report).await?;
        check_work(&mut tx, &mut report).await?;
        let kept = check_files(&mut tx, &mut report).await?;
        drop(tx);
        self.check_vault(&kept, deep, &mut report).await?;
        if deep {
            self.check_seals(&mut report).await?;
        }
        Ok(report)
    }

    /// I2, I3: every row has its file, unaltered; a file without a row is young.
    async fn check_vault(
        &self,
        kept: &HashMap<(Uuid, FileHash), FileKind>,
        deep: bool,
        report: &mut CheckReport,
    ) -> Result<(), Refused> {
        let mut there = HashSet::new();
        for (school, hash, age) in self.vault().list(self.now().as_second()).await? {
            there.insert((school.0, hash));
            let orphan = !kept.contains_key(&(school.0, hash));
            report.look(!orphan || age <= ORPHAN_AGE, || format!("I3: file {hash} has no row and is older than a day"));
        }
        for ((school, hash), kind) in kept {
            report.look(there.contains(&(*school, *hash)), || format!("I2: file {hash} ({}) is missing", kind.code()));
            if deep && there.contains(&(*school, *hash)) {
                let school = SchoolId(*school);
                let key = self.school_key(school).await?;
                let opened = self.vault().get(school, &key, *kind, *hash).await;
                report
                    .look(opened.is_ok(), || format!("I2: file {hash} ({}) is damaged or does not open", kind.code()));
            }
        }
        Ok(())
    }

    /// Everything sealed opens with its school's key, and indexes match.
    async fn check_seals(&self, report: &mut CheckReport) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        type Sealed = (Uuid, Uuid, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>);
        let pupils: Vec<Sealed> = rows!(tx, "SELECT school, id, pesel, pesel_index, document FROM pupil")?;
        let entries: Vec<(Uuid, Uuid, Vec<u8>)> = rows!(tx, "SELECT school, card, identity FROM register_entry")?;
        let faces: Vec<(Uuid, Uuid, Vec<u8>)> = rows!(tx, "SELECT school, id, face FROM card")?;
        drop(tx);
        for (school, id, pesel, index, document) in pupils {
            let key = self.school_key(SchoolId(school)).await?;
            let about = |what: &str| [what.as_bytes(), id.as_bytes()].concat();
            let right = match (pesel, document) {
                (Some(pesel), None) => key
                    .open(&about("pesel:"), &pesel)
                    .is_ok_and(|pesel| index.is_some_and(|index| index == key.index(&String::from_utf8_lossy(&pesel)))),
                (None, Some(document)) => key.open(&about("document:"), &document).is_ok(),
                _ => false,
            };
            report.look(right, || format!("the identity of pupil {id} does not open, or its index is wrong"));
        }
        for (what, rows) in [("entry:", entries), ("face:", faces)] {
            for (school, card, sealed) in rows {
                let key = self.school_key(SchoolId(school)).await?;
                let about = [what.as_bytes(), card.as_bytes()].concat();
                report.look(key.open(&about, &sealed).is_ok(), || format!("{what} of card {card} does not open"));
            }
        }
        Ok(())
    }
}

/// I8: every chain is whole, in order, and ends where its head says.
async fn check_chains(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    let heads: Vec<(Uuid, i64, Vec<u8>)> = rows!(tx, "SELECT school, seq, head FROM chain")?;
    for (school, last, head) in heads {
        let (mut seq, mut previous) = (0_i64, vec![0; 32]);
        loop {
            let entries: Vec<EventRow> = rows!(
                tx,
                "SELECT id, school, seq, at, person, role, verb, subject, particulars, previous, hash FROM event
                WHERE school = $1 AND seq > $2 ORDER BY seq LIMIT 1000",
                school,
                seq
            )?;
            let Some(newest) = entries.last().map(|entry| entry.seq) else { break };
            for entry in entries {
                let whole = entry.seq == seq + 1 && entry.previous == previous && entry.hash == entry.expected_hash();
                report.look(whole, || format!("I8: the log of school {school} is broken at entry {}", seq + 1));
                (seq, previous) = (entry.seq, entry.hash);
            }
            seq = newest;
        }
        report.look(seq == last && previous == head, || {
            format!("I8: the log of school {school} does not end where it should")
        });
    }
    Ok(())
}

/// I4: every decision has its event; every picture a photo names is kept.
async fn check_photos(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    let photos: Vec<(Uuid, String, i64)> = rows!(
        tx,
        "SELECT photo.id, photo.state, (SELECT COUNT(*) FROM event WHERE event.subject = photo.id AND event.school = photo.school
            AND event.verb = CASE photo.state WHEN 'rejected' THEN 'photo.rejected' WHEN 'submitted' THEN 'photo.sent' ELSE 'photo.approved' END)
        FROM photo WHERE photo.state IN ('approved', 'rejected', 'superseded', 'submitted')"
    )?;
    for (id, state, events) in photos {
        report.look(events > 0, || format!("I4: photo {id} is {state} and the log does not say how"));
    }
    let lost: Vec<(Uuid,)> = rows!(
        tx,
        "SELECT photo.id FROM photo
        WHERE (photo.clean IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.school = photo.school AND file.hash = photo.clean))
            OR (photo.review IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.school = photo.school AND file.hash = photo.review))
            OR (photo.portrait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.school = photo.school AND file.hash = photo.portrait))"
    )?;
    for (id,) in lost {
        report.look(false, || format!("I2: photo {id} names a picture that is not kept"));
    }
    Ok(())
}

/// I6 and what a card leans on: its blank, its number, its frozen portrait.
async fn check_cards(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    type Card = (Uuid, String, i64, i64, Option<i64>, Option<String>, i64);
    let cards: Vec<Card> = rows!(
        tx,
        "SELECT card.id, card.state, card.serial, card.year,
            (SELECT last FROM number_series s WHERE s.school = card.school AND s.year = card.year),
            (SELECT b.state FROM blank b WHERE b.id = card.blank AND b.school = card.school AND b.card = card.id),
            (SELECT COUNT(*) FROM file WHERE file.school = card.school AND file.hash = card.portrait)
        FROM card"
    )?;
    for (id, state, serial, year, last, blank, portrait) in cards {
        report.look(last.is_some_and(|last| serial <= last), || {
            format!("card {id} has number {serial}/{year}, which was never given")
        });
        let expected = if state == "prepared" { "reserved" } else { "used" };
        report.look(blank.as_deref() == Some(expected), || {
            format!("I5: card {id} is {state} and its blank is {blank:?}")
        });
        report.look(portrait == 1, || format!("I2: card {id} names a portrait that is not kept"));
    }
    let twice: Vec<(Uuid,)> = rows!(
        tx,
        "SELECT pupil FROM card WHERE state IN ('prepared', 'printed', 'issued') GROUP BY pupil HAVING COUNT(*) > 1"
    )?;
    for (pupil,) in twice {
        report.look(false, || format!("I6: pupil {pupil} has more than one living card"));
    }
    Ok(())
}

/// The register has one row per card handed out, numbered without gaps.
async fn check_register(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    let gaps: Vec<(Uuid, i64, i64)> =
        rows!(tx, "SELECT school, COUNT(*), MAX(ordinal) FROM register_entry GROUP BY school")?;
    for (school, rows, last) in gaps {
        report.look(rows == last, || {
            format!("the register of school {school} has {rows} rows and ends with number {last}")
        });
    }
    let cards: Vec<(Uuid, i64)> = rows!(
        tx,
        "SELECT card.id, (SELECT COUNT(*) FROM register_entry e JOIN blank b ON b.id = card.blank
            WHERE e.card = card.id AND e.school = card.school AND e.marking = b.marking AND e.producer = b.producer AND e.received_on = card.received_on)
        FROM card WHERE card.received_on IS NOT NULL"
    )?;
    for (id, entries) in cards {
        report.look(entries == 1, || format!("card {id} was handed out and the register does not say so"));
    }
    Ok(())
}

/// I5: the books balance, and agree with the blanks and the renewals.
async fn check_ledgers(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    let movements: Vec<(Uuid, String, String, String, i64)> =
        rows!(tx, "SELECT school, item, from_account, to_account, quantity FROM movement ORDER BY school, seq")?;
    let mut books: BTreeMap<(Uuid, String), Balance> = BTreeMap::new();
    for (school, item, from, to, quantity) in movements {
        let book = books.entry((school, item.clone())).or_default();
        let unknown = |_| Broken::Inconsistent("an account");
        let (from, to): (Account, Account) = (from.parse().map_err(unknown)?, to.parse().map_err(unknown)?);
        let after = u32::try_from(quantity).ok().and_then(|quantity| book.after(from, to, quantity).ok());
        report.look(after.is_some(), || format!("I5: a movement of {item} takes more than there was"));
        *book = after.unwrap_or(*book);
    }
    let blanks: Vec<(Uuid, String, String, i64)> =
        rows!(tx, "SELECT school, template, state, COUNT(*) FROM blank GROUP BY school, template, state")?;
    let mut counted: HashMap<(Uuid, String), HashMap<String, i64>> = HashMap::new();
    for (school, template, state, count) in blanks {
        counted.entry((school, format!("blank:{template}"))).or_default().insert(state, count);
    }
    let renewals: Vec<(Uuid, i64, i64)> =
        rows!(tx, "SELECT school, year, COUNT(*) FROM renewal GROUP BY school, year")?;
    let renewals: HashMap<(Uuid, String), i64> =
        renewals.into_iter().map(|(school, year, count)| ((school, format!("hologram:{year}")), count)).collect();
    for (place, book) in &books {
        report.look(book.holds(), || format!("I5: the book of {} does not balance", place.1));
        if place.1.starts_with("blank:") {
            let states = counted.remove(place).unwrap_or_default();
            let of = |state: &str| states.get(state).copied().unwrap_or_default();
            let agree = (of("stock"), of("reserved"), of("used"), of("spoiled"), of("destroyed"))
                == (book.stock, book.reserved, book.used, book.spoiled, book.destroyed);
            report.look(agree, || format!("I5: the book of {} and the blanks differ", place.1));
        } else {
            let used = renewals.get(place).copied().unwrap_or_default();
            report.look(book.used == used, || {
                format!("I5: the book of {} says {} used, {used} cards were renewed", place.1, book.used)
            });
        }
    }
    report.look(counted.is_empty(), || "I5: there are blanks that no book knows".to_owned());
    Ok(())
}

/// I9, I16: no letter is dropped silently, no idempotency key is without its effect.
async fn check_work(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    let dead: Vec<(String, i64)> =
        rows!(tx, "SELECT kind, COUNT(*) FROM job WHERE failure IS NOT NULL AND done_at IS NOT NULL GROUP BY kind")?;
    for (kind, count) in dead {
        report.lines.push(format!("note: {count} job(s) of kind {kind} were given up"));
    }
    let without: Option<i64> = value!(tx, "SELECT COUNT(*) FROM done WHERE subject IS NULL")?;
    report.look(without == Some(0), || "I16: an idempotency key was kept without its effect".to_owned());
    Ok(())
}

async fn check_files(
    tx: &mut Tx<Everywhere>,
    report: &mut CheckReport,
) -> Result<HashMap<(Uuid, FileHash), FileKind>, Refused> {
    let rows: Vec<(Uuid, Vec<u8>, String)> = rows!(tx, "SELECT school, hash, kind FROM file")?;
    let mut kept = HashMap::new();
    for (school, hash, kind) in rows {
        let read = FileHash::from_row(&hash).zip(FileKind::from_code(&kind));
        report.look(read.is_some(), || "a file's row cannot be read".to_owned());
        kept.extend(read.map(|(hash, kind)| ((school, hash), kind)));
    }
    let risen: Vec<(Uuid,)> = rows!(
        tx,
        "SELECT file.school FROM file JOIN erasure ON erasure.school = file.school AND erasure.hash = file.hash"
    )?;
    report.look(risen.is_empty(), || "an erased file is kept again".to_owned());
    Ok(kept)
}
