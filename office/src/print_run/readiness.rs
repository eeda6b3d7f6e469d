//! Who can be printed, and what there is to print on.

use jiff::{ToSpan, civil::Date};
use school::{
    ClassId,
    law::{
        TemplateCode,
        allowed_forms::{self, Form},
        templates,
    },
    ledger::Item,
    permission::Permission,
    school_kind::SchoolKind,
};
use workshop::{card::Layout, font::lacking};

use super::{NotReady, Readiness, ReadyPupil};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    store::{print_run::Candidate, rows::count},
};

/// Cards may bear a date of issue so many days ahead: a run for September is printed in August.
const DAYS_AHEAD: i64 = 60;

/// May a card bear this date of issue: a card of R2023 (`L1.3-5`), not far ahead?
pub(super) fn must_be_date_of_issue(issued_on: Date, today: Date) -> Result<(), Refused> {
    let until = today.saturating_add(DAYS_AHEAD.days());
    if allowed_forms::allowing(Form::Card, issued_on).is_some() && issued_on <= until {
        return Ok(());
    }
    let cards = allowed_forms::ROWS.iter().filter(|rule| rule.value.form == Form::Card);
    let from = cards.filter_map(|rule| rule.from).min().unwrap_or(today);
    Err(FieldError::refuse("issued_on", Problem::NotADateOfIssue { from, until }))
}

/// The template of the school's ordinary card on that day and where its words stand; none if the law knows none
/// for this school, or the program brings no layout for it.
pub(super) fn template(kind: SchoolKind, issued_on: Date) -> Option<(TemplateCode, Layout)> {
    let (template, _) = templates::for_holder(kind, false, issued_on)?;
    Layout::of(template.code()).ok().map(|layout| (template, layout))
}

/// Surname first, as lists are read.
pub(super) fn listed(candidate: &Candidate) -> String {
    format!("{} {}", candidate.surname, candidate.given)
}

/// What keeps a pupil who is not ready from print.
pub(super) fn not_ready(candidate: &Candidate) -> NotReady {
    match candidate.card.as_deref() {
        Some("issued") => NotReady::HasCard,
        Some(_) => NotReady::InProgress,
        None if candidate.unprintable && lacking(&listed(candidate)).is_some() => NotReady::Name,
        None if candidate.unprintable => NotReady::NameTooLong,
        None if candidate.lacks_application() => NotReady::NoApplication,
        None if candidate.owes() => NotReady::FeeNotPaid,
        None if candidate.photo.is_some() && candidate.ruling => NotReady::OtherTemplate,
        None if candidate.photo.is_some() => NotReady::NoTemplate,
        None if candidate.waiting => NotReady::PhotoWaiting,
        None if candidate.rejected => NotReady::PhotoRejected,
        None => NotReady::NoPhoto,
    }
}

impl StaffDesk {
    /// Who can be printed with this date of issue, who not and why, and whether blanks and a head are there.
    ///
    /// # Errors
    /// If the role may not open print runs, or no card may bear that date.
    pub async fn readiness(&self, class: Option<ClassId>, issued_on: Date) -> Result<Readiness, Refused> {
        self.must(Permission::OpenPrintRuns)?;
        must_be_date_of_issue(issued_on, self.today())?;
        let mut tx = self.look().await?;
        let template = template(tx.issuer().await?.kind, issued_on).map(|(template, _)| template);
        let (mut ready, mut others) = (Vec::new(), Vec::new());
        for candidate in tx.candidates(class).await? {
            match candidate.ready()? {
                Some((photo, _)) if template.is_some() => ready.push(ReadyPupil {
                    pupil: candidate.pupil.into(),
                    name: listed(&candidate),
                    class: candidate.class_name,
                    class_id: candidate.class.into(),
                    photo,
                }),
                _ => {
                    let why = not_ready(&candidate);
                    others.push((candidate.pupil.into(), listed(&candidate), candidate.class_name, why));
                }
            }
        }
        let blanks = match template {
            Some(template) => count(tx.balance(Item::Blank(template)).await?.stock)?,
            None => 0,
        };
        Ok(Readiness {
            ready,
            not_ready: others,
            blanks,
            template: template.map_or_else(String::new, |template| template.to_string()),
            head: tx.head_on(issued_on).await?,
            next_number: tx.next_number(issued_on.year()).await?.to_string(),
        })
    }

    /// How many pupils are ready for print, today.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn ready_count(&self) -> Result<u32, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let (kind, ready) = self.look().await?.count_ready().await?;
        Ok(if template(kind, self.today()).is_some() { ready } else { 0 })
    }
}
