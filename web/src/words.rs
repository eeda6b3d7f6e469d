//! The words of the pages in three languages, of those for whoever checks a card in four. Message names and arguments
//! are checked when the program is built.

use std::{str::FromStr, sync::LazyLock};

use axum::http::{HeaderMap, header};
use i18n_embed::{
    LanguageLoader,
    fluent::{FluentLanguageLoader, fluent_language_loader},
};
use school::{code::UnknownCode, language::Language};

/// What `fl!` takes: the words of one language.
pub(crate) type Words = &'static FluentLanguageLoader;

/// The cookie that keeps a guest's choice of language; set only after a click.
pub(crate) const LANGUAGE_COOKIE: &str = "__Host-lang";

const GERMAN: &str = "de";

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Messages;

static LOADERS: LazyLock<Vec<FluentLanguageLoader>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| load(language.code())).collect());

static GERMAN_WORDS: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(GERMAN));

fn load(code: &str) -> FluentLanguageLoader {
    let loader = fluent_language_loader!();
    if let Ok(id) = code.parse()
        && let Err(error) = loader.load_languages(&Messages, &[id])
    {
        tracing::error!(%error, language = code, "the words of a language cannot be read");
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

/// A language of the pages for whoever checks a card: whoever works at a ticket office may read German, and no other
/// page of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CheckLanguage {
    /// One of those of every page.
    Known(Language),
    /// German.
    German,
}

impl CheckLanguage {
    pub(crate) const ALL: [Self; 4] =
        [Self::Known(Language::Pl), Self::Known(Language::En), Self::Known(Language::Uk), Self::German];

    /// The language that a browser asks for, else Polish. No cookie is looked at.
    pub(crate) fn asked(headers: &HeaderMap) -> Self {
        asked_for(headers).unwrap_or(Self::Known(Language::Pl))
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Known(language) => language.code(),
            Self::German => GERMAN,
        }
    }

    pub(crate) fn words(self) -> Words {
        match self {
            Self::Known(language) => words(language),
            Self::German => &GERMAN_WORDS,
        }
    }
}

impl FromStr for CheckLanguage {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        if code == GERMAN { Ok(Self::German) } else { code.parse().map(Self::Known) }
    }
}

fn asked_for<L: FromStr>(headers: &HeaderMap) -> Option<L> {
    let list = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wishes: Vec<(f32, L)> = list.split(',').filter_map(wish).collect();
    wishes.sort_by(|one, other| other.0.total_cmp(&one.0)); // stable: equal wishes keep their order
    wishes.into_iter().next().map(|wish| wish.1)
}

fn wish<L: FromStr>(part: &str) -> Option<(f32, L)> {
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
        let mut headers = HeaderMap::new();
        assert_eq!(CheckLanguage::asked(&headers), CheckLanguage::Known(Language::Pl));
        headers.insert(header::ACCEPT_LANGUAGE, "de-DE,de;q=0.9,uk;q=0.8".parse().unwrap());
        assert_eq!(CheckLanguage::asked(&headers), CheckLanguage::German);
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
        let checking: Vec<_> = polish.into_iter().filter(|key| key.starts_with("verify-")).collect();
        assert_eq!(keys(GERMAN), checking, "German says what whoever checks a card reads, and nothing else");
    }
}
