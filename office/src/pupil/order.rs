//! How names are sorted and searched: by Polish order, and without regard to marks.

use icu_collator::{
    CollatorBorrowed, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering,
};
use icu_locale_core::locale;
use school::name::Name;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::refused::{Broken, Refused};

/// The key by which bytes sort as Polish readers do: `Łącka` after `Lis`, and `2A` before `10A`.
pub(crate) fn order_key(text: &str) -> Result<Vec<u8>, Refused> {
    let mut polish = CollatorPreferences::from(&locale!("pl"));
    polish.numeric_ordering = Some(CollationNumericOrdering::True);
    let collator = CollatorBorrowed::try_new(polish, CollatorOptions::default())
        .map_err(|_| Broken::Inconsistent("no Polish collation in this program"))?;
    let mut key = Vec::new();
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    Ok(key)
}

/// The keys by which a pupil is put in order and found: by either order of the names, and by the name with the class.
pub(crate) fn keys(name: &Name, class_name: &str) -> Result<(Vec<u8>, String), Refused> {
    let (given, surname) = (name.given(), name.surname());
    let order = order_key(&format!("{surname} {given}"))?;
    Ok((order, fold(&format!("{surname} {given} {surname} {class_name}"))))
}

/// The text as it is searched: lower case, no marks, single spaces. `Żółć` becomes `zolc`.
#[must_use]
pub(crate) fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ł' => 'l',
            '’' | 'ʼ' | '‘' | '`' => '\'',
            '‐' | '‑' => '-',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_letters_have_their_own_places() {
        let mut names = ["Zając", "Łącka", "Źrebiec", "Lis", "Ćwik", "Czyż", "Żak", "Mak", "Śliwa", "Sowa"];
        names.sort_by_key(|name| order_key(name).unwrap());
        assert_eq!(names, ["Czyż", "Ćwik", "Lis", "Łącka", "Mak", "Sowa", "Śliwa", "Zając", "Źrebiec", "Żak"]);
    }

    #[test]
    fn classes_count_as_people_do() {
        let mut names = ["10A", "2B", "1C", "2A", "1A"];
        names.sort_by_key(|name| order_key(name).unwrap());
        assert_eq!(names, ["1A", "1C", "2A", "2B", "10A"]);
    }

    #[test]
    fn a_search_needs_no_marks() {
        assert_eq!(fold(" Żółć  ŁUKASZ "), "zolc lukasz");
        assert_eq!(fold("O’Connor"), "o'connor");
    }
}
