//! A ruled table over as many A4 landscape pages as it needs, its header on each of them.

use krilla::tagging::{ArtifactType, TableHeaderScope, Tag, TagKind};

use super::LetterError;
use super::paper::{Element, Mark, Paper, Style, flow, heading};
use crate::font::Weight;

const W_MM: f32 = 297.0;
const H_MM: f32 = 210.0;
const MARGIN_MM: f32 = 12.0;
const WIDTH_MM: f32 = W_MM - 2.0 * MARGIN_MM;
/// Nothing but the footer stands below.
const BOTTOM_MM: f32 = H_MM - 15.0;
const PAD_MM: f32 = 1.6;
/// Room above a closing line: somebody may sign on it.
const CLOSING_MM: f32 = 5.0;
const RULE_MM: f32 = 0.18;
const RULE_GREY: u8 = 110;
const HEAD_GREY: u8 = 236;

const TITLE: Style = Style::new(Weight::Bold, 15.0);
const SCHOOL: Style = Style::new(Weight::Bold, 9.5);
const SMALL: Style = Style::new(Weight::Regular, 8.5);
const HEAD: Style = Style::new(Weight::Bold, 7.5);
const CELL: Style = Style::new(Weight::Regular, 8.5);
const FOOT: Style = Style::new(Weight::Regular, 7.5);

/// A column: its head and its share of the width.
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) share: f32,
}

/// A whole paper that consists of a head, a table and closing lines.
pub(super) struct TablePaper<'a> {
    /// Name and address of the school.
    pub(super) school: (&'a str, &'a str),
    /// Heading and title of the document.
    pub(super) title: &'a str,
    /// What, of when, by which rule.
    pub(super) about: &'a [String],
    pub(super) columns: &'a [Column],
    pub(super) rows: Vec<Vec<String>>,
    /// Least height of a row: room to sign.
    pub(super) row_mm: f32,
    /// Lines after the table.
    pub(super) closing: &'a [String],
}

/// A row set at the top of a page, to be moved down to its place.
struct Row {
    /// Marks of each cell and the height of its text.
    cells: Vec<(Vec<Mark>, f32)>,
    height: f32,
}

impl TablePaper<'_> {
    /// Writes the PDF.
    ///
    /// # Errors
    /// [`LetterError`] if a glyph is missing or the writer refuses.
    pub(super) fn write(self) -> Result<Vec<u8>, LetterError> {
        let mut paper = Paper::new(self.title, W_MM, H_MM);
        let top = self.head(&mut paper)?;
        let widths = self.widths();
        let head = self.row(self.columns.iter().map(|column| column.title), HEAD, 0.0)?;
        let head_mm = head.height;
        let rows = self
            .rows
            .iter()
            .map(|cells| self.row(cells.iter().map(String::as_str), CELL, self.row_mm))
            .collect::<Result<Vec<_>, _>>()?;
        let header =
            Element::Group(Tag::THead.into(), vec![head.place(0, top, || Tag::TH(TableHeaderScope::Column).into())]);
        let (closing, closing_mm) = self.closing_lines()?;
        let mut grid = Grid::open(widths, head_mm, 0, top);
        let mut grids = Vec::new();
        let mut body = Vec::with_capacity(rows.len());
        let last = rows.len().saturating_sub(1);
        for (i, row) in rows.into_iter().enumerate() {
            // The closing lines never stand alone on a page.
            let company = if i == last { closing_mm } else { 0.0 };
            if grid.y + row.height + company > BOTTOM_MM {
                let next = Grid::open(self.widths(), head_mm, grid.page + 1, MARGIN_MM);
                grids.push(std::mem::replace(&mut grid, next));
            }
            let height = row.height;
            body.push(row.place(grid.page, grid.y, || Tag::TD.into()));
            grid.row(height);
        }
        let (page, y) = (grid.page, grid.y);
        grids.push(grid);
        self.decorate(&mut paper, grids)?;
        let mut table = vec![header];
        if !body.is_empty() {
            table.push(Element::Group(Tag::TBody.into(), body));
        }
        paper.elements.push(Element::Group(Tag::Table.into(), table));
        for marks in closing {
            let marks = marks.into_iter().map(|mark| mark.lowered(y)).collect();
            paper.elements.push(Element::Leaf { tag: Tag::P.into(), page, marks });
        }
        paper.write()
    }

    /// What is seen and not read: rules and grounds below everything, repeated headers, footers.
    fn decorate(&self, paper: &mut Paper, grids: Vec<Grid>) -> Result<(), LetterError> {
        let pages = grids.len();
        let rules: Vec<_> = grids.into_iter().map(Grid::close).collect();
        paper.elements.splice(0..0, rules);
        for page in 1..pages {
            paper.elements.push(self.repeated(page)?);
        }
        self.footers(paper, pages)
    }

    fn head(&self, paper: &mut Paper) -> Result<f32, LetterError> {
        let at = |y| (MARGIN_MM, y, WIDTH_MM);
        let (name, address) = self.school;
        let mut y = paper.text(Tag::P, name, SCHOOL, at(MARGIN_MM))?;
        if !address.is_empty() {
            y = paper.text(Tag::P, address, SMALL, at(y))?;
        }
        y = paper.text(heading(1, self.title), self.title, TITLE, at(y + 2.5))?;
        for line in self.about {
            y = paper.text(Tag::P, line, SMALL, at(y))?;
        }
        Ok(y + 2.5)
    }

    fn widths(&self) -> Vec<f32> {
        let whole: f32 = self.columns.iter().map(|column| column.share).sum();
        self.columns.iter().map(|column| column.share / whole * WIDTH_MM).collect()
    }

    fn row<'t>(&self, texts: impl Iterator<Item = &'t str>, style: Style, least: f32) -> Result<Row, LetterError> {
        let mut x = MARGIN_MM;
        let mut height = least;
        let mut cells = Vec::new();
        for (text, width) in texts.zip(self.widths()) {
            let place = (x + PAD_MM, PAD_MM, width - 2.0 * PAD_MM);
            let (marks, below) = flow(text, style, place)?;
            cells.push((marks, below - PAD_MM));
            height = height.max(below + PAD_MM);
            x += width;
        }
        Ok(Row { cells, height })
    }

    /// The header on a further page: seen, but read only once.
    fn repeated(&self, page: usize) -> Result<Element, LetterError> {
        let head = self.row(self.columns.iter().map(|column| column.title), HEAD, 0.0)?;
        let marks = head.cells.into_iter().flat_map(|(marks, text)| {
            let down = MARGIN_MM + (head.height - text) / 2.0 - PAD_MM;
            marks.into_iter().map(move |mark| mark.lowered(down))
        });
        Ok(Element::Decoration { kind: ArtifactType::PaginationOther, page, marks: marks.collect() })
    }

    /// The closing lines, set from 0 down, and their height.
    fn closing_lines(&self) -> Result<(Vec<Vec<Mark>>, f32), LetterError> {
        let mut y = 0.0;
        let mut lines = Vec::new();
        for line in self.closing {
            let (marks, below) = flow(line, SMALL, (MARGIN_MM, y + CLOSING_MM, WIDTH_MM))?;
            lines.push(marks);
            y = below;
        }
        Ok((lines, y))
    }

    fn footers(&self, paper: &mut Paper, pages: usize) -> Result<(), LetterError> {
        for page in 0..pages {
            let y = H_MM - 12.0;
            let (mut marks, _) = flow(self.title, FOOT, (MARGIN_MM, y, WIDTH_MM / 2.0))?;
            let number = format!("strona {} z {pages}", page + 1);
            let (numbers, _) = flow(&number, FOOT, (MARGIN_MM, y, WIDTH_MM))?;
            marks.extend(numbers.into_iter().map(|mark| mark.flush_right(W_MM - MARGIN_MM)));
            paper.elements.push(Element::Decoration { kind: ArtifactType::Footer, page, marks });
        }
        Ok(())
    }
}

impl Row {
    fn place(self, page: usize, y: f32, tag: impl Fn() -> TagKind) -> Element {
        let cells = self.cells.into_iter().map(|(marks, text)| {
            // Text stands in the middle of a row that is taller than it.
            let down = y + (self.height - text) / 2.0 - PAD_MM;
            Element::Leaf { tag: tag(), page, marks: marks.into_iter().map(|mark| mark.lowered(down)).collect() }
        });
        Element::Group(Tag::TR.into(), cells.collect())
    }
}

/// The rules of the table on one page.
struct Grid {
    widths: Vec<f32>,
    page: usize,
    top: f32,
    y: f32,
    marks: Vec<Mark>,
}

impl Grid {
    /// Begins with the ground of the header.
    fn open(widths: Vec<f32>, head_mm: f32, page: usize, top: f32) -> Self {
        let ground = Mark::Fill { x: MARGIN_MM, y: top, w: WIDTH_MM, h: head_mm, grey: HEAD_GREY };
        let mut grid = Self { widths, page, top, y: top, marks: vec![ground] };
        grid.rule();
        grid.row(head_mm);
        grid
    }

    fn row(&mut self, height: f32) {
        self.y += height;
        self.rule();
    }

    fn rule(&mut self) {
        self.marks.push(Mark::Fill {
            x: MARGIN_MM,
            y: self.y - RULE_MM / 2.0,
            w: WIDTH_MM,
            h: RULE_MM,
            grey: RULE_GREY,
        });
    }

    fn close(mut self) -> Element {
        let mut x = MARGIN_MM;
        for width in std::iter::once(0.0).chain(self.widths) {
            x += width;
            self.marks.push(Mark::Fill {
                x: x - RULE_MM / 2.0,
                y: self.top - RULE_MM / 2.0,
                w: RULE_MM,
                h: self.y - self.top + RULE_MM,
                grey: RULE_GREY,
            });
        }
        Element::Decoration { kind: ArtifactType::Layout, page: self.page, marks: self.marks }
    }
}
