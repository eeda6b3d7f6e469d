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
    keys::SchoolKey,
    refused::Refused,
    store::{
        Everywhere, Mode, Tx,
        invariants::{CardSupport, CardTold, ChainEnd, SealedAbout, SealedIdentity},
        pupil::open_identity,
        rows::word,
    },
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
    /// Checks the data, while the school works, too: rows are read as they stood at one moment. `deep` also reads every
    /// stored file and opens everything that is sealed.
    ///
    /// # Errors
    /// If something cannot be read at all.
    pub async fn check(&self, deep: bool) -> Result<CheckReport, Refused> {
        let mut report = CheckReport::default();
        let mut tx = self.db().snapshot(self.now()).await?;
        for complaint in tx.engine_complaints().await? {
            report.look(false, || format!("database: {complaint}"));
        }
        check_chains(&mut tx, &mut report).await?;
        check_photos(&mut tx, &mut report).await?;
        check_cards(&mut tx, &mut report).await?;
        check_schools(&mut tx, &mut report).await?;
        check_register(&mut tx, &mut report).await?;
        check_ledgers(&mut tx, &mut report).await?;
        check_work(&mut tx, &mut report).await?;
        let kept = check_files(&mut tx, &mut report).await?;
        drop(tx);
        let stored = self.vault().list(self.now().as_second()).await?;
        self.check_vault(&kept, &stored, deep, &mut report).await?;
        if deep {
            self.check_seals(&mut report).await?;
        }
        Ok(report)
    }

    /// I2, I3: every row has its file, unaltered; a file without a row is young. `kept` and `stored` were read one
    /// after the other while the school went on working, so whatever looks wrong is looked up again before it is told.
    pub(super) async fn check_vault(
        &self,
        kept: &HashMap<(Uuid, FileHash), FileKind>,
        stored: &[(SchoolId, FileHash, i64)],
        deep: bool,
        report: &mut CheckReport,
    ) -> Result<(), Refused> {
        let there: HashSet<(Uuid, FileHash)> = stored.iter().map(|(school, hash, _)| (school.0, *hash)).collect();
        for &(school, hash, age) in stored {
            let alone = !kept.contains_key(&(school.0, hash)) && age > ORPHAN_AGE;
            let orphan = alone && self.is_left_behind(school, hash).await?;
            report.look(!orphan, || format!("I3: file {hash} has no row and is older than a day"));
        }
        for (&(school, hash), &kind) in kept {
            let (is_there, school) = (there.contains(&(school, hash)), SchoolId(school));
            let missing = !is_there && self.is_kept(school, hash).await?;
            report.look(!missing, || format!("I2: file {hash} ({}) is missing", kind.code()));
            if deep && is_there {
                let damaged = !self.opens(school, kind, hash).await? && self.is_kept(school, hash).await?;
                report.look(!damaged, || format!("I2: file {hash} ({}) is damaged or does not open", kind.code()));
            }
        }
        Ok(())
    }

    async fn opens(&self, school: SchoolId, kind: FileKind, hash: FileHash) -> Result<bool, Refused> {
        let key = self.school_key(school).await?;
        Ok(self.vault().get(school, &key, kind, hash).await.is_ok())
    }

    /// Is the file still written down, now? A row goes before its bytes do, and what replaced it has another name.
    async fn is_kept(&self, school: SchoolId, hash: FileHash) -> Result<bool, Refused> {
        self.db().everywhere(Mode::Read, self.now()).await?.keeps(school, hash).await
    }

    /// Are these bytes still there, without a row and without a job that is about to delete them?
    async fn is_left_behind(&self, school: SchoolId, hash: FileHash) -> Result<bool, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let expected = tx.keeps(school, hash).await? || tx.is_going(school, hash).await?;
        drop(tx);
        Ok(!expected && self.vault().holds(school, hash).await?)
    }

    /// Everything sealed opens with its school's key, and indexes match.
    async fn check_seals(&self, report: &mut CheckReport) -> Result<(), Refused> {
        let mut tx = self.db().snapshot(self.now()).await?;
        let pupils = tx.sealed_identities().await?;
        let sealed = [
            ("entry:", tx.sealed_entries().await?),
            ("face:", tx.sealed_faces().await?),
            ("family note:", tx.sealed_notes().await?),
            ("class-list:", tx.sealed_lists().await?),
            ("class-list-workbook:", tx.sealed_workbooks().await?),
            ("class-list-undo:", tx.sealed_undos().await?),
            ("saved-view:", tx.sealed_views().await?),
        ];
        drop(tx);
        for pupil in pupils {
            let key = self.school_key(SchoolId(pupil.school)).await?;
            report.look(identity_opens(&pupil, &key), || {
                format!("the identity of pupil {} does not open, or its index is wrong", pupil.id)
            });
        }
        for (what, rows) in sealed {
            for SealedAbout { school, id, sealed } in rows {
                let key = self.school_key(SchoolId(school)).await?;
                let about = [what.as_bytes(), id.as_bytes()].concat();
                report.look(key.open(&about, &sealed).is_ok(), || format!("{what}{id} does not open"));
            }
        }
        Ok(())
    }
}

fn identity_opens(pupil: &SealedIdentity, key: &SchoolKey) -> bool {
    let identity = open_identity(key, pupil.id, pupil.pesel.as_deref(), pupil.document.as_deref());
    identity.is_ok_and(|identity| pupil.identity_index == key.identity_index(&identity))
}

/// I8: every chain is whole, in order, and ends where its head says.
async fn check_chains(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for ChainEnd { school, seq: last, head } in tx.chain_ends().await? {
        let (mut seq, mut previous) = (0_i64, vec![0; 32]);
        loop {
            let entries = tx.chain_after(school, seq).await?;
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

/// I4: every decision has its event; every picture a photo names is kept, and every piece of a pack.
async fn check_photos(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for (id, state, events) in tx.photos_told().await? {
        report.look(events > 0, || format!("I4: photo {id} is {state} and the log does not say how"));
    }
    for id in tx.photos_without_picture().await? {
        report.look(false, || format!("I2: photo {id} names a picture that is not kept"));
    }
    for id in tx.packs_without_piece().await? {
        report.look(false, || format!("I2: photo pack {id} names a piece that is not kept"));
    }
    for id in tx.notes_without_source().await? {
        report.look(false, || format!("the family's note of photo {id} is kept without its source"));
    }
    Ok(())
}

/// I6, I4 and what a card leans on: its blank, its number, its frozen portrait.
async fn check_cards(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for card in tx.cards_with_support().await? {
        let CardSupport { id, state, serial, year, last, blank, portraits } = card;
        report.look(last.is_some_and(|last| serial <= last), || {
            format!("card {id} has number {serial}/{year}, which was never given")
        });
        let expected = if state == "prepared" { "reserved" } else { "used" };
        report.look(blank.as_deref() == Some(expected), || {
            format!("I5: card {id} is {state} and its blank is {blank:?}")
        });
        report.look(portraits == 1, || format!("I2: card {id} names a portrait that is not kept"));
    }
    for pupil in tx.pupils_with_two_cards().await? {
        report.look(false, || format!("I6: pupil {pupil} has more than one living card"));
    }
    for CardTold { id, state, prepared, printed, issued, invalidated, received } in tx.cards_told().await? {
        let expected = match state.as_str() {
            "prepared" => (1, 0, 0, 0),
            "printed" => (1, 1, 0, 0),
            "issued" => (1, 1, 1, 0),
            _ => (1, 1, i64::from(received), 1),
        };
        report.look((prepared, printed, issued, invalidated) == expected, || {
            format!(
                "I4: card {id} is {state}; the log says prepared {prepared}, printed {printed}, issued {issued}, invalidated {invalidated}"
            )
        });
    }
    check_successions(tx, report).await
}

/// Whatever took the place of a card did so after that had ended, was paid for, and stands in the register after it.
async fn check_successions(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for (what, id) in tx.broken_successions().await? {
        report.look(false, || format!("I6: card or application {id} {what}"));
    }
    Ok(())
}

/// I12: nothing of one school names anything of another; classes are in the hands of those who work there.
async fn check_schools(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for (what, id) in tx.named_of_another_school().await? {
        report.look(false, || format!("I12: the {what} {id} is of another school"));
    }
    for id in tx.classes_of_strangers().await? {
        report.look(false, || format!("class {id} has a form teacher who does not work there as one"));
    }
    Ok(())
}

/// The register has one row per card handed out, numbered without gaps.
async fn check_register(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for (school, rows, last) in tx.registers().await? {
        report.look(rows == last, || {
            format!("the register of school {school} has {rows} rows and ends with number {last}")
        });
    }
    for (id, entries) in tx.cards_in_register().await? {
        report.look(entries == 1, || format!("card {id} was handed out and the register does not say so"));
    }
    Ok(())
}

/// I5: the books balance, and agree with the blanks and the renewals.
async fn check_ledgers(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    let books = read_books(tx, report).await?;
    let mut blanks: HashMap<(Uuid, String), HashMap<String, i64>> = HashMap::new();
    for (school, template, state, count) in tx.blanks_by_state().await? {
        blanks.entry((school, format!("blank:{template}"))).or_default().insert(state, count);
    }
    let renewals = tx.renewals_by_period().await?.into_iter();
    let item = |year: i64, part: &str| match part {
        "year" => format!("hologram:{year}"),
        semester => format!("hologram:{year}:{semester}"),
    };
    let renewals: HashMap<(Uuid, String), i64> =
        renewals.map(|(school, year, part, count)| ((school, item(year, &part)), count)).collect();
    for (place, book) in &books {
        report.look(book.holds(), || format!("I5: the book of {} does not balance", place.1));
        if place.1.starts_with("blank:") {
            let states = blanks.remove(place).unwrap_or_default();
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
    report.look(blanks.is_empty(), || "I5: there are blanks that no book knows".to_owned());
    Ok(())
}

/// The balance of every item of every school, movement by movement.
async fn read_books(
    tx: &mut Tx<Everywhere>,
    report: &mut CheckReport,
) -> Result<BTreeMap<(Uuid, String), Balance>, Refused> {
    let mut books: BTreeMap<(Uuid, String), Balance> = BTreeMap::new();
    for movement in tx.movements().await? {
        let (from, to): (Account, Account) = (word(&movement.from_account)?, word(&movement.to_account)?);
        let book = books.entry((movement.school, movement.item.clone())).or_default();
        let after = u32::try_from(movement.quantity).ok().and_then(|quantity| book.after(from, to, quantity).ok());
        report.look(after.is_some(), || format!("I5: a movement of {} takes more than there was", movement.item));
        *book = after.unwrap_or(*book);
    }
    Ok(books)
}

/// I9, I16: no letter is dropped silently, no idempotency key is without its effect.
async fn check_work(tx: &mut Tx<Everywhere>, report: &mut CheckReport) -> Result<(), Refused> {
    for (kind, count) in tx.jobs_given_up().await? {
        report.lines.push(format!("note: {count} job(s) of kind {kind} were given up"));
    }
    let without = tx.requests_without_effect().await?;
    report.look(without == 0, || "I16: an idempotency key was kept without its effect".to_owned());
    Ok(())
}

/// The files that have a row, and what they are.
pub(super) async fn check_files(
    tx: &mut Tx<Everywhere>,
    report: &mut CheckReport,
) -> Result<HashMap<(Uuid, FileHash), FileKind>, Refused> {
    let mut kept = HashMap::new();
    for (school, hash, kind) in tx.files().await? {
        let read = FileHash::from_row(&hash).zip(FileKind::from_code(&kind));
        report.look(read.is_some(), || "a file's row cannot be read".to_owned());
        kept.extend(read.map(|(hash, kind)| ((school, hash), kind)));
    }
    let risen = tx.risen_files().await?;
    report.look(risen == 0, || "an erased file is kept again".to_owned());
    Ok(kept)
}
