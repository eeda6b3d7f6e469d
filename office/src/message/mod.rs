//! Messages to families: in the program and by e-mail, after the undo window.

mod deliver;
mod list;
mod read;

pub(crate) use deliver::{announce, deliver};

use std::str::FromStr;

use jiff::Timestamp;
use school::{MessageId, PupilId, code::UnknownCode, photo::Reason};

/// Seconds during which a decision can be undone without anybody hearing of it.
pub const UNDO_WINDOW: i64 = 10;

/// What a message tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageKind {
    /// The photo was approved.
    PhotoApproved,
    /// The photo was rejected.
    PhotoRejected,
    /// A decision was taken back; the photo waits again.
    ReviewUndone,
    /// The school waits for a photo.
    PhotoReminder,
    /// The card is printed and can be collected.
    CardPrinted,
    /// The card was handed out.
    CardIssued,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::PhotoApproved,
        Self::PhotoRejected,
        Self::ReviewUndone,
        Self::PhotoReminder,
        Self::CardPrinted,
        Self::CardIssued,
    ];

    /// The stable text of the kind.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PhotoApproved => "photo_approved",
            Self::PhotoRejected => "photo_rejected",
            Self::ReviewUndone => "review_undone",
            Self::PhotoReminder => "photo_reminder",
            Self::CardPrinted => "card_printed",
            Self::CardIssued => "card_issued",
        }
    }

    /// Is it a decision about a photo, hence only told once the decision can no longer be undone in silence?
    #[must_use]
    pub const fn is_about_a_photo(self) -> bool {
        matches!(self, Self::PhotoApproved | Self::PhotoRejected | Self::ReviewUndone)
    }
}

impl FromStr for MessageKind {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|kind| kind.code() == text).ok_or(UnknownCode { of: "MessageKind" })
    }
}

/// A message in the list.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// Which.
    pub id: MessageId,
    /// About whom.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: String,
    /// What it tells.
    pub kind: MessageKind,
    /// Why rejected.
    pub reason: Option<Reason>,
    /// What the secretary wrote besides.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Is it new?
    pub unread: bool,
}
