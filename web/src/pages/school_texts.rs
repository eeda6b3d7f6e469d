//! The school's own words to families, in up to three languages.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{
    Refused,
    installation::{LONGEST_TEXT, TEXT_FIELDS, TextVersion},
};
use school::school_text::TextPlace;

use super::{Answer, go, privacy, processing, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "school_texts/show.html")]
struct TextsPage {
    frame: Frame,
    places: Vec<Place>,
    most: usize,
    errors: Errors,
    version: i64,
    changed: bool,
}

/// A place with its texts.
struct Place {
    title: String,
    hint: String,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    language: &'static str,
    text: String,
}

/// What a form sent: names and values.
type Typed = Vec<(String, String)>;

/// What a place is called, and a word to whoever writes there.
fn about(t: Words, place: TextPlace) -> (String, String) {
    match place {
        TextPlace::Photo => (fl!(t, "texts-photo"), fl!(t, "texts-photo-hint")),
        TextPlace::Pickup => (fl!(t, "texts-pickup"), fl!(t, "texts-pickup-hint")),
        TextPlace::Building => (fl!(t, "access-building"), fl!(t, "texts-building-hint")),
        TextPlace::AccessPerson => (fl!(t, "access-person"), fl!(t, "texts-access-hint")),
        TextPlace::AccessEmail => (fl!(t, "texts-access-email"), fl!(t, "texts-access-hint")),
        TextPlace::AccessPhone => (fl!(t, "texts-access-phone"), fl!(t, "texts-access-hint")),
        TextPlace::DataOfficer => (fl!(t, "texts-officer"), fl!(t, "texts-officer-hint")),
    }
}

fn place(t: Words, place: TextPlace, texts: &[(String, String)]) -> Place {
    let (title, hint) = about(t, place);
    let fields = TEXT_FIELDS.into_iter().filter(|field| field.1 == place);
    let fields = fields.map(|(name, _, language)| Field {
        name,
        language: language.code(),
        text: texts.iter().find(|(typed, _)| typed == name).map(|(_, text)| text.clone()).unwrap_or_default(),
    });
    Place { title, hint, fields: fields.collect() }
}

async fn texts_page(staff: &Staff, typed: Option<(Typed, i64)>, errors: Errors) -> Result<TextsPage, Refused> {
    let stored = staff.desk.school_texts().await?;
    let changed = typed.is_none() && staff.guest.path.ends_with("?changed");
    let (texts, version) = typed.unwrap_or_else(|| {
        (stored.texts.into_iter().map(|(field, text)| (field.to_owned(), text)).collect(), stored.version)
    });
    let places = TextPlace::ALL.iter().map(|code| place(staff.t(), *code, &texts)).collect();
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    Ok(TextsPage { frame, places, most: LONGEST_TEXT, errors, version, changed })
}

#[derive(Template)]
#[template(path = "school_texts/versions.html")]
struct VersionsPage {
    frame: Frame,
    /// The versions of the program's notice about personal data and of the record of processing, in sentences.
    notices: Vec<String>,
    texts: Vec<Text>,
}

/// A text of the school's with all that it ever said.
struct Text {
    id: String,
    title: String,
    language: &'static str,
    versions: Vec<Version>,
}

struct Version {
    number: u32,
    since: String,
    until: Option<String>,
    /// None where nothing stood.
    lines: Vec<String>,
    by: String,
}

/// Which version of a text was in force when.
pub async fn versions(staff: Staff) -> Answer {
    let t = staff.t();
    let mut texts: Vec<Text> = Vec::new();
    for version in staff.desk.text_versions().await? {
        let id = format!("{}-{}", version.place.code().replace('_', "-"), version.language.code());
        if texts.last().is_none_or(|text| text.id != id) {
            let language = version.language.code();
            let title = format!("{} ({language})", about(t, version.place).0);
            texts.push(Text { id, title, language, versions: Vec::new() });
        }
        if let Some(text) = texts.last_mut() {
            text.versions.push(told(version));
        }
    }
    let notice = |(version, since): &(u32, Date)| -> String {
        let (version, since): (u32, String) = (*version, formats::day(t, *since));
        fl!(t, "privacy-version", version = version, since = since)
    };
    let records = processing::VERSIONS.iter().map(|record| processing::version(t, *record));
    let notices = privacy::VERSIONS.iter().map(notice).chain(records).collect();
    Ok(page(&VersionsPage { frame: staff.frame("school").await?, notices, texts }))
}

fn told(version: TextVersion) -> Version {
    let TextVersion { number, text, since, until, by, .. } = version;
    let lines = text.lines().map(str::to_owned).collect();
    Version { number, since: formats::short_moment(since), until: until.map(formats::short_moment), lines, by }
}

/// The texts, ready to be changed.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&texts_page(&staff, None, Errors::default()).await?))
}

/// Changes them.
pub async fn change(staff: Staff, Form(typed): Form<Vec<(String, String)>>) -> Answer {
    let version = typed.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    let version = version.unwrap_or_default();
    match staff.desk.change_texts(&typed, version).await.or_done() {
        Ok(_) => Ok(go("/school/texts?changed")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let labels = TEXT_FIELDS
                .map(|(name, place, language)| (name, format!("{} ({})", about(t, place).0, language.code())));
            let errors = Errors::labelled(t, &errors, &labels);
            Ok(unprocessable(&texts_page(&staff, Some((typed, version)), errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
