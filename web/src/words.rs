//! The words of the pages in three languages. Message names and arguments are checked when the program is built.

use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use i18n_embed::{
    LanguageLoader,
    fluent::{FluentLanguageLoader, fluent_language_loader},
};
use school::language::Language;

/// What `fl!` takes: the words of one language.
pub(crate) type Words = &'static FluentLanguageLoader;

/// The cookie that keeps a guest's choice of language; set only after a click.
pub(crate) const LANGUAGE_COOKIE: &str = "__Host-lang";

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Messages;

static LOADERS: LazyLock<Vec<FluentLanguageLoader>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| load(*language)).collect());

fn load(language: Language) -> FluentLanguageLoader {
    let loader = fluent_language_loader!();
    if let Ok(id) = language.code().parse()
        && let Err(error) = loader.load_languages(&Messages, &[id])
    {
        tracing::error!(%error, language = language.code(), "the words of a language cannot be read");
    }
    loader.set_use_isolating(false);
    loader
}

/// The words of a language.
#[must_use]
pub(crate) fn words(language: Language) -> Words {
    let at = Language::ALL.iter().position(|known| *known == language).unwrap_or_default();
    &LOADERS[at]
}

/// The language of somebody who is not signed in: what they chose, else what their browser asks for, else Polish.
#[must_use]
pub(crate) fn guest_language(headers: &HeaderMap) -> Language {
    let chosen = crate::visitor::cookie(headers, LANGUAGE_COOKIE).and_then(|code| code.parse().ok());
    chosen.or_else(|| asked_for(headers)).unwrap_or(Language::Pl)
}

fn asked_for(headers: &HeaderMap) -> Option<Language> {
    let list = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wishes: Vec<(f32, Language)> = list.split(',').filter_map(wish).collect();
    wishes.sort_by(|one, other| other.0.total_cmp(&one.0)); // stable: equal wishes keep their order
    wishes.first().map(|wish| wish.1)
}

fn wish(part: &str) -> Option<(f32, Language)> {
    let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
    let weight = weight.trim().strip_prefix("q=")?.parse().ok()?;
    let language = tag.trim().split('-').next()?.to_ascii_lowercase().parse().ok()?;
    (weight > 0.0).then_some((weight, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_wants_most_of_those_we_speak() {
        let asked = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            guest_language(&headers)
        };
        assert_eq!(asked("de-DE,de;q=0.9,uk;q=0.8,en;q=0.7"), Language::Uk);
        assert_eq!(asked("en-GB,pl;q=0.5"), Language::En);
        assert_eq!(asked("fr"), Language::Pl);
        assert_eq!(asked("en;q=0, pl;q=0.1"), Language::Pl);
    }

    #[test]
    fn every_language_says_everything() {
        let keys = |code: &str| {
            let file = Messages::get(&format!("{code}/web.ftl")).unwrap();
            let text = String::from_utf8(file.data.to_vec()).unwrap();
            let mut keys: Vec<String> = text
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
                .collect();
            let all = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), all, "{code}: a message is there twice");
            keys
        };
        let polish = keys("pl");
        assert!(polish.len() > 50);
        for other in ["uk", "en"] {
            let there = keys(other);
            let missing: Vec<_> = polish.iter().filter(|key| !there.contains(key)).collect();
            let extra: Vec<_> = there.iter().filter(|key| !polish.contains(key)).collect();
            assert!(missing.is_empty() && extra.is_empty(), "{other}: missing {missing:?}, not in Polish {extra:?}");
        }
    }
}
