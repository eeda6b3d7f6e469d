//! Uploads: of the page where a photo is chosen, and of the API. A file goes to a file without a name as it comes, so
//! that no upload stands in memory.

use std::{fs::File, io};

use axum::{
    body::Bytes,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
};
use futures::{Stream, StreamExt};
use office::{Refused, fault::Fault};
use sha2::{Digest, Sha256};
use tokio::{io::AsyncWriteExt, task::spawn_blocking};

use crate::refusal::Refusal;

/// The largest file we keep, in bytes: what people are told as 25 MB, here and by the script of the page.
pub(crate) const MOST_BYTES: u64 = 25 << 20;

/// A larger file is read to its end without being kept, up to so many bytes: a browser shows our sentence about it
/// only once it has sent everything.
pub(crate) const MOST_READ: usize = 100 << 20;

/// The version of a declaration is short, and so is what is looked for: 60 characters, each of four bytes at most. More is
/// not ours.
const MOST_TEXT: usize = 240;

/// The longest text that is taken when it is pasted in the place of a file, in bytes: some thousand lines.
pub(crate) const MOST_PASTED: usize = 256 << 10;

/// Reads an upload without keeping it: whose session has ended sees how to go on once the browser has sent everything.
pub(crate) async fn let_pass(request: Request) {
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
pub(crate) struct Brought {
    /// The version of the sentence that was declared, empty for none.
    pub(crate) declaration: String,
    /// What is looked for in the file, empty for nothing.
    pub(crate) search: String,
    /// What was pasted in the place of a file, empty for nothing; one that is longer than [`MOST_PASTED`] was cut there.
    pub(crate) pasted: String,
    /// The file, or why it cannot be taken.
    pub(crate) file: Option<Result<Spooled, Fault>>,
}

/// A file without a name, and the SHA-256 of what is in it.
#[derive(Debug)]
pub(crate) struct Spooled {
    pub(crate) file: File,
    pub(crate) digest: [u8; 32],
}

/// Takes a form in, as the page and some programs send it.
pub(crate) async fn receive_form(request: Request) -> Result<Brought, Refusal> {
    receive_form_up_to(request, MOST_BYTES).await
}

/// The same with a file of as many bytes; more than [`MOST_READ`] are never read.
pub(crate) async fn receive_form_up_to(mut request: Request, most: u64) -> Result<Brought, Refusal> {
    let length = length(&request);
    DefaultBodyLimit::max(MOST_READ).apply(&mut request);
    let form = Multipart::from_request(request, &()).await.map_err(|error| Refusal::status(error.status()))?;
    let mut brought = Brought::default();
    match brought.fill(form, most).await {
        Ok(()) => Ok(brought),
        Err(Stopped::TooMuch) => {
            let fault = Fault::TooManyBytes { bytes: length };
            Ok(Brought { file: Some(Err(fault)), ..brought })
        }
        Err(Stopped::Refused(refusal)) => Err(refusal),
    }
}

/// Takes a file in that is the whole of what was sent.
pub(crate) async fn receive_file(request: Request) -> Result<Result<Spooled, Fault>, Refusal> {
    let length = length(&request);
    match spool(request.into_body().into_data_stream(), MOST_BYTES).await {
        Ok(file) => Ok(file),
        Err(Stopped::TooMuch) => Ok(Err(Fault::TooManyBytes { bytes: length })),
        Err(Stopped::Refused(refusal)) => Err(refusal),
    }
}

/// How long a request says that it is; more than is read, if it does not say.
fn length(request: &Request) -> u64 {
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    told.unwrap_or(MOST_READ as u64)
}

impl Brought {
    async fn fill(&mut self, mut form: Multipart, most: u64) -> Result<(), Stopped> {
        while let Some(mut field) = form.next_field().await? {
            let chosen = field.file_name().is_some_and(|name| !name.is_empty());
            match field.name() {
                Some("declaration") => self.declaration = text(&mut field, MOST_TEXT).await?,
                Some("q") => self.search = text(&mut field, MOST_TEXT).await?,
                Some("pasted") => self.pasted = text(&mut field, MOST_PASTED + 1).await?,
                Some("file") if chosen && self.file.is_none() => self.file = Some(spool(&mut field, most).await?),
                _ => {}
            }
        }
        Ok(())
    }
}

async fn text(field: &mut Field<'_>, most: usize) -> Result<String, Stopped> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The file without a name, or that it is too large. What is wrong with the picture itself, the workshop says.
async fn spool<E>(
    mut chunks: impl Stream<Item = Result<Bytes, E>> + Unpin,
    most: u64,
) -> Result<Result<Spooled, Fault>, Stopped>
where
    Stopped: From<E>,
{
    let nameless = spawn_blocking(tempfile::tempfile).await.map_err(io::Error::other)??;
    let mut file = tokio::fs::File::from_std(nameless);
    let (mut bytes, mut digest) = (0, Sha256::new());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        bytes += chunk.len() as u64;
        if bytes > MOST_READ as u64 {
            return Err(Stopped::TooMuch);
        }
        if bytes <= most {
            digest.update(&chunk);
            file.write_all(&chunk).await?;
        }
    }
    file.flush().await?;
    if bytes > most {
        return Ok(Err(Fault::TooManyBytes { bytes }));
    }
    Ok(Ok(Spooled { file: file.into_std().await, digest: digest.finalize().into() }))
}

/// Why something was not read to its end.
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

/// Whoever was sending went away, or sends what is not HTTP.
impl From<axum::Error> for Stopped {
    fn from(_: axum::Error) -> Self {
        Self::Refused(Refusal::status(StatusCode::BAD_REQUEST))
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
        receive_form(form(parts)).await.ok().unwrap()
    }

    #[tokio::test]
    async fn the_field_with_a_file_in_it_counts() {
        let camera = ("name=\"file\"; filename=\"\"", &b""[..]);
        let chosen = ("name=\"file\"; filename=\"a.jpg\"", &b"bytes"[..]);
        let brought_both = brought(&[("name=\"declaration\"", b"1"), camera, chosen]).await;
        let Spooled { mut file, digest } = brought_both.file.unwrap().unwrap();
        let mut bytes = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        assert_eq!((brought_both.declaration.as_str(), &bytes[..]), ("1", &b"bytes"[..]));
        assert_eq!(digest[..], Sha256::digest(b"bytes")[..]);
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

    #[tokio::test]
    async fn a_file_alone_is_taken_as_far_as_one_in_a_form() {
        let sent = |bytes: usize| Request::post("/").body(Body::from(vec![7_u8; bytes])).unwrap();
        let kept = receive_file(sent(25 << 20)).await.ok().unwrap().unwrap();
        assert_eq!(kept.file.metadata().unwrap().len(), 25 << 20);
        let told = receive_file(sent((25 << 20) + 1)).await.ok().unwrap().unwrap_err();
        assert_eq!(told, Fault::TooManyBytes { bytes: (25 << 20) + 1 });
        let told = receive_file(sent(MOST_READ + 1)).await.ok().unwrap().unwrap_err();
        assert!(matches!(told, Fault::TooManyBytes { .. }));
    }
}
