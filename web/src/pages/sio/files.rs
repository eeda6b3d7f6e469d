//! The file of cards for SIO, and what SIO shows held against the register.

use askama::Template;
use axum::{Form, extract::Request};
use i18n_embed_fl::fl;
use office::{
    Refused,
    export::{ALONE, Export, Exported},
    fault::Fault,
    state_mobile_id::{Compared, Disagreement},
    table::TableFault,
};
use school::{PupilId, permission::Permission};
use serde::Deserialize;

use crate::{
    forms::{Errors, table_sentence},
    frame::Frame,
    once::with,
    pages::{Answer, exports::file, go, unprocessable},
    refusal::{Refusal, page},
    upload::{Spooled, let_pass, receive_form},
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "sio/export.html")]
struct ExportPage {
    frame: Frame,
    /// Who holds a card that SIO cannot take.
    left_out: Vec<(PupilId, String, String)>,
    typed: Typed,
    alone: usize,
    errors: Errors,
}

/// Why it is wanted, and how it is written.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    reason: String,
    /// With the mark of the encoding, if anything.
    bom: String,
}

impl Typed {
    fn wanted(&self) -> Export {
        Export::Sio { mark: !self.bom.is_empty() }
    }
}

async fn export_page(staff: &Staff, typed: Typed, errors: Errors) -> Result<ExportPage, Refused> {
    if !staff.desk.may_export(&typed.wanted()) {
        return Err(Refused::Forbidden);
    }
    let mut frame = staff.frame("print").await?;
    frame.title_error = errors.any();
    Ok(ExportPage { frame, left_out: staff.desk.left_out_of_sio().await?, typed, alone: ALONE, errors })
}

/// What is in the file and what to do with it, and the question why it is wanted.
pub async fn export(staff: Staff) -> Answer {
    Ok(page(&export_page(&staff, Typed::default(), Errors::default()).await?))
}

/// The file, or a request for it.
pub async fn take_export(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let wanted = typed.wanted();
    match staff.desk.export(&wanted, &typed.reason).await {
        Ok(Exported::File(bytes)) => Ok(file(&wanted, bytes)),
        Ok(Exported::Waits(_)) => Ok(go("/exports")),
        Err(Refused::Invalid(problems)) => {
            let t = staff.t();
            let errors = Errors::labelled(t, &problems, &[("reason", fl!(t, "export-reason"))]);
            Ok(unprocessable(&export_page(&staff, typed, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

#[derive(Template)]
#[template(path = "sio/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    found: Option<Found>,
    errors: Errors,
}

/// What came of it, in words.
struct Found {
    there: usize,
    here: usize,
    missing_there: Vec<(PupilId, String, String)>,
    /// The masked PESEL and the number.
    missing_here: Vec<(String, String)>,
    differing: Vec<(PupilId, String, Vec<String>)>,
}

fn found(t: Words, compared: Compared) -> Found {
    let Compared { there, here, found } = compared;
    let (mut missing_there, mut missing_here, mut differing) = (Vec::new(), Vec::new(), Vec::new());
    for one in found {
        match one {
            Disagreement::MissingThere { pupil, name, number } => missing_there.push((pupil, name, number)),
            Disagreement::MissingHere { pesel, number } => missing_here.push((pesel, number)),
            Disagreement::Differs { pupil, name, fields } => {
                let labels = [fl!(t, "cards-number"), fl!(t, "sio-issued-on"), fl!(t, "sio-disability")];
                let pairs = labels.into_iter().zip(fields).filter_map(|(label, pair)| Some((label, pair?)));
                let said = pairs
                    .map(|(label, (ours, theirs))| fl!(t, "sio-differs", what = label, here = ours, there = theirs));
                differing.push((pupil, name, said.collect()));
            }
        }
    }
    Found { there, here, missing_there, missing_here, differing }
}

fn may_compare(staff: &Staff) -> Result<(), Refused> {
    let may = staff.desk.may(Permission::RevealPesel) && staff.desk.may(Permission::SeePrintRuns);
    if may { Ok(()) } else { Err(Refused::Forbidden) }
}

async fn comparison_page(staff: &Staff, found: Option<Found>, errors: Errors) -> Result<ComparisonPage, Refused> {
    let mut frame = staff.frame("print").await?;
    frame.title_error = errors.any();
    Ok(ComparisonPage { frame, found, errors })
}

/// What is compared, and the field for the list of SIO.
pub async fn comparison(staff: Staff) -> Answer {
    may_compare(&staff)?;
    Ok(page(&comparison_page(&staff, None, Errors::default()).await?))
}

/// Holds a list of SIO against the register.
pub async fn compare(staff: Result<Staff, Refusal>, request: Request) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    may_compare(&staff)?; // before a byte of the upload is read
    let t = staff.t();
    let refused = match receive_form(request).await?.file {
        None => fl!(t, "lists-file-none"),
        Some(Err(Fault::TooManyBytes { bytes })) => table_sentence(t, TableFault::TooManyBytes { bytes }),
        Some(Err(_)) => table_sentence(t, TableFault::Damaged),
        Some(Ok(Spooled { file, digest })) => {
            let desk = staff.desk.under(staff.guest.once.map(|once| with(once, &digest)));
            match desk.compare_with_sio(file).await {
                Ok(compared) => {
                    let shown = comparison_page(&staff, Some(found(t, compared)), Errors::default()).await?;
                    return Ok(page(&shown));
                }
                Err(Refused::Table(fault)) => table_sentence(t, fault),
                Err(refused) => return Err(refused.into()),
            }
        }
    };
    let mut shown = comparison_page(&staff, None, Errors::one("file", refused)).await?;
    "/sio/comparison".clone_into(&mut shown.frame.path);
    Ok(unprocessable(&shown))
}
