//! Class lists (*listy klas*) from other programs: uploaded, columns chosen, tried, mended, taken over, taken back.
//!
//! Until it is taken over a list is a draft: nobody's row is touched, and who uploaded it alone sees it. What it holds
//! is sealed, for a cell may be anything, and goes when it was taken over or after seven days.

mod apply;
mod columns;
mod content;
mod later;
mod list;
mod mend;
mod sheet;
mod template;
#[cfg(test)]
mod tests;
mod trial;
mod undo;
mod upload;

use jiff::Timestamp;
use school::{
    ClassListId, PupilId,
    class_list::{Change, Field, Lack, Line, Mapping, Note, Problem, Profile},
};
use workshop::table::Form;

pub use template::template;

pub(crate) use later::{JOB, take_over_later};

/// A class list as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassListRow {
    /// Which.
    pub id: ClassListId,
    /// Where it stands.
    pub state: ClassListState,
    /// How many rows it had under its headings.
    pub lines: u32,
    /// When it was uploaded.
    pub uploaded_at: Timestamp,
    /// Was it to be taken over, and could not be, because list or roll had changed?
    pub stopped: bool,
    /// Row version.
    pub version: i64,
}

/// Where a class list stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassListState {
    /// Nothing was taken over yet.
    Draft,
    /// It is being taken over; how far that has come is known to the process that does it alone.
    Applying(Option<Progress>),
    /// Taken over.
    Applied(Applied),
    /// Taken back.
    Undone,
}

/// How far the taking over of a list has come, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are done.
    pub done: u32,
    /// Rows in all.
    pub of: u32,
}

/// What became of a list that was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// When.
    pub at: Timestamp,
    /// Pupils that are new.
    pub added: u32,
    /// Pupils of whom something is different.
    pub changed: u32,
    /// Rows that were left out.
    pub left_out: u32,
    /// Until when it can be taken back; none if it cannot.
    pub undo_until: Option<Timestamp>,
}

/// The columns of a draft, to be chosen.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Row version.
    pub version: i64,
    /// How the file was read.
    pub form: Form,
    /// What each column holds, as far as is known.
    pub mapping: Mapping,
    /// What is missing before rows can be read.
    pub lacks: Vec<Lack>,
    /// The first rows.
    pub samples: Vec<Vec<String>>,
    /// The mappings that this school remembers.
    pub profiles: Vec<Profile>,
    /// Has a person chosen already?
    pub chosen: bool,
    /// Can another sheet of the workbook be read?
    pub other_sheets: bool,
}

/// The columns as a person chose them.
#[derive(Clone, Debug, Default)]
pub struct ChooseColumns {
    /// The version that was seen.
    pub version: i64,
    /// The code of a field for each column, from the left.
    pub columns: Vec<String>,
    /// The class of all rows, for a list without such a column; else empty.
    pub class: String,
    /// Under which name to remember the choice; empty for not at all.
    pub remember: String,
}

/// What taking a list over would do.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Row version.
    pub version: i64,
    /// A mark of what was found of each row. A form carries it, so that nothing else is taken over than what was shown.
    pub seen: String,
    /// How many rows of each kind there are.
    pub counts: Counts,
    /// Every row, in the order of the file.
    pub rows: Vec<Tried>,
    /// On the roll in one of the list's classes but not in the list. They stay as they are.
    pub missing: Vec<Missing>,
    /// Classes that would be made.
    pub new_classes: Vec<String>,
    /// Headings of columns with an address, which were not read.
    pub addresses: Vec<String>,
    /// Guardians of new pupils who could be invited.
    pub to_invite: u32,
}

/// How many rows of each kind a list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nobody like this is on the roll.
    pub new: u32,
    /// On the roll, with differences.
    pub changed: u32,
    /// On the roll, as the list says.
    pub same: u32,
    /// Something in the row cannot be taken.
    pub wrong: u32,
    /// Could be several pupils.
    pub unclear: u32,
}

impl Counts {
    /// Rows that are left out.
    #[must_use]
    pub fn left_out(&self) -> u32 {
        self.wrong + self.unclear
    }
}

/// A row of the list that was tried.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Its number and its texts.
    pub line: Line,
    /// Surname first; of a row that cannot be taken what stands where a name should.
    pub name: String,
    /// The class's name; empty if the row cannot be taken.
    pub class: String,
    /// What became of it.
    pub finding: Finding,
    /// What to look at although it can be taken.
    pub notes: Vec<(Field, Note)>,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It cannot be taken until this is mended.
    Wrong(Vec<(Field, Problem)>),
    /// Could be any of these: it is left out, a person sees to it in their records.
    Unclear(Vec<PupilId>),
    /// Nobody like this is on the roll.
    New,
    /// On the roll, with these differences.
    Changed(PupilId, Vec<Change>),
    /// On the roll like this.
    Same(PupilId),
}

/// A pupil whom a list of their class does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Who.
    pub id: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
}

/// A cell that was mended.
#[derive(Clone, Debug)]
pub struct Mend {
    /// The row's number in the file.
    pub row: u32,
    /// What the cell holds.
    pub field: Field,
    /// What it should say.
    pub text: String,
}

/// The wish to take a list over.
#[derive(Clone, Debug, Default)]
pub struct ApplyClassList {
    /// The version that was seen.
    pub version: i64,
    /// The findings that were seen ([`Trial::seen`]).
    pub seen: String,
    /// Invite guardians of new pupils who have an address?
    pub invite: bool,
}
