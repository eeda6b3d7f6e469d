//! How letters leave: through an SMTP server, or into a folder that the demo shows as a mailbox.

use std::{
    path::PathBuf,
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp,
};
use uuid::Uuid;

use super::{compose::Written, mailbox};
use crate::{
    desk::MailPlace,
    refused::{Broken, Refused},
};

/// A letter has to leave well within the time for which its job is claimed.
const PATIENCE: Duration = Duration::from_secs(40);
/// Said of a server that does not answer in time.
const TOO_LONG: &str = "the mail server takes too long";

/// The way out.
pub(crate) struct Mailer {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mailer {
    /// Prepares the way; connects to nothing yet.
    pub(crate) fn open(place: &MailPlace, from: &str) -> Result<Self, String> {
        let from = from.parse().map_err(|error| format!("the sender {from:?}: {error}"))?;
        let way = match place {
            MailPlace::Smtp(address) => {
                // The address may hold a password: no error repeats it.
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&secured(address))
                    .map_err(|error| error.to_string())?;
                Way::Smtp(transport.timeout(Some(PATIENCE / 2)).build())
            }
            MailPlace::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| format!("the folder of letters: {error}"))?;
                Way::Folder(folder.clone())
            }
        };
        Ok(Self { from, way })
    }

    /// Sends a letter. The id makes its Message-ID: a letter that is sent again can be recognised.
    pub(crate) async fn send(&self, id: Uuid, at: Timestamp, letter: Written) -> Result<(), Refused> {
        let message = self.message(id, at, &letter)?;
        match &self.way {
            Way::Smtp(transport) => match tokio::time::timeout(PATIENCE, transport.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(Broken::Mail(what_happened(&error)).into()),
                Err(_) => Err(Broken::Mail(TOO_LONG.to_owned()).into()),
            },
            Way::Folder(folder) => mailbox::put(folder.clone(), id, at, message.formatted(), letter).await,
        }
    }

    /// The folder into which letters go, if they do.
    pub(crate) fn folder(&self) -> Option<&PathBuf> {
        match &self.way {
            Way::Folder(folder) => Some(folder),
            Way::Smtp(_) => None,
        }
    }

    fn message(&self, id: Uuid, at: Timestamp, letter: &Written) -> Result<Message, Refused> {
        let address = letter.to.parse().map_err(|_| Broken::Mail("the receiver's address".to_owned()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name.clone()), address))
            .subject(&letter.subject)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.as_second()).unwrap_or_default()))
            // Out-of-office programs leave such letters alone (RFC 3834).
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()));
        Ok(message.map_err(|_| Broken::Mail("a letter that cannot be put together".to_owned()))?)
    }
}

/// What went wrong, and the server's code. Never its words: they often name the receiver, and this is logged and kept.
fn what_happened(error: &smtp::Error) -> String {
    let kind = match error {
        _ if error.is_timeout() => TOO_LONG,
        _ if error.is_permanent() => "the mail server refused for good",
        _ if error.is_transient() => "the mail server refused for now",
        _ if error.is_response() => "the mail server's answer makes no sense",
        _ if error.is_tls() => "the mail server cannot be spoken to in secret",
        _ if error.is_client() => "the mail server cannot take this letter",
        _ => "no connection to the mail server",
    };
    error.status().map_or_else(|| kind.to_owned(), |code| format!("{kind} ({code})"))
}

/// A server that is not this machine is spoken to in secret, also if the address does not ask for it.
fn secured(address: &str) -> String {
    let Some(rest) = address.strip_prefix("smtp://") else { return address.to_owned() };
    let host = rest.rsplit('@').next().unwrap_or_default().split([':', '/', '?']).next().unwrap_or_default();
    if address.contains("tls=") || matches!(host, "localhost" | "127.0.0.1") {
        return address.to_owned();
    }
    format!("{address}{}tls=required", if address.contains('?') { '&' } else { '?' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_travels_in_the_open() {
        assert_eq!(secured("smtp://u:p@mail.example:587"), "smtp://u:p@mail.example:587?tls=required");
        assert_eq!(secured("smtp://mail.example/?x=1"), "smtp://mail.example/?x=1&tls=required");
        for kept in [
            "smtps://u:p@mail.example",
            "smtp://localhost:1025",
            "smtp://u:p@127.0.0.1",
            "smtp://mail.example?tls=opportunistic",
        ] {
            assert_eq!(secured(kept), kept);
        }
        for address in ["smtp://u:p@mail.example:587", "smtps://mail.example", "smtp://localhost:1025"] {
            assert!(
                Mailer::open(&MailPlace::Smtp(address.to_owned()), "Legitka <legitka@szkola.example>").is_ok(),
                "{address}"
            );
        }
        assert!(Mailer::open(&MailPlace::Smtp("smtp://localhost".to_owned()), "nobody").is_err());
    }
}
