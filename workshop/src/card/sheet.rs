//! The print file: one page per card front, exactly the size of the card.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::geom::{PathBuilder, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::FillRule;
use krilla::surface::Surface;

use super::layout::{FieldName, Layout, PhotoBox};
use super::{CardError, Face, SetField, paragraphs, set};
use crate::font::PT_PER_MM;

/// The printed overlay of a print run.
pub struct Sheet {
    /// One page per card, in the order given.
    pub pdf: Vec<u8>,
    /// Texts that came out small; the secretary looks at them.
    pub notes: Vec<FitNote>,
}

/// A text that was set smaller than its field likes.
#[derive(Clone, Debug, PartialEq)]
pub struct FitNote {
    /// Which card, from 0.
    pub card: usize,
    /// Which field.
    pub field: FieldName,
    /// The size it got, in points.
    pub size_pt: f32,
}

/// A card that is ready to draw; nothing can fail after this.
struct Ready<'a> {
    fields: Vec<SetField<'a>>,
    portrait: Image,
    /// Size of the whole portrait on the card, mm.
    covers_mm: (f32, f32),
}

/// Draws the fronts: data in black and the photo, nothing of the blank's own print.
///
/// The same cards give the same bytes.
///
/// # Errors
/// [`CardError`] for the first card that cannot be printed; nothing is drawn then.
pub fn sheet(cards: &[Face], layout: &Layout) -> Result<Sheet, CardError> {
    if cards.is_empty() {
        return Err(CardError::NoCards);
    }
    let ready =
        cards.iter().enumerate().map(|(card, face)| prepare(face, layout, card)).collect::<Result<Vec<_>, _>>()?;
    let notes = ready.iter().enumerate().flat_map(|(card, ready)| notes(&ready.fields, card)).collect();
    let pdf = draw(&ready, layout)?;
    Ok(Sheet { pdf, notes })
}

fn prepare<'a>(face: &Face, layout: &'a Layout, card: usize) -> Result<Ready<'a>, CardError> {
    for field in layout.fields.iter().map(|field| field.name) {
        if field != FieldName::Duplicate && paragraphs(face, field).is_empty() {
            return Err(CardError::Empty { card, field });
        }
    }
    let portrait = Image::from_jpeg(face.portrait.clone().into(), false).map_err(|_| CardError::Portrait { card })?;
    let (covers_mm, dpi) = cover(portrait.size(), layout.photo);
    if dpi < layout.photo.min_dpi {
        return Err(CardError::Coarse { card, dpi });
    }
    Ok(Ready { fields: set(face, layout, card)?, portrait, covers_mm })
}

/// Size in mm at which the whole portrait just covers the box, and its dots per inch there.
fn cover((w, h): (u32, u32), photo: PhotoBox) -> ((f32, f32), f32) {
    // JPEG sides are below 2^16, which f32 holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^24")]
    let (w, h) = (w as f32, h as f32);
    let mm_per_px = (photo.w_mm / w).max(photo.h_mm / h);
    ((w * mm_per_px, h * mm_per_px), 25.4 / mm_per_px)
}

/// The texts of a card that will come out small, before anything is drawn. `card` counts from 0.
///
/// # Errors
/// [`CardError::Fit`] for a text that cannot be set at all.
pub fn fit_notes(face: &Face, layout: &Layout, card: usize) -> Result<Vec<FitNote>, CardError> {
    Ok(notes(&set(face, layout, card)?, card).collect())
}

fn notes<'a>(fields: &'a [SetField<'a>], card: usize) -> impl Iterator<Item = FitNote> + 'a {
    fields.iter().filter_map(move |set| {
        let size_pt = set.lines.first()?.size_pt;
        (size_pt < set.field.flag_pt).then_some(FitNote { card, field: set.field.name, size_pt })
    })
}

fn draw(cards: &[Ready], layout: &Layout) -> Result<Vec<u8>, CardError> {
    // The overlay is read by a printer, not by a person: no structure tree.
    let mut document = Document::new_with(SerializeSettings { enable_tagging: false, ..SerializeSettings::default() });
    document.set_metadata(
        Metadata::new().title(format!("Legitymacje szkolne, wzór {}", layout.id)).language("pl".to_owned()),
    );
    let (w, h) = (layout.width_mm * PT_PER_MM, layout.height_mm * PT_PER_MM);
    for card in cards {
        let settings = PageSettings::from_wh(w, h).ok_or_else(|| CardError::Pdf("the card has no size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        draw_portrait(&mut surface, card, layout.photo);
        for line in card.fields.iter().flat_map(|set| &set.lines) {
            line.draw(&mut surface);
        }
    }
    document.finish().map_err(|error| CardError::Pdf(error.to_string()))
}

/// The portrait is embedded untouched and cut by a clip, so that no dot of it is lost.
fn draw_portrait(surface: &mut Surface, card: &Ready, photo: PhotoBox) {
    let (w, h) = card.covers_mm;
    let frame =
        Rect::from_xywh(photo.x_mm * PT_PER_MM, photo.y_mm * PT_PER_MM, photo.w_mm * PT_PER_MM, photo.h_mm * PT_PER_MM);
    let mut clip = PathBuilder::new();
    if let Some(frame) = frame {
        clip.push_rect(frame);
    }
    let (Some(clip), Some(size)) = (clip.finish(), Size::from_wh(w * PT_PER_MM, h * PT_PER_MM)) else {
        return;
    };
    let left = photo.x_mm - (w - photo.w_mm) / 2.0;
    let top = photo.y_mm - (h - photo.h_mm) / 2.0;
    surface.push_clip_path(&clip, &FillRule::NonZero);
    surface.push_transform(&Transform::from_translate(left * PT_PER_MM, top * PT_PER_MM));
    surface.draw_image(card.portrait.clone(), size);
    surface.pop();
    surface.pop();
}
