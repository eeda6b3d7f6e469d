//! What is in the files.

use jiff::Timestamp;
use school::{ClassId, law::identity::written, pupil::Identity, state_mobile_id::sio_file, year::SchoolYear};
use workshop::{
    letter::{RegisterExtract, register},
    table::write::{Sheet, csv, xlsx},
};

use super::Export;
use crate::{
    StaffDesk,
    audit::LogTable,
    refused::{Broken, Refused},
    store::{
        pupil::{Place, PupilLine, PupilWanted},
        rows::day,
    },
};

/// More pupils than any school has.
const MOST: i64 = 50_000;

/// The headings of the list, as the import of class lists knows them.
const HEADINGS: [&str; 4] = ["Nazwisko", "Imię", "Klasa", "Data urodzenia"];
/// The heading of what identifies, if it was asked for.
const IDENTITY: [&str; 2] = ["PESEL", "Inny dokument"];

/// What was read, before it is written down.
pub(super) struct Gathered {
    /// About how many pupils.
    pub(super) pupils: usize,
    /// How many rows it has.
    pub(super) rows: usize,
    paper: Paper,
}

enum Paper {
    Table { title: &'static str, headings: Vec<String>, rows: Vec<Vec<String>>, workbook: bool },
    Register(RegisterExtract),
    Text(String),
}

impl StaffDesk {
    /// Reads what is wanted. Whether this desk may have it was asked before.
    pub(super) async fn gather(&self, wanted: &Export) -> Result<Gathered, Refused> {
        match wanted {
            Export::Pupils { class, listed, pesel, workbook } => {
                let wanted = PupilWanted::new(class.map(ClassId), "", Export::listed(listed));
                let lines = self.look().await?.pupils(&wanted, &Place::START, MOST).await?;
                let headings = HEADINGS.into_iter().chain(IDENTITY.into_iter().filter(|_| *pesel));
                let headings = headings.map(str::to_owned).collect();
                let rows: Vec<_> = lines.iter().map(|line| cells(line, *pesel)).collect();
                let (pupils, title) = (rows.len(), "Uczniowie");
                let paper = Paper::Table { title, headings, rows, workbook: *workbook };
                Ok(Gathered { pupils, rows: pupils, paper })
            }
            Export::Register { year } => {
                let extract = self.register_extract(SchoolYear(*year)).await?;
                let rows = extract.rows.len();
                Ok(Gathered { pupils: rows, rows, paper: Paper::Register(extract) })
            }
            Export::Sio { mark } => {
                let holders = self.look().await?.cards_for_sio().await?;
                let cards: Vec<_> = holders.iter().filter_map(|holder| holder.card.as_ref()).collect();
                let (rows, text) = (cards.len(), sio_file(cards, *mark));
                Ok(Gathered { pupils: rows, rows, paper: Paper::Text(text) })
            }
            Export::AuditLog { from, until, workbook } => {
                let day = |text: &Option<String>| text.as_deref().map(day).transpose();
                let LogTable { pupils, headings, rows } = self.log_table(day(from)?, day(until)?).await?;
                let (count, title) = (rows.len(), "Dziennik");
                let paper = Paper::Table { title, headings, rows, workbook: *workbook };
                Ok(Gathered { pupils, rows: count, paper })
            }
        }
    }
}

fn cells(line: &PupilLine, pesel: bool) -> Vec<String> {
    let pupil = &line.facts.pupil;
    let name = [pupil.name.surname().to_owned(), pupil.name.given().to_owned()];
    let identity = match &pupil.identity {
        Identity::Pesel(number) => [number.expose().to_owned(), String::new()],
        Identity::Document { .. } => [String::new(), written(&pupil.identity)],
    };
    let known = name.into_iter().chain([line.facts.class_name.clone(), pupil.born.to_string()]);
    known.chain(identity.into_iter().filter(|_| pesel)).collect()
}

impl Gathered {
    /// The file.
    pub(super) async fn write(self, made_at: Timestamp) -> Result<Vec<u8>, Refused> {
        let written = tokio::task::spawn_blocking(move || match self.paper {
            Paper::Table { title, headings, rows, workbook } => {
                let sheet = Sheet { title, headings, rows };
                if workbook { xlsx(&sheet, made_at).map_err(|error| error.to_string()) } else { Ok(csv(&sheet)) }
            }
            Paper::Text(text) => Ok(text.into_bytes()),
            Paper::Register(extract) => register(&extract).map_err(|error| error.to_string()),
        });
        Ok(written.await.map_err(Broken::panicked)?.map_err(Broken::Document)?)
    }
}
