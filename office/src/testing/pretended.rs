//! A child that decodes nothing: whatever is handed in, it answers with one drawn picture, taken in and cut by the
//! real photo workshop once per test run. Office's own tests so need no program, and no photo.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use sha2::{Digest, Sha256};
use workshop::{
    photo::{
        Fault,
        wire::{Frame, Landlock, Reply, Walls},
    },
    photo_pack::Pack,
    table::{self, Form, Table},
};

use super::sure;

/// A drawn head before a light wall, 700 × 900.
pub(super) const PICTURE: &[u8] = include_bytes!("picture.png");

/// What the child says to an empty file, to an upload, to a frame and to a logo, whatever the school's limits.
struct Answers {
    empty: Vec<u8>,
    intake: Vec<u8>,
    cut: Vec<u8>,
    logo: Vec<u8>,
}

static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let intake = sure(workshop::photo::intake(PICTURE));
    let cut = sure(workshop::photo::cut(&intake.clean, intake.crop));
    Answers {
        empty: said(Reply::Refused(Fault::Empty)),
        cut: said(Reply::Cut(cut)),
        logo: said(Reply::Developed(sure(workshop::photo::logo(PICTURE)))),
        intake: said(Reply::Intake(intake)),
    }
});

fn said(reply: Reply) -> Vec<u8> {
    let mut words = Vec::new();
    for frame in [Frame::walls(Walls { landlock: Landlock::Full }), Frame::reply(reply)] {
        sure(sure(frame).write(&mut words));
    }
    words
}

/// Has the child know a table: what the real workshop says about these bytes, and about each sheet of a workbook.
pub(super) fn knows(folder: &Path, bytes: &[u8]) {
    let file = folder.join(format!("table-{}", hex::encode(Sha256::digest(bytes))));
    let answer = |sheet| said(table::read(bytes, sheet).map_or_else(Reply::NoTable, Reply::Table));
    sure(std::fs::write(&file, answer(None)));
    if let Ok(Table { form: Form::Workbook { sheets, .. }, .. }) = table::read(bytes, None) {
        for at in 0..=sheets.len() {
            sure(std::fs::write(format!("{}-{at}", file.display()), answer(Some(at))));
        }
    }
}

/// Has the child know a pack: what the real workshop says is in it. Of any photo in it the child takes its picture in.
pub(super) fn knows_pack(folder: &Path, pack: &[u8]) {
    let opened = Pack::open(std::io::Cursor::new(pack));
    let words = said(opened.map_or_else(Reply::NoPack, |opened| Reply::Pack(opened.entries().to_vec())));
    sure(std::fs::write(folder.join(format!("pack-{}", hex::encode(Sha256::digest(pack)))), words));
}

/// Writes the child's program into a folder.
pub(super) fn child(folder: &Path) -> PathBuf {
    for (name, words) in
        [("empty", &ANSWERS.empty), ("intake", &ANSWERS.intake), ("cut", &ANSWERS.cut), ("logo", &ANSWERS.logo)]
    {
        sure(std::fs::write(folder.join(name), words));
    }
    let program = folder.join("pretended-legitka");
    let here = folder.display();
    let script = format!(
        "#!/bin/sh\nif [ \"$2\" = '\"table\"' ]; then exec cat \"{here}/table-$(sha256sum | cut -c 1-64)\"; fi\ncase \"$2\" in '{{\"sheet\":'*) exec cat \"{here}/table-$(sha256sum | cut -c 1-64)-$(printf %s \"$2\" | tr -dc 0-9)\" ;; esac\nif [ \"$2\" = '\"pack\"' ]; then exec cat \"{here}/pack-$(sha256sum | cut -c 1-64)\"; fi\nif [ \"$(wc -c)\" -eq 0 ]; then exec cat '{here}/empty'; fi\ncase \"$2\" in\n'\"intake\"'|'{{\"intake_by\"'*|'{{\"packed\"'*) exec cat '{here}/intake' ;;\n'\"logo\"') exec cat '{here}/logo' ;;\n*) exec cat '{here}/cut' ;;\nesac\n"
    );
    sure(std::fs::write(&program, script));
    sure(std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)));
    program
}
