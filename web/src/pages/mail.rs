//! Do letters leave? A letter of trial to oneself, and what became of it.

use askama::Template;
use i18n_embed_fl::fl;
use office::{Trial, Trouble};

use super::{Answer, go};
use crate::{formats, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "mail/show.html")]
struct MailPage {
    frame: Frame,
    /// The sender of every letter.
    from: String,
    trial: Option<Told>,
}

/// What became of the letter.
struct Told {
    /// Class and icon of the notice.
    kind: &'static str,
    icon: &'static str,
    text: String,
    /// What the server said, without its words; empty if nothing.
    answer: String,
    /// Will there be news?
    waits: bool,
}

fn told(t: Words, trial: Trial) -> Told {
    let (kind, icon, text, waits) = match &trial {
        Trial::Waiting => ("info", "clock", fl!(t, "mail-waiting"), true),
        Trial::Sent { at } => ("ok", "check", fl!(t, "mail-sent", at = formats::moment(t, *at)), false),
        Trial::Failing { trouble, again, .. } => {
            let (why, again) = (trouble_words(t, *trouble), formats::clock_time(*again));
            ("warn", "warn", fl!(t, "mail-failing", why = why, again = again), true)
        }
        Trial::GivenUp { trouble, .. } => {
            ("bad", "warn", fl!(t, "mail-given-up", why = trouble_words(t, *trouble)), false)
        }
    };
    let answer = match trial {
        Trial::Failing { code, .. } | Trial::GivenUp { code, .. } if !code.is_empty() => {
            fl!(t, "mail-answer", code = code)
        }
        _ => String::new(),
    };
    Told { kind, icon, text, answer, waits }
}

/// Why a letter did not leave, and what to look at.
fn trouble_words(t: Words, trouble: Trouble) -> String {
    match trouble {
        Trouble::TooLong => fl!(t, "mail-trouble-too-long"),
        Trouble::RefusedForGood => fl!(t, "mail-trouble-refused-for-good"),
        Trouble::RefusedForNow => fl!(t, "mail-trouble-refused-for-now"),
        Trouble::Senseless => fl!(t, "mail-trouble-senseless"),
        Trouble::NotSecret => fl!(t, "mail-trouble-not-secret"),
        Trouble::NotThisLetter => fl!(t, "mail-trouble-not-this-letter"),
        Trouble::NoConnection => fl!(t, "mail-trouble-no-connection"),
        Trouble::Other => fl!(t, "mail-trouble-other"),
    }
}

/// The button, and what became of the last letter.
pub async fn show(staff: Staff) -> Answer {
    let trial = staff.desk.trial_letter().await?.map(|trial| told(staff.t(), trial));
    let from = staff.guest.app.office().settings().mail_from.clone();
    Ok(page(&MailPage { frame: staff.frame("school").await?, from, trial }))
}

/// Sends a letter of trial.
pub async fn send(staff: Staff) -> Answer {
    staff.desk.send_trial_letter().await.or_done()?;
    Ok(go("/school/mail"))
}
