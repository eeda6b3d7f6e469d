//! Taking the file in. It goes to a file without a name as it comes, so that no upload stands in memory.

use std::{fs::File, io};

use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use i18n_embed_fl::fl;
use office::{
    Refused,
    table::{MOST_BYTES, TableFault},
};
use school::permission::Permission;
use tokio::{io::AsyncWriteExt, task::spawn_blocking};

use super::listed;
use crate::{
    forms::{Errors, table_sentence},
    once::OrDone,
    pages::{Answer, go, unprocessable},
    refusal::Refusal,
    visitor::Staff,
};

/// A larger file is read to its end without being kept, up to so many bytes: a browser shows our sentence about it
/// only once it has sent everything.
const MOST_READ: usize = 100 << 20;

/// Takes a file in as a draft.
pub async fn upload(staff: Staff, request: Request) -> Answer {
    if !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let refused = match receive(request).await? {
        None => fl!(staff.t(), "lists-file-none"),
        Some(Err(fault)) => table_sentence(staff.t(), fault),
        Some(Ok(file)) => match staff.desk.upload_class_list(file).await.or_done() {
            Ok(id) => return Ok(go(&format!("/class-lists/{id}/columns"))),
            Err(Refused::Table(fault)) => table_sentence(staff.t(), fault),
            Err(refused) => return Err(refused.into()),
        },
    };
    Ok(unprocessable(&listed(&staff, Errors::one("file", refused)).await?))
}

/// The file that the form brought, or that it is too large.
async fn receive(mut request: Request) -> Result<Option<Result<File, TableFault>>, Refusal> {
    DefaultBodyLimit::max(MOST_READ).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|error| Refusal::status(error.status()))?;
    let too_many = TableFault::TooManyBytes { bytes: MOST_READ as u64 };
    loop {
        let mut field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(None),
            Err(error) => return stopped(&error).map(|()| Some(Err(too_many))),
        };
        let chosen = field.file_name().is_some_and(|name| !name.is_empty());
        if field.name() == Some("file") && chosen {
            return match spool(&mut field).await? {
                Ok(file) => Ok(Some(file)),
                Err(error) => stopped(&error).map(|()| Some(Err(too_many))),
            };
        }
    }
}

/// Too much is told as such; whatever else stops a form is a refusal.
fn stopped(error: &MultipartError) -> Result<(), Refusal> {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Ok(()),
        status => Err(Refusal::status(status)),
    }
}

/// The file without a name, or that it is too large; the outer error is of this machine, the inner one of the form.
async fn spool(field: &mut Field<'_>) -> Result<Result<Result<File, TableFault>, MultipartError>, Refused> {
    let nameless = spawn_blocking(tempfile::tempfile).await.map_err(io::Error::other)??;
    let mut file = tokio::fs::File::from_std(nameless);
    let mut bytes = 0;
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                bytes += chunk.len();
                if bytes <= MOST_BYTES {
                    file.write_all(&chunk).await?;
                }
            }
            Ok(None) => break,
            Err(error) => return Ok(Err(error)),
        }
    }
    file.flush().await?;
    let fault = TableFault::TooManyBytes { bytes: bytes as u64 };
    Ok(Ok(if bytes > MOST_BYTES { Err(fault) } else { Ok(file.into_std().await) }))
}
