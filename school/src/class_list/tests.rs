use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    PupilId,
    class_name::{ClassName, ClassNameError},
    email::EmailError,
    name::{Name, NameError},
    pesel::{Pesel, PeselError},
    pupil::{DocumentError, Identity},
};

const TODAY: Date = date(2026, 11, 21);

fn cells(row: &str) -> Vec<String> {
    row.split(';').map(str::to_owned).collect()
}

/// The rows below a heading row, checked.
fn list(heading: &str, rows: &[&str]) -> Vec<Checked> {
    let mapping = Mapping::guess(&cells(heading));
    let lines = rows.iter().zip(2..).map(|(row, number)| mapping.line(number, &cells(row)));
    check(lines.collect(), TODAY)
}

fn problems(checked: &Checked) -> &[(Field, Problem)] {
    checked.outcome.as_ref().map_or_else(Vec::as_slice, |_| &[])
}

const HEADING: &str = "Nazwisko;Imię;Klasa;PESEL;Rodzaj dokumentu;Numer dokumentu;Data urodzenia;Płeć;E-mail matki";

#[test]
fn headings_in_circulation_are_recognised() {
    use Field as F;
    for (heading, field) in [
        ("NAZWISKO", Some(F::Surname)),
        ("Imię (imiona)", Some(F::Given)),
        ("imie2", Some(F::SecondGiven)),
        ("Nazwisko i imię", Some(F::SurnameGiven)),
        ("Uczeń", Some(F::GivenSurname)),
        ("Oddział", Some(F::Class)),
        ("oddzial", Some(F::Class)),
        ("poziom", Some(F::Level)),
        ("symbol", Some(F::Symbol)),
        ("Nr PESEL", Some(F::Pesel)),
        ("data_ur", Some(F::Born)),
        ("Płeć:", Some(F::Sex)),
        ("Seria i numer dokumentu", Some(F::DocumentNumber)),
        ("ADRES_U_miejscowosc", Some(F::Address)),
        ("Kod pocztowy", Some(F::Address)),
        ("Ulica i numer domu", Some(F::Address)),
        ("Adres e-mail rodzica 2", Some(F::Guardian2Email)),
        ("e-mail opiekuna 1", Some(F::Guardian1Email)),
        ("Telefon domowy matki", Some(F::Guardian1Phone)),
        ("Imię i nazwisko ojca", Some(F::Guardian2Name)),
        ("Opiekun prawny", Some(F::Guardian1Name)),
        ("Matka", Some(F::Guardian1Name)),
        ("Imię matki", Some(F::Ignored)),
        ("PESEL ojca", Some(F::Ignored)),
        ("first name", Some(F::Given)),
        ("nazwisko_rodowe", None),
        ("nr_leg", None),
        ("", None),
    ] {
        assert_eq!(F::of_heading(heading), field, "{heading}");
    }
}

#[test]
fn the_headings_are_found_below_a_title() {
    let rows = [
        "Szkoła Podstawowa nr 118",
        "Lista uczniów klasy 1A",
        "Lp.;Nazwisko;Imię;PESEL;Ulica",
        "1;Nowak;Anna;15293044422;Klonowa",
    ]
    .map(cells);
    assert_eq!(heading_row(rows.iter().map(Vec::as_slice)), Some(2));
    assert_eq!(heading_row(rows[..2].iter().map(Vec::as_slice)), None);
}

#[test]
fn a_mapping_says_what_it_lacks_and_which_columns_are_addresses() {
    let mut mapping = Mapping::guess(&cells("Lp.;Nazwisko;Imię;Imię;Ulica;Miejscowość"));
    let fields: Vec<_> = mapping.columns.iter().map(|(_, field)| *field).collect();
    use Field as F;
    assert_eq!(fields, [F::Ignored, F::Surname, F::Given, F::Ignored, F::Address, F::Address]);
    assert_eq!(mapping.lacks(), [Lack::Class, Lack::Identity]);
    assert_eq!(mapping.addresses().collect::<Vec<_>>(), ["Ulica", "Miejscowość"]);
    mapping.class = Some(ClassName::new("1A").unwrap());
    mapping.columns[0].1 = F::Pesel;
    mapping.columns[3].1 = F::Given;
    assert_eq!(mapping.lacks(), [Lack::Twice(F::Given)]);
    let line = mapping.line(2, &cells("15293044422;Nowak;Anna;;Klonowa 5;Lipniki"));
    assert_eq!(line.text(F::Class), "1A");
    assert!(!line.texts.values().any(|text| text.contains("Klonowa")), "an address leaves nothing behind");
}

#[test]
fn a_remembered_mapping_survives_other_columns_and_two_texts() {
    let mut first = Mapping::guess(&cells("Kto;Gdzie;PESEL"));
    first.columns[0].1 = Field::SurnameGiven;
    first.columns[1].1 = Field::Class;
    let kept =
        first.profile("Z arkusza").columns.into_iter().map(|(heading, field)| (heading, field.code().to_owned()));
    let columns = kept.map(|(heading, code)| (heading, code.parse().unwrap())).collect();
    let profile = Profile { name: "Z arkusza".to_owned(), columns, sheet: None };
    let again = Mapping::remembered(&profile, &cells("Nr PESEL;PESEL;Oddział;Data urodzenia;kto;GDZIE"));
    let fields: Vec<_> = again.columns.iter().map(|(_, field)| *field).collect();
    use Field as F;
    assert_eq!(fields, [F::Ignored, F::Pesel, F::Ignored, F::Born, F::SurnameGiven, F::Class]);
    assert_eq!(again.lacks(), []);
}

#[test]
fn the_file_of_sio_is_read_by_place() {
    let mut mapping = PRESETS[0].mapping(&cells("A;B;C;D;E"));
    mapping.class = Some(ClassName::new("1A").unwrap());
    let rows = ["Anna;Nowak;15293044422;;x", "Oksana;Hudz;;2015-04-01;"].map(|row| mapping.line(2, &cells(row)));
    let checked = check(rows.to_vec(), TODAY);
    assert_eq!(checked[0].outcome.as_ref().unwrap().born, date(2015, 9, 30));
    assert_eq!(problems(&checked[1]), [(Field::Pesel, Problem::IdentityMissing)]);
}

#[test]
fn a_sound_row_is_a_draft() {
    let rows = list(
        &format!("{HEADING};Telefon ojca;Ojciec"),
        &[" Nowak ;Anna  Maria;1 a;15293044422;;;30.09.2015;K;ANNA@example.pl;600 100 200;Jan Nowak"],
    );
    let draft = rows[0].outcome.as_ref().unwrap();
    assert_eq!((draft.name.full().as_str(), draft.class.as_str()), ("Anna Maria Nowak", "1A"));
    assert_eq!(draft.born, date(2015, 9, 30));
    assert_eq!(draft.guardians.len(), 2);
    assert_eq!(draft.guardians[0].email.as_ref().unwrap().as_str(), "anna@example.pl");
    assert_eq!(draft.guardians[1].phone.as_deref(), Some("+48600100200"));
    assert_eq!(draft.guardians[1].name.as_deref(), Some("Jan Nowak"));
    assert_eq!(rows[0].notes, [(Field::Class, Note::ClassRewritten { from: "1 a".to_owned() })]);
}

#[test]
fn dates_are_read_as_people_and_programs_write_them() {
    for born in [
        "2015-09-30",
        "2015-09-30 00:00:00",
        "2015-09-30T00:00",
        "30.09.2015",
        "30.9.2015 r.",
        "30-09-2015r.",
        "30/09/2015",
        "2015.09.30",
    ] {
        let rows = list(HEADING, &[&format!("Nowak;Anna;1A;;paszport;FA1;{born};;")]);
        assert_eq!(rows[0].outcome.as_ref().unwrap().born, date(2015, 9, 30), "{born}");
    }
    for wrong in
        ["30.09.15", "2015-13-01", "09/30/2015", "42277", "30 września 2015", "2015", "1.2.3.2015", "+1.09.2015"]
    {
        let rows = list(HEADING, &[&format!("Nowak;Anna;1A;;paszport;FA1;{wrong};;")]);
        assert_eq!(problems(&rows[0]), [(Field::Born, Problem::NotADate)], "{wrong}");
    }
}

#[test]
fn every_wrong_field_is_named_at_once() {
    use {Field as F, Problem as P};
    for (row, expected) in [
        (
            ";;;;;;;;",
            vec![
                (F::Given, P::Name(NameError::EmptyGiven)),
                (F::Surname, P::Name(NameError::EmptySurname)),
                (F::Class, P::Missing),
                (F::Pesel, P::IdentityMissing),
            ],
        ),
        ("Nowak;Anna;1A;15293044423;;;;;", vec![(F::Pesel, P::Pesel(PeselError::Checksum))]),
        ("Nowak;Anna;1A;15223000009;;;;;", vec![(F::Pesel, P::Pesel(PeselError::NoSuchDate))]),
        ("Nowak;Anna;1A;1529304442;;;;;", vec![(F::Pesel, P::Pesel(PeselError::Length))]),
        ("Nowak;Anna;1A;15293044422;;;2015-09-29;;", vec![(F::Born, P::BirthMismatch)]),
        ("Nowak;Anna;1A;15293044422;;;30.09.15;;", vec![(F::Born, P::NotADate)]),
        ("Nowak;Anna;1A;00430111112;;;;;", vec![(F::Pesel, P::DateOutOfRange)]),
        ("Nowak;Anna;1A;brak;paszport;;2015-09-29;;", vec![(F::DocumentNumber, P::Missing)]),
        ("Nowak;Anna;1A;;;FA123;2015-09-29;;", vec![(F::DocumentName, P::Missing)]),
        ("Nowak;Anna;1A;;paszport;FA123;;;", vec![(F::Born, P::Missing)]),
        ("Nowak;Anna;1A;;paszport;FA123;2026-11-22;;", vec![(F::Born, P::DateOutOfRange)]),
        ("Nowak;Anna;1A;15293044422;paszport;FA123;;;", vec![(F::DocumentNumber, P::IdentityTwice)]),
        (
            "N0wak;<b>;1A|2;15293044422;;;;;anna@",
            vec![
                (F::Given, P::Name(NameError::Characters)),
                (F::Surname, P::Name(NameError::Characters)),
                (F::Class, P::Class(ClassNameError::Characters)),
                (F::Guardian1Email, P::Email(EmailError::Domain)),
            ],
        ),
    ] {
        assert_eq!(problems(&list(HEADING, &[row])[0]), expected, "{row}");
    }
    let long = "1".repeat(41);
    let rows = list(HEADING, &[&format!("Nowak;Anna;1A;;paszport;{long};2015-09-29;;")]);
    assert_eq!(problems(&rows[0]), [(F::DocumentNumber, P::Document(DocumentError::TooLong))]);
}

#[test]
fn what_a_spreadsheet_did_to_numbers_is_undone() {
    // two zeros lost, one lost, and the apostrophe that keeps them
    let rows = list(
        "Nazwisko;Imię;Klasa;PESEL",
        &["Lis;Ewa;3A;210100004", "Lis;Jan;3A;8222977775", "Żak;Ada;3A;'15293044422"],
    );
    let [first, second, third] = [0, 1, 2].map(|at| &rows[at]);
    for (row, pesel) in [(first, "00210100004"), (second, "08222977775")] {
        let Ok(Draft { identity: Identity::Pesel(found), .. }) = &row.outcome else { panic!("{row:?}") };
        assert_eq!(found.expose(), pesel);
        assert_eq!(row.notes, [(Field::Pesel, Note::ZerosRestored)]);
    }
    assert!(third.outcome.is_ok(), "{third:?}");
}

#[test]
fn what_only_looks_odd_is_a_note() {
    let rows = list(HEADING, &["NOWAK;Anna;1A;15293044422;;;;M;", "Nowak;Anna;1a;08222977775;;;;m;"]);
    assert_eq!(
        rows[0].notes,
        [(Field::Surname, Note::Capitals), (Field::Sex, Note::SexDiffers), (Field::Surname, Note::SameName { row: 3 }),]
    );
    assert!(rows.iter().all(|row| row.outcome.is_ok()));
}

#[test]
fn a_name_in_cyrillic_is_taken_with_a_note() {
    let rows = list(HEADING, &["Шевченко;Anna;1A;15293044422;;;;;", "Nowak;Дарина;1A;08222977775;;;;;"]);
    assert!(rows.iter().all(|row| row.outcome.is_ok()));
    let notes = rows.iter().map(|row| row.notes.clone()).collect::<Vec<_>>();
    assert_eq!(notes, [vec![(Field::Surname, Note::Cyrillic)], vec![(Field::Given, Note::Cyrillic)]]);
}

#[test]
fn the_same_person_twice_is_taken_in_no_row() {
    let rows = list(
        HEADING,
        &[
            "Nowak;Anna;1A;15293044422;;;;;",
            "Nowak;Anna Maria;2B;15293044422;;;;;",
            "Hudz;Oksana;1A;;Paszport;fa 123;2015-01-01;;",
            "Hudz;Ivan;1A;;paszport;FA123;2015-01-02;;",
            "Lis;Ewa;1A;;paszport;FA124;2015-01-02;;",
        ],
    );
    let repeated = |field, row| vec![(field, Problem::Repeated { row })];
    assert_eq!(rows[0].outcome, Err(repeated(Field::Pesel, 3)));
    assert_eq!(rows[1].outcome, Err(repeated(Field::Pesel, 2)));
    assert_eq!(rows[2].outcome, Err(repeated(Field::DocumentNumber, 5)));
    assert_eq!(rows[3].outcome, Err(repeated(Field::DocumentNumber, 4)));
    assert!(rows[4].outcome.is_ok());
}

#[test]
fn names_in_one_cell_are_divided() {
    let rows = list(
        "Nazwisko i imię;Poziom;Symbol;PESEL",
        &["Nowak Anna;1;a;15293044422", "von der Leyen, Ewa;2;b;08222977775", "Lis;1;a;99123100058"],
    );
    let name = |at: usize| rows[at].outcome.as_ref().unwrap().name.clone();
    assert_eq!((name(0).surname(), name(0).given()), ("Nowak", "Anna"));
    assert_eq!((name(1).surname(), name(1).given()), ("von der Leyen", "Ewa"));
    assert_eq!(rows[0].outcome.as_ref().unwrap().class.as_str(), "1A");
    assert_eq!(rows[0].notes, []);
    assert_eq!(rows[1].notes, [(Field::SurnameGiven, Note::NameDivided)]);
    assert_eq!(problems(&rows[2]), [(Field::SurnameGiven, Problem::OneWord)]);
    let rows = list("Imię i nazwisko;Klasa;PESEL", &["Anna Maria Nowak;1A;15293044422"]);
    assert_eq!(rows[0].outcome.as_ref().unwrap().name.surname(), "Nowak");
}

#[test]
fn a_mended_text_is_taken_at_the_next_check() {
    let mut rows = list(HEADING, &["Nowak;Anna;1A;15293044423;;;;;"]);
    let mut line = rows.remove(0).line;
    line.texts.insert(Field::Pesel, "15293044422".to_owned());
    assert!(check(vec![line], TODAY)[0].outcome.is_ok());
}

#[test]
fn nothing_of_a_child_is_shown_by_accident() {
    let rows = list(HEADING, &["Nowak;Anna;1A;15293044423;;;;;", "Lis;Ewa;1A;15293044422;;;;;ewa@example.pl"]);
    assert!(!format!("{:?}", rows[0]).contains("15293044423"));
    assert!(!format!("{:?} {:?}", rows[1].line, rows[1].outcome.as_ref().unwrap().guardians).contains("ewa"));
}

fn id(number: u128) -> PupilId {
    PupilId(Uuid::from_u128(number))
}

/// The store's digest of a PESEL or a document, as this test plays it.
fn digest(identity: &Identity) -> String {
    match identity.plain() {
        Identity::Pesel(pesel) => pesel.expose().chars().rev().collect(),
        Identity::Document { name, number } => format!("{name} {number}"),
    }
}

fn existing(
    number: u128,
    given: &str,
    surname: &str,
    class: &str,
    pesel: Option<&str>,
    born: Date,
) -> Existing<String> {
    let pesel = pesel.map(|pesel| digest(&Identity::Pesel(pesel.parse().unwrap())));
    let (name, class) = (Name::new(given, surname).unwrap(), ClassName::new(class).unwrap());
    Existing { id: id(number), pesel, document: None, name, born, class, left: false }
}

fn drafts(rows: &[&str]) -> Vec<Draft> {
    list(HEADING, rows).into_iter().map(|row| row.outcome.unwrap()).collect()
}

#[test]
fn a_file_is_held_against_the_roll() {
    let (born, other) = (date(2015, 9, 30), date(2014, 1, 1));
    let roll = [
        existing(1, "Anna", "Nowak", "1 a", Some("15293044422"), born),
        existing(2, "Jan", "Lis", "1A", Some("08222977775"), date(2008, 2, 29)),
        existing(3, "Oksana", "Hudz", "1A", None, other),
        existing(4, "Ewa", "Żak", "1A", None, other),
        existing(5, "Ewa", "Żak", "2B", None, other),
        existing(6, "Piotr", "Wilk", "1A", Some("99123100058"), date(1999, 12, 31)),
        existing(7, "Piotr", "Wilk", "3C", Some("44051401359"), date(1944, 5, 14)),
    ];
    let file = drafts(&[
        "Nowak;Anna;1A;15293044422;;;;;",
        "Lis-Sowa;Jan;2B;08222977775;;;;;",
        "Hudz;Oksana;1A;;paszport;FA123;2014-01-01;;",
        "Żak;Ewa;1A;;paszport;FA124;2014-01-01;;",
        "Nowy;Adam;1A;19260500184;;;;;",
    ]);
    let found = compare(&file, roll, digest);
    let text = str::to_owned;
    assert_eq!(
        found.outcomes,
        [
            Outcome::Same(id(1)),
            Outcome::Changed(
                id(2),
                vec![
                    Change::Surname { from: text("Lis"), to: text("Lis-Sowa") },
                    Change::Class { from: ClassName::new("1A").unwrap(), to: ClassName::new("2B").unwrap() },
                ]
            ),
            Outcome::Same(id(3)),
            Outcome::Unclear(vec![id(4), id(5)]),
            Outcome::New,
        ]
    );
    assert_eq!(found.missing, [id(6)], "3C is not in the file, so nobody misses its pupils");
}

#[test]
fn a_pesel_that_arrived_and_a_pupil_who_returns_are_changes() {
    let born = date(2015, 9, 30);
    let mut left = existing(2, "Jan", "Lis", "1A", Some("08222977775"), date(2008, 2, 29));
    left.left = true;
    let roll = [
        existing(1, "Anna", "Nowak", "1A", None, born),
        left,
        existing(3, "Ewa", "Sowa", "1A", Some("99123100058"), born),
    ];
    let file = drafts(&["Nowak;Anna;1A;15293044422;;;;;", "Lis;Jan;1A;08222977775;;;;;"]);
    let found = compare(&file, roll, digest);
    assert_eq!(
        found.outcomes,
        [Outcome::Changed(id(1), vec![Change::PeselArrived]), Outcome::Changed(id(2), vec![Change::Returned]),]
    );
    assert_eq!(found.missing, [id(3)]);
}

#[test]
fn two_rows_never_become_one_pupil() {
    let born = date(2015, 9, 30);
    let file = drafts(&["Nowak;Anna;1A;;paszport;A1;2015-09-30;;", "Nowak;Anna;1B;;paszport;A2;2015-09-30;;"]);
    let found = compare(&file, [existing(1, "Anna", "Nowak", "1A", None, born)], digest);
    assert_eq!(found.outcomes, [Outcome::Unclear(vec![id(1)]), Outcome::Unclear(vec![id(1)])]);
}

#[test]
fn a_document_tells_pupils_of_one_name_apart_and_is_nobody_elses() {
    let born = date(2015, 9, 30);
    let with = |number, given, document: &str| {
        let document = Some(digest(&Identity::document("paszport", document).unwrap()));
        Existing { document, ..existing(number, given, "Nowak", "1A", None, born) }
    };
    let file = drafts(&[
        "Nowak;Anna;1A;;Paszport;a 2;2015-09-30;;",
        "Nowak;Ewa;1A;;paszport;A-3;2015-09-30;;",
        "Lis;Jan;1A;;paszport;A4;2015-09-30;;",
    ]);
    let found = compare(&file, [with(1, "Anna", "A1"), with(2, "Anna", "A2"), with(3, "Ola", "A3")], digest);
    assert_eq!(found.outcomes, [Outcome::Same(id(2)), Outcome::DocumentTaken, Outcome::New]);
    assert_eq!(found.missing, [id(1), id(3)]);
}

/// A right PESEL for any number of a pupil.
fn pesel(number: u32) -> String {
    let ten = format!(
        "{:02}{:02}{:02}{:04}",
        8 + number % 12,
        21 + number / 12 % 12,
        1 + number / 144 % 28,
        number / 4032 + 17
    );
    (0..10).map(|check| format!("{ten}{check}")).find(|text| text.parse::<Pesel>().is_ok()).unwrap()
}

#[test]
fn six_hundred_rows_are_checked_and_compared_in_a_moment() {
    let rows: Vec<_> = (0..600)
        .map(|at| format!("Nowak;Anna {};{}A;{};;;;;", "a".repeat(at as usize % 50 + 1), at % 8 + 1, pesel(at)))
        .collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let began = Instant::now();
    let checked = list(HEADING, &rows);
    let drafts: Vec<_> = checked.iter().map(|row| row.outcome.clone().unwrap()).collect();
    let roll = drafts.iter().zip(0..).map(|(draft, at)| Existing {
        id: id(at),
        pesel: Some(digest(&draft.identity)),
        document: None,
        name: draft.name.clone(),
        born: draft.born,
        class: draft.class.clone(),
        left: false,
    });
    let found = compare(&drafts, roll, digest);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!(found.outcomes, (0..600).map(|at| Outcome::Same(id(at))).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn no_row_makes_the_reader_panic(rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,14}", 0..12), 0..6)) {
        let mapping = Mapping::guess(&cells(&format!("{HEADING};Nazwisko i imię;Telefon matki;Poziom")));
        let lines: Vec<_> = rows.iter().zip(1..).map(|(row, number)| mapping.line(number, row)).collect();
        let checked = check(lines.clone(), TODAY);
        prop_assert_eq!(checked.iter().map(|row| row.line.clone()).collect::<Vec<_>>(), lines, "texts are kept as they were");
        prop_assert!(checked.iter().all(|row| row.outcome.as_ref().err().is_none_or(|problems| !problems.is_empty())));
    }

    #[test]
    fn any_headings_give_a_mapping_without_doubles(headings in proptest::collection::vec(
        proptest::sample::select(vec!["Imię", "imie", "Nazwisko", "Nazwisko i imię", "PESEL", "Ulica", "Matka", "Telefon matki", "?"]), 0..12,
    )) {
        let headings: Vec<_> = headings.into_iter().map(str::to_owned).collect();
        let mapping = Mapping::guess(&headings);
        prop_assert_eq!(mapping.columns.len(), headings.len());
        prop_assert!(!mapping.lacks().iter().any(|lack| matches!(lack, Lack::Twice(_))));
        let again = Mapping::remembered(&mapping.profile("x"), &headings);
        prop_assert_eq!(again, mapping);
    }

    #[test]
    fn a_number_without_its_zeros_is_never_taken_for_another(number in 0_u32..40_000) {
        let right = pesel(number);
        let short = right.trim_start_matches('0');
        let rows = list("Nazwisko;Imię;Klasa;PESEL", &[&format!("Nowak;Anna;1A;{short}")]);
        if let Ok(Draft { identity: Identity::Pesel(found), .. }) = &rows[0].outcome {
            prop_assert_eq!(found.expose(), right.as_str());
        } else {
            prop_assert!(problems(&rows[0]).iter().all(|(_, problem)| *problem == Problem::DateOutOfRange));
        }
    }
}
