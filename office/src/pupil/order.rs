//! How names are sorted: by Polish order.

use icu_collator::{
    CollatorBorrowed, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering,
};
use icu_locale_core::locale;

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
}
