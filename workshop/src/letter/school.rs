//! Letters with school access: how somebody links their account to a pupil. One page each, a whole class in one paper,
//! in the three languages of the program, since nobody can choose one on paper.

use krilla::tagging::Tag;

use super::LetterError;
use super::invitation::{ADDRESS, CODE_MM, Words, in_language, logo};
use super::paper::{Element, Mark, Paper, flow, heading};
use super::recovery::{BODY, H_MM, H1, MARGIN_MM, STRONG, W_MM, WIDTH_MM, frame};
use crate::code::qr_path;

const TITLE: &str = "Dostęp do programu Legitka";

/// What is printed. Password, code and address are secrets: the caller keeps neither them nor the PDF.
#[derive(Clone)]
pub struct SchoolLetter {
    /// Which school.
    pub school: String,
    /// About whom: "Zofia Kowalska, 1B".
    pub pupil: String,
    /// Is it for the pupil, and not for a parent or a guardian?
    pub own: bool,
    /// The numeric login.
    pub login: String,
    /// The one-time password beside it, in groups.
    pub password: String,
    /// The code that does without both, in groups.
    pub code: String,
    /// The address with the code in it, for the QR.
    pub address: String,
    /// Where login or code are typed.
    pub site: String,
    /// The last day, as text.
    pub until: String,
    /// The school's logo, a JPEG, if it has one.
    pub logo: Option<Vec<u8>>,
}

/// Writes an A4 page for each letter, in their order.
///
/// # Errors
/// [`LetterError`] if an address does not fit a QR code or the writer refuses.
pub fn school_letters(letters: &[SchoolLetter]) -> Result<Vec<u8>, LetterError> {
    let mut paper = Paper::new(TITLE, W_MM, H_MM);
    for (page, letter) in letters.iter().enumerate() {
        let before = paper.elements.len();
        one(&mut paper, letter)?;
        let parts = paper.elements.split_off(before);
        paper.elements.extend(parts.into_iter().map(|part| part.on(page)));
    }
    paper.write()
}

fn one(paper: &mut Paper, letter: &SchoolLetter) -> Result<(), LetterError> {
    let beside = logo(paper, letter.logo.as_deref())?;
    let at = |y| (MARGIN_MM, y, WIDTH_MM - beside);
    let mut y = paper.text(heading(1, TITLE), TITLE, H1, at(22.0))?;
    y = paper.text(Tag::P, &letter.school, STRONG, at(y + 1.5))?;
    y = paper.text(Tag::P, &legible(&letter.pupil), STRONG, at(y))?;
    let whose = if letter.own {
        "List dla ucznia · Лист для учня · Letter for the pupil"
    } else {
        "List dla rodzica lub opiekuna · Лист для батьків або опікуна · Letter for a parent or guardian"
    };
    y = paper.text(Tag::P, whose, BODY, at(y))?;
    y = access_block(paper, letter, y + 4.0)?;
    for words in [polish(letter), ukrainian(letter), english(letter)] {
        y = in_language(paper, &words, y + 5.0)?;
    }
    Ok(())
}

/// The text with a question mark for each character that the font lacks: one name must not keep a class from its
/// letters.
fn legible(text: &str) -> String {
    let known = |c: &char| flow(&c.to_string(), STRONG, (0.0, 0.0, WIDTH_MM)).is_ok();
    if flow(text, STRONG, (0.0, 0.0, WIDTH_MM)).is_ok() {
        return text.to_owned();
    }
    text.chars().map(|c| if known(&c) { c } else { '?' }).collect()
}

/// Login, password and code beside the QR, in a frame.
fn access_block(paper: &mut Paper, letter: &SchoolLetter, top: f32) -> Result<f32, LetterError> {
    let bottom = top + CODE_MM + 4.0;
    let width = WIDTH_MM - CODE_MM - 12.0;
    paper.elements.push(frame(top, bottom - top));
    let mut y = top + 5.0;
    for line in [
        letter.site.clone(),
        format!("Login · Логін: {}", letter.login),
        format!("Hasło jednorazowe · Одноразовий пароль: {}", letter.password),
        format!("Kod · Код · Code: {}", letter.code),
    ] {
        y = paper.text(Tag::P, &line, ADDRESS, (MARGIN_MM + 5.0, y, width))? + 2.0;
    }
    let code = Mark::Code {
        code: qr_path(&letter.address)?,
        x: W_MM - MARGIN_MM - CODE_MM - 2.0,
        y: top + 2.0,
        side: CODE_MM,
    };
    let alternative = "Kod QR z adresem, w którym jest kod z tego listu".to_owned();
    paper.elements.push(Element::Leaf { tag: Tag::Figure(Some(alternative)).into(), page: 0, marks: vec![code] });
    Ok(bottom)
}

fn polish(letter: &SchoolLetter) -> Words {
    let SchoolLetter { until, .. } = letter;
    let whose = if letter.own { "to ja" } else { "to moje dziecko" };
    Words {
        language: "pl",
        title: "Jak połączyć konto z uczniem",
        steps: [
            "Proszę odczytać kod QR aparatem telefonu albo wejść na stronę z ramki i wpisać login z hasłem \
             jednorazowym lub sam kod."
                .to_owned(),
            format!("Proszę sprawdzić, czy zgadza się imię i klasa, i potwierdzić: {whose}."),
            "Kto ma już konto, loguje się na nie. Kto go nie ma, ustala własne hasło i odtąd loguje się loginem z \
             ramki."
                .to_owned(),
        ],
        note: format!(
            "Dane z ramki działają jeden raz, do {until} włącznie. Proszę nie przekazywać ich nikomu. Jeśli kartka \
             trafiła do niewłaściwej osoby, proszę oddać ją w sekretariacie."
        ),
    }
}

fn ukrainian(letter: &SchoolLetter) -> Words {
    let SchoolLetter { until, .. } = letter;
    let whose = if letter.own { "це я" } else { "це моя дитина" };
    Words {
        language: "uk",
        title: "Як пов’язати обліковий запис з учнем",
        steps: [
            "Зчитайте QR-код камерою телефона або відкрийте сторінку з рамки і введіть логін з одноразовим паролем чи \
             лише код."
                .to_owned(),
            format!("Перевірте, чи правильні ім’я та клас, і підтвердьте: {whose}."),
            "Хто вже має обліковий запис, входить у нього. Хто не має, встановлює власний пароль і надалі входить з \
             логіном із рамки."
                .to_owned(),
        ],
        note: format!(
            "Дані з рамки діють один раз, до {until} включно. Будь ласка, нікому їх не передавайте. Якщо цей аркуш \
             потрапив не до тієї особи, поверніть його, будь ласка, до секретаріату школи."
        ),
    }
}

fn english(letter: &SchoolLetter) -> Words {
    let SchoolLetter { until, .. } = letter;
    let whose = if letter.own { "this is me" } else { "this is my child" };
    Words {
        language: "en",
        title: "How to link an account to the pupil",
        steps: [
            "Scan the QR code with the camera of a phone, or open the page in the frame and type the login with the \
             one-time password, or the code alone."
                .to_owned(),
            format!("Check that name and class are right, and confirm: {whose}."),
            "If you have an account, sign in to it. If you have none, choose a password; from then on you sign in with \
             the login from the frame."
                .to_owned(),
        ],
        note: format!(
            "What is in the frame works once, until {until} inclusive. Please do not pass it on. If this sheet reached \
             the wrong person, please return it to the school office."
        ),
    }
}
