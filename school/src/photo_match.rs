//! Whose photo a file of the photographer is, by its name.
//!
//! A wrong child on a card is worse than a file that a person has to assign, so a name is sure only if it says surname
//! and given name of one pupil and nothing that speaks against it: no other class, no further name, no second file.
//! Everything else is a proposal.

use std::collections::{BTreeSet, HashMap};

use crate::{PupilId, class_name::ClassName, name::Name, pesel::Pesel, search::words};

/// A pupil whose photo may be in the pack.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Who.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: Name,
    /// The class.
    pub class: ClassName,
    /// Numbers the photographer may have been given instead of a name: of the pupil, of the card.
    pub keys: Vec<String>,
}

/// What told whose photo it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A PESEL number in the name.
    Pesel,
    /// The whole name is a key of the pupil.
    Key,
    /// Surname and given name.
    Name,
}

/// Whose photo a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This pupil's.
    Sure(PupilId, By),
    /// Perhaps one of these; a person says which.
    Unclear(Vec<PupilId>),
    /// Nobody's on the roll.
    Nobody,
}

/// The pupils by all that a file may be called.
#[derive(Debug)]
pub struct Roll {
    pupils: Vec<Known>,
    by_key: HashMap<String, Vec<usize>>,
    by_surname: HashMap<String, Vec<usize>>,
    /// Names and classes written as one word.
    by_glued: HashMap<String, Vec<usize>>,
    classes: BTreeSet<String>,
    /// Words that say nothing of a pupil.
    silent: BTreeSet<String>,
}

#[derive(Debug)]
struct Known {
    pupil: PupilId,
    surname: Vec<String>,
    given: Vec<String>,
    class: String,
}

/// What cameras and photographers add to a name.
const SILENT: [&str; 22] = [
    "img",
    "dsc",
    "dscf",
    "dscn",
    "pict",
    "foto",
    "fot",
    "fotografia",
    "zdjecie",
    "zdj",
    "photo",
    "portret",
    "legitymacja",
    "leg",
    "kopia",
    "copy",
    "klasa",
    "kl",
    "uczen",
    "szkola",
    "final",
    "gotowe",
];

impl Roll {
    /// The pupils of a school whose name may stand in the files, too.
    pub fn new(candidates: impl IntoIterator<Item = Candidate>, school: &str) -> Self {
        let silent = SILENT.iter().map(|word| (*word).to_owned()).chain(words(school)).collect();
        let (pupils, classes) = (Vec::new(), BTreeSet::new());
        let mut roll = Self {
            pupils,
            by_key: HashMap::new(),
            by_surname: HashMap::new(),
            by_glued: HashMap::new(),
            classes,
            silent,
        };
        for candidate in candidates {
            roll.add(&candidate);
        }
        roll
    }

    fn add(&mut self, candidate: &Candidate) {
        let at = self.pupils.len();
        let known = Known {
            pupil: candidate.pupil,
            surname: spoken(candidate.name.surname()),
            given: spoken(candidate.name.given()),
            class: candidate.class.key(),
        };
        for key in &candidate.keys {
            self.by_key.entry(words(key).concat()).or_default().push(at);
        }
        for glued in known.glued() {
            self.by_glued.entry(glued).or_default().push(at);
        }
        if let Some(first) = known.surname.first() {
            self.by_surname.entry(first.clone()).or_default().push(at);
        }
        self.classes.insert(known.class.clone());
        self.pupils.push(known);
    }

    /// Whose photos the files are. Of two files for one pupil neither is sure.
    pub fn find_all<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a str>,
        by_pesel: impl Fn(&Pesel) -> Option<PupilId>,
    ) -> Vec<Match> {
        let mut matches: Vec<_> = paths.into_iter().map(|path| self.find(path, &by_pesel)).collect();
        let mut count: HashMap<PupilId, usize> = HashMap::new();
        for found in &matches {
            if let Match::Sure(pupil, _) = found {
                *count.entry(*pupil).or_default() += 1;
            }
        }
        for found in &mut matches {
            if let Match::Sure(pupil, _) = *found
                && count[&pupil] > 1
            {
                *found = Match::Unclear(vec![pupil]);
            }
        }
        matches
    }

    /// Whose photo a file is, by its name, and by a folder that is called like a class. The store knows a PESEL by
    /// its digest only, so it is asked.
    pub fn find(&self, path: &str, by_pesel: impl Fn(&Pesel) -> Option<PupilId>) -> Match {
        let (folders, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let words = spoken(stem);
        let pesel = words.iter().filter(|word| word.len() == 11).find_map(|word| word.parse().ok());
        if let Some(pupil) = pesel.and_then(|pesel| by_pesel(&pesel)) {
            return Match::Sure(pupil, By::Pesel);
        }
        match self.by_key.get(&words.concat()).map(Vec::as_slice) {
            Some([at]) => Match::Sure(self.pupils[*at].pupil, By::Key),
            Some(several) => self.unclear(several),
            None => self.by_name(&words, folders),
        }
    }

    fn unclear(&self, several: &[usize]) -> Match {
        if several.is_empty() {
            Match::Nobody
        } else {
            Match::Unclear(several.iter().map(|at| self.pupils[*at].pupil).collect())
        }
    }

    fn by_name(&self, words: &[String], folders: &str) -> Match {
        let folders: Vec<_> = folders.split(['/', '\\']).map(|folder| spoken(folder).concat()).collect();
        let mut classes = self.classes_in(words);
        classes.extend(self.classes.iter().filter(|class| folders.contains(class)).cloned());
        let here = |at: &usize| classes.is_empty() || classes.contains(&self.pupils[*at].class);

        let alike = self.alike(words);
        let in_class: Vec<_> = alike.iter().copied().filter(here).collect();
        match in_class[..] {
            [at] if self.pupils[at].explains(words, &classes, &self.silent) => {
                Match::Sure(self.pupils[at].pupil, By::Name)
            }
            [] if alike.is_empty() => self.unclear(&self.of_surname(words, here)),
            [] => self.unclear(&alike),
            _ => self.unclear(&in_class),
        }
    }

    /// The pupils whose surname and first given name are among the words; of several, those who explain most of them.
    fn alike(&self, words: &[String]) -> Vec<usize> {
        let mut found: Vec<_> = words.iter().filter_map(|word| self.by_surname.get(word)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|at| self.pupils[*at].is_named_in(words));
        if let Some(glued) = self.by_glued.get(&words.concat()).filter(|_| found.is_empty()) {
            found.clone_from(glued);
        }
        let most = found.iter().map(|at| self.pupils[*at].said_in(words)).max();
        found.retain(|at| Some(self.pupils[*at].said_in(words)) == most);
        found
    }

    /// Proposals for a file without a given name that we know.
    fn of_surname(&self, words: &[String], here: impl Fn(&usize) -> bool) -> Vec<usize> {
        let named = words.iter().filter_map(|word| self.by_surname.get(word)).flatten().copied();
        let mut found: Vec<_> =
            named.filter(|at| self.pupils[*at].surname.iter().all(|word| words.contains(word))).filter(here).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The classes that are named, in one word or in two: "1a", "1 a".
    fn classes_in(&self, words: &[String]) -> BTreeSet<String> {
        let pairs = words.windows(2).map(<[String]>::concat);
        words.iter().cloned().chain(pairs).filter(|word| self.classes.contains(word)).collect()
    }
}

impl Known {
    fn is_named_in(&self, words: &[String]) -> bool {
        self.surname.iter().chain(self.given.first()).all(|word| words.contains(word))
    }

    fn said_in(&self, words: &[String]) -> usize {
        self.surname.iter().chain(&self.given).filter(|word| words.contains(word)).count()
    }

    /// Whether nothing is left that could be a name: numbers, single letters, classes and silent words are none.
    fn explains(&self, words: &[String], classes: &BTreeSet<String>, silent: &BTreeSet<String>) -> bool {
        let own = |word: &String| self.surname.contains(word) || self.given.contains(word);
        let number = |word: &str| word.chars().all(char::is_numeric) || word.chars().count() == 1;
        let glued = self.glued().contains(&words.concat());
        glued || words.iter().all(|word| own(word) || number(word) || classes.contains(word) || silent.contains(word))
    }

    /// Names in either order, with the class at the end or without.
    fn glued(&self) -> Vec<String> {
        let (surname, given) = (self.surname.concat(), self.given.concat());
        let first = self.given.first().cloned().unwrap_or_default();
        let mut forms = vec![format!("{surname}{given}"), format!("{given}{surname}")];
        if first != given {
            forms.extend([format!("{surname}{first}"), format!("{first}{surname}")]);
        }
        let with_class: Vec<_> = forms.iter().map(|form| format!("{form}{}", self.class)).collect();
        forms.extend(with_class);
        forms
    }
}

/// The words of a name, also where a capital alone begins the next: "KowalskiJan".
fn spoken(text: &str) -> Vec<String> {
    let mut apart = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            apart.push(' ');
        }
        apart.push(c);
        before = c;
    }
    words(&apart)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> PupilId {
        PupilId(Uuid::from_u128(number))
    }

    fn candidate(number: u128, given: &str, surname: &str, class: &str) -> Candidate {
        let name = Name::new(given, surname).unwrap();
        Candidate {
            pupil: id(number),
            name,
            class: ClassName::new(class).unwrap(),
            keys: vec![format!("{number}/2026")],
        }
    }

    fn roll() -> Roll {
        Roll::new(
            [
                candidate(1, "Jan", "Kowalski", "1A"),
                candidate(2, "Jan", "Kowalski", "2B"),
                candidate(3, "Łucja Żaneta", "Brzęczyszczykiewicz-Źdźbło", "1A"),
                candidate(4, "Anna", "Nowak", "1A"),
                candidate(5, "Anna", "Nowak-Zając", "3TI"),
                candidate(6, "Paweł", "Paweł", "2B"),
                candidate(7, "Ewa", "Lis", "1A"),
            ],
            "Szkoła Podstawowa nr 118 w Lipnikach",
        )
    }

    fn of(path: &str) -> Match {
        roll().find(path, |pesel| (pesel.expose() == "15293044422").then(|| id(4)))
    }

    #[test]
    fn names_in_any_order_and_spelling_are_found() {
        for path in [
            "Brzęczyszczykiewicz-Źdźbło Łucja.jpg",
            "lucja_zaneta_brzeczyszczykiewicz_zdzblo_1a.JPG",
            "BRZECZYSZCZYKIEWICZ ZDZBLO LUCJA 1 A.jpeg",
            "BrzęczyszczykiewiczŹdźbłoŁucja.jpg",
            "brzeczyszczykiewiczzdzblolucja1a.jpg",
            "1A/Łucja Brzęczyszczykiewicz-Źdźbło (2).png",
            "zdjecia\\kl 1A\\IMG_0042 Brzęczyszczykiewicz-Źdźbło, Łucja.jpg",
            "Brzeczyszczykiewicz-Zdzblo-Lucja-1a-SP118-Lipniki.jpg",
        ] {
            let expected =
                if path.contains("SP118") { Match::Unclear(vec![id(3)]) } else { Match::Sure(id(3), By::Name) };
            assert_eq!(of(path), expected, "{path}");
        }
        assert_eq!(of("Lis-Ewa-1A-Szkoła Podstawowa nr 118 w Lipnikach.jpg"), Match::Sure(id(7), By::Name));
        assert_eq!(of("pawel pawel.jpg"), Match::Sure(id(6), By::Name));
    }

    #[test]
    fn keys_are_found() {
        assert_eq!(of("15293044422.jpg"), Match::Sure(id(4), By::Pesel));
        assert_eq!(of("Anna_15293044422.jpg"), Match::Sure(id(4), By::Pesel));
        assert_eq!(of("2-2026.jpg"), Match::Sure(id(2), By::Key));
        assert_eq!(of("15293044423.jpg"), Match::Nobody);
        assert_eq!(of("IMG_0002.jpg"), Match::Nobody);
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_class_or_not_at_all() {
        assert_eq!(of("Kowalski Jan.jpg"), Match::Unclear(vec![id(1), id(2)]));
        assert_eq!(of("Kowalski Jan 2b.jpg"), Match::Sure(id(2), By::Name));
        assert_eq!(of("1a/Kowalski Jan.jpg"), Match::Sure(id(1), By::Name));
        assert_eq!(of("Kowalski Jan 3ti.jpg"), Match::Unclear(vec![id(1), id(2)]), "in that class is none");
        assert_eq!(of("1A/Kowalski Jan 2B.jpg"), Match::Unclear(vec![id(1), id(2)]), "folder and name disagree");
    }

    #[test]
    fn what_speaks_against_a_match_makes_it_a_proposal() {
        assert_eq!(of("Nowak-Zając Anna.jpg"), Match::Sure(id(5), By::Name), "the longer name explains more");
        assert_eq!(of("Nowak Anna.jpg"), Match::Sure(id(4), By::Name));
        assert_eq!(of("Nowak-Kowalska Anna.jpg"), Match::Unclear(vec![id(4)]), "a surname nobody here has");
        assert_eq!(of("Lis Ewa 2B.jpg"), Match::Unclear(vec![id(7)]), "another class");
        assert_eq!(of("Lis 1A.jpg"), Match::Unclear(vec![id(7)]), "no given name");
        assert_eq!(of("Kowalska Janina.jpg"), Match::Nobody);
    }

    #[test]
    fn two_files_of_one_pupil_are_both_for_a_person() {
        let found = roll().find_all(["Lis Ewa.jpg", "Ewa Lis (2).jpg", "Nowak Anna.jpg"], |_| None);
        let twice = Match::Unclear(vec![id(7)]);
        assert_eq!(found, [twice.clone(), twice, Match::Sure(id(4), By::Name)]);
    }

    proptest! {
        #[test]
        fn no_name_of_a_file_makes_it_panic(path in "\\PC{0,40}") {
            let _ = of(&path);
        }

        #[test]
        fn a_sure_match_names_the_pupil(words in proptest::collection::vec(
            proptest::sample::select(vec!["jan", "Kowalski", "Anna", "NOWAK", "zając", "1a", "2B", "lis", "Ewa", "obcy", "7"]), 0..6,
        )) {
            let path = format!("{}.jpg", words.join("_"));
            if let Match::Sure(pupil, By::Name) = of(&path) {
                let roll = roll();
                let known = roll.pupils.iter().find(|known| known.pupil == pupil).unwrap();
                prop_assert!(known.is_named_in(&spoken(&words.join(" "))));
                prop_assert!(!words.contains(&"obcy"), "a strange name is never passed over");
            }
        }
    }
}
