//! Opening a print run: numbers, blanks and cards in one transaction, everything or nothing.

use std::collections::HashSet;

use jiff::civil::Date;
use school::{
    CardId, PhotoId, PrintRunId, PupilId, application,
    card::Card,
    event::Event,
    law::{RuleBook, TemplateCode},
    ledger::{Account, Item},
    number::CardNumber,
    permission::Permission,
};

use super::{
    OpenPrintRun,
    face::{PrintedFace, must_fit},
    readiness::{must_be_date_of_issue, template},
};
use crate::{
    StaffDesk,
    ledger::typed,
    refused::{Conflict, FieldError, Problem, Refused},
    store::{
        Tx, Within,
        movement::Move,
        print_run::{Issuer, NewRun, Succeeds},
        rows::{count, new_id},
    },
    vault::FileHash,
};

/// Somebody to print: whose card, with which photo.
struct Chosen {
    pupil: PupilId,
    photo: PhotoId,
    portrait: FileHash,
    /// Whose place the card takes, if it is not the pupil's first.
    succeeds: Option<Succeeds>,
}

/// What all cards of a run have in common.
struct Common<'a> {
    issuer: &'a Issuer,
    head: &'a str,
    issued_on: Date,
    template: TemplateCode,
    layout: &'a str,
    book: &'a RuleBook,
}

impl StaffDesk {
    /// Opens a run for those of the named pupils who are ready: gives numbers, sets blanks aside and freezes what
    /// will be printed, in the order of classes and of the Polish alphabet.
    ///
    /// # Errors
    /// If nobody is ready, there are too few blanks, no head, no template, a text does not fit the card, or the date
    /// of issue cannot be; nothing is changed then.
    pub async fn open_print_run(&self, form: &OpenPrintRun) -> Result<PrintRunId, Refused> {
        self.must(Permission::OpenPrintRuns)?;
        let issued_on = typed::day(&form.issued_on).map_err(|problem| FieldError::refuse("issued_on", problem))?;
        must_be_date_of_issue(issued_on, self.today())?;
        let wanted = form.pupils.iter().map(|id| id.parse()).collect::<Result<HashSet<PupilId>, _>>();
        let wanted = wanted.map_err(|_| FieldError::refuse("pupils", Problem::NotOffered))?;
        if wanted.is_empty() {
            return Err(FieldError::refuse("pupils", Problem::Required));
        }
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let issuer = tx.issuer().await?;
        let (template, layout) =
            template(issuer.kind, issued_on).ok_or_else(|| FieldError::refuse("template", Problem::NotOffered))?;
        let head = tx.head_on(issued_on).await?.ok_or(Refused::Conflict(Conflict::NoHead))?;
        let chosen = choose(&mut tx, &wanted).await?;
        let quantity = count(i64::try_from(chosen.len()).unwrap_or(i64::MAX))?;
        tx.must_have_blanks(template, quantity).await?;
        let first = tx.take_numbers(issued_on.year(), quantity).await?;
        let book = tx.rule_book().await?;
        let common = Common { issuer: &issuer, head: &head, issued_on, template, layout: &layout.id, book: &book };
        let faces = faces(&mut tx, &chosen, first, &common).await?;
        must_fit(&faces, &layout).await?;

        let id = PrintRunId(new_id());
        let run = NewRun { id, template: template.code(), layout: &layout.id, issued_on, head: &head };
        let number = tx.add_run(&run).await?;
        let cards = add_cards(&mut tx, id, &chosen, &faces, first, &common).await?;
        tx.move_pieces(&Move {
            item: Item::Blank(template),
            from: Account::Stock,
            to: Account::Reserved,
            quantity,
            document: &format!("partia druku {number}"),
            subject: Some(id.0),
            on: self.today(),
        })
        .await?;
        for card in cards {
            tx.record(&Event::new("card.prepared", card.id).with("number", card.number).with("print_run", number))
                .await?;
        }
        let event = Event::new("print_run.opened", id).with("number", number).with("cards", quantity);
        tx.commit(event.with("issued_on", issued_on).with("template", template)).await?;
        Ok(id)
    }
}

/// Those of the wanted who are ready, in the order of the sheet. Their photos stand fast until the end.
async fn choose(tx: &mut Tx<Within>, wanted: &HashSet<PupilId>) -> Result<Vec<Chosen>, Refused> {
    let mut chosen = Vec::new();
    for candidate in tx.candidates(None).await? {
        let pupil = candidate.pupil.into();
        if let Some((photo, portrait)) = candidate.ready()?
            && wanted.contains(&pupil)
            && tx.freeze_photo(photo, pupil).await?
        {
            chosen.push(Chosen { pupil, photo, portrait, succeeds: candidate.succeeds()? });
        }
    }
    if chosen.is_empty() { Err(Refused::Conflict(Conflict::NobodyReady)) } else { Ok(chosen) }
}

async fn faces(
    tx: &mut Tx<Within>,
    chosen: &[Chosen],
    first: CardNumber,
    common: &Common<'_>,
) -> Result<Vec<PrintedFace>, Refused> {
    let mut number = first;
    let mut faces = Vec::with_capacity(chosen.len());
    for Chosen { pupil, succeeds, .. } in chosen {
        let facts = tx.pupil(*pupil).await?;
        let how = (common.template, common.layout);
        let dates = common.book.dates(common.issued_on).value;
        let face = PrintedFace::new(&facts.pupil, common.issuer, common.head, common.issued_on, number, how, dates);
        let duplicate = succeeds
            .as_ref()
            .is_some_and(|old| application::bears_the_word(old.succession, common.issued_on, common.book));
        faces.push(PrintedFace { duplicate, ..face });
        number = number.next();
    }
    Ok(faces)
}

/// The cards, each with the next number and the next blank.
async fn add_cards(
    tx: &mut Tx<Within>,
    run: PrintRunId,
    chosen: &[Chosen],
    faces: &[PrintedFace],
    first: CardNumber,
    common: &Common<'_>,
) -> Result<Vec<Card>, Refused> {
    let blanks = tx.stock_blanks(common.template, count(i64::try_from(chosen.len()).unwrap_or(i64::MAX))?).await?;
    let mut number = first;
    let mut cards = Vec::with_capacity(chosen.len());
    for ((who, face), blank) in chosen.iter().zip(faces).zip(blanks) {
        let id = CardId(new_id());
        let card = Card::prepare(id, who.pupil, who.photo, number, common.template, common.issued_on, blank.id());
        tx.add_card(&card, run, face, who.portrait).await?;
        if let Some(old) = &who.succeeds {
            tx.fulfil_application(old.application, id).await?;
        }
        tx.reserve_blank(blank.id(), id).await?;
        cards.push(card);
        number = number.next();
    }
    Ok(cards)
}
