//! A school's entry in the state's register of schools (RSPO), as its file or its interface writes it.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use crate::{
    law::{TemplateCode, templates},
    school_kind::SchoolKind,
    search::{fold, words},
};

/// The number in the register (*numer RSPO*, `L9.2-3`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rspo(u32);

/// A text that is no number of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an RSPO number has one to nine digits")]
pub struct RspoError;

impl FromStr for Rspo {
    type Err = RspoError;

    /// Reads a number. Six digits are in use; that there are never more is unconfirmed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let plain = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| plain && *number > 0);
        number.map(Self).ok_or(RspoError)
    }
}

impl fmt::Display for Rspo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an entry of the register issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issues {
    /// The cards of a school of this kind.
    Cards(SchoolKind),
    /// Nothing by itself: a group of schools, a centre (`L9.3-11`); the schools in it do.
    Nothing,
    /// The kind is none that we know; a person says.
    Unknown,
}

impl Issues {
    /// The templates on the day: the usual one and the one for disabled holders, where there are such.
    #[must_use]
    pub fn templates(self, issued_on: Date) -> [Option<TemplateCode>; 2] {
        let Self::Cards(kind) = self else { return [None; 2] };
        [false, true].map(|disabled| templates::for_holder(kind, disabled, issued_on).map(|(code, _)| code))
    }
}

/// An entry of the register, as far as we need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Its number.
    pub rspo: Rspo,
    /// The full name.
    pub name: String,
    /// What it issues.
    pub issues: Issues,
    /// "ul. Klonowa 12/3, 05-118 Lipniki".
    pub address: String,
    /// Given name and surname of the head; empty if the file does not say.
    pub head: String,
    /// REGON as written.
    pub regon: String,
    /// Telephone as written.
    pub phone: String,
    /// E-mail address as written.
    pub email: String,
    /// Who runs it (*organ prowadzący*).
    pub governing_body: String,
}

/// Why a row was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InstitutionError {
    /// Its number.
    #[error(transparent)]
    Rspo(#[from] RspoError),
    /// It has no name.
    #[error("the institution has no name")]
    Name,
}

/// Which column holds what: headings of the downloadable file, or the names of fields of the interface (v3).
const COLUMNS: [(Column, &[&str]); 17] = [
    (Column::Rspo, &["numer rspo", "numerrspo", "nr rspo", "rspo"]),
    (Column::Name, &["nazwa", "nazwa placowki", "pelna nazwa"]),
    (Column::Kind, &["typ", "typ placowki", "typ podmiotu"]),
    (Column::Pupils, &["kategoria uczniow", "kategoriauczniow"]),
    (Column::HeadGiven, &["dyrektorimie", "imie dyrektora", "dyrektor imie"]),
    (Column::HeadSurname, &["dyrektornazwisko", "nazwisko dyrektora", "dyrektor nazwisko"]),
    (Column::Head, &["imie i nazwisko dyrektora", "dyrektor"]),
    (Column::Street, &["ulica"]),
    (Column::Building, &["numer budynku", "numerbudynku", "nr budynku"]),
    (Column::Flat, &["numer lokalu", "numerlokalu", "nr lokalu"]),
    (Column::PostCode, &["kod pocztowy", "kodpocztowy"]),
    (Column::Post, &["poczta"]),
    (Column::Town, &["miejscowosc"]),
    (Column::Regon, &["regon", "regon podmiotu"]),
    (Column::Phone, &["telefon"]),
    (Column::Email, &["e mail", "email"]),
    (
        Column::GoverningBody,
        &[
            "podmiotprowadzacy",
            "nazwa organu prowadzacego",
            "organ prowadzacy nazwa",
            "organ prowadzacy",
            "podmiot prowadzacy",
        ],
    ),
];

/// Which column has this heading.
fn known(heading: &str) -> Option<Column> {
    let heading = words(heading).join(" ");
    COLUMNS.iter().find(|(_, names)| names.contains(&heading.as_str())).map(|(column, _)| *column)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Rspo,
    Name,
    Kind,
    Pupils,
    HeadGiven,
    HeadSurname,
    Head,
    Street,
    Building,
    Flat,
    PostCode,
    Post,
    Town,
    Regon,
    Phone,
    Email,
    GoverningBody,
}

/// Where the columns stand in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Vec<Option<Column>>);

impl Columns {
    /// Finds the columns by their headings. None if there is no number, no name or no kind: not a file of RSPO.
    #[must_use]
    pub fn of(headings: &[String]) -> Option<Self> {
        let columns: Vec<_> = headings.iter().map(|heading| known(heading)).collect();
        let needed = [Column::Rspo, Column::Name, Column::Kind];
        needed.iter().all(|column| columns.contains(&Some(*column))).then_some(Self(columns))
    }

    /// Is this the heading of a column that is read?
    #[must_use]
    pub fn knows(heading: &str) -> bool {
        known(heading).is_some()
    }

    /// Reads a row.
    ///
    /// # Errors
    ///
    /// If it has no number or no name.
    pub fn read(&self, cells: &[String]) -> Result<Institution, InstitutionError> {
        let text = |column| self.text(cells, column);
        let name = text(Column::Name);
        if name.is_empty() {
            return Err(InstitutionError::Name);
        }
        let apart = format!("{} {}", text(Column::HeadGiven), text(Column::HeadSurname));
        let whole = text(Column::Head);
        Ok(Institution {
            rspo: text(Column::Rspo).parse()?,
            name,
            issues: issues(&text(Column::Kind), &text(Column::Pupils)),
            address: self.address(cells),
            head: if whole.is_empty() { apart.trim().to_owned() } else { whole },
            regon: text(Column::Regon),
            phone: text(Column::Phone),
            email: text(Column::Email),
            governing_body: text(Column::GoverningBody),
        })
    }

    fn text(&self, cells: &[String], column: Column) -> String {
        let at = self.0.iter().position(|other| *other == Some(column));
        let cell = at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        cell.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A village without streets numbers its houses, and its post office may be elsewhere.
    fn address(&self, cells: &[String]) -> String {
        let text = |column| self.text(cells, column);
        let [street, building, flat, code, post, town] =
            [Column::Street, Column::Building, Column::Flat, Column::PostCode, Column::Post, Column::Town].map(text);
        let place = if street.is_empty() { town.clone() } else { street.clone() };
        let office = if street.is_empty() && !post.is_empty() { post } else { town };
        let flat = if flat.is_empty() { String::new() } else { format!("/{flat}") };
        let house = format!("{place} {building}{flat}");
        let parts = [house.trim().to_owned(), format!("{code} {office}").trim().to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Kinds as the register calls them, folded; a longer name stands before one it begins with.
const KINDS: [(&str, Issues); 20] = {
    use {Issues::Cards as C, SchoolKind as K};
    [
        ("szkola podstawowa", C(K::Primary)),
        ("liceum ogolnoksztalcace", C(K::Secondary)),
        ("technikum", C(K::Technical)),
        ("branzowa szkola i stopnia", C(K::VocationalFirst)),
        ("branzowa szkola ii stopnia", C(K::VocationalSecond)),
        ("szkola policealna", C(K::PostSecondary)),
        ("szkola specjalna przysposabiajaca do pracy", C(K::WorkPreparing)),
        ("przedszkole", C(K::Preschool)),
        ("punkt przedszkolny", C(K::Preschool)),
        ("zespol wychowania przedszkolnego", C(K::Preschool)),
        ("szkola polska", C(K::Abroad)),
        ("szkola muzyczna i stopnia", C(K::Artistic)),
        ("szkola muzyczna ii stopnia", C(K::Artistic)),
        ("ogolnoksztalcaca szkola muzyczna i stopnia", C(K::Artistic)),
        ("ogolnoksztalcaca szkola muzyczna ii stopnia", C(K::Artistic)),
        ("ogolnoksztalcaca szkola baletowa", C(K::Artistic)),
        ("liceum sztuk plastycznych", C(K::Artistic)),
        ("szkola sztuki tanca", C(K::Artistic)),
        ("zespol szkol i placowek oswiatowych", Issues::Nothing),
        ("centrum ksztalcenia zawodowego", Issues::Nothing),
    ]
};

fn issues(kind: &str, pupils: &str) -> Issues {
    let kind = fold(kind);
    let found = KINDS.iter().find(|(name, _)| *name == kind).map_or(Issues::Unknown, |(_, issues)| *issues);
    // the register has one kind for both; who learns there is a column of its own
    let adults = fold(pupils).starts_with("doros");
    match found {
        Issues::Cards(SchoolKind::Primary) if adults => Issues::Cards(SchoolKind::PrimaryForAdults),
        Issues::Cards(SchoolKind::Secondary) if adults => Issues::Cards(SchoolKind::SecondaryForAdults),
        Issues::Unknown if kind.starts_with("placowka ") || kind.starts_with("centrum ") => Issues::Nothing,
        found => found,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(text: &str) -> Vec<String> {
        text.split(';').map(str::to_owned).collect()
    }

    const FILE: &str = "Numer RSPO;REGON;Typ;Nazwa;Miejscowość;Kod pocztowy;Poczta;Ulica;Numer budynku;Numer lokalu;Telefon;E-mail;Kategoria uczniów;Imię i nazwisko dyrektora;Nazwa organu prowadzącego";

    #[test]
    fn a_row_of_the_file_is_a_school() {
        let columns = Columns::of(&row(FILE)).unwrap();
        let cells = row(
            "12345;123456785;Szkoła podstawowa;Szkoła Podstawowa  nr 118;Lipniki;05-118;Lipniki;ul. Klonowa;12;3;221234567;sp118@example.pl;Dzieci lub młodzież;Małgorzata Święcicka;Gmina Lipniki",
        );
        let school = columns.read(&cells).unwrap();
        assert_eq!((school.rspo.to_string(), school.name.as_str()), ("12345".to_owned(), "Szkoła Podstawowa nr 118"));
        assert_eq!(school.address, "ul. Klonowa 12/3, 05-118 Lipniki");
        assert_eq!(school.issues, Issues::Cards(SchoolKind::Primary));
        assert_eq!(
            school.issues.templates(date(2026, 11, 21)),
            [Some(TemplateCode::MeinI1), Some(TemplateCode::MeinI3N)]
        );
        assert_eq!((school.head.as_str(), school.governing_body.as_str()), ("Małgorzata Święcicka", "Gmina Lipniki"));
    }

    #[test]
    fn the_names_of_the_interface_are_headings_too() {
        let columns = Columns::of(&row(
            "numerRspo;nazwa;typ;dyrektorImie;dyrektorNazwisko;miejscowosc;numerBudynku;kodPocztowy;poczta",
        ))
        .unwrap();
        let school =
            columns.read(&row("7;Zespół;Zespół szkół i placówek oświatowych;Jan;Nowak;Wola;5;05-118;Lipniki")).unwrap();
        assert_eq!(school.address, "Wola 5, 05-118 Lipniki", "a village without streets");
        assert_eq!((school.head.as_str(), school.issues), ("Jan Nowak", Issues::Nothing));
        assert_eq!(school.issues.templates(date(2026, 11, 21)), [None, None]);
    }

    #[test]
    fn who_learns_there_decides_for_adults() {
        assert_eq!(issues("Liceum ogólnokształcące", "Dorośli"), Issues::Cards(SchoolKind::SecondaryForAdults));
        assert_eq!(issues("Liceum ogólnokształcące", "Dzieci lub młodzież"), Issues::Cards(SchoolKind::Secondary));
        assert_eq!(issues("Branżowa szkoła II stopnia", ""), Issues::Cards(SchoolKind::VocationalSecond));
        assert_eq!(issues("Placówka doskonalenia nauczycieli", ""), Issues::Nothing);
        assert_eq!(issues("Coś nowego", ""), Issues::Unknown);
    }

    #[test]
    fn what_is_no_entry_says_why() {
        assert_eq!(Columns::of(&row("Nazwisko;Imię;PESEL")), None);
        let columns = Columns::of(&row("Numer RSPO;Typ;Nazwa")).unwrap();
        assert_eq!(columns.read(&row("1")), Err(InstitutionError::Name));
        for wrong in ["", "0", "12a", "1234567890", "-1", "+1"] {
            assert_eq!(
                columns.read(&row(&format!("{wrong};Technikum;T"))),
                Err(InstitutionError::Rspo(RspoError)),
                "{wrong}"
            );
        }
    }
}
