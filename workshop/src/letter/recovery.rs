//! The recovery key on paper: the only way back to encrypted backups when the key file is lost.

use krilla::tagging::{ArtifactType, ListNumbering, Tag, TagKind};

use super::LetterError;
use super::paper::{Element, Mark, Paper, Style, flow, heading};
use crate::code::qr_path;
use crate::font::Weight;

pub(super) const W_MM: f32 = 210.0;
pub(super) const H_MM: f32 = 297.0;
pub(super) const MARGIN_MM: f32 = 22.0;
pub(super) const WIDTH_MM: f32 = W_MM - 2.0 * MARGIN_MM;

const TITLE: &str = "Klucz odzyskiwania kopii zapasowych";
pub(super) const H1: Style = Style::new(Weight::Bold, 20.0);
const H2: Style = Style::new(Weight::Bold, 12.0);
pub(super) const BODY: Style = Style::new(Weight::Regular, 10.5);
pub(super) const STRONG: Style = Style::new(Weight::Bold, 10.5);
pub(super) const SMALL: Style = Style::new(Weight::Regular, 8.5);
const KEY: Style = Style::new(Weight::Bold, 14.0);

/// Characters of the key in a group.
pub const KEY_GROUP: usize = 4;
/// Groups in a row.
const PER_ROW: usize = 4;
const GROUP_MM: f32 = 23.0;
const PER_ROW_MM: f32 = 4.0 * GROUP_MM;
const KEY_ROW_MM: f32 = 9.5;
const CODE_MM: f32 = 56.0;

const WHAT: &str = "Kopie zapasowe są zaszyfrowane. Otwiera je plik kluczy na serwerze, a gdy go zabraknie \
    – tylko klucz z tej kartki. Program go nie przechowuje i nie pokaże drugi raz. Kto ma tę kartkę \
    i kopię zapasową, ma dostęp do danych i zdjęć uczniów.";

const NOW: [&str; 3] = [
    "Sprawdź, czy wszystkie znaki są czytelne.",
    "Włóż kartkę do koperty, zaklej, podpisz na sklejeniu i zamknij w sejfie albo w metalowej szafie \
     – nie obok serwera ani kopii zapasowych.",
    "Nie fotografuj jej, nie skanuj i nie wysyłaj. Usuń plik, z którego została wydrukowana.",
];

const USE: [&str; 3] = [
    "Zainstaluj program i przygotuj ostatnią kopię zapasową.",
    "Uruchom polecenie „legitka restore” i podaj klucz: przepisz go wierszami od lewej do prawej \
     (odstępy i wielkość liter nie mają znaczenia) albo odczytaj z kodu QR.",
    "Po odtworzeniu danych utwórz nowy klucz odzyskiwania, a tę kartkę zniszcz.",
];

/// What is printed. The key is a secret: the caller keeps neither it nor the PDF.
#[derive(Clone)]
pub struct RecoveryKey {
    /// School or installation.
    pub owner: String,
    /// The secret key, without spaces.
    pub key: String,
    /// The public half, to tell which key this is.
    pub public: String,
    /// Day it was made, as text.
    pub made_on: String,
}

/// Writes one A4 page with the key in groups, its QR code and what to do with it.
///
/// # Errors
/// [`LetterError`] if the key does not fit a QR code, a glyph is missing or the writer refuses.
pub fn recovery_key(recovery: &RecoveryKey) -> Result<Vec<u8>, LetterError> {
    let mut paper = Paper::new(TITLE, W_MM, H_MM);
    let at = |y| (MARGIN_MM, y, WIDTH_MM);
    let mut y = paper.text(heading(1, TITLE), TITLE, H1, at(24.0))?;
    y = paper.text(Tag::P, &recovery.owner, STRONG, at(y + 1.5))?;
    y = paper.text(Tag::P, &format!("Utworzono: {}", recovery.made_on), BODY, at(y))?;
    y = paper.text(Tag::P, WHAT, BODY, at(y + 4.0))?;
    y = key_block(&mut paper, recovery, y + 5.0)?;
    y = paper.text(
        Tag::P,
        &format!("Klucz publiczny, do sprawdzenia, że to właściwa kartka: {}", recovery.public),
        SMALL,
        at(y + 3.0),
    )?;
    y = section(&mut paper, "Co zrobić teraz", &NOW, y + 5.0)?;
    y = section(&mut paper, "Jak użyć klucza", &USE, y + 4.0)?;
    signature(&mut paper, y + 14.0)?;
    paper.write()
}

/// The key as the paper sets it: what names its kind stands on a line of its own, rows of groups below it.
#[must_use]
pub fn key_lines(key: &str) -> Vec<Vec<String>> {
    let (kind, secret) = key.split_at(key.rfind('-').map_or(0, |i| i + 1));
    let secret: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = secret.chunks(KEY_GROUP).map(|group| group.iter().collect()).collect();
    let kind = (!kind.is_empty()).then(|| vec![kind.to_owned()]);
    kind.into_iter().chain(groups.chunks(PER_ROW).map(<[String]>::to_vec)).collect()
}

/// The groups beside the code, in a frame.
fn key_block(paper: &mut Paper, recovery: &RecoveryKey, top: f32) -> Result<f32, LetterError> {
    let mut marks = Vec::new();
    let mut y = top + 6.0;
    for line in key_lines(&recovery.key) {
        // What stands alone has the row to itself.
        let width = if line.len() == 1 { PER_ROW_MM } else { GROUP_MM };
        let mut x = MARGIN_MM + 6.0;
        for group in line {
            let (set, _) = flow(&group, KEY, (x, y, width))?;
            marks.extend(set);
            x += GROUP_MM;
        }
        y += KEY_ROW_MM;
    }
    let bottom = (y + 3.0).max(top + CODE_MM + 4.0);
    paper.elements.push(frame(top, bottom - top));
    let tag = Tag::P.into();
    paper.elements.push(Element::Leaf { tag, page: 0, marks });
    let code =
        Mark::Code { code: qr_path(&recovery.key)?, x: W_MM - MARGIN_MM - CODE_MM - 2.0, y: top + 2.0, side: CODE_MM };
    let alternative = "Kod QR z tym samym kluczem".to_owned();
    paper.elements.push(Element::Leaf { tag: Tag::Figure(Some(alternative)).into(), page: 0, marks: vec![code] });
    Ok(bottom)
}

/// Four rules around a block as wide as the text.
pub(super) fn frame(top: f32, height: f32) -> Element {
    let line = 0.4;
    let rule = |x, y, w, h| Mark::Fill { x, y, w, h, grey: 0 };
    Element::Decoration {
        kind: ArtifactType::Layout,
        page: 0,
        marks: vec![
            rule(MARGIN_MM, top, WIDTH_MM, line),
            rule(MARGIN_MM, top + height - line, WIDTH_MM, line),
            rule(MARGIN_MM, top, line, height),
            rule(MARGIN_MM + WIDTH_MM - line, top, line, height),
        ],
    }
}

/// A heading and a numbered list.
pub(super) fn section(paper: &mut Paper, title: &str, items: &[&str], top: f32) -> Result<f32, LetterError> {
    let mut y = paper.text(heading(2, title), title, H2, (MARGIN_MM, top, WIDTH_MM))? + 1.0;
    let leaf = |tag: TagKind, marks| Element::Leaf { tag, page: 0, marks };
    let mut list = Vec::new();
    for (ordinal, item) in (1..).zip(items) {
        let (label, _) = flow(&format!("{ordinal}."), BODY, (MARGIN_MM, y, 8.0))?;
        let (text, below) = flow(item, BODY, (MARGIN_MM + 7.0, y, WIDTH_MM - 7.0))?;
        list.push(Element::Group(Tag::LI.into(), vec![leaf(Tag::Lbl.into(), label), leaf(Tag::LBody.into(), text)]));
        y = below + 1.2;
    }
    let tag = Tag::L(ListNumbering::Decimal).into();
    paper.elements.push(Element::Group(tag, list));
    Ok(y)
}

fn signature(paper: &mut Paper, y: f32) -> Result<(), LetterError> {
    for (x, text) in [(MARGIN_MM, "Data przyjęcia do przechowania"), (115.0, "Imię, nazwisko i podpis")] {
        paper.elements.push(Element::Decoration {
            kind: ArtifactType::Layout,
            page: 0,
            marks: vec![Mark::Fill { x, y, w: 73.0, h: 0.2, grey: 0 }],
        });
        paper.text(Tag::P, text, SMALL, (x, y + 1.0, 73.0))?;
    }
    Ok(())
}
