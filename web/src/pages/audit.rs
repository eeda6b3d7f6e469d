//! The audit log as it is read: every verb and every particular in words.

use std::str::FromStr;

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{
    FieldError, Problem, Refused, StaffDesk,
    audit::{AUDIT_THINGS, AuditExport, AuditFilter, AuditRow, By},
    export::{ALONE, Exported},
    message::MessageKind,
};
use school::{permission::Permission, person::Role};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Answer, csv, go,
    guardians::{kind_text, scope_text},
    photo::{known, reason_text},
    photo_checks::{check_words, setting_words},
    photos::origin_text,
    pupils::change::{ground_text, leaving_text},
    register::receiver_words,
    rules::{rule_words, value_words as rule_value_words},
    set_up_steps::step_words,
    staff::role_words,
    stock::period_words,
    tokens::scope_words,
    unprocessable, xlsx,
};
use crate::{
    formats,
    forms::{Errors, small},
    frame::Frame,
    refusal::page,
    visitor::Staff,
    words::Words,
};

/// How many entries stand on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "audit/list.html")]
struct LogPage {
    frame: Frame,
    rows: Vec<Row>,
    older: Option<String>,
    /// Whose deeds can be asked for: code and words.
    people: Vec<(String, String)>,
    by: String,
    /// About what: code and words.
    things: Vec<(&'static str, String)>,
    thing: String,
    pupil: String,
    from: String,
    until: String,
    filtered: bool,
    /// About how many pupils one person takes it alone.
    alone: usize,
    /// What is asked for is not understood, so nothing is shown.
    unclear: bool,
    /// Why it is to be taken away.
    reason: String,
    errors: Errors,
}

struct Row {
    seq: i64,
    at: String,
    by: String,
    role: String,
    what: Said,
    particulars: Vec<Said>,
}

/// Words, and where they lead; empty for nowhere.
struct Said {
    text: String,
    href: String,
}

/// What the address says: which entries.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct LogQuery {
    before: String,
    /// A person's id, `program` or `families`.
    by: String,
    /// One of [`AUDIT_THINGS`].
    thing: String,
    pupil: String,
    from: String,
    until: String,
}

/// A field that is empty, what was typed in it, or what is wrong with it.
fn typed<T>(
    field: &'static str,
    text: &str,
    problem: Problem,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, FieldError> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or(FieldError { field, problem }) }
}

/// What a link says; what cannot be read is not there.
fn given<T: FromStr>(text: &str) -> Result<Option<T>, Refused> {
    if text.is_empty() { Ok(None) } else { known(text).map(Some) }
}

/// The days of a form.
fn days(from: &str, until: &str) -> Result<(Option<Date>, Option<Date>), Vec<FieldError>> {
    let day = |field, text| typed(field, text, Problem::NotADate, |text: &str| text.parse::<Date>().ok());
    match (day("from", from), day("until", until)) {
        (Ok(from), Ok(until)) => Ok((from, until)),
        (from, until) => Err(from.err().into_iter().chain(until.err()).collect()),
    }
}

impl LogQuery {
    /// Which entries. What links alone say (a pupil, the place in the list) is not there if it cannot be read; what
    /// somebody chooses or types has a sentence.
    fn filter(&self) -> Result<AuditFilter, Refused> {
        let by = typed("by", &self.by, Problem::NotOffered, |by| match by {
            "program" => Some(By::Program),
            "families" => Some(By::Families),
            person => person.parse().ok().map(By::Person),
        });
        let kind = |text: &str| AUDIT_THINGS.into_iter().find(|thing| *thing == text);
        let thing = typed("thing", &self.thing, Problem::NotOffered, kind);
        match (by, thing, days(&self.from, &self.until)) {
            (Ok(by), Ok(thing), Ok((from, until))) => Ok(AuditFilter {
                before: given(&self.before)?,
                by: by.unwrap_or_default(),
                thing,
                pupil: given(&self.pupil)?,
                from,
                until,
            }),
            (by, thing, days) => {
                let of_days = days.err().into_iter().flatten();
                Err(Refused::Invalid(by.err().into_iter().chain(thing.err()).chain(of_days).collect()))
            }
        }
    }

    /// The entries.
    async fn found(&self, desk: &StaffDesk) -> Result<Vec<AuditRow>, Refused> {
        desk.audit_search(&self.filter()?).await
    }

    fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("by", self.by.as_str()),
            ("thing", self.thing.as_str()),
            ("pupil", self.pupil.as_str()),
            ("from", self.from.as_str()),
            ("until", self.until.as_str()),
        ]
    }

    fn filtered(&self) -> bool {
        self.fields().iter().any(|(_, value)| !value.is_empty())
    }

    /// The same entries, before this one.
    fn before(&self, seq: i64) -> String {
        let seq = seq.to_string();
        let told = self.fields().into_iter().chain([("before", seq.as_str())]);
        let told: Vec<_> = told.filter(|(_, value)| !value.is_empty()).collect();
        format!("/audit-log?{}", serde_urlencoded::to_string(told).unwrap_or_default())
    }
}

/// A hundred entries, newest first.
pub async fn list(staff: Staff, Query(query): Query<LogQuery>) -> Answer {
    let log = log_page(&staff, query, String::new(), Errors::default()).await?;
    Ok(if log.unclear { unprocessable(&log) } else { page(&log) })
}

/// What the filters and the form are called here.
fn labels(t: Words) -> [(&'static str, String); 6] {
    [
        ("by", fl!(t, "audit-by")),
        ("thing", fl!(t, "audit-what")),
        ("from", fl!(t, "audit-from")),
        ("until", fl!(t, "audit-until")),
        ("reason", fl!(t, "export-reason")),
        ("format", fl!(t, "audit-export")),
    ]
}

async fn log_page(staff: &Staff, query: LogQuery, reason: String, errors: Errors) -> Result<LogPage, Refused> {
    let t = staff.t();
    let (found, unclear) = match query.found(&staff.desk).await {
        Ok(found) => (found, Errors::default()),
        Err(Refused::Invalid(problems)) => (Vec::new(), Errors::labelled(t, &problems, &labels(t))),
        Err(refused) => return Err(refused),
    };
    let last = found.last().filter(|row| row.seq > 1 && found.len() >= PAGE);
    let older = last.map(|row| query.before(row.seq));
    let own = [("program", fl!(t, "audit-program")), ("families", fl!(t, "audit-families"))];
    let own = own.map(|(code, words)| (code.to_owned(), words));
    let staff_ever = staff.desk.audit_people().await?.into_iter().map(|(id, name)| (id.to_string(), name));
    let mut frame = staff.frame("audit").await?;
    let nothing_shown = unclear.any();
    let errors = if errors.any() { errors } else { unclear };
    frame.title_error = errors.any();
    Ok(LogPage {
        frame,
        rows: found.into_iter().map(|entry| row(t, &staff.desk, entry)).collect(),
        older,
        people: own.into_iter().chain(staff_ever).collect(),
        things: AUDIT_THINGS.map(|thing| (thing, words_of(t, "audit-thing", thing))).to_vec(),
        filtered: query.filtered(),
        unclear: nothing_shown,
        by: query.by,
        thing: query.thing,
        pupil: query.pupil,
        from: query.from,
        until: query.until,
        alone: ALONE,
        reason,
        errors,
    })
}

/// What is to be taken away, and why.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ExportForm {
    from: String,
    until: String,
    reason: String,
    /// `csv` (also if it is left out) or `xlsx`.
    format: String,
}

impl ExportForm {
    fn wanted(&self) -> Result<AuditExport, Refused> {
        let read = |format: &str| ["csv", "xlsx"].contains(&format).then_some(format == "xlsx");
        match (days(&self.from, &self.until), typed("format", &self.format, Problem::NotOffered, read)) {
            (Ok((from, until)), Ok(workbook)) => {
                Ok(AuditExport { from, until, reason: self.reason.clone(), workbook: workbook.unwrap_or(false) })
            }
            (days, format) => Err(Refused::Invalid(days.err().into_iter().flatten().chain(format.err()).collect())),
        }
    }
}

/// The entries of the chosen days as a file, with what is needed to check their chain, or a request for it.
pub async fn export(staff: Staff, Form(sent): Form<ExportForm>) -> Answer {
    let done = match sent.wanted() {
        Ok(wanted) => staff.desk.export_audit_log(&wanted).await.map(|exported| (exported, wanted.workbook)),
        Err(refused) => Err(refused),
    };
    match done {
        Ok((Exported::File(bytes), true)) => Ok(xlsx("dziennik.xlsx", bytes)),
        Ok((Exported::File(bytes), false)) => Ok(csv("dziennik.csv", bytes)),
        Ok((Exported::Waits(_), _)) => Ok(go("/exports")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let errors = Errors::labelled(t, &errors, &labels(t));
            let query = LogQuery { from: sent.from, until: sent.until, ..LogQuery::default() };
            let mut log = log_page(&staff, query, sent.reason, errors).await?;
            "/audit-log".clone_into(&mut log.frame.path); // this address has no page to come back to
            Ok(unprocessable(&log))
        }
        Err(refused) => Err(refused.into()),
    }
}

fn row(t: Words, desk: &StaffDesk, entry: AuditRow) -> Row {
    let told = entry.particulars.iter().filter_map(|(name, value)| particular(t, desk, name, value));
    let mut particulars: Vec<_> = told.collect();
    if let Some(pupil) = &entry.pupil {
        match particulars.iter_mut().find(|said| said.href.starts_with("/pupils/")) {
            Some(link) => link.text.clone_from(pupil),
            None => particulars.insert(0, Said { text: pupil.clone(), href: String::new() }),
        }
    }
    Row {
        particulars,
        what: Said { text: words_of(t, "event", &entry.verb), href: about(desk, &entry) },
        seq: entry.seq,
        at: formats::short_moment(entry.at),
        by: entry.by.unwrap_or_else(|| fl!(t, "audit-program")),
        role: entry.role.parse::<Role>().map_or_else(|_| "–".to_owned(), |role| role_words(t, role)),
    }
}

/// An entry in two lines, for the page of what it is about: what happened, and who did it.
pub(super) fn told(t: Words, desk: &StaffDesk, entry: AuditRow) -> (String, String) {
    let row = row(t, desk, entry);
    let particulars = row.particulars.into_iter().filter(|said| !said.href.starts_with("/pupils/"));
    let what: Vec<String> = [row.what.text].into_iter().chain(particulars.map(|said| said.text)).collect();
    (what.join(", "), format!("{}, {}", row.by, row.role))
}

/// The message of a name in an event, `event-photo-approved`; a name without a message is shown as it is written.
pub(super) fn words_of(t: Words, kind: &str, name: &str) -> String {
    let message = message(kind, name);
    if t.has(&message) { t.get(&message) } else { name.to_owned() }
}

fn message(kind: &str, name: &str) -> String {
    format!("{kind}-{}", name.replace(['.', '_'], "-"))
}

/// The page about what an event is about, for those who may open it.
fn about(desk: &StaffDesk, entry: &AuditRow) -> String {
    let (permission, place) = match entry.verb.as_str() {
        "pupil.added"
        | "pupil.renamed"
        | "pupil.moved"
        | "pupil.pesel_given"
        | "pupil.left"
        | "pupil.returned"
        | "pupil.listed_otherwise"
        | "pupil.card_kind_set"
        | "pupil.exported"
        | "pupil.phone_code_made"
        | "pupil.phone_activated"
        | "pupil.phone_lost"
        | "identity.seen"
        | "photo.seen"
        | "photo.withdrawn"
        | "guardian.revoked"
        | "guardian.erased"
        | "guardian.access_made"
        | "guardian.left"
        | "guardian.data_taken"
        | "guardian.scope_set" => (Permission::SeePupils, "pupils"),
        "photo.sent" | "photo.reframed" | "photo.approved" | "photo.rejected" | "photo.review_undone" => {
            (Permission::SeePhotos, "photos")
        }
        "sio.done" | "sio.moved" | "sio.objected" | "sio.objection_withdrawn" | "sio.device_lost" => {
            return list_of(desk, Permission::SeePrintRuns, &format!("/pupils/{}/sio", entry.subject));
        }
        verb if verb.starts_with("card.") => (Permission::SeePrintRuns, "cards"),
        verb if verb.starts_with("print_run.") => (Permission::SeePrintRuns, "print-runs"),
        verb if verb.starts_with("protocol.") => return list_of(desk, Permission::SeeStock, "/protocols"),
        verb if verb.starts_with("application.") => return list_of(desk, Permission::SeePrintRuns, "/applications"),
        _ => return String::new(),
    };
    if desk.may(permission) { format!("/{place}/{}", entry.subject) } else { String::new() }
}

/// A thing without a page of its own is found in its list.
fn list_of(desk: &StaffDesk, permission: Permission, list: &str) -> String {
    if desk.may(permission) { list.to_owned() } else { String::new() }
}

/// A particular in words. An identifier says nothing to a reader: it becomes a link, or is left out.
fn particular(t: Words, desk: &StaffDesk, name: &str, value: &str) -> Option<Said> {
    let link = |permission, text, href| desk.may(permission).then_some(Said { text, href });
    match name {
        "pupil" => link(Permission::SeePupils, fl!(t, "audit-pupil"), format!("/pupils/{value}")),
        "token" => Some(Said { text: fl!(t, "audit-by-token"), href: String::new() }),
        _ if value.parse::<Uuid>().is_ok() => None,
        // says by itself what it is
        "why" | "ground" | "kind" => Some(Said { text: value_words(t, name, value), href: String::new() }),
        _ => {
            let text = format!("{}: {}", words_of(t, "audit-of", name), value_words(t, name, value));
            Some(Said { text, href: String::new() })
        }
    }
}

/// A code in words, as they go on in a sentence; numbers and names are words already.
fn value_words(t: Words, name: &str, value: &str) -> String {
    let said = match name {
        "role" => value.parse().ok().map(|role| role_words(t, role)),
        "receiver" => Some(receiver_words(t, value)),
        "step" => value.parse().ok().map(|step| step_words(t, step)),
        "what" => Some(words_of(t, "audit-what", value)),
        "ground" => value.parse().ok().map(|ground| ground_text(t, ground)),
        "origin" => value.parse().ok().map(|origin| origin_text(t, origin)),
        "why" => value.parse().ok().map(|way| leaving_text(t, way)),
        "before" => value.parse().ok().map(|scope| scope_text(t, scope)),
        "reason" => value.parse().ok().map(|reason| reason_text(t, reason)),
        "check" => value.parse().ok().map(|check| check_words(t, check)),
        "hologram" | "year" => Some(period_words(t, value)),
        "rule" => value.parse().ok().map(|what| rule_words(t, what)),
        "was" | "now" => setting_words(t, value).or_else(|| Some(rule_value_words(t, value))),
        "scope" => {
            let of_a_guardian = value.parse().ok().map(|scope| scope_text(t, scope));
            of_a_guardian.or_else(|| Some(scope_words(t, value.parse().ok()?)))
        }
        "kind" => {
            value.parse().ok().map(|kind| message_words(t, kind)).or_else(|| Some(kind_text(t, value.parse().ok()?)))
        }
        "issued_on" | "on" | "from" | "until" => value.parse::<Date>().ok().map(formats::short_day),
        _ => None,
    };
    said.map_or_else(|| value.to_owned(), |said| small(&said))
}

/// What a message told.
fn message_words(t: Words, kind: MessageKind) -> String {
    match kind {
        MessageKind::PhotoApproved => fl!(t, "event-photo-approved"),
        MessageKind::PhotoRejected => fl!(t, "event-photo-rejected"),
        MessageKind::ReviewUndone => fl!(t, "event-photo-review-undone"),
        MessageKind::PhotoReminder => fl!(t, "event-pupil-reminded"),
        MessageKind::CardPrinted => fl!(t, "event-card-printed"),
        MessageKind::CardIssued => fl!(t, "event-card-issued"),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use school::language::Language;

    use super::*;
    use crate::words::words;

    /// The office's own code, without its tests.
    fn code(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.file_name().and_then(|name| name.to_str()) {
                Some("tests.rs" | "tests" | "testing") => {}
                _ if path.is_dir() => code(&path, all),
                _ => all.push_str(&fs::read_to_string(path).unwrap()),
            }
        }
    }

    /// What stands in quotes after each `before`.
    fn quoted<'a>(code: &'a str, before: &str) -> Vec<&'a str> {
        code.split(before).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()).collect()
    }

    #[test]
    fn every_verb_and_every_particular_of_the_office_has_words_in_every_language() {
        let mut office = String::new();
        code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../office/src"), &mut office);
        let (verbs, names) = (quoted(&office, "Event::new("), quoted(&office, ".with("));
        assert!(verbs.len() > 40 && names.len() > 30, "{} verbs, {} particulars", verbs.len(), names.len());
        let ids = ["pupil", "token", "link", "photo", "earlier", "instead_of", "membership"];
        let wanted = verbs.iter().map(|verb| ("event", *verb));
        let wanted = wanted.chain(names.iter().filter(|name| !ids.contains(name)).map(|name| ("audit-of", *name)));
        let wordless: Vec<_> = wanted
            .flat_map(|(kind, name)| Language::ALL.iter().map(move |language| (kind, name, *language)))
            .filter(|(kind, name, language)| !words(*language).has(&message(kind, name)))
            .collect();
        assert!(wordless.is_empty(), "{wordless:?}");
    }

    /// Not asked for by themselves: entries beside `photo_check` and `rule`, and those of no school.
    const NO_THINGS: [&str; 3] = ["photo_checks", "rules", "installation"];

    #[test]
    fn every_kind_of_thing_can_be_asked_for_in_every_language() {
        let mut office = String::new();
        code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../office/src"), &mut office);
        let things = quoted(&office, "Event::new(").into_iter().filter_map(|verb| Some(verb.split_once('.')?.0));
        let lost: Vec<_> = things.filter(|thing| !AUDIT_THINGS.contains(thing) && !NO_THINGS.contains(thing)).collect();
        assert!(lost.is_empty(), "{lost:?}");
        for thing in AUDIT_THINGS {
            for language in Language::ALL {
                assert!(words(*language).has(&message("audit-thing", thing)), "{thing} in {language}");
            }
        }
    }

    #[test]
    fn an_older_page_keeps_what_was_asked_for() {
        let query = LogQuery { thing: "photo".to_owned(), from: "2026-09-01".to_owned(), ..LogQuery::default() };
        assert_eq!(query.before(17), "/audit-log?thing=photo&from=2026-09-01&before=17");
        assert_eq!(query.filter().unwrap().thing, Some("photo"));
        assert!(query.filtered() && !LogQuery::default().filtered());
    }

    #[test]
    fn a_filter_that_is_not_understood_is_named_and_never_overlooked() {
        let asked = |query: &str| serde_urlencoded::from_str::<LogQuery>(query).unwrap().filter();
        for (query, fields) in [
            ("thing=zzz", vec!["thing"]),
            ("by=abc&from=zzz", vec!["by", "from"]),
            ("from=2026-02-30&until=1", vec!["from", "until"]),
        ] {
            let Err(Refused::Invalid(problems)) = asked(query) else { panic!("{query}") };
            assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), fields, "{query}");
        }
        for query in ["pupil=zzz", "before=abc"] {
            assert!(matches!(asked(query), Err(Refused::NotFound)), "{query}");
        }
        assert!(asked("by=families&thing=photo&from=2026-09-01&until=").is_ok());
    }

    #[test]
    fn what_is_taken_away_is_what_was_asked_for() {
        let wanted = |form: &str| serde_urlencoded::from_str::<ExportForm>(form).unwrap().wanted();
        for (form, field) in [("from=zz", "from"), ("until=zz", "until"), ("format=zzz", "format")] {
            let Err(Refused::Invalid(problems)) = wanted(form) else { panic!("{form}") };
            assert_eq!(problems[0].field, field);
        }
        assert!(wanted("format=xlsx").unwrap().workbook && !wanted("").unwrap().workbook);
    }

    #[test]
    fn codes_become_words() {
        let t = words(Language::Pl);
        assert_eq!(value_words(t, "role", "secretary"), "sekretariat");
        assert_eq!(value_words(t, "receiver", "parent"), "rodzic");
        assert_eq!(value_words(t, "kind", "card_issued"), "wydano legitymację");
        assert_eq!(value_words(t, "kind", "guardian"), "opiekun prawny");
        assert_eq!(value_words(t, "issued_on", "2026-09-07"), "07.09.2026");
        assert_eq!(value_words(t, "number", "12/2026"), "12/2026");
        assert_eq!(value_words(t, "scope", "full"), "wysyłać i oglądać zdjęcia");
        assert_eq!(value_words(t, "name", "Zosia"), "Zosia");
    }
}
