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

/// Why a letter did not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server does not answer in time.
    TooLong,
    /// It refused for good.
    RefusedForGood,
    /// It refused for now.
    RefusedForNow,
    /// Its answer makes no sense.
    Senseless,
    /// It cannot be spoken to in secret.
    NotSecret,
    /// It cannot take such a letter.
    NotThisLetter,
    /// There is no connection to it.
    NoConnection,
    /// Something else, which is in the program's log.
    Other,
}

impl Trouble {
    const ALL: [Self; 7] = [
        Self::TooLong,
        Self::RefusedForGood,
        Self::RefusedForNow,
        Self::Senseless,
        Self::NotSecret,
        Self::NotThisLetter,
        Self::NoConnection,
    ];

    fn of(error: &smtp::Error) -> Self {
        match error {
            _ if error.is_timeout() => Self::TooLong,
            _ if error.is_permanent() => Self::RefusedForGood,
            _ if error.is_transient() => Self::RefusedForNow,
            _ if error.is_response() => Self::Senseless,
            _ if error.is_tls() => Self::NotSecret,
            _ if error.is_client() => Self::NotThisLetter,
            _ => Self::NoConnection,
        }
    }

    /// As it stands in the log and with the job.
    const fn words(self) -> &'static str {
        match self {
            Self::TooLong => "the mail server takes too long",
            Self::RefusedForGood => "the mail server refused for good",
            Self::RefusedForNow => "the mail server refused for now",
            Self::Senseless => "the mail server's answer makes no sense",
            Self::NotSecret => "the mail server cannot be spoken to in secret",
            Self::NotThisLetter => "the mail server cannot take this letter",
            Self::NoConnection => "no connection to the mail server",
            Self::Other => "something else",
        }
    }

    /// What the failure kept with a job says: the trouble, and the server's code if it gave one.
    pub(super) fn told(failure: &str) -> (Self, String) {
        let found = Self::ALL.into_iter().find_map(|trouble| Some((trouble, failure.split_once(trouble.words())?.1)));
        found.map_or((Self::Other, String::new()), |(trouble, rest)| {
            (trouble, rest.trim().trim_matches(['(', ')']).to_owned())
        })
    }
}

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
                Err(_) => Err(Broken::Mail(Trouble::TooLong.words().to_owned()).into()),
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
    let kind = Trouble::of(error).words();
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

    #[test]
    fn what_is_kept_of_a_failure_is_read_again_without_the_servers_words() {
        for trouble in Trouble::ALL {
            let kept = Refused::from(Broken::Mail(format!("{} (550)", trouble.words()))).to_string();
            assert_eq!(Trouble::told(&kept), (trouble, "550".to_owned()), "{kept}");
            let kept = Refused::from(Broken::Mail(trouble.words().to_owned())).to_string();
            assert_eq!(Trouble::told(&kept), (trouble, String::new()), "{kept}");
        }
        assert_eq!(Trouble::told("broken: database: closed"), (Trouble::Other, String::new()));
    }
}
