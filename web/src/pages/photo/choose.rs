//! Choosing a photo (F3). The file goes to a file without a name as it comes, so that no upload stands in memory.

use std::{fs::File, io};

use askama::Template;
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
};
use futures::StreamExt;
use i18n_embed_fl::fl;
use office::{Refused, fault::Fault};
use school::{PupilId, photo::DECLARATION_VERSION};
use tokio::{io::AsyncWriteExt, task::spawn_blocking};

use super::{
    Whose,
    guidelines::Declared,
    guidelines_address, known, limits, sender,
    words::{Sentence, sentences},
};
use crate::{
    forms::{Errors, fault_sentence},
    frame::Frame,
    once::OrDone,
    pages::{Answer, go, unprocessable},
    refusal::{Refusal, page},
    visitor::Family,
};

/// The largest file we keep, in bytes: what people are told as 25 MB, here and by the script of the page.
const MOST_BYTES: u64 = 25 << 20;

/// A larger file is read to its end without being kept, up to so many bytes: a browser shows our sentence about it
/// only once it has sent everything.
const MOST_READ: usize = 100 << 20;

/// The version of a declaration is short; more is not ours.
const MOST_TEXT: usize = 64;

#[derive(Template)]
#[template(path = "photo/choose.html")]
struct ChoosePage {
    frame: Frame,
    whose: Whose,
    version: &'static str,
    most_bytes: u64,
    sentences: Vec<Sentence>,
    /// By what the browser judges.
    limits: String,
    errors: Errors,
}

async fn chooser(family: &Family, pupil: PupilId, errors: Errors) -> Result<ChoosePage, Refused> {
    let whose = Whose::child(family.t(), &sender(family, pupil).await?);
    let mut frame = family.frame("home").await?;
    frame.title_error = errors.any();
    let (sentences, limits) = (sentences(family.t()), limits(family, pupil).await?);
    let (version, most_bytes) = (DECLARATION_VERSION, MOST_BYTES);
    Ok(ChoosePage { frame, whose, version, most_bytes, sentences, limits, errors })
}

/// Where a photo is chosen; without the declaration the guidelines come first.
pub async fn choose(family: Family, Path(id): Path<String>, Query(query): Query<Declared>) -> Answer {
    let pupil = known(&id)?;
    sender(&family, pupil).await?;
    if !query.stands() {
        return Ok(go(&guidelines_address(pupil)));
    }
    Ok(page(&chooser(&family, pupil, Errors::default()).await?))
}

/// Takes a file in as a draft.
pub async fn upload(family: Result<Family, Refusal>, Path(id): Path<String>, request: Request) -> Answer {
    let family = match family {
        Ok(family) => family,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    let pupil = known(&id)?;
    sender(&family, pupil).await?; // before a byte of a stranger's upload is read
    let brought = receive(request).await?;
    let refused = match brought.file {
        None => fl!(family.t(), "choose-none"),
        Some(Err(fault)) => fault_sentence(family.t(), &fault),
        Some(Ok(file)) => match family.desk.upload_photo(pupil, &brought.declaration, file).await.or_done() {
            Ok(photo) => return Ok(go(&format!("/photos/{photo}/crop"))),
            Err(Refused::Photo(fault)) => fault_sentence(family.t(), &fault),
            Err(Refused::Invalid(_)) => return Ok(go(&guidelines_address(pupil))), // not declared, or another sentence
            Err(refused) => return Err(refused.into()),
        },
    };
    Ok(unprocessable(&chooser(&family, pupil, Errors::one("file", refused)).await?))
}

/// Reads an upload without keeping it: whose session has ended sees how to go on once the browser has sent everything.
async fn let_pass(request: Request) {
    let mut chunks = request.into_body().into_data_stream();
    let mut read = 0;
    while let Some(Ok(chunk)) = chunks.next().await {
        read += chunk.len();
        if read > MOST_READ {
            return;
        }
    }
}

/// What the form brought. It has two fields for a file, one for the camera; the first with a file in it counts.
#[derive(Default)]
struct Brought {
    declaration: String,
    file: Option<Result<File, Fault>>,
}

async fn receive(mut request: Request) -> Result<Brought, Refusal> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    DefaultBodyLimit::max(MOST_READ).apply(&mut request);
    let form = Multipart::from_request(request, &()).await.map_err(|error| Refusal::status(error.status()))?;
    let mut brought = Brought::default();
    match brought.fill(form).await {
        Ok(()) => Ok(brought),
        Err(Stopped::TooMuch) => {
            let fault = Fault::TooManyBytes { bytes: length.unwrap_or(MOST_READ as u64) };
            Ok(Brought { file: Some(Err(fault)), ..brought })
        }
        Err(Stopped::Refused(refusal)) => Err(refusal),
    }
}

impl Brought {
    async fn fill(&mut self, mut form: Multipart) -> Result<(), Stopped> {
        while let Some(mut field) = form.next_field().await? {
            let chosen = field.file_name().is_some_and(|name| !name.is_empty());
            match field.name() {
                Some("declaration") => self.declaration = short_text(&mut field).await?,
                Some("file") if chosen && self.file.is_none() => self.file = Some(spool(&mut field).await?),
                _ => {}
            }
        }
        Ok(())
    }
}

async fn short_text(field: &mut Field<'_>) -> Result<String, Stopped> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        bytes.extend_from_slice(&chunk[..chunk.len().min(MOST_TEXT - bytes.len())]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The file without a name, or that it is too large. What is wrong with the picture itself, the workshop says.
async fn spool(field: &mut Field<'_>) -> Result<Result<File, Fault>, Stopped> {
    let nameless = spawn_blocking(tempfile::tempfile).await.map_err(io::Error::other)??;
    let mut file = tokio::fs::File::from_std(nameless);
    let mut bytes = 0;
    while let Some(chunk) = field.chunk().await? {
        bytes += chunk.len() as u64;
        if bytes <= MOST_BYTES {
            file.write_all(&chunk).await?;
        }
    }
    file.flush().await?;
    Ok(if bytes > MOST_BYTES { Err(Fault::TooManyBytes { bytes }) } else { Ok(file.into_std().await) })
}

/// Why a form was not read to its end.
enum Stopped {
    TooMuch,
    Refused(Refusal),
}

impl From<MultipartError> for Stopped {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooMuch,
            status => Self::Refused(Refusal::status(status)),
        }
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Refused(Refused::from(error).into())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};

    use axum::body::Body;

    use super::*;

    fn form(parts: &[(&str, &[u8])]) -> Request {
        let mut body = Vec::new();
        for (disposition, content) in parts {
            body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x--\r\n");
        Request::post("/").header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap()
    }

    async fn brought(parts: &[(&str, &[u8])]) -> Brought {
        receive(form(parts)).await.ok().unwrap()
    }

    #[tokio::test]
    async fn the_field_with_a_file_in_it_counts() {
        let camera = ("name=\"file\"; filename=\"\"", &b""[..]);
        let chosen = ("name=\"file\"; filename=\"a.jpg\"", &b"bytes"[..]);
        let brought_both = brought(&[("name=\"declaration\"", b"1"), camera, chosen]).await;
        let mut file = brought_both.file.unwrap().unwrap();
        let mut bytes = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        assert_eq!((brought_both.declaration.as_str(), &bytes[..]), ("1", &b"bytes"[..]));
        assert!(brought(&[camera]).await.file.is_none());
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_is_told_its_size() {
        let large = vec![7; 31 << 20];
        let told = brought(&[("name=\"file\"; filename=\"a.jpg\"", &large)]).await.file.unwrap().unwrap_err();
        assert_eq!(told, Fault::TooManyBytes { bytes: 31 << 20 });
        let monstrous = vec![7; MOST_READ + 1];
        let told = brought(&[("name=\"file\"; filename=\"a.jpg\"", &monstrous)]).await.file.unwrap().unwrap_err();
        assert!(matches!(told, Fault::TooManyBytes { .. }));
    }
}
