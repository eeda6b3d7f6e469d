//! The family of a pupil: inviting somebody by e-mail or on paper, changing what they may and ending a link, both at once.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    guardian::{InviteGuardian, LinkView, PaperInvitation, SetScope},
};
use school::{
    GuardianId, PupilId,
    guardian::{GuardianKind, GuardianScope},
    permission::Permission,
};
use serde::Deserialize;

use super::{
    Answer, asked_first, go, overtaken, pdf,
    photo::{class_text, known},
    unprocessable,
};
use crate::{
    formats,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::{conflict_sentence, page},
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "guardians/new.html")]
struct NewPage {
    frame: Frame,
    pupil: PupilId,
    name: String,
    class: String,
    typed: InviteGuardian,
    kinds: Vec<(&'static str, String)>,
    scopes: Vec<(&'static str, String)>,
    errors: Errors,
    /// What has to be confirmed first; usually nothing.
    question: String,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    given: String,
    surname: String,
    email: String,
    kind: String,
    scope: String,
    confirmed: String,
}

/// What a revocation sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Versioned {
    version: i64,
}

/// What somebody is to the pupil.
pub(super) fn kind_text(t: Words, kind: GuardianKind) -> String {
    match kind {
        GuardianKind::Parent => fl!(t, "guardians-kind-parent"),
        GuardianKind::Guardian => fl!(t, "guardians-kind-guardian"),
        GuardianKind::Pupil => fl!(t, "guardians-kind-pupil"),
    }
}

/// What they may.
pub(super) fn scope_text(t: Words, scope: GuardianScope) -> String {
    match scope {
        GuardianScope::Full => fl!(t, "guardians-scope-full"),
        GuardianScope::View => fl!(t, "guardians-scope-view"),
        GuardianScope::None => fl!(t, "guardians-scope-none"),
    }
}

async fn form(
    staff: &Staff,
    pupil: PupilId,
    typed: InviteGuardian,
    errors: Errors,
    question: String,
) -> Result<NewPage, Refused> {
    if !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden);
    }
    let t = staff.t();
    let record = staff.desk.pupil(pupil).await?;
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any() || !question.is_empty();
    let kinds = [GuardianKind::Parent, GuardianKind::Guardian, GuardianKind::Pupil];
    Ok(NewPage {
        frame,
        pupil,
        name: record.name.full(),
        class: class_text(t, &record.class),
        typed,
        kinds: kinds.map(|kind| (kind.code(), kind_text(t, kind))).into(),
        // whoever may do nothing is not invited
        scopes: [GuardianScope::Full, GuardianScope::View].map(|scope| (scope.code(), scope_text(t, scope))).into(),
        errors,
        question,
    })
}

/// The form of an invitation.
pub async fn new(staff: Staff, Path(id): Path<String>) -> Answer {
    let usual = InviteGuardian { kind: GuardianKind::Parent.code().to_owned(), ..InviteGuardian::default() };
    Ok(page(&form(&staff, known(&id)?, usual, Errors::default(), String::new()).await?))
}

/// Invites; the letter leaves by itself.
pub async fn invite(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let pupil = known(&id)?;
    let Typed { given, surname, email, kind, scope, confirmed } = typed;
    let typed = InviteGuardian { given, surname, email, kind, scope, confirmed: !confirmed.is_empty() };
    match staff.desk.invite_guardian(pupil, &typed).await.or_done() {
        Ok(id) if typed.email.trim().is_empty() => Ok(go(&format!("/guardians/{id}/letter"))),
        Ok(GuardianId(_)) => Ok(go(&format!("/pupils/{pupil}?invited"))),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let own = [("kind", fl!(t, "guardians-kind")), ("scope", fl!(t, "guardians-scope"))];
            let errors = Errors::labelled(t, &errors, &own);
            Ok(unprocessable(&form(&staff, pupil, typed, errors, String::new()).await?))
        }
        Err(Refused::Conflict(conflict @ Conflict::AnotherName { .. })) => {
            let question = conflict_sentence(staff.t(), &conflict);
            Ok(asked_first(&form(&staff, pupil, typed, Errors::default(), question).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

#[derive(Template)]
#[template(path = "guardians/scope.html")]
struct ScopePage {
    frame: Frame,
    link: LinkView,
    class: String,
    scopes: Vec<(&'static str, String)>,
    typed: ScopeTyped,
    errors: Errors,
}

/// What the form of a scope sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ScopeTyped {
    version: i64,
    scope: String,
    decided_on: String,
}

async fn scope_page(staff: &Staff, link: LinkView, typed: ScopeTyped, errors: Errors) -> Result<ScopePage, Refused> {
    let t = staff.t();
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    let own = link.row.kind == GuardianKind::Pupil;
    let offered = GuardianScope::ALL.iter().filter(|scope| !(own && **scope == GuardianScope::None));
    let scopes = offered.map(|scope| (scope.code(), scope_text(t, *scope))).collect();
    Ok(ScopePage { class: class_text(t, &link.class), frame, link, scopes, typed, errors })
}

/// The form of what somebody may.
pub async fn scope(staff: Staff, Path(id): Path<String>) -> Answer {
    let link = staff.desk.guardian(known(&id)?).await?;
    let typed = ScopeTyped {
        version: link.row.version,
        scope: link.row.scope.code().to_owned(),
        decided_on: link.row.decided_on.map(|date| date.to_string()).unwrap_or_default(),
    };
    Ok(page(&scope_page(&staff, link, typed, Errors::default()).await?))
}

/// Sets what somebody may, at once.
pub async fn set_scope(staff: Staff, Path(id): Path<String>, Form(typed): Form<ScopeTyped>) -> Answer {
    let id: GuardianId = known(&id)?;
    let form = SetScope { scope: typed.scope.clone(), decided_on: typed.decided_on.clone() };
    let done: Result<PupilId, Refused> = staff.desk.set_guardian_scope(id, typed.version, &form).await.or_done();
    match done {
        Ok(pupil) => {
            let same = staff.desk.guardian(id).await?.row.version == typed.version;
            Ok(go(&format!("/pupils/{pupil}?{}", if same { "changed=nothing" } else { "scope" })))
        }
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let own = [("scope", fl!(t, "guardians-scope")), ("decided_on", fl!(t, "guardians-decided-on"))];
            let errors = Errors::labelled(t, &errors, &own);
            let link = staff.desk.guardian(id).await?;
            Ok(unprocessable(&scope_page(&staff, link, typed, errors).await?))
        }
        Err(Refused::Conflict(Conflict::Changed)) => {
            let (t, link) = (staff.t(), staff.desk.guardian(id).await?);
            let errors = Errors::overtaken_by(t, scope_text(t, link.row.scope));
            let typed = ScopeTyped { version: link.row.version, ..typed };
            Ok(overtaken(&scope_page(&staff, link, typed, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

#[derive(Template)]
#[template(path = "guardians/letter.html")]
struct LetterPage {
    frame: Frame,
    link: LinkView,
    class: String,
    /// The letter that was just made, this once.
    letter: Option<PaperInvitation>,
    /// Its last day, in words.
    until: String,
    /// A letter was made when the form came before; its code is not shown again.
    gone: bool,
}

async fn letter_page(staff: &Staff, id: GuardianId, letter: Option<PaperInvitation>, gone: bool) -> Answer {
    let t = staff.t();
    let link = staff.desk.guardian(id).await?;
    let frame = Frame { path: format!("/guardians/{id}/letter"), ..staff.frame("pupils").await? };
    let until = letter.as_ref().map(|letter| formats::day(t, letter.until)).unwrap_or_default();
    Ok(page(&LetterPage { class: class_text(t, &link.class), frame, link, letter, until, gone }))
}

/// Before a letter on paper is made: whom it is for.
pub async fn letter(staff: Staff, Path(id): Path<String>) -> Answer {
    letter_page(&staff, known(&id)?, None, false).await
}

/// Makes a letter on paper. Its code stands in this one answer and nowhere else.
pub async fn make_letter(staff: Staff, Path(id): Path<String>) -> Answer {
    let id = known(&id)?;
    match staff.desk.guardian_letter(id).await {
        Ok(letter) => letter_page(&staff, id, Some(letter), false).await,
        // sent twice: what was shown is not shown again, a new letter can be made
        Err(Refused::Done(_)) => letter_page(&staff, id, None, true).await,
        Err(refused) => Err(refused.into()),
    }
}

/// The code that was just shown.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct LetterCode {
    code: String,
}

/// The letter as a page to print.
pub async fn print_letter(staff: Staff, Path(id): Path<String>, Form(sent): Form<LetterCode>) -> Answer {
    Ok(pdf("legitka-zaproszenie.pdf", staff.desk.guardian_letter_pdf(known(&id)?, &sent.code).await?))
}

/// Ends a link.
pub async fn revoke(staff: Staff, Path(id): Path<String>, Form(sent): Form<Versioned>) -> Answer {
    let pupil: PupilId = staff.desk.revoke_guardian(known(&id)?, sent.version).await.or_done()?;
    Ok(go(&format!("/pupils/{pupil}?revoked")))
}
