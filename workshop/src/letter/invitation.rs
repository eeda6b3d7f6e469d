//! The invitation on paper, for a family without e-mail: what the child takes home. In the three languages of the
//! program, since nobody can choose one on paper.

use krilla::image::Image;
use krilla::tagging::{ArtifactType, Tag};

use super::LetterError;
use super::paper::{Element, Mark, Paper, Style, flow, heading};
use super::recovery::{BODY, H_MM, H1, MARGIN_MM, SMALL, STRONG, W_MM, WIDTH_MM, frame, section};
use crate::code::qr_path;
use crate::font::Weight;

const TITLE: &str = "Zaproszenie do programu Legitka";
pub(super) const ADDRESS: Style = Style::new(Weight::Bold, 11.5);
pub(super) const CODE_MM: f32 = 46.0;
/// The school's logo stands beside the title, no larger than this, with so much room before it.
const LOGO_MM: (f32, f32) = (34.0, 18.0);
const LOGO_ROOM_MM: f32 = 4.0;

/// What is printed. The address holds a secret: the caller keeps neither it nor the PDF.
#[derive(Clone)]
pub struct Invitation {
    /// Which school invites.
    pub school: String,
    /// Whom.
    pub receiver: String,
    /// About whom: "Zofia K., 1B".
    pub pupil: String,
    /// The address that accepts the invitation.
    pub address: String,
    /// Where one signs in afterwards.
    pub site: String,
    /// The login of the account.
    pub login: String,
    /// The last day, as text.
    pub until: String,
    /// The school's logo, a JPEG, if it has one.
    pub logo: Option<Vec<u8>>,
}

/// How to use it, in a language.
pub(super) struct Words {
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    pub(super) steps: [String; 3],
    pub(super) note: String,
}

/// Writes one A4 page with the address, its QR code, the login and what to do with them.
///
/// # Errors
/// [`LetterError`] if the address does not fit a QR code, a glyph is missing or the writer refuses.
pub fn invitation(invitation: &Invitation) -> Result<Vec<u8>, LetterError> {
    let mut paper = Paper::new(TITLE, W_MM, H_MM);
    let beside = logo(&mut paper, invitation.logo.as_deref())?;
    let at = |y| (MARGIN_MM, y, WIDTH_MM - beside);
    let mut y = paper.text(heading(1, TITLE), TITLE, H1, at(22.0))?;
    y = paper.text(Tag::P, &invitation.school, STRONG, at(y + 1.5))?;
    let about = format!("{} · {}", invitation.receiver, invitation.pupil);
    y = paper.text(Tag::P, &about, BODY, at(y))?;
    y = address_block(&mut paper, invitation, y + 4.0)?;
    for words in [polish(invitation), ukrainian(invitation), english(invitation)] {
        y = in_language(&mut paper, &words, y + 5.0)?;
    }
    paper.write()
}

/// The logo in the upper right corner, and how much room it takes beside the title. It says nothing that the school's
/// name does not say.
pub(super) fn logo(paper: &mut Paper, jpeg: Option<&[u8]>) -> Result<f32, LetterError> {
    let Some(jpeg) = jpeg else { return Ok(0.0) };
    let picture = Image::from_jpeg(jpeg.to_vec().into(), false).map_err(LetterError::Pdf)?;
    let (across, down) = picture.size();
    // a logo has 600 pixels a side at most, which f32 holds exactly
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^24")]
    let (across, down) = (across as f32, down as f32);
    let mm_per_px = (LOGO_MM.0 / across).min(LOGO_MM.1 / down);
    let (w, h) = (across * mm_per_px, down * mm_per_px);
    let mark = Mark::Picture { picture, x: W_MM - MARGIN_MM - w, y: 22.0, w, h };
    paper.elements.push(Element::Decoration { kind: ArtifactType::Layout, page: 0, marks: vec![mark] });
    Ok(LOGO_MM.0 + LOGO_ROOM_MM)
}

/// The address and the login beside the code, in a frame.
fn address_block(paper: &mut Paper, invitation: &Invitation, top: f32) -> Result<f32, LetterError> {
    let bottom = top + CODE_MM + 4.0;
    let width = WIDTH_MM - CODE_MM - 12.0;
    paper.elements.push(frame(top, bottom - top));
    let place = |y| (MARGIN_MM + 5.0, y, width);
    let below = paper.text(Tag::P, &invitation.address, ADDRESS, place(top + 5.0))?;
    let login = format!("Login · Логін: {}", invitation.login);
    paper.text(Tag::P, &login, ADDRESS, place(below + 4.0))?;
    let code = Mark::Code {
        code: qr_path(&invitation.address)?,
        x: W_MM - MARGIN_MM - CODE_MM - 2.0,
        y: top + 2.0,
        side: CODE_MM,
    };
    let alternative = "Kod QR z tym samym adresem".to_owned();
    paper.elements.push(Element::Leaf { tag: Tag::Figure(Some(alternative)).into(), page: 0, marks: vec![code] });
    Ok(bottom)
}

/// A section whose language a screen reader is told.
pub(super) fn in_language(paper: &mut Paper, words: &Words, top: f32) -> Result<f32, LetterError> {
    let before = paper.elements.len();
    let rule = Mark::Fill { x: MARGIN_MM, y: top - 2.0, w: WIDTH_MM, h: 0.2, grey: 160 };
    paper.elements.push(Element::Decoration { kind: ArtifactType::Layout, page: 0, marks: vec![rule] });
    let steps: Vec<&str> = words.steps.iter().map(String::as_str).collect();
    let y = section(paper, words.title, &steps, top)?;
    let (marks, below) = flow(&words.note, SMALL, (MARGIN_MM, y + 1.0, WIDTH_MM))?;
    paper.elements.push(Element::Leaf { tag: Tag::P.into(), page: 0, marks });
    let parts = paper.elements.split_off(before);
    let tag = Tag::Section.with_lang(Some(words.language.to_owned())).into();
    paper.elements.push(Element::Group(tag, parts));
    Ok(below)
}

fn polish(invitation: &Invitation) -> Words {
    let Invitation { site, until, .. } = invitation;
    Words {
        language: "pl",
        title: "Jak przyjąć zaproszenie",
        steps: [
            "Proszę odczytać kod QR aparatem telefonu albo wpisać adres z ramki w przeglądarce.".to_owned(),
            "Proszę sprawdzić, czy zgadza się imię dziecka, i ustalić własne hasło.".to_owned(),
            format!("Następnym razem wystarczy wejść na stronę {site} i podać login z ramki oraz hasło."),
        ],
        note: format!(
            "Adres z ramki działa jeden raz, do {until} włącznie. Proszę nie przekazywać go nikomu. Jeśli kartka trafiła \
             do niewłaściwej osoby, proszę oddać ją w sekretariacie."
        ),
    }
}

fn ukrainian(invitation: &Invitation) -> Words {
    let Invitation { site, until, .. } = invitation;
    Words {
        language: "uk",
        title: "Як прийняти запрошення",
        steps: [
            "Зчитайте QR-код камерою телефона або введіть адресу з рамки у браузері.".to_owned(),
            "Перевірте, чи правильне ім’я дитини, і встановіть власний пароль.".to_owned(),
            format!("Наступного разу досить відкрити сторінку {site} і ввести логін із рамки та пароль."),
        ],
        note: format!(
            "Адреса з рамки діє один раз, до {until} включно. Будь ласка, нікому її не передавайте. Якщо цей аркуш \
             потрапив не до тієї особи, поверніть його, будь ласка, до секретаріату школи."
        ),
    }
}

fn english(invitation: &Invitation) -> Words {
    let Invitation { site, until, .. } = invitation;
    Words {
        language: "en",
        title: "How to accept the invitation",
        steps: [
            "Scan the QR code with the camera of a phone, or type the address from the frame into a browser."
                .to_owned(),
            "Check that the child’s name is right, and choose a password of your own.".to_owned(),
            format!("Next time, open {site} and sign in with the login from the frame and your password."),
        ],
        note: format!(
            "The address in the frame works once, until {until} inclusive. Please do not pass it on. If this sheet \
             reached the wrong person, please return it to the school office."
        ),
    }
}
