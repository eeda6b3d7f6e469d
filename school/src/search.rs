//! How a text is searched: without regard to marks, case and script.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text as it is searched and compared: lower case, no marks, single spaces. `Żółć` becomes `zolc`.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that are one piece in Unicode although a keyboard without them is used to write them, and the many
/// apostrophes and hyphens of names.
const fn plain(c: char) -> char {
    match c {
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ø' => 'o',
        'ı' => 'i',
        '’' | 'ʼ' | '‘' | '`' => '\'',
        '‐' | '‑' => '-',
        c => c,
    }
}

/// What was typed to find somebody, as it is looked for: lists write "Żółć, Jan", and what cannot be seen is not
/// looked for.
#[must_use]
pub fn typed(text: &str) -> String {
    fold(&text.replace(|c: char| c == ',' || c == ';' || c.is_control(), " "))
}

/// The words of a text, folded; everything but letters and digits divides.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What is stored to find a pupil by: either order of the names, the name with the class, and for a name in
/// Cyrillic its Latin writing, too. A search looks for what was [`typed`] in it.
#[must_use]
pub fn text(surname: &str, given: &str, class: &str) -> String {
    let written = fold(&format!("{surname} {given} {surname} {class}"));
    match (latin(surname), latin(given)) {
        (None, None) => written,
        (latin_surname, latin_given) => {
            let (surname, given) =
                (latin_surname.unwrap_or_else(|| surname.to_owned()), latin_given.unwrap_or_else(|| given.to_owned()));
            fold(&format!("{written} {surname} {given} {surname} {class}"))
        }
    }
}

/// A Cyrillic text in Latin letters as Ukrainian passports write it (resolution 55 of 27 January 2010), in lower
/// case; the few letters of other languages follow their nearest sound. None if no letter is Cyrillic.
#[must_use]
pub fn latin(text: &str) -> Option<String> {
    let mut latin = String::new();
    let mut found = false;
    let mut before = ' ';
    for c in text.nfc().flat_map(char::to_lowercase) {
        match cyrillic(c, before) {
            Some(letters) => {
                found = true;
                latin.push_str(letters);
            }
            None => latin.push(c),
        }
        // an apostrophe stands inside a word: what follows does not begin one
        before = c;
    }
    found.then_some(latin)
}

fn cyrillic(c: char, before: char) -> Option<&'static str> {
    let begins = !before.is_alphabetic() && !"'’ʼ`".contains(before);
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        // зг is zgh, so that it is not read as ж
        'г' if before == 'з' => "gh",
        'г' => "h",
        'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "io",
        'є' if begins => "ye",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' | 'ы' => "y",
        'і' => "i",
        'ї' if begins => "yi",
        'ї' => "i",
        'й' if begins => "y",
        'й' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' if begins => "yu",
        'ю' => "iu",
        'я' if begins => "ya",
        'я' => "ia",
        'ь' | 'ъ' => "",
        '\'' | '’' | 'ʼ' if before.is_alphabetic() && !before.is_ascii() => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_search_needs_no_marks() {
        assert_eq!(fold(" Żółć  ŁUKASZ "), "zolc lukasz");
        assert_eq!(fold("Z\u{307}o\u{301}łc\u{301}"), "zolc", "written with marks apart");
        assert_eq!(fold("O’Connor"), "o'connor");
        assert_eq!(fold("Søren Đorđe"), "soren dorde");
        assert_eq!(words("Nowak-Kowalska, Ż. (1A)"), ["nowak", "kowalska", "z", "1a"]);
    }

    #[test]
    fn ukrainian_names_are_written_as_in_passports() {
        for (name, latin_name) in [
            ("Ґудзь", "gudz"),
            ("Згурський", "zghurskyi"),
            ("Юрій", "yurii"),
            ("Корюківка", "koriukivka"),
            ("Їжакевич", "yizhakevych"),
            ("Знам'янка", "znamianka"),
            ("Феодосія Яценко", "feodosiia yatsenko"),
            ("Гаєвич", "haievych"),
        ] {
            assert_eq!(latin(name).as_deref(), Some(latin_name));
        }
        assert_eq!(latin("O’Connor Żaneta"), None);
    }

    #[test]
    fn a_cyrillic_name_is_found_in_both_scripts() {
        let stored = text("Ґудзь", "Оксана", "1A");
        for typed in ["Ґудзь Оксана", "оксана ґудзь", "Gudz Oksana", "oksana gudz 1a"] {
            assert!(stored.contains(&fold(typed)), "{typed} in {stored}");
        }
        assert_eq!(text("Żółć", "Jan", "1A"), "zolc jan zolc 1a");
    }

    #[test]
    fn a_name_is_found_as_lists_write_it() {
        let stored = text("Żółć", "Jan", "1A");
        for written in ["Żółć, Jan", "zolc;jan", "Jan, Żółć", "\0żółć\t"] {
            assert!(stored.contains(&typed(written)) && !typed(written).is_empty(), "{written}");
        }
        assert_eq!(typed(" ,\0"), "");
    }

    proptest! {
        #[test]
        fn what_is_folded_stays(text in "\\PC{0,20}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
