//! Linking an account to a pupil with a school's letter: the login with its one-time password, or the code. Whoever is
//! signed in links the account they have, whoever is not makes one. What the letter says travels in forms only.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode, response::Response};
use i18n_embed_fl::fl;
use office::{
    FieldError, Problem, Refused,
    person::{AccountOfLetter, BroughtLetter, LetterView, LinkEnd, OfLetter},
};
use serde::Deserialize;

use super::{Answer, again, go, photo::class_text, session::set_session, unprocessable};
use crate::{
    formats,
    forms::Errors,
    frame::Frame,
    refusal::page,
    visitor::{Guest, Member},
    words::Words,
};

#[derive(Template)]
#[template(path = "school_access/form.html")]
struct FormPage {
    frame: Frame,
    brought: BroughtLetter,
    errors: Errors,
}

/// Whom the letter is about, before anybody is linked.
#[derive(Template)]
#[template(path = "school_access/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    letter: LetterView,
    class: String,
    brought: BroughtLetter,
    /// Is somebody signed in, whose account it will be?
    signed_in: bool,
    typed: AccountOfLetter,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "school_access/closed.html")]
struct ClosedPage {
    frame: Frame,
    /// Why the letter works no more.
    sentence: String,
}

fn closed(guest: &Guest, end: LinkEnd) -> Response {
    let (frame, t) = (guest.frame(), guest.t);
    let sentence = match end {
        LinkEnd::Used(at) => fl!(t, "school-access-used", time = formats::moment(t, at)),
        LinkEnd::Expired(at) => fl!(t, "school-access-expired", time = formats::moment(t, at)),
        LinkEnd::Replaced => fl!(t, "school-access-replaced"),
        LinkEnd::Unknown | LinkEnd::Tried => fl!(t, "school-access-wrong-code"),
    };
    again(StatusCode::CONFLICT, &ClosedPage { frame, sentence })
}

/// What is wrong with what was brought, or with the account that would be linked.
fn told(t: Words, errors: &[FieldError]) -> Errors {
    let Some(error) = errors.first().filter(|error| matches!(error.field, "code" | "one_time" | "account")) else {
        return Errors::new(t, errors);
    };
    let sentence = match (error.field, error.problem) {
        ("code", _) => fl!(t, "school-access-wrong-code"),
        ("one_time", _) => fl!(t, "school-access-wrong"),
        (_, Problem::Taken) => fl!(t, "school-access-linked"),
        (_, Problem::NotTheirOwn) => fl!(t, "school-access-not-their-own"),
        (_, Problem::OfAPupil) => fl!(t, "school-access-of-a-pupil"),
        _ => fl!(t, "school-access-of-an-operator"),
    };
    Errors::one(error.field, sentence)
}

fn confirm(guest: &Guest, letter: LetterView, brought: BroughtLetter) -> ConfirmPage {
    let signed_in = guest.visitor.as_ref().is_some_and(|visitor| !visitor.owes_second_factor());
    let class = class_text(guest.t, &letter.class);
    let (frame, typed, errors) = (guest.frame(), AccountOfLetter::default(), Errors::default());
    ConfirmPage { frame, letter, class, brought, signed_in, typed, errors }
}

/// The page with whom the letter is about, or the form with what is wrong.
async fn opened(guest: &Guest, brought: BroughtLetter) -> Answer {
    match guest.app.office().school_letter(&brought, &guest.address).await {
        Ok(OfLetter::Open(letter)) => Ok(page(&confirm(guest, letter, brought))),
        Ok(OfLetter::Closed(end)) => Ok(closed(guest, end)),
        Err(Refused::Invalid(errors)) => {
            let errors = told(guest.t, &errors);
            Ok(unprocessable(&FormPage { frame: guest.frame().with_error(), brought, errors }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The form with both ways.
pub async fn show(guest: Guest) -> Response {
    page(&FormPage { frame: guest.frame(), brought: BroughtLetter::default(), errors: Errors::default() })
}

/// What was typed opens whom the letter is about.
pub async fn give(guest: Guest, Form(brought): Form<BroughtLetter>) -> Answer {
    opened(&guest, brought).await
}

/// The same by the letter's QR. Nobody is linked by looking.
pub async fn by_code(guest: Guest, Path(token): Path<String>) -> Answer {
    opened(&guest, BroughtLetter { code: token, ..BroughtLetter::default() }).await
}

/// Links the account of whoever is signed in.
pub async fn link(member: Member, Form(brought): Form<BroughtLetter>) -> Answer {
    let Member { guest, visitor } = member;
    match guest.app.office().link_by_letter(&visitor, &brought, &guest.address, guest.once).await {
        Ok(OfLetter::Open(_)) | Err(Refused::Done(_)) => Ok(go("/home?linked")),
        Ok(OfLetter::Closed(end)) => Ok(closed(&guest, end)),
        Err(Refused::Invalid(errors)) => {
            let errors = told(guest.t, &errors);
            if !errors.has("account") {
                return Ok(unprocessable(&FormPage { frame: guest.frame().with_error(), brought, errors }));
            }
            let letter = match guest.app.office().school_letter(&brought, &guest.address).await? {
                OfLetter::Open(letter) => letter,
                OfLetter::Closed(end) => return Ok(closed(&guest, end)),
            };
            let shown = confirm(&guest, letter, brought);
            Ok(unprocessable(&ConfirmPage { frame: guest.frame().with_error(), errors, ..shown }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What the form of a new account sends, with the letter.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Joining {
    login: String,
    one_time: String,
    code: String,
    given: String,
    surname: String,
    password: String,
    password_again: String,
}

impl Joining {
    fn parts(self) -> (BroughtLetter, AccountOfLetter) {
        let Self { login, one_time, code, given, surname, password, password_again } = self;
        (BroughtLetter { login, one_time, code }, AccountOfLetter { given, surname, password, password_again })
    }
}

/// Makes an account, links it and signs in.
pub async fn join(guest: Guest, Form(sent): Form<Joining>) -> Answer {
    let (brought, typed) = sent.parts();
    let office = guest.app.office();
    match office.join_by_letter(&brought, &typed, guest.language, (guest.address.as_str(), guest.device.as_str())).await
    {
        Ok(OfLetter::Open(signed_in)) => {
            let mut response = go("/home?linked");
            set_session(&mut response, &signed_in.session);
            Ok(response)
        }
        Ok(OfLetter::Closed(end)) => Ok(closed(&guest, end)),
        Err(Refused::Invalid(errors)) => {
            let errors = told(guest.t, &errors);
            if errors.has("code") || errors.has("one_time") {
                return Ok(unprocessable(&FormPage { frame: guest.frame().with_error(), brought, errors }));
            }
            let letter = match office.school_letter(&brought, &guest.address).await? {
                OfLetter::Open(letter) => letter,
                OfLetter::Closed(end) => return Ok(closed(&guest, end)),
            };
            let shown = confirm(&guest, letter, brought);
            Ok(unprocessable(&ConfirmPage { frame: guest.frame().with_error(), typed, errors, ..shown }))
        }
        Err(refused) => Err(refused.into()),
    }
}
