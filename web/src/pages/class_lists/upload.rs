//! Taking the file in.

use axum::extract::Request;
use i18n_embed_fl::fl;
use office::{Refused, fault::Fault, table::TableFault};
use school::permission::Permission;

use super::listed;
use crate::{
    forms::{Errors, table_sentence},
    once::{OrDone, with},
    pages::{Answer, go, unprocessable},
    refusal::Refusal,
    upload::{Spooled, let_pass, receive_form},
    visitor::Staff,
};

/// Takes a file in as a draft.
pub async fn upload(staff: Result<Staff, Refusal>, request: Request) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    if !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let refused = match receive_form(request).await?.file {
        None => fl!(staff.t(), "lists-file-none"),
        Some(Err(Fault::TooManyBytes { bytes })) => table_sentence(staff.t(), TableFault::TooManyBytes { bytes }),
        Some(Err(_)) => table_sentence(staff.t(), TableFault::Damaged),
        Some(Ok(Spooled { file, digest })) => {
            let desk = staff.desk.under(staff.guest.once.map(|once| with(once, &digest)));
            match desk.upload_class_list(file).await.or_done() {
                Ok(id) => return Ok(go(&format!("/class-lists/{id}/columns"))),
                Err(Refused::Table(fault)) => table_sentence(staff.t(), fault),
                Err(refused) => return Err(refused.into()),
            }
        }
    };
    Ok(unprocessable(&listed(&staff, Errors::one("file", refused)).await?))
}
