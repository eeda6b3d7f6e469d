//! What a confined child and its parent say to each other. Both ends use this file.
//!
//! The request is one argument of the child's command line ([`Request::to_text`]), so that the spooled upload can be
//! its standard input as it stands: nothing is copied, and the child reads to the end. The child writes two frames:
//! [`Walls`] once its walls stand, then a [`Reply`]. A frame is three lengths (little endian, four bytes each) and
//! as many bytes: words in JSON and up to two pictures, a table or a list. The parent believes no length beyond the
//! bounds here. A pack is larger than what a child may hold, so it is read where it lies, from its end.

use std::io::{self, Cursor, Read, Seek, Write};

use eye::{Outcome, Place, Thresholds};
use school::photo::Crop;
use serde::{Deserialize, Serialize};

use super::{Cut, Fault, Intake, MOST_BYTES, Profile, Verdict};
use crate::photo_pack::{Pack, PackFault, Packed, Skipped};
use crate::table::{self, Table, TableFault};

/// Quality of a picture for a receiver: what is printed should not show that it was compressed.
const DEVELOPED: u8 = 93;

/// Bytes of a frame's three lengths.
pub const HEAD: usize = 12;
const MOST_WORDS: u32 = 64 << 10;
const MOST_PICTURE: u32 = 16 << 20;

/// The other end does not speak as agreed.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// A frame longer than any of ours.
    #[error("the frame is too long")]
    TooLong,
    /// Words that mean nothing.
    #[error("the words make no sense: {0}")]
    Nonsense(#[from] serde_json::Error),
    /// A check or part of a reply that this program does not know.
    #[error("the words name something unknown")]
    Unknown,
}

/// What is asked of a child. The bytes stand on its standard input.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// An upload.
    Intake,
    /// A clean source, with the frame to cut.
    Cut(Crop),
    /// An upload, judged by a school's own limits.
    IntakeBy(Box<Thresholds>),
    /// A clean source, with the frame to cut, judged by a school's own limits.
    CutBy(Box<Thresholds>, Crop),
    /// A file, with the frame in pixels of the upright picture, for one receiver.
    Develop(Crop, Profile),
    /// A school's logo.
    Logo,
    /// A table: CSV or a workbook.
    Table,
    /// A workbook, of which this sheet is wanted among those that can be seen.
    Sheet(usize),
    /// A photographer's pack: what is in it.
    Pack,
    /// A photographer's pack, with the place of a photo in it, judged by a school's own limits.
    Packed(Box<Thresholds>, usize),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RequestWords {
    Intake,
    Cut([f64; 4]),
    IntakeBy(Box<Thresholds>),
    CutBy(Box<Thresholds>, [f64; 4]),
    Develop([f64; 4], Profile),
    Logo,
    Table,
    Sheet(usize),
    Pack,
    Packed(Box<Thresholds>, usize),
}

impl Request {
    /// For the child's command line.
    ///
    /// # Errors
    /// [`WireError::Nonsense`] never happens for these words, but is not ours to rule out.
    pub fn to_text(&self) -> Result<String, WireError> {
        Ok(serde_json::to_string(&match self.clone() {
            Self::Intake => RequestWords::Intake,
            Self::Cut(crop) => RequestWords::Cut(numbers(crop)),
            Self::IntakeBy(limits) => RequestWords::IntakeBy(limits),
            Self::CutBy(limits, crop) => RequestWords::CutBy(limits, numbers(crop)),
            Self::Develop(crop, profile) => RequestWords::Develop(numbers(crop), profile),
            Self::Logo => RequestWords::Logo,
            Self::Table => RequestWords::Table,
            Self::Sheet(sheet) => RequestWords::Sheet(sheet),
            Self::Pack => RequestWords::Pack,
            Self::Packed(limits, place) => RequestWords::Packed(limits, place),
        })?)
    }

    /// Is it about a pack? A pack is read where it lies, see [`perform_on_pack`]: it is larger than a child's memory.
    #[must_use]
    pub fn is_about_a_pack(&self) -> bool {
        matches!(self, Self::Pack | Self::Packed(..))
    }

    /// The child's side of [`Request::to_text`].
    ///
    /// # Errors
    /// [`WireError::Nonsense`].
    pub fn from_text(text: &str) -> Result<Self, WireError> {
        Ok(match serde_json::from_str(text)? {
            RequestWords::Intake => Self::Intake,
            RequestWords::Cut(crop) => Self::Cut(frame(crop)),
            RequestWords::IntakeBy(limits) => Self::IntakeBy(limits),
            RequestWords::CutBy(limits, crop) => Self::CutBy(limits, frame(crop)),
            RequestWords::Develop(crop, profile) => Self::Develop(frame(crop), profile),
            RequestWords::Logo => Self::Logo,
            RequestWords::Table => Self::Table,
            RequestWords::Sheet(sheet) => Self::Sheet(sheet),
            RequestWords::Pack => Self::Pack,
            RequestWords::Packed(limits, place) => Self::Packed(limits, place),
        })
    }
}

fn numbers(crop: Crop) -> [f64; 4] {
    [crop.cx, crop.cy, crop.w, crop.angle]
}

fn frame([cx, cy, w, angle]: [f64; 4]) -> Crop {
    Crop { cx, cy, w, angle }
}

/// A child's first words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walls {
    /// How much of the file system wall the kernel could raise. The other walls stand, or the child would be silent.
    pub landlock: Landlock,
}

/// What Landlock forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Landlock {
    /// Everything this program knows how to forbid.
    Full,
    /// An older kernel: files are forbidden, newer rights are not known to it.
    Partial,
    /// No Landlock in this kernel; the system call filter stands alone.
    Missing,
}

/// A child's answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Request::Intake`], [`Request::IntakeBy`] and [`Request::Packed`].
    Intake(Intake),
    /// To [`Request::Cut`] and [`Request::CutBy`].
    Cut(Cut),
    /// To [`Request::Develop`] and [`Request::Logo`]: a JPEG.
    Developed(Vec<u8>),
    /// The picture cannot be used.
    Refused(Fault),
    /// To [`Request::Table`] and [`Request::Sheet`].
    Table(Table),
    /// The table cannot be read.
    NoTable(TableFault),
    /// To [`Request::Pack`].
    Pack(Vec<Packed>),
    /// The pack cannot be opened.
    NoPack(PackFault),
    /// The file in the pack is passed over.
    PassedOver(Skipped),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReplyWords {
    Intake {
        width: u32,
        height: u32,
        crop: [f64; 4],
        verdicts: Vec<VerdictWords>,
        people: Vec<Place>,
        upright: (u32, u32),
    },
    Cut {
        width: u32,
        height: u32,
        verdicts: Vec<VerdictWords>,
    },
    Developed,
    Refused(Fault),
    Table,
    NoTable(TableFault),
    Pack,
    NoPack(PackFault),
    PassedOver(Skipped),
}

/// Code of the check, outcome, value, limit, place.
type VerdictWords = (String, Outcome, f64, f64, Option<Place>);

fn to_words(verdicts: &[Verdict]) -> Vec<VerdictWords> {
    verdicts.iter().map(|v| (v.check.code().to_owned(), v.outcome, v.value, v.limit, v.place)).collect()
}

fn from_words(words: Vec<VerdictWords>) -> Result<Vec<Verdict>, WireError> {
    let verdict = |(check, outcome, value, limit, place): VerdictWords| {
        let check = check.parse().map_err(|_| WireError::Unknown)?;
        Ok(Verdict { check, outcome, value, limit, place })
    };
    words.into_iter().map(verdict).collect()
}

/// One message of a child: words and up to two pictures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// JSON.
    pub words: Vec<u8>,
    /// The clean source, or the portrait.
    pub first: Vec<u8>,
    /// The review picture.
    pub second: Vec<u8>,
}

impl Frame {
    /// Makes room for a frame whose lengths are known.
    ///
    /// # Errors
    /// [`WireError::TooLong`].
    pub fn announced(head: [u8; HEAD]) -> Result<Self, WireError> {
        let length = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (words, first, second) = (length(0), length(4), length(8));
        if words > MOST_WORDS || first > MOST_PICTURE || second > MOST_PICTURE {
            return Err(WireError::TooLong);
        }
        let room = |length: u32| vec![0; length as usize];
        Ok(Self { words: room(words), first: room(first), second: room(second) })
    }

    /// Writes the frame.
    ///
    /// # Errors
    /// When the other end is gone.
    pub fn write(&self, output: &mut impl Write) -> io::Result<()> {
        for part in [&self.words, &self.first, &self.second] {
            let length = u32::try_from(part.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
            output.write_all(&length.to_le_bytes())?;
        }
        for part in [&self.words, &self.first, &self.second] {
            output.write_all(part)?;
        }
        output.flush()
    }

    /// Reads a frame.
    ///
    /// # Errors
    /// When the other end is gone or announces too much.
    pub fn read(input: &mut impl Read) -> io::Result<Self> {
        let mut head = [0; HEAD];
        input.read_exact(&mut head)?;
        let mut frame = Self::announced(head).map_err(io::Error::other)?;
        for part in [&mut frame.words, &mut frame.first, &mut frame.second] {
            input.read_exact(part)?;
        }
        Ok(frame)
    }

    /// A child's first frame.
    ///
    /// # Errors
    /// [`WireError::Nonsense`].
    pub fn walls(walls: Walls) -> Result<Self, WireError> {
        Ok(Self { words: serde_json::to_vec(&walls)?, ..Self::default() })
    }

    /// The parent's side of [`Frame::walls`].
    ///
    /// # Errors
    /// [`WireError::Nonsense`].
    pub fn to_walls(&self) -> Result<Walls, WireError> {
        Ok(serde_json::from_slice(&self.words)?)
    }

    /// A child's second frame.
    ///
    /// # Errors
    /// [`WireError::Nonsense`].
    pub fn reply(reply: Reply) -> Result<Self, WireError> {
        let (words, first, second) = match reply {
            Reply::Intake(Intake { clean, width, height, crop, verdicts, people, upright, .. }) => {
                let (crop, verdicts) = (numbers(crop), to_words(&verdicts));
                (ReplyWords::Intake { width, height, crop, verdicts, people, upright }, clean, vec![])
            }
            Reply::Cut(Cut { portrait, portrait_width: width, portrait_height: height, review, verdicts, .. }) => {
                (ReplyWords::Cut { width, height, verdicts: to_words(&verdicts) }, portrait, review)
            }
            Reply::Developed(jpeg) => (ReplyWords::Developed, jpeg, vec![]),
            Reply::Refused(fault) => (ReplyWords::Refused(fault), vec![], vec![]),
            Reply::Table(table) => told(&table)?,
            Reply::NoTable(fault) => (ReplyWords::NoTable(fault), vec![], vec![]),
            Reply::Pack(entries) => listed(&entries)?,
            Reply::NoPack(fault) => (ReplyWords::NoPack(fault), vec![], vec![]),
            Reply::PassedOver(skipped) => (ReplyWords::PassedOver(skipped), vec![], vec![]),
        };
        Ok(Self { words: serde_json::to_vec(&words)?, first, second })
    }

    /// The parent's side of [`Frame::reply`].
    ///
    /// # Errors
    /// [`WireError::Nonsense`], [`WireError::Unknown`].
    pub fn into_reply(self) -> Result<Reply, WireError> {
        Ok(match serde_json::from_slice(&self.words)? {
            ReplyWords::Intake { width, height, crop, verdicts, people, upright } => {
                let verdicts = from_words(verdicts)?;
                Reply::Intake(Intake {
                    clean: self.first,
                    width,
                    height,
                    crop: frame(crop),
                    advice: verdicts.iter().filter_map(Verdict::advice).collect(),
                    faces: u8::try_from(people.len()).unwrap_or(u8::MAX),
                    verdicts,
                    people,
                    upright,
                })
            }
            ReplyWords::Cut { width, height, verdicts } => {
                let verdicts = from_words(verdicts)?;
                Reply::Cut(Cut {
                    portrait: self.first,
                    portrait_width: width,
                    portrait_height: height,
                    review: self.second,
                    advice: verdicts.iter().filter_map(Verdict::advice).collect(),
                    verdicts,
                })
            }
            ReplyWords::Developed => Reply::Developed(self.first),
            ReplyWords::Refused(fault) => Reply::Refused(fault),
            ReplyWords::Table => Reply::Table(serde_json::from_slice(&self.first)?),
            ReplyWords::NoTable(fault) => Reply::NoTable(fault),
            ReplyWords::Pack => Reply::Pack(serde_json::from_slice(&self.first)?),
            ReplyWords::NoPack(fault) => Reply::NoPack(fault),
            ReplyWords::PassedOver(skipped) => Reply::PassedOver(skipped),
        })
    }
}

/// A table stands where a picture would. One that does not fit there has more text than any list of a school.
fn told(table: &Table) -> Result<(ReplyWords, Vec<u8>, Vec<u8>), WireError> {
    let told = serde_json::to_vec(table)?;
    Ok(match told.len() > MOST_PICTURE as usize {
        true => (ReplyWords::NoTable(TableFault::TooManyRows), vec![], vec![]),
        false => (ReplyWords::Table, told, vec![]),
    })
}

/// The list of a pack stands there, too; one that does not fit has more names than any school has pupils.
fn listed(entries: &[Packed]) -> Result<(ReplyWords, Vec<u8>, Vec<u8>), WireError> {
    let told = serde_json::to_vec(entries)?;
    Ok(match told.len() > MOST_PICTURE as usize {
        true => (ReplyWords::NoPack(PackFault::TooMany), vec![], vec![]),
        false => (ReplyWords::Pack, told, vec![]),
    })
}

/// The child's work on a pack, read where it lies.
#[must_use]
pub fn perform_on_pack(request: Request, input: impl Read + Seek) -> Reply {
    let mut pack = match Pack::open(input) {
        Ok(pack) => pack,
        Err(fault) => return Reply::NoPack(fault),
    };
    let Request::Packed(limits, place) = request else { return Reply::Pack(pack.entries().to_vec()) };
    let Some(entry) = pack.at(place) else { return Reply::PassedOver(Skipped::Damaged) };
    match pack.photo(&entry) {
        Ok(bytes) => super::intake_by(&limits, bytes).map_or_else(Reply::Refused, Reply::Intake),
        Err(skipped) => Reply::PassedOver(skipped),
    }
}

/// The child's work: everything on `input`, answered.
///
/// # Errors
/// When the input cannot be read.
pub fn perform(request: Request, input: &mut impl Read) -> io::Result<Reply> {
    let mut body = Vec::new();
    input.take(MOST_BYTES + 1).read_to_end(&mut body)?;
    let done = match request {
        Request::Intake => super::intake(&body).map(Reply::Intake),
        Request::Cut(crop) => super::cut(&body, crop).map(Reply::Cut),
        Request::IntakeBy(limits) => super::intake_by(&limits, body).map(Reply::Intake),
        Request::CutBy(limits, crop) => super::cut_by(&limits, &body, crop).map(Reply::Cut),
        Request::Develop(crop, profile) => super::develop(&body, Some(crop), &profile, DEVELOPED).map(Reply::Developed),
        Request::Logo => super::logo(&body).map(Reply::Developed),
        Request::Table => Ok(table::read(&body, None).map_or_else(Reply::NoTable, Reply::Table)),
        Request::Sheet(sheet) => Ok(table::read(&body, Some(sheet)).map_or_else(Reply::NoTable, Reply::Table)),
        about_a_pack @ (Request::Pack | Request::Packed(..)) => Ok(perform_on_pack(about_a_pack, Cursor::new(body))),
    };
    Ok(done.unwrap_or_else(Reply::Refused))
}
