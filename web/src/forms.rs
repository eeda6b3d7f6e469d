//! Forms: a sentence for every problem, next to its field and in the summary; what was typed comes back.

use i18n_embed_fl::fl;
use office::{
    Conflict, FieldError, Problem,
    fault::{Fault, Kind},
    table::{self, TableFault},
};

use crate::{formats, pages::staff::role_words, refusal::conflict_here, words::Words};

/// What went wrong with a form, in words.
#[derive(Clone, Default)]
pub(crate) struct Errors {
    /// Field and sentence: what stands beside the field.
    beside: Vec<(&'static str, String)>,
    /// Field and sentence, which names it: what stands in the summary.
    summary: Vec<(&'static str, String)>,
}

impl Errors {
    /// The words of these problems.
    #[must_use]
    pub(crate) fn new(t: Words, errors: &[FieldError]) -> Self {
        Self::labelled(t, errors, &[])
    }

    /// The words of these problems, in a form that has labels of its own for some fields.
    #[must_use]
    pub(crate) fn labelled(t: Words, errors: &[FieldError], own: &[(&str, String)]) -> Self {
        let mut all = Self::default();
        for error in errors {
            let sentence = sentence(t, error);
            let own = own.iter().find(|(field, _)| *field == error.field).map(|(_, label)| label.clone());
            let label = own.or_else(|| label(t, error.field)).filter(|_| leaves_the_field_unsaid(error.problem));
            // a label that asks ends where the sentence begins
            let label = label.as_deref().map(|label| label.trim_end_matches('?'));
            let named = label.map_or_else(|| sentence.clone(), |label| format!("{label}: {}", small(&sentence)));
            if !all.summary.iter().any(|(_, said)| *said == named) {
                all.summary.push((error.field, named));
            }
            all.beside.push((error.field, sentence));
        }
        all
    }

    /// One problem of one field.
    #[must_use]
    pub(crate) fn one(field: &'static str, sentence: String) -> Self {
        Self { beside: vec![(field, sentence.clone())], summary: vec![(field, sentence)] }
    }

    /// Somebody was faster: said above the page as it stands now, which has what was typed.
    #[must_use]
    pub(crate) fn overtaken(t: Words, conflict: &Conflict) -> Self {
        Self::one("content", conflict_here(t, conflict))
    }

    /// The same about something of which it can be said in a few words how it is now.
    #[must_use]
    pub(crate) fn overtaken_by(t: Words, now: String) -> Self {
        Self::one("content", fl!(t, "conflict-again-now", now = now))
    }

    /// Is there any?
    #[must_use]
    pub(crate) fn any(&self) -> bool {
        !self.beside.is_empty()
    }

    /// Every one, for the summary: field and sentence. A sentence that could be about any field begins with its label,
    /// and none is said twice.
    #[must_use]
    pub(crate) fn list(&self) -> &[(&'static str, String)] {
        &self.summary
    }

    /// The sentence of one field; empty if it is right.
    #[must_use]
    pub(crate) fn of(&self, field: &str) -> &str {
        self.beside.iter().find(|error| error.0 == field).map_or("", |error| error.1.as_str())
    }

    /// Is this field wrong?
    #[must_use]
    pub(crate) fn has(&self, field: &str) -> bool {
        self.beside.iter().any(|error| error.0 == field)
    }
}

/// Does the sentence of this problem not say which field it is about?
fn leaves_the_field_unsaid(problem: Problem) -> bool {
    use Problem::{
        DateOutOfRange, NotADate, NotALimit, NotAName, NotANumber, NotASetting, NotOffered, Required, Taken, TooLong,
    };
    matches!(
        problem,
        Required
            | TooLong
            | NotAName
            | NotADate
            | DateOutOfRange
            | NotOffered
            | Taken
            | NotANumber { .. }
            | NotALimit
            | NotASetting
    )
}

/// A sentence as it goes on after a colon: an abbreviation stays as it is.
pub(crate) fn small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}

/// What most forms call a field.
pub(crate) fn label(t: Words, field: &str) -> Option<String> {
    let of_the_head = |label: String| format!("{}, {}", fl!(t, "setup-head"), small(&label));
    Some(match field {
        "given" => fl!(t, "given-names"),
        "surname" => fl!(t, "surname"),
        "email" => fl!(t, "email"),
        "password" => fl!(t, "sign-in-password"),
        "name" => fl!(t, "setup-name"),
        "kind" => fl!(t, "setup-kind"),
        "address" => fl!(t, "setup-address"),
        "account" => fl!(t, "setup-account"),
        "first_number" => fl!(t, "numbers-first"),
        "head_given" => of_the_head(fl!(t, "given-names")),
        "head_surname" => of_the_head(fl!(t, "surname")),
        "head_since" => fl!(t, "setup-head-since"),
        "class" => fl!(t, "pupils-class"),
        "born" => fl!(t, "pupils-born"),
        "pesel" => fl!(t, "pupils-pesel"),
        "document_name" => fl!(t, "pupils-document-name"),
        "document_number" => fl!(t, "pupils-document-number"),
        "role" => fl!(t, "staff-role"),
        "days" => fl!(t, "tokens-days"),
        "template" => fl!(t, "print-template"),
        "issued_on" => fl!(t, "print-issued-on"),
        "pupils" => fl!(t, "print-choose"),
        "producer" => fl!(t, "stock-producer"),
        "first" => fl!(t, "stock-first"),
        "quantity" | "holograms_quantity" => fl!(t, "stock-quantity"),
        "on" | "holograms_on" => fl!(t, "stock-on"),
        "document" | "holograms_document" => fl!(t, "stock-document"),
        "year" => fl!(t, "stock-year"),
        "receiver" => fl!(t, "receipt-receiver"),
        "receiver_name" => fl!(t, "receipt-name"),
        "spoiled" => fl!(t, "run-spoiled-card"),
        _ => return None,
    })
}

/// What is wrong with a field, and what to do.
#[must_use]
pub(crate) fn sentence(t: Words, error: &FieldError) -> String {
    match error.problem {
        Problem::Required => fl!(t, "problem-required"),
        Problem::TooLong => fl!(t, "problem-too-long"),
        Problem::NotAName => fl!(t, "problem-name"),
        Problem::NotAClassName => fl!(t, "lists-class-characters"),
        Problem::NotAnEmail => fl!(t, "problem-email"),
        Problem::PeselLength => fl!(t, "problem-pesel-length"),
        Problem::PeselChecksum => fl!(t, "problem-pesel-checksum"),
        Problem::PeselDate => fl!(t, "problem-pesel-date"),
        Problem::BirthMismatch => fl!(t, "problem-birth-mismatch"),
        Problem::PeselTaken => fl!(t, "problem-pesel-taken"),
        Problem::DocumentTaken => fl!(t, "problem-document-taken"),
        Problem::IdentityMissing => fl!(t, "problem-identity-missing"),
        Problem::IdentityTwice => fl!(t, "problem-identity-twice"),
        Problem::NotADate => fl!(t, "problem-date"),
        Problem::DateOutOfRange => fl!(t, "problem-date-range"),
        Problem::EndsBefore => fl!(t, "problem-ends-before"),
        Problem::NotADateOfIssue { from, until } => {
            fl!(t, "problem-date-of-issue", from = formats::day(t, from), until = formats::day(t, until))
        }
        Problem::NotOffered => fl!(t, "problem-not-offered"),
        Problem::OldCardOwed => fl!(t, "problem-old-card-owed"),
        Problem::OneTwice => fl!(t, "problem-one-twice"),
        Problem::Taken => fl!(t, "problem-taken"),
        Problem::TooMany { most } => fl!(t, "problem-too-many", most = most),
        Problem::WorksHere(role) => fl!(t, "problem-works-here", role = role_words(t, role)),
        Problem::NotTheirOwn => fl!(t, "problem-not-their-own"),
        Problem::OfAPupil => fl!(t, "problem-of-a-pupil"),
        Problem::OfAnOperator => fl!(t, "problem-of-an-operator"),
        Problem::NotAMarking => fl!(t, "problem-marking"),
        Problem::NotANumber { least, most } => {
            fl!(t, "problem-number", least = least, most = most, example = 40_u32.clamp(least, most))
        }
        Problem::NotALimit => fl!(t, "problem-limit"),
        Problem::NotASetting => fl!(t, "problem-setting"),
        Problem::PasswordShort { least } => fl!(t, "problem-password-short", least = least),
        Problem::PasswordWeak => fl!(t, "problem-password-weak"),
        Problem::PasswordMismatch => fl!(t, "problem-password-mismatch"),
        Problem::PasswordSame => fl!(t, "problem-password-same"),
        Problem::WrongPassword => fl!(t, "problem-password-wrong"),
        Problem::WrongCredentials => fl!(t, "problem-credentials"),
        Problem::WrongCode => fl!(t, "problem-code"),
        Problem::WrongPasskey => fl!(t, "passkeys-failed"),
        Problem::NotTicked => fl!(t, "problem-not-ticked"),
        Problem::NoteMissing => fl!(t, "problem-note"),
        Problem::Link => fl!(t, "problem-link"),
        Problem::NotAnRspo => fl!(t, "problem-rspo"),
        Problem::NotAnAccount => fl!(t, "problem-account"),
    }
}

/// Why a picture cannot be taken, and what to do (ux.md 2.3).
#[must_use]
pub(crate) fn fault_sentence(t: Words, fault: &Fault) -> String {
    match *fault {
        Fault::Empty => fl!(t, "photo-empty"),
        Fault::TooManyBytes { bytes } => fl!(t, "photo-too-many-bytes", size = bytes.div_ceil(1024 * 1024)),
        Fault::TooManyPixels { width, height } => fl!(t, "photo-too-many-pixels", width = width, height = height),
        Fault::TooSmall { width, height } => fl!(t, "photo-too-small", width = width, height = height),
        Fault::CropTooSmall { width, height } => fl!(t, "photo-crop-too-small", width = width, height = height),
        Fault::Animated => fl!(t, "photo-animated"),
        Fault::Damaged => fl!(t, "photo-damaged"),
        Fault::Unsupported(Kind::Heic) => fl!(t, "photo-heic"),
        Fault::Unsupported(Kind::Svg) => fl!(t, "photo-kind", kind = "SVG"),
        Fault::Unsupported(Kind::Gif) => fl!(t, "photo-kind", kind = "GIF"),
        Fault::Unsupported(Kind::Pdf) => fl!(t, "photo-kind", kind = "PDF"),
        Fault::Unsupported(Kind::Tiff) => fl!(t, "photo-kind", kind = "TIFF"),
        Fault::Unsupported(Kind::Zip) => fl!(t, "photo-kind", kind = "ZIP"),
        Fault::Unsupported(Kind::Html) => fl!(t, "photo-kind", kind = "HTML"),
        Fault::Unsupported(_) => fl!(t, "photo-kind-other"),
    }
}

/// Why a table cannot be read, and what to do.
#[must_use]
pub(crate) fn table_sentence(t: Words, fault: TableFault) -> String {
    match fault {
        TableFault::Empty => fl!(t, "table-empty"),
        TableFault::TooManyBytes { bytes } => fl!(t, "table-too-many-bytes", size = bytes.div_ceil(1024 * 1024)),
        TableFault::Unsupported(kind) => fl!(t, "table-kind", kind = table_kind(kind)),
        TableFault::Damaged => fl!(t, "table-damaged"),
        TableFault::Bomb => fl!(t, "table-bomb"),
        TableFault::NoSuchSheet => fl!(t, "table-no-sheet"),
        TableFault::TooManyRows => fl!(t, "table-too-many-rows"),
        TableFault::TooManyColumns { row } => fl!(t, "table-too-many-columns", row = row),
        TableFault::CellTooLong { row, column } => fl!(t, "table-cell-too-long", row = row, column = column),
        TableFault::OpenQuote { row } => fl!(t, "table-open-quote", row = row),
        TableFault::MixedEncoding { row } => fl!(t, "table-mixed-encoding", row = row),
        TableFault::NoText { row } => fl!(t, "table-no-text", row = row),
    }
}

fn table_kind(kind: table::Kind) -> &'static str {
    match kind {
        table::Kind::OldWorkbook => "XLS",
        table::Kind::OpenDocument => "ODS",
        table::Kind::Zip => "ZIP",
        table::Kind::Pdf => "PDF",
        table::Kind::Html => "HTML",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use jiff::civil::date;
    use school::{language::Language, person::Role};

    #[test]
    fn the_summary_names_each_field_and_says_nothing_twice() {
        let error = |field, problem| FieldError { field, problem };
        let errors = [
            error("pesel", Problem::Required),
            error("head_surname", Problem::Required),
            error("name", Problem::Taken),
            error("first", Problem::NotAMarking),
            error("pesel", Problem::PeselLength),
            error("pesel", Problem::Required),
        ];
        let t = words(Language::Pl);
        let told = Errors::labelled(t, &errors, &[("name", fl!(t, "classes-name"))]);
        let told: Vec<_> = told.list().iter().map(|(field, sentence)| (*field, sentence.as_str())).collect();
        let wanted = [
            ("pesel", "PESEL: wypełnij to pole."),
            ("head_surname", "Dyrektor szkoły, nazwisko: wypełnij to pole."),
            ("name", "Nazwa klasy: taki wpis już jest."),
            ("first", "Oznaczenie blankietu to dwie wielkie litery i siedem cyfr, na przykład AB0000001."),
            ("pesel", "PESEL ma 11 cyfr. Sprawdź, czy żadnej nie brakuje."),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_refused_number_or_date_of_issue_says_which_can_be() {
        let number = FieldError { field: "quantity", problem: Problem::NotANumber { least: 1, most: 2000 } };
        let few = FieldError { field: "quantity", problem: Problem::NotANumber { least: 1, most: 3 } };
        let days = Problem::NotADateOfIssue { from: date(2023, 6, 17), until: date(2026, 11, 6) };
        let day = FieldError { field: "issued_on", problem: days };
        let told = Errors::new(words(Language::Pl), &[number, few, day]);
        let told: Vec<_> = told.list().iter().map(|(_, sentence)| sentence.as_str()).collect();
        let wanted = [
            "Liczba sztuk: podaj liczbę całkowitą od 1 do 2000, na przykład 40.",
            "Liczba sztuk: podaj liczbę całkowitą od 1 do 3, na przykład 3.",
            "Data wydania może być od 17 czerwca 2023 do 6 listopada 2026. Zmień datę.",
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_label_that_asks_is_no_question_before_its_sentence() {
        let t = words(Language::Pl);
        let why = FieldError { field: "why", problem: Problem::NotOffered };
        let told = Errors::labelled(t, &[why], &[("why", fl!(t, "pupil-why"))]);
        assert_eq!(told.list()[0].1, "Dlaczego: wybierz jedną z podanych możliwości.");
    }

    #[test]
    fn a_class_a_link_and_a_colleague_have_sentences_of_their_own() {
        let t = words(Language::Pl);
        let said = |problem| sentence(t, &FieldError { field: "name", problem });
        assert_eq!(said(Problem::NotAClassName), "Nazwa klasy to litery, cyfry, spacje i łączniki, na przykład 1B.");
        assert_eq!(said(Problem::Link), "Usuń odnośniki i adresy e-mail: rodzina dostaje same słowa.");
        let here = "Osoba z tym adresem już pracuje w tej szkole. Rola: sekretariat.";
        assert_eq!(said(Problem::WorksHere(Role::Secretary)), here);
    }

    #[test]
    fn beside_its_field_a_sentence_needs_no_name() {
        let errors = [FieldError { field: "pesel", problem: Problem::Required }];
        let errors = Errors::new(words(Language::Pl), &errors);
        assert_eq!((errors.of("pesel"), errors.of("born")), ("Wypełnij to pole.", ""));
    }
}
