//! Signing in, the second factor, signing out. Whoever was signed out in the middle of a form finds it again.

use askama::Template;
use axum::{
    Form,
    http::{HeaderValue, header},
    response::Response,
};
use i18n_embed_fl::fl;
use office::{
    Factors, Refused, Visitor,
    person::{Enrolment, Next, SignedIn},
};
use serde::Deserialize;

use super::{
    Answer, go,
    language::local,
    passkeys::{SentPasskey, here},
    staff::role_words,
    unprocessable,
};
use crate::{
    DemoAccount,
    forms::Errors,
    frame::Frame,
    refusal::{KeptForm, page},
    visitor::{Guest, SESSION_COOKIE},
    words::Words,
};

/// What waits until somebody has signed in: an address, and perhaps a form for it.
#[derive(Deserialize, Clone, Default)]
pub struct Waiting {
    /// Where they wanted to go.
    #[serde(default)]
    to: String,
    /// The form they had typed, urlencoded.
    #[serde(default)]
    kept: String,
    /// A file was with it, which has to be chosen again.
    #[serde(skip)]
    file: bool,
}

impl Waiting {
    /// The fields of the kept form.
    fn fields(&self) -> Vec<(String, String)> {
        serde_urlencoded::from_str(&self.kept).unwrap_or_default()
    }
}

/// The demo's role in words.
fn demo_role(t: Words, account: &DemoAccount) -> String {
    account.role.parse().map_or_else(|_| fl!(t, "role-parent"), |role| role_words(t, role))
}

#[derive(Template)]
#[template(path = "session/sign_in.html")]
struct SignInPage<'a> {
    frame: Frame,
    login: String,
    errors: Errors,
    waiting: Waiting,
    again: bool,
    accounts: &'a [DemoAccount],
}

#[derive(Template)]
#[template(path = "session/second_factor.html")]
struct SecondFactorPage {
    frame: Frame,
    errors: Errors,
    waiting: Waiting,
    /// By what it can be given here.
    factors: Factors,
    lead: String,
}

#[derive(Template)]
#[template(path = "session/step_up.html")]
struct StepUpPage {
    frame: Frame,
    errors: Errors,
    waiting: Waiting,
    /// By what it can be given here.
    factors: Factors,
    lead: String,
}

#[derive(Template)]
#[template(path = "session/enrolment.html")]
struct EnrolmentPage {
    frame: Frame,
    enrolment: Enrolment,
    errors: Errors,
    waiting: Waiting,
    /// Can it be a passkey instead?
    passkey: bool,
    /// What that is to be called.
    name: String,
}

impl SecondFactorPage {
    fn new(frame: Frame, errors: Errors, waiting: Waiting, factors: Factors) -> Self {
        let lead = match factors {
            Factors { app: true, passkey: false } => fl!(frame.t, "second-factor-text"),
            Factors { app: true, passkey: true } => fl!(frame.t, "second-factor-text-both"),
            Factors { app: false, passkey: true } => fl!(frame.t, "second-factor-text-passkey"),
            Factors { app: false, passkey: false } => fl!(frame.t, "second-factor-text-codes"),
        };
        Self { frame, errors, waiting, factors, lead }
    }
}

impl StepUpPage {
    fn new(frame: Frame, errors: Errors, waiting: Waiting, factors: Factors) -> Self {
        let lead = match factors {
            Factors { app: true, passkey: false } => fl!(frame.t, "step-up-text"),
            Factors { app: true, passkey: true } => fl!(frame.t, "step-up-text-both"),
            Factors { app: false, passkey: true } => fl!(frame.t, "step-up-text-passkey"),
            Factors { app: false, passkey: false } => fl!(frame.t, "step-up-text-codes"),
        };
        Self { frame, errors, waiting, factors, lead }
    }
}

/// Recovery codes on the one page that ever shows them.
#[derive(Template)]
#[template(path = "session/recovery_codes.html")]
pub(super) struct RecoveryCodesPage {
    pub(super) frame: Frame,
    pub(super) codes: Vec<String>,
    /// Where to go on.
    pub(super) next: &'static str,
}

#[derive(Template)]
#[template(path = "session/resume.html")]
struct ResumePage {
    frame: Frame,
    to: String,
    fields: Vec<(String, String)>,
}

/// `/`: everybody's first page.
pub async fn front(guest: Guest) -> Response {
    go(match &guest.visitor {
        None => "/session",
        Some(visitor) => home_of(visitor),
    })
}

/// The first page of somebody signed in.
fn home_of(visitor: &Visitor) -> &'static str {
    if visitor.owes_second_factor() {
        if visitor.factors.any() { "/session/second-factor" } else { "/session/enrolment" }
    } else if !visitor.places.is_empty() {
        "/desk"
    } else if visitor.operator {
        "/schools"
    } else if visitor.family || visitor.closed {
        "/home"
    } else {
        "/account" // no school has linked them to anybody yet, or any more
    }
}

/// The sign-in form; whoever is signed in already goes on.
pub async fn show(guest: Guest) -> Response {
    if let Some(visitor) = &guest.visitor {
        return go(home_of(visitor));
    }
    let (frame, accounts) = (guest.frame(), guest.app.demo_accounts());
    page(&SignInPage {
        frame,
        login: String::new(),
        errors: Errors::default(),
        waiting: Waiting::default(),
        again: false,
        accounts,
    })
}

/// The sign-in form instead of a page for which somebody has to sign in (again). Nothing they typed is lost.
pub fn sign_in_again(frame: Frame, kept: Option<KeptForm>, accounts: &[DemoAccount]) -> Response {
    let waiting = kept.map(|form| Waiting { to: form.to, kept: form.body, file: form.file }).unwrap_or_default();
    page(&SignInPage { frame, login: String::new(), errors: Errors::default(), waiting, again: true, accounts })
}

/// What the sign-in form sends.
#[derive(Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    waiting: Waiting,
}

/// Signs in.
pub async fn sign_in(guest: Guest, Form(form): Form<SignInForm>) -> Answer {
    match guest.app.office().sign_in(&form.login, &form.password, &guest.address, &guest.device).await {
        Ok(signed_in) => Ok(enter(&guest, signed_in, form.waiting)),
        Err(Refused::Invalid(errors)) => {
            let (frame, errors) = (guest.frame().with_error(), Errors::new(guest.t, &errors));
            let (login, waiting, accounts) = (form.login, form.waiting, guest.app.demo_accounts());
            Ok(unprocessable(&SignInPage { frame, login, errors, waiting, again: false, accounts }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Sets the cookie and goes on: to the second factor, to the form that waited, or home.
fn enter(guest: &Guest, signed_in: SignedIn, waiting: Waiting) -> Response {
    let mut response = match signed_in.next {
        Next::Home => resume(guest, &waiting),
        Next::SecondFactor => {
            let factors = here(&guest.app, signed_in.factors);
            page(&SecondFactorPage::new(guest.frame(), Errors::default(), waiting, factors))
        }
        // The set-up of a second factor begins on its own page; what waited is for after the next sign-in.
        Next::Enrolment => go("/session/enrolment"),
    };
    set_session(&mut response, &signed_in.session);
    response
}

fn resume(guest: &Guest, waiting: &Waiting) -> Response {
    if waiting.kept.is_empty() {
        return go(if waiting.to.is_empty() { "/" } else { local(&waiting.to) });
    }
    page(&ResumePage { frame: guest.frame(), to: local(&waiting.to).to_owned(), fields: waiting.fields() })
}

/// Puts a session's secret into its cookie.
pub(super) fn set_session(response: &mut Response, session: &str) {
    set_cookie(response, &format!("{SESSION_COOKIE}={session}; Path=/; Secure; HttpOnly; SameSite=Lax"));
}

pub(super) fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The form for the code of the second factor.
pub async fn second_factor(guest: Guest) -> Response {
    match &guest.visitor {
        Some(visitor) if visitor.owes_second_factor() && visitor.factors.any() => {
            let factors = here(&guest.app, visitor.factors);
            page(&SecondFactorPage::new(guest.frame(), Errors::default(), Waiting::default(), factors))
        }
        Some(visitor) => go(home_of(visitor)),
        None => go("/session"),
    }
}

/// What the code's form sends.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
    /// A recovery code instead.
    #[serde(default)]
    recovery: String,
    /// Or what a passkey answered.
    #[serde(flatten)]
    passkey: SentPasskey,
    #[serde(flatten)]
    waiting: Waiting,
}

/// Takes the code; the session gets a new secret.
pub async fn give_second_factor(guest: Guest, Form(form): Form<CodeForm>) -> Answer {
    proven(guest, form, |frame, errors, waiting, factors| {
        unprocessable(&SecondFactorPage::new(frame, errors, waiting, factors))
    })
    .await
}

/// Takes the code, a recovery code or a passkey's answer and lets what waited go on; what cannot be taken is told on
/// the page of the form.
async fn proven(
    guest: Guest,
    form: CodeForm,
    again: impl FnOnce(Frame, Errors, Waiting, Factors) -> Response,
) -> Answer {
    let session = guest.session.clone().ok_or(Refused::SignedOut)?;
    let code = if form.recovery.trim().is_empty() { &form.code } else { &form.recovery };
    let given = match form.passkey.answer() {
        Some(answer) => guest.app.office().give_passkey(&session, &answer).await,
        None => guest.app.office().second_factor(&session, code).await,
    };
    match given {
        Ok(signed_in) => Ok(enter(&guest, signed_in, form.waiting)),
        Err(Refused::Invalid(errors)) => {
            let factors = guest.visitor.as_ref().map(|visitor| visitor.factors).unwrap_or_default();
            let (frame, factors) = (guest.frame().with_error(), here(&guest.app, factors));
            let on_paper = form.passkey.answer().is_none() && !form.recovery.trim().is_empty();
            let errors = if on_paper {
                Errors::one("recovery", fl!(guest.t, "problem-recovery-code"))
            } else {
                Errors::new(guest.t, &errors)
            };
            Ok(again(frame, errors, form.waiting, factors))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The form for the second factor instead of a page for which it was given too long ago. Nothing typed is lost.
pub fn prove_again(frame: Frame, kept: Option<KeptForm>, factors: Factors) -> Response {
    let waiting = kept.map(|form| Waiting { to: form.to, kept: form.body, file: form.file }).unwrap_or_default();
    page(&StepUpPage::new(frame, Errors::default(), waiting, factors))
}

/// The form for the second factor once more, for whoever has given it in this session.
pub async fn step_up(guest: Guest) -> Response {
    match &guest.visitor {
        Some(visitor) if visitor.second_factor => prove_again(guest.frame(), None, here(&guest.app, visitor.factors)),
        Some(visitor) => go(home_of(visitor)),
        None => go("/session"),
    }
}

/// Takes the code or a recovery code; the session gets a new secret, and what waited goes on.
pub async fn give_step_up(guest: Guest, Form(form): Form<CodeForm>) -> Answer {
    proven(guest, form, |frame, errors, waiting, factors| {
        unprocessable(&StepUpPage::new(frame, errors, waiting, factors))
    })
    .await
}

async fn enrolment_page(
    guest: &Guest,
    session: &str,
    (errors, name): (Errors, String),
    waiting: Waiting,
) -> Result<EnrolmentPage, Refused> {
    let enrolment = guest.app.office().enrolment(session).await?;
    let first = guest.visitor.as_ref().is_some_and(|visitor| !visitor.factors.any());
    let passkey = first && guest.app.office().has_passkeys();
    let mut frame = guest.frame();
    frame.title_error = errors.any();
    Ok(EnrolmentPage { frame, enrolment, errors, waiting, passkey, name })
}

/// The page on which a second factor is set up, or an app beside passkeys.
pub async fn enrolment(guest: Guest) -> Answer {
    match &guest.visitor {
        Some(visitor) if visitor.owes_second_factor() && !visitor.factors.any() => {}
        Some(visitor) if visitor.second_factor && visitor.factors.passkey && !visitor.factors.app => {}
        Some(visitor) => return Ok(go(home_of(visitor))),
        None => return Ok(go("/session")),
    }
    let session = guest.session.clone().ok_or(Refused::SignedOut)?;
    let nothing = (Errors::default(), String::new());
    Ok(page(&enrolment_page(&guest, &session, nothing, Waiting::default()).await?))
}

/// Takes the first code of a new second factor, or a passkey, and shows the recovery codes. Nothing waits for
/// afterwards: see [`enter`].
pub async fn enrol(guest: Guest, Form(form): Form<CodeForm>) -> Answer {
    let session = guest.session.clone().ok_or(Refused::SignedOut)?;
    let enrolled = match form.passkey.made() {
        Some(new) => guest.app.office().enrol_passkey(&session, &new).await,
        None => guest.app.office().enrol(&session, &form.code).await,
    };
    match enrolled {
        Ok(enrolled) => {
            let mut response = page(&RecoveryCodesPage { frame: guest.frame(), codes: enrolled.codes, next: "/" });
            set_session(&mut response, &enrolled.signed_in.session);
            Ok(response)
        }
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::labelled(guest.t, &errors, &[("name", fl!(guest.t, "passkeys-name"))]);
            let typed = (errors, form.passkey.name().to_owned());
            Ok(unprocessable(&enrolment_page(&guest, &session, typed, form.waiting).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Signs out; the browser forgets what it kept of our pages.
pub async fn sign_out(guest: Guest) -> Answer {
    if let Some(session) = &guest.session {
        guest.app.office().sign_out(session).await?;
    }
    let mut response = go("/session");
    set_cookie(&mut response, &format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}
