//! The preview on screen: the same setting as the print, on a plain ground, marked PODGLĄD.
//!
//! No state artwork is imitated (UDP art. 58): a flat tint, grey boxes, a word across.
//! Only presentation attributes, so the strict content security policy need not be relaxed.

use std::fmt::Write;

use super::layout::{Area, FieldName, Label, Layout};
use super::{CardError, Face, FitError, IdentityLine, set};
use crate::font::{FontError, Line, PT_PER_MM, Typeface, Weight};

const TINT: &str = "#F6DCE4";
const GREY: &str = "#5A5660";
const PALE: &str = "#E4E2E6";
const INK: &str = "#141A26";
const WARNING: &str = "#8A1A15";

/// Corner of an ID-1 card, mm.
const CORNER_MM: f32 = 3.18;

/// Draws one card front as SVG in millimetres, with the photo by address.
///
/// An empty `photo_href` leaves a grey box. Empty fields stay empty.
///
/// # Errors
/// [`CardError::Fit`] with card 0 for a text that could not be printed either.
pub fn preview(face: &Face, layout: &Layout, photo_href: &str) -> Result<String, CardError> {
    let fields = set(face, layout, 0)?;
    let (w, h) = (layout.width_mm, layout.height_mm);
    let mut svg = String::with_capacity(6000);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="card-preview" viewBox="0 0 {} {}" role="img" lang="pl" font-family="Arimo, Arial, 'Liberation Sans', sans-serif"><title>{}</title><rect width="{w}" height="{h}" rx="{CORNER_MM}" fill="{TINT}"/>"#,
        number(w),
        number(h),
        escape(&spoken(face)),
    );
    rectangle(&mut svg, layout.strip, "#fff");
    photo(&mut svg, layout, photo_href);
    rectangle(&mut svg, layout.symbol, PALE);
    for label in &layout.preprinted {
        preprinted(&mut svg, label).map_err(broken)?;
    }
    if let IdentityLine::Document(_) = face.identity {
        instead_of_pesel(&mut svg, layout);
    }
    for line in fields.iter().flat_map(|set| &set.lines) {
        value(&mut svg, line);
    }
    stamp(&mut svg, w, h);
    svg.push_str("</svg>");
    Ok(svg)
}

/// The text alternative: what a sighted person recognises at a glance; the page lists the rest.
fn spoken(face: &Face) -> String {
    let mut text = format!("Podgląd karty: {}, ur. {}", face.name, face.born);
    if !face.number.is_empty() {
        text.push_str(", numer ");
        text.push_str(&face.number);
    }
    text
}

fn rectangle(svg: &mut String, area: Area, fill: &str) {
    let _ = write!(
        svg,
        r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}"/>"#,
        number(area.x_mm),
        number(area.y_mm),
        number(area.w_mm),
        number(area.h_mm),
    );
}

fn photo(svg: &mut String, layout: &Layout, href: &str) {
    let photo = layout.photo;
    let area = Area { x_mm: photo.x_mm, y_mm: photo.y_mm, w_mm: photo.w_mm, h_mm: photo.h_mm };
    rectangle(svg, area, PALE);
    if href.is_empty() {
        return;
    }
    // "slice" cuts the portrait by centring, exactly as the print does.
    let _ = write!(
        svg,
        r#"<image x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="xMidYMid slice" href="{}"/>"#,
        number(photo.x_mm),
        number(photo.y_mm),
        number(photo.w_mm),
        number(photo.h_mm),
        escape(href),
    );
}

fn preprinted(svg: &mut String, label: &Label) -> Result<(), FontError> {
    let face = Typeface::of(label.weight)?;
    let em = label.size_pt / PT_PER_MM;
    let natural = face.shape(&label.text)?.width * em;
    let baseline = label.top_mm + face.capital() * em;
    let width = label.w_mm.unwrap_or(natural);
    text(svg, &label.text, label.weight, GREY, (label.x_mm, baseline, em, width));
    Ok(())
}

fn value(svg: &mut String, line: &Line) {
    let em = line.size_pt / PT_PER_MM;
    let place = (line.x_mm, line.y_mm, em, line.width_mm());
    text(svg, &line.run.text, line.weight, INK, place);
}

/// The blank says "Numer PESEL" on every card. Of a pupil without one the field holds the name and the number of another
/// document (R2023 § 24): the preview leaves the blank's word and says so beside it, as it does with all that is not
/// on the card.
fn instead_of_pesel(svg: &mut String, layout: &Layout) {
    let Some(field) = layout.field(FieldName::Identity) else { return };
    let (right, above) = (number(field.x_mm + field.w_mm), number(field.y_mm - 0.6));
    let _ = write!(
        svg,
        r#"<text x="{right}" y="{above}" font-size="1.6" font-weight="700" text-anchor="end" fill="{WARNING}">dokument (§ 24)</text>"#,
    );
}

/// `textLength` makes any substitute font as wide as the printed one.
fn text(svg: &mut String, text: &str, weight: Weight, fill: &str, (x, y, size, width): (f32, f32, f32, f32)) {
    let bold = match weight {
        Weight::Regular => "",
        Weight::Bold => r#" font-weight="700""#,
    };
    let _ = write!(
        svg,
        r#"<text x="{}" y="{}" font-size="{}"{bold} fill="{fill}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
        number(x),
        number(y),
        number(size),
        number(width),
        escape(text),
    );
}

fn stamp(svg: &mut String, w: f32, h: f32) {
    let (x, y) = (number(w / 2.0), number(h / 2.0));
    let _ = write!(
        svg,
        r#"<text transform="translate({x} {y}) rotate(-27)" y="4.6" font-size="13" font-weight="700" text-anchor="middle" textLength="72" lengthAdjust="spacingAndGlyphs" fill="{WARNING}" fill-opacity=".16">PODGLĄD</text><text x="{x}" y="{}" font-size="1.6" font-weight="700" text-anchor="middle" letter-spacing=".25" fill="{WARNING}">WZÓR – NIE JEST DOKUMENTEM</text>"#,
        number(h - 1.3),
    );
}

/// Thousandths of a millimetre, without trailing zeros.
fn number(mm: f32) -> String {
    let text = format!("{mm:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

fn broken(_: FontError) -> CardError {
    CardError::Fit { card: 0, error: FitError::Font }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_in_the_place_of_the_pesel_is_named_as_one() {
        let layout = Layout::of("MEiN-I/1").unwrap();
        let shown = |identity| {
            let face = Face {
                name: "Дарина Шевченко".to_owned(),
                born: "28 lutego 2015".to_owned(),
                identity,
                school_name: "Szkoła Podstawowa nr 118".to_owned(),
                school_address: "ul. Klonowa 12, 05-118 Lipniki".to_owned(),
                head: "Maria Nowak".to_owned(),
                issued_on: String::new(),
                number: String::new(),
                portrait: Vec::new(),
                duplicate: false,
            };
            preview(&face, &layout, "").unwrap()
        };
        let with = |identity, note: bool| {
            let svg = shown(identity);
            assert!(svg.contains(">Numer PESEL</text>"), "what is on the blank stays");
            assert_eq!(svg.contains(">dokument (§ 24)</text>"), note, "{svg}");
            svg
        };
        with(IdentityLine::Pesel("•••••••4422".to_owned()), false);
        assert!(with(IdentityLine::Document("paszport •••731".to_owned()), true).contains(">paszport •••731</text>"));
    }
}
