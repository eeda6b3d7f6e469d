//! A paper in the making: what is drawn where, and what it means to a screen reader.
//!
//! Everything is set before anything is drawn, so drawing cannot fail half-way.

use std::num::NonZeroU16;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, Tag, TagGroup, TagKind, TagTree};

use super::LetterError;
use crate::code::Code;
use crate::font::lines::Pieces;
use crate::font::{Line, PT_PER_MM, Typeface, Weight};

/// Baseline to baseline in running text, em.
pub(super) const PITCH_EM: f32 = 1.32;

/// Something drawn; lengths in mm.
pub(super) enum Mark {
    /// A line of text.
    Text(Line),
    /// A grey rectangle: ground or rule. 0 is black, 255 white.
    Fill { x: f32, y: f32, w: f32, h: f32, grey: u8 },
    /// A QR code with its upper left corner and its side.
    Code { code: Code, x: f32, y: f32, side: f32 },
    /// A picture with its upper left corner and its size.
    Picture { picture: Image, x: f32, y: f32, w: f32, h: f32 },
}

impl Mark {
    /// The same, further down; only text is moved after it was set.
    pub(super) fn lowered(mut self, by_mm: f32) -> Self {
        if let Self::Text(line) = &mut self {
            line.y_mm += by_mm;
        }
        self
    }

    /// The same text, ending at `right` mm.
    pub(super) fn flush_right(mut self, right: f32) -> Self {
        if let Self::Text(line) = &mut self {
            line.x_mm = right - line.width_mm();
        }
        self
    }
}

/// A node of the paper's meaning.
pub(super) enum Element {
    /// Something that holds other things: a table, a row, a list.
    Group(TagKind, Vec<Element>),
    /// Something that is read.
    Leaf { tag: TagKind, page: usize, marks: Vec<Mark> },
    /// Something that is not read: rules, page numbers, repeated headers.
    Decoration { kind: ArtifactType, page: usize, marks: Vec<Mark> },
}

impl Element {
    /// The same on another page.
    pub(super) fn on(self, page: usize) -> Self {
        match self {
            Self::Group(tag, children) => Self::Group(tag, children.into_iter().map(|child| child.on(page)).collect()),
            Self::Leaf { tag, marks, .. } => Self::Leaf { tag, page, marks },
            Self::Decoration { kind, marks, .. } => Self::Decoration { kind, page, marks },
        }
    }
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) weight: Weight,
    pub(super) size_pt: f32,
}

impl Style {
    pub(super) const fn new(weight: Weight, size_pt: f32) -> Self {
        Self { weight, size_pt }
    }

    /// Distance of two baselines, mm.
    pub(super) fn pitch_mm(self) -> f32 {
        self.size_pt * PITCH_EM / PT_PER_MM
    }
}

/// Sets a text in a column; returns its lines and the y of the next free baseline box.
///
/// # Errors
/// [`LetterError::Font`] if a character has no glyph.
pub(super) fn flow(
    text: &str,
    style: Style,
    (x, top, width): (f32, f32, f32),
) -> Result<(Vec<Mark>, f32), LetterError> {
    let face = Typeface::of(style.weight)?;
    let runs = Pieces::cut(face, text, true)?.filled(width * PT_PER_MM / style.size_pt)?;
    let mut y = top;
    let mut marks = Vec::with_capacity(runs.len());
    for run in runs {
        marks.push(Mark::Text(Line {
            run,
            weight: style.weight,
            x_mm: x,
            // Capitals stand in the middle of their pitch.
            y_mm: y + style.pitch_mm() / 2.0 + face.capital() * style.size_pt / PT_PER_MM / 2.0,
            size_pt: style.size_pt,
        }));
        y += style.pitch_mm();
    }
    Ok((marks, y))
}

/// A heading of level 1 or 2.
pub(super) fn heading(level: u16, text: &str) -> TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    Tag::Hn(level, Some(text.to_owned())).into()
}

/// A paper: size, title and content.
pub(super) struct Paper {
    title: String,
    w_mm: f32,
    h_mm: f32,
    pub(super) elements: Vec<Element>,
}

impl Paper {
    /// An empty paper of this size in mm.
    pub(super) fn new(title: &str, w_mm: f32, h_mm: f32) -> Self {
        Self { title: title.to_owned(), w_mm, h_mm, elements: Vec::new() }
    }

    /// Adds a text that is read; returns the y below it.
    ///
    /// # Errors
    /// [`LetterError::Font`] if a character has no glyph.
    pub(super) fn text(
        &mut self,
        tag: impl Into<TagKind>,
        text: &str,
        style: Style,
        place: (f32, f32, f32),
    ) -> Result<f32, LetterError> {
        let (marks, below) = flow(text, style, place)?;
        self.elements.push(Element::Leaf { tag: tag.into(), page: 0, marks });
        Ok(below)
    }

    /// Writes the PDF: tagged, titled, in Polish; the writer itself checks PDF/UA-1.
    ///
    /// # Errors
    /// [`LetterError::Pdf`] if the writer refuses.
    pub(super) fn write(self) -> Result<Vec<u8>, LetterError> {
        let configuration = ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|error| LetterError::Pdf(format!("{error:?}")))?;
        let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        document.set_metadata(Metadata::new().title(self.title.clone()).language("pl".to_owned()));
        document.set_outline(outline(&self.title));
        let names = self.draw(&mut document)?;
        document.set_tag_tree(tree(self.elements, names));
        document.finish().map_err(|error| LetterError::Pdf(error.to_string()))
    }

    /// Draws page by page; returns the names of the leaves in reading order.
    fn draw(&self, document: &mut Document) -> Result<Vec<Identifier>, LetterError> {
        let mut flat = Vec::new();
        flatten(&self.elements, &mut flat);
        let pages = flat.iter().map(|&(page, ..)| page + 1).max().unwrap_or(1);
        let mut names = Vec::new();
        for page in 0..pages {
            let settings = PageSettings::from_wh(self.w_mm * PT_PER_MM, self.h_mm * PT_PER_MM)
                .ok_or_else(|| LetterError::Pdf("the paper has no size".to_owned()))?;
            let mut sheet = document.start_page_with(settings);
            let mut surface = sheet.surface();
            for &(_, content, marks) in flat.iter().filter(|&&(on, ..)| on == page) {
                let name = surface.start_tagged(content);
                for mark in marks {
                    draw_mark(&mut surface, mark);
                }
                surface.end_tagged();
                if matches!(content, ContentTag::Other) {
                    names.push(name);
                }
            }
        }
        Ok(names)
    }
}

fn flatten<'a>(elements: &'a [Element], into: &mut Vec<(usize, ContentTag<'static>, &'a [Mark])>) {
    for element in elements {
        match element {
            Element::Group(_, children) => flatten(children, into),
            Element::Leaf { page, marks, .. } => into.push((*page, ContentTag::Other, marks)),
            Element::Decoration { kind, page, marks } => {
                let artifact = Artifact::with_kind(*kind);
                into.push((*page, ContentTag::Artifact(artifact), marks));
            }
        }
    }
}

/// Leaves are drawn in reading order, so their names come in the order of the tree.
fn tree(elements: Vec<Element>, names: Vec<Identifier>) -> TagTree {
    let mut names = names.into_iter();
    let mut tree = TagTree::new().with_lang(Some("pl".to_owned()));
    for node in nodes(elements, &mut names) {
        tree.push(node);
    }
    tree
}

fn nodes(elements: Vec<Element>, names: &mut std::vec::IntoIter<Identifier>) -> Vec<Node> {
    let mut all = Vec::new();
    for element in elements {
        match element {
            Element::Group(tag, children) => {
                let children = nodes(children, names);
                all.push(TagGroup::with_children(tag, children).into());
            }
            Element::Leaf { tag, .. } => {
                let children = names.next().map(Node::from).into_iter().collect();
                all.push(TagGroup::with_children(tag, children).into());
            }
            Element::Decoration { .. } => {}
        }
    }
    all
}

fn outline(title: &str) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.to_owned(), top));
    outline
}

fn draw_mark(surface: &mut Surface, mark: &Mark) {
    match mark {
        Mark::Text(line) => {
            surface.set_fill(Some(grey(0)));
            line.draw(surface);
        }
        Mark::Fill { x, y, w, h, grey: shade } => {
            surface.set_fill(Some(grey(*shade)));
            rectangles(surface, std::iter::once((*x, *y, *w, *h)));
        }
        Mark::Code { code, x, y, side } => {
            surface.set_fill(Some(grey(0)));
            // A code has fewer than 200 modules on a side.
            let module = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
            let unit = side / module(code.side);
            let place = |n: usize| module(n) * unit;
            rectangles(surface, code.runs.iter().map(|run| (x + place(run.x), y + place(run.y), place(run.len), unit)));
        }
        Mark::Picture { picture, x, y, w, h } => {
            let Some(size) = Size::from_wh(w * PT_PER_MM, h * PT_PER_MM) else { return };
            surface.push_transform(&Transform::from_translate(x * PT_PER_MM, y * PT_PER_MM));
            surface.draw_image(picture.clone(), size);
            surface.pop();
        }
    }
}

fn rectangles(surface: &mut Surface, areas: impl Iterator<Item = (f32, f32, f32, f32)>) {
    let mut path = PathBuilder::new();
    for (x, y, w, h) in areas {
        let area = Rect::from_xywh(x * PT_PER_MM, y * PT_PER_MM, w * PT_PER_MM, h * PT_PER_MM);
        if let Some(area) = area {
            path.push_rect(area);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn grey(shade: u8) -> Fill {
    Fill { paint: luma::Color::new(shade).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}
