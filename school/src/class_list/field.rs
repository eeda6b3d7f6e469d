//! What a column of a class list holds, recognised by its heading.

use crate::{code::codes, search::words};

codes! {
    /// What a column holds.
    Field {
        /// Given names (*imię, imiona*).
        Given = "given",
        /// A second given name in a column of its own (*drugie imię*).
        SecondGiven = "second_given",
        /// Surname (*nazwisko*).
        Surname = "surname",
        /// Surname and given names in one cell (*nazwisko i imię*).
        SurnameGiven = "surname_given",
        /// Given names and surname in one cell (*imię i nazwisko*).
        GivenSurname = "given_surname",
        /// Name of the class (*oddział, klasa*).
        Class = "class",
        /// Year of learning, where the class is divided into two columns (*poziom*).
        Level = "level",
        /// Letter of the class, where it is divided into two columns (*symbol oddziału*).
        Symbol = "symbol",
        /// PESEL number.
        Pesel = "pesel",
        /// Name of a document in place of the PESEL (*rodzaj dokumentu*).
        DocumentName = "document_name",
        /// Number of a document in place of the PESEL (*numer dokumentu*).
        DocumentNumber = "document_number",
        /// Date of birth.
        Born = "born",
        /// Sex, only to be held against the PESEL; it is not kept.
        Sex = "sex",
        /// Name of one guardian (*rodzic, opiekun 1*).
        Guardian1Name = "guardian1_name",
        /// E-mail address of one guardian.
        Guardian1Email = "guardian1_email",
        /// Telephone of one guardian.
        Guardian1Phone = "guardian1_phone",
        /// Name of the other guardian (*rodzic, opiekun 2*).
        Guardian2Name = "guardian2_name",
        /// E-mail address of the other guardian.
        Guardian2Email = "guardian2_email",
        /// Telephone of the other guardian.
        Guardian2Phone = "guardian2_phone",
        /// Part of an address: no card needs it, so it is left out and the page says so.
        Address = "address",
        /// Anything else that is left out.
        Ignored = "ignored",
    }
}

/// Headings in circulation, as [`words`] with single spaces; what a vendor or a school adds goes here.
const HEADINGS: [(Field, &[&str]); 13] = {
    use Field as F;
    [
        (
            F::Given,
            &[
                "imie",
                "imiona",
                "imie imiona",
                "imie ucznia",
                "imiona ucznia",
                "pierwsze imie",
                "imie 1",
                "imie1",
                "first name",
                "given name",
                "given names",
            ],
        ),
        (F::SecondGiven, &["drugie imie", "imie drugie", "imie 2", "imie2", "second name", "middle name"]),
        (F::Surname, &["nazwisko", "nazwisko ucznia", "last name", "surname", "family name"]),
        (
            F::SurnameGiven,
            &[
                "nazwisko i imie",
                "nazwisko imie",
                "nazwisko i imiona",
                "nazwisko i imie ucznia",
                "nazwisko i imiona ucznia",
            ],
        ),
        (
            F::GivenSurname,
            &[
                "imie i nazwisko",
                "imie nazwisko",
                "imiona i nazwisko",
                "imie imiona i nazwisko",
                "imie i nazwisko ucznia",
                "uczen",
                "name",
                "student",
                "full name",
            ],
        ),
        (
            F::Class,
            &[
                "klasa",
                "oddzial",
                "nazwa oddzialu",
                "nazwa klasy",
                "klasa oddzial",
                "oddzial klasa",
                "aktualny oddzial",
                "aktualna klasa",
                "class",
                "grade",
            ],
        ),
        (F::Level, &["poziom", "poziom klasy", "poziom oddzialu", "level"]),
        (F::Symbol, &["symbol", "symbol oddzialu", "symbol klasy", "litera", "litera oddzialu"]),
        (F::Pesel, &["pesel", "numer pesel", "nr pesel", "pesel ucznia", "numer pesel ucznia"]),
        (
            F::DocumentName,
            &["rodzaj dokumentu", "nazwa dokumentu", "typ dokumentu", "dokument", "dokument tozsamosci", "document"],
        ),
        (
            F::DocumentNumber,
            &[
                "numer dokumentu",
                "nr dokumentu",
                "seria i numer dokumentu",
                "numer dokumentu tozsamosci",
                "numer paszportu",
                "nr paszportu",
                "paszport",
                "document number",
            ],
        ),
        (
            F::Born,
            &[
                "data urodzenia",
                "data ur",
                "data urodz",
                "ur",
                "urodzony",
                "urodzona",
                "data urodzenia ucznia",
                "birth date",
                "date of birth",
                "birthdate",
            ],
        ),
        (F::Sex, &["plec", "plec ucznia", "sex", "gender"]),
    ]
};

/// Beginnings of words of an address.
const ADDRESS: [&str; 15] = [
    "adres",
    "ulic",
    "miejscowosc",
    "miasto",
    "poczt",
    "kod",
    "wojewodztw",
    "powiat",
    "gmin",
    "zamieszk",
    "zameldow",
    "domu",
    "lokalu",
    "mieszkania",
    "address",
];

/// Beginnings of words for a guardian.
const GUARDIAN: [&str; 8] = ["opiekun", "rodzic", "matk", "ojc", "ojciec", "parent", "mother", "father"];

/// Beginnings of words of an e-mail address.
const MAIL: [&str; 2] = ["mail", "email"];

/// Beginnings of what may stand beside the guardian where the column holds their name.
const NAMING: [&str; 14] = [
    "imie", "imion", "nazwisk", "i", "prawn", "pierwsz", "drugi", "ucznia", "dziecka", "name", "1", "2", "ii", "legal",
];

impl Field {
    /// What a column with this heading holds, by Polish and English words without regard to case, marks and
    /// punctuation. None if nobody can say.
    #[must_use]
    pub fn of_heading(heading: &str) -> Option<Self> {
        let words = words(heading);
        let known = words.join(" ");
        if let Some((field, _)) = HEADINGS.iter().find(|(_, headings)| headings.contains(&known.as_str())) {
            return Some(*field);
        }
        // "adres e-mail" is none where anybody lives
        match (begin(&words, &ADDRESS) && !begin(&words, &MAIL), begin(&words, &GUARDIAN)) {
            (true, _) => Some(Self::Address),
            (_, true) => Some(Self::of_guardian(&words)),
            _ => None,
        }
    }

    /// "E-mail matki", "telefon opiekuna 2", "rodzic 1 imię i nazwisko". A guardian's PESEL, or the given name without
    /// the surname, is of no use.
    fn of_guardian(words: &[String]) -> Self {
        let other = begin(words, &["ojc", "ojciec", "father", "drugi"])
            || words.iter().any(|word| word == "ii" || word.ends_with('2'));
        let (name, email, phone) = if other {
            (Self::Guardian2Name, Self::Guardian2Email, Self::Guardian2Phone)
        } else {
            (Self::Guardian1Name, Self::Guardian1Email, Self::Guardian1Phone)
        };
        let bare =
            |word: &String| begin(std::slice::from_ref(word), &NAMING) || begin(std::slice::from_ref(word), &GUARDIAN);
        match () {
            () if begin(words, &MAIL) => email,
            () if begin(words, &["tel", "kom", "phone"]) => phone,
            () if begin(words, &["imie", "imion"]) != begin(words, &["nazwisk"]) => Self::Ignored,
            () if words.iter().all(bare) => name,
            () => Self::Ignored,
        }
    }

    /// Whether what the column holds is read at all.
    #[must_use]
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Address | Self::Ignored)
    }
}

fn begin(words: &[String], starts: &[&str]) -> bool {
    words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
}
