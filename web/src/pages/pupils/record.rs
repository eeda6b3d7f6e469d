//! A pupil's record: data, photos, cards, family. The whole PESEL is shown once, on request, and the look is recorded.

use askama::Template;
use axum::extract::{Path, Query};
use i18n_embed_fl::fl;
use office::{
    Refused, StaffDesk,
    audit::AuditRow,
    pupil::{GuardianRow, NameRemark, PupilCard, PupilPhoto, PupilRecord},
};
use school::{
    ClassId, PupilId,
    card::Standing,
    guardian::{GuardianScope, is_of_age},
    permission::Permission,
    person::Membership,
};
use serde::Deserialize;

use super::{CardStatus, card_status, change::living_card};
use crate::{
    formats,
    frame::Frame,
    pages::{
        Answer,
        audit::told,
        guardians::{kind_text, scope_text},
        photo::{class_text, known, review_jpg, shown_text},
        photos::state_text,
    },
    refusal::page,
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "pupils/record.html")]
struct RecordPage {
    frame: Frame,
    id: PupilId,
    name: String,
    /// What to look at about the name.
    remarks: Vec<String>,
    class: String,
    born: String,
    identity: String,
    /// The identity in full, this once.
    revealed: Option<String>,
    may_reveal: bool,
    may_manage: bool,
    portrait: String,
    photo: &'static str,
    photo_text: String,
    /// The photo that waits for this desk's decision.
    waiting: Option<String>,
    photos: Vec<PhotoLine>,
    may_add_photo: bool,
    newest_card: Option<CardStatus>,
    cards: Vec<CardLine>,
    family: Vec<Relative>,
    /// Is the pupil of age, so that nobody else has access?
    of_age: bool,
    /// What happened, newest first.
    log: Vec<Happened>,
    may_audit: bool,
    may_export: bool,
    /// Which card the pupil gets, in words; empty for those who need not know.
    ruling: String,
    /// Since when the pupil is gone, in words; empty if not.
    left: String,
    /// The changes that can be made: address and words.
    changes: Vec<(String, String)>,
    news: Option<News>,
}

/// An entry of the pupil's log.
struct Happened {
    what: String,
    at: String,
    iso: String,
    by: String,
}

/// A photo of the history; `href` is empty where there is nothing to see.
struct PhotoLine {
    class: &'static str,
    icon: &'static str,
    text: String,
    at: String,
    iso: String,
    href: String,
}

struct CardLine {
    href: String,
    number: String,
    template: String,
    status: CardStatus,
    expires: String,
}

/// A family member with the way to end the link.
struct Relative {
    name: String,
    email: String,
    detail: String,
    kind: &'static str,
    icon: &'static str,
    state: String,
    revoke: String,
    /// Where to change what they may; empty once the link has ended.
    scope: String,
    /// Where to make a letter on paper; empty if there is an e-mail, or they have come.
    letter: String,
    version: i64,
}

/// What just happened, and what comes next.
struct News {
    text: String,
    next: Option<(String, String)>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct RecordQuery {
    /// The class of the pupil just added.
    added: Option<String>,
    invited: Option<String>,
    revoked: Option<String>,
    scope: Option<String>,
    /// What was just changed, by the last word of its address.
    changed: String,
}

/// The record.
pub async fn show(staff: Staff, Path(id): Path<String>, Query(query): Query<RecordQuery>) -> Answer {
    let record = staff.desk.pupil(known(&id)?).await?;
    let news = news(staff.t(), &query, &record);
    Ok(page(&RecordPage { news, ..record_page(&staff, record).await? }))
}

/// The record with the whole PESEL or document number, this once.
pub async fn reveal(staff: Staff, Path(id): Path<String>) -> Answer {
    let id: PupilId = known(&id)?;
    let revealed = Some(staff.desk.reveal_identity(id).await?);
    let record = record_page(&staff, staff.desk.pupil(id).await?).await?;
    let frame = Frame { path: format!("/pupils/{id}"), ..record.frame }; // this address has no page to come back to
    Ok(page(&RecordPage { revealed, frame, ..record }))
}

fn news(t: Words, query: &RecordQuery, record: &PupilRecord) -> Option<News> {
    let news = |text, next| Some(News { text, next });
    if let Some(class) = &query.added {
        let class = class.parse().map(|class: ClassId| class.to_string()).unwrap_or_default();
        news(fl!(t, "pupils-added"), Some((format!("/pupils/new?class={class}"), fl!(t, "pupils-add-next"))))
    } else if query.invited.is_some() {
        news(fl!(t, "guardians-invited"), None)
    } else if query.revoked.is_some() {
        news(fl!(t, "guardians-revoked"), None)
    } else if query.scope.is_some() {
        news(fl!(t, "guardians-scope-set"), None)
    } else {
        news(changed(t, &query.changed, living_card(record))?, None)
    }
}

/// What was just changed, and what is left to do about the card.
fn changed(t: Words, what: &str, card: Option<String>) -> Option<String> {
    Some(match (what, card) {
        ("name", Some(number)) => fl!(t, "pupil-renamed-card", number = number),
        ("name", None) => fl!(t, "pupil-renamed"),
        ("class", _) => fl!(t, "pupil-moved"),
        ("pesel", _) => fl!(t, "pupil-pesel-given"),
        ("ruling", _) => fl!(t, "pupil-ruling-set"),
        ("departure", Some(number)) => fl!(t, "pupil-left-card", number = number),
        ("departure", None) => fl!(t, "pupil-left"),
        ("return", _) => fl!(t, "pupil-returned"),
        ("nothing", _) => fl!(t, "pupil-unchanged"),
        _ => return None,
    })
}

async fn record_page(staff: &Staff, record: PupilRecord) -> Result<RecordPage, Refused> {
    let t = staff.t();
    let sees = staff.desk.may(Permission::SeePhotos);
    let opens_cards = staff.desk.may(Permission::SeePrintRuns);
    let reviews = staff.desk.may(Permission::ReviewPhotos);
    let waiting = record.photos.iter().find(|photo| photo.state == "submitted").filter(|_| reviews);
    let log = staff.desk.pupil_log(record.id).await?;
    let mut changes = changes(t, &record, staff.desk.may(Permission::ManagePupils));
    changes.extend(another_card(staff, &record));
    if staff.desk.may(Permission::HandOutCards) && !record.cards.is_empty() {
        changes.push((format!("/pupils/{}/phone", record.id), fl!(t, "phone-title")));
    }
    changes.extend(opens_cards.then(|| (format!("/pupils/{}/sio", record.id), fl!(t, "sio-name"))));
    Ok(RecordPage {
        frame: staff.frame("pupils").await?,
        log: log.into_iter().map(|entry| happened(t, &staff.desk, entry)).collect(),
        ruling: match record.ruling {
            Some(true) => fl!(t, "pupil-ruling-yes"),
            Some(false) => fl!(t, "pupil-ruling-no"),
            None => String::new(),
        },
        left: record.left.map(|on| fl!(t, "pupil-left-since", date = formats::day(t, on))).unwrap_or_default(),
        changes,
        id: record.id,
        class: class_text(t, &record.class),
        born: formats::day(t, record.born),
        identity: record.identity,
        revealed: None,
        may_reveal: staff.desk.may(Permission::RevealPesel),
        may_manage: staff.desk.may(Permission::ManagePupils),
        may_audit: staff.desk.may(Permission::SeeAudit),
        may_export: staff.desk.may_export_pupils(),
        portrait: portrait(&record.photos, sees),
        photo: record.photo.code(),
        photo_text: shown_text(t, record.photo),
        waiting: waiting.map(|photo| format!("/photos/{}", photo.id)),
        photos: record.photos.iter().map(|photo| photo_line(t, photo, sees)).collect(),
        may_add_photo: record.left.is_none() && staff.desk.may(Permission::AddPhotos),
        newest_card: record.cards.first().map(|card| card_status(t, card.standing)),
        cards: record.cards.into_iter().map(|card| card_line(t, card, opens_cards)).collect(),
        of_age: is_of_age(record.born, staff.desk.today()),
        family: record.guardians.into_iter().map(|row| relative(t, row)).collect(),
        news: None,
        remarks: record.name_remarks.iter().map(|remark| remark_words(t, *remark)).collect(),
        name: record.name.full(),
    })
}

/// What to look at about a name, and what to do.
fn remark_words(t: Words, remark: NameRemark) -> String {
    match remark {
        NameRemark::NotOnCards(letter) => fl!(t, "pupil-name-letter", letter = letter.to_string()),
        NameRemark::TooLong => fl!(t, "pupil-name-long"),
        NameRemark::Cyrillic => fl!(t, "pupil-name-cyrillic"),
    }
}

fn changes(t: Words, record: &PupilRecord, may: bool) -> Vec<(String, String)> {
    let pesel = record.without_pesel.then(|| ("pesel", fl!(t, "pupil-pesel-title")));
    let ruling = record.ruling.map(|_| ("ruling", fl!(t, "pupil-ruling-title")));
    let all = match record.left {
        _ if !may => Vec::new(),
        Some(_) => vec![("return", fl!(t, "pupil-return-title"))],
        None => [("name", fl!(t, "pupil-name-title")), ("class", fl!(t, "pupil-class-title"))]
            .into_iter()
            .chain(pesel)
            .chain(ruling)
            .chain([("departure", fl!(t, "pupil-departure-title"))])
            .collect(),
    };
    all.into_iter().map(|(code, text)| (format!("/pupils/{}/{code}", record.id), text)).collect()
}

/// The way to another card in the place of the one that the pupil holds.
fn another_card(staff: &Staff, record: &PupilRecord) -> Option<(String, String)> {
    let held = |card: &&PupilCard| matches!(card.standing, Standing::Valid | Standing::Expired);
    let card = record.cards.iter().find(held)?;
    let may = record.left.is_none() && staff.desk.may(Permission::HandOutCards);
    may.then(|| (format!("/cards/{}/application", card.id), fl!(staff.t(), "apply-open")))
}

fn happened(t: Words, desk: &StaffDesk, entry: AuditRow) -> Happened {
    let (at, iso) = (formats::moment(t, entry.at), formats::iso(entry.at));
    let (what, by) = told(t, desk, entry);
    Happened { what, at, iso, by }
}

/// The approved picture, else the newest there is, for those who may see it.
fn portrait(photos: &[PupilPhoto], sees: bool) -> String {
    let there = || photos.iter().filter(|photo| sees && photo.picture);
    let best = there().find(|photo| photo.state == "approved").or_else(|| there().next());
    best.map_or_else(|| crate::assets::IMG_BRAK_SVG.to_owned(), |photo| review_jpg(photo.id))
}

fn photo_line(t: Words, photo: &PupilPhoto, sees: bool) -> PhotoLine {
    let (class, icon) = match photo.state.as_str() {
        "approved" => ("ok", "check"),
        "rejected" => ("bad", "x"),
        "submitted" => ("now", "clock"),
        _ => ("", "image"),
    };
    let href = if sees && photo.picture { format!("/photos/{}", photo.id) } else { String::new() };
    PhotoLine {
        class,
        icon,
        text: state_text(t, &photo.state),
        at: formats::moment(t, photo.at),
        iso: formats::iso(photo.at),
        href,
    }
}

fn card_line(t: Words, card: PupilCard, opens: bool) -> CardLine {
    CardLine {
        href: if opens { format!("/cards/{}", card.id) } else { String::new() },
        number: card.number,
        template: card.template,
        status: card_status(t, card.standing),
        expires: card.expires.map(formats::short_day).unwrap_or_default(),
    }
}

fn relative(t: Words, row: GuardianRow) -> Relative {
    let (kind, icon, state) = match row.state {
        Membership::Invited => ("wait", "clock", fl!(t, "guardians-state-invited")),
        Membership::Accepted => ("done", "check", fl!(t, "guardians-state-accepted")),
        Membership::Declined => ("bad", "warn", fl!(t, "guardians-state-declined")),
        Membership::Revoked => ("", "x", fl!(t, "guardians-state-revoked")),
    };
    let open = matches!(row.state, Membership::Invited | Membership::Accepted);
    let address = |verb: &str, offered: bool| {
        if offered { format!("/guardians/{}/{verb}", row.id) } else { String::new() }
    };
    let court = row.decided_on.map(|day| fl!(t, "guardians-court", date = formats::day(t, day)));
    let what = [Some(kind_text(t, row.kind)), Some(scope_text(t, row.scope)), court];
    Relative {
        detail: what.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        revoke: address("revocation", open),
        scope: address("scope", open || row.scope == GuardianScope::None),
        letter: address("letter", row.on_paper && row.state == Membership::Invited),
        state: if row.on_paper && row.state == Membership::Invited { fl!(t, "guardians-state-paper") } else { state },
        name: row.name,
        email: if row.on_paper { fl!(t, "guardians-login", login = row.email) } else { row.email },
        version: row.version,
        kind,
        icon,
    }
}
