//! The family of a pupil: inviting somebody, and ending a link at once.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{Conflict, Refused, guardian::InviteGuardian};
use school::{
    GuardianId, PupilId,
    guardian::{GuardianKind, GuardianScope},
    permission::Permission,
};
use serde::Deserialize;

use super::{
    Answer, asked_first, go,
    photo::{class_text, known},
    unprocessable,
};
use crate::{
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
        scopes: GuardianScope::ALL.iter().map(|scope| (scope.code(), scope_text(t, *scope))).collect(),
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
        Ok(GuardianId(_)) => Ok(go(&format!("/pupils/{pupil}?invited"))),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let label = |question: String| question.trim_end_matches('?').to_owned();
            let own = [("kind", label(fl!(t, "guardians-kind"))), ("scope", label(fl!(t, "guardians-scope")))];
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

/// Ends a link.
pub async fn revoke(staff: Staff, Path(id): Path<String>, Form(sent): Form<Versioned>) -> Answer {
    let pupil: PupilId = staff.desk.revoke_guardian(known(&id)?, sent.version).await.or_done()?;
    Ok(go(&format!("/pupils/{pupil}?revoked")))
}
