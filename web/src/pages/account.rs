//! One's own account: password, devices, language.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode};
use i18n_embed_fl::fl;
use office::{Refused, person::PasskeyRow, photo::Child};
use school::PupilId;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Answer, go,
    photo::{class_text, known},
    session::{RecoveryCodesPage, set_session},
};
use crate::{
    device, formats,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::page,
    visitor::{Member, Shell, framed},
};

/// For whoever works at a school.
#[derive(Template)]
#[template(path = "account/staff_page.html")]
struct StaffPage {
    frame: Frame,
    account: Account,
}

/// For who works nowhere and has no child anywhere any more.
#[derive(Template)]
#[template(path = "account/plain_page.html")]
struct PlainPage {
    frame: Frame,
    account: Account,
}

/// For a family.
#[derive(Template)]
#[template(path = "account/family_page.html")]
struct FamilyPage {
    frame: Frame,
    account: Account,
}

struct Account {
    name: String,
    devices: Vec<Device>,
    /// How many recovery codes can still be used, in words; empty for who has no second factor.
    codes_left: String,
    /// The passkeys of whoever works at a school, or runs the installation.
    passkeys: Option<Passkeys>,
    errors: Errors,
    changed: bool,
    /// The pupils to whom the account is linked.
    children: Vec<LinkedPupil>,
    /// Is it one of a family, or of nobody yet, and none that works at a school?
    at_home: bool,
    /// Was a link just ended?
    unlinked: bool,
    /// Recovery codes were made when the form came before; they are not shown again.
    codes_gone: bool,
    /// How long a password has to be.
    password_hint: String,
}

struct Passkeys {
    rows: Vec<Passkey>,
    /// Do people come here by a name?
    by_name: bool,
    /// Could an app stand beside them?
    without_app: bool,
}

struct Passkey {
    id: Uuid,
    name: String,
    told: String,
}

/// A pupil to whom the account is linked.
struct LinkedPupil {
    id: PupilId,
    /// Name, class and school.
    told: String,
    name: String,
}

/// Where somebody is signed in.
struct Device {
    name: String,
    seen: String,
    this: bool,
}

async fn passkeys(member: &Member) -> Result<Option<Passkeys>, Refused> {
    let (office, visitor, t) = (member.guest.app.office(), &member.visitor, member.guest.t);
    if !visitor.at_work() {
        return Ok(None);
    }
    let told = |row: &PasskeyRow| {
        let added = fl!(t, "passkeys-added", time = formats::short_moment(row.added_at));
        let used = row.used_at.map(|at| fl!(t, "passkeys-used", time = formats::short_moment(at)));
        format!("{added} · {}", used.unwrap_or_else(|| fl!(t, "passkeys-never")))
    };
    let rows = office.passkeys(visitor).await?.into_iter();
    let rows = rows.map(|row| Passkey { id: row.id, told: told(&row), name: row.name }).collect();
    let without_app = visitor.factors.passkey && !visitor.factors.app;
    Ok(Some(Passkeys { rows, by_name: office.has_passkeys(), without_app }))
}

async fn children(member: &Member) -> Result<Vec<LinkedPupil>, Refused> {
    let (office, visitor, t) = (member.guest.app.office(), &member.visitor, member.guest.t);
    if !visitor.family {
        return Ok(Vec::new());
    }
    let all = visitor.family(office, office.now(), None)?.children().await?;
    let linked = |child: Child| LinkedPupil {
        id: child.pupil,
        told: format!("{}, {}", class_text(t, &child.class), child.school),
        name: child.name,
    };
    Ok(all.into_iter().map(linked).collect())
}

async fn account(member: &Member, errors: Errors, codes_gone: bool) -> Answer {
    let office = member.guest.app.office();
    let session = member.guest.session.clone().unwrap_or_default();
    let t = member.guest.t;
    let devices = office.devices(&member.visitor, &session).await?.into_iter().map(|row| Device {
        name: device::name(t, &row.device),
        seen: formats::moment(t, row.seen_at),
        this: row.this,
    });
    let devices = devices.collect();
    let codes_left = office.recovery_codes_left(&member.visitor).await?;
    let codes_left = codes_left.map(|left| fl!(t, "recovery-codes-left", count = left)).unwrap_or_default();
    let (shell, mut frame) = framed(member.clone(), false).await;
    (frame.here, frame.title_error) = ("account", errors.any());
    let (path, at_home) = (member.guest.path.as_str(), !member.visitor.at_work());
    let (changed, unlinked) = (path.ends_with("?changed"), path.ends_with("?unlinked"));
    let children = children(member).await?;
    let password_hint = if member.visitor.at_work() { fl!(t, "password-hint-work") } else { fl!(t, "password-hint") };
    let (name, passkeys) = (member.visitor.name.clone(), passkeys(member).await?);
    let account = Account {
        name,
        devices,
        codes_left,
        passkeys,
        errors,
        changed,
        children,
        at_home,
        unlinked,
        codes_gone,
        password_hint,
    };
    Ok(match shell {
        Shell::Staff => page(&StaffPage { frame, account }),
        Shell::Family => page(&FamilyPage { frame, account }),
        Shell::Plain => page(&PlainPage { frame, account }),
    })
}

/// The account's page.
pub async fn show(member: Member) -> Answer {
    account(&member, Errors::default(), false).await
}

/// Ends the account's own link to a pupil.
pub async fn unlink(member: Member, Path(id): Path<String>) -> Answer {
    let office = member.guest.app.office();
    let _: PupilId = office.unlink(&member.visitor, known(&id)?, member.guest.once).await.or_done()?;
    Ok(go("/account?unlinked"))
}

/// What the password form sends.
#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    old: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Changes the password; every other session ends.
pub async fn change_password(member: Member, Form(form): Form<PasswordForm>) -> Answer {
    let session = member.guest.session.clone().ok_or(Refused::SignedOut)?;
    let office = member.guest.app.office();
    let PasswordForm { old, password, password_again } = form;
    let once = member.guest.once;
    match office.change_password(&member.visitor, &session, &old, &password, &password_again, once).await {
        Ok(signed_in) => {
            let mut response = go("/account?changed");
            set_session(&mut response, &signed_in.session);
            Ok(response)
        }
        Err(Refused::Done(_)) => Ok(go("/account?changed")), // whoever repeats it has the new session already
        Err(Refused::Invalid(errors)) => {
            let mut response = account(&member, Errors::new(member.guest.t, &errors), false).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What the form for new recovery codes sends.
#[derive(Deserialize)]
pub struct CodesForm {
    #[serde(default)]
    current: String,
}

/// Makes new recovery codes and shows them, once.
pub async fn make_recovery_codes(member: Member, Form(form): Form<CodesForm>) -> Answer {
    match member.guest.app.office().new_recovery_codes(&member.visitor, &form.current, member.guest.once).await {
        Ok(codes) => Ok(page(&RecoveryCodesPage { frame: member.guest.frame(), codes, next: "/account" })),
        Err(Refused::Invalid(errors)) => {
            let mut response = account(&member, Errors::new(member.guest.t, &errors), false).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(Refused::Done(_)) => account(&member, Errors::default(), true).await,
        Err(refused) => Err(refused.into()),
    }
}

/// Ends every session but this one.
pub async fn sign_out_others(member: Member) -> Answer {
    let session = member.guest.session.clone().ok_or(Refused::SignedOut)?;
    match member.guest.app.office().sign_out_others(&member.visitor, &session, member.guest.once).await {
        Ok(()) | Err(Refused::Done(_)) => Ok(go("/account?changed")),
        Err(refused) => Err(refused.into()),
    }
}
