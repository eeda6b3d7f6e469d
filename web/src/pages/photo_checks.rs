//! How a school has its photos checked: each check, whether it is made, and from where on it says something.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Refused,
    photo::{CheckSetting, PhotoChecks, Setting, Shape, Source, TypedCheck},
};
use school::{
    permission::Permission,
    photo::{Check, Strictness},
};

use super::{Answer, go, unprocessable};
use crate::{formats::decimal, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "photo_checks/show.html")]
struct ChecksPage {
    frame: Frame,
    rows: Vec<Row>,
    errors: Errors,
    version: i64,
    saved: bool,
    may_change: bool,
}

/// A check as the form shows it.
struct Row {
    code: &'static str,
    label: String,
    /// What its number is.
    what: String,
    /// As the program has it, and why so.
    usual: String,
    /// Has the school set it itself?
    own: bool,
    /// The setting in words, for those who may not change it.
    told: String,
    choices: Vec<Choice>,
    soft: Limit,
    hard: Option<Limit>,
    error: String,
}

/// One of the outcomes that a check may have.
struct Choice {
    code: &'static str,
    text: String,
    chosen: bool,
}

/// A field for a limit.
struct Limit {
    label: String,
    value: String,
}

/// What was sent: every field by its name.
pub(crate) type Typed = Vec<(String, String)>;

async fn checks_page(staff: &Staff, typed: &[TypedCheck], errors: Errors) -> Result<ChecksPage, Refused> {
    let PhotoChecks { checks, version } = staff.desk.photo_checks().await?;
    let t = staff.t();
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    let rows = checks.iter().map(|check| {
        let typed = typed.iter().find(|typed| typed.check == check.adjustable.check);
        row(t, check, typed, errors.of(check.adjustable.check.code()).to_owned())
    });
    let (rows, saved) = (rows.collect(), staff.guest.path.ends_with("?saved"));
    Ok(ChecksPage { frame, rows, errors, version, saved, may_change: staff.desk.may(Permission::ManageSchool) })
}

fn row(t: Words, check: &CheckSetting, typed: Option<&TypedCheck>, error: String) -> Row {
    let CheckSetting { adjustable, setting } = *check;
    let (label, what) = words_of(t, adjustable.check);
    let (soft, hard) = limit_words(t, adjustable.shape);
    let shown = typed.cloned().unwrap_or_else(|| as_typed(adjustable.check, &setting));
    let choice = |strictness: &Strictness| Choice {
        code: strictness.code(),
        text: strictness_words(t, *strictness),
        chosen: shown.strictness == strictness.code(),
    };
    let usual = adjustable.usual();
    Row {
        code: adjustable.check.code(),
        label,
        what,
        usual: fl!(t, "photo-checks-usual", limits = limits(t, &usual), source = source_words(t, adjustable.source)),
        own: setting != usual,
        told: format!("{}: {}", strictness_words(t, setting.strictness), limits(t, &setting)),
        choices: Strictness::ALL.iter().filter(|each| adjustable.offers(**each)).map(choice).collect(),
        hard: setting.hard.map(|_| Limit { label: hard, value: decimal(t, &shown.hard) }),
        soft: Limit { label: soft, value: decimal(t, &shown.soft) },
        error,
    }
}

/// "0,08 / 0,03".
fn limits(t: Words, setting: &Setting) -> String {
    let hard = setting.hard.map(|hard| format!(" / {}", decimal(t, hard))).unwrap_or_default();
    format!("{}{hard}", decimal(t, setting.soft))
}

fn as_typed(check: Check, setting: &Setting) -> TypedCheck {
    TypedCheck {
        check,
        strictness: setting.strictness.code().to_owned(),
        soft: setting.soft.to_string(),
        hard: setting.hard.map(|hard| hard.to_string()).unwrap_or_default(),
    }
}

/// The checks as they are.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&checks_page(&staff, &[], Errors::default()).await?))
}

/// Changes them, or puts all back as the program has them.
pub async fn change(staff: Staff, Form(sent): Form<Typed>) -> Answer {
    let version = value(&sent, "version").parse().unwrap_or_default();
    let usual = sent.iter().any(|(name, _)| name == "usual");
    let typed = if usual { all_usual(&staff).await? } else { read(&sent) };
    match staff.desk.change_photo_checks(&typed, version).await.or_done() {
        Ok(_) => Ok(go("/school/photo-checks?saved")),
        Err(Refused::Invalid(errors)) => {
            let own: Vec<_> = errors.iter().filter_map(|error| labelled(staff.t(), error.field)).collect();
            let errors = Errors::labelled(staff.t(), &errors, &own);
            let mut shown = checks_page(&staff, &typed, errors).await?;
            shown.version = version; // another's change in between is not to be overwritten unseen
            Ok(unprocessable(&shown))
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn all_usual(staff: &Staff) -> Result<Vec<TypedCheck>, Refused> {
    let checks = staff.desk.photo_checks().await?.checks;
    Ok(checks.iter().map(|check| as_typed(check.adjustable.check, &check.adjustable.usual())).collect())
}

/// The checks whose fields were sent: a browser sends all, a program perhaps none.
fn read(sent: &[(String, String)]) -> Vec<TypedCheck> {
    let sent_of = |check: &Check| {
        let field = |part: &str| value(sent, &format!("{check}-{part}"));
        let typed = TypedCheck {
            check: *check,
            strictness: field("strictness").to_owned(),
            soft: field("soft").to_owned(),
            hard: field("hard").to_owned(),
        };
        (!typed.strictness.is_empty()).then_some(typed)
    };
    Check::ALL.iter().filter_map(sent_of).collect()
}

fn value<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    sent.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}

fn labelled(t: Words, field: &'static str) -> Option<(&'static str, String)> {
    Some((field, check_words(t, field.parse().ok()?)))
}

/// What a check is called in the settings and in the log.
pub(super) fn check_words(t: Words, check: Check) -> String {
    words_of(t, check).0
}

/// A setting as the log tells it, `fail 0.08 0.03`, in words.
pub(super) fn setting_words(t: Words, told: &str) -> Option<String> {
    let mut parts = told.split(' ');
    let strictness = strictness_words(t, parts.next()?.parse().ok()?);
    Some(format!("{strictness}, {}", decimal(t, parts.collect::<Vec<_>>().join(" / "))))
}

fn strictness_words(t: Words, strictness: Strictness) -> String {
    match strictness {
        Strictness::Off => fl!(t, "photo-checks-off"),
        Strictness::Warn => fl!(t, "photo-checks-warn"),
        Strictness::Fail => fl!(t, "photo-checks-fail"),
    }
}

fn limit_words(t: Words, shape: Shape) -> (String, String) {
    match shape {
        Shape::Below => (fl!(t, "photo-checks-soft-below"), fl!(t, "photo-checks-hard-below")),
        Shape::Above => (fl!(t, "photo-checks-soft-above"), fl!(t, "photo-checks-hard-above")),
        Shape::Within => (fl!(t, "photo-checks-from"), fl!(t, "photo-checks-to")),
    }
}

fn source_words(t: Words, source: Source) -> String {
    match source {
        Source::Measured => fl!(t, "photo-checks-source-measured"),
        Source::Gov => fl!(t, "photo-checks-source-gov"),
        Source::Offices => fl!(t, "photo-checks-source-offices"),
        Source::Norm => fl!(t, "photo-checks-source-norm"),
    }
}

/// What a check is called, and what its number is.
fn words_of(t: Words, check: Check) -> (String, String) {
    match check {
        Check::HeadCut => (fl!(t, "photo-checks-of-head-cut"), fl!(t, "photo-checks-what-head-cut")),
        Check::HeadHeight => (fl!(t, "photo-checks-of-head-height"), fl!(t, "photo-checks-what-head-height")),
        Check::Centre => (fl!(t, "photo-checks-of-centre"), fl!(t, "photo-checks-what-centre")),
        Check::EyeLine => (fl!(t, "photo-checks-of-eye-line"), fl!(t, "photo-checks-what-eye-line")),
        Check::Tilt => (fl!(t, "photo-checks-of-tilt"), fl!(t, "photo-checks-what-tilt")),
        Check::Sharpness => (fl!(t, "photo-checks-of-sharpness"), fl!(t, "photo-checks-what-sharpness")),
        Check::Darkness => (fl!(t, "photo-checks-of-darkness"), fl!(t, "photo-checks-what-darkness")),
        Check::Overexposure => (fl!(t, "photo-checks-of-overexposure"), fl!(t, "photo-checks-what-overexposure")),
        Check::Glare => (fl!(t, "photo-checks-of-glare"), fl!(t, "photo-checks-what-glare")),
        Check::SideLight => (fl!(t, "photo-checks-of-side-light"), fl!(t, "photo-checks-what-side-light")),
        Check::Greyscale => (fl!(t, "photo-checks-of-greyscale"), fl!(t, "photo-checks-what-greyscale")),
        Check::ColourCast => (fl!(t, "photo-checks-of-colour-cast"), fl!(t, "photo-checks-what-colour-cast")),
        Check::BackgroundDark => {
            (fl!(t, "photo-checks-of-background-dark"), fl!(t, "photo-checks-what-background-dark"))
        }
        Check::BackgroundColour => {
            (fl!(t, "photo-checks-of-background-colour"), fl!(t, "photo-checks-what-background-colour"))
        }
        Check::BackgroundUneven => {
            (fl!(t, "photo-checks-of-background-uneven"), fl!(t, "photo-checks-what-background-uneven"))
        }
        Check::Compression => (fl!(t, "photo-checks-of-compression"), fl!(t, "photo-checks-what-compression")),
        // not a school's to set
        Check::Resolution | Check::FaceCount | Check::SameFile => (check.to_string(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use office::photo::Adjustable;
    use school::language::Language;

    #[test]
    fn every_check_that_can_be_set_has_words_of_its_own() {
        let fixed = [Check::Resolution, Check::FaceCount, Check::SameFile];
        for language in Language::ALL {
            let t = words(*language);
            let set = Check::ALL.iter().filter(|check| Adjustable::of(**check).is_some());
            let mut all: Vec<String> = set.map(|check| check_words(t, *check)).collect();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), Check::ALL.len() - fixed.len(), "{language:?}");
        }
    }

    #[test]
    fn the_log_tells_a_setting_in_words() {
        let t = words(Language::Pl);
        assert_eq!(setting_words(t, "fail 0.08 0.03").unwrap(), "Podpowiedź lub ostrzeżenie, 0,08 / 0,03");
        assert_eq!(setting_words(t, "off 12").unwrap(), "Nie sprawdzaj, 12");
        assert_eq!(setting_words(t, "spoiled"), None);
        let told = setting_words(words(Language::En), "fail 0.08 0.03").unwrap();
        assert!(told.ends_with("0.08 / 0.03"), "{told}");
    }

    #[test]
    fn a_form_names_each_check_by_its_code() {
        let sent = [("tilt-strictness", "off"), ("tilt-soft", "12"), ("glare-soft", "1")];
        let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let typed = read(&sent);
        assert_eq!(typed.len(), 1, "{typed:?}");
        let TypedCheck { check, strictness, soft, hard } = &typed[0];
        assert_eq!((*check, strictness.as_str(), soft.as_str(), hard.as_str()), (Check::Tilt, "off", "12", ""));
    }
}
