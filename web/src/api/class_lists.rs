//! Class lists: uploaded, columns chosen, tried, mended, taken over, taken back. A draft is seen by who uploaded it alone,
//! of a program by the programs of whoever made its token; no PESEL goes out with it.

use axum::{
    Json,
    extract::Request,
    http::{StatusCode, header},
};
use office::{
    Problem, Refused,
    class_list::{
        ApplyClassList, ChooseColumns, ClassListRow, ClassListState, Columns, Finding, Mend, Missing, Progress, Trial,
        Tried,
    },
    fault::Fault,
    table::{Form, TableFault},
};
use school::{
    class_list::{Change, Field, Lack, Problem as Wrong},
    permission::Permission,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent, made, refuse};
use crate::{
    address::Path,
    once::{OrDone, with},
    refusal::Refusal,
    upload::{Spooled, receive_file, receive_form},
    visitor::Client,
};

/// What a table may come as, beside a form.
const KINDS: [&str; 2] = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

/// CSV in any encoding in circulation, thus octets, 20 MB at most.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "read by the document alone")]
pub(super) struct ClassListText(String);

/// A workbook (XLSX), 20 MB at most.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "read by the document alone")]
pub(super) struct ClassListWorkbook(Vec<u8>);

/// A form with a table.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the document alone")]
pub(super) struct ClassListForm {
    /// CSV or XLSX, 20 MB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A class list as it stands.
#[derive(Serialize, ToSchema)]
pub(super) struct ClassList {
    id: Uuid,
    /// draft, applying, applied or undone
    state: &'static str,
    /// Rows under the headings.
    lines: u32,
    /// RFC 3339
    uploaded_at: String,
    /// It was to be taken over and could not be, because the pupils' data had changed. Nothing was.
    stopped: bool,
    /// While it is being taken over, where that is known: rows that are done, and rows in all.
    done: Option<u32>,
    of: Option<u32>,
    /// Once it was taken over.
    added: Option<u32>,
    changed: Option<u32>,
    left_out: Option<u32>,
    /// Until when it can be taken back, RFC 3339; none if it cannot.
    undo_until: Option<String>,
    /// For the next change.
    version: i64,
}

impl From<ClassListRow> for ClassList {
    fn from(list: ClassListRow) -> Self {
        let (state, progress, applied) = match list.state {
            ClassListState::Draft => ("draft", None, None),
            ClassListState::Applying(progress) => ("applying", progress, None),
            ClassListState::Applied(applied) => ("applied", None, Some(applied)),
            ClassListState::Undone => ("undone", None, None),
        };
        let (done, of) = progress.map(|Progress { done, of }| (done, of)).unzip();
        let undo_until = applied.as_ref().and_then(|applied| applied.undo_until);
        Self {
            id: list.id.into(),
            state,
            lines: list.lines,
            uploaded_at: list.uploaded_at.to_string(),
            stopped: list.stopped,
            done,
            of,
            added: applied.as_ref().map(|applied| applied.added),
            changed: applied.as_ref().map(|applied| applied.changed),
            left_out: applied.as_ref().map(|applied| applied.left_out),
            undo_until: undo_until.map(|until| until.to_string()),
            version: list.version,
        }
    }
}

/// What the columns of a draft hold, as far as is known.
#[derive(Serialize, ToSchema)]
pub(super) struct ClassListColumns {
    columns: Vec<ClassListColumn>,
    /// The class of all rows, if there is no such column.
    class: String,
    /// What is missing before rows can be read: name, class, identity or twice (two columns hold the same).
    lacks: Vec<&'static str>,
    /// Has somebody chosen already?
    chosen: bool,
    /// Of a workbook the sheets that can be seen; of a text none.
    sheets: Vec<String>,
    /// Which of them was read, from 0.
    sheet: Option<usize>,
    /// Can another one be read? Until the columns are chosen.
    other_sheets: bool,
    version: i64,
}

/// A column.
#[derive(Serialize, ToSchema)]
pub(super) struct ClassListColumn {
    heading: String,
    /// given, second_given, surname, surname_given, given_surname, class, level, symbol, pesel, document_name,
    /// document_number, born, sex, guardian1_name and so on, address or ignored
    field: &'static str,
}

impl From<Columns> for ClassListColumns {
    fn from(found: Columns) -> Self {
        let (sheets, sheet) = match found.form {
            Form::Workbook { sheets, sheet } => (sheets, Some(sheet)),
            Form::Text { .. } => (Vec::new(), None),
        };
        let column = |(heading, field): (String, Field)| ClassListColumn { heading, field: field.code() };
        Self {
            class: found.mapping.class.as_ref().map(|class| class.as_str().to_owned()).unwrap_or_default(),
            columns: found.mapping.columns.into_iter().map(column).collect(),
            lacks: found.lacks.iter().map(lack).collect(),
            chosen: found.chosen,
            sheets,
            sheet,
            other_sheets: found.other_sheets,
            version: found.version,
        }
    }
}

fn lack(lack: &Lack) -> &'static str {
    match lack {
        Lack::Name => "name",
        Lack::Class => "class",
        Lack::Identity => "identity",
        Lack::Twice(_) => "twice",
    }
}

/// What each column holds. Columns with an address are emptied.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenColumns {
    /// The version that was looked at.
    version: i64,
    /// The field of each column, from the left.
    columns: Vec<String>,
    /// The class of all rows, for a list without such a column.
    #[serde(default)]
    class: String,
    /// Under which name the school remembers the choice; empty for not at all.
    #[serde(default)]
    remember: String,
}

/// Which sheet of a workbook is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenSheet {
    /// The version that was looked at.
    version: i64,
    /// Its place among those that can be seen, from 0.
    sheet: usize,
}

/// What taking a draft over would do.
#[derive(Serialize, ToSchema)]
pub(super) struct ClassListTrial {
    /// A mark of what was found; taking over needs it, so that nothing else is done than what was seen.
    seen: String,
    new: u32,
    changed: u32,
    same: u32,
    wrong: u32,
    unclear: u32,
    rows: Vec<TrialRow>,
    /// In one of the list's classes, but not in the list. They stay as they are.
    missing: Vec<MissingPupil>,
    /// Classes that would be made.
    new_classes: Vec<String>,
    /// Columns that were left out, because an address stands in them.
    left_out_columns: Vec<String>,
    /// Guardians of new pupils who could be invited.
    to_invite: u32,
    version: i64,
}

/// A row.
#[derive(Serialize, ToSchema)]
pub(super) struct TrialRow {
    /// Its number in the file, from 1.
    row: u32,
    /// Surname first.
    name: String,
    class: String,
    /// wrong (left out until it is mended), unclear (left out: several pupils could be meant), new, changed or same
    outcome: &'static str,
    /// On the roll: who it is, or could be.
    pupils: Vec<Uuid>,
    problems: Vec<TrialProblem>,
    changes: Vec<TrialChange>,
}

/// What is wrong with a cell.
#[derive(Serialize, ToSchema)]
pub(super) struct TrialProblem {
    field: &'static str,
    /// missing, name, one_word, class, pesel, identity_missing, identity_twice, document, document_taken, repeated,
    /// not_a_date, date_out_of_range, birth_mismatch, email or phone
    problem: &'static str,
}

/// A difference between the list and the roll.
#[derive(Serialize, ToSchema)]
pub(super) struct TrialChange {
    /// given, surname, born, class, pesel_arrived or returned
    change: &'static str,
    from: Option<String>,
    to: Option<String>,
}

/// Somebody whom a list of their class does not name.
#[derive(Serialize, ToSchema)]
pub(super) struct MissingPupil {
    id: Uuid,
    /// Surname first.
    name: String,
    class: String,
}

impl From<Missing> for MissingPupil {
    fn from(missing: Missing) -> Self {
        Self { id: missing.id.into(), name: missing.name, class: missing.class }
    }
}

impl From<Trial> for ClassListTrial {
    fn from(trial: Trial) -> Self {
        Self {
            seen: trial.seen,
            new: trial.counts.new,
            changed: trial.counts.changed,
            same: trial.counts.same,
            wrong: trial.counts.wrong,
            unclear: trial.counts.unclear,
            rows: trial.rows.into_iter().map(TrialRow::from).collect(),
            missing: trial.missing.into_iter().map(MissingPupil::from).collect(),
            new_classes: trial.new_classes,
            left_out_columns: trial.addresses,
            to_invite: trial.to_invite,
            version: trial.version,
        }
    }
}

impl From<Tried> for TrialRow {
    fn from(tried: Tried) -> Self {
        let (mut pupils, mut problems, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        let outcome = match tried.finding {
            Finding::Wrong(found) => {
                problems.extend(found.into_iter().map(problem));
                "wrong"
            }
            Finding::Unclear(ids) => {
                pupils.extend(ids.into_iter().map(Uuid::from));
                "unclear"
            }
            Finding::New => "new",
            Finding::Changed(id, found) => {
                pupils.push(id.into());
                changes.extend(found.into_iter().map(change));
                "changed"
            }
            Finding::Same(id) => {
                pupils.push(id.into());
                "same"
            }
        };
        Self { row: tried.line.row, name: tried.name, class: tried.class, outcome, pupils, problems, changes }
    }
}

fn problem((field, wrong): (Field, Wrong)) -> TrialProblem {
    let problem = match wrong {
        Wrong::Missing => "missing",
        Wrong::Name(_) => "name",
        Wrong::OneWord => "one_word",
        Wrong::Class(_) => "class",
        Wrong::Pesel(_) => "pesel",
        Wrong::IdentityMissing => "identity_missing",
        Wrong::IdentityTwice => "identity_twice",
        Wrong::Document(_) => "document",
        Wrong::DocumentTaken => "document_taken",
        Wrong::Repeated { .. } => "repeated",
        Wrong::NotADate => "not_a_date",
        Wrong::DateOutOfRange => "date_out_of_range",
        Wrong::BirthMismatch => "birth_mismatch",
        Wrong::Email(_) => "email",
        Wrong::Phone => "phone",
    };
    TrialProblem { field: field.code(), problem }
}

fn change(change: Change) -> TrialChange {
    let of = |change, from: String, to: String| TrialChange { change, from: Some(from), to: Some(to) };
    match change {
        Change::Given { from, to } => of("given", from, to),
        Change::Surname { from, to } => of("surname", from, to),
        Change::Born { from, to } => of("born", from.to_string(), to.to_string()),
        Change::Class { from, to } => of("class", from.as_str().to_owned(), to.as_str().to_owned()),
        Change::PeselArrived => TrialChange { change: "pesel_arrived", from: None, to: None },
        Change::Returned => TrialChange { change: "returned", from: None, to: None },
    }
}

/// Cells to be written over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MendedCells {
    /// The version that was looked at.
    version: i64,
    cells: Vec<MendedCell>,
}

/// What a cell should say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MendedCell {
    /// The row's number in the file, from 1.
    row: u32,
    /// The field that the cell holds.
    field: String,
    text: String,
}

/// The wish to take a draft over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassListApplication {
    /// The version that was tried.
    version: i64,
    /// The mark of what was found then.
    seen: String,
    /// Invite guardians of new pupils who have an address? Then the list cannot be taken back.
    #[serde(default)]
    invite: bool,
}

/// The lists of the last weeks, the newest first; of drafts one's own.
#[utoipa::path(get, path = "/class-lists", responses((status = 200, body = Vec<ClassList>), Problems))]
pub(super) async fn list(client: Client) -> Answer<Vec<ClassList>> {
    Ok(Json(client.desk.class_lists().await?.into_iter().map(ClassList::from).collect()))
}

/// Takes a table in as a draft. Nothing about any pupil changes.
#[utoipa::path(post, path = "/class-lists", params(Once), request_body(content((ClassListForm = "multipart/form-data"), (ClassListText = "text/csv"), (ClassListWorkbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), responses((status = 201, body = Made), Problems))]
pub(super) async fn upload(client: Client, request: Request) -> Result<(StatusCode, Json<Made>), Refusal> {
    if !client.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let Spooled { file, digest } = receive(request).await?.map_err(|fault| {
        Refused::Table(match fault {
            Fault::TooManyBytes { bytes } => TableFault::TooManyBytes { bytes },
            _ => TableFault::Damaged,
        })
    })?;
    let desk = client.desk.under(client.once.map(|once| with(once, &digest)));
    Ok(made(desk.upload_class_list(file).await.or_done()?))
}

/// Whatever a table may come as. What it really is, the workshop says.
async fn receive(request: Request) -> Result<Result<Spooled, Fault>, Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return receive_form(request).await?.file.ok_or_else(|| refuse("file", Problem::Required));
    }
    if !KINDS.contains(&kind.split(';').next().unwrap_or_default().trim()) {
        return Err(Refusal::status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    receive_file(request).await
}

/// A list.
#[utoipa::path(get, path = "/class-lists/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = ClassList), Problems))]
pub(super) async fn show(client: Client, Path(id): Path<Uuid>) -> Answer<ClassList> {
    Ok(Json(client.desk.class_list(id.into()).await?.into()))
}

/// The columns of a draft.
#[utoipa::path(get, path = "/class-lists/{id}/columns", params(("id" = Uuid, Path)), responses((status = 200, body = ClassListColumns), Problems))]
pub(super) async fn columns(client: Client, Path(id): Path<Uuid>) -> Answer<ClassListColumns> {
    Ok(Json(client.desk.class_list_columns(id.into()).await?.into()))
}

/// Chooses what the columns hold.
#[utoipa::path(put, path = "/class-lists/{id}/columns", params(Once, ("id" = Uuid, Path)), request_body = ChosenColumns, responses((status = 200, body = Made), Problems))]
pub(super) async fn choose(client: Client, Path(id): Path<Uuid>, Sent(chosen): Sent<ChosenColumns>) -> Answer<Made> {
    let ChosenColumns { version, columns, class, remember } = chosen;
    let form = ChooseColumns { version, columns, class, remember };
    let id = client.desk.choose_class_list_columns(id.into(), &form).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Reads another sheet of the workbook, as long as the columns are not chosen.
#[utoipa::path(put, path = "/class-lists/{id}/sheet", params(Once, ("id" = Uuid, Path)), request_body = ChosenSheet, responses((status = 200, body = Made), Problems))]
pub(super) async fn choose_sheet(
    client: Client,
    Path(id): Path<Uuid>,
    Sent(chosen): Sent<ChosenSheet>,
) -> Answer<Made> {
    let id = client.desk.choose_class_list_sheet(id.into(), chosen.version, chosen.sheet).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// What taking a draft over would do, row by row.
#[utoipa::path(get, path = "/class-lists/{id}/trial", params(("id" = Uuid, Path)), responses((status = 200, body = ClassListTrial), Problems))]
pub(super) async fn trial(client: Client, Path(id): Path<Uuid>) -> Answer<ClassListTrial> {
    Ok(Json(client.desk.try_class_list(id.into()).await?.into()))
}

/// Writes over cells of a draft.
#[utoipa::path(put, path = "/class-lists/{id}/cells", params(Once, ("id" = Uuid, Path)), request_body = MendedCells, responses((status = 200, body = Made), Problems))]
pub(super) async fn mend(client: Client, Path(id): Path<Uuid>, Sent(mended): Sent<MendedCells>) -> Answer<Made> {
    let mend = |cell: MendedCell| {
        let field: Field = cell.field.parse().map_err(|_| refuse("cells", Problem::NotOffered))?;
        Ok(Mend { row: cell.row, field, text: cell.text })
    };
    let mends = mended.cells.into_iter().map(mend).collect::<Result<Vec<Mend>, Refusal>>()?;
    let id = client.desk.mend_class_list(id.into(), mended.version, &mends).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Takes a draft over as it was seen, wholly or not at all. A long one is `applying` for a while.
#[utoipa::path(put, path = "/class-lists/{id}/application", params(Once, ("id" = Uuid, Path)), request_body = ClassListApplication, responses((status = 200, body = Made), Problems))]
pub(super) async fn apply(
    client: Client,
    Path(id): Path<Uuid>,
    Sent(wish): Sent<ClassListApplication>,
) -> Answer<Made> {
    let ClassListApplication { version, seen, invite } = wish;
    let form = ApplyClassList { version, seen, invite };
    let id = client.desk.apply_class_list(id.into(), &form).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Takes back what a list did, within a day and while nothing is built on it.
#[utoipa::path(post, path = "/class-lists/{id}/undo", params(Once, ("id" = Uuid, Path)), responses((status = 200, body = Made), Problems))]
pub(super) async fn undo(client: Client, Path(id): Path<Uuid>) -> Answer<Made> {
    let id = client.desk.undo_class_list(id.into()).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}
