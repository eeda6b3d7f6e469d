//! Photographers' packs (*zdjęcia od fotografa*): handed in, looked through in trays, taken over. Nothing is applied
//! until somebody presses the button; whoever only hands packs in sees how far their files were matched.

mod file;
mod pieces;
mod words;

pub use file::{assign, file};
pub use pieces::{add, begin, offset};

use askama::Template;
use axum::{
    Form,
    extract::{Path, Request},
    response::Response,
};
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    fault::Fault,
    photo_pack::{FileState, MOST_BYTES, MOST_PIECE, PackState, PackedFile, PhotoPack, PhotoPackRow},
};
use school::{PhotoPackId, permission::Permission};

use self::words::{file_words, refusal_words, standing};
use super::{Answer, go, overtaken, photo::known, unprocessable};
use crate::{
    formats,
    forms::Errors,
    frame::Frame,
    once::{OrDone, with},
    refusal::{Refusal, page},
    upload::{MOST_READ, Spooled, let_pass, receive_form_up_to},
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "photo_packs/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    most_bytes: u64,
    most_piece: usize,
    errors: Errors,
}

struct Row {
    href: String,
    at: String,
    by: String,
    kind: &'static str,
    icon: &'static str,
    state: String,
    /// How many files it has, and how many were taken over.
    files: u32,
    taken: u32,
}

#[derive(Template)]
#[template(path = "photo_packs/show.html")]
struct PackPage {
    frame: Frame,
    id: PhotoPackId,
    version: i64,
    at: String,
    by: String,
    /// Why it cannot be used; empty if it can.
    refusal: String,
    /// Is somebody at work, so that the page is to be looked at again?
    busy: bool,
    uploading: bool,
    ready: bool,
    /// May this desk take photos over?
    takes: bool,
    /// How far it is: done, of, in words.
    done: u64,
    of: u64,
    progress: String,
    figures: [(String, u32); 4],
    matched: Vec<Line>,
    trays: Vec<Tray>,
    errors: Errors,
}

/// A part of what is in a pack.
struct Tray {
    id: &'static str,
    title: String,
    text: String,
    lines: Vec<Line>,
}

struct Line {
    place: i64,
    name: String,
    pupil: String,
    class: String,
    /// What is to be said about it.
    note: String,
    /// Where it leads: to the photo, or to where it is said whose it is; empty for nowhere.
    href: String,
    action: String,
    /// Is it chosen unless somebody says otherwise?
    checked: bool,
}

fn row(t: Words, pack: &PhotoPackRow) -> Row {
    let (kind, icon, state) = standing(t, pack.state);
    let counts = pack.counts;
    let files = counts.matched + counts.unclear + counts.unmatched + counts.refused + counts.discarded + counts.chosen;
    Row {
        href: format!("/photo-packs/{}", pack.id),
        at: formats::short_moment(pack.at),
        by: pack.by.clone(),
        kind,
        icon,
        state,
        files: files + counts.taken,
        taken: counts.taken,
    }
}

async fn listed(staff: &Staff, errors: Errors) -> Result<ListPage, Refused> {
    let t = staff.t();
    let rows = staff.desk.photo_packs().await?.iter().map(|pack| row(t, pack)).collect();
    let mut frame = staff.frame("photos").await?;
    frame.title_error = errors.any();
    Ok(ListPage { frame, rows, most_bytes: MOST_BYTES, most_piece: MOST_PIECE, errors })
}

/// Where a pack is chosen, with the packs of the last days.
pub async fn list(staff: Staff) -> Answer {
    Ok(page(&listed(&staff, Errors::default()).await?))
}

/// Takes a whole pack in, from a plain form.
pub async fn upload(staff: Result<Staff, Refusal>, request: Request) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    if !staff.desk.may(Permission::HandInPacks) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let t = staff.t();
    let refused = match receive_form_up_to(request, MOST_READ as u64).await?.file {
        None | Some(Err(Fault::Empty)) => fl!(t, "packs-file-none"),
        Some(Err(_)) => fl!(t, "packs-file-too-large"),
        Some(Ok(Spooled { file, digest })) => {
            let desk = staff.desk.under(staff.guest.once.map(|once| with(once, &digest)));
            match desk.hand_in_photo_pack(file).await.or_done() {
                Ok(id) => return Ok(to(id)),
                Err(Refused::Invalid(_)) => fl!(t, "packs-file-none"),
                Err(refused) => return Err(refused.into()),
            }
        }
    };
    Ok(unprocessable(&listed(&staff, Errors::one("file", refused)).await?))
}

/// A pack: how far it is, and what is in it.
pub async fn show(staff: Staff, Path(id): Path<String>) -> Answer {
    let pack = staff.desk.photo_pack(known(&id)?).await?;
    Ok(page(&pack_page(&staff, pack).await?))
}

async fn pack_page(staff: &Staff, pack: PhotoPack) -> Result<PackPage, Refused> {
    let (t, row) = (staff.t(), pack.row);
    let takes = staff.desk.may(Permission::AddPhotos);
    let (counts, id) = (row.counts, row.id);
    let (done, of, progress) = match row.state {
        PackState::Uploading { received, size } => (received, size, fl!(t, "packs-uploading")),
        PackState::Taking => {
            let (done, of) = (counts.taken, counts.taken + counts.chosen);
            (u64::from(done), u64::from(of), fl!(t, "packs-progress", done = done, of = of))
        }
        _ => (0, 0, fl!(t, "packs-reading")),
    };
    let of_state = |wanted: fn(FileState) -> bool| -> Vec<Line> {
        pack.files.iter().filter(move |file| wanted(file.state)).map(|file| line(t, id, takes, file)).collect()
    };
    let tray = |id, title, text, lines: Vec<Line>| Tray { id, title, text, lines };
    let trays = [
        tray("unclear", fl!(t, "packs-unclear"), fl!(t, "packs-unclear-text"), of_state(|is| is == FileState::Unclear)),
        tray(
            "nobody",
            fl!(t, "packs-unmatched"),
            fl!(t, "packs-unmatched-text"),
            of_state(|is| is == FileState::Unmatched),
        ),
        tray("refused", fl!(t, "packs-refused"), String::new(), of_state(|is| matches!(is, FileState::Refused(_)))),
        tray("taken", fl!(t, "packs-taken"), fl!(t, "packs-taken-text"), of_state(|is| is == FileState::Taken)),
        tray("discarded", fl!(t, "packs-discarded"), String::new(), of_state(|is| is == FileState::Discarded)),
    ];
    Ok(PackPage {
        frame: staff.frame("photos").await?,
        id,
        version: row.version,
        at: formats::moment(t, row.at),
        by: row.by,
        refusal: if let PackState::Refused(refusal) = row.state { refusal_words(t, refusal) } else { String::new() },
        busy: matches!(row.state, PackState::Reading | PackState::Taking),
        uploading: matches!(row.state, PackState::Uploading { .. }),
        ready: row.state == PackState::Ready,
        takes,
        done,
        of,
        progress,
        figures: [
            (fl!(t, "packs-matched"), counts.matched),
            (fl!(t, "packs-unclear"), counts.unclear),
            (fl!(t, "packs-unmatched"), counts.unmatched),
            (fl!(t, "packs-taken"), counts.taken),
        ],
        matched: of_state(|is| matches!(is, FileState::Matched | FileState::Chosen)),
        trays: trays.into_iter().filter(|tray| !tray.lines.is_empty()).collect(),
        errors: Errors::default(),
    })
}

/// The pack as it stands now, with what was ticked and why nothing was taken over.
async fn ticked_page(staff: &Staff, id: PhotoPackId, ticked: &[i64], errors: Errors) -> Result<PackPage, Refused> {
    let mut again = pack_page(staff, staff.desk.photo_pack(id).await?).await?;
    for line in &mut again.matched {
        line.checked = ticked.contains(&line.place);
    }
    Ok(PackPage { frame: again.frame.with_error(), errors, ..again })
}

fn line(t: Words, id: PhotoPackId, takes: bool, file: &PackedFile) -> Line {
    let pupil = file.pupils.first().filter(|_| file.state != FileState::Unclear);
    let assign = || (format!("/photo-packs/{id}/files/{}", file.place), fl!(t, "packs-assign"));
    let (href, action) = match (file.state, file.photo) {
        (FileState::Taken, Some(photo)) => (format!("/photos/{photo}"), fl!(t, "packs-see")),
        (FileState::Matched | FileState::Unclear | FileState::Unmatched | FileState::Discarded, _) if takes => assign(),
        _ => (String::new(), String::new()),
    };
    let there = pupil.is_some_and(|pupil| pupil.waits || pupil.approved);
    Line {
        place: file.place,
        name: file.name.clone(),
        pupil: pupil.map(|pupil| pupil.name.clone()).unwrap_or_default(),
        class: pupil.map(|pupil| pupil.class.clone()).unwrap_or_default(),
        note: file_words(t, file),
        href,
        action,
        checked: !there,
    }
}

/// Has the chosen files taken over.
pub async fn take(staff: Staff, Path(id): Path<String>, Form(form): Form<Vec<(String, String)>>) -> Answer {
    let number = |wanted: &'static str| {
        form.iter().filter(move |(name, _)| name == wanted).filter_map(|(_, value)| value.parse::<i64>().ok())
    };
    let version = number("version").next().unwrap_or_default();
    let places: Vec<i64> = number("take").collect();
    let (id, t) = (known(&id)?, staff.t());
    if places.is_empty() && staff.desk.may(Permission::AddPhotos) {
        let errors = Errors::one("take", fl!(t, "packs-none-ticked"));
        return Ok(unprocessable(&ticked_page(&staff, id, &places, errors).await?));
    }
    match staff.desk.take_photo_pack(id, version, &places).await.or_done() {
        Ok(id) => Ok(to(id)),
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            let errors = Errors::overtaken(t, &conflict);
            Ok(overtaken(&ticked_page(&staff, id, &places, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The page of a pack.
fn to(id: PhotoPackId) -> Response {
    go(&format!("/photo-packs/{id}"))
}
