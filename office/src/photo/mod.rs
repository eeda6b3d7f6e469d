//! Photos: from the family's file to the secretary's decision.
//!
//! The family's way: [`crate::FamilyDesk::upload_photo`] → `crop_photo` → `send_photo`. The school's way:
//! [`crate::StaffDesk::photo_queue`] → `approve_photo` or `reject_photo`, with undo while nothing is printed. A photo
//! that the school adds itself comes into the queue by `add_photo`; an earlier one is in force again by `reuse_photo`.

mod add;
mod approve;
mod checks;
mod crop;
mod draft;
mod heard;
mod newer;
mod own;
mod preview;
mod queue;
mod record;
mod reframe;
mod reject;
mod reuse;
mod see;
mod send;
mod status;
#[cfg(test)]
mod tests;
mod undo;
mod upload;
mod withdraw;

pub(crate) use add::{Taken, save_sent, take_in};
pub use checks::{CheckSetting, PhotoChecks, TypedCheck};
pub(crate) use queue::age;
pub use workshop::photo::{Adjustable, Setting, Shape, Source};

use jiff::{Timestamp, civil::Date};
use school::{
    ClassId, PhotoId, PupilId,
    photo::{Advice, Crop, Origin, Reason, Shown},
};

/// A child on the family's home page.
#[derive(Clone, Debug)]
pub struct Child {
    /// Which pupil.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Since when the pupil has left the school; none if not.
    pub left: Option<Date>,
    /// The school's name.
    pub school: String,
    /// Where the photo stands.
    pub shown: Shown,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Why it was rejected, if the newest was.
    pub reason: Option<Reason>,
    /// What the secretary wrote besides.
    pub note: Option<String>,
    /// The picture to show: the waiting one, else the approved, else the rejected.
    pub photo: Option<PhotoId>,
    /// A draft not yet sent.
    pub draft: Option<PhotoId>,
    /// Did the school set another frame before it decided?
    pub reframed: bool,
    /// May this person send photos, or only look?
    pub may_submit: bool,
    /// The newest card: its number, and the last day of validity once issued.
    pub card: Option<ChildCard>,
}

/// The newest card of a child.
#[derive(Clone, Debug)]
pub struct ChildCard {
    /// Number, `12/2026`.
    pub number: String,
    /// Where it stands today.
    pub standing: school::card::Standing,
    /// Until when, once issued.
    pub expires: Option<Date>,
}

/// The status page of one child's photo (F6).
#[derive(Clone, Debug)]
pub struct PhotoStatus {
    /// As on the home page.
    pub child: Child,
    /// The approved photo, if there is one.
    pub approved: Option<PhotoId>,
    /// The waiting one, with its version for the withdrawal.
    pub waiting: Option<(PhotoId, i64)>,
    /// What happened so far, oldest first.
    pub timeline: Vec<(TimelineStep, Timestamp)>,
}

/// A step on the way from photo to card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimelineStep {
    /// Sent by the family.
    Sent,
    /// Approved by the school.
    Approved,
    /// Rejected by the school.
    Rejected,
    /// In a print run.
    Prepared,
    /// Printed, to be collected.
    Printed,
    /// Handed out.
    Issued,
}

/// What goes to the school along with a photo.
#[derive(Clone, Debug, Default)]
pub struct SendPhoto {
    /// Does the family declare an exception to the rules of photos? Only that there is one: a reason would tell of
    /// health or faith (GDPR art. 9), and nobody has to know it.
    pub exception: bool,
    /// A short note to the office, may be empty.
    pub note: String,
}

/// A photo that waits, for another frame.
#[derive(Clone, Debug)]
pub struct FrameView {
    /// Which.
    pub id: PhotoId,
    /// Given names and surname.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Width of the clean source in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The frame as it is.
    pub crop: Crop,
    /// What the checks found.
    pub advice: Vec<Advice>,
    /// For the change.
    pub version: i64,
}

/// A draft on the crop page and on the last page before sending.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// Which.
    pub id: PhotoId,
    /// Whose.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Date of birth.
    pub born: Date,
    /// Masked PESEL, or the other document's name.
    pub identity: String,
    /// Width of the clean source in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The frame, proposed or chosen.
    pub crop: Crop,
    /// Has the family saved a frame?
    pub cropped: bool,
    /// What the checks found.
    pub advice: Vec<Advice>,
    /// The photo in force that this one would replace.
    pub approved: Option<PhotoId>,
    /// For the next change.
    pub version: i64,
}

/// The tabs of the photo queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// *Oczekuje na akceptację*
    #[default]
    Waiting,
    /// *Prośba o zmianę*
    Changes,
    /// *Odrzucone*
    Rejected,
    /// *Zaakceptowane*
    Approved,
    /// *Brak zdjęcia*
    Missing,
}

/// Which part of the queue is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct QueueFilter {
    /// Which tab.
    pub tab: Tab,
    /// Of one class.
    pub class: Option<ClassId>,
    /// Those after this one (keyset; the order is by class, then oldest first).
    pub page: u32,
}

/// One page of the queue: at most 60.
#[derive(Clone, Debug)]
pub struct QueuePage {
    /// What stands in it, grouped by class.
    pub items: Vec<QueueItem>,
    /// How many there are in each tab, for the class filter.
    pub counts: QueueCounts,
    /// How many pages this tab has.
    pub pages: u32,
}

/// How many photos stand in each tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Waiting.
    pub waiting: u32,
    /// Requests for change.
    pub changes: u32,
    /// Rejected (newest of the pupil).
    pub rejected: u32,
    /// Approved.
    pub approved: u32,
    /// Pupils without any photo.
    pub missing: u32,
}

impl QueueCounts {
    /// How many wait for a decision.
    #[must_use]
    pub const fn to_decide(&self) -> u32 {
        self.waiting + self.changes
    }
}

/// A photo in the queue, or a pupil without one.
#[derive(Clone, Debug)]
pub struct QueueItem {
    /// The photo; none in the tab of missing ones.
    pub photo: Option<PhotoId>,
    /// Whose.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Age in years today.
    pub age: i16,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// The warnings among the advice.
    pub warnings: Vec<Advice>,
}

/// A photo as the secretary sees it (focus).
#[derive(Clone, Debug)]
pub struct PhotoRecord {
    /// Which.
    pub id: PhotoId,
    /// Whose.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Date of birth.
    pub born: Date,
    /// Age in years today.
    pub age: i16,
    /// Its state's code.
    pub state: String,
    /// Is it a request for change?
    pub change: bool,
    /// Who sent it.
    pub sent_by: String,
    /// Through whom it came.
    pub origin: Origin,
    /// When.
    pub submitted_at: Option<Timestamp>,
    /// Which text was declared.
    pub declaration: String,
    /// When.
    pub declared_at: Timestamp,
    /// What the checks found, but for what a declared exception is about.
    pub advice: Vec<Advice>,
    /// Does the family declare an exception to the rules? Which is asked nowhere.
    pub exception: bool,
    /// What the family wrote along with the photo.
    pub family_note: Option<String>,
    /// Can the school set another frame: it waits, and its source is there?
    pub may_reframe: bool,
    /// Who decided, when, and if rejected why.
    pub review: Option<ReviewView>,
    /// The approved photo in force, if another.
    pub approved: Option<PhotoId>,
    /// May this desk decide on it, as far as its role goes?
    pub may_review: bool,
    /// Can the decision be undone (nothing printed)?
    pub may_undo: bool,
    /// Was it in force, and can it be again: another one took its place, and its pictures are there?
    pub may_reuse: bool,
    /// What happened to it, oldest first: verb, who, when.
    pub history: Vec<(String, String, Timestamp)>,
    /// The next waiting one after it.
    pub next: Option<PhotoId>,
    /// The one before it.
    pub previous: Option<PhotoId>,
    /// Its place in the waiting queue and the queue's length; none if it does not wait.
    pub place: Option<(u32, u32)>,
    /// For the decision.
    pub version: i64,
}

/// A decision.
#[derive(Clone, Debug)]
pub struct ReviewView {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Approved, or rejected.
    pub approved: bool,
    /// Why rejected.
    pub reason: Option<Reason>,
    /// What was written besides.
    pub note: Option<String>,
}
