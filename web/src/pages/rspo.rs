//! The school's data from the register of schools (RSPO): the administrator uploads its file, or pastes what was
//! copied from its pages, and picks the entry, which then stands in the form of the school's data to be looked at and
//! saved there.

use askama::Template;
use axum::extract::Request;
use i18n_embed_fl::fl;
use office::{
    Refused,
    fault::Fault,
    installation::{FoundInRspo, SchoolData, SchoolForm},
    table::TableFault,
};
use school::{
    permission::Permission,
    rspo::{Institution, Issues},
};

use super::{Answer, school_data::as_typed, setup::kind_words, unprocessable};
use crate::{
    forms::{Errors, table_sentence},
    frame::Frame,
    refusal::{Refusal, page},
    upload::{Brought, MOST_PASTED, Spooled, let_pass, receive_form},
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "school_data/rspo.html")]
struct RspoPage {
    frame: Frame,
    /// What was looked for.
    q: String,
    /// What was pasted.
    pasted: String,
    /// How many were found, in a sentence; none before a file has come.
    counted: Option<String>,
    entries: Vec<Entry>,
    errors: Errors,
    version: i64,
}

/// An entry of the register, and the form of the school's data with it.
struct Entry {
    /// The number, the kind and the head, as the register has them.
    about: Vec<String>,
    /// Does the register say that cards are not its to issue?
    issues_nothing: bool,
    form: SchoolForm,
}

/// What was sent beside a file.
#[derive(Default)]
struct Asked {
    q: String,
    pasted: String,
}

/// Where the file is chosen.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&rspo_page(&staff, Asked::default(), None, Errors::default()).await?))
}

/// The entries that were looked for in it.
pub async fn find(staff: Result<Staff, Refusal>, request: Request) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    if !staff.desk.may(Permission::ManageSchool) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let t = staff.t();
    let Brought { file, search: q, pasted, .. } = receive_form(request).await?;
    let asked = Asked { q, pasted };
    let (field, found) = match file {
        Some(Ok(Spooled { file, .. })) => ("file", staff.desk.find_in_rspo(file, &asked.q).await),
        Some(Err(Fault::TooManyBytes { bytes })) => ("file", Err(Refused::Table(TableFault::TooManyBytes { bytes }))),
        Some(Err(_)) => ("file", Err(Refused::Table(TableFault::Damaged))),
        None if asked.pasted.trim().is_empty() => {
            return no_entry(&staff, asked, "file", fl!(t, "rspo-file-none")).await;
        }
        None if asked.pasted.len() > MOST_PASTED => ("pasted", Err(Refused::Table(TableFault::TooManyRows))),
        None => ("pasted", staff.desk.find_in_rspo_text(&asked.pasted, &asked.q).await),
    };
    let refused = match found {
        Ok(Some(found)) => return Ok(page(&rspo_page(&staff, asked, Some(found), Errors::default()).await?)),
        Ok(None) if field == "pasted" => fl!(t, "rspo-pasted-other"),
        Ok(None) => fl!(t, "rspo-file-other"),
        Err(Refused::Table(TableFault::TooManyRows)) if field == "pasted" => fl!(t, "rspo-pasted-long"),
        Err(Refused::Table(TableFault::TooManyRows)) => fl!(t, "rspo-file-long"),
        Err(Refused::Table(fault)) => table_sentence(t, fault),
        Err(refused) => return Err(refused.into()),
    };
    no_entry(&staff, asked, field, refused).await
}

/// The form again, with why nothing was looked up.
async fn no_entry(staff: &Staff, asked: Asked, field: &'static str, refused: String) -> Answer {
    Ok(unprocessable(&rspo_page(staff, asked, None, Errors::one(field, refused)).await?))
}

async fn rspo_page(
    staff: &Staff,
    asked: Asked,
    found: Option<FoundInRspo>,
    errors: Errors,
) -> Result<RspoPage, Refused> {
    let t = staff.t();
    if !staff.desk.may(Permission::ManageSchool) {
        return Err(Refused::Forbidden);
    }
    let data = staff.desk.school_data().await?;
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    let counted = found.as_ref().map(|found| fl!(t, "rspo-found", count = found.total, shown = found.entries.len()));
    let entries = found.unwrap_or_default().entries.into_iter().map(|one| entry(t, &data, one)).collect();
    let Asked { q, pasted } = asked;
    Ok(RspoPage { frame, q, pasted, counted, entries, errors, version: data.version })
}

/// What the register says takes the place of what is stored. Its head is told and not taken over: since when somebody
/// heads the school it does not say, and the cards go by that.
fn entry(t: Words, data: &SchoolData, one: Institution) -> Entry {
    let stored = as_typed(data);
    let (kind, words) = match one.issues {
        Issues::Cards(kind) => (kind.code().to_owned(), kind_words(t, kind)),
        Issues::Nothing => (stored.kind.clone(), fl!(t, "rspo-issues-nothing")),
        Issues::Unknown => (stored.kind.clone(), fl!(t, "rspo-kind-unknown")),
    };
    let head = Some(one.head).filter(|head| !head.is_empty()).map(|head| fl!(t, "rspo-head", name = head));
    let number = format!("{}: {}", fl!(t, "setup-rspo"), one.rspo);
    Entry {
        about: [number, words].into_iter().chain(head).collect(),
        issues_nothing: one.issues == Issues::Nothing,
        form: SchoolForm { kind, name: one.name, address: one.address, rspo: one.rspo.to_string(), ..stored },
    }
}
