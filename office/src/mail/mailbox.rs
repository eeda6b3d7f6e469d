//! The folder of letters: each as it would have left (`.eml`) and as the demo's mailbox shows it (`.json`).

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::compose::Written;
use crate::{
    desk::Office,
    refused::{Broken, Refused},
};

/// A letter in the mailbox.
#[derive(Clone, Debug)]
pub struct MailboxLetter {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// What it says, as text; every link stands on a line of its own.
    pub text: String,
    /// What it says, as HTML.
    pub html: Option<String>,
    /// When it was sent.
    pub at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    to: String,
    subject: String,
    text: String,
    html: String,
    at: i64,
}

/// Puts a letter into the folder, in the place of an earlier try to send it.
pub(super) async fn put(
    folder: PathBuf,
    id: Uuid,
    at: Timestamp,
    message: Vec<u8>,
    letter: Written,
) -> Result<(), Refused> {
    let Written { to, subject, text, html, .. } = letter;
    let json = serde_json::to_vec(&Stored { to, subject, text, html, at: at.as_second() }).map_err(Broken::from)?;
    let write = move || {
        whole(&folder, &format!("{id}.eml"), &message)?;
        whole(&folder, &format!("{id}.json"), &json)
    };
    Ok(tokio::task::spawn_blocking(write)
        .await
        .map_err(|_| Broken::Mail("a letter was not put away".to_owned()))?
        .map_err(Broken::from)?)
}

/// Whoever reads the folder finds a whole letter or none.
fn whole(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = folder.join(format!(".{name}"));
    std::fs::write(&unfinished, bytes)?;
    std::fs::rename(unfinished, folder.join(name))
}

fn read(folder: &Path) -> Result<Vec<MailboxLetter>, Broken> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|extension| extension == "json") {
            let stored: Stored = serde_json::from_slice(&std::fs::read(&path)?)?;
            found.push((stored.at, path, stored));
        }
    }
    // Job ids grow with time, so they tell the order within a second.
    found.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
    let letter = |(at, _, Stored { to, subject, text, html, .. })| {
        let at = Timestamp::from_second(at).map_err(|_| Broken::Inconsistent("a letter's time"))?;
        Ok(MailboxLetter { to, subject, text, html: Some(html), at })
    };
    found.into_iter().map(letter).collect()
}

impl Office {
    /// Every letter in the mailbox, newest first; none where letters really leave.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub async fn mailbox(&self) -> Result<Vec<MailboxLetter>, Refused> {
        let Some(folder) = self.mailer().folder().cloned() else { return Ok(Vec::new()) };
        let letters = tokio::task::spawn_blocking(move || read(&folder)).await;
        Ok(letters.map_err(|_| Broken::Mail("the mailbox was not read".to_owned()))??)
    }
}
