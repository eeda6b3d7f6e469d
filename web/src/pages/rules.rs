//! The settings of the rule book: the first day of the draft, and what the law leaves unconfirmed.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{
    Conflict, Refused,
    rules::{SchoolRules, TypedRule},
};
use school::law::{RuleBook, Settable};

use super::{Answer, go, overtaken, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "law/settings.html")]
struct SettingsPage {
    frame: Frame,
    rows: Vec<Row>,
    errors: Errors,
    version: i64,
    saved: bool,
}

/// Something that can be set, as the form shows it.
struct Row {
    what: &'static str,
    label: String,
    /// What holds if nothing is set, and the row of the rule book.
    hint: String,
    /// Empty where something is typed.
    choices: Vec<(String, String)>,
    value: String,
    day: bool,
    error: String,
}

/// What was sent: every field by its name.
pub(crate) type Typed = Vec<(String, String)>;

/// What can be set, in words.
pub(super) fn rule_words(t: Words, what: Settable) -> String {
    match what {
        Settable::DraftFrom => fl!(t, "rules-draft-from"),
        Settable::Fee => fl!(t, "rules-fee"),
        Settable::Marking => fl!(t, "rules-marking"),
        Settable::FoundOriginal => fl!(t, "rules-found-original"),
        Settable::HologramFields => fl!(t, "rules-hologram-fields"),
        Settable::WinterEnds => fl!(t, "rules-winter-ends"),
        Settable::SummerEnds => fl!(t, "rules-summer-ends"),
        Settable::AfterLeaving => fl!(t, "rules-after-leaving"),
        Settable::RulingEnded => fl!(t, "rules-ruling-ended"),
        Settable::SchoolData => fl!(t, "rules-school-data"),
        Settable::OldPhoto => fl!(t, "rules-old-photo"),
        Settable::SioPhoto => fl!(t, "rules-sio-photo"),
        Settable::LateObjection => fl!(t, "rules-late-objection"),
    }
}

/// What was chosen, in words; what was typed stays.
pub(super) fn value_words(t: Words, value: &str) -> String {
    match value {
        "above_photo_row" => fl!(t, "rules-value-above-photo-row"),
        "no_word" => fl!(t, "rules-value-no-word"),
        "invalid" => fl!(t, "rules-value-invalid"),
        "valid" => fl!(t, "rules-value-valid"),
        "formally_valid" => fl!(t, "rules-value-formally-valid"),
        "ends" => fl!(t, "rules-value-ends"),
        "required" => fl!(t, "rules-value-required"),
        "offered" => fl!(t, "rules-value-offered"),
        "invalidated" => fl!(t, "rules-value-invalidated"),
        "kept" => fl!(t, "rules-value-kept"),
        typed => typed.to_owned(),
    }
}

/// What is set about this, with its unit.
pub(super) fn told_words(t: Words, what: Settable, text: &str) -> String {
    match what {
        Settable::DraftFrom => text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| formats::day(t, day)),
        Settable::Fee => fl!(t, "rules-zloty", amount = text),
        _ => value_words(t, text),
    }
}

/// The form's row of something that can be set; `typed` is what was sent and not taken.
fn row(t: Words, book: &RuleBook, what: Settable, typed: Option<&TypedRule>, error: &str) -> Row {
    let row = what.row();
    let proposed = RuleBook::proposed().set_about(what).map(|text| told_words(t, what, &text));
    let usual = (String::new(), fl!(t, "rules-usual"));
    let offered = what.choices().into_iter().map(|code| (code.to_owned(), value_words(t, code)));
    let choices: Vec<_> = offered.collect();
    Row {
        what: what.code(),
        label: rule_words(t, what),
        hint: match proposed {
            None => fl!(t, "rules-draft-hint"),
            Some(value) if what == Settable::SioPhoto => fl!(t, "rules-sio-photo-hint", value = value, row = row),
            Some(value) => fl!(t, "rules-hint", value = value, row = row),
        },
        choices: if choices.is_empty() { choices } else { [vec![usual], choices].concat() },
        value: typed.map_or_else(|| book.set_about(what).unwrap_or_default(), |typed| typed.text.clone()),
        day: what == Settable::DraftFrom,
        error: error.to_owned(),
    }
}

async fn settings_page(staff: &Staff, typed: &[TypedRule], errors: Errors) -> Result<SettingsPage, Refused> {
    let SchoolRules { book, version } = staff.desk.rules().await?;
    let t = staff.t();
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    let rows = Settable::ALL.iter().map(|what| {
        let typed = typed.iter().find(|typed| typed.what == *what);
        row(t, &book, *what, typed, errors.of(what.code()))
    });
    let (rows, saved) = (rows.collect(), staff.guest.path.ends_with("?saved"));
    Ok(SettingsPage { frame, rows, errors, version, saved })
}

/// The settings as they are.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&settings_page(&staff, &[], Errors::default()).await?))
}

/// Changes them.
pub async fn change(staff: Staff, Form(sent): Form<Typed>) -> Answer {
    let version = sent.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    let version = version.unwrap_or_default();
    let typed = read(&sent);
    match staff.desk.change_rules(&typed, version).await.or_done() {
        Ok(_) => Ok(go("/school/rules?saved")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let own: Vec<_> = Settable::ALL.iter().map(|what| (what.code(), rule_words(t, *what))).collect();
            let mut shown = settings_page(&staff, &typed, Errors::labelled(t, &errors, &own)).await?;
            shown.version = version; // another's change in between is not to be overwritten unseen
            Ok(unprocessable(&shown))
        }
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            let errors = Errors::overtaken(staff.t(), &conflict);
            Ok(overtaken(&settings_page(&staff, &typed, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What was sent of what can be set: a browser sends all, a program perhaps a part.
fn read(sent: &[(String, String)]) -> Vec<TypedRule> {
    let typed = |(name, text): &(String, String)| {
        let what = name.parse().ok()?;
        Some(TypedRule { what, text: text.clone() })
    };
    sent.iter().filter_map(typed).collect()
}

#[cfg(test)]
mod tests {
    use school::language::Language;

    use super::*;
    use crate::words::words;

    #[test]
    fn whatever_can_be_chosen_has_words_of_its_own_in_every_language() {
        for language in Language::ALL {
            let t = words(*language);
            let mut all: Vec<String> = Settable::ALL.iter().map(|what| rule_words(t, *what)).collect();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), Settable::ALL.len(), "{language}");
            // in English a code may be its own word
            for code in Settable::ALL.iter().flat_map(|what| what.choices()).filter(|_| *language != Language::En) {
                assert_ne!(value_words(t, code), code, "{language}");
            }
        }
    }

    #[test]
    fn a_form_names_each_setting_by_its_code() {
        let sent = [("version", "3"), ("fee", "12,00"), ("marking", ""), ("colour", "red")];
        let sent = sent.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let typed: Vec<_> = read(&sent).into_iter().map(|typed| (typed.what, typed.text)).collect();
        assert_eq!(typed, [(Settable::Fee, "12,00".to_owned()), (Settable::Marking, String::new())]);
    }
}
