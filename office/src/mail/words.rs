//! The words of letters, from `i18n/*/mail.ftl`; Polish stands in where a word is missing.

use std::sync::LazyLock;

use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;
use school::language::Language;

use crate::refused::{Broken, Refused};

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// The words of one language.
pub(super) type Words = &'static FluentLanguageLoader;

static LOADERS: LazyLock<Result<Vec<FluentLanguageLoader>, String>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| load(*language)).collect());

fn load(language: Language) -> Result<FluentLanguageLoader, String> {
    let parse = |code: &str| code.parse().map_err(|error| format!("{code}: {error}"));
    let loader = FluentLanguageLoader::new("mail", parse(Language::Pl.code())?);
    i18n_embed::LanguageLoader::load_languages(&loader, &Files, &[parse(language.code())?])
        .map_err(|error| error.to_string())?;
    // Isolation marks are for pages that mix directions; in a subject line they are rubbish.
    loader.set_use_isolating(false);
    Ok(loader)
}

/// The words of a language.
pub(super) fn words(language: Language) -> Result<Words, Refused> {
    let loaders = LOADERS.as_ref().map_err(|error| Broken::Mail(error.clone()))?;
    let at = Language::ALL.iter().position(|known| *known == language);
    Ok(at.and_then(|at| loaders.get(at)).ok_or_else(|| Broken::Mail(format!("no words for {language}")))?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// `name = text` and the variables in the text.
    fn messages(language: Language) -> BTreeSet<(String, BTreeSet<String>)> {
        let file = Files::get(&format!("{language}/mail.ftl")).unwrap();
        let text = String::from_utf8(file.data.into_owned()).unwrap();
        let entries = text.lines().filter_map(|line| line.split_once(" = "));
        let variables = |text: &str| {
            text.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next().map(str::to_owned)).collect()
        };
        entries.map(|(name, text)| (name.to_owned(), variables(text))).collect()
    }

    #[test]
    fn every_language_says_everything() {
        let polish = messages(Language::Pl);
        assert!(polish.len() > 50);
        for language in [Language::Uk, Language::En] {
            let other = messages(language);
            let missing: Vec<_> = polish.symmetric_difference(&other).collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
        let names: BTreeSet<String> = polish.into_iter().map(|(name, _)| name).collect();
        for reason in school::photo::Reason::ALL {
            assert!(
                names.contains(&format!("reason-{reason}")) && names.contains(&format!("reason-{reason}-fix")),
                "{reason}"
            );
        }
        for role in school::person::Role::ALL.iter().filter(|role| role.is_staff()) {
            assert!(names.contains(&format!("role-{role}")), "{role}");
        }
    }
}
